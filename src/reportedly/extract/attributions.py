"""Who is said to say what: cues with their sources and contents become attributions, one voice inside another where it is quoted."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from reportedly.encoder.output import CueFrame, Output, ScoredSpan
from reportedly.extract.calibration import attribution_evidence, calibration
from reportedly.extract.cited import cited, is_citing, is_verdict, parent_of_cited, whoever_speaks, whom_it_stands_for
from reportedly.extract.counts import who_counts
from reportedly.extract.datelines import dateline_end
from reportedly.extract.factuality import factuality_words
from reportedly.extract.mentions import trimmed
from reportedly.extract.no_sources import is_charged, is_no_cue, is_no_source
from reportedly.extract.outside import Parts, issuer_of, sources_outside
from reportedly.extract.paragraphs import of_own_paragraph
from reportedly.extract.relayed import passed_on
from reportedly.extract.responsibility import owning_frames
from reportedly.extract.statements import statement_of
from reportedly.extract.tolls import AMOUNT
from reportedly.extract.unnamed import document_seen, unnamed_speaker, who_goes_on
from reportedly.extract.voices import (
    ACCOUNTS,
    JUDGING_FROM,
    judged_accounts,
    judged_before,
    passed_over,
    sentence_number,
    sentence_of,
    speaker_of_cue,
    subject_over_clause,
    verb_lemmas,
    voice_words,
    whole_source,
)
from reportedly.schema import Attribution, SourceSpan, Span, span_of

SOURCE_FROM = 0.3
CONTENT_FROM = 0.3
CUE_FROM = 0.5
SURE_SOURCE = 0.8  # a source in front of its cue that no nearer one of the next sentence takes the place of
_ROW = re.compile(r"\s+(?:(?:[\w’'-]+\s+){1,4}and\s+)?")
_HEADING_UP_TO = 60
_ENDINGS = tuple(".!?:;,\"'”’)")
_ACCUSED = re.compile(r"(?:has|have|had)\s+(?:also\s+)?been\s+\w+ed\b")  # nobody of the sentence before says so
_SAYS_NOTHING = re.compile(
    r"(?:(?:did|does|do|has|have|had|would|could)\s+not|(?:did|does|would)n[’']t|declined\s+to|refused\s+to|not)\s+(?:immediately\s+)?"
    r"(?:say|said|give|given|specify|specified|reveal|revealed|disclose|disclosed|explain|explained|comment|elaborate|mention|mentioned|name|named)\b",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s+(?:and|but)\s+(?:has\s+|have\s+|had\s+|also\s+|later\s+|[a-z]+ly\s+){0,3}\Z")
_REPLY = re.compile(r"(?:,\s+(?:but|while|whereas|although)|\A(?:but|while|whereas))\s+(?:the\s+|an?\s+|its\s+|their\s+)?\Z")
_NO_ONE = re.compile(r"(?:no|nobody|none)\b(?!\s+(?:fewer|less))", re.IGNORECASE)
_SPEAKERS = re.compile(r"\s+(?!(?:he|she|it|they|who|which|and|but)\b)(?:[\w’'.-]+\s+){1,8}")
_QUOTES = '"“”„«»'
_KNOWN = re.compile(r"(?<=\w)\s+(?:who|which|that)\s+(?:was|were|has|have|had)\s+(?:been\s+|also\s+|already\s+|[a-z]+ly\s+)*\Z")
# What may follow the cue of a clause told before it, and what opens a sentence and is no part of what is told.
_CLOSED = re.compile(
    r"\s*(?:(?:late |early )?(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
    r"|(?<=told) (?:reporters|journalists|(?:the )?(?:[A-Z][\w’'.-]* ?){1,4})"
    r"|in (?:an?|its|his|her|their|the) (?:\w+ ){0,2}(?:statement|report|update|tweet|interview|broadcast|message|post|letter|video)"
    r"|(?:speaking )?on (?:the )?condition of anonymity|by (?:tele)?phone| )*\s*(?:[,.;!?]|$)"
)
# How many speak stands in front of who speaks: ", two security officials said".
_COUNTED = re.compile(rf"\s*(?:(?:the|a|an|at least|about|some|several|both|{AMOUNT})\s+)*", re.IGNORECASE)
_LEAD = re.compile(r"(?:But|And|However,|Meanwhile,|Yet|Still,|Also,)\s+")

EntityAt = Callable[[int, int], str | None]


def find_attributions(text: str, output: Output, entity_at: EntityAt, title: str | None = None) -> tuple[Attribution, ...]:
    """Attributions in the order of their cues; ``entity_at(start, end)`` gives the entity that a source's words refer to.

    A cue without content is none. A source that the model does not find is sought in the frame of the cue's verb, then in the
    sentences around; where nobody is named the source is None. "The statement" is the entity of those who issued it.
    """
    made = []
    for number, one in enumerate(attribution_parts(text, output, title)):
        voice = one[1] and (issuer_of(text, output, one[1]) or whom_it_stands_for(text, output, one[1]) or one[1])
        made.append(_attribution(text, number, one, entity_at(voice.start, voice.end) if voice else None))
    return tuple(_with_parents(made))


def attribution_parts(text: str, output: Output, title: str | None = None) -> list[Parts]:
    """The cue, the source and the contents that each attribution is made of, in the order of the cues."""
    frames = [frame for frame in output.cues if frame.score >= CUE_FROM]
    frames += passed_over(text, output, frames)
    frames += judged_before(text, output, frames)
    frames = passed_on(text, output, frames)
    frames += who_counts(text, output, frames)
    owning = owning_frames(text, output, frames)
    owned = {frame.start for frame in owning}
    frames = [frame for frame in frames if frame.start not in owned] + owning
    kept: list[Parts] = []
    frames = sorted(frames, key=lambda frame: (frame.start, frame.end))
    judged = judged_accounts(text, frames)
    for number, frame in enumerate(frames):
        content = [span for span in frame.arguments if span.label == "content" and span.score >= CONTENT_FROM]
        content = [span for span in content if not (span.start < frame.end and frame.start < span.end)]
        content = [of_own_paragraph(text, frame, span) for span in content]
        content = [cut for span in content if (cut := _without_heading(text, _of_own_line(text, frame, span))) is not None]
        sources = [span for span in frame.arguments if span.label == "source" and span.score >= SOURCE_FROM]
        sources = [span for span in sources if not is_no_source(text, frame, span)]
        if _ACCUSED.match(text, frame.start):
            here = sentence_number(output, frame.start)
            sources = [span for span in sources if sentence_number(output, span.start) == here]
        source = _nearest(frame, _of_own_sentence(output, frame, sources))
        source = unnamed_speaker(text, output, frame) or subject_over_clause(text, output, frame, source) or source
        source = who_goes_on(text, output, frame, frames, source) or source
        if not content and source is not None:
            source, content = _rest_of_sentence(text, output, frame, source)
        elif not content and (told := _told_behind(text, output, frame)) is not None:
            source, content = told
        if number in judged:
            kept += [(frame, None, content)] if content else []
            continue
        if content:
            source = source and whoever_speaks(text, output, frame, source)
            source = source or speaker_of_cue(text, output, frame, content)
            if is_verdict(text, frame) and (source is None or _NO_ONE.match(text, source.start)):
                continue
            if is_no_cue(text, frame, content):
                continue
            source = None if source is not None and is_charged(text, frame, source) else source
            source = whole_source(text, output, frame, document_seen(text, frame, source)) if source is not None else None
            kept.append((frame, source, _clause_before(text, output, frame, source, content)))
    kept = [_without_next_verb(text, one, kept) for one in kept if not _names_a_voice(one, kept)]
    kept = [_without_reply(text, one, kept) for one in kept]
    found = sources_outside(text, output, [_without_others_words(text, output, one, kept) for one in kept])
    voices = cited(text, output, found)
    cues = {parts[0].start for parts in voices}
    found = [parts for parts in found if parts[0].start not in cues] + voices
    return sorted([*statement_of(text, title), *found], key=lambda parts: (parts[0].start, parts[0].end))


def _without_others_words(text: str, output: Output, parts: Parts, every: Sequence[Parts]) -> Parts:
    """The parts, less what another sentence says by a voice of its own.

    "..., hospital officials said. Residents said two jets circled": the second sentence opens with who says it, and no quotation mark makes
    it the officials' words.
    """
    frame, source, content = parts
    here = sentence_number(output, frame.start)
    own = [span for span in content if sentence_number(output, span.start) == here]
    if not own or len(own) == len(content):
        return parts
    kept = [
        span
        for span in content
        if span in own
        or text[span.start] in "\"“'‘«"
        or not any(_opens(span, other) for other in every if other is not parts)
    ]
    return frame, source, kept


def _names_a_voice(parts: Parts, every: Sequence[Parts]) -> bool:
    """Whether a cue ends another's source and is no voice of its own ("a police statement said")."""
    cue, _, _ = parts
    return any(
        other[1].start < cue.start and cue.end == other[1].end and other[1].end <= other[0].start <= other[1].end + 2
        for other in every if other is not parts and other[1] is not None
    )  # fmt: skip


def _without_next_verb(text: str, parts: Parts, every: Sequence[Parts]) -> Parts:
    """The parts, less what the same voice says by another verb behind "and" ("gave no details of the deal and denied that ...")."""
    frame, source, content = parts
    if source is None:
        return parts
    made = []
    for span in content:
        nexts = [
            other[0].start for other in every
            if other is not parts and other[1] is not None and other[1].start == source.start and span.start < other[0].start < span.end
        ]  # fmt: skip
        link = _AND.search(text, span.start, min(nexts)) if nexts and source.end <= span.start else None
        made.append(ScoredSpan(span.start, link.start(), span.label, span.score) if link and link.start() > span.start else span)
    return frame, source, made


def _without_reply(text: str, parts: Parts, every: Sequence[Parts]) -> Parts:
    """The parts, less what another voice says against it in the same sentence (", but the rebels denied that ...").

    In "..., his office said, while the rebels said that ..." the second clause is a content of its own, and goes.
    """
    frame, source, content = parts
    if source is None:
        return parts
    made = []
    for span in content:
        replies = [
            other[1].start for other in every
            if other is not parts and other[1] is not None and span.start < other[1].start < other[0].start < span.end
            and text[span.start] not in _QUOTES
        ]  # fmt: skip
        links = [link for at in replies if (link := _REPLY.search(text[span.start : at])) is not None]
        end = min((span.start + link.start() for link in links), default=span.end)
        made += [ScoredSpan(span.start, end, span.label, span.score)] if end > span.start else []
    return (frame, source, made) if made else parts


def _of_own_line(text: str, frame: CueFrame, span: ScoredSpan) -> ScoredSpan:
    """What a cue in a heading tells, without the text below the heading."""
    stop = text.find("\n", span.start, span.end)
    own = frame.end <= span.start and stop > 0 and "\n" not in text[frame.end : span.start]
    if not own or not text[span.start : stop].strip() or text[:stop].rstrip()[-1:] in _ENDINGS:
        return span
    return ScoredSpan(*trimmed(text, span.start, stop), span.label, span.score)


def _opens(span: ScoredSpan, other: Parts) -> bool:
    """Whether a voice stands at the beginning of a span, and its cue behind it."""
    frame, source, _ = other
    return source is not None and source.start <= span.start + len("The ") and source.end <= frame.start < span.end


def parts_evidence(parts: Parts) -> dict[str, float]:
    """The evidence for an attribution made of these parts."""
    cue, source, content = parts
    return attribution_evidence(cue.score, source.score if source else None, max(span.score for span in content))


def _rest_of_sentence(
    text: str, output: Output, frame: CueFrame, source: ScoredSpan
) -> tuple[ScoredSpan, list[ScoredSpan]]:
    """What a sentence says where the model found who said it and not what: all before ", residents said." or behind "said that".

    Of several sources in a row ("residents and a group") the model may have taken the last: the row is the source.
    """
    start, end = next(((a, b) for a, b in output.sentences if a <= frame.start < b), (frame.start, frame.end))
    first, last = min(source.start, frame.start), max(source.end, frame.end)
    if not any(character.isalnum() for character in text[last:end]):
        comma = text.rfind(",", start, first)
        if comma > start and _ROW.fullmatch(text, comma + 1, first):
            begin = min(source.start, comma + 2) if source.start < frame.start else source.start
            whole = ScoredSpan(begin, source.end, source.label, source.score)
            return whole, [ScoredSpan(start, comma, "content", CONTENT_FROM)]
    elif source.end <= frame.start and text.startswith(" that ", frame.end) and frame.end + 6 < end:
        return source, [ScoredSpan(*trimmed(text, frame.end + 1, end), "content", CONTENT_FROM)]
    return source, []


def _told_behind(text: str, output: Output, frame: CueFrame) -> tuple[ScoredSpan, list[ScoredSpan]] | None:
    """Who told all of the clause before ", residents said by phone.", where the model found the verb alone."""
    start, end = sentence_of(output, frame.start)
    comma = text.rfind(",", start, frame.start)
    if comma <= start or not verb_lemmas(text[frame.start : frame.end].split()[-1]) & voice_words().reporting:
        return None
    if _CLOSED.match(text, frame.end, end) is None or _SPEAKERS.fullmatch(text, comma + 1, frame.start) is None:
        return None
    start = dateline_end(text, start)
    quoted = any(character in _QUOTES for character in text[start : frame.start])
    inside = any(comma < verb.start < frame.start and verb.propbank_score >= JUDGING_FROM for verb in output.predicates)
    if quoted or inside or not _tells(output, start, comma):
        return None
    source = ScoredSpan(*trimmed(text, comma + 1, frame.start), "source", CONTENT_FROM)
    return source, [ScoredSpan(start, comma, "content", CONTENT_FROM)]


def _clause_before(
    text: str, output: Output, frame: CueFrame, source: ScoredSpan | None, content: list[ScoredSpan]
) -> list[ScoredSpan]:
    """The contents, with all of the clause in front of ", residents said." or ", residents said, ..." where they hold a part of it.

    The model may stop at the clause's subject or keep only what comes behind the cue; who is named behind a clause told all of it.
    """
    if source is None:
        return content
    start, end = next(((a, b) for a, b in output.sentences if a <= frame.start < b), (frame.start, frame.end))
    first, last = min(source.start, frame.start), max(source.end, frame.end)
    comma = text.rfind(",", start, first)
    if comma <= start or not _COUNTED.fullmatch(text, comma + 1, first) or not _CLOSED.match(text, last, end):
        return content
    start = dateline_end(text, start)
    lead = _LEAD.match(text, start, comma)
    begin = lead.end() if lead else start
    before = [one for one in content if one.end <= first]
    if any(one.start <= begin and one.end >= comma - 1 for one in before) or any(c in _QUOTES for c in text[begin:comma]):
        return content
    if not before and not _tells(output, begin, comma):
        return content
    score = max(one.score for one in content)
    return [ScoredSpan(begin, comma, "content", score), *(one for one in content if one.start >= last)]


def _tells(output: Output, start: int, end: int) -> bool:
    """Whether a verb with its subject stands between two offsets."""
    return any(
        start < verb.start < end and verb.propbank_score >= JUDGING_FROM
        and any(one.label in {"ARG0", "ARG1"} and start <= one.start and one.end <= verb.start for one in verb.propbank)
        for verb in output.predicates
    )  # fmt: skip


def _without_heading(text: str, span: ScoredSpan) -> ScoredSpan | None:
    """The span without a heading in front (a short paragraph that ends without a stop); None where no word is left."""
    start = span.start
    while True:
        stop = text.find("\n", start, span.end)
        line = text[start:stop].strip() if stop >= 0 else ""
        if stop < 0 or len(line) > _HEADING_UP_TO or line[-1:] in _ENDINGS:
            break
        start = stop + 1
    while start < span.end and text[start].isspace():
        start += 1
    if not any(character.isalnum() for character in text[start : span.end]):
        return None
    return ScoredSpan(start, span.end, span.label, span.score)


def _of_own_sentence(output: Output, frame: CueFrame, sources: Sequence[ScoredSpan]) -> Sequence[ScoredSpan]:
    """The sources that stand in the cue's sentence in front of it, where there are any; else all."""
    here = sentence_number(output, frame.start)
    own = [one for one in sources if one.end <= frame.start and one.score >= SURE_SOURCE and sentence_number(output, one.start) == here]
    return own or sources


def _nearest(frame: CueFrame, sources: Sequence[ScoredSpan]) -> ScoredSpan | None:
    """Of several sources the one nearest to the cue, sooner a sure one than a doubtful one."""

    def cost(span: ScoredSpan) -> tuple[float, int]:
        gap = max(span.start - frame.end, frame.start - span.end, 0)
        return gap * (1.5 - span.score), span.start

    return min(sources, key=cost, default=None)


def _attribution(text: str, number: int, parts: Parts, entity: str | None) -> Attribution:
    frame, source, content = parts
    made: SourceSpan | None = None
    if source is not None:
        made = SourceSpan(start=source.start, end=source.end, text=text[source.start : source.end], entity=entity)
    spans = tuple(span_of(text, span.start, span.end) for span in content)
    return Attribution(
        id=f"a{number + 1}",
        kind=_kind(text, spans),
        source=made,
        cue=span_of(text, frame.start, frame.end),
        content=spans,
        score=calibration().attributions.scored(parts_evidence(parts)),
    )


def _kind(text: str, content: Sequence[Span]) -> Literal["direct", "indirect", "mixed"]:
    """Direct where quotation marks hold all of it, mixed where they hold a part, indirect where there are none."""
    marks = 0
    whole = True
    for span in content:
        around = text[max(0, span.start - 1) : min(len(text), span.end + 1)]
        inside = span.text.strip()
        marks += sum(character in _QUOTES for character in around)
        whole = (
            whole
            and (inside[:1] in _QUOTES or around[:1] in _QUOTES)
            and any(character in _QUOTES for character in around.rstrip()[-3:])
        )
    if not marks:
        return "indirect"
    return "direct" if whole else "mixed"


def _with_parents(made: list[Attribution]) -> list[Attribution]:
    """Each attribution's parent: the one with the shortest content that holds its cue (and is not held by its own)."""
    found: list[Attribution] = []
    for one in made:
        holders = [
            other for other in made
            if other is not one and _holds(other, one.cue.start, one.cue.end) and not _holds(one, other.cue.start, other.cue.end)
        ]  # fmt: skip
        nearest = parent_of_cited(one, made) or min(
            holders, key=lambda other: sum(span.end - span.start for span in other.content), default=None
        )
        found.append(one if nearest is None else _replaced(one, nearest.id))
    return found


def _replaced(one: Attribution, parent: str) -> Attribution:
    return Attribution(
        id=one.id, kind=one.kind, source=one.source, cue=one.cue, content=one.content, parent=parent, score=one.score
    )


def _holds(attribution: Attribution, start: int, end: int) -> bool:
    return any(span.start <= start and end <= span.end for span in attribution.content)


def voices_over(attributions: Sequence[Attribution], start: int, end: int) -> tuple[Attribution, ...]:
    """The attributions whose content holds these characters, innermost voice first."""
    holding = [one for one in attributions if _holds(one, start, end) and not _is_nobody(one) and not takes_for_granted(one, start)]
    return tuple(
        sorted(holding, key=lambda one: (sum(span.end - span.start for span in one.content), not is_citing(one.cue.text), one.cue.start))
    )


def takes_for_granted(one: Attribution, start: int) -> bool:
    """Whether who pledges or asks for something has not said what begins at ``start``: a relative clause that says what is known of it.

    Who pledges to halt "fighting that has displaced thousands" tells of no displaced.
    """
    words = {word.lower() for word in one.cue.text.split()}
    if not any(words & forms for forms in factuality_words().cue_modality.values()):
        return False
    holding = next((span for span in one.content if span.start <= start < span.end), None)
    return holding is not None and _KNOWN.search(holding.text[: start - holding.start]) is not None


def _is_nobody(one: Attribution) -> bool:
    """Whether nobody says it: "No group has claimed the attack", "He did not say how many were killed"."""
    nobody = one.source is not None and _NO_ONE.match(one.source.text) is not None
    return nobody or _SAYS_NOTHING.match(one.cue.text) is not None


def judging_voice(voices: Sequence[Attribution]) -> Attribution:
    """Of a chain of voices (innermost first, at least one) the one that says what it makes of the claim.

    Nobody in particular makes "claims that ...": whoever rejects them judges what they say.
    """
    inner = voices[0]
    taken_up = inner.source is None and not ACCOUNTS.isdisjoint(inner.cue.text.lower().split()[-1:])
    return voices[1] if taken_up and len(voices) > 1 else inner
