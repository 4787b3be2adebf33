"""What a journal remembers of tries that died, and what it forgets."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.dataset.rows import Outcome
from reportedly.dataset.storage import Storage
from reportedly.distributed import journal as journals
from reportedly.distributed.journal import DEATHS, Journal, stamp
from reportedly.errors import StorageError


def outcome(position: int) -> Outcome:
    return Outcome(position=position, kind="duplicate", source=f"in:{position}", key=f"k{position}")


@pytest.fixture(params=["disk", "object store"])
def storage(tmp_path: Path, request: pytest.FixtureRequest) -> Storage:
    return Storage(str(tmp_path) if request.param == "disk" else f"memory://{tmp_path}")


def first_deaths(storage: Storage) -> int:
    """Workers that die before one is known to have died where it did."""
    return 0 if storage.local else 1


def attempt(storage: Storage, dies_at: int | None, of: int, orderly: bool = False) -> list[Outcome]:
    """One try that reads up to a position and dies there; None comes to its end."""
    journal = Journal(storage, "s", orderly=orderly)
    done = list(journal.done)
    for position in range(len(done), of):
        if journal.killer(position) is None:
            journal.about_to("reading", position)
            if position == dies_at:
                return done
        done.append(outcome(position))
        journal.did(done)
    journal.close()
    return done


def test_a_first_try_notes_little_and_a_second_one_everything(storage: Storage) -> None:
    attempt(storage, 5, 20)
    assert [one.name for one in storage.files()] == ["journal/s/at"] * storage.local + ["journal/s/begun"]
    before = stamp(storage, "s")
    attempt(storage, 5, 20)
    names = [one.name for one in storage.files()]
    assert "journal/s/at" in names and sum("part-" in name for name in names) == 5
    assert stamp(storage, "s") != before
    attempt(storage, None, 20)
    assert storage.files() == []


def test_what_ends_three_careful_tries_is_the_killer_and_what_stands_before_it_is_not_read_again(storage: Storage) -> None:
    for _ in range(DEATHS + first_deaths(storage)):
        assert len(attempt(storage, 5, 20)) == 5
    last = Journal(storage, "s")
    assert last.killer(5) == "reading" and last.killer(4) is None and last.done == [outcome(number) for number in range(5)]
    assert attempt(storage, 5, 20) == [outcome(number) for number in range(20)] and storage.files() == []


def test_on_a_disk_the_first_that_dies_has_said_where_far_behind_what_was_kept(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    assert [len(attempt(storage, 700, 900)) for _ in range(DEATHS)] == [700] * DEATHS
    assert Journal(storage, "s").killer(700) == "reading"
    assert attempt(storage, 700, 900) == [outcome(number) for number in range(900)]


def test_a_note_holds_what_was_written_last(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    note = storage.note("folder/note")
    for data in (b"a longer one", b"short"):
        note.write(data)
        assert (storage.read("folder/note") or b"").rstrip() == data
    note.close()
    note.close()
    note.write(b"again")
    assert (storage.read("folder/note") or b"").rstrip() == b"again"
    note.close()
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"write .*file/note"):
        storage.note("file/note").write(b"")


def test_tries_that_die_at_different_places_accuse_nobody(storage: Storage) -> None:
    for place in (3, 4, 6, 6, 7, 9):
        attempt(storage, place, 20)
        assert all(Journal(storage, "s", orderly=True).killer(position) is None for position in range(20))
    assert attempt(storage, None, 20) == [outcome(number) for number in range(20)]


def test_a_try_that_ended_in_order_accuses_nobody(storage: Storage) -> None:
    attempt(storage, 5, 20)
    for _ in range(2 * DEATHS):
        attempt(storage, 5, 20, orderly=True)
    assert Journal(storage, "s", orderly=True).killer(5) is None


def test_behind_the_careful_stretch_notes_are_few_again(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "CAREFUL_FOR", 4)
    attempt(storage, 2, 60)
    attempt(storage, 50, 60)
    names = [one.name.rpartition("/")[2] for one in storage.files()]
    assert [name for name in names if name.startswith("part-")] == [f"part-{n:08d}-{n + 1:08d}" for n in range(4)]
    assert ("at" in names) == storage.local
    attempt(storage, 50, 60)
    assert attempt(storage, None, 60) == [outcome(number) for number in range(60)]


def test_notes_that_were_lost_with_a_machine_are_read_anew(storage: Storage) -> None:
    attempt(storage, 3, 20)
    attempt(storage, 5, 20)
    [third] = [one.name for one in storage.files() if "part-00000002" in one.name]
    storage.write(third, b"")
    storage.write("journal/s/at", b"{")
    assert Journal(storage, "s").done == [outcome(0), outcome(1)]
    assert attempt(storage, None, 20) == [outcome(number) for number in range(20)]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 11), max_size=8))
def test_however_tries_die_the_outcome_is_the_same(tmp_path_factory: pytest.TempPathFactory, deaths: list[int]) -> None:
    storage = Storage(str(tmp_path_factory.mktemp("journal")))
    for place in deaths:
        attempt(storage, place, 12)
    assert attempt(storage, None, 12) == [outcome(number) for number in range(12)]
