"""The rows of a dataset's files, and their types in Parquet.

A row of ``readings`` is one report with all that was taken from it. ``body`` is the whole Reading as a record keeps it (zlib of its
JSON): what is loaded is this. The other columns say the same with types, so that the dataset can be queried where it lies; in them a
NUL and half a surrogate pair, which databases refuse, stand as U+FFFD, one character for one.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from reportedly.extras import needed
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Argument, Attribution, Claim, Entity, Reading, Report, Span
from reportedly.store.archive import pack_reading, plain, report_key, unpack, unpack_reading
from reportedly.store.arrivals import blob_row
from reportedly.store.base import CaptureMethod

UNKNOWN_MONTH = "__HIVE_DEFAULT_PARTITION__"
"""What query engines write and read as a partition of NULL (Hive's ``hive.exec.default.partition.name``)."""

LEVEL = 3
"""Of zstd, its usual one."""

GROUP_ROWS = 1_000
"""Rows of a row group."""

ORIGINAL = ("original_hash", "original_size", "original_codec", "original")
"""The columns of the bytes as they came, in the order of a record's ``blob``: packed here, by many workers, and only stored when loaded."""


class Outcome(Struct, kw_only=True):
    """What became of one thing that a shard held; ``position`` counts from 0 in the order in which ``add`` would come to it.

    ``source`` is where it stood, ``method`` how it came, ``original`` its bytes as they came, ``key`` what makes two captures one
    report. A stored one has its ``body`` (``store.archive.pack_reading``), a rejected one its ``rejection`` and neither key nor bytes.
    """

    position: int
    kind: Literal["stored", "duplicate", "rejected"]
    source: str
    method: CaptureMethod = "file"
    original: bytes = b""
    key: str = ""
    body: bytes = b""
    rejection: Rejection | None = None

    @property
    def reading(self) -> Reading:
        """What was read, of a stored one; raises RecordDamaged where the body is damaged."""
        return unpack_reading(self.body, self.position)


def stored(position: int, source: str, method: CaptureMethod, original: bytes, reading: Reading) -> Outcome:
    """The outcome of a report that was read."""
    return Outcome(
        position=position, kind="stored", source=plain(source), method=method, original=original, key=report_key(reading.report),
        body=pack_reading(reading),
    )  # fmt: skip


def month_of(published: str | None) -> str | None:
    """The month (``2016-12``) of a day of publication; None where it is unknown."""
    return None if published is None else published[:7]


def partition_of(month: str | None) -> str:
    """The folder of a month's files."""
    return f"month={UNKNOWN_MONTH if month is None else month}"


def readings_file(outcomes: Sequence[Outcome]) -> bytes:
    """A Parquet file of stored outcomes, a row each; the same bytes for the same outcomes by the same library."""
    return _parquet(readings_schema(), [reading_row(one) for one in outcomes])


def duplicates_file(outcomes: Sequence[Outcome]) -> bytes:
    """A Parquet file of duplicates: what else was captured of a report that stands before it in the shard."""
    return _parquet(duplicates_schema(), [_capture_row(one) for one in outcomes])


def readings_schema() -> Any:
    """The columns of ``readings`` (``pyarrow.Schema``)."""
    pa: Any = needed("pyarrow", "cluster")
    word = pa.string()
    report = [(name, word) for name in ("title", "byline", "publisher", "published", "language", "url", "given_id")]
    return pa.schema(
        [
            *duplicates_schema(),
            ("report_id", word), *report, ("text", word), ("words", pa.int32()), ("made_by", word), ("body", pa.binary()),
            ("claims", pa.list_(_claim_type(pa))),
        ]
    )  # fmt: skip


def duplicates_schema() -> Any:
    """The columns of ``duplicates``, with which ``readings`` begins: how a report came in."""
    pa: Any = needed("pyarrow", "cluster")
    return pa.schema(
        [
            ("position", pa.int64()), ("key", pa.string()), ("source", pa.string()), ("method", pa.string()),
            ("original_hash", pa.string()), ("original_size", pa.int64()), ("original_codec", pa.string()), ("original", pa.binary()),
        ]
    )  # fmt: skip


def reading_row(outcome: Outcome) -> dict[str, object]:
    """The row of a stored outcome."""
    reading = outcome.reading
    report = reading.report
    row = _capture_row(outcome) | {
        "report_id": report.id, "text": plain(report.text), "words": len(report.text.split()),
        "made_by": msgspec.json.encode(reading.made_by).decode(), "body": outcome.body,
        "claims": claim_rows(reading),
    }  # fmt: skip
    for name in ("title", "byline", "publisher", "published", "language", "url", "given_id"):
        row[name] = _plain(getattr(report, name))
    return row


def claim_rows(reading: Reading) -> list[dict[str, object]]:
    """The claims of a reading, each with its participants and its voices by name."""
    entities = {one.id: one for one in reading.entities}
    voices = {one.id: one for one in reading.attributions}
    return [_claim(claim, entities, voices) for claim in reading.claims]


def outcome_of(row: Mapping[str, Any], kind: Literal["stored", "duplicate"]) -> Outcome:
    """The outcome that a row of ``readings`` or ``duplicates`` is."""
    return Outcome(
        position=row["position"], kind=kind, source=row["source"], method=row["method"], original=_original(row),
        key=row["key"], body=row.get("body") or b"",
    )  # fmt: skip


def _original(row: Mapping[str, Any]) -> bytes:
    """The bytes as they came; none where the row was read without them. Raises RecordDamaged where they are other bytes."""
    return unpack(row["original_hash"], row["original_codec"], row["original"]) if "original" in row else b""


def report_of(outcome: Outcome) -> Report:
    """The report of a stored outcome."""
    return outcome.reading.report


def _parquet(schema: Any, rows: list[dict[str, object]]) -> bytes:
    pa: Any = needed("pyarrow", "cluster")
    parquet: Any = needed("pyarrow.parquet", "cluster")
    out = io.BytesIO()
    table = pa.Table.from_pylist(rows, schema=schema)
    parquet.write_table(table, out, compression="zstd", compression_level=LEVEL, row_group_size=GROUP_ROWS)
    return out.getvalue()


def _claim_type(pa: Any) -> Any:
    word, whole, real = pa.string(), pa.int64(), pa.float64()
    span = [("start", whole), ("end", whole), ("text", word)]
    named = [("entity", word), ("name", word), ("actor", word)]
    return pa.struct(
        [
            ("id", word), ("kind", word), ("type", word), ("mode", word), ("trigger", pa.struct(span)),
            ("arguments", pa.list_(pa.struct([("role", word), *span, *named, ("part", word), ("score", real)]))),
            ("when", pa.struct([("value", word), ("start", word), ("end", word), ("precision", word), ("span", pa.struct(span))])),
            ("where", pa.struct([
                ("name", word), ("geonames", whole), ("lat", real), ("lon", real), ("country", word), ("precision", whole),
                ("score", real), ("span", pa.struct(span)),
            ])),
            ("toll", pa.list_(pa.struct([("what", word), ("low", whole), ("best", whole), ("high", whole), ("span", pa.struct(span))]))),
            ("voices", pa.list_(pa.struct([
                ("attribution", word), ("kind", word), *span, *named, ("cue", pa.struct(span)), ("content", pa.list_(pa.struct(span))),
            ]))),
            ("stance", word), ("certainty", word), ("polarity", word), ("modality", word), ("event", word),
            ("sentence", pa.struct(span)), ("score", real),
        ]
    )  # fmt: skip


def _claim(claim: Claim, entities: Mapping[str, Entity], voices: Mapping[str, Attribution]) -> dict[str, object]:
    when, where = claim.when, claim.where
    return {
        "id": claim.id, "kind": claim.kind, "type": claim.type, "mode": claim.mode, "trigger": _span(claim.trigger),
        "arguments": [_argument(one, entities) for one in claim.arguments],
        "when": None if when is None else {
            "value": when.value, "start": when.start, "end": when.end, "precision": when.precision, "span": _span(when.span)},
        "where": None if where is None else {
            "name": plain(where.name), "geonames": where.geonames, "lat": where.lat, "lon": where.lon, "country": where.country,
            "precision": where.precision, "score": where.score, "span": _span(where.span)},
        "toll": [
            {"what": one.what, "low": one.low, "best": one.best, "high": one.high, "span": _span(one.span)} for one in claim.toll
        ],
        "voices": [_voice(voices[name], entities) for name in claim.according_to if name in voices],
        "stance": claim.stance, "certainty": claim.factuality.certainty, "polarity": claim.factuality.polarity,
        "modality": claim.factuality.modality, "event": claim.event, "sentence": _span(claim.sentence), "score": claim.score,
    }  # fmt: skip


def _argument(one: Argument, entities: Mapping[str, Entity]) -> dict[str, object]:
    span = {"start": one.start, "end": one.end, "text": plain(one.text)}
    return {"role": one.role, **span, **_named(one.entity, entities), "part": one.part, "score": one.score}


def _voice(one: Attribution, entities: Mapping[str, Entity]) -> dict[str, object]:
    source = one.source
    span = {} if source is None else {"start": source.start, "end": source.end, "text": plain(source.text)}
    named = _named(None if source is None else source.entity, entities)
    content = [_span(part) for part in one.content]
    return {"attribution": one.id, "kind": one.kind, **span, **named, "cue": _span(one.cue), "content": content}


def _named(entity: str | None, entities: Mapping[str, Entity]) -> dict[str, object]:
    known = entities.get(entity or "")
    return {"entity": entity, "name": None if known is None else _plain(known.name), "actor": None if known is None else known.actor}


def _span(span: Span | None) -> dict[str, object] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": plain(span.text)}


def _capture_row(one: Outcome) -> dict[str, object]:
    return {
        "position": one.position, "key": one.key, "source": one.source, "method": one.method,
        **dict(zip(ORIGINAL, blob_row(one.original), strict=True)),
    }  # fmt: skip


def _plain(text: str | None) -> str | None:
    return None if text is None else plain(text)


def by_month(outcomes: Iterable[Outcome]) -> dict[str | None, list[Outcome]]:
    """The stored outcomes by the month of publication, the unknown month last."""
    months: dict[str | None, list[Outcome]] = {}
    for one in outcomes:
        if one.kind == "stored":
            months.setdefault(month_of(one.reading.report.published), []).append(one)
    return dict(sorted(months.items(), key=lambda item: (item[0] is None, item[0] or "")))
