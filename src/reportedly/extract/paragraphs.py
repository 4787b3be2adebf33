"""Spans kept within one paragraph: nobody's name, and no argument of a verb, begins in a heading and ends in the text below it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace as replace_fields
from typing import TypeVar

from msgspec.structs import replace

from reportedly.encoder.output import CueFrame, Output, Phrase, ScoredSpan

_BREAK = re.compile(r"\n[ \t\r]*\n\s*")
Piece = TypeVar("Piece", ScoredSpan, Phrase)


def within_paragraphs(text: str, output: Output) -> Output:
    """The output with each span that runs over a blank line cut to its last paragraph.

    What is quoted may run on over several paragraphs, so contents stay as they are; ``of_own_paragraph`` cuts those.
    """
    breaks = [one.span() for one in _BREAK.finditer(text)]
    if not breaks:
        return output

    def cut(spans: Iterable[Piece]) -> tuple[Piece, ...]:
        return tuple(_cut(one, breaks) for one in spans)

    def cut_sources(spans: Iterable[ScoredSpan]) -> tuple[ScoredSpan, ...]:
        return tuple(_cut(one, breaks) if one.label == "source" else one for one in spans)

    return replace_fields(
        output,
        names=cut(output.names),
        mentions=cut(output.mentions),
        chunks=cut(output.chunks),
        participants=cut(output.participants),
        cues=tuple(replace(one, arguments=cut_sources(one.arguments)) for one in output.cues),
        predicates=tuple(replace(one, propbank=cut(one.propbank), event=cut(one.event)) for one in output.predicates),
        phrases=tuple(_cut(one, breaks, output.words[one.head][0]) for one in output.phrases),
    )


def of_own_paragraph(text: str, frame: CueFrame, span: ScoredSpan) -> ScoredSpan:
    """What a cue tells, without the paragraphs behind or in front of the cue's own, unless a quotation runs on over them.

    Behind a colon ("The army said:") whole paragraphs may be told.
    """
    start, end = span.start, span.end
    for one in _BREAK.finditer(text, start, end):
        if one.end() >= span.end or _runs_on(text, *one.span()) or text[frame.end : frame.end + 1] == ":":
            continue
        if frame.end <= one.start():
            end = min(end, one.start())
        else:
            start = one.end()
    return span if (start, end) == (span.start, span.end) else ScoredSpan(start, end, span.label, span.score)


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a quotation is open at a blank line, or the next paragraph opens with one."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    opened = before.count('"') % 2 == 1 or before.count("“") > before.count("”")
    return opened or text[end : end + 1] in ('"', "“")


def _cut(one: Piece, breaks: Sequence[tuple[int, int]], head: int | None = None) -> Piece:
    """The span behind the last break inside it; with a ``head`` (a character), the paragraph that holds that."""
    for start, end in breaks[bisect_left(breaks, (one.start + 1, 0)) :]:
        if end >= one.end:
            break
        one = replace(one, end=start) if head is not None and head < start else replace(one, start=end)
    return one
