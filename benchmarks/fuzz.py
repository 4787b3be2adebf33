"""Damaged files for every reader: no crash, no hang over 5 s, no more than 1 GB of memory.

    python -m benchmarks.fuzz [--inputs 22400] [--reader pdf] [--json FILE]

Each reader reads its share in a process of its own, whose memory is limited to what its libraries take and 1 GB more. Seconds are those of
the processor, so that a busy machine makes no hangs; a process that works on one input for much longer, or stays silent for ten minutes,
is ended, counted and started anew behind the input that it hung on. An input is fine where each of its
outcomes is a report that can be written down, a reason with a cure, or a count; an exception that gets out is a crash. Inputs are made
from ``mutations.py`` by their number, so that every finding can be made again: ``python -m benchmarks.fuzz --reader pdf --only 17``.
"""

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

from benchmarks.mutations import SEEDS, damaged, seeds
from reportedly.ingest.files import items_from_bytes, report_from_item
from reportedly.ingest.item import Item, NotReport
from reportedly.ingest.rejection import Rejection
from reportedly.schema import report_id

SECONDS = 5.0
MEMORY = 1 << 30
INPUTS = 22_400
SILENCE, PATIENCE = 60.0, 600.0
"""Seconds by the clock after which a silent process is looked at, and ended even where it was given no time to work."""


def check(data: bytes, name: str) -> Counter[str]:
    """Read one input and count its outcomes; raises whatever is wrong."""
    counts: Counter[str] = Counter()
    for item in items_from_bytes(data, name):
        outcome = report_from_item(item) if isinstance(item, Item) else item
        if isinstance(outcome, NotReport):
            counts["no report"] += outcome.count
            assert outcome.what and outcome.where
        elif isinstance(outcome, Rejection):
            counts["rejected"] += 1
            assert outcome.reason and outcome.cure and outcome.where
            f"{outcome.reason}{outcome.cure}{outcome.where}".encode()
        else:
            counts["reports"] += 1
            assert outcome.text.strip() and outcome.id == report_id(outcome.text)
            for value in (outcome.text, outcome.title, outcome.byline, outcome.publisher, outcome.published, outcome.url):
                (value or "").encode()
    assert counts, "no outcome at all"
    return counts


def _worker(reader: str, start: int, stop: int) -> None:
    """Read inputs ``start`` to ``stop`` and write a line of JSON for each."""
    for seed in (*seeds(reader), "Les rebelles ont quitté le village mardi soir, a dit la police.".encode("cp1252")):
        check(seed, f"f.{reader}")  # loads what reading needs before the limit is set
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, taken + MEMORY))
    print(json.dumps({"ready": True}), flush=True)
    for number in range(start, stop):
        began = time.process_time()
        try:
            line: dict[str, Any] = {"counts": check(damaged(reader, number), f"f.{reader}")}
        except MemoryError:
            line = {"memory": True}
        except Exception as error:  # noqa: BLE001  whatever it is, it is a finding
            line = {"crash": f"{type(error).__name__}: {error}"[:300], "trace": traceback.format_exc()[-3000:]}
        print(json.dumps({"number": number, "seconds": time.process_time() - began, **line}), flush=True)
        if number % 100 == 99:
            gc.collect()
    print(json.dumps({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}), flush=True)


class Fuzzing:
    """One reader's run; ``findings`` are what is wrong."""

    def __init__(self, reader: str, inputs: int) -> None:
        self.reader, self.inputs = reader, inputs
        self.done = 0
        self.peak = 0
        self.slowest = (0.0, -1)
        self.counts: Counter[str] = Counter()
        self.findings: list[dict[str, Any]] = []

    def run(self) -> None:
        """Read them all."""
        start = 0
        while start < self.inputs:
            start = self._process(start)

    def _process(self, start: int) -> int:
        """Run one process from ``start``; the number to go on with."""
        command = [sys.executable, "-m", "benchmarks.fuzz", "--worker", self.reader, str(start), str(self.inputs)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        lines: Queue[str | None] = Queue()
        assert process.stdout is not None
        Thread(target=_pump, args=(process.stdout, lines), daemon=True).start()
        at, quiet, before, ready = start, 0.0, 0.0, False
        try:
            while True:
                try:
                    line = lines.get(timeout=SILENCE)
                except Empty:
                    quiet += SILENCE
                    if quiet < PATIENCE and (not ready or _worked(process.pid) - before < 2 * SECONDS):
                        continue
                    self.findings.append({"number": at, "hang": True})
                    return at + 1
                if line is None:
                    if at < self.inputs:
                        self.findings.append({"number": at, "crash": f"the process ended with {process.wait()}"})
                    return at + 1
                told = json.loads(line)
                quiet, before, ready = 0.0, _worked(process.pid), True
                self.peak = max(self.peak, told.get("peak", 0))
                if "number" in told:
                    self._note(told)
                    at = told["number"] + 1
        finally:
            process.kill()
            process.wait()

    def _note(self, told: dict[str, Any]) -> None:
        self.done += 1
        self.slowest = max(self.slowest, (told["seconds"], told["number"]))
        self.counts.update(told.get("counts", {}))
        if told["seconds"] > SECONDS or told.keys() & {"crash", "memory"}:
            self.findings.append(told)

    def row(self) -> dict[str, Any]:
        """The reader's row of the table."""
        kinds = Counter(map(_what, self.findings))
        return {
            "reader": self.reader, "inputs": self.inputs, "reports": self.counts["reports"], "rejected": self.counts["rejected"],
            "no report": self.counts["no report"], "crashes": kinds["crash"], "hangs": kinds["hang"], "over memory": kinds["memory"],
            "slowest s": round(self.slowest[0], 2), "slowest input": self.slowest[1], "peak MB": self.peak // 1024,
        }  # fmt: skip


def _worked(pid: int) -> float:
    """Seconds that a process had of the processor; 0 where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _what(finding: dict[str, Any]) -> str:
    if finding.get("hang") or finding.get("seconds", 0) > SECONDS:
        return "hang"
    return "memory" if finding.get("memory") else "crash"


def _pump(stream: IO[str], lines: "Queue[str | None]") -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def main() -> int:
    """Run it and print a table; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--inputs", type=int, default=INPUTS, help="inputs in all, an equal share for each reader")
    parser.add_argument("--reader", choices=sorted(SEEDS), action="append", help="only this reader")
    parser.add_argument("--only", type=int, help="read one input here, and let what is wrong come out")
    parser.add_argument("--json", type=Path, help="write the rows and findings here")
    parser.add_argument("--worker", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        _worker(options.worker[0], int(options.worker[1]), int(options.worker[2]))
        return 0
    readers = options.reader or list(SEEDS)
    if options.only is not None:
        print(check(damaged(readers[0], options.only), f"f.{readers[0]}"))
        return 0
    share = -(-options.inputs // len(readers))
    rows, findings = [], []
    for reader in readers:
        fuzzing = Fuzzing(reader, share)
        fuzzing.run()
        rows.append(fuzzing.row())
        findings += [{"reader": reader, **one} for one in fuzzing.findings]
        if len(rows) == 1:
            print(f"| {' | '.join(rows[0])} |\n|{'---|' * len(rows[0])}")
        print(f"| {' | '.join(str(value) for value in rows[-1].values())} |", flush=True)
    print(f"\n{sum(row['inputs'] for row in rows):,} inputs, {len(findings):,} findings")
    for finding in findings[:20]:
        print(json.dumps({key: value for key, value in finding.items() if key != "trace"}))
    if options.json is not None:
        options.json.write_text(json.dumps({"rows": rows, "findings": findings}, indent=2))
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main())
