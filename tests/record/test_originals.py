"""From a claim back to its original: a line of JSON Lines, a text, a PDF. The reports are generated."""

import gzip
from pathlib import Path

import pytest
from benchmarks.generated_readings import reading
from tests.fetch.sites import Site, answer, open_fetcher
from tests.ingest.samples import column, pdf_of
from tests.record.generated import GeneratedReader, write_lines
from typer.testing import CliRunner

from reportedly.cli.main import app
from reportedly.errors import BadOption
from reportedly.ingest.given import Given
from reportedly.ingest.layout import JsonPlace, PdfPlace, TextPlace
from reportedly.record.adding import Adding
from reportedly.record.originals import original_of
from reportedly.record.record import Record
from reportedly.record.steps import Wanted
from reportedly.store.sql import Store

NUMBER = 3


def text() -> str:
    return reading(NUMBER).report.text


def added(store: Store, path: Path) -> Store:
    given = Given(given_id=str(NUMBER)) if path.suffix != ".jsonl" else Given()
    account = Adding(store, GeneratedReader(), Wanted(paths=(str(path),), given=given)).run()
    assert account.stored == 1
    return store


def test_a_line_of_json(store: Store, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [NUMBER])
    with added(store, path).reading() as snapshot:
        found = original_of(snapshot, "c1")
        data = snapshot.original(found.hash)
    assert (found.kind, found.method, found.source) == ("jsonl", "line", f"{path}:1")
    [place] = found.places
    assert isinstance(place, JsonPlace)
    assert text()[place.start : place.end] == found.sentence == data[place.start_byte : place.end_byte].decode()


def test_a_text(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A title of three words\n\nBy Lena Marwan\n\n" + text(), encoding="utf-8")
    with added(store, path).reading() as snapshot:
        found = original_of(snapshot, "c1")
    [place] = found.places
    assert isinstance(place, TextPlace) and place.line == 5
    assert path.read_bytes()[place.start_byte : place.end_byte].decode() == found.sentence


def test_a_pdf_has_pages_and_boxes_and_no_words(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    lines = [line for place, words in enumerate(text().split("\n\n")) for line in column(words, 60, 780 - 90 * place, 300)]
    path.write_bytes(pdf_of([lines]))
    with added(store, path).reading() as snapshot:
        assert snapshot.text_of(1) == text().strip()
        found = original_of(snapshot, "c1")
    assert found.kind == "pdf" and found.places
    for place in found.places:
        assert isinstance(place, PdfPlace)
        assert (place.page, place.text) == (1, "") and place.box[0] >= 60 and place.box[2] <= 361


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_that_was_fetched(store: Store, site: Site, packed: bool) -> None:
    """Its original is the archive of the fetch; the places are those of the page in it."""
    page = ("A title of three words\n\nBy Lena Marwan\n\n" + text()).encode()
    encoding = {"Content_Encoding": "gzip"} if packed else {}
    site.pages["/a"] = answer(gzip.compress(page) if packed else page, Content_Type="text/plain", **encoding)
    wanted = Wanted(paths=(f"{site.url}/a",), given=Given(given_id=str(NUMBER)), fetcher=open_fetcher())
    assert Adding(store, GeneratedReader(), wanted).run().stored == 1
    with store.reading() as snapshot:
        found = original_of(snapshot, "c1")
        assert snapshot.original(found.hash).startswith(b"WARC/1.1")
    [place] = found.places
    assert isinstance(place, TextPlace) and (found.kind, found.method, found.source) == ("text", "url", f"{site.url}/a")
    assert page[place.start_byte : place.end_byte].decode() == found.sentence


def test_what_is_withheld_does_not_leave_this_way(store: Store, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [NUMBER])
    added(store, path)
    with store.reading() as snapshot:
        word = max(original_of(snapshot, "c1").sentence.split(), key=len).strip(".,")
    store.close()
    with Record.open(tmp_path / "record.db") as record:
        record.withhold("phrase", word)
        found = record.original("c1")
    assert word not in repr(found) and "█" in found.sentence and found.places


@pytest.mark.parametrize("name", ["r1", "v1", "c0", "x", "c99"])
def test_a_name_that_is_no_claims(name: str, store: Store, tmp_path: Path) -> None:
    with added(store, write_lines(tmp_path / "a.jsonl", [NUMBER])).reading() as snapshot, pytest.raises(BadOption) as caught:
        original_of(snapshot, name)
    assert caught.value.cure


def test_the_command(store: Store, tmp_path: Path) -> None:
    added(store, write_lines(tmp_path / "a.jsonl", [NUMBER]))
    store.close()
    record = str(tmp_path / "record.db")
    result = CliRunner().invoke(app, ["show", "c1", "--original", "--record", record])
    assert result.exit_code == 0 and "c1 of r1 in its original" in result.output and "bytes" in result.output
    result = CliRunner().invoke(app, ["show", "c1", "--original", "--format", "json", "--record", record])
    assert result.exit_code == 0 and '"type": "jsonl"' in result.output
