"""Whose words those of a source are that is only described, on invented reports."""

import pytest
from msgspec.structs import replace
from tests.conftest import Builder

from reportedly.corroborate.voices import Chains
from reportedly.schema import Attribution, Entity, Reading
from reportedly.schema.voice import Voice

ORGANISATIONS = {"o1": "Sand Observatory", "o2": "Amber Aid", "o3": "Salt Brigade", "o4": "Interfax"}
PEOPLE = {"p1": "Mira Sand", "p2": "Omar Salt"}


def heard(text: str, *sources: str, reading: Reading) -> list[Voice]:
    """The voices of a made report with these sources, in their order; the names above are its mentions, "the rest" are descriptions."""
    b = Builder(text)
    kinds = dict.fromkeys(ORGANISATIONS, "organisation") | dict.fromkeys(PEOPLE, "person")
    names = ORGANISATIONS | PEOPLE
    mentions = [
        b.mention(10 * number + nth, kinds[identity], name, nth, entity=identity)
        for number, (identity, name) in enumerate(names.items())
        for nth in range(text.count(name))
    ]
    entities = [Entity(id=identity, kind=kinds[identity], name=name, names=(name,)) for identity, name in names.items()]  # type: ignore[arg-type]
    if "Army spokesman Omar Salt" in text:
        mentions.append(b.mention(90, "organisation", "Army spokesman Omar Salt", entity="o5"))
        entities.append(Entity(id="o5", kind="organisation", name="Army spokesman Omar Salt", names=("Army spokesman Omar Salt",)))
    for number, source in enumerate(sources):
        if source.startswith(("an ", "An ", "A ")):
            entities.append(Entity(id=f"d{number}", kind="organisation", name=source, names=()))
    found, last = [], 0
    for number, source in enumerate(sources):
        start = text.index(source, last)
        nth = text.count(source, 0, start)
        last = start + len(source)
        entity = "o5" if source.startswith("Army") else next((one for one, name in names.items() if name in source), f"d{number}")
        known = entity if any(one.id == entity for one in entities) else None
        found.append(
            Attribution(
                id=f"a{number}", kind="indirect", source=b.source(source, nth, entity=known), cue=b.span("said", number),
                content=(b.span("the town fell", number),),
            )
        )  # fmt: skip
    made = replace(
        reading, report=replace(reading.report, text=text), mentions=tuple(mentions), entities=tuple(entities),
        attributions=tuple(found), claims=(), events=(),
    )  # fmt: skip
    chains = Chains(made)
    return [chains._voice(one.source) for one in found]


@pytest.mark.parametrize(
    ("text", "sources", "name"),
    [
        (
            "The Sand Observatory said the town fell. The monitor said the town fell.",
            ("The Sand Observatory", "The monitor"), "Sand Observatory",
        ),
        (
            "An army of the north said the town fell. The army said the town fell.",
            ("An army of the north", "The army"), "An army of the north",
        ),
        ("Amber Aid said the town fell. It said the town fell.", ("Amber Aid", "It"), "Amber Aid"),
        ("Mira Sand said the town fell. She said the town fell.", ("Mira Sand", "She"), "Mira Sand"),
    ],
    ids=["by its kind", "by its head", "a body by a pronoun", "a person by a pronoun"],
)  # fmt: skip
def test_who_is_told_again_is_no_second_voice(text: str, sources: tuple[str, ...], name: str, reading: Reading) -> None:
    first, second = heard(text, *sources, reading=reading)
    assert first.key == second.key and second.name == name


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (
            "The Sand Observatory said the town fell. The Salt Brigade fled. The group said the town fell.",
            ("The Sand Observatory", "The group"),
        ),
        (
            "An army of the north said the town fell. Amber Aid left. The army said the town fell.",
            ("An army of the north", "The army"),
        ),
        ("An army said the town fell. The southern army said the town fell.", ("An army", "The southern army")),
        ("Amber Aid said the town fell. She said the town fell.", ("Amber Aid", "She")),
        ("Mira Sand said the town fell. It said the town fell.", ("Mira Sand", "It")),
        ("Amber Aid said the town fell. The residents said the town fell.", ("Amber Aid", "The residents")),
    ],
    ids=["another body was named since", "a name stands between", "more is said of it", "no body is she", "no person is it", "others"],
)
def test_who_may_be_somebody_else_stays_one(text: str, sources: tuple[str, ...], reading: Reading) -> None:
    first, second = heard(text, *sources, reading=reading)
    assert first.key != second.key


def test_a_description_behind_a_name_is_the_name(reading: Reading) -> None:
    [voice] = heard("Amber Aid, a charity in Orsk, said the town fell.", "a charity in Orsk", reading=reading)
    assert (voice.name, voice.named) == ("Amber Aid", True)
    [other] = heard("In a town of Amber Aid, a resident said the town fell.", "a resident", reading=reading)
    assert not other.named


def test_a_name_with_its_office_is_the_person_of_the_report(reading: Reading) -> None:
    text = "Army spokesman Omar Salt said the town fell. Omar Salt said the town fell."
    first, second = heard(text, "Army spokesman Omar Salt", "Omar Salt", reading=reading)
    assert first.key == second.key == "omar salt" and first.kind == "person"


def test_an_agency_that_is_called_one_is_that_agency(reading: Reading) -> None:
    [voice] = heard("The Russian news agency Interfax said the town fell.", "The Russian news agency Interfax", reading=reading)
    assert (voice.key, voice.named) == ("agency:interfax", True)
