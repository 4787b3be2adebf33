import json
from datetime import date
from pathlib import Path

import pytest

from reportedly.evaluation.date_cases import CASES, Expected, cases, means, run, shown
from reportedly.resolve.dates import find_times


def made(text: str, words: str, kind: str, **value: str) -> dict:
    start = text.index(words)
    values = [{"type": kind, **value}]
    result = {"Start": start, "End": start + len(words) - 1, "TypeName": f"datetimeV2.{kind}", "Resolution": {"values": values}}
    return {"Input": text, "Context": {"ReferenceDateTime": "2031-04-06T00:00:00"}, "Results": [result]}


SPEC = [
    made("They left on 3 April 2031.", "3 April 2031", "date", timex="2031-04-03", value="2031-04-03"),
    made("They left in March 2031.", "March 2031", "daterange", timex="2031-03", start="2031-03-01", end="2031-04-01"),
    made("They left on 3 April 2031.", "3 April 2031", "date", timex="2031-04-04", value="2031-04-04"),
    made("They stayed three days.", "three days", "duration", timex="P3D", value="259200"),
    {"Input": "Nothing here.", "Results": []},
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / CASES
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(SPEC), encoding="utf-8-sig")
    return tmp_path


def test_a_case_has_its_characters_its_day_and_inclusive_ends(folder: Path) -> None:
    one, two, *_ = cases(folder / CASES)
    assert one.reference == date(2031, 4, 6)
    assert one.text[one.expected[0].start : one.expected[0].end] == "3 April 2031"
    assert two.expected[0].readings == (("2031-03", ("2031-03-01", "2031-03-31")),)


def test_days_are_right_or_wrong_and_types_are_counted_apart(folder: Path) -> None:
    result = run(folder)
    rows = result["cases"]
    assert (rows["dates"]["gold"], rows["dates"]["right"]) == (3, 2)
    assert (rows["date"]["gold"], rows["date"]["right"]) == (2, 1)
    assert rows["duration"]["percent"] == 100
    assert len(result["errors"]) == 1 and "2031-04-04" in result["errors"][0]
    assert "duration" in shown(result)


def test_a_range_said_by_its_ends_may_hold_the_last() -> None:
    text = "from 4 to 9 May 2031"
    found = find_times(text, None)[0]
    ends = Expected(0, 20, "daterange", (("(2031-05-04,2031-05-09,P5D)", ("2031-05-04", "2031-05-08")),))
    month = Expected(0, 20, "daterange", (("2031-05", ("2031-05-04", "2031-05-08")),))
    assert means(found, ends) and not means(found, month)


def test_an_open_reading_is_compared_on_the_side_it_has() -> None:
    found = find_times("3 April 2031", None)[0]
    assert means(found, Expected(0, 12, "daterange", (("2031-04-03", ("2031-04-03", None)),)))
    assert not means(found, Expected(0, 12, "daterange", (("2031-04-03", (None, "2031-04-02")),)))
    assert not means(found, Expected(0, 12, "daterange", ()))


