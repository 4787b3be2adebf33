"""MAVERICK's coded rows as claims for linking: which rows tell of one event is what its coders decided (``event_id``).

A row is one source's account; the rows of one source are events that it tells apart, as a report's own events are. The
event ids and what only the coders knew (how certain an event is) are not used.
"""

import csv
import datetime
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from reportedly.corroborate.linking_words import sentence_terms, stems
from reportedly.evaluation.command import needed
from reportedly.schema import DatePrecision, Role
from reportedly.schema.linkable import Linkable, LinkPlace, LinkTime, LinkToll, Participant

_SOURCE = re.compile(r"^(.*?) ?\((\d{4}-\d{2}-\d{2})\)")
_COUNTRY_IN_NAME = re.compile(r"\(.*?\)")
DESCRIBED = "Unknown "  # before a description, which names nobody (so too in codebooks/coded/maverick.yaml), whatever id it has
NOBODY = "actor"  # "Unknown actor": neither who nor what
_SAYS_NOTHING = frozenset({"", "unknown", "other", "other context"})
# The coders' geo_precision 1 is a country, 2 an area of it, 3 a town, of which a spot in it may be told as well; the rest are such spots.
_PRECISION = {"1": 6, "2": 3, "3": 2, "4": 1, "5": 1, "6": 1}
Row = Mapping[str, str]


def rows(data: Path) -> list[Row]:
    """The rows of the half that is given."""
    path = data / "maverick" / "reports.csv"
    needed(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def half_of(event: str) -> int:
    """0 or 1, by a hash of the event's id: rows of one event are in one half."""
    return hashlib.blake2b(event.encode(), digest_size=1).digest()[0] % 2


def fold_of(event: str, folds: int) -> int:
    """0 to ``folds`` less one, by another hash of the event's id."""
    return hashlib.blake2b(b"fold " + event.encode(), digest_size=4).digest()[0] % folds


def linkables(given: list[Row]) -> list[Linkable]:
    """A Linkable for each row, in order."""
    reports: dict[str, int] = {}
    return [_linkable(number, row, reports.setdefault(row["source"], len(reports))) for number, row in enumerate(given)]


def _linkable(number: int, row: Row, report: int) -> Linkable:
    published = _SOURCE.match(row["source"])
    violence = [word for n in range(1, 7) for word in re.split(r";\s*", row[f"actor{n}_violence"].lower())]
    told = " ".join([row["city"], row["location"], _said(row["event_context"])])
    return Linkable(
        claim=number,
        report=report,
        group=number,
        type=None,
        lemmas=tuple(dict.fromkeys(word for word in violence if word not in _SAYS_NOTHING))[:5],
        polarity="positive",
        published=published.group(2) if published else None,
        when=_when(row["date_start"] or None, row["date_end"] or None),
        where=_where(row),
        participants=_participants(row),
        tolls=_tolls(row),
        words=sentence_terms(stems(told), 20),
        outlet=published.group(1).casefold() or None if published else None,
    )


def _said(value: str) -> str:
    return "" if value.lower() in _SAYS_NOTHING else value


def _when(start: str | None, end: str | None) -> LinkTime | None:
    if start is None or end is None:
        return LinkTime(start, end, "open") if start or end else None
    days = (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days
    grains: tuple[tuple[int, DatePrecision], ...] = ((0, "day"), (2, "days"), (7, "week"), (31, "part-of-month"))
    return LinkTime(start, end, next((grain for most, grain in grains if days <= most), "months"))


def _where(row: Row) -> LinkPlace:
    name = " ".join(dict.fromkeys(one for one in (row["location"], row["city"]) if one)) or row["country"]
    known = bool(row["latitude"]) and bool(row["longitude"])
    precision = _PRECISION.get(row["geo_precision"][:1], 6) if known else 6
    lat, lon = (float(row["latitude"]), float(row["longitude"])) if known else (None, None)
    return LinkPlace(name.casefold(), None, lat, lon, row["country"] or None, precision)


def _participants(row: Row) -> tuple[Participant, ...]:
    found = []
    for number in range(1, 7):
        name = row[f"actor{number}"]
        if name:
            only_suffered = row[f"actor{number}_victim"] == "1.0" and row[f"actor{number}_perpetrator"] != "1.0"
            role: Role = "recipient" if only_suffered else "actor"
            words = [word for word in stems(_COUNTRY_IN_NAME.sub("", name).removeprefix(DESCRIBED)) if word != NOBODY]
            identity = None if name.startswith(DESCRIBED) else row[f"actor{number}_id"] or None
            found.append(Participant(role, identity, tuple(dict.fromkeys(words))))
    described: tuple[tuple[Role, str], ...] = (("recipient", "target"), ("topic", "event_context"))
    for role, column in described:
        if _said(row[column]):
            found.append(Participant(role, None, tuple(dict.fromkeys(stems(row[column])))))
    return tuple(found)


def _tolls(row: Row) -> tuple[LinkToll, ...]:
    found = []
    for what, column in (("killed", "deaths"), ("injured", "injuries")):
        low, best, high = (_number(row[f"{column}_{bound}"]) for bound in ("low", "best", "high"))
        if best:  # 0 is also what coders write where nothing is said
            found.append(LinkToll(what, low, best, high))
    return tuple(found)


def _number(text: str) -> int | None:
    try:
        return int(float(text))
    except ValueError:
        return None
