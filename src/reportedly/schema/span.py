"""Spans: half-open character offsets into a report's text."""

from msgspec import Struct


class Span(Struct, frozen=True, kw_only=True):
    """The characters ``start`` (inclusive) to ``end`` (exclusive) of ``report.text``; ``text`` repeats them.

    The offsets count Unicode code points, as Python does (W3C TextPositionSelector).
    """

    start: int
    end: int
    text: str


def span_of(text: str, start: int, end: int) -> Span:
    """The span of ``text`` from ``start`` to ``end``; raises ValueError where the offsets lie outside it."""
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"span {start}:{end} lies outside a text of {len(text)} characters")
    return Span(start=start, end=end, text=text[start:end])
