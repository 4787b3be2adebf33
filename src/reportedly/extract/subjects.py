"""Which of a verb's spans is its subject and which its object, where the network's labels can't be right."""

import re
from collections.abc import Sequence

from reportedly.encoder.output import ScoredSpan

BEING = re.compile(
    r"\.?(?:,?\s+(?:who|which|that))?\s+(?:(?:has|have|had|also|reportedly|later|then|not|never|will|would|could|may|might|must)\s+)*"
    r"(?:was|were|been|being|be|is|are)\s+(?:\w+ly\s+)?"
)


_WHEN = re.compile(
    r"\W*(?:(?:on|late|early|this|last|next|earlier this|later this|every)\s+)*"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year|morning|evening|night|yesterday|today|tomorrow)(?:\s+(?:morning|evening|night))?\W*",
)


def timed(text: str, spans: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """The spans, with those that are nothing but a time read as one: "the union this week named a treasurer"."""
    return [
        ScoredSpan(span.start, span.end, "TMP", span.score)
        if span.label in ("ARG0", "ARG1", "ARG2") and _WHEN.fullmatch(text, span.start, span.end)
        else span
        for span in spans
    ]


def undergone(text: str, trigger: tuple[int, int], spans: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """The spans, with an ARG0 right in front of a passive verb read as its ARG1: who "was hit" has hit nobody."""
    if text[trigger[0] : trigger[1]].endswith("ing") or any(span.label == "ARG1" for span in spans):
        return list(spans)
    return [
        ScoredSpan(span.start, span.end, "ARG1", span.score)
        if span.label == "ARG0" and span.end <= trigger[0] and BEING.fullmatch(text, span.end, trigger[0])
        else span
        for span in spans
    ]


def on_both_sides(text: str, trigger: tuple[int, int], spans: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """The spans, with an ARG1 in front of the verb read as its ARG0 where another ARG1 stands behind and there is no ARG0.

    A verb has one ARG1; what stands on both sides of an active verb is its subject and its object.
    """
    patients = [span for span in spans if span.label == "ARG1"]
    if not patients:
        # What follows a verb at once, without "by", is its object, whatever the label.
        spans = [
            ScoredSpan(span.start, span.end, "ARG1", span.score)
            if span.label == "ARG0" and 0 <= span.start - trigger[1] <= 1 and first_word(text, span) != "by"
            else span
            for span in spans
        ]
    # "Killing nine and wounding 20": the nine are another verb's.
    joined = [span for span in patients if span.end <= trigger[0] and text[span.end : trigger[0]].strip(" ,") == "and"]
    if joined and text[trigger[0] : trigger[1]].endswith("ing"):
        spans = [span for span in spans if span not in joined]
        patients = [span for span in patients if span not in joined]
    before = [span for span in patients if span.end <= trigger[0]]
    behind = [span for span in patients if span.start >= trigger[1]]
    if not before or not behind or any(span.label == "ARG0" for span in spans):
        return list(spans)
    return [ScoredSpan(span.start, span.end, "ARG0", span.score) if span in before else span for span in spans]


def first_word(text: str, span: ScoredSpan) -> str:
    """The first word of a span in small letters; empty where it has none."""
    match = re.match(r"\W*(\w+)", text[span.start : span.end])
    return match.group(1).lower() if match else ""
