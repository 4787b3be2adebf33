"""How fast a record answers: filtered lists, a map's box, full text, one event with its evidence, the past.

    python -m benchmarks.record_queries [--claims 1000000] [--queries 200] [--database sqlite|postgresql] [--keep FOLDER] [--json]
    python -m benchmarks.record_queries --record TARGET...

Makes a record of generated claims (``benchmarks.generated_record``) in SQLite and in a PostgreSQL that it starts itself, or takes the
records named. With ``--keep`` the records stay in a folder, and are taken from there the next time: filling takes longer than asking.
Each kind of query is asked as many times, each time with other values: half of them those of a random event, so that what is everywhere
is asked for as often as it is there, half drawn evenly from all that there is. What is timed is the whole answer as Python gets it: rows,
notes, the gate. Warm is after one round of other queries of that kind, and the files are read through before all, since those of a
record that was kept may lie on the disk alone (the cold queries of the last time let go of them). Cold has a new connection each time,
and the system's cache of the record's files let go before it (PostgreSQL keeps its own shared buffers, 512 MB here). ``cpu`` is the
processor time of this process and of the server's process behind its connection; what lies above it is the disk, and whoever else uses
the machine.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select

from benchmarks.generated_record import FIRST, generate
from reportedly.store import tables
from reportedly.store.search import Box
from reportedly.store.sql import Store
from reportedly.views.claims import claims
from reportedly.views.events import events
from reportedly.views.evidence import evidence
from reportedly.views.filters import Filters
from reportedly.views.maps import features

BAR = 100.0  # ms, p95
COLD = 20  # queries of a kind
SHARED = "512MB"  # of PostgreSQL, as one gives a server of 2 GB: a quarter
Query = Callable[[Connection], Any]


class Values:
    """Values to ask for, from the record itself."""

    def __init__(self, connection: Connection, seed: int = 7) -> None:
        self.rng = np.random.default_rng(seed)
        self._connection = connection
        event = tables.event
        self.last = int(connection.scalar(select(func.max(event.c.id))) or 1)
        self.places = self._all(select(event.c.place).where(event.c.place.is_not(None)).group_by(event.c.place))
        self.actors = self._all(select(tables.actor.c.id))
        self.types = self._all(select(event.c.type).group_by(event.c.type))
        self.countries = self._all(select(event.c.country).where(event.c.country.is_not(None)).group_by(event.c.country))
        self.big = self._all(select(event.c.id).order_by(event.c.origins_for.desc(), event.c.id.desc()).limit(500))

    def _all(self, query: Any) -> list[Any]:
        return list(self._connection.scalars(query))

    def one(self, values: Sequence[Any]) -> Any:
        """One of them, each as likely."""
        return values[int(self.rng.integers(0, len(values)))]

    def event(self) -> Any:
        """A random event."""
        event = tables.event
        return self._connection.execute(
            select(event).where(event.c.id >= int(self.rng.integers(1, self.last + 1))).order_by(event.c.id).limit(1)
        ).one()

    def place(self) -> str:
        """A place, by how many events it has or evenly."""
        found = self.event().place if self.rng.random() < 0.5 else None
        return str(found or self.one(self.places))

    def actor(self) -> str:
        """An actor, by how many events it has or evenly."""
        if self.rng.random() < 0.5:
            row = self._connection.execute(
                select(tables.event_actor.c.actor_id).where(tables.event_actor.c.event_id >= self.event().id).limit(1)
            ).first()
            if row is not None:
                return str(row.actor_id)
        return str(self.one(self.actors))

    def type(self) -> str:
        """A type, by how many events it has or evenly."""
        return str(self.event().type if self.rng.random() < 0.5 else self.one(self.types))

    def country(self) -> str:
        """A country, by how many events it has or evenly."""
        return str((self.event().country if self.rng.random() < 0.5 else None) or self.one(self.countries))

    def day(self) -> str:
        """A day on which there was news."""
        return str(self.event().first_published or FIRST.isoformat())

    def words(self) -> str:
        """One or two words of a random claim's sentence, common and rare ones."""
        claim = tables.claim
        row = self._connection.execute(select(claim.c.sentence).where(claim.c.id >= self.event().id).order_by(claim.c.id).limit(1)).one()
        words = row.sentence.rstrip(".").replace(",", "").split()
        return " ".join(self.one(words) for _ in range(1 + int(self.rng.random() < 0.4)))


def kinds() -> dict[str, Callable[[Values], Query]]:
    """The kinds of query, each a maker of one with new values."""
    return {
        "events: place, since": lambda v: _events(place=v.place(), since=v.day()[:7]),
        "events: actor, type": lambda v: _events(actor=v.actor(), type=v.type()),
        "events: country, grade": lambda v: _events(country=v.country(), grade=v.one(("contested", "corroborated", "confirmed"))),
        "events: disputed": lambda v: _events(disputed=True, **({"type": v.type()} if v.rng.random() < 0.5 else {"place": v.place()})),
        "events: a month": lambda v: _events(since=v.day()[:7], until=v.day()[:4] + "-12", type=v.type()),
        "events: around a place": lambda v: _events(place=v.place(), within_km=float(v.rng.choice([10, 50, 200]))),
        "events: as of, country": lambda v: _events(as_of=v.day(), country=v.country()),
        "map: a box": _box,
        "text: events": lambda v: _events(text=v.words()),
        "text: claims": lambda v: _claims(text=v.words()),
        "one event": lambda v: _evidence(int(v.one(v.big)) if v.rng.random() < 0.5 else int(v.event().id)),
        "one event as of": _evidence_then,
    }


def _events(**asked: Any) -> Query:
    if "until" in asked and asked["until"][:7] < asked["since"]:
        asked["until"] = asked["since"]
    filters = Filters.parse(asked)
    return lambda connection: events(connection, filters)


def _claims(**asked: Any) -> Query:
    filters = Filters.parse(asked)
    return lambda connection: claims(connection, filters)


def _box(values: Values) -> Query:
    """The window of a map: of a town, a province, a country, or all of it; half of them within a year."""
    half = float(values.rng.choice([0.1, 0.5, 2.0, 8.0]))
    row = values.event()
    lat, lon = (row.lat, row.lon) if row.lat is not None else (20.0, 40.0)
    box = Box(max(-90.0, lat - half), lon - half, min(90.0, lat + half), lon + half)
    year = values.day()[:4]
    filters = Filters.parse(since=year, until=year) if values.rng.random() < 0.5 else Filters()
    return lambda connection: features(connection, filters, box=box)


def _evidence(number: int) -> Query:
    return lambda connection: evidence(connection, number)


def _evidence_then(values: Values) -> Query:
    while True:
        row = values.event()
        if row.last_published is not None:
            number, day = int(row.id), str(row.last_published)
            return lambda connection: evidence(connection, number, as_of=day)


def measure(store: Store, queries: int, files: Sequence[Path], only: str = "") -> list[dict[str, Any]]:
    """The times of each kind of query whose name has ``only`` in it, in milliseconds."""
    rows = []
    for name, make in kinds().items():
        if only not in name:
            continue
        with store.reading() as snapshot:
            values = Values(snapshot.connection)
            asked = [make(values) for _ in range(queries + COLD)]
            for query in asked[-COLD:]:
                query(snapshot.connection)
            walls, cpus, found = [], [], 0
            server = _server(snapshot.connection)
            for query in asked[:queries]:
                served, began, used = server(), perf_counter(), process_time()
                answer = query(snapshot.connection)
                walls.append(1000 * (perf_counter() - began))
                cpus.append(1000 * (process_time() - used + server() - served))
                found += bool(getattr(answer, "rows", True))
        colds = [_cold(store, query, files) for query in asked[-COLD:]]
        rows.append({
            "database": store.dialect, "query": name, "asked": queries, "answered": found, "p50": _at(walls, 50), "p95": _at(walls, 95),
            "max": round(max(walls), 1), "cpu p95": _at(cpus, 95), "cold p50": _at(colds, 50), "cold max": round(max(colds), 1),
        })  # fmt: skip
        print(_line(rows[-1]), flush=True)
    return rows


def _server(connection: Connection) -> Callable[[], float]:
    """What tells the processor seconds of the server's process behind a connection so far; 0 where there is none on this machine."""
    if connection.dialect.name != "postgresql":
        return lambda: 0.0
    spent = Path(f"/proc/{connection.exec_driver_sql('SELECT pg_backend_pid()').scalar()}/schedstat")
    return lambda: int(spent.read_text().split()[0]) / 1e9 if spent.exists() else 0.0


def _cold(store: Store, query: Query, files: Sequence[Path]) -> float:
    for file in files:
        if file.is_file() and hasattr(os, "posix_fadvise"):
            with file.open("rb") as opened:
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    database: Any = store._database
    (database._readers if store.dialect == "sqlite" else database._engine).dispose()
    began = perf_counter()
    with store.reading() as snapshot:
        query(snapshot.connection)
    return 1000 * (perf_counter() - began)


def _read_through(files: Sequence[Path]) -> None:
    """Have the system keep the files in its cache, as they are after a record was filled."""
    for file in files:
        if file.is_file():
            with file.open("rb") as opened:
                while opened.read(1 << 20):
                    pass


def _at(times: Sequence[float], percent: float) -> float:
    return round(float(np.percentile(times, percent)), 1)


_COLUMNS = ("p50", "p95", "max", "cpu p95", "cold p50", "cold max")


def _line(row: dict[str, Any]) -> str:
    figures = "".join(f"{row[name]:>10.1f}" for name in _COLUMNS)
    return f"{row['database']:<12}{row['query']:<26}{row['asked']:>6}{row['answered']:>9}{figures}"


@contextmanager
def records(given: argparse.Namespace) -> Iterator[list[tuple[str, list[Path]]]]:
    """The records to ask, each with its files where they are at hand."""
    with ExitStack() as stack:
        if given.record:
            yield [(target, [Path(target)] if "://" not in target else []) for target in given.record]
            return
        found = []
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reportedly-")))
        if given.database in (None, "sqlite"):
            found.append((str(folder / "record.db"), [folder / "record.db"]))
        if given.database in (None, "postgresql"):
            from tests.store.server import SETTINGS, binaries, postgresql  # noqa: PLC0415  only where it is wanted

            if binaries() is None:
                print("PostgreSQL is not installed: only SQLite is measured.")
            else:
                server = folder / "server"
                server.mkdir(exist_ok=True)
                folder.chmod(0o755)  # the server runs as a user of its own
                url = stack.enter_context(postgresql(server, (*SETTINGS, f"shared_buffers={SHARED}")))
                found.append((url, [server / "data"]))
        for target, _ in found:
            began = perf_counter()
            with Store.open(target, create=True) as store:
                with store.reading() as snapshot:
                    filled = snapshot.connection.scalar(select(func.count()).select_from(tables.claim))
                if not filled:
                    generate(store, given.claims)
                elif filled != given.claims:
                    raise SystemExit(f"The record in {given.keep} has {filled:,} claims; ask for so many, or keep it elsewhere.")
                how = "filled before" if filled else f"in {perf_counter() - began:.0f} s"
                print(f"{store.dialect}: {given.claims:,} claims {how}, {store.size() / 1e6:,.0f} MB")
        yield found


def main() -> int:
    """Measure and print; 1 where a warm p95 is above the bar."""
    parser = argparse.ArgumentParser(description="How fast a record answers.")
    parser.add_argument("--claims", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--queries", type=int, default=200, metavar="N", help="of each kind")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="only this one")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the records made there, or take those that are there")
    parser.add_argument("--record", action="append", metavar="TARGET", help="a record that is there already; may be given again")
    parser.add_argument("--only", default="", metavar="WORDS", help="only kinds of query with these words in their name")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON too")
    given = parser.parse_args()
    rows: list[dict[str, Any]] = []
    print(f"{'database':<12}{'query':<26}{'asked':>6}{'answered':>9}" + "".join(f"{name:>10}" for name in _COLUMNS) + "   (ms)")
    with records(given) as targets:
        for target, files in targets:
            with Store.open(target) as store:
                every = [path for file in files for path in (file.rglob("*") if file.is_dir() else [file])]
                _read_through(every)
                rows += measure(store, given.queries, every, given.only)
    slow = [row for row in rows if row["p95"] >= BAR]
    print(f"{len(rows) - len(slow)} of {len(rows)} kinds answer 95 of 100 queries in less than {BAR:.0f} ms")
    quick = [row for row in rows if row["cpu p95"] < BAR]
    print(f"{len(quick)} of {len(rows)} by the processor time of client and server")
    if given.json:
        print(json.dumps(rows, indent=2))
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
