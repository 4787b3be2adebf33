"""A record made again of its readings, elsewhere and without a model, has the same claims, events and standings."""

import io
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.generated_readings import reading
from msgspec.structs import replace
from tests.conftest import build_reading
from tests.ingest.test_readings import leaves
from tests.record.generated import GeneratedReader, write_lines

from reportedly.export.contract import to_jsonl
from reportedly.export.readings import write_readings
from reportedly.ingest.rejection import Rejection
from reportedly.record.account import Account
from reportedly.record.adding import Adding
from reportedly.record.record import Record
from reportedly.record.steps import Wanted
from reportedly.schema import Reading, Report, report_id
from reportedly.store.sql import Store
from reportedly.views.dossiers import RecordDossiers


class NoModel:
    """Reads nothing: a report that comes to it is a failure."""

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Reading | Rejection]:
        for item in items:
            assert isinstance(item, Rejection), "a report came to be read"
            yield item


def add(store: Store, *paths: Path, reader: Any = None) -> Account:
    return Adding(store, reader or NoModel(), Wanted(paths=tuple(str(path) for path in paths))).run()


def exported(store: Store) -> bytes:
    out = io.BytesIO()
    with store.reading() as snapshot:
        write_readings(RecordDossiers(snapshot.connection), out)
    return out.getvalue()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Another record."""
    with Store.open(tmp_path / "other.db", create=True) as opened:
        yield opened


def test_a_record_made_again_of_its_readings_has_the_same_rows(store: Store, other: Store, tmp_path: Path) -> None:
    add(store, write_lines(tmp_path / "reports.jsonl", range(16)), reader=GeneratedReader())
    (tmp_path / "readings.jsonl").write_bytes(exported(store))
    account = add(other, tmp_path / "readings.jsonl")
    assert account.words == "read 16 = 16 stored + 0 duplicate + 0 rejected"
    assert other.fingerprint() == store.fingerprint()  # actors, events, standings, and all else that is derived
    assert exported(other) == exported(store)
    assert other.verify().problems == ()
    with store.reading() as one, other.reading() as two:
        assert list(RecordDossiers(one.connection).claims()) == list(RecordDossiers(two.connection).claims())


def test_readings_that_stand_in_the_record_are_duplicates_and_broken_ones_cost_only_themselves(store: Store, tmp_path: Path) -> None:
    good, bad = to_jsonl(reading(1)), json.loads(to_jsonl(reading(2)))
    bad["claims"][0]["sentence"]["text"] = "Nobody wrote this."
    lines = [good, json.dumps(bad), good, to_jsonl(reading(3)), "{broken"]
    (tmp_path / "some.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    account = add(store, tmp_path / "some.jsonl")
    assert account.words == "read 5 = 2 stored + 1 duplicate + 2 rejected"
    assert account.rejections[0].where.endswith("some.jsonl:2") and "Nobody wrote this" in account.rejections[0].reason
    assert account.claims == len(reading(1).claims) + len(reading(3).claims)


def test_readings_and_reports_may_stand_in_one_file(store: Store, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "mixed.jsonl", range(3))
    path.write_text(path.read_text() + to_jsonl(reading(9)) + "\n")
    reader = GeneratedReader()
    assert add(store, path, reader=reader).words == "read 4 = 4 stored + 0 duplicate + 0 rejected"
    assert reader.read == [0, 1, 2]


def test_a_text_with_characters_that_databases_refuse_comes_back(store: Store, other: Store, tmp_path: Path) -> None:
    text = "A shell\u0000 fell \ud83d near Murzuq."
    report = Report(id=report_id(text), text=text, title="T\u0000")
    odd = replace(build_reading(), report=report, mentions=(), entities=(), attributions=(), claims=(), events=())
    (tmp_path / "odd.jsonl").write_text(to_jsonl(odd) + "\n", encoding="utf-8")
    assert add(store, tmp_path / "odd.jsonl").stored == 1
    (tmp_path / "again.jsonl").write_bytes(exported(store))
    assert add(other, tmp_path / "again.jsonl").stored == 1
    with other.reading() as snapshot:
        assert snapshot.reading_of(1) == odd


def test_a_report_with_a_withheld_word_is_left_out_and_counted(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db", create=True) as record:
        readings = [to_jsonl(build_reading()), to_jsonl(reading(1))]
        (tmp_path / "in.jsonl").write_text("\n".join(readings) + "\n", encoding="utf-8")
        record.add(tmp_path / "in.jsonl")
        record.withhold("person", "Mira Sand", reason="she asked for it")
        out = io.BytesIO()
        with record.store.reading() as snapshot:
            account = write_readings(RecordDossiers(snapshot.connection), out)
            claims = list(RecordDossiers(snapshot.connection).claims())
        # She is the actor a4 of the record; the attributions named a4 of its readings are somebody else's words.
        assert "w1" in {voice.actor for one in claims for voice in one.voices}
        assert "a4" in {voice.attribution.id for one in claims for voice in one.voices if voice.attribution is not None}
        assert [json.loads(line)["report"]["title"] for line in out.getvalue().splitlines()] == [reading(1).report.title]
        assert account.left_out == (("readings", "a word of the report is withheld", 1),)
        assert b"Sand" not in out.getvalue()


def test_whatever_a_reading_says_the_record_takes_it_or_rejects_it(store: Store, tmp_path: Path) -> None:
    """What the check lets pass must not end a run: each reading has one value changed for another of its type."""
    chance = random.Random(11)
    line = to_jsonl(build_reading())
    strings = ["", "x", "e1", "a1", "Tarek Ouldin", "\u0000", "\ud800", "isil", "person", "denies", "relation", "negative", "9999-12-31"]
    values: dict[type, list[Any]] = {str: strings, int: [0, 1, 7, 2**40], float: [0.0, 1.0, 1e308], list: [[]], bool: [True]}
    lines = []
    for number in range(90):
        record = json.loads(line)
        record["report"]["title"] = f"Report {number}"
        paths = [path for path in leaves(record) if path and path[-1] not in ("start", "end", "text", "title")]
        path = chance.choice(paths)
        at = record
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = chance.choice(values.get(type(at[path[-1]]), [None]))
        lines.append(json.dumps(record))
    (tmp_path / "many.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    account = add(store, tmp_path / "many.jsonl")
    assert account.read == 90 and account.stored > 10 and account.rejected > 20
    assert store.verify().problems == ()
