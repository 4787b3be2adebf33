"""What deriving a record costs one process, and how it is divided where workers help: ``python -m benchmarks.scale.derivation``.

    python -m benchmarks.scale.derivation [--reports N] [--workers N] [--json FILE]

Generated reports come in as a load leaves them, and are derived twice: by one process, and with the workers of an engine (``--engine
local`` of ``reportedly add``). Told is processor time, since other programs use the cores too: of one process; of the writer, who goes
through the log in order; of the workers. The speed-up is what the cores would give were they free: the time of one process against the
writer's and the workers' share together, for the writer waits while they work. That both records are the same is checked.
"""

import argparse
import json
import os
import resource
import tempfile
from pathlib import Path
from time import process_time

import msgspec

from benchmarks.generated_readings import reading
from reportedly.distributed.derivation import EngineHands
from reportedly.distributed.local_engine import LocalEngine
from reportedly.record.deriving import derive
from reportedly.record.hands import Hands
from reportedly.store.archive import pack_reading, report_key
from reportedly.store.arrivals import Arrival, blob_row, claim_values, report_values, store_arrivals
from reportedly.store.rows import report_row
from reportedly.store.sql import Store

NOW = "2031-01-01T00:00:00+00:00"


def arrive(store: Store, reports: int) -> None:
    """Let generated reports come in with their readings."""
    arrivals = []
    for number in range(reports):
        one = reading(number)
        key = report_key(one.report)
        arrivals.append(
            Arrival(
                key=key, source=f"made:{number}", method="line", blob=blob_row(one.report.text.encode()),
                report=report_values(report_row(one.report, 0, key)), claims=tuple(claim_values(claim) for claim in one.claims),
                reading=(msgspec.json.encode(one.made_by).decode(), pack_reading(one)),
            )
        )  # fmt: skip
    with store.writing() as writer:
        store_arrivals(writer, arrivals, writer.start_run(["made"], NOW), NOW)


def derived(path: Path, reports: int, hands: Hands | None) -> tuple[float, str]:
    """The processor seconds of this process, and the fingerprint of what it derived."""
    with Store.open(path, create=True) as store:
        arrive(store, reports)
        began = process_time()
        derive(store, hands=hands)
        return process_time() - began, store.fingerprint()


def run(reports: int, workers: int) -> dict[str, object]:
    """Derive twice, and say what it cost whom."""
    with tempfile.TemporaryDirectory() as folder:
        alone, one = derived(Path(folder) / "one.db", reports, None)
        with LocalEngine(workers) as engine:
            hands = EngineHands(engine)
            writer, many = derived(Path(folder) / "many.db", reports, hands)
            helped = sum(_used(process) for process in engine.processes())
    if one != many:
        raise SystemExit("The two records differ: this is a mistake in reportedly.")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "reports": reports, "workers": workers, "one process, s": round(alone, 2), "writer, s": round(writer, 2),
        "workers together, s": round(helped, 2), "parts": dict(hands.parts), "memory of the writer, MB": round(peak),
        "speed-up, cores free": round(alone / (writer + helped / workers), 2), "limit with many workers": round(alone / writer, 2),
    }  # fmt: skip


def _used(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description="What deriving costs one process, and a writer with workers.")
    parser.add_argument("--reports", type=int, default=1_000, metavar="N")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    parser.add_argument("--json", type=Path, default=None, metavar="FILE", help="write the figures there too")
    given = parser.parse_args()
    found = run(given.reports, given.workers)
    for name, value in found.items():
        print(f"{name}: {value}")
    if given.json is not None:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
