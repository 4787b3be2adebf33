"""The places of the seed report, where it is at hand."""

import json
import re
from pathlib import Path

import pytest

from reportedly.evaluation.places import kilometres
from reportedly.resolve.places import PlaceMention, PlaceResolver

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed"


@pytest.mark.corpora
@pytest.mark.skipif(not SEED.is_dir(), reason=f"{SEED} is not there")
def test_every_place_of_the_seed_report_is_right() -> None:
    text = (SEED / "report.txt").read_text("utf-8")
    expected = json.loads((SEED / "expected.json").read_text("utf-8"))["places"]
    mentions = [
        PlaceMention(start=m.start(), end=m.end(), text=m.group(), kind="place")
        for row in expected
        for m in re.finditer(rf"\b{re.escape(row['name'])}\b", text)
    ]
    wrong = []
    for mention, answer in zip(mentions, PlaceResolver.open().resolve(text, mentions), strict=True):
        row = next(row for row in expected if row["name"] == mention.text)
        place = answer.place
        if place is None or place.lat is None or place.lon is None:
            wrong.append((mention, answer))
        elif "country" in row:
            if (place.country, place.precision in (5, 6)) != (row["country"], True):
                wrong.append((mention, answer))
        elif kilometres((row["lat"], row["lon"]), (place.lat, place.lon)) > row["km"]:
            wrong.append((mention, answer))
    assert not wrong
    assert len(mentions) > 20
