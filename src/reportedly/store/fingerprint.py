"""Fingerprints: one hash over many rows, to prove that two records, or a record and its rebuild, are the same bit for bit."""

import hashlib
import zlib
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Table, select

from reportedly.store import tables
from reportedly.store.snapshot import Snapshot

_encoder = msgspec.msgpack.Encoder()


def derived_fingerprint(snapshot: Snapshot) -> str:
    """A hash over every derived row, tables by name and rows by key; the same on both databases."""
    derived = [table for table in tables.metadata.tables.values() if table.info["kind"] == "derived"]
    return _digest(snapshot, ((table, list(table.columns)) for table in sorted(derived, key=lambda one: one.name)))


def evidence_fingerprint(snapshot: Snapshot) -> str:
    """A hash over what was captured, read and judged, whenever that was and in however many runs.

    Left out are times, runs, and the order and number of captures of the same thing; what was rejected counts once.
    """
    capture, rejection = tables.capture.c, tables.rejection.c
    return _digest(
        snapshot,
        (
            (tables.blob, [tables.blob.c.hash, tables.blob.c.size]),
            (tables.report, list(tables.report.columns)),
            (tables.reading, list(tables.reading.columns)),
            (tables.claim, list(tables.claim.columns)),
            (tables.capture, [capture.source, capture.hash, capture.method, capture.report_id]),
            (tables.rejection, [rejection.source, rejection.kind, rejection.reason]),
            (tables.log, list(tables.log.columns)),
            (tables.judgement, [column for column in tables.judgement.columns if column.name != "made_at"]),
            (tables.undone, list(tables.undone.columns)),
        ),
    )


def _digest(snapshot: Snapshot, wanted: Iterable[tuple[Table, list[Any]]]) -> str:
    digest = hashlib.sha256()
    for table, columns in wanted:
        digest.update(_encoder.encode([str(table.name), *(str(column.name) for column in columns)]))
        named = {column.name for column in columns}
        keys = [column for column in table.primary_key.columns if column.name in named]
        # Text compares byte by byte on both databases (tables.Word), so the order is one.
        for row in snapshot.stream(
            select(*columns).order_by(*keys) if keys else select(*columns).distinct().order_by(*columns)
        ):
            values = tuple(row)
            if table is tables.reading:  # packed by whatever zlib there was
                values = (*values[:-1], zlib.decompress(values[-1]))
            digest.update(_encoder.encode(values))
    return "sha256:" + digest.hexdigest()
