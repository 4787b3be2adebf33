"""Linking across reports, on invented claims."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack
from msgspec.structs import replace

from reportedly.corroborate.linking import (
    JOIN_FROM,
    JOIN_SEEN_FROM,
    MOST_TOGETHER,
    MOST_UNITS,
    NO_JUDGEMENT,
    Judged,
    Part,
    arrange,
    join_from,
    occurrences,
)
from reportedly.corroborate.linking_anchors import anchored
from reportedly.corroborate.linking_blocks import MOST_KEYS, blocks, blocks_asked
from reportedly.corroborate.linking_features import compare
from reportedly.corroborate.linking_model import pair_score, weights
from reportedly.corroborate.linking_views import view
from reportedly.schema.linkable import Linkable, LinkPlace, LinkTime, LinkToll, Participant, Term

STORY = tuple(Term(word, 200 - 20 * number) for number, word in enumerate("tarvel depot miralov quarry orsk shelling".split()))
TARVEL = LinkPlace("tarvel", 9001, 35.90, 39.00, "XA", 1)
ORSK = LinkPlace("orsk", 9002, 36.60, 40.10, "XA", 1)


def claim(number: int, report: int, **changes: object) -> Linkable:
    """A claim of an invented air strike on a depot in Tarvel, on 7 December."""
    one = Linkable(
        claim=number, report=report, group=0, type="ASSAULT", mode="aerial", family="ASSAULT", lemmas=("bomb",),
        polarity="positive", published="2016-12-08", when=LinkTime("2016-12-07", "2016-12-07", "day"), where=TARVEL,
        participants=(
            Participant("actor", "northern-force", ("jets", "northern", "force")),
            Participant("recipient", None, ("depot", "fuel")),
        ),
        tolls=(LinkToll("killed", 12, 12, 12),),
        words=tuple(Term(word, 200) for word in ("depot", "fuel", "northern", "jets")),
        story=STORY,
    )  # fmt: skip
    return replace(one, **changes)


def on(day: int) -> LinkTime:
    return LinkTime(f"2016-12-{day:02}", f"2016-12-{day:02}", "day")


Candidates = dict[int, list[Linkable]]


def with_new(new: Linkable, candidates: Candidates, judged: Judged = NO_JUDGEMENT) -> Part:
    """The part that a new claim comes into."""
    (found,) = (part for part in arrange([[new]], candidates, judged) if new.claim in part.claims)
    return found


def together(parts: list[Part], candidates: Candidates) -> list[list[int]]:
    """The claims of each part, those of whole events too."""
    whole = {event: [one.claim for one in claims] for event, claims in candidates.items()}
    return [sorted([*part.claims, *(claim for event in part.events for claim in whole[event])]) for part in parts]


def test_a_reprint_joins_the_event_that_it_tells_of() -> None:
    found = with_new(claim(2, 2), {1: [claim(1, 1)]})
    assert found.claims == (1, 2) and found.first == 1
    (link,) = found.links
    assert (link.one, link.two) == (2, 1) and link.explained.score > 0.9 and not link.judged
    assert any("when" in reason for reason in link.explained.reasons)


def test_two_incidents_of_one_roundup_stay_apart_though_all_else_is_alike() -> None:
    second = claim(2, 1, group=1)
    assert with_new(second, {1: [claim(1, 1)]}).claims == (2,)
    assert pair_score(claim(1, 1), second).forbidden == "one report tells of them as two occurrences"


def test_two_occurrences_of_one_report_never_take_the_same_event() -> None:
    first, second = claim(5, 2), claim(6, 2, group=1, tolls=(), when=None, participants=(), words=())
    for units in ([[first], [second]], [[second], [first]]):
        assert [part.claims for part in arrange(units, {1: [claim(1, 1)]})] == [(1, 5), (6,)]


def test_one_city_on_two_days_stays_apart() -> None:
    assert with_new(claim(2, 2, when=on(8)), {1: [claim(1, 1)]}).claims == (2,)
    assert pair_score(claim(1, 1), claim(2, 2, when=on(8))).forbidden == "they name different days"


def test_a_row_and_another_of_the_next_day_are_one_only_by_the_same_large_number() -> None:
    """Two texts are not: five may die on each of two days."""
    for number, story, one in ((12, (), True), (2, (), False), (12, claim(1, 1).story, False)):
        tolls = (LinkToll("killed", number, number, number),)
        pair = claim(1, 1, tolls=tolls, story=story), claim(2, 2, tolls=tolls, story=story, when=on(8))
        assert (pair_score(*pair).forbidden is None) is one
    far = claim(3, 3, tolls=(LinkToll("killed", 12, 12, 12),), story=(), when=on(9))
    assert pair_score(claim(1, 1, tolls=(LinkToll("killed", 12, 12, 12),), story=()), far).forbidden == "they name different days"


def test_a_row_of_the_next_day_at_a_place_of_the_same_name_may_give_a_later_count() -> None:
    """What lies a day apart by slip or by midnight is scored by the place's names and by the numbers; elsewhere it is forbidden."""
    other = replace(TARVEL, name="north bank")
    cases = (12, 15, TARVEL, True), (12, 15, other, False), (12, 25, TARVEL, False), (3, 3, TARVEL, True), (2, 2, TARVEL, False)
    for first, second, where, may in cases:
        one = claim(1, 1, tolls=(LinkToll("killed", first, first, first),), story=())
        two = claim(2, 2, tolls=(LinkToll("killed", second, second, second),), story=(), when=on(8), where=where)
        told = pair_score(one, two)
        assert (told.forbidden is None) is may
        values = {feature.name: feature.value for feature in told.features}
        assert str(values["next day"]).startswith("same, " if where is TARVEL else "other, ")


def test_rows_say_how_far_apart_they_lie_and_were_told() -> None:
    north = replace(TARVEL, lat=(TARVEL.lat or 0) + 0.1)
    told = pair_score(claim(1, 1, story=()), claim(2, 2, story=(), where=north, published="2016-12-12"))
    values = {one.name: one.value for one in told.features}
    assert 11 < float(values["kilometres"]) < 11.3 and values["news"] == 4.0
    assert {"kilometres", "news"}.isdisjoint(one.name for one in pair_score(claim(1, 1), claim(2, 2, where=north)).features)


def test_rows_of_a_town_and_of_a_quarter_of_it_say_so() -> None:
    town, quarter = replace(TARVEL, precision=2), replace(TARVEL, name="old mill tarvel", precision=1)
    told = pair_score(claim(1, 1, story=(), where=town), claim(2, 2, story=(), where=quarter))
    values = {one.name: one.value for one in told.features}
    assert values["place"] in ("same", "spot of it") and values["named place"] == "part"
    assert "named place" not in {one.name for one in pair_score(claim(1, 1), claim(2, 2)).features}


def test_two_towns_on_one_day_stay_apart() -> None:
    assert with_new(claim(2, 2, where=ORSK), {1: [claim(1, 1)]}).claims == (2,)
    assert "km apart" in (pair_score(claim(1, 1), claim(2, 2, where=ORSK)).forbidden or "")


def test_a_denial_joins_what_it_denies() -> None:
    denial = claim(2, 2, polarity="negative", stance="denies")
    assert pair_score(claim(1, 1), denial).forbidden is None
    assert with_new(denial, {1: [claim(1, 1)]}).claims == (1, 2)


def test_what_is_long_past_is_not_the_news() -> None:
    old = claim(1, 1, when=LinkTime("2011-03-01", "2011-03-31", "month"))
    assert with_new(claim(2, 2), {1: [old]}).claims == (2,)
    assert with_new(claim(2, 2, when=None), {1: [old]}).claims == (2,)


def test_type_alone_links_no_undated_claims_without_a_place() -> None:
    bare = {"when": None, "where": None, "participants": (), "tolls": (), "words": (), "story": ()}
    assert with_new(claim(2, 2, **bare), {1: [claim(1, 1, **bare)]}).claims == (2,)


def test_a_vague_claim_in_between_chains_no_two_days() -> None:
    vague = claim(2, 2, when=None, tolls=())
    assert with_new(vague, {1: [claim(1, 1)]}).claims == (1, 2)
    assert with_new(claim(3, 3, when=on(9)), {1: [claim(1, 1), vague]}).claims in ((3,), (2, 3))
    for candidates in ({1: [claim(1, 1)], 3: [claim(3, 3, when=on(9))]}, {1: [claim(1, 1), claim(3, 3, when=on(9))]}):
        parts = arrange([[vague]], candidates)
        assert all(not {1, 3} <= set(part.claims) for part in parts) and sum(len(part.claims) for part in parts) == 3


def test_an_occurrence_shows_two_events_to_be_one() -> None:
    assert with_new(claim(4, 4), {1: [claim(1, 1)], 2: [claim(2, 2), claim(3, 3)]}).claims == (1, 2, 3, 4)


def test_a_new_report_takes_a_claim_from_an_event_that_it_fits_less() -> None:
    """The undated claim was taken for the strike of the 7th; a later report dates its toll of 40 to the 3rd."""
    forty = (LinkToll("killed", 40, 40, 40),)
    dated, undated = claim(1, 1), claim(2, 2, when=None, tolls=forty)
    assert with_new(undated, {1: [dated]}).claims == (1, 2)
    parts = arrange([[claim(3, 3, when=on(3), tolls=forty)]], {1: [dated, undated]})
    assert [part.claims for part in parts] == [(1,), (2, 3)]
    assert [(link.one, link.two) for link in parts[1].links] == [(3, 2)]


def test_an_event_that_a_judgement_touched_stays_whole() -> None:
    events: Candidates = {1: [claim(1, 1, when=on(7)), claim(2, 2, when=on(20), where=ORSK)]}
    assert with_new(claim(3, 3), events).claims == (1, 3)
    found = arrange([[claim(3, 3)]], events, Judged(must=frozenset({(1, 2)})))
    assert sorted((part.claims, part.events) for part in found) in ([((), (1,)), ((3,), ())], [((3,), (1,))])


def test_a_judgement_keeps_apart_what_the_scores_join() -> None:
    apart = Judged(cannot=frozenset({(1, 2)}))
    assert with_new(claim(2, 2), {1: [claim(1, 1)]}, apart).events == ()
    found = arrange([[claim(3, 3)]], {1: [claim(1, 1)], 2: [claim(2, 2)]}, apart)
    assert all(set(part.events) != {1, 2} for part in found)


def test_a_judgement_joins_what_the_scores_keep_apart() -> None:
    found = with_new(claim(2, 2, when=on(20), where=ORSK), {1: [claim(1, 1)]}, Judged(must=frozenset({(1, 2)})))
    assert (found.claims, found.events, found.first) == ((2,), (1,), 1)
    assert found.links[0].judged and found.links[0].explained.forbidden is not None


def test_a_judgement_holds_for_every_claim_of_a_large_event() -> None:
    many = [claim(number, number) for number in range(1, 60)]
    judged = Judged(cannot=frozenset({(30, 99)}))
    assert with_new(claim(99, 99), {1: many}).events == (1,)
    assert with_new(claim(99, 99), {1: many}, judged).events == ()


def test_a_large_event_stays_whole() -> None:
    many = [claim(number, number) for number in range(1, MOST_UNITS + 2)]
    (found,) = arrange([[claim(99, 99)]], {1: many})
    assert (found.claims, found.events) == ((99,), (1,))


def test_one_wrong_date_does_not_close_a_large_event() -> None:
    many = [claim(number, number) for number in range(1, 9)]
    assert {1, 99} <= set(with_new(claim(99, 99), {1: [*many, claim(50, 50, when=on(8))]}).claims)
    assert 1 not in with_new(claim(99, 99, when=on(8)), {1: [*many, claim(50, 50, when=on(8))]}).claims


def test_no_more_is_clustered_together_than_may_be() -> None:
    events = {number: [claim(number, number), claim(number + 500, number + 500)] for number in range(1, MOST_TOGETHER)}
    found = with_new(claim(2000, 2000), events)
    assert 2 < len(found.claims) <= MOST_TOGETHER


def test_ungrouped_claims_of_a_report_are_grouped_by_their_scores() -> None:
    ones = [claim(1, 1, group=None), claim(2, 1, group=None, when=on(3)), claim(3, 1, group=None)]
    assert [[one.claim for one in unit] for unit in occurrences(ones)] == [[1, 3], [2]]


def test_a_claim_takes_little_room() -> None:
    assert len(msgpack.encode(claim(1, 1))) < 1500
    assert msgpack.decode(msgpack.encode(claim(1, 1)), type=Linkable) == claim(1, 1)


days = st.one_of(st.none(), st.integers(1, 28).map(on), st.just(LinkTime("2016-12-01", None, "open")))
places = st.sampled_from([None, TARVEL, ORSK, LinkPlace("xandria", None, None, None, "XA", 6)])
claims = st.builds(
    lambda number, report, group, when, where, lemma, toll, story: claim(
        number, report, group=group, when=when, where=where, lemmas=(lemma,), story=story,
        tolls=(LinkToll("killed", toll, toll, None),) if toll else (),
    ),
    st.integers(0, 10**9), st.integers(0, 3), st.sampled_from([None, 0, 1]), days, places,
    st.sampled_from(["bomb", "shell", "talk", "quake", "earthquake", "zzz"]), st.integers(0, 40),
    st.sampled_from([STORY, STORY[:2], ()]),
)  # fmt: skip


@given(claims, claims)
def test_the_score_is_the_same_in_either_order(one: Linkable, two: Linkable) -> None:
    assert pair_score(one, two).score == pair_score(two, one).score
    assert pair_score(one, two).forbidden is None or pair_score(two, one).forbidden is not None


@given(claims, claims)
def test_every_feature_is_the_same_in_either_order_to_the_last_bit(one: Linkable, two: Linkable) -> None:
    assert compare(view(one), view(two)) == compare(view(two), view(one))


@given(claims, claims)
def test_the_explanation_is_the_score(one: Linkable, two: Linkable) -> None:
    found = pair_score(one, two)
    odds = found.prior + math.fsum(feature.points for feature in found.features)
    assert found.score == pytest.approx(1 / (1 + math.exp(-max(-30, min(30, odds)))))
    assert all(feature.words for feature in found.features)


@given(st.lists(claims, min_size=1, max_size=3), st.lists(claims, min_size=1, max_size=6), st.data())
def test_arranging_loses_no_claim_and_is_the_same_in_any_order_of_candidates(
    new: list[Linkable], others: list[Linkable], data: st.DataObject
) -> None:
    others = [replace(one, claim=number) for number, one in enumerate(others)]
    units = [[replace(one, claim=100 + number, report=77, group=number)] for number, one in enumerate(new)]
    candidates: Candidates = {}
    for one in others:
        candidates.setdefault(data.draw(st.sampled_from([*candidates, one.claim])), []).append(one)
    numbers = [one.claim for one in others] + [unit[0].claim for unit in units]
    pairs = st.tuples(st.sampled_from(numbers), st.sampled_from(numbers)).filter(lambda pair: pair[0] < pair[1])
    judged = Judged(must=data.draw(st.frozensets(pairs, max_size=2)), cannot=data.draw(st.frozensets(pairs, max_size=2)))
    parts = arrange(units, candidates, judged)
    assert parts == arrange(units, dict(reversed(candidates.items())), judged)
    claims_of = together(parts, candidates)
    touched = [number for members in claims_of for number in members]
    assert len(touched) == len(set(touched)) and {unit[0].claim for unit in units} <= set(touched)
    for old in candidates.values():  # what is touched is touched with all of its event
        assert {one.claim for one in old} <= set(touched) or {one.claim for one in old}.isdisjoint(touched)
    before = {one.claim: event for event, old in candidates.items() for one in old}
    for members in claims_of:
        assert not any({one, two} <= set(members) and before.get(one, one) != before.get(two, two) for one, two in judged.cannot)


@given(claims)
def test_a_claim_has_few_keys_and_is_found_by_its_like(one: Linkable) -> None:
    stored, asked = blocks(one), blocks_asked(one)
    assert len(stored) <= MOST_KEYS and all(-(2**63) <= key < 2**63 for key in stored)
    assert not stored or not set(stored).isdisjoint(asked)


@pytest.mark.parametrize(
    ("stored", "new"),
    [
        ({}, {"where": LinkPlace("near tarvel", None, 36.01, 39.02, "XA", 2)}),
        ({"when": on(4)}, {"when": None, "published": "2016-12-11"}),
        ({"where": LinkPlace("xandria", None, None, None, "XA", 6)}, {}),
    ],
    ids=["across the edge of a cell", "undated, told in the week after", "its country only"],
)
def test_neighbours_at_an_edge_meet(stored: dict[str, object], new: dict[str, object]) -> None:
    old, other = claim(1, 1, story=(), participants=(), **stored), claim(2, 2, story=(), participants=(), **new)
    assert not set(blocks(old)).isdisjoint(blocks_asked(other))


def day_place(claim: int, report: int, **more: Any) -> Linkable:
    """An undated assault told by a report of 7 April, without place or party, unless ``more`` has them."""
    facts: dict[str, Any] = {"type": "ASSAULT", "lemmas": ("shell",), "published": "2031-04-07", "family": "ASSAULT"}
    return Linkable(claim=claim, report=report, group=0, **{**facts, **more})


MURZUQ = LinkPlace("murzuq", 2214432, 25.92, 13.92, "LY", 1)
FRONT = Participant("actor", "amber-front", ("front", "amber"))


def held(one: Linkable, two: Linkable) -> bool:
    assert anchored(view(one), view(two)) == anchored(view(two), view(one))
    return anchored(view(one), view(two))


def test_a_word_and_a_story_alone_hold_no_two_claims_together() -> None:
    story = (Term("war", 255), Term("murzuq", 200))
    assert not held(day_place(1, 1, story=story), day_place(2, 2, story=story))


def test_a_place_or_a_party_and_a_time_that_allows_it_hold_them() -> None:
    assert held(day_place(1, 1, where=MURZUQ), day_place(2, 2, where=MURZUQ))
    assert held(day_place(1, 1, participants=(FRONT,)), day_place(2, 2, participants=(FRONT,)))
    assert not held(day_place(1, 1, where=MURZUQ), day_place(2, 2, where=MURZUQ, published="2031-05-07"))
    assert not held(day_place(1, 1, where=MURZUQ, published=None), day_place(2, 2, where=MURZUQ))


def test_a_dated_claim_and_an_undated_one_of_the_week_after() -> None:
    dated = day_place(1, 1, where=MURZUQ, when=LinkTime("2031-04-05", "2031-04-05", "day"))
    assert held(dated, day_place(2, 2, where=MURZUQ))
    assert not held(dated, day_place(2, 2, where=MURZUQ, published="2031-04-04"))
    assert not held(dated, day_place(2, 2, where=MURZUQ, published="2031-04-30"))


def test_a_country_is_no_place_to_meet_in() -> None:
    libya = LinkPlace("libya", 2215636, 27.0, 17.0, "LY", 6)
    assert not held(day_place(1, 1, where=libya), day_place(2, 2, where=libya))


MARKET_STORY = tuple(Term(word, 200) for word in "murzuq market bombing".split())


def test_a_mention_without_a_place_is_where_its_report_puts_all_of_the_kind() -> None:
    here = day_place(1, 1, where=MURZUQ, story=MARKET_STORY)
    assert held(here, day_place(2, 2, near=MURZUQ, story=MARKET_STORY))
    assert held(day_place(1, 1, near=MURZUQ, story=MARKET_STORY), day_place(2, 2, near=MURZUQ, story=MARKET_STORY))
    assert not held(here, day_place(2, 2, near=replace(MURZUQ, geonames=5), story=MARKET_STORY))
    assert not held(here, day_place(2, 2, near=MURZUQ, story=(Term("harvest", 255),)))
    assert not held(here, day_place(2, 2, near=MURZUQ, story=MARKET_STORY, family="PROTEST"))
    assert not held(here, day_place(2, 2, near=MURZUQ, story=MARKET_STORY, published="2031-05-07"))
    four, nine, many = ((LinkToll("killed", None, best, None),) for best in (4, 8, 14))
    assert held(replace(here, tolls=four), day_place(2, 2, near=MURZUQ, story=MARKET_STORY, tolls=nine))
    assert not held(replace(here, tolls=four), day_place(2, 2, near=MURZUQ, story=MARKET_STORY, tolls=many))
    assert held(here, day_place(2, 2, near=MURZUQ, story=MARKET_STORY, tolls=many))


@pytest.mark.parametrize(("first", "second", "holds"), [(9, 14, True), (14, 9, True), (9, 40, False), (2, 3, False)])
def test_a_later_count_of_one_story_holds(first: int, second: int, holds: bool) -> None:
    nine = day_place(1, 1, tolls=(LinkToll("killed", first, first, first),), story=MARKET_STORY)
    later = day_place(2, 2, tolls=(LinkToll("killed", second, second, second),), story=MARKET_STORY)
    assert held(nine, later) == holds
    assert not held(nine, replace(later, published="2031-04-20"))
    assert not held(nine, replace(later, tolls=(LinkToll("injured", second, second, second),)))


def test_where_neither_says_when_all_that_both_name_must_be_the_same() -> None:
    def hails(number: int, what: str, **more: Any) -> Linkable:
        return day_place(number, number, participants=(FRONT, Participant("recipient", None, (what,))), **more)

    assert held(hails(1, "agreement"), hails(2, "agreement"))
    assert not held(hails(1, "agreement"), hails(2, "report"))
    assert held(hails(1, "agreement", when=on(7), published="2016-12-08"), hails(2, "report", when=on(7), published="2016-12-08"))


def test_people_are_no_party() -> None:
    def killed(number: int, *words: str) -> Linkable:
        return day_place(number, number, participants=(Participant("recipient", None, words),))

    assert not held(killed(1, "peopl", "22", "least"), killed(2, "peopl", "least"))
    assert held(killed(1, "peopl", "miralov"), killed(2, "miralov"))


def test_claims_with_vectors_are_scored_by_weights_of_their_own() -> None:
    alike = bytes([100, 20] * 32)
    bare, one, two = claim(1, 1), claim(1, 1, vector=alike), claim(2, 2, vector=alike)
    assert pair_score(one, two).prior == weights().seen.prior != weights().texts.prior
    assert pair_score(bare, two).prior == weights().texts.prior
    assert pair_score(bare, claim(2, 2, story=())).prior == weights().rows.prior
    assert (join_from((view(one),)), join_from((view(bare),))) == (JOIN_SEEN_FROM, JOIN_FROM)
    assert join_from((view(one), view(bare))) == JOIN_FROM


def row(number: int, **changes: object) -> Linkable:
    """A coded row of the same air strike."""
    return claim(number, number, **{"story": (), "outlet": "tarvel post", **changes})


def test_rows_are_compared_by_outlet_by_when_they_were_told_and_by_how_many_did_it() -> None:
    one, both = row(1), Participant("actor", None, ("militia",))
    found = compare(view(one), view(row(2, outlet="orsk radio", published="2016-12-20", participants=(*one.participants, both))))
    assert [found[name] for name in ("outlet", "told", "sides")] == ["other", "at once / in two months", "one / several"]
    assert found["numbers and place"] == "equal, same"
    assert compare(view(one), view(row(2, published="2017-06-01", participants=())))["told"] == "at once / later"
    bare = compare(view(one), view(row(2, outlet=None, published=None, tolls=(), where=None, participants=())))
    assert bare["numbers and place"] == "no numbers, no place" and bare["sides"] == "nobody / one"
    assert {"outlet", "told"}.isdisjoint(bare)


def test_one_outlet_s_rows_are_less_likely_one_event_than_two_outlets_and_texts_are_not_asked() -> None:
    same, other = (pair_score(row(1), row(2, outlet=name)) for name in ("tarvel post", "orsk radio"))
    assert same.score < other.score and any("published by" in reason for reason in same.reasons)
    texts = compare(view(claim(1, 1, outlet="tarvel post")), view(claim(2, 2, outlet="tarvel post")))
    assert {"outlet", "told", "sides", "numbers and place"}.isdisjoint(texts)


def test_two_rows_of_one_report_stay_apart_and_those_of_two_need_no_anchor() -> None:
    account = "2016-12-08 Depot bombed"
    one, two, other = row(1, account=account), row(2, account=account), row(3, account=account, outlet="orsk radio")
    assert pair_score(one, two).forbidden == "two rows of one report are two occurrences"
    assert pair_score(one, other).forbidden is None
    assert together(arrange([[two]], {1: [one]}), {1: [one]}) == [[2]]
    assert together(arrange([[other]], {1: [one]}), {1: [one]}) == [[1, 3]]
    both = ({"account": account, "where": None, "participants": (), "tolls": ()}, {"outlet": "orsk radio"})
    assert held(row(1, **both[0]), row(2, **both[0], **both[1]))
    assert not held(row(1, **both[0]), claim(2, 2, where=None, participants=(), tolls=()))


def test_rows_meet_whatever_kind_their_coders_saw_and_texts_by_family_only() -> None:
    riot, killing = (row(number, account=f"Story {number}", family=kind, type=kind) for number, kind in enumerate(("PROTEST", "ASSAULT")))
    assert set(blocks(riot)) & set(blocks_asked(killing)) and "type" not in compare(view(riot), view(killing))
    bare = [replace(one, account=None) for one in (riot, killing)]
    assert not set(blocks(bare[0])) & set(blocks_asked(bare[1])) and "type" in compare(*map(view, bare))


def unplaced(name: str) -> LinkPlace:
    """A place that a text names and no gazetteer has."""
    return LinkPlace(name, None, None, None, None, 2)


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("dolmarra", "veskarin", True),
        ("dolmarra", "dolmara", False),
        ("dolmarra", "old dolmarra", False),
        ("dolmarra town", "veskarin town", True),
        ("dolmarra", "karsk quarter, dolmarra", False),
        ("dolmarra, ostrava vale", "veskarin, ostrava vale", True),
    ],
    ids=["other names", "two spellings", "a part of it", "a word that tells nothing", "a quarter of it", "two towns of an area"],
)
def test_two_alike_attacks_at_places_that_nobody_could_place_are_told_apart_by_their_names(one: str, two: str, apart: bool) -> None:
    first, second = claim(1, 1, where=unplaced(one)), claim(2, 2, where=unplaced(two))
    found = pair_score(first, second)
    assert (found.forbidden == "they name different places") == apart
    assert (with_new(second, {1: [first]}).claims == (2,)) == apart
    assert pair_score(second, first).forbidden == found.forbidden


def test_one_unknown_name_is_a_place_to_meet_in_and_a_known_town_forbids_none() -> None:
    assert held(day_place(1, 1, where=unplaced("dolmarra"), story=STORY), day_place(2, 2, where=unplaced("dolmarra"), story=STORY))
    assert pair_score(claim(1, 1, where=unplaced("dolmarra")), claim(2, 2)).forbidden is None


def denial(number: int, report: int, **changes: object) -> Linkable:
    """Northern Force denies, without a date, that it bombed a depot; the words call it a shelling."""
    facts = {"stance": "denies", "when": None, "lemmas": ("shell",), "mode": None, "tolls": (), "modality": "hypothetical", **changes}
    return claim(number, report, published="2016-12-09", **facts)


def test_a_denial_without_a_date_is_of_what_it_denies() -> None:
    deed = claim(1, 1, lemmas=("strike",))
    found = pair_score(deed, denial(2, 2))
    assert "one denies what the other may tell of: the same who and where" in found.reasons
    assert with_new(denial(2, 2), {1: [deed]}).claims == (1, 2) and with_new(deed, {2: [denial(2, 2)]}).claims == (1, 2)
    assert found.score > pair_score(deed, denial(2, 2, stance="reports")).score


@pytest.mark.parametrize(
    "changes",
    [
        {"participants": (Participant("actor", "amber-front", ("front", "amber")),)},
        {"where": ORSK, "participants": (Participant("actor", "northern-force", ("northern", "force")),)},
        {"type": "PROTEST", "family": "PROTEST"},
    ],
    ids=["another's deed", "another place", "another kind of deed"],
)
def test_a_denial_is_not_of_another_deed(changes: dict[str, object]) -> None:
    assert "denied" not in compare(view(claim(1, 1)), view(denial(2, 2, **changes)))
