"""Words that are passed on: "he had been told by refugees that ...", "told the court that witnesses had said ...".

The encoder was taught on texts that mark no voice inside another's words, and hardly finds one. These are the plain forms: who was told,
or heard, names who told them; and a clause that somebody tells may begin with who says the rest of it.
"""

import re
from collections.abc import Sequence

from reportedly.encoder.output import CueFrame, Output, Predicate, ScoredSpan
from reportedly.extract.mentions import trimmed
from reportedly.extract.voices import JUDGING_FROM, PLAIN_SCORE, sentence_of, speaker

_WHO = r"(?P<who>(?:(?!(?:that|who|which|by|from)\b)[\w’'.-]+\s+){1,7}?)"
_TOLD_BY = re.compile(
    r"\b(?P<cue>(?:(?:had|has|have)\s+been|was|were|is|are|been|being)\s+(?:also\s+|later\s+)?(?:told|informed|assured|warned))\s+by\s+"
    + _WHO + r"(?P<what>that\s+\S)"
)  # fmt: skip
_HEARD_FROM = re.compile(
    r"\b(?P<cue>(?:(?:had|has|have)\s+)?(?:also\s+|later\s+)?(?:heard|hears?|learned|learnt))\s+from\s+" + _WHO + r"(?P<what>that\s+\S)"
)
_SAYS = (
    r"(?:said|say|says|claimed|claims?|alleged|alleges?|insisted|insists?|reported|complained|complains?|confirmed|confirms?|denied|denies|deny|testified|"
    r"warned|believed|feared|admitted|acknowledged|told\s+(?:him|her|them|us|me|it))"
)
_OPENS = re.compile(
    r"[\"“]?\s*(?:that\s+)?(?P<who>(?!(?:he|she|it|they|we|I|there|this|what|if|when|while|as|so|because|although)\b)(?:(?!(?:that|who|which|had|has|have|and|but)\b)[\w’'-]+\s+){1,5}?)"
    r"(?P<cue>(?:(?:had|have|has)\s+)?(?:also\s+|later\s+|repeatedly\s+)?(?P<verb>" + _SAYS + r"))\s+(?P<what>\S)",
    re.IGNORECASE,
)  # fmt: skip
# No "that" is needed behind these.
_BARE = re.compile(r"(?:said|say|says|claim|claims|claimed|alleged|alleges?|insisted|insists?|feared|believed)")


_PLEADS = re.compile(
    r"(?P<cue>(?:(?:has|have|had|will|also|formally)\s+)*(?:pleads?|pleaded|pled|pleading)\s+(?:not\s+)?guilty)\s+(?:to|on)\s+(?P<what>[^.;\n]{3,160}?)"
    r"(?=[.;\n]|,\s+(?:but|and\s+(?:says?|said|was|is|has|have))\b|\s+(?:but|and\s+(?:says?|said|was|is|has|have))\b|\Z)"
)


_AGE = re.compile(r"(?:,\s*\d+)?,?\s+")


def passed_on(text: str, output: Output, frames: Sequence[CueFrame]) -> list[CueFrame]:
    """The frames of a report's cues with those of who told, or was heard by, whoever tells it on."""
    made: list[CueFrame] = []
    for start, end in output.sentences:
        for match in (*_TOLD_BY.finditer(text, start, end), *_HEARD_FROM.finditer(text, start, end)):
            made.append(_frame(text, match, _end_over(match.start("what"), end, frames)))
        made += [one for match in _PLEADS.finditer(text, start, end) if (one := _plea(text, output, match)) is not None]
    for frame in frames:
        for span in frame.arguments:
            if span.label == "content":
                inner = _opening(text, output, span, [*frames, *made])
                made += [inner] if inner is not None else []
    return [one for one in frames if not any(one.start < new.end and new.start < one.end for new in made)] + made


def _opening(text: str, output: Output, span: ScoredSpan, frames: Sequence[CueFrame]) -> CueFrame | None:
    """Who says the rest of a content that begins with them ("that survivors had said gunmen attacked a clinic")."""
    match = _OPENS.match(text, span.start, span.end)
    if match is None or any(one.start < match.end("cue") and match.start("cue") < one.end for one in frames):
        return None
    last = min(span.end, sentence_of(output, match.start("verb"))[1])
    verbs = [one for one in output.predicates if one.propbank_score >= JUDGING_FROM]
    if not any(match.start("verb") <= one.start < match.end("verb") for one in verbs):
        return None
    that = text.startswith("that ", match.start("what"))
    if not that and not (_BARE.fullmatch(match["verb"].lower()) and _holds_clause(verbs, match.start("what"), last)):
        return None
    return _frame(text, match, last)


def _holds_clause(verbs: Sequence[Predicate], start: int, end: int) -> bool:
    """Whether a verb with its subject in front of it stands between two offsets."""
    return any(
        start < one.start < end
        and any(each.label in {"ARG0", "ARG1"} and start <= each.start and each.end <= one.start for each in one.propbank)
        for one in verbs
    )


def _plea(text: str, output: Output, match: re.Match[str]) -> CueFrame | None:
    """Who pleads guilty, or not guilty, and to what, as a frame; whoever they are must be the verb's subject."""
    content = ScoredSpan(*trimmed(text, *match.span("what")), "content", PLAIN_SCORE)
    verb = next((one for one in output.predicates if match.start("cue") <= one.start < match.end("cue")), None)
    source = speaker(text, output, verb, [content]) if verb is not None else None
    if source is None:
        start, _ = sentence_of(output, match.start("cue"))
        named = [one for one in (*output.mentions, *output.names) if one.label == "person" and start <= one.start]
        beside = (one for one in named if one.end <= match.start("cue") and _AGE.fullmatch(text, one.end, match.start("cue")))
        near = max(beside, key=lambda one: one.score, default=None)
        source = None if near is None else ScoredSpan(near.start, near.end, "source", near.score)
    return None if source is None else CueFrame(*match.span("cue"), PLAIN_SCORE, (source, content))


def _end_over(at: int, end: int, frames: Sequence[CueFrame]) -> int:
    """Where the content that holds an offset ends, or the sentence where none does."""
    contents = [span for one in frames for span in one.arguments if span.label == "content"]
    return min((span.end for span in contents if span.start < at < span.end), default=end)


def _frame(text: str, match: re.Match[str], end: int) -> CueFrame:
    who = trimmed(text, *match.span("who"))
    content = trimmed(text, match.start("what"), end)
    spans = (ScoredSpan(*who, "source", PLAIN_SCORE), ScoredSpan(*content, "content", PLAIN_SCORE))
    return CueFrame(*match.span("cue"), PLAIN_SCORE, spans)
