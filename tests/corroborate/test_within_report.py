from typing import Any

from reportedly.corroborate.within_report import FAR, link_claims, occurrences
from reportedly.schema import Argument, Claim, ClaimPlace, ClaimTime, Factuality, Span, Toll

ACTUAL = Factuality(certainty="certain", polarity="positive", modality="actual")


def claim(number: int, kind: str, trigger: str, sentence: int = 0, **more: Any) -> Claim:
    arguments = tuple(
        Argument(role=role, start=0, end=len(words), text=words, entity=None)
        for role, words in more.pop("arguments", {}).items()
    )
    words = more.get("words", trigger)
    start = sentence + words.index(trigger)
    return Claim(
        id=f"c{number}", kind="event", type=kind, arguments=arguments,
        trigger=Span(start=start, end=start + len(trigger), text=trigger),
        sentence=Span(start=sentence, end=sentence + 50, text=more.pop("words", "")),
        factuality=more.pop("factuality", ACTUAL), score=0.9, **more,
    )  # fmt: skip


def day(date: str) -> ClaimTime:
    return ClaimTime(value=date, start=date, end=date, precision="day", span=Span(start=0, end=0, text=""))


def place(number: int) -> ClaimPlace:
    return ClaimPlace(name=str(number), geonames=number, precision=1, score=1.0, span=Span(start=0, end=0, text=""))


def pairs(*claims: Claim) -> list[tuple[str, str]]:
    return [(join.one, join.two) for join in link_claims(claims, {})]


def test_a_flight_taken_up_again_as_defections() -> None:
    one = claim(1, "RETREAT", "fled", 0, arguments={"actor": "two senior commanders"})
    two = claim(
        2,
        "DEFECT",
        "defections",
        90,
        arguments={"actor": "IS commanders"},
        words="They verified the defections of IS commanders.",
    )
    other = claim(
        4,
        "DEFECT",
        "defections",
        300,
        arguments={"actor": "IS commanders"},
        words="There were defections of IS commanders.",
    )
    three = claim(3, "RETREAT", "fled", 200, arguments={"actor": "The two commanders"})
    assert {("c1", "c2"), ("c1", "c3")} <= set(pairs(one, two, three))
    assert ("c1", "c4") not in pairs(one, other)
    assert all(join.reasons for join in link_claims([one, two, three], {}))


def test_two_days_are_two_attacks() -> None:
    one = claim(1, "ASSAULT", "shelled", when=day("2016-12-05"), arguments={"recipient": "the market"})
    two = claim(2, "ASSAULT", "shelled", 90, when=day("2016-12-07"), arguments={"recipient": "the market"})
    assert pairs(one, two) == []


def test_two_towns_are_two_attacks() -> None:
    one = claim(1, "ASSAULT", "shelled", where=place(1), arguments={"recipient": "a market"})
    two = claim(2, "ASSAULT", "shelled", 90, where=place(2), arguments={"recipient": "a market"})
    assert pairs(one, two) == []


def test_unequal_tolls_are_two_attacks() -> None:
    def dead(count: int) -> tuple[Toll, ...]:
        return (Toll(what="killed", low=count, best=count, high=count, span=Span(start=0, end=0, text="")),)

    one = claim(1, "ASSAULT", "killed", toll=dead(3), arguments={"recipient": "three men"})
    two = claim(2, "ASSAULT", "killed", 90, toll=dead(9), arguments={"recipient": "nine men"})
    assert pairs(one, two) == []


def test_a_plan_is_not_the_deed() -> None:
    planned = Factuality(certainty="certain", polarity="positive", modality="planned")
    one = claim(1, "ASSAULT", "attack", arguments={"recipient": "the depot"}, factuality=planned)
    two = claim(2, "ASSAULT", "attacked", 90, arguments={"recipient": "the depot"})
    assert pairs(one, two) == []


def test_events_of_two_families_stay_apart() -> None:
    one = claim(1, "PROTEST", "marched", arguments={"actor": "students"})
    two = claim(2, "RETREAT", "fled", arguments={"actor": "students"})
    assert pairs(one, two) == []


def test_what_an_attack_did_is_the_attack() -> None:
    words = "They shelled the depot, killing two."
    one = claim(1, "ASSAULT", "shelled", words=words, arguments={"recipient": "the depot"})
    two = claim(2, "ASSAULT", "killing", words=words, arguments={"recipient": "two"})
    assert pairs(one, two) == [("c1", "c2")]
    apart = "They shelled the depot and were killing two."
    three = claim(3, "ASSAULT", "shelled", words=apart, arguments={"recipient": "the depot"})
    four = claim(4, "ASSAULT", "killing", words=apart, arguments={"recipient": "two"})
    assert pairs(three, four) == []


def test_the_shelling_is_the_nearest_that_was_told_of() -> None:
    one = claim(1, "ASSAULT", "shelled", 0, arguments={"recipient": "the market"}, where=place(1))
    two = claim(2, "ASSAULT", "shelled", 90, arguments={"recipient": "a depot"}, where=place(2))
    three = claim(3, "ASSAULT", "shelling", 200, words="Monitors verified the shelling.")
    four = claim(4, "ASSAULT", "shelling", 300, words="There was shelling.")
    assert pairs(one, two, three, four) == [("c2", "c3")]


def test_a_claim_in_between_does_not_chain_two_days_into_one_event() -> None:
    fighters = {"actor": "Fighters of the Amber Front", "recipient": "grain depot"}
    monday = claim(1, "ASSAULT", "shelled", 0, arguments=fighters, when=day("2031-04-07"))
    undated = claim(2, "ASSAULT", "shelled", 100, arguments=fighters)
    tuesday = claim(3, "ASSAULT", "shelled", 200, arguments=fighters, when=day("2031-04-08"))
    assert {("c1", "c2"), ("c2", "c3")} <= set(pairs(monday, undated, tuesday))
    assert [[one.id for one in group] for group in occurrences([monday, undated, tuesday], {})] == [["c1", "c2"], ["c3"]]


def test_far_apart_in_a_long_text_the_same_parties_do_something_else() -> None:
    who = {"actor": "Fighters of the Amber Front", "recipient": "government troops"}
    first = claim(1, "ASSAULT", "attacked", 0, arguments=who, where=place(7))
    near = claim(2, "ASSAULT", "raided", 400, arguments=who, where=place(7))
    far = claim(3, "ASSAULT", "ambushed", 500 + FAR, arguments=who, where=place(7))
    assert pairs(first, near) == [("c1", "c2")]
    assert pairs(first, far) == []


def test_every_claim_is_in_one_occurrence() -> None:
    claims = [claim(number, "ASSAULT", "attacked", 100 * number) for number in range(5)]
    groups = occurrences(claims, {})
    assert sorted(one.id for group in groups for one in group) == [one.id for one in claims]


def one_sentence(words: str, *triggers: tuple[str, dict[str, str]]) -> list[Claim]:
    """Assaults told in one sentence, by their triggers, each with its arguments."""
    return [
        claim(number, "ASSAULT", trigger, words=words, arguments=arguments)
        for number, (trigger, arguments) in enumerate(triggers, 1)
    ]


def test_what_a_relative_clause_says_of_an_event_is_the_event() -> None:
    for words, noun, verb in (
        ("Two men were held over the bombing that killed 14 people.", "bombing", "killed"),
        ("He accused the Column of the attack, which he said killed 17 people.", "attack", "killed"),
        ("The blast, which reportedly wounded six, shook Orsk.", "blast", "wounded"),
    ):
        told = one_sentence(words, (noun, {"recipient": "the market"}), (verb, {"recipient": "people"}))
        assert pairs(*told) == [("c1", "c2")], words


def test_another_one_behind_a_noun_is_not_what_it_did() -> None:
    told = one_sentence(
        "The bombing came a day after gunmen killed 14 people.", ("bombing", {"recipient": "the market"}), ("killed", {"actor": "gunmen"})
    )
    assert pairs(*told) == []


def test_a_second_participle_tells_of_the_event_too() -> None:
    words = "A bomb exploded at a market in Tarvel, killing nine people and wounding more than 20."
    told = one_sentence(words, ("exploded", {"recipient": "a market"}), ("killing", {"recipient": "nine people"}), ("wounding", {}))
    assert {("c1", "c2"), ("c1", "c3")} <= set(pairs(*told))


def test_an_attack_is_taken_up_across_one_that_never_was() -> None:
    """'We do not attack markets' is about no attack: 'the attack' of the next sentence is the one that was told before."""
    first = claim(1, "ASSAULT", "bombed", 0, words="The Column bombed the market.", arguments={"recipient": "the market"})
    denied = claim(
        2, "ASSAULT", "attack", 60, words="We do not attack markets.", arguments={"recipient": "markets"},
        factuality=Factuality(certainty="certain", polarity="negative", modality="actual"),
    )  # fmt: skip
    again = claim(3, "ASSAULT", "attack", 120, words="He accused it of the attack.")
    assert pairs(first, denied, again) == [("c1", "c3")]


def test_the_dead_and_the_wounded_of_one_sentence_are_of_one_attack() -> None:
    words = "12 people were killed and 40 wounded when a mine exploded."
    killed = claim(1, "ASSAULT", "killed", words=words, toll=(toll("killed", 12),), arguments={"recipient": "12 people"})
    wounded = claim(2, "ASSAULT", "wounded", words=words, toll=(toll("injured", 40),), arguments={"recipient": "40"})
    blast = claim(3, "ASSAULT", "exploded", words=words, arguments={"instrument": "a mine"})
    assert len(occurrences([killed, wounded, blast], {})) == 1
    words = "12 people were killed hours after a guard was stabbed."
    later = claim(4, "ASSAULT", "stabbed", words=words, arguments={"recipient": "a guard"})
    first = claim(5, "ASSAULT", "killed", words=words, toll=(toll("killed", 12),), arguments={"recipient": "12 people"})
    assert len(occurrences([first, later], {})) == 2


def test_a_count_joins_the_attack_that_hurt_several_whatever_it_says() -> None:
    killed = claim(1, "ASSAULT", "killed", 0, words="Police killed 4 people.", toll=(toll("killed", 4),))
    stabbed = claim(2, "ASSAULT", "stabbed", 100, words="A guard was stabbed.", toll=(toll("killed", 1),))
    count = claim(3, "ASSAULT", "toll", 200, words="Doctors raised the toll to 7.", toll=(toll("killed", 7),), arguments={"toll": "7"})
    assert [{one.id for one in group} for group in occurrences([killed, stabbed, count], {})] == [{"c1", "c3"}, {"c2"}]


def test_what_is_denied_is_what_was_told() -> None:
    shelled = claim(1, "ASSAULT", "hit", 0, words="Shells hit the market.", arguments={"recipient": "the market"})
    denied = claim(2, "ASSAULT", "shelled", 100, words="The Front denied it had shelled it.", stance="denies", arguments={"actor": "it"})
    assert pairs(shelled, denied) == [("c1", "c2")]
    far = claim(3, "ASSAULT", "shelled", FAR, words="The Front denied it had shelled it.", stance="denies", arguments={"actor": "it"})
    assert pairs(shelled, far) == []


def toll(what: str, number: int) -> Toll:
    return Toll(what=what, low=number, best=number, high=number, span=Span(start=0, end=0, text=""))


def test_what_is_told_of_an_event_far_behind_its_noun_is_the_event() -> None:
    words = "Protests followed an air strike on a market in Ubari that killed at least 19 people."
    strike = claim(1, "ASSAULT", "air strike", arguments={"recipient": "a market"}, words=words)
    killed = claim(2, "ASSAULT", "killed", arguments={"recipient": "at least 19 people"}, words=words)
    assert pairs(strike, killed) == [("c1", "c2")]


def test_those_who_died_where_something_was_bombed_died_of_it() -> None:
    words = "The force denied that it had bombed the market in Ubari, where officials say 12 people died."
    bombed = claim(1, "ASSAULT", "bombed", arguments={"recipient": "the market"}, words=words)
    dead = Toll(what="killed", low=12, best=12, high=12, span=Span(start=0, end=0, text=""))
    died = claim(2, "ASSAULT", "died", arguments={"recipient": "12 people"}, words=words, toll=(dead,))
    assert pairs(bombed, died) == [("c1", "c2")]


def test_the_and_forces_are_nobody_by_whom_events_are_joined_pages_apart() -> None:
    one = claim(1, "ASSAULT", "attacked", 0, arguments={"recipient": "the forces of the Amber Front"})
    two = claim(2, "ASSAULT", "attacked", 2500, arguments={"recipient": "the forces of Lower Sand"})
    assert pairs(one, two) == []
    three = claim(3, "ASSAULT", "attacked", 2500, arguments={"recipient": "the Amber Front"})
    assert pairs(one, three) == [("c1", "c3")]  # a name of two words tells


def test_one_part_is_compared_with_the_same_part() -> None:
    one = claim(1, "ASSAULT", "shelled", 0, arguments={"actor": "Kardun", "recipient": "Lower Sand"})
    back = claim(2, "ASSAULT", "shelled", 90, arguments={"actor": "Lower Sand", "recipient": "Kardun"})
    assert pairs(one, back) == []


def test_those_known_to_have_fled_are_those_told_of_before() -> None:
    one = claim(1, "RETREAT", "fled", 0, arguments={"actor": "two senior commanders"}, words="As two senior commanders have fled.")
    again = claim(2, "RETREAT", "fled", 900, arguments={"actor": "The two leaders"}, words="The two leaders who fled are noteworthy.")
    three = claim(3, "RETREAT", "fled", 900, arguments={"actor": "The three leaders"}, words="The three leaders who fled are noteworthy.")
    assert pairs(one, again) == [("c1", "c2")]
    assert pairs(one, three) == []


def test_whose_deed_the_strike_was_is_told_of_the_strike() -> None:
    """"The army carried out the strike" names the doer of the strike told before, unless that had another."""
    words = "The army carried out the strike, the council said."
    told = claim(1, "ASSAULT", "hit", 0, words="An air strike hit the market.", arguments={"recipient": "the market"}, mode="aerial")
    whose = claim(2, "ASSAULT", "strike", 60, words=words, arguments={"actor": "The army"})
    assert pairs(told, whose) == [("c1", "c2")]
    by_others = claim(1, "ASSAULT", "hit", 0, words="Rebels hit the market.", arguments={"actor": "Rebels", "recipient": "the market"})
    new = claim(2, "ASSAULT", "strike", 60, words="The army carried out a strike, the council said.", arguments={"actor": "The army"})
    far = claim(2, "ASSAULT", "strike", 900, words=words, arguments={"actor": "The army"})
    assert pairs(by_others, whose) == pairs(told, new) == pairs(told, far) == []
