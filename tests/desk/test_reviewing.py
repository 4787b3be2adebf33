"""What a reviewer does at the desk is in the record."""

from typing import Any

from desk_browser import Visit


def ask(visit: Visit, path: str) -> Any:
    return visit.page.evaluate("path => fetch('/api/v1/' + path).then(one => one.json())", path)


def said(visit: Visit, words: str) -> None:
    visit.page.locator("section.page [role=status]", has_text=words).wait_for()


def first_event(visit: Visit) -> str:
    """Open the review at the first waiting event, and its id."""
    rows = ask(visit, "review?limit=100")["rows"]
    at = next(at for at, one in enumerate(rows) if one["event"])
    visit.open("/review")
    visit.page.locator("aside ol button").nth(at).click()
    visit.page.locator("section.page blockquote").first.wait_for()
    visit.page.locator("aside h1").click()
    return str(rows[at]["event"]["id"])


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
