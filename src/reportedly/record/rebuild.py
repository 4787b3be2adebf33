"""Deriving anew: the log folded from its beginning, which gives the same rows as it gave when things happened one by one."""

from collections.abc import Callable

from reportedly.record.deriving import WINDOW
from reportedly.record.fold import Folding
from reportedly.record.hands import Hands
from reportedly.schema import Reading
from reportedly.store.base import Added
from reportedly.store.fingerprint import derived_fingerprint
from reportedly.store.sql import Store
from reportedly.store.writer import Writer

TOLD_EVERY = 100  # log entries


def rebuild(store: Store, told: Callable[[int, int], None] | None = None, hands: Hands | None = None) -> None:
    """Delete the derived rows and fold the whole log again, in one transaction: until it ends, readers see the old rows.

    ``told`` hears how many of how many log entries are done. Raises RecordLocked where somebody adds or writes.
    The rows are the same whoever lends ``hands``.
    """
    with store.adding_lock(), store.writing() as writer:
        writer.clear_derived()
        refold(writer, told, hands)


class Unchanged(Exception):
    """Raised to leave a record as it was: no error, it takes a transaction back."""


def rebuilt_fingerprint(store: Store, told: Callable[[int, int], None] | None = None) -> str:
    """The fingerprint that the derived rows would have after ``rebuild``; the record stays as it is."""
    fingerprint = ""
    try:
        with store.adding_lock(), store.writing() as writer:
            writer.clear_derived()
            refold(writer, told)
            writer.finish()
            fingerprint = derived_fingerprint(writer)
            raise Unchanged
    except Unchanged:
        return fingerprint


def refold(writer: Writer, told: Callable[[int, int], None] | None = None, hands: Hands | None = None) -> None:
    """Fold every entry of the log in its order; reports that follow each other go together where there are ``hands``."""
    folding = Folding(writer)
    last, window = writer.last_seq(), 1 if hands is None else WINDOW
    waiting: list[tuple[Added, Reading]] = []
    for entry in writer.log_entries():
        if entry.what == "report":
            claims = tuple(row.id for row in writer.claims_of(entry.ref))
            waiting.append((Added(entry.ref, entry.seq, claims), writer.reading_of(entry.ref)))
        if waiting and (entry.what != "report" or len(waiting) >= window):
            folding.reports(waiting, hands)
            waiting.clear()
        if entry.what != "report":
            judgement = writer.judgement(entry.ref)
            if judgement is not None:
                folding.judgement(judgement)
        if told is not None and entry.seq % TOLD_EVERY == 0:
            told(entry.seq, last)
    folding.reports(waiting, hands)
    folding.finish(hands)
