"""Where spans stand in rows, entries of feeds and parts of mails, looked up again by other means. The reports are invented."""

import csv
import email
import email.policy
import io
import json
from collections.abc import Iterator

import feedparser
import lxml.html
import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ingest.samples import SENTENCES, TITLE

from benchmarks import generated_files as files
from reportedly.ingest.files import items_from_bytes, report_from_item
from reportedly.ingest.item import Item, number_in
from reportedly.ingest.layout import Layout, OriginalPlace, Unplaced, layout_of
from reportedly.ingest.layout_mail import MailPlace
from reportedly.ingest.layout_row import EntryPlace, RowPlace
from reportedly.schema import Report

MADE = [files.made(number, 3) for number in range(3)]


def laid_out(data: bytes, name: str) -> Iterator[tuple[Item, Report, Layout]]:
    """The items of a file, their reports and layouts."""
    for item in items_from_bytes(data, name):
        if isinstance(item, Item):
            report = report_from_item(item)
            assert isinstance(report, Report), report
            yield item, report, layout_of(item.data, item.kind, report, item.where)


def words_of(report: Report) -> Iterator[tuple[int, int]]:
    start = 0
    for word in report.text.replace("\n", " ").split(" "):
        if word:
            yield start, start + len(word)
        start += len(word) + 1


def in_element(markup: str, place: OriginalPlace) -> str:
    assert isinstance(place, RowPlace | EntryPlace | MailPlace) and place.element
    tree = lxml.html.document_fromstring(f"<html><head></head><body>{markup}</body></html>")
    [element] = tree.getroottree().xpath(place.element)
    return str(element.xpath("string()"))[place.start : place.end]


def cell_of_csv(data: bytes, place: RowPlace) -> str:
    """The cell by the line that its row begins on."""
    lines = data.decode("utf-8").split("\n")
    header = next(csv.reader([lines[0]]))
    assert place.row is not None
    row = next(csv.reader(io.StringIO("\n".join(lines[place.row - 1 :]), newline="")))
    return row[header.index(place.column)]


def cell_of_workbook(data: bytes, place: RowPlace) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Reports"]
    column = next(cell.column for cell in sheet[1] if cell.value == place.column)
    return str(sheet.cell(place.row, column).value)


def cell_of_parquet(data: bytes, place: RowPlace) -> str:
    assert place.row is not None
    return str(pyarrow.parquet.read_table(io.BytesIO(data)).column(place.column)[place.row - 1].as_py())


TABLES = {
    "a.csv": (files.table(MADE), cell_of_csv), "a.xlsx": (files.workbook(MADE), cell_of_workbook),
    "a.parquet": (files.columns(MADE), cell_of_parquet),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_every_word_of_a_row_is_in_the_cell_of_the_table_as_it_came(name: str) -> None:
    data, cell = TABLES[name]
    seen = 0
    for item, report, layout in laid_out(data, name):
        assert layout.kind == "row" and layout.placed() == 1.0
        for start, end in words_of(report):
            [place] = layout.places(start, end)
            assert isinstance(place, RowPlace) and place.element is None and place.row == number_in(item.where)
            assert cell(data, place)[place.start : place.end] == report.text[start:end] == place.text
        seen += 1
    assert seen == len(MADE)


def test_a_cell_that_is_html_has_elements() -> None:
    page = "<p>" + "</p><p>".join(SENTENCES) + "</p>"
    out = io.StringIO()
    cells = (page, f"<html><body>{page}</body></html>", f"<!-- x --><body>{page}")
    csv.writer(out).writerows([["id", "title", "body"], *([str(number), TITLE, cell] for number, cell in enumerate(cells))])
    for item, report, layout in laid_out(out.getvalue().encode(), "a.csv"):
        start = report.text.index("spokesman")
        [place] = layout.places(start, start + 9)
        assert isinstance(place, RowPlace) and place.element is not None and place.element.endswith("/p[2]"), item
        assert in_element(page, place) == "spokesman"


@pytest.mark.parametrize("whole", [True, False])
def test_every_word_of_an_entry_is_in_the_feed_as_it_came(whole: bool) -> None:
    data = files.rss(MADE, whole=whole)
    entries = feedparser.parse(data).entries
    for (_, report, layout), made in zip(laid_out(data, "f.xml"), MADE, strict=True):
        assert layout.kind == "entry" and layout.placed() == 1.0
        for start, end in words_of(report):
            [place] = layout.places(start, end)
            assert isinstance(place, EntryPlace) and place.entry is not None and place.entry_id == made.url
            entry = entries[place.entry - 1]
            assert in_element(entry.content[0].value if whole else entry.summary, place) == report.text[start:end]


@pytest.mark.parametrize("feed", [files.atom(MADE), files.json_feed(MADE)])
def test_entries_of_other_feeds(feed: bytes) -> None:
    for number, (_, report, layout) in enumerate(laid_out(feed, "f"), start=1):
        places = layout.places(0, len(report.text))
        assert places and all(isinstance(place, EntryPlace) and place.entry == number for place in places)
        assert layout.placed() == 1.0


def part_of(data: bytes, number: str) -> str:
    """A part's words by its number, with the newer interface of the standard library."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    part = message
    if message.is_multipart():
        for step in number.split("."):
            part = list(part.iter_parts())[int(step) - 1]  # type: ignore[attr-defined]
    else:
        assert number == "1"
    found = part.get_payload(decode=True)
    assert isinstance(found, bytes)
    return found.decode(str(part.get_content_charset() or "utf-8"))


ATTACHED = {"b.png": ("image/png", b"\x89PNG\r\n\x1a\n")}


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (files.mail(MADE[0]), "1"),
        (files.mail(MADE[0], ATTACHED), "1"),
    ],
)
def test_every_word_of_a_mail_is_in_its_part(data: bytes, number: str) -> None:
    [(_, report, layout)] = laid_out(data, "a.eml")
    assert layout.kind == "mail" and layout.placed() == 1.0
    for start, end in words_of(report):
        [place] = layout.places(start, end)
        assert isinstance(place, MailPlace) and place.part == number and place.line is not None
        words = part_of(data, place.part)
        assert words[place.start : place.end] == report.text[start:end]
        assert report.text[start:end] in words.split("\n")[place.line - 1]


def test_a_page_in_a_mail_has_the_number_of_its_part_and_elements() -> None:
    data = files.mail(MADE[0], as_page=True)
    [(_, report, layout)] = laid_out(data, "a.eml")
    start = report.text.index(MADE[0].paragraphs[1])
    [place] = layout.places(start, start + len(MADE[0].paragraphs[1]))
    assert isinstance(place, MailPlace) and place.line is None
    assert in_element(part_of(data, place.part), place) == MADE[0].paragraphs[1]


NESTED = (
    "From: Ann Lee <a@x.example>\r\nTo: b@x.example\r\nSubject: {title}\r\nDate: Mon, 5 May 2031 08:00:00 +0300\r\n"
    'Message-ID: <1@x.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="o"\r\n\r\n--o\r\n'
    'Content-Type: multipart/alternative; boundary="i"\r\n\r\n--i\r\nContent-Type: text/plain; charset=windows-1252\r\n'
    "Content-Transfer-Encoding: 8bit\r\n\r\n{plain}\r\n--i\r\nContent-Type: text/html\r\n\r\n<p>{page}</p>\r\n--i--\r\n--o\r\n"
    "Content-Type: text/plain\r\n\r\n{second}\r\n--o--\r\n"
)


def test_parts_in_parts_quoted_lines_and_a_signature() -> None:
    plain = f"> {SENTENCES[0]}\r\n> \r\n> {SENTENCES[1].replace('old', '‘old’')}\r\n\r\n{SENTENCES[2]}\r\n-- \r\nAnn Lee, {SENTENCES[2]}"
    data = NESTED.format(title=TITLE, plain=plain, page=SENTENCES[0], second=SENTENCES[3]).encode("cp1252")
    [(_, report, layout)] = laid_out(data, "a.eml")
    assert report.text.split("\n\n")[-1] == SENTENCES[3] and "Ann Lee" not in report.text
    found = layout.places(0, len(report.text))
    assert layout.placed() == 1.0
    assert [(place.part, place.line) for place in found if isinstance(place, MailPlace)] == [("1.1", 1), ("1.1", 3), ("1.1", 5), ("2", 1)]
    for place in found:
        assert isinstance(place, MailPlace) and part_of(data, place.part)[place.start : place.end] == place.text


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True), st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "> ", ">> "]), st.sampled_from(["", "; format=flowed", "; format=flowed; delsp=yes"]), st.booleans(),
)  # fmt: skip
def test_generated_mails(sentences: list[str], end: str, mark: str, form: str, signed: bool) -> None:
    body = (end * 2).join(mark + one for one in sentences) + (f"{end}-- {end}Ann" if signed else "")
    head = f"From: Ann <a@x.example>{end}Message-ID: <1@x>{end}Subject: x{end}Content-Type: text/plain{form}{end}"
    data = (head + end + body).encode()
    [(_, report, layout)] = laid_out(data, "a.eml")
    places = layout.places(0, len(report.text))
    assert not any(isinstance(place, Unplaced) for place in places)
    whole = part_of(data, "1")
    found = "".join(whole[place.start : place.end] for place in places if isinstance(place, MailPlace))
    assert "".join(found.split()) == "".join(report.text.split())


@pytest.mark.parametrize(
    ("where", "number"),
    [("a.csv:14", 14), ("a.xlsx!/Sheet:2:7", 7), ("f.xml#2 (summary)", 2), ("m.mbox#12", 12), ("a.csv", None), ("a:b", None)],
)
def test_the_number_in_a_name(where: str, number: int | None) -> None:
    assert number_in(where) == number


def test_what_is_archived_of_a_row_alone_gives_no_number() -> None:
    data = json.dumps({"text": SENTENCES[0]}).encode()
    report = Report(id="x", text=SENTENCES[0])
    [place] = layout_of(data, "row", report).places(0, 6)
    assert isinstance(place, RowPlace) and (place.row, place.column, place.start, place.end) == (None, "text", 0, 6)
