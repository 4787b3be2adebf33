"""How sure a voice is of what it says: rules over modals, adverbs and cues, with the learned scale (UDS-IH2) for what no word decides."""

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from reportedly.encoder.output import Predicate
from reportedly.extract.embedding import Governor
from reportedly.extract.lexicon import load_data
from reportedly.schema import Factuality, Stance

# UDS-IH2's scale runs from -3 to 3. Without a word that says so, an event below these is taken as not (certainly) having happened.
DOUBTFUL_BELOW = 0.5
# Above it a condition somewhere in front of an event is not its own (UDS-IH2 dev: 2 in 3 of those happened).
HAPPENED_FROM = 1.5
UNHAPPENED_BELOW = -1.2
_NEAR = 4
_NOBODY = re.compile(
    r"(?:no|nobody|none|neither|no-one|nothing|not\s+(?:a\s+single|one))\b(?!\s+(?:fewer|less|more)\b)", re.IGNORECASE
)
# A question that asks whether something is so: it says neither.
_ASKS_WHETHER = frozenset(
    "is are was were am do does did has have had can could will would shall should may might isn aren wasn weren don doesn didn hasn "
    "haven hadn couldn won wouldn".split()
)
_ASIDE = frozenset('" “ ‘ \' ( - – — q : and but so or then'.split())
_FROM_ACCOUNT = 14  # words in front of an event
_ACCOUNTS_THAT = frozenset("reports rumours rumors allegations speculation suggestions".split())
_NO_EVIDENCE = re.compile(r"\b(?:no|any|little|without) (?:\w+ )?(?:evidence|proof|indication|sign|trace|suggestion)s? (?:that|of)\b")
_NEVER_CAME = re.compile(r"\bwould\s+(?:[a-z]+\s+)?have\s+(?:[a-z]+ly\s+|been\s+|also\s+)*\Z")  # "These men would have killed dozens"
_IS_TO = re.compile(r"\b(?:is|are)\s+(?:(?:also|now|later|next|soon)\s+)?to\s+(?:be\s+)?\Z")  # "A delegation is to visit the camp"
_FINITE = frozenset("was were is are had has".split())
_OF_ITS_VERB = frozenset("not n't cannot could may might should would".split())
_UNTIL = re.compile(
    r"\b(?:until|unless|once|as soon as|provided|as long as)\s+(?:that\s+)?(?:[\w’'-]+\s+){1,5}(?:is|are|has\s+been|have\s+been)\s+\Z"
)  # "will not talk until the prisoners are freed"
_PLEADS = frozenset({"plead", "pleads", "pleaded", "pled", "pleading"})
_BRIDGES = frozenset("to be been being have has had also still even soon now then already again both".split())


# Verbs whose object is what is done: where they are denied, it is.
_DOING = frozenset(
    "carry carried conduct conducted commit committed launch launched stage staged mount mounted perpetrate perpetrated".split()
)


class FactualityWords(Struct, frozen=True):
    """The word lists of ``data/factuality.yaml``."""

    stances: dict[str, frozenset[str]]
    negated_confirmation: Stance
    cue_certainty: dict[str, frozenset[str]]
    cue_modality: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    embedders: dict[str, frozenset[str]]
    opening: frozenset[str]
    called_off: frozenset[str]
    going_on: frozenset[str]
    open: frozenset[str]
    awaited: frozenset[str]


@lru_cache(maxsize=1)
def factuality_words() -> FactualityWords:
    """The packaged word lists, read once."""
    return msgspec.convert(load_data("factuality.yaml"), FactualityWords)


def stance_of(cue: Sequence[str], before: Sequence[str] = ()) -> Stance:
    """What a cue does to its content; ``before`` are the few words in front of it, which may negate a confirmation."""
    lists = factuality_words()
    words = {word.lower() for word in cue}
    if words & lists.stances["confirms"] and words & lists.stances["denies"]:  # "neither confirmed nor denied"
        return lists.negated_confirmation
    if "guilty" in words and words & _PLEADS:
        return "denies" if "not" in words else "confirms"
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
    arguments: Sequence[tuple[str, str]],
    cues: Sequence[Sequence[str]],
    above: Sequence[Governor] = (),
) -> Factuality:
    """The factuality of the event named by ``words[place]`` of its sentence.

    ``arguments`` are its PropBank arguments as (label, text); ``cues`` the words of the cues it stands under, innermost first;
    ``above`` the verbs whose object or "to" clause it stands in, innermost first.
    """
    lists = factuality_words()
    ahead = [one for one in above if not one.behind]
    near = _governing(words, place, ahead[0].place if ahead else -1, lists)
    for label, text in arguments:
        # "..., causing no casualties" says nothing of whether the shot was fired.
        beside = label == "ADV" and text.split()[0].lower().endswith("ing") if text.split() else False
        if label in {"MOD", "NEG", "ADV"} and not beside:
            near |= {word.lower() for word in text.split()[:3]} - ({"without"} if label == "ADV" else set())  # "held without charge"
    before = " ".join(words[:place]).lower()
    if any(label in {"ARG0", "ARG1"} and _names_nobody(text, before) for label, text in arguments):
        near.add("nobody")
    near |= _of_sentence(words, place, lists)
    certainty, modality = "certain", "actual"
    negative = bool(near & lists.words["negative"]) or any(label == "NEG" for label, _ in arguments)
    if near & lists.words["possible"]:
        certainty = "possible"
    elif near & lists.words["probable"]:
        certainty = "probable"
    if near & {"if", "unless", "whether", "would"}:
        happened = predicate is not None and predicate.happened >= HAPPENED_FROM
        # "Said they would": the future of those who said it; "would have killed" never came about.
        unreal = _NEVER_CAME.search(before + " ") is not None
        promised = bool(cues) and not near & {"if", "unless", "whether"} and not unreal
        modality = "actual" if happened and not unreal else "planned" if promised else "hypothetical"
    elif _UNTIL.search(before + " "):
        negative, modality = False, "hypothetical"
    elif near & lists.words["planned"] or _IS_TO.search(before + " "):
        modality = "planned"
    for governor in above:
        word = _phrase(governor, words, lists)
        if word in lists.called_off and words[place].lower() in lists.going_on:
            continue
        if word in lists.embedders["negative"]:
            if governor.negated and word in lists.open:  # "could not rule out an attack"
                certainty = "possible"
            else:
                negative = negative == governor.negated
        elif governor.negated and word in lists.embedders["probable"]:  # "did not believe that an attack was near"
            negative = not negative
        elif governor.negated and governor.place < place and (word in _DOING or word in lists.embedders["planned"]):
            negative = True  # "has not carried out an execution", "had no plans to attack"
        certainty, modality = _beneath(word, certainty, modality, lists)
        past = [one.lower() for one in words[governor.place + 1 : governor.place + 3]] == ["to", "have"]
        if word in lists.awaited and modality == "actual" and not past:
            modality = "planned"
    for cue in cues[:2]:
        certainty, modality = _under(cue, certainty, modality, lists)
    if modality == "actual" and (asks_whether(words) or _without_evidence(words, place)):
        certainty, modality = "unknown", "hypothetical"
    if predicate is not None and certainty == "certain" and modality == "actual" and not negative:
        if predicate.happened < UNHAPPENED_BELOW:
            certainty, modality = "unknown", "hypothetical"
        elif predicate.happened < DOUBTFUL_BELOW:
            certainty = "probable"
    return msgspec.convert(
        {"certainty": certainty, "polarity": "negative" if negative else "positive", "modality": modality}, Factuality
    )


def _phrase(governor: Governor, words: Sequence[str], lists: FactualityWords) -> str:
    """A verb above an event, with its particle where they are one word of the lists ("ruled out")."""
    whole = " ".join([governor.word, *(word.lower() for word in words[governor.place + 1 : governor.place + 2])])
    return whole if any(whole in embedders for embedders in lists.embedders.values()) else governor.word


def asks_whether(words: Sequence[str]) -> bool:
    """Whether a sentence's words are a question to be answered by yes or no ("Did your men attack the convoy?")."""
    if "?" not in "".join(words[-2:]):
        return False
    label = 2 if len(words) > 2 and words[0].isupper() and words[1] == ":" else 0  # "MEXICO: Was the mayor shot ...?"
    opening = next((word.lower() for word in words[label:] if word.lower() not in _ASIDE), "")
    return opening in _ASKS_WHETHER


def _without_evidence(words: Sequence[str], place: int) -> bool:
    """Whether somebody says that nothing shows an event ("there was no evidence that the guards had shot her")."""
    before = " ".join(words[max(0, place - _FROM_ACCOUNT) : place]).lower()
    return _NO_EVIDENCE.search(before) is not None


def _names_nobody(words: str, before: str) -> bool:
    """Whether an argument is nobody: "none of them" anywhere, "No soldier" in front of the verb ("has no doubt" denies no having)."""
    if _NOBODY.match(words) is None:
        return False
    return not words.lower().startswith("no ") or words.lower()[:12] in before or words.lower().startswith("no one")


def _of_sentence(words: Sequence[str], place: int, lists: FactualityWords) -> set[str]:
    """What the sentence puts over an event in it: a condition before it, "Had they not ...", an adverb that opens the sentence."""
    found = {word.lower() for word in words[max(0, place - 12) : place]} & {"if", "unless", "whether"}
    for number in range(max(0, place - _FROM_ACCOUNT), place - 1):  # "received reports that", "no evidence that"
        if words[number + 1].lower() == "that" and words[number].lower() in _ACCOUNTS_THAT:
            found.add("allegedly")
    opening = [word.lower() for word in words[:3] if word.isalpha()]
    if opening[:1] and opening[0] in {"had", "were", "should"} and not "".join(words[-2:]).endswith("?"):
        found.add("if")
    if opening[:1] and opening[0] in lists.opening:
        found.add(opening[0])
    return found


def _beneath(verb: str, certainty: str, modality: str, lists: FactualityWords) -> tuple[str, str]:
    """What a verb above makes of an event that is not yet less than certain, or less than actual."""
    if certainty == "certain":
        certainty = next((grade for grade in ("possible", "probable") if verb in lists.embedders[grade]), certainty)
    if modality == "actual":
        modality = next((mode for mode in ("planned", "hypothetical") if verb in lists.embedders[mode]), modality)
    return certainty, modality


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


def _governing(words: Sequence[str], place: int, above: int, lists: FactualityWords) -> set[str]:
    """The words in front of a trigger that bear on it: its auxiliaries and adverbs, and a verb that embeds it with "to".

    The verb at ``above`` and what stands in front of it are left to the embedding verbs; -1 where there is none.
    """
    every = set().union(*lists.words.values())
    found: set[str] = set()
    passed = 0
    finite = False  # past "were" of "those who could not were shot" another clause ends
    for number in range(place - 1, max(above, -1, place - 9), -1):
        low = words[number].lower()
        if words[number] == "May":  # a month, or somebody's name
            break
        if low in {"t", "'", "’"} and number and words[number - 1].lower().endswith("n"):
            found.add("not")
            continue
        if low in every:
            if not finite or low not in _OF_ITS_VERB:
                found.add(low)
            finite = finite or low in _FINITE
            continue
        if low in _FINITE and not finite:
            finite = True
        if low in _BRIDGES or low.endswith("ly"):
            continue
        passed += 1
        if passed > _NEAR or not low.isalnum():
            break
        if low not in {"the", "a", "an", "its", "their", "his", "her", "any", "new", "more", "of"}:
            break
    return found
