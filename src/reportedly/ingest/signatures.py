"""Binary formats, told by the bytes they begin with."""

from collections.abc import Sequence
from typing import NamedTuple


class Format(NamedTuple):
    """A format that is not read as text: its name in a sentence ("a PDF") and what to do about it."""

    name: str
    cure: str


_SAVE_TEXT = "Save or export its text as .txt (UTF-8) and read that."
_UNPACK = "Unpack it and read the files inside."
_TEXT_ONLY = "Only text can be read: give the report's words as plain text, HTML or JSON Lines."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream in which Office keeps a document that has a password (MS-OFFCRYPTO, 2.3.4.4)."""

_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF-", Format("a PDF", "Save its text as .txt (UTF-8), for example with pdftotext, and read that.")),
    (b"{\\rtf", Format("an RTF document", _SAVE_TEXT)),
    (_OLE, Format("an old Office document (.doc, .xls, .msg)", _SAVE_TEXT)),
    (b"%!PS", Format("a PostScript file", _SAVE_TEXT)),
    (b"\x1f\x8b", Format("a gzip archive", _UNPACK)),
    *((b"BZh%d1AY&SY" % level, Format("a bzip2 archive", _UNPACK)) for level in range(1, 10)),
    (b"\xfd7zXZ\x00", Format("an xz archive", _UNPACK)),
    (b"\x28\xb5\x2f\xfd", Format("a Zstandard archive", _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Format("a 7-Zip archive", _UNPACK)),
    (b"Rar!\x1a\x07", Format("a RAR archive", _UNPACK)),
    (b"\x89PNG\r\n\x1a\n", Format("a PNG image", _TEXT_ONLY)),
    (b"\xff\xd8\xff", Format("a JPEG image", _TEXT_ONLY)),
    (b"GIF87a", Format("a GIF image", _TEXT_ONLY)),
    (b"GIF89a", Format("a GIF image", _TEXT_ONLY)),
    (b"II*\x00", Format("a TIFF image", _TEXT_ONLY)),
    (b"MM\x00*", Format("a TIFF image", _TEXT_ONLY)),
    (b"OggS\x00", Format("an Ogg recording", _TEXT_ONLY)),
    *((b"ID3" + version, Format("an MP3 recording", _TEXT_ONLY)) for version in (b"\x02", b"\x03", b"\x04")),
    (b"PAR1\x15", Format("a Parquet table", "Export its rows as JSON Lines with a text field.")),
    (b"SQLite format 3\x00", Format("an SQLite database", "Export its rows as JSON Lines with a text field.")),
    (b"\x7fELF", Format("a program", _TEXT_ONLY)),
    (b"MZ\x90\x00", Format("a program", _TEXT_ONLY)),
)
"""First bytes, long enough that no text begins so by chance, and the format."""

_ZIP_MEMBERS: tuple[tuple[bytes, Format], ...] = (
    (b"word/", Format("a Word document (.docx)", _SAVE_TEXT)),
    (b"xl/", Format("an Excel workbook", "Save it as .xlsx, or its rows as CSV.")),
    (b"ppt/", Format("a PowerPoint file (.pptx)", _SAVE_TEXT)),
    (b"opendocument.text", Format("an OpenDocument text (.odt)", _SAVE_TEXT)),
    (b"opendocument.spreadsheet", Format("an OpenDocument spreadsheet (.ods)", "Save it as .xlsx, or its rows as CSV.")),
    (b"opendocument.", Format("an OpenDocument file", _SAVE_TEXT)),
    (b"epub+zip", Format("an EPUB book", _SAVE_TEXT)),
)


def zip_format(names: Sequence[str], mimetype: bytes) -> Format | None:
    """The format that is a ZIP inside, by its members' names and by what its first member says; None for an archive of files."""
    office = "[Content_Types].xml" in names
    for member, format_ in _ZIP_MEMBERS:
        if member in mimetype or (office and member.endswith(b"/") and any(name.startswith(member.decode()) for name in names)):
            return format_
    return None


def format_of(data: bytes) -> Format | None:
    """The binary format that ``data`` begins as; None where it may be text."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        for member, format_ in _ZIP_MEMBERS:
            if member in data[:65_536]:
                return format_
        return Format("a ZIP archive", _UNPACK)
    if data.startswith(_OLE) and _LOCKED in data:
        return Format("an Office document with a password", "Open it, save it without the password, and add that.")
    if data[257:262] == b"ustar":
        return Format("a tar archive", _UNPACK)
    if data[4:8] == b"ftyp":
        return Format("an MP4 recording or image", _TEXT_ONLY)
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return Format("a RIFF image or recording", _TEXT_ONLY)
    return next((format_ for first, format_ in _SIGNATURES if data.startswith(first)), None)
