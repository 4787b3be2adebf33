"""Names of voices as keys: the same for one name in another case, spelling of accents, with a title or an article."""

import re
from functools import lru_cache

from anyascii import anyascii

from reportedly.codebooks.agencies import agency_of

_WORD = re.compile(r"[a-z0-9]+")
_SKIPPED = frozenset(("the", "a", "an", "of", "for", "and", "in", "al", "el", "s", "ul", "ad", "ash", "as", "an"))
_TITLES = frozenset(
    """mr mrs ms dr prof professor sir lord lady sheikh shaikh imam mullah ayatollah pastor rev reverend bishop general gen major
    maj lieutenant lt colonel col captain capt sergeant sgt brigadier admiral commander marshal president prime minister premier
    chancellor governor mayor senator secretary ambassador king queen prince princess spokesman spokeswoman spokesperson
    chief director analyst activist""".split()
)
_SPELLINGS = {
    "defense": "defence", "organization": "organisation", "center": "centre", "labor": "labour", "offense": "offence",
    "defenses": "defences", "dept": "department", "govt": "government", "intl": "international",
}  # fmt: skip
_DETERMINER = re.compile(
    r"(?:the|a|an|some|several|many|other|two|three|four|its|his|her|their|our|these|those|one)\s+", re.I
)


@lru_cache(maxsize=1 << 14)
def name_key(name: str, *, person: bool = False) -> str:
    """The key of a name; an agency's or outlet's own key where it is one's name, and empty where a name has no letters."""
    agency = agency_of(name)
    if agency is not None:
        return agency.key
    words = [_SPELLINGS.get(word, word) for word in _WORD.findall(anyascii(name).casefold().replace("'", ""))]
    kept = [word for word in words if word not in _SKIPPED] or words
    if person:
        while len(kept) > 1 and kept[0] in _TITLES:
            kept = kept[1:]
    return " ".join(kept)


def description_key(words: str) -> str:
    """The key of a description: lower case, without article or number ("the residents" and "residents" are one)."""
    plain = " ".join(words.split()).casefold().replace("’", "'")
    before = None
    while plain != before:
        before, plain = plain, _DETERMINER.sub("", plain, count=1) if _DETERMINER.match(plain) else plain
    return plain
