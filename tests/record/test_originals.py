"""From a claim back to its original: a line of JSON Lines, a text, a PDF. The reports are generated."""

import csv
import gzip
import io
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
from reportedly.ingest.layout_mail import MailPlace
from reportedly.ingest.layout_row import EntryPlace, RowPlace
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


def entry_of_a_feed(words: str) -> bytes:
    content = "".join(f"<p>{one}</p>" for one in words.split("\n\n"))
    return (
        f"<rss version='2.0'><channel><title>Invented</title><item><guid>n3</guid><title>T</title><description><![CDATA[{content}]]>"
        "</description></item></channel></rss>"
    ).encode()


def mail_of(words: str) -> bytes:
    head = "From: Lena Marwan <l@x.example>\nMessage-ID: <1@x.example>\nSubject: A title\nDate: Mon, 5 May 2031 08:00:00 +0300\n\n"
    return (head + words + "\n").encode()


def table_of(words: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["Headline", "Body"], ["T", words]])
    return out.getvalue().encode()


PARTS = {
    "a.csv": (table_of, RowPlace, {"row": 2, "column": "Body"}, "row 2, column “Body”"),
    "a.xml": (entry_of_a_feed, EntryPlace, {"entry": 1, "entry_id": "n3"}, "entry 1 (n3), element /html/body/p"),
    "a.eml": (mail_of, MailPlace, {"part": "1", "line": 1, "element": None}, "part 1 of the message, line 1"),
    "a.mbox": (lambda words: b"From l@x.example Mon May  5 08:00:00 2031\n" + mail_of(words), MailPlace, {"part": "1"}, "part 1 of"),
}


@pytest.mark.parametrize("name", PARTS)
def test_rows_entries_and_mails(name: str, store: Store, tmp_path: Path) -> None:
    make, kind, fields, says = PARTS[name]
    path = tmp_path / name
    path.write_bytes(make(text()))
    with added(store, path).reading() as snapshot:
        found = original_of(snapshot, "c1")
    [place] = found.places
    assert isinstance(place, kind) and {key: getattr(place, key) for key in fields} == fields
    assert place.text == "" and place.end - place.start == len(found.sentence)
    store.close()
    printed = CliRunner().invoke(app, ["show", "c1", "--original", "--record", str(tmp_path / "record.db")], env={"COLUMNS": "200"})
    assert printed.exit_code == 0 and says in printed.output


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
