"""Readings as they were stored elsewhere (a line of ``read --format jsonl``), taken as they are once every word of them is checked.

So a record can be made again where there is no model: the same readings in the same order give the same claims, events and standings.
What a record is made of must hold together, so a reading that does not is one Rejection, with the first thing that is wrong in it.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from reportedly.errors import BrokenLine, EmptyReport, InputError, TooLarge
from reportedly.ingest.given import Given
from reportedly.ingest.item import Item
from reportedly.ingest.limits import MAX_READING_BYTES, check_size
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.schema import Attribution, DateInterval, PlaceRef, Reading, Report, Span, Toll, report_id

KEYS = ("report", "claims", "made_by")
"""What an object has at least that is a reading: no report of JSON Lines has these three, which have its text at the top."""

MOST_COUNTED = 10**12
"""The highest toll that is believed; a database has to hold it."""

_CURE = "Export it again with `reportedly export readings`, and leave the lines as they are."
_MARKS = tuple(f'"{key}"'.encode() for key in KEYS)  # a quotation mark inside a string is escaped: these are keys, or whole strings
_BEGINNING = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"report"\s*:\s*\{')
_NAME = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,500}")  # as people's codebooks and tables have them
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_decoder = msgspec.json.Decoder(Reading)


class _Broken(Exception):
    """What is wrong with a reading, as the end of a sentence."""


def is_reading(record: dict[str, Any]) -> bool:
    """Whether a JSON object is meant to be a reading."""
    return all(key in record for key in KEYS) and "text" not in record


def begins_reading(line: bytes) -> bool:
    """Whether a line begins as readings are written: with their report."""
    return _BEGINNING.match(line) is not None


def reading_from_item(item: Item) -> Reading | Rejection | None:
    """The reading of a line that is one, or the Rejection that says what is wrong with it; None where the line is none."""
    too_long = len(item.data) > MAX_READING_BYTES and begins_reading(item.data)
    if item.line is None or not (too_long or all(mark in item.data for mark in _MARKS)):
        return None
    try:
        if too_long:
            raise TooLarge(f"{item.where} is longer than {MAX_READING_BYTES:,} bytes.", "Add the report itself, to be read again.")
        return _checked(item)
    except InputError as error:
        return rejection_of(item.where, error)


def _checked(item: Item) -> Reading | None:
    try:
        reading = _decoded(item.data)
        if reading is None:
            return None
        check_size(reading.report.text, item.where)
        if not reading.report.text.strip():
            raise EmptyReport(f"{item.where} is a reading of an empty report.", "Leave the line out.")
        check_reading(reading)
    except (_Broken, ValueError) as error:  # ValueError: of msgspec, json and Unicode
        raise BrokenLine(f"{item.where} is a reading that can't be taken as it is: {error}.", _CURE) from None
    return reading


def _decoded(data: bytes) -> Reading | None:
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # Either it is no reading, or it breaks the contract, or it has half a surrogate pair, which the quick decoder refuses.
        try:
            record = json.loads(data)
        except RecursionError:
            raise _Broken("its JSON is nested too deep") from None
        if not isinstance(record, dict) or not is_reading(record):
            return None
        return msgspec.convert(record, Reading)


def check_reading(reading: Reading) -> None:
    """Check that a reading holds together; raises ValueError or ``_Broken`` with the first thing that does not.

    Every span has the words that its offsets hold, every id that is named is there, once, every date is one, every number is in bounds,
    and no attribution stands in itself.
    """
    text = reading.report.text
    if reading.report.id != report_id(text):
        raise _Broken("report.id is not the hash of report.text")
    report = reading.report
    try:
        kept = Given(published=report.published, language=report.language)
    except InputError as error:
        raise _Broken(error.message.rstrip(".")) from None
    if (kept.published, kept.language) != (report.published, report.language):
        raise _Broken(f"report.published or report.language is not in its short form ({kept.published}, {kept.language})")
    for path, value in _structs(reading, "reading"):
        _check_value(path, value, text)
    _check_ids(reading)
    _check_chain(reading.attributions)


def _structs(value: Any, path: str) -> Iterator[tuple[str, Struct]]:
    if isinstance(value, Struct):
        yield path, value
        for name in value.__struct_fields__:
            inner = getattr(value, name)
            if isinstance(inner, Struct | tuple):
                yield from _structs(inner, f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            if isinstance(one, Struct):
                yield from _structs(one, f"{path}[{number}]")


def _check_value(path: str, value: Struct, text: str) -> None:
    if not isinstance(value, Span | Report):  # these two may have whatever characters the report has
        for name in value.__struct_fields__:
            _check_words(f"{path}.{name}", getattr(value, name))
    if isinstance(value, Span):
        if not 0 <= value.start <= value.end <= len(text):
            raise _Broken(f"{path} goes from {value.start} to {value.end}, outside a text of {len(text)} characters")
        if text[value.start : value.end] != value.text:
            raise _Broken(f"{path} says {value.text[:60]!r}, where its text has {text[value.start : value.end][:60]!r}")
    if isinstance(value, DateInterval):
        for day in (value.start, value.end):
            if day is not None:
                _check_day(path, day)
    if isinstance(value, PlaceRef):
        _check_place(path, value)
    if isinstance(value, Toll):
        for number in (value.low, value.best, value.high):
            if number is not None and not 0 <= number <= MOST_COUNTED:
                raise _Broken(f"{path} counts {number}")
        if not _NAME.fullmatch(value.what):
            raise _Broken(f"{path} counts {value.what[:60]!r}")
    score = getattr(value, "score", None)
    if score is not None and not (math.isfinite(score) and 0 <= score <= 1):
        raise _Broken(f"{path} has the score {score}, which is not from 0 to 1")


def _check_words(path: str, value: Any) -> None:
    """Names and codes go into columns, which hold neither NUL nor half a surrogate pair."""
    for words in value if isinstance(value, tuple) else (value,):
        if isinstance(words, str) and _UNSTORABLE.search(words):
            raise _Broken(f"{path} has a character that a database can't hold")


def _check_day(path: str, day: str) -> None:
    try:
        if not _DAY.fullmatch(day):
            raise ValueError
        date.fromisoformat(day[:10])
    except ValueError:
        raise _Broken(f"{path} has {day[:60]!r}, which is no ISO date") from None


def _check_place(path: str, place: PlaceRef) -> None:
    if not place.name or _CONTROL.search(place.name):
        raise _Broken(f"{path} has no name, or one with control characters")
    if not 1 <= place.precision <= 7:
        raise _Broken(f"{path} has the precision {place.precision}, which is not from 1 to 7")
    if (place.lat is None) != (place.lon is None) or not (-90 <= (place.lat or 0.0) <= 90 and -180 <= (place.lon or 0.0) <= 180):
        raise _Broken(f"{path} lies at {place.lat}, {place.lon}, which is no point")
    if place.country is not None and not re.fullmatch("[A-Z]{2}", place.country):
        raise _Broken(f"{path} has {place.country[:20]!r} as its country, which is no code")
    if place.geonames is not None and not 0 < place.geonames < 2**53:
        raise _Broken(f"{path} has {place.geonames} as its GeoNames id")


def _check_ids(reading: Reading) -> None:
    entities = _distinct("entities", (one.id for one in reading.entities))
    attributions = _distinct("attributions", (one.id for one in reading.attributions))
    claims = _distinct("claims", (one.id for one in reading.claims))
    events = _distinct("events", (one.id for one in reading.events))
    _distinct("mentions", (one.id for one in reading.mentions))
    named = [(f"mention {one.id}", one.entity, entities) for one in reading.mentions]
    named += [(f"attribution {one.id}", one.source.entity, entities) for one in reading.attributions if one.source]
    named += [(f"attribution {one.id}", one.parent, attributions) for one in reading.attributions]
    for claim in reading.claims:
        named += [(f"claim {claim.id}", one.entity, entities) for one in claim.arguments]
        named += [(f"claim {claim.id}", one, attributions) for one in claim.according_to]
        named.append((f"claim {claim.id}", claim.event, events))
        for word in (claim.type, claim.mode):
            if word is not None and not _NAME.fullmatch(word):
                raise _Broken(f"claim {claim.id} has the type or mode {word[:60]!r}")
    named += [(f"event {one.id}", claim, claims) for one in reading.events for claim in one.claims]
    for whose, name, known in named:
        if name is not None and name not in known:
            raise _Broken(f"{whose} names {name[:60]!r}, which is not in the reading")
    for entity in reading.entities:
        if entity.actor is not None and not _NAME.fullmatch(entity.actor):
            raise _Broken(f"entity {entity.id} has the actor {entity.actor[:60]!r}")


def _distinct(what: str, names: Iterable[str]) -> frozenset[str]:
    counts = Counter(names)
    for name, number in counts.items():
        if number > 1:
            raise _Broken(f"{number} {what} have the id {name[:60]!r}")
        if not _NAME.fullmatch(name):
            raise _Broken(f"{name[:60]!r} is no id for one of the {what}")
    return frozenset(counts)


def _check_chain(attributions: Iterable[Attribution]) -> None:
    parents = {one.id: one.parent for one in attributions}
    whole: set[str] = set()
    for name in parents:
        way: dict[str, None] = {}
        at: str | None = name
        while at is not None and at not in whole:
            if at in way:
                raise _Broken(f"attribution {at} stands in itself")
            way[at] = None
            at = parents[at]
        whole.update(way)
