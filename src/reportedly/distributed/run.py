"""``run``: everything that was named, read by an engine into a dataset, and the account of it."""

from collections.abc import Callable

from msgspec import Struct

from reportedly.config import Settings
from reportedly.dataset.dataset import Dataset
from reportedly.dataset.shard import Shard
from reportedly.dataset.storage import Storage, is_local
from reportedly.dataset.writing import open_version
from reportedly.distributed.account import RunAccount, RunProgress, Tally
from reportedly.distributed.dask_engine import DaskEngine
from reportedly.distributed.engine import Engine
from reportedly.distributed.inputs import Inputs, find_inputs
from reportedly.distributed.local_engine import LocalEngine
from reportedly.distributed.planning import SHARD_REPORTS, make_shards, missing
from reportedly.distributed.running import Running
from reportedly.distributed.task import READER, Task, opened_reader, settings_json, version_of_reader
from reportedly.errors import BadOption
from reportedly.ingest.given import NOTHING_GIVEN, Given


class Job(Struct, frozen=True, kw_only=True):
    """What a run is asked: read ``inputs`` (paths and URLs) into the dataset ``out``, with what is ``given`` about every report.

    ``reports`` is about how many a shard has. ``reader`` names what reads (``module:name``), by which tests read without a model.
    """

    inputs: tuple[str, ...]
    out: str
    settings: Settings = Settings()
    given: Given = NOTHING_GIVEN
    reports: int = SHARD_REPORTS
    reader: str = READER


class Plan(Struct, frozen=True, kw_only=True):
    """A job as far as it was worked out: the version's folder, which shards are to be read, how many of its shards have been."""

    folder: str
    version: str
    todo: tuple[Shard, ...]
    before: int
    found: Inputs


class Run:
    """A job, planned when it is made: raises MissingFile, StorageError and the like where it can't be done."""

    def __init__(self, job: Job, planned: Callable[[int, int], None] | None = None) -> None:
        """``planned`` hears how many files have been looked into, of how many."""
        self.job = job
        out = _absolute(job.out)
        found = find_inputs(job.inputs, out)
        settings = settings_json(job.settings)
        version = version_of_reader(opened_reader(settings, job.reader), job.settings, job.given)
        storage = open_version(out, version)
        count = len(found.files)
        told = None if planned is None else lambda number: planned(number, count)
        shards = list(make_shards(found.files, storage, job.reports, told))
        todo, before = missing(shards, Dataset(storage, version).entries())
        self.plan = Plan(folder=storage.url, version=version.id, todo=tuple(todo), before=len(before), found=found)
        self.task: Callable[[Shard], Task] = lambda shard: Task(
            shard=shard, out=storage.url, version=version, settings=settings, reader=job.reader
        )
        self.tally = Tally()
        for entry in before:
            self.tally.add(entry)

    def run(self, engine: Engine, told: Callable[[RunProgress], None] | None = None) -> RunAccount:
        """Read what is missing, and return the account of all; what is stored stays, whatever ends it.

        Raises DiskFull where the output is full, EngineError where the engine is gone and does not come back, or where workers can't read.
        """
        if self.plan.todo:
            running = Running(engine, self.task, self.plan.todo, self.tally)
            if told is not None:
                running.told = told
                told(running.progress())
            running.run()
        return self.account()

    def account(self) -> RunAccount:
        """The account so far."""
        plan = self.plan
        return self.tally.account(plan.folder, plan.version, plan.before, plan.found.rejections, plan.found.skipped)


def run(job: Job, engine: Engine, told: Callable[[RunProgress], None] | None = None) -> RunAccount:
    """Plan a job and run it; the engine is closed afterwards."""
    try:
        return Run(job).run(engine, told)
    finally:
        engine.close()


def _absolute(out: str) -> str:
    """The place of the output as every worker can name it."""
    if not out:
        raise BadOption("There is no place to write to.", "Give --out a folder, or the URL of a bucket.")
    return Storage(out).root if is_local(out) else out.rstrip("/")


def open_engine(name: str, *, processes: int | None = None, scheduler: str | None = None) -> Engine:
    """The engine of that name: ``local`` with so many ``processes``, or ``dask`` with the address of its ``scheduler``.

    Raises BadOption for another name or where the address is missing, EngineError where no scheduler answers.
    """
    if name == "local":
        if scheduler is not None:
            raise BadOption("A scheduler was named, and the engine is local.", "Add --engine dask.")
        return LocalEngine(processes)
    if name != "dask":
        raise BadOption(f"There is no engine {name!r}.", "Write local or dask.")
    if scheduler is None:
        raise BadOption("The engine dask needs the address of a scheduler.", "Add --scheduler tcp://HOST:8786.")
    return DaskEngine(scheduler)
