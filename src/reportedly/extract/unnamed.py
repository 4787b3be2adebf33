"""Speakers whom the words beside them hide: officials who ask not to be named, copies seen by a paper, who goes on to deny or to add."""

import re
from collections.abc import Sequence

from reportedly.encoder.output import CueFrame, Output, ScoredSpan
from reportedly.extract.factuality import factuality_words
from reportedly.extract.triggers import Trigger
from reportedly.extract.voices import (
    JUDGING_FROM,
    LINKED_SCORE,
    PLAIN_SCORE,
    SPEAKER_FROM,
    sentence_of,
    verb_lemmas,
    voice_words,
)

_SPEAKERS = frozenset({"person", "organisation", "nationality", "quantity"})
_ANONYMOUS = (
    r"(?:who\s+)?(?:(?:had|has|have|was|were|also)\s+)*(?:(?:asked|asking|wished|wishing|requested|requesting|wanted|wanting|preferred|insisted|"
    r"insisting|declined|declining|refused|refusing|spoke|speaking|requested)\s+)?(?:not\s+to\s+be\s+|to\s+(?:be|remain|stay)\s+|on\s+(?:the\s+)?"
    r"(?:strict\s+)?(?:conditions?|basis|grounds)\s+of\s+)?(?:named|identified|quoted|anonymous|anonymity|that\s+(?:he|she|they)\s+not\s+be\s+\w+)"
    r"(?:\s+(?:because|as|for|citing|due|since|given)\s[^,.;:“”\"]{3,90})?"
)
_WHO_ASKED = re.compile(rf",?\s+(?:who\s+|speaking\s+|asking\s+|requesting\s+){_ANONYMOUS}\s*,?\s+")
_THEN_ANONYMOUS = re.compile(rf",?\s+(?:who\s+|speaking\s+|asking\s+|requesting\s+|on\s+(?:the\s+)?condition\s+of\s+){_ANONYMOUS}")
_AND = re.compile(r"(?:,|[”\"]\s*,?)?\s+(?:and|but)\s+(?:also\s+|later\s+|had\s+|has\s+|[a-z]+ly\s+)*\Z")
_THAT = re.compile(r"\s+(?:that|any)\b")
_ASIDE = re.compile(r",\s+(?:who|speaking|asking)\s[^,]{3,90}?,?\s*\Z")
_LINKS = frozenset("and or but which who including while after before when as with his her their its he she it they".split())
_SHORT = 7  # words of a speaker
_BEHIND_COMMA = re.compile(r",\s+(?:but\s+|and\s+|also\s+)?\Z")
# "According to a copy of the deal seen by Reuters": the copy speaks.
_DOCUMENT = re.compile(
    r"(?P<what>\b(?:an?|the|one|two|its|their|\w+)\s+(?:[\w’'-]+\s+){0,3}?(?:cop(?:y|ies)|drafts?|documents?|reports?|letters?|memos?|texts?|statements?|"
    r"transcripts?|records?|recordings?|videos?|footage|emails?|filings?|notes?|orders?|images?|photographs?|decrees?)"
    r"(?:\s+(?:of|from|on|by)\s[^,.;:]{2,60}?)?)\s+(?:(?:that|which)\s+)?(?:(?:was|were|been|had|have|has)\s+)*"
    r"(?:seen|obtained|reviewed|viewed|read|examined|verified|published|provided|shown|leaked|released|sent)\s+(?:by|to)\s+(?:the\s+)?\Z"
)


def document_seen(text: str, frame: CueFrame, source: ScoredSpan) -> ScoredSpan:
    """The source, or the document where it is who has seen that ("according to a copy seen by Reuters")."""
    if source.start < frame.end:
        return source
    found = _DOCUMENT.search(text, frame.end, source.start)
    if found is None or text[frame.end : found.start("what")].strip(" "):
        return source
    return ScoredSpan(found.start("what"), source.end, source.label, source.score)


def unnamed_speaker(text: str, output: Output, frame: CueFrame) -> ScoredSpan | None:
    """Who speaks beside a clause that says why they have no name ("an official who asked not to be named said"); else None."""
    if not verb_lemmas(text[frame.start : frame.end].split()[-1]) & voice_words().reporting:
        return None
    start, end = sentence_of(output, frame.start)
    spans = [
        one for one in (*output.mentions, *output.names, *output.chunks)
        if one.label in _SPEAKERS and start <= one.start and one.end <= end
    ]  # fmt: skip
    before = [one for one in spans if one.end < frame.start and _WHO_ASKED.fullmatch(text, one.end, frame.start)]
    behind = [one for one in spans if one.start == frame.end + 1 and _THEN_ANONYMOUS.match(text, one.end, end)]
    found = min(before, key=lambda one: (-one.end, one.start), default=None) or max(behind, key=lambda one: one.end, default=None)
    return None if found is None else ScoredSpan(found.start, found.end, "source", PLAIN_SCORE)


def who_goes_on(
    text: str, output: Output, frame: CueFrame, frames: Sequence[CueFrame], source: ScoredSpan | None
) -> ScoredSpan | None:
    """Who speaks by a verb that goes on from another: "said ... and denied that ...", "froze the assets of two men, saying that ...".

    None where the source needs no mending.
    """
    start, _ = sentence_of(output, frame.start)
    denies = not factuality_words().stances["denies"].isdisjoint(text[frame.start : frame.end].lower().split())
    if denies and _AND.search(text, start, frame.start) and _THAT.match(text, frame.end):
        return _sayer(text, start, frame, frames)
    if not text[frame.start : frame.end].endswith("ing") or not _BEHIND_COMMA.search(text, start, frame.start):
        return None
    return None if source is None else _subject_over(output, start, frame, source)


def _sayer(text: str, start: int, frame: CueFrame, frames: Sequence[CueFrame]) -> ScoredSpan | None:
    """Who said what stands in front of "and denied that"."""
    for other in reversed(frames):
        if not start <= other.start < frame.start or not verb_lemmas(text[other.start : other.end].split()[-1]) & voice_words().reporting:
            continue
        named = [one for one in other.arguments if one.label == "source" and start <= one.start and one.end <= other.start]
        if named:
            return max(named, key=lambda one: one.score)
    return None


def without_tellers(text: str, triggers: Sequence[Trigger], output: Output) -> None:
    """Take from deeds, as whom they struck, who tells of them behind a comma: "..., wounding three soldiers, two officials said"."""
    for trigger in triggers:
        here = output.sentences[trigger.sentence]
        tellers = [_teller(text, frame, here) for frame in output.cues if trigger.end < frame.start < here[1]]
        spans = [span for span in tellers if span is not None and trigger.end < span[0]]
        trigger.filled = [
            one for one in trigger.filled
            if one.role != "recipient" or not any(start <= one.start and one.end <= end for start, end in spans)
        ]  # fmt: skip


def _teller(text: str, frame: CueFrame, sentence: tuple[int, int]) -> tuple[int, int] | None:
    """The words between a comma and a verb of saying, where they are its source and nothing else."""
    if not verb_lemmas(text[frame.start : frame.end].split()[-1]) & voice_words().reporting:
        return None
    before = text[sentence[0] : frame.start]
    aside = _ASIDE.search(before)
    before = before[: aside.start()] if aside is not None else before
    comma = before.rfind(", ")
    words = before[comma + 2 :].split() if comma >= 0 else []
    if not 1 < len(words) <= _SHORT or words[0].lower() in _LINKS or any(one.endswith("ed") for one in words):
        return None
    return sentence[0] + comma + 2, sentence[0] + len(before)


def _subject_over(output: Output, start: int, frame: CueFrame, source: ScoredSpan) -> ScoredSpan | None:
    """The subject of the verb that a participle behind a comma hangs on, where its source stands between the two."""
    for verb in output.predicates:
        if not start <= verb.start < source.start or frame.start <= source.start:
            continue
        doers = [one for one in verb.propbank if one.label == "ARG0" and one.score >= SPEAKER_FROM and one.end <= verb.start]
        if doers and not any(verb.end <= other.start < frame.start and other.propbank_score >= JUDGING_FROM for other in output.predicates):
            return ScoredSpan(doers[0].start, doers[0].end, "source", LINKED_SCORE)
    return None
