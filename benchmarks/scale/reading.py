"""What an engine costs and gives: two workers against one, an engine against a plain loop, twenty kills, and a report that kills.

    python -m benchmarks.scale.reading [speed] [kills] [poison] [--shards N] [--bare] [--reports N] [--engine local|dask] [--json FILE]

``speed`` reads generated reports with the packaged model, in shards of 1,000; they have two sentences each, fewer than most, so that what
an engine costs weighs more. Other programs may hold the cores, so times are not wall
times: the overhead is the processor time of all processes of a run (the program's, the workers', the scheduler's) beside that of a
plain loop over the same shards; the gain of a second worker is taken from how long each worker would have taken on a free core, which
is its wall time less the time that its reading thread stood ready and was not let run (/proc/PID/task/*/schedstat). Starting is left
out: workers have read a small shard before. ``kills`` and ``poison`` tell wall times, for which other programs count, and ``poison``
the processor time of all its processes too.
"""

import argparse
import json
import os
import random
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.scale.dask_cluster import Cluster
from benchmarks.scale.invented_reader import KILLS, PACE, line, write_lines
from benchmarks.scale.plain_loop import PlainLoop
from reportedly.config import Settings
from reportedly.dataset.dataset import Dataset
from reportedly.distributed import planning
from reportedly.distributed.dask_engine import DaskEngine
from reportedly.distributed.local_engine import LocalEngine
from reportedly.distributed.run import Job, Run
from reportedly.pipeline import Reader
from reportedly.schema import Reading, Report

INVENTED = "benchmarks.scale.invented_reader:InventedReader"
POISONED = "benchmarks.scale.reading:PoisonedReader"
SHARD = 1_000
KILL_REPORTS, KILL_TIMES, KILL_PACE = 20_000, 20, 0.003
KILL_EVERY = 6.0
"""Seconds between two kills, on average: a worker takes some to start where others hold the cores, and has to come to read."""

POISON_AT = 500
TICK = os.sysconf("SC_CLK_TCK")


class PoisonedReader(Reader):
    """The packaged reader; a report of one title ends its process."""

    def read_or_reject(self, report: Report) -> Any:
        """As the packaged reader, where it survives."""
        if report.title == KILLS:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read_or_reject(report)


@dataclass(frozen=True)
class Cost:
    """What a run cost: wall seconds, processor seconds of all processes, and how long it would have taken on free cores."""

    workers: int
    reports: int
    wall: float
    processor: float
    free: float


def processor_seconds(pid: int) -> float:
    """Of a process with its threads; 0 where it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def reading_thread(pid: int) -> tuple[float, float]:
    """Seconds that the busiest thread of a process ran, and that it stood ready and was not let run."""
    found = [(0.0, 0.0)]
    for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        run, waited, _ = path.read_text().split()
        found.append((int(run) / 1e9, int(waited) / 1e9))
    return max(found)


def measured(job: Job, engine: Any, pids: Callable[[], Sequence[int]], others: Sequence[int] = ()) -> Cost:
    """Run a job on an engine that is warm, and tell its cost."""
    planned = Run(job)
    workers = list(pids())
    before = {pid: (processor_seconds(pid), *reading_thread(pid)) for pid in workers}
    beside = {pid: processor_seconds(pid) for pid in others}
    began, own = time.monotonic(), time.process_time()
    account = planned.run(engine)
    wall, processor = time.monotonic() - began, time.process_time() - own
    processor += sum(processor_seconds(pid) - beside[pid] for pid in others)
    free = 0.0
    for pid in workers:
        ran, (_, waited) = processor_seconds(pid) - before[pid][0], reading_thread(pid)
        processor += ran
        free = max(free, wall - (waited - before[pid][2]))
    return Cost(workers=len(workers) or 1, reports=account.read, wall=wall, processor=processor, free=free or processor)


def bare(path: Path) -> float:
    """Processor seconds of reading these reports in a plain loop, without storing anything."""
    reader = Reader.open(Settings())
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    reports = [Report(id=str(n), text=one["text"], title=one["title"], published=one["published"]) for n, one in enumerate(lines)]
    reader.read(reports[0])
    began = time.process_time()
    for report in reports:
        assert isinstance(reader.read_or_reject(report), Reading)
    return time.process_time() - began


def speed(folder: Path, shards: int, engine: str, with_bare: bool) -> dict[str, Any]:
    """A plain loop, one worker and two, over the same reports."""
    warm = write_lines(folder / "warm.jsonl", range(40))
    path = short_lines(folder / "in.jsonl", shards * SHARD)
    found: dict[str, Any] = {"engine": engine, "reports": shards * SHARD, "shard": SHARD}

    def job(source: Path, out: str, reports: int = SHARD) -> Job:
        return Job(inputs=(str(source),), out=str(folder / out), reports=reports)

    loop = PlainLoop()
    Run(job(warm, "warm-loop", 10)).run(loop)
    if with_bare:
        found["storing"] = bare(path)
    found["loop"] = asdict(measured(job(path, "loop"), loop, list))
    for workers in (1, 2):
        if engine == "dask":
            cluster = Cluster(folder / f"dask{workers}", workers, "0")
            opened: Any = DaskEngine(cluster.address)
            pids, others = cluster.processes, (cluster.scheduler.pid, cluster.workers.pid)
        else:
            cluster = None
            opened = LocalEngine(workers)
            pids, others = opened.processes, ()
        try:
            while len(pids()) < workers or opened.hands() < workers:
                Run(job(warm, f"warm-{workers}-{time.monotonic()}", 10)).run(opened)
            found[f"workers {workers}"] = asdict(measured(job(path, f"out{workers}"), opened, pids, others))
        finally:
            opened.close()
            if cluster is not None:
                cluster.close()
    one, two, plain = found["workers 1"], found["workers 2"], found["loop"]
    found["gain"] = one["free"] / two["free"]
    found["overhead"] = one["processor"] / plain["processor"] - 1
    if with_bare:
        found["storing"] = plain["processor"] / found["storing"] - 1
    same = files_below(folder / "loop") == files_below(folder / "out1") == files_below(folder / "out2")
    return found | {"same dataset": same}


def short_lines(path: Path, count: int) -> Path:
    """Generated reports, each cut off behind its second sentence."""
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            record = json.loads(line(number))
            text = ". ".join(record["text"].split(". ")[:2]) + "."
            out.write(json.dumps(record | {"text": text}) + "\n")
    return path


def kills(folder: Path, reports: int) -> dict[str, Any]:
    """Kill a worker at random twenty times during a run, and compare the dataset with an undisturbed one."""
    path = write_lines(folder / "in.jsonl", range(reports))

    def job(out: str) -> Job:
        return Job(inputs=(str(path),), out=str(folder / out), reports=SHARD, reader=INVENTED)

    Run(job("undisturbed")).run(PlainLoop())
    os.environ[PACE] = str(KILL_PACE)
    killed: list[int] = []
    with LocalEngine(2) as engine:

        def kill() -> None:
            chance = random.Random(20)
            while len(killed) < KILL_TIMES:
                time.sleep(KILL_EVERY * 2 * chance.random())
                alive = engine.processes()
                if alive:
                    os.kill(chance.choice(alive), signal.SIGKILL)
                    killed.append(alive[0])

        threading.Thread(target=kill, daemon=True).start()
        began = time.monotonic()
        account = Run(job("disturbed")).run(engine)
        took = time.monotonic() - began
    os.environ.pop(PACE)
    same = files_below(folder / "disturbed") == files_below(folder / "undisturbed")
    return {
        "reports": reports, "kills": len(killed), "workers lost": account.workers_lost, "account": account.words, "seconds": took,
        "same dataset": same,
    }  # fmt: skip


def poison(folder: Path) -> dict[str, Any]:
    """A report that ends its process, in the middle of a shard of a thousand, read with the packaged model."""
    path = write_lines(folder / "in.jsonl", range(SHARD), {POISON_AT: KILLS})
    job = Job(inputs=(str(path),), out=str(folder / "out"), reports=SHARD, reader=POISONED)
    began, before = time.monotonic(), os.times()
    with LocalEngine(1) as engine:
        account = Run(job).run(engine)
    wall, after = time.monotonic() - began, os.times()
    processor = sum(after[:4]) - sum(before[:4])
    dataset = Dataset.open(str(folder / "out"))
    return {
        "account": account.words, "rejected": [one.where.rpartition(":")[2] for one in account.rejections], "deaths": account.workers_lost,
        "seconds": wall, "processor": processor, "adds up": all(one.adds_up for one in dataset.entries()),
    }  # fmt: skip


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file of a dataset, by its name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def shown(found: dict[str, dict[str, Any]]) -> str:
    """The figures beside their bars."""
    lines = []
    if "speed" in found:
        one = found["speed"]
        for name in ("loop", "workers 1", "workers 2"):
            cost = one[name]
            lines.append(
                f"{one['engine']:6} {name:10} {cost['reports']:,} reports: processor {cost['processor']:.1f} s, on free cores "
                f"{cost['free']:.1f} s, wall {cost['wall']:.1f} s"
            )
        lines.append(f"two workers against one   {one['gain']:.2f} x   (bar 1.8)")
        lines.append(f"engine against plain loop {one['overhead']:+.1%}   (bar 5 %)")
        if "storing" in one:
            lines.append(f"storing against reading   {one['storing']:+.1%}")
        lines.append(f"the three datasets are the same, bit for bit: {one['same dataset']}")
    if "kills" in found:
        one = found["kills"]
        lines.append(f"{one['kills']} kills in {one['reports']:,} reports ({one['seconds']:.0f} s): {one['account']}")
        lines.append(f"the dataset is that of an undisturbed run, bit for bit: {one['same dataset']}")
    if "poison" in found:
        one = found["poison"]
        lines.append(f"poison: {one['account']}, line {one['rejected']}, {one['deaths']} deaths, {one['seconds']:.0f} s   (bar 120)")
        lines.append(f"processor time of all its processes {one['processor']:.0f} s")
    return "\n".join(lines)


def main() -> None:
    """Run what is named, all without a name."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale.reading", description="What an engine costs and gives.")
    parser.add_argument("names", nargs="*", choices=[[], "speed", "kills", "poison"], default=[])
    parser.add_argument("--shards", type=int, default=2, help="of 1,000 reports, for speed; an even number")
    parser.add_argument("--bare", action="store_true", help="also read without storing, for speed")
    parser.add_argument("--reports", type=int, default=KILL_REPORTS, help="for kills")
    parser.add_argument("--engine", choices=["local", "dask"], default="local")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    planning.CUT_ABOVE = 1_000  # a thousand generated reports have less than a megabyte
    wanted: dict[str, Callable[[Path], dict[str, Any]]] = {
        "speed": lambda folder: speed(folder, given.shards, given.engine, given.bare),
        "kills": lambda folder: kills(folder, given.reports),
        "poison": poison,
    }
    found = {}
    for name, run in wanted.items():
        if not given.names or name in given.names:
            with tempfile.TemporaryDirectory() as folder:
                found[name] = run(Path(folder))
            print(shown({name: found[name]}), flush=True)
    if given.json is not None:
        given.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
