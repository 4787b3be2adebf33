"""PDFs to Reports."""

from msgspec import structs

from reportedly.errors import EmptyReport, MissingExtra, NotText, TooLarge
from reportedly.ingest.described import believed_title, described
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.limits import MAX_DOCUMENT_BYTES, check_size
from reportedly.ingest.page import page_of
from reportedly.ingest.pdf_paragraphs import PRINTED
from reportedly.ingest.pdf_process import pdf_process
from reportedly.ingest.pdf_text import PdfText, Refused
from reportedly.ingest.published import dates_in, first_published
from reportedly.ingest.text import report_of, without_halves
from reportedly.schema import Report

_ERRORS = {"NotText": NotText, "TooLarge": TooLarge, "EmptyReport": EmptyReport}


def report_from_pdf(
    data: bytes, given: Given = NOTHING_GIVEN, *, name: str = "The PDF", allow_any_language: bool = False
) -> Report:
    """The report that a PDF holds.

    Its paragraphs are rebuilt in reading order, column by column; running heads and feet and page numbers are left out. Title, author and
    date come from the first page, or from the file's own description where that can be believed (``described.py``). Raises NotText where
    it is scanned, encrypted or damaged, TooLarge, EmptyReport, NotEnglish, and MissingExtra without pypdfium2.
    """
    read = pdf_text(data, name)
    text = without_halves(read.text())
    check_size(text, name)
    title = given.title or believed_title(read.title, text) or without_halves(read.largest) or None
    page = page_of(text, title)
    page = described(
        structs.replace(page, published=page.published or _day_of_heads(read)), read.author, read.created, text
    )
    return report_of(page, given, name, allow_any_language)


def _day_of_heads(read: PdfText) -> str | None:
    """The day that the first page's running heads print, as newspapers do; not what a browser prints there."""
    heads = (line.text for line in read.lines if line.page == 1 and line.left_out in ("running head", "running foot"))
    return next(
        (day for text in heads if not PRINTED.fullmatch(text) and (day := first_published(dates_in(text)))), None
    )


def pdf_text(data: bytes, name: str, *, edges: bool = False) -> PdfText:
    """What is read from a PDF, with the ends of every character where ``edges``; raises what ``report_from_pdf`` raises."""
    if len(data) > MAX_DOCUMENT_BYTES:
        raise TooLarge(
            f"{name} has {len(data):,} bytes; one PDF may have {MAX_DOCUMENT_BYTES:,}.", "Save it without its pictures."
        )
    read = pdf_process().text_of(data, edges=edges)
    if isinstance(read, Refused):
        if read.kind == "MissingExtra":
            raise MissingExtra(read.reason, read.cure)
        raise _ERRORS[read.kind](f"{name} {read.reason}", read.cure)
    return read
