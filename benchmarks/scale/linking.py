"""What it costs to link a claim in a record of 10^4 to 10^7 claims: processor time, comparisons, and the size of what is looked through.

    python -m benchmarks.scale.linking [--claims N]... [--reports N] [--folder FOLDER] [--json FILE]

Only linking is measured: finding the claims that share keys, comparing, clustering anew and writing which claims are one event. The
claims are those of ``generated_readings``: five a report, a few occurrences told by hundreds of reports, most by one or two. The first
2,000 reports are linked one after another. Larger records are filled by copies of them, moved by so many days, as ``record_filling``
does: rows, facts and keys of a story's words are as many as if each report had been linked; keys of a place, an actor and a week are
others by chance; the last copy is made whole, so that what comes next meets the claims of its own weeks. The reports after are then
linked in all records by turns, a batch here and a batch there, so that what else runs on the machine weighs on all alike; the first
half warms what is kept at hand, the second is measured. Entities have no actors here, and participants are compared by their words.
"""

import argparse
import datetime
import json
import resource
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any

import msgspec
from sqlalchemy import text

from benchmarks.generated_readings import REPORTS_A_DAY, reading
from reportedly.corroborate import linking_pairs
from reportedly.corroborate.linking_blocks import _story_keys, blocks, key
from reportedly.record.contributions import contributions_of, facts_of, packed_facts
from reportedly.record.events import Events
from reportedly.record.holding import Held
from reportedly.record.reprints import Reprint
from reportedly.store import tables
from reportedly.store.keys import kind_number
from reportedly.store.sql import Store
from reportedly.store.writer import Writer

CLAIMS = (10_000, 100_000, 1_000_000, 10_000_000)
FOLDED = 2_000
BATCH = 64


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What linking one more claim costs in a record of so many: milliseconds, pairs of claims compared, and the record's MB."""

    claims: int
    processor: float
    compared: float
    disk: float


class Counting:
    """Counts the pairs of claims that are compared, wherever they are."""

    def __init__(self) -> None:
        self.pairs = 0
        pairs: Any = linking_pairs
        self._conflict = pairs.conflict
        pairs.conflict = self._counted

    def _counted(self, one: Any, two: Any) -> Any:
        self.pairs += 1
        return self._conflict(one, two)


class Linked:
    """A record of which only linking's rows are there, and the generated reading and claim that come next."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self.store = Store.open(path, create=create)
        self.next_reading = self.report = self.claim = 0
        self.processor, self.placed, self.pairs = 0.0, 0, 0

    def link(self, count: int, counting: Counting) -> None:
        """Link so many more reports, in one transaction."""
        with self.store.writing() as writer:
            events = Events(writer, Held(writer))
            for _ in range(count):
                one = reading(self.next_reading)
                self.report += 1
                found = contributions_of(one, self.report, self.claim + 1, {}, Reprint(root=self.report))
                began, pairs = process_time(), counting.pairs
                events.place(found)
                self.processor += process_time() - began
                self.pairs += counting.pairs - pairs
                self.placed += len(found)
                self.claim += len(one.claims)
                self.next_reading += 1

    def fill(self, claims: int) -> None:
        """Copy what is linked, until there are about so many claims."""
        copies = max(0, claims // self.claim - 1)
        if not copies:
            return
        days = -(-self.next_reading // REPORTS_A_DAY)
        with self.store.writing() as writer:
            _rows(writer, copies, self.claim)
            _keys(writer, copies, self.claim)
            _last(writer, copies, self.claim, self.report, days * copies)
        self.claim *= copies + 1
        self.report *= copies + 1
        self.next_reading = days * (copies + 1) * REPORTS_A_DAY


def _rows(writer: Writer, copies: int, claims: int) -> None:
    run = writer.connection.exec_driver_sql
    run("CREATE TEMP TABLE folded_rows AS SELECT * FROM claim_event ORDER BY claim_id")
    indexes = run("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'claim_event' AND sql IS NOT NULL").all()
    for name, _ in indexes:
        run(f"DROP INDEX {name}")
    for copy in range(1, copies + 1):
        moved = copy * claims
        run(
            "INSERT INTO claim_event (claim_id, event_id, origin, facts, support)"
            f" SELECT claim_id + {moved}, event_id + {moved}, origin, facts, x'' FROM folded_rows"
        )
    for _, made in indexes:
        run(made)
    _say("rows are copied")


def _keys(writer: Writer, copies: int, claims: int) -> None:
    block = kind_number("block")
    story = {key(one) for row in writer.rows(tables.claim_event.select().limit(claims)) for one in _story_keys(facts_of(row.facts))}
    run = writer.connection.exec_driver_sql
    run("CREATE TEMP TABLE folded_key AS SELECT key, ref FROM index_key")
    run("CREATE TEMP TABLE story_key (key INTEGER PRIMARY KEY)")
    writer.connection.execute(text("INSERT INTO story_key VALUES (:key)"), [{"key": one} for one in sorted(story)])
    run(
        f"WITH RECURSIVE copy (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < {copies}), "
        "told AS (SELECT key, ref, key IN (SELECT key FROM story_key) AS story FROM folded_key), "
        "moved AS (SELECT number, key, ref, story, abs(number * 7046029254386353 % 9007199254740881) AS other FROM copy, told) "
        f"INSERT OR IGNORE INTO index_key (kind, key, ref) SELECT {block}, "
        f"CASE WHEN story THEN key ELSE (key | other) - (key & other) END, ref + number * {claims} FROM moved "
        f"WHERE story OR number < {copies} ORDER BY 2, 3"
    )
    _say("keys are copied")


def _last(writer: Writer, copies: int, claims: int, reports: int, days: int) -> None:
    """Make the last copy whole: facts of its own days and numbers, and their keys."""

    def later(day: str | None) -> str | None:
        return None if day is None else (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()

    first = claims * copies
    changed, keys = [], []
    for claim, facts in writer.pick_among(tables.claim_event, ("claim_id", "facts"), "claim_id", range(first + 1, first + claims + 1)):
        one = facts_of(facts)
        when = None if one.when is None else msgspec.structs.replace(one.when, start=later(one.when.start), end=later(one.when.end))
        one = msgspec.structs.replace(one, claim=claim, report=one.report + reports * copies, published=later(one.published), when=when)
        changed.append(({"claim_id": claim}, {"facts": packed_facts(one)}))
        keys += [(own, claim) for own in blocks(one)]
    writer.update_all(tables.claim_event, changed)
    writer.put_all_keys("block", keys)


def run(claims: Sequence[int], reports: int, folder: Path) -> list[Cost]:
    """The cost of the next claim in a record of each size."""
    counting = Counting()
    records: list[Linked] = []
    for size in claims:
        one = Linked(folder / f"{size}.db", create=True)
        if records:
            records[0].store.close()
            one.store.close()
            one.path.write_bytes((folder / "folded.db").read_bytes())
            one.store = Store.open(one.path)
            records[0].store = Store.open(records[0].path)
            one.next_reading, one.report, one.claim = FOLDED, FOLDED, records[0].claim
        else:
            for start in range(0, FOLDED, BATCH):
                one.link(min(BATCH, FOLDED - start), counting)
            one.store.tidy()
            _say(f"{FOLDED:,} reports of {one.claim:,} claims are linked: {1000 * one.processor / one.placed:.2f} ms a claim")
            one.store.close()
            (folder / "folded.db").write_bytes(one.path.read_bytes())
            one.store = Store.open(one.path)
        one.fill(size)
        _say(f"a record of {one.claim:,} claims is there")
        records.append(one)
    for done in range(0, reports, BATCH):
        if done >= reports // 2 > done - BATCH:
            for one in records:
                one.processor, one.placed, one.pairs = 0.0, 0, 0
        for one in records:
            one.link(BATCH, counting)
        if done >= reports // 2:
            _say("; ".join(f"{one.claim:,}: {1000 * one.processor / one.placed:.2f} ms" for one in records))
    costs = [
        Cost(claims=one.claim, processor=round(1000 * one.processor / one.placed, 3), compared=round(one.pairs / one.placed, 1),
             disk=round(one.store.size() / 1e6, 1)) for one in records
    ]  # fmt: skip
    for one in records:
        one.store.close()
    return costs


def _say(what: str) -> None:
    print(f"{what} ({process_time():.0f} s of processor time)", flush=True)


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description="What linking one more claim costs in records of many sizes.")
    parser.add_argument("--claims", type=int, action="append", metavar="N", help="sizes; 10^4 to 10^7 where none is given")
    parser.add_argument("--reports", type=int, default=1_280, metavar="N", help="reports linked in each record, half of them measured")
    parser.add_argument("--folder", type=Path, default=None, help="where the records are made; 6 GB for 10^7 claims")
    parser.add_argument("--json", type=Path, default=None, metavar="FILE", help="write the figures there too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        costs = run(given.claims or CLAIMS, given.reports, Path(folder))
    memory = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    found = {
        "costs": [msgspec.to_builtins(one) for one in costs], "memory MB, all records open": memory,
        "the last against the first": round(costs[-1].processor / costs[0].processor, 2),
    }  # fmt: skip
    for one in costs:
        print(f"{one.claims:>12,} claims: {one.processor} ms of processor time and {one.compared} pairs a claim; {one.disk:,} MB")
    print(f"memory {memory} MB; the last against the first {found['the last against the first']}")
    if given.json is not None:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
