"""Parquet tables. The reports are invented."""

import io
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.ingest.outcomes import outcomes, rejection, reports

from benchmarks import generated_files as files
from reportedly.errors import MissingExtra
from reportedly.ingest import parquet as ours
from reportedly.ingest.rejection import Rejection

pyarrow: Any = pytest.importorskip("pyarrow")
parquet: Any = pytest.importorskip("pyarrow.parquet")

ALL = [files.made(number) for number in range(600)]
WORDS = "Rebels left the town of Tal Amara before dawn, and the army said that it had taken the bridge."


def packed(table: dict[str, Any], **options: Any) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(table), out, **options)
    return out.getvalue()


def test_each_row_is_a_report_and_they_come_in_order_over_batches() -> None:
    data = files.columns(ALL)
    assert [where for where, _ in outcomes(data, "r.parquet")] == [f"r.parquet:{number}" for number in range(1, 601)]
    assert [(one.title, one.byline, one.published, one.given_id, one.text) for one in reports(data)] == [
        (one.title, one.byline, one.published, str(one.number), one.text) for one in ALL
    ]


def test_instants_empty_cells_and_other_types() -> None:
    when = [datetime(2021, 3, 4, 23, 30, tzinfo=UTC), None]
    table = {"text": [WORDS, None], "published_at": when, "score": [0.5, 1.5], "raw": [b"\xff", b"x"], "tags": [["a"], []]}
    found = outcomes(packed(table))
    assert [type(one).__name__ for _, one in found] == ["Report", "Rejection"]
    assert getattr(found[0][1], "published") == "2021-03-04"  # noqa: B009  mypy does not know which of the two it is


def test_words_that_repeat_are_read_whatever_their_encoding() -> None:
    for options in ({"use_dictionary": True}, {"use_dictionary": False}, {"compression": "zstd"}, {"compression": "gzip"}):
        assert len(reports(packed({"text": [WORDS] * 1000}, **options))) == 1000


def test_a_table_without_texts_names_its_columns() -> None:
    found = rejection(packed({"notes": ["x"], "day": ["y"]}))
    assert "'notes', 'day'" in found.reason and "--mapping" in found.cure


def test_no_rows() -> None:
    assert rejection(packed({"text": pyarrow.array([], pyarrow.string())})).kind == "EmptyReport"


def test_a_file_that_is_cut_off_or_damaged() -> None:
    data = files.columns(ALL)
    for broken in (data[:-200], data[: len(data) // 2], data[:20], data[:-8] + b"\xff\xff\xff\x7fPAR1"):
        assert rejection(broken).kind == "BrokenFile"
    damaged = bytearray(data)
    damaged[400:600] = bytes(200)
    last = outcomes(bytes(damaged))[-1][1]
    assert isinstance(last, Rejection)


def test_a_text_that_is_too_long_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "MAX_BYTES", 1000)
    found = outcomes(packed({"text": [WORDS, WORDS * 20, WORDS]}))
    assert [type(one).__name__ for _, one in found] == ["Report", "Rejection", "Report"]


def test_the_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str, extra: str) -> None:
        raise MissingExtra(f"This needs {module}.", f"pip install 'reportedly[{extra}]'")

    monkeypatch.setattr(ours, "needed", missing)
    found = rejection(files.columns(ALL[:1]))
    assert found.kind == "MissingExtra" and "reportedly[exports]" in found.cure


def test_a_text_that_is_repeated_without_end_ends_where_it_swells() -> None:
    """The file is small since it has the text once; 256 rows of it at a time would take the memory of all."""
    text = WORDS * 10_000
    words = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 5_000, pyarrow.int32()), pyarrow.array([text]))
    data = packed({"text": words}, store_schema=False)
    assert len(data) < 200_000
    code = (
        "import re, sys\nfrom reportedly.ingest.files import items_from_bytes\n"
        "for count, one in enumerate(items_from_bytes(sys.stdin.buffer.read(), 'b')):\n    last = one\n"
        # Not ru_maxrss, which begins with what the process that started it had taken.
        "peak = int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])\nprint(last.kind, count, peak // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    kind, rows, megabytes = done.stdout.decode().split()
    assert kind == "UnsafeFile" and 100 < int(rows) < 5_000
    assert int(megabytes) < 700
