"""What is withheld appears nowhere: each view, each kind of rule, each way in which a name may be written or asked for."""

import ast
import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection
from tests.store.conftest import new_database, server  # noqa: F401  fixtures, used by name
from tests.views.filling import fill, judge

import reportedly.views
from reportedly.errors import BadOption, ReportedlyError
from reportedly.store.sql import Store
from reportedly.views.actors import actors
from reportedly.views.agreement import agreement
from reportedly.views.claims import claims
from reportedly.views.events import events, undated
from reportedly.views.evidence import claim_page, evidence
from reportedly.views.facets import facets
from reportedly.views.filters import Filters
from reportedly.views.gate import VIEWS, released
from reportedly.views.log import log
from reportedly.views.maps import features, timeline
from reportedly.views.marked import marked_event, marked_report
from reportedly.views.network import network
from reportedly.views.originals import original
from reportedly.views.overview import overview, state
from reportedly.views.places import places
from reportedly.views.queue import queue
from reportedly.views.redactor import folded
from reportedly.views.reports import reports
from reportedly.views.shown import show
from reportedly.views.sources import sources
from reportedly.views.withhold import withheld_in


def _words_of(ask: Callable[[Connection, int], Any], connection: Connection, number: int) -> Any:
    """The bytes of an original as words, or the refusal."""
    try:
        found = ask(connection, number)
        return (found.data.decode("utf-8", "replace"), found.report, found.hash)
    except BadOption as error:
        return (error.message, error.cure)


CALLS: dict[str, tuple[Callable[[Connection], Any], ...]] = {
    "events.events": (events, lambda c: events(c, Filters.parse(as_of="2031-04-08")), lambda c: events(c, limit=1)),
    "claims.claims": (claims, lambda c: claims(c, limit=1)),
    "actors.actors": tuple(
        (lambda c, sort=sort, limit=limit: actors(c, sort=sort, limit=limit)) for sort in ("events", "name", "met") for limit in (1, 2, 50)
    ),
    "places.places": (places,),
    "sources.sources": tuple((lambda c, limit=limit: sources(c, limit=limit)) for limit in (1, 2, 3, 4, 50)),
    "reports.reports": (reports,),
    "log.log": (log,),
    "evidence.evidence": (lambda c: evidence(c, 1), lambda c: evidence(c, 1, as_of="2031-04-07"), lambda c: evidence(c, 5)),
    "evidence.claim_page": tuple((lambda c, n=n: claim_page(c, n)) for n in range(1, 7)),
    "shown.show": tuple(
        (lambda c, name=name: show(c, name))
        for name in ("v1", "v4", "c1", "c6", "r1", "r2", "r3", "r4", "j1", "j2", "g2214432", "amber-front", "a3", "residents", "w4")
    ),
    "maps.features": (features,),
    "maps.timeline": (timeline,),
    "events.undated": (undated,),
    "overview.overview": (overview,),
    "overview.state": (state,),
    "facets.facets": (facets, lambda c: facets(c, Filters.parse(since="2031-01"))),
    "network.network": (network, lambda c: network(c, most=1)),
    "queue.queue": (queue, lambda c: queue(c, limit=1)),
    "agreement.agreement": (agreement,),
    "marked.marked_report": tuple((lambda c, n=n: marked_report(c, n)) for n in range(1, 5)),
    "marked.marked_event": tuple((lambda c, n=n: marked_event(c, n)) for n in (1, 4, 5)),
    "originals.original": tuple((lambda c, n=n: _words_of(original, c, n)) for n in range(1, 5)),
}  # fmt: skip
# Views that name no person, whatever the record holds.
NAMELESS = frozenset({
    "places.places", "maps.features", "maps.timeline", "overview.overview", "overview.state", "facets.facets", "agreement.agreement",
})  # fmt: skip
# The person, in letters alone: whatever is put between, before or after them.
TRACES = re.compile(r"ouldin|abulantern|ولدين")


def traces(value: Any) -> list[str]:
    """Where the name still shows: in the value as JSON, and in what its cursor says to whoever decodes it."""
    words = msgspec.json.encode(value).decode()
    cursor = getattr(value, "next", None)
    if cursor:
        words += base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    plain, _ = folded(words)
    return TRACES.findall(re.sub(r"[\W_]+", "", plain)) + re.findall(r"tarek\W{0,4}", plain)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shut(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The record of filling.py in which the person is withheld, by j4."""
    target = tmp_path_factory.mktemp("shut") / "record.db"
    where = target if request.param == "sqlite" else request.getfixturevalue("new_database")("shut")
    with Store.open(where, create=True) as store:
        fill(store)
        judge(store, "withhold", "Tarek Ouldin", field="person", reason="Tarek Ouldin is in danger")
        yield store


@pytest.fixture
def connection(shut: Store) -> Iterator[Connection]:
    with shut.reading() as snapshot:
        yield snapshot.connection


def test_every_view_is_called_here() -> None:
    assert set(VIEWS) == set(CALLS)


def test_every_function_that_takes_a_connection_passes_the_gate() -> None:
    """Nobody can add a view and forget the gate: a public function with a connection is a view, or what the gate is made of."""
    made_of = {"withhold.withheld_in", "withhold.places_named"}  # the latter gives numbers
    found = set()
    for path in Path(reportedly.views.__file__).parent.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            first = node.args.args[0].annotation if node.args.args else None
            takes = "" if first is None else ast.unparse(first)
            if takes in ("Connection", "Store", "Snapshot"):
                found.add(f"{path.stem}.{node.name}")
            if takes == "Ask" and any(ast.unparse(one) == "view" for one in node.decorator_list):
                assert f"{path.stem}.{node.name}" in VIEWS
    assert found == made_of


@pytest.mark.parametrize(("name", "number"), [(name, number) for name, calls in CALLS.items() for number in range(len(calls))])
def test_a_withheld_person_appears_in_no_view(connection: Connection, name: str, number: int) -> None:
    assert traces(CALLS[name][number](connection)) == []


def test_without_the_rule_the_name_is_everywhere(record: Store) -> None:
    """Or else the tests above would show nothing."""
    with record.reading() as snapshot:
        for name, calls in CALLS.items():
            if name not in NAMELESS:
                assert any(_shows(call, snapshot.connection) for call in calls), name


def _shows(call: Callable[[Connection], Any], connection: Connection) -> bool:
    try:
        return bool(traces(call(connection)))
    except BadOption:
        return False


def test_words_are_blocked_one_for_one_and_offsets_stay_true(connection: Connection) -> None:
    row = claims(connection, Filters.parse(event=1)).rows[2]
    assert row.sentence == "Fighters of the Amber Front shelled a grain depot near Murzuq on Sunday, ████████████ said."
    text = show(connection, "r1").text  # type: ignore[union-attr]
    assert text is not None
    for row in claims(connection, Filters.parse(report=1)).rows:
        assert text[row.sentence_start : row.sentence_start + len(row.sentence)] == row.sentence


def test_ids_that_spell_the_name_are_replaced_by_one_that_does_not(connection: Connection) -> None:
    assert "w4" in [row.id for row in actors(connection).rows]
    assert [one.actor for one in events(connection, Filters.parse(event=5)).rows[0].actors] == ["w4"]
    assert [row.id for row in events(connection, Filters.parse(actor="w4")).rows] == ["v5"]


@pytest.mark.parametrize("key", ["actor", "source"])
@pytest.mark.parametrize("asked", ["Tarek Ouldin", "tarek-ouldin", "OULDIN", "Abu Lantern", "voice:tarek ouldin", "طارق ولدين"])
def test_asking_for_it_is_as_asking_for_what_was_never_there(connection: Connection, key: str, asked: str) -> None:
    said = []
    for name in (asked, "Zebulon Quux"):
        with pytest.raises(BadOption) as caught:
            events(connection, Filters.parse({key: name}))
        said.append(caught.value.message)
        with pytest.raises(BadOption) as caught:
            show(connection, name)
        said.append(str(caught.value))
        assert traces(str(caught.value)) == []
    assert said[:2] == said[2:]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Ouldin", []), ("tarek", []), ('"tarek ouldin"', []), ("ould*", []), ("lantern", []), ("ouldins depot", []),
        ("depot", ["c3", "c2", "c1"]), ("depot -ouldin", ["c3", "c2", "c1"]), ("-ouldin", ["c6", "c5", "c4", "c3", "c2", "c1"]),
        ("leave town", ["c5"]),
    ],
)  # fmt: skip
def test_searching_for_it_finds_nothing_and_leaves_nothing_out(connection: Connection, asked: str, found: list[str]) -> None:
    answer = claims(connection, Filters.parse(text=asked))
    assert [row.id for row in answer.rows] == found
    events(connection, Filters.parse(text=asked))
    if not found:
        assert answer.notes == claims(connection, Filters.parse(text="zebulon")).notes


def test_errors_pass_the_gate(connection: Connection) -> None:
    with pytest.raises(ReportedlyError) as caught:
        events(connection, Filters.parse(actor="Oulden"))
    assert traces(str(caught.value)) == []


def test_a_withheld_source_is_no_more_than_that(record: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "other.db", create=True) as store:
        fill(store)
        judge(store, "withhold", "Tarek Ouldin Press", field="source")
        with store.reading() as snapshot:
            connection = snapshot.connection
            row = claims(connection, Filters.parse(event=4)).rows[0]
            assert row.sentence == "Government jets bombed the outskirts of Sabha in late March."
            assert [(one.voice, one.source_key) for one in row.voices] == [("withheld source", "w4")]
            assert row.publisher == "withheld source" and row.origin == "w4"
            report = reports(connection, Filters.parse(report=3)).rows[0]
            assert (report.publisher, report.url, report.byline) == ("withheld source", "withheld source", "withheld source")
            group = evidence(connection, 4).origins[0]
            assert (group.voice, group.origin) == ("withheld source", "w4")
            assert "ouldin press" not in msgspec.json.encode(sources(connection)).decode().lower()
            assert claims(connection, Filters.parse(event=1)).rows[2].voices[0].voice == "Tarek Ouldin"


def test_a_phrase_that_names_a_place_takes_its_point_along(tmp_path: Path) -> None:
    with Store.open(tmp_path / "other.db", create=True) as store:
        fill(store)
        judge(store, "withhold", "Murzuq", field="phrase")
        with store.reading() as snapshot:
            row = events(snapshot.connection, Filters.parse(event=1)).rows[0]
            assert (row.place, row.lat, row.lon, row.geonames) == ("██████", None, None, None)
            for asked in ({"place": "Murzuq"}, {"place": "g2214432"}):
                with pytest.raises(BadOption, match="no place"):
                    events(snapshot.connection, Filters.parse(asked))
            near = Filters.parse(place="25.92,13.92", within_km=10)
            assert events(snapshot.connection, near).rows == () and claims(snapshot.connection, near).rows == ()
            assert [one.lat for one in features(snapshot.connection).rows] == [27.04]
            assert "murzuq" not in msgspec.json.encode(places(snapshot.connection)).decode().lower()


def test_a_rule_that_is_taken_back_withholds_no_more(tmp_path: Path) -> None:
    with Store.open(tmp_path / "other.db", create=True) as store:
        fill(store)
        rule = judge(store, "withhold", "Tarek Ouldin", field="person")
        judge(store, "undo", f"j{rule.id}")
        with store.reading() as snapshot:
            assert not withheld_in(snapshot.connection)
            assert traces(actors(snapshot.connection))


def test_what_is_no_view_can_be_released_by_the_same_gate(connection: Connection) -> None:
    withheld = withheld_in(connection)
    given = {"Tarek Ouldin": ["x", ("Ouldin's", 3)], "actor": "tarek-ouldin"}
    assert released(given, withheld) == {"████████████": ["x", ("████████", 3)], "actor": "w4"}
