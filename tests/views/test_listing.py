"""What a list's statements say to the databases' planners."""

from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy import event as hooks

from reportedly.store.search import Box
from reportedly.store.tables import event, standing
from reportedly.views import listing, maps
from reportedly.views.claims import claims
from reportedly.views.events import events
from reportedly.views.filters import Filters
from reportedly.views.listing import looked_up


def test_what_is_looked_up_is_asked_of_the_row_at_hand(connection: Connection) -> None:
    stood = looked_up(standing.c.event_id == event.c.id, standing.c.known_from <= "2031-04-07")
    found = connection.scalars(select(event.c.id).where(stood).order_by(event.c.id)).all()
    known = connection.scalars(select(standing.c.event_id).where(standing.c.known_from <= "2031-04-07").distinct()).all()
    assert found == sorted(known) and found


@pytest.mark.parametrize("asked", [{"as_of": "2031-04-09", "country": "LY"}, {"as_of": "2031-04-09", "grade": "contested"}])
def test_no_whole_tables_are_joined_to_fill_a_page_of_the_past(connection: Connection, asked: dict[str, Any]) -> None:
    """PostgreSQL turns a plain EXISTS into a join of all rows, which took seconds in a large record; one with an offset it leaves alone."""
    statements: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        statements.append((statement, parameters))

    hooks.listen(connection, "before_cursor_execute", hear)
    try:
        events(connection, Filters.parse(asked))
    finally:
        hooks.remove(connection, "before_cursor_execute", hear)
    assert any("standing" in statement for statement, _ in statements)
    if connection.dialect.name == "postgresql":
        plans = [
            line for statement, parameters in statements if "FROM event" in statement and "standing" in statement
            for (line,) in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
        ]  # fmt: skip
        assert plans and not [line for line in plans if "Semi Join" in line]


def every_page(connection: Connection, view: Any, filters: Filters, sort: str) -> list[Any]:
    rows: list[Any] = []
    cursor = None
    while True:
        answer = view(connection, filters, sort=sort, limit=2, cursor=cursor)
        rows += answer.rows
        cursor = answer.next
        if cursor is None:
            return rows


@pytest.mark.parametrize(
    "asked",
    [{"text": "shelled"}, {"text": "the depot"}, {"text": "the -depot"}, {"text": "-town"}, {"text": "the", "type": "ASSAULT"},
     {"text": "the", "since": "2031-04"}],
    ids=str,
)
@pytest.mark.parametrize(("view", "sorts"), [(events, ("newest", "oldest", "added", "origins")), (claims, ("added", "newest", "reading"))])
def test_words_find_the_same_whichever_way_a_page_is_found(
    connection: Connection, asked: dict[str, str], view: Any, sorts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    filters = Filters.parse(asked)
    ways: list[list[Any]] = []
    limits = {
        "gathered": {"GATHERED": 10**6, "FIRST_LOOK": 0},
        "walked, all at once": {"GATHERED": 0, "STRETCH": 10**6, "ASKED_ONE_BY_ONE": 0},
        "walked for a stretch, then gathered": {"GATHERED": 0, "STRETCH": 1},
        "asked one by one": {"GATHERED": 0, "STRETCH": 10**6, "LISTED": 0},
    }
    for values in limits.values():
        with monkeypatch.context() as patch:
            for name, value in values.items():
                patch.setattr(listing, name, value)
            ways.append([every_page(connection, view, filters, sort) for sort in sorts])
    assert all(way == ways[0] for way in ways[1:])
    assert all(ways[0])


@pytest.mark.parametrize("words", ["shelled", "the depot", "nothing"])
def test_a_stretch_that_begins_in_vain_is_walked_no_further_on_postgresql(
    connection: Connection, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"GATHERED": -1, "STRETCH": 8, "TRIED": 4}.items():
        monkeypatch.setattr(listing, name, value)
    usual, walks = listing._walk, []

    def walk(ask: Any, page: Any, stretch: int | None = None) -> Any:
        found = usual(ask, page, stretch)
        walks.append((page.limit, stretch, found is not None))
        return found

    monkeypatch.setattr(listing, "_walk", walk)
    events(connection, Filters.parse({"text": words}), limit=7)
    if connection.dialect.name != "postgresql":
        assert [walk[:2] for walk in walks] == [(8, 8)]
        return
    tried, *more = walks
    assert tried[:2] == (2, 2)
    assert [walk[:2] for walk in more] == ([(8, 8)] if tried[2] else [])


@pytest.mark.parametrize("asked", [{}, {"since": "2031-04-05"}, {"since": "2031", "until": "2031-04-08"}, {"type": "ASSAULT"}], ids=str)
@pytest.mark.parametrize("box", [Box(-90, -180, 90, 180), Box(20, 10, 40, 30), Box(-90, 170, 90, -170)], ids=str)
def test_a_map_shows_the_same_whichever_way_its_window_is_found(
    connection: Connection, asked: dict[str, str], box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    filters = Filters.parse(asked)
    answers = []
    for most in (10**6, 0):
        monkeypatch.setattr(maps, "GATHERED_POINTS", most)
        answers.append([maps.features(connection, filters, box=box, most=number) for number in (1, 3, 1000)])
    assert answers[0] == answers[1]
