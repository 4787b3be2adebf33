"""What was found is cut alike whenever it is the same, and only what is missing is read."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.scale.invented_reader import write_lines
from benchmarks.scale.plain_loop import PlainLoop
from hypothesis import given
from hypothesis import strategies as st
from tests.distributed.conftest import adds_up, files_below

from reportedly.config import Settings
from reportedly.dataset.storage import Storage
from reportedly.distributed import planning
from reportedly.distributed.inputs import InputFile, find_inputs
from reportedly.distributed.planning import make_shards
from reportedly.distributed.run import Job, Run, run
from reportedly.errors import BadOption, MissingFile
from reportedly.ingest.files import items_from_path
from reportedly.ingest.item import Item
from reportedly.record.walk import Found, walk

Jobs = Callable[..., Job]


@pytest.fixture(autouse=True)
def cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "CUT_ABOVE", 1000)


def small(name: str, size: int = 500, tag: str = "t") -> InputFile:
    return InputFile(name=name, url=name, size=size, tag=tag)


def groups(files: list[InputFile], tmp: Path, reports: int = 8) -> list[tuple[str, ...]]:
    return [tuple(piece.name for piece in shard.pieces) for shard in make_shards(files, Storage(str(tmp)), reports)]


def test_small_files_of_a_folder_are_read_together_and_one_more_changes_one_group(tmp_path: Path) -> None:
    files = [small(f"in/{number:04d}.txt") for number in range(400)]
    before = groups(files, tmp_path)
    assert [name for group in before for name in group] == [one.name for one in files]
    assert 40 < len(before) < 250 and max(map(len, before)) <= 8
    after = groups(sorted([*files, small("in/0200b.txt")], key=lambda one: one.name), tmp_path)
    assert len(set(before) - set(after)) <= 4


def test_files_of_different_folders_are_never_read_together(tmp_path: Path) -> None:
    assert groups([small("a/1.txt"), small("b/1.txt"), small("b/c/1.txt")], tmp_path, 1000) == [("a/1.txt",), ("b/1.txt",), ("b/c/1.txt",)]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 50)), unique=True, max_size=40), st.integers(1, 9))
def test_every_file_is_in_one_shard_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, names: list[tuple[str, int]], reports: int
) -> None:
    files = [small(f"{folder}/{number}") for folder, number in sorted(names)]
    found = groups(files, tmp_path_factory.getbasetemp(), reports)
    assert [name for group in found for name in group] == [one.name for one in files] and all(found)


def test_the_files_are_those_that_add_walks_under_the_same_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a/z.txt", "in/a.txt", "in/.hidden/x.txt", "in/out/claims.txt"):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Invented words.")
    found = find_inputs(["in", "in/a.txt"], str(tmp_path / "in" / "out"))
    assert [one.name for one in found.files] == ["in/a/z.txt", "in/a.txt", "in/b.txt"] and found.skipped == ("in/.hidden",)
    assert [one.path for one in walk(["in"]) if isinstance(one, Found)] == [one.name for one in found.files] + ["in/out/claims.txt"]
    assert all(os.path.isabs(one.url) for one in found.files)
    (tmp_path / "empty").mkdir()
    assert [one.kind for one in find_inputs(["empty"], "elsewhere").rejections] == ["EmptyReport"]
    with pytest.raises(MissingFile, match="no file or folder"):
        find_inputs(["nowhere"], "elsewhere")
    for name in ("-", "https://news.example/"):
        with pytest.raises(BadOption, match="many machines"):
            find_inputs([name], "elsewhere")


def test_what_is_read_is_what_add_would_read_whatever_the_format(tmp_path: Path, job: Jobs) -> None:
    folder = tmp_path / "in"
    path = write_lines(folder / "lines.jsonl", range(70))
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress(path.read_bytes()))
    (folder / "words.csv").write_text("id,text\n" + "".join(f"{n},Invented words number {n} of a table.\n" for n in range(3)))
    account = run(job(folder), PlainLoop())
    found = [(one.source, one.method, one.original) for entry in adds_up(str(tmp_path / "out")).entries() for one in
             adds_up(str(tmp_path / "out")).outcomes(entry)]
    items = [one for file in walk([str(folder)]) if isinstance(file, Found) for one in items_from_path(file.path)]
    assert found == [(one.where, one.method, one.data) for one in items if isinstance(one, Item)]
    assert account.read == 143 and account.shards == 4 + 1 + 1


def test_a_rerun_does_only_what_is_missing(tmp_path: Path, job: Jobs) -> None:
    write_lines(tmp_path / "in" / "a.jsonl", range(50))
    first = run(job(tmp_path / "in"), PlainLoop())
    assert (first.shards, first.before) == (3, 0)
    there = files_below(tmp_path / "out")
    again = Run(job(tmp_path / "in"))
    assert again.plan.todo == () and again.run(PlainLoop()).before == 3 and files_below(tmp_path / "out") == there
    write_lines(tmp_path / "in" / "b.jsonl", range(50, 60))
    more = run(job(tmp_path / "in"), PlainLoop())
    assert (more.read, more.shards, more.before) == (60, 4, 3)
    entry = next((tmp_path / "out").glob("*/shards/*.json"))
    lost = json.loads(entry.read_text())
    entry.unlink()
    assert [shard.id for shard in Run(job(tmp_path / "in")).plan.todo] == [lost["shard"]]


def test_files_that_were_read_in_another_group_are_not_read_again(tmp_path: Path, job: Jobs) -> None:
    for number in range(6):
        write_lines(tmp_path / "in" / f"{number}.jsonl", [number])
    run(job(tmp_path / "in", reports=1000), PlainLoop())
    again = run(job(tmp_path / "in", reports=2), PlainLoop())
    assert (again.read, again.stored) == (6, 6) and len(adds_up(str(tmp_path / "out")).entries()) == again.shards
    os.utime(tmp_path / "in" / "3.jsonl", ns=(1, 1))
    changed = Run(job(tmp_path / "in", reports=1000)).plan.todo
    assert [piece.name for shard in changed for piece in shard.pieces] == [f"{tmp_path}/in/3.jsonl"]


def test_another_model_or_option_makes_another_version_beside(tmp_path: Path, job: Jobs) -> None:
    write_lines(tmp_path / "in.jsonl", range(5))
    one = run(job(tmp_path / "in.jsonl"), PlainLoop())
    before = files_below(tmp_path / "out")
    other = run(job(tmp_path / "in.jsonl", min_score=0.5), PlainLoop())
    assert one.version != other.version and other.before == 0
    assert {name: data for name, data in files_below(tmp_path / "out").items() if name in before} == before
    assert Settings(min_score=0.5) == job("x", min_score=0.5).settings
