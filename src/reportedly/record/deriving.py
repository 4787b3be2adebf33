"""Deriving from reports that were loaded: what ``add`` does with each report at once is done later, in the same order.

Loading stores evidence (``record.loading``): reports, readings, claims, captures. It logs nothing, so its reports wait. Deriving takes the
waiting ones in their order, writes each into the log and folds it. So the log says in which order things were derived, judgements that were
made meanwhile among them, and a rebuild gives the same rows. It can be broken off at any time: what is logged is derived.
"""

from collections.abc import Callable

from reportedly.record.fold import Folding
from reportedly.record.hands import Hands
from reportedly.record.reprints import KeptWords
from reportedly.store.sql import Store

BATCH = 64
"""Reports that are committed together, as ``adding.BATCH``."""


WINDOW = 512
"""Reports that are committed together where other hands work ahead: each window waits for the last of its parts five times."""


def derive(store: Store, told: Callable[[int, int], None] | None = None, hands: Hands | None = None) -> int:
    """Derive from every report that waits, and return how many there were; the caller holds the lock on adding.

    ``told`` hears how many of how many are done, after each commit. The rows are the same whoever lends ``hands``.
    """
    with store.reading() as snapshot:
        waiting = snapshot.waiting()
    kept, done = KeptWords(), 0
    batch = BATCH if hands is None else WINDOW
    while done < len(waiting):
        numbers = waiting[done : done + batch]
        with store.writing() as writer:
            folding = Folding(writer, kept)
            folding.reports([(writer.log_report(number), writer.reading_of(number)) for number in numbers], hands)
            folding.finish(hands)
        done += len(numbers)
        if told is not None:
            told(done, len(waiting))
    return done
