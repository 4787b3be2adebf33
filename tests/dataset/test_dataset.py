"""A dataset gives back what was written, and only what an entry names."""

import io
import zlib
from pathlib import Path

import pyarrow.dataset as arrow_dataset
import pyarrow.parquet as parquet
import pytest
from benchmarks.generated_readings import reading as generated
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.conftest import build_reading

from reportedly.dataset.dataset import Dataset, is_dataset, versions
from reportedly.dataset.manifest import Entry, Version, encoded, entry_of, version_of
from reportedly.dataset.rows import Outcome, month_of, readings_file, stored
from reportedly.dataset.shard import Piece, Shard
from reportedly.dataset.storage import Storage
from reportedly.dataset.writing import open_version, write_shard
from reportedly.errors import NotADataset, RecordDamaged
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Reading, report_id
from reportedly.store.archive import unpack

VERSION = Version(
    reportedly="0.1.0", code="sha256:1", model="sha256:2", codebook="plover@sha256:3", gazetteer="sha256:4", min_score=0.0
)


def shard_of(name: str, first: int = 1) -> Shard:
    return Shard(pieces=(Piece(name=name, url=name, tag="t", weight=10, first=first),))


def outcomes() -> list[Outcome]:
    """Three reports of two months and of an unknown one, one that came twice, one that gave nothing."""
    undated = replace(generated(3), report=replace(generated(3).report, published=None))
    return [
        stored(0, "in.jsonl:1", "line", b"one", build_reading()),
        stored(1, "in.jsonl:2", "line", b"two", replace(generated(1), report=replace(generated(1).report, published="2031-05-02"))),
        Outcome(
            position=2, kind="rejected", source="in.jsonl:3",
            rejection=Rejection(where="in.jsonl:3", reason="It is empty.", cure="Fill it.", kind="EmptyReport"),
        ),
        Outcome(position=3, kind="duplicate", source="in.jsonl:4", method="line", original=b"one", key="sha256:x"),
        stored(4, "in.jsonl:5", "line", b"three", undated),
    ]  # fmt: skip


@pytest.fixture
def written(tmp_path: Path) -> tuple[Dataset, Entry]:
    storage = open_version(str(tmp_path / "out"), VERSION)
    entry = write_shard(storage, shard_of("in.jsonl"), outcomes(), {"images": 2, "fonts": 0})
    return Dataset.open(str(tmp_path / "out")), entry


def test_what_was_written_comes_back_whole_and_in_order(written: tuple[Dataset, Entry]) -> None:
    dataset, entry = written
    assert dataset.entries() == [entry] and dataset.version == VERSION
    assert list(dataset.outcomes(entry)) == outcomes()
    assert [one.original for one in dataset.outcomes(entry, originals=False)] == [b""] * 5
    assert (entry.read, entry.stored, entry.duplicate, entry.rejected) == (5, 3, 1, 1)
    assert entry.not_reports == (("images", 2),) and entry.adds_up


def test_files_lie_in_their_months_and_unknown_is_null_to_whoever_queries(written: tuple[Dataset, Entry]) -> None:
    dataset, entry = written
    folders = [Path(one.name).parent.name for one in entry.files]
    assert folders == ["month=2031-04", "month=2031-05", "month=__HIVE_DEFAULT_PARTITION__", "duplicates"]
    table = arrow_dataset.dataset(f"{dataset.storage.url}/readings", partitioning="hive").to_table(columns=["month", "published"])
    assert sorted(map(str, table["month"].to_pylist())) == ["2031-04", "2031-05", "None"]


def test_claims_can_be_queried_with_their_participants_and_voices(written: tuple[Dataset, Entry]) -> None:
    dataset, entry = written
    [claims] = dataset.table(entry.files[0], ["claims"])["claims"].to_pylist()
    shelled, verified = claims[0], claims[1]
    assert shelled["type"] == "ASSAULT" and shelled["toll"][0]["best"] == 12
    assert (shelled["arguments"][0]["role"], shelled["arguments"][0]["name"]) == ("actor", "Amber Front")
    assert [one["text"] for one in verified["voices"]] == ["The monitoring group", "Mira Sand"]
    text = build_reading().report.text
    assert text[shelled["where"]["span"]["start"] : shelled["where"]["span"]["end"]] == "near Murzuq"


def test_the_same_outcomes_give_the_same_bytes() -> None:
    group = [one for one in outcomes() if one.kind == "stored"]
    assert readings_file(group) == readings_file(list(group))


def test_a_file_that_was_changed_is_refused_and_one_that_nobody_names_is_not_read(written: tuple[Dataset, Entry]) -> None:
    dataset, entry = written
    stray = Path(dataset.storage.url, "readings", "month=2031-04", "stray.parquet")
    stray.write_bytes(b"PAR1")
    assert len(list(dataset.outcomes(entry))) == 5
    Path(dataset.storage.url, entry.files[0].name).write_bytes(b"PAR1 something else")
    with pytest.raises(NotADataset, match="not as it was written"):
        list(dataset.outcomes(entry))


def test_a_changed_model_is_another_version_beside(tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    for version in (VERSION, replace(VERSION, model="sha256:other")):
        write_shard(open_version(out, version), shard_of("in.jsonl"), outcomes()[:1], {})
    assert len(versions(out)) == 2 and is_dataset(out) and not is_dataset(str(tmp_path))
    with pytest.raises(NotADataset, match="holds 2 versions"):
        Dataset.open(out)
    assert Dataset.open(f"{out}/{VERSION.id}").version == VERSION


def test_entries_come_in_the_order_of_their_files_however_they_were_written(tmp_path: Path) -> None:
    storage = open_version(str(tmp_path), VERSION)
    names = [("in/b.jsonl", 1001), ("in/b.jsonl", 1), ("in/a/z.txt", 1), ("in/a.txt", 1), ("in/b.jsonl", 201)]
    for name, first in names:
        write_shard(storage, shard_of(name, first), [], {})
    found = [(one.pieces[0].name, one.pieces[0].first) for one in Dataset.open(str(tmp_path)).entries()]
    assert found == [("in/a/z.txt", 1), ("in/a.txt", 1), ("in/b.jsonl", 1), ("in/b.jsonl", 201), ("in/b.jsonl", 1001)]


def test_an_entry_that_does_not_add_up_or_is_none_is_refused(written: tuple[Dataset, Entry]) -> None:
    _, entry = written
    with pytest.raises(NotADataset, match="does not add up"):
        entry_of(encoded(replace(entry, stored=4)), "x")
    with pytest.raises(NotADataset, match="can't be read"):
        entry_of(b"{", "x")
    with pytest.raises(NotADataset, match="later version"):
        version_of(encoded(replace(VERSION, format=99)), "x")
    with pytest.raises(NotADataset, match="format 1"):
        version_of(encoded(replace(VERSION, format=1)), "x")


def test_a_damaged_body_is_told() -> None:
    one = stored(0, "a", "file", b"", build_reading())
    with pytest.raises(RecordDamaged):
        _ = Outcome(position=0, kind="stored", source="a", body=one.body[:-9]).reading


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), min_size=1, max_size=60), st.dates() | st.none(), st.binary(max_size=50))
def test_any_text_comes_back_as_it_was(text: str, day: object, original: bytes) -> None:
    base = build_reading()
    report = replace(base.report, id=report_id(text), text=text, title=text, published=None if day is None else str(day))
    reading = Reading(report=report, mentions=(), entities=(), attributions=(), claims=(), events=(), made_by=base.made_by)
    one = stored(0, text, "file", original, reading)
    [row] = parquet.read_table(io.BytesIO(readings_file([one]))).to_pylist()
    assert Outcome(position=0, kind="stored", source="", body=row["body"]).reading == reading
    assert unpack(row["original_hash"], row["original_codec"], row["original"]) == original and row["original_size"] == len(original)
    assert len(row["text"]) == len(text)
    assert month_of(report.published) == (None if day is None else str(day)[:7])
    assert zlib.decompress(row["body"])


def test_a_write_is_whole_or_not_at_all(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path / "new" / "folder"))
    storage.write("a/b.txt", b"one")
    storage.write("a/b.txt", b"two")
    (tmp_path / "new" / "folder" / "a" / ".c.txt.1234.part").write_bytes(b"half")
    assert storage.read("a/b.txt") == b"two" and storage.read("none") is None
    assert [(one.name, one.size) for one in storage.files()] == [("a/b.txt", 3)]
    before = storage.file("a/b.txt")
    storage.write("a/b.txt", b"six")
    after = storage.file("a/b.txt")
    assert before is not None and after is not None and before.tag != after.tag
    storage.delete("a")
    storage.delete("a")
    assert storage.files() == [] and storage.folders() == []
