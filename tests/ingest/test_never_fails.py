"""Whatever comes in, a Report, a Rejection or an InputError comes out, and every report can be written as UTF-8."""

import io
import json
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import InputError
from reportedly.ingest.decode import decode
from reportedly.ingest.files import report_from_item, reports_from_path
from reportedly.ingest.html import report_from_html
from reportedly.ingest.item import Item
from reportedly.ingest.rejection import Rejection
from reportedly.ingest.text import report_from_text
from reportedly.schema import Report, report_id

MANY = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))

any_text = st.text(st.characters(codec=None))  # lone surrogates too
starts = st.sampled_from(
    [
        b"",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"<html>",
        b'{"text": "',
        b"{",
        b"[",
        b"<!doctype html>",
        b"%PDF-",
        b"PK\x03\x04",
    ]
)
page_lines = st.sampled_from(
    ["", "Home", "By Ann Lee", "March 3, 2021", "---", "Title: a", "By", "Share", "A title of some words", "Related stories",
     "Rebels left the town before dawn on Sunday, and residents said so.", "RAQQA (Reuters) -", "Reuters", "Who left?", "- two",
     "(Reporting by Ann Lee)", "Date: 3", "# A heading", "x" * 130, "\u2028", "1.", "12/13/2020 - 3"]
)  # fmt: skip
tags = st.sampled_from(
    ["<p>", "</p>", "<div", ">", "<html>", "<head>", "</head>", "<title>", "<body>", "<!--", "-->", "<![CDATA[", "&#0;", "&#xD800;",
     "&amp", "<script>", "<table><td>", "<?xml encoding='x'?>", "\x00", "Rebels left the town.", "<article>", "</", "<p><p>", "\ue000"]
)  # fmt: skip


def check(report: Report | Rejection) -> None:
    if isinstance(report, Report):
        assert report.text.strip()
        assert report.id == report_id(report.text)
        for value in (report.text, report.title, report.byline, report.publisher, report.published, report.url):
            (value or "").encode("utf-8")
    else:
        assert report.reason and report.cure and report.where


@MANY
@given(starts, st.binary(max_size=400))
def test_any_bytes(start: bytes, data: bytes) -> None:
    for report in reports_from_path("-", stdin=io.BytesIO(start + data)):
        check(report)


@MANY
@given(any_text, st.booleans())
def test_any_text(text: str, verbatim: bool) -> None:
    try:
        report = report_from_text(text, verbatim=verbatim)
    except InputError:
        return
    check(report)
    if verbatim:
        assert len(report.text) == len(text)
        assert all(a == b or "\ud800" <= a <= "\udfff" for a, b in zip(text, report.text, strict=True))


@MANY
@given(st.lists(page_lines, max_size=14), st.sampled_from(["\n", "\n\n", "\r\n", "\r"]))
def test_any_order_of_a_pages_lines(lines: list[str], end: str) -> None:
    text = end.join(lines)
    try:
        report = report_from_text(text)
    except InputError:
        return
    check(report)
    sentence = "Rebels left the town before dawn on Sunday, and residents said so."
    assert report.text.count(sentence) == text.count(sentence)


@MANY
@given(st.lists(st.one_of(tags, st.text(max_size=5)), max_size=30))
def test_any_tags(parts: list[str]) -> None:
    with suppress(InputError):
        check(report_from_html("".join(parts)))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text, lambda v: st.lists(v, max_size=2)
)


@MANY
@given(st.dictionaries(st.sampled_from(["text", "id", "title", "published", "url", "x"]), json_values))
def test_any_record(record: dict[str, object]) -> None:
    check(report_from_item(Item(where="f:1", data=json.dumps(record).encode("utf-8", "surrogatepass"), line=1)))


@MANY
@given(st.binary(max_size=300))
def test_decoding_gives_text_or_says_why(data: bytes) -> None:
    try:
        text = decode(data, "f")
    except InputError as error:
        assert error.cure
        return
    text.encode("utf-8")
