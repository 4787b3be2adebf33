"""Whether two names may name one actor: a score with its features, and a decision that prefers doubt to a wrong merge."""

import math
from functools import lru_cache
from importlib import resources

import yaml
from msgspec import Struct

from reportedly.codebooks.parsed import loader
from reportedly.resolve.name_features import FEATURES, features_of
from reportedly.resolve.name_keys import hash_key, name_keys
from reportedly.resolve.name_words import is_acronym, is_generic, is_kunya, normal_name
from reportedly.schema.actor import Decision, Feature, NameMatch
from reportedly.schema.mention import MentionKind

__all__ = ["compare_names", "hash_key", "name_keys", "name_weights", "same_full_name"]


KEPT_PAIRS = 16_384
"""Pairs of names that were compared and are kept: a report's names meet the same bearers as those of the day before."""


class NameWeights(Struct, frozen=True):
    """A logistic model over the features, and the scores from which a pair is doubtful, or the same.

    ``same`` was chosen on the tuning half of the OFAC pairs for a precision of 99 % among hard negatives, ``doubtful`` for the best F1
    (``python -m benchmarks.names --fit``).
    """

    bias: float
    weights: dict[str, float]
    doubtful: float
    same: float


@lru_cache(maxsize=1)
def _all_weights() -> dict[str, NameWeights]:
    text = resources.files("reportedly.resolve").joinpath("data", "name_weights.yaml").read_text("utf-8")
    raw = yaml.load(text, Loader=loader())  # noqa: S506 (a safe loader)
    return {kind: NameWeights(one["bias"], one["weights"], one["doubtful"], one["same"]) for kind, one in raw.items()}


def name_weights(kind: MentionKind) -> NameWeights:
    """The packaged weights for names of this kind: persons have their own, all others share one."""
    return _all_weights()["person" if kind == "person" else "organisation"]


def score_of(features: dict[str, float], weights: NameWeights) -> float:
    """The probability that two names with these features name one actor."""
    total = weights.bias + sum(weights.weights.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def same_full_name(one: str, two: str, kind: MentionKind) -> bool:
    """Whether both are full names in one spelling: at least two words, of which none is an initial, and no kunya."""
    a, b = normal_name(one, kind), normal_name(two, kind)
    if not a.words or a.sorted_key != b.sorted_key or a.initials or is_generic(one, kind) or is_generic(two, kind):
        return False
    if kind == "person":
        return len(a.words) > 1 and not is_kunya(a)
    return len(a.words) > 1 or is_acronym(one) == is_acronym(two)


def compare_names(one: str, two: str, kind: MentionKind = "organisation") -> NameMatch:
    """Whether two names may name one actor, judged by the names alone; symmetric in them.

    ``same`` asks for one full name in one spelling or, between organisations, for a score that few wrong pairs reach. Persons whose
    names are only alike are ``doubtful`` at most: "Ali Hassan" and "Ali Hussein" are two people until someone says otherwise.
    A name that names nobody ("rebels", "the army") is the same as nothing, itself included.
    """
    return _compared(min(one, two), max(one, two), kind)


@lru_cache(maxsize=KEPT_PAIRS)
def _compared(one: str, two: str, kind: MentionKind) -> NameMatch:
    if is_generic(one, kind) or is_generic(two, kind):
        return NameMatch(decision="different", score=0.0, features=(), reason="one of them names nobody in particular")
    if kind != "person" and is_acronym(one) != is_acronym(two):
        return _with_initials(one, two)
    if kind != "person" and is_acronym(one) and one.replace(".", "").lower() != two.replace(".", "").lower():
        return NameMatch(decision="different", score=0.0, features=(), reason="two acronyms of other letters")
    values = features_of(one, two, kind)
    weights = name_weights(kind)
    features = tuple(
        Feature(name, round(values[name], 4), weights.weights[name])
        for name in FEATURES
        if values[name] and weights.weights.get(name)
    )
    if same_full_name(one, two, kind):
        return NameMatch(decision="same", score=1.0, features=features, reason="one name in one spelling")
    score = round(score_of(values, weights), 4)
    return NameMatch(
        decision=_decision(values, score, weights, kind), score=score, features=features, reason=_reason(values)
    )


def _with_initials(one: str, two: str) -> NameMatch:
    """An acronym and a name are alike where the name has these initials, or is the acronym in small letters; never by letters."""
    weights = name_weights("organisation")
    values = features_of(one, two, "organisation")
    if not values["acronym"] and not values["one spelling"]:
        return NameMatch(decision="different", score=0.0, features=(), reason="an acronym and a name of other initials")
    features = tuple(
        Feature(name, round(values[name], 4), weights.weights[name])
        for name in FEATURES
        if values[name] and weights.weights.get(name)
    )
    score = max(weights.doubtful, round(score_of(values, weights), 4))
    return NameMatch(decision="doubtful", score=score, features=features, reason=_reason(values))


def _decision(values: dict[str, float], score: float, weights: NameWeights, kind: MentionKind) -> Decision:
    if score < weights.doubtful:
        return "different"
    sure = (
        score >= weights.same
        and kind != "person"
        and not values["a word that distinguishes"]
        and not values["another word instead"]
        and not values["acronym"]
        and not values["a single word"]
    )
    return "same" if sure else "doubtful"


def _reason(values: dict[str, float]) -> str:
    """The features that speak loudest, in words."""
    said = []
    if values["one spelling"]:
        said.append("the same words in one spelling")
    elif values["acronym"]:
        said.append("one is the other's initials")
    elif values["words of the shorter shared"] > 0.95:
        said.append("every word of the shorter name is in the longer")
    elif values["words shared"]:
        said.append(f"{values['words shared']:.0%} of their words in common")
    else:
        said.append("no word in common")
    if values["a word that distinguishes"]:
        said.append("a word that tells one from the other")
    elif values["another word instead"]:
        said.append("each has a word that the other lacks")
    if values["a single word"]:
        said.append("one of them is a single word")
    if values["an initial"]:
        said.append("one has an initial only")
    if values["kunya"]:
        said.append("many bear a name like “Abu” with a child's name")
    return "; ".join(said)
