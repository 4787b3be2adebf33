"""Saved pages and what is taken from them, as pairs of files in ``golden/``. Every page is invented."""

import json
from pathlib import Path

import pytest

from reportedly.ingest.text import report_from_text

GOLDEN = Path(__file__).parent / "golden"
PAGES = sorted(GOLDEN.glob("*.txt"))


def test_there_are_pages() -> None:
    assert len(PAGES) >= 16


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_gives_its_report(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    report = report_from_text(page.read_bytes().decode("utf-8"))
    assert {field: getattr(report, field) for field in expected} == expected
