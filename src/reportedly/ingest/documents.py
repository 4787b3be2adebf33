"""The kinds of documents, and what makes a report of each."""

import codecs
from collections.abc import Callable, Mapping

from reportedly.errors import EmptyReport, NotText
from reportedly.ingest.decode import decode
from reportedly.ingest.docx import report_from_docx
from reportedly.ingest.feed import report_from_entry
from reportedly.ingest.given import Given
from reportedly.ingest.html import report_from_html
from reportedly.ingest.mail import report_from_mail
from reportedly.ingest.pdf import report_from_pdf
from reportedly.ingest.row import report_from_row
from reportedly.ingest.signatures import format_of
from reportedly.ingest.tags import is_html
from reportedly.ingest.text import report_from_text
from reportedly.schema import Report

Document = Callable[[bytes, Given, str, bool], Report]
"""Makes a report of a document's bytes: ``data``, what is given (it wins over what the document says), the name that messages call it,
and whether any language is allowed. Raises InputError, or MissingExtra."""


def report_from_document(
    kind: str | None, data: bytes, given: Given, name: str, allow_any_language: bool, charset: str | None = None
) -> Report:
    """The report that a document of this kind holds; None is text or a page, told by its content.

    ``charset`` is the encoding that a container states; it counts where the bytes are not UTF-8. Raises what the readers raise, and
    NotText for a kind that none of them reads.
    """
    reader = DOCUMENTS.get(kind or "text")
    if reader is None:
        format_ = format_of(data)
        named, cure = (format_.name, format_.cure) if format_ else (f"a {kind}", "Give its text.")
        raise NotText(f"{name} looks like {named}, a format that is not read yet.", cure)
    if charset is not None and kind in (None, "text", "html"):
        data = _in_utf8(data, charset)
    return reader(data, given, name, allow_any_language)


def _text(data: bytes, given: Given, name: str, allow_any_language: bool) -> Report:
    text = decode(data, name)
    if not text.strip():
        raise EmptyReport(f"{name} is empty.", "Give a report with at least one sentence.")
    if is_html(text):
        return report_from_html(text, given, name=name, allow_any_language=allow_any_language)
    return report_from_text(text, given, name=name, allow_any_language=allow_any_language)


def _html(data: bytes, given: Given, name: str, allow_any_language: bool) -> Report:
    return report_from_html(data, given, name=name, allow_any_language=allow_any_language)


def _pdf(data: bytes, given: Given, name: str, allow_any_language: bool) -> Report:
    return report_from_pdf(data, given, name=name, allow_any_language=allow_any_language)


def _docx(data: bytes, given: Given, name: str, allow_any_language: bool) -> Report:
    return report_from_docx(data, given, name=name, allow_any_language=allow_any_language)


def _in_utf8(data: bytes, charset: str) -> bytes:
    """The bytes in UTF-8 with a mark, where they are in ``charset`` and nothing else; else as they are."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = data.decode(charset)
        except (UnicodeError, LookupError, ValueError):
            return data
        return codecs.BOM_UTF8 + text.encode("utf-8", "replace")
    return data


DOCUMENTS: Mapping[str, Document] = {
    "text": _text,
    "html": _html,
    "entry": report_from_entry,
    "mail": report_from_mail,
    "row": report_from_row,
    "pdf": _pdf,
    "docx": _docx,
}
"""The readers by kind; ``pdf`` and the others that ``kinds.py`` knows come here."""
