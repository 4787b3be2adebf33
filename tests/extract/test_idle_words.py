"""Invented sentences: words of the lexicon that tell of nothing beside certain words, and those that do."""

import pytest

import reportedly
from reportedly.extract.idle_words import tells_of_nothing


def idle(text: str, word: str, kind: str) -> bool:
    start = text.index(word)
    return tells_of_nothing(text, kind, (start, start + len(word)), (0, len(text)))


@pytest.mark.parametrize(
    ("text", "word", "kind", "nothing"),
    [
        ("A driver died of his injuries on Monday.", "injuries", "ASSAULT", True),
        ("Two drivers later succumbed to their wounds.", "wounds", "ASSAULT", True),
        ("Nine drivers had injuries to the head.", "injuries", "ASSAULT", False),
        ("Shots were fired at the depot, leaving a guard badly hurt.", "leaving", "RETREAT", True),
        ("Troops were leaving the town of Tarn.", "leaving", "RETREAT", False),
        ("The tremor left five people dead.", "left", "ASSAULT", False),
        ("The offer was met with silence.", "met with", "CONSULT", True),
        ("The envoy met with the mayor.", "met with", "CONSULT", False),
        ("The raid was meant to wreck the peace talks.", "wreck", "ASSAULT", True),
        ("The mob wrecked three shops.", "wrecked", "ASSAULT", False),
        ("A clerk, who asked not to be named, wept.", "named", "APPOINT", True),
        ("The king named a clerk to the post.", "named", "APPOINT", False),
        ("The mob burned the hall, setting off fires in two shops.", "setting off", "ASSAULT", True),
        ("The rebels set off two bombs.", "set off", "ASSAULT", False),
        ("Troops backed by air strikes took Tarn.", "backed", "SUPPORT", True),
        ("Rebels backed by Ardenia took Tarn.", "backed", "SUPPORT", False),
        ("Ferries returned to occupied Tarn on Monday.", "occupied", "COERCE", True),
        ("Troops occupied Tarn on Monday.", "occupied", "COERCE", False),
        ("The mayor attacked the government's plan.", "attacked", "ASSAULT", True),
        ("Rebels attacked the government's plant.", "attacked", "ASSAULT", False),
        ("The Front said it would respect the truce.", "truce", "RETREAT", True),
        ("He accused the rebels of violating the Tarn ceasefire.", "ceasefire", "RETREAT", True),
        ("Both were to respect the truce that was signed in Tarn.", "truce", "RETREAT", False),
        ("The Front agreed on a truce.", "truce", "RETREAT", False),
        ("The death toll is expected to rise.", "death toll", "ASSAULT", True),
        ("The death toll of the raid rose to 40.", "death toll", "ASSAULT", False),
        ("He was jailed in Tarn under the Suppression of Piracy Act.", "Suppression", "COERCE", True),
        ("The Suppression of the revolt in Tarn was an act of cruelty.", "Suppression", "COERCE", False),
        ("Hundreds gathered on Friday in Tarn to bury the dead.", "gathered", "PROTEST", True),
        ("Hundreds gathered on Friday in Tarn to protest against the tax.", "gathered", "PROTEST", False),
    ],
)
def test_what_stands_beside_a_word_may_leave_it_nothing_to_tell(text: str, word: str, kind: str, nothing: bool) -> None:
    assert idle(text, word, kind) is nothing


def triggers(text: str) -> list[str]:
    return [one.trigger.text for one in reportedly.read(text, published="2021-03-17").claims if one.kind == "event" and one.trigger]


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Shots were fired at a house in Tarn on Monday.", ["fired at"]),
        ("The army did not respond to a request for comment.", []),
        ("A clerk asked not to be named.", []),
        ("He was convicted by a war crimes tribunal in Tarn.", ["convicted"]),
        ("Police ordered the accused to remain in Tarn.", ["ordered"]),
        ("Gunmen attacked a bus on Monday. Three of the wounded later died in hospital.", ["attacked", "died"]),
    ],
)
def test_one_deed_is_told_once(text: str, only: list[str]) -> None:
    assert triggers(text) == only
