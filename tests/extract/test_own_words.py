"""Invented sentences: whom the pronoun stands for that opens what somebody says."""

import reportedly


def stands_for(text: str, pronoun: str) -> str | None:
    reading = reportedly.read(text, published="2031-04-08")
    names = {one.id: one.name for one in reading.entities}
    mention = next(one for one in reading.mentions if one.text == pronoun)
    return names.get(mention.entity or "")


def test_who_announces_that_it_has_done_something_speaks_of_itself() -> None:
    text = "The Harbour Teachers' Union, the largest in the country, announced Thursday that it has called off a strike after talks."
    assert stands_for(text, "it") == "Harbour Teachers' Union"


def test_they_who_said_they_also_opposed_it_are_those_who_said_so() -> None:
    text = "Rebels in the north rejected the plan and said they also opposed the deployment of a regional force."
    assert stands_for(text, "they") == "Rebels in the north"


def test_a_pronoun_further_on_is_not_joined_by_that() -> None:
    text = "The Harbour Teachers' Union said on Thursday that the sea had flooded the quay and it was closed."
    assert stands_for(text, "it") != "Harbour Teachers' Union"
