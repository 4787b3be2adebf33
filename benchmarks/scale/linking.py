"""What it costs to link a claim in a record of 10^4 to 10^7 claims: processor time, comparisons, rows read, and the record's size.

    python -m benchmarks.scale.linking [--claims N]... [--reports N] [--new-words] [--folder FOLDER] [--json FILE]

Only linking is measured: finding the claims that share keys, comparing, clustering anew and writing which claims are one event. The
claims are those of ``generated_readings``: five a report, a few occurrences told by hundreds of reports, most by one or two. The first
2,000 reports are linked one after another. Larger records are filled by copies of them, moved by so many days (``linking_copies``):
rows, facts and keys of a story's words are as many as if each report had been linked; keys of a place, an actor and a week are others by
chance; the last copy is made whole, so that what comes next meets the claims of its own weeks. With ``--new-words``, keys of a story's
words are others too. The reports after are then linked in all records by turns, a batch here and a batch there, so that what else runs
on the machine weighs on all alike; the first half warms what is kept at hand, the second is measured. Entities have no actors here, and
participants are compared by their words. In a ``--folder`` the records stay, and another run goes on from them.
"""

import argparse
import json
import resource
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any

import msgspec

from benchmarks.generated_readings import REPORTS_A_DAY, reading
from benchmarks.scale.linking_copies import copy_rows, whole_copy
from reportedly.corroborate import linking_pairs
from reportedly.record.contributions import contributions_of
from reportedly.record.events import Events
from reportedly.record.holding import Held
from reportedly.record.reprints import Reprint
from reportedly.store.sql import Store
from reportedly.store.sqlite import SqliteDatabase

CLAIMS = (10_000, 100_000, 1_000_000, 10_000_000)
FOLDED = 2_000
BATCH = 64


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What linking one more claim costs in a record of so many: milliseconds, claims compared, rows read, and the record's MB."""

    claims: int
    processor: float
    compared: float
    rows: float
    disk: float


class Counting:
    """Counts the pairs of claims that are compared and the rows that a record gives, wherever they are."""

    def __init__(self) -> None:
        self.pairs = self.rows = 0
        pairs: Any = linking_pairs
        file: Any = SqliteDatabase
        self._conflict, self._fetch, self._find = pairs.conflict, file.fetch, file.find_keys
        pairs.conflict = self._counted
        file.fetch = lambda *given: self._given(self._fetch(*given))
        file.find_keys = lambda *given: self._given(self._find(*given))

    def _counted(self, one: Any, two: Any) -> Any:
        self.pairs += 1
        return self._conflict(one, two)

    def _given(self, rows: list[Any]) -> list[Any]:
        self.rows += len(rows)
        return rows


class State(msgspec.Struct):
    """How far a record is: the number of the next generated reading, and of its last report and claim."""

    next: int = 0
    report: int = 0
    claim: int = 0


class Linked:
    """A record of which only linking's rows are there, and how far it is, which is kept in a file beside it."""

    def __init__(self, path: Path) -> None:
        self.path, self._beside = path, path.with_suffix(".json")
        there = path.exists() and self._beside.exists()
        self.state = msgspec.json.decode(self._beside.read_bytes(), type=State) if there else State()
        if not there:
            path.unlink(missing_ok=True)
        self.store = Store.open(path, create=not there)
        self.begin()

    def begin(self) -> None:
        """Count from here."""
        self.processor, self.placed, self.pairs, self.rows = 0.0, 0, 0, 0

    def link(self, count: int, counting: Counting) -> None:
        """Link so many more reports, in one transaction."""
        state = self.state
        with self.store.writing() as writer:
            events = Events(writer, Held(writer))
            for _ in range(count):
                one = reading(state.next)
                state.report += 1
                found = contributions_of(one, state.report, state.claim + 1, {}, Reprint(root=state.report))
                began, pairs, rows = process_time(), counting.pairs, counting.rows
                events.place(found)
                self.processor += process_time() - began
                self.pairs += counting.pairs - pairs
                self.rows += counting.rows - rows
                self.placed += len(found)
                state.claim += len(one.claims)
                state.next += 1
        self.note()

    def note(self) -> None:
        """Write down how far it is."""
        self._beside.write_bytes(msgspec.json.encode(self.state))

    def filled(self, target: Path, claims: int, new_words: bool) -> "Linked":
        """A copy of this record in which what is linked here is copied until there are about so many claims."""
        if target.with_suffix(".json").exists():
            return Linked(target)
        state = self.state
        copies = max(0, claims // state.claim - 1)
        days = -(-state.next // REPORTS_A_DAY)
        self.store.close()
        shutil.copy(self.path, target)
        self.store = Store.open(self.path)
        if copies:
            copy_rows(target, copies, state.claim, new_words=new_words)
            with Store.open(target) as store:
                with store.writing() as writer:
                    whole_copy(writer, copies, state.claim, state.report, days * copies)
                store.tidy()
        after = days * (copies + 1) * REPORTS_A_DAY if copies else state.next
        moved = State(next=after, report=state.report * (copies + 1), claim=state.claim * (copies + 1))
        target.with_suffix(".json").write_bytes(msgspec.json.encode(moved))
        return Linked(target)

    def cost(self) -> Cost:
        """What a claim has cost since ``begin``."""
        return Cost(
            claims=self.state.claim, processor=round(1000 * self.processor / self.placed, 3), compared=round(self.pairs / self.placed, 1),
            rows=round(self.rows / self.placed, 1), disk=round(self.store.size() / 1e6, 1),
        )  # fmt: skip


def folded(path: Path, counting: Counting) -> Linked:
    """The record of which the others are made: the first reports, each linked."""
    one = Linked(path)
    while one.state.next < FOLDED:
        one.link(min(BATCH, FOLDED - one.state.next), counting)
    one.store.tidy()
    _say(f"{FOLDED:,} reports of {one.state.claim:,} claims are linked")
    return one


def run(claims: Sequence[int], reports: int, folder: Path, new_words: bool = False) -> list[Cost]:
    """The cost of the next claim in a record of each size."""
    counting = Counting()
    first = folded(folder / "folded.db", counting)
    records = []
    for size in claims:
        records.append(first.filled(folder / f"{size}{'-new-words' * new_words}.db", size, new_words))
        _say(f"a record of {records[-1].state.claim:,} claims is there")
    for done in range(0, reports, BATCH):
        if done >= reports // 2 > done - BATCH:
            for one in records:
                one.begin()
        for one in records:
            one.link(BATCH, counting)
        if done >= reports // 2:
            _say("; ".join(f"{one.claims:,}: {one.processor:.2f} ms" for one in (each.cost() for each in records)))
    costs = [one.cost() for one in records]
    for one in (first, *records):
        one.store.close()
    return costs


def _say(what: str) -> None:
    print(f"{what} ({process_time():.0f} s of processor time)", flush=True)


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description="What linking one more claim costs in records of many sizes.")
    parser.add_argument("--claims", type=int, action="append", metavar="N", help="sizes; 10^4 to 10^7 where none is given")
    parser.add_argument("--reports", type=int, default=1_280, metavar="N", help="reports linked in each record, half of them measured")
    parser.add_argument("--new-words", action="store_true", help="no story is told with words that older ones were told with")
    parser.add_argument("--folder", type=Path, default=None, help="where the records are made, and stay; 9 GB for 10^7 claims")
    parser.add_argument("--json", type=Path, default=None, metavar="FILE", help="write the figures there too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        costs = run(given.claims or CLAIMS, given.reports, given.folder or Path(folder), given.new_words)
    memory = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    found = {
        "costs": [msgspec.to_builtins(one) for one in costs], "memory MB, all records open": memory,
        "the last against the first": round(costs[-1].processor / costs[0].processor, 2),
    }  # fmt: skip
    for one in costs:
        spent = f"{one.processor} ms of processor time, {one.compared} pairs and {one.rows} rows a claim"
        print(f"{one.claims:>12,} claims: {spent}; {one.disk:,} MB")
    print(f"memory {memory} MB; the last against the first {found['the last against the first']}")
    if given.json is not None:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
