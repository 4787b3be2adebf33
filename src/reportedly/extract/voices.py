"""Who speaks, where the encoder found what was said and not by whom, and verbs of saying that it passed over."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import CueFrame, Output, Predicate, ScoredSpan
from reportedly.extract.anchoring import Site, clause_of
from reportedly.extract.apart import RELATIVE
from reportedly.extract.factuality import factuality_words
from reportedly.extract.lexicon import load_data
from reportedly.extract.mentions import trimmed
from reportedly.extract.titles import behind_titles

# What evaluation/attribution.py (PolNeAR dev) liked best of 0.5 to 0.95.
SPEAKER_FROM = 0.6
JUDGING_FROM = 0.8
# Of 0.7 to 0.99 (frames in packs): sources 80.8, 80.9 (0.8), 81.1, 81.2 (0.95), 81.3; cues 73.0 to 73.3; contents 68.0 (0.8), 68.1, 68.2.
REPORTED_FROM = 0.95
LINKED_SCORE = 0.5
PLAIN_SCORE = 0.9  # what the words leave no doubt about
ASKED_FROM = 0.6  # below, a cue may be none: only a sure subject is its source
SURE_FROM = 0.9
_OPEN_END = re.compile(r"\b(?:of|in|on|by|to|for|from|with|that|the|a|an)\Z", re.IGNORECASE)
_AUXILIARIES = re.compile(
    r",?\s+(?:(?:who|which|also|then|later|now|again|once|has|have|had|did|does|do|is|are|was|were|been|being|be|not|never|will|would|could|"
    r"[a-z]+ly)\s+)*",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[\"“]?(?:The|This|That|His|Her|Its|Their|Our|An?)\s(?:[\w’'-]+\s){0,4}[\w’'-]+")
_GOES_ON = re.compile(
    r"(?:,|\band|\bbut|\bor|\bthen|\bbefore|\bwhile|\bby)\s+(?:also\s+|later\s+|then\s+|[a-z]+ly\s+)?\Z", re.IGNORECASE
)
_LED = re.compile(
    r"\b(?:in|on|at|of|to|for|from|with|by|about|against|since|during|after|before|under|over)\s+(?:the\s+|a\s+)?\Z",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"\b(?:to|not|n[’']t|t|would|should|could|may|might|must|will|can|cannot|did|does|do|let|worth)\s+(?:[a-z]+\s+)?\Z",
    re.IGNORECASE,
)
_SPEAKERS = frozenset({"person", "organisation", "nationality", "place", "facility"})
_BY = re.compile(r"(?:by|from)\s+", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:[a-z]+ly\s+)?\Z", re.IGNORECASE)
_LONGEST_SOURCE = 90  # characters
_OFFICE = re.compile(r",\s+(?P<office>(?:[a-z][\w’'-]*\s+){1,4})\Z")
_ROW_BEFORE = re.compile(r"(?:,\s+|\A)(?P<first>[\w’'-]+(?:\s[\w’'-]+){0,3})\s+and\s+\Z")
_NO_HEAD = frozenset({"the", "a", "an"})
_NOBODY = frozenset("it there that which what this".split())
ACCOUNTS = frozenset(
    "claims claim allegations allegation reports report accusations accusation suggestions suggestion charges rumours rumors".split()
)
"""Nouns for what others say, which somebody may reject or confirm ("rejected claims that")."""


class VoiceWords(Struct, frozen=True):
    """The word lists of ``data/voices.yaml``."""

    reporting: frozenset[str]
    plain: frozenset[str]
    receiving: frozenset[str]
    speaking: frozenset[str]
    publishing: frozenset[str]
    documents: frozenset[str]
    telling: frozenset[str]


@lru_cache(maxsize=1)
def voice_words() -> VoiceWords:
    """The packaged word lists, read once."""
    return msgspec.convert(load_data("voices.yaml"), VoiceWords)


def verb_lemmas(word: str) -> set[str]:
    """The lemmas that a word may be a form of."""
    return {lemma for lemma, _ in candidate_lemmas(word)} | {word.lower()}


def sentence_of(output: Output, offset: int) -> tuple[int, int]:
    """The sentence that holds a character, or the last before it."""
    return output.sentences[sentence_number(output, offset)] if output.sentences else (offset, offset)


def sentence_number(output: Output, offset: int) -> int:
    """The number of that sentence; 0 in front of all."""
    return max(0, bisect_right(output.sentences, (offset, 1 << 60)) - 1)


def passed_over(text: str, output: Output, frames: Sequence[CueFrame]) -> list[CueFrame]:
    """Verbs that confirm, deny or report a clause and that the cue head passed over, as frames."""
    lists = factuality_words().stances
    judging = lists["confirms"] | lists["denies"]
    made = []
    for predicate in output.predicates:
        if predicate.propbank_score < JUDGING_FROM:
            continue
        word = text[predicate.start : predicate.end]
        judges = word.lower() in judging
        accuses = "accuse" in verb_lemmas(word)
        if not judges and not accuses and not verb_lemmas(word) & voice_words().reporting:
            continue
        if _taken(predicate, frames) or _NOT_SAID.search(text, max(0, predicate.start - 24), predicate.start):
            continue
        if accuses:
            frame = _accusing(text, output, predicate)
        else:
            frame = _judging(text, output, predicate) if judges else _reporting(text, output, predicate)
        if frame is not None:
            made.append(frame)
    return made


def judged_accounts(text: str, frames: Sequence[CueFrame]) -> set[int]:
    """The numbers of the frames that are "claims" in "the ministry rejected claims that ...": who rejects them has not made them.

    A noun whose own source is somebody else ("rejected the group's claims that") is none.
    """
    lists = factuality_words().stances
    words = lists["confirms"] | lists["denies"] | lists["doubts"]
    judging = [one for one in frames if not words.isdisjoint(text[one.start : one.end].lower().split())]
    return {number for number, one in enumerate(frames) if any(_only_judged(text, one, other) for other in judging if other is not one)}


def _only_judged(text: str, account: CueFrame, judging: CueFrame) -> bool:
    """Whether a cue is a noun right behind another cue that judges it, and has no source but that cue's, or one that holds the cue."""
    if text[account.start : account.end].lower().split()[-1] not in ACCOUNTS:
        return False
    if judging.end > account.start or not _OBJECT_NEXT.fullmatch(text, judging.end, account.start):
        return False
    own = [one for one in account.arguments if one.label == "source"]
    theirs = [(one.start, one.end) for one in judging.arguments if one.label == "source"] + [(judging.start, judging.end)]
    return all(any(one.start < end and start < one.end for start, end in theirs) for one in own)


_OBJECT_NEXT = re.compile(
    r"\s+(?:on\s+[A-Z]\w+day\s+)?(?:(?:the|all|any|such|these|those|earlier|recent|media|press|persistent|widespread)\s+){0,3}"
)
_WHICH = re.compile(
    r",\s+(?P<what>(?:an?|the)\s+(?:accusation|allegation|charge|claim|account|report)|which)\s+(?:that\s+)?"
    r"(?P<source>[^,.;:]{2,60}?)\s+(?P<cue>(?:(?:has|have|had|has\s+always|have\s+repeatedly|later|also|[a-z]+ly)\s+)*"
    r"(?P<verb>[a-z]+))\s*[.;]?\s*\Z"
)


def judged_before(text: str, output: Output, frames: Sequence[CueFrame]) -> list[CueFrame]:
    """What a clause behind a comma denies or confirms as frames: "..., which the army denied", "..., a charge that he rejected".

    The content is the word that takes up what was told, which stays the voice's own who told it.
    """
    lists = factuality_words().stances
    judging = lists["confirms"] | lists["denies"]
    made = []
    for start, end in output.sentences:
        match = _WHICH.search(text, start, end)
        if match is None or match["verb"] not in judging or match.start() == start:
            continue
        if any(frame.start < match.end("cue") and match.start("cue") < frame.end for frame in frames):
            continue
        source = ScoredSpan(*match.span("source"), "source", PLAIN_SCORE)
        content = ScoredSpan(*match.span("what"), "content", PLAIN_SCORE)
        made.append(CueFrame(*match.span("cue"), PLAIN_SCORE, (source, content)))
    return made


def _taken(predicate: Predicate, frames: Sequence[CueFrame]) -> bool:
    return any(predicate.start < frame.end and frame.start < predicate.end for frame in frames)


def _judging(text: str, output: Output, predicate: Predicate) -> CueFrame | None:
    """The frame of a verb that confirms or denies: its subject is the source, its object the content."""
    source = [one for one in predicate.propbank if one.label == "ARG0"]
    content = [one for one in predicate.propbank if one.label == "ARG1" and one.start >= predicate.end]
    if not content or _OPEN_END.search(text, content[0].start, content[0].end):
        _, end = clause_of(Site(text, output.sentences[predicate.sentence], (predicate.start, predicate.end), ()))
        content = [ScoredSpan(predicate.end, end, "ARG1", LINKED_SCORE)]
    start, end = trimmed(text, content[0].start, content[0].end)
    goes_on = text.startswith("that ", start) and _GOES_ON.search(text, output.sentences[predicate.sentence][0], predicate.start)
    if not (source or goes_on) or len(text[start:end].split()) < 2:
        return None
    told = ScoredSpan(start, end, "content", content[0].score)
    spans = (*(ScoredSpan(one.start, one.end, "source", one.score) for one in source[:1]), told)
    return CueFrame(predicate.start, predicate.end, LINKED_SCORE, spans)


_COPULA = re.compile(r"(?<=\w)\s(?:is|are|was|were|has|have|had)\s")
_OF = re.compile(r"[^,.;:]{2,80}?\s+of\s+[a-z]+ing\b")


def _accusing(text: str, output: Output, predicate: Predicate) -> CueFrame | None:
    """The frame of "accused the army of burning villages": who accuses is the source, who did what the content."""
    source = next((one for one in predicate.propbank if one.label == "ARG0" and one.score >= SPEAKER_FROM), None)
    if source is None or not _OF.match(text, predicate.end):
        return None
    ends = [one.end for one in predicate.propbank if one.label in {"ARG1", "ARG2"} and one.start >= predicate.end]
    start, end = trimmed(text, predicate.end, max(ends, default=predicate.end))
    if not re.search(r"\bof\s+[a-z]+ing\b", text[start:end]):
        return None
    spans = (ScoredSpan(*trimmed(text, source.start, source.end), "source", source.score), ScoredSpan(start, end, "content", LINKED_SCORE))
    return CueFrame(predicate.start, predicate.end, LINKED_SCORE, spans)


def _reporting(text: str, output: Output, predicate: Predicate) -> CueFrame | None:
    """The frame of a verb of saying with a clause that begins with "that", or of "said" with any, told by somebody."""
    plain = bool(verb_lemmas(text[predicate.start : predicate.end]) & voice_words().plain)
    for one in predicate.propbank:
        if one.label not in {"ARG1", "ARG2"} or one.score < REPORTED_FROM or one.start < predicate.end:
            continue
        start, end = trimmed(text, one.start, one.end)
        if text.startswith("that ", start):
            if end - start <= 4:  # the frame has the conjunction alone
                end = trimmed(text, start, output.sentences[predicate.sentence][1])[1]
        elif not plain or not _holds_verb(text, output, predicate, start, end):
            continue
        content = ScoredSpan(start, end, "content", one.score)
        source = speaker(text, output, predicate, [content])
        return None if source is None else CueFrame(predicate.start, predicate.end, LINKED_SCORE, (source, content))
    return None


def _holds_verb(text: str, output: Output, predicate: Predicate, start: int, end: int) -> bool:
    """Whether another verb with a subject in front of it stands between two offsets: they hold a clause."""
    if _COPULA.search(text, start, end):
        return True
    return any(
        other.sentence == predicate.sentence and start < other.start < end and other.propbank_score >= JUDGING_FROM
        and any(one.label in {"ARG0", "ARG1"} and start <= one.start and one.end <= other.start for one in other.propbank)
        for other in output.predicates
    )  # fmt: skip


def speaker_of_cue(text: str, output: Output, frame: CueFrame, content: Sequence[ScoredSpan]) -> ScoredSpan | None:
    """The source of a cue without one, from the frame of the verb that it is."""
    inside = [one for one in output.predicates if frame.start <= one.start and one.end <= frame.end]
    found = speaker(text, output, inside[-1], content) if inside else None
    return found if found is not None and (frame.score >= ASKED_FROM or found.score >= SURE_FROM) else None


def whole_source(text: str, output: Output, frame: CueFrame, source: ScoredSpan) -> ScoredSpan:
    """The source, up to the end of the noun phrase where the model stopped inside it ("An air" of "An air force spokesman")."""
    spans = (*output.mentions, *output.names, *output.chunks)
    cutting = [
        one for one in spans
        if one.label != "time" and one.start < source.end < one.end and one.end - source.start <= _LONGEST_SOURCE
    ]  # fmt: skip
    source = _with_row(text, output, frame, _with_office(text, output, frame, source))
    words = text[source.start : source.end].strip()
    if words.lower() in _NO_HEAD:  # the article alone
        cutting += [one for one in spans if one.start in {source.start, source.end + 1}]
    if not cutting:
        return source
    end = max(one.end for one in cutting)
    subjects = [
        one for verb in output.predicates if frame.start <= verb.start < frame.end
        for one in verb.propbank if one.label == "ARG0" and one.start == source.start and one.end >= end
    ]  # fmt: skip
    end = subjects[0].end if subjects else end
    # No source reaches over its cue.
    if source.end <= frame.start < end or any(c in text[source.end : end] for c in ".!?\n"):
        return source
    return ScoredSpan(source.start, end, source.label, source.score)


def _with_office(text: str, output: Output, frame: CueFrame, source: ScoredSpan) -> ScoredSpan:
    """The source with the office in small letters before the name, where what is told ends in front: ", regional governor Ada Sol said"."""
    if source.end > frame.start or not text[source.start].isupper():
        return source
    start, _ = sentence_of(output, frame.start)
    office = _OFFICE.search(text, start, source.start)
    if office is None or behind_titles(text[office.start("office") : source.end]) != len(office["office"]):
        return source
    return ScoredSpan(office.start("office"), source.end, source.label, source.score)


def _with_row(text: str, output: Output, frame: CueFrame, source: ScoredSpan) -> ScoredSpan:
    """The source with who else "and" joins in front of it: "residents and a relief group said", behind a comma or at a sentence's start."""
    if source.end > frame.start:
        return source
    start, _ = sentence_of(output, frame.start)
    row = _ROW_BEFORE.search(text, start, source.start)
    if row is None or (row.start() > start and text[row.start()] != ","):
        return source
    if any(row.start() < verb.start < source.start and verb.propbank_score > 0.5 for verb in output.predicates):
        return source
    return ScoredSpan(row.start("first"), source.end, source.label, source.score)


def subject_over_clause(text: str, output: Output, frame: CueFrame, source: ScoredSpan | None) -> ScoredSpan | None:
    """Who speaks where the source was taken from a clause beside them ("NATO, which trains the army, said"); else None.

    Only a source inside that clause, none, or one of another sentence is put right so.
    """
    start, end = sentence_of(output, frame.start)
    clause = RELATIVE.search(text, start, frame.start)
    if clause is None or (source is not None and start <= source.start < clause.start()):
        return None
    if source is not None and frame.end <= source.start < end:
        return None
    spans = [
        one for one in (*output.mentions, *output.names, *output.chunks)
        if one.label in _SPEAKERS and one.end == clause.start() and one.start >= start
    ]  # fmt: skip
    found = min(spans, key=lambda one: one.start, default=None)
    return None if found is None else ScoredSpan(found.start, found.end, "source", LINKED_SCORE)


def speaker(text: str, output: Output, predicate: Predicate, content: Sequence[ScoredSpan]) -> ScoredSpan | None:
    """Who says what a verb of saying tells: behind "by" in the passive, else its subject, else that of the verb it goes on from."""
    start, _ = sentence_of(output, predicate.start)
    lemmas = verb_lemmas(text[predicate.start : predicate.end])
    if lemmas & voice_words().receiving or _PASSIVE.search(text, start, predicate.start):
        return _teller(text, predicate)
    for one in predicate.propbank:
        beside = one.end <= predicate.start or one.start - predicate.end <= 1
        if one.label == "ARG0" and one.score >= SPEAKER_FROM and beside and _may_speak(text, one, content):
            begin = min(
                [other.start for other in predicate.propbank if other.label == "ARG0" and other.end == one.start - 1],
                default=one.start,
            )
            return ScoredSpan(*trimmed(text, begin, one.end), "source", round(one.score, 4))
    if _GOES_ON.search(text, start, predicate.start):
        return _subject_before(text, output, predicate, content)
    if text[predicate.start : predicate.end].endswith("ing") or not lemmas & voice_words().reporting:
        return None
    found = right_before(text, output, start, predicate.start)
    return found if found is not None and _may_speak(text, found, content) else None


def _subject_before(
    text: str, output: Output, predicate: Predicate, content: Sequence[ScoredSpan]
) -> ScoredSpan | None:
    """The subject of the last verb in front of one that goes on from it ("he said, adding", "attacked them and blamed")."""
    for other in reversed(output.predicates):
        if other.sentence != predicate.sentence or other.start >= predicate.start:
            continue
        if any(one.start <= other.start < one.end for one in content):
            continue
        for one in other.propbank:
            if one.label == "ARG0" and one.score >= SPEAKER_FROM and _may_speak(text, one, content):
                return ScoredSpan(*trimmed(text, one.start, one.end), "source", LINKED_SCORE)
    return None


def right_before(text: str, output: Output, start: int, end: int) -> ScoredSpan | None:
    """Somebody whom only auxiliaries part from the verb at ``end``, or a short noun phrase that opens the sentence."""
    near = [
        one for one in (*output.mentions, *output.chunks, *output.names)
        if one.label in _SPEAKERS and start <= one.start and one.end <= end
        and _AUXILIARIES.fullmatch(text, one.end, end) and not _LED.search(text, start, one.start)
    ]  # fmt: skip
    found = max(near, key=lambda one: (one.end, one.end - one.start, one.score), default=None)
    if found is None:
        opening = _OPENING.fullmatch(text, start, max(start, end - 1))
        found = ScoredSpan(start, opening.end(), "source", LINKED_SCORE) if opening else None
    return ScoredSpan(*trimmed(text, found.start, found.end), "source", LINKED_SCORE) if found else None


def _teller(text: str, predicate: Predicate) -> ScoredSpan | None:
    for one in predicate.propbank:
        lead = _BY.match(text, one.start, one.end)
        if lead and one.start >= predicate.end and len(text[lead.end() : one.end].split()) <= 12:
            return ScoredSpan(*trimmed(text, lead.end(), one.end), "source", round(one.score, 4))
    return None


def _may_speak(text: str, one: ScoredSpan, content: Sequence[ScoredSpan]) -> bool:
    words = text[one.start : one.end].strip().lower()
    if words in _NOBODY or len(words) < 2 or words in {"the", "a", "an"}:
        return False
    return not any(span.start < one.end and one.start < span.end for span in content)
