"""Dates as intervals with a precision."""

from typing import Literal

from msgspec import Struct

from reportedly.schema.span import Span

DatePrecision = Literal[
    "time", "day", "days", "week", "weekend", "part-of-month", "month", "months", "quarter", "season",
    "part-of-year", "year", "years", "decade", "century", "open", "unknown",
]  # fmt: skip


class DateInterval(Struct, frozen=True, kw_only=True):
    """From ``start`` to ``end``, both inclusive ISO dates, or None where the words leave that side open.

    ``value`` is the TIMEX3 value (``2016-07``, ``P3D``, ``2016-W49``, ``PRESENT_REF``). A duration or a frequency has
    a value and no dates. ``precision`` names the grain of the words, never finer than they are.
    """

    value: str | None
    start: str | None
    end: str | None
    precision: DatePrecision


class ClaimTime(DateInterval, frozen=True, kw_only=True):
    """When a claim puts its event, with the words that say so."""

    span: Span
