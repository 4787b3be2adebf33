"""How far a party may stand from the words that address it: "urged the army to leave" urges the army, nobody named further on.

Of 95 parties on Wikinews, re3d's train and Wikipedia's current events that stood further inside a topic, a place or a complement, about 40
were right; most wrong ones only described another noun ("the Gaza war"), stood behind a second preposition or had a verb of their own.
"""

import re

from reportedly.encoder.output import Output

_WORD = re.compile(r"[^\W_][\w’'.-]*")
_PREPOSITIONS = frozenset(
    "of for in on at from with to against by over after into near between through during within under as towards toward across among "
    "about concerning regarding around along than like".split()
)
_MOST_PREPOSITIONS = 1  # behind the first, which goes with the verb or noun itself
_MOST_IN_FRONT = 3  # words between a party and a verb that it stands in front of
# The types of which whoever is named further on is seldom the party; of the others more is let pass, and of what is
# rejected everything, as PLOVER's records have for the target whoever is named in it.
_STRICT = frozenset({"REQUEST", "THREATEN", "MOBILIZE", "AID", "COERCE", "CONSULT", "COOPERATE"})
_LAX = 2
_TO_DO = {"THREATEN": 2, "AID": 1}  # verbs of what is threatened or done
_WHEN = re.compile(
    r"\b(?:(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|at\s+(?:last|once)|(?:in\s+)?(?:late\s+|early\s+)?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December))\b"
)
_TO_VERB = re.compile(r"\bto\s+(?=[a-z]+\b)")
_VERB_FROM = 0.5
_AUXILIARIES = frozenset("is are was were be been being has have had will would can could may might shall should must".split())
_BESIDE = re.compile(r" (?P<word>[a-z][a-z-]+)")
_DESCRIBES = re.compile(r"(?: (?!(?:and|or|of|in|on|at|to|for|from|by|with|who|that|as)\b)[a-z][a-z-]+){0,2} ")
# "Support the fight against the Front", "the threat of the Front", "troops from the Front", "a conference on the Front".
_IDLE = {
    "SUPPORT": re.compile(r".*\bagainst\b.*", re.DOTALL),
    "THREATEN": re.compile(r"\s+of\s+(?:the\s+)?"),
    "MOBILIZE": re.compile(r"\s+from\s.*", re.DOTALL),
    "CONSULT": re.compile(r"\s+(?:on|about|under|to\s+end)\s.*", re.DOTALL),
}
_NEVER = re.compile(r"(?!)")
_WITH = re.compile(r"\s(?:with|between)\s")
_CLAUSE = re.compile(r"\b(?:until|unless|when|while|because|before|once|although|though|after|who|which|whose|whom)\b")
_IF = re.compile(r"\bif\s+(?:the\s+)?\Z")


def within_reach(text: str, kind: str, trigger: tuple[int, int], party: tuple[int, int], output: Output) -> bool:
    """Whether a party that no argument names is close enough to a trigger of this type to be who is addressed, helped or opposed."""
    if kind == "REJECT":
        return True
    strict = kind in _STRICT
    if text[party[1] : party[1] + 1] == "-" or (strict and kind != "THREATEN" and only_describes(text, party, output)):
        return False
    if party[1] <= trigger[0]:
        between = text[party[1] : trigger[0]]
        near = "," not in between and len(between.split()) <= _MOST_IN_FRONT
        return not strict or (near and not _verbs(text, (party[1], trigger[0]), output))
    between = text[trigger[1] : party[0]]
    if kind == "THREATEN" and _IF.search(between):
        return True  # "threatened to end the talks if the Republic goes ahead"
    if _CLAUSE.search(between) or _IDLE.get(kind, _NEVER).fullmatch(between):
        return False
    if kind == "AGREE" and text[party[0]].islower() and _WITH.search(between) is None:
        return False  # "agreed to add two members"
    words = [word.lower() for word in _WORD.findall(_WHEN.sub(" ", between))]
    behind_first = words[1:] if words and words[0] in _PREPOSITIONS else words
    # The "to" of what one threatens or agrees to do is no preposition.
    further = (0 if strict else _LAX) + (2 if kind == "THREATEN" and _TO_VERB.search(between) else 0)
    if sum(word in _PREPOSITIONS for word in behind_first) > _MOST_PREPOSITIONS + further:
        return False
    return _verbs(text, (trigger[1], party[0]), output) <= (_TO_DO.get(kind, 0) if strict else _LAX)


def only_describes(text: str, party: tuple[int, int], output: Output) -> bool:
    """Whether a name only describes the noun behind it: "the Gaza war", "the Chinese judicial system", "KC-135R"."""
    if text[party[1] : party[1] + 1] == "-":
        return True
    for phrase in output.phrases:
        head = output.words[phrase.head]
        inside = phrase.start <= party[0] and party[1] < head[0]
        if inside and _BESIDE.match(text, party[1]) and phrase.label not in ("person", "organisation"):
            return "’s" not in text[party[1] : head[0]] and "'s" not in text[party[1] : head[0]]
    return False


def whole_party(text: str, party: tuple[int, int], output: Output) -> tuple[int, int]:
    """A party up to the head of the people that it describes: "Houthi" of "Houthi rebels"."""
    ends = [
        output.words[phrase.head][1] for phrase in output.phrases
        if phrase.label in ("person", "organisation") and phrase.start <= party[0] and party[1] < output.words[phrase.head][0]
        and _DESCRIBES.fullmatch(text, party[1], output.words[phrase.head][0])
    ]  # fmt: skip
    return party[0], min(ends, default=party[1])


def _verbs(text: str, between: tuple[int, int], output: Output) -> int:
    """How many verbs stand between a trigger and a party."""
    return sum(
        between[0] <= one.start and one.end <= between[1] and one.propbank_score > _VERB_FROM and _is_verb(text, one.start, one.end, output)
        for one in output.predicates
    )


def _is_verb(text: str, start: int, end: int, output: Output) -> bool:
    """Whether a predicate is no noun: no noun phrase has it for its head, and no article stands in front of it."""
    if text[start:end].lower() in _AUXILIARIES:
        return True
    return not any(output.words[phrase.head] == (start, end) for phrase in output.phrases)
