"""Who stands beside a cue and does not say it: who is charged with it, whom it was told to, where it was told, of whom it is believed.

Also cues that say nothing: a minister who dismisses a judge denies nothing, and prosecutors who question a chairman ask him.
"""

import re
from collections.abc import Sequence

from reportedly.encoder.output import CueFrame, ScoredSpan

_BE = r"(?:(?:has|have|had|also|now|still|long|[a-z]+ly)\s+)*(?:was|were|is|are|be|been|being)\s+(?:(?:also|now|still|long|[a-z]+ly)\s+)*"
_CHARGED = re.compile(r",?\s+(?:(?:who|is|are|was|were|been|being|also)\s+)*(?:suspected|accused|convicted|guilty|acquitted)(?:\s+of)?")
_PASSIVE = re.compile(r"(?:was|were|is|are|been|being|has\s+been|have\s+been)\s", re.IGNORECASE)
# Of whom it is believed, or who was told it, has not said it.
_OF_WHOM = re.compile(
    _BE + r"(?:expected|believed|thought|feared|rumou?red|understood|estimated|presumed|said|reported|alleged|blamed|accused|suspected|"
    r"charged|indicted|told|informed|warned|advised)(?:\s+(?:to|for|of|with))?",
    re.IGNORECASE,
)
_ASKED = re.compile(_BE + r"(?:questioned|quizzed|interrogated|grilled)(?:\s+by)?", re.IGNORECASE)
_DISMISSES = re.compile(r"(?:has\s+|have\s+|had\s+|also\s+|later\s+)*dismiss(?:es|ed|ing)?", re.IGNORECASE)
_BLAMED = re.compile(_BE + r"blamed(?:\s+(?:for|on))?", re.IGNORECASE)
# Deeds of a party that are no words, whatever is written about them: "imposed a curfew", "froze their assets", "signed a truce".
_DEED = re.compile(
    r"(?:(?:has|have|had|also|later|then|[a-z]+ly)\s+)*(?:impos(?:e|es|ed|ing)|fr(?:eeze|eezes|oze|ozen|eezing)|sign(?:s|ed|ing)?|fir(?:e|es|ed|ing)"
    r"|seiz(?:e|es|ed|ing)|expel(?:s|led|ling)?|clos(?:e|es|ed|ing))",
    re.IGNORECASE,
)
_RECALL = re.compile(r"(?:(?:has|have|had|also|later|then)\s+)*recall(?:s|ed|ing)?", re.IGNORECASE)
_ENVOY = re.compile(
    r"\s+(?:(?:its|their|the|an?|all|his|her)\s+){1,2}(?:[\w’'-]+\s+){0,2}?(?:ambassadors?|envoys?|diplomats?|troops|reservists|staff)\b"
)
_OFFICE = re.compile(
    r"(?:(?:the|an?|his|her|its|their|two|three|four|five|several|some|\w+’s|\w+'s)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:judges?|ministers?|generals?|officers?|commanders?|officials?|chiefs?|governors?|mayors?|ambassadors?|envoys?|prosecutors?|heads?|directors?|"
    r"editors?|soldiers?|policemen|cabinet|government|teachers?|doctors?|employees|staff|workers|advis[eo]rs?|aides?|deput(?:y|ies)|coach)\b"
    r"(?!\s+(?:said|claims?|claimed))",
)


def is_no_source(text: str, frame: CueFrame, source: ScoredSpan) -> bool:
    """Whether a source is where it was told, whom it was told to, of whom it is told, or who is charged with it."""
    if is_charged(text, frame, source) or _where_it_was_told(text, frame, source) or _is_told(text, frame, source):
        return True
    return source.end <= frame.start and _OF_WHOM.fullmatch(text, frame.start, frame.end) is not None


def is_charged(text: str, frame: CueFrame, source: ScoredSpan) -> bool:
    """Whether a source is who is charged with it ("two men suspected of the theft")."""
    charged = source.end <= frame.start and _CHARGED.fullmatch(text, source.end, frame.end) is not None
    return charged and (text[frame.start : frame.end].endswith(" of") or text.startswith(" of ", frame.end))


def is_no_cue(text: str, frame: CueFrame, content: Sequence[ScoredSpan]) -> bool:
    """Whether a cue tells a deed and nobody's words: who is questioned, blamed by nobody, or put out of office; a truce is signed."""
    words = (text, frame.start, frame.end)
    if _ASKED.fullmatch(*words) or _DEED.fullmatch(*words):
        return True
    if _BLAMED.fullmatch(*words) and not text.startswith(" by ", frame.end):
        return True
    if _RECALL.fullmatch(*words) and _ENVOY.match(text, frame.end):
        return True
    behind = [span for span in content if span.start >= frame.end]
    return (
        bool(behind)
        and _DISMISSES.fullmatch(text, frame.start, frame.end) is not None
        and _OFFICE.match(text, behind[0].start, behind[0].end) is not None
    )


def _is_told(text: str, frame: CueFrame, source: ScoredSpan) -> bool:
    """Whether "told the Tarn Courier" has whom it was told to for who told it."""
    last = text[frame.start : frame.end].lower().split()[-1:]
    return last in (["told"], ["tells"], ["telling"]) and source.start >= frame.end and not text[frame.end : source.start].strip()


def _where_it_was_told(text: str, frame: CueFrame, source: ScoredSpan) -> bool:
    """Whether "were reported in Tarn" has where it happened for who reported it."""
    between = text[frame.end : source.start].lower().split()
    passive = _PASSIVE.match(text, frame.start, frame.end) is not None
    return passive and between[-1:] in (["in"], ["near"], ["at"], ["around"], ["across"])
