"""A dataset, open to be read: its entries in their order, and what became of everything in each."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from reportedly.dataset.manifest import ENTRIES, READINGS, VERSION_FILE, DataFile, Entry, Version, entry_of, version_of
from reportedly.dataset.rows import ORIGINAL, Outcome, outcome_of
from reportedly.dataset.storage import Storage, is_local, is_object_store
from reportedly.errors import NotADataset
from reportedly.extras import needed
from reportedly.ingest.rejection import Rejection
from reportedly.store.archive import hash_of

_CAPTURED = ["position", "key", "source", "method"]


class Dataset:
    """One version of a dataset. What is not named by an entry is not read, so a run may go on meanwhile."""

    def __init__(self, storage: Storage, version: Version) -> None:
        """Not for callers: ``Dataset.open`` makes it."""
        self.storage, self.version = storage, version

    @classmethod
    def open(cls, url: str) -> "Dataset":
        """The dataset at a path or URL: the folder that ``run --out`` was given, where it holds one version, or a version's own folder.

        Raises NotADataset where there is none, or several; ``versions`` lists them.
        """
        storage = Storage(url)
        found = storage.read(VERSION_FILE)
        if found is not None:
            return cls(storage, version_of(found, f"{url}/{VERSION_FILE}"))
        there = versions(url)
        if not there:
            raise NotADataset(f"There is no dataset at {url}.", "Name the folder that `reportedly run --out` was given.")
        if len(there) > 1:
            names = ", ".join(there)
            raise NotADataset(f"{url} holds {len(there)} versions: {names}.", f"Name one of them, such as {url.rstrip('/')}/{there[-1]}.")
        opened = cls.open(f"{url.rstrip('/')}/{there[0]}")
        if opened.version.id != there[0]:
            raise NotADataset(
                f"{opened.storage.url}/{VERSION_FILE} describes another version, {opened.version.id}.", "Copy the dataset anew, whole."
            )
        return opened

    def entries(self) -> list[Entry]:
        """What became of each shard, in the order in which ``add`` would come to them, whatever the order in which they were read.

        The order is that of the files' names, folder by folder, and of places within a file. It is the order in which the reports of
        a new record are numbered, and the first of two captures of one report in this order is the one that is stored.
        """
        names = [one.name for one in self.storage.files(ENTRIES) if one.name.endswith(".json")]
        found = zip(names, self.storage.read_all(names), strict=True)
        entries = [entry_of(data, f"{self.storage.url}/{name}", name) for name, data in found if data is not None]
        return sorted(entries, key=lambda one: (one.place, one.shard))

    def outcomes(self, entry: Entry, *, originals: bool = True) -> Iterator[Outcome]:
        """What became of everything in a shard, in order; without ``originals`` their bytes are left out (and not read).

        Raises NotADataset where a file is not as it was written.
        """
        columns = [*_CAPTURED, *ORIGINAL] if originals else _CAPTURED
        found: list[Outcome] = []
        for file in entry.files:
            kind = "stored" if file.name.startswith(f"{READINGS}/") else "duplicate"
            wanted = [*columns, "body"] if kind == "stored" else columns
            for row in self.table(file, wanted).to_pylist():
                found.append(outcome_of(row, "stored" if kind == "stored" else "duplicate"))
        for one in entry.rejections:
            rejection = Rejection(where=one.where, reason=one.reason, cure=one.cure, kind=one.kind)
            found.append(Outcome(position=one.position, kind="rejected", source=one.where, rejection=rejection))
        yield from sorted(found, key=lambda one: one.position)

    def table(self, file: DataFile, columns: Sequence[str] | None = None) -> Any:
        """A file as a ``pyarrow.Table``, with these columns (all); raises NotADataset where it is not as it was written."""
        parquet: Any = needed("pyarrow.parquet", "cluster")
        pa: Any = needed("pyarrow", "cluster")
        data = self.storage.read(file.name)
        if data is None or hash_of(data) != file.hash:
            what = "is gone" if data is None else "is not as it was written"
            raise NotADataset(
                f"{self.storage.url}/{file.name} {what}.", "Delete the entry that names it in shards/, and run again: it is read anew."
            )
        return parquet.ParquetFile(pa.BufferReader(data)).read(columns=None if columns is None else list(columns))


def versions(url: str) -> list[str]:
    """The names of the versions in a folder, sorted."""
    storage = Storage(url)
    return [name for name in storage.folders() if storage.file(f"{name}/{VERSION_FILE}") is not None]


def is_dataset(url: str) -> bool:
    """Whether a path or URL is a dataset's folder, or that of one of its versions.

    What begins like the address of an object store is taken for one unasked: nothing else is added from there. On a disk the folder is
    looked at without the libraries of datasets, so that folders of reports need none of them.
    """
    if not is_local(url):
        return is_object_store(url)
    folder = Path(url.partition("://")[2] if "://" in url else url)
    try:
        with os.scandir(folder) as found:
            below = [one.path for one in found if one.is_dir()]
    except OSError:
        return False
    return any(_describes(Path(path) / VERSION_FILE) for path in (str(folder), *below))


def _describes(path: Path) -> bool:
    """Whether a file is the description of a version, of this format or of a later one."""
    try:
        told = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError):
        return False
    return isinstance(told, dict) and {"reportedly", "code", "model", "codebook", "format"} <= told.keys()
