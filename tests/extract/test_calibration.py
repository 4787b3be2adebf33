"""Scores: more evidence never lowers one, and the packaged constants can be read."""

import math
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.encoder.output import Predicate
from reportedly.extract.calibration import (
    SMALLEST,
    Logistic,
    attribution_evidence,
    calibration,
    claim_evidence,
    claim_score,
    log_odds,
)
from reportedly.schema.codebook import LexicalEntry, TypeCandidate

CHANCE = st.floats(0, 1)


@dataclass
class Word:
    """A trigger as the scores see it."""

    score: float
    type: str
    candidate: TypeCandidate | None
    predicate: Predicate | None


def word(score: float = 0.7, weight: float | None = 0.8, right: float = 0.6, other: float = 0.2) -> Word:
    types = (("ASSAULT", right), ("OTHER", other))
    predicate = Predicate(0, 7, 0, 0.9, 0.5, types, 2.0, (), ())
    entry = (
        None
        if weight is None
        else LexicalEntry(lemma="shell", pos="verb", type="ASSAULT", weight=weight, source="here")
    )
    candidate = entry and TypeCandidate(
        type="ASSAULT", mode=None, weight=entry.weight, roles=(), toll=None, entry=entry, start=0, end=1
    )
    return Word(score, "ASSAULT", candidate, predicate)


def test_the_packaged_constants_let_no_evidence_count_against_a_claim() -> None:
    found = calibration()
    assert all(weight >= 0 for model in (found.claims, found.relations, found.attributions) for weight in model.weights.values())
    assert all(any(model.weights.values()) for model in (found.claims, found.relations, found.attributions))
    assert 0 <= found.min_score <= 1


def test_the_constants_name_the_evidence_that_there_is() -> None:
    assert set(calibration().claims.weights) == set(claim_evidence(word()))
    assert set(calibration().attributions.weights) == set(attribution_evidence(0.9, None, 0.5))


@given(CHANCE, CHANCE)
def test_log_odds_rise_and_stay_finite(one: float, two: float) -> None:
    assert (log_odds(one) <= log_odds(two)) or one > two
    assert log_odds(one) == pytest.approx(-log_odds(1 - one))
    assert abs(log_odds(one)) <= -log_odds(SMALLEST)


@given(CHANCE, CHANCE, CHANCE, CHANCE)
def test_more_evidence_never_lowers_a_score(score: float, weight: float, right: float, other: float) -> None:
    here = claim_score(word(score, weight, right, other))
    assert 0 <= here <= 1
    assert claim_score(word(min(1, score + 0.1), weight, right, other)) >= here
    assert claim_score(word(score, min(1, weight + 0.1), right, other)) >= here
    assert claim_score(word(score, weight, min(1, right + 0.1), other)) >= here
    assert claim_score(word(score, weight, right, max(0, other - 0.1))) >= here


def test_a_word_that_no_head_spoke_of_has_the_lexicon_alone() -> None:
    unseen = word()
    unseen.predicate = None
    assert claim_evidence(unseen) == {"found": log_odds(0.7), "lexicon": 0.8, "type": 0.0, "event": 0.0}
    assert claim_evidence(word(weight=None))["lexicon"] == 0.0


def test_nobody_named_is_no_evidence() -> None:
    assert attribution_evidence(0.5, None, 0.5) == {"cue": 0.0, "source": 0.0, "content": 0.0}
    assert attribution_evidence(0.5, 0.9, 0.5)["source"] > 0


def test_a_probability_is_the_logistic_of_the_weighted_sum() -> None:
    model = Logistic(bias=-1.0, weights={"a": 2.0, "b": 0.5})
    assert model.probability({"a": 1.0, "b": -2.0}) == pytest.approx(0.5)
    assert model.scored({"a": 0.0, "b": 0.0}) == round(1 / (1 + math.e), 4)
    assert model.probability({"a": 1e9, "b": 0.0}) <= 1.0
    with pytest.raises(KeyError):
        model.probability({"a": 1.0})
