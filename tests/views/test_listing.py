"""What a list's statements say to the databases' planners."""

from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy import event as hooks

from reportedly.store.tables import event, standing
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
