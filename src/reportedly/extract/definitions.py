"""Coreference that the words themselves define: one span twice, "X (XYZ)", "X, formerly known as Y", appositions."""

from collections.abc import Iterator

from reportedly.extract.clustering import Clustering
from reportedly.extract.names import acronym_of
from reportedly.extract.profiles import Profile

_MARKS = frozenset([",", ";", ":", "-", "–", "—", "(", ")", '"', "“", "”", "'", "‘", "’", "[", "]"])
_ARTICLES = frozenset(("the", "a", "an"))
_ENDS = frozenset([
    ",", ".", ";", ":", ")", "–", "—", "-", "who", "whom", "whose", "which", "that", "said", "says", "told",
    "is", "was", "are", "were", "has", "had", "will", "!", "?",
])  # fmt: skip
_COMPLEMENTS = frozenset(["of", "for", "at", "in", "to", "with", "from", "on"])
_APPOSED = frozenset(("person", "organisation", "place", "facility"))
_APPOSITIVE = frozenset(["a", "an", "the", "its", "his", "her", "their", "our", "one", "another"])
_OF_HEADS = frozenset([
    "city", "town", "village", "province", "district", "island", "port", "governorate", "region", "territory",
    "state", "suburb",
])  # fmt: skip
_MOST_WORDS = 9


def join_defined(clustering: Clustering) -> None:
    """Join what stands in one span, and what adjacent words say is the same."""
    order = clustering.order
    profiles = clustering.profiles
    by_start, by_end = _by_place(clustering)
    for n in order:
        for other in by_start[profiles[n].first]:
            same = (profiles[n].start, profiles[n].end) == (profiles[other].start, profiles[other].end)
            if other > n and same:
                clustering.join(n, other, "one span", sure=True)
    for n in order:
        one = profiles[n]
        if one.first >= one.last or one.kind in ("quantity", "money", "time"):
            continue
        _join_title(clustering, one, by_start)
        for two in _following(clustering, one, by_start):
            why = None if _outranked(clustering, one, two, by_end) else _definition(clustering, one, two)
            if why and (why != "apposition" or clustering.agrees(one.index, two.index)):
                clustering.join(one.index, two.index, why, sure=not clustering.nested(one.index, two.index))
                break


def alias_pairs(clustering: Clustering) -> Iterator[tuple[Profile, Profile, str]]:
    """The pairs of names of which the words say that they name one thing: "also known as", an acronym in brackets."""
    by_start, by_end = _by_place(clustering)
    for n in clustering.order:
        one = clustering.profiles[n]
        if one.first < one.last and one.kind not in ("quantity", "money", "time"):
            for two in _following(clustering, one, by_start):
                why = None if _outranked(clustering, one, two, by_end) else _definition(clustering, one, two)
                if why and why != "apposition" and not clustering.nested(one.index, two.index):
                    yield one, two, why
                    break


def _by_place(clustering: Clustering) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The mentions by their first word, and by the word after their last."""
    by_start: dict[int, list[int]] = {}
    by_end: dict[int, list[int]] = {}
    for n in clustering.order:
        p = clustering.profiles[n]
        by_start.setdefault(p.first, []).append(n)
        by_end.setdefault(p.last, []).append(n)
    return by_start, by_end


def _outranked(clustering: Clustering, one: Profile, two: Profile, by_end: dict[int, list[int]]) -> bool:
    """Whether a longer mention that ends with ``one``, or the only one of the right kind, is what ``two`` refers back to."""
    for m in by_end[one.last]:
        other = clustering.profiles[m]
        if other.kind == two.kind and m != one.index and (other.first < one.first or one.kind != two.kind):
            return True
    return False


def _following(clustering: Clustering, one: Profile, by_start: dict[int, list[int]]) -> Iterator[Profile]:
    """The mentions that begin within a few words after a mention, in its sentence."""
    stop = min(one.last + _MOST_WORDS, clustering.wording.sentence_last(one.sentence))
    for first in range(one.last, stop + 1):
        for m in by_start.get(first, ()):
            if clustering.profiles[m].last > first:
                yield clustering.profiles[m]


def _definition(clustering: Clustering, one: Profile, two: Profile) -> str | None:
    """Why mention ``two``, which follows mention ``one``, is the same entity; None where nothing says so."""
    wording = clustering.wording
    between = [word.low for word in wording.words[one.last : two.first]]
    phrase = " ".join(low for low in between if low not in _MARKS and low not in _ARTICLES)
    kinds = {one.kind, two.kind}
    alike = len(kinds) == 1 or "other" in kinds
    named = one.level == two.level == "name"
    if phrase in clustering.lists.aliases and (alike or named) and "pronoun" not in (one.level, two.level):
        return f"the words “{phrase}”"
    if between[:1] == ["("] and len(between) <= 3 and wording.low(two.last) in (")", ",", ";", '"', "”"):
        if acronym_of(wording, two, one) or acronym_of(wording, one, two):
            return "acronym given in brackets"
        if alike and one.kind == "person" and {one.level, two.level} == {"name", "nominal"}:
            return "apposition"
    if alike and _apposed(clustering, one, two, between):
        return "apposition"
    return None


def _apposed(clustering: Clustering, one: Profile, two: Profile, between: list[str]) -> bool:
    """Whether ``two`` stands in apposition to ``one``: a name and a description, with a comma or a dash between.

    What goes on as a list ("and"), and an opening adverbial ("After the match, Tunisia …"), speak against it.
    """
    wording = clustering.wording
    if {one.level, two.level} != {"name", "nominal"} or one.kind != two.kind or one.kind not in _APPOSED:
        return False
    if not between or between[0] not in (",", "–", "—"):
        return False
    if any(low not in _MARKS and low not in _ARTICLES for low in between):
        return False
    if one.number and two.number and one.number != two.number:
        return False
    after = wording.low(two.last)
    if after in ("and", "or", "&"):
        return False
    article = bool(_ARTICLES & set(between))
    if two.level == "nominal":
        if after and after not in _ENDS and after not in _COMPLEMENTS:
            return False
        if not (article or two.determiner in _APPOSITIVE):
            role = clustering.lists.head_kinds.get(two.head, frozenset())
            return two.determiner == "" and one.kind == "person" and "person" in role
        return True
    if one.role == "oblique" and one.first <= wording.sentence_first(one.sentence) + 1:
        return False
    return after in _ENDS and (one.determiner in _APPOSITIVE or one.kind == "person")


def _join_title(clustering: Clustering, one: Profile, by_start: dict[int, list[int]]) -> None:
    """Join "analyst Heras" with "Heras" inside it, or a title that is a mention by itself with the name after it."""
    profiles = clustering.profiles
    if one.kind == "person":
        for first in range(one.first + 1, one.last):
            for m in by_start.get(first, ()):
                two = profiles[m]
                inner = two.last == one.last and two.kind == "person" and two.level == "name"
                if inner and one.level == "name" and _plain(clustering, one):
                    clustering.join(one.index, m, "part of the longer name", sure=True)
                    continue
                before = clustering.wording.low(first - 1).rstrip(".")
                if inner and (before in clustering.lists.titles or two.core == one.core):
                    clustering.join(one.index, m, "title before the name", sure=True)
        if one.level == "nominal" and one.number == "singular" and one.determiner in ("", "the"):
            for m in by_start.get(one.last, ()):
                two = profiles[m]
                if two.kind == "person" and two.level == "name" and one.last - 1 >= one.first:
                    clustering.join(one.index, m, "title before the name")
    if one.kind in ("place", "organisation", "facility"):
        _join_of(clustering, one, by_start)


def _plain(clustering: Clustering, one: Profile) -> bool:
    """Whether a person's name is one name, with no "and", "of" or comma that might part it."""
    words = clustering.wording.words[one.first : one.last]
    return all(
        word.text[0].isupper() or word.low in (".", "-", "’", "'") or word.low in clustering.lists.particles
        for word in words
    )


def _join_of(clustering: Clustering, one: Profile, by_start: dict[int, list[int]]) -> None:
    """Join "the Syrian city of Raqqa", or "the city" before "of", with "Raqqa"; and a name with a longer span of it."""
    profiles, words = clustering.profiles, clustering.wording
    placed = one.kind == "place" and one.head in _OF_HEADS and "capital" not in one.modifiers
    for first in range(one.first, one.last + 2):
        for m in by_start.get(first, ()):
            two = profiles[m]
            if two.kind != one.kind or two.level != "name" or m == one.index:
                continue
            of = placed and words.low(first - 1) == "of" and words.low(first - 2) == one.head
            of = of and two.last >= one.last and not set(two.core[-1:]) & clustering.lists.states
            same = two.last <= one.last and two.core == one.core and bool(one.core)
            if (of and one.number != "plural" and one.determiner not in ("this", "that")) or same:
                clustering.join(one.index, m, "one name inside the other", sure=True)
