"""Word files (.docx) to Reports."""

from reportedly.ingest.described import believed_title, described
from reportedly.ingest.docx_text import DocxText, docx_text
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.limits import check_size
from reportedly.ingest.page import page_of
from reportedly.ingest.text import report_of, without_halves
from reportedly.schema import Report

TITLE_WITHIN = 5
"""Paragraphs among which one in a style for titles is the report's."""


def report_from_docx(
    data: bytes, given: Given = NOTHING_GIVEN, *, name: str = "The Word document", allow_any_language: bool = False
) -> Report:
    """The report that a Word file holds: the text as it stands once all tracked changes are accepted (``docx_text.py``).

    Title, author and date come from its first paragraphs, or from the file's own description where that can be believed
    (``described.py``). Raises NotText where it is damaged, TooLarge, EmptyReport, NotEnglish, and MissingExtra without python-docx.
    """
    read = docx_text(data, name)
    text = without_halves(read.text())
    check_size(text, name)
    title = given.title or believed_title(read.title, text) or _styled_title(read)
    page = described(page_of(text, title), read.author, read.created, text)
    return report_of(page, given, name, allow_any_language)


def _styled_title(read: DocxText) -> str | None:
    """The first of the first paragraphs that stands in the style for titles, else in the one for main headings."""
    for style in ("title", "heading 1"):
        for paragraph in read.paragraphs[:TITLE_WITHIN]:
            if paragraph.style.lower() == style:
                return without_halves(" ".join(paragraph.text().split()))
    return None
