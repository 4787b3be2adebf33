"""ZIP files as containers: each member a part, streamed, never written to the disk under its own name."""

import struct
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from reportedly.errors import BrokenFile, NotText, TooLarge, UnsafeFile
from reportedly.ingest.item import Item, NotReport, Told, is_hidden, name_of_part
from reportedly.ingest.limits import MAX_DOCUMENT_BYTES
from reportedly.ingest.own_exports import is_evidence_pack
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.signatures import zip_format
from reportedly.ingest.source import READ_ERRORS, Source
from reportedly.ingest.workbook import parts_of_workbook

MAX_ENTRIES = 250_000
"""Members of one archive with all archives in it."""

MAX_DIRECTORY = 32 * 1024 * 1024
"""Bytes of an archive's list of members, which is held in memory, some ten times as large."""

_READ = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""Ways of packing that are read: the others can ask for gigabytes of memory at once, and few programs write them."""

_ENCRYPTED = 0x1 | 0x40
_LOCAL_HEADER = 30
_LINK = 0o120000
_CURE = "Get the archive again, or repair it (zip -FF), and add it once more."
_UNPACK = "Unpack it and add the files inside."


def parts_of_zip(source: Source) -> Iterator[Source | Item | Rejection | NotReport]:
    """The members of a ZIP in the order of its directory.

    A Word document is one item, a WACZ gives its web archives, a workbook its rows. Raises BrokenFile where the archive's directory
    can't be read, UnsafeFile where members overlap or are too many, NotText for other formats that are ZIP files inside (slides, books).
    """
    file = source.seekable()
    _check_directory(file, source.name)
    try:
        archive = zipfile.ZipFile(file)
    except (*READ_ERRORS, UnicodeError, IndexError) as error:
        raise BrokenFile(f"{source.name} is a ZIP archive that can't be read: {error}.", _CURE) from None
    with archive:
        members = archive.infolist()
        _check_members(members, source.name)
        source.meter.members += len(members)
        if source.meter.members > MAX_ENTRIES:
            raise UnsafeFile(f"{source.name} and the archives around it have more than {MAX_ENTRIES:,} members.", _UNPACK)
        names = [member.filename for member in members]
        if "word/document.xml" in names:
            yield _document(file, members, source)
            return
        if "xl/workbook.xml" in names:
            yield from parts_of_workbook(file, members, source)
            return
        format_ = zip_format(names, _mimetype(archive, members))
        if format_ is not None:
            raise NotText(f"{source.name} looks like {format_.name}, a format that is not read yet.", format_.cure)
        yield from _members(archive, members, source)


def _members(
    archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], source: Source
) -> Iterator[Source | Rejection | NotReport]:
    is_wacz = any(member.filename == "datapackage.json" for member in members) and any(
        member.filename.startswith("archive/") for member in members
    )
    is_pack = is_evidence_pack([member.filename for member in members])
    not_reports: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for member in members:
        what = _no_report(member, is_wacz)
        if what is None and is_pack and member.filename != "readings.jsonl":
            what = "files of an evidence pack beside its readings"
        if what is not None:
            if what:
                not_reports[what] += 1
            continue
        shown = name_of_part(member.filename)
        met[shown] += 1
        where = f"{source.name}!/{shown}" + (f" ({met[shown]})" if met[shown] > 1 else "")
        refusal = _refusal(member, where)
        if refusal is not None:
            yield rejection_of(where, refusal)
            continue
        try:
            opened = archive.open(member)
        except (*READ_ERRORS, UnicodeError) as error:
            yield rejection_of(where, BrokenFile(f"{where} can't be unpacked: {error}.", _CURE))
            continue
        with opened:
            yield source.part(cast(BinaryIO, opened), where, Told(method="member"))
    for what, count in sorted(not_reports.items()):
        yield NotReport(where=source.name, what=what, count=count)


def _no_report(member: zipfile.ZipInfo, is_wacz: bool) -> str | None:
    """What a member is that is no file with a report, in the plural; "" for a folder, which is no file at all."""
    if member.is_dir():
        return ""
    if hidden(member.filename):
        return "hidden files"
    if member.create_system == 3 and (member.external_attr >> 16) & 0o170000 == _LINK:
        return "links"
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if is_wacz and not (path.parts[:1] == ("archive",) and ".warc" in path.name):
        return "index files of a web archive"
    return None


def hidden(name: str) -> bool:
    """Whether a member, or a folder that it is in, has a name that systems hide or give what they leave behind."""
    return any(map(is_hidden, PurePosixPath(name.replace("\\", "/")).parts))


def _refusal(member: zipfile.ZipInfo, where: str) -> BrokenFile | None:
    if member.flag_bits & _ENCRYPTED:
        return BrokenFile(f"{where} is encrypted.", "Unpack the archive with its password and add the files inside.")
    if member.compress_type not in _READ:
        name = zipfile.compressor_names.get(member.compress_type, str(member.compress_type))  # type: ignore[attr-defined]
        return BrokenFile(f"{where} is packed by the method {name}, which is not read.", _UNPACK)
    return None


def _document(file: BinaryIO, members: Sequence[zipfile.ZipInfo], source: Source) -> Item:
    """A Word document as one item, where what it unpacks to is within limits."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_DOCUMENT_BYTES:
        raise TooLarge(
            f"{source.name} unpacks to {unpacked:,} bytes; a document may have {MAX_DOCUMENT_BYTES:,}.",
            "Save its text as .txt (UTF-8).",
        )
    file.seek(0)
    data = file.read(MAX_DOCUMENT_BYTES + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise TooLarge(f"{source.name} has more than {MAX_DOCUMENT_BYTES:,} bytes.", "Save its text as .txt (UTF-8).")
    return source.item(data, "docx")


def _mimetype(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo]) -> bytes:
    """What the first member says the file is, as OpenDocument and EPUB have it; empty elsewhere."""
    first = members[0] if members else None
    if first is None or first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        return b""
    try:
        with archive.open(first) as opened:
            return opened.read(100)
    except READ_ERRORS:
        return b""


def _check_directory(file: BinaryIO, name: str) -> None:
    """Raise UnsafeFile where the archive lists more than may be held in memory; what is no ZIP is found out by who reads it."""
    size = file.seek(0, 2)
    start = max(0, size - 65_557)
    file.seek(start)
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place >= 0 and len(tail) >= place + 20:
        entries, directory = struct.unpack("<HL", tail[place + 10 : place + 16])
        locator = tail.rfind(b"PK\x06\x06", 0, place)
        if (entries == 0xFFFF or directory == 0xFFFFFFFF) and locator >= 0 and len(tail) >= locator + 48:
            entries, directory = struct.unpack("<QQ", tail[locator + 32 : locator + 48])
        if entries > MAX_ENTRIES or directory > MAX_DIRECTORY:
            raise UnsafeFile(f"{name} lists {entries:,} members; one archive may have {MAX_ENTRIES:,}.", _UNPACK)
    file.seek(0)


def _check_members(members: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Raise UnsafeFile where two members share bytes, as in bombs that unpack the same bytes again and again."""
    if len(members) > MAX_ENTRIES:
        raise UnsafeFile(f"{name} has {len(members):,} members; one archive may have {MAX_ENTRIES:,}.", _UNPACK)
    end = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            raise UnsafeFile(f"{name} has members that overlap, as a bomb has.", "If you trust it, unpack it by hand.")
        end = member.header_offset + _LOCAL_HEADER + member.compress_size
