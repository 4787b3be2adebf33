from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.generated_record import generate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import Connection
from tests.views.filling import fill, judge

from reportedly.store.sql import Store
from reportedly.views.facets import Facets, facets
from reportedly.views.filters import Filters
from reportedly.views.known import Wanted
from reportedly.views.places import places
from reportedly.views.tallies import Tallies


@pytest.fixture(scope="module")
def record(target: str) -> Iterator[Store]:
    """A made-up record of 400 claims: undated, half-dated and disputed events among them."""
    with Store.open(target, create=True) as store:
        generate(store, 400)
        yield store


YEARS = ("2012", "2016", "2019", "2024")
QUESTIONS = some.fixed_dictionaries(
    {},
    optional={
        "grade": some.sampled_from(["contested", "single-source", "corroborated,confirmed", "denied"]),
        "type": some.sampled_from(["ASSAULT", "COERCE", "protest"]), "country": some.sampled_from(["SY", "IQ"]),
        "disputed": some.just("true"), "place": some.integers(0, 3),
        "since": some.sampled_from(["2011", *YEARS]), "until": some.sampled_from([*YEARS, "2025"]),
    },
)  # fmt: skip


@given(asked=QUESTIONS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_tally_says_what_counting_says(connection: Connection, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]) -> None:
    monkeypatch.setattr("reportedly.views.tallies.BUSY", 12)
    if asked.get("since", "") > asked.get("until", "9"):
        del asked["since"]
    if "place" in asked:
        asked["place"] = _places(connection)[asked["place"]]
    tallies = Tallies()
    counted = facets(connection, Filters.parse(asked))
    assert counted.exact and facets(connection, Filters.parse(asked), tallies=tallies) == counted
    assert tallies._tally is not None


def _places(connection: Connection) -> list[str]:
    """The ids of the two places of the most events, of one of few, and the name of one."""
    found = places(connection, limit=500).rows
    return [*(f"g{one.geonames}" for one in (*found[:2], found[-1])), str(found[1].place)]


def test_busy_places_are_told_apart_and_others_counted(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.views.tallies.BUSY", 12)
    tallies = Tallies()
    facets(connection, tallies=tallies)
    tally = tallies._tally
    assert tally is not None
    busy, other, rare, _ = (Filters.parse(place=one) for one in _places(connection))
    assert [tally.knows(Wanted(filters=one, geonames=(_number(one),))) for one in (busy, other, rare)] == [True, True, False]
    assert facets(connection, busy, tallies=tallies).events > facets(connection, rare, tallies=tallies).events > 0


def _number(filters: Filters) -> int:
    assert filters.place is not None and filters.place.geonames is not None
    return filters.place.geonames


@pytest.mark.parametrize(
    "asked",
    [
        {"as_of": "2016-12-07"}, {"as_of": "2016"}, {"since": "2016-03"}, {"until": "2016-03-12"}, {"disputed": "when"},
        {"text": "residents"},
        {"type": "ASSAULT/aerial"}, {"mode": "aerial"}, {"place": "30,40", "within_km": "900"}, {"score": "0.5"},
    ],
)  # fmt: skip
def test_what_a_tally_does_not_know_is_counted(connection: Connection, asked: dict[str, str]) -> None:
    tallies = Tallies()
    assert facets(connection, Filters.parse(asked), tallies=tallies) == facets(connection, Filters.parse(asked))
    assert tallies._tally is None


def test_the_past_has_fewer_events(connection: Connection) -> None:
    """Or else the test above would show nothing of as-of."""
    tallies = Tallies()

    def ask(**asked: str) -> Facets:
        return facets(connection, Filters.parse(asked), tallies=tallies)

    assert 0 < ask(as_of="2016-12-07").events < ask().events


def test_another_state_is_counted_anew() -> None:
    made: list[str] = []

    def make(name: str) -> Any:
        return lambda: made.append(name) or name

    tallies = Tallies()
    assert [tallies.of(state, make(state)) for state in ("1", "1", "2", "2", "1")] == ["1", "1", "2", "2", "1"]
    assert made == ["1", "2", "1"]


def test_a_withheld_word_is_in_no_tally_that_is_shown(tmp_path: Path) -> None:
    with Store.open(tmp_path / "record.db", create=True) as store:
        fill(store)
        tallies = Tallies()
        with store.reading() as snapshot:
            before = facets(snapshot.connection, tallies=tallies)
        assert any(one.value == "LY" for facet in before.facets for one in facet.values)
        judge(store, "withhold", "LY", field="phrase", reason="asked for")
        with store.reading() as snapshot:
            after = facets(snapshot.connection, tallies=tallies)
        assert not any(one.value == "LY" for facet in after.facets for one in facet.values)
        assert after.events == before.events
