"""The functions that a program calls: one report, many, or a record of many."""

import datetime
import importlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import msgspec
from msgspec.structs import replace

from reportedly.config import Settings, checked_score, load_settings
from reportedly.errors import BrokenLine, InputError
from reportedly.ingest.given import Given
from reportedly.ingest.jsonl import FIELDS
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.text import report_from_text
from reportedly.schema import Reading, Report

if TYPE_CHECKING:
    from reportedly.pipeline import Reader
    from reportedly.record.record import Record


class Known(TypedDict, total=False):
    """What is known of a report beside its text; ``published`` is a date or an ISO date."""

    published: str | datetime.date | None
    publisher: str | None
    title: str | None
    byline: str | None


def read(
    text: str, *, min_score: float | None = None, settings: Settings | None = None, **known: Unpack[Known]
) -> Reading:
    """Read one report; ``text`` is taken character for character, and every offset refers to it.

    ``known`` may be its ``published``, ``publisher``, ``title`` and ``byline``.
    ``published`` (an ISO date) anchors "yesterday" and the like; without it they stay undated. Raises InputError where the text
    can't be read (empty, too long, not English), ModelError and its kin where a part of the reader is missing. The first call
    loads the model; settings None means reportedly.toml and the environment. Claims with a score below ``min_score`` are held
    back and counted in ``made_by.held_back``; None means the settings', then the packaged default.
    """
    unknown = sorted(known.keys() - Known.__annotations__.keys())
    if unknown:
        raise TypeError(f"read() got an unexpected keyword argument {unknown[0]!r}")
    given = Given(
        published=_iso(known.get("published")), publisher=known.get("publisher"), title=known.get("title"),
        byline=known.get("byline"),
    )  # fmt: skip
    return _reader(_settings(settings, min_score)).read(report_from_text(text, given, verbatim=True))


def read_many(
    reports: Iterable[str | Mapping[str, Any] | Report],
    *,
    min_score: float | None = None,
    settings: Settings | None = None,
) -> Iterator[Reading | Rejection]:
    """Read reports as they come, in order, one outcome each: a Reading, or a Rejection that says why there is none.

    A report is a text, a mapping with the keys of a JSON Lines input (only ``text`` is required), or a Report. Reads a
    few ahead at most, so that any iterable will do, also an endless one. Where many come and ``settings.threads`` allows more
    than one core, processes of their own read them, and end with this iterator.
    """
    reader = _reader(_settings(settings, min_score))
    return reader.read_all(_accepted(reports))


def open(target: str | Path, *, create: bool = False, settings: Settings | None = None) -> "Record":
    """Open a record of many reports: a file, or a ``postgresql://`` URL; with ``create`` a new one where there is none.

    Use it in a ``with``. Raises NoRecord where there is none and what else RecordError has. Settings None means reportedly.toml
    and the environment.
    """
    # The database's library takes longer to import than the rest: who only reads need not wait for it.
    opened: Record = importlib.import_module("reportedly.record.record").Record.open(target, create=create, settings=settings)
    return opened


def _settings(settings: Settings | None, min_score: float | None) -> Settings:
    found = settings or load_settings()
    return found if min_score is None else replace(found, min_score=checked_score(min_score, "min_score"))


def _accepted(reports: Iterable[str | Mapping[str, Any] | Report]) -> Iterator[Report | Rejection]:
    for number, one in enumerate(reports, 1):
        where = f"report {number}"
        try:
            yield _report(one, where)
        except InputError as error:
            yield rejection_of(where, error)


def _report(one: str | Mapping[str, Any] | Report, where: str) -> Report:
    if isinstance(one, Report):
        return one
    if isinstance(one, str):
        return report_from_text(one, verbatim=True, name=where)
    text = one.get("text")
    if not isinstance(text, str):
        raise BrokenLine(f"{where} has no text.", 'Give each report as {"text": "..."}.')
    try:
        known = {FIELDS[key]: _iso(value) for key, value in one.items() if key in FIELDS}
        given = msgspec.convert(known, Given)
    except msgspec.ValidationError as error:
        raise BrokenLine(f"{where} has a field of the wrong type: {error}.", "See docs/data-model.md.") from error
    return report_from_text(text, given, verbatim=True, name=where)


def _iso(value: Any) -> Any:
    return value.isoformat()[:10] if isinstance(value, datetime.date) else value


@lru_cache(maxsize=2)
def _reader(settings: Settings) -> "Reader":
    # The model's runtime takes longer to import than the rest together: a program that only wants the types need not wait.
    opened: Reader = importlib.import_module("reportedly.pipeline").Reader.open(settings)
    return opened
