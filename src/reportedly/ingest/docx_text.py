"""A Word file's text, paragraph by paragraph, each with where it stands."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct

from reportedly.errors import NotText, TooLarge
from reportedly.extras import needed
from reportedly.ingest.limits import MAX_CHARS, MAX_DOCUMENT_BYTES, MAX_RATIO, UNPACKED_FREE

MOST_XML = 40 * 1024 * 1024
"""Bytes of one part's XML when unpacked: Word writes about 10 for a character, and the tree takes ten times as many in memory."""

LONG_CELL = 200
"""Characters of a table's cell from which on the table lays out a page, and its cells are paragraphs and no row."""

Part = Literal["document", "footnotes", "endnotes"]


class Fragment(Struct, frozen=True):
    """Words of one Word paragraph; ``number`` counts the paragraphs of its part from 1, those of tables and text boxes too."""

    text: str
    part: Part
    number: int


class Paragraph(Struct, frozen=True):
    """One paragraph of the text, or a table's row: its fragments, what stands between them, and its style's name."""

    fragments: tuple[Fragment, ...]
    glue: str = ""
    style: str = ""

    def text(self) -> str:
        """The words, as they come into the report."""
        return self.glue.join(fragment.text for fragment in self.fragments)


class DocxText(Struct, frozen=True, kw_only=True):
    """A Word file's paragraphs (notes last), and what the file states about itself, unchecked."""

    paragraphs: tuple[Paragraph, ...]
    title: str = ""
    author: str = ""
    created: str = ""

    def text(self) -> str:
        """The paragraphs, an empty line between two of them."""
        return "\n\n".join(paragraph.text() for paragraph in self.paragraphs)


def docx_text(data: bytes, name: str) -> DocxText:
    """What is read from a Word file.

    Tracked insertions are read as text, deletions are not, nor are hidden words, comments, tables of contents, and heads and feet of
    pages. A text box follows the paragraph that it hangs on; notes that the text refers to come last. Raises NotText where the file is
    damaged, TooLarge, and MissingExtra without python-docx.
    """
    _check(data, name)
    docx = needed("docx", "formats")
    errors = (
        KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, RuntimeError, NotImplementedError,
        zipfile.BadZipFile, zlib.error, needed("lxml.etree", "formats").LxmlError,
        needed("docx.opc.exceptions", "formats").OpcError, needed("docx.oxml.exceptions", "formats").XmlchemyError,
    )  # fmt: skip
    try:
        document = docx.Document(io.BytesIO(data))
        return _Walk(document, name).text()
    except errors as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise NotText(
            f"{name} is a damaged Word document: {reason}.", "Open it in a word processor and save it anew as .docx."
        ) from error


def _check(data: bytes, name: str) -> None:
    """Refuse what would swell: sizes in a ZIP's directory are those that are unpacked at most."""
    if len(data) > MAX_DOCUMENT_BYTES:
        raise TooLarge(
            f"{name} has {len(data):,} bytes; one document may have {MAX_DOCUMENT_BYTES:,}.",
            "Save it without its pictures.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError, EOFError) as error:
        raise NotText(
            f"{name} is a damaged Word document: {error}.", "Open it in a word processor and save it anew as .docx."
        ) from error
    largest = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    total = sum(part.file_size for part in parts)
    if largest > MOST_XML or total > 2 * MAX_DOCUMENT_BYTES or total > UNPACKED_FREE + MAX_RATIO * len(data):
        raise TooLarge(
            f"{name} swells to {total:,} bytes when it is unpacked; no written document does.",
            "Save its text as .txt (UTF-8).",
        )


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Any, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


class _Walk:
    """Goes through a document once; ``_notes`` gathers the notes that kept text refers to, in their order."""

    def __init__(self, document: Any, name: str) -> None:
        self._document, self._name = document, name
        self._styles = dict(_style_names(document.styles.element))
        self._notes: list[tuple[Part, str]] = []
        self._part: Part = "document"
        self._numbers: dict[Any, int] = {}
        self._size = 0

    def text(self) -> DocxText:
        core = self._document.core_properties
        made = list(_joined(self._paragraphs_of(self._document.element.body)))
        for part in ("footnotes", "endnotes"):
            made.extend(self._notes_of(part))
        created = core.created
        return DocxText(
            paragraphs=tuple(made), title=core.title or "", author=core.author or "",
            created=created.date().isoformat() if created is not None else "",
        )  # fmt: skip

    def _notes_of(self, part: Part) -> Iterator[Paragraph]:
        wanted = [note for where, note in self._notes if where == part]
        related = [one for one in self._document.part.rels.values() if one.reltype.endswith(f"/{part}")]
        if not wanted or not related or related[0].is_external:
            return
        parser = needed("docx.oxml.parser", "formats")
        root = parser.parse_xml(related[0].target_part.blob)
        self._part = part
        notes = {_value(note, "id"): note for note in root if _value(note, "type") in (None, "normal")}
        self._number(root)
        for note in dict.fromkeys(wanted):
            if note in notes:
                yield from _joined(self._paragraphs_of(notes[note]))

    def _number(self, root: Any) -> None:
        """Number the part's paragraphs; what is there a second time for old programs (mc:Fallback) has no numbers."""
        self._numbers = {}
        for element in _without_fallbacks(root):
            if _local(element) == "p":
                self._numbers[element] = len(self._numbers) + 1

    def _paragraphs_of(self, container: Any) -> "Iterator[tuple[Paragraph, bool]]":
        """Paragraphs in order, each with whether its end was deleted, so that the next one goes on with it."""
        if not self._numbers:
            self._number(container)
        for child in container:
            kind = _local(child)
            if kind == "p":
                yield from self._paragraph(child)
            elif kind == "tbl":
                yield from self._table(child)
            elif kind in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "txbxContent"):
                yield from self._paragraphs_of(child)

    def _paragraph(self, element: Any) -> "Iterator[tuple[Paragraph, bool]]":
        boxes: list[Any] = []
        properties = next((child for child in element if _local(child) == "pPr"), None)
        style, end_deleted = self._described(properties)
        if not style.lower().startswith("toc "):
            text = "".join(self._words(element, boxes))
            self._size += len(text)
            if self._size > MAX_CHARS:
                raise TooLarge(
                    f"{self._name} has more than {MAX_CHARS:,} characters; one report may have that many.",
                    "Split it into its reports.",
                )
            if text.strip() or end_deleted:
                fragment = Fragment(text, self._part, self._numbers.get(element, 0))
                yield Paragraph((fragment,), "", style), end_deleted
        for box in boxes:
            yield from self._paragraphs_of(box)

    def _described(self, properties: Any) -> tuple[str, bool]:
        style, end_deleted = "", False
        for child in () if properties is None else properties:
            if _local(child) == "pStyle":
                style = self._styles.get(_value(child, "val") or "", "")
            elif _local(child) == "rPr":
                end_deleted = any(_local(mark) in ("del", "moveFrom") for mark in child)
        return style, end_deleted

    def _table(self, table: Any) -> "Iterator[tuple[Paragraph, bool]]":
        for row in table:
            if _local(row) != "tr":
                continue
            cells = [list(self._paragraphs_of(cell)) for cell in _cells(row)]
            filled = [[one for one in cell if one[0].text().strip()] for cell in cells]
            if any(len(cell) > 1 or any(len(one.text()) > LONG_CELL for one, _ in cell) for cell in filled):
                for cell in filled:
                    yield from cell
            else:
                fragments = tuple(fragment for cell in filled for one, _ in cell for fragment in one.fragments)
                if fragments:
                    yield Paragraph(fragments, " "), False

    def _words(self, element: Any, boxes: list[Any]) -> Iterator[str]:
        for child in element:
            kind = _local(child)
            if kind == "t":
                yield child.text or ""
            elif kind in ("tab", "ptab"):
                yield " "
            elif kind in ("br", "cr"):
                yield "\n"
            elif kind == "noBreakHyphen":
                yield "-"
            elif kind in ("footnoteReference", "endnoteReference"):
                part: Part = "footnotes" if kind == "footnoteReference" else "endnotes"
                self._notes.append((part, _value(child, "id") or ""))
            elif kind == "txbxContent":
                boxes.append(child)
            elif kind == "r" and _is_hidden(child):
                continue
            elif kind not in ("del", "moveFrom", "pPr", "rPr", "Fallback", "instrText", "delText"):
                yield from self._words(child, boxes)


def _joined(paragraphs: "Iterator[tuple[Paragraph, bool]]") -> Iterator[Paragraph]:
    """The paragraphs; one whose end was deleted is one with the next."""
    open_: Paragraph | None = None
    for paragraph, end_deleted in paragraphs:
        if open_ is not None:
            paragraph = Paragraph(open_.fragments + paragraph.fragments, paragraph.glue, open_.style or paragraph.style)
        open_ = paragraph if end_deleted else None
        if open_ is None and paragraph.text().strip():
            yield paragraph
    if open_ is not None and open_.text().strip():
        yield open_


def _style_names(styles: Any) -> Iterator[tuple[str, str]]:
    """The id of each style, and its name, which is English whatever the program's language."""
    for style in styles:
        name = next((_value(child, "val") for child in style if _local(child) == "name"), None)
        identity = _value(style, "styleId")
        if name is not None and identity is not None:
            yield identity, name


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        kind = _local(child)
        if kind == "tc":
            yield child
        elif kind in ("sdt", "sdtContent", "customXml"):
            yield from _cells(child)


def _is_hidden(run: Any) -> bool:
    properties = next((child for child in run if _local(child) == "rPr"), ())
    return any(_local(mark) == "vanish" and _value(mark, "val") not in ("0", "false", "off") for mark in properties)


def _without_fallbacks(element: Any) -> Iterator[Any]:
    if _local(element) == "Fallback":
        return
    yield element
    for child in element:
        yield from _without_fallbacks(child)
