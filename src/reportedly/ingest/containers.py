"""The kinds of containers, and how the items of each are come by, one at a time, also where containers stand in each other."""

from collections.abc import Callable, Iterator, Mapping

from reportedly.errors import EmptyReport, InputError, MissingExtra, NotText, UnsafeFile
from reportedly.ingest.archive import parts_of_zip
from reportedly.ingest.feed import parts_of_feed
from reportedly.ingest.item import Item, NotReport
from reportedly.ingest.json_document import parts_of_json
from reportedly.ingest.kinds import kind_of
from reportedly.ingest.limits import MAX_BYTES, MAX_DEPTH, MAX_DOCUMENT_BYTES
from reportedly.ingest.lines_of_json import parts_of_jsonl
from reportedly.ingest.mail import parts_of_mail
from reportedly.ingest.mbox import parts_of_mbox
from reportedly.ingest.packed import parts_of_bzip2, parts_of_gzip, parts_of_xz, parts_of_zstd
from reportedly.ingest.parquet import parts_of_parquet
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.signatures import Format
from reportedly.ingest.source import Source
from reportedly.ingest.table import parts_of_table
from reportedly.ingest.tar import parts_of_tar
from reportedly.ingest.warc import parts_of_warc

Found = Item | Rejection | NotReport
"""What a file gives: an item, a reason why there is none, or parts that are no reports by their nature."""

Container = Callable[[Source], Iterator[Found | Source]]
"""Goes through a container once, in its order; a Source that it gives is a part of it, looked into before the next is asked for.

It may raise InputError or MissingExtra, which end it; what it gave before stays."""

CONTAINERS: Mapping[str, Container] = {
    "bzip2": parts_of_bzip2,
    "feed": parts_of_feed,
    "gzip": parts_of_gzip,
    "json": parts_of_json,
    "jsonl": parts_of_jsonl,
    "mail": parts_of_mail,
    "mbox": parts_of_mbox,
    "parquet": parts_of_parquet,
    "table": parts_of_table,
    "tar": parts_of_tar,
    "warc": parts_of_warc,
    "xz": parts_of_xz,
    "zip": parts_of_zip,
    "zstd": parts_of_zstd,
}
"""The containers by kind."""

_LARGE = frozenset(["pdf", "docx", "mail"])
"""Documents that hold more bytes than their text has."""


def items_of(source: Source) -> Iterator[Found]:
    """The items of a source, in order; what is wrong with one part costs that part only."""
    seen = False
    try:
        for found in _parts(source):
            seen = True
            if isinstance(found, Source):
                try:
                    yield from items_of(found)
                finally:
                    found.close()
                if source.meter.burst:
                    return  # said by the part where it burst
            else:
                yield found
        if source.fault is not None:
            raise source.fault
        if not seen:
            raise EmptyReport(f"{source.name} holds nothing.", "Give a file with at least one report in it.")
    except (InputError, MissingExtra) as error:
        yield rejection_of(source.name, error)


def _parts(source: Source) -> Iterator[Found | Source]:
    kind = source.told.kind if source.told.cut is not None and source.told.kind else kind_of(source)
    if kind == "text" and source.told.kind is not None:
        kind = source.told.kind
    if isinstance(kind, Format):
        raise NotText(f"{source.name} looks like {kind.name}, a format that is not read yet.", kind.cure)
    container = CONTAINERS.get(kind)
    if container is None:
        yield source.item(source.whole(MAX_DOCUMENT_BYTES if kind in _LARGE else MAX_BYTES), kind)
    elif source.depth >= MAX_DEPTH:
        raise UnsafeFile(
            f"{source.name} stands {source.depth} archives deep; no more are opened.", "Unpack it and add the files inside."
        )
    else:
        yield from container(source)
