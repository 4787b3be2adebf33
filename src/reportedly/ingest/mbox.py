"""Mailboxes: each mail a part, split as it is read."""

import re
from collections.abc import Iterator
from io import BytesIO

from reportedly.errors import TooLarge
from reportedly.ingest.item import Told
from reportedly.ingest.limits import MAX_LINE_BYTES, MAX_MAIL_BYTES
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.source import Source

_BEGINS = re.compile(rb"From [^\r\n]*\b\d{4}\b")
"""The line that parts mails ends in a date; a body line that begins with "From " hardly ever does, even where it was not quoted."""

_FIELD = re.compile(rb">?[!-9;-~]+:|>?From ")
_QUOTED = re.compile(rb"^>(>*From )", re.M)


def parts_of_mbox(source: Source) -> Iterator[Source | Rejection]:
    """The mails of a mailbox, numbered from 1, each without its ``From`` line and the quoting of such lines in it.

    A mail begins at such a line after an empty one (or at the start), where a header follows it.
    """
    for number, message in enumerate(_messages(source), start=1):
        where = f"{source.name}#{number}"
        if message is None:
            reason = f"{where} has more than {MAX_MAIL_BYTES:,} bytes; one mail may have that many."
            yield rejection_of(where, TooLarge(reason, "Save its attachments apart and add them."))
        else:
            yield source.part(BytesIO(message), where, Told(method="message", kind="mail"))


def _messages(source: Source) -> Iterator[bytes | None]:
    """Each mail's bytes; None for one that is too large."""
    lines = _lines(source)
    begun: list[bytes] | None = None
    size, empty_before, waiting = 0, True, b""
    for line in lines:
        if waiting:  # a From line that begins a mail if a header follows
            if _FIELD.match(line):
                if begun is not None:
                    yield _message(begun, size)
                begun, size = [], 0
            elif begun is not None:
                begun.append(waiting)
                size += len(waiting)
            waiting = b""
        if empty_before and _BEGINS.match(line):
            waiting, empty_before = line, False
            continue
        empty_before = not line.strip(b"\r\n")
        if begun is not None and not (line.startswith(b">From ") and not begun):
            size += len(line)
            if size <= MAX_MAIL_BYTES:
                begun.append(line)
            else:
                begun.clear()
    if begun is not None:
        if waiting:
            begun.append(waiting)
        yield _message(begun, size)


def _message(lines: list[bytes], size: int) -> bytes | None:
    return None if size > MAX_MAIL_BYTES else _QUOTED.sub(rb"\1", b"".join(lines))


def _lines(source: Source) -> Iterator[bytes]:
    while line := source.stream.readline(MAX_LINE_BYTES):
        yield line
