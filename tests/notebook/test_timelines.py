"""Time lines: each row over the days that its words leave open, and each figure of a toll with who gives it."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.notebook.pages import svg_of

from reportedly.notebook.timelines import LANES, WIDTH, timeline_svg, toll_svg
from reportedly.schema.standing import TollStanding, TollValue


class Row(NamedTuple):
    id: str
    title: str
    start: str | None
    end: str | None
    grade: str = "contested"


def bars(svg: str) -> dict[str, tuple[float, float, int]]:
    """By title: from which pixel to which, and how many arrow heads."""
    found = {}
    for group in svg_of(svg).iter("g"):
        box = group.find("rect")
        left = float(box.get("x"))
        found[group.findtext("title")] = (left, left + float(box.get("width")), len(group.findall("path")))
    return found


def test_a_row_lies_over_its_days_and_a_month_is_thirty_times_as_long_as_a_day() -> None:
    drawn = bars(timeline_svg([Row("v1", "a", "2031-04-01", "2031-04-30"), Row("v2", "b", "2031-04-11", "2031-04-20")]))
    month, days = drawn["v1 · 2031-04-01 · 2031-04-30 · a"], drawn["v2 · 2031-04-11 · 2031-04-20 · b"]
    assert (month[1] - month[0]) / (days[1] - days[0]) == pytest.approx(3.0, rel=0.01)
    assert days[0] - month[0] == pytest.approx((month[1] - month[0]) / 3, rel=0.01)


def test_an_open_side_ends_in_an_arrow() -> None:
    rows = [Row("v1", "a", "2031-04-01", None), Row("v2", "b", None, "2031-04-20"), Row("v3", "c", "2031-04-03", "2031-04-03")]
    drawn = bars(timeline_svg(rows))
    assert {title.split(" ")[0]: heads for title, (_, _, heads) in drawn.items()} == {"v1": 1, "v2": 1, "v3": 0}


def test_rows_without_dates_are_counted_not_dated() -> None:
    svg = timeline_svg([Row("v1", "a", "2031-04-01", "2031-04-01"), Row("v2", "b", None, None)])
    assert len(bars(svg)) == 1 and "Not shown: 1 row without a date" in svg
    assert timeline_svg([Row("v2", "b", None, None)]) == timeline_svg([]) == ""


def test_rows_that_find_no_lane_are_counted() -> None:
    svg = timeline_svg([Row(f"v{number}", "a", "2031-04-01", "2031-04-02") for number in range(LANES + 3)])
    assert len(bars(svg)) == LANES and "3 rows for want of room" in svg


Figure = tuple[int | None, int | None, int | None, float, tuple[str, ...]]


def toll(*values: Figure) -> TollStanding:
    made = tuple(
        TollValue(low=low, best=best, high=high, votes=votes, origins=(), claims=(), voices=voices)
        for low, best, high, votes, voices in values
    )
    return TollStanding(
        what="killed", low=7, best=8, high=21, conservative=7, informative=21, representative=8, origins=3, disagreement=0.5, values=made
    )


def test_each_figure_stands_with_who_gives_it_the_best_supported_first() -> None:
    svg = toll_svg(toll((7, 7, None, 1.0, ("The Wire",)), (21, 21, 21, 2.0, ("the <b>mayor</b>", "a group"))))
    titles = [group.findtext("title") for group in svg_of(svg).iter("g") if group.find("title") is not None]
    assert titles == ["21: the <b>mayor</b>, a group (2 independent)", "7+: The Wire (1 independent)"]
    assert len(list(svg_of(svg).iter("path"))) == 1  # "at least 7" goes on


def test_figures_stand_at_their_numbers() -> None:
    svg = svg_of(toll_svg(toll((10, 10, 10, 1.0, ("a",)), (20, 20, 20, 1.0, ("b",)))))
    first, second = (float(one.get("cx", "nan")) for one in svg.iter("circle"))
    ticks = {one.text: float(one.get("x", "nan")) for one in svg.iter("text") if (one.text or "").isdigit()}
    assert (first, second) == (pytest.approx(ticks["10"]), pytest.approx(ticks["20"]))


def test_a_toll_without_figures_has_no_drawing() -> None:
    assert toll_svg(toll()) == toll_svg(toll((None, None, None, 1.0, ("a",)))) == ""


bounds = st.none() | st.integers(0, 3_000_000)


names = st.lists(st.text(max_size=60), max_size=3).map(tuple)


@given(st.lists(st.tuples(bounds, bounds, bounds, st.floats(0, 9), names), max_size=30))
def test_any_figures_give_well_formed_drawings_inside_their_frame(values: list[Figure]) -> None:
    svg = toll_svg(toll(*values))
    for mark in svg_of(svg).iter("circle") if svg else ():
        assert 0 <= float(mark.get("cx", "nan")) <= WIDTH


days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)).map(str)


@given(st.lists(st.builds(Row, id=st.just("v1"), title=st.text(max_size=30), start=days, end=days), max_size=40))
def test_any_rows_give_well_formed_drawings_inside_their_frame(rows: list[Row]) -> None:
    svg = timeline_svg(rows)
    assert bool(svg) == any(row.start or row.end for row in rows)
    for left, right, _ in bars(svg).values() if svg else ():
        assert -1 <= left <= right <= WIDTH + 1


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 40_000))
def test_a_time_line_of_any_length_has_a_few_days_named(start: date, length: int) -> None:
    svg = svg_of(timeline_svg([Row("v1", "a", start.isoformat(), (start + timedelta(days=length)).isoformat())]))
    assert 1 <= len(list(svg.iter("text"))) <= 14
