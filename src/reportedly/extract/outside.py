"""Sources that stand in another sentence than the words: quotations that go on, cues without a subject, accounts named afterwards."""

import re
from collections.abc import Sequence

from reportedly.encoder.output import CueFrame, Output, Predicate, ScoredSpan
from reportedly.extract.mentions import trimmed
from reportedly.extract.quotations import quoted_sentences
from reportedly.extract.voices import LINKED_SCORE, SPEAKER_FROM, sentence_number, verb_lemmas, voice_words

Parts = tuple[CueFrame, ScoredSpan | None, list[ScoredSpan]]

_ISSUERS_BACK = 2  # sentences in which "the statement" is looked for
_BEFORE_OPENING_CUE = re.compile(
    r"[\"“—–•*-]?\s*(?:(?:And|But|Then|Also|Later|Still|Instead|Then also)\s+)?(?:[a-z]+ly\s+)?"
)
_OPENING_PARTICIPLE = re.compile(r"[A-Z][a-z]+ing\b")
_OPENING_VERB = re.compile(r"[A-Z][a-z]+s\b")  # of a subheading: "Spurns offer"
_TRANSCRIPT = re.compile(r"[\"“]?\s*(?:\(|[A-Z][A-Z.’' -]+:)")
_FROM = r"(?:from|by|of|to)\s+"
_TAKEN_UP = re.compile(
    r"(?:The|That|This|Those|These)\s+(?:[a-z]+\s+)?(?:figures?|numbers?|tolls?|accounts?|claims?|reports?|information|news|allegations?|"
    r"announcements?|accusations?|estimates?|versions?|details?|counts?|tally|assertions?|complaints?|warnings?|charges?|tip|word)\s+"
    r"(?P<cue>(?:came|comes|come|was\s+\w+|were\s+\w+|is\s+\w+|originated|stems?|stemmed)\s+(?:from|by))\s+"
)
_SPEAKER_WAS = re.compile(
    r"(?:The|Those|These|His|Her)\s+(?P<cue>(?:speakers?|words|remarks|comments|voice|account|testimony|memories|story)\s+"
    r"(?:was|were|is|are|came|comes|belongs?|belonged))\s+(?:(?:those|that)\s+)?(?:" + _FROM + r")?"
)
_PASSIVE_CUE = re.compile(r"(?:was|were|is|are|has\s+been|have\s+been)\b", re.IGNORECASE)
_NOBODY = re.compile(r"[\"“]?(?:It|There)\s+(?:was|is|were|has|had)\b")
_WENT_ON = re.compile(r"(?:They|He|She|It|The\s+(?:men|women|gunmen|group))\s+(?:had|would)\s+")
_DOCUMENT = re.compile(r"(?:the|this|that|its|their|his|her)\s+(?:[\w’'-]+\s+){0,2}?(?P<noun>[\w’'-]+)", re.IGNORECASE)
_BY_WHOM = re.compile(r"\s+(?:from|by|of)\s+")
_STOPS = ".?!"


def sources_outside(text: str, output: Output, parts: Sequence[Parts]) -> list[Parts]:
    """The attributions with sources and contents that stand outside their cue's sentence, in the order of the cues."""
    filled = [_with_source_before(text, output, number, parts) for number, _ in enumerate(parts)]
    filled += _told_afterwards(text, output, filled)
    filled.sort(key=lambda one: (one[0].start, one[0].end))
    return _going_on(text, output, filled)


def issuer_of(text: str, output: Output, source: ScoredSpan) -> ScoredSpan | None:
    """Who speaks in a document that is taken up ("the statement said"): who issued it in the sentence or two before."""
    words = voice_words()
    document = _DOCUMENT.fullmatch(text, source.start, source.end)
    if document is None or not verb_lemmas(document["noun"]) & words.documents:
        return None
    here = sentence_number(output, source.start)
    for predicate in reversed(output.predicates):
        if here - _ISSUERS_BACK <= predicate.sentence < here:
            found = _publisher(text, predicate)
            if found is not None:
                return found
    return None


def _publisher(text: str, predicate: Predicate) -> ScoredSpan | None:
    """Who publishes a document in this predicate's frame; also who stands behind "a statement by"."""
    words = voice_words()
    if not verb_lemmas(text[predicate.start : predicate.end]) & words.publishing:
        return None
    if not any(_names_document(text, one) for one in predicate.propbank if one.label == "ARG1"):
        return None
    return _subject(text, predicate)


def _names_document(text: str, one: ScoredSpan) -> bool:
    return any(
        verb_lemmas(word) & voice_words().documents for word in re.findall(r"[^\W\d_]+", text[one.start : one.end])[:8]
    )


def _subject(text: str, predicate: Predicate) -> ScoredSpan | None:
    for one in predicate.propbank:
        if one.label == "ARG0" and one.score >= SPEAKER_FROM and one.end <= predicate.start:
            return ScoredSpan(*trimmed(text, one.start, one.end), "source", round(one.score, 4))
    return None


def _with_source_before(text: str, output: Output, number: int, parts: Sequence[Parts]) -> Parts:
    """The attribution, with the source that the sentence before gives where its own has none."""
    frame, source, content = parts[number]
    here = sentence_number(output, frame.start)
    if source is not None or here == 0:
        return parts[number]
    start, _ = output.sentences[here]
    if _BEFORE_OPENING_CUE.fullmatch(text, start, frame.start) and _without_subject(text, output, here, frame):
        found = _voice_of(output, here - 1, parts[:number]) or _first_subject(text, output, here - 1)
    elif _PASSIVE_CUE.match(text, frame.start) and _NOBODY.match(text, start):
        found = _telling(text, output, here - 1)
    else:
        return parts[number]
    return (frame, found, content) if found is not None else parts[number]


def _without_subject(text: str, output: Output, here: int, frame: CueFrame) -> bool:
    """Whether a cue that opens its sentence is a participle ("Adding"), or the verb of a heading's second line ("Spurns offer")."""
    if _OPENING_PARTICIPLE.match(text, frame.start, frame.end):
        return True
    _, before = output.sentences[here - 1]
    return _OPENING_VERB.match(text, frame.start, frame.end) is not None and text[before - 1] not in _STOPS


def _voice_of(output: Output, sentence: int, parts: Sequence[Parts]) -> ScoredSpan | None:
    """The source of the last attribution whose cue stands in a sentence."""
    for frame, source, _ in reversed(parts):
        if source is not None and sentence_number(output, frame.start) == sentence:
            return ScoredSpan(source.start, source.end, "source", LINKED_SCORE)
    return None


def _first_subject(text: str, output: Output, sentence: int) -> ScoredSpan | None:
    for predicate in output.predicates:
        if predicate.sentence == sentence:
            found = _subject(text, predicate)
            if found is not None:
                return found
    return None


def _telling(text: str, output: Output, sentence: int) -> ScoredSpan | None:
    """Who told the press something in a sentence, or published a document there."""
    for predicate in output.predicates:
        if predicate.sentence == sentence:
            tells = verb_lemmas(text[predicate.start : predicate.end]) & voice_words().telling
            found = _subject(text, predicate) if tells else _publisher(text, predicate)
            if found is not None:
                return found
    return None


def _told_afterwards(text: str, output: Output, parts: Sequence[Parts]) -> list[Parts]:
    """Attributions of a sentence, or of a quotation, whose voice the next sentence names ("The figure came from ...")."""
    quoted = quoted_sentences(text, output.sentences)
    made: list[Parts] = []
    for number in range(1, len(output.sentences)):
        start, end = output.sentences[number]
        if number in quoted:
            continue
        if number - 1 in quoted:
            first = number - 1
            while first - 1 in quoted and quoted[first - 1] == quoted[number - 1]:
                first -= 1
            content = ScoredSpan(output.sentences[first][0], output.sentences[number - 1][1], "content", LINKED_SCORE)
            link = None if _told(content, parts) else _speaker_named(text, output, number, parts)
        else:
            content = ScoredSpan(
                output.sentences[number - 1][0],
                _without_stop(text, output.sentences[number - 1]),
                "content",
                LINKED_SCORE,
            )
            link = _named_behind(text, output, _TAKEN_UP.match(text, start, end), end)
        if link is not None:
            made.append((link[0], link[1], [content]))
    return made


def _without_stop(text: str, sentence: tuple[int, int]) -> int:
    start, end = sentence
    return end - 1 if end - start > 1 and text[end - 1] in _STOPS else end


def _told(content: ScoredSpan, parts: Sequence[Parts]) -> bool:
    """Whether somebody says these words already."""
    return any(span.start < content.end and content.start < span.end for _, _, spans in parts for span in spans)


def _named_behind(
    text: str, output: Output, match: re.Match[str] | None, end: int
) -> tuple[CueFrame, ScoredSpan] | None:
    """The cue of a match and the mention that begins where it ends."""
    if match is None:
        return None
    at = match.end()
    near = [
        one for one in (*output.mentions, *output.names, *output.chunks) if at <= one.start <= at + 4 and one.end <= end
    ]
    source = max(near, key=lambda one: (one.end - one.start, one.score), default=None)
    if source is None:
        return None
    return _cue(*match.span("cue")), ScoredSpan(source.start, source.end, "source", LINKED_SCORE)


def _cue(start: int, end: int) -> CueFrame:
    return CueFrame(start, end, LINKED_SCORE, ())


def _speaker_named(
    text: str, output: Output, number: int, parts: Sequence[Parts]
) -> tuple[CueFrame, ScoredSpan] | None:
    """Whose words a quotation is, as the sentence behind it says: "The speaker was ...", or a verb of speaking and its subject."""
    start, end = output.sentences[number]
    named = _named_behind(text, output, _SPEAKER_WAS.match(text, start, end), end)
    if named is not None:
        return named
    for predicate in output.predicates:
        if (
            predicate.sentence != number
            or not verb_lemmas(text[predicate.start : predicate.end]) & voice_words().speaking
        ):
            continue
        source = _subject(text, predicate)
        said = any(frame.start < predicate.end and predicate.start < frame.end for frame, _, _ in parts)
        if source is not None and not said:
            return _cue(predicate.start, predicate.end), source
    return None


def _going_on(text: str, output: Output, parts: Sequence[Parts]) -> list[Parts]:
    """The attributions, with the quoted sentences behind each that nobody else says, and what goes on in the past perfect."""
    quoted = quoted_sentences(text, output.sentences)
    made = [(frame, source, list(content)) for frame, source, content in parts]
    reach = [_reach(output, one) for one in made]
    spoken = {sentence: number for number, (first, last) in enumerate(reach) for sentence in range(first, last + 1)}
    for sentence in range(1, len(output.sentences)):
        number = spoken.get(sentence - 1)
        if sentence in spoken or number is None:
            continue
        start, end = output.sentences[sentence]
        before = output.sentences[sentence - 1]
        _, source, content = made[number]
        near = "\n" not in text[before[1] : start]
        if sentence in quoted:
            unclosed = sentence - 1 in quoted and not quoted[sentence - 1][2]
            if (near or unclosed) and _quotes(text, content) and not _TRANSCRIPT.match(text, start, end):
                content.append(ScoredSpan(start, end, "content", LINKED_SCORE))
                spoken[sentence] = number
        elif near and source is not None and _WENT_ON.match(text, start, end) and _in_past_perfect(text, content):
            content.append(ScoredSpan(start, _without_stop(text, (start, end)), "content", LINKED_SCORE))
            spoken[sentence] = number
    return [(frame, source, _joined(text, content)) for frame, source, content in made]


def _reach(output: Output, one: Parts) -> tuple[int, int]:
    """The first and last sentence that an attribution's cue and contents stand in."""
    frame, _, content = one
    numbers = [sentence_number(output, frame.start)]
    numbers += [sentence_number(output, at) for span in content for at in (span.start, max(span.start, span.end - 1))]
    return min(numbers), max(numbers)


def _quotes(text: str, content: Sequence[ScoredSpan]) -> bool:
    return any(mark in text[max(0, span.start - 1) : span.end + 2] for span in content for mark in '“”"«»')


def _in_past_perfect(text: str, content: Sequence[ScoredSpan]) -> bool:
    """Whether something was told in indirect speech about an earlier time ("had abandoned")."""
    return not _quotes(text, content) and any(re.search(r"\bhad\b", text[span.start : span.end]) for span in content)


def _joined(text: str, content: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """The spans in order; those with only white space between are one."""
    made: list[ScoredSpan] = []
    for span in sorted(content, key=lambda one: (one.start, one.end)):
        last = made[-1] if made else None
        if (
            last is not None
            and span.score == LINKED_SCORE
            and not text[last.end : span.start].strip()
            and last.end <= span.start
        ):
            made[-1] = ScoredSpan(last.start, span.end, last.label, last.score)
        else:
            made.append(span)
    return made
