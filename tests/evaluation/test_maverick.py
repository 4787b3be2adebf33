"""MAVERICK's rows as claims for linking, on invented rows."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from reportedly.evaluation.maverick import half_of, recorded
from reportedly.schema.linkable import Linkable

COLUMNS = ("id", "event_id", "country", "city", "location", "latitude", "longitude", "geo_precision", "date_start", "date_end", "source")
PARTY = ("", "_id", "_violence", "_victim", "_perpetrator", "_initiator", "_intervener")
HARM = [f"{what}_{bound}" for what in ("deaths", "injuries") for bound in ("low", "best", "high")]


def row(**cells: str) -> dict[str, str]:
    """An invented row: a clash of 3 February in Tarvel."""
    given = {
        "source": "Tarvel Post (2011-02-04) Two hurt", "date_start": "2011-02-03", "date_end": "2011-02-03", "city": "Tarvel",
        "latitude": "1.5", "longitude": "35.5", "geo_precision": "3.0", "country": "Kenya", "event_id": "X-1",
        "actor1": "Police (Kenya)", "actor1_id": "KE-203", "actor1_perpetrator": "1.0", "actor1_violence": "Shooting; Unknown",
        "injuries_best": "2", "injuries_low": "2", "injuries_high": "2",
    }  # fmt: skip
    return {**given, **cells}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "maverick").mkdir()
    return tmp_path


def claims(data: Path, *given: dict[str, str]) -> list[Linkable]:
    return _recorded(data, given)[0]


def events(data: Path, *given: dict[str, str]) -> list[int]:
    return _recorded(data, given)[1]


def _recorded(data: Path, given: Sequence[dict[str, str]]) -> tuple[list[Linkable], list[int]]:
    header = [*COLUMNS, *(f"actor{n}{part}" for n in range(1, 7) for part in PARTY), "target", "event_context", *HARM]
    with (data / "maverick" / "reports.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows({"id": str(number), **one} for number, one in enumerate(given))
    return recorded(data)


def test_who_is_only_described_is_named_by_the_words_and_who_is_unknown_is_a_side(data: Path) -> None:
    described, nobody = claims(data, row(actor1="Unknown security force (Kenya)"), row(actor1="Unknown actor (Kenya)"))
    assert [(part.role, part.words) for part in described.participants] == [("actor", ("security", "forc"))]
    assert [(part.role, part.words) for part in nobody.participants] == [("actor", ())]


def test_a_row_keeps_its_day_its_place_its_toll_and_its_report(data: Path) -> None:
    one, two, other = claims(data, row(), row(date_end="2011-02-09", latitude=""), row(source="Orsk Radio (2011-02-05) Clash"))
    assert [claim.claim for claim in (one, two, other)] == [0, 1, 2] and one.report != two.report
    assert one.account == two.account == "2011-02-04 Two hurt" and one.account != other.account
    assert one.when is not None and (one.when.start, one.when.precision) == ("2011-02-03", "day")
    assert two.when is not None and two.when.precision == "week"
    assert one.where is not None and (one.where.precision, one.where.lat) == (2, 1.5) and two.where is not None and two.where.lat is None
    assert [(toll.what, toll.best) for toll in one.tolls] == [("injured", 2)]
    assert one.lemmas == ("shooting",) and one.story == ()
    assert (one.outlet, one.published, other.outlet) == ("tarvel post", "2011-02-04", "orsk radio")


def test_what_says_nothing_is_no_kind_and_0_is_no_count(data: Path) -> None:
    one, two = claims(data, row(actor1_violence="Unknown"), row(actor1_violence="Other", deaths_best="0", deaths_high="3"))
    assert one.lemmas == () and two.lemmas == ()
    assert [(toll.what, toll.best) for toll in two.tolls] == [("injured", 2)]


def test_all_kinds_of_a_row_are_its_own(data: Path) -> None:
    one, two = claims(
        data, row(actor1_violence="Crowd control measures; Stabbing", actor2="Youth", actor2_violence="Riot;Stabbing"),
        row(actor1_violence="Unknown", actor2="Youth", actor2_violence="Riot"),
    )  # fmt: skip
    assert set(one.lemmas) == {"crowd control measures", "stabbing", "riot"} and len(one.lemmas) == 3
    assert two.lemmas == ("riot",)


def test_whom_it_was_aimed_at_and_of_what_it_was_a_part_are_told_of(data: Path) -> None:
    one, two = claims(
        data, row(target="Voters or party supporters", event_context="Vote counting"), row(target="Unknown", event_context="Other context")
    )
    assert [(part.role, part.words) for part in one.participants[1:]] == [
        ("recipient", ("voter", "party", "supporter")), ("topic", ("vote", "count")),
    ]  # fmt: skip
    assert len(two.participants) == 1


def test_rows_of_one_event_come_to_one_event(data: Path) -> None:
    claims(data, row(), row(source="Orsk Radio (2011-02-05) Clash"), row(source="Orsk Radio (2011-06-05) Clash", date_start="2011-06-01"))
    first, second, other = recorded(data)[1]
    assert first == second != other


def test_an_event_is_in_one_half() -> None:
    assert half_of("X-1") in (0, 1)


def test_a_row_finds_its_day_in_a_week_of_which_very_much_is_told(data: Path) -> None:
    """Two rows of one incident, after more rows of the week, of one town, than a row is compared with."""
    others = [
        row(id=f"o{number}", date_start=f"2011-02-0{day}", date_end=f"2011-02-0{day}", source=f"Orsk Radio {number} (2011-02-04) Day {day}")
        for number, day in enumerate([1, 2, 4, 5] * 10)
    ]
    one, two = row(id="one"), row(id="two", source="Orsk Radio (2011-02-04) Two hurt in clash")
    found = events(data, *others, one, two)
    assert found[-2] == found[-1] not in found[:-2]
