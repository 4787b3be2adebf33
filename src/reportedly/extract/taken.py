"""What is captured, seized, held or taken: people are arrested, or abducted by gunmen; a place or a thing is seized.

One verb tells of all three, and only what it takes says which.
"""

import re

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.extract.frames import Filled
from reportedly.extract.lexicon import lexicon
from reportedly.extract.noun_phrases import singular
from reportedly.extract.parties import Phrases
from reportedly.extract.triggers import Trigger, become
from reportedly.schema.codebook import Codebook

_TAKING = frozenset({"capture", "seize", "hold"})
_ABDUCTORS = re.compile(
    r"\b(?:gunm[ae]n|kidnappers?|abductors?|militants?|bandits?|rebels?|insurgents?|jihadists?|pirates?|extremists?|"
    r"armed\s+(?:men|groups?)|masked\s+men|attackers|raiders|guerrillas?)\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset(
    "person people man woman child boy girl worker engineer guard soldier troop police policeman policewoman officer passenger crew "
    "villager resident hostage student pupil teacher driver sailor fisherman tourist journalist aid-worker doctor nurse priest employee "
    "civilian fighter militant rebel commander leader suspect prisoner captive pilot peacekeeper official him her them".split()
)
_BEHIND_HEAD = re.compile(r",?\s+(?:of|in|at|from|near|on|with|who|that|which|and|or|inside|outside|belonging)\s|,")


def settle_taken(text: str, trigger: Trigger, phrases: Phrases, codebook: Codebook) -> None:
    """Give a trigger of taking the type and mode that goes with what it takes; a trigger of other words is left as it is."""
    taking = trigger.type == "COERCE" and trigger.mode in ("arrest", "seize") and not trigger.taught and trigger.candidate is not None
    if not taking or trigger.candidate is None:
        return
    if _TAKING.isdisjoint(lemma for lemma, pos in candidate_lemmas(text[trigger.start : trigger.end]) if pos == "verb"):
        return
    taken = [one for one in trigger.filled if one.role == "recipient"]
    if not taken:
        return
    kind = codebook.event_type("ASSAULT")
    if all(_is_town(text, one) for one in taken) and not _HOLDING.match(text, trigger.start):
        become(trigger, "COERCE", "seize", None)
    elif all(_is_person(text, one, phrases) for one in taken):
        by_gunmen = any(one.role == "actor" and _ABDUCTORS.search(text, one.start, one.end) for one in trigger.filled)
        if by_gunmen and kind is not None and kind.mode("abduct") is not None:
            become(trigger, "ASSAULT", "abduct", "abducted")
        elif trigger.mode == "seize":
            become(trigger, "COERCE", "arrest", "captured")
    elif trigger.mode == "arrest" and all(_is_site(text, one, phrases) for one in taken):
        become(trigger, "COERCE", "seize", None)


def _is_town(text: str, one: Filled) -> bool:
    """Whether a name of one word that is taken is a town's: people are taken by their full names, or the report names one of that name.

    "Rebels seized Goma" holds of a town though the network took the name for a person's.
    """
    name = text[one.start : one.end]
    if _ONE_NAME.fullmatch(name) is None or _WHO_HE_IS.match(text, one.end):
        return False
    word = re.escape(name)
    if re.search(rf"\b(?:in|into|near|outside|around|across|inside)\s+{word}\b(?!['’]s?\s)", text):
        return True
    before = rf"(?!(?:{_OPENINGS})\s)(?:[A-Z][\w’'-]+|{_TITLES})\.?\s+"
    fuller = re.search(rf"\b{before}{word}\b|\b{word}\s+[A-Z]|\b{word},?\s+(?:who|said|told)\b", text)
    return fuller is None


_HOLDING = re.compile(r"h(?:old|eld)", re.IGNORECASE)
_ONE_NAME = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)*")
_WHO_HE_IS = re.compile(
    r",?\s+(?:who|aged)\b|,\s+(?:\d|(?:an?|the|its|their|his)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:leader|commander|chief|head|man|woman|general|minister|officer)\b)"
)
_OPENINGS = "In|On|At|From|Near|To|The|And|But|After|Since|When|While|As|By|Around|Outside|Inside"
_TITLES = "captain|colonel|general|president|minister|commander|lieutenant|sergeant|major|leader|chief"


def _head(text: str, one: Filled) -> str:
    behind = _BEHIND_HEAD.search(text, one.start, one.end)
    words = text[one.start : behind.start() if behind else one.end].lower().split()
    return words[-1] if words else ""


def _is_person(text: str, one: Filled, phrases: Phrases) -> bool:
    head = _head(text, one)
    if head in _PEOPLE or singular(head) in _PEOPLE:
        return True
    named = any(span.label == "person" and span.end == one.end and span.start >= one.start for span in phrases.parties)
    return lexicon().head_kinds.get(singular(head), frozenset()) == {"person"} or named


def _is_site(text: str, one: Filled, phrases: Phrases) -> bool:
    kinds = lexicon().head_kinds.get(singular(_head(text, one)), frozenset())
    return bool(kinds) and kinds <= {"facility", "place"}
