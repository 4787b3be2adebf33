"""Bylines, datelines and closing credits. Names are invented; agencies are real."""

import pytest

from reportedly.ingest.byline import (
    Byline,
    byline_of,
    dateline_agency,
    dateline_date,
    has_dateline,
    is_sign_off,
    signed_by,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Lena Marwan December 07, 2016", Byline("Lena Marwan", None, "2016-12-07")),
        ("By Lena Marwan and Tom Roe, Reuters", Byline("Lena Marwan and Tom Roe", "Reuters", None)),
        ("BY LENA MARWAN", Byline("LENA MARWAN", None, None)),
        ("by Lena al-Marwan and Tom de la Roe", Byline("Lena al-Marwan and Tom de la Roe", None, None)),
        ("Written by: Lena Marwan | Dec 7, 2016", Byline("Lena Marwan", None, "2016-12-07")),
        (
            "By Lena Marwan in Beirut and T.J. O'Roe in Moscow",
            Byline("Lena Marwan in Beirut and T.J. O'Roe in Moscow", None, None),
        ),
        ("By Associated Press", Byline(None, "AP", None)),
        ("By AFP - 7 December 2016", Byline(None, "AFP", "2016-12-07")),
        ("By Lena Marwan, Staff Writer", Byline("Lena Marwan", None, None)),
        ("By Lena Marwan @lmarwan", Byline("Lena Marwan", None, None)),
        ("Author: Lena Marwan", Byline("Lena Marwan", None, None)),
        ("By Ярослава Коваль", Byline("Ярослава Коваль", None, None)),
        ("By Our Correspondent", Byline(None, None, None)),
        ("By News Desk | Dec 7, 2016", Byline(None, None, "2016-12-07")),
        ("By staff and wire reports", Byline(None, None, None)),
        ("By Lena Marwan and agencies", Byline("Lena Marwan", None, None)),
        ("By Lena Marwan, BBC News, Beirut", Byline("Lena Marwan, Beirut", "BBC News", None)),
    ],
)
def test_bylines(line: str, expected: Byline) -> None:
    assert byline_of(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday, rebels had taken the bridge.",
        "By Tuesday Rebels Held Town",
        "By nightfall the road was open.",
        "By the time Lena Marwan came home, it was over.",
        "By December",
        "By",
        "By 2016-12-07",
        "Lena Marwan",
        "Bygone Days Return",
        "By and by",
        "Our Correspondent",
        "By our reckoning the staff left first",
        "By Lena Marwan the house was found empty on the hill",
    ],
)
def test_what_is_no_byline(line: str) -> None:
    assert byline_of(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lena Marwan | Dec 7, 2016", Byline("Lena Marwan", None, "2016-12-07")),
        ("Lena Marwan, VOA News", Byline("Lena Marwan", "VOA News", None)),
        ("Reuters, 7 Dec 2016", Byline(None, "Reuters", "2016-12-07")),
    ],
)
def test_names_without_by_where_they_may_stand(line: str, expected: Byline) -> None:
    assert byline_of(line, lead_needed=False) == expected
    assert byline_of(line) is None


@pytest.mark.parametrize(
    ("paragraph", "agency"),
    [
        ("ALEPPO, Syria (Reuters) - Rebels left.", "Reuters"),
        ("BEIRUT, Dec 7 (AP) — Rebels left.", "AP"),
        ("Kyiv (Ukrinform) – Rebels left.", "Ukrinform"),
        ("TAL AMARA (Hill Press) - Rebels left.", "Hill Press"),
        ("DEIR AL-ZOR, Syria (AFP) Rebels left.", "AFP"),
        ("RAQQA — Rebels left.", None),
        ("Rebels (who left on Monday) - and others", None),
        ("The group (IS) - which left - denies it.", None),
        ("Islamic State (IS) - once a force - left.", None),
    ],
)
def test_datelines_name_their_agency(paragraph: str, agency: str | None) -> None:
    assert dateline_agency(paragraph) == agency


def test_a_place_in_capitals_and_a_dash_are_a_dateline() -> None:
    assert has_dateline("RAQQA, Syria — Rebels left")
    assert not has_dateline("Rebels left — and came back")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(Reporting by Lena Marwan; Editing by Tom Roe)", "Lena Marwan"),
        ("Reporting by Lena Marwan in Beirut and Tom Roe", "Lena Marwan in Beirut and Tom Roe"),
        ("(Additional reporting by Lena Marwan)", None),
        ("Editing by Tom Roe", None),
    ],
)
def test_closing_credits(line: str, names: str | None) -> None:
    assert is_sign_off(line)
    assert signed_by(line) == names


def test_a_sentence_is_no_closing_credit() -> None:
    assert not is_sign_off("Reporting by the team that crossed the river on foot was praised.")
    assert not is_sign_off("He said reporting by Lena Marwan was fair")


@pytest.mark.parametrize(
    ("paragraph", "date"),
    [
        ("Tal Amara, 6 March 2022 – Gunmen left.", "2022-03-06"),
        ("TAL AMARA, March 6, 2022 (Hill Press) - Gunmen left.", "2022-03-06"),
        ("On 6 March 2022 – a Sunday – gunmen left.", None),
        ("The raid of 6 March 2022 - the first - failed.", None),
        ("TAL AMARA, March 6 (Reuters) - Gunmen left.", None),
        ("Gunmen left.", None),
    ],
)
def test_a_dateline_may_hold_a_full_date(paragraph: str, date: str | None) -> None:
    assert dateline_date(paragraph) == date


def test_a_sites_posting_line_gives_its_date_and_no_name() -> None:
    line = "Posted by admin on Mar 6, 2022 in News | 0 comments"
    assert byline_of(line) == Byline(None, None, "2022-03-06")


def test_a_line_without_by_may_be_one_that_names_nobody() -> None:
    assert byline_of("Our Special Correspondent", lead_needed=False) == Byline(None, None, None)
    assert byline_of("Special reports", lead_needed=False) is None
