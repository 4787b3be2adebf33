"""How sure an event is: what the verbs above it, the voices over it and the words right in front of it make of it.

``factuality`` knows the verbs, adverbs and cues. Here is what a noun's setting says: "fears of a new war" tell of none yet, "charges of
murder" only allege it, who is convicted of it did it, and a massacre that somebody is said to have ordered took place.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from reportedly.encoder.output import Output
from reportedly.extract.doers import is_noun
from reportedly.extract.embedding import described_by, governors, own_modifiers
from reportedly.extract.factuality import DOUBTFUL_BELOW, UNHAPPENED_BELOW, factuality_of, factuality_words, stance_of
from reportedly.extract.frames import claim_words, texts_of
from reportedly.extract.triggers import Trigger
from reportedly.schema import Attribution, Factuality

_GAP = r"(?:(?!(?:by|from|after|before|since|following|and|who|that)\b)[\w’'-]+\s+){0,4}\Z"
_NEW = r"(?!(?:the|this|that|these|those|last|recent)\s)" + _GAP
# What may come.
_DREADED = re.compile(
    r"\b(?:fears?|risks?|dangers?|threats?|possibilit(?:y|ies)|prospects?|chances?|likelihood|spect(?:re|er)|fearful|afraid|wary|brink|verge|"
    r"warn(?:s|ed|ing)?|warnings?)\s+(?:(?:grew|grow|rose|mounted|are\s+growing|is\s+growing)\s+)?(?:of|about|over)\s+" + _NEW,
    re.IGNORECASE,
)
_IN_CASE = re.compile(
    r"\b(?:in\s+case\s+of|in\s+the\s+event\s+of|in\s+anticipation\s+of|preparations?\s+for|prepar(?:ed|ing|es?)\s+for|brac(?:ed|es?|ing)\s+for|"
    r"ready\s+for|capable\s+of|to\s+(?:deter|pre-?empt))\s+" + _NEW,
    re.IGNORECASE,
)
_WOULD_BRING = re.compile(
    r"\b(?:could|may|might|would|can|will)\s+(?:[a-z]+ly\s+|also\s+|yet\s+)?(?:trigger|spark|lead\s+to|cause|provoke|result\s+in|unleash|re-?ignite|"
    r"bring\s+(?:about|on)|escalate\s+into|spiral\s+into|turn\s+into|prompt|invite|start)\s+" + _NEW,
    re.IGNORECASE,
)
_HEADED_OFF = re.compile(r"\bto\s+(?:[a-z]+ly\s+)?(?:prevent|avoid|avert|forestall)\s+" + _NEW, re.IGNORECASE)
# What is talked about and asked for, and not yet there.
_SOUGHT = re.compile(
    r"\b(?:discuss(?:ed|es|ing)?|negotiat(?:e|ed|es|ing)|(?:talks|negotiations?|discussions|consultations|proposals?|calls?|appeals?|demands?|push|"
    r"pressure|efforts?|bid|conditions|terms|timetable|roadmap|plans?|hopes?)\s+(?:on|over|about|for|of|towards?|to\s+(?:secure|reach|broker|arrange)))\s+"
    r"(?:(?!(?:by|from|after|before|since|following|who|that|which)\b)[\w’'-]+\s+){0,7}\Z",
    re.IGNORECASE,
)
_SETTLING = re.compile(
    r"(?:[\w’'-]+\s)*(?:release|withdrawal|pull-?out|exchange|swap|ceasefire|cease-fire|truce|armistice|disarmament|demobili[sz]ation|return|amnesty)s?",
    re.IGNORECASE,
)
_ALLEGED = re.compile(
    r"\b(?:suspicions?|suspected|accused|charges?|allegations?|accusations?|indicted|charged|tried|on\s+trial|wanted|prosecuted)\s+"
    r"(?:of|for|with)\s+" + _NEW,
    re.IGNORECASE,
)
_PROVED = re.compile(r"\b(?:convicted|guilty|sentenced|jailed|imprisoned|executed|hanged)\s+(?:of|for|over)\s+" + _GAP, re.IGNORECASE)
_CHARGES_NEXT = re.compile(r"(?:\s+(?:and|or)\s+\w+)?(?:-related)?\s+(?:charges?|allegations?|accusations?)\b")
_KEPT_FROM = re.compile(
    r"\b(?:prevent|stop|keep|deter|discourage|bar|block|dissuade)(?:s|ed|ing|red|ring)?\s+[^,.;:]{2,60}?\s+from\s+(?:being\s+)?\Z",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:rather\s+than|instead\s+of|stopped\s+short\s+of|short\s+of)\s+(?:[a-z]+ly\s+|to\s+|being\s+|be\s+)*\Z", re.IGNORECASE
)
_MAY_COME = re.compile(r"\b(?:could|may|might)\s+(?:(?:also|still|even|soon|then|yet|well|[a-z]+ly)\s+)*(?P<be>be\s+)?\Z")
# In front of a noun, behind its article: "no air operations", "an alleged massacre".
_DESCRIBED = re.compile(
    r"\b(?P<word>no|alleged|suspected|possible|potential|planned|threatened|imminent|supposed|rumoured)\s+"
    r"(?!(?:more|fewer|less|other|one|doubt|longer|sooner|matter)\b)(?:(?!(?:of|in|on|by|for|and|or|to|from|at|with|as|but)\b)[a-z-]+\s+){0,2}\Z"
)
# "There were no immediate reports of injuries or deaths", "no word of casualties".
_NO_NEWS = re.compile(
    r"\bno\s+(?:[a-z]+\s+){0,2}?(?:reports?|word|news|accounts?)\s+(?:on\s+\w+day\s+)?(?:of|about|on)\s+"
    r"(?:(?!(?:who|which|that|whether|by|from|after|before)\b)[\w’'-]+,?\s+){0,7}\Z",
    re.IGNORECASE,
)
# What is to be looked into has happened: "called for an investigation into the killings".
_LOOKED_INTO = re.compile(
    r"\b(?:investigations?|inquir(?:y|ies)|enquir(?:y|ies)|probes?|investigat(?:e|es|ed|ing)|accountability|justice|compensation)\s+"
    r"(?:(?:into|of|over|for)\s+)?(?:the|this|that|these|those|last|\w+day[’']s|\w+[’']s)\s+" + _GAP,
    re.IGNORECASE,
)
_CALLED_FOR = re.compile(r"\s+(?:[\w’'-]+\s+){0,4}?(?:for|on|upon|to)\b")
_CALL = frozenset({"call", "calls", "called", "calling"})
_TO_THE_END = frozenset({"ordered", "ordering"})
_IN_THE_PAST = re.compile(r"\b(?:was|were|been|had|has|have)\s+(?:(?:also|later|then|already|since|[a-z]+ly)\s+)*\Z", re.IGNORECASE)
_WHO_WERE = re.compile(
    r"\b(?:who|which|whom|that(?=\s+(?:was|were|had|has|have)\s))\s+(?:(?:was|were|had|has|have|been|also|[a-z]+ly)\s+)*\Z"
)
# What behind these words has no ending of a verb is a noun.
_AS_A_NOUN = re.compile(
    r"\b(?:of|on|in|for|by|from|with|against|during|amid|about|over|into|under|despite|no|an?|the|any)\s+(?:(?!(?:that|who|which|to)\b)[a-z-]+\s+){0,2}\Z"
)
_CLAIMED = re.compile(r"claim(?:s|ed|ing)?", re.IGNORECASE)
_OWNS = re.compile(r"\bclaim(?:s|ed|ing)?\s+(?:\w+\s+)?(?:responsibility|credit)\s+for\s", re.IGNORECASE)
_SEEN = frozenset({"ASSAULT", "PROTEST"})


class Framing(Struct, frozen=True):
    """What the words around an event say of it; None, or False, where they say nothing."""

    certainty: Literal["certain", "possible"] | None = None
    modality: Literal["actual", "hypothetical"] | None = None
    negative: bool = False


def certainty_of(trigger: Trigger, text: str, output: Output, voices: Sequence[Attribution]) -> Factuality:
    """The factuality of a trigger's event, told by ``voices`` (innermost first)."""
    start, end = output.sentences[trigger.sentence]
    first = bisect_left(output.words, (start, start))
    last = bisect_right(output.words, end, key=lambda word: word[1])
    words = [text[a:b] for a, b in output.words[first:last]]
    before = text[start : trigger.start]
    noun = is_noun(trigger, text) or (
        not text[trigger.start : trigger.end].endswith(("ed", "ing")) and _AS_A_NOUN.search(before) is not None
    )
    beside = own_modifiers(text, trigger.predicate) if trigger.predicate else []  # the "not" of "pleaded not guilty" is a part of it
    arguments = texts_of(text, [one for one in beside if not trigger.start <= one.start < one.end <= trigger.end])
    described = _DESCRIBED.search(before) if noun else None
    if described is not None:
        arguments = [*arguments, ("MOD", described["word"])]
    above = governors(text, output, (trigger.start, trigger.end), trigger.sentence, first)
    if noun and trigger.type == "ASSAULT":  # the murder that he is said to have ordered was done
        above = [one for one in above if one.word not in _TO_THE_END]
    cues = [_cue_words(text, voice) for voice in voices]
    if trigger.owned or _OWNS.search(before):  # who claims a deed as his own is sure of it
        above = [one for one in above if _CLAIMED.fullmatch(one.word) is None]
        cues = [[word for word in cue if _CLAIMED.fullmatch(word) is None] for cue in cues]
    looked_into = noun and _LOOKED_INTO.search(before) is not None
    above = [] if looked_into else above
    if looked_into or _WHO_WERE.search(before) or described_by(text, output, (trigger.start, trigger.end)) is not None:
        cues = [[word for word in cue if not _looks_ahead(word)] for cue in cues]  # "vowed to free the men captured in May"
    denied = bool(voices) and stance_of(voices[0].cue.text.split()) == "denies"  # what is denied is put as a fact, for the voice to deny
    predicate = None if denied or _is_seen(trigger, before, noun=noun) else trigger.predicate
    made = factuality_of(words, trigger.word, predicate, arguments, cues, above)
    made = _framed(made, framing(before, text[trigger.start : trigger.end], text[trigger.end : end], noun=noun))
    if trigger.type in claim_words().planned_types and made.modality == "actual":
        return Factuality(certainty=made.certainty, polarity=made.polarity, modality="planned")
    return made


def framing(before: str, event: str, behind: str, *, noun: bool) -> Framing:
    """What stands ``before`` and ``behind`` the words of an event in its sentence makes of it."""
    if _INSTEAD.search(before):
        return Framing(negative=True)
    if _KEPT_FROM.search(before):
        return Framing(modality="hypothetical", negative=True)
    coming = _MAY_COME.search(before)
    if coming is not None and not noun and not (coming["be"] and event.lower().endswith("ing")):
        return Framing(modality="hypothetical")
    if not noun:
        if _PROVED.search(before) and event.lower().endswith("ing"):
            return Framing(certainty="certain", modality="actual")
        return Framing()
    if _NO_NEWS.search(before):
        return Framing(negative=True)
    if _HEADED_OFF.search(before):
        return Framing(modality="hypothetical", negative=True)
    if any(one.search(before) for one in (_DREADED, _IN_CASE, _WOULD_BRING)) or (_SETTLING.fullmatch(event) and _SOUGHT.search(before)):
        return Framing(modality="hypothetical")
    if _PROVED.search(before):
        return Framing(certainty="certain", modality="actual")
    if _ALLEGED.search(before) or _CHARGES_NEXT.match(behind):
        return Framing(certainty="possible", modality="actual")
    return Framing()


def _framed(made: Factuality, told: Framing) -> Factuality:
    """A factuality with what its framing says of it, where no other word said as much before."""
    guessed = made.certainty == "unknown"  # by the learned scale alone
    modality, certainty = made.modality, made.certainty
    if told.modality is not None and (modality == "actual" or (told.modality == "actual" and guessed)):
        modality = told.modality
    if told.certainty is not None and (guessed or certainty == ("probable" if told.certainty == "certain" else "certain")):
        certainty = told.certainty
    return Factuality(certainty=certainty, polarity="negative" if told.negative else made.polarity, modality=modality)


def _is_seen(trigger: Trigger, before: str, *, noun: bool) -> bool:
    """Whether an event that the scale is in two minds about is told as plainly as can be: a noun of a deed, or a verb in the past."""
    if trigger.predicate is None or not UNHAPPENED_BELOW <= trigger.predicate.happened < DOUBTFUL_BELOW:
        return False
    return trigger.type in _SEEN if noun else _IN_THE_PAST.search(before) is not None


def _looks_ahead(word: str) -> bool:
    """Whether a cue's word tells of what is planned or asked for."""
    return any(word.lower() in words for words in factuality_words().cue_modality.values())


def _cue_words(text: str, voice: Attribution) -> list[str]:
    """The words of a voice's cue; to call a raid an outrage is not to call for one."""
    words = voice.cue.text.replace("-", " ").split()
    if words[-1].lower() in _CALL and _CALLED_FOR.match(text, voice.cue.end) is None:
        return words[:-1]
    return words
