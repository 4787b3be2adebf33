"""Cutting what was found into shards, the same whenever the same files are there.

A large file that can be cut gives several shards. Small files of a folder are put together, up to a number and a size; where one
group ends is told by the names of the files, so that a file more or less changes the groups around it and no others.
"""

import hashlib
import io
import zlib
from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec import Struct

from reportedly.dataset.manifest import SPLITS, Entry
from reportedly.dataset.shard import Piece, Shard
from reportedly.dataset.storage import Storage
from reportedly.distributed.inputs import InputFile
from reportedly.distributed.pieces import BLOCK, Ranged
from reportedly.ingest.cuts import Range, ranges_of

SHARD_REPORTS = 1_000
"""Reports of a shard: a minute's reading for one worker, which is what a death may cost at most and a store is written to for."""

CUT_ABOVE = 1 << 20
"""Bytes above which a file is looked into: a report has some kilobytes, so a smaller one has no more than a shard's."""

GROUP_BYTES = 1 << 26
"""Bytes above which no more small files are put together."""


class Split(Struct, frozen=True, kw_only=True):
    """Where a file was cut; it holds as long as the file's tag is the same."""

    tag: str
    reports: int
    ranges: tuple[Range, ...]


def make_shards(
    files: Sequence[InputFile], storage: Storage, reports: int = SHARD_REPORTS, told: Callable[[int], None] | None = None
) -> Iterator[Shard]:
    """The shards of these files, each of about so many reports; ``told`` hears how many files have been looked into.

    Where a large file is cut is kept in ``storage`` (the version's folder), since finding it out means reading the file.
    """
    group: list[InputFile] = []
    for number, file in enumerate(files):
        if file.size > CUT_ABOVE:
            yield from _grouped(group)
            group = []
            yield from _cut(file, storage, reports)
        else:
            if group and _folder(group[-1]) != _folder(file):
                yield from _grouped(group)
                group = []
            group.append(file)
            held = sum(one.size for one in group)
            full = len(group) >= reports or held >= GROUP_BYTES
            if full or zlib.crc32(file.name.encode("utf-8", "surrogatepass")) % max(2, reports // 2) == 0:
                yield from _grouped(group)
                group = []
        if told is not None:
            told(number + 1)
    yield from _grouped(group)


def missing(shards: Sequence[Shard], entries: Sequence[Entry]) -> tuple[list[Shard], list[Entry]]:
    """What of these shards has not been read, and the entries of what has.

    A shard of which some files have been read, in another group, is left with the others.
    """
    by_id = {one.shard: one for one in entries}
    by_piece = {_identity(piece): entry for entry in entries for piece in entry.pieces}
    todo: list[Shard] = []
    done: dict[str, Entry] = {}
    for shard in shards:
        if shard.id in by_id:
            done[shard.id] = by_id[shard.id]
            continue
        left = []
        for piece in shard.pieces:
            entry = by_piece.get(_identity(piece))
            if entry is None:
                left.append(piece)
            else:
                done[entry.shard] = entry
        if left:
            todo.append(Shard(pieces=tuple(left)))
    return todo, list(done.values())


def _identity(piece: Piece) -> tuple[object, ...]:
    return (piece.name, piece.tag, piece.start, piece.end, piece.groups)


def _folder(file: InputFile) -> str:
    return file.name.rpartition("/")[0]


def _grouped(group: Sequence[InputFile]) -> Iterator[Shard]:
    if group:
        yield Shard(pieces=tuple(Piece(name=one.name, url=one.url, tag=one.tag, weight=one.size) for one in group))


def _cut(file: InputFile, storage: Storage, reports: int) -> Iterator[Shard]:
    ranges = _ranges(file, storage, reports)
    if not ranges:
        yield from _grouped([file])
        return
    for one in ranges:
        weight = file.size // len(ranges) if one.groups else (one.end or file.size) - one.start
        yield Shard(
            pieces=(
                Piece(
                    name=file.name, url=file.url, tag=file.tag, weight=weight, start=one.start, end=one.end, groups=one.groups,
                    kind=one.kind, first=one.first,
                ),
            )
        )  # fmt: skip


def _ranges(file: InputFile, storage: Storage, reports: int) -> Sequence[Range]:
    kept = f"{SPLITS}/{hashlib.sha256(file.name.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}.json"
    data = storage.read(kept)
    if data is not None:
        try:
            split = msgspec.json.decode(data, type=Split)
        except msgspec.DecodeError:
            split = None
        if split is not None and (split.tag, split.reports) == (file.tag, reports):
            return split.ranges
    folder, _, name = file.url.rpartition("/")
    with io.BufferedReader(Ranged(Storage(folder or "/"), name), BLOCK) as stream:
        found = ranges_of(stream, file.name, reports)
    storage.write(kept, msgspec.json.encode(Split(tag=file.tag, reports=reports, ranges=tuple(found))) + b"\n")
    return found
