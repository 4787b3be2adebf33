from collections.abc import Sequence

import pytest

from reportedly.encoder.output import Predicate, ScoredSpan
from reportedly.extract.anchoring import Site, claim_place, claim_time, claimed_elsewhere
from reportedly.extract.frames import Filled
from reportedly.schema import DateInterval, Mention, PlaceRef

MAY = "2021-05-03"


def when(
    text: str, trigger: str, *times: str, filled: Sequence[Filled] = ()
) -> tuple[str | None, str | None, str] | None:
    """The start and end of a trigger's time and its words; each time of the invented sentence is a day of May, in order."""
    mentions = [
        Mention(
            start=text.index(one), end=text.index(one) + len(one), text=one, id=f"m{day}", entity=None, kind="time", level="name",
            time=DateInterval(value=f"2021-05-0{day}", start=f"2021-05-0{day}", end=f"2021-05-0{day}", precision="day"),
        )
        for day, one in enumerate(times, 3)
    ]  # fmt: skip
    start = text.index(trigger)
    found = claim_time(Site(text, (0, len(text)), (start, start + len(trigger)), ()), filled, mentions)
    return None if found is None else (found.start, found.end, found.span.text)


def test_of_several_times_the_one_right_behind_the_word() -> None:
    text = "Two drivers who were kidnapped last month were freed on Friday, their families said."
    assert when(text, "kidnapped", "last month", "Friday") == (MAY, MAY, "last month")
    assert when(text, "freed", "last month", "Friday") == ("2021-05-04", "2021-05-04", "Friday")


@pytest.mark.parametrize(
    ("text", "trigger", "start", "end"),
    [
        ("Their truce was to last until Monday.", "truce", None, MAY),
        ("By its count 71 people were killed since the coup on Monday.", "killed", MAY, None),
        ("By its count 71 people were killed since the coup on Monday.", "coup", MAY, MAY),
        ("Villagers have hidden since Monday, when rebels burned two houses.", "burned", MAY, MAY),
        ("Fighting broke out near Tarn, 90 km south of Ulm, on Monday.", "Fighting", MAY, MAY),
        ("The war in Tarn ended on Monday after long talks.", "war", None, MAY),
        ("On Monday a truck hit a mine; two soldiers were killed.", "killed", MAY, MAY),
    ],
)
def test_until_since_and_a_day_that_ends_the_sentence(
    text: str, trigger: str, start: str | None, end: str | None
) -> None:
    found = when(text, trigger, "Monday")
    assert found is not None and found[:2] == (start, end)


def test_who_rules_on_a_day_that_something_was_done_says_nothing_of_when() -> None:
    assert when("On Monday a court ruled that the massacre was planned.", "massacre", "Monday") is None


def test_each_part_of_a_sentence_has_its_own_day() -> None:
    text = "On Monday a medic was shot at a checkpoint; he died in hospital on Wednesday."
    assert when(text, "shot", "Monday", "Wednesday") == (MAY, MAY, "Monday")
    assert when(text, "died", "Monday", "Wednesday") == ("2021-05-04", "2021-05-04", "Wednesday")


def test_a_day_that_opens_a_sentence_is_that_of_its_first_clause() -> None:
    text = "On Monday, gunmen stormed a bank near Tarn, and on Friday they looted a depot."
    assert when(text, "stormed", "Monday", "Friday") == (MAY, MAY, "Monday")
    assert when(text, "looted", "Monday", "Friday") == ("2021-05-04", "2021-05-04", "Friday")


@pytest.mark.parametrize(
    ("text", "trigger", "found"),
    [
        ("The council condemned Monday's attack.", "condemned", None),
        ("The council condemned Monday's attack.", "attack", "Monday"),
        ("Six people died in Monday's attack.", "died", "Monday"),
        ("Monday's blast killed six people.", "killed", "Monday"),
        ("The men were jailed after the Monday raid on a bank.", "jailed", None),
        ("It was the deadliest attack since Monday.", "attack", None),
        ("On Monday, the court accused him of killing six people.", "killing", None),
        ("The council deplored the deaths on Monday.", "deaths", None),
        ("The council deplored the deaths on Monday.", "deplored", "Monday"),
        ("The truce collapsed on Monday, when the army launched its offensive.", "offensive", "Monday"),
    ],
)
def test_whose_day_it_is(text: str, trigger: str, found: str | None) -> None:
    its = when(text, trigger, "Monday")
    assert (its[2] if its else None) == found


def test_the_year_of_a_building_is_not_when_it_was_hit() -> None:
    text = "The 1973 building was hit."
    year = Mention(
        start=4, end=8, text="1973", id="m1", entity=None, kind="time", level="name",
        time=DateInterval(value="1973", start="1973-01-01", end="1973-12-31", precision="year"),
    )  # fmt: skip
    site = Site(text, (0, len(text)), (text.index("hit"), text.index("hit") + 3), ())
    assert claim_time(site, [], [year]) is None
    assert claim_time(site, [Filled("time", 4, 8, 0.9)], [year]) is None


def test_days_told_together_are_taken_where_the_argument_holds_the_first() -> None:
    text = "Crowds marched on May 3, 5 and 9 in Tarn."
    start = text.index("on May")
    found = when(text, "marched", "May 3", filled=[Filled("time", start, start + len("on May 3"), 0.9)])
    assert found == ("2021-05-03", "2021-05-09", "May 3, 5 and 9")


def test_a_day_that_opens_the_next_clause_is_not_the_first_one_s() -> None:
    text = "Forty people were hurt, and on Monday two of them died."
    start = text.index("on Monday")
    assert when(text, "hurt", "Monday", filled=[Filled("time", start, start + len("on Monday"), 0.9)]) is None


def test_what_stands_behind_a_clause_between_commas_is_no_place_of_it() -> None:
    text = "The state, which sent troops, will hold talks in Tarn."
    start = text.index("Tarn")
    filled = [Filled("destination", start, start + 4, 0.9)]
    assert place(text, "sent", "Tarn", filled=filled) is None
    assert place(text, "talks", "Tarn", filled=filled) == "Tarn"


def test_an_operation_has_the_day_on_which_it_was_launched() -> None:
    text = "Troops launched an operation against the group on Monday. They stopped it on Friday."
    verb, noun, held = text.index("launched"), text.index("operation"), (text.index("on Monday"), text.index(". They"))
    predicate = Predicate(verb, verb + 8, 0, 0.9, 0.9, (), 2.0, (ScoredSpan(*held, "TMP", 0.9),), ())
    assert claimed_elsewhere((noun, noun + 9), (), [predicate], text) == []
    assert claimed_elsewhere((text.index("group"), text.index("group") + 5), (), [predicate], text) == [(*held, verb)]


def test_a_clause_between_commas_has_its_own_day() -> None:
    text = "The hall, which was built on Monday, was hit."
    start = text.index("on Monday")
    filled = [Filled("time", start, start + len("on Monday"), 0.9)]
    assert when(text, "hit", "Monday", filled=filled) is None
    assert when(text, "built", "Monday", filled=filled) == (MAY, MAY, "Monday")


def test_weeks_later_is_not_the_day_before() -> None:
    text = "They took Tarn on Monday and seized Ulm weeks later."
    late = [Filled("time", text.index("weeks"), len(text) - 1, 0.9)]
    assert when(text, "seized", "Monday", filled=late) is None
    assert when(text, "took", "Monday", filled=late[:0]) == (MAY, MAY, "Monday")


def place(text: str, trigger: str, *names: str, filled: Sequence[Filled] = ()) -> str | None:
    """The name of a trigger's place; each name of the invented sentence is a town."""
    mentions = [
        Mention(
            start=text.index(one), end=text.index(one) + len(one), text=one, id=f"m{number}", entity=None, kind="place", level="name",
            place=PlaceRef(name=one, lat=1.0, lon=1.0, precision=1, score=0.9),
        )
        for number, one in enumerate(names)
    ]  # fmt: skip
    start = text.index(trigger)
    found = claim_place(Site(text, (0, len(text)), (start, start + len(trigger)), ()), filled, mentions, origin_first=False)
    return None if found is None else found.name


@pytest.mark.parametrize(
    ("text", "trigger", "found"),
    [
        ("In Tarn, gunmen burned down two banks.", "burned", "Tarn"),
        ("Meanwhile, near the town of Tarn, militants who had come by night burned down two banks.", "burned", "Tarn"),
        ("Speaking in Tarn on Monday, he rejected the claim.", "rejected", "Tarn"),
        ("At a summit in Tarn in May, the five states agreed to a truce.", "agreed", "Tarn"),
        ("At a summit in Tarn in May, the five states agreed to deploy troops.", "deploy", None),
        ("In Tarn, the minister said that jets had bombed a depot.", "bombed", None),
        ("A convoy bound for Tarn was looted.", "looted", None),
        ("The council condemned the killings in Tarn.", "condemned", None),
        ("The council condemned the killings in Tarn.", "killings", "Tarn"),
        ("The governor was condemned in Tarn.", "condemned", "Tarn"),
        ("The governor accused the rebels of murder in a speech in Tarn.", "accused", "Tarn"),
        ("A doctor in Tarn said 11 people had been hurt.", "hurt", None),
        ("Gunmen took the fort, he said by phone from Tarn.", "took", None),
        ("The killings were in reprisal for an attack near Tarn.", "killings", None),
        ("The killings were in reprisal for an attack near Tarn.", "attack", "Tarn"),
        ("From Tarn, gunmen went on and burned down two banks.", "burned", None),
    ],
)
def test_the_place_that_opens_a_sentence(text: str, trigger: str, found: str | None) -> None:
    assert place(text, trigger, "Tarn") == found
