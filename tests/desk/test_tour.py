"""The walk of five steps that the README shows, and the evidence of its event, on the example record (all of it invented)."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from desk_browser import Visit, visiting

ROOT = Path(__file__).parents[2]


def _tour() -> Any:
    spec = importlib.util.spec_from_file_location("desk_tour", ROOT / "docs/desk_tour.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOUR = _tour()


@pytest.fixture(scope="module")
def road(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[str]:
    """The link of a desk on the record of the thirty invented reports."""
    record = tmp_path_factory.mktemp("road") / "record.db"
    TOUR.build(record)
    with TOUR.served(record) as link:
        yield link


@pytest.fixture
def visit(browser: Any, road: str) -> Iterator[Visit]:
    with visiting(browser, road, viewport=TOUR.SIZE) as opened:
        yield opened


def ask(visit: Visit, path: str) -> Any:
    return visit.page.evaluate("path => fetch('/api/v1/' + path).then(one => one.json())", path)


def said(visit: Visit, words: str) -> None:
    visit.page.locator("section.page [role=status]", has_text=words).wait_for()


def strike(visit: Visit) -> Any:
    """The event about the market that is contested by the most voices."""
    return ask(visit, "events?sort=origins&text=market&grade=contested")["rows"][0]


def widest(visit: Visit) -> Any:
    """The event about the market with the most voices for it."""
    return ask(visit, "events?sort=origins&text=market")["rows"][0]


def test_the_five_steps(visit: Visit) -> None:
    page, event = visit.page, strike(visit)
    TOUR.find(page)
    assert "text=market" in page.url
    found = ask(visit, "events/facets?text=market")["events"]
    page.locator("section header [role=status]", has_text=re.compile(rf"^\s*{found}\s*$")).wait_for()
    assert "market" in {one.lower() for one in page.locator("mark.searched").all_inner_texts()}

    TOUR.weigh(page)
    assert f"/events/{event['id']}" in page.url
    assert page.locator("h1").inner_text() == event["title"]
    figure = page.locator("figure.voices").inner_text()
    heard = {
        one["voices"][0]["voice"]
        for one in ask(visit, f"claims?event={event['id']}&limit=100")["rows"]
        if one["voices"]
    }
    assert len(heard) > 2 and [one for one in heard if one not in figure] == []

    TOUR.read(page)
    current = page.locator("blockquote a[aria-current=true]")
    assert "deni" in current.inner_text()
    focused = "".join(page.locator("aside .words .focus").all_inner_texts())
    assert focused == current.inner_text()

    TOUR.back(page)
    day = re.search(r"as_of=([\d-]+)", page.url)[1]  # type: ignore[index]
    stood = ask(visit, f"events/{event['id']}?as_of={day}")["standing"]
    voices = stood["origins_for"] + stood["origins_against"]
    assert 0 < voices < event["origins_for"] + event["origins_against"]
    assert str(stood["origins_for"]) in page.locator("main header .grade").first.inner_text()

    TOUR.correct(page)
    value = page.locator("[name=value]").input_value()
    TOUR.judge(page)
    written = ask(visit, "log?limit=1")["rows"][0]["judgement"]
    assert (written["field"], written["value"], written["reason"]) == ("when", value, "the day is in the words")
    page.locator("aside h1").click()
    page.keyboard.press("u")
    page.locator("section.page [role=status]", has_text="Taken back").wait_for()
    # On the days before the first report there is no such event, and a browser complains of every Not Found.
    assert [one for one in visit.complaints if "404" not in one] == [] and not visit.foreign()


def test_the_readme_tells_the_same_steps_and_shows_their_pictures() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for number, step in enumerate(TOUR.STEPS, 1):
        assert f"{number}. **{step.title}.** {step.told}" in readme
    shown = re.findall(r"docs/images/[\w-]+\.png", readme)
    assert shown and all((ROOT / one).is_file() for one in shown)
    assert sum(one.stat().st_size for one in TOUR.IMAGES.iterdir()) < 1_500_000


def test_the_way_of_the_words_is_drawn(visit: Visit) -> None:
    event = strike(visit)
    visit.open(f"/events/{event['id']}")
    figure = visit.page.locator("figure.voices")
    assert {"told by", "printed by"} <= set(figure.locator(".heads span").all_inner_texts())
    assert figure.locator("line.denies").count() >= 1
    boxes = figure.locator(".node").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(r => [r.x, r.y, r.right, r.bottom])"
    )
    for at, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert right <= other[0] + 1 or other[2] <= left + 1 or bottom <= other[1] + 1 or other[3] <= top + 1
    name = figure.locator(".node.voice bdi").last.inner_text()
    figure.locator(".node.voice").last.click()
    visit.page.wait_for_url(re.compile("claim="))
    assert name in figure.locator(".node.on").all_inner_texts()


def test_where_a_claim_stands_in_the_original_is_said_when_it_is_asked_for(visit: Visit) -> None:
    event = widest(visit)
    visit.open(f"/events/{event['id']}")
    assert not any(one.endswith("/original") for one in visit.asked)
    claim = ask(visit, f"events/{event['id']}")["origins"][0]["claims"][0]["claim"]["id"]
    [place] = ask(visit, f"claims/{claim}/original")["places"]
    where = visit.page.locator("aside details", has_text=f"Where {claim} stands in the original")
    where.locator("summary").click()
    where.locator("li").wait_for()
    assert where.locator("li").all_inner_texts() == [
        f"“text”, characters {place['start']} to {place['end']}, bytes {place['start_byte']} to {place['end_byte']}"
    ]


def test_values_tolls_and_originals_are_one_click_away(visit: Visit) -> None:
    event = widest(visit)
    visit.open(f"/events/{event['id']}")
    found = ask(visit, f"events/{event['id']}")
    standing = found["standing"]
    page = visit.page
    assert page.locator("figure.tolls .value").count() == sum(len(one["values"]) for one in standing["tolls"]) > 0
    table = page.locator("section", has_text="Who gives which value").locator("tbody tr")
    assert table.count() == sum(len(one["values"]) for one in standing["fields"])
    roles = set(page.locator("aside .words mark").evaluate_all("all => all.flatMap(one => one.title.split(', '))"))
    assert {"trigger", "source", "cue"} <= roles
    report = found["origins"][0]["claims"][0]["report"]
    with page.expect_download() as taken:
        page.get_by_role("link", name="original bytes").click()
    original = Path(taken.value.path()).read_bytes()
    assert original.startswith(b"{") and b"Invented" in original
    assert report["text_hash"] in page.locator("section", has_text="The reports that it rests on").inner_text()
    with page.expect_download() as pack:
        page.get_by_role("link", name="Evidence pack").click()
    assert Path(pack.value.path()).read_bytes().startswith(b"PK")


def test_a_printed_event_is_evidence(visit: Visit, tmp_path: Path) -> None:
    event = widest(visit)
    visit.open(f"/events/{event['id']}")
    found = ask(visit, f"events/{event['id']}")
    (tmp_path / "event.pdf").write_bytes(visit.page.pdf(format="A4"))
    with pypdfium2.PdfDocument(tmp_path / "event.pdf") as document:
        words = " ".join("".join(page.get_textpage().get_text_bounded() for page in document).split())
    folded = re.sub(r"\W+", "", words)
    claims = [one for origin in found["origins"] for one in origin["claims"]]
    assert [
        one["claim"]["sentence"] for one in claims if re.sub(r"\W+", "", one["claim"]["sentence"]) not in folded
    ] == []
    assert [one["claim"]["id"] for one in claims if not re.search(rf"\b{one['claim']['id']}\b", words)] == []
    assert [
        one["report"]["text_hash"] for one in claims if re.sub(r"\W+", "", one["report"]["text_hash"]) not in folded
    ] == []
    assert f"Evidence for event {event['id']}" in words
    assert "Search the words" not in words and "Another event" not in words


def test_a_claim_leaves_its_event_and_another_is_wrong_by_key(visit: Visit) -> None:
    visit.open("/review")
    rows = ask(visit, "review?limit=100")["rows"]
    at = next(at for at, one in enumerate(rows) if one["event"] and one["event"]["claims"] > 1)
    event = rows[at]["event"]["id"]
    visit.page.locator("aside ol button").nth(at).click()
    cards = visit.page.locator("section.page article")
    visit.page.wait_for_function("() => document.querySelectorAll('section.page article').length > 1")
    visit.page.locator("aside h1").click()
    visit.page.keyboard.press("n")
    claim = cards.nth(1).locator("a").first.inner_text()
    assert "here" in (cards.nth(1).get_attribute("class") or "")
    before = ask(visit, "overview")["events"]
    visit.page.keyboard.press("s")
    said(visit, f"{claim} is another event")
    assert ask(visit, "overview")["events"] == before + 1
    assert claim not in [one["id"] for one in ask(visit, f"events/{event}/claims")]
    visit.page.keyboard.press("u")
    said(visit, "Taken back")
    assert claim in [one["id"] for one in ask(visit, f"events/{event}/claims")]
    waiting_at = next(
        at
        for at, one in enumerate(ask(visit, "review?limit=100")["rows"])
        if one["event"] and one["event"]["id"] == event
    )
    visit.page.locator("aside ol button").nth(waiting_at).click()
    visit.page.locator(f'section.page h2 a[href="/events/{event}"]').wait_for()
    cards.first.wait_for()
    visit.page.locator("aside h1").click()
    first = cards.first.locator("a").first.inner_text()
    visit.page.keyboard.press("p")
    visit.page.keyboard.press("w")
    said(visit, f"{first} is wrong")
    assert "wrong" in [one["kind"] for one in ask(visit, f"claims/{first}")["evidence"]["judgements"]]
    visit.page.keyboard.press("u")
    said(visit, "Taken back")
