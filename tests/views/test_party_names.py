"""An actor is called by the name that it had: a later one is never put into the past."""

import pytest

from reportedly.schema.actor import Actor, ActorName
from reportedly.views.events import _name_on

FRONT = Actor(
    id="amber-front", name="Amber Front", kind="armed-group", citation="invented",
    names=(
        ActorName(name="Amber Front", since="2031-03-01", until="2033"),
        ActorName(name="AF", kind="acronym"),
        ActorName(name="Salt Road Movement", kind="former", since="2029", until="2031-02"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2030-05-01", "Salt Road Movement"),
        ("2031-02-28", "Salt Road Movement"),
        ("2031-03-01", "Amber Front"),
        ("2033-12-31", "Amber Front"),
        ("2034-01-01", "Amber Front"),  # no name is known for that time: the one it is known by
        ("2028-01-01", "Amber Front"),
    ],
)
def test_the_name_of_a_day(day: str, name: str) -> None:
    assert _name_on(FRONT, day) == name


def test_a_name_without_dates_holds_always() -> None:
    undated = Actor(id="a1", name="Dune Watch", kind="monitor", citation="invented", names=(ActorName(name="Dune Watch"),))
    assert _name_on(undated, "1990-01-01") == "Dune Watch"
