import csv
from pathlib import Path

import pytest
from benchmarks.coded_rows import disputes, generated, losses, radii, speed, straight, supports_by_event, table_of

from reportedly.corroborate.standing import stand
from reportedly.errors import MissingCorpus
from reportedly.ingest.coded import readings_from_rows
from reportedly.ingest.coded_mapping import load_mapping
from reportedly.schema import Reading

MAPPING = load_mapping("maverick")
ROW = {
    "country": "Kenya", "date_start": "2017-08-11", "date_end": "2017-08-11", "city": "Kisumu", "latitude": "-0.1", "longitude": "34.7",
    "geo_precision": "3.0", "actor1": "Invented Patrol", "actor1_id": "X-1", "actor1_perpetrator": "1.0", "actor1_violence": "Shooting",
    "target": "Citizens", "deaths_best": "2", "deaths_low": "2", "deaths_high": "2", "injuries_best": "4", "injuries_low": "4",
    "injuries_high": "4",
}  # fmt: skip
ROWS = [
    ROW | {"id": "1", "event_id": "X1", "source": "The Invented Post (2017-08-12) Two dead"},
    ROW | {"id": "2", "event_id": "X1", "source": "Desert Wire (2017-08-13) Four dead", "deaths_best": "4", "deaths_high": "4",
           "actor1": "Invented Guard", "actor1_id": "X-2", "injuries_best": "0", "injuries_low": "0", "injuries_high": "0"},
    ROW | {"id": "3", "event_id": "X2", "source": "Desert Wire (2017-08-13) Calm"},
]  # fmt: skip


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    (tmp_path / "maverick").mkdir()
    path = tmp_path / "maverick" / "reports.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, sorted({*MAPPING.columns, "election"}))
        writer.writeheader()
        writer.writerows(ROWS)
    return path


def readings(path: Path) -> list[Reading]:
    return [one for one in readings_from_rows(path, MAPPING, stand) if isinstance(one, Reading)]


def test_what_is_lost(rows: Path) -> None:
    found = losses(rows, readings(rows))
    assert found["claims"] == 3
    assert found["text only"] == {"election": 0}
    assert found["with"]["killed"] == 3 and found["with"]["mode"] == 3


def test_disputes_agree_with_the_columns(rows: Path) -> None:
    read = readings(rows)
    by_event = supports_by_event(read)
    assert sorted(map(len, by_event.values())) == [1, 2]
    two = {"X1": [*by_event["X1"]], "X3": [*by_event["X1"]][:1] * 1 + [*by_event["X2"]]}
    found = disputes(two)
    assert found["killed"]["events"] == 2 and found["killed"]["differ"] == 50.0
    assert found["killed"]["median high/low"] == 2.0
    assert found["first-named actor"]["differ"] == 50.0
    assert straight(rows) == {"first-named actor": 100.0, "place": 0.0, "first day": 0.0, "killed": 100.0}


def test_how_far_apart(rows: Path) -> None:
    [first, *_] = radii(readings(rows))
    assert (first["pair"], first["km"], first["same"], first["other"]) == ("two towns", 1, 100.0, 100.0)


def test_a_missing_corpus_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingCorpus):
        table_of(tmp_path)


def test_generated_rows_are_read() -> None:
    assert len(list(generated(5))) == 5
    assert speed(20)["rows"] == 20
