"""The few keys by which copies of a text are looked up, and the choice of which reports to compare it with.

The keys are a bottom-k sketch (Broder 1997): of all runs of three content words, those with the least hashes. As with any
MinHash the share of keys in common follows the share of runs in common; and since every text keeps runs by the same order, the
keys of an excerpt are found among those of the whole. What shares keys is then compared word by word (``overlaps``).

Bands of MinHash over the same runs were tried (``python -m benchmarks.reprints --minhash``): of copies of 60 % of a text with 30 % of
its words rewritten, 40 bands of 3 lead to the original for 11 %, of 2 for 59 %, of 1 for all but to 6 other texts each among 4,300;
this sketch for all, and to 0.4 others.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from math import log
from typing import NamedTuple

import numpy as np

from reportedly.corroborate.shingles import Words, runs_of, words_of

RUN = 3
"""Content words of a run: at 30 % of words rewritten a third of the runs of three is left, and few are in unrelated texts."""

FEWEST_KEYS = 40
"""Keys of a report of up to about 1,000 words."""

DENSITY = 14
"""One key for so many content words of a longer text, so that an excerpt of 100 words still shares some."""

MOST_KEYS = 400

MOST_HOLDERS = 32
"""Reports that hold a key beyond which it tells little: a phrase of the trade, or a line of a story that everybody printed."""

MOST_COMPARED = 4
"""Reports that a new one is compared with, those that share most first.

Of 4,000 made copies (``benchmarks.reprints``, tuned half, 16,000 texts in the index) the original was first or second of all.
"""

LEAST_SHARED = 2
"""Keys that two texts must share to be compared: 99.5 % of the hardest copies (60 % of a text, 30 % rewritten) share as many."""

LEAST_COMMON = 6
"""The same where only common keys are shared: a phrase or a standing line has fewer, one more copy of a much-copied story more."""


class Signature(NamedTuple):
    """The keys of a text as signed 64-bit numbers: the first is that of the whole text, the others of runs in it.

    ``size`` is the number of its content words. An empty text has no keys.
    """

    keys: tuple[int, ...]
    size: int


def signature(text: str) -> Signature:
    """The signature of a text: at most 41 keys up to about 1,000 words, one more for each 14 content words beyond."""
    return signature_of(words_of(text))


def signature_of(words: Words) -> Signature:
    """The signature of a text's words."""
    count = len(words.hashes)
    if not count:
        return Signature((), 0)
    whole = blake2b(words.hashes.astype(">u8").tobytes(), digest_size=8).digest()
    wanted = min(max(FEWEST_KEYS, count // DENSITY), MOST_KEYS)
    least = np.unique(runs_of(words.hashes, min(RUN, count)))[:wanted]
    return Signature((int.from_bytes(whole, "big", signed=True), *least.astype(np.int64).tolist()), count)


def to_compare(found: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """The reports worth comparing with, most promising first, from the (key, report) pairs that an index found.

    Ask the index for at most ``MOST_HOLDERS`` reports of one key, those that came first: a key that gives as many is common and
    finds only what shares ``LEAST_COMMON`` of them; of others a report must share ``LEAST_SHARED``. A key weighs more the fewer
    reports hold it; of equals the report that came first is compared first.
    """
    holders: dict[int, list[int]] = {}
    for key, report in found:
        holders.setdefault(key, []).append(report)
    weights: dict[int, float] = {}
    rare: dict[int, int] = {}
    every: dict[int, int] = {}
    for reports in holders.values():
        weight = log(1 + MOST_HOLDERS / len(reports))
        for report in reports:
            weights[report] = weights.get(report, 0.0) + weight
            every[report] = every.get(report, 0) + 1
            rare[report] = rare.get(report, 0) + (len(reports) < MOST_HOLDERS)
    worth = (one for one, count in every.items() if rare[one] >= LEAST_SHARED or count >= LEAST_COMMON)
    return tuple(sorted(worth, key=lambda report: (-round(weights[report], 9), report))[:MOST_COMPARED])


def keys_to_index(of: Signature, held: float) -> Sequence[int]:
    """The keys under which a report is to be found later; ``held`` is the share of it that its reprint root holds.

    A copy of which the root holds nearly everything would only make the keys of a much-copied text common, and its own copies are
    found through the root.
    """
    return () if held >= WELL_HELD else of.keys


WELL_HELD = 0.9
"""Share of a copy that its root holds beyond which the copy needs no keys of its own."""
