"""Writing a record: one transaction, in which evidence and log grow and derived rows change."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Table, func, select

from reportedly.errors import BadOption
from reportedly.schema import Reading, Report
from reportedly.schema.judgement import Judgement
from reportedly.store import tables
from reportedly.store.archive import MOST_INDEXED, hash_of, pack, plain, report_key
from reportedly.store.base import Added, Capture, Database, Duplicate, RunEnd
from reportedly.store.keys import kind_number
from reportedly.store.rows import claim_row, reading_row, report_row
from reportedly.store.snapshot import Snapshot
from reportedly.store.statements import delete_from, in_order, known, select_from, storable, update_of, upsert_into
from reportedly.version import __version__

Row = Mapping[str, object]


class Writer(Snapshot):
    """One transaction that writes; what it asks, it sees with what it has written."""

    def __init__(self, database: Database, connection: Connection, numbers: Mapping[str, int] | None = None) -> None:
        """Not for callers: Store.writing makes it, with the highest numbers of tables of evidence where it knows them."""
        super().__init__(database, connection)
        self._last: dict[str, int] = dict(numbers or {})
        self._counted: dict[str, int] = {}
        self._upserts: dict[str, str] = {}

    # Evidence

    def archive(self, data: bytes) -> str:
        """Keep the bytes as captured and return their hash; the same bytes are kept once."""
        name = hash_of(data)
        if not self._is_there(tables.blob, "hash", name):
            codec, packed = pack(data)
            self._add(tables.blob, [{"hash": name, "size": len(data), "codec": codec, "bytes": packed}])
        return name

    def add_report(self, report: Report, reading: Reading, capture: Capture) -> Added | Duplicate:
        """Add a report with its reading and claims, and log it; one that is there already only gains the capture.

        A report is there already where text, publisher, day, address and title are the same. The capture's bytes must have been
        archived before.
        """
        key = report_key(report)
        there = self.report_with(key)
        number = self.next_id(tables.report) if there is None else there
        if there is None:
            self._add(tables.report, [report_row(report, number, key)])
            self._add(tables.reading, [reading_row(reading, number, self.next_id(tables.reading))])
        self.add_capture(number, capture)
        if there is not None:
            return Duplicate(number)
        ids = tuple(self.next_id(tables.claim) for _ in reading.claims)
        self._add(tables.claim, [claim_row(claim, ids[place], number) for place, claim in enumerate(reading.claims)])
        return Added(number, self._log("report", number), ids)

    def store_rows(self, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
        """Add rows of evidence that are ready: a value for each column in the table's order, as ``statements.in_order`` has them."""
        if rows:
            self._database.insert(self.connection, table, rows)

    def store_columns(self, table: Table, rows: Any) -> None:
        """``store_rows`` of what ``Store.ready_columns`` gave, with the numbers of rows in front."""
        if rows.num_rows:
            self._database.insert_columns(self.connection, table, rows)

    def add_capture(self, report: int, capture: Capture) -> None:
        """Note that a report came in once more, as these bytes from this source."""
        row = {"id": self.next_id(tables.capture), "report_id": report, **msgspec.to_builtins(capture)}
        self._add(tables.capture, [row | {"source": plain(capture.source)}])

    def add_rejection(self, run: int, source: str, kind: str, reason: str, cure: str) -> int:
        """Keep what gave no report in a run, and why; returns its number."""
        number = self.next_id(tables.rejection)
        words = {"source": plain(source), "kind": kind, "reason": plain(reason), "cure": plain(cure)}
        self._add(tables.rejection, [{"id": number, "run_id": run, **words}])
        return number

    # The log

    def log_report(self, report: int) -> Added:
        """Log a report that waits (``store.arrivals``), the next one after the last that was logged; from here on it can be folded."""
        claims = tuple(row[0] for row in self.pick(tables.claim, ("id",), report_id=report))
        return Added(report, self._log("report", report), claims)

    def start_run(self, paths: Sequence[str], started_at: str) -> int:
        """Note that somebody began to add ``paths``; returns the run's number."""
        number = self.next_id(tables.run)
        asked = msgspec.json.encode([plain(path) for path in paths]).decode()
        self._add(tables.run, [{"id": number, "started_at": started_at, "reportedly": __version__, "paths": asked}])
        return number

    def end_run(self, run: int, end: RunEnd) -> None:
        """Note what a run came to; raises BadOption where the account does not add up."""
        if end.read != end.stored + end.duplicate + end.rejected:
            raise BadOption(
                f"The account of run {run} does not add up: {end}.",
                "This is a mistake in reportedly: please report it.",
            )
        self._add(tables.run_end, [{"run_id": run, **msgspec.to_builtins(end)}])

    def add_judgement(self, judgement: Judgement) -> Judgement:
        """Log a decision and return it with the number that it was given (whatever ``id`` it came with).

        An ``undo`` names the judgement it takes back in ``subject`` ("j3"); raises BadOption where there is none of that number,
        where it is an undo itself, or was taken back before. Names are at most 500 characters long (BadOption).
        """
        for name in (judgement.subject, judgement.object or ""):
            if len(name) > MOST_INDEXED:
                raise BadOption(
                    f"'{name[:40]}…' has {len(name)} characters, more than {MOST_INDEXED}.",
                    "Give a shorter part of it.",
                )
        stored = replace(judgement, id=self.next_id(tables.judgement))
        undoes = self._undoes(stored) if stored.kind == "undo" else None
        row = {
            name: plain(value) if isinstance(value, str) else value
            for name, value in msgspec.to_builtins(stored).items()
        }
        self._add(tables.judgement, [row])
        if undoes is not None:
            self._add(tables.undone, [{"judgement_id": undoes, "by_id": stored.id}])
        self._log("judgement", stored.id)
        return stored

    def _undoes(self, undo: Judgement) -> int:
        digits = undo.subject.removeprefix("j")
        number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else 0
        before = self.judgement(number)
        if before is None:
            raise BadOption(
                f"There is no judgement '{undo.subject}' to undo.", "`reportedly log` lists them, as j1, j2, ..."
            )
        if before.kind == "undo":
            raise BadOption(f"j{number} is itself an undo.", "Judge again what it took back.")
        if self.row(select(tables.undone).where(tables.undone.c.judgement_id == number)) is not None:
            raise BadOption(f"j{number} was taken back already.", "`reportedly log` says by which judgement.")
        return number

    def _log(self, what: str, ref: int) -> int:
        seq = self._next(tables.log, "seq")
        self._add(tables.log, [{"seq": seq, "what": what, "ref": ref}])
        return seq

    # Keys

    def put_keys(self, kind: str, ref: int, keys: Iterable[int]) -> None:
        """Let ``ref`` be found by these keys; keys it has already stay as they are."""
        self.put_all_keys(kind, [(key, ref) for key in keys])

    def put_all_keys(self, kind: str, pairs: Iterable[tuple[int, int]]) -> None:
        """``put_keys`` for many (key, ref) pairs at once."""
        wanted = sorted(set(pairs))  # in the index's order, so that neighbours are written together
        if wanted:
            self._database.put_keys(self.connection, kind_number(kind), wanted)

    def delete_keys(self, kind: str, ref: int, keys: Iterable[int]) -> None:
        """Let ``ref`` no longer be found by these keys."""
        number = kind_number(kind)
        rows = [(number, key, ref) for key in sorted(set(keys))]
        if rows:
            statement = delete_from(tables.index_key, ("kind", "key", "ref"), self._database.mark)
            self._database.run(self.connection, statement, rows)

    # Derived rows

    def next_id(self, table: Table) -> int:
        """The next number of a table, counting from 1; no number is given twice, even where its row is deleted.

        The table's numbers are in its column ``id``, or ``number`` in ``actor``.
        """
        if table.info["kind"] != "derived":
            return self._next(table, "id")
        if table.name not in self._counted:
            found = self.find(tables.counter, name=str(table.name))
            self._counted[table.name] = found[0]["value"] if found else 0
        self._counted[table.name] += 1
        return self._counted[table.name]

    def next_ids(self, table: Table, count: int) -> int:
        """Take so many numbers of a table of evidence (0 takes none), and return the first."""
        first = self._next(table, "id")
        self._last[table.name] += count - 1
        return first

    def evidence_numbers(self) -> dict[str, int]:
        """The highest numbers that were given of tables of evidence, which only the one has who holds the lock on adding."""
        return {name: last for name, last in self._last.items() if tables.metadata.tables[name].info["kind"] == "evidence"}

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add derived rows; columns that a row does not name are NULL."""
        self._add(_derived(table), rows)

    def upsert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add derived rows, or give those with the same primary key these values (NULL for columns not named)."""
        statement = self._upserts.get(table.name)
        if statement is None:
            statement = self._upserts[table.name] = upsert_into(_derived(table), self._database.mark)
        if rows:
            self._database.run(self.connection, statement, [in_order(table, row) for row in rows])

    def update(self, table: Table, key: Row, values: Row) -> int:
        """Give ``values`` to the derived rows whose columns equal ``key``; returns how many there were."""
        statement = update_of(_derived(table), known(table, list(values)), known(table, list(key)), self._database.mark)
        return self._database.run(self.connection, statement, [(*storable(table, values), *storable(table, key))])

    def update_all(self, table: Table, changes: Sequence[tuple[Row, Row]]) -> None:
        """``update`` for many (key, values) pairs that name the same columns."""
        if changes:
            key, values = changes[0]
            statement = update_of(_derived(table), known(table, list(values)), known(table, list(key)), self._database.mark)
            rows = [(*storable(table, values), *storable(table, key)) for key, values in changes]
            self._database.run(self.connection, statement, rows)

    def delete(self, table: Table, key: Row) -> int:
        """Delete the derived rows whose columns equal ``key``; returns how many there were."""
        statement = delete_from(_derived(table), known(table, list(key)), self._database.mark)
        return self._database.run(self.connection, statement, [tuple(storable(table, key))])

    def clear_derived(self) -> None:
        """Delete every derived row, so that the log can be folded anew; evidence, log and judgements stay."""
        for table in reversed(tables.metadata.sorted_tables):
            if table.info["kind"] == "derived":
                self.connection.execute(table.delete())
        self._counted.clear()
        for statement in self._database.scripts():
            self.connection.exec_driver_sql(statement)

    def finish(self) -> None:
        """Write down the numbers given; Store.writing calls it before it commits."""
        changed = [{"name": name, "value": value} for name, value in sorted(self._counted.items())]
        self.upsert(tables.counter, changed)

    def _next(self, table: Table, column: str) -> int:
        """One more than the highest number; evidence and log are never deleted, so none comes twice."""
        if table.name not in self._last:
            self._last[table.name] = self.connection.execute(
                select(func.coalesce(func.max(table.c[column]), 0))
            ).scalar_one()
        self._last[table.name] += 1
        return self._last[table.name]

    def _is_there(self, table: Table, column: str, value: str) -> bool:
        statement = select_from(table, [column], [column], self._database.mark)
        return bool(self._database.fetch(self.connection, statement, (value,)))

    def _add(self, table: Table, rows: Sequence[Row]) -> None:
        if rows:
            self._database.insert(self.connection, table, [in_order(table, row) for row in rows])


def _derived(table: Table) -> Table:
    if table.info["kind"] != "derived":
        raise BadOption(
            f"Rows of {table.name} are evidence and can't be changed.", "Add a judgement that corrects them."
        )
    return table
