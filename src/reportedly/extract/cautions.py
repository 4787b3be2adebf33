"""Who warns of a danger threatens nobody with it: aid agencies warn of famine, forecasters of floods, a minister that prices may rise.

A warning is a threat where it tells what will be done to the one who is warned: by those who warn ("that it would retaliate"), or if
they do not obey ("that any attack would be answered").
"""

import re

from reportedly.extract.triggers import Trigger

_WARNS = re.compile(r"(?:(?:issu|giv|gave|repeat|sound)\w*\s+(?:[\w’'-]+\s+){0,4}?)?(?P<warn>warn(?:s|ed|ing|ings)?)\b", re.IGNORECASE)
_HOSTILE = re.compile(
    r"\b(?:retaliat\w+|reprisals?|revenge|vengeance|consequences|respon(?:d|ds|se)|punish\w*|ultimatum|legitimate targets?"
    r"|(?:will|would) be (?:met|targeted|killed|treated|destroyed|crushed|answered)|pay (?:a|the|dearly)|prosecut\w+|criminal charges"
    r"|(?:strong|tough|harsh|severe|firm|decisive|military|economic|legal|further)\s+(?:and\s+\w+\s+)?"
    r"(?:measures|action|steps|response|sanctions))\b",
    re.IGNORECASE,
)
_OF_FORCE = re.compile(
    r"\s+(?:[\w’'.-]+\s+){0,4}?of\s+(?:an?\s+|the\s+)?(?:[a-z]+\s+)?"
    r"(?:incursions?|invasion|offensive|attacks?|strikes?|war|operation|retaliation|reprisals?|consequences)\b",
    re.IGNORECASE,
)
# Who warns speaks of what they themselves will do.
_OWN = re.compile(
    r"(?:that\s+)?[\"“'‘]?(?:it|they|he|she|we|i|(?:its|their|his|her|our)\s+(?:[a-z]+\s+){0,2}"
    r"(?:troops|forces|army|fighters|men|soldiers|jets|missiles|response|targets))\s+(?:(?:is|are|was|were|also|still|now)\s+)*"
    r"(?:(?:will|would|shall)(?!\s+be\b)|ready|prepared|going|reserves?|reserved|intend(?:s|ed)?)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|unless|any|anyone|anybody|whoever|those\s+who|should)\b", re.IGNORECASE)
_WILL = re.compile(r"\b(?:will|would|shall|’ll|'ll|face|faces|may)\b", re.IGNORECASE)
# "Warned the rebels against crossing the river", "warned the press not to interfere"; who "warned against despair" speaks to nobody.
_TO_SOMEBODY = re.compile(
    r"\s+(?!against\b|of\b|about\b|that\b)(?:[\w’'.-]+\s+){1,6}?(?:against\s+(?:[\"“]\s?)?(?:any\s+|further\s+)?\w+"
    r"|not\s+to\s+[\"“]?\w+|to\s+(?:leave|stop|withdraw|evacuate|stay|keep|surrender|turn))\b"
)
_NEUTRAL = re.compile(
    r"\b(?:agenc(?:y|ies)|experts?|analysts?|doctors?|economists?|scientists?|forecasters?|meteorologists?|researchers?|observers"
    r"|charit(?:y|ies)|U\.?N\.?|United Nations|UNICEF|UNHCR|WHO|World Health|World Food|Red (?:Cross|Crescent)|Human Rights|Amnesty"
    r"|rights groups?|relief|humanitarian|aid (?:workers|groups?)|hospitals?|bank|IMF|journalists?|wife|mother|father|weather|met office"
    r"|embassy|report|study|classification|monitor)\b",
    re.IGNORECASE,
)
_DANGER = re.compile(
    r"\b(?:famine|hunger|hungry|starv\w+|malnutrition|diseases?|epidemics?|pandemic|cholera|outbreaks?|virus|ebola|storms?|floods?"
    r"|flooding|hurricane|tsunamis?|landslides?|drought|heat|shortages?|catastrophe|humanitarian|disaster|risks?|risked|collapse|recession"
    r"|prices|possibilit(?:y|ies)|dangers?|at\s+the\s+border|weather|travell?ing|its\s+citizens)\b",
    re.IGNORECASE,
)
_DIRECTED = re.compile(r"\s+(?:to|against)\s+(?!the\s+(?:public|residents|media|press)\b)\S", re.IGNORECASE)
# "Warnings were given to the police", "30 minutes' warning before each explosion": by those who laid the bombs.
_GIVEN = re.compile(r"\s+(?:was|were|(?:had|has|have)\s+been)\s+(?:given|telephoned|phoned|sent|delivered)\b", re.IGNORECASE)
_BEFORE_A_BOMB = re.compile(r"\b(?:bombs?|bombing|explosions?|blasts?|device)\b", re.IGNORECASE)
_OTHER_NOUN = re.compile(r"[\s-]+(?:shots?|systems?|signs?|lights?|labels?|sirens?|bells?|cent(?:er|re))\b", re.IGNORECASE)


def is_caution(text: str, trigger: Trigger, sentence: tuple[int, int]) -> bool:
    """Whether a word for warning, as (start, end) of its ``sentence``, threatens nobody."""
    warns = _WARNS.match(text, trigger.start, sentence[1]) if trigger.type == "THREATEN" else None
    if warns is None:
        return False
    behind = text[warns.end() : sentence[1]]
    before = text[sentence[0] : trigger.start]
    if _OTHER_NOUN.match(behind):
        return True
    if _DANGER.search(behind) or _NEUTRAL.search(before[-60:]) or (_DANGER.search(before) and not behind.strip(' ".,”')):
        return True
    noun = warns.start("warn") > trigger.start or (trigger.candidate is not None and trigger.candidate.entry.pos == "noun")
    if noun and _DIRECTED.match(behind):
        return False
    if _HOSTILE.search(behind) or _HOSTILE.search(before):
        return False
    if noun:
        told = (_OF_FORCE.match(behind), _GIVEN.match(behind), _BEFORE_A_BOMB.search(text, *sentence))
        return not any(found is not None for found in told)
    if _OF_FORCE.match(behind) or _TO_SOMEBODY.match(behind):
        return False
    clause = re.match(r"(?:\s+[\w’'.-]+){0,6}?(?:\s+that\s+|:?\s+[\"“])", behind)
    if _OWN.match(behind, clause.end() if clause else 1) or _OWN.match(before.lstrip("\"“ ")):
        return False
    whole = behind if behind.strip(' ".,”') else before
    return not (_IF.search(whole) and _WILL.search(whole))
