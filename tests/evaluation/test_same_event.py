"""Scores of events across reports, by hand."""

import pytest

from reportedly.evaluation.coreference import score
from reportedly.evaluation.maverick import half_of, linkables
from reportedly.evaluation.same_event import conll, groups_of, pairwise, recovered

GOLD = ["a", "a", "a", "b", "b", "c"]
OURS = [1, 1, 2, 3, 3, 3]


def test_pairs_and_whole_events_are_counted() -> None:
    found = pairwise(GOLD, OURS)
    assert (found["precision"], found["recall"]) == (50.0, 50.0)
    assert recovered(GOLD, OURS) == (0, 2) and recovered(GOLD, [1, 1, 1, 2, 3, 4]) == (1, 2)
    assert pairwise(GOLD, range(6))["f1"] == 0.0


def test_the_figures_are_those_of_the_whole_though_parts_are_scored_alone() -> None:
    gold, ours = groups_of(GOLD), groups_of(OURS)
    whole = score([(gold, ours)])
    found = conll(gold, ours)
    for name in ("muc_f1", "b3_f1", "ceafe_f1", "conll_f1"):
        assert found[name] == pytest.approx(whole[name])
    assert conll(gold, gold)["conll_f1"] == pytest.approx(100.0)


def test_singletons_can_be_left_out() -> None:
    assert len(groups_of(GOLD)) == 3 and len(groups_of(GOLD, singletons=False)) == 2


def row(**changes: str) -> dict[str, str]:
    blank = dict.fromkeys(
        [f"actor{n}{part}" for n in range(1, 7) for part in ("", "_id", "_violence", "_victim", "_perpetrator")], ""
    )
    found = blank | {
        "event_id": "X-1", "country": "Xandria", "city": "Tarvel", "location": "", "latitude": "1.5", "longitude": "2.5",
        "geo_precision": "3.0",
        "date_start": "2010-01-02", "date_end": "2010-01-02", "actor1": "Police (Xandria)", "actor1_id": "X-2",
        "actor1_violence": "Shooting; Unknown",
        "event_context": "Protest", "target": "Unknown", "source": "An Agency (2010-01-03) Two die", "deaths_low": "1", "deaths_best": "2",
        "deaths_high": "", "injuries_low": "", "injuries_best": "0", "injuries_high": "",
    }  # fmt: skip
    return found | changes


def test_a_coded_row_becomes_a_claim_and_what_is_unknown_stays_so() -> None:
    one, two = linkables([row(), row(latitude="", longitude="", date_end="2010-01-09")])
    assert one.report == two.report and one.group != two.group
    assert one.published == "2010-01-03" and one.lemmas == ("shooting",) and one.story == ()
    assert one.where is not None and one.where.precision == 2 and two.where is not None and two.where.precision == 6
    assert one.when is not None and one.when.precision == "day" and two.when is not None and two.when.precision == "week"
    assert [(toll.what, toll.best) for toll in one.tolls] == [("killed", 2)]
    assert half_of("X-1") in (0, 1)
