"""Reading a record: everything that can be asked of one state of it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, select

from reportedly.errors import NoRecord
from reportedly.schema import Reading
from reportedly.schema.judgement import Judgement
from reportedly.store import tables
from reportedly.store.archive import unpack, unpack_reading
from reportedly.store.base import Database, DialectName, LogEntry
from reportedly.store.keys import kind_number
from reportedly.store.statements import NAMES, known, select_among, select_any, select_from, storable

PAGE = 500  # rows fetched at once where many are streamed
MOST_AMONG, MOST_LISTED = 512, 4096  # values asked for in one statement, each a parameter or all a list


class Snapshot:
    """One state of a record; a Writer's is the one it is making."""

    def __init__(self, database: Database, connection: Connection) -> None:
        """Not for callers: Store.reading and Store.writing make them."""
        self._database = database
        self.connection = connection
        self._finds: dict[tuple[str, ...], str] = {}

    @property
    def dialect(self) -> DialectName:
        """Which kind of database it is."""
        return self._database.dialect

    def rows(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        """All rows that a statement selects; for few rows."""
        return self.connection.execute(statement).all()

    def stream(self, statement: Select[Any]) -> Iterator[Row[Any]]:
        """The rows that a statement selects as they come, for any number of rows."""
        result = self.connection.execute(statement, execution_options={"yield_per": PAGE})
        try:
            yield from result
        finally:
            result.close()

    def row(self, statement: Select[Any]) -> Row[Any] | None:
        """The first row that a statement selects, or None."""
        return self.connection.execute(statement).first()

    def find(self, table: Table, **key: object) -> list[dict[str, Any]]:
        """The rows of a table whose columns equal ``key``, by primary key; the quick way for few rows and one table.

        Nothing equals None.

        Raises BadOption where the table has no such column, or none is named.
        """
        shape = (table.name, *key)
        statement = self._finds.get(shape)
        if statement is None:
            statement = select_from(table, NAMES[table.name], known(table, list(key)), self._database.mark)
            self._finds[shape] = statement
        names = NAMES[table.name]
        rows = self._database.fetch(self.connection, statement, tuple(storable(table, key)))
        return [dict(zip(names, row, strict=True)) for row in rows]

    def pick(self, table: Table, columns: Sequence[str], **key: object) -> list[tuple[Any, ...]]:
        """The values of some columns of the rows whose columns equal ``key``, by primary key; as quick as ``find``.

        The columns are the caller's own names, never a person's words.
        """
        shape = (table.name, *columns, "where", *key)
        statement = self._finds.get(shape)
        if statement is None:
            statement = select_from(table, known(table, columns), known(table, list(key)), self._database.mark)
            self._finds[shape] = statement
        return self._database.fetch(self.connection, statement, tuple(storable(table, key)))

    def pick_among(self, table: Table, columns: Sequence[str], key: str, values: Iterable[object]) -> list[tuple[Any, ...]]:
        """The values of some columns of the rows whose column ``key`` equals one of ``values``, in any order."""
        asked = list(dict.fromkeys(values))
        known(table, columns), known(table, [key])
        found: list[tuple[Any, ...]] = []
        listed = self.dialect == "postgresql"
        most = MOST_LISTED if listed else MOST_AMONG
        for start in range(0, len(asked), most):
            some = [storable(table, {key: one})[0] for one in asked[start : start + most]]
            if listed:
                found += self._database.fetch(self.connection, select_any(table, columns, key), (some,))
                continue
            count = 1 << (len(some) - 1).bit_length()  # few statements for any number, so that drivers know them
            statement = select_among(table, columns, key, count, self._database.mark)
            found += self._database.fetch(self.connection, statement, tuple(some + some[-1:] * (count - len(some))))
        return found

    def find_keys(self, kind: str, keys: Iterable[int], limit: int) -> list[tuple[int, int]]:
        """The (key, ref) pairs of these keys, keys in the order asked and each once, refs from the lowest.

        At most ``limit`` pairs of one key: a key that gives ``limit`` is too common to tell things apart, and may have more.
        """
        asked = list(dict.fromkeys(keys))
        if not asked:
            return []
        return self._database.find_keys(self.connection, kind_number(kind), asked, limit)

    def log_entries(self, after: int = 0) -> Iterator[LogEntry]:
        """The log from the entry after number ``after``, in order, in pages: other statements may run between."""
        while True:
            page = self.rows(select(tables.log).where(tables.log.c.seq > after).order_by(tables.log.c.seq).limit(PAGE))
            yield from (LogEntry(row.seq, row.what, row.ref) for row in page)
            if len(page) < PAGE:
                return
            after = page[-1].seq

    def last_seq(self) -> int:
        """The number of the log's last entry; 0 while it is empty."""
        return int(self.connection.execute(select(func.coalesce(func.max(tables.log.c.seq), 0))).scalar_one())

    def waiting(self) -> range:
        """The numbers of the reports that are stored and not in the log yet: what was loaded and is not derived from (``arrivals``)."""
        log, report = tables.log.c, tables.report.c
        logged = self.row(select(log.ref).where(log.what == "report").order_by(log.seq.desc()).limit(1))
        last = self.connection.execute(select(func.coalesce(func.max(report.id), 0))).scalar_one()
        return range(1 if logged is None else int(logged.ref) + 1, int(last) + 1)

    def report_with(self, key: str) -> int | None:
        """The number of the report with this key (``archive.report_key``), or None."""
        statement = select_from(tables.report, ["id"], ["key"], self._database.mark)
        found = self._database.fetch(self.connection, statement, (key,))
        return int(found[0][0]) if found else None

    def reading_of(self, report: int) -> Reading:
        """The reading of a report by its number; raises NoRecord where there is none and RecordDamaged where it is damaged."""
        found = self.row(
            select(tables.reading.c.body).where(tables.reading.c.report_id == report).order_by(tables.reading.c.id)
        )
        if found is None:
            raise NoRecord(f"The record has no report {report}.", "`reportedly reports` lists them.")
        return unpack_reading(found.body, report)

    def readings(self, after: int = 0) -> Iterator[tuple[int, Reading]]:
        """The number and the reading of each report after number ``after``, in order."""
        wanted = select(tables.reading.c.report_id, tables.reading.c.body).order_by(tables.reading.c.id)
        for row in self.stream(wanted.where(tables.reading.c.report_id > after)):
            yield row.report_id, unpack_reading(row.body, row.report_id)

    def text_of(self, report: int) -> str:
        """The text of a report by its number, character for character."""
        return self.reading_of(report).report.text

    def claims_of(self, report: int) -> Sequence[Row[Any]]:
        """The rows of ``claim`` of a report, in order."""
        return self.rows(select(tables.claim).where(tables.claim.c.report_id == report).order_by(tables.claim.c.id))

    def original(self, name: str) -> bytes:
        """The bytes as captured by their hash; raises NoRecord where it has none, RecordDamaged where they are not those."""
        found = self.row(select(tables.blob.c.codec, tables.blob.c.bytes).where(tables.blob.c.hash == name))
        if found is None:
            raise NoRecord(f"The record has no archived bytes {name}.", "`reportedly reports` lists what it has.")
        return unpack(name, found.codec, found.bytes)

    def originals_of(self, report: int) -> list[str]:
        """The hashes of the archived bytes that gave a report, in the order of capture, each once."""
        wanted = select(tables.capture.c.hash).where(tables.capture.c.report_id == report).order_by(tables.capture.c.id)
        return list(dict.fromkeys(row.hash for row in self.rows(wanted)))

    def judgement(self, number: int) -> Judgement | None:
        """The judgement of that number, or None."""
        found = self.row(select(tables.judgement).where(tables.judgement.c.id == number))
        return None if found is None else Judgement(**found._mapping)

    def judgements(self, *, undone: bool = False) -> Iterator[Judgement]:
        """The judgements that hold, in order; with ``undone`` those taken back and those that take back too."""
        judgement = tables.judgement
        wanted = select(judgement).order_by(judgement.c.id)
        if not undone:
            taken_back = select(tables.undone.c.judgement_id)
            wanted = wanted.where(judgement.c.kind != "undo", judgement.c.id.not_in(taken_back))
        yield from (Judgement(**row._mapping) for row in self.stream(wanted))
