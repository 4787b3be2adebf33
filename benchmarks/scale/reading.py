"""What an engine costs and gives: two workers against one, an engine against a plain loop, twenty kills, and a report that kills.

    python -m benchmarks.scale.reading [speed] [kills] [poison] [--shards N] [--shard N] [--loop] [--reports N]
        [--engine local|dask] [--json FILE]

``speed`` reads generated reports with the packaged model, in shards of 1,000 (``--shard``); they have two sentences each, fewer than
most, so that what an engine costs weighs more. Other programs may hold the cores, so nothing hangs on wall times, nor on comparing the
processor times of two runs, which differ by a fifth where a core's caches are shared. The overhead is taken within a run: the processor
time of all its processes (the program's, the workers', the scheduler's) that was not spent inside the task, which is the function that a
plain loop calls too. The gain of a second worker is that of the share of their time in which workers read: how long each would have taken
on a free core is its wall time less the time that its reading thread stood ready and was not let run (/proc/PID/task/*/schedstat).
Starting is left out: workers have read a small shard before. ``--loop`` runs the plain loop as well, and compares the datasets. ``kills``
and ``poison`` tell wall times, for which other programs count, and ``poison`` the processor time of all its processes too.
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
from reportedly.distributed import task as tasks
from reportedly.distributed.dask_engine import DaskEngine
from reportedly.distributed.local_engine import LocalEngine
from reportedly.distributed.run import Job, Run
from reportedly.pipeline import Reader
from reportedly.schema import Report

INVENTED = "benchmarks.scale.invented_reader:InventedReader"
TIMED = "benchmarks.scale.reading:TimedReader"
POISONED = "benchmarks.scale.reading:PoisonedReader"
SHARD = 1_000
KILL_REPORTS, KILL_TIMES, KILL_PACE = 20_000, 20, 0.003
KILL_EVERY = 6.0
"""Seconds between two kills, on average: a worker takes some to start where others hold the cores, and has to come to read."""

TIMES = "TIMED_READER_FOLDER"
TICK = os.sysconf("SC_CLK_TCK")


class PoisonedReader(Reader):
    """The packaged reader; a report of one title ends its process."""

    def read_or_reject(self, report: Report) -> Any:
        """As the packaged reader, where it survives."""
        if report.title == KILLS:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read_or_reject(report)


class TimedReader(Reader):
    """The packaged reader, in a process that writes down the processor time of its tasks."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__(settings)
        real, spent = tasks._read, [0.0]

        def timed(task: tasks.Task) -> Any:
            began = time.thread_time()
            try:
                return real(task)
            finally:
                spent[0] += time.thread_time() - began
                Path(os.environ[TIMES], str(os.getpid())).write_text(str(spent[0]))

        tasks._read = timed  # from the next task on: the first one opens the reader


@dataclass(frozen=True)
class Cost:
    """What a run cost: wall seconds, processor seconds of all processes, those inside of tasks, and wall seconds on free cores."""

    workers: int
    reports: int
    wall: float
    processor: float
    tasks: float
    free: float

    @property
    def share(self) -> float:
        """The share of the workers' time, on free cores, in which they did their tasks."""
        return self.tasks / (self.workers * self.free)


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


def task_seconds(pids: Sequence[int]) -> float:
    """Processor seconds that these processes have spent inside of tasks."""
    paths = [Path(os.environ[TIMES], str(pid)) for pid in pids]
    return sum(float(path.read_text()) for path in paths if path.exists())


def measured(job: Job, engine: Any, pids: Callable[[], Sequence[int]], others: Sequence[int] = ()) -> Cost:
    """Run a job on an engine that is warm, and tell its cost."""
    planned = Run(job)
    workers = list(pids())
    before = {pid: (processor_seconds(pid), *reading_thread(pid)) for pid in workers}
    beside = {pid: processor_seconds(pid) for pid in others}
    inside = task_seconds(workers)
    began, own = time.monotonic(), time.process_time()
    account = planned.run(engine)
    wall, processor = time.monotonic() - began, time.process_time() - own
    processor += sum(processor_seconds(pid) - beside[pid] for pid in others)
    free = 0.0
    for pid in workers:
        ran, (_, waited) = processor_seconds(pid) - before[pid][0], reading_thread(pid)
        processor += ran
        free = max(free, wall - (waited - before[pid][2]))
    return Cost(
        workers=len(workers), reports=account.read, wall=wall, processor=processor, tasks=task_seconds(workers) - inside, free=free
    )


def speed(folder: Path, shards: int, shard: int, engine: str, with_loop: bool, as_it_comes: bool = False) -> dict[str, Any]:
    """One worker and two over the same reports, and if wanted a plain loop; ``as_it_comes``: with Dask's own settings."""
    warm = write_lines(folder / "warm.jsonl", range(40))
    path = short_lines(folder / "in.jsonl", shards * shard)
    (folder / "times").mkdir()
    os.environ[TIMES] = str(folder / "times")
    found: dict[str, Any] = {"engine": engine, "reports": shards * shard, "shard": shard}

    def job(source: Path, out: str, reports: int = shard) -> Job:
        return Job(inputs=(str(source),), out=str(folder / out), reports=reports, reader=TIMED)

    for workers in (1, 2):
        if engine == "dask":
            (folder / f"dask{workers}").mkdir()
            cluster = Cluster(folder / f"dask{workers}", workers, "0", as_it_comes=as_it_comes)
            opened: Any = DaskEngine(cluster.address)
            pids, others = cluster.processes, (cluster.scheduler.pid, cluster.workers.pid)
        else:
            cluster = None
            opened = LocalEngine(workers)
            pids, others = opened.processes, ()
        try:
            while not pids() or any(not Path(os.environ[TIMES], str(pid)).exists() for pid in pids()) or len(pids()) < workers:
                Run(job(warm, f"warm-{workers}-{time.monotonic()}", 10)).run(opened)
            found[f"workers {workers}"] = measured(job(path, f"out{workers}"), opened, pids, others)
        finally:
            opened.close()
            if cluster is not None:
                cluster.close()
    one, two = found["workers 1"], found["workers 2"]
    found["gain"] = two.workers * two.share / one.share
    found["overhead"] = (one.processor + two.processor) / (one.tasks + two.tasks) - 1
    outs = [folder / "out1", folder / "out2"]
    if with_loop:
        Run(job(path, "loop")).run(PlainLoop())
        outs.append(folder / "loop")
    found["same dataset"] = all(files_below(out) == files_below(outs[0]) for out in outs)
    return found | {name: asdict(found[name]) for name in ("workers 1", "workers 2")}


def short_lines(path: Path, count: int, harm: dict[int, str] | None = None) -> Path:
    """Generated reports, each cut off behind its second sentence."""
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            record = json.loads(line(number, (harm or {}).get(number)))
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


def poison(folder: Path, shard: int) -> dict[str, Any]:
    """A report that ends its process, in the middle of a shard, read with the packaged model; and the same without it."""

    def spent(name: str, harm: dict[int, str]) -> tuple[Any, float, float]:
        path = short_lines(folder / f"{name}.jsonl", shard, harm)
        job = Job(inputs=(str(path),), out=str(folder / name), reports=shard, reader=POISONED)
        began, before = time.monotonic(), os.times()
        with LocalEngine(1) as engine:
            account = Run(job).run(engine)
        wall, after = time.monotonic() - began, os.times()
        return account, wall, sum(after[:4]) - sum(before[:4])

    _, _, without = spent("harmless", {})
    account, wall, processor = spent("out", {shard // 2: KILLS})
    dataset = Dataset.open(str(folder / "out"))
    return {
        "account": account.words, "rejected": [one.where.rpartition(":")[2] for one in account.rejections], "deaths": account.workers_lost,
        "seconds": wall, "processor": processor, "without it": without, "adds up": all(one.adds_up for one in dataset.entries()),
    }  # fmt: skip


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file of a dataset, by its name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def shown(found: dict[str, dict[str, Any]]) -> str:
    """The figures beside their bars."""
    lines = []
    if "speed" in found:
        one = found["speed"]
        for name in ("workers 1", "workers 2"):
            cost = one[name]
            lines.append(
                f"{one['engine']:6} {name:10} {cost['reports']:,} reports: processor {cost['processor']:.1f} s, {cost['tasks']:.1f} s of "
                f"it in tasks; on free cores {cost['free']:.1f} s, wall {cost['wall']:.1f} s"
            )
        lines.append(f"two workers against one   {one['gain']:.2f} x   (bar 1.8)")
        lines.append(f"engine against plain loop {one['overhead']:+.1%}   (bar 5 %)")
        lines.append(f"the datasets are the same, bit for bit: {one['same dataset']}")
    if "kills" in found:
        one = found["kills"]
        lines.append(f"{one['kills']} kills in {one['reports']:,} reports ({one['seconds']:.0f} s): {one['account']}")
        lines.append(f"the dataset is that of an undisturbed run, bit for bit: {one['same dataset']}")
    if "poison" in found:
        one = found["poison"]
        lines.append(f"poison: {one['account']}, line {one['rejected']}, {one['deaths']} deaths, {one['seconds']:.0f} s   (bar 120)")
        more = one["processor"] - one["without it"]
        lines.append(f"  processor time {one['processor']:.0f} s, without that report {one['without it']:.0f} s: it cost {more:.0f} s")
    return "\n".join(lines)


def main() -> None:
    """Run what is named, all without a name."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale.reading", description="What an engine costs and gives.")
    parser.add_argument("names", nargs="*", choices=[[], "speed", "kills", "poison"], default=[])
    parser.add_argument("--shards", type=int, default=2, help="for speed; an even number")
    parser.add_argument("--shard", type=int, default=SHARD, help="reports in a shard, for speed and poison")
    parser.add_argument("--loop", action="store_true", help="also run a plain loop, for speed")
    parser.add_argument("--reports", type=int, default=KILL_REPORTS, help="for kills")
    parser.add_argument("--engine", choices=["local", "dask"], default="local")
    parser.add_argument("--as-it-comes", action="store_true", help="Dask with its own settings, not those of deploy/dask")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    planning.CUT_ABOVE = 1_000  # a shard of generated reports has less than a megabyte
    wanted: dict[str, Callable[[Path], dict[str, Any]]] = {
        "speed": lambda folder: speed(folder, given.shards, given.shard, given.engine, given.loop, given.as_it_comes),
        "kills": lambda folder: kills(folder, given.reports),
        "poison": lambda folder: poison(folder, given.shard),
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
