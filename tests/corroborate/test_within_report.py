from typing import Any

from reportedly.corroborate.within_report import link_claims
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
