"""What a reviewer does at the desk is in the record, and somebody else sees it."""

from collections.abc import Iterator
from typing import Any

import pytest
from desk_browser import HOSTILE, Visit, visiting


def ask(visit: Visit, path: str) -> Any:
    return visit.page.evaluate("path => fetch('/api/v1/' + path).then(one => one.json())", path)


def said(visit: Visit, words: str) -> None:
    visit.page.locator("section.page [role=status]", has_text=words).wait_for()


@pytest.fixture
def other(browser: Any, link: str) -> Iterator[Visit]:
    with visiting(browser, link, viewport={"width": 1280, "height": 800}) as opened:
        yield opened


def first_event(visit: Visit) -> str:
    """Open the review at the first waiting event, and its id."""
    rows = ask(visit, "review?limit=100")["rows"]
    at = next(at for at, one in enumerate(rows) if one["event"])
    visit.open("/review")
    visit.page.locator("aside ol button").nth(at).click()
    visit.page.locator("section.page blockquote").first.wait_for()
    visit.page.locator("aside h1").click()
    return str(rows[at]["event"]["id"])


def waiting(visit: Visit) -> set[str]:
    return {one["event"]["id"] for one in ask(visit, "review?limit=500")["rows"] if one["event"]}


def test_accepting_and_undoing_by_key(visit: Visit) -> None:
    event = first_event(visit)
    visit.page.keyboard.press("a")
    said(visit, f"{event} is right")
    judged = ask(visit, f"events/{event}")
    told = [*judged["judgements"], *(j for one in judged["origins"] for c in one["claims"] for j in c["judgements"])]
    assert any(one["kind"] == "right" and not one["undone_by"] for one in told), judged["judgements"]
    assert event not in waiting(visit)
    visit.page.keyboard.press("u")
    said(visit, "Taken back")
    assert event in waiting(visit)


def test_a_field_is_put_right_with_marked_words(visit: Visit) -> None:
    event = first_event(visit)
    visit.page.locator("[name=field]").select_option("when")
    words = visit.page.locator("section.page blockquote").first
    words.click(click_count=3)
    assert visit.page.locator("[name=value]").input_value().strip() == words.inner_text().strip()[:199]
    visit.page.locator("[name=value]").fill("2016-12-24")
    visit.page.locator("[name=reason]").fill("dated in the original")
    visit.page.get_by_role("button", name="Put right").click()
    said(visit, f"when of {event} is 2016-12-24")
    assert ask(visit, f"events/{event}")["event"]["start"] == "2016-12-24"
    visit.page.locator("aside h1").click()
    visit.page.keyboard.press("u")
    said(visit, "Taken back")
    assert ask(visit, f"events/{event}")["event"]["start"] != "2016-12-24"


def test_merging_joins_two_events(visit: Visit) -> None:
    event = first_event(visit)
    second = next(one["id"] for one in ask(visit, "events?limit=50")["rows"] if one["id"] != event)
    before = ask(visit, "overview")["events"]
    visit.page.locator("[name=other]").fill(second)
    visit.page.get_by_role("button", name="Merge", exact=True).click()
    said(visit, f"{event} and {second} are one")
    assert ask(visit, "overview")["events"] == before - 1
    visit.page.locator("aside h1").click()
    visit.page.keyboard.press("u")
    said(visit, "Taken back")
    assert ask(visit, "overview")["events"] == before


def test_two_reviewers_at_once(visit: Visit, other: Visit) -> None:
    event = first_event(visit)
    first_event(other)
    visit.page.keyboard.press("a")
    said(visit, "is right")
    other.open("/review")
    assert event not in waiting(other)
    other.open(f"/events/{event}")
    other.page.get_by_text("judged right").first.wait_for()
    visit.page.keyboard.press("u")
    said(visit, "Taken back")


def test_a_hostile_file_name_is_words(visit: Visit) -> None:
    visit.open("/add")
    name = HOSTILE.replace("/", "") + ".xyz"
    visit.page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "", "buffer": b"\x00\x01\x02"}])
    visit.page.locator("section.card", has_text="rejected").wait_for(timeout=60_000)
    assert visit.page.evaluate("window.hit === undefined && !document.querySelector('main img, main script')")
