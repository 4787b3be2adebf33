"""The standing of an event on each day on which it changed: what was known when."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from reportedly.corroborate.record_standing import NO_OUTLOOK, Fold, Outlook, standing_of
from reportedly.schema.standing import Period, RecordStanding
from reportedly.schema.support import Support


def history_of(supports: Sequence[Support], fold: Fold, outlook: Outlook = NO_OUTLOOK) -> tuple[Period, ...]:
    """The periods of an event's standing, in order; each uses only the reports published by its first day.

    Reports without a date count for the present only, since nobody knows when they could be read: where there are any, a last period
    without ``since`` holds the standing with them, and no past day reads it. An analyst's judgements hold for every day: what is
    asked is what was published by then, read as it is read now. Costs one standing for each day of publication.
    """
    return history_from(supports, None, fold, outlook)


def history_from(
    supports: Sequence[Support], held: tuple[str, RecordStanding] | None, fold: Fold, outlook: Outlook = NO_OUTLOOK
) -> tuple[Period, ...]:
    """The periods that begin on a day or later, where the standing before that day is known to be what it was.

    ``held`` is that day (ISO) and the standing that held before it; None gives the whole history. With a report added of a
    latest day, an event that is told of for months costs one standing and not one for each day.
    """
    first, before = held if held is not None else ("", None)
    published = (one.telling.published for one in supports)
    days = sorted({day for day in published if day is not None and day >= first})
    periods: list[Period] = []
    for day in days:
        standing = standing_of(_published_by(supports, day), fold, outlook)
        if standing != (periods[-1].standing if periods else before):
            periods.append(Period(since=day, until=None, standing=standing))
    ends = [*(_day_before(str(one.since)) for one in periods[1:]), None]
    closed = [replace(one, until=end) for one, end in zip(periods, ends, strict=False)]
    if any(one.telling.published is None for one in supports):
        closed.append(Period(since=None, until=None, standing=standing_of(supports, fold, outlook)))
    return tuple(closed)


def standing_as_of(
    supports: Sequence[Support], day: str, fold: Fold, outlook: Outlook = NO_OUTLOOK
) -> RecordStanding | None:
    """The standing on a day (ISO), from the reports published by then; None where there were none.

    What ``as_of(history_of(...), day)`` gives, at the cost of one day.
    """
    known = _published_by(supports, day)
    return standing_of(known, fold, outlook) if known else None


def as_of(history: Sequence[Period], day: str | None) -> RecordStanding | None:
    """The standing of a history on a day (ISO), None where nothing was known then; without a day, the present one."""
    if day is None:
        return history[-1].standing if history else None
    found = [one for one in history if one.since is not None and one.since <= day]
    return found[-1].standing if found else None


def _published_by(supports: Sequence[Support], day: str) -> list[Support]:
    return [one for one in supports if one.telling.published is not None and one.telling.published <= day]


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
