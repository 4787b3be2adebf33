"""The account of a run over many shards, and how far one has come."""

import time
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportedly.dataset.manifest import Entry
from reportedly.ingest.rejection import Rejection

MOST_LISTED = 1_000
"""Rejections that an account carries; the dataset's entries have every one."""


class Unread(Struct, frozen=True, kw_only=True):
    """A shard that was given up: its name, where its first piece stands, and why. The next run tries it again."""

    shard: str
    where: str
    reason: str


class RunAccount(Struct, frozen=True, kw_only=True):
    """``read == stored + duplicate + rejected``, over all that was named, also by runs before this one.

    ``shards == done + len(unread)``; ``before`` of the done ones were done by earlier runs. What is in ``unread`` shards has not been
    read and counts nowhere. A ``duplicate`` came twice within its shard. ``rejections`` are the first MOST_LISTED, in the order of the
    dataset; ``by_kind`` counts all. ``workers_lost`` ended over their work and were replaced. ``seconds`` is how long it took.
    """

    dataset: str
    version: str
    read: int
    stored: int
    duplicate: int
    rejected: int
    claims: int
    shards: int
    done: int
    before: int
    unread: tuple[Unread, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    by_kind: tuple[tuple[str, int], ...] = ()
    not_reports: tuple[tuple[str, int], ...] = ()
    skipped: tuple[str, ...] = ()
    workers_lost: int = 0
    seconds: float = 0.0

    @property
    def words(self) -> str:
        """``read 10 = 7 stored + 2 duplicate + 1 rejected``."""
        return f"read {self.read:,} = {self.stored:,} stored + {self.duplicate:,} duplicate + {self.rejected:,} rejected"


class RunProgress(Struct, frozen=True, kw_only=True):
    """How far a run is: shards done of all, reports read and rejected by it, bytes done of all bytes of this run, seconds since its begin.

    ``shards`` and ``bytes_all`` do not count what earlier runs had done. ``hands`` shards are read at once.
    """

    shards: int
    shards_done: int
    reports: int
    rejected: int
    bytes_done: int
    bytes_all: int
    hands: int
    lost: int
    seconds: float

    @property
    def rate(self) -> float:
        """Reports a second so far."""
        return self.reports / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at the rate so far; None before the first shard is done."""
        if not self.bytes_done or self.seconds <= 0:
            return None
        return max(0.0, (self.bytes_all - self.bytes_done) * self.seconds / self.bytes_done)


class Tally:
    """Adds entries up as they come."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.unread: list[Unread] = []
        self.lost = 0
        self.began = time.monotonic()

    def add(self, entry: Entry) -> None:
        """Count a shard; one that is counted already counts once."""
        # Of a hundred million reports, all pieces and files would fill the memory.
        self.entries[entry.shard] = replace(entry, pieces=entry.pieces[:1], files=())

    def account(self, dataset: str, version: str, before: int, found: Sequence[Rejection], skipped: Sequence[str]) -> RunAccount:
        """The account; ``found`` are rejections that stand in no shard, such as a folder that can't be opened."""
        entries = sorted(self.entries.values(), key=lambda one: (one.place, one.shard))
        kinds = Counter(one.kind for one in found) + Counter(one.kind for entry in entries for one in entry.rejections)
        not_reports: Counter[str] = Counter()
        for entry in entries:
            not_reports.update(dict(entry.not_reports))
        listed = list(found[:MOST_LISTED])
        for entry in entries:
            if len(listed) >= MOST_LISTED:
                break
            listed += [Rejection(where=one.where, reason=one.reason, cure=one.cure, kind=one.kind) for one in entry.rejections]
        return RunAccount(
            dataset=dataset, version=version, read=len(found) + sum(one.read for one in entries),
            stored=sum(one.stored for one in entries), duplicate=sum(one.duplicate for one in entries),
            rejected=len(found) + sum(one.rejected for one in entries), claims=sum(one.claims for one in entries),
            shards=len(entries) + len(self.unread), done=len(entries), before=before, unread=tuple(self.unread),
            rejections=tuple(listed[:MOST_LISTED]), by_kind=tuple(sorted(kinds.items())),
            not_reports=tuple(sorted(not_reports.items())), skipped=tuple(skipped), workers_lost=self.lost,
            seconds=time.monotonic() - self.began,
        )  # fmt: skip
