"""The gazetteer file: what it holds, and that it opens fast and small."""

import time

import numpy as np
import pytest

from reportedly.resolve import gazetteer as layout
from reportedly.resolve.folding import fold, kind_key, people_key
from reportedly.resolve.gazetteer import PACKAGED, Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def names_of(gazetteer: Gazetteer, key: str) -> set[tuple[str, str | None, int]]:
    found = [gazetteer.place(number) for number in gazetteer.find(key)[0].tolist()]
    return {(place.name, place.country, place.precision) for place in found}


def test_the_file_is_small_and_opens_fast() -> None:
    assert PACKAGED.stat().st_size < 20_000_000
    start = time.process_time()
    assert len(Gazetteer.open()) > 250_000
    assert time.process_time() - start < 0.15


def test_every_place_is_readable_and_on_the_globe(gazetteer: Gazetteer) -> None:
    numbers = np.arange(len(gazetteer))
    points = gazetteer.points(numbers)
    known = ~np.isnan(points[:, 0])
    assert (np.abs(points[known]) <= [90, 180]).all()
    assert (~known).sum() < 10
    assert not (points[known] == 0).all(axis=1).any()
    parents = gazetteer.parents(numbers)
    assert (gazetteer.kinds(parents[:, 0][parents[:, 0] >= 0]) == layout.COUNTRY).all()
    assert (gazetteer.kinds(parents[:, 1][parents[:, 1] >= 0]) == layout.FIRST_ORDER).all()
    assert (gazetteer.kinds(parents[:, 2][parents[:, 2] >= 0]) == layout.SECOND_ORDER).all()
    for number in range(0, len(gazetteer), 997):
        place = gazetteer.place(number)
        assert place.name
        assert 1 <= place.precision <= 7


def test_areas_lie_in_their_country(gazetteer: Gazetteer) -> None:
    numbers = np.arange(len(gazetteer))
    parents = gazetteer.parents(numbers)
    inside = parents[:, 1] >= 0
    country_of_area = gazetteer.parents(parents[inside, 1])[:, 0]
    assert (country_of_area == parents[inside, 0]).all()


def test_what_the_keys_find(gazetteer: Gazetteer) -> None:
    assert ("Syria", "SY", 6) in names_of(gazetteer, fold("Syrian Arab Republic"))
    assert ("Syria", "SY", 6) in names_of(gazetteer, people_key("syrians"))
    assert ("Georgia", "US", 4) in names_of(gazetteer, "=GA")
    assert ("Georgia", "US", 4) in names_of(gazetteer, fold("Ga."))
    assert ("Fulton County", "US", 3) in names_of(gazetteer, kind_key("2", "fulton"))
    assert ("Middle East", None, 7) in names_of(gazetteer, fold("Mideast"))
    assert names_of(gazetteer, "no such place anywhere") == set()


def test_two_openings_answer_the_same(gazetteer: Gazetteer) -> None:
    other = Gazetteer.open()
    for name in ("springfield", "san jose", "tripoli"):
        assert [part.tolist() for part in other.find(name)] == [part.tolist() for part in gazetteer.find(name)]
