"""The words of a name that say who it is: without titles, articles, forms of business and habits of spelling."""

import re
from functools import lru_cache
from importlib import resources

import yaml
from msgspec import Struct

from reportedly.codebooks.parsed import loader
from reportedly.resolve.transliteration import latin, spelling
from reportedly.schema.mention import MentionKind

_WORD = re.compile(r"[^\W_]+(?:[.](?=[^\W_][.]|[^\W_]\b)[^\W_]*)*", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s?\s*$|['’]s(?=\s)")
_BRACKETED = re.compile(r"[(\[].*?[)\]]")
_KUNYA = frozenset({"abu", "umm", "abou", "aboo", "oum", "um"})
_SERVANT_OF = frozenset(
    {"abd", "abdul", "abdel", "abdal", "abdur", "abder", "abdoul", "abdoel", "abdus", "abdun", "abdu"}
)
_UNITED = {"nations": "un", "states": "us", "kingdom": "uk"}
_SUN_LETTERS = frozenset("ar as ash ad at az an adh ath ez er es esh ed et en".split())


class Words(Struct, frozen=True):
    """The word lists of ``data/name_words.yaml``."""

    titles: frozenset[str]
    after: frozenset[str]
    particles: frozenset[str]
    fillers: frozenset[str]
    business: frozenset[str]
    generic: frozenset[str]
    distinguishing: frozenset[str]
    same: dict[str, str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The packaged word lists, read once."""
    text = resources.files("reportedly.resolve").joinpath("data", "name_words.yaml").read_text("utf-8")
    raw = yaml.load(text, Loader=loader())  # noqa: S506 (a safe loader)
    lists = {key: frozenset(str(raw[key]).replace("'", "").split()) for key in raw if key != "same"}
    same: dict[str, str] = {}
    for line in raw["same"]:
        forms = str(line).replace("'", "").split()
        same |= {form: forms[0] for form in forms if form not in same}
    return Words(same=same, **lists)


class NormalName(Struct, frozen=True):
    """A name taken apart. ``words`` decide, as one spelling each, in order; ``plain`` are the same words as written, in ASCII.

    ``title`` where a title or rank stood before it; ``initials`` where a word is but a letter.
    """

    words: tuple[str, ...]
    plain: tuple[str, ...]
    title: bool = False
    initials: bool = False

    @property
    def key(self) -> str:
        """The words in their order as one string; two names of one key are one name."""
        return " ".join(self.words)

    @property
    def sorted_key(self) -> str:
        """The words without their order ("Ban Ki-moon", "Ki-moon Ban")."""
        return " ".join(sorted(self.words))


@lru_cache(maxsize=65_536)
def normal_name(name: str, kind: MentionKind = "organisation") -> NormalName:
    """A name's words as far as they say who it is; a name of nothing but titles or fillers has none.

    "Gen. Khalifa Haftar" is ``khalifa haftar``; "the Organization of Salt" is ``organisation salt``; "LAST, First" of a person
    is turned round.
    """
    if kind == "person":
        return _person(name)
    return _organisation(name)


def _tokens(name: str) -> list[str]:
    plain = latin(_POSSESSIVE.sub("", _BRACKETED.sub(" ", name)).replace("&", " and "))
    return [found.group().replace(".", "") for found in _WORD.finditer(plain)]


def _person(name: str) -> NormalName:
    lists = words()
    last, comma, first = name.partition(",")
    given = name
    if comma:
        rest = _tokens(first)
        given = f"{first} {last}" if rest and rest[0] not in lists.after else last
    tokens = _tokens(given)
    titled = False
    for place in range(min(len(tokens) - 1, 8) - 1, -1, -1):
        if tokens[place] in lists.titles:
            tokens, titled = tokens[place + 1 :], True
            break
    while len(tokens) > 1 and tokens[-1] in lists.after:
        tokens.pop()
    if all(token in lists.titles for token in tokens):
        return NormalName((), (), True)
    joined = _joined(tokens)
    kept = [token for token in joined if token not in lists.particles] or joined
    return NormalName(
        tuple(spelling(token) for token in kept), tuple(kept), titled, any(len(token) == 1 for token in kept)
    )


def _joined(tokens: list[str]) -> list[str]:
    """Write "abd al rahman" and "abu bakr" as one word each: the first word alone is nobody's name."""
    joined: list[str] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token in _SERVANT_OF and place + 1 < len(tokens):
            step = 2 if tokens[place + 1] in _SUN_LETTERS | {"al", "el", "ul"} and place + 2 < len(tokens) else 1
            joined.append("abd" + tokens[place + step])
            place += step + 1
        else:
            joined.append(token)
            place += 1
    return joined


def _organisation(name: str) -> NormalName:
    lists = words()
    tokens = _shortened(_tokens(name))
    kept = [token for token in tokens if token not in lists.fillers] or tokens
    bare = [token for token in kept if token not in lists.business] or kept
    return NormalName(tuple(lists.same.get(token) or spelling(token) for token in bare), tuple(bare))


def _shortened(tokens: list[str]) -> list[str]:
    """With "United Nations", "United States" and "United Kingdom" as the letters that stand for them as often."""
    found: list[str] = []
    for token in tokens:
        if found and found[-1] == "united" and token in _UNITED:
            found[-1] = _UNITED[token]
        else:
            found.append(token)
    return found


def is_kunya(name: NormalName) -> bool:
    """Whether it is a name of the kind "Abu Omar": borne by many, unless more follows."""
    return len(name.words) == 2 and name.plain[0] in _KUNYA


@lru_cache(maxsize=65_536)
def is_generic(name: str, kind: MentionKind = "organisation") -> bool:
    """Whether the words name nobody in particular: "the army", "rebels", "Defence Ministry", "the Republicans", "12"."""
    normal = normal_name(name, kind)
    lists = words()
    if name.strip() == "us":
        return True
    known = lists.generic | lists.titles | lists.fillers
    return all(
        plain in known or one.isdigit() or len(one) == 1 or (one.removesuffix("s") in known and one[:2] == plain[:2])
        # "defense" is "defence", but "jaysh" is a word of names, though it means "army".
        or (one in known and one[:2] == plain[:2])
        for one, plain in zip(normal.words, normal.plain, strict=True)
    )  # fmt: skip


@lru_cache(maxsize=16_384)
def acronyms_of(name: str) -> frozenset[str]:
    """The acronyms that a name's words make: all initials, and those without the small words ("UNHCR" has more; a table's affair)."""
    tokens = _tokens(name)
    small = words().fillers
    big = [token for token in tokens if token not in small]
    made = {"".join(token[0] for token in some) for some in (tokens, big) if len(some) > 1}
    return frozenset(one for one in made if len(one) > 1)


@lru_cache(maxsize=65_536)
def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym: one word, mostly capitals, at most 8 letters ("YPG", "U.N.", "SOHR")."""
    bare = name.strip().replace(".", "")
    capitals = sum(one.isupper() for one in bare)
    return 2 <= len(bare) <= 8 and bare.isalnum() and capitals >= 2 and capitals * 2 > len(bare)
