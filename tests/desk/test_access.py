"""Each view is clean under axe, in light and dark, wide and at 360 pixels, and so is what opens in it; none is wider than its window."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from desk_browser import AXE, VIEWS, Visit, visiting

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core is missing: cd web && npm ci")


def addresses(visit: Visit) -> Iterator[str]:
    """Every view, and a page of each thing that has one."""
    first = "path => fetch('/api/v1/' + path).then(one => one.json()).then(one => one.rows[0].id)"
    yield from VIEWS
    yield f"events/{visit.page.evaluate(first, 'events?sort=origins')}"
    yield f"actors/{visit.page.evaluate(first, 'actors')}"
    yield "reports/r1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(browser: Any, link: str, scheme: str, width: int) -> None:
    found: list[str] = []
    with visiting(browser, link, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True) as visit:
        for address in addresses(visit):
            visit.open(f"/{address}")
            found += visit.violations()
    assert not found, "\n".join(found)


def views_open(page: Any) -> None:
    page.get_by_text("Views ▾").click()
    page.get_by_label("Name of this view").fill("a week (invented)")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("is saved in this browser").wait_for()


def keys_open(page: Any) -> None:
    page.get_by_text("Keys").first.click()
    page.locator("[name=field]").first.select_option("type")
    page.keyboard.press("Escape")
    page.keyboard.press("f")


def chosen(page: Any) -> None:
    page.locator(".actors button").first.click()
    page.locator("aside h2 a").first.wait_for()


def picked(page: Any) -> None:
    box = page.locator("canvas").bounding_box()
    page.get_by_label("Show all").click()
    for x in range(20, int(box["width"]), 12):  # where the points lie is the record's
        for y in range(20, int(box["height"]), 24):
            page.mouse.click(box["x"] + x, box["y"] + y)
            if page.locator("aside h2", has_text="here").count():
                return
    raise AssertionError("no point was hit")


def broken(page: Any) -> None:
    told = {"message": "The record is broken (invented).", "cure": "Mend it.", "kind": "RecordTrouble"}
    page.route("**/api/v1/actors?*", lambda route: route.fulfill(status=503, json=told))
    page.reload()
    page.get_by_role("alert").wait_for()


def nothing(page: Any) -> None:
    page.get_by_text("Nothing here").wait_for()


OPENED: dict[str, tuple[str, Callable[[Any], None]]] = {
    "saved views": ("events", views_open), "keys of review": ("review", keys_open), "an actor of the network": ("network", chosen),
    "a point of the map": ("map", picked), "trouble": ("actors", broken), "nothing": ("events?text=zzzz", nothing),
}  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("what", OPENED)
def test_axe_finds_nothing_in_what_opens(browser: Any, link: str, scheme: str, what: str) -> None:
    address, act = OPENED[what]
    with visiting(browser, link, viewport={"width": 1280, "height": 800}, color_scheme=scheme, bypass_csp=True) as visit:
        visit.open(f"/{address}")
        act(visit.page)
        assert visit.violations() == []


@pytest.mark.parametrize("size", [(360, 800), (1280, 800), (3840, 2160)], ids=["360", "1280", "4K"])
def test_no_view_is_wider_than_its_window(browser: Any, link: str, size: tuple[int, int]) -> None:
    # What is wider than the page and in no box of its own that scrolls or cuts.
    wider = """() => [document.documentElement, ...document.querySelectorAll('.page')]
      .filter(one => one.scrollWidth > one.clientWidth)
      .flatMap(one => [...one.querySelectorAll('*')].filter(each => {
        if (each.getBoundingClientRect().right <= one.clientWidth + 1) return false;
        for (let up = each.parentElement; up && up !== one; up = up.parentElement)
          if (getComputedStyle(up).overflowX !== 'visible') return false;
        return true;
      }))
      .map(one => `${one.tagName} ${one.className} ${one.textContent.slice(0, 60)}`)"""
    with visiting(browser, link, viewport={"width": size[0], "height": size[1]}) as visit:
        found = []
        for address in addresses(visit):
            visit.open(f"/{address}")
            found += [f"{address}: {one}" for one in visit.page.evaluate(wider)]
        assert found == []


def test_the_search_box_has_room_and_the_open_view_is_in_sight(browser: Any, link: str) -> None:
    look = """() => {
      const search = document.querySelector("input[type=search]");
      const row = search.closest("header").querySelector("nav").getBoundingClientRect();
      const open = document.querySelector("nav [aria-current]").getBoundingClientRect();
      const ruler = document.createElement("canvas").getContext("2d");
      ruler.font = getComputedStyle(search).font;
      const room = search.clientWidth - 2 * parseFloat(getComputedStyle(search).paddingLeft);
      return [room - ruler.measureText(search.placeholder).width, open.left - row.left, row.right - open.right];
    }"""
    with visiting(browser, link, viewport={"width": 360, "height": 800}) as visit:
        visit.open("/add")
        for width in (360, 1024, 1200, 1280):
            visit.page.set_viewport_size({"width": width, "height": 800})
            told = visit.page.evaluate(look)
            assert min(told) >= -0.5, (width, told)
