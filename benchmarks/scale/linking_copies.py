"""A record of very many linked claims, made of the rows of few: copies that are moved by so many claims, reports and days.

What linking reads is two tables, ``claim_event`` and ``index_key``. They are written in the order of their keys, straight into the
file and without a journal (a file that is not finished is of no use anyway), indexes last. Keys are made and sorted by numpy a part at
a time, and written as pages (``key_pages``): a copy's keys are those of the first with their lower bits turned over, so what shares the
upper byte stays together, and memory is that of a part. A story's words keep their keys, as where all reports are written with the words
of the first, and in a large record most of them are too common to look under; or, with ``new_words``, each copy has words of its own, as
where stories never end to be new, and what comes next finds as many claims to be compared with as it finds in the smallest record.
"""

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from benchmarks.scale.key_pages import Pairs, write_keys
from reportedly.corroborate.linking_blocks import _story_keys, blocks, key
from reportedly.record.contributions import facts_of, packed_facts
from reportedly.store import tables
from reportedly.store.keys import kind_number
from reportedly.store.writer import Writer

_BLOCK = kind_number("block")
_OTHER, _BELOW = 7046029254386353, 9007199254740881  # a prime under 2^53: what is turned over lies below the uppermost byte
_SETTINGS = ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -1000000")


def copy_rows(path: Path, copies: int, claims: int, *, new_words: bool = False) -> None:
    """Add so many copies of the ``claims`` claims of a record that nobody has open; ``whole_copy`` must follow for the last."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for setting in _SETTINGS:
            file.execute(f"PRAGMA {setting}").fetchall()
        listed = "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'claim_event' AND type = 'index' AND sql <> ''"
        indexes = file.execute(listed).fetchall()
        file.execute("BEGIN")
        for name, _ in indexes:
            file.execute(f"DROP INDEX {name}")
        file.execute("CREATE TEMP TABLE folded AS SELECT * FROM claim_event ORDER BY claim_id")
        for copy in range(1, copies + 1):
            file.execute(
                "INSERT INTO claim_event (claim_id, event_id, origin, facts, support)"
                " SELECT claim_id + :moved, event_id + :moved, origin, facts, x'' FROM folded",
                {"moved": copy * claims},
            )
        for _, made in indexes:
            file.execute(made)
        file.execute("COMMIT")
        parts = _keys(file, copies, claims, new_words)
    write_keys(path, _BLOCK, parts)


def _keys(file: sqlite3.Connection, copies: int, claims: int, new_words: bool) -> Iterator[Pairs]:
    found = np.array(file.execute("SELECT key, ref FROM index_key WHERE kind = ? ORDER BY key, ref", (_BLOCK,)).fetchall(), np.int64)
    facts = () if new_words else file.execute("SELECT facts FROM claim_event WHERE claim_id <= ?", (claims,))
    told = {key(one) for (packed,) in facts for one in _story_keys(facts_of(packed))}
    story = np.isin(found[:, 0], np.fromiter(told, np.int64, len(told)))
    other = np.array([number * _OTHER % _BELOW for number in range(copies + 1)], np.int64)
    if new_words:
        other[0] = other[copies]  # what the first claims have, the last have too
    return _moved(found, story, other, claims)


def _moved(
    found: NDArray[np.int64], story: NDArray[np.bool_], other: NDArray[np.int64], claims: int
) -> Iterator[Pairs]:
    """The keys and claims of the first rows and of all copies, in order; of the last copy only keys of a story."""
    numbers = np.arange(len(other), dtype=np.int64)
    upper = found[:, 0] >> 56
    for byte in range(-128, 128):
        own = upper == byte
        keys, refs, same = found[own, 0], found[own, 1], story[own]
        moved = np.where(same, keys, keys ^ other[:, None])
        claim = refs + numbers[:, None] * claims
        kept = same | (numbers[:, None] < len(other) - 1)
        moved, claim = moved[kept], claim[kept]
        order = np.lexsort((claim, moved))
        yield moved[order], claim[order]


def whole_copy(writer: Writer, copies: int, claims: int, reports: int, days: int) -> None:
    """Make the last copy whole: facts of its own days and numbers, and their keys."""

    def later(day: str | None) -> str | None:
        return None if day is None else (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()

    first = claims * copies
    changed: list[Any] = []
    keys: list[tuple[int, int]] = []
    for claim, facts in writer.pick_among(tables.claim_event, ("claim_id", "facts"), "claim_id", range(first + 1, first + claims + 1)):
        one = facts_of(facts)
        when = None if one.when is None else msgspec.structs.replace(one.when, start=later(one.when.start), end=later(one.when.end))
        one = msgspec.structs.replace(one, claim=claim, report=one.report + reports * copies, published=later(one.published), when=when)
        changed.append(({"claim_id": claim}, {"facts": packed_facts(one)}))
        keys += [(own, claim) for own in blocks(one)]
    writer.update_all(tables.claim_event, changed)
    writer.put_all_keys("block", keys)
