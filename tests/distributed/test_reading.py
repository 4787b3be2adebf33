"""What becomes of everything in a shard, and of a shard whose reading ends its process, in one process."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from benchmarks.generated_readings import reading as generated
from benchmarks.scale.invented_reader import EATS, KILLS, REFUSED, InventedReader, line, write_lines

from reportedly.config import Settings
from reportedly.dataset.shard import Piece, Shard
from reportedly.dataset.storage import Storage
from reportedly.distributed import reading as readings
from reportedly.distributed import task as tasks
from reportedly.distributed.journal import Journal
from reportedly.distributed.reading import ShardReading, outcomes_of
from reportedly.distributed.task import Answer, Task, read_task, settings_json, version_of_reader
from reportedly.export.contract import to_jsonl
from reportedly.ingest.containers import Found
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.item import NotReport
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Reading, Report


class Died(BaseException):
    """The process ended here."""


class Mortal(InventedReader):
    """Reads until it meets a report that ends it, which is an exception here."""

    def read_or_reject(self, report: Report) -> Reading | Rejection:
        if report.title == KILLS:
            raise Died
        return super().read_or_reject(report)


def piece(path: Path, **more: object) -> Piece:
    return Piece(name=path.name, url=str(path), tag="t", weight=1, **more)  # type: ignore[arg-type]


def tries(storage: Storage, shard: Shard) -> tuple[int, ShardReading]:
    """How many tries a shard took, and the last of them."""
    for number in range(1, 30):
        reading = ShardReading(Mortal(Settings()), NOTHING_GIVEN, Journal(storage, shard.id))
        try:
            reading.run(shard)
        except Died:
            continue
        return number, reading
    raise AssertionError("it never came to its end")


def test_reports_readings_duplicates_and_what_is_none_each_have_their_outcome(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", [1, 2, 1, 3], {3: REFUSED})
    with path.open("a") as out:
        out.write(to_jsonl(generated(5)) + "\n{broken\n" + line(2))
    found = list(outcomes_of(Shard(pieces=(piece(path),)), InventedReader(Settings()), NOTHING_GIVEN))
    assert [one.kind for one in found] == ["stored", "stored", "duplicate", "rejected", "stored", "rejected", "duplicate"]
    assert [one.source for one in found] == [f"in.jsonl:{number}" for number in range(1, 8)]
    assert found[4].reading == generated(5) and found[2].key == found[0].key
    assert found[5].rejection is not None and found[5].rejection.kind == "BrokenLine"
    assert found[3].rejection is not None and found[3].rejection.where == "in.jsonl:4"


def test_what_is_given_holds_for_every_report(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("Invented words about a depot that was shelled, and about the people who said so.")
    [one] = outcomes_of(Shard(pieces=(piece(path),)), InventedReader(Settings()), Given(published="2031-02-03"))
    assert one.reading.report.published == "2031-02-03"


@pytest.mark.parametrize("place", [0, 7, 19])
def test_one_report_that_ends_its_process_costs_itself(tmp_path: Path, place: int) -> None:
    shard = Shard(pieces=(piece(write_lines(tmp_path / "in.jsonl", range(20), {place: KILLS})),))
    number, reading = tries(Storage(str(tmp_path / "out")), shard)
    assert number == 4  # three that end over it, one that leaves it out
    assert [one.position for one in reading.outcomes if one.kind == "rejected"] == [place] and len(reading.outcomes) == 20


def test_several_of_them_cost_themselves(tmp_path: Path) -> None:
    harm = {3: KILLS, 4: KILLS, 15: KILLS}
    shard = Shard(pieces=(piece(write_lines(tmp_path / "in.jsonl", range(20), harm)),))
    _, reading = tries(Storage(str(tmp_path / "out")), shard)
    assert [one.position for one in reading.outcomes if one.kind == "rejected"] == [3, 4, 15]


def test_a_file_that_ends_whoever_looks_into_it_is_left_there_and_the_next_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [write_lines(tmp_path / name, range(first, first + 6)) for name, first in (("a.jsonl", 0), ("b.jsonl", 6), ("c.jsonl", 12))]
    real = readings.items_of

    def items_of(one: Piece) -> Iterator[Found]:
        for number, item in enumerate(real(one)):
            if one.name == "b.jsonl" and number == 4:
                raise Died
            yield item
        yield NotReport(where=one.name, what="images", count=2)

    monkeypatch.setattr(readings, "items_of", items_of)
    shard = Shard(pieces=tuple(map(piece, paths)))
    storage = Storage(str(tmp_path / "out"))
    _, reading = tries(storage, shard)
    assert [one.source for one in reading.outcomes] == [
        *(f"a.jsonl:{n}" for n in range(1, 7)), *(f"b.jsonl:{n}" for n in range(1, 5)), "b.jsonl", *(f"c.jsonl:{n}" for n in range(1, 7))
    ]  # fmt: skip
    assert reading.outcomes[10].rejection is not None and "What follows position 10" in reading.outcomes[10].rejection.reason
    assert reading.not_reports == {"images": 4}
    again = ShardReading(Mortal(Settings()), NOTHING_GIVEN, Journal(storage, shard.id))
    again.run(shard)  # of a worker that takes it up once more: it must not look there again
    assert again.outcomes == reading.outcomes


def test_memory_that_ran_out_ends_the_worker_and_is_no_rejection_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_memory() -> None:
        raise Died

    monkeypatch.setattr("benchmarks.scale.invented_reader._ate", lambda report: Rejection(where="", reason="", cure="", kind="MemoryError"))
    shard = Shard(pieces=(piece(write_lines(tmp_path / "in.jsonl", range(4), {2: EATS})),))
    with pytest.raises(Died):
        ShardReading(InventedReader(Settings()), NOTHING_GIVEN, out_of_memory=out_of_memory).run(shard)


def test_a_worker_of_another_make_reads_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shard = Shard(pieces=(piece(write_lines(tmp_path / "in.jsonl", range(4))),))
    settings = settings_json(Settings())
    version = version_of_reader(InventedReader(Settings()), Settings(), NOTHING_GIVEN)
    reader = "benchmarks.scale.invented_reader:InventedReader"
    task = Task(shard=shard, out=str(tmp_path / "out"), version=version, settings=settings, reader=reader)
    other = msgspec.structs.replace(task, version=msgspec.structs.replace(version, model="sha256:other", code="sha256:other"))
    answer = msgspec.json.decode(read_task(msgspec.json.encode(other)), type=Answer)
    assert answer.failure is not None and "another code, another model" in answer.failure.message and answer.entry is None
    first = msgspec.json.decode(read_task(msgspec.json.encode(task)), type=Answer)
    assert first.entry is not None and first.entry.stored == 4
    monkeypatch.setattr(tasks, "opened_reader", lambda *_: pytest.fail("it is stored already"))
    assert msgspec.json.decode(read_task(msgspec.json.encode(task)), type=Answer) == first
