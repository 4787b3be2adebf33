"""Each view says that it loads, that there is nothing, and that something went wrong; keys lead in and out; what is open is in the link."""

import json
import random
import re
from typing import Any

import pytest
from desk_browser import ARABIC, VIEWS, Visit, visiting

# What each view asks for first, and the words by which it says that nothing is there.
ASKED = {
    "events": ("**/api/v1/events?*", "Nothing here"),
    "map": ("**/api/v1/map?*", "has a point"),
    "timeline": ("**/api/v1/events?*", "No event is told of these days"),
    "actors": ("**/api/v1/actors?*", "No actor takes part"),
    "network": ("**/api/v1/network?*", "Nobody acts in these events"),
    "review": ("**/api/v1/review?*", "Nothing waits for review"),
    "log": ("**/api/v1/log?*", "Nothing was added yet"),
}


def ask(visit: Visit, path: str) -> Any:
    return visit.page.evaluate("path => fetch('/api/v1/' + path).then(one => one.json())", path)


@pytest.mark.parametrize("view", ASKED)
def test_a_view_says_that_it_loads_that_nothing_is_there_and_that_something_is_wrong(visit: Visit, view: str) -> None:
    pattern, nothing = ASKED[view]
    held: list[Any] = []
    empty = {"rows": [], "nodes": [], "edges": [], "notes": [], "next": None}
    told_already: list[bool] = []
    visit.page.route(pattern, lambda route: route.fulfill(json=empty) if told_already else held.append(route))
    visit.page.goto(f"{visit.base}/{view}")
    visit.page.get_by_text("Loading…").first.wait_for()
    told_already.append(True)  # what is asked from now on, too
    for route in held:
        route.fulfill(json=empty)
    visit.page.get_by_text("Loading…").first.wait_for(state="hidden")
    visit.page.get_by_text(nothing).first.wait_for()
    visit.page.unroute(pattern)

    told = {"message": "The record is broken (invented).", "cure": "Mend it.", "kind": "RecordTrouble"}
    visit.page.route(pattern, lambda route: route.fulfill(status=503, json=told))
    visit.page.goto(f"{visit.base}/{view}")
    alert = visit.page.get_by_role("alert")
    alert.wait_for()
    assert "The record is broken (invented)." in alert.inner_text() and "Mend it." in alert.inner_text()
    visit.page.unroute(pattern)
    again = alert.get_by_role("button", name="Try again")
    if again.count():
        again.click()
        alert.wait_for(state="detached")


@pytest.mark.parametrize("address", ["events/v999999", "reports/r999999", "actors/nobody", "no-such-view"])
def test_what_is_not_there_is_said(visit: Visit, address: str) -> None:
    visit.open(f"/{address}")
    assert re.search(r"[Nn]o |There is no|nothing", visit.page.locator("main").inner_text())
    assert visit.page.locator("nav a").count() == len(VIEWS)


def test_a_closed_desk_is_said(visit: Visit) -> None:
    visit.page.route("**/api/v1/events*", lambda route: route.abort())
    visit.page.goto(f"{visit.base}/events")
    visit.page.get_by_role("alert", name=None).filter(has_text="The desk is closed").wait_for()


def test_tab_goes_through_the_bar_in_the_order_of_reading_and_is_seen(visit: Visit) -> None:
    visit.open("/events")
    page, seen = visit.page, []
    for _ in range(16):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => { const one = document.activeElement, style = getComputedStyle(one);
            return [one.textContent.trim() || one.ariaLabel || one.placeholder || one.type, style.outlineStyle, style.outlineWidth] }"""
        )
        assert focused[1] != "none" and focused[2] != "0px", focused
        seen.append(focused[0])
    names = ["reportedly", *(one.capitalize() for one in VIEWS), "Search the words…", "As of, by days"]
    assert seen[: len(names)] == names
    assert any(one.startswith("Views") for one in seen)


def test_escape_leads_out_of_what_is_open(visit: Visit) -> None:
    visit.open("/events")
    page = visit.page
    page.get_by_text("Views ▾").click()
    page.wait_for_load_state("networkidle")  # what comes in late may draw the head anew, and take the focus
    page.get_by_label("Name of this view").focus()
    page.get_by_label("Name of this view").press("Escape")
    page.get_by_label("Name of this view").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    visit.open("/review")
    page.locator("[name=reason]").first.focus()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    actor = ask(visit, "network?most=120")["edges"][0]["source"]
    visit.open(f"/network?chosen={actor}")
    page.locator("aside h1").click()
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"/network$"))


def test_the_slider_shows_the_record_as_it_stood(visit: Visit) -> None:
    first, last = ask(visit, "overview")["published"]
    visit.open("/events")
    page = visit.page
    slider = page.get_by_role("slider", name="As of, by days")
    assert slider.get_attribute("aria-valuetext") == "now"
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_url(re.compile(f"as_of={first[:10]}"))
    page.locator("section[aria-busy=false]").wait_for()
    wanted = ask(visit, f"events/facets?as_of={first[:10]}")["events"]
    page.locator("section header [role=status]", has_text=re.compile(f"^{wanted}$")).wait_for()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"as_of=2031-01-02"))
    page.get_by_text("The record as it stood on 2 Jan 2031").wait_for()
    page.keyboard.press("End")
    page.wait_for_url(re.compile(r"/events$"))
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile(f"as_of={last[:10]}"))
    page.get_by_role("navigation").get_by_role("link", name="Map").click()  # the day goes along
    page.wait_for_url(re.compile(f"/map.*as_of={last[:10]}"))


def test_a_view_is_saved_under_a_name_and_handed_on_as_a_link(browser: Any, link: str, visit: Visit) -> None:
    country = next(one["country"] for one in ask(visit, "events?limit=100")["rows"] if one["country"])
    visit.open(f"/events?country={country}&sort=oldest")
    page, name = visit.page, "<b>week</b> " + ARABIC
    page.get_by_text("Views ▾").click()
    page.get_by_label("Name of this view").fill(name)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("is saved in this browser").wait_for()
    address = page.get_by_label("Link to this view").input_value()
    assert address == f"{visit.base}/events?country={country}&sort=oldest"
    visit.open("/map")
    page.get_by_text("Views ▾").click()
    page.get_by_role("link", name=name).click()
    page.wait_for_url(address)
    assert page.get_by_label("Order").input_value() == "oldest"
    with visiting(
        browser, link, viewport={"width": 1280, "height": 800}
    ) as other:  # who gets the link has no such name, and sees the same
        other.page.goto(address)
        other.page.wait_for_load_state("networkidle")
        assert other.page.locator(".item a").all_inner_texts() == page.locator(".item a").all_inner_texts()
        other.page.get_by_text("Views ▾").click()
        assert other.page.get_by_role("link", name=name).count() == 0
    page.get_by_text("Views ▾").click()
    page.get_by_role("button", name="Forget").click()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_link_carries_where_the_map_stands(visit: Visit) -> None:
    visit.open("/map?at=25.000,14.000,6.00")
    page = visit.page
    page.locator("canvas").first.wait_for()
    box = page.locator("canvas").first.bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 240, steps=4)
    page.mouse.up()
    page.wait_for_function("() => !location.search.includes('25.000')")
    lat, lon, zoom = (float(one) for one in re.search(r"at=([^&]+)", page.url)[1].replace("%2C", ",").split(","))  # type: ignore[index]
    assert zoom == 6 and lat < 25 and lon > 14
    address = page.url.removeprefix(visit.base)
    pictures = []
    for one in ("/map?at=25.000,14.000,6.00", address, address):
        visit.open(one)
        page.wait_for_timeout(900)  # a canvas says nothing when it is painted
        pictures.append(page.locator("canvas").first.screenshot())
    assert pictures[1] == pictures[2] != pictures[0]


def test_the_line_of_time_zooms_to_a_day_and_narrows_every_view(visit: Visit) -> None:
    visit.open("/timeline")
    page = visit.page
    total = ask(visit, "events/facets")
    undated = next(
        (
            one["events"]
            for facet in total["facets"]
            if facet["name"] == "year"
            for one in facet["values"]
            if one["value"] is None
        ),
        0,
    )
    lane = page.locator("section[aria-label=Undated]")
    assert (lane.count() == 1) == bool(undated)
    if undated:
        assert str(undated) in lane.locator("h2").inner_text()
    day = ask(visit, "timeline?grain=day")["rows"][0]["start"]
    visit.open(f"/timeline?since={day}&until={day}")
    shown = page.locator(".lanes .bar")
    assert shown.count() > 0
    assert "counted by day" in page.locator("main").inner_text()
    page.keyboard.press("-")
    page.wait_for_function("day => !location.search.includes(`since=${day}&until=${day}`)", arg=day)
    for _ in range(3):
        page.keyboard.press("+")
    page.wait_for_function("() => /since=([^&]+)&until=\\1/.test(location.search)")
    visit.open("/timeline")
    box = page.locator(".bars").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile("since=.*until="))
    brushed = re.search(r"since=[^&]+&until=[^&]+", page.url)[0]  # type: ignore[index]
    for view in ("map", "events"):
        page.get_by_role("navigation").get_by_role("link", name=view.capitalize()).click()
        page.wait_for_url(re.compile(f"/{view}.*{brushed}"))
    page.locator(
        "section header [role=status]", has_text=re.compile(f"^{ask(visit, f'events/facets?{brushed}')['events']}$")
    ).wait_for()
    visit.open("/timeline")
    handle = page.get_by_role("slider", name="First day")
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("since="))


def network_of(actors: int) -> dict[str, Any]:
    """Invented actors, most of them at odds with a few."""
    dice = random.Random(4)
    nodes = [
        {
            "id": f"x{at}",
            "name": f"Invented Group {at}",
            "kind": "organisation",
            "country": None,
            "sector": None,
            "events": max(1, 200 // (at + 1)),
        }
        for at in range(actors)
    ]
    edges = []
    for at in range(1, actors):
        kind = "acts-on" if at % 4 else "part_of"
        origins = dice.choice([1, 1, 1, 2, 3, 9]) if at % 4 else 0
        edges.append(
            {
                "source": f"x{at}",
                "target": f"x{int(dice.random() ** 2 * at)}",
                "kind": kind,
                "events": origins,
                "origins": origins,
                "types": ["ASSAULT"],
                "since": None,
                "until": None,
            }
        )
    return {"nodes": nodes, "edges": edges, "notes": []}


def test_a_network_of_five_hundred_is_legible(visit: Visit) -> None:
    made = network_of(500)
    visit.page.route(
        "**/api/v1/network*", lambda route: route.fulfill(body=json.dumps(made), content_type="application/json")
    )
    page = visit.page
    visit.open("/network?most=500")
    status = page.locator("aside [role=status]")
    page.wait_for_function(
        "() => / [1-9]\\d* names written/.test(document.querySelector('aside [role=status]').textContent)"
    )
    assert int(re.search(r"(\d+) names", status.inner_text())[1]) >= 60  # type: ignore[index]
    assert status.inner_text().startswith("500 actors, 499 ties")
    page.get_by_label("Origins at least").fill("3")
    page.keyboard.press("Tab")
    page.wait_for_url(re.compile("least=3"))
    strong = [one for one in made["edges"] if one["kind"] != "acts-on" or one["origins"] >= 3]
    page.locator("aside [role=status]", has_text=f"{len(strong)} ties").wait_for()
    page.get_by_label("Ties").select_option("part_of")
    page.wait_for_url(re.compile("tie=part_of"))
    stated = sum(one["kind"] == "part_of" for one in made["edges"])
    page.locator("aside [role=status]", has_text=f"{stated} ties").wait_for()
    page.get_by_label("Find").fill("invented group 44")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url(re.compile("chosen=x44"))
    assert page.locator("aside h2 a").inner_text() == "Invented Group 44"
    page.get_by_label("Find").fill("nobody of that name")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_text("Nobody here is called").wait_for()
    page.get_by_role("button", name="Show all").click()
    names = page.locator(".actors button")  # the same by key, for who can't see or point
    names.first.focus()
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.textContent")
    assert second == names.nth(1).inner_text()
    page.keyboard.press("Enter")
    page.locator("aside h2 a", has_text=second).wait_for()


def test_names_from_right_to_left_stand_in_their_own_direction(visit: Visit) -> None:
    report = next(one for one in ask(visit, "reports?limit=100")["rows"] if one["publisher"] == ARABIC)
    claim = next(one for one in ask(visit, f"claims?report={report['id']}")["rows"] if one["event"])
    visit.open(f"/events/{claim['event']}?claim={claim['id']}")
    name = visit.page.locator("bdi", has_text=ARABIC).first
    name.wait_for()
    assert name.evaluate("one => [getComputedStyle(one).direction, getComputedStyle(one).unicodeBidi]") == [
        "rtl",
        "isolate",
    ]
    # The words beside the name stay where they are: before it in the line what was written before it.
    line = visit.page.locator("aside header p", has_text=ARABIC).first
    assert re.sub(r"\s+", " ", line.inner_text()).startswith(f"{ARABIC} · 2031-01-")
    ends = line.evaluate(
        """(line, name) => { const [bdi, link] = ['bdi', 'a'].map(one => line.querySelector(one).getBoundingClientRect());
        return [bdi.right, link.left] }""",
        ARABIC,
    )
    assert ends[0] < ends[1]


def test_reports_are_dropped_and_pasted_and_their_account_is_shown(visit: Visit) -> None:
    visit.open("/add")
    page = visit.page
    before = ask(visit, "overview")["reports"]
    text = "Invented. Gunmen of the Salt Road Movement shelled a depot in Sabha on Sunday, killing three people, residents said."
    dropped = page.evaluate_handle(
        "text => { const held = new DataTransfer(); held.items.add(new File([text], 'one.txt', {type: 'text/plain'})); return held }",
        text,
    )
    page.locator(".drop").dispatch_event("dragover", {"dataTransfer": dropped})
    assert "over" in (page.locator(".drop").get_attribute("class") or "")
    page.locator(".drop").dispatch_event("drop", {"dataTransfer": dropped})
    page.get_by_text("Reading…").or_(page.get_by_text("1 stored")).first.wait_for(timeout=60_000)
    page.get_by_text("Read 1 = 1 stored + 0 duplicate + 0 rejected").wait_for(timeout=60_000)
    page.get_by_role("link", name="See what it says").click()
    page.wait_for_url(re.compile("/events"))
    visit.open("/add")
    page.get_by_label("The report's text").fill(text + " A council spoke of four.")
    page.get_by_label("Published").fill("2031-02-03")
    page.get_by_role("button", name="Read it").click()
    page.get_by_text("Read 1 = 1 stored + 0 duplicate + 0 rejected").wait_for(timeout=60_000)
    assert page.get_by_label("The report's text").input_value() == ""
    assert ask(visit, "overview")["reports"] == before + 2
    newest = ask(visit, "reports?sort=added&limit=1")["rows"][0]
    assert newest["published"] == "2031-02-03"
    page.get_by_label("The report's text").fill("Nothing.")
    page.get_by_label("Published").fill("soon")
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("alert").filter(has_text="is not a date").wait_for()
