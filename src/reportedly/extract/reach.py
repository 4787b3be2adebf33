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
# Who threatens, refuses, backs or gives up to do something does that to somebody.
_TO_DO = frozenset({"THREATEN", "REJECT", "SUPPORT", "CONCEDE"})
_VERB_FROM = 0.5
_AUXILIARIES = frozenset("is are was were be been being has have had will would can could may might shall should must".split())
_BESIDE = re.compile(r" (?P<word>[a-z][a-z-]+)")
_DESCRIBES = re.compile(r"(?: (?!(?:and|or|of|in|on|at|to|for|from|by|with|who|that|as)\b)[a-z][a-z-]+){0,2} ")
_AGAINST = re.compile(r"\bagainst\b")
_THREAT_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_IF = re.compile(r"\bif\s+(?:the\s+)?\Z")
_FROM = re.compile(r"\s+from\s")
_WITH = re.compile(r"\s(?:with|between)\s")


def within_reach(text: str, kind: str, trigger: tuple[int, int], party: tuple[int, int], output: Output) -> bool:
    """Whether a party that no argument names is close enough to a trigger of this type to be who is addressed, helped or opposed."""
    if only_describes(text, party, output):
        return False
    if party[1] <= trigger[0]:
        between = text[party[1] : trigger[0]]
        return "," not in between and len(between.split()) <= _MOST_IN_FRONT and not _has_verb(text, (party[1], trigger[0]), output, but=0)
    between = text[trigger[1] : party[0]]
    if kind == "THREATEN" and _IF.search(between):
        return True  # "threatened to end the talks if the Republic goes ahead"
    if kind in ("AGREE", "CONSULT", "COOPERATE") and _WITH.search(between) is None:
        return False
    if (kind == "SUPPORT" and _AGAINST.search(between)) or (kind == "THREATEN" and _THREAT_OF.fullmatch(between)):
        return False  # "support the fight against the Front", "the threat of the Front"
    if kind == "MOBILIZE" and _FROM.match(between):
        return False
    words = [word.lower() for word in _WORD.findall(between)]
    behind_first = words[1:] if words and words[0] in _PREPOSITIONS else words
    if sum(word in _PREPOSITIONS for word in behind_first) > _MOST_PREPOSITIONS:
        return False
    return not _has_verb(text, (trigger[1], party[0]), output, but=1 if kind in _TO_DO else 0)


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


def _has_verb(text: str, between: tuple[int, int], output: Output, *, but: int) -> bool:
    """Whether more verbs than ``but`` stand between a trigger and a party."""
    verbs = [
        one for one in output.predicates
        if between[0] <= one.start and one.end <= between[1] and one.propbank_score > _VERB_FROM
        and _is_verb(text, one.start, one.end, output)
    ]  # fmt: skip
    return len(verbs) > but


def _is_verb(text: str, start: int, end: int, output: Output) -> bool:
    """Whether a predicate is no noun: no noun phrase has it for its head, and no article stands in front of it."""
    if text[start:end].lower() in _AUXILIARIES:
        return True
    return not any(output.words[phrase.head] == (start, end) for phrase in output.phrases)
