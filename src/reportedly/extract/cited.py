"""Voices behind voices: who is cited ("state television, citing a military source, said"), and who speaks behind "who" and "which"."""

import re
from collections.abc import Sequence

from reportedly.encoder.output import CueFrame, Output, ScoredSpan
from reportedly.extract.outside import Parts
from reportedly.extract.voices import LINKED_SCORE, PLAIN_SCORE, sentence_number, sentence_of, verb_lemmas, voice_words
from reportedly.schema import Attribution

_CITING = re.compile(
    r"(?<=[\w,”\"])\s(?P<cue>citing|quoting)\s+(?P<who>[^,.;:“\"]{3,90}?)"
    r"(?=\s*(?:,|[.;:]|\s(?:as\s+saying|who|which|that|said|says|reported)\s|\Z))"
)
_SOURCES = re.compile(
    r"\b(?:sources?|officials?|officers?|witness(?:es)?|eyewitness(?:es)?|documents?|media|newspapers?|agenc(?:y|ies)|reports?|statements?"
    r"|police|relatives|residents|villagers|diplomats?|lawyers?|doctors?|medics?|spokes(?:man|woman|person|people)|ministry|letters?|memos?"
    r"|correspondents?|activists?|commanders?|records?)(?=\s+(?:in|at|of|from|close|near|with|within|familiar|on)\b|\Z)",
    re.IGNORECASE,
)
_VOICES = frozenset({"person", "organisation"})
_RELATIVE = frozenset({"who", "which"})
_MEANS = re.compile(
    r"(?:(?:satellite|mobile|cell)\s+)?(?:tele)?phone|e-?mail|video(?:\s+(?:link|call))?|skype|text\s+message|radio", re.IGNORECASE
)
_REACHED = re.compile(
    r"(?P<who>[^,.;:“\"]{3,70}?)\s+(?:who\s+(?:was|were)\s+)?(?:reached|contacted|interviewed|speaking|who\s+spoke)\s+"
    r"(?:by|over|on|via|through)\s"
)
_TRUNCATED = re.compile(r"(?P<who>.{3,}?),\s+(?:who|which|whose)\s.*\b(?:the|a|an|at|of|in|on|to|for|from|by|with|and)\Z", re.DOTALL)
# What a court or an office does with somebody is said by nobody where nobody is named.
_VERDICT = re.compile(
    r"(?:(?:is|are|was|were|be|been|being|has|have|had|also|further|already|later|then|[a-z]+ly)\s+)*"
    r"(?:found\s+guilty|convicted|acquitted|sentenced|jailed|fined|banned|suspended|sanctioned|arrested|detained|elected|nominated|imprisoned"
    r"|charged|indicted)\b",
    re.IGNORECASE,
)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b", re.IGNORECASE)


def cited(text: str, output: Output, parts: Sequence[Parts]) -> list[Parts]:
    """An attribution for each voice that another cites for what it says; its content is that of the voice that cites it."""
    made: list[Parts] = []
    for start, end in output.sentences:
        for match in _CITING.finditer(text, start, end):
            span = match.span("who")
            telling = _telling(text, output, match.start(), parts)
            if telling is None or not _is_voice(text, output, span):
                continue
            content = [cut for one in telling[2] if (cut := _before(one, match.start())) is not None]
            if content:
                source = ScoredSpan(*span, "source", LINKED_SCORE)
                made.append((CueFrame(*match.span("cue"), LINKED_SCORE, ()), source, content))
    return made


def _telling(text: str, output: Output, at: int, parts: Sequence[Parts]) -> Parts | None:
    """The attribution of this sentence whose voice cites another, right behind it or behind all that it says."""
    here = sentence_number(output, at)
    for one in parts:
        frame, source, content = one
        if source is None or sentence_number(output, frame.start) != here:
            continue
        if not verb_lemmas(text[frame.start : frame.end].split()[-1]) & voice_words().reporting:
            continue
        beside = source.end <= at <= frame.start and len(text[source.end : at].split()) <= 1
        behind = frame.end <= at and all(span.start < at for span in content) and source.end <= frame.start
        if beside or behind:
            return one
    return None


def _before(span: ScoredSpan, at: int) -> ScoredSpan | None:
    """A content without the words that cite somebody behind it."""
    if span.start < at < span.end:
        return ScoredSpan(span.start, at - 1, span.label, span.score)
    return span


def _is_voice(text: str, output: Output, span: tuple[int, int]) -> bool:
    """Whether somebody, or an account, is cited, and not a reason ("citing security concerns")."""
    if _SOURCES.search(text, *span):
        return True
    return any(
        one.label in _VOICES and span[0] <= one.start <= span[0] + 4 and one.end == span[1] for one in (*output.mentions, *output.names)
    )


def is_citing(cue: str) -> bool:
    """Whether a cue names a voice that another voice cites."""
    return cue.lower() in ("citing", "quoting")


def parent_of_cited(one: Attribution, every: Sequence[Attribution]) -> Attribution | None:
    """Who cites a cited voice: whoever says the same in front of, or behind, the word."""
    if not is_citing(one.cue.text):
        return None
    same = [other for other in every if other is not one and other.content and other.content[0].start == one.content[0].start]
    return min(same, key=lambda other: abs(other.cue.start - one.cue.start), default=None)


def is_verdict(text: str, frame: CueFrame) -> bool:
    """Whether a cue is what was done with somebody by a court or an office, in the passive."""
    words = text[frame.start : frame.end]
    return _VERDICT.match(words) is not None and _BE.search(words) is not None


def whom_it_stands_for(text: str, output: Output, source: ScoredSpan) -> ScoredSpan | None:
    """The words right in front of a source that is "who" or "which"; None for any other source."""
    if text[source.start : source.end].lower() not in _RELATIVE:
        return None
    start, _ = sentence_of(output, source.start)
    ending = [
        one for one in (*output.mentions, *output.chunks)
        if one.label in _VOICES and one.start >= start and one.end <= source.start and not text[one.end : source.start].strip(" ,")
    ]  # fmt: skip
    return min(ending, key=lambda one: one.start, default=None)


def whoever_speaks(text: str, output: Output, frame: CueFrame, source: ScoredSpan) -> ScoredSpan | None:
    """The source, or who speaks where the words are the means of speaking, or break off in a clause."""
    words = text[source.start : source.end]
    start, _ = sentence_of(output, source.start)
    if _MEANS.fullmatch(words):
        reached = _REACHED.match(text, start, source.start + len(words))
        return None if reached is None else ScoredSpan(*reached.span("who"), source.label, PLAIN_SCORE)
    broken = _TRUNCATED.fullmatch(words)
    if broken is not None and source.end <= frame.start:
        return ScoredSpan(source.start, source.start + broken.end("who"), source.label, source.score)
    return source
