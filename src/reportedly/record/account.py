"""The account of a run: what became of everything that was given; nothing is lost in silence."""

from msgspec import Struct

from reportedly.ingest.rejection import Rejection

MOST_LISTED = 1_000
"""Rejections that an account carries in memory; the record keeps every one."""


class Account(Struct, frozen=True, kw_only=True):
    """``read == stored + duplicate + rejected``.

    ``read`` counts every report that was asked for, also those that an interrupted run had brought in already: ``resumed`` of
    them. A ``duplicate`` is a report that stood in the record. ``claims`` and ``events`` count what this run added;
    ``rejections`` are the first MOST_LISTED with their reasons, ``by_kind`` counts all. ``skipped`` are hidden files and folders that
    were not looked into, ``not_reports`` counts the parts of containers that are no reports by their nature (images of a web archive,
    its requests); neither is part of ``read``. ``seconds`` is how long it took.

    Where datasets were loaded, ``shards`` counts theirs, ``shards_before`` those that earlier loads had brought in (their reports are
    ``resumed``), and ``not_loaded`` are shards whose files are not as they were written: what is in them counts nowhere.
    """

    run: int
    read: int
    stored: int
    duplicate: int
    rejected: int
    resumed: int = 0
    claims: int = 0
    rejections: tuple[Rejection, ...] = ()
    by_kind: tuple[tuple[str, int], ...] = ()
    skipped: tuple[str, ...] = ()
    not_reports: tuple[tuple[str, int], ...] = ()
    shards: int = 0
    shards_before: int = 0
    not_loaded: tuple[Rejection, ...] = ()
    seconds: float = 0.0

    @property
    def words(self) -> str:
        """``read 10 = 7 stored + 2 duplicate + 1 rejected``."""
        return (
            f"read {self.read:,} = {self.stored:,} stored + {self.duplicate:,} duplicate + {self.rejected:,} rejected"
        )


class Progress(Struct, frozen=True, kw_only=True):
    """How far a run is: reports done, bytes done of all bytes (None for a stream), seconds since it began.

    ``queue`` counts what was found and is not stored yet; ``linking_lag`` is how many seconds the batch's oldest reading waited until
    its claims were linked and stored (None where nothing was read); ``kinds`` counts rejections by the names of their errors.
    """

    done: int
    stored: int
    rejected: int
    bytes_done: int
    bytes_all: int | None
    seconds: float
    queue: int = 0
    linking_lag: float | None = None
    kinds: tuple[tuple[str, int], ...] = ()
    linked: int = 0
    to_link: int = 0

    @property
    def rate(self) -> float:
        """Reports a second so far."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at the rate of bytes so far; None while nothing can be said."""
        if not self.bytes_all or not self.bytes_done or self.seconds <= 0:
            return None
        return max(0.0, (self.bytes_all - self.bytes_done) * self.seconds / self.bytes_done)
