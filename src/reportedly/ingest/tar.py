"""Tar archives as containers: each member a part, streamed in one pass, never written to the disk under its own name."""

import io
import tarfile
from collections import Counter
from collections.abc import Iterator
from tarfile import HeaderError, ReadError, TarFile
from typing import Any, BinaryIO, Self, cast

from reportedly.errors import BrokenFile, UnsafeFile
from reportedly.ingest.archive import MAX_ENTRIES, hidden
from reportedly.ingest.item import NotReport, Told, name_of_part
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.source import READ_ERRORS, Source

MAX_READ = 1 << 20
"""Bytes that are asked for at once: the library reads a long name or a description of a member in one go, however long it says to be."""

_BLOCK = tarfile.BLOCKSIZE
_ERRORS = (*READ_ERRORS, RecursionError, TypeError, IndexError)
_CURE = "Get the archive again, and add it once more; what was read before the damage is kept."


def is_tar(head: bytes) -> bool:
    """Whether bytes begin with a member's header: its sum is right, which no text has by chance."""
    if len(head) < _BLOCK:
        return False
    try:
        tarfile.TarInfo.frombuf(head[:_BLOCK], "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError, OverflowError):
        return False
    return True


def parts_of_tar(source: Source) -> Iterator[Source | Rejection | NotReport]:
    """The members of a tar archive in its order; a packed one comes here unpacked.

    Folders are no files; hidden files, links and devices are counted as no reports, and nothing that a link names is opened. Raises
    BrokenFile where the archive is damaged or cut off, UnsafeFile where its members are too many.
    """
    not_reports: Counter[str] = Counter()
    met: Counter[str] = Counter()
    try:
        with tarfile.open(fileobj=cast(BinaryIO, _Forward(source)), mode="r:", tarinfo=_Member) as archive:
            while (member := archive.next()) is not None:
                archive.members = []  # type: ignore[attr-defined]  # the library would keep them all
                source.meter.members += 1
                if source.meter.members > MAX_ENTRIES:
                    raise UnsafeFile(
                        f"{source.name} and the archives around it have more than {MAX_ENTRIES:,} members.",
                        "Unpack it and add the files inside.",
                    )
                what = _no_report(member)
                if what is None:
                    yield from _part(archive, member, source, met)
                elif what:
                    not_reports[what] += 1
    except _ERRORS as error:
        yield from _counted(not_reports, source)
        raise BrokenFile(f"{source.name} is a tar archive that is damaged or cut off: {_said(error)}.", _CURE) from None
    yield from _counted(not_reports, source)


def _part(archive: tarfile.TarFile, member: tarfile.TarInfo, source: Source, met: Counter[str]) -> Iterator[Source | Rejection]:
    shown = name_of_part(member.name)
    met[shown] += 1
    where = f"{source.name}!/{shown}" + (f" ({met[shown]})" if met[shown] > 1 else "")
    if member.size < 0:
        yield rejection_of(where, BrokenFile(f"{where} says that it has {member.size:,} bytes.", _CURE))
        return
    with cast(BinaryIO, archive.extractfile(member)) as opened:
        yield source.part(opened, where, Told(method="member"))


def _no_report(member: tarfile.TarInfo) -> str | None:
    """What a member is that is no file with a report, in the plural; "" for a folder, which is no file at all."""
    if member.isdir():
        return ""
    if member.issym() or member.islnk():
        return "links"
    if not member.isreg():
        return "devices"
    return "hidden files" if hidden(member.name) else None


def _counted(not_reports: Counter[str], source: Source) -> Iterator[NotReport]:
    for what, count in sorted(not_reports.items()):
        yield NotReport(where=source.name, what=what, count=count)


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__


class _Member(tarfile.TarInfo):
    """A member's header; one that can't be read is an error, where the library would take it for the end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile: TarFile) -> Self:
        """The next header of the archive."""
        try:
            return super().fromtarfile(tarfile)
        except HeaderError as error:
            if type(error).__name__ == "EOFHeaderError":  # the mark at the end
                raise
            empty = type(error).__name__ == "EmptyHeaderError"
            raise ReadError("it has no mark at its end, so there may have been more" if empty else str(error)) from None


class _Forward(io.RawIOBase):
    """A stream as the library wants one, which only ever goes on: what lies between is read and let go of."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._place = 0

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def tell(self) -> int:
        """Bytes that were read or passed over."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go on to a place; raises OSError for one that lies behind."""
        if whence != io.SEEK_SET or offset < self._place:
            raise OSError("a member lies before the one that stands behind it")
        while self._place < offset and self.read(min(MAX_READ, offset - self._place)):
            pass
        return self._place

    def read(self, size: int = -1) -> bytes:
        """Exactly so many bytes, fewer at the end.

        Raises OSError for more than MAX_READ, which no header needs, and UnsafeFile where what the archive came out of is a bomb.
        """
        if not 0 <= size <= MAX_READ:
            raise OSError("the description of a member is too long")
        data = self._source.stream.read(size)
        self._place += len(data)
        if len(data) < size and isinstance(self._source.fault, UnsafeFile):
            raise self._source.fault
        return data

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer."""
        data = self.read(min(len(buffer), MAX_READ))
        buffer[: len(data)] = data
        return len(data)
