"""JSON documents as people have them: lists of objects, answers of news services, readings; and what only begins like one."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.ingest import json_document
from reportedly.ingest.files import items_from_bytes, reports_from_path, taken_from_item
from reportedly.ingest.item import NotReport
from reportedly.ingest.layout_row import RowOriginal
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Reading, Report

ONE = "Three people were killed when shells hit the market in Talmira, residents said on Tuesday."
TWO = "Police in Orvana arrested nine teachers at a march, the interior ministry said on Friday."


def taken(data: object, name: str = "news.json", encoding: str = "utf-8") -> list[Any]:
    words = data if isinstance(data, bytes) else (data if isinstance(data, str) else json.dumps(data, indent=2)).encode(encoding)
    found = []
    for one in items_from_bytes(words, name):
        assert not isinstance(one, NotReport)
        found.append(one if isinstance(one, Rejection) else taken_from_item(one))
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_of_objects_is_as_many_reports(encoding: str) -> None:
    one, two = taken([{"text": ONE, "published": "2031-03-04", "id": 7}, {"body": TWO, "headline": "Nine held"}], encoding=encoding)
    assert (one.text, one.published, one.given_id) == (ONE, "2031-03-04", "7")
    assert (two.text, two.title) == (TWO, "Nine held")


def test_on_one_line_too_whatever_it_is_called() -> None:
    assert [one.text for one in taken(json.dumps([{"text": ONE}, {"text": TWO}]), "download")] == [ONE, TWO]


def test_an_answer_of_a_news_service() -> None:
    article = {
        "source": {"id": None, "name": "The Talmira Post"}, "author": ["Lina Haddad", "Omar Said"], "title": "Shells hit market",
        "url": "https://post.example/1", "publishedAt": "2031-03-04T22:00:00Z", "content": ONE, "tags": ["war"],
    }  # fmt: skip
    [report] = taken({"status": "ok", "errors": [], "totalResults": 1, "articles": [article]})
    assert isinstance(report, Report)
    told = (report.text, report.title, report.byline, report.publisher, report.published, report.url)
    assert told == (ONE, "Shells hit market", "Lina Haddad, Omar Said", "The Talmira Post", "2031-03-04", "https://post.example/1")


def test_one_object_over_several_lines_is_one_report() -> None:
    [report] = taken({"text": ONE, "title": None})
    assert report.text == ONE and report.title is None


def test_a_part_without_a_text_costs_itself_only() -> None:
    first, second, third, fourth = taken([{"text": ONE}, {"title": "No words"}, "words", {"text": TWO, "date": "05/03/2031"}])
    assert first.text == ONE
    assert [one.where for one in (second, third, fourth)] == ["news.json#2", "news.json#3", "news.json#4"]
    assert [one.kind for one in (second, third, fourth)] == ["EmptyReport", "BrokenLine", "BrokenRow"]


@pytest.mark.parametrize("document", [{"a": 1}, [], [1, 2], {"articles": []}, [{"title": "x"}], {"text": None}, {}])
def test_a_document_without_texts_is_one_rejection(document: object) -> None:
    [rejection] = taken(document)
    assert rejection.kind == "BrokenLine" and "nothing has a text" in rejection.reason and "list of objects" in rejection.cure


def test_what_is_cut_off_is_said_to_be_and_where() -> None:
    [rejection] = taken('[{"text": "Three people')
    assert rejection.kind == "BrokenFile" and "line 1, character 11" in rejection.reason
    [deep] = taken('[{"a": ' + "[" * 100_000 + "]" * 100_000 + "}]")
    assert deep.kind == "BrokenFile" and "nested too deep" in deep.reason


def test_a_text_that_begins_with_brackets_is_a_text() -> None:
    [report] = taken('[{"Shells hit the market", said a headline}] ' + ONE, "report.txt")
    assert ONE in report.text


def test_too_many_values_are_refused_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_document, "MAX_JSON_VALUES", 100)
    monkeypatch.setattr(json_document.json, "loads", lambda *_, **__: pytest.fail("read all the same"))
    [rejection] = taken("[{}," + "[]," * 200 + "[]]")
    assert rejection.kind == "TooLarge" and "100 values" in rejection.reason


def test_readings_in_a_list_are_taken_as_they_are(reading: Reading) -> None:
    whole = json.loads(msgspec.json.encode(reading))
    assert taken([whole]) == [reading] and taken(whole) == [reading]


def test_words_of_an_object_are_found_again_in_what_is_archived() -> None:
    [item] = items_from_bytes(json.dumps([{"source": {"name": "Post"}, "content": ONE}]).encode(), "news.json")
    assert not isinstance(item, Rejection | NotReport) and item.method == "row"
    original = RowOriginal(item.data, item.where)
    [place] = original.places(0, 12)
    assert (place.row, place.column, place.text) == (1, "content", "Three people")


@settings(deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=8), lambda x: st.lists(x) | st.dictionaries(st.sampled_from(
    ["text", "title", "published", "articles", "id", "report", "claims", "made_by", "source"]), x), max_leaves=12))  # fmt: skip
def test_no_document_ends_it(document: object) -> None:
    for one in taken(document):
        assert isinstance(one, Report | Rejection)


def test_a_file_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"text": ONE}]))
    [report] = reports_from_path(tmp_path / "a.json")
    assert isinstance(report, Report) and report.text == ONE
