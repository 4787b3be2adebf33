"""Words that their object, their subject or the words beside show in another sense; encoder outputs are written by hand."""

import pytest
from outputs import Marked

from reportedly.codebooks.load import load_codebook
from reportedly.extract.claims import find_triggers

CODEBOOK = load_codebook()


def types(sentence: str, word: str, *arguments: tuple[str, str]) -> list[tuple[str, str | None]]:
    made = Marked(sentence)
    made.predicate(word, arguments)
    found = find_triggers(sentence, made.output(), CODEBOOK)
    return [(one.type, one.mode) for one in found if word.startswith(sentence[one.start : one.end])]


@pytest.mark.parametrize(
    ("sentence", "word", "arguments"),
    [
        ("In a report released in March, detainees described the camp.", "released", [("ARG1", "a report")]),
        ("The names of the prisoners were released on Monday.", "released", [("ARG1", "The names of the prisoners")]),
        ("The building was evacuated.", "evacuated", [("ARG1", "The building")]),
        ("The old terminal was evacuated.", "evacuated", [("ARG2", "The old terminal")]),
        ("The navy called off its search.", "called off", [("ARG0", "The navy"), ("ARG1", "its search")]),
        ("Workers began to demolish two blocks.", "demolish", [("ARG0", "Workers"), ("ARG1", "two blocks")]),
        ("He won the runoff, beating the mayor by 2,000 votes.", "beating", [("ARG0", "He"), ("ARG1", "the mayor")]),
        ("The striker shot wide twice.", "shot", [("ARG0", "The striker")]),
        ("The residents were taken to a school in the town.", "taken", [("ARG1", "The residents"), ("ARG2", "to a school")]),
        ("The hotel caught fire on Saturday.", "fire", []),
        ("The firm insisted that no guards had been paid.", "insisted that", [("ARG0", "The firm")]),
        ("The verdict was appealed by the miners.", "appealed", [("ARG1", "The verdict")]),
        ("An officer spoke to reporters at the gate.", "spoke to", [("ARG0", "An officer")]),
        ("Foreign aid workers left the hotel.", "Foreign aid", []),
        ("Video captured two men pushing a guard.", "captured", [("ARG0", "Video"), ("ARG1", "two men")]),
        ("The talks collapsed and shells fell on the town.", "collapsed", [("ARG1", "The talks")]),
        ("Police defused a bomb hidden under a bridge.", "defused", [("ARG0", "Police"), ("ARG1", "a bomb hidden under a bridge")]),
        ("Some 300 people were sheltering in the mill.", "sheltering", [("ARG0", "Some 300 people")]),
    ],
)
def test_another_sense_tells_of_no_event(sentence: str, word: str, arguments: list[tuple[str, str]]) -> None:
    assert types(sentence, word, *arguments) == []


@pytest.mark.parametrize(
    ("sentence", "word", "arguments", "expected"),
    [
        ("The prisoners were released on Monday.", "released", [("ARG1", "The prisoners")], ("RETREAT", "release")),
        ("The villagers were evacuated.", "evacuated", [("ARG1", "The villagers")], ("RETREAT", "withdraw")),
        ("The wounded were evacuated.", "evacuated", [("ARG1", "The wounded")], ("AID", None)),
        ("The strike was called off by the nurses.", "called off", [("ARG1", "The strike")], ("CONCEDE", None)),
        ("Soldiers demolished two homes.", "demolished", [("ARG0", "Soldiers"), ("ARG1", "two homes")], ("ASSAULT", "destroy")),
        ("Police were beating voters near the polls.", "beating", [("ARG0", "Police"), ("ARG1", "voters")], ("ASSAULT", "beat")),
        ("The negotiators walked out.", "walked out", [("ARG0", "The negotiators")], ("REJECT", "meet")),
        ("The envoy insisted that the rebels release the crew.", "insisted that", [("ARG0", "The envoy")], ("REQUEST", "yield")),
        ("The nurses walked out.", "walked out", [("ARG0", "The nurses")], ("PROTEST", "strike")),
    ],
)
def test_the_plain_sense_and_the_type_of_another_stay(
    sentence: str, word: str, arguments: list[tuple[str, str]], expected: tuple[str, str | None]
) -> None:
    assert types(sentence, word, *arguments) == [expected]


@pytest.mark.parametrize(
    ("sentence", "word", "arguments", "expected"),
    [
        (
            "Ardenia will send eight howitzers, a second package of aid.", "send",
            [("ARG0", "Ardenia"), ("ARG1", "eight howitzers")], ("AID", None),
        ),
        ("Rescue crews evacuated 120 people.", "evacuated", [("ARG2", "Rescue crews"), ("ARG1", "120 people")], ("AID", None)),
        ("The minister dismissed a judge.", "dismissed", [("ARG0", "The minister"), ("ARG1", "a judge")], ("SANCTION", "expel")),
        ("The junta blocked access to two websites.", "blocked access", [("ARG0", "The junta")], ("COERCE", "censor")),
        ("Clerks hanged three convicts at the prison.", "hanged", [("ARG1", "three convicts")], ("ASSAULT", "targeted")),
    ],
)  # fmt: skip
def test_who_does_it_to_what_is_another_event(
    sentence: str, word: str, arguments: list[tuple[str, str]], expected: tuple[str, str | None]
) -> None:
    made = Marked(sentence)
    made.predicate(word.split()[0], arguments, types=[(expected[0], 0.6)])
    found = find_triggers(sentence, made.output(), CODEBOOK)
    assert expected in [(one.type, one.mode) for one in found if word.startswith(sentence[one.start : one.end])]
