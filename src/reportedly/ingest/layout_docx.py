"""Places in a Word file: paragraphs, counted in their part."""

from bisect import bisect_right

from msgspec import Struct

from reportedly.ingest.docx_text import Fragment, Part, docx_text
from reportedly.ingest.text import without_halves


class DocxPlace(Struct, frozen=True, kw_only=True, tag="docx"):
    """Words of one paragraph: characters ``start`` to ``end`` of it, tracked changes accepted.

    ``paragraph`` counts the paragraphs of the ``part`` from 1, those of tables and text boxes where they stand in the file.
    """

    part: Part
    paragraph: int
    start: int
    end: int
    text: str


class DocxOriginal:
    """A Word file that was read again; see ``layout.Original``."""

    def __init__(self, data: bytes) -> None:
        """Raises what ``report_from_docx`` raises."""
        read = docx_text(data, "The original")
        self.text = without_halves(read.text())
        self._starts: list[int] = []
        self._fragments: list[Fragment] = []
        start = 0
        for paragraph in read.paragraphs:
            for fragment in paragraph.fragments:
                self._starts.append(start)
                self._fragments.append(fragment)
                start += len(fragment.text) + len(paragraph.glue)
            start += 2 - len(paragraph.glue)

    def places(self, start: int, end: int) -> list[DocxPlace]:
        """One place for each paragraph or cell of a table."""
        found = []
        at = bisect_right(self._starts, start) - 1
        while at < len(self._starts) and self._starts[at] < end:
            fragment = self._fragments[at]
            first, last = max(0, start - self._starts[at]), min(len(fragment.text), end - self._starts[at])
            words = fragment.text[first:last]
            first += len(words) - len(words.lstrip())
            words = words.strip()
            if words:
                found.append(
                    DocxPlace(
                        part=fragment.part, paragraph=fragment.number, start=first, end=first + len(words), text=words
                    )
                )
            at += 1
        return found
