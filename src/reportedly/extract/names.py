"""Coreference by name: equal names, acronyms, a surname for the full name, part of an organisation's name."""

from collections.abc import Iterable

from reportedly.extract.clustering import Clustering
from reportedly.extract.lexicon import Lexicon
from reportedly.extract.profiles import Profile
from reportedly.extract.wording import Wording

_SMALL = frozenset([
    "of", "the", "and", "for", "a", "an", "in", "on", "at", "to", "de", "la", "le", "du", "des", "&", "al",
    "el",
])  # fmt: skip
_KEPT_APART = frozenset(("time", "quantity", "money"))


def join_names(clustering: Clustering) -> None:
    """Join names, the surest way first: equal, acronym, part of a person's name, part of another name."""
    named = [p for n in clustering.order if (p := clustering.profiles[n]).level == "name" and p.core]
    _join_equal(clustering, named)
    _join_acronyms(clustering, named)
    _join_persons(clustering, [p for p in named if p.kind == "person"])
    _join_parts(clustering, [p for p in named if p.kind in ("organisation", "facility", "other")])
    bodies = [p for p in named if p.kind == "organisation"]
    _join_plurals(clustering, bodies)
    _join_heads(clustering, bodies)


def acronym_of(wording: Wording, short: Profile, long: Profile) -> bool:
    """Whether the letters of ``short`` are the initials of ``long``'s words, small words counted or not."""
    letters = acronym(wording, short)
    return bool(letters) and letters in initials(wording, long)


def acronym(wording: Wording, one: Profile) -> str:
    """The letters of a mention that looks like an acronym, dots and hyphens dropped; otherwise an empty string."""
    words = [word.text for word in wording.words[one.first : one.last] if word.low not in ("the", "'s", "’s")]
    letters = "".join(c for word in words for c in word if c.isalnum())
    shaped = 2 <= len(letters) <= 12 and letters[0].isalpha() and sum(c.isupper() for c in letters) > len(letters) - 2
    return letters.upper() if shaped and len(words) <= 5 and max(map(len, words), default=0) > 1 else ""


def initials(wording: Wording, one: Profile) -> set[str]:
    """The ways to shorten a name of two words or more to the initials of its words."""
    words = [word for word in wording.words[one.first : one.last] if word.text[0].isalnum() and word.low != "’s"]
    if words and words[0].low in ("the", "a", "an"):
        words = words[1:]
    if len(words) < 2:
        return set()
    whole = "".join(word.text[0] for word in words)
    large = "".join(word.text[0] for word in words if word.low not in _SMALL)
    capitals = "".join(word.text[0] for word in words if word.text[0].isupper())
    hyphened = "".join(word.text[0] for word in words if word.low not in ("of", "the", "and", "for"))
    return {made.upper() for made in (whole, large, capitals, hyphened) if len(made) > 1}


def _join_equal(clustering: Clustering, named: Iterable[Profile]) -> None:
    """Join names that are equal once articles, titles and "'s" are dropped."""
    seen: dict[tuple[str, ...], list[Profile]] = {}
    for p in named:
        if p.kind in _KEPT_APART and not (p.kind == "time" and any(len(t) == 4 and t.isdigit() for t in p.core)):
            continue
        for key in {p.core, p.bare}:
            earlier = seen.setdefault(key, [])
            for other in earlier:
                sure = len(p.core) > 1 and "nationality" not in (p.kind, other.kind)
                if _same_acronym(clustering, other, p):
                    clustering.join(other.index, p.index, "same acronym", sure=True)
                    break
                if p.kind == other.kind or sure or "person" not in (p.kind, other.kind):
                    if clustering.join(other.index, p.index, "same name", same_name=True):
                        break
                    if sure and not clustering.nested(other.index, p.index) and p.gender == other.gender:
                        clustering.join(other.index, p.index, "same name", sure=True)
                        break
            if len(earlier) < 8:
                earlier.append(p)


def _same_acronym(clustering: Clustering, one: Profile, two: Profile) -> bool:
    """Whether two mentions are one acronym, whatever kinds they were given: letters are too rare to mean two things."""
    both = one.bare == two.bare and acronym(clustering.wording, one) and acronym(clustering.wording, two)
    return bool(both) and not clustering.nested(one.index, two.index)


def _join_acronyms(clustering: Clustering, named: Iterable[Profile]) -> None:
    """Join an acronym with the one longer name of the report that has its initials."""
    long: dict[str, dict[int, Profile]] = {}
    short: list[tuple[str, Profile]] = []
    for p in named:
        if p.kind == "person" or p.kind in _KEPT_APART:
            continue
        if letters := acronym(clustering.wording, p):
            short.append((letters, p))
        else:
            for letters in initials(clustering.wording, p):
                long.setdefault(letters, {}).setdefault(clustering.find(p.index), p)
    for letters, p in short:
        alike = (q for q in long.get(letters, {}).values() if "other" not in {p.kind, q.kind} or p.kind == q.kind)
        found = {clustering.find(q.index): q for q in alike}
        if len(found) == 1:
            name = next(iter(found.values())).index
            clustering.join(name, p.index, "its initials", sure=not clustering.nested(name, p.index))


def _join_persons(clustering: Clustering, persons: list[Profile]) -> None:
    """Join a surname, a given name or a shorter form with the one person of the report who bears it."""
    by_token: dict[str, dict[tuple[str, ...], Profile]] = {}
    for p in persons:
        if len(p.core) > 1:
            for token in p.core:
                by_token.setdefault(token, {}).setdefault(p.core, p)
    for p in persons:
        rare = min((by_token.get(token, {}) for token in p.core), key=len, default={})
        matches = [(_likeness(p, q, clustering.lists), q) for q in rare.values() if q.core != p.core]
        best = max((grade for grade, _ in matches), default=0)
        if not best:
            continue
        found = {clustering.find(q.index): q for grade, q in matches if grade == best}
        fitting = [q for q in found.values() if clustering.agrees(p.index, q.index)]
        if len(fitting) == 1:
            why = {3: "the same name, longer", 2: "the surname", 1: "the given name"}[best]
            clustering.join(fitting[0].index, p.index, why)


def _likeness(p: Profile, q: Profile, lists: Lexicon) -> int:
    """How well ``p`` may be a form of the longer name ``q``: 3 several words, 2 surname, 1 given name, 0 not."""
    short, long = p.core, q.core
    if len(short) == 1:
        people = short[0] in lists.nationality_words or is_nationality(short[0].removesuffix("s"), lists) > (
            not short[0].endswith("s")
        )
        if short[0] in lists.particles or len(short[0]) < 2 or people or (p.determiner and short[0] in lists.titles):
            return 0
        return 2 if long[-1] == short[0] else 1 if long[0] == short[0] else 0
    if len(short) > len(long) or (len(short) == len(long) and not _initialled(short, long)):
        return 0
    if long[: len(short)] == short and short[0] in ("abu", "abou", "umm", "abd"):
        return 3
    if long[-len(short) :] == short:
        return 3 if short[0] in lists.particles else 2
    given = short[0] == long[0] or (min(len(short[0]), len(long[0])) == 1 and short[0][0] == long[0][0])
    rest = iter(long)
    return 3 if given and short[-1] == long[-1] and (all(t in rest for t in short[1:-1])) else 0


def _initialled(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether two names of one length differ only in that one has initials where the other has words."""
    pairs = list(zip(short, long, strict=True))
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs) and short[-1] == long[-1]


def _join_parts(clustering: Clustering, named: list[Profile]) -> None:
    """Join part of an organisation's name with the one longer name of the report that it can stand for."""
    by_token: dict[str, dict[tuple[str, ...], Profile]] = {}
    for p in named:
        if len(p.core) > 1:
            for token in p.core:
                by_token.setdefault(token, {}).setdefault(p.core, p)
    for p in named:
        rare = min((by_token.get(token, {}) for token in p.core), key=len, default={})
        found = {clustering.find(q.index): q for q in rare.values() if _stands_for(p, q, clustering.lists)}
        if len(found) == 1:
            clustering.join(next(iter(found.values())).index, p.index, "part of the name", same_name=True)


def _join_plurals(clustering: Clustering, bodies: list[Profile]) -> None:
    """Join "the Marrawis" with "the Marrawi movement": one word, with and without the plural's s."""
    single = {p.core[0]: p for p in reversed(bodies) if len(p.core) == 1}
    for p in bodies:
        if len(p.core) == 1 and len(p.core[0]) > 4 and p.core[0].endswith("s") and p.core[0][:-1] in single:
            clustering.join(single[p.core[0][:-1]].index, p.index, "its plural", same_name=True)


def _join_heads(clustering: Clustering, bodies: list[Profile]) -> None:
    """Join "the Front", in capitals, with the one longer name of the report that ends in it or begins its description so."""
    for p in bodies:
        if len(p.core) != 1 or p.core[0] not in clustering.lists.generic or not _with_article(clustering, p):
            continue
        longer = [q for q in bodies if len(q.core) > 1 and p.core[0] in q.core and not _part_of_longer(clustering, q, bodies)]
        found = {clustering.find(q.index): q for q in longer if q.core[-1] == p.core[0]}
        found = found or {clustering.find(q.index): q for q in longer if q.core[0] == p.core[0] or "of" in q.core or "for" in q.core}
        if len(found) == 1:
            clustering.join(next(iter(found.values())).index, p.index, "the head of the name", same_name=True)


def _part_of_longer(clustering: Clustering, one: Profile, bodies: list[Profile]) -> bool:
    return any(
        other.first <= one.first and one.last <= other.last and other.last - other.first > one.last - one.first and other.core != one.core
        for other in bodies
    )


def _with_article(clustering: Clustering, one: Profile) -> bool:
    words = clustering.wording
    return words.low(one.first) == "the" or words.low(one.first - 1) == "the"


def _stands_for(p: Profile, q: Profile, lists: Lexicon) -> bool:
    """Whether ``p`` is the start or the end of the longer name ``q`` and tells enough by itself."""
    short, long = p.core, q.core
    telling = [token for token in short if token not in lists.generic and token not in _SMALL and len(token) > 1]
    if len(short) >= len(long) or not telling or p.kind != q.kind:
        return False
    if long[-len(short) :] == short:
        dropped = long[: -len(short)]
        return not is_nationality(short[0], lists) and short[0] not in lists.states and dropped[-1] not in _SMALL
    if long[: len(short)] == short:
        rest = long[len(short) :]
        if len(short) == 1 and (short[0] in lists.states or is_nationality(short[0], lists)):
            return False
        return all(token in lists.descriptors for token in rest) or (rest[0] in ("of", "for") and len(short) > 1)
    return False


def is_nationality(token: str, lists: Lexicon) -> bool:
    """Whether a word in lower case looks like a nationality: listed, or with the ending of one."""
    return token in lists.nationality_words or (len(token) > 5 and token.endswith(lists.nationality_endings))
