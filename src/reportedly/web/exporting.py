"""Exports over the API: each format of the command line as a download, streamed from one state of the record."""

import tempfile
from collections.abc import Iterator
from typing import IO

from litestar import get
from litestar.params import FromPath
from litestar.response import Stream
from msgspec import Struct

from reportedly.export.formats import FORMATS, format_named
from reportedly.views.dossiers import RecordDossiers
from reportedly.web.parameters import Asking, TheDesk

_PIECE = 1 << 18
_IN_MEMORY = 8 << 20


class FormatRow(Struct, frozen=True, kw_only=True):
    """One export format: its name, suffix and media type, and one line on what it carries and who reads it."""

    name: str
    suffix: str
    media_type: str
    about: str


@get("/export", sync_to_thread=False)
def list_formats() -> list[FormatRow]:
    """The formats in which a record leaves."""
    return [FormatRow(name=one.name, suffix=one.suffix, media_type=one.media_type, about=one.about) for one in FORMATS]


@get("/export/{name:str}", sync_to_thread=True)
def export(desk: TheDesk, filters: Asking, name: FromPath[str]) -> Stream:
    """The events that pass the filters in one format."""
    chosen = format_named(name)
    # Written whole before the first byte leaves: a fault half-way is an error then, and no file that looks complete.
    out = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed when it is sent
    try:
        with desk.record.store.reading() as snapshot:
            chosen.write(RecordDossiers(snapshot.connection, filters), out)  # type: ignore[arg-type]
    except BaseException:
        out.close()
        raise
    out.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="reportedly-{chosen.name}{chosen.suffix}"', "Cache-Control": "no-store"}
    return Stream(_pieces(out), media_type=chosen.media_type, headers=headers)


def _pieces(out: "IO[bytes]") -> Iterator[bytes]:
    with out:
        while piece := out.read(_PIECE):
            yield piece


EXPORTS = (list_formats, export)
