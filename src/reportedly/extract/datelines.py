"""Datelines: "SABHA, Libya (AP) - Police arrested ..." names where and by whom it was written, and is no part of the sentence behind it."""

import re
from collections.abc import Iterable
from dataclasses import replace as replace_fields
from typing import TypeVar

from msgspec.structs import replace

from reportedly.encoder.output import Output, Phrase, ScoredSpan

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:,? ?\(?(?:\d{{1,2}} {_MONTH}(?:,? \d{{4}})?|{_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\w+\.? \d{{1,2}})\)?)"
_AGENCY = r"(?:,? ?\((?P<{}>[A-Z][\w .&'’/-]{{1,40}})\))"
_REGION = r"(?:,? [A-Z][\w'’.-]+){0,3}"
# A town in capitals needs no more before its dash; one in small letters a date or the agency in brackets.
_DATELINE = re.compile(
    rf"^(?:(?P<place>[A-Z][A-Z'’.]{{2,}}(?:[ /-][A-Z][A-Z'’.]+){{0,3}})"
    rf"{_REGION}{_AGENCY.format('first')}?{_DATE}?{_AGENCY.format('second')}?"
    rf"|(?P<town>[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){{0,2}}){_REGION}"
    rf"(?:{_AGENCY.format('third')}{_DATE}?|{_DATE}{_AGENCY.format('fourth')}?))"
    r"\s*(?: -|--|–|—|:(?= [A-Z]))\s+(?=[A-Z\"“'‘0-9])",
    re.MULTILINE,
)
Piece = TypeVar("Piece", ScoredSpan, Phrase)


def past_datelines(text: str, output: Output) -> Output:
    """The output with spans that begin in a dateline and go on behind it begun there, and the town that it names as a place."""
    lines = [(one.start(), one.end(), max(one.end("place"), one.end("town"))) for one in _DATELINE.finditer(text)]
    if not lines:
        return output

    def cut(spans: Iterable[Piece]) -> tuple[Piece, ...]:
        return tuple(_cut(one, lines) for one in spans)

    return replace_fields(
        output,
        names=_kinds(text, cut(output.names), lines),
        mentions=_kinds(text, cut(output.mentions), lines),
        chunks=_kinds(text, cut(output.chunks), lines),
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


def dateline_end(text: str, start: int) -> int:
    """Where the sentence that a dateline opens begins: behind the dateline at ``start``, or ``start`` where there is none."""
    found = _DATELINE.match(text, start)
    return found.end() if found else start


def _kinds(text: str, spans: tuple[ScoredSpan, ...], lines: list[tuple[int, int, int]]) -> tuple[ScoredSpan, ...]:
    """The spans with a dateline's town as a place, and its agency as an organisation, whatever they were taken for.

    A word in capitals looks like an acronym, and an agency nobody has heard of like a person.
    """
    return tuple(_kind(text, one, lines) for one in spans)


def _kind(text: str, span: ScoredSpan, lines: list[tuple[int, int, int]]) -> ScoredSpan:
    for start, end, town in lines:
        if start == span.start and span.end == town:
            return replace(span, label="place")
        if town < span.start and span.end < end and "(" in text[town : span.start] and span.label == "person":
            return replace(span, label="organisation")
    return span
