"""The manifest: what read a dataset, and what became of each shard.

Both are JSON that depends on nothing but what was read and what read it: no times, no names of machines. An entry is written when all
files that it names are there, which is the moment at which a shard is done (object stores can't rename, and show a file when it is
whole).
"""

import hashlib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from reportedly.dataset.shard import Piece, place_of
from reportedly.errors import NotADataset
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.rejection import Rejection
from reportedly.schema import MadeBy

FORMAT = 2
"""Of the dataset's files; no reader takes those of another number."""

VERSION_FILE = "version.json"
ENTRIES, READINGS, DUPLICATES, SPLITS, JOURNAL = "shards", "readings", "duplicates", "splits", "journal"

_READ_WITH = ("pipeline.py", "codebooks", "corroborate", "encoder", "extract", "ingest", "resolve", "schema")
"""The parts of the package that decide what is read in a report."""


class Version(Struct, frozen=True, kw_only=True):
    """What made every reading of one version of a dataset; anything else makes another version beside it.

    ``code`` is the hash of the program's files that decide what is read, ``model``, ``codebook`` and ``gazetteer`` are hashes of
    theirs (``codebook`` with its name). ``given`` was stated about every report.
    """

    reportedly: str
    code: str
    model: str
    codebook: str
    gazetteer: str
    min_score: float
    given: Given = NOTHING_GIVEN
    format: int = FORMAT

    @property
    def id(self) -> str:
        """The version's folder: the program's version and the beginning of a hash of all the rest."""
        return f"{self.reportedly}-{hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:12]}"

    @property
    def made_by(self) -> MadeBy:
        """As readings say it."""
        return MadeBy(reportedly=self.reportedly, model=self.model, codebook=self.codebook, min_score=self.min_score)


class RejectedAt(Rejection, frozen=True, kw_only=True):
    """What gave no report in a shard, and why; ``position`` counts the shard's outcomes from 0."""

    position: int


class DataFile(Struct, frozen=True, kw_only=True):
    """A Parquet file of the dataset: its name below the version's folder, its rows, its size in bytes, ``sha256:…`` of them."""

    name: str
    rows: int
    size: int
    hash: str


class Entry(Struct, frozen=True, kw_only=True):
    """What became of one shard: ``read == stored + duplicate + rejected``.

    ``input`` is the hash of the bytes of everything that was found in it, in order. A ``duplicate`` came twice within the shard; what
    comes twice in different shards is found when the dataset is loaded, in the order of ``Dataset.entries``. ``not_reports`` counts
    parts that are no reports by their nature (images of a web archive); they are no part of ``read``.
    """

    shard: str
    pieces: tuple[Piece, ...]
    input: str
    read: int
    stored: int
    duplicate: int
    rejected: int
    claims: int
    rejections: tuple[RejectedAt, ...] = ()
    not_reports: tuple[tuple[str, int], ...] = ()
    files: tuple[DataFile, ...] = ()

    @property
    def place(self) -> tuple[tuple[str, ...], int, int]:
        """Where the shard stands in the order of the dataset."""
        return place_of(self.pieces)

    @property
    def adds_up(self) -> bool:
        """Whether the account of the shard is whole."""
        return self.read == self.stored + self.duplicate + self.rejected and self.rejected == len(self.rejections)


def encoded(value: Version | Entry) -> bytes:
    """As JSON, indented, the same for the same value."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def version_of(data: bytes, where: str) -> Version:
    """The version that ``encoded`` wrote; raises NotADataset where it is none, or of another format."""
    try:
        version = msgspec.json.decode(data, type=Version)
    except msgspec.DecodeError as error:
        reason = f"{where} is not the description of a dataset: {error}."
        raise NotADataset(reason, "Name the folder that `reportedly run` wrote.") from None
    if version.format > FORMAT:
        raise NotADataset(f"{where} was written by a later version of reportedly ({version.reportedly}).", "Update reportedly.")
    if version.format < FORMAT:
        reason = f"{where} has format {version.format}, which reportedly takes no more; it writes format {FORMAT}."
        raise NotADataset(reason, "Read its reports anew with `reportedly run`.")
    return version


def entry_of(data: bytes, where: str, name: str | None = None) -> Entry:
    """The entry that ``encoded`` wrote; raises NotADataset where it is none, or where it is not that of the file ``name``."""
    try:
        entry = msgspec.json.decode(data, type=Entry)
    except msgspec.DecodeError as error:
        raise NotADataset(f"{where} can't be read: {error}.", "Delete it and run again: its shard is read anew.") from None
    if not entry.adds_up:
        raise NotADataset(f"The account in {where} does not add up.", "Delete it and run again: its shard is read anew.")
    if name is not None and name.rpartition("/")[2] != f"{entry.shard}.json":
        raise NotADataset(f"{where} is the entry of another shard, {entry.shard}.", "Delete it and run again: its shard is read anew.")
    return entry


@cache
def code_hash() -> str:
    """The hash of the program's own files that decide what is read in a report."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for part in _READ_WITH:
        paths = [package / part] if part.endswith(".py") else sorted((package / part).rglob("*"))
        for path in paths:
            if path.suffix in (".py", ".yaml", ".json") and path.is_file():
                digest.update(f"{path.relative_to(package).as_posix()}\n".encode())
                digest.update(path.read_bytes())
    return "sha256:" + digest.hexdigest()


@cache
def file_hash(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as stream:
        return "sha256:" + hashlib.file_digest(stream, "sha256").hexdigest()
