"""Words that are passed on; the sentences are our own inventions and encoder outputs are written by hand."""

import pytest
from outputs import Marked, no_entity

from reportedly.extract.attributions import find_attributions, voices_over
from reportedly.extract.factuality import stance_of


def chain(made: Marked, word: str) -> list[str | None]:
    found = find_attributions(made.text, made.output(), no_entity)
    return [one.source.text if one.source is not None else None for one in voices_over(found, *made.at(word))]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        (
            "A consul said he had been told by herders that soldiers burned the mill.",
            "he had been told by herders that soldiers burned the mill", ["herders", "A consul"],
        ),
        (
            "A consul said he had heard from the herders that soldiers burned the mill.",
            "he had heard from the herders that soldiers burned the mill", ["the herders", "A consul"],
        ),
    ],
)  # fmt: skip
def test_who_told_whoever_tells_it(text: str, content: str, expected: list[str]) -> None:
    made = Marked(text)
    made.cue("said", "A consul", [content])
    assert chain(made, "burned") == expected


def test_who_was_told_has_not_said_it() -> None:
    made = Marked("His sister had been told by a clerk that soldiers burned the mill.")
    made.cue("had been told", "His sister", ["that soldiers burned the mill"])
    assert chain(made, "burned") == ["a clerk"]
    made = Marked("His sister was told that soldiers burned the mill.")
    made.cue("was told", "His sister", ["that soldiers burned the mill"])
    assert chain(made, "burned") == [None]


def test_a_clause_that_begins_with_who_says_the_rest() -> None:
    made = Marked("Nurses told the paper that herders had said soldiers burned the mill.")
    made.cue("told", "Nurses", ["that herders had said soldiers burned the mill"])
    made.predicate("said")
    made.predicate("burned", [("ARG0", "soldiers")])
    assert chain(made, "burned") == ["herders", "Nurses"]


def test_as_they_say_is_no_voice() -> None:
    made = Marked("Nurses said that as herders say soldiers burned the mill.")
    made.cue("said", "Nurses", ["that as herders say soldiers burned the mill"])
    made.predicate("say")
    made.predicate("burned", [("ARG0", "soldiers")])
    assert chain(made, "burned") == ["Nurses"]


def test_a_plea_is_the_words_of_whoever_pleads() -> None:
    made = Marked("The clerk has pleaded not guilty to murder and says so.")
    made.predicate("pleaded", [("ARG0", "The clerk")])
    (only,) = find_attributions(made.text, made.output(), no_entity)
    assert (only.source and only.source.text, only.cue.text) == ("The clerk", "has pleaded not guilty")
    assert [span.text for span in only.content] == ["murder"]
    assert stance_of(only.cue.text.split()) == "denies"
    assert stance_of(["pleaded", "guilty"]) == "confirms"
