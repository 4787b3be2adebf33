"""Displays: what they show, that nothing in a report becomes markup, and that what is withheld is in none of them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.formatters import DisplayFormatter
from msgspec import Struct
from msgspec.structs import replace
from tests.conftest import build_reading
from tests.notebook.pages import Page, is_harmless
from tests.views.filling import NAME, fill, judge

from reportedly.config import Settings
from reportedly.notebook import html_of, load_ipython_extension
from reportedly.notebook.markup import MOST_ROWS, Cell, figures, table
from reportedly.record.account import Account
from reportedly.record.record import Record
from reportedly.schema import Reading
from reportedly.store.sql import Store

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>&amp; \' 🜏'


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """The record of tests/views, which other tests don't share: these judge in it."""
    with Store.open(tmp_path / "record.db", create=True) as store:
        fill(store)
        yield Record(store, Settings())


def without_keys(words: str) -> str:
    """The words without what stands behind a trigger: the key of its claim."""
    return re.sub(r"(?<=[a-z])c\d", "", words)


def every_answer(record: Record) -> dict[str, Any]:
    names = ("v1", "v4", "v5", "c1", "c6", "r1", "r4", "j1", "g2214432", "amber-front", "residents")
    lists = ("events", "claims", "actors", "places", "sources", "reports", "log")
    return {**{name: getattr(record, name)() for name in lists}, **{name: record.show(name) for name in names}}


def test_each_value_of_a_record_has_a_harmless_display(record: Record) -> None:
    for name, value in every_answer(record).items():
        page = Page(html_of(value))
        is_harmless(page)
        assert len(page.words) > 40, name


def test_a_record_shows_what_it_holds(record: Record) -> None:
    page = Page(html_of(record))
    is_harmless(page)
    assert "2031-04-07; 2031-04-09" in page.words and "Murzuq" in page.words
    judge(record.store, "withhold", NAME, field="person")
    assert "ouldin" not in html_of(record).lower()


def test_events_are_shown_with_their_standing_and_drawn(record: Record) -> None:
    page = Page(html_of(record.events()))
    for words in ("v1", "2031-04-06", "Murzuq", "contested", "2:1", "12+"):
        assert words in page.words
    assert [name for name, _ in page.tags].count("svg") == 2


def test_an_event_shows_each_value_with_who_gives_it_and_each_claim_in_its_words(record: Record) -> None:
    page = Page(html_of(record.show("v1")))
    found = record.show("v1")
    assert found.event.title in page.words
    for group in found.origins:
        assert group.voice in page.words
        for one in group.claims:
            assert without_keys(one.claim.sentence) in without_keys(page.words)
            if one.claim.trigger:
                assert ("trigger", one.claim.trigger) in page.marks
    for field in found.standing.fields:
        assert all(value.label in page.words for value in field.values)


def test_a_claims_marked_words_are_its_trigger(record: Record) -> None:
    page = Page(html_of(record.claims()))
    triggers = [row.trigger for row in record.claims().rows if row.trigger]
    assert sorted(words for part, words in page.marks if part == "trigger") == sorted(triggers)


def test_what_is_withheld_is_in_no_display_and_marks_stay_in_place(record: Record) -> None:
    before = {name: html_of(value) for name, value in every_answer(record).items()}
    assert sum("Ouldin" in html for html in before.values()) > 5
    judge(record.store, "withhold", NAME, field="person")
    for name in (*before, "v1", "c1"):
        value = getattr(record, name)() if hasattr(record, name) and name != "show" else None
        html = html_of(value if value is not None else record.show(name))
        assert "ouldin" not in html.lower(), name
    page = Page(html_of(record.show("c1")))
    assert ("trigger", record.show("c1").evidence.claim.trigger) in page.marks and "█" in page.words


def test_a_reading_shows_its_text_with_the_parts_marked_and_each_claim_as_a_row() -> None:
    reading = build_reading()
    page = Page(html_of(reading))
    is_harmless(page)
    assert page.words.count("Fighters of the Amber Front") >= 1
    parts = {part for part, _ in page.marks}
    assert {"trigger", "actor", "place", "time", "source"} <= parts
    claims = [claim for claim in reading.claims if claim.kind == "event"]
    rows = [name for name, _ in page.tags].count("tr")
    assert rows >= len(claims) + 1
    for claim in claims:
        assert claim.trigger is not None and ("trigger", claim.trigger.text) in page.marks


def evil(reading: Reading) -> Reading:
    """The same reading with markup in every string that is not a code."""
    report = replace(reading.report, title=EVIL, byline=EVIL, publisher=EVIL)
    entities = tuple(replace(one, name=EVIL, names=(EVIL,)) for one in reading.entities)
    return replace(reading, report=report, entities=entities)


def with_evil(value: Any) -> Any:
    """The same value with markup in each of its strings, however deep."""
    if isinstance(value, str):
        return EVIL
    if isinstance(value, Struct):
        return replace(value, **{name: with_evil(getattr(value, name)) for name in value.__struct_fields__})
    return tuple(map(with_evil, value)) if isinstance(value, tuple) else value


def test_nothing_that_a_record_says_becomes_markup(record: Record) -> None:
    for name, value in every_answer(record).items():
        page = Page(html_of(with_evil(value)))
        is_harmless(page)
        assert "<script>alert(1)</script>" in page.words, name


def test_nothing_that_a_report_says_becomes_markup() -> None:
    page = Page(html_of(evil(build_reading())))
    is_harmless(page)
    assert "<script>alert(1)</script>" in page.words


@given(st.text(max_size=200))
def test_a_reading_of_any_words_is_shown_as_these_words(words: str) -> None:
    base = build_reading()
    report = replace(base.report, text=words, title=words)
    page = Page(html_of(replace(base, report=report, mentions=(), entities=(), attributions=(), claims=(), events=())))
    is_harmless(page)
    printable = "".join(one for one in words if one.isprintable() and not 0xFDD0 <= ord(one) <= 0xFDEF)
    assert all(one in page.words for one in printable)


def test_a_long_report_says_how_much_is_not_shown() -> None:
    base = build_reading()
    text = base.report.text + "\n\n" + "Nothing more happened here. " * 1000
    page = Page(html_of(replace(base, report=replace(base.report, text=text))))
    assert f"{len(text) - 20_000:,} more characters are not shown here." in page.words


def test_an_account_names_what_was_rejected() -> None:
    account = Account(run=3, read=10, stored=7, duplicate=2, rejected=1, by_kind=(("NotEnglish", 1),))
    words = Page(html_of(account)).words
    assert "NotEnglish" in words and "rejected" in words


def test_an_answer_without_rows_says_why_in_its_notes(record: Record) -> None:
    answer = record.events(place="Murzuq", type="RETREAT")
    assert answer.rows == () and answer.notes
    page = Page(html_of(answer))
    assert "No rows." in page.words and all(note in page.words for note in answer.notes)


def test_a_page_with_a_next_one_says_so(record: Record) -> None:
    assert "There is another page" in Page(html_of(record.events(paging={"limit": 1}))).words


def test_a_table_counts_the_rows_that_it_leaves_out() -> None:
    page = Page(table(("a", "b"), [(Cell(str(number)), Cell("")) for number in range(MOST_ROWS + 5)]))
    assert "5 more rows are not shown." in page.words
    assert [name for name, _ in page.tags].count("tr") == MOST_ROWS + 1
    assert [name for name, _ in page.tags].count("th") == 1  # the empty column is left out


@pytest.mark.parametrize(
    ("bounds", "shown"),
    [
        ((12, 12, 12), "12"), ((7, 8, 21), "7-21"), ((12, 12, None), "12+"), ((None, 5, None), "5+"), ((None, None, 9), "≤9"),
        ((None, None, None), ""),
    ],
)
def test_tolls_in_short(bounds: tuple[int | None, int | None, int | None], shown: str) -> None:
    assert figures(*bounds) == shown


def test_what_has_no_display_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="no display of a dict"):
        html_of({})


def test_the_extension_teaches_ipython_each_type(record: Record) -> None:
    class Shell:
        display_formatter = DisplayFormatter()

    load_ipython_extension(Shell)
    load_ipython_extension(Shell)
    for value in (build_reading(), record.events(), record.show("v1"), record.events().rows[0]):
        data, _ = Shell.display_formatter.format(value)
        assert data["text/html"] == html_of(value)


def test_one_value_is_always_shown_alike(record: Record) -> None:
    assert {name: html_of(value) for name, value in every_answer(record).items()} == {
        name: html_of(value) for name, value in every_answer(record).items()
    }
    assert json.dumps(html_of(build_reading())) == json.dumps(html_of(build_reading()))
