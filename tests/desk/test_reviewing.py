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


def out_of_fields(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_function("() => document.activeElement === document.body")


def test_a_field_is_put_right_with_marked_words(visit: Visit) -> None:
    event = first_event(visit)
    told = ask(visit, f"events/{event}")["origins"][0]["claims"][0]["claim"]["sentence"]
    visit.page.locator("[name=field]").select_option("actor")
    words = visit.page.locator("section.page blockquote").first
    words.click(click_count=3)
    assert visit.page.locator("[name=value]").input_value() == told.rstrip(".")
    visit.page.locator("[name=field]").select_option("when")  # the same words tell a day
    visit.page.wait_for_function("() => document.querySelector('[name=value]').value === '2031-01-01'")
    visit.page.locator("[name=value]").fill("2016-12-24")
    visit.page.locator("[name=reason]").fill("dated in the original")
    visit.page.get_by_role("button", name="Put right").click()
    said(visit, f"when of {event} is 2016-12-24")
    found = ask(visit, f"events/{event}")
    assert found["event"]["start"] == "2016-12-24"
    told = [j for one in found["origins"] for c in one["claims"] for j in c["judgements"] if not j["undone_by"]]
    assert {one["reason"] for one in told} == {"dated in the original"}
    visit.page.locator("section.page p", has_text="24 Dec 2016").wait_for()  # seen at once
    visit.page.locator("aside h1").click()
    visit.page.keyboard.press("u")
    said(visit, "Taken back")
    assert ask(visit, f"events/{event}")["event"]["start"] != "2016-12-24"


def test_words_are_marked_by_key(visit: Visit) -> None:
    event = first_event(visit)
    visit.page.locator("[name=field]").select_option("actor")
    out_of_fields(visit)
    visit.page.keyboard.press("f")
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "Shift+ArrowRight"):
        visit.page.keyboard.press(key)
    sentence = visit.page.locator("[role=listbox]").first
    taken = sentence.locator("[aria-selected=true]").all_inner_texts()
    assert taken == sentence.inner_text().split()[:2]
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("() => document.activeElement.name === 'field'")
    assert visit.page.locator("[name=value]").input_value() == " ".join(taken)
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    said(visit, f"actor of {event} is {' '.join(taken)}")
    names = [one["name"] for one in ask(visit, f"events/{event}")["event"]["actors"] if one["role"] == "actor"]
    assert names == [" ".join(taken)]
    out_of_fields(visit)
    visit.page.keyboard.press("u")
    said(visit, "Taken back")


def test_a_type_is_changed_with_a_reason_by_key(visit: Visit) -> None:
    event = first_event(visit)
    before = ask(visit, f"events/{event}")["event"]["type"]
    visit.page.keyboard.press("r")
    visit.page.keyboard.type("they only met")
    out_of_fields(visit)
    visit.page.keyboard.press("t")
    visit.page.wait_for_function("() => document.activeElement.name === 'value'")
    visit.page.keyboard.type("CONSULT")
    visit.page.keyboard.press("Enter")
    said(visit, f"type of {event} is CONSULT")
    assert ask(visit, f"events/{event}")["event"]["type"] == "CONSULT"
    visit.page.locator("section.page p", has_text="consult").first.wait_for()
    assert ask(visit, "log?limit=1")["rows"][0]["judgement"]["reason"] == "they only met"
    out_of_fields(visit)
    visit.page.keyboard.press("u")
    said(visit, "Taken back")
    assert ask(visit, f"events/{event}")["event"]["type"] == before


def test_not_an_event_by_key(visit: Visit) -> None:
    event = first_event(visit)
    visit.page.keyboard.press("x")
    said(visit, f"{event} is no event")
    assert event not in waiting(visit)
    visit.page.keyboard.press("u")
    said(visit, "Taken back")
    assert event in waiting(visit)


def test_merging_joins_two_events(visit: Visit) -> None:
    event = first_event(visit)
    second = next(one["id"] for one in ask(visit, "events?limit=50")["rows"] if one["id"] != event)
    before = ask(visit, "overview")["events"]
    visit.page.keyboard.press("m")
    visit.page.wait_for_function("() => document.activeElement.name === 'other'")
    visit.page.keyboard.type(second)
    visit.page.keyboard.press("Enter")
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


def test_agreement_is_told_with_its_number(visit: Visit) -> None:
    claims = [one["id"] for one in ask(visit, "claims?limit=50")["rows"] if one["event"]]  # a relation can't be judged
    tell = """([kind, name]) => fetch('/api/v1/judgements', {method: 'POST', headers: {'content-type': 'application/json'},
      body: JSON.stringify({kind, names: [name]})}).then(one => one.json())"""
    made = [visit.page.evaluate(tell, ["confirm", one])["judgements"][0]["id"] for one in claims[:2]]
    visit.open("/log")
    card = visit.page.locator("section[aria-label=Reviewers]")
    card.wait_for()
    assert "No claim has been judged by two people yet" in card.inner_text()
    who = ask(visit, "me")["name"]
    card.get_by_role("link", name=who).click()
    visit.page.get_by_text(f"What {who} judged").wait_for()
    visit.page.wait_for_load_state("networkidle")
    rows = visit.page.locator(".column > table tbody tr")
    judged = ask(visit, f"log?limit=100&by={who}")["rows"]
    assert judged and all(one["judgement"]["who"] == who for one in judged)
    assert rows.count() == len(judged)
    assert "read " not in rows.first.inner_text()
    for one in made:
        visit.page.evaluate(tell, ["undo", f"j{one}"])


def test_a_hostile_file_name_is_words(visit: Visit) -> None:
    visit.open("/add")
    name = HOSTILE.replace("/", "") + ".xyz"
    visit.page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "", "buffer": b"\x00\x01\x02"}])
    visit.page.locator("section.card", has_text="rejected").wait_for(timeout=60_000)
    assert visit.page.evaluate("window.hit === undefined && !document.querySelector('main img, main script')")
