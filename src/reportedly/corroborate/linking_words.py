"""The words by which linking compares reports: stems, and how rare each is in news that has nothing to do with it."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources

from reportedly.schema.linkable import Term

TABLE = "linking_words.txt"
HEAVIEST = 255
LONGEST_WORD = 24
LONGEST_NUMBER = 5
# Chosen by how well the stories of ECB+'s training topics tell its pairs of like stories apart.
OPENING = 40  # words in which news says what it is about
PLAIN_WORD = 0.5  # of a name
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,]*\d|\d")
_STOP = frozenset(
    "a an the and or but nor of in on at by to from with for as into onto over under upon about after before during since until "
    "between among through against within without near off out up down again then than that this these those there here who whom "
    "whose which what when where why how he she it they we i you his her its their our my your him them us me himself herself "
    "itself themselves be is are was were been being am do does did done have has had having will would shall should can could may "
    "might must not no yes also just only even very more most much many some any all each both few several other another such same "
    "own so too if while because although though however still yet ever never one two mr mrs ms dr s t re ve ll d m http https www "
    "com org net html htm said say says told".split()
)
_POSSESSIVE = re.compile(r"['’]s?$")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without case, possessive, plural, -ed, -ing and a last e: what its forms have in common; it need be no word."""
    form = _POSSESSIVE.sub("", word.lower())[:LONGEST_WORD]
    if len(form) > 4 and form.endswith("ies"):
        form = form[:-3] + "y"
    elif len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is")):
        form = form[:-1]
    for ending in ("ing", "ed"):
        bare = form.removesuffix(ending)
        if bare != form and len(bare) > 2 and any(letter in "aeiouy" for letter in bare):
            form = bare[:-1] if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "lsz" else bare
            break
    return form[:-1] if len(form) > 4 and form.endswith("e") else form


def stems(text: str) -> list[str]:
    """The stems of a text's content words and its numbers, in order; words that say nothing alone are left out."""
    return [one for one, _ in _named_stems(text)]


def _named_stems(text: str) -> list[tuple[str, bool]]:
    """Each stem, and whether it is written like a name or is a number; a number too long to be told twice is none."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        lower = _POSSESSIVE.sub("", word.lower())
        number = lower[0].isdigit()
        if lower not in _STOP and (number or len(lower) > 1) and not (number and len(lower) > LONGEST_NUMBER):
            found.append((stem(word), number or word[0].isupper()))
    return found


@lru_cache(maxsize=1)
def _table() -> tuple[int, Mapping[str, int]]:
    """How many background texts there were, and in how many of them each stem stood."""
    lines = resources.files("reportedly.corroborate").joinpath("data", TABLE).read_text("utf-8").splitlines()
    rows = [line.split(" ") for line in lines if line and not line.startswith("#")]
    counts = {word: int(count) for word, count in rows}
    return counts.pop("*"), counts


@lru_cache(maxsize=1 << 16)
def rarity(one: str) -> float:
    """How much a stem tells, 0 to 1: the logarithm of how few background texts have it, 1 for a stem that none has."""
    texts, counts = _table()
    return 1.0 - math.log(1 + counts.get(one, 0)) / math.log(1 + texts)


def weighted(counts: Mapping[str, float], most: int) -> tuple[Term, ...]:
    """The heaviest terms of some stems with their weights, relative to the heaviest; ties by the word."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
    if not ranked or ranked[0][1] <= 0:
        return ()
    top = ranked[0][1]
    return tuple(Term(word, max(1, round(HEAVIEST * weight / top))) for word, weight in ranked if weight > 0)


def story_terms(text: str, title: str | None, most: int) -> tuple[Term, ...]:
    """The terms that tell a report from others: often said in it, rare elsewhere, names before words.

    The words that open it, and its title, count once more.
    """
    found = _named_stems(text)
    counts = Counter(word for word, _ in found)
    names = Counter(word for word, name in found if name)
    weights = {}
    opening = {word for word, _ in found[:OPENING]}.union(stems(title or ""))
    for word in sorted(counts.keys() | opening):
        share = 1.0 if 2 * names[word] >= counts[word] else PLAIN_WORD
        weights[word] = math.sqrt(counts[word] + (word in opening)) * rarity(word) * share
    return weighted(weights, most)


def sentence_terms(words: Iterable[str], most: int) -> tuple[Term, ...]:
    """The content words of a sentence by how rare they are."""
    return weighted({word: rarity(word) for word in words}, most)

