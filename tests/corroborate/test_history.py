from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from made_supports import CHAD, LIBYA, MURZUQ, MURZUQ_DISTRICT, SABHA, actor, by_voice, day, exactly, killed, support
from msgspec.structs import replace

from reportedly.corroborate.history import as_of, history_of, standing_as_of
from reportedly.corroborate.origins import origins_of
from reportedly.corroborate.record_standing import Fold, standing_of
from reportedly.schema.support import Support

DAYS = ("2031-04-06", "2031-04-07", "2031-04-08", "2031-04-20")


def test_what_was_known_on_each_day() -> None:
    history = history_of(
        [
            support("c1", "residents", "2031-04-06"),
            support("c2", "the army", "2031-04-08", stance="denies"),
            support("c3", "the monitors", "2031-04-08", tolls=(exactly(2),)),
        ],
        by_voice,
    )
    assert [(one.since, one.until, one.standing.grade) for one in history] == [
        ("2031-04-06", "2031-04-07", "single-source"),
        ("2031-04-08", None, "contested"),
    ]
    assert as_of(history, "2031-04-05") is None
    assert as_of(history, "2031-04-07") == history[0].standing
    assert as_of(history, "2040-01-01") == as_of(history, None) == history[1].standing
    assert history[1].standing.known_from == "2031-04-06"


def test_a_report_without_a_date_counts_for_the_present_only() -> None:
    supports = [support("c1", "residents", "2031-04-06"), support("c2", "the monitors", None)]
    history = history_of(supports, by_voice)
    assert [(one.since, one.standing.origins_for) for one in history] == [("2031-04-06", 1), (None, 2)]
    assert as_of(history, "2040-01-01") == history[0].standing
    assert as_of(history, None) == history[1].standing
    assert history[1].standing.undated == 1
    undated = history_of(supports[1:], by_voice)
    assert as_of(undated, "2040-01-01") is None
    assert undated[0].standing.known_from is None


def test_nothing_has_no_history() -> None:
    assert history_of([], by_voice) == ()
    assert as_of((), None) is None


@st.composite
def supports(draw: st.DrawFn) -> list[Support]:
    made = []
    for number in range(draw(st.integers(1, 7))):
        more: dict[str, Any] = {
            "stance": draw(st.sampled_from(("reports", "reports", "confirms", "denies", "doubts"))),
            "type": draw(st.sampled_from((None, "ASSAULT", "COERCE"))),
            "mode": draw(st.sampled_from((None, "aerial", "drone", "targeted", "firearms"))),
            "modality": draw(st.sampled_from(("actual", "actual", "actual", "planned", "hypothetical"))),
            "when": draw(st.sampled_from((None, day("2031-04-05"), day("2031-04-06"), day("2031-04-01", "2031-04-30")))),
            "where": draw(st.sampled_from((None, MURZUQ, SABHA, MURZUQ_DISTRICT, LIBYA, CHAD))),
            "parties": tuple(draw(st.lists(st.sampled_from((actor("police"), actor("army"), actor("men", named=False))), max_size=2))),
            "tolls": tuple(draw(st.lists(st.sampled_from(
                (exactly(2), exactly(12), killed(12, 12), killed(24), killed(10, None, 14), killed(None, None, 30))), max_size=1,
            ))),
            "responsible": draw(st.booleans()),
            "verdict": draw(st.sampled_from((None, None, None, "right", "wrong"))),
            "reliability": draw(st.sampled_from((None, "A", "C", "E", "F"))),
        }  # fmt: skip
        voice = draw(st.sampled_from(("residents", "the army", "the monitors", None)))
        made.append(support(f"c{number}", voice, draw(st.sampled_from((None, *DAYS))), **more))
    return made


@settings(max_examples=40)
@given(supports(), st.sampled_from(("2031-01-01", *DAYS, "2035-01-01")), st.sampled_from((by_voice, origins_of)))
def test_as_of_a_day_is_what_only_the_reports_of_by_then_give(made: list[Support], on: str, fold: Fold) -> None:
    known = [one for one in made if one.telling.published is not None and one.telling.published <= on]
    expected = standing_of(known, fold) if known else None
    assert as_of(history_of(made, fold), on) == expected
    assert standing_as_of(made, on, fold) == expected
    assert as_of(history_of(made, fold), None) == standing_of(made, fold)


@settings(max_examples=40)
@given(supports(), st.randoms(use_true_random=False), st.sampled_from((by_voice, origins_of)))
def test_the_order_of_claims_makes_no_difference(made: list[Support], random: Any, fold: Fold) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)
    assert standing_of(shuffled, fold) == standing_of(made, fold)
    assert history_of(shuffled, fold) == history_of(made, fold)


@settings(max_examples=40)
@given(supports(), st.sampled_from(("residents", "somebody else", None)))
def test_a_claim_without_a_value_changes_no_disagreement(made: list[Support], voice: str | None) -> None:
    # An actual claim can end a time of mere plans, whose values then no longer count: that is no vote either.
    actual = [replace(one, modality="actual") for one in made] or made
    before = standing_of(actual, by_voice)
    after = standing_of([*actual, support("c99", voice, None)], by_voice)
    if before.grade == "denied" or before.origins_for == 0:
        return
    assert {one.field: (one.disagreement, one.origins) for one in after.fields} == {
        one.field: (one.disagreement, one.origins) for one in before.fields
    }
    assert [(one.what, one.disagreement, one.values) for one in after.tolls] == [
        (one.what, one.disagreement, one.values) for one in before.tolls
    ]


@settings(max_examples=40)
@given(supports())
def test_bounds(made: list[Support]) -> None:
    found = standing_of(made, by_voice)
    for toll in found.tolls:
        told = [toll.conservative, toll.representative, toll.best, toll.informative]
        known = [number for number in told if number is not None]
        assert len(known) in (0, 4)
        if known:
            assert toll.low is not None and toll.low <= toll.conservative <= toll.best <= toll.informative  # type: ignore[operator]
            assert toll.high is None or toll.informative <= toll.high  # type: ignore[operator]
        assert sum(one.votes for one in toll.values) <= toll.origins + 1e-6
    for one in (*found.fields, *found.tolls):
        assert (one.disagreement is None) == (one.origins < 2)
        assert one.disagreement is None or 0.0 <= one.disagreement < 1.0
    scored = {one.field for one in found.fields if one.disagreement} | {
        f"toll:{one.what}" for one in found.tolls if one.disagreement
    }
    assert set(found.disputed) == scored
    assert found.claims + found.set_aside == len(made)
    assert found.reasons
