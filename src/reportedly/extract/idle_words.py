"""Words of the lexicon that tell of no event of their own where certain words stand beside them.

Who "died of their injuries" was injured before and elsewhere; what leaves a guard hurt withdraws from nowhere; a proposal "was met with
silence" and nobody met; talks that are wrecked are not laid waste; and who gathers to bury their dead demonstrates for nothing. A
source that asks "not to be named" gets no office, what "sets off" alarms is no bomb, troops "backed by air strikes" have no ally in
them, "occupied Crimea" says where, and a word in the title of a law or a body tells of nothing at all.
"""

import re

from reportedly.extract.tolls import AMOUNT

_DIED_OF = re.compile(
    r"\b(?:died?|dies|dying|deaths?|succumb(?:s|ed|ing)?|stab|gunshot|bullet|shrapnel)\b(?:\s+[\w’'-]+){0,3}?\s+"
    r"(?:(?:of|from|to|with)\s+)?(?:[\w’'-]+\s+){0,3}\Z",
    re.IGNORECASE,
)
_MADE_SO = re.compile(
    r"\s+(?:[\w’'-]+\s+){1,6}?(?:(?:seriously|badly|slightly|critically|severely|mortally|gravely)\s+)?"
    r"(?:hurt|injured|wounded|dead|homeless|stranded|unconscious|paraly[sz]ed|orphaned|disabled|damaged|destroyed|in\s+ruins|in\s+tatters|"
    r"without\s+\w+|unable\s+to|at\s+risk|vulnerable|bleeding)\b"
)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:[a-z]+ly\s+|also\s+)?\Z")
_NO_THINGS = re.compile(
    r"\s+(?:(?:the|any|all|its|their|his|her|those|these|fragile|peace|recent|last|remaining|planned)\s+)*"
    r"(?:talks|negotiations?|hopes?|chances?|prospects?|deals?|agreements?|accords?|truces?|ceasefires?|cease-fires?|peace|process|relations?|"
    r"ties|trust|confidence|credibility|reputations?|careers?|plans?|efforts?|livelihoods?|lives|economy|economies|party|coalition|unity|image)\b",
    re.IGNORECASE,
)
_CALM_CROWD = re.compile(
    r"(?:\s+(?!who\b|that\b|after\b)[\w’'-]+){0,8}?\s+(?:to|and)\s+(?:\w+\s+){0,2}?(?:bury|mourn|pray|worship|celebrate|watch|commemorate|"
    r"remember|honou?r|attend|greet|welcome|hear|listen|see|receive|collect|lay\s+(?:flowers|wreaths)|pay\s+(?:their\s+)?(?:last\s+)?(?:respects|tribute)|light\s+candles)\b"
)
_NOT_TO_BE = re.compile(
    r"\b(?:not|never|anonymous|anonymity)\s+(?:to\s+)?(?:(?:be|being|been|have\s+been)\s+)?\Z|\b(?:declin|refus)(?:e|es|ed|ing)\s+to\s+be\s+\Z"
)
_NO_BOMB = re.compile(
    r"\s+(?:(?!explosi|bomb|blast|device|charge|grenade)[\w’'-]+\s+){0,4}?(?:fires?|blazes?|alarms?|sirens?|sprinklers?|panic|fears?|concerns?|outrage|"
    r"anger|protests?|demonstrations?|riots?|rioting|unrest|clashes|debates?|speculation|reactions?|waves?|rows?|crisis|crises|"
    r"scrambles?|stampedes?|avalanches?|landslides?|searches|manhunts?|exodus|celebrations?|violence|war|fighting|battles?|turmoil|tensions?|"
    r"again|on|for|from|towards?|to|in\s+search)\b",
    re.IGNORECASE,
)
_BY_ARMS = re.compile(
    r"\s+by\s+(?:[\w.’'-]+\s+){0,3}?(?:air\s+(?:strikes?|power|support|cover)|airstrikes?|airpower|aircraft|warplanes?|war\s+planes|planes|jets|"
    r"helicopters?|gunships?|drones?|tanks?|artillery|armou?r|armou?red\s+(?:vehicles|cars)|bulldozers|snipers|rockets?|mortars?|"
    r"heavy\s+(?:weapons|weaponry)|machine-?\s?guns?)\b",
    re.IGNORECASE,
)
# "In occupied Crimea": behind these words a participle in front of a name describes it.
_DESCRIBES = re.compile(
    r"\b(?:in|of|from|to|into|across|near|inside|around|over|through|throughout|outside|recover|recapture|retake|regain|reclaim|liberate|leave|"
    r"visit(?:ed)?|enter(?:ed)?|-)\s*\Z",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\s+(?:(?:eastern|western|northern|southern|central|parts\s+of)\s+)?[A-Z]")
_WORDS_ONLY = re.compile(
    r"\s+(?:(?:the|a|an|this|that|his|her|its|their|such|on)\s+)?(?:[\w’'-]+\s+){0,2}?(?:plans?|polic(?:y|ies)|decisions?|proposals?|bills?|"
    r"laws?|budgets?|reforms?|deals?|agreements?|records?|credibility|speech|remarks|ideas?|handling|verdict|ruling|conclusions?|findings|"
    r"claims?|notion|legacy|approach|stance|motives)\b(?!\s+(?:office|headquarters|building))"
)
_NUMBER = re.compile(rf"\d|\b(?:{AMOUNT}|dozens|scores|hundreds|thousands)\b", re.IGNORECASE)
# "The Suppression of Piracy Act", "the Stop the War Coalition"; a headline's words are all written large.
_TITLE = re.compile(
    r"\b[A-Z][\w’'-]*(?:\s+(?:of|for|and|on|against|to|the|in|[A-Z][\w’'-]*)){1,6}?\s+(?:Act|Bill|Law|Laws|Code|Ordinance|Convention|Protocol|Treaty|Charter|"
    r"Directive|Decree|Committee|Commission|Council|Ministry|Department|Agency|Office|Tribunal|Court|Cent(?:re|er)|Institute|Fund|"
    r"Program(?:me)?|Bureau|Association|Coalition|League|Union|Network|Campaign|Project|Observatory|Foundation|Initiative|Society)\b"
)
_HEADLINE = 0.6  # the share of words written large from which a sentence is one
# "Would respect the truce", "accused them of violating the ceasefire": no new one is agreed.
_KEPT = re.compile(
    r"\b(?:respect|violat|honou?r|observ|breach|break|broke|uphold|upheld|abid|compl(?:y|ie)|adher|stick|stuck|keep|kept|flout|infring|undermin)\w*\s+"
    r"(?:(?:by|with|to)\s+)?(?:(?:an?|the|this|that|their|its)\s+)?(?:(?!and\b|of\b)[\w’'-]+\s+){0,2}\Z",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"\b(?:violations?|breach(?:es)?|violators?|collapse|monitors?)\s+of\s+(?:(?:an?|the|this|that|their|its)\s+)?(?:[\w’'-]+\s+){0,2}\Z",
    re.IGNORECASE,
)
_MADE = re.compile(  # "broke the truce that was signed in Tarn" tells where it was made
    r",?\s+(?:(?:that|which)\s+)?(?:(?:was|were|had\s+been|has\s+been)\s+)?(?:[a-z]+ly\s+)?"
    r"(?:signed|agreed|reached|brokered|declared|announced|negotiated|mediated|concluded|struck|called|made)\b"
)
_TRUCES = frozenset({"truce", "truces", "ceasefire", "ceasefires", "cease-fire", "cease-fires", "armistice"})
_INJURIES = frozenset({"injury", "injuries", "wound", "wounds"})
_LEAVING = frozenset({"leave", "leaves", "left", "leaving"})
_WRECKING = frozenset(
    "wreck wrecks wrecked wrecking sabotage sabotages sabotaged sabotaging destroy destroys destroyed destroying damage damages damaged "
    "damaging torpedo torpedoed devastate devastated smash smashed ruin ruined".split()
)
_GATHERING = frozenset({"gather", "gathers", "gathered", "gathering", "assembled", "converged", "massed", "turned out"})


def tells_of_nothing(text: str, kind: str, trigger: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether the words around a trigger of type ``kind``, all as (start, end) of ``text``, show that it names no event of its own."""
    start, end = trigger
    words = text[start:end].lower()
    if words in _INJURIES:
        return _DIED_OF.search(text, max(sentence[0], start - 60), start) is not None
    if words in _TRUCES:
        kept = any(one.search(text, max(sentence[0], start - 60), start) is not None for one in (_KEPT, _BROKEN))
        return kept and _MADE.match(text, end, sentence[1]) is None
    if words in _LEAVING and kind != "ASSAULT":  # "left five dead" killed them
        return _MADE_SO.match(text, end, sentence[1]) is not None
    if words == "met with":
        return _BE.search(text, max(sentence[0], start - 24), start) is not None
    if words in _WRECKING:
        return _NO_THINGS.match(text, end, sentence[1]) is not None
    if words in _GATHERING:
        return _CALM_CROWD.match(text, end, sentence[1]) is not None
    if words == "death toll":
        return _NUMBER.search(text, *sentence) is None
    return _describes(text, words, start, end, sentence) or _in_title(text, start, end, sentence)


def _describes(text: str, words: str, start: int, end: int, sentence: tuple[int, int]) -> bool:
    """Whether a verb or participle has beside it what makes it no deed: "not to be named", "backed by tanks", "occupied Crimea"."""
    near = max(sentence[0], start - 40)
    if words in ("named", "identified"):
        return _NOT_TO_BE.search(text, near, start) is not None
    if words.startswith("set") and words.endswith(" off"):
        return _NO_BOMB.match(text, end, sentence[1]) is not None
    if words in ("backed", "supported"):
        return _BY_ARMS.match(text, end, sentence[1]) is not None
    if words in ("occupied", "annexed", "besieged", "liberated"):
        return _DESCRIBES.search(text, near, start) is not None and _NAMED.match(text, end, sentence[1]) is not None
    return (
        words.startswith("attack")
        and words[6:] in ("", "s", "ed", "ing")
        and _WORDS_ONLY.match(text, end, sentence[1]) is not None
    )


def _in_title(text: str, start: int, end: int, sentence: tuple[int, int]) -> bool:
    """Whether a word written large is part of the title of a law or a body, in a sentence that is no headline."""
    if not text[start].isupper() or not any(
        one.start() <= start and end <= one.end() for one in _TITLE.finditer(text, *sentence)
    ):
        return False
    letters = [word for word in text[slice(*sentence)].split() if word[:1].isalpha()]
    return sum(word[0].isupper() for word in letters) <= _HEADLINE * len(letters)
