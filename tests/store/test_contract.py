"""What a record must do, on SQLite and on PostgreSQL alike."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import create_engine, func, select
from tests.store.filling import READING, WHEN, add, event_row, judgement, numbered, with_text

from reportedly.errors import BadOption, NoRecord, RecordError, RecordLocked
from reportedly.schema import report_id, span_of
from reportedly.store import tables
from reportedly.store.base import Added, Duplicate, LogEntry, RunEnd
from reportedly.store.sql import Store


def test_what_was_added_is_read_back_as_it_was(store: Store) -> None:
    with store.writing() as writer:
        added = add(writer, READING)
    assert added == Added(1, 1, (1, 2, 3, 4, 5, 6, 7))
    with store.reading() as snapshot:
        assert snapshot.reading_of(1) == READING
        assert snapshot.text_of(1) == READING.report.text
        [name] = snapshot.originals_of(1)
        assert snapshot.original(name).decode() == f"{READING.report.title}\n\n{READING.report.text}"
        assert list(snapshot.readings()) == [(1, READING)]
        assert list(snapshot.log_entries()) == [LogEntry(1, "report", 1)]


def test_the_flat_rows_are_those_of_the_reading(store: Store) -> None:
    with store.writing() as writer:
        add(writer, READING)
    with store.reading() as snapshot:
        [report] = snapshot.rows(select(tables.report))
        claims = snapshot.claims_of(1)
    assert (report.text_hash, report.publisher, report.published) == (
        report_id(READING.report.text),
        "The Invented Post",
        "2031-04-08",
    )
    assert report.words == len(READING.report.text.split())
    assert [claim.local_id for claim in claims] == [f"c{number}" for number in range(1, 8)]
    first = claims[0]
    assert READING.report.text[first.start : first.end] == first.trigger == "shelled"
    assert READING.report.text[first.sentence_start :].startswith(first.sentence)
    assert (first.when_start, first.when_precision, first.place, first.lat) == ("2031-04-06", "day", "Murzuq", 25.92)
    assert (claims[6].trigger, claims[6].when_start, claims[6].lat, claims[6].geonames) == (None, None, None, None)


def test_the_same_report_again_gains_only_a_capture(store: Store) -> None:
    with store.writing() as writer:
        add(writer, READING, "a.txt")
    with store.writing() as writer:
        assert add(writer, READING, "b.txt") == Duplicate(1)
        assert add(writer, numbered(2), "b.txt") == Added(2, 2, tuple(range(8, 15)))
    with store.reading() as snapshot:
        assert count(snapshot, tables.report) == 2 and count(snapshot, tables.claim) == 14
        captures = snapshot.rows(
            select(tables.capture.c.source, tables.capture.c.report_id).order_by(tables.capture.c.id)
        )
        assert [tuple(row) for row in captures] == [("a.txt", 1), ("b.txt", 1), ("b.txt", 2)]
        assert count(snapshot, tables.blob) == 2


@pytest.mark.parametrize("field", ["text", "publisher", "published", "url", "title"])
def test_a_report_that_differs_in_any_part_is_another(store: Store, field: str) -> None:
    other = replace(READING, report=replace(READING.report, **{field: "2031-04-07"}))
    unknown = replace(READING, report=replace(READING.report, **{field: "" if field == "text" else None}))
    with store.writing() as writer:
        results = [add(writer, reading) for reading in (READING, other, unknown)]
    assert [result.report for result in results] == [1, 2, 3]


def test_nothing_is_kept_of_a_transaction_that_fails(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as writer:
        add(writer, READING)
        writer.put_keys("band", 1, [5])
        1 / 0  # noqa: B018
    with store.writing() as writer:
        assert writer.find_keys("band", [5], 10) == []
        assert add(writer, READING) == Added(1, 1, (1, 2, 3, 4, 5, 6, 7))


def test_a_reader_sees_one_state_while_others_write(store: Store) -> None:
    with store.reading() as snapshot:
        assert count(snapshot, tables.report) == 0
        with store.writing() as writer:
            add(writer, READING)
        assert count(snapshot, tables.report) == 0
    with store.reading() as snapshot:
        assert count(snapshot, tables.report) == 1


def test_a_reader_can_t_write(store: Store) -> None:
    with pytest.raises(RecordError), store.reading() as snapshot:
        snapshot.connection.execute(tables.counter.insert().values(name="x", value=1))


def test_a_second_writer_waits_and_then_gives_up_with_a_cure(store: Store, target: str) -> None:
    with Store.open(target) as other, store.writing() as writer:
        add(writer, READING)
        with (
            pytest.raises(RecordLocked, match=r"Another process is writing.*run the command again"),
            other.writing(wait=0.2),
        ):
            pass
    with store.writing(wait=0.2) as writer:
        assert add(writer, numbered(2)) == Added(2, 2, tuple(range(8, 15)))


def test_the_lock_on_adding_lets_readers_and_judges_go_on(store: Store, target: str) -> None:
    with store.adding_lock(), Store.open(target) as other:
        with other.writing(wait=0.2) as writer:
            writer.add_judgement(judgement())
        with pytest.raises(RecordLocked, match=r"adding to the record"), other.adding_lock(wait=0.1):
            pass
        with other.reading() as snapshot:
            assert snapshot.last_seq() == 1
    with Store.open(target) as other, other.adding_lock():
        pass


def test_runs_and_rejections_are_kept(store: Store) -> None:
    with store.writing() as writer:
        run = writer.start_run(["reports", "more\x00"], WHEN)
        assert writer.add_rejection(run, "a.bin", "NotText", "a.bin is not text.", "Give text.") == 1
        writer.end_run(run, RunEnd(finished_at=WHEN, read=1, stored=0, duplicate=0, rejected=1))
        with pytest.raises(BadOption, match="does not add up"):
            writer.end_run(2, RunEnd(finished_at=WHEN, read=3, stored=0, duplicate=0, rejected=1))
    with store.reading() as snapshot:
        assert snapshot.rows(select(tables.run.c.paths))[0].paths == '["reports","more\ufffd"]'
        assert [row.reason for row in snapshot.rows(select(tables.rejection))] == ["a.bin is not text."]
        assert snapshot.rows(select(tables.run_end))[0].rejected == 1


def test_judgements_are_logged_and_undone_and_stay(store: Store) -> None:
    with store.writing() as writer:
        add(writer, READING)
        first = writer.add_judgement(judgement(kind="correct", subject="c1", field="mode", value="aerial"))
        second = writer.add_judgement(judgement(subject="c2"))
        undo = writer.add_judgement(judgement(kind="undo", subject="j1"))
    assert (first.id, second.id, undo.id) == (1, 2, 3)
    with store.reading() as snapshot:
        assert list(snapshot.judgements()) == [second]
        assert list(snapshot.judgements(undone=True)) == [first, second, undo]
        assert snapshot.judgement(1) == first and snapshot.judgement(9) is None
        assert [entry.ref for entry in snapshot.log_entries(after=1) if entry.what == "judgement"] == [1, 2, 3]


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("j9", "no judgement"),
        ("c1", "no judgement"),
        ("j1", "already"),
        ("j2", "itself an undo"),
        ("j" + "9" * 30, "no"),
    ],
)
def test_only_a_judgement_that_holds_can_be_undone(store: Store, subject: str, words: str) -> None:
    with store.writing() as writer:
        writer.add_judgement(judgement())
        writer.add_judgement(judgement(kind="undo", subject="j1"))
        with pytest.raises(BadOption, match=words):
            writer.add_judgement(judgement(kind="undo", subject=subject))
    with store.reading() as snapshot:
        assert snapshot.last_seq() == 2


def test_keys_find_what_was_put_under_them_up_to_a_limit(store: Store) -> None:
    big = 2**63 - 1
    with store.writing() as writer:
        for ref in (3, 1, 2):
            writer.put_keys("block", ref, [7, -big, ref])
        writer.put_keys("block", 1, [7, big])
        writer.put_keys("name", 9, [7])
        writer.put_keys("name", 9, [])
        found = writer.find_keys("block", [7, 7, -big, 4, 3], 10)
        assert found == [
            (7, 1),
            (7, 2),
            (7, 3),
            (-big, 1),
            (-big, 2),
            (-big, 3),
            (3, 3),
        ]
        assert writer.find_keys("block", [big, 7], 2) == [(big, 1), (7, 1), (7, 2)]
        assert writer.find_keys("block", [], 2) == []
        writer.delete_keys("block", 1, [7, 99])
        assert writer.find_keys("block", [7], 10) == [(7, 2), (7, 3)]
        assert writer.find_keys("name", [7], 10) == [(7, 9)]
        with pytest.raises(BadOption, match="no kind of key 'colour'"):
            writer.put_keys("colour", 1, [1])


def test_derived_rows_are_added_changed_and_deleted(store: Store) -> None:
    with store.writing() as writer:
        writer.insert(tables.event, [event_row(1), event_row(2)])
        writer.upsert(tables.event, [event_row(2, lat=1.5, lon=2.5), event_row(3)])
        writer.upsert(tables.event_actor, [{"event_id": 1, "actor_id": "isil", "role": "actor"}] * 2)
        assert writer.update(tables.event, {"id": 3}, {"grade": "denied", "killed_best": 4}) == 1
        assert writer.update(tables.event, {"id": 9}, {"grade": "denied"}) == 0
        assert writer.delete(tables.event, {"id": 1, "type": "ASSAULT"}) == 1
        rows = writer.rows(select(tables.event).order_by(tables.event.c.id))
        assert [(row.id, row.lat, row.grade, row.killed_best) for row in rows] == [
            (2, 1.5, "single-source", None),
            (3, None, "denied", 4),
        ]
        assert count(writer, tables.event_actor) == 1


def test_wrong_names_and_evidence_are_refused_before_the_database_is_asked(store: Store) -> None:
    with store.writing() as writer:
        for attempt in (
            lambda: writer.insert(tables.report, [{"id": 1}]),
            lambda: writer.upsert(tables.log, [{"seq": 1}]),
            lambda: writer.update(tables.claim, {"id": 1}, {"type": "X"}),
            lambda: writer.delete(tables.judgement, {"id": 1}),
        ):
            with pytest.raises(BadOption, match="can't be changed"):
                attempt()
        with pytest.raises(BadOption, match="no column"):
            writer.insert(tables.event, [event_row(1, colour="red")])
        for key in ({}, {"colour": 1}):
            with pytest.raises(BadOption, match="not columns"):
                writer.delete(tables.event, key)


def test_numbers_are_not_given_twice(store: Store) -> None:
    def suggest(number: int) -> dict[str, object]:
        return {"id": number, "kind": "actor", "subject": "a1", "object": "a2", "score": 0.5, "reason": "alike"}

    with store.writing() as writer:
        writer.insert(tables.suggestion, [suggest(writer.next_id(tables.suggestion)) for _ in range(3)])
        writer.delete(tables.suggestion, {"id": 3})
    with store.writing() as writer:
        assert [writer.next_id(tables.suggestion), writer.next_id(tables.actor), writer.next_id(tables.suggestion)] == [
            4,
            1,
            5,
        ]
    with pytest.raises(ZeroDivisionError), store.writing() as writer:
        assert writer.next_id(tables.suggestion) == 6
        1 / 0  # noqa: B018
    with store.writing() as writer:
        assert writer.next_id(tables.suggestion) == 6  # nothing that was kept had that number
        writer.clear_derived()
        assert writer.next_id(tables.suggestion) == 1


def test_derived_rows_are_cleared_and_come_again_with_the_same_fingerprint(store: Store) -> None:
    def fold() -> None:
        with store.writing() as writer:
            for number in (2, 1, 3):
                writer.insert(tables.event, [event_row(number, lat=number / 3, lon=-number / 7, title=f"é{number}")])
                writer.put_keys("block", number, [number, -number])
            writer.insert(tables.reprint, [{"report_id": 1, "root": 1}])

    empty = store.fingerprint()
    with store.writing() as writer:
        add(writer, READING)
    fold()
    before, evidence = store.fingerprint(), store.evidence_fingerprint()
    with store.writing() as writer:
        writer.clear_derived()
    assert store.fingerprint() == empty != before
    fold()
    assert (store.fingerprint(), store.evidence_fingerprint()) == (before, evidence)
    with store.writing() as writer:
        writer.update(tables.event, {"id": 2}, {"lat": 0.6666666666666667})
    assert store.fingerprint() != before
    assert store.evidence_fingerprint() == evidence


def test_the_fingerprint_of_evidence_leaves_out_times_runs_and_second_captures(target: str, store: Store) -> None:
    with store.writing() as writer:
        add(writer, READING, "a.txt")
        add(writer, numbered(2), "b.txt")
    once = store.evidence_fingerprint()
    with store.writing() as writer:
        add(writer, READING, "a.txt", when="2001-01-01T00:00:00Z")
    assert store.evidence_fingerprint() == once
    with store.writing() as writer:
        add(writer, READING, "c.txt")
    assert store.evidence_fingerprint() != once


@pytest.mark.parametrize(
    "text",
    ["a\x00b Raqqa\x00", "half \ud83d of it", "\U0001f4a3 bombed \u0627\u0644\u0631\u0642\u0629", "e\u0301 \uffff"],
)
def test_any_text_is_kept_as_it_is_and_offsets_stay_true(store: Store, text: str) -> None:
    claim = replace(
        READING.claims[0],
        sentence=span_of(text, 0, len(text)),
        trigger=span_of(text, 2, 4),
        where=None,
        arguments=(),
        toll=(),
    )
    reading = replace(with_text(text), claims=(claim,))
    reading = replace(reading, report=replace(reading.report, title=text, publisher=text * 200))
    with store.writing() as writer:
        assert add(writer, reading, source=text) == Added(1, 1, (1,))
        assert add(writer, reading, source=text) == Duplicate(1)
    with store.reading() as snapshot:
        assert snapshot.reading_of(1) == reading
        [row] = snapshot.claims_of(1)
    assert len(row.sentence) == len(text) and row.sentence[row.start : row.end] == row.trigger
    assert store.verify().problems == ()


def test_what_is_not_there_is_said(store: Store) -> None:
    with store.reading() as snapshot:
        with pytest.raises(NoRecord, match="no report 7"):
            snapshot.reading_of(7)
        with pytest.raises(NoRecord, match="no archived bytes sha256:00"):
            snapshot.original("sha256:00")


def test_a_clock_set_back_changes_no_order(store: Store) -> None:
    with store.writing() as writer:
        add(writer, numbered(1), when="2031-04-09T10:00:00Z")
    with store.writing() as writer:
        add(writer, numbered(2), when="1970-01-01T00:00:00Z")
        writer.add_judgement(judgement())
    with store.reading() as snapshot:
        assert [(entry.seq, entry.ref) for entry in snapshot.log_entries()] == [(1, 1), (2, 2), (3, 1)]
        assert [number for number, _ in snapshot.readings()] == [1, 2]
        assert [number for number, _ in snapshot.readings(after=1)] == [2]
    assert store.verify().problems == ()


def test_a_sound_record_is_found_sound_and_counted(store: Store) -> None:
    with store.writing() as writer:
        for number in range(3):
            add(writer, numbered(number))
        writer.add_judgement(judgement())
        writer.insert(tables.event, [event_row(1, 3.0, 4.0)])
    found = store.verify()
    assert (found.sound, found.blobs, found.reports, found.claims, found.judgements) == (True, 3, 3, 21, 1)
    assert store.size() > 10_000


def test_both_databases_give_the_same_fingerprints(tmp_path: Path, database: str) -> None:
    found = []
    for place in (str(tmp_path / "record.db"), database):
        with Store.open(place, create=True) as store:
            with store.writing() as writer:
                for number in range(3):
                    add(writer, numbered(number))
                writer.add_judgement(judgement(subject="c9"))
                titles = ("Zebra", "äpfel", "apfel", "Äpfel", "zebra", "\U0001f4a3", "\uffee")
                writer.insert(
                    tables.actor_name,
                    [{"actor_id": "a1", "name": one, "folded": "x", "kind": "name"} for one in titles],
                )
                writer.insert(
                    tables.event, [event_row(number, 0.1 * number, -1e-17, disagreement=1 / 3) for number in range(5)]
                )
            found.append((store.fingerprint(), store.evidence_fingerprint()))
    assert found[0] == found[1]


def count(snapshot: object, table: object) -> int:
    return snapshot.connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[attr-defined,arg-type]


def test_derived_rows_take_any_text_and_find_it_again(store: Store) -> None:
    page = "no full stop " * 5000
    for name in ("a\x00b", "half \ud83d", page, page + "x", "\U0001f4a3" * 600):
        with store.writing() as writer:
            writer.insert(tables.voice, [{"claim_id": 1, "position": 0, "source_key": name, "name": name}])
            writer.upsert(
                tables.source, [{"key": name, "name": name, "kind": "voice", "named": 1, "claims": 1, "reports": 1}] * 2
            )
            assert len(writer.find(tables.source, key=name)) == 1
            assert writer.update(tables.source, {"key": name}, {"claims": 2, "name": name}) == 1
            assert writer.delete(tables.voice, {"source_key": name}) == 1
    with store.reading() as snapshot:
        kept = {row.key: row.name for row in snapshot.rows(select(tables.source))}
    assert len(kept) == 5 and max(map(len, kept)) < 520
    assert {len(name) for name in kept.values()} == {3, 6, len(page), len(page) + 1, 600}


def test_derived_rows_take_large_numbers(store: Store) -> None:
    with store.writing() as writer:
        writer.insert(tables.event, [event_row(1, killed_low=8_000_000_000, killed_best=2**62, geonames=2**40)])
        assert writer.find(tables.event, id=1)[0]["killed_best"] == 2**62


def test_a_name_too_long_to_judge_is_refused(store: Store) -> None:
    with store.writing() as writer, pytest.raises(BadOption, match=r"has 501 characters, more than 500"):
        writer.add_judgement(judgement(kind="withhold", subject="x" * 501, field="phrase"))


def test_find_gives_rows_by_their_columns_in_order(store: Store) -> None:
    with store.writing() as writer:
        writer.insert(
            tables.event_actor, [{"event_id": 1, "actor_id": one, "role": "actor"} for one in ("b", "a", "c")]
        )
        assert [row["actor_id"] for row in writer.find(tables.event_actor, event_id=1, role="actor")] == ["a", "b", "c"]
        assert writer.find(tables.event_actor, event_id=2) == []
        assert writer.find(tables.event, place=None) == []
        for key in ({}, {"colour": 1}):
            with pytest.raises(BadOption, match="not columns"):
                writer.find(tables.event, **key)


def test_tidying_changes_no_row(store: Store) -> None:
    with store.writing() as writer:
        for number in range(5):
            add(writer, numbered(number))
        writer.insert(tables.event, [event_row(number, 1.0, 2.0) for number in range(100)])
    before = store.fingerprint(), store.evidence_fingerprint()
    store.tidy()
    assert (store.fingerprint(), store.evidence_fingerprint()) == before
    assert store.verify().problems == ()


def test_one_thread_that_writes_twice_at_once_is_told(store: Store) -> None:
    with store.writing() as writer:
        add(writer, READING)
        with pytest.raises(RecordLocked), store.writing(wait=0.1):
            pass
        add(writer, numbered(2))
    with store.reading() as snapshot:
        assert snapshot.last_seq() == 2


def test_two_schemas_of_one_database_are_two_records(server: str) -> None:
    targets = [f"{server}?options=-csearch_path%3D{name}" for name in ("one", "two")]
    with pytest.raises(RecordError, match="names no schema"):
        Store.open(targets[0], create=True)
    engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for name in ("one", "two"):
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    engine.dispose()
    with Store.open(targets[0], create=True) as one:
        with pytest.raises(NoRecord):
            Store.open(targets[1])
        with Store.open(targets[1], create=True) as two, one.writing() as first, two.writing(wait=0.5) as second:
            add(first, READING)
            assert add(second, numbered(2)).report == 1
        assert one.verify().reports == 1
