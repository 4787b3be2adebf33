"""Where a report's words stand in the original: page and box of a PDF, element of a page, paragraph, line, column of a row, part of a mail.

Computed on demand from the archived bytes, which are read again, and checked against the report's text: every place that is given holds
the very words of the span, but for white space and hyphens at line ends. What can't be found, or stands more than once where it can't be
told which is meant, is Unplaced, with the reason.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from reportedly.errors import BrokenFile, ReportedlyError
from reportedly.ingest.decode import decode
from reportedly.ingest.layout_docx import DocxOriginal, DocxPlace
from reportedly.ingest.layout_html import HtmlOriginal, HtmlPlace
from reportedly.ingest.layout_json import JsonOriginal, JsonPlace
from reportedly.ingest.layout_mail import MailOriginal, MailPlace
from reportedly.ingest.layout_match import Match, match
from reportedly.ingest.layout_pdf import LeftOutLine, PdfOriginal, PdfPlace
from reportedly.ingest.layout_row import EntryOriginal, EntryPlace, RowOriginal, RowPlace
from reportedly.ingest.layout_text import TextOriginal, TextPlace
from reportedly.ingest.tags import is_html
from reportedly.schema import Report


class Unplaced(Struct, frozen=True, kw_only=True, tag="unplaced"):
    """Characters ``start`` to ``end`` of the report's text, which were not found in the original, and why."""

    start: int
    end: int
    reason: str


OriginalPlace = PdfPlace | HtmlPlace | DocxPlace | TextPlace | JsonPlace | RowPlace | EntryPlace | MailPlace | Unplaced


class Original(Protocol):
    """An original that was read again: its words as one text, and where each of them stands."""

    text: str
    """The words in the order of reading; white space in it means nothing."""

    def places(self, start: int, end: int) -> Sequence[OriginalPlace]:
        """Where characters ``start`` to ``end`` of ``text`` stand."""
        ...


class Layout:
    """Where the words of one report stand. ``kind`` is the original's; ``left_out`` the lines of a PDF that are no part of its text."""

    def __init__(self, kind: str, text: str, original: Original | None, reason: str = "") -> None:
        """``layout_of`` makes it; without an original every word is Unplaced for the ``reason``."""
        self.kind = kind
        self.left_out: tuple[LeftOutLine, ...] = original.left_out if isinstance(original, PdfOriginal) else ()
        self._text = text
        self._original = original
        self._reason = reason
        self._match: Match | None = None if original is None else match(text, original.text)

    def places(self, start: int, end: int) -> tuple[OriginalPlace, ...]:
        """Where characters ``start`` to ``end`` (exclusive) of the report's text stand, in the order of the text.

        One place for each line of a PDF, and for each paragraph of other originals; nothing for white space.
        """
        if self._original is None or self._match is None:
            return (Unplaced(start=start, end=end, reason=self._reason),) if self._text[start:end].strip() else ()
        found: list[OriginalPlace] = []
        for part in self._match.parts(start, end):
            if part.original is None:
                found.append(Unplaced(start=part.start, end=part.end, reason=part.reason))
            else:
                found.extend(self._original.places(*part.original))
        return tuple(found)

    def placed(self) -> float:
        """The share of the report's letters that have a place, 0 to 1."""
        return 0.0 if self._match is None else self._match.share()


def layout_of(data: bytes, kind: str | None, report: Report, where: str = "The original") -> Layout:
    """Where the report's words stand in the bytes that it was made of, whose name is ``where`` (that of a row or an entry has its number).

    ``kind`` is the document kind (``kinds.py``): pdf, docx, html, text, row, entry, mail, or jsonl for a line of JSON Lines; None is text
    or a page, told by its content. A kind that has no places, and bytes that can't be read again, give a Layout in which nothing is placed.
    """
    try:
        kind, original = _original(data, kind, where)
    except ReportedlyError as error:
        return Layout(kind or "text", report.text, None, f"The original can't be read again: {error.message}")
    if original is None:
        return Layout(kind, report.text, None, f"An original of the kind {kind} has no places that could be named.")
    return Layout(kind, report.text, original)


_BY_KIND: Mapping[str, Callable[[bytes, str], Original]] = {
    "pdf": lambda data, _: PdfOriginal(data),
    "docx": lambda data, _: DocxOriginal(data),
    "jsonl": lambda data, _: JsonOriginal(data),
    "row": RowOriginal,
    "entry": EntryOriginal,
    "mail": MailOriginal,
}


def _original(data: bytes, kind: str | None, where: str) -> tuple[str, Original | None]:
    if kind is not None and kind in _BY_KIND:
        try:
            return kind, _BY_KIND[kind](data, where)
        except (ValueError, KeyError, TypeError):  # msgspec and json, on bytes that are no row and no entry
            raise BrokenFile("its bytes are none of that kind.", "Check the record with `reportedly verify`.") from None
    if kind is not None and kind not in ("text", "html"):
        return kind, None
    text = decode(data, "The original")
    if kind == "html" or is_html(text):
        return "html", HtmlOriginal(text)
    return "text", TextOriginal(data, text)
