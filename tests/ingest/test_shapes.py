"""Pages and texts of hostile shapes: the work grows with their length and no faster. Work is counted in calls, not in time."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from benchmarks.shapes import PAGES, SENTENCE, TEXTS

from reportedly.errors import InputError, TooLarge
from reportedly.ingest import html as html_reader
from reportedly.ingest.given import Given
from reportedly.ingest.html import report_from_html
from reportedly.ingest.limits import MAX_LINES
from reportedly.ingest.page import page_of
from reportedly.ingest.tags import text_between_tags
from reportedly.ingest.text import report_from_text

SMALL = 6_000
GROWTH = 2.4
"""Times the calls that twice the length may take: 2, and some for limits that are passed."""

ONCE = 10_000
"""Calls that any page may take, whatever its length."""


def calls(read: Callable[[], object]) -> int:
    """How many functions, of Python or C, ``read`` calls."""
    count = 0

    def note(_frame: FrameType, event: str, _of: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        read()
    except InputError:
        pass
    finally:
        sys.setprofile(before)
    return count


def grows(read: Callable[[str], object], make: Callable[[int], str]) -> float:
    small, large = make(SMALL), make(2 * SMALL)
    calls(lambda: read(small))  # loads what is loaded once
    return (calls(lambda: read(large)) - ONCE) / calls(lambda: read(small))


@pytest.mark.parametrize("shape", sorted(PAGES))
def test_the_work_on_a_page_grows_with_its_length(shape: str) -> None:
    assert grows(lambda page: report_from_html(page, Given(language="en")), PAGES[shape]) < GROWTH
    assert grows(text_between_tags, PAGES[shape]) < GROWTH


@pytest.mark.parametrize("shape", sorted(TEXTS))
def test_the_work_on_a_text_grows_with_its_length(shape: str) -> None:
    assert grows(page_of, TEXTS[shape]) < GROWTH


def test_a_list_of_words_is_refused_and_says_why() -> None:
    with pytest.raises(TooLarge, match=r"has 100,001 lines; one report may have 100,000"):
        report_from_text("w\n" * MAX_LINES + SENTENCE)


def test_a_page_of_too_many_tags_is_refused_and_says_why() -> None:
    with pytest.raises(TooLarge, match=r"tags; one page may have 200,000"):
        report_from_html("<p>" * 200_001 + SENTENCE)


def test_an_article_that_is_longer_than_a_report_may_be_is_refused() -> None:
    with pytest.raises(TooLarge, match="characters; one report may have"):
        report_from_html(f"<html><body><p>{SENTENCE * 40_000}</p></body></html>")


@pytest.mark.parametrize("limit", ["MAX_ELEMENTS", "MAX_ANCESTORS", "MAX_JOINED"])
def test_a_page_above_a_limit_is_read_by_its_tags_and_keeps_what_its_head_states(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_reader, limit, 3)
    monkeypatch.setattr(html_reader, "MANY_CHILDREN", 2)
    page = (
        "<html><head><title>Tal Amara shelled</title><meta property='article:published_time' content='2031-05-04T10:00:00Z'></head>"
        f"<body><nav>Home</nav><p>{SENTENCE}</p> <p>Nobody was hurt.</p> <p>Shops opened again by noon on Wednesday.</p></body></html>"
    )
    report = report_from_html(page)
    assert report.text.startswith(SENTENCE) and report.text.endswith("by noon on Wednesday.")
    assert (report.title, report.published) == ("Tal Amara shelled", "2031-05-04")
