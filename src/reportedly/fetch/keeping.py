"""Keeping everything that a fetcher hears in one WARC file: also robots.txt files, errors, and answers that broke off.

A record keeps what became a report. That a page is gone, was refused, or was another one, can be evidence too.
"""

from contextlib import suppress
from io import SEEK_END
from pathlib import Path
from types import TracebackType

from reportedly.errors import BadOption
from reportedly.fetch.clock import Clock
from reportedly.fetch.exchange import Exchange
from reportedly.fetch.warc import info_of, records_of


class WarcFile:
    """A WARC file that grows with every exchange; what it has already is kept. Use it in a ``with``; ``note`` is a fetcher's ``heard``."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Raises BadOption where the file can't be written, or is something else."""
        self.path = path
        try:
            self._file = path.open("a+b", buffering=0)
            self._file.seek(0)
            start = self._file.read(5)
        except OSError as error:
            raise self._unwritable(error) from None
        if start not in (b"", b"WARC/"):
            self._file.close()
            raise BadOption(f"{path} is there and is no WARC file.", "Name another file with --keep-warc.")
        self._write(info_of(clock.now()))

    def __enter__(self) -> "WarcFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def note(self, step: Exchange) -> None:
        """Add an exchange; it is in the file when this returns."""
        self._write(records_of(step))

    def _write(self, data: bytes) -> None:
        """Write all of it or nothing: half a record would hide those that come after it."""
        end = self._file.seek(0, SEEK_END)
        try:
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            with suppress(OSError):
                self._file.truncate(end)
            raise self._unwritable(error) from None

    def _unwritable(self, error: OSError) -> BadOption:
        return BadOption(f"{self.path} can't be written: {error.strerror}.", "Name another file with --keep-warc.")
