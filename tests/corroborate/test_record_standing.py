import pytest
from made_supports import (
    CHAD,
    LIBYA,
    MURZUQ,
    MURZUQ_DISTRICT,
    SABHA,
    actor,
    by_voice,
    day,
    exactly,
    killed,
    support,
)

from reportedly.corroborate.record_standing import Outlook, standing_of
from reportedly.errors import BadOption
from reportedly.schema import PlaceRef
from reportedly.schema.linkable import LinkToll
from reportedly.schema.origin import Origin
from reportedly.schema.standing import FieldStanding, RecordStanding, TollStanding
from reportedly.schema.support import Correction, Party, Support


def stand(*supports: Support, outlook: Outlook | None = None) -> RecordStanding:
    return standing_of(supports, by_voice, outlook or Outlook())


def field(name: str, *supports: Support, outlook: Outlook | None = None) -> FieldStanding:
    [found] = [one for one in stand(*supports, outlook=outlook).fields if one.field == name]
    return found


def toll(*supports: Support) -> TollStanding:
    [found] = stand(*supports).tolls
    return found


# Grades


def test_one_voice_in_three_reports_is_a_single_source() -> None:
    found = stand(*(support(f"c{number}", "the monitors") for number in (1, 2, 3)))
    assert (found.grade, found.origins_for, found.claims) == ("single-source", 1, 3)
    assert found.reasons == ("reported by the monitors",)


def test_two_independent_voices_corroborate() -> None:
    found = stand(support("c1", "the monitors"), support("c2", "residents"))
    assert (found.grade, found.origins_for) == ("corroborated", 2)
    assert found.reasons == ("reported by the monitors, residents",)


def test_a_denial_alone_denies_and_beside_a_report_contests() -> None:
    denial = support("c2", "the army", stance="denies")
    assert stand(denial).grade == "denied"
    found = stand(support("c1", "residents"), denial)
    assert (found.grade, found.origins_for, found.origins_against) == ("contested", 1, 1)
    assert found.reasons == ("reported by residents", "denied by the army")


def test_a_voice_that_confirms_another_confirms() -> None:
    found = stand(support("c1", "residents"), support("c2", "the monitors", stance="confirms"))
    assert found.grade == "confirmed"
    assert found.reasons == ("reported by residents", "confirmed by the monitors")
    assert stand(support("c2", "the monitors", stance="confirms")).grade == "single-source"


def test_accepted_responsibility_confirms_what_another_reports() -> None:
    boast = support("c2", "the Amber Front", responsible=True)
    assert stand(boast).grade == "single-source"
    found = stand(support("c1", "residents"), boast)
    assert found.grade == "confirmed"
    assert "accepted, as its own doing, by the Amber Front" in found.reasons


def test_an_analyst_confirms_and_it_is_said_to_be_an_analyst() -> None:
    found = stand(support("c1", "residents", verdict="right"), support("c2", "the army", stance="denies"))
    assert found.grade == "confirmed"
    assert found.reasons[0] == "confirmed by an analyst"
    assert "denied by the army" in found.reasons


def test_an_analyst_finds_the_denial_right() -> None:
    found = stand(support("c1", "residents"), support("c2", "the army", stance="denies", verdict="right"))
    assert (found.grade, found.reasons[0]) == ("denied", "an analyst found the denial right")


def test_what_an_analyst_found_wrong_is_set_aside_and_said() -> None:
    found = stand(support("c1", "residents"), support("c2", "the monitors", verdict="wrong"))
    assert (found.grade, found.origins_for, found.set_aside, found.claims) == ("single-source", 1, 1, 1)
    assert found.reasons[-1] == "1 claim found wrong by an analyst: not counted"
    every = stand(support("c2", "the monitors", verdict="wrong"))
    assert (every.grade, every.origins_for) == ("denied", 0)
    assert every.reasons[0] == "an analyst found every claim wrong"


def test_a_plan_is_no_support_that_it_happened() -> None:
    plans = [support(f"p{number}", f"voice {number}", modality="planned") for number in (1, 2)]
    alone = stand(*plans)
    assert (alone.grade, alone.occurrence, alone.credibility) == ("single-source", "planned", 6)
    assert alone.reasons == ("planned or supposed, according to voice 1, voice 2: nobody says that it has happened",)
    beside = stand(support("c1", "residents"), *plans)
    assert (beside.grade, beside.origins_for, beside.occurrence) == ("single-source", 1, "actual")
    assert beside.reasons[1].endswith("no support that it happened: not counted")
    assert stand(*plans, support("d", "the army", modality="planned", stance="denies")).grade == "contested"


def test_a_denied_plan_does_not_contest_what_happened() -> None:
    denied_plan = support("d", "the army", modality="planned", stance="denies")
    found = stand(support("c1", "residents"), support("c2", "the monitors"), denied_plan)
    assert (found.grade, found.reasons[-1]) == ("corroborated", "that it is planned is denied by the army")
    assert stand(denied_plan).grade == "denied"


def test_a_doubt_is_neither_for_nor_against() -> None:
    doubt = support("d", "an analyst of the ministry", stance="doubts")
    found = stand(support("c1", "residents"), doubt)
    assert (found.grade, found.origins_against) == ("single-source", 0)
    assert "doubted by an analyst of the ministry" in found.reasons
    assert stand(doubt).grade == "contested"


def test_a_report_that_may_only_restate_its_voices_is_no_origin_of_its_own() -> None:
    def fold(tellings):  # type: ignore[no-untyped-def]
        first, second = by_voice(tellings)
        return (
            first,
            Origin(
                key=second.key,
                kind="report",
                name=second.name,
                stance="for",
                tellings=second.tellings,
                beside=(first.name,),
            ),
        )

    supports = [
        support("c1", "residents", tolls=(exactly(3),)),
        support("c2", publisher="The Invented Post", tolls=(exactly(4),)),
    ]
    found = standing_of(supports, fold)
    assert (found.grade, found.origins_for) == ("single-source", 1)
    assert found.reasons[1].startswith("told by The Invented Post too")
    assert (found.tolls[0].origins, found.tolls[0].representative, found.tolls[0].high) == (1, 3, 4)


def test_two_origins_of_one_name_stay_two() -> None:
    def fold(tellings):  # type: ignore[no-untyped-def]
        return tuple(
            Origin(key="hassan", kind="voice", name="Hassan", stance="for", tellings=(one.claim,)) for one in tellings
        )

    assert standing_of([support("c1"), support("c2")], fold).origins_for == 2


def test_a_claim_of_two_voices_counts_for_both() -> None:
    def fold(tellings):  # type: ignore[no-untyped-def]
        return tuple(
            Origin(key=key, kind="voice", name=key, stance="for", tellings=(tellings[0].claim,))
            for key in ("residents", "the monitors")
        )

    found = standing_of([support("c1", "residents and the monitors", type="ASSAULT")], fold)
    assert (found.grade, found.origins_for) == ("corroborated", 2)
    value = found.fields[0].values[0]
    assert (value.votes, value.claims, value.voices) == (2.0, ("c1",), ("residents", "the monitors"))


def test_an_origin_has_one_name_in_the_grade_and_in_the_fields() -> None:
    """The agency whose words an outlet prints, not the outlet; and who is only described without the remark that says so."""

    def fold(tellings):  # type: ignore[no-untyped-def]
        names = ("Reuters", "residents (unnamed)")
        return tuple(
            Origin(key=name, kind="voice", name=name, stance="for", tellings=(told.claim,))
            for name, told in zip(names, tellings, strict=True)
        )

    found = standing_of(
        [support("c1", None, type="ASSAULT", publisher="Tarvel Post"), support("c2", "they", type="ASSAULT")], fold
    )
    assert found.fields[0].values[0].voices == ("Reuters", "residents")


def test_no_claims_have_no_standing() -> None:
    with pytest.raises(ValueError, match="no standing"):
        stand()


# Fields


def test_who_says_what_of_a_field() -> None:
    found = field(
        "type",
        support("c1", "residents", "2031-04-07", type="ASSAULT"),
        support("c2", "the monitors", type="ASSAULT"),
        support("c3", "the army", type="MOBILIZE"),
    )
    assert [(one.label, one.votes, one.voices, one.claims) for one in found.values] == [
        ("ASSAULT", 2.0, ("residents", "the monitors"), ("c1", "c2")),
        ("MOBILIZE", 1.0, ("the army",), ("c3",)),
    ]
    assert (found.origins, found.disagreement) == (3, round(1 / 3, 6))


def test_a_missing_value_is_no_vote() -> None:
    supports = [support("c1", "residents", mode="aerial"), support("c2", "the monitors", mode="firearms")]
    more = [support(f"c{number}", f"voice {number}") for number in range(3, 9)]
    assert field("mode", *supports, *more) == field("mode", *supports)
    assert field("mode", supports[0], *more).disagreement is None


def test_an_origin_that_tells_two_values_gives_half_a_vote_to_each() -> None:
    found = field(
        "mode",
        support("c1", "residents", mode="aerial"),
        support("c2", "residents", mode="firearms"),
        support("c3", "the monitors", mode="firearms"),
    )
    assert {one.value: one.votes for one in found.values} == {"firearms": 1.5, "aerial": 0.5}
    assert found.disagreement == 0.25


def test_a_day_and_its_month_are_no_dispute_and_two_days_are() -> None:
    month = support("c1", "residents", when=day("2031-04-01", "2031-04-30"))
    sunday = support("c2", "the monitors", when=day("2031-04-06"))
    monday = support("c3", "the army", when=day("2031-04-07"))
    found = field("when", month, sunday)
    assert found.disagreement == 0.0
    assert [(one.label, one.coarser) for one in found.values] == [
        ("2031-04-06", ("2031-04-01/2031-04-30",)),
        ("2031-04-01 to 2031-04-30", ()),
    ]
    assert field("when", month, sunday, monday).disagreement == round(1 / 3, 6)
    assert stand(month, sunday, monday).disputed == ("when",)


def test_days_that_overlap_leave_room_for_each_other() -> None:
    assert field(
        "when",
        support("c1", "residents", when=day("2031-04-01", "2031-04-03")),
        support("c2", "the monitors", when=day("2031-04-03", "2031-04-05")),
    ).disagreement == 0.0  # fmt: skip


def test_a_town_and_its_district_are_no_dispute_and_two_towns_are() -> None:
    murzuq, sabha, district, libya, chad = (
        support(f"c{number}", f"voice {number}", where=place)
        for number, place in enumerate((MURZUQ, SABHA, MURZUQ_DISTRICT, LIBYA, CHAD))
    )
    found = field("where", murzuq, district, libya)
    assert found.disagreement == 0.0
    assert (found.values[0].label, found.values[0].coarser) == ("Murzuq", ("geonames:3", "geonames:4"))
    assert field("where", murzuq, sabha).disagreement == 0.5
    # The district leaves room for either town, which does not make the towns agree.
    assert field("where", murzuq, sabha, district).disagreement == round(1 / 3, 6)
    assert field("where", murzuq, chad).disagreement == 0.5
    assert field("where", libya, chad).disagreement == 0.5


def test_a_description_leaves_room_for_a_name() -> None:
    soldiers = support("c1", "residents", parties=(actor("soldiers", named=False),))
    front = support("c2", "the monitors", parties=(actor("The Amber Front"),))
    lantern = support("c3", "the army", parties=(actor("Southern Lantern Brigade"),))
    found = field("actor", soldiers, front)
    assert found.disagreement == 0.0
    assert [one.label for one in found.values] == ["The Amber Front", "soldiers"]
    assert field("actor", soldiers, front, lantern).disagreement == round(1 / 3, 6)


def test_one_actor_by_two_names_and_the_part_of_a_whole() -> None:
    one = support("c1", "residents", parties=(actor("IS", "isil"),))
    two = support("c2", "the monitors", parties=(actor("Islamic State", "isil"),))
    assert [value.votes for value in field("actor", one, two).values] == [2.0]
    army = support("c3", "a", parties=(actor("the army", "army-of-x"),))
    state = support("c4", "b", parties=(actor("X", "x"),))
    assert field("actor", army, state).disagreement == 0.5
    assert field("actor", army, state, outlook=Outlook(broader={"army-of-x": frozenset({"x"})})).disagreement == 0.0


def test_where_from_is_compared_as_places_are() -> None:
    def left(place: PlaceRef) -> Party:
        return Party(role="origin", name=place.name, place=place)

    town, district = support("c1", "a", parties=(left(MURZUQ),)), support("c2", "b", parties=(left(MURZUQ_DISTRICT),))
    assert field("origin", town, district).disagreement == 0.0
    assert field("origin", town, support("c3", "c", parties=(left(SABHA),))).disagreement == 0.5


def test_two_actors_of_one_claim_stand_together() -> None:
    both = support("c1", "residents", parties=(actor("police"), actor("army")))
    police = support("c2", "the monitors", parties=(actor("police"),))
    found = field("actor", both, police)
    assert {one.value: one.votes for one in found.values} == {"police": 2.0, "army": 1.0}
    assert found.disagreement == 0.0


def test_values_come_from_those_who_say_that_it_happened() -> None:
    found = stand(support("c1", "residents", mode="aerial"), support("c2", "the army", stance="denies", mode="drone"))
    assert [value.value for one in found.fields for value in one.values] == ["aerial"]


# Tolls


def test_tolls_from_low_to_high_with_three_aggregates() -> None:
    found = toll(
        support("c1", "residents", tolls=(exactly(12),)),
        support("c2", "the monitors", tolls=(exactly(12),)),
        support("c3", "the hospital", tolls=(killed(15, None, 20),)),
        support("c4", "the army", tolls=(exactly(3),)),
    )
    assert (found.low, found.best, found.high) == (3, 12, 20)
    assert (found.conservative, found.informative, found.representative) == (3, 15, 12)
    assert (found.origins, found.disagreement) == (4, 0.5)
    assert [(one.low, one.voices) for one in found.values] == [
        (12, ("residents", "the monitors")), (3, ("the army",)), (15, ("the hospital",)),
    ]  # fmt: skip


def test_at_least_leaves_room_above_and_has_no_highest() -> None:
    found = toll(
        support("c1", "residents", tolls=(killed(12, 12),)), support("c2", "the monitors", tolls=(exactly(15),))
    )
    assert (found.low, found.high, found.disagreement) == (12, 15, 0.0)
    found = toll(support("c1", "residents", tolls=(killed(24),)), support("c2", "the monitors", tolls=(exactly(15),)))
    assert (found.low, found.high, found.informative, found.disagreement) == (15, None, 24, 0.5)


def test_of_figures_told_as_often_the_lowest_is_representative() -> None:
    assert toll(support("c1", "a", tolls=(exactly(9),)), support("c2", "b", tolls=(exactly(4),))).representative == 4


def test_a_reprint_makes_no_majority() -> None:
    reprints = [support(f"c{number}", "the army", tolls=(exactly(3),)) for number in range(5)]
    others = [support("d1", "residents", tolls=(exactly(12),)), support("d2", "the hospital", tolls=(exactly(12),))]
    assert toll(*reprints, *others).representative == 12


def test_up_to_gives_a_bound_and_no_figure() -> None:
    found = toll(support("c1", "residents", tolls=(killed(None, None, 30),)))
    assert (found.low, found.best, found.high, found.conservative) == (None, None, 30, None)


def test_disputed_tolls_are_named_and_the_mean_is_over_what_two_give() -> None:
    found = stand(
        support("c1", "a", type="ASSAULT", tolls=(exactly(9), LinkToll("injured", 1, 1, 1))),
        support("c2", "b", type="ASSAULT", tolls=(exactly(4),), mode="aerial"),
    )
    assert found.disputed == ("toll:killed",)
    assert found.disagreement == 0.25


# An analyst's corrections and letters


def test_a_corrected_field_takes_the_place_of_what_was_read() -> None:
    fix = (
        Correction(field="actor", value="id:isil"),
        Correction(field="when", value="2031-04-06"),
        Correction(field="toll:killed", value="12+"),
    )
    found = stand(support("c1", "a", parties=(actor("police"),), tolls=(exactly(2),), corrections=fix))
    assert {one.field: one.values[0].value for one in found.fields} == {
        "actor": "isil",
        "when": "2031-04-06/2031-04-06",
    }
    assert (found.tolls[0].low, found.tolls[0].high) == (12, None)
    assert stand(support("c1", "a", mode="aerial", corrections=(Correction(field="mode", value=None),))).fields == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [("colour", "red"), ("when", "last week"), ("when", "2031-04-07/2031-04-06"), ("when", "../.."), ("type", "assault"),
     ("where", "Sabha (127.0, 14.4)"), ("toll:killed", "many"), ("toll:killed", "9-3"), ("mode", " ")],
)  # fmt: skip
def test_a_correction_that_cannot_be_says_what_can_be_written(name: str, value: str) -> None:
    with pytest.raises(BadOption) as caught:
        stand(support("c1", "a", corrections=(Correction(field=name, value=value),)))
    assert caught.value.cure


def test_f_and_missing_letters_are_never_averaged() -> None:
    found = stand(
        support("c1", "a", reliability="A"), support("c2", "b", reliability="F"), support("c3", "c"), support("c4", "d", reliability="C"),
    ).reliability  # fmt: skip
    assert (found.mean, found.best, found.known, found.unknown) == (75.0, "A", 2, 2)
    assert dict(found.letters)["b"] == "F"
    only = stand(support("c2", "b", reliability="F")).reliability
    assert (only.mean, only.best, only.known, only.unknown) == (None, None, 0, 1)


def test_credibility_is_the_analysts_or_follows_from_the_grade() -> None:
    assert stand(support("c1", "a")).credibility == 3
    assert stand(support("c1", "a"), support("c2", "b")).credibility == 2
    assert stand(support("c1", "a"), outlook=Outlook(credibility=6)).credibility == 6
