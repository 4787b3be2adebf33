"""Migrations make what tables.py says, each in one transaction, and old records go on."""

import sqlite3
import warnings
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, create_engine, inspect, select
from sqlalchemy.exc import DBAPIError, SAWarning
from tests.store.filling import READING, WHEN, add, event_row, judgement, numbered

from reportedly.errors import NoRecord, NotARecord, RecordError, RecordTooNew
from reportedly.store import migrations, tables
from reportedly.store.base import DialectName, RunEnd
from reportedly.store.migrations import MIGRATIONS, Migration
from reportedly.store.search import claims_with, reports_with
from reportedly.store.sql import Store

NEXT = len(MIGRATIONS) + 1
SEARCH = ("claim_words", "report_words", "event_box")


def shape(connection: Connection) -> dict[str, object]:
    """Tables with their columns, keys and indexes, but those of search, which tables.py doesn't know."""
    seen = inspect(connection)
    found: dict[str, object] = {}
    for name in sorted(seen.get_table_names()):
        if name.startswith(SEARCH):
            continue
        columns = [
            (one["name"], str(one["type"].compile(connection.dialect)), one["nullable"], one["default"])
            for one in seen.get_columns(name)
            if one["name"] != "searched"
        ]
        foreign = sorted((one["constrained_columns"], one["referred_table"]) for one in seen.get_foreign_keys(name))
        with warnings.catch_warnings():  # SQLAlchemy skips SQLite's indexes of expressions; their SQL is compared below
            warnings.simplefilter("ignore", SAWarning)
            unique = sorted(one["column_names"] for one in seen.get_unique_constraints(name))
        found[name] = (columns, seen.get_pk_constraint(name)["constrained_columns"], foreign, unique)
    asked = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    }
    made = connection.exec_driver_sql(asked[connection.dialect.name]).all()
    schema = f"{seen.default_schema_name}."
    found["indexes"] = {name: " ".join(how.replace(schema, "").split()) for name, how in made if name not in SEARCH}
    return found


def test_the_migrated_tables_are_those_of_tables_py(
    store: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with store.reading() as snapshot:
        migrated = shape(snapshot.connection)
    if store.dialect == "sqlite":
        url = f"sqlite:///{tmp_path / 'made.db'}"
    else:
        url = request.getfixturevalue("new_database")("made").replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    with engine.begin() as connection:
        tables.metadata.create_all(connection)
        made = shape(connection)
    engine.dispose()
    assert migrated == made
    assert migrated.keys() == tables.metadata.tables.keys() | {"indexes"}


def test_a_record_of_each_earlier_format_becomes_what_a_new_one_is(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:1])
        with Store.open(target, create=True) as store, store.writing() as writer:
            add(writer, READING)
    with Store.open(target) as store, store.reading() as snapshot:
        first = shape(snapshot.connection)
        assert snapshot.reading_of(1) == READING
    with Store.open(str(tmp_path / "new.db"), create=True) as new, new.reading() as snapshot:
        if store.dialect == "sqlite":
            assert first == shape(snapshot.connection)
    assert {"event_when_point", "event_point"} <= first["indexes"].keys()  # type: ignore[attr-defined]
    assert {"event_type", "event_country", "event_grade"} <= first["indexes"].keys()  # type: ignore[attr-defined]
    assert not {"event_when", "event_type_when"} & first["indexes"].keys()  # type: ignore[attr-defined]


def test_a_record_that_was_analyzed_has_counts_of_its_new_indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:2])
        with Store.open(str(path), create=True) as store:
            with store.writing() as writer:
                writer.insert(tables.event, [event_row(1)])
            store.tidy()
    Store.open(str(path)).close()
    with sqlite3.connect(path) as connection:
        counted = {name for (name,) in connection.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = 'event'")}
    assert {"event_type", "event_country", "event_grade"} <= counted


def test_words_are_found_before_and_after_they_may_be_given(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:3])
        with Store.open(database, create=True) as store, store.writing() as writer:
            add(writer, numbered(1))
    with Store.open(database) as store:
        with store.writing() as writer:
            add(writer, numbered(2))
        with store.reading() as snapshot:
            found = snapshot.rows(select(tables.report.c.id).where(reports_with("postgresql", "shelling depot")))
            assert [row.id for row in found] == [1, 2]
            claims = select(tables.claim.c.report_id).where(claims_with("postgresql", "depot")).distinct()
            assert sorted(row.report_id for row in snapshot.rows(claims)) == [1, 2]
            made = "SELECT count(*) FROM claim WHERE searched IS DISTINCT FROM reportedly_words(sentence)"
            assert snapshot.connection.exec_driver_sql(made).scalar() == 0


def test_migrations_are_numbered_without_gaps() -> None:
    assert [migration.number for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def add_colour(connection: Connection, dialect: DialectName) -> None:
    connection.exec_driver_sql("ALTER TABLE event ADD COLUMN colour VARCHAR")


def fail_halfway(connection: Connection, dialect: DialectName) -> None:
    add_colour(connection, dialect)
    connection.exec_driver_sql("SELECT nonsense FROM nowhere")


def later(monkeypatch: pytest.MonkeyPatch, *more: Migration) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, *more))
    monkeypatch.setattr(migrations, "LATEST", len(MIGRATIONS) + len(more))
    monkeypatch.setattr("reportedly.store.sql.LATEST", len(MIGRATIONS) + len(more))


def columns_of(store: Store) -> list[str]:
    with store.reading() as snapshot:
        return [column["name"] for column in inspect(snapshot.connection).get_columns("event")]


def test_an_older_record_is_migrated_and_keeps_all(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(target, create=True) as store, store.writing() as writer:
        add(writer, READING)
    later(monkeypatch, Migration(NEXT, "colour", add_colour))
    with Store.open(target) as store:
        assert "colour" in columns_of(store)
        with store.reading() as snapshot:
            assert snapshot.reading_of(1) == READING
    if "://" not in target:
        copy = Path(f"{target}.format-{NEXT - 1}")
        assert sqlite3.connect(copy).execute("SELECT count(*) FROM report").fetchone() == (1,)
    with Store.open(target) as store:  # nothing is migrated twice
        assert columns_of(store).count("colour") == 1


def test_a_migration_that_fails_leaves_the_record_as_it_was(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(target, create=True) as store, store.writing() as writer:
        add(writer, READING)
    with monkeypatch.context() as patch:
        later(patch, Migration(NEXT, "colour", fail_halfway))
        with pytest.raises(RecordError, match=r"nonsense|nowhere"):
            Store.open(target)
    with Store.open(target) as store:
        assert "colour" not in columns_of(store)
        assert store.verify().problems == ()


def test_a_record_of_a_later_version_says_to_upgrade(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        later(patch, Migration(NEXT, "colour", add_colour))
        Store.open(target, create=True).close()
    with pytest.raises(RecordTooNew, match=rf"format {NEXT}, this one knows {NEXT - 1}.*pip install --upgrade reportedly"):
        Store.open(target)


def test_what_is_no_record_is_told(tmp_path: Path) -> None:
    text, empty, other = tmp_path / "notes.txt", tmp_path / "empty.db", tmp_path / "other.db"
    text.write_text("An invented note, longer than a header of SQLite.")
    empty.touch()
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE report (id)")
    connection.close()
    for path in (text, empty, other, tmp_path):
        with pytest.raises(NotARecord) as caught:
            Store.open(path)
        assert caught.value.cure
    for path in (text, other, tmp_path):
        with pytest.raises(NotARecord):
            Store.open(path, create=True)
    assert text.read_text().startswith("An invented note")
    with Store.open(empty, create=True) as store:
        assert store.verify().sound


def test_a_record_that_is_not_there_is_not_made_by_reading(tmp_path: Path, database: str) -> None:
    for target in (tmp_path / "record.db", str(tmp_path / "record.db"), database):
        with pytest.raises(NoRecord, match=r"reportedly add"):
            Store.open(target)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NoRecord, match="no folder"):
        Store.open(tmp_path / "nowhere" / "record.db", create=True)


def test_a_database_with_other_tables_of_our_names_is_no_record(database: str) -> None:
    engine = create_engine(database.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE report (id int)")
    engine.dispose()
    with pytest.raises(NotARecord, match="tables of the same names"):
        Store.open(database, create=True)


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(RecordError, match="'mysql' is no kind of record"):
        Store.open("mysql://localhost/x")


STATEMENTS = ("UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "DELETE FROM {0} WHERE 1 = 0 OR {1} IS NOT NULL")
KEPT = [table for table in tables.metadata.sorted_tables if table.info["kind"] in ("evidence", "log")]


@pytest.mark.parametrize("table", KEPT, ids=lambda table: str(table.name))
def test_evidence_and_log_refuse_to_be_changed_by_any_statement(full: Store, table: object) -> None:
    """By raw SQL, past everything that Python sees to."""
    name, key = table.name, next(iter(table.primary_key.columns)).name  # type: ignore[attr-defined]
    tried = [one.format(name, f'"{key}"') for one in STATEMENTS]
    tried += (
        [f"TRUNCATE {name} CASCADE"] if full.dialect == "postgresql" else [f"REPLACE INTO {name} SELECT * FROM {name}"]
    )
    for statement in tried:
        with pytest.raises(RecordError, match="only added to"), full.writing() as writer:
            try:
                writer.connection.exec_driver_sql(statement)
            except DBAPIError as error:
                assert "never changed or deleted" in str(error)
                raise
    assert full.verify().problems == ()


def test_a_row_with_another_number_can_t_push_out_one_with_the_same_key(full: Store) -> None:
    if full.dialect == "postgresql":
        pytest.skip("PostgreSQL has no REPLACE")
    for statement in (
        "REPLACE INTO report SELECT 99, key, text_hash, title, byline, publisher, published, language, url, given_id, words FROM report",
        "REPLACE INTO claim (id, report_id, local_id, kind, type, sentence, sentence_start, stance, certainty, polarity, modality, score)"
        " SELECT 99, report_id, local_id, kind, type, '', 0, '', '', '', '', 0 FROM claim",
    ):
        with pytest.raises(RecordError, match="only added to"), full.writing() as writer:
            writer.connection.exec_driver_sql(statement)


@pytest.fixture
def full(store: Store) -> Store:
    """A record with a row in each table of evidence and log."""
    with store.writing() as writer:
        run = writer.start_run(["x"], WHEN)
        add(writer, READING)
        writer.add_rejection(run, "x", "NotText", "It is no text.", "Give text.")
        writer.add_judgement(judgement())
        writer.add_judgement(judgement(kind="undo", subject="j1"))
        writer.end_run(run, RunEnd(finished_at=WHEN, read=2, stored=1, duplicate=0, rejected=1))
    return store


def test_the_tool_s_tables_are_all_of_them() -> None:
    assert isinstance(tables.metadata, MetaData)
    assert {table.info["kind"] for table in tables.metadata.tables.values()} == {"evidence", "log", "derived", "about"}
