"""Two parties of one deed: "clashes between the army and the Front", "the army and the Front clashed", "clashed with police".

A frame often has one of the two, or both as one argument. The first is the actor, the other the recipient.
"""

import re

from msgspec.structs import replace

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import Output
from reportedly.extract.frames import Filled
from reportedly.extract.parties import Phrases
from reportedly.extract.triggers import Trigger

SCORE = 0.6
_ARTICLE = 5  # characters between a verb and its object at most
# What one party does with another, by its verb; nouns need none: "between" tells it.
_MUTUAL = frozenset("clash skirmish battle fight exchange trade".split())
_TWO_SIDED = frozenset({"ASSAULT", "CONSULT", "AGREE", "COOPERATE", "RETREAT"})  # fights, talks, accords, truces
_DAY = r"(?:(?:late\s+|early\s+)?(?:on\s+)?[A-Z][a-z]+day\s+(?:morning\s+|afternoon\s+|evening\s+|night\s+)?)?"
_BETWEEN = re.compile(
    rf"\s+{_DAY}(?:(?:(?:has|have|had|also|again|then|later|was|were|is|are|[a-z]+ly)\s+)*(?:broke\s+out|broken\s+out|breaks\s+out|erupt(?:ed|s)|"
    rf"flare[ds]?(?:\s+up)?|raged|began|begun|started|resumed|continued|intensified|reported|held|signed|reached|took\s+place|taken\s+place|"
    rf"under\s+way|ongoing)\s+(?:again\s+)?{_DAY})?between\s+",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\s+(?:(?:again|repeatedly|briefly|violently|fiercely|sporadically|earlier|also|late|early|yesterday|today|(?:on\s+)?[A-Z][a-z]+day"
    r"(?:\s+(?:morning|afternoon|evening|night))?)\s+)*"
    r"(?:(?:in front of|outside|near|in|at|around)\s+(?:[\w’'-]+\s+){1,4}?)?with\s+"
)
_AND = re.compile(r"\s*,?\s+and\s+(?:between\s+)?")
_MEDIATES = re.compile(r"(?:mediat|broker|arbitrat|facilitat)\w*", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be)\s+(?:[a-z]+ly\s+)?\Z")
_NUMBER = re.compile(
    r"\d|(?:the\s+)?(?:hours|dates|months|years)\b|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_WORDS_OF_PARTY = re.compile(
    r"(?:(?!(?:and|that|which|who|was|were|is|are|has|have|had|in|on|at|near|over|since|after|before|when|with|to|from|for|by|as|but|will|would)\b)"
    r"[\w’'.&-]+\s+){0,4}(?:forces|troops|groups?|fighters|militia(?:men|s)?|militants|jihadists|rebels|police|protesters|gangs?|gunmen|soldiers|army|clans?|tribes|"
    r"tribesmen|farmers|herders|supporters|factions|units|residents|villagers|guards|smugglers|insurgents|separatists)\b",
    re.IGNORECASE,
)


def opposed(text: str, trigger: Trigger, arguments: list[Filled], phrases: Phrases, output: Output) -> list[Filled]:
    """The arguments of a trigger, with both parties where the words around it name two."""
    sentence = output.sentences[trigger.sentence]
    between = _BETWEEN.match(text, trigger.end, sentence[1])
    if between is not None and trigger.type in _TWO_SIDED and not _NUMBER.match(text, between.end()):
        pair = _pair(text, between.end(), sentence[1], phrases, output)
        return _between(text, trigger, arguments, pair) if pair is not None else arguments
    first = {lemma for word in text[trigger.start : trigger.end].split()[:1] for lemma, _ in candidate_lemmas(word)}
    verb = trigger.candidate is not None and trigger.candidate.entry.pos == "verb"
    if trigger.type not in ("ASSAULT", "PROTEST") or not verb or not first & _MUTUAL:
        return arguments
    return _clashed(text, trigger, arguments, phrases, output)


def _pair(text: str, start: int, end: int, phrases: Phrases, output: Output) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The phrases on both sides of an "and": "the army and the Front"."""
    one = _party(text, start, end, phrases)
    if one is None:
        return None
    inside = _JOINT.search(text, *one)
    if inside is not None and not _one_name(text, inside, output):
        one = (one[0], inside.start())
    joint = _AND.match(text, one[1], end)
    two = _party(text, joint.end(), end, phrases) if joint is not None else None
    return (one, two) if two is not None else None


def _party(text: str, start: int, end: int, phrases: Phrases) -> tuple[int, int] | None:
    """The phrase that begins here, by what the encoder found or by its last word, whichever reaches further."""
    found = phrases.at(start, end)
    words = _WORDS_OF_PARTY.match(text, start, end)
    if found is None or (words is not None and words.end() > found[1]):
        return words.span() if words is not None else found
    return found


def _between(
    text: str, trigger: Trigger, arguments: list[Filled], pair: tuple[tuple[int, int], tuple[int, int]]
) -> list[Filled]:
    """The arguments, with the two behind "between"; who mediates between them has them both for recipients."""
    mediates = _MEDIATES.match(text, trigger.start) is not None
    apart = [one for one in arguments if all(one.end <= start or end <= one.start for start, end in pair)]
    if not mediates:
        apart = [one for one in apart if one.role != "recipient" and not (one.role == "actor" and one.end <= trigger.start)]
    return [*apart, Filled("recipient" if mediates else "actor", *pair[0], SCORE), Filled("recipient", *pair[1], SCORE)]


def _clashed(text: str, trigger: Trigger, arguments: list[Filled], phrases: Phrases, output: Output) -> list[Filled]:
    """Who clashed with whom: the subject is the actor; without "with" a subject of two is both parties."""
    sentence = output.sentences[trigger.sentence]
    acted = any(one.role == "actor" for one in arguments)
    passive = _PASSIVE.search(text, sentence[0], trigger.start) is not None
    made = [
        replace(one, role="actor") if one.role == "recipient" and one.end <= trigger.start and not acted and not passive else one
        for one in arguments
    ]
    behind = _WITH.match(text, trigger.end, sentence[1])
    other = _party(text, behind.end(), sentence[1], phrases) if behind is not None else None
    if other is not None:
        made = [one for one in made if one.end <= other[0] or other[1] <= one.start or one.role in ("time", "place")]
        return [*made, Filled("recipient", *other, SCORE)]
    if behind is not None:
        return made
    struck = any(_is_struck(text, trigger, one) for one in made)
    pair = None if struck else _row(text, trigger, phrases, output)
    if pair is None:
        return made
    apart = [one for one in made if one.role not in ("actor", "recipient")]
    return [*apart, Filled("actor", *pair[0], SCORE), Filled("recipient", *pair[1], SCORE)]


def _is_struck(text: str, trigger: Trigger, one: Filled) -> bool:
    """Whether an argument is the object right behind a verb."""
    return one.role == "recipient" and 0 <= one.start - trigger.end <= _ARTICLE and not text[one.start : one.end].endswith("day")


def _row(text: str, trigger: Trigger, phrases: Phrases, output: Output) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The two parties that "and" joins right in front of a verb ("men of the Road Movement and the Amber Front clashed")."""
    start, _ = output.sentences[trigger.sentence]
    for joint in reversed(list(_JOINT.finditer(text, start, trigger.start))):
        two = _party(text, joint.end(), trigger.start, phrases)
        if two is None or _GAP.fullmatch(text, two[1], trigger.start) is None:
            continue
        if _one_name(text, joint, output):
            return None
        before = [
            span.start for span in phrases.parties
            if span.end == joint.start() or (span.start < joint.start() and span.end == two[1])
        ]  # fmt: skip
        if not before:
            return None
        one = min(before)
        men = _MEN_OF.search(text, start, one)
        return (men.start("men") if men is not None else one, joint.start()), two
    return None


def _one_name(text: str, joint: re.Match[str], output: Output) -> bool:
    """Whether an "and" stands inside a name ("the Ministry of Trade and Industry"); one with "the" behind it joins two."""
    return not text.startswith("the ", joint.end()) and any(name.start < joint.start() and joint.end() < name.end for name in output.names)


_JOINT = re.compile(r"\s+and\s+")
_GAP = re.compile(r"(?:\s+(?:have|had|has|also|again|later|then|[a-z]+ly))*\s+")
_MEN_OF = re.compile(
    r"\b(?P<men>(?:the\s+)?(?:\w+\s+)?(?:fighters|members|supporters|followers|forces|men|units|troops|militants|gunmen|soldiers))\s+"
    r"of\s+(?:the\s+)?\Z"
)
