"""Speakers whom the words beside them hide; the sentences are our own inventions and encoder outputs are written by hand."""

import pytest
from outputs import Marked, no_entity

from reportedly.extract.attributions import find_attributions
from reportedly.extract.frames import Filled
from reportedly.extract.triggers import Trigger
from reportedly.extract.unnamed import without_tellers


def told(made: Marked) -> list[tuple[str | None, str]]:
    found = find_attributions(made.text, made.output(), no_entity)
    return [(one.source.text if one.source else None, one.content[0].text) for one in found]


@pytest.mark.parametrize(
    "behind",
    [
        "an officer who asked not to be named said",
        "an officer, speaking on condition of anonymity, said",
        "said an officer, who declined to be identified",
        "said an officer, speaking on condition of anonymity because of the danger",
    ],
)
def test_who_asks_not_to_be_named_speaks(behind: str) -> None:
    made = Marked(f"Gunmen killed six farmers in Tarn, {behind}.")
    made.mention("an officer", "person")
    made.predicate("killed", [("ARG0", "Gunmen"), ("ARG1", "six farmers")])
    made.cue("said", None, ["Gunmen killed six farmers in Tarn"])
    assert told(made) == [("an officer", "Gunmen killed six farmers in Tarn")]


def test_how_many_speak_belongs_to_who_speaks() -> None:
    made = Marked("Guards fired on a post, wounding three, two army officers said on condition of anonymity.")
    made.predicate("fired", [("ARG0", "Guards")])
    made.cue("said", "army officers", ["Guards"])
    assert told(made)[0][1] == "Guards fired on a post, wounding three"


def test_a_document_speaks_and_not_who_has_seen_it() -> None:
    made = Marked("The deal frees nine, according to a copy of the text seen by the Tarn Courier.")
    made.cue("according to", "the Tarn Courier", ["The deal frees nine"])
    assert told(made) == [("a copy of the text seen by the Tarn Courier", "The deal frees nine")]
    made = Marked("The deal frees nine, according to the Tarn Courier.")
    made.cue("according to", "the Tarn Courier", ["The deal frees nine"])
    assert told(made)[0][0] == "the Tarn Courier"


def test_who_acts_goes_on_to_say() -> None:
    made = Marked("The treasury froze the assets of Ada Obi and Ben Ude, saying that they had sold guns.")
    made.predicate("froze", [("ARG0", "The treasury"), ("ARG1", "the assets of Ada Obi and Ben Ude")])
    made.cue("saying", "Ada Obi and Ben Ude", ["that they had sold guns"])
    assert told(made) == [("The treasury", "that they had sold guns")]


def test_who_tells_of_a_deed_was_not_struck_by_it() -> None:
    made = Marked("Guards fired on a post, wounding three, two army officers said.")
    made.cue("said", "two army officers", ["Guards fired on a post, wounding three"])
    trigger = Trigger(*made.at("wounding"), 5, 0, "ASSAULT", None, 0.9, None, None)
    trigger.filled = [Filled("recipient", *made.at("three"), 0.9), Filled("recipient", *made.at("two army officers"), 0.9)]
    without_tellers(made.text, [trigger], made.output())
    assert [made.text[one.start : one.end] for one in trigger.filled] == ["three"]
