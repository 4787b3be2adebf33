"""How fast a record leaves in each format, and that memory stays flat however large it is.

    python -m benchmarks.export_speed [--events N] [--formats NAME...] [--record FILE...] [--json]

Prints a table in Markdown, a row for each format; how far it is stands on standard error.

Makes two records of generated readings (``benchmarks.generated_readings``: invented reports, told by few or by hundreds), one with the
events asked for and one with a tenth, and writes each in each format, every one in a process of its own that notes the most memory that
it had of its own (pages of the record's file that SQLite maps are the system's cache, and not counted). What the large record's export
takes above the small one's is the growth: the ids of what is exported (8 bytes each), the actors' counts, and caches that fill up.
The ties of a graph are measured alone too, for a million claims.
``--record`` measures records that are there. Times are of the processor, so that what else the machine does is not in them.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from typing import Any

import msgspec
from sqlalchemy import func, select

from benchmarks.generated_readings import reading
from reportedly.export.formats import FORMATS, format_named
from reportedly.export.tie_table import TieTable, Told
from reportedly.record.exporting import exported
from reportedly.schema import Claim, Reading
from reportedly.schema.standing import RecordStanding, Reliability
from reportedly.store import tables
from reportedly.store.base import Added, Capture
from reportedly.store.sql import Store
from reportedly.store.writer import Writer

TOLD, ACTORS = 1_000_000, 14_000  # claims of a graph, and the actors between whom they tie
EVENTS, TENTH = 5_000, 10
AT_ONCE = 2_000  # reports of one transaction
STRIDE = 5  # of the generated reports of a day every fifth: more events, fewer claims of each
WHEN = "2031-01-01T00:00:00Z"
_LINE = "{format:16} {events:>9,} events {claims:>9,} claims {seconds:8.1f} s {mb:8.1f} MB written {peak_mb:6,} MB peak"
_HEAD = ("format", "written", "processor time", "most memory")
_STANDING = RecordStanding(
    grade="single-source", origins_for=1, origins_against=0, reasons=("reported by one voice",), occurrence="actual", fields=(), tolls=(),
    disputed=(), disagreement=None, reliability=Reliability(), credibility=3, known_from=None, claims=1,
)  # fmt: skip


def fill(store: Store, events: int) -> None:
    """Add generated reports until the record has as many events; claims of one day, place, kind and actor are one."""
    filling = _Filling(events)
    while not filling.full:
        with store.writing() as writer:
            run = writer.start_run(["generated"], WHEN)
            for _ in range(AT_ONCE):
                if not filling.full:
                    filling.add(writer, run)
            filling.write(writer)
    store.tidy()


class _Filling:
    """Reports as they come, and the derived rows of a transaction."""

    def __init__(self, events: int) -> None:
        self._events, self._number = events, 0
        self._seen: dict[tuple[Any, ...], int] = {}
        self._actors: dict[str, int] = {}
        self._rows: dict[str, list[dict[str, object]]] = {}

    @property
    def full(self) -> bool:
        return len(self._seen) >= self._events

    def write(self, writer: Writer) -> None:
        """Write the derived rows that were gathered."""
        for table, rows in self._rows.items():
            writer.insert(tables.metadata.tables[table], rows)
        self._rows = {}

    def add(self, writer: Writer, run: int) -> None:
        """Add the next report, and gather what is derived from it."""
        one = reading(self._number)
        self._number += STRIDE
        capture = Capture(
            run_id=run, hash=writer.archive(one.report.text.encode()), source=f"generated-{self._number}.txt", method="line",
            captured_at=WHEN,
        )  # fmt: skip
        added = writer.add_report(one.report, one, capture)
        if not isinstance(added, Added):
            return
        for entity in one.entities:
            if entity.kind == "organisation":
                actor = self._actor(entity.name)
                self._put("entity_actor", report_id=added.report, entity=entity.id, actor_id=actor, met_as=actor, score=1.0, reason="")
        self._put("reprint", report_id=added.report, root=added.report)
        for claim, identity in zip(one.claims, added.claims, strict=True):
            self._place(one, claim, identity)

    def _put(self, table: str, **row: object) -> None:
        self._rows.setdefault(table, []).append(row)

    def _actor(self, name: str) -> str:
        if name not in self._actors:
            number = self._actors[name] = len(self._actors) + 1
            body = {"id": f"a{number}", "name": name, "kind": "armed-group", "citation": "generated"}
            self._put("actor", id=f"a{number}", number=number, name=name, kind="armed-group", body=msgspec.json.encode(body))
        return f"a{self._actors[name]}"

    def _place(self, one: Reading, claim: Claim, identity: int) -> None:
        where, when = claim.where, claim.when
        assert where is not None and when is not None
        key = (claim.type, claim.mode, when.start, where.geonames, claim.arguments[0].text)
        new = key not in self._seen
        event = self._seen.setdefault(key, identity)
        source = one.attributions[0].source
        name = source.text if source else "nobody"
        self._put("claim_event", claim_id=identity, event_id=event, origin=f"voice:{name}", facts=b"", support=b"")
        self._put("voice", claim_id=identity, position=0, source_key=f"voice:{name}", name=name)
        if not new:
            return
        killed = claim.toll[0].best if claim.toll else None
        self._put(
            "event", id=event, type=claim.type, mode=claim.mode, title=claim.sentence.text, when_start=when.start, when_end=when.end,
            when_precision=when.precision, place=where.name, geonames=where.geonames, lat=where.lat, lon=where.lon,
            country=where.country, where_prec=where.precision, modality="actual", grade="single-source", origins_for=1,
            origins_against=0, disputed="", killed_low=killed, killed_best=killed, killed_high=killed, claims=1, reports=1,
            first_published=one.report.published, last_published=one.report.published,
        )  # fmt: skip
        body = zlib.compress(msgspec.json.encode(_STANDING), 1)
        self._put(
            "standing", event_id=event, version=0, grade="single-source", origins_for=1, origins_against=0, disputed="", claims=1,
            body=body,
        )  # fmt: skip


def measure(record: Path, formats: Sequence[str]) -> Iterator[dict[str, Any]]:
    """One export after the other, each in a process of its own."""
    for name in formats:
        command = [sys.executable, "-m", "benchmarks.export_speed", "--child", name, "--record", str(record)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        yield {"format": name, **json.loads(done.stdout)}


@contextmanager
def _own_memory() -> Iterator[list[float]]:
    """Notes in a list the memory that is this process's own, in MB, ten times a second."""
    found = [0.0]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.1):
            lines = Path("/proc/self/status").read_text().splitlines()
            found.append(next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield found
    finally:
        ended.set()
        watcher.join()


def _child(name: str, record: Path) -> None:
    with Store.open(record) as store, tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"export{format_named(name).suffix}"
        began = process_time()
        with _own_memory() as peak:
            exported(store, name, target)
        seconds = process_time() - began
        size = target.stat().st_size
        with store.reading() as snapshot:
            events = snapshot.connection.scalar(select(func.count()).select_from(tables.event))
            claims = snapshot.connection.scalar(select(func.count()).select_from(tables.claim))
    figures = {"events": events, "claims": claims, "seconds": round(seconds, 1), "mb": round(size / 1e6, 1), "peak_mb": round(max(peak))}
    print(json.dumps(figures))


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description="Time and memory of each export format.")
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--formats", nargs="*", default=[one.name for one in FORMATS])
    parser.add_argument("--record", type=Path, nargs="*", default=[])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--ties", type=int, help="only the ties of so many claims")
    parser.add_argument("--child")
    given = parser.parse_args()
    if given.ties:
        print(ties(given.ties))
        return 0
    if given.child:
        _child(given.child, given.record[0])
        return 0
    rows = []
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        records = list(given.record)
        for events in () if given.record else (max(1, given.events // TENTH), given.events):
            records.append(Path(folder) / f"{events}.db")
            with Store.open(records[-1], create=True) as store:
                fill(store, events)
        for record in records:
            for row in measure(record, given.formats):
                rows.append(row)
                print(_LINE.format(**row), file=sys.stderr, flush=True)
    print(json.dumps(rows, indent=1) if given.json else table_of(rows))
    if not given.json and not given.record:
        print(f"\n{_ties_words()}")
    return 0


def _ties_words() -> str:
    command = [sys.executable, "-m", "benchmarks.export_speed", "--ties"]
    few, many = (
        int(subprocess.run([*command, str(number)], check=True, capture_output=True, text=True).stdout) for number in (TOLD // 100, TOLD)
    )
    return f"The ties of a graph, gathered and read back: {many} MB of memory for {TOLD:,} claims, {few} MB for {TOLD // 100:,}."


def ties(number: int) -> int:
    """The most memory in MB that the ties of so many claims take, gathered and given back as a graph is written."""
    with _own_memory() as peak, TieTable() as table:
        for one in range(number):
            ends = (f"a{one * 7919 % ACTORS}", f"a{one * 104_729 % ACTORS}")
            place = f"c{one}@r{one // 4}:100..250"
            table.add(Told(source=ends[0], target=ends[1], kind="acts_on", origin=f"voice:{one % 5000}", event=f"v{one // 2}", place=place))
        for tie in table.ties():
            table.types_of(tie)
            for _ in table.places_of(tie):
                pass
    return round(max(peak))


def table_of(rows: Sequence[dict[str, Any]]) -> str:
    """The figures in Markdown: a row for each format; of several records the most memory stands side by side, all else is the last's."""
    sizes = list(dict.fromkeys((row["events"], row["claims"]) for row in rows))
    of: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        of.setdefault(row["format"], []).append(row)
    heads = [*_HEAD[:-1], *(f"{_HEAD[-1]}: {events:,} events, {claims:,} claims" for events, claims in sizes)]
    lines = [heads, ["---"] * len(heads)]
    for name, found in of.items():
        last = found[-1]
        lines.append([f"`{name}`", f"{last['mb']:,} MB", f"{last['seconds']:,.0f} s", *(f"{row['peak_mb']:,} MB" for row in found)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
