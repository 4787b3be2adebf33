"""What two names have in common and what sets them apart, as numbers between 0 and 1; every one is symmetric."""

from functools import lru_cache

from msgspec import Struct
from rapidfuzz.distance import JaroWinkler, Levenshtein

from reportedly.resolve.name_words import NormalName, acronyms_of, is_acronym, is_kunya, normal_name, words
from reportedly.resolve.transliteration import skeleton
from reportedly.schema.mention import MentionKind

FEATURES = (
    "one spelling", "same order", "words shared", "words of the shorter shared", "worst shared word", "letters", "sounds",
    "another word instead", "more words", "a word that distinguishes", "acronym", "a single word", "an initial", "kunya",
)  # fmt: skip
ALIKE = 0.8  # words less alike than this are two words; swept from 0.7 to 0.9 on the tuning half of benchmarks/names.py
_INITIAL = 0.75
_COMMON_WEIGHT = 0.4  # of a word that many names have, beside 1 for any other


class Aligned(Struct, frozen=True):
    """Pairs of words of two names, with how alike they are, and the words left over on each side."""

    pairs: tuple[tuple[str, str, float], ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


def features_of(one: str, two: str, kind: MentionKind) -> dict[str, float]:
    """The features of a pair of names by name, all of :data:`FEATURES`; a name without telling words shares nothing."""
    a, b = normal_name(one, kind), normal_name(two, kind)
    found = dict.fromkeys(FEATURES, 0.0)
    if not a.words or not b.words:
        return found
    aligned = align(a, b)
    shared = sum(min(_weight_of(x, kind), _weight_of(y, kind)) * alike for x, y, alike in aligned.pairs)
    lost_a, lost_b = (sum(_weight_of(word, kind) for word in lost) for lost in (aligned.left, aligned.right))
    found["one spelling"] = float(a.sorted_key == b.sorted_key or a.key.replace(" ", "") == b.key.replace(" ", ""))
    found["same order"] = float(_in_order(a, b, aligned))
    found["words shared"] = shared / max(shared + (lost_a + lost_b), 1e-9)
    found["words of the shorter shared"] = shared / max(shared + min(lost_a, lost_b), 1e-9)
    found["worst shared word"] = min((alike for _, _, alike in aligned.pairs), default=0.0)
    found["letters"] = _letters(a, b)
    found["sounds"] = _sounds(a, b)
    found["another word instead"] = min(1.0, min(lost_a, lost_b) / 2)
    found["more words"] = min(1.0, abs(lost_a - lost_b) / 3)
    found["a word that distinguishes"] = float(_distinguished(aligned))
    found["acronym"] = float(_acronym(one, two) or _acronym(two, one)) if kind != "person" else 0.0
    found["a single word"] = float(min(len(a.words), len(b.words)) == 1)
    found["an initial"] = float(a.initials or b.initials)
    found["kunya"] = float(is_kunya(a) or is_kunya(b))
    return found


def align(a: NormalName, b: NormalName) -> Aligned:
    """Each word with its likest of the other name, the likest pairs first; a word serves once."""
    scored = sorted(
        (-alike, abs(i - j), min(x, y), max(x, y), i, j)
        for i, x in enumerate(a.words)
        for j, y in enumerate(b.words)
        if (alike := word_alike(x, y)) >= ALIKE or alike == _INITIAL
    )
    taken_a: dict[int, int] = {}
    taken_b: set[int] = set()
    pairs = []
    for minus, _, _, _, i, j in scored:
        if i not in taken_a and j not in taken_b:
            taken_a[i] = j
            taken_b.add(j)
            pairs.append((a.words[i], b.words[j], -minus))
    left = tuple(word for i, word in enumerate(a.words) if i not in taken_a)
    right = tuple(word for j, word in enumerate(b.words) if j not in taken_b)
    return Aligned(tuple(pairs), left, right)


@lru_cache(maxsize=65_536)
def word_alike(x: str, y: str) -> float:
    """How alike two words are, 0 to 1: 1 in one spelling, less for an initial, else by letters and by sounds."""
    if x == y:
        return 1.0
    if min(len(x), len(y)) == 1:
        return _INITIAL if x[0] == y[0] and (x + y).isalpha() else 0.0
    if not (x + y).isalpha():
        return 0.0
    letters = Levenshtein.normalized_similarity(x, y)
    winkler = max(JaroWinkler.similarity(x, y), JaroWinkler.similarity(y, x))
    sounds = Levenshtein.normalized_similarity(skeleton(x), skeleton(y))
    return min(0.99, (letters + winkler + sounds) / 3)


def _weight_of(word: str, kind: MentionKind) -> float:
    if kind == "person":
        return _COMMON_WEIGHT if len(word) == 1 else 1.0
    return _COMMON_WEIGHT if word in words().generic or word in words().business else 1.0


def _letters(a: NormalName, b: NormalName) -> float:
    one, two = " ".join(sorted(a.plain)), " ".join(sorted(b.plain))
    return Levenshtein.normalized_similarity(one, two)


def _sounds(a: NormalName, b: NormalName) -> float:
    one, two = ("".join(sorted(skeleton(word) for word in name.words)) for name in (a, b))
    return Levenshtein.normalized_similarity(one, two)


def _in_order(a: NormalName, b: NormalName, aligned: Aligned) -> bool:
    firsts = [a.words.index(x) for x, _, _ in aligned.pairs]
    seconds = [b.words.index(y) for _, y, _ in aligned.pairs]
    return [place for _, place in sorted(zip(firsts, seconds, strict=True))] == sorted(seconds)


def _distinguished(aligned: Aligned) -> bool:
    telling = words().distinguishing
    return any(word in telling or word.isdigit() for word in (*aligned.left, *aligned.right))


def _acronym(short: str, long: str) -> bool:
    return is_acronym(short) and short.replace(".", "").lower() in acronyms_of(long)
