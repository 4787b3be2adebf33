"""What an analyst says that a claim should say: corrections of its fields, checked, and put in the place of what was read."""

import re
from datetime import date
from typing import Any

from msgspec.structs import replace

from reportedly.errors import BadOption
from reportedly.schema import DateInterval, PlaceRef
from reportedly.schema.linkable import LinkToll
from reportedly.schema.support import Correction, Party, Support

ROLES = ("actor", "recipient", "instrument", "origin", "destination")
TOLL = "toll:"
_KNOWN = f"type, mode, when, where, {', '.join(ROLES)}, {TOLL}killed (or another toll)"
_Parsed = str | DateInterval | PlaceRef | LinkToll | tuple[Party, ...] | None
_CODE = re.compile(r"[A-Z][A-Z0-9_]*")
_POINT = re.compile(r"(?P<name>.*\S)\s*\(\s*(?P<lat>-?\d+(?:\.\d+)?)\s*,\s*(?P<lon>-?\d+(?:\.\d+)?)\s*\)")
_TOLL = re.compile(r"(?P<low>\d+)(?:\s*-\s*(?P<high>\d+)|(?P<more>\+))?")


def corrected(support: Support) -> Support:
    """The support with the analyst's corrections in the place of what was read, the last one of a field last.

    Raises BadOption, as ``check_correction`` does.
    """
    for one in support.corrections:
        support = _apply(support, one)
    return support


def check_correction(correction: Correction) -> None:
    """Raise BadOption, with what can be written, where the field is none or the value can't be one of it.

    Values: a type's code, a mode's; ``2016-12-07`` or ``2016-12-01/2016-12-31`` (``..`` for an open side); a place's name, with
    ``(35.95, 39.01)`` behind it where its point is known; for roles, names or actors' ids (``id:isil``) with ``;`` between; for tolls
    ``12``, ``12-15`` or ``12+``. None empties the field.
    """
    _parsed(correction)


def _apply(support: Support, correction: Correction) -> Support:
    field, value = correction.field, _parsed(correction)
    if field in ROLES:
        kept = tuple(one for one in support.parties if one.role != field)
        return replace(support, parties=(*kept, *value) if isinstance(value, tuple) else kept)
    if field.startswith(TOLL):
        others = tuple(one for one in support.tolls if one.what != field.removeprefix(TOLL))
        return replace(support, tolls=(*others, value) if isinstance(value, LinkToll) else others)
    changed: dict[str, Any] = {field: value}
    return replace(support, **changed)


def _parsed(correction: Correction) -> _Parsed:
    field, value = correction.field, correction.value
    if field not in ("type", "mode", "when", "where", *ROLES) and not field.startswith(TOLL):
        raise BadOption(f"{field!r} is not a field that can be corrected.", f"Fields are {_KNOWN}.")
    if value is None:
        return None
    value = value.strip()
    if not value:
        raise BadOption(f"The correction of {field} is empty.", "Give a value, or say that the field has none.")
    if field == "type" and not _CODE.fullmatch(value):
        raise BadOption(f"{value!r} is not a type.", "Write a code of the codebook in capitals, for example ASSAULT.")
    if field in ("type", "mode"):
        return value
    if field == "when":
        return _when(value)
    if field == "where":
        return _where(value)
    return _toll(field.removeprefix(TOLL), value) if field.startswith(TOLL) else _parties(field, value)


def _when(value: str) -> DateInterval:
    start, _, end = value.partition("/")
    days = []
    for side in (start, end or start):
        try:
            days.append(None if side.strip() == ".." else date.fromisoformat(side.strip()).isoformat())
        except ValueError:
            raise BadOption(
                f"{value!r} is no day and no span of days.", "Write 2016-12-07 or 2016-12-01/2016-12-31."
            ) from None
    first, last = days
    if first is not None and last is not None and first > last:
        raise BadOption(f"{value!r} ends before it begins.", "Write the earlier day first.")
    if first is None and last is None:
        raise BadOption(f"{value!r} is open on both sides.", "Give a day, or say that the field has none.")
    precision = "day" if first == last else "open" if None in days else "days"
    return DateInterval(value=value, start=first, end=last, precision=precision)  # type: ignore[arg-type]


def _where(value: str) -> PlaceRef:
    point = _POINT.fullmatch(value)
    if point is None:
        return PlaceRef(name=value, precision=1, score=1.0)
    lat, lon = float(point["lat"]), float(point["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BadOption(
            f"{value!r} lies outside the globe.", "Write latitude (-90 to 90), then longitude (-180 to 180)."
        )
    return PlaceRef(name=point["name"], lat=lat, lon=lon, precision=1, score=1.0)


def _parties(role: str, value: str) -> tuple[Party, ...]:
    found = []
    for name in filter(None, (part.strip() for part in value.split(";"))):
        actor = name.removeprefix("id:") if name.startswith("id:") else None
        found.append(Party(role=role, name=actor or name, actor=actor))  # type: ignore[arg-type]
    return tuple(found)


def _toll(what: str, value: str) -> LinkToll:
    match = _TOLL.fullmatch(value)
    if match is None or not what:
        raise BadOption(f"{value!r} is not a toll.", "Write 12, 12-15, or 12+ for at least 12.")
    low = int(match["low"])
    high = None if match["more"] else int(match["high"] or low)
    if high is not None and high < low:
        raise BadOption(f"{value!r} ends below where it begins.", "Write the lower number first.")
    return LinkToll(what, low, low if high in (None, low) else None, high)
