"""Words and positions: the same rows are found in both databases, and no text that a person types is an error."""

import math
import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select
from tests.store.filling import READING, add, event_row, with_text

from reportedly.errors import BadOption
from reportedly.schema import span_of
from reportedly.store import tables
from reportedly.store.search import Box, Term, claims_with, kilometres, near, parse_words, reports_with, within_box
from reportedly.store.sql import Store

# Invented.
SENTENCES = (
    "Fighters of the Amber Front shelled a grain depot near al-Murzuq.",
    "Government jets bombed the depot; the bombing killed 12 people.",
    "The U.S. denied that its jets were there.",
    "Émile Söderqvist’s café in São Tomé reopened.",
    "Глава района подтвердил обстрел.",
    "أكد المجلس القصف",
    "\U0001f4a3 shelled\x00again, 50% off! e-mail a.quill@example.org or http://example.org/depot?a=1",
    "The grain was in the depot.",
)
LONG = 9  # of a sentence without end, made below


def fill(store: Store) -> None:
    sentences = (*SENTENCES, "word " * 40_000 + "hapaxlegomenon")
    with store.writing() as writer:
        for sentence in sentences:
            claim = replace(
                READING.claims[0],
                sentence=span_of(sentence, 0, len(sentence)),
                trigger=None,
                where=None,
                arguments=(),
                toll=(),
            )
            reading = replace(with_text(sentence), claims=(claim,))
            add(writer, replace(reading, report=replace(reading.report, title=sentence[:1000])))


@pytest.fixture
def filled(store: Store) -> Store:
    fill(store)
    return store


def found(store: Store, query: str) -> list[int]:
    with store.reading() as snapshot:
        claims = [row.id for row in snapshot.rows(select(tables.claim.c.id).where(claims_with(store.dialect, query)))]
        reports = [
            row.id for row in snapshot.rows(select(tables.report.c.id).where(reports_with(store.dialect, query)))
        ]
    assert sorted(claims) == sorted(reports) or query == "hapaxlegomenon"
    return sorted(claims)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("shelled", [1, 7]), ("SHELLING", [1, 7]), ("shell*", [1, 7]), ("bombs", [2]), ("jets", [2, 3]),
        ("grain depot", [1, 8]), ('"grain depot"', [1]), ('"depot grain"', []), ("depot -grain", [2, 7]),
        ('depot -"grain depot"', [2, 7, 8]), ("-depot", [3, 4, 5, 6, 9]), ("-depot -the", [4, 5, 6, 9]),
        ("al-Murzuq", [1]), ("murzuq", [1]), ("U.S.", [3]), ('"the U.S. denied"', [3]), ("the", [1, 2, 3, 8]),
        ("emile soderqvist", [4]), ("Cafés", [4]), ("Tome", [4]), ("12", [2]), ("1*", [2, 7]), ("ОБСТРЕЛ", [5]),
        ("القصف", [6]), ("again", [7]), ("\U0001f4a3 shelled", [1, 7]), ("quill", [7]), ("a.quill@example.org", [7]),
        ("example.org/depot", [7]), ("e-mail", [7]), ('"grain', [1, 8]), ('grain "', [1, 8]), ("“grain depot”", [1]),
        ('-"', None), ("hapaxlegomenon", [9]), ("gr* dep*", [1, 8]), ("AND", []), ("depot OR", [7]), ("NEAR(depot)", []),
        ("title:depot", []), ("depot AND NOT grain", []),
    ],
)  # fmt: skip
def test_queries_find_the_same_in_both(shared: Store, query: str, expected: list[int] | None) -> None:
    if expected is None:
        with pytest.raises(BadOption, match="no word"):
            found(shared, query)
    else:
        assert found(shared, query) == expected


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One filled record for the questions that change nothing."""
    if request.param == "sqlite":
        target = str(tmp_path_factory.mktemp("search") / "record.db")
    else:
        target = request.getfixturevalue("new_database")("search")
    with Store.open(target, create=True) as store:
        fill(store)
        yield store


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text(alphabet="ab \"-*()^:{}[]'\\/&|!<>.,\x00\ud800é\u0301+~%_ANDORT0", max_size=40))
def test_no_text_is_an_error_but_for_one_without_words(shared: Store, query: str) -> None:
    try:
        parse_words(query)
    except BadOption:
        return
    found(shared, query)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_terms_have_words_and_nothing_else(query: str) -> None:
    try:
        terms = parse_words(query)
    except BadOption as error:
        assert error.cure
        return
    assert all((word and word.isalnum()) or not word.isascii() for term in terms for word in term.words)


def test_a_query_is_read_as_people_type_it() -> None:
    assert parse_words('shelled "grain depot" -market air* -"old well" al-Bab') == (
        Term(("shelled",)), Term(("grain", "depot")), Term(("market",), without=True), Term(("air",), prefix=True),
        Term(("old", "well"), without=True), Term(("al", "bab")),
    )  # fmt: skip
    with pytest.raises(BadOption, match="65 words"):
        parse_words("a " * 65)


def test_search_goes_on_after_a_rebuild(filled: Store) -> None:
    with filled.writing() as writer:
        writer.clear_derived()
    assert found(filled, "shelled") == [1, 7]
    assert filled.verify().problems == ()


# Positions

TOWNS = (
    (1, 27.04, 14.43),
    (2, 25.92, 13.92),
    (3, 27.0, -179.9),
    (4, 27.0, 179.9),
    (5, None, None),
    (6, 89.9, 10.0),
    (7, 0.0, 0.0),
)


@pytest.fixture
def placed(store: Store) -> Store:
    with store.writing() as writer:
        writer.insert(tables.event, [event_row(number, lat, lon) for number, lat, lon in TOWNS])
    return store


def events(store: Store, condition: object) -> list[int]:
    with store.reading() as snapshot:
        rows = snapshot.rows(select(tables.event.c.id).where(condition).order_by(tables.event.c.id))  # type: ignore[arg-type]
    return [row.id for row in rows]


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        (Box(25, 13, 28, 15), [1, 2]), (Box(25.92, 13.92, 25.92, 13.92), [2]), (Box(25.93, 13, 28, 15), [1]),
        (Box(20, 170, 30, -170), [3, 4]), (Box(-90, -180, 90, 180), [1, 2, 3, 4, 6, 7]), (Box(0, 0, 0, 0), [7]),
    ],
)  # fmt: skip
def test_a_box_finds_what_is_inside_it_edges_included(placed: Store, box: Box, expected: list[int]) -> None:
    assert events(placed, within_box(placed.dialect, box)) == expected


@pytest.mark.parametrize(
    ("lat", "lon", "km", "expected"),
    [(27.04, 14.43, 0, [1]), (27.04, 14.43, 135, [1, 2]), (27.04, 14.43, 130, [1]), (27, 180, 20, [3, 4]), (90, 0, 20, [6]),
     (0, 0, 20_016, [1, 2, 3, 4, 6, 7])],
)  # fmt: skip
def test_a_circle_finds_what_is_within_so_many_kilometres(
    placed: Store, lat: float, lon: float, km: float, expected: list[int]
) -> None:
    assert events(placed, near(placed.dialect, lat, lon, km)) == expected


def test_circles_find_what_measuring_each_finds(store: Store) -> None:
    chance = random.Random(4)
    points = [(number, chance.uniform(-90, 90), chance.uniform(-180, 180)) for number in range(1, 400)]
    with store.writing() as writer:
        writer.insert(tables.event, [event_row(*point) for point in points])
    for _ in range(40):
        lat, lon, km = chance.uniform(-90, 90), chance.uniform(-180, 180), 10 ** chance.uniform(1, 4.3)
        expected = [number for number, *place in points if kilometres(lat, lon, *place) <= km]
        assert events(store, near(store.dialect, lat, lon, km)) == expected


def test_positions_follow_their_events(placed: Store) -> None:
    everywhere = within_box(placed.dialect, Box(-90, -180, 90, 180))
    with placed.writing() as writer:
        writer.update(tables.event, {"id": 1}, {"lat": None, "lon": None})
        writer.update(tables.event, {"id": 5}, {"lat": 1.0, "lon": 1.0})
        writer.upsert(tables.event, [event_row(2, 50.0, 50.0), event_row(7), event_row(8, 2.0, 2.0)])
        writer.delete(tables.event, {"id": 6})
    assert events(placed, everywhere) == [2, 3, 4, 5, 8]
    assert events(placed, within_box(placed.dialect, Box(49, 49, 51, 51))) == [2]
    assert placed.verify().problems == ()
    with placed.writing() as writer:
        writer.clear_derived()
    assert events(placed, everywhere) == []


@pytest.mark.parametrize("box", [Box(10, 0, 5, 0), Box(0, 0, 91, 0), Box(0, -181, 0, 0), Box(math.nan, 0, 0, 0)])
def test_a_box_off_the_globe_is_refused(box: Box) -> None:
    with pytest.raises(BadOption, match="no box"):
        within_box("sqlite", box)


def test_a_circle_off_the_globe_is_refused() -> None:
    with pytest.raises(BadOption, match="no circle"):
        near("sqlite", 0, 0, -1)


@pytest.mark.parametrize("kind", ["words", "box"])
def test_the_indexes_are_used(filled: Store, kind: str) -> None:
    condition = (
        claims_with(filled.dialect, "shelled") if kind == "words" else within_box(filled.dialect, Box(1, 1, 2, 2))
    )
    table = tables.claim if kind == "words" else tables.event
    with filled.reading() as snapshot:
        if filled.dialect == "postgresql":
            snapshot.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        statement = select(table.c.id).where(condition)
        asked = str(statement.compile(snapshot.connection, compile_kwargs={"literal_binds": True}))
        explain = "EXPLAIN " if filled.dialect == "postgresql" else "EXPLAIN QUERY PLAN "
        plan = str(snapshot.connection.exec_driver_sql(explain + asked.replace("%%", "%")).all())
    assert ("claim_words" if kind == "words" else "event_box") in plan
