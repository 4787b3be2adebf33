"""Where spans stand in the original: the words found there are the span's words. The reports are invented."""

import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pypdfium2
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ingest.samples import (
    SENTENCES,
    TITLE,
    column,
    docx_of,
    docx_paragraph,
    docx_sample,
    html_sample,
    pdf_of,
    pdf_sample,
)

from reportedly.ingest.documents import report_from_document
from reportedly.ingest.docx_text import docx_text
from reportedly.ingest.given import NOTHING_GIVEN
from reportedly.ingest.jsonl import report_from_line
from reportedly.ingest.layout import Layout, Unplaced, layout_of
from reportedly.ingest.layout_docx import DocxPlace
from reportedly.ingest.layout_html import HtmlPlace
from reportedly.ingest.layout_json import JsonPlace
from reportedly.ingest.layout_match import match
from reportedly.ingest.layout_pdf import PdfPlace
from reportedly.ingest.layout_text import TextPlace
from reportedly.schema import Report, report_id

DATA = Path(__file__).parent / "data"
REPORTS = yaml.safe_load(
    (Path(__file__).parents[2] / "benchmarks" / "invented_reports.yaml").read_text(encoding="utf-8")
)
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
TEXT = f"{TITLE}\n\nBy Lena Marwan\n\n" + "\n\n".join(SENTENCES)


def letters(words: str) -> str:
    return "".join(words.split())


def made_of(kind: str, data: bytes) -> tuple[Report, Layout]:
    report = report_from_document(kind, data, NOTHING_GIVEN, "a", True)
    return report, layout_of(data, kind, report)


class Looker:
    """Looks up places in an original with other means than those that made them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None

    def words(self, place: object) -> str:
        if isinstance(place, PdfPlace):
            return self._in_pdf(place)
        if isinstance(place, HtmlPlace):
            return self._in_html(place)
        if isinstance(place, DocxPlace):
            found = [f for p in docx_text(self._data, "a").paragraphs for f in p.fragments]
            [fragment] = [f for f in found if (f.part, f.number) == (place.part, place.paragraph)]
            return fragment.text[place.start : place.end]
        if isinstance(place, TextPlace):
            return self._data[place.start_byte : place.end_byte].decode("utf-8")
        assert isinstance(place, JsonPlace)
        return str(json.loads(b'"' + self._data[place.start_byte : place.end_byte] + b'"'))

    def _in_pdf(self, place: PdfPlace) -> str:
        self._pdf = self._pdf or pypdfium2.PdfDocument(self._data)
        page = self._pdf[place.page - 1]
        left, bottom, right, top = place.box
        words = page.get_textpage().get_text_bounded(left + 0.4, bottom + 1.2, right - 0.4, top - 2.5)
        return str(words).replace("\ufffe", "-").replace("\x02", "-")

    def _in_html(self, place: HtmlPlace) -> str:
        tree = lxml.html.document_fromstring(self._data.decode("utf-8"))
        [element] = tree.getroottree().xpath(place.element)
        return str(element.xpath("string()"))[place.start : place.end]


SAMPLES = {
    "pdf": pdf_sample(),
    "docx": docx_sample(),
    "html": html_sample(),
    "text": TEXT.encode(),
}


@pytest.mark.parametrize("kind", SAMPLES)
@MANY
@given(ends=st.tuples(st.integers(0, 700), st.integers(1, 200)))
def test_the_words_at_the_place_are_the_spans_words(kind: str, ends: tuple[int, int]) -> None:
    report, layout = MADE[kind]
    start, end = ends[0], sum(ends)
    places = layout.places(start, end)
    assert letters("".join(LOOKERS[kind].words(place) for place in places)) == letters(report.text[start:end])
    assert letters("".join(place.text for place in places if not isinstance(place, Unplaced))) == letters(
        report.text[start:end]
    )


MADE = {kind: made_of(kind, data) for kind, data in SAMPLES.items()}
LOOKERS = {kind: Looker(data) for kind, data in SAMPLES.items()}


@pytest.mark.parametrize("name", ["columns_browser.pdf", "heads_weasyprint.pdf", "report_libreoffice.pdf"])
def test_every_word_of_printed_pdfs_is_found_where_it_is_said_to_stand(name: str) -> None:
    data = (DATA / name).read_bytes()
    report, layout = made_of("pdf", data)
    looker = Looker(data)
    assert layout.placed() == 1.0
    words = 0
    for start, end in word_spans(report.text.split("\n\n")[0]):
        places = layout.places(start, end)
        assert letters("".join(looker.words(place) for place in places)).replace("-", "").replace(
            "‐", ""
        ) == report.text[start:end].replace("-", "")
        words += 1
    assert words > 25


def word_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for word in text.split(" "):
        yield start, start + len(word)
        start += len(word) + 1


def test_a_word_that_was_broken_stands_on_two_lines() -> None:
    data = pdf_of([[(60, 700, 10, "Reporters said that the govern-"), (60, 688, 10, "ment had fallen.")]])
    report, layout = made_of("pdf", data)
    start = report.text.index("government")
    first, second = layout.places(start, start + len("government"))
    assert isinstance(first, PdfPlace) and isinstance(second, PdfPlace)
    assert (first.text, second.text, first.page) == ("govern", "ment", 1)
    assert first.box[0] > 150 and second.box[0] == pytest.approx(60, abs=0.5) and first.box[1] > second.box[3] - 3


def test_a_page_on_its_side_has_boxes_in_its_own_coordinates() -> None:
    data = pdf_of([column(" ".join(SENTENCES), 60, 500, 300)], turn=90)
    report, layout = made_of("pdf", data)
    start = report.text.index("spokesman")
    [place] = layout.places(start, start + 9)
    assert isinstance(place, PdfPlace)
    assert place.box[3] - place.box[1] > place.box[2] - place.box[0] > 0
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    assert page.get_text_bounded(*place.box).strip() == "spokesman"


def test_what_was_left_out_is_listed_with_its_place() -> None:
    _, layout = made_of("pdf", (DATA / "heads_weasyprint.pdf").read_bytes())
    assert {(line.page, line.text, line.why) for line in layout.left_out} == {
        *((page, "DELTA OBSERVER (invented)", "running head") for page in (1, 2, 3)),
        *((page, f"Page {page} of 3", "page number") for page in (1, 2, 3)),
    }


def test_pages_of_html_with_marks_inside_words_and_lines() -> None:
    body = "".join(
        f"<p>{sentence[:9]}<b>{sentence[9:14]}</b>{sentence[14:30]}<a href='/x'>{sentence[30:40]}</a>{sentence[40:]}</p>"
        for sentence in SENTENCES
    )
    data = f"<html><body><script>var a = '{SENTENCES[0]}';</script><article><h1>{TITLE}</h1>{body}</article></body></html>".encode()
    report, layout = made_of("html", data)
    looker = Looker(data)
    for sentence in SENTENCES:
        start = report.text.index(sentence)
        [place] = layout.places(start, start + len(sentence))
        assert isinstance(place, HtmlPlace) and place.element.startswith("/html/body/article/p")
        assert looker.words(place) == sentence
        [inner] = layout.places(start + 10, start + 13)
        assert isinstance(inner, HtmlPlace) and inner.element.endswith("/b") and looker.words(inner) == sentence[10:13].strip()


@MANY
@given(
    st.lists(
        st.sampled_from([*SENTENCES, *(" ".join(text.split()) for text in REPORTS[0]["paragraphs"])]),
        min_size=4,
        max_size=9,
        unique=True,
    ),
    st.sampled_from(
        [
            "<p>{}</p>",
            "<div class='x'><p>{}</p></div>",
            "<p><span>{}</span> </p>",
            "<p>\n {}\n</p>",
            "<blockquote><p>{}</p></blockquote>",
        ]
    ),
    st.booleans(),
)
def test_generated_pages(sentences: list[str], shape: str, furniture: bool) -> None:
    around = (
        ("<nav><ul><li><a href='/'>Home</a></li></ul></nav>", "<footer><p>Copyright 2016.</p></footer>")
        if furniture
        else ("", "")
    )
    body = "".join(shape.format(html.escape(sentence)) for sentence in sentences)
    data = f"<html><body>{around[0]}<article><h1>{TITLE}</h1>{body}</article>{around[1]}</body></html>".encode()
    report, layout = made_of("html", data)
    looker = Looker(data)
    for line_start, line in lines_with_starts(report.text):
        places = layout.places(line_start, line_start + len(line))
        assert letters("".join(looker.words(place) for place in places)) == letters(line)


def lines_with_starts(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, line
        start += len(line) + 1


@MANY
@given(
    st.text(min_size=1).filter(lambda text: text.strip()),
    st.booleans(),
    st.dictionaries(st.text(max_size=3), st.text(max_size=5)),
)
def test_lines_of_json(text: str, ascii_only: bool, more: dict[str, str]) -> None:
    try:
        data = json.dumps({**more, "text": text, "z": [1, {"text": 2}]}, ensure_ascii=ascii_only).encode("utf-8")
    except UnicodeEncodeError:
        return
    report = report_from_line(data, 1, "a:1", NOTHING_GIVEN, allow_any_language=True)
    assert report is not None
    layout = layout_of(data, "jsonl", report)
    assert layout.placed() == 1.0
    for place in layout.places(0, len(text)):
        assert isinstance(place, JsonPlace)
        assert place.text == report.text[place.start : place.end]
        assert (
            Looker(data).words(place).encode("utf-8", "replace").decode()
            == place.text.encode("utf-8", "replace").decode()
        )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_columns_and_bytes_of_a_text(encoding: str, end: str) -> None:
    text = TEXT.replace("old", "‘old’").replace("\n", end)
    data = text.encode(encoding)
    report, layout = made_of("text", data)
    start = report.text.index("spokesman")
    [place] = layout.places(start, start + 9)
    assert isinstance(place, TextPlace)
    assert (place.line, place.end_line) == (7, 7)
    assert text.split(end)[place.line - 1][place.column - 1 : place.end_column - 1] == "spokesman" == place.text
    written = data[place.start_byte : place.end_byte]
    assert written.decode("utf-16-le" if encoding == "utf-16" else encoding.removesuffix("-sig")) == "spokesman"


def test_a_wrapped_paragraph_stands_on_several_lines() -> None:
    lines = (
        "Rebels left the town of Tal Amara before dawn, and residents", "said that they had blown up the bridge behind them on the way",
        "to the hills, where the army waited for them until the end", "of the day and went home after that.", "",
    )  # fmt: skip
    wrapped = "\n".join(lines)
    report, layout = made_of("text", wrapped.encode())
    [place] = layout.places(0, len(report.text))
    assert isinstance(place, TextPlace) and "\n" not in report.text
    assert (place.line, place.column, place.end_line, place.start_byte, place.end_byte) == (
        1,
        1,
        4,
        0,
        len(wrapped) - 1,
    )


def test_a_table_of_a_word_file_has_a_place_for_each_cell() -> None:
    report, layout = MADE["docx"]
    start = report.text.index("Tal Amara 9 wounded")
    first, second = layout.places(start, start + 19)
    assert isinstance(first, DocxPlace) and isinstance(second, DocxPlace)
    assert (first.text, second.text, second.paragraph) == ("Tal Amara", "9 wounded", first.paragraph + 1)


def test_copies_are_told_apart_by_the_lines_around_them() -> None:
    chant = "The chant went up again."
    paragraphs = [SENTENCES[0], chant, SENTENCES[1], chant, SENTENCES[2]]
    data = docx_of("".join(docx_paragraph(words) for words in paragraphs))
    report, layout = made_of("docx", data)
    found = [
        [place.paragraph for place in layout.places(start, start + len(line)) if isinstance(place, DocxPlace)]
        for start, line in lines_with_starts(report.text)
    ]
    assert found == [[1], [2], [3], [4], [5]]


def test_a_line_that_stands_twice_and_was_kept_once_is_not_guessed() -> None:
    found = match("A short line.\n\nThe end of it all.", "A short line. A short line. The end of it all.")
    first, second = found.parts(0, 100)[0], found.parts(15, 100)[0]
    assert first.original is None and "2 times" in first.reason
    assert second.original == (28, 46)


def test_words_that_are_not_there_are_unplaced_with_a_reason() -> None:
    report = Report(id=report_id("x"), text=f"{SENTENCES[0]}\n\nNobody ever wrote this line, not even once.")
    layout = layout_of(TEXT.encode(), "text", report)
    first, second = layout.places(0, len(report.text))
    assert isinstance(first, TextPlace) and first.text == SENTENCES[0]
    assert isinstance(second, Unplaced) and second.reason
    assert report.text[second.start : second.end].startswith("Nobody") and 0.6 < layout.placed() < 0.9


def test_a_line_that_was_changed_inside_is_placed_piece_by_piece() -> None:
    report = Report(
        id=report_id("x"), text="\n\n".join((SENTENCES[0], SENTENCES[1].replace("by noon, ", ""), SENTENCES[2]))
    )
    layout = layout_of(TEXT.encode(), "text", report)
    start = len(SENTENCES[0]) + 2
    places = layout.places(start, start + len(SENTENCES[1]) - len("by noon, "))
    assert [place.text for place in places if isinstance(place, TextPlace)] == [
        "The army took the hills", SENTENCES[1].partition("by noon, ")[2],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"%PDF-1.4 broken", "pdf"), (b"PK", "docx"), (b"{}", "jsonl"), (b"{}", "row"), (b"[]", "row"), (b"x", "row"), (b"x", "entry"),
     (b"From: a\n\n", "mail"), (b"x", "warc"), (b"\x00\x01", "text")],
)
def test_an_original_that_gives_no_places_says_why(data: bytes, kind: str) -> None:
    report = Report(id=report_id("x"), text="Some words.")
    layout = layout_of(data, kind, report)
    [place] = layout.places(0, 4)
    assert isinstance(place, Unplaced) and place.reason and layout.placed() == 0.0
    assert layout.places(4, 5) == ()


def test_white_space_has_no_place() -> None:
    report, layout = MADE["text"]
    start = report.text.index("\n\n")
    assert layout.places(start, start + 2) == ()
    assert layout.places(5, 5) == ()
