"""Dossiers: what leaves a record is what stands in it, in order, each once, and nothing of what is withheld."""

import ast
import base64
import gc
import inspect
import re
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select
from tests.export.records import make_record
from tests.store.conftest import new_database, server  # noqa: F401  fixtures, used by name
from tests.views.filling import fill, judge
from tests.views.test_withhold import traces

import reportedly
import reportedly.views
from reportedly.errors import BadOption
from reportedly.record.record import Record
from reportedly.schema import Span
from reportedly.schema.dossier import Dossiers
from reportedly.store import tables
from reportedly.store.sql import Store
from reportedly.views.dossier_reports import may_leave
from reportedly.views.dossiers import RecordDossiers
from reportedly.views.evidence import evidence
from reportedly.views.filters import Filters
from reportedly.views.redactor import Rule
from reportedly.views.withhold import Withheld

METHODS: dict[str, Callable[[Any], Any]] = {
    "about": lambda one: one.about, "events": lambda one: list(one.events()), "claims": lambda one: list(one.claims()),
    "reports": lambda one: list(one.reports(text=True)), "actors": lambda one: list(one.actors()),
    "judgements": lambda one: list(one.judgements()),
    "original": lambda one: [one.original(f"r{number}") for number in range(1, 5)],
    "reading": lambda one: [one.reading(f"r{number}") for number in range(1, 5)],
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of tests.export.records."""
    return make_record(tmp_path_factory.mktemp("dossiers") / "record.db")


@pytest.fixture(scope="module")
def store(made: Path) -> Iterator[Store]:
    with Store.open(made) as opened:
        yield opened


@pytest.fixture
def dossiers(store: Store) -> Iterator[RecordDossiers]:
    with store.reading() as snapshot:
        yield RecordDossiers(snapshot.connection)


def spans_of(value: Any) -> list[Span]:
    if isinstance(value, tuple | list):
        return [span for one in value for span in spans_of(one)]
    inner = [span for name in getattr(value, "__struct_fields__", ()) for span in spans_of(getattr(value, name))]
    return [value, *inner] if isinstance(value, Span) else inner


# What is given


def test_they_are_what_an_export_is_written_from(dossiers: RecordDossiers) -> None:
    checked: Dossiers = dossiers
    wanted = {name for name, _ in inspect.getmembers(Dossiers, inspect.isfunction) if not name.startswith("_")}
    assert {*wanted, "about"} == set(METHODS)
    assert checked.about.reportedly == reportedly.__version__


def test_everything_comes_once_in_the_order_of_ids(dossiers: RecordDossiers, store: Store) -> None:
    with store.reading() as snapshot:
        for name, table in (("events", tables.event), ("claims", tables.claim), ("reports", tables.report)):
            ids = [row.id for row in snapshot.rows(select(table.c.id).order_by(table.c.id))]
            found = [int(one.id[1:]) for one in getattr(dossiers, name)()]
            assert found == ids, name
            assert getattr(dossiers.about, name) == len(ids)


def test_every_span_is_what_stands_there(dossiers: RecordDossiers) -> None:
    texts = {one.id: one.text or "" for one in dossiers.reports(text=True)}
    spans = [(claim.report, span) for claim in dossiers.claims() for span in spans_of(claim)]
    assert len(spans) > 200
    assert [span for report, span in spans if texts[report][span.start : span.end] != span.text] == []


def test_a_claim_has_all_that_its_report_says(dossiers: RecordDossiers) -> None:
    first, third = (one for one in dossiers.claims() if one.id in ("c1", "c3"))
    assert (first.event, first.report, first.type, first.stance) == ("v1", "r1", "ASSAULT", "reports")
    assert [(one.role, one.name, one.span and one.span.text) for one in first.fillers] == [
        ("actor", "Amber Front", "Fighters of the Amber Front"),
        ("recipient", "a grain depot near Murzuq", "a grain depot near Murzuq"),
        ("place", "Murzuq", "near Murzuq"),
    ]
    assert first.when is not None and first.when_span is not None and (first.when.start, first.when_span.text) == ("2031-04-06", "Sunday")
    assert first.where is not None and first.where_span is not None
    assert (first.where.geonames, first.where_span.text) == (2214432, "near Murzuq")
    [toll] = first.tolls
    assert (toll.what, toll.low, toll.high, toll.span and toll.span.text) == ("killed", 12, None, "at least 12 people")
    assert [one.name for one in first.voices] == ["residents", "a monitoring group", "The Invented Post"]
    assert [one.attribution and one.attribution.id for one in first.voices] == ["a1", "a1", None]
    assert first.grade == "confirmed" and first.publisher == "The Invented Post"
    assert third.factuality.modality == "planned" and third.event == "v3"


def test_relations_keep_their_ends_and_have_no_event(dossiers: RecordDossiers) -> None:
    relations = [one for one in dossiers.claims() if one.kind == "relation"]
    assert [one.type for one in relations] == ["speaks_for", "also_known_as"]
    assert all(one.event is None and one.grade is None for one in relations)
    assert [(one.role, one.actor is not None) for one in relations[0].fillers] == [("subject", True), ("object", True)]


def test_an_event_is_as_its_page_shows_it(dossiers: RecordDossiers, store: Store) -> None:
    with store.reading() as snapshot:
        for one in dossiers.events():
            page = evidence(snapshot.connection, int(one.id[1:]))
            assert (one.grade, one.start, one.place, one.killed_best) == (
                page.event.grade, page.event.start, page.event.place, page.event.killed_best,
            )  # fmt: skip
            assert one.standing.reasons == page.standing.reasons
            assert {party.actor for party in one.parties} == {party.actor for party in page.event.actors}
            assert {claim.id for claim in one.claims} == {shown.claim.id for group in page.origins for shown in group.claims}
            assert {report.id for report in one.reports} == {claim.report for claim in one.claims}


def test_the_party_with_most_behind_it_comes_first(dossiers: RecordDossiers) -> None:
    for one in dossiers.events():
        for field in one.standing.fields:
            ranked = [value.value for value in field.values]
            named = [ranked.index(party.actor) for party in one.parties if party.role == field.field and party.actor in ranked]
            assert named == sorted(named)


def test_a_role_without_a_known_actor_is_described(dossiers: RecordDossiers) -> None:
    first = next(dossiers.events())
    assert ("recipient", "a grain depot near Murzuq") in first.described
    assert not {role for role, _ in first.described} & {party.role for party in first.parties}


def test_actors_are_counted_as_they_are_met(dossiers: RecordDossiers) -> None:
    claims = list(dossiers.claims())
    found = list(dossiers.actors())
    assert len({one.actor.id for one in found}) == len(found) > 10
    for one in found:
        with_part = [claim for claim in claims if any(filler.actor == one.actor.id for filler in claim.fillers)]
        heard = [claim for claim in claims if any(voice.actor == one.actor.id for voice in claim.voices)]
        assert (one.claims, one.says) == (len(with_part), len(heard))
        assert one.reports == len({claim.report for claim in (*with_part, *heard)})
    met = {filler.actor for claim in claims for filler in claim.fillers} | {voice.actor for claim in claims for voice in claim.voices}
    assert {one.actor.id for one in found} == met - {None}


def test_originals_are_the_bytes_as_they_came(dossiers: RecordDossiers) -> None:
    data = dossiers.original("r1")
    assert data is not None and b'"by-hand"' in data


# What is asked for


def test_filters_take_the_events_that_the_list_takes_with_what_belongs_to_them(store: Store) -> None:
    with store.reading() as snapshot:
        some = RecordDossiers(snapshot.connection, Filters.parse(place="Murzuq"))
        assert [one.id for one in some.events()] == ["v1"]
        assert [one.id for one in some.claims()] == ["c1", "c2", "c6", "c7"]  # the relations of the same report
        assert [one.id for one in some.reports()] == ["r1"]
        assert some.about.filters == (("place", "Murzuq"),)


def test_nothing_that_matches_is_nothing_and_no_error(store: Store) -> None:
    with store.reading() as snapshot:
        none = RecordDossiers(snapshot.connection, Filters.parse(since="1999", until="1999"))
        assert [list(getattr(none, name)()) for name in ("events", "claims", "reports", "actors", "judgements")] == [[], [], [], [], []]
        with pytest.raises(BadOption, match="no place"):
            RecordDossiers(snapshot.connection, Filters.parse(place="Nowhere at all"))


def test_the_past_has_only_what_was_published(store: Store) -> None:
    with store.reading() as snapshot:
        then = RecordDossiers(snapshot.connection, Filters.parse(as_of="2031-03-01"))
        now = RecordDossiers(snapshot.connection)
        assert {one.report for one in then.claims()} < {one.report for one in now.claims()}
        assert all(report.published and report.published <= "2031-03-01" for report in then.reports())
        assert {one.as_of for one in then.events()} == {"2031-03-01"}
        for one in then.events():
            assert one.claims and all(claim.published and claim.published <= "2031-03-01" for claim in one.claims)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ({"place": "25.92,13.92", "within_km": 30}, (("place", "25.92,13.92"), ("within-km", "30.0"))),
        ({"place": "g2214432"}, (("place", "g2214432"),)),
        ({"grade": "confirmed,denied"}, (("grade", "confirmed"), ("grade", "denied"))), ({"disputed": True}, (("disputed", ""),)),
        ({"disputed": "when"}, (("disputed-in", "when"),)), ({"report": "r1", "event": 1}, (("report", "r1"), ("event", "v1"))),
    ],
)  # fmt: skip
def test_filters_are_told_as_the_command_line_has_them(store: Store, asked: dict[str, Any], written: Any) -> None:
    with store.reading() as snapshot:
        assert RecordDossiers(snapshot.connection, Filters.parse(asked)).about.filters == written


def test_what_analysts_say_stands_in_the_values_and_the_words_stay(tmp_path: Path) -> None:
    made = make_record(tmp_path / "record.db")
    with reportedly.open(made) as record:
        record.correct("c1", "where", "Ubari (26.59, 12.78)", reason="the photographs", who="ada")
        record.correct("c1", "actor", "id:a1; The Third Column", who="ada")
        record.correct("c1", "toll:killed", "15-20", who="ada")
        record.correct("c1", "when", None, who="ada")
        record.correct("c2", "mode", "drone", who="ada")
        record.reject("c4", who="ada")
        with record.store.reading() as snapshot:
            dossiers = RecordDossiers(snapshot.connection)
            first, second, fourth = (one for one in dossiers.claims() if one.id in ("c1", "c2", "c4"))
            judged = list(dossiers.judgements())
    assert set(first.corrected) == {"where", "actor", "toll:killed", "when"}
    assert first.where is not None and first.where_span is not None
    assert (first.where.name, first.where.lat, first.where_span.text) == ("Ubari", 26.59, "near Murzuq")
    assert first.when is None and first.when_span is not None and first.when_span.text == "Sunday"
    named = [(one.name, one.actor, one.span) for one in first.fillers if one.role == "actor"]
    assert named[0][1:] == ("a1", None) and named[0][0] != "a1"
    assert named[1] == ("The Third Column", None, None)
    assert [(one.low, one.best, one.high, one.span) for one in first.tolls] == [(15, None, 20, None)]
    assert (second.mode, second.corrected) == ("drone", ("mode",))
    assert (fourth.verdict, fourth.corrected) == ("wrong", ())
    assert [one.kind for one in judged] == ["correct"] * 5 + ["wrong"]


# How it is given


def test_two_streams_may_be_read_in_step(dossiers: RecordDossiers) -> None:
    apart = list(dossiers.events()), list(dossiers.claims()), list(dossiers.reports(text=True))
    claims, events, reports = dossiers.claims(), dossiers.events(), dossiers.reports(text=True)
    in_step: tuple[list[Any], list[Any], list[Any]] = ([], [], [])
    waiting = True
    while waiting:
        waiting = False
        for stream, found in zip((events, claims, reports), in_step, strict=True):
            one = next(stream, None)  # type: ignore[call-overload]
            if one is not None:
                found.append(one)
                waiting = True
    assert in_step == apart


def test_more_reports_than_are_kept_open_are_all_read(dossiers: RecordDossiers, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(dossiers.events()), list(dossiers.claims())
    monkeypatch.setattr("reportedly.views.dossier_readings.KEPT", 1)
    monkeypatch.setattr("reportedly.views.dossier_events.CLAIMS_AT_ONCE", 2)
    assert (list(dossiers.events()), list(dossiers.claims())) == whole


def test_statements_do_not_grow_with_rows(store: Store) -> None:
    said: list[str] = []
    with store.reading() as snapshot:
        sqlalchemy_event.listen(snapshot.connection.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
        counts = {}
        for asked in ({"event": 1}, {}):
            dossiers = RecordDossiers(snapshot.connection, Filters.parse(asked))
            said.clear()
            events = list(dossiers.events())
            counts[len(events)] = len(said)
    assert min(counts) == 1 and max(counts) > 20
    assert max(counts.values()) <= max(12, 1 + counts[1])


def test_memory_stays_flat_while_they_stream(dossiers: RecordDossiers) -> None:
    """What was given is not kept: ten rounds take what one round takes."""
    for _ in dossiers.events():
        pass
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(10):
        for _ in dossiers.events():
            pass
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert after - before < 300_000


# What is withheld


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shut(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The record of filling.py in which the person is withheld, by j4."""
    target = tmp_path_factory.mktemp("shut") / "record.db"
    where = target if request.param == "sqlite" else request.getfixturevalue("new_database")("dossiers")
    with Store.open(where, create=True) as opened:
        fill(opened)
        judge(opened, "withhold", "Tarek Ouldin", field="person", reason="Tarek Ouldin is in danger")
        yield opened


@pytest.mark.parametrize("name", METHODS)
def test_a_withheld_person_is_in_no_dossier(shut: Store, name: str) -> None:
    with shut.reading() as snapshot:
        for filters in (None, Filters.parse(as_of="2031-04-08"), Filters.parse(event=1)):
            found = METHODS[name](RecordDossiers(snapshot.connection, filters))
            assert traces(found) == []


@pytest.mark.parametrize("name", [name for name in METHODS if name not in ("about", "original")])
def test_without_the_rule_the_person_is_in_each(tmp_path: Path, name: str) -> None:
    """Or else the test above would show nothing."""
    with Store.open(tmp_path / "open.db", create=True) as store:
        fill(store)
        with store.reading() as snapshot:
            if name != "judgements":
                assert traces(METHODS[name](RecordDossiers(snapshot.connection)))


def withholding(made: Path, kind: str, words: str) -> Record:
    record = reportedly.open(made)
    record.withhold(kind, words, reason="asked for", who="ada")
    return record


def test_withheld_words_are_blocked_one_for_one_and_said_to_be(tmp_path: Path) -> None:
    with withholding(make_record(tmp_path / "record.db"), "person", "Tarek Ouldin") as record, record.store.reading() as snapshot:
        dossiers = RecordDossiers(snapshot.connection)
        report = next(dossiers.reports(text=True))
        assert report.redacted and report.text is not None and "Ouldin" not in report.text
        claims = [one for one in dossiers.claims() if one.report == "r1"]
        for one in claims:
            assert one.redacted == any("█" in span.text for span in spans_of(one))
            assert [span for span in spans_of(one) if report.text[span.start : span.end] != span.text] == []
        assert {one.redacted for one in claims} == {True, False}
        assert dossiers.reading("r1") is None and dossiers.original("r1") is None
        assert dossiers.reading("r2") is not None and dossiers.original("r2") is not None
        assert any("1 rule of this record withholds words" in note for note in dossiers.about.notes)


def test_a_withheld_place_leaves_no_point_and_no_number(tmp_path: Path) -> None:
    with withholding(make_record(tmp_path / "record.db"), "phrase", "Murzuq") as record, record.store.reading() as snapshot:
        dossiers = RecordDossiers(snapshot.connection)
        said = msgspec.json.encode([list(dossiers.events()), list(dossiers.claims()), list(dossiers.reports(text=True))]).decode()
        assert not re.search("murzuq|2214432|25\\.92|13\\.92", said, re.IGNORECASE)
        assert "Sabha" in said and "2212775" in said


def test_nor_does_it_in_the_views(tmp_path: Path) -> None:
    """The numbers under which standings and places are compared name the place to anyone who looks them up."""
    with withholding(make_record(tmp_path / "record.db"), "phrase", "Murzuq") as record:
        said = msgspec.json.encode([record.show("v1"), record.places(), record.events(), record.claims()]).decode()
    assert not re.search("murzuq|2214432|25\\.92|13\\.92", said, re.IGNORECASE)
    assert "2212775" in said


def test_a_withheld_source_is_no_more_than_that(tmp_path: Path) -> None:
    with withholding(make_record(tmp_path / "record.db"), "source", "The Invented Post") as record, record.store.reading() as snapshot:
        dossiers = RecordDossiers(snapshot.connection)
        first = next(dossiers.reports())
        assert (first.publisher, first.url, first.byline, first.captured_from) == ("withheld source",) * 4
        last = next(dossiers.claims()).voices[-1]
        assert (last.name, last.key) == ("withheld source", "w1")
        assert dossiers.original("r1") is None
        said = msgspec.json.encode([list(dossiers.events()), list(dossiers.claims())]).decode()
        assert "Invented Post" not in said and "invented-post" not in said


@settings(deadline=None, max_examples=40)
@given(
    name=st.sampled_from(["Ouldin", "Tarek", "Mira Sand", "residents", "monitoring", "shelled"]),
    kind=st.sampled_from(["hex", "utf16", "b64"]),
)
def test_originals_that_cannot_be_looked_through_stay(name: str, kind: str) -> None:
    withheld = Withheld((Rule(number=1, kind="phrase", names=(name,)),))
    words = f"It is said that {name} was there. " * 4
    packed = {"hex": f"\\u{ord(name[0]):04x}{name[1:]}".encode(), "utf16": words.encode("utf-16"), "b64": base64.b64encode(words.encode())}
    assert not may_leave(packed[kind], (), withheld)
    assert not may_leave(words.encode(), (), withheld)
    spelled = "".join(f"&#{ord(letter)};" for letter in name)
    assert not may_leave(f"<p>It is said that {spelled} was there</p>".encode(), (), withheld)
    assert not may_leave(f"<p>that <b>{name[:2]}</b>{name[2:]} was there</p>".encode(), (), withheld)
    assert not may_leave(b"plain", (f"inbox/{name}.txt",), withheld)
    assert may_leave(b"plain words", ("inbox/1.txt",), withheld)
    assert may_leave(packed[kind], (), Withheld())


def test_no_other_class_of_the_package_takes_a_connection() -> None:
    """What takes one and is no view passes the gate by itself, and is tested here method by method."""
    found = set()
    for path in Path(reportedly.views.__file__).parent.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.ClassDef):
                continue
            made = next((one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"), None)
            kinds = [] if made is None else [ast.unparse(one.annotation) for one in made.args.args if one.annotation is not None]
            if {"Connection", "Store", "Snapshot"} & set(kinds):
                found.add(node.name)
    assert found == {"RecordDossiers"}
