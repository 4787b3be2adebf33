"""One Latin spelling for names written in Arabic, Cyrillic and Latin letters, and the keys under which spellings meet.

Three grains, each coarser than the one before: :func:`latin` (what is written, in plain letters), :func:`spelling` (the
usual romanisations of one name are one: "Mohammed" and "Muhammad", but not "Hassan" and "Hussein"), and :func:`skeleton`
(consonants by how they sound: the key that finds, and never the one that decides).
"""

import re
import unicodedata
from functools import lru_cache
from importlib import resources

import yaml
from anyascii import anyascii

from reportedly.codebooks.parsed import loader

_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ى": "a", "ء": "", "ؤ": "u", "ئ": "i", "ب": "b", "پ": "p", "ت": "t",
    "ة": "a", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f", "ڤ": "v", "ق": "q",
    "ك": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ە": "a", "و": "u", "ي": "i", "ی": "i", "ێ": "e",
    "ۆ": "o", "\u200c": "", "\u200d": "", "\u0640": "",
}  # fmt: skip
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ye", "ж": "zh", "з": "z", "и": "i",
    "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu", "я": "ya", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "қ": "q", "ғ": "gh", "ң": "ng",
    "ө": "o", "ұ": "u", "ү": "u", "ә": "a", "һ": "h",
}  # fmt: skip
_ARTICLE_IN_ARABIC = re.compile(r"(?<!\w)(?:و)?ال(?=\w{2})")
_APOSTROPHES = re.compile("['’‘ʼʿʾʻʹ`´]+")
_REPEATED = re.compile(r"(.)\1+")
# Romanisations that differ by habit alone, whatever the language; anything finer is the table's affair.
_HABITS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"sch(?=[^aeiou]|$)", "sh"), (r"tch", "ch"), (r"ph", "f"), (r"ck", "k"), (r"ou|oo", "u"), (r"ee", "i"),
        (r"ij$|iy$|yi$|yy$|ii$|ey$|y$", "i"), (r"iy|yy|ij", "i"), (r"skii?$|skyi?$", "ski"), (r"q", "k"), (r"dj|dzh", "j"),
        (r"x", "ks"), (r"(?<=[aeiu])w(?=[aeiou])", "w"), (r"(?<=[a-z]a)h$", ""), (r"c(?![h])", "k"), (r"ei|ay|ey", "ai"),
    )
)  # fmt: skip
_SERVANT = re.compile(r"abd(?:[aeiou]{1,2}(?:[lrsnztd])?)?(?=[b-df-hj-np-tv-xz])")
_SOUNDS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"shch|sch|sh|tch|ch|zh|dzh|dj", "S"), (r"kh|gh|q|ck|c|x|k|g", "k"), (r"j", "S"), (r"th|dh|d|t", "t"), (r"ts|tz|z", "s"),
        (r"ph|f|v", "f"), (r"b|p", "b"), (r"w", ""), (r"h", ""), (r"[aeiouy]+", ""),
    )
)  # fmt: skip


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    text = resources.files("reportedly.resolve").joinpath("data", "name_variants.yaml").read_text("utf-8")
    lines = yaml.load(text, Loader=loader())  # noqa: S506 (a safe loader)
    return {form: names[0] for line in lines for names in (str(line).split(),) for form in names}


def latin(text: str) -> str:
    """The text in lower-case ASCII letters; Arabic as it is vowelled in writing, its article as a word of its own."""
    lowered = unicodedata.normalize("NFKC", text).lower()
    lowered = _APOSTROPHES.sub("", lowered)
    if lowered.isascii():
        return lowered
    lowered = _ARTICLE_IN_ARABIC.sub("al ", lowered)
    bare = "".join(one for one in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(one))
    written = "".join(_ARABIC.get(one, _CYRILLIC.get(one, one)) for one in unicodedata.normalize("NFC", _kept(lowered, bare)))
    return _APOSTROPHES.sub("", anyascii(written)).lower()


def _kept(lowered: str, bare: str) -> str:
    """Without combining marks, unless the letter and its mark make another letter of an alphabet (й, أ)."""
    composed = unicodedata.normalize("NFC", lowered)
    if not any(one in _ARABIC or one in _CYRILLIC for one in composed):
        return bare
    return "".join(
        one if one in _ARABIC or one in _CYRILLIC
        else "".join(part for part in unicodedata.normalize("NFKD", one) if not unicodedata.combining(part))
        for one in composed
    )  # fmt: skip


@lru_cache(maxsize=65_536)
def spelling(word: str) -> str:
    """The one spelling of a name's usual romanisations; ``word`` is one word of :func:`latin`.

    An equivalence that is meant to decide: words with one spelling are one name to a careful reader. Source of the table of
    given names: general knowledge (``data/name_variants.yaml``).
    """
    known = _variants().get(word)
    if known is not None:
        return known
    if not word.isalpha():
        return word
    found = _SERVANT.sub("abd", word) if word.startswith("abd") and len(word) > 5 else word
    for pattern, by in _HABITS:
        found = pattern.sub(by, found)
    found = _REPEATED.sub(r"\1", found)
    return _variants().get(found, found) or word


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """A word's consonants by sound, doubled ones once; its first letter stands for it where it has none.

    "gaddafi", "qadhafi" and "قذافي" meet in one skeleton, as do "shevchenko", "chevtchenko" and "шевченко".
    """
    found = _REPEATED.sub(r"\1", word)
    for pattern, by in _SOUNDS:
        found = pattern.sub(by, found)
    found = "".join(one for one in found if one.isalnum())
    return found or word[:1]
