"""The desk's own words: names in their direction, notes without the command line, undated events a page at a time."""

from typing import Any

from desk_browser import ARABIC, Visit


def ask(visit: Visit, path: str) -> Any:
    return visit.page.evaluate("path => fetch('/api/v1/' + path).then(one => one.json())", path)


def test_names_in_one_line_keep_their_order_whatever_their_direction(visit: Visit) -> None:
    found = ask(visit, "events?limit=1")
    names = [ARABIC, "Copper Banner", "Palm Guard"]
    found["rows"][0]["actors"] = [{"role": "actor", "actor": f"a{at}", "name": name} for at, name in enumerate(names)]
    visit.page.route("**/api/v1/events?*", lambda route: route.fulfill(json=found))
    visit.open("/events")
    shown = visit.page.locator(".item .three > span").first.locator("bdi")
    assert shown.all_inner_texts() == names
    lefts = shown.evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
    assert lefts == sorted(lefts)


def test_a_note_does_not_talk_of_options(visit: Visit) -> None:
    visit.open("/events?text=zzzz")
    visit.page.get_by_text("Without the words searched for").wait_for()
    visit.open("/events?place=Nowhere+at+all")
    visit.page.get_by_role("alert").wait_for()
    words = visit.page.locator("main").inner_text()
    assert "--" not in words and "`" not in words


def test_undated_events_come_a_page_at_a_time_and_their_number_is_told(visit: Visit) -> None:
    row = ask(visit, "events?limit=1")["rows"][0] | {"start": None, "end": None, "precision": None}

    def answer(route: Any) -> None:
        begin = 100 if "cursor=second" in route.request.url else 0
        rows = [row | {"id": f"v{begin + at}"} for at in range(100 if begin == 0 else 30)]
        route.fulfill(json={"rows": rows, "notes": [], "next": "second" if begin == 0 else None})

    facets = ask(visit, "events/facets")
    facets["facets"] = [one for one in facets["facets"] if one["name"] != "year"]
    facets["facets"].append({"name": "year", "values": [{"value": None, "events": 130}]})
    visit.page.route("**/api/v1/events/facets*", lambda route: route.fulfill(json=facets))
    visit.page.route("**/api/v1/timeline/undated*", answer)
    visit.open("/timeline")
    lane = visit.page.locator("section[aria-label=Undated]")
    assert "there are 30 more" in lane.inner_text() and lane.locator("li").count() == 100
    lane.get_by_role("button", name="Show 30 more").click()
    lane.get_by_role("button").wait_for(state="detached")
    assert lane.locator("li").count() == 130 and "more" not in lane.locator("p").inner_text()
