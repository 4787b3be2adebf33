"""The two sides of an event: what is known of an actor, else what a word for it says; nobody is taken for a civilian without one."""

import pytest
from msgspec.structs import replace
from tests.export.fought import ARMY, MILITIA, REBELS, fought

from reportedly.codebooks.schemes import Scheme
from reportedly.export.sides import SideOf, side_of, written_name
from reportedly.schema.dossier import PartyDossier


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("gunmen", "armed"), ("three of its fighters", "armed"), ("at least 12 villagers", "civilians"),
        ("residents of the army base", "civilians"),
        ("two policemen", "state"), ("Soldiers from the north", "state"), ("a crowd of protesters", "protesters"),
        ("people", "unknown"),
        ("at least 12 people", "unknown"), ("the grain depot", "unknown"), ("it", "unknown"), ("", "unknown"),
        ("women and children", "civilians"),
    ],
)  # fmt: skip
def test_what_a_description_says(words: str, side: str) -> None:
    assert side_of(fought("ASSAULT", None, words, None), "actor").side == side


@pytest.mark.parametrize(
    ("party", "side"),
    [
        (ARMY, "state"), (replace(ARMY, country="TD"), "external"), (replace(ARMY, country=None), "state"), (REBELS, "rebels"),
        (replace(REBELS, sector=None), "armed"), (MILITIA, "armed"), (replace(MILITIA, name="Salt Union"), "unknown"),
        (replace(MILITIA, name="Free Ostan Army"), "unknown"), (replace(MILITIA, name="Police of Ostan"), "state"),
        (PartyDossier(role="actor", actor="un", name="United Nations", kind="intergovernmental"), "external"),
        (PartyDossier(role="actor", actor="a1", name="Mira Brigade", kind="person"), "unknown"),
    ],
)  # fmt: skip
def test_what_is_known_of_an_actor(party: PartyDossier, side: str) -> None:
    found = side_of(fought("ASSAULT", None, party, None), "actor")
    assert (found.side, found.known, found.id) == (side, True, party.actor)


def test_the_wording_that_tells_the_side_stands_first() -> None:
    event = fought("ASSAULT", None, None, "at least 12 people")
    both = replace(event, described=(*event.described, ("recipient", "villagers")))
    assert side_of(both, "recipient") == SideOf(side="civilians", name="villagers", others=("at least 12 people",))
    assert side_of(event, "actor") == SideOf()


def test_how_a_name_is_written() -> None:
    how = Scheme(name="x", about="x", rules=(), names={"civilians": "Civilians ({words})", "other": "Unidentified ({words})"})
    assert written_name(SideOf(side="rebels", name="Amber Front", known=True), how) == "Amber Front"
    assert written_name(SideOf(side="armed", name="gunmen"), how) == "Unidentified (gunmen)"
    assert written_name(SideOf(side="civilians", name="{words}"), how) == "Civilians ({words})"
    assert written_name(SideOf(side="unknown", name="it"), how) is None and written_name(SideOf(), how) is None
    assert written_name(SideOf(side="armed", name="gunmen"), replace(how, names={})) == "gunmen"
