"""Datelines: "SABHA, Libya (AP) - Police arrested ..." names where and by whom it was written, and is no part of the sentence behind it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from reportedly.encoder.output import Output, Phrase, ScoredSpan

_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z'’.]{2,}(?:[ -][A-Z][A-Z'’.]+){0,3})(?:,? [A-Z][\w'’.-]+){0,3}(?: ?\([A-Z][A-Za-z .]+\))?(?:,? \w+\.? \d{1,2})?"
    r"\s*(?: -|--|–|—)\s+(?=[A-Z\"“'‘])",
    re.MULTILINE,
)
Piece = TypeVar("Piece", ScoredSpan, Phrase)


def past_datelines(text: str, output: Output) -> Output:
    """The output with spans that begin in a dateline and go on behind it begun there, and the town that it names as a place."""
    lines = [(one.start(), one.end(), one.end("place")) for one in _DATELINE.finditer(text)]
    if not lines:
        return output

    def cut(spans: Iterable[Piece]) -> tuple[Piece, ...]:
        return tuple(_cut(one, lines) for one in spans)

    return replace(
        output,
        names=_towns(cut(output.names), lines),
        mentions=_towns(cut(output.mentions), lines),
        chunks=_towns(cut(output.chunks), lines),
        participants=cut(output.participants),
        cues=tuple(replace(one, arguments=cut(one.arguments)) for one in output.cues),
        predicates=tuple(replace(one, propbank=cut(one.propbank), event=cut(one.event)) for one in output.predicates),
        phrases=cut(output.phrases),
    )


def _cut(one: Piece, lines: list[tuple[int, int, int]]) -> Piece:
    for start, end, _ in lines:
        if start <= one.start < end < one.end:
            return replace(one, start=end)
    return one


def _towns(spans: tuple[ScoredSpan, ...], lines: list[tuple[int, int, int]]) -> tuple[ScoredSpan, ...]:
    """The spans with a dateline's town as a place, whatever it was taken for: a word in capitals looks like an acronym."""
    return tuple(
        replace(one, label="place") if any(start == one.start and one.end == town for start, _, town in lines) else one for one in spans
    )
