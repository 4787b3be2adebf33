"""The lists of a record: what filters let in, in which order, page by page, as of which day."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from reportedly.errors import BadOption
from reportedly.views.actors import actors
from reportedly.views.claims import claims
from reportedly.views.events import events
from reportedly.views.filters import Filters
from reportedly.views.places import places
from reportedly.views.reports import reports
from reportedly.views.sources import sources

parse = Filters.parse


def ids(answer: Any) -> list[str]:
    return [row.id for row in answer.rows]


def test_events_come_newest_first_and_undated_ones_last(connection: Connection) -> None:
    answer = events(connection)
    assert ids(answer) == ["v1", "v4", "v5"]
    assert answer.notes == () and answer.next is None
    first = answer.rows[0]
    assert (first.start, first.end, first.place, first.grade, first.origins_for) == ("2031-04-06", "2031-04-06", "Murzuq", "contested", 2)
    assert first.disputed == ("when", "toll:killed")
    assert [(one.role, one.actor, one.name) for one in first.actors] == [
        ("actor", "a3", "Southern Lantern Brigade"), ("actor", "amber-front", "Amber Front"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"since": "2031-04"}, ["v1"]),
        ({"since": "2031-03-31", "until": "2031-04-05"}, ["v4"]),
        ({"since": "2031-03-25", "until": "2031-03-25"}, ["v4"]),
        ({"until": "2031-03-20"}, []),
        ({"place": "murzuq"}, ["v1"]),
        ({"place": "g2212775"}, ["v4"]),
        ({"place": "Sabha", "within_km": "140"}, ["v1", "v4"]),
        ({"place": "27.04,14.43", "within_km": 20}, ["v4"]),
        ({"country": "ly"}, ["v1", "v4"]),
        ({"actor": "Salt Road Movement"}, ["v1"]),
        ({"actor": "a3"}, ["v1"]),
        ({"type": "assault"}, ["v1", "v4"]),
        ({"type": "ASSAULT/aerial"}, ["v4"]),
        ({"mode": "Aerial"}, ["v4"]),
        ({"source": "the monitoring group"}, ["v1"]),
        ({"source": "Tarek Ouldin Press"}, ["v4", "v5"]),
        ({"grade": "contested"}, ["v1"]),
        ({"grade": ["contested", "single_source"]}, ["v1", "v4", "v5"]),
        ({"disputed": "yes"}, ["v1"]),
        ({"disputed": "toll:killed"}, ["v1"]),
        ({"disputed": "where"}, []),
        ({"text": "DEPOTS shelling"}, ["v1"]),
        ({"text": '"grain depot"'}, ["v1"]),
        ({"text": "bomb*"}, ["v4"]),
        ({"report": "r2"}, ["v1"]),
        ({"report": 3}, ["v4", "v5"]),
        ({"event": "v5"}, ["v5"]),
        ({"score": 0.85}, ["v1", "v4"]),
        ({"type": "ASSAULT", "place": "Murzuq", "actor": "amber-front", "since": "2031", "disputed": True}, ["v1"]),
    ],
)  # fmt: skip
def test_filters_let_in_what_they_say(connection: Connection, asked: dict[str, object], found: list[str]) -> None:
    assert ids(events(connection, parse(asked))) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["c6", "c5", "c4", "c3", "c2", "c1"]),
        ({"event": "v1"}, ["c3", "c2", "c1"]),
        ({"report": "r3"}, ["c5", "c4"]),
        ({"type": "leads"}, ["c6"]),
        ({"place": "Murzuq", "within_km": 5}, ["c2", "c1"]),
        ({"actor": "a3"}, ["c6", "c2"]),
        ({"source": "residents"}, ["c2"]),
        ({"grade": "contested"}, ["c3", "c2", "c1"]),
        ({"disputed": True}, ["c3", "c2", "c1"]),
        ({"score": 0.8, "text": "shelled"}, ["c2", "c1"]),
        ({"as_of": "2031-04-07"}, ["c2", "c1"]),
        ({"since": "2031-04-07"}, ["c5"]),
    ],
)
def test_claims_by_the_same_filters(connection: Connection, asked: dict[str, object], found: list[str]) -> None:
    assert ids(claims(connection, parse(asked))) == found


def test_a_claim_has_its_voices_its_words_and_where_they_stand(connection: Connection) -> None:
    row = claims(connection, parse(event=1)).rows[1]
    assert row.report == "r1" and row.event == "v1" and row.origin == "unnamed:residents"
    assert [one.voice for one in row.voices] == ["residents", "The Invented Post"]
    assert row.sentence.startswith("Ouldin's brigade") and row.sentence_start == 92
    assert (row.trigger, row.trigger_start, row.trigger_end) == ("Ouldin's", 92, 100)


def test_reports_actors_places_and_sources(connection: Connection) -> None:
    assert ids(reports(connection)) == ["r3", "r2", "r1", "r4"]
    assert ids(reports(connection, parse(place="Murzuq"))) == ["r1"]
    assert ids(reports(connection, parse(since="2031-04-08", until="2031-04-08"))) == ["r2"]
    assert ids(reports(connection, parse(source="Tarek Ouldin Press", type="RETREAT"))) == ["r3"]
    second = reports(connection, parse(report=2)).rows[0]
    assert (second.reprint, second.reprint_of, second.claims, second.captured_from) == ("near", "r1", 1, "inbox/tarek-ouldin-2.txt")
    assert [(row.id, row.events) for row in actors(connection).rows] == [("tarek-ouldin", 1), ("amber-front", 1), ("a3", 1)]
    assert ids(actors(connection, parse(place="Murzuq"))) == ["amber-front", "a3"]
    assert ids(actors(connection, sort="name")) == ["amber-front", "a3", "tarek-ouldin"]
    found = places(connection, parse(type="ASSAULT"))
    assert [(row.id, row.place, row.events) for row in found.rows] == [("g2214432", "Murzuq", 1), ("g2212775", "Sabha", 1)]
    assert places(connection).notes == ("1 event without a place is not counted.",)
    heard = sources(connection).rows
    assert (heard[0].source_key, heard[0].claims, heard[0].kind) == ("outlet:invented post", 4, "outlet")
    assert {row.source_key for row in sources(connection, parse(type="RETREAT")).rows} == {"outlet:tarek ouldin press"}
    assert [row.reliability for row in sources(connection, parse(source="monitoring group")).rows] == ["B"]


def test_the_past_knows_only_what_was_published_by_then(connection: Connection) -> None:
    answer = events(connection, parse(as_of="2031-04-07"))
    [row] = answer.rows
    assert (row.id, row.grade, row.origins_for, row.origins_against, row.disputed) == ("v1", "single-source", 1, 0, ())
    assert [one.actor for one in row.actors] == ["amber-front"] and row.as_of == "2031-04-07" and row.last_published is None
    assert answer.notes == ("1 undated report is not counted as of 2031-04-07.",)
    assert ids(events(connection, parse(as_of="2031-04-08", grade="contested"))) == ["v1"]
    assert ids(events(connection, parse(as_of="2031-04-07", grade="contested"))) == []
    assert ids(events(connection, parse(as_of="2031-04-06"))) == []
    assert ids(events(connection, parse(as_of="2031-04", disputed=True))) == ["v1"]
    assert ids(events(connection, parse(as_of="2031-04-07", place="Murzuq", type="ASSAULT", actor="amber-front"))) == ["v1"]
    assert ids(reports(connection, parse(as_of="2031-04-08"))) == ["r2", "r1"]
    assert ids(actors(connection, parse(as_of="2031-04-07"))) == ["amber-front", "a3"]
    assert {row.source_key for row in sources(connection, parse(as_of="2031-04-07")).rows} == {
        "voice:tarek ouldin", "unnamed:residents", "outlet:invented post",
    }  # fmt: skip


def test_what_dates_leave_out_is_said(connection: Connection) -> None:
    assert events(connection, parse(since="2031")).notes == ("1 event without a date is not shown: dates were asked for.",)
    assert claims(connection, parse(since="2031")).notes == ("2 claims without a date are not shown: dates were asked for.",)
    assert reports(connection, parse(since="2031")).notes == ("1 undated report is not shown: dates were asked for.",)


def test_an_empty_list_says_which_filter_emptied_it(connection: Connection) -> None:
    answer = events(connection, parse(place="Murzuq", type="RETREAT"))
    assert answer.notes == ("No event matches.", "Without --type 1 event would.", "Without --place 1 event would.")
    assert claims(connection, parse(text="zeppelin")).notes == ("No claim matches.", "Without --text 6 claims would.")


@pytest.mark.parametrize("view", [events, claims, reports, actors, places, sources])
@pytest.mark.parametrize("asked", [{}, {"country": "LY"}, {"type": "ASSAULT"}])
def test_pages_of_one_add_up_to_the_whole_in_every_order(
    connection: Connection, view: Callable[..., Any], asked: dict[str, object]
) -> None:
    orders = __import__(f"reportedly.views.{view.__name__}", fromlist=["ORDERS"]).ORDERS
    for sort in orders:
        whole = view(connection, parse(asked), sort=sort).rows
        pages: list[Any] = []
        cursor = None
        while True:
            answer = view(connection, parse(asked), sort=sort, limit=1, cursor=cursor)
            pages += answer.rows
            cursor = answer.next
            if cursor is None:
                break
        assert tuple(pages) == whole


def test_orders(connection: Connection) -> None:
    assert ids(events(connection, sort="oldest")) == ["v4", "v1", "v5"]
    assert ids(events(connection, sort="origins")) == ["v1", "v5", "v4"]
    assert ids(events(connection, sort="killed")) == ["v1", "v5", "v4"]
    assert ids(events(connection, sort="added")) == ["v5", "v4", "v1"]
    assert ids(claims(connection, sort="oldest")) == ["c4", "c1", "c2", "c5", "c3", "c6"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda c: events(c, parse(place="Murzuk")), "no place.*Close ones: Murzuq"),
        (lambda c: events(c, parse(place="g1")), "no place"),
        (lambda c: events(c, parse(actor="Ambre Front")), "no actor.*Close ones: Amber Front"),
        (lambda c: events(c, parse(source="Invented Pots")), "no source.*Close ones: The Invented Post"),
        (lambda c: events(c, parse(type="ASAULT")), "no type.*Close ones: ASSAULT"),
        (lambda c: events(c, parse(country="SY")), "no country"),
        (lambda c: events(c, sort="size"), "no sort 'size'.*newest"),
        (lambda c: events(c, limit=0), "1 to 10,000"),
        (lambda c: events(c, cursor="x"), "not one of this list"),
        (lambda c: claims(c, cursor=events(c, limit=1).next), "not one of this list"),
        (lambda c: events(c, parse(text="?!")), "no word"),
    ],
)  # fmt: skip
def test_what_the_record_does_not_know_is_said_with_close_matches(
    connection: Connection, call: Callable[[Connection], Any], words: str
) -> None:
    with pytest.raises(BadOption, match=words) as caught:
        call(connection)
    assert caught.value.cure
