"""A text as its words and as runs of words, hashed: what reprints are found by and compared on.

Words that carry no content are left out, so that a copy editor's small changes ("that", "on Monday" for "Monday") break
few runs. A hash is 64 bits, the same on every machine and in every process.
"""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+(?:['’][^\W_]+)*")
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3})")  # the comma first: fast where there is none
_QUOTED = re.compile(r"“[^“”\n]*[”\n]|\"[^\"\n]*[\"\n]|«[^«»\n]*»|„[^„“”\n]*[“”]")

_STANDING_WORDS = (
    "subscri", "newsletter", "sign up", "sign-up", "log in", "cookie", "copyright", "all rights reserved", "©", "creative commons",
    "advertis", "sponsored", "donat", "our journalism", "mailing list", "follow us", "click here", "read more", "read also",
    "terms of use", "terms of service", "reporting by", "writing by", "editing by", "edited by", "compiled by", "republish",
    "in your inbox", "our app",
)  # fmt: skip
LONGEST_STANDING_LINE = 300
"""Characters beyond which a line is a paragraph of the report and not a standing line of its site."""

EMPTY_WORDS = frozenset(
    """a about above after again all also although am an and any are as at be because been before being between both but by
    can could did do does doing during each for from further had has have having he her here hers him his how i if in into is
    it its itself just like may me might more most must my no nor not now of off on once only or other our out over own per said
    same say says saying she should since so some such than that the their them then there these they this those through
    to told too under until up us very was we were what when where which while who whom whose why will with within without
    would you your""".split()
)
"""English words that stand in any text; a text in another language simply keeps all of its words."""

_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT, _FOLD = np.uint64(31), np.uint64(0xBF58476D1CE4E5B9)


class Words(NamedTuple):
    """The content words of a text in order.

    ``hashes`` holds each word's hash; ``starts`` and ``ends`` (exclusive) its characters; ``quoted`` whether it stands in
    quotation marks; ``text`` is the text itself.
    """

    text: str
    hashes: Hashes
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    quoted: NDArray[np.bool_]


@lru_cache(maxsize=1 << 17)
def _word_hash(word: str) -> int:
    """The hash of a word however it is written; 0 where it carries no content."""
    folded = unicodedata.normalize("NFKD", word).casefold()
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter)).replace("’", "'")
    plain = plain.removesuffix("'s").replace("'", "")
    if plain in EMPTY_WORDS:
        return 0
    return int.from_bytes(blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") or 1


def words_of(text: str) -> Words:
    """The content words of a text, of any length and in any writing; none of an empty one.

    Standing lines of a site (subscribe, all rights reserved, editing by) have no words: they are the same under any report.
    """
    own = _own_text(text)
    spans = [match.span() for match in _WORD.finditer(own)]
    every = np.array([_word_hash(own[start:end]) for start, end in spans], dtype=np.uint64)
    kept = every != 0
    places = np.array(spans, dtype=np.int64).reshape(-1, 2)[kept]
    starts, ends = places[:, 0].copy(), places[:, 1].copy()
    quoted = np.zeros(len(starts), dtype=np.bool_)
    for match in _QUOTED.finditer(text):
        quoted[np.searchsorted(starts, match.start()) : np.searchsorted(starts, match.end())] = True
    return Words(text, every[kept], starts, ends, quoted)


def _own_text(text: str) -> str:
    """The text with blanks for standing lines, of the same length; "1,000" is the word 1000 in every style."""
    if _stands(text):
        lines = text.split("\n")
        for place, line in enumerate(lines):
            if len(line) <= LONGEST_STANDING_LINE and _stands(line):
                lines[place] = " " * len(line)
        text = "\n".join(lines)
    return text if "," not in text else _THOUSANDS.sub("’", text)


def _stands(text: str) -> bool:
    folded = text.lower()
    return any(words in folded for words in _STANDING_WORDS)


def runs_of(hashes: Hashes, length: int) -> Hashes:
    """The hash of each run of ``length`` words, in order; empty where there are fewer words."""
    count = len(hashes) - length + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    mixed = hashes[:count].copy()
    for offset in range(1, length):
        mixed = mixed_with(mixed, hashes[offset : offset + count])
    return mixed


def mixed_with(one: Hashes, two: Hashes) -> Hashes:
    """One hash for each pair, in which the order of the two counts."""
    mixed = (one ^ (one >> _SHIFT)) * _FOLD + two * _MIX
    return np.asarray(mixed ^ (mixed >> _SHIFT), dtype=np.uint64)
