"""Filters: what a question is narrowed to, parsed once from the strings that people write."""

import calendar
import difflib
import re
from collections.abc import Mapping
from datetime import date
from typing import get_args

from msgspec import Struct

from reportedly.errors import BadOption
from reportedly.schema.event import Grade

GRADES: tuple[str, ...] = get_args(Grade)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[,;]\s*(-?\d+(?:\.\d+)?)\s*")
_GEONAMES = re.compile(r"g([1-9]\d{0,9})")
_NUMBERED = re.compile(r"([a-z])([1-9]\d{0,17})")
_TRUE, _FALSE = frozenset({"true", "yes", "1", "on"}), frozenset({"false", "no", "0", "off"})
_FARTHEST = 20_038.0  # km: half the Earth's circumference


class PlaceWanted(Struct, frozen=True, kw_only=True):
    """A place as it was asked for: a name, a GeoNames id, or a point (degrees, WGS 84). One of them is set."""

    name: str | None = None
    geonames: int | None = None
    point: tuple[float, float] | None = None


class Filters(Struct, frozen=True, kw_only=True):
    """What a question is narrowed to; None (False for ``disputed``) narrows nothing. Made by :meth:`parse`.

    ``since``, ``until`` and ``as_of`` are ISO days, both ends included. ``within_km`` widens ``place`` to a circle. ``country`` is
    an ISO 3166-1 alpha-2 code. ``actor``, ``type``, ``mode`` and ``source`` are as written: the record says whether it has them.
    ``grade`` are the grades taken, any of them. ``disputed`` keeps what is disputed in any field; ``disputed_field`` in this one.
    ``report`` and ``event`` are numbers. ``score`` is the least score of a claim, 0 to 1.
    """

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    place: PlaceWanted | None = None
    within_km: float | None = None
    country: str | None = None
    actor: str | None = None
    type: str | None = None
    mode: str | None = None
    source: str | None = None
    grade: tuple[str, ...] = ()
    disputed: bool = False
    disputed_field: str | None = None
    text: str | None = None
    report: int | None = None
    event: int | None = None
    score: float | None = None

    @classmethod
    def parse(cls, values: Mapping[str, object] | None = None, /, **more: object) -> "Filters":
        """Filters from what people write: ``Filters.parse(place="Raqqa", since="2016-12")``; None and "" narrow nothing.

        A day may be a year or a month: ``since`` takes its first day, ``until`` and ``as_of`` its last. Raises BadOption for an
        unknown key and for a value that can't be used.
        """
        given = {**(values or {}), **more}
        for key in given:
            if key not in cls.__struct_fields__ or key == "disputed_field":
                close = difflib.get_close_matches(key, KEYS, n=1)
                raise BadOption(
                    f"There is no filter '{key}'.", f"Did you mean {close[0]}?" if close else f"The filters are {', '.join(KEYS)}."
                )
        wanted = {key: value for key, value in given.items() if value is not None and value not in ("", (), [], False)}
        return _parsed(wanted)

    def given(self) -> tuple[str, ...]:
        """The names of the filters that narrow something, in their order."""
        return tuple(key for key in KEYS if getattr(self, key) not in (None, False, ()))


KEYS: tuple[str, ...] = tuple(name for name in Filters.__struct_fields__ if name != "disputed_field")


def _parsed(wanted: Mapping[str, object]) -> Filters:
    text = {key: str(value).strip() for key, value in wanted.items()}
    since = day(text["since"], "since", last=False) if "since" in text else None
    until = day(text["until"], "until", last=True) if "until" in text else None
    if since is not None and until is not None and since > until:
        raise BadOption(f"since {since} is after until {until}.", "Swap them, or leave one out.")
    place = _place(text["place"]) if "place" in text else None
    within = _distance(text["within_km"]) if "within_km" in text else None
    if within is not None and place is None:
        raise BadOption("within_km says how far around a place, and there is no place.", "Name one with place.")
    disputed, field = _disputed(text.get("disputed"))
    return Filters(
        since=since, until=until, as_of=day(text["as_of"], "as_of", last=True) if "as_of" in text else None,
        place=place, within_km=within,
        country=_country(text["country"]) if "country" in text else None,
        actor=text.get("actor"), type=text.get("type"), mode=text.get("mode"), source=text.get("source"),
        grade=_grades(wanted["grade"]) if "grade" in wanted else (),
        disputed=disputed, disputed_field=field, text=text.get("text"),
        report=_number(text["report"], "r", "report") if "report" in text else None,
        event=_number(text["event"], "v", "event") if "event" in text else None,
        score=_score(text["score"]) if "score" in text else None,
    )  # fmt: skip


def day(value: str, key: str, *, last: bool) -> str:
    """The ISO day of ``2016``, ``2016-12`` or ``2016-12-07``: of a year or month the first, or the ``last``."""
    found = _DAY.fullmatch(value)
    if found is not None:
        year, month, number = (None if part is None else int(part) for part in found.groups())
        assert year is not None
        try:
            if month is None:
                return date(year, 12 if last else 1, 31 if last else 1).isoformat()
            if number is None:
                number = calendar.monthrange(year, month)[1] if last else 1
            return date(year, month, number).isoformat()
        except (ValueError, calendar.IllegalMonthError):
            pass
    raise BadOption(f"{key} is '{value}', which is no date.", "Write a day, a month or a year: 2016-12-07, 2016-12, 2016.")


def _place(value: str) -> PlaceWanted:
    if (point := _POINT.fullmatch(value)) is not None:
        lat, lon = float(point[1]), float(point[2])
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise BadOption(f"place is '{value}', which is no point on Earth.", "Write latitude,longitude in degrees: 36.37,37.52.")
        return PlaceWanted(point=(lat, lon))
    if (numbered := _GEONAMES.fullmatch(value)) is not None:
        return PlaceWanted(geonames=int(numbered[1]))
    return PlaceWanted(name=value)


def _distance(value: str) -> float:
    try:
        found = float(value.lower().removesuffix("km"))
    except ValueError:
        found = -1
    if not 0 < found <= _FARTHEST:
        raise BadOption(f"within_km is '{value}', which is no distance.", "Give a number of kilometres, such as 25.")
    return found


def _country(value: str) -> str:
    if re.fullmatch(r"[A-Za-z]{2}", value) is None:
        raise BadOption(f"country is '{value}', which is no two-letter code.", "Give the ISO 3166-1 code, such as SY.")
    return value.upper()


def _grades(value: object) -> tuple[str, ...]:
    parts = [str(one) for one in value] if isinstance(value, list | tuple) else re.split(r"[,\s]+", str(value))
    found = []
    for part in filter(None, parts):
        grade = part.lower().replace("_", "-")
        if grade not in GRADES:
            close = difflib.get_close_matches(grade, GRADES, n=1)
            hint = f"Did you mean {close[0]}?" if close else f"The grades are {', '.join(GRADES)}."
            raise BadOption(f"grade is '{part}', which is no grade.", hint)
        found.append(grade)
    return tuple(dict.fromkeys(found))


def _disputed(value: str | None) -> tuple[bool, str | None]:
    if value is None or value.lower() in _FALSE:
        return False, None
    if value.lower() in _TRUE:
        return True, None
    if re.fullmatch(r"[a-z:-]{2,30}", value.lower()) is None:
        raise BadOption(f"disputed is '{value}', which is no field.", "Say disputed alone, or name a field: when, where, toll:killed.")
    return True, value.lower()


def _number(value: str, letter: str, key: str) -> int:
    found = _NUMBERED.fullmatch(value if value[:1].isalpha() else letter + value)
    if found is None or found[1] != letter:
        raise BadOption(f"{key} is '{value}', which names no {key}.", f"Give its id, such as {letter}5.")
    return int(found[2])


def _score(value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        found = -1
    if not 0 <= found <= 1:
        raise BadOption(f"score is '{value}', which is no score.", "Give a number from 0 to 1.")
    return found
