"""Whether two claims of one report are about the same party, and how surely.

A party is told by the head of its phrase ("militiamen" of "militiamen of allied groups"), by its name, or by the entity that it was
found to be. What says little by itself ("forces", "people") or only stands before a head ("Syrian" of "a Syrian town") counts nearby, where
a reporter may well mean those just spoken of, and for nothing pages away.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from reportedly.schema import Argument, Claim, Mention

# Whom an event of these types is about is its recipient before its actor.
HANDS = frozenset(
    "bomber bombers gunman gunmen attacker attackers assailant assailants militant militants fighter fighters insurgents men man".split()
)
"""Those whose deed a group may own."""
ABOUT_RECIPIENT = frozenset({"ASSAULT", "COERCE", "SANCTION", "APPOINT", "AID"})
_STOP = frozenset(
    "the a an and or but their his her its this that these those some any several many few other others another most all both each "
    "half such one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands "
    "about around nearly almost over under more less than least up former senior whose who which".split()
)
# Nouns under which a report speaks of many different people, places and things.
_SAYS_LITTLE = frozenset(
    "person people civilian resident citizen man men woman women child children boy girl victim body soldier troop force "
    "fighter militant rebel gunman gunmen militia militiaman militiamen army military police officer official government "
    "group member unit team side party city town village area region district territory country state province place site "
    "position target building house home property vehicle attack attacker assailant enemy opponent leader commander worker "
    "supporter protester number part rest war conflict operation".split()
)
_ENDS = frozenset("of in on at near from by with for to who whom that which whose including inside outside against after during as".split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[,;(]")

Sureness = Literal["surely", "maybe"]


class Party(Struct, frozen=True):
    """Who fills a role: the entity where it is known, the heads of its phrases, all words that tell it, and the words of its names."""

    entities: frozenset[str]
    heads: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]


def names_of(mentions: Sequence[Mention]) -> dict[str, frozenset[str]]:
    """For each entity of a report, by its id, the words of its names."""
    words: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.entity is not None and mention.level == "name":
            words.setdefault(mention.entity, set()).update(_content(mention.text)[1])
    return {identity: frozenset(found) for identity, found in words.items()}


def same_party(one: Claim, two: Claim, names: Mapping[str, frozenset[str]]) -> tuple[Sureness, tuple[str, ...]] | None:
    """How surely the same party has the part that both claims are about, and the words that tell so; None where nothing does.

    The same part is compared: who was struck with who was struck, or else who struck. ``names`` is what ``names_of`` gives.
    """
    order = ("recipient", "actor") if one.type in ABOUT_RECIPIENT else ("actor", "recipient")
    both = [(party(one, role, names), party(two, role, names)) for role in order]
    for first, second in both:
        if first is not None and second is not None:
            found = _alike(first, second)
            if found is not None or (first.words and second.words):
                return found
    return _in_either_part(*both) if None in both[0] else None


def _in_either_part(
    main: tuple[Party | None, Party | None], other: tuple[Party | None, Party | None]
) -> tuple[Sureness, tuple[str, ...]] | None:
    """One entity, which one claim has struck and the other leaves without a part of that kind: "was arrested", "his arrest"."""
    for first, second in ((main[0], other[1]), (other[0], main[1])):
        if first is not None and second is not None and first.entities & second.entities:
            return "maybe", tuple(sorted(first.words & second.words))[:3]
    return None


def party(claim: Claim, role: str, names: Mapping[str, frozenset[str]]) -> Party | None:
    """Who has a role in a claim; None where nobody has."""
    told = [argument for argument in claim.arguments if argument.role == role]
    if not told:
        return None
    heads: set[str] = set()
    words: set[str] = set()
    known: set[str] = set()
    for argument in told:
        head, all_words = _content(argument.text)
        heads |= head
        words |= all_words
        known |= _known(argument, names)
    entities = frozenset(argument.entity for argument in told if argument.entity is not None)
    return Party(entities, frozenset(heads), frozenset(words | known), frozenset(known))


def _known(argument: Argument, names: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return names.get(argument.entity, frozenset()) if argument.entity is not None else frozenset()


def _alike(one: Party, two: Party) -> tuple[Sureness, tuple[str, ...]] | None:
    common = one.words & two.words
    telling = common - _SAYS_LITTLE
    shown = tuple(sorted(telling or common))[:3]
    if one.entities & two.entities:
        return "surely", shown
    if len(telling) > 1 or telling & one.heads & two.heads or telling & one.names & two.names:
        return "surely", shown
    if telling & (one.heads | two.heads | one.names | two.names):
        return "maybe", shown
    others = one.words - common, two.words - common
    if common & one.heads & two.heads and not (others[0] and others[1]):
        return "maybe", shown
    return None


def _content(text: str) -> tuple[set[str], set[str]]:
    """The head of a phrase, and all of its words that tell something; in lower case and the singular."""
    found: list[str] = []
    head: str | None = None
    for word in _WORD.findall(text):
        low = word.lower().removesuffix("'s").removesuffix("’s")
        if head is None and found and (low in _ENDS or low in ",;("):
            head = found[-1]
        if len(low) > 1 and low not in _STOP and low not in _ENDS:
            found.append(_singular(low))
    if not found:
        return set(), set()
    return {head or found[-1]}, set(found)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word
