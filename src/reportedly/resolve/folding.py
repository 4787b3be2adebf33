"""Folding: one spelling for the many ways a place name is written, so that names can be compared as strings.

A gazetteer stores keys made here and a lookup makes its key here, so both sides always agree.
"""

import re
import unicodedata
from functools import lru_cache

_SINGLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n",
     "ى": "ي", "ة": "ه", "ٱ": "ا", "ѓ": "г", "ё": "е"}
)  # fmt: skip
_DROPPED = re.compile("['’‘ʼʿʾʻʹ`´.ˌ\u0640]+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_SAINT = re.compile(r"^(?:saint|st)\b ?|\b(?:saint|st) (?=\w)")
_FORT_MOUNT = re.compile(r"^(ft|mt) (?=\w)")
_FORT_MOUNT_WORDS = {"ft": "fort", "mt": "mount"}
_ARTICLES = frozenset(  # the Arabic article, plain and taken over by the sun letters
    re.split(" ", "al el ul il l ar er as es ash esh ad ed adh at et ath az ez an en")
)
_CODE = re.compile(r"[A-Z]{2}")
_LOOSER = (
    (re.compile(r"ei|ey|ay|ai"), "e"),
    (re.compile(r"ou|oo|aw|au|ow"), "u"),
    (re.compile(r"ee|iy|ii"), "i"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"kh"), "k"),
    (re.compile(r"dh|zh|th"), "d"),
    (re.compile(r"[iye]"), "i"),
    (re.compile(r"o"), "u"),
    (re.compile(r"q"), "k"),
    (re.compile(r"j"), "g"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"h\b"), ""),
    (re.compile(r"at\b"), "a"),
)


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """The plain form of a name: no case, diacritics, apostrophes or punctuation; words parted by one space.

    "Saint" and "St." become "st", "Mt." becomes "mount", "&" becomes "and", a leading "the" goes. May be empty.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    bare = "".join(ch for ch in decomposed if not unicodedata.combining(ch)).translate(_SINGLE_LETTERS)
    words = _BETWEEN_WORDS.sub(" ", _DROPPED.sub("", bare)).strip()
    words = words.removeprefix("the ")
    words = _SAINT.sub("st ", words).strip()
    return _FORT_MOUNT.sub(lambda found: _FORT_MOUNT_WORDS[found[1]] + " ", words)


def without_article(folded: str) -> str:
    """A folded name without its leading Arabic article; the name itself where it has none."""
    first, _, rest = folded.partition(" ")
    return rest if rest and first in _ARTICLES else folded


def loose_key(folded: str) -> str:
    """The key under which transliterations of one Arabic name meet: no articles, few vowels, single consonants.

    "deir ez zor", "dayr az zawr" and "deir al zour" have one loose key. It starts with ``~``: it equals no folded name.
    """
    words = folded.split(" ")
    kept = [word for word in words if word not in _ARTICLES] or words
    loose = " ".join(kept)
    for pattern, replacement in _LOOSER:
        loose = pattern.sub(replacement, loose)
    return "~" + loose.replace(" ", "")


def code_key(name: str) -> str | None:
    """The key of a two-letter code such as "GA", which must not meet the word "ga"; None for any other name."""
    return "=" + name if _CODE.fullmatch(name) else None


def kind_key(kind: str, folded: str) -> str:
    """The key of a name used with a word for its kind ("Fulton" before "County"); ``kind`` is "1" or "2", the order."""
    return f"{kind}:{folded}"


def people_key(folded: str) -> str:
    """The key of a word for the people of a place ("syrian")."""
    return "n:" + folded
