"""How sure a voice is of what it says: rules over modals, adverbs and cues, with the learned scale (UDS-IH2) for what no word decides."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from reportedly.encoder.output import Predicate
from reportedly.extract.lexicon import load_data
from reportedly.schema import Factuality, Stance

# UDS-IH2's scale runs from -3 to 3. Without a word that says so, an event below these is taken as not (certainly) having happened.
DOUBTFUL_BELOW = 0.0
UNHAPPENED_BELOW = -1.2
_NEAR = 4
_BRIDGES = frozenset("to be been being have has had also still even soon now then already again both".split())


class FactualityWords(Struct, frozen=True):
    """The word lists of ``data/factuality.yaml``."""

    stances: dict[str, frozenset[str]]
    negated_confirmation: Stance
    cue_certainty: dict[str, frozenset[str]]
    cue_modality: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    embedding: frozenset[str]


@lru_cache(maxsize=1)
def factuality_words() -> FactualityWords:
    """The packaged word lists, read once."""
    return msgspec.convert(load_data("factuality.yaml"), FactualityWords)


def stance_of(cue: Sequence[str], before: Sequence[str] = ()) -> Stance:
    """What a cue does to its content; ``before`` are the few words in front of it, which may negate a confirmation."""
    lists = factuality_words()
    words = {word.lower() for word in cue}
    for stance, forms in lists.stances.items():
        if words & forms:
            negated = {word.lower() for word in (*before[-3:], *cue)} & {
                "not",
                "n't",
                "t",
                "never",
                "cannot",
                "unable",
                "no",
            }
            if negated:
                return lists.negated_confirmation if stance == "confirms" else "reports"
            found: Stance = msgspec.convert(stance, Stance)
            return found
    return "reports"


def factuality_of(
    words: Sequence[str],
    place: int,
    predicate: Predicate | None,
    arguments: Iterable[tuple[str, str]],
    cues: Sequence[Sequence[str]],
) -> Factuality:
    """The factuality of the event named by ``words[place]`` of its sentence.

    ``arguments`` are its PropBank arguments as (label, text); ``cues`` the words of the cues it stands under, innermost first.
    """
    lists = factuality_words()
    near = _governing(words, place, lists)
    for label, text in arguments:
        if label in {"MOD", "NEG", "ADV"}:
            near |= {word.lower() for word in text.split()[:3]}
    low = {word.lower() for word in words[max(0, place - 12) : place]}
    if low & {"if", "unless", "whether"}:
        near |= low & {"if", "unless", "whether"}
    certainty, modality = "certain", "actual"
    negative = bool(near & lists.words["negative"]) or any(label == "NEG" for label, _ in arguments)
    if near & lists.words["possible"]:
        certainty = "possible"
    elif near & lists.words["probable"]:
        certainty = "probable"
    if near & {"if", "unless", "whether", "would"}:
        modality = "hypothetical"
    elif near & lists.words["planned"]:
        modality = "planned"
    for cue in cues[:2]:
        certainty, modality = _under(cue, certainty, modality, lists)
    if predicate is not None and certainty == "certain" and modality == "actual" and not negative:
        if predicate.happened < UNHAPPENED_BELOW:
            certainty, modality = "unknown", "hypothetical"
        elif predicate.happened < DOUBTFUL_BELOW:
            certainty = "probable"
    return msgspec.convert(
        {"certainty": certainty, "polarity": "negative" if negative else "positive", "modality": modality}, Factuality
    )


def _under(cue: Sequence[str], certainty: str, modality: str, lists: FactualityWords) -> tuple[str, str]:
    words = {word.lower() for word in cue}
    if certainty in {"certain", "probable"}:
        if words & lists.cue_certainty["possible"]:
            certainty = "possible"
        elif words & lists.cue_certainty["probable"]:
            certainty = "probable"
    if modality == "actual":
        if words & lists.cue_modality["planned"]:
            modality = "planned"
        elif words & lists.cue_modality["hypothetical"]:
            modality = "hypothetical"
    return certainty, modality


def _governing(words: Sequence[str], place: int, lists: FactualityWords) -> set[str]:
    """The words in front of a trigger that bear on it: its auxiliaries and adverbs, and a verb that embeds it with "to"."""
    every = set().union(*lists.words.values())
    found: set[str] = set()
    passed = 0
    for number in range(place - 1, max(-1, place - 9), -1):
        low = words[number].lower()
        if low in {"t", "'", "’"} and number and words[number - 1].lower().endswith("n"):
            found.add("not")
            continue
        if low in every:
            found.add(low)
            continue
        if low in _BRIDGES or low.endswith("ly"):
            continue
        passed += 1
        if passed > _NEAR or not low.isalnum():
            break
        if low not in {"the", "a", "an", "its", "their", "his", "her", "any", "new", "more", "of"}:
            break
    return found
