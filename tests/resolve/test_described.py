"""Mentions that describe a place instead of naming it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.resolve.described import coordinates, names_inside, names_nothing


@pytest.mark.parametrize(
    ("words", "nothing"),
    [
        ("the city", True),
        ("The hospital", True),
        ("rebel-held areas", True),
        ("there", True),
        ("their own land", True),
        ("…", True),
        ("the West", False),
        ("the Red Sea", False),
        ("Raqqa", False),
        ("al-Bab", False),
        ("الرقة", False),
        ("villages around Raqqa", False),
    ],
)
def test_names_nothing(words: str, nothing: bool) -> None:
    assert names_nothing(words, cased=True) is nothing


def test_a_report_without_capitals_may_name_places() -> None:
    assert not names_nothing("san salvador", cased=False)
    assert names_nothing("the city", cased=False)


def test_names_inside_are_whole_runs() -> None:
    assert names_inside("the heart of East Mosul") == [("Mosul", False)]
    assert names_inside("territory in Syria") == [("Syria", True)]
    assert names_inside("the Wadi Barada area") == [("Wadi Barada", False)]
    assert names_inside("the main hospital") == []


@pytest.mark.parametrize(
    ("words", "point"),
    [
        ("33°30′00″N 36°15′00″E", (33.5, 36.25)),
        ("33°30′N, 36°15′W", (33.5, -36.25)),
        ("35.0325; 43.6464", (35.0325, 43.6464)),
        ("35.50°S 43.25°E", (-35.5, 43.25)),
        ("-12.50, 40.25", (-12.5, 40.25)),
        ("95.50, 40.25", None),
        ("12.5", None),
        ("12, 13", None),
        ("Homs", None),
    ],
)
def test_coordinates(words: str, point: tuple[float, float] | None) -> None:
    assert coordinates(words) == point


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(st.text(alphabet="0123456789°′″NSEW .,;-", max_size=30))
def test_coordinates_are_on_the_globe(words: str) -> None:
    point = coordinates(words)
    assert point is None or (abs(point[0]) <= 90 and abs(point[1]) <= 180)
