import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import BadOption
from reportedly.views.filters import KEYS, Filters, PlaceWanted, day

parse = Filters.parse


def test_nothing_narrows_nothing() -> None:
    assert parse() == parse(place=None, text="", grade=[], disputed=False) == Filters()
    assert parse().given() == ()


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"), ("2016-02", "2016-02-01", "2016-02-29"), ("2015-2", "2015-02-01", "2015-02-28"),
        ("2016-12-07", "2016-12-07", "2016-12-07"), ("2016-12-7", "2016-12-07", "2016-12-07"),
    ],
)  # fmt: skip
def test_a_date_may_be_a_day_a_month_or_a_year(written: str, first: str, last: str) -> None:
    found = parse(since=written, until=written, as_of=written)
    assert (found.since, found.until, found.as_of) == (first, last, last)


@pytest.mark.parametrize("written", ["2016-13", "2016-02-30", "16", "yesterday", "2016-12-07T10:00", "0000", "2016-00"])
def test_what_is_no_date_is_said_to_be_none(written: str) -> None:
    with pytest.raises(BadOption, match=r"no date.*2016-12-07"):
        parse(since=written)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Raqqa", PlaceWanted(name="Raqqa")), ("g173480", PlaceWanted(geonames=173480)), ("36.3,37.5", PlaceWanted(point=(36.3, 37.5))),
        (" -4 ; 15.3", PlaceWanted(point=(-4.0, 15.3))),
        ("g", PlaceWanted(name="g")), ("6 October City", PlaceWanted(name="6 October City")),
    ],
)  # fmt: skip
def test_a_place_is_a_name_an_id_or_a_point(written: str, place: PlaceWanted) -> None:
    assert parse(place=written).place == place


def test_other_values() -> None:
    found = parse(
        place="Raqqa", within_km="25 km", country="sy", grade="Denied, contested", disputed="toll:killed", report="r5", event="v12",
        score="0.5", text="  grain  ",
    )  # fmt: skip
    assert (found.within_km, found.country, found.grade, found.disputed_field) == (25.0, "SY", ("denied", "contested"), "toll:killed")
    assert (found.report, found.event, found.score, found.text, found.disputed) == (5, 12, 0.5, "grain", True)
    assert parse(report=5).report == 5 and parse(disputed=True).disputed_field is None
    assert found.given() == ("place", "within_km", "country", "grade", "disputed", "text", "report", "event", "score")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"plcae": "x"}, "no filter 'plcae'. Did you mean place"), ({"zzz": 1}, "The filters are since, until"),
        ({"disputed_field": "when"}, "no filter"), ({"since": "2017", "until": "2016"}, "is after until"),
        ({"place": "91,0"}, "no point on Earth"),
        ({"within_km": 5}, "there is no place"), ({"place": "x", "within_km": "-1"}, "no distance"),
        ({"place": "x", "within_km": "far"}, "no distance"), ({"place": "x", "within_km": "nan"}, "no distance"),
        ({"country": "Syria"}, "two-letter"),
        ({"grade": "corrobrated"}, "Did you mean corroborated"), ({"grade": "good"}, "The grades are"),
        ({"report": "v5"}, "names no report"), ({"event": "x"}, "names no event"),
        ({"score": 2}, "no score"), ({"score": "nan"}, "no score"),
        ({"disputed": "wh en"}, "no field"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_with_a_cure(asked: dict[str, object], words: str) -> None:
    with pytest.raises(BadOption, match=words) as caught:
        parse(asked)
    assert caught.value.cure


@given(st.dictionaries(st.sampled_from(KEYS), st.one_of(st.text(max_size=12), st.integers(), st.floats(), st.booleans())))
def test_any_values_are_filters_or_a_clear_error(asked: dict[str, object]) -> None:
    try:
        found = parse(asked)
    except BadOption as error:
        assert error.message and error.cure
    else:
        assert set(found.given()) <= set(asked)


@given(st.dates())
def test_a_day_is_itself(one: object) -> None:
    written = str(one)
    assert day(written, "since", last=False) == day(written, "since", last=True) == written
