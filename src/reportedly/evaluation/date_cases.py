"""Date expressions of the Recognizers cases: short sentences with a reference day and what each expression means.

An expression is found where one of ours overlaps it, "same characters" where both begin and end together, and right where ours
has the days of any of its readings ("Monday" may be the last or the next). A reading that is open on one side is compared on
the other; a range said by its two ends ("from 4 to 9 May") may hold the last of them or not. The cases' ranges end before the day
that they name, ours on their last day. An expression without days (a duration, a repetition, a time of no day) is right where
the TIMEX value agrees. Cases that hold two expressions count as two; each case is a document.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from reportedly.evaluation.bootstrap import bounds, interval, share
from reportedly.evaluation.command import needed
from reportedly.evaluation.measures import table
from reportedly.resolve.dates import FoundTime, find_times

CASES = Path("recognizers_text") / "Specs" / "DateTime" / "English" / "DateTimeModel.json"
DATES = ("date", "daterange")  # what the reader claims to say; the rest are shown beside
Days = tuple[str | None, str | None]


@dataclass(frozen=True)
class Expected:
    """One expression: its characters, its type, and the TIMEX value and first and last day of each reading."""

    start: int
    end: int
    kind: str
    readings: tuple[tuple[str | None, Days], ...]


@dataclass(frozen=True)
class Case:
    """One sentence with its reference day."""

    text: str
    reference: date | None
    expected: tuple[Expected, ...]


def cases(path: Path) -> Iterator[Case]:
    """The cases of a file; results that name no characters are left out."""
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        reference = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
        expected = []
        for result in case.get("Results", []):
            if "Start" not in result:
                continue
            kind = (result.get("TypeName") or result.get("Typename") or "").rpartition(".")[2]
            values = (result.get("Resolution") or {}).get("values") or []
            readings = tuple((value.get("timex"), _days(value)) for value in values)
            expected.append(Expected(result["Start"], result["End"] + 1, kind, readings))
        yield Case(case["Input"], date.fromisoformat(reference) if reference else None, tuple(expected))


def _days(value: Mapping[str, str]) -> Days:
    """The first and the last day of one reading; (None, None) where it has no days."""
    kind = value.get("type", "")
    if kind in ("date", "datetime"):
        day = _day(value.get("value"))
        return day, day
    if kind not in ("daterange", "datetimerange"):
        return None, None
    end = _day(value.get("end"))
    if end is not None and kind == "daterange":
        end = (date.fromisoformat(end) - timedelta(days=1)).isoformat()
    return _day(value.get("start")), end


def _day(value: str | None) -> str | None:
    try:
        return date.fromisoformat((value or "")[:10]).isoformat()
    except ValueError:
        return None


def means(found: FoundTime, expected: Expected) -> bool:
    """Whether ours has the days, or where there are none the value, of one of the readings."""
    ours = (found.interval.start, found.interval.end)
    for value, (first, last) in expected.readings:
        if first is last is None:
            if found.interval.value == value:
                return True
            continue
        lasts = (last, _after(last)) if (value or "").startswith("(") else (last,)
        if (first is None or first == ours[0]) and (last is None or ours[1] in lasts):
            return True
    return False


def _after(day: str | None) -> str | None:
    return day and (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def run(data_root: Path, limit: int | None = None, model: Path | None = None) -> dict[str, Any]:
    """Rows by type, and ``dates`` over dates and ranges of dates; no model is used."""
    path = data_root / CASES
    needed(path)
    counts: dict[str, list[tuple[int, int, int, int]]] = {}
    errors: list[str] = []
    for case in islice(cases(path), limit):
        found = find_times(case.text, case.reference)
        here: dict[str, list[int]] = {}
        for expected in case.expected:
            overlapping = [one for one in found if one.start < expected.end and expected.start < one.end]
            exact = any((one.start, one.end) == (expected.start, expected.end) for one in overlapping)
            right = any(means(one, expected) for one in overlapping)
            for name in ("dates",) * (expected.kind in DATES) + (expected.kind or "other",):
                row = here.setdefault(name, [0, 0, 0, 0])
                here[name] = [row[0] + 1, row[1] + bool(overlapping), row[2] + exact, row[3] + right]
            if not right and expected.kind in DATES:
                errors.append(_told(case, expected, overlapping))
        for name, row in here.items():
            counts.setdefault(name, []).append((row[0], row[1], row[2], row[3]))
    return {"cases": {name: _figures(rows) for name, rows in sorted(counts.items(), key=_order)}, "errors": errors}


def _order(item: tuple[str, Sequence[object]]) -> tuple[bool, int]:
    return item[0] != "dates", -len(item[1])


def _figures(rows: Sequence[tuple[int, int, int, int]]) -> dict[str, float]:
    gold, found, exact, right = (sum(column) for column in zip(*rows, strict=True))
    shares = {"found": 100 * found / gold, "same characters": 100 * exact / gold, "percent": 100 * right / gold}
    return {"gold": gold, "right": right, **shares, **bounds(interval([(row[3], row[0]) for row in rows], share))}


def _told(case: Case, expected: Expected, overlapping: Sequence[FoundTime]) -> str:
    words = case.text[expected.start : expected.end]
    want = " or ".join(f"{value} {days[0]}…{days[1]}" for value, days in expected.readings)
    got = ", ".join(f"{one.interval.value} {one.interval.start}…{one.interval.end}" for one in overlapping) or "nothing"
    return f"{expected.kind} {words!r} = {want} got {got} || {case.text!r} on {case.reference}"


def shown(result: Mapping[str, Any]) -> str:
    """The table as text."""
    columns = ("gold", "found", "same characters", "right", "percent", "low", "high")
    return "date expressions of the Recognizers cases, by type (percent: right of all)\n" + table(result["cases"], columns)
