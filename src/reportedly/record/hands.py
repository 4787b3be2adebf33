"""Work of deriving that other processes may do: pure functions of bytes, each of one part of a block, and who has them done.

A record is derived in the order of its log, by one writer. What costs time in it are functions of few reports, claims or events: the
keys of a text, the overlap of two texts, what two claims come to, the standing of an event. These are partitioned by block and done
ahead by whoever lends hands; the writer then goes through the log as on one machine, takes what is there and computes what is not.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct

from reportedly.corroborate.linking_pairs import Pair, pair_of
from reportedly.corroborate.overlaps import Overlap, overlap_of
from reportedly.corroborate.shingles import words_of
from reportedly.corroborate.signatures import Signature, signature_of
from reportedly.record.contributions import view_of
from reportedly.record.stood import Stand, Stood, stood

PARTS_A_HAND = 3
"""Parts that work is cut into for each hand, so that one long part does not hold all others up."""

T = TypeVar("T")


class Hands(Protocol):
    """Whoever does parts of the work, such as ``distributed.derivation.EngineHands``."""

    def count(self) -> int:
        """How many parts are done at once."""
        ...

    def each(self, work: str, parts: Sequence[bytes]) -> list[bytes]:
        """What ``WORKS[work]`` gives for each part, in their order."""
        ...


class Texts(Struct, frozen=True):
    """Texts by the numbers of their reports, and pairs of them to compare, the later report first."""

    texts: dict[int, str]
    pairs: tuple[tuple[int, int], ...] = ()


class Claims(Struct, frozen=True):
    """Packed facts by the numbers of their claims, and for new claims the others to compare each with."""

    facts: dict[int, bytes]
    pairs: tuple[tuple[int, tuple[int, ...]], ...]


def _signed(data: bytes) -> bytes:
    asked = msgspec.msgpack.decode(data, type=Texts)
    return msgspec.msgpack.encode({report: signature_of(words_of(text)) for report, text in asked.texts.items()})


def _overlapped(data: bytes) -> bytes:
    asked = msgspec.msgpack.decode(data, type=Texts)
    words = {report: words_of(text) for report, text in asked.texts.items()}
    return msgspec.msgpack.encode([overlap_of(words[one], words[two]) for one, two in asked.pairs])


def _paired(data: bytes) -> bytes:
    asked = msgspec.msgpack.decode(data, type=Claims)
    found = [
        pair_of(view_of(asked.facts[one]), view_of(asked.facts[two])) for one, others in asked.pairs for two in others
    ]
    return msgspec.msgpack.encode(found)


def _stood(data: bytes) -> bytes:
    return msgspec.msgpack.encode([stood(one) for one in msgspec.msgpack.decode(data, type=list[Stand])])


WORKS: dict[str, Callable[[bytes], bytes]] = {"sign": _signed, "overlap": _overlapped, "pair": _paired, "stand": _stood}
"""What hands can do, by name."""


def signatures(hands: Hands, texts: dict[int, str]) -> dict[int, Signature]:
    """The signatures of reports, by number."""
    parts = dealt(hands, sorted(texts), lambda report: report)
    found = hands.each("sign", [msgspec.msgpack.encode(Texts({report: texts[report] for report in part})) for part in parts])
    return {report: one for data in found for report, one in msgspec.msgpack.decode(data, type=dict[int, Signature]).items()}


def overlaps(hands: Hands, texts: dict[int, str], pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Overlap | None]:
    """The overlaps of pairs of reports; those that hang together by their keys are one part, so that a text travels once."""
    component = _components(pairs)
    parts = dealt(hands, pairs, lambda pair: component[pair[0]])
    asked = [Texts({one: texts[one] for pair in part for one in pair}, tuple(part)) for part in parts]
    found = hands.each("overlap", [msgspec.msgpack.encode(one) for one in asked])
    answers = [msgspec.msgpack.decode(data, type=list[Overlap | None]) for data in found]
    return {pair: one for part, some in zip(parts, answers, strict=True) for pair, one in zip(part, some, strict=True)}


def pairs_of(hands: Hands, work: Sequence[Claims]) -> Iterable[tuple[tuple[int, int], Pair]]:
    """What pairs of claims come to."""
    found = hands.each("pair", [msgspec.msgpack.encode(one) for one in work])
    for one, data in zip(work, found, strict=True):
        keys = [(first, second) for first, others in one.pairs for second in others]
        yield from zip(keys, msgspec.msgpack.decode(data, type=list[Pair]), strict=True)


def standings(hands: Hands, jobs: Sequence[Stand]) -> list[Stood]:
    """The standings of events, in the order of ``jobs``."""
    parts = dealt(hands, range(len(jobs)), lambda place: place)
    found = hands.each("stand", [msgspec.msgpack.encode([jobs[place] for place in part]) for part in parts])
    answers = [msgspec.msgpack.decode(data, type=list[Stood]) for data in found]
    by_place = {place: one for part, some in zip(parts, answers, strict=True) for place, one in zip(part, some, strict=True)}
    return [by_place[place] for place in range(len(jobs))]


def dealt(hands: Hands, items: Iterable[T], block: Callable[[T], int]) -> list[list[T]]:
    """Items in parts, those of one block together; no part is empty."""
    count = PARTS_A_HAND * hands.count()
    parts: dict[int, list[T]] = {}
    for one in items:
        parts.setdefault(block(one) % count, []).append(one)
    return [parts[number] for number in sorted(parts)]


def _components(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """For each report the lowest number of those that it hangs together with."""
    top: dict[int, int] = {}

    def root(one: int) -> int:
        while top.setdefault(one, one) != one:
            top[one] = one = top[top[one]]
        return one

    for one, two in pairs:
        first, second = sorted((root(one), root(two)))
        top[second] = first
    return {one: root(one) for one in list(top)}
