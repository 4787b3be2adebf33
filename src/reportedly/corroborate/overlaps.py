"""Whether one text reprints another: the exact check after two texts were found to share keys.

Two reports of one occurrence share names, numbers and the statement that both quote; a copy follows its original for long
stretches of its own words. So the measure is the share of a text's words, quotations aside, that lie in passages which
both texts have (``passages``).
"""

from typing import Literal, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from reportedly.corroborate.passages import Passages, shared_passages
from reportedly.corroborate.shingles import Words, words_of

OverlapKind = Literal["exact", "near", "excerpt", "shared-passage"]

COPIED = 0.4
"""Share of the shorter text's words, quotations aside, from which it is a copy.

At 0.3, 0.35, 0.4 and 0.45 copies found were 98.8, 98.6, 98.5 and 98.3 %, precision 99.6, 99.7, 99.8 and 99.8 %, and pairs that are only
alike taken for copies 15, 7, 6 and 4 (``python -m benchmarks.reprints --sweep``, 200 texts of the tuned half).
"""

COPIED_SHORT = 0.45
SHORT = 60
"""The same for a text of fewer than ``SHORT`` content words, of which two names and a formula can be a third."""

COPIED_BRIEF = 0.6
BRIEF = 30
"""The same for a brief, of which they can be half; 0.1 more where each text has a number that the other lacks."""

COPIED_LINE = 0.85
LINE = 20
"""News of one sentence has a form of its own ("Four people are killed in …"): nearly the same words, and the same numbers."""

FEWEST_OWN = 20
"""Words outside quotations below which a text is judged by all of its words: a statement printed whole."""

COPIED_STATEMENT = 0.75
"""Share of such a text that makes it a copy."""


REPEATED = 0.6
"""Share of a sentence that stands in a common passage from which the sentence is the other report's."""

SURELY = 0.6
"""Share from which a copy is sure, wherever its passages stand.

Of 1,199 pairs of briefs under one outlet's 45 standing words, 16 pass for copies at 0.6, 56 at 0.55 and 469 at 0.5; of copies of 60 %
of a text with 30 % of its sentences rewritten, 96.0 %, 97.0 % and 97.5 % are found (``--sweep``).
"""

LONGEST_EDGE = 40
NEAR_EDGE = 4
"""Content words of a standing text at the head or the foot of both, and how far from it a passage may begin."""

LEAST_OF_ALL = 0.25
"""Share of all of its words, quotations included, that a copy has in common: few own words beside long quotations prove little."""

NUMBER_WORDS = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands dozen dozens""".split()
)


class Overlap(Struct, frozen=True, kw_only=True):
    """What two texts have in common, and whether the one reprints the other.

    ``kind``: ``exact`` the same words; ``near`` a copy with changes; ``excerpt`` a part of the other or with a part of it;
    ``shared-passage`` a stretch in common (a statement that both quote, a sentence that a roundup repeats) and no copy.
    ``share_one`` and ``share_two`` are the shares of each text's content words that lie in common passages; ``own_one`` and
    ``own_two`` the same outside quotations. ``run`` is the longest stretch of words that are the same in both, in words.
    ``copied_one`` and ``copied_two`` say which text is nothing but a copy: of an article that prints a brief among its own news only
    the brief is. ``spans_one`` and ``spans_two`` are the common passages as (start, end) characters of each text, in the order
    of the first. ``reason`` says it in words, of the first text as "it" and the second as "the other".
    """

    kind: OverlapKind
    share_one: float
    share_two: float
    own_one: float
    own_two: float
    copied_one: bool
    copied_two: bool
    run: int
    spans_one: tuple[tuple[int, int], ...]
    spans_two: tuple[tuple[int, int], ...]
    reason: str

    @property
    def reprints(self) -> bool:
        """Whether the one is a copy of the other, or of a part of it."""
        return self.kind != "shared-passage"

    def tells_again(self, start: int, end: int) -> bool:
        """Whether these characters of the first text (a claim's sentence, say) only repeat the second.

        They do where the whole first text is a copy, and else where most of them stand in a common passage.
        """
        if self.copied_one:
            return True
        inside = sum(max(min(last, end) - max(first, start), 0) for first, last in self.spans_one)
        return end > start and inside >= REPEATED * (end - start)


class Compared(NamedTuple):
    """One of two texts in comparison: its words, which of them are in common, and which count as its own."""

    words: Words
    common: NDArray[np.bool_]
    counted: NDArray[np.bool_]

    @property
    def size(self) -> int:
        """Its content words."""
        return len(self.words.hashes)

    @property
    def share(self) -> float:
        """The share of its words that are in common passages."""
        return float(self.common.mean()) if self.size else 0.0

    @property
    def own(self) -> float:
        """The share in common of its words outside quotations; of all words where there are few others."""
        return float(self.counted[self._own].mean()) if self._own.any() else 0.0

    @property
    def _own(self) -> NDArray[np.bool_]:
        outside = ~self.words.quoted
        return outside if outside.sum() >= FEWEST_OWN else np.ones(self.size, dtype=np.bool_)

    def copied(self, other: "Compared") -> bool:
        """Whether so much of it stands in the other that the two are one text."""
        if self.size < LINE:
            return self.own >= COPIED_LINE and not self.counts_otherwise(other)
        if self.size < BRIEF:
            return self.own >= COPIED_BRIEF + (0.1 if self.counts_otherwise(other) else 0.0)
        if (~self.words.quoted).sum() < FEWEST_OWN:
            return self.own >= COPIED_STATEMENT
        return self.share >= LEAST_OF_ALL and self.own >= (COPIED_SHORT if self.size < SHORT else COPIED)

    def counts_otherwise(self, other: "Compared") -> bool:
        """Whether each of the two has a number that the other lacks."""
        here, there = _numbers(self.words), _numbers(other.words)
        return bool(here - there) and bool(there - here)


def overlap(one: str, two: str) -> Overlap | None:
    """What two texts have in common; None where no passage is. What it says of the two is the same either way round."""
    return overlap_of(words_of(one), words_of(two))


def overlap_of(one: Words, two: Words) -> Overlap | None:
    """The same for texts whose words are at hand."""
    if not len(one.hashes) or not len(two.hashes):
        return None
    if np.array_equal(one.hashes, two.hashes):
        return _exact(one, two)
    turned = (len(one.hashes), one.text) > (len(two.hashes), two.text)
    passages = shared_passages(two, one) if turned else shared_passages(one, two)
    if not passages.spans:
        return None
    run = _words_between(two if turned else one, passages.run)
    if turned:
        passages = passages.turned()
    first = Compared(one, passages.one, passages.one)
    second = Compared(two, passages.two, passages.two)
    if max(first.own, second.own) < SURELY:
        first, second = _without_edges(first, second, passages)
    copied = first.copied(second), second.copied(first)
    kind: OverlapKind = "near" if all(copied) else "excerpt" if any(copied) else "shared-passage"
    return Overlap(
        kind=kind, share_one=first.share, share_two=second.share, own_one=first.own, own_two=second.own,
        copied_one=copied[0], copied_two=copied[1], run=run,
        spans_one=tuple(_characters(one, span) for span, _ in passages.spans),
        spans_two=tuple(_characters(two, span) for _, span in passages.spans), reason=_reason(kind, first, second, run),
    )  # fmt: skip


def _exact(one: Words, two: Words) -> Overlap:
    spans = tuple(((int(words.starts[0]), int(words.ends[-1])),) for words in (one, two))
    return Overlap(
        kind="exact", share_one=1.0, share_two=1.0, own_one=1.0, own_two=1.0, copied_one=True, copied_two=True,
        run=_words_between(min(one, two, key=lambda words: words.text), (0, len(one.hashes) - 1)),
        spans_one=spans[0], spans_two=spans[1], reason="the same words",
    )  # fmt: skip


def _without_edges(one: Compared, two: Compared, passages: Passages) -> tuple[Compared, Compared]:
    """The two without short passages with which both begin or both end, word for word: an outlet's standing words, no copied news."""
    counted_one, counted_two = one.common.copy(), two.common.copy()
    for span, other in passages.spans:
        here, there = slice(span[0], span[1] + 1), slice(other[0], other[1] + 1)
        begins = max(span[0], other[0]) <= NEAR_EDGE
        ends = max(one.size - span[1], two.size - other[1]) - 1 <= NEAR_EDGE
        short = span[1] - span[0] < LONGEST_EDGE
        if short and (begins or ends) and np.array_equal(one.words.hashes[here], two.words.hashes[there]):
            counted_one[here] = False
            counted_two[there] = False
    return one._replace(counted=counted_one), two._replace(counted=counted_two)


def _numbers(words: Words) -> frozenset[str]:
    said = (words.text[start:end].casefold() for start, end in zip(words.starts, words.ends, strict=True))
    return frozenset(one.replace(",", "") for one in said if one[0].isdigit() or one in NUMBER_WORDS)


def _characters(words: Words, span: tuple[int, int]) -> tuple[int, int]:
    return int(words.starts[span[0]]), int(words.ends[span[1]])


def _words_between(words: Words, span: tuple[int, int] | None) -> int:
    if span is None:
        return 0
    start, end = _characters(words, span)
    return len(words.text[start:end].split())


def _reason(kind: OverlapKind, one: Compared, two: Compared, run: int) -> str:
    shares = f"{one.share:.0%} of its words".replace("%", " %"), f"{two.share:.0%} of the other's".replace("%", " %")
    if kind == "near":
        return f"{shares[0]}, in the same order"
    if kind == "excerpt":
        return f"{shares[0]} and {shares[1]}, in the same order"
    return f"a passage in common of {run} words, but only {shares[0]} and {shares[1]}"
