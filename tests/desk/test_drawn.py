"""What is drawn: borders that are disputed, places told exactly and areas, affiliations along the years; and a hostile name is a name."""

from typing import Any

from desk_browser import HOSTILE, Visit

# The dashes in which each stroke on a canvas was made, asked for in the order of drawing.
SPY = """
window.strokes = [];
for (const name of ['stroke', 'fill']) {
  const before = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...given) {
    if (given.length || name === 'stroke') window.strokes.push([name, this.getLineDash().length > 0, given.length > 0]);
    return before.apply(this, given);
  };
}
"""


def ask(visit: Visit, path: str) -> Any:
    return visit.page.evaluate("path => fetch('/api/v1/' + path).then(one => one.json())", path)


COUNT = "([dashed, least]) => window.strokes.filter(one => one[0] === 'stroke' && one[2] && one[1] === dashed).length >= least"


def borders(visit: Visit, at: str, *, dashed: bool) -> tuple[int, int]:
    """How many dashed and how many plain borders are drawn there, once there are some of the kind that is waited for."""
    visit.open(f"/map?at={at}")
    visit.page.wait_for_function(COUNT, arg=[dashed, 10])
    found = [one[1] for one in visit.page.evaluate("window.strokes") if one[0] == "stroke" and one[2]]
    return sum(found), len(found) - sum(found)


def test_disputed_borders_are_dashed_and_others_are_not(visit: Visit) -> None:
    visit.page.add_init_script(SPY)
    assert borders(visit, "34.500,76.500,5.50", dashed=True)[0] >= 10
    disputed, plain = borders(visit, "46.500,2.500,5.50", dashed=False)
    assert disputed < plain / 3  # a tile also strokes what ends beside it


def test_a_place_told_exactly_is_a_dot_and_a_wider_one_an_area(visit: Visit) -> None:
    visit.page.add_init_script(SPY)
    drawn = {}
    for precision in (1, 3):
        one = {"lat": 46.5, "lon": 2.5, "place": "Sample (invented)", "geonames": 1, "where_prec": precision, "events": 1, "disputed": 0,
               "killed": None, "event": "v1"}  # fmt: skip
        answer = {"rows": [one], "notes": [], "next": None}
        visit.page.route("**/api/v1/map?*", lambda route, _, answer=answer: route.fulfill(json=answer))
        borders(visit, "46.500,2.500,5.50", dashed=False)
        visit.page.wait_for_timeout(400)  # a canvas says nothing when it is painted
        found = visit.page.evaluate("window.strokes")
        drawn[precision] = sum(name == "stroke" and dashed and not path for name, dashed, path in found)
        visit.page.unroute("**/api/v1/map?*")
    assert drawn[1] == 0 < drawn[3]


def test_affiliations_lie_along_the_years(visit: Visit) -> None:
    actor = ask(visit, "actors")["rows"][0]["id"]
    page = ask(visit, f"actors/{actor}")
    page["affiliations"] = [
        {"actor": "old-front", "role": "member_of", "since": "2012", "until": "2014-06", "citation": "an invented handbook"},
        {"actor": "new-front", "role": "ally_of", "since": "2014-07", "until": None, "citation": None},
    ]
    visit.page.route(f"**/api/v1/actors/{actor}", lambda route: route.fulfill(json=page))
    visit.open(f"/actors/{actor}")
    rows = visit.page.locator("section", has_text="Affiliations").locator("tbody tr")
    assert "member of" in rows.nth(0).inner_text() and "2012 – 2014-06" in rows.nth(0).inner_text()
    assert "2014-07 – now" in rows.nth(1).inner_text() and "an invented handbook" in rows.nth(0).inner_text()
    first, second = (rows.nth(at).locator(".years span") for at in (0, 1))
    ends = [one.evaluate("one => { const r = one.getBoundingClientRect(); return [r.left, r.right] }") for one in (first, second)]
    assert ends[0][0] < ends[0][1] <= ends[1][0] + 2 < ends[1][1]
    assert "open" in (second.get_attribute("class") or "") and "open" not in (first.get_attribute("class") or "")


def test_a_hostile_name_of_an_actor_is_a_name(visit: Visit) -> None:
    actors, events, network = ask(visit, "actors"), ask(visit, "events?limit=20"), ask(visit, "network?most=120")
    identity = actors["rows"][0]["id"]
    page = ask(visit, f"actors/{identity}")
    parties = [one for row in events["rows"] for one in row["actors"]]
    for one in (actors["rows"][0], page["actor"], *page["names"], *network["nodes"][:3], *parties):
        one["name"] = HOSTILE
    for pattern, answer in {"actors?*": actors, f"actors/{identity}": page, "events?*": events, "network?*": network}.items():
        visit.page.route(f"**/api/v1/{pattern}", lambda route, _, answer=answer: route.fulfill(json=answer))
    for address in ("actors", f"actors/{identity}", "events", "network"):
        visit.open(f"/{address}")
        visit.page.locator("main", has_text=HOSTILE).wait_for()
        assert visit.page.evaluate("window.hit === undefined && !document.querySelector('main img, main script')"), address
    assert [one for one in visit.complaints if "400" not in one] == []  # the record knows nobody of that name
