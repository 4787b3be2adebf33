"""Harm that nobody did: illness, nature and accidents kill too, and no event type of a conflict codebook stands for that.

What explodes by accident says so: "a gas explosion", "a boiler blast", "the accident, a blast at a sawmill". An explosion alone is
left in doubt.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.extract.frames import claim_words

_FAR = 90
"""Characters behind the word of harm within which its cause is looked for."""
_LINK = (
    r"\b(?:of|from|by|in|to|with|after|during|amid|because of|due to|linked to|related to|caused by|causes|attributed to|following|when)\s+"
    r"(?:[\w'’.-]+\s+){0,4}?"
)
# An obituary: "died on Sunday at the age of 83", "died peacefully". Only dying is told so, of one who is not said to be killed.
_PASSED = re.compile(
    r"^[^;:]{0,90}?(?:,?\s+(?:at\s+(?:the\s+age\s+of\s+|age\s+)?|aged?\s+)\d{2,3}(?=\s*[.,;)]|\s*$|\s+(?:after|following|in|on|according)\b)"
    r"|\bin\s+(?:his|her|their)\s+sleep\b|\bpeacefully\b|\bin\s+hospice\b|\bsurrounded\s+by\s+(?:his\s+|her\s+)?(?:family|relatives)\b"
    r"|\bafter\s+(?:an?\s+)?(?:long|short|brief|lengthy)\s+(?:illness|battle))",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s+(?:who|whose)\s[^;]*?,(?=\s+(?:has\s+|had\s+)?die[ds])")  # what else is told of them: "who ended the war,"
# No death: "the death toll at 23" is no age.
_DYING = re.compile(r"\b(?:die[sd]?|dead|death(?!\s+(?:tolls?|counts?|rates?|penalty|sentences?)\b)|passed\s+away)\b", re.IGNORECASE)
# An explosion of what may explode by itself is an accident, as is any that the sentence calls one.
_BY_ITSELF = re.compile(
    r"\b(?:(?:natural[- ])?gas(?:[- ](?:cylinder|canister|tank|pipe|pipeline|main|line|stove|bottle))?|boiler|fireworks?|fuel[- ]tank"
    r"|propane|methane|steam|coal[- ]dust|grain[- ]dust|firedamp|coal[- ]mine|fertili[sz]er|transformer|battery|kitchen"
    r"|pressure[- ]cooker)\s+(?:explosions?|blasts?)\b"
    r"|\b(?:accidental|controlled)\s+(?:\w+\s+)?(?:explosions?|blasts?|detonations?|fires?)\b",
    re.IGNORECASE,
)
_ACCIDENT = re.compile(
    r"(?<!no )(?<!not an )(?<!not a )\b(?:accident|industrial disaster|mining disaster)s?\b(?! or\b)|\baccidental(?:ly)?\b", re.IGNORECASE
)
_EXPLOSIONS = re.compile(r"\b(?:explo(?:sions?|ded?|ding)|blasts?)\b", re.IGNORECASE)
# "Killed when a roof over the eastern stand collapses": the verb of a clause that tells how.
_WHEN = re.compile(
    r"\b(?:when|after|as|because)\s[^;:]{3,120}?\b(?:collaps(?:es|ed)|crash(?:es|ed)|capsize[sd]|derail(?:s|ed)|overturn(?:s|ed)"
    r"|collide[sd]|sank|sinks|plunge[sd]|caught fire)\b"
)
_STORMED = re.compile(r"\b(?:(?:to|would|could|will|and)\s+(?:[a-z]+ly\s+)?storm|storm(?:ed|ing))\b", re.IGNORECASE)  # a building
_GOES_ON = re.compile(r",\s+(?:and\s+|thus\s+|thereby\s+)?\Z")
_ONE_DEATH = frozenset({"die", "death"})
_LEAD = 800
"""Characters from a report's beginning in which it says what it is about."""


def without_violence(text: str) -> bool:
    """Whether a report is about illness, a disaster or an accident from its beginning, and speaks of violence nowhere."""
    causes = _causes()
    return causes.named.search(text, 0, _LEAD) is not None and causes.violence.search(text) is None


def is_obituary(text: str, sentences: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence near a report's beginning tells that somebody died of age or illness, and of no violence."""
    violence = _causes().violence
    return any(
        _PASSED.match(text[dying.end() : end]) is not None and violence.search(_ASIDE.sub("", text[start:end])) is None
        for start, end in sentences
        if start < _LEAD
        for dying in _DYING.finditer(text, start, end)
    )


def by_nature(
    text: str, trigger: tuple[int, int], sentence: tuple[int, int], *, calm: bool = False, obituary: bool = False
) -> bool:
    """Whether a word of harm tells of illness, a disaster or an accident, as its sentence says.

    ``trigger`` and ``sentence`` are characters (start, end). A sentence that speaks of violence too is left alone: a precise yes is
    wanted, a doubt is a no. In a ``calm`` report (``without_violence``) all harm is of that kind, in an obituary (``is_obituary``) each
    single death.
    """
    start, end = trigger
    lemmas = {lemma for lemma, _ in candidate_lemmas(text[start:end].split()[-1])}
    if not lemmas & claim_words().harmed:
        return False
    if calm:
        return True
    causes = _causes()
    whole = text[slice(*sentence)]
    if _STORMED.search(whole) is not None:
        return False
    accident = _ACCIDENT.search(whole) is not None
    bare = _BY_ITSELF.sub("accident", whole)
    bare = _EXPLOSIONS.sub("accident", bare) if accident else bare
    single = bool(lemmas & _ONE_DEATH) and not text[start:end].lower().endswith("deaths")
    if single and (obituary or _PASSED.match(text[end : sentence[1]])):
        return causes.violence.search(_ASIDE.sub("", text[slice(*sentence)])) is None
    if causes.violence.search(bare) is not None:
        return False
    itself = any(sentence[0] + one.start() <= start < sentence[0] + one.end() for one in _BY_ITSELF.finditer(whole))
    if itself or (accident and _EXPLOSIONS.search(whole)) or lemmas & claim_words().accidental:
        return True
    before = _BY_ITSELF.sub("accident", text[sentence[0] : start])
    after = _BY_ITSELF.sub("accident", text[end : min(sentence[1], end + _FAR)])
    if text[start:end].endswith("ing") and _GOES_ON.search(before) and causes.named.search(before):
        return True
    if _WHEN.search(text, end, sentence[1]):
        return True
    return any(found is not None for found in (causes.behind.search(after), causes.beside.search(before), causes.subject.search(before)))


class _Causes:
    def __init__(self) -> None:
        words = claim_words()
        cause = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(words.natural_causes, key=len, reverse=True))
        self.named = re.compile(rf"\b(?:{cause})\b", re.IGNORECASE)
        self.behind = re.compile(rf"^[^;:]*?{_LINK}(?:{cause})\b", re.IGNORECASE)
        self.beside = re.compile(rf"\b(?:{cause})(?:[- ](?:related|linked|associated|induced))?\s+(?:\w+\s)?$", re.IGNORECASE)
        self.subject = re.compile(
            rf"\b(?:{cause})\b(?:,?\s+(?:that|which|has|have|had|also|reportedly|alone|in|on|off|across|this|last|[A-Z]\w+|\w+day|\w+ly)){{0,6}},?\s+$",
            re.IGNORECASE,
        )
        self.violence = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words.violent)))})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _causes() -> _Causes:
    return _Causes()
