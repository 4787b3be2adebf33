"""The task that an engine gives to a worker: read one shard and store it. JSON in, JSON out, so that any engine can carry it."""

import contextlib
import hashlib
import importlib
import threading
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from reportedly.config import Settings
from reportedly.dataset.manifest import Entry, Version, code_hash, entry_of, file_hash
from reportedly.dataset.shard import Shard
from reportedly.dataset.storage import Storage
from reportedly.dataset.writing import entry_name, write_shard
from reportedly.distributed.journal import BESIDE, Journal
from reportedly.distributed.reading import Reads, ShardReading, end_worker
from reportedly.errors import DiskFull, EngineError, ReportedlyError, StorageError
from reportedly.ingest.given import Given
from reportedly.resolve.gazetteer import PACKAGED

READER = "reportedly.pipeline:Reader.open"
"""What makes a reader of settings, as ``module:name``."""

_opening = threading.Lock()


class Task(Struct, frozen=True, kw_only=True, tag="read"):
    """A shard to read with these settings (as JSON) into the version's folder ``out``.

    ``orderly``: the last try, if there was one, did not end with its worker (``Journal``). ``beside``: another worker is at it too, and
    this one has notes of its own.
    """

    shard: Shard
    out: str
    version: Version
    settings: str
    reader: str = READER
    orderly: bool = False
    beside: bool = False


class PartTask(Struct, frozen=True, kw_only=True, tag="derive"):
    """A part of a derivation (``record.hands.WORKS``), asked for by a program of this code."""

    code: str
    work: str
    data: bytes


class Failure(Struct, frozen=True, kw_only=True):
    """Why a shard was not read though its worker lives: an error of our tree by name.

    ``transient`` means that another try may do it; else no worker will.
    """

    kind: str
    message: str
    cure: str
    transient: bool = False


class Answer(Struct, frozen=True, kw_only=True):
    """What came of a task: the shard's entry in the dataset or what a part of a derivation gave, or why there is none."""

    entry: Entry | None = None
    result: bytes | None = None
    failure: Failure | None = None


def read_task(task: bytes) -> bytes:
    """Do a Task or a PartTask, it and the Answer as JSON; errors of our tree are answers. Where memory runs out, the process ends."""
    try:
        asked = msgspec.json.decode(task, type=Task | PartTask)
        answer = Answer(entry=_read(asked)) if isinstance(asked, Task) else Answer(result=_part(asked))
    except ReportedlyError as error:
        transient = isinstance(error, StorageError) and error.transient
        answer = Answer(failure=Failure(kind=type(error).__name__, message=error.message, cure=error.cure, transient=transient))
    except MemoryError:
        end_worker()
        raise
    return msgspec.json.encode(answer)


def version_of_reader(reader: Reads, settings: Settings, given: Given) -> Version:
    """What a reader's readings are made by, as far as it can differ between two machines or two runs."""
    made_by = reader.made_by
    return Version(
        reportedly=made_by.reportedly, code=code_hash(), model=made_by.model, codebook=made_by.codebook,
        gazetteer=file_hash(settings.gazetteer or PACKAGED), min_score=made_by.min_score, given=given,
    )  # fmt: skip


def settings_json(settings: Settings) -> str:
    """Settings as a task carries them."""
    return msgspec.json.encode(settings, enc_hook=str).decode()


def opened_reader(settings: str, reader: str = READER) -> Reads:
    """The reader of these settings, opened once in a process."""
    with _opening:
        return _opened(settings, reader)


@lru_cache(maxsize=2)
def _opened(settings: str, reader: str) -> Reads:
    module, _, name = reader.partition(":")
    made: Any = importlib.import_module(module)
    for part in name.split("."):
        made = getattr(made, part)
    opened: Reads = made(msgspec.json.decode(settings, type=Settings, dec_hook=_path))
    return opened


def _path(kind: type, value: Any) -> Any:
    return kind(value) if issubclass(kind, Path) else value


_DERIVED_WITH = ("codebooks", "corroborate", "record", "resolve", "schema", "store")
"""The parts of the package that decide what a part of a derivation gives."""


@cache
def deriving_code() -> str:
    """The hash of the program's own files that decide what is derived."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in (one for part in _DERIVED_WITH for one in sorted((package / part).rglob("*"))):
        if path.suffix in (".py", ".yaml", ".json"):
            digest.update(f"{path.relative_to(package).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return "sha256:" + digest.hexdigest()


def _part(task: PartTask) -> bytes:
    if task.code != deriving_code():
        raise EngineError(
            "A worker has another version of reportedly than the program that gave it work.",
            "Install the same version on every machine.",
        )
    hands: Any = importlib.import_module("reportedly.record.hands")  # takes longer than all else that a worker who reads imports
    result: bytes = hands.WORKS[task.work](task.data)
    return result


def _read(task: Task) -> Entry:
    storage = Storage(task.out)
    there = storage.read(entry_name(task.shard.id))
    if there is not None:  # by a worker that was taken for dead
        return entry_of(there, entry_name(task.shard.id))
    reader = opened_reader(task.settings, task.reader)
    settings = msgspec.json.decode(task.settings, type=Settings, dec_hook=_path)
    here = version_of_reader(reader, settings, task.version.given)
    if here != task.version:
        other = [name for name in Version.__struct_fields__ if getattr(here, name) != getattr(task.version, name)]
        raise EngineError(
            f"A worker has another {', another '.join(other)} than the program that gave it work.",
            "Install the same version of reportedly, with the same model, codebook and gazetteer, on every machine.",
        )
    journal = Journal(storage, f"{task.shard.id}{BESIDE}" if task.beside else task.shard.id, orderly=task.orderly)
    reading = ShardReading(reader, task.version.given, journal)
    calm = getattr(importlib.import_module(task.reader.partition(":")[0]), "few_collections", contextlib.nullcontext)
    with calm():
        reading.run(task.shard)
    entry = write_shard(storage, task.shard, reading.outcomes, reading.not_reports)
    with contextlib.suppress(StorageError, DiskFull):  # notes of a shard that is done are in nobody's way
        journal.close()
    return entry
