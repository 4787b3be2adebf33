"""Fitting scores, and measuring what they are worth: on cases made up here, and on the judged texts where they are."""

from pathlib import Path

import numpy as np
import pytest

from reportedly.codebooks.load import load_codebook
from reportedly.evaluation.calibration import (
    Case,
    before_fitting,
    best_threshold,
    claim_cases,
    crossfitted,
    f1_curve,
    figures_of,
    half_of,
    reliability,
)
from reportedly.evaluation.judged import OPEN, JudgedText, RelationVerdict, Verdict, _verdicts
from reportedly.evaluation.logistic import fit_logistic
from reportedly.extract.calibration import Logistic

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def drawn(
    count: int, weights: dict[str, float], bias: float, seed: int = 3
) -> tuple[list[dict[str, float]], list[bool]]:
    """Cases drawn from a known model."""
    rng = np.random.default_rng(seed)
    evidence = [{name: float(rng.normal()) for name in weights} for _ in range(count)]
    odds = [bias + sum(weights[name] * one[name] for name in weights) for one in evidence]
    return evidence, [bool(rng.random() < 1 / (1 + np.exp(-value))) for value in odds]


def cases(scores: list[float], right: list[bool]) -> list[Case]:
    return [
        Case("made up", f"d{n % 7}", {"x": said}, was) for n, (said, was) in enumerate(zip(scores, right, strict=True))
    ]


def test_the_fit_finds_the_model_that_drew_the_cases() -> None:
    model = fit_logistic(*drawn(6000, {"a": 1.5, "b": 0.5}, -0.7))
    assert model.bias == pytest.approx(-0.7, abs=0.12)
    assert model.weights["a"] == pytest.approx(1.5, abs=0.15) and model.weights["b"] == pytest.approx(0.5, abs=0.12)


def test_evidence_that_counts_against_is_left_out() -> None:
    model = fit_logistic(*drawn(3000, {"a": 1.0, "b": -0.8}, 0.0))
    assert model.weights["b"] == 0.0 and model.weights["a"] > 0.5


def test_nothing_is_learned_where_all_are_right() -> None:
    with pytest.raises(ValueError, match="wrong"):
        fit_logistic([{"a": 1.0}, {"a": 2.0}], [True, True])


def test_a_score_that_says_how_often_it_is_right_has_no_error() -> None:
    scores = [0.25] * 40 + [0.75] * 40
    right = [n % 4 == 0 for n in range(40)] + [n % 4 != 0 for n in range(40)]
    assert figures_of(scores, cases(scores, right))["percent"] == pytest.approx(0.0, abs=1e-9)
    sure = [1.0] * 80
    found = figures_of(sure, cases(sure, right))
    assert found["percent"] == pytest.approx(50.0) and found["right"] == 50.0 and found["mean score"] == 100.0
    assert found["low"] <= 50.0 <= found["high"]


def test_ranking_is_the_chance_that_a_right_one_scores_above_a_wrong_one() -> None:
    scores = [0.1, 0.2, 0.8, 0.9] * 3
    assert figures_of(scores, cases(scores, [False, False, True, True] * 3))["ranking"] == 100.0
    assert figures_of([0.5] * 12, cases([0.5] * 12, [False, True] * 6))["ranking"] == 50.0


def test_bins_hold_all_cases_from_the_lowest_score_on() -> None:
    scores = [n / 37 for n in range(37)]
    bins = reliability(scores, [n > 20 for n in range(37)])
    assert sum(one.cases for one in bins) == 37 and len(bins) == 10
    assert [one.score for one in bins] == sorted(one.score for one in bins)
    assert bins[0].right == 0.0 and bins[-1].right == 1.0


def test_the_threshold_with_the_best_f1_is_the_lowest_of_several() -> None:
    scores, right = [0.2, 0.5, 0.9, 0.9], [False, True, True, True]
    assert best_threshold(scores, cases(scores, right), gold=3) == (0.21, 100.0)
    assert best_threshold([0.5, 0.9], cases([0.5, 0.9], [True, True]), gold=2) == (0.0, 100.0)
    assert dict(f1_curve(scores, cases(scores, right), gold=6))[0.0] == pytest.approx(200 * 3 / (6 + 4))


def test_for_next_to_nothing_no_claim_is_held_back() -> None:
    scores, right = [0.1, *[0.9] * 2_000], [False, *[True] * 2_000]
    threshold, f1 = best_threshold(scores, cases(scores, right), gold=2_000)
    assert (threshold, round(f1)) == (0.0, 100)


def test_no_document_scores_itself() -> None:
    evidence, right = drawn(400, {"a": 2.0}, 0.0)
    made = [Case("made up", f"d{n % 20}", one, was) for n, (one, was) in enumerate(zip(evidence, right, strict=True))]
    before = crossfitted(made)
    changed = [
        Case(one.corpus, one.document, one.evidence, not one.right if half_of(one.document) == 0 else one.right)
        for one in made
    ]
    after = crossfitted(changed)
    assert before is not None and after is not None
    zeros = [n for n, one in enumerate(made) if half_of(one.document) == 0]
    assert [before[n] for n in zeros] == [after[n] for n in zeros]
    assert before != after


def test_too_few_cases_are_not_fitted() -> None:
    assert crossfitted(cases([0.4, 0.6] * 10, [True, False] * 10)) is None


def text(marked: dict[int, str], *verdicts: Verdict) -> JudgedText:
    return JudgedText("made up", "d", "x" * 50, marked, verdicts)


def test_what_the_corpus_marks_decides() -> None:
    one = text({5: "ASSAULT", 20: OPEN, 30: "OTHER"})
    assert one.verdict(4, 9, "ASSAULT") is True and one.verdict(4, 9, "COERCE") is False
    assert one.verdict(20, 25, "AID") is None
    assert one.verdict(30, 34, "AID") is False
    assert one.verdict(40, 44, "AID") is None
    assert one.acceptable == 1


def test_what_the_reader_said_decides_elsewhere() -> None:
    one = text({}, Verdict(5, 9, "ASSAULT", True), Verdict(5, 9, "COERCE", True), Verdict(20, 25, "AID", False))
    assert one.verdict(5, 9, "COERCE") is True and one.verdict(7, 12, "ASSAULT") is True
    assert one.verdict(5, 9, "AID") is False
    assert one.verdict(20, 25, "AID") is False
    assert one.verdict(20, 25, "ASSAULT") is None
    assert one.acceptable == 1


def test_the_verdicts_are_of_types_that_the_codebook_has() -> None:
    known = {kind.code for kind in load_codebook().types}
    found = [verdict for verdicts in _verdicts().values() for verdict in verdicts]
    assert {one.type for one in found} <= known
    assert all(0 <= one.start < one.end for one in found)
    assert 0.3 < sum(one.accepted for one in found) / len(found) < 0.9


@pytest.mark.corpora
def test_nearly_all_claims_of_the_judged_texts_are_judged() -> None:
    if not (DATA / "wikievents").exists() or not (DATA / "wikinews").exists():
        pytest.skip(f"the corpora are not in {DATA}")
    found = claim_cases(DATA, limit=3)
    assert len(found.cases) > 50 and found.gold > 50
    assert found.unknown < 0.2 * len(found.cases)


def test_a_relation_is_the_judged_one_where_both_sides_overlap() -> None:
    led = RelationVerdict("leads", (0, 10), (20, 30), True)
    assert led.speaks_of("leads", (5, 10), (20, 25))
    assert not led.speaks_of("leads", (20, 25), (5, 10)) and not led.speaks_of("member_of", (5, 10), (20, 25))
    assert not led.speaks_of("leads", (10, 19), (20, 25))
    assert RelationVerdict("fighting", (0, 10), (20, 30), False).speaks_of("fighting", (20, 25), (5, 10))


@pytest.mark.parametrize("odds", [-2.0, 0.0, 1.7])
def test_one_piece_of_evidence_can_be_had_back_from_its_score(odds: float) -> None:
    model = Logistic(bias=-0.3, weights={"found": 0.6})
    assert before_fitting(model, model.scored({"found": odds}))["found"] == pytest.approx(odds, abs=1e-2)
