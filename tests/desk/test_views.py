"""Each view shows the record's values, is a link, runs nothing of what reports say, and asks nobody else."""

from typing import Any

import pytest
from desk_browser import ARABIC, HOSTILE, VIEWS, Visit


def ask(visit: Visit, path: str) -> Any:
    return visit.page.evaluate("path => fetch('/api/v1/' + path).then(one => one.json())", path)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_opens_without_a_complaint(visit: Visit, view: str) -> None:
    visit.open(f"/{view}")
    assert visit.page.locator("nav a[aria-current=page]").inner_text().lower() == view
    assert visit.page.locator("main").inner_text().strip()
    assert not visit.complaints
    assert not visit.foreign()


def test_the_list_shows_the_record_s_events(visit: Visit) -> None:
    visit.open("/events")
    rows = ask(visit, "events?sort=newest&limit=3")["rows"]
    shown = visit.page.locator(".item a")
    assert [shown.nth(at).get_attribute("href").split("?")[0] for at in range(3)] == [
        f"/events/{one['id']}" for one in rows
    ]
    assert rows[0]["title"] in shown.first.inner_text()


def test_a_link_restores_a_filter_and_back_leaves_it(visit: Visit) -> None:
    country = next(one["country"] for one in ask(visit, "events?limit=100")["rows"] if one["country"])
    visit.open("/events")
    every = visit.page.locator("section header [role=status]").inner_text()
    visit.open(f"/events?country={country}")
    wanted = ask(visit, f"events/facets?country={country}")["events"]
    assert visit.page.locator("section header [role=status]").inner_text() == str(wanted)
    visit.page.go_back()
    visit.page.wait_for_load_state("networkidle")
    assert visit.page.locator("section header [role=status]").inner_text() == every


def test_a_link_opens_an_event_at_a_claim(visit: Visit) -> None:
    event = ask(visit, "events?sort=origins")["rows"][0]
    claim = ask(visit, f"events/{event['id']}/claims")[-1]
    visit.open(f"/events/{event['id']}?claim={claim['id']}")
    current = visit.page.locator("blockquote a[aria-current=true]")
    assert f"claim={claim['id']}" in current.get_attribute("href")
    assert visit.page.locator("aside .words").inner_text().strip()


def test_hostile_words_are_words(visit: Visit) -> None:
    reports = [one for one in ask(visit, "reports?limit=100")["rows"] if HOSTILE in (one["title"] or "")]
    assert reports
    visit.open(f"/reports/{reports[0]['id']}")
    assert HOSTILE in visit.page.locator("main").inner_text()
    for view in VIEWS:
        visit.open(f"/{view}")
        assert visit.page.evaluate("window.hit === undefined && !document.querySelector('img[onerror]')")
    assert not visit.complaints


def test_a_right_to_left_name_stands_apart(visit: Visit) -> None:
    report = next(one for one in ask(visit, "reports?limit=100")["rows"] if one["publisher"] == ARABIC)
    visit.open(f"/reports/{report['id']}")
    assert visit.page.locator("bdi", has_text=ARABIC).count()


def test_as_of_leaves_out_what_came_later(visit: Visit) -> None:
    first, last = ask(visit, "overview")["published"]
    assert first < last
    visit.open("/events")
    every = int(visit.page.locator("section header [role=status]").inner_text())
    visit.open(f"/events?as_of={first}")
    assert int(visit.page.locator("section header [role=status]").inner_text()) < every


def test_arrows_move_through_the_list(visit: Visit) -> None:
    visit.open("/events")
    visit.page.locator(".item a").first.focus()
    visit.page.keyboard.press("ArrowDown")
    visit.page.wait_for_function("() => document.activeElement.dataset.at === '1'")
    assert visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_an_event_prints(visit: Visit) -> None:
    visit.open(f"/events/{ask(visit, 'events')['rows'][0]['id']}")
    assert visit.page.pdf().startswith(b"%PDF")
    visit.page.emulate_media(media="print")
    assert visit.page.locator("h1").is_visible() and not visit.page.locator("nav").is_visible()
