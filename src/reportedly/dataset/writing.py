"""Writing a shard into a dataset: its files first, then the entry that makes them part of it.

Files are named by their shard and the hash of their bytes, so two workers that read the same shard write the same files, and what a
worker that died has left is written over or never named.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from reportedly.dataset.manifest import (
    DUPLICATES,
    ENTRIES,
    READINGS,
    VERSION_FILE,
    DataFile,
    Entry,
    RejectedAt,
    Version,
    encoded,
)
from reportedly.dataset.rows import Outcome, by_month, duplicates_file, partition_of, readings_file
from reportedly.dataset.shard import Shard
from reportedly.dataset.storage import Storage
from reportedly.store.archive import hash_of

HASH_DIGITS = 12
"""Of a file's hash in its name."""


def open_version(out: str, version: Version) -> Storage:
    """The folder of a version below ``out``, made where it is not there yet."""
    storage = Storage(out).below(version.id)
    if storage.read(VERSION_FILE) is None:
        storage.write(VERSION_FILE, encoded(version))
    return storage


def entry_name(shard: str) -> str:
    """The file of a shard's entry."""
    return f"{ENTRIES}/{shard}.json"


def write_shard(storage: Storage, shard: Shard, outcomes: Sequence[Outcome], not_reports: Mapping[str, int]) -> Entry:
    """Store what became of everything in a shard, whole or not at all; returns the entry that says so.

    ``outcomes`` are in their order, positions from 0. Raises DiskFull or StorageError; then the shard is not part of the dataset.
    """
    files = [
        _write(storage, f"{READINGS}/{partition_of(month)}", shard, readings_file(group), len(group))
        for month, group in by_month(outcomes).items()
    ]
    doubles = [one for one in outcomes if one.kind == "duplicate"]
    if doubles:
        files.append(_write(storage, DUPLICATES, shard, duplicates_file(doubles), len(doubles)))
    kinds = Counter(one.kind for one in outcomes)
    entry = Entry(
        shard=shard.id, pieces=shard.pieces, input=_input_hash(outcomes), read=len(outcomes), stored=kinds["stored"],
        duplicate=kinds["duplicate"], rejected=kinds["rejected"],
        claims=sum(len(one.reading.claims) for one in outcomes if one.kind == "stored"),
        rejections=tuple(
            RejectedAt(
                position=one.position, where=one.rejection.where, reason=one.rejection.reason, cure=one.rejection.cure,
                kind=one.rejection.kind,
            )
            for one in outcomes
            if one.rejection is not None
        ),
        not_reports=tuple(sorted((name, count) for name, count in not_reports.items() if count)), files=tuple(files),
    )  # fmt: skip
    storage.write(entry_name(shard.id), encoded(entry))
    return entry


def _write(storage: Storage, folder: str, shard: Shard, data: bytes, rows: int) -> DataFile:
    name = hash_of(data)
    file = DataFile(
        name=f"{folder}/{shard.id}-{name.removeprefix('sha256:')[:HASH_DIGITS]}.parquet", rows=rows, size=len(data), hash=name
    )
    storage.write(file.name, data)
    return file


def _input_hash(outcomes: Sequence[Outcome]) -> str:
    """One hash over the bytes of everything that was found, in order; of what had none, over where it stood."""
    digest = hashlib.sha256()
    for one in outcomes:
        data = one.original or one.source.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return "sha256:" + digest.hexdigest()
