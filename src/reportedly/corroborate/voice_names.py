"""Names of voices as keys: the same for one name in another case, spelling of accents, with a title or an article."""

import re
from functools import lru_cache

from anyascii import anyascii

from reportedly.codebooks.agencies import agency_of

_WORD = re.compile(r"[a-z0-9]+")
_SKIPPED = frozenset(("the", "a", "an", "of", "for", "and", "in", "al", "el", "s", "ul", "ad", "ash", "as", "an"))
_TITLES = frozenset(
    """mr mrs ms dr prof professor sir lord lady sheikh shaikh imam mullah ayatollah pastor rev reverend bishop archbishop general
    gen major maj lieutenant lt colonel col captain capt sergeant sgt brigadier admiral commander marshal president minister
    premier chancellor governor mayor senator sen representative rep congressman congresswoman secretary ambassador king queen
    prince princess spokesman spokeswoman spokesperson chief director analyst activist leader chairman chairwoman chair whip
    attorney sheriff manager official researcher envoy deputy head officer judge justice prosecutor journalist reporter eyewitness
    resident""".split()
)
INSTITUTIONS = frozenset(
    """government ministry army military police navy force forces guard guards embassy consulate presidency parliament senate court
    council committee commission department office agency administration command brigade militia front party union movement
    coalition authority kremlin cabinet""".split()
)
PRONOUNS = frozenset(
    "i we you he she it they one who which that this these those him her them us the his their its some others".split()
)
_LINKS = frozenset(("to", "of", "for", "in", "at"))
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
    if person:
        words = _without_office(words)
    return " ".join([word for word in words if word not in _SKIPPED] or words)


def _without_office(words: list[str]) -> list[str]:
    """A person's name without the offices before it; behind "ambassador to …" the name is the last two words."""
    last = max((place for place, word in enumerate(words[:-1]) if word in _TITLES), default=-1)
    rest = words[last + 1 :]
    return rest[-2:] if last >= 0 and len(rest) > 2 and rest[0] in _LINKS else rest


def is_office(name: str) -> bool:
    """Whether a name is nothing but an office ("the President"), which different persons hold."""
    words = _WORD.findall(anyascii(name).casefold())
    return bool(words) and all(word in _TITLES or word in _SKIPPED or word in {"prime", "foreign", "vice"} for word in words)


def is_institution(words: str) -> bool:
    """Whether a description is an institution's name in fact: a name and what kind of body it is ("the Israeli military")."""
    parts = words.split()
    if len(parts) < 2 or name_key(parts[-1]) not in INSTITUTIONS:
        return False
    return any(part[:1].isupper() for part in parts[1 if parts[0].casefold() in _SKIPPED else 0 :][:-1])


def description_key(words: str) -> str:
    """The key of a description: lower case, without article or number ("the residents" and "residents" are one)."""
    plain = " ".join(words.split()).casefold().replace("’", "'")
    before = None
    while plain != before:
        before, plain = plain, _DETERMINER.sub("", plain, count=1) if _DETERMINER.match(plain) else plain
    return plain
