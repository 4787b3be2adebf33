"""The fold: what stands after any series of reports and judgements is what folding the whole log anew gives, bit for bit."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks.generated_readings import reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select
from tests.record.generated import GeneratedReader, write_lines

from reportedly.config import Settings
from reportedly.corroborate.linking import Judged, Link, Part
from reportedly.corroborate.linking_model import pair_score
from reportedly.corroborate.linking_views import View
from reportedly.errors import BadOption
from reportedly.ingest.rejection import Rejection
from reportedly.record.adding import Adding
from reportedly.record.record import Record
from reportedly.record.steps import Wanted
from reportedly.schema import Reading, Report
from reportedly.schema.linkable import Linkable
from reportedly.store import tables
from reportedly.store.sql import Store


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a record of thirty generated reports, some of which copy others and tell the same; to be copied."""
    folder = tmp_path_factory.mktemp("made")
    with Store.open(folder / "record.db", create=True) as store:
        Adding(store, GeneratedReader(), Wanted(paths=(str(write_lines(folder / "a.jsonl", range(30))),))).run()
    return folder / "record.db"


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Iterator[Record]:
    """A record of its own for each test."""
    shutil.copy(made, tmp_path / "record.db")
    with Store.open(tmp_path / "record.db") as store:
        yield Record(store, Settings())


def events_of(record: Record) -> dict[int, set[int]]:
    """The claims of each event."""
    found: dict[int, set[int]] = {}
    with record.store.reading() as snapshot:
        for row in snapshot.rows(select(tables.claim_event.c.claim_id, tables.claim_event.c.event_id)):
            found.setdefault(row.event_id, set()).add(row.claim_id)
    return found


def event_row(record: Record, number: int) -> dict[str, object]:
    with record.store.reading() as snapshot:
        row = snapshot.row(select(tables.event).where(tables.event.c.id == number))
        assert row is not None
        return dict(row._mapping)


def largest(record: Record) -> tuple[int, set[int]]:
    return max(events_of(record).items(), key=lambda one: (len(one[1]), -one[0]))


def test_an_event_is_named_after_its_first_claim_and_has_a_row(record: Record) -> None:
    events = events_of(record)
    assert any(len(claims) > 1 for claims in events.values())
    with record.store.reading() as snapshot:
        rows = {row.id: row.claims for row in snapshot.rows(select(tables.event.c.id, tables.event.c.claims))}
    assert rows == {event: len(claims) for event, claims in events.items()}
    assert all(event == min(claims) for event, claims in events.items())


def test_claims_of_one_event_tell_of_one_occurrence(record: Record) -> None:
    """The generated occurrences are known: linking joins none that differ in place, day or parties."""
    with record.store.reading() as snapshot:
        rows = snapshot.rows(
            select(tables.claim_event.c.event_id, tables.claim.c.geonames, tables.claim.c.when_start)
            .join(tables.claim, tables.claim.c.id == tables.claim_event.c.claim_id)
        )
    told: dict[int, set[tuple[int, str]]] = {}
    for row in rows:
        told.setdefault(row.event_id, set()).add((row.geonames, row.when_start))
    assert all(len(places) == 1 for places in told.values())


def test_merging_and_undoing(record: Record) -> None:
    before = events_of(record)
    one, two = sorted(before)[:2]
    (made,) = record.merge(f"v{one}", f"v{two}", reason="one strike", who="ada")
    assert (made.kind, made.who, made.reason) == ("same-event", "ada", "one strike")
    assert events_of(record)[one] == before[one] | before[two] and two not in events_of(record)
    assert record.rebuilt()
    record.undo(f"j{made.id}")
    assert events_of(record) == before
    assert record.rebuilt()


def test_splitting_holds_for_what_comes_later(record: Record, tmp_path: Path) -> None:
    event, claims = largest(record)
    leaving = max(claims)
    record.split(f"v{event}", f"c{leaving}")
    apart = events_of(record)
    assert leaving not in apart[event] and apart[leaving if leaving in apart else min(apart)]
    more = write_lines(tmp_path / "b.jsonl", range(30, 50))
    Adding(record.store, GeneratedReader(), Wanted(paths=(str(more),))).run()
    assert all(not {min(claims), leaving} <= members for members in events_of(record).values())
    assert record.rebuilt()


def test_the_first_claim_of_an_event_may_leave_it(record: Record) -> None:
    event, claims = largest(record)
    record.split(f"c{max(claims)}", f"c{event}")
    now = events_of(record)
    assert all(number == min(members) for number, members in now.items()) and record.rebuilt()


def test_a_rejected_claim_counts_no_more_and_comes_back(record: Record) -> None:
    event, claims = largest(record)
    before = event_row(record, event)
    made = record.reject(f"v{event}", reason="a figure of speech")
    assert len(made) == len(claims)
    assert event_row(record, event)["grade"] == "denied" and event_row(record, event)["verdict"] == "wrong"
    assert record.rebuilt()
    for one in made:
        record.undo(f"j{one.id}")
    assert event_row(record, event) == before and record.rebuilt()


def test_confirmed_by_a_person(record: Record) -> None:
    event, _ = largest(record)
    record.confirm(f"v{event}")
    assert event_row(record, event)["grade"] == "confirmed" and event_row(record, event)["verdict"] == "right"


def test_correcting_a_field(record: Record) -> None:
    event, _ = largest(record)
    record.correct(f"v{event}", "when", "2031-02-03")
    record.correct(f"v{event}", "where", "Tel Amara (35.5, 38.25)")
    row = event_row(record, event)
    assert (row["when_start"], row["place"], row["lat"], row["lon"]) == ("2031-02-03", "Tel Amara", 35.5, 38.25)
    assert record.rebuilt()


@pytest.mark.parametrize(
    "judge",
    [
        lambda record: record.correct("v1", "when", "soon"),
        lambda record: record.correct("v1", "colour", "red"),
        lambda record: record.merge("v1"),
        lambda record: record.merge("v1", "v99999"),
        lambda record: record.rate("nobody at all", "B"),
        lambda record: record.withhold("animal", "the dog"),
        lambda record: record.withhold("phrase", "x"),
        lambda record: record.undo("j77"),
        lambda record: record.confirm("everything"),
    ],
)
def test_what_can_not_be_judged_is_refused_with_a_cure_and_leaves_no_trace(record: Record, judge: object) -> None:
    before = record.store.evidence_fingerprint()
    with pytest.raises(BadOption) as told:
        judge(record)  # type: ignore[operator]
    assert told.value.cure
    assert record.store.evidence_fingerprint() == before


def test_a_source_that_is_rated(record: Record) -> None:
    with record.store.reading() as snapshot:
        source = snapshot.row(select(tables.source).order_by(tables.source.c.claims.desc()))
    assert source is not None
    record.rate(source.name, "b")
    with record.store.reading() as snapshot:
        rated = snapshot.row(select(tables.source.c.reliability).where(tables.source.c.key == source.key))
    assert rated is not None and rated.reliability == "B" and record.rebuilt()


def test_actors_that_are_merged_are_met_as_one_and_part_again(record: Record) -> None:
    with record.store.reading() as snapshot:
        one, two = (row.id for row in snapshot.rows(select(tables.actor.c.id).order_by(tables.actor.c.number).limit(2)))
        before = snapshot.rows(select(tables.entity_actor.c.actor_id).where(tables.entity_actor.c.actor_id == two))
    derived = record.store.fingerprint()
    record.merge(one, two)
    with record.store.reading() as snapshot:
        assert not snapshot.rows(select(tables.participant).where(tables.participant.c.actor_id == two))
        assert not snapshot.rows(select(tables.event_actor).where(tables.event_actor.c.actor_id == two))
    assert before and record.rebuilt()
    record.undo("j1")
    with record.store.reading() as snapshot:
        after = snapshot.rows(select(tables.entity_actor.c.actor_id).where(tables.entity_actor.c.actor_id == two))
    assert len(after) == len(before) and record.rebuilt()
    assert derived == record.store.fingerprint()


def test_rebuilding_gives_the_same_rows(record: Record) -> None:
    before = record.store.fingerprint()
    record.rebuild()
    assert record.store.fingerprint() == before


def test_a_standing_of_a_past_day_uses_only_what_was_published_by_then(tmp_path: Path) -> None:
    """What a record says as of a day is what a record says today that holds only the reports published by that day."""
    days = ["2031-01-03", "2031-01-01", None, "2031-01-02", "2031-01-05", "2031-01-01", "2031-01-02", "2031-01-03"]
    for day in ("2031-01-01", "2031-01-02", "2031-01-04", "2031-01-09"):
        stood = []
        for name, kept in (("all", days), ("by then", [one if one is not None and one <= day else "" for one in days])):
            with Store.open(tmp_path / f"{name} {day}.db", create=True) as store:
                for number, published in enumerate(kept):
                    if published != "":
                        Adding(store, DatedReader(number, published), Wanted(paths=(str(dated_line(tmp_path, number, published)),))).run()
                stood.append(standings(store, day if name == "all" else None))
        assert stood[0] == stood[1] != []


class DatedReader(GeneratedReader):
    """Tells of the same occurrences in every report: the readings of reports 0 and 1 in turn, by other outlets."""

    def __init__(self, number: int, published: str | None) -> None:
        super().__init__()
        self.number, self.published = number, published

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Reading | Rejection]:
        for item in items:
            assert isinstance(item, Report)
            yield replace(reading(self.number % 2), report=item)


def dated_line(folder: Path, number: int, published: str | None) -> Path:
    path = folder / f"{number}.jsonl"
    report = {"text": reading(number % 2).report.text, "publisher": f"Outlet {number}", "published": published}
    path.write_text(json.dumps(report) + "\n")
    return path


def standings(store: Store, day: str | None) -> list[tuple[object, ...]]:
    """What the stored standings say as of a day, or (None) for the present."""
    kept = tables.standing
    asked = select(kept.c.grade, kept.c.origins_for, kept.c.origins_against, kept.c.disputed, kept.c.claims)
    if day is None:
        asked = asked.where(kept.c.known_until.is_(None))
    else:
        asked = asked.where(kept.c.known_from <= day, (kept.c.known_until.is_(None)) | (kept.c.known_until > day))
    with store.reading() as snapshot:
        return sorted(tuple(row) for row in snapshot.rows(asked))


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 60)),
        st.tuples(st.sampled_from(["merge", "split", "reject", "confirm", "correct"]), st.integers(0, 40), st.integers(0, 40)),
        st.tuples(st.just("undo"), st.integers(1, 8)),
    ),
    min_size=3,
    max_size=8,
)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(OPERATIONS)
def test_any_series_of_reports_and_judgements_rebuilds_the_same(
    tmp_path_factory: pytest.TempPathFactory, operations: list[tuple[object, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("series")
    with Store.open(folder / "record.db", create=True) as store:
        record = Record(store, Settings())
        for step, (what, *numbers) in enumerate([("add", 0), ("add", 7), *operations]):
            try:
                if what == "add":
                    first = int(str(numbers[0]))
                    lines = write_lines(folder / f"{step}.jsonl", range(first, first + 3))
                    Adding(store, GeneratedReader(), Wanted(paths=(str(lines),))).run()
                elif what == "undo":
                    record.undo(f"j{numbers[0]}")
                else:
                    _judge(record, str(what), int(str(numbers[0])), int(str(numbers[1])))
            except BadOption:
                continue
        assert record.rebuilt()
        assert all(event == min(claims) for event, claims in events_of(record).items())


def scattered(
    units: Sequence[Sequence[Linkable]], candidates: Mapping[int, Sequence[View]], judged: Judged, *, careful: object
) -> list[Part]:
    """Deals the claims of all candidates and the new ones out anew, by their numbers: many move at each report."""
    new = [one for unit in units for one in unit]
    every = [*new, *(one.one for members in candidates.values() for one in members)]
    dealt: dict[int, list[Linkable]] = {}
    for one in every:
        dealt.setdefault((one.claim * 7 + new[0].claim * 3) % 5, []).append(one)
    parts = []
    for hand in dealt.values():
        claims = sorted(hand, key=lambda one: one.claim)
        links = tuple(Link(one=two.claim, two=one.claim, explained=pair_score(one, two)) for one, two in pairwise(claims))
        parts.append(Part(claims=tuple(one.claim for one in claims), events=(), links=links))
    return sorted(parts, key=lambda part: part.first)


def test_claims_that_move_between_events_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.record.events.arrange", scattered)
    with Store.open(tmp_path / "record.db", create=True) as store:
        record = Record(store, Settings())
        moved = 0
        for step in range(6):
            before = {claim: event for event, claims in events_of(record).items() for claim in claims}
            lines = write_lines(tmp_path / f"{step}.jsonl", range(4 * step, 4 * step + 4))
            Adding(store, GeneratedReader(), Wanted(paths=(str(lines),))).run()
            events = events_of(record)
            now = {claim: event for event, claims in events.items() for claim in claims}
            moved += sum(now[claim] != event for claim, event in before.items())
            assert all(event == min(claims) for event, claims in events.items())
            with store.reading() as snapshot:
                link, standing = tables.link, tables.standing
                rows = snapshot.rows(select(tables.event.c.id, tables.event.c.claims))
                assert {row.id: row.claims for row in rows} == {event: len(claims) for event, claims in events.items()}
                assert {row.event_id for row in snapshot.rows(select(standing.c.event_id))} == set(events)
                kept = snapshot.rows(select(link.c.claim_id, link.c.other_id))
                assert kept and all(now[row.claim_id] == now[row.other_id] for row in kept)
        assert moved > 0 and record.rebuilt()


def _judge(record: Record, what: str, one: int, two: int) -> None:
    claims = sorted(claim for members in events_of(record).values() for claim in members)
    names = [f"c{claims[number % len(claims)]}" for number in (one, two)]
    if what == "correct":
        record.correct(names[0], "where", "Tel Amara (35.5, 38.25)")
    elif what in ("merge", "split"):
        getattr(record, what)(*names)
    else:
        getattr(record, what)(names[0])
