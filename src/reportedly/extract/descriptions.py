"""Coreference of descriptions: "the activist group", "the city", "the two leaders"."""

from reportedly.extract.clustering import Clustering
from reportedly.extract.names import is_nationality
from reportedly.extract.profiles import PREPOSITIONS, Profile

_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_CONTRAST = frozenset(["other", "another", "second", "third", "former", "new", "next", "previous", "latter"])
_NON_SPECIFIC = frozenset(("no", "any", "every", "each"))
_SENTENCES_SAME_HEAD = 40
_SENTENCES_SYNONYM = 25
_SENTENCES_CLASS = 2
_MOST_EARLIER = 80


def join_descriptions(clustering: Clustering) -> None:
    """Join each definite description with the nearest earlier mention that its words fit."""
    order = clustering.order
    complements = {n: _complement(clustering, clustering.profiles[n]) for n in order}
    exact: dict[tuple[str, ...], int] = {}
    for place, n in enumerate(order):
        p = clustering.profiles[n]
        if p.level != "nominal" or not p.head or p.kind in ("time", "quantity", "money"):
            continue
        definite = p.determiner in _DEFINITE or (not p.determiner and clustering.wording.low(p.first - 1) == "the")
        alone = len(clustering.known(n).members) == 1
        if definite and alone:
            before = order[max(0, place - _MOST_EARLIER) : place]
            stand_in = p.head in clustering.lists.stand_ins and not p.modifiers and not complements[n]
            if stand_in and (named := _named_nearby(clustering, p, before)) is not None:
                clustering.join(named, n, "the nearest name of its class")
            elif p.bare in exact and _fits_exact(clustering, exact[p.bare], n):
                clustering.join(exact[p.bare], n, "same words")
            else:
                _resolve(clustering, p, before, complements)
        exact[p.bare] = n


def _named_nearby(clustering: Clustering, p: Profile, earlier: list[int]) -> int | None:
    """The named thing that "the city" by itself means, from its sentence or the one before.

    It must be the only one there, or by far the most spoken of in the report.
    """
    for back in range(_SENTENCES_CLASS):
        found: dict[int, int] = {}
        for m in reversed(earlier):
            q = clustering.profiles[m]
            apart = q.sentence == p.sentence - back and not clustering.nested(m, p.index)
            if apart and _class_of_name(clustering, p, q, {p.index: ()}) and clustering.agrees(m, p.index):
                found.setdefault(clustering.find(m), m)
        sizes = sorted(((len(clustering.known(m).names), -m) for m in found.values()), reverse=True)
        if len(sizes) == 1 or (sizes and sizes[0][0] >= 2 * sizes[1][0]):
            return -sizes[0][1]
        if sizes:
            return None
    return None


def _fits_exact(clustering: Clustering, earlier: int, n: int) -> bool:
    one, two = clustering.profiles[earlier], clustering.profiles[n]
    return two.sentence - one.sentence <= _SENTENCES_SAME_HEAD and bool(two.bare)


def _complement(clustering: Clustering, p: Profile) -> tuple[str, ...]:
    """The words of a description after its head, small words dropped."""
    lows = [word.low for word in clustering.wording.words[p.first : p.last]]
    if p.head not in lows:
        return ()
    rest = lows[lows.index(p.head) + 1 :]
    return tuple(low for low in rest if low not in PREPOSITIONS and low[0].isalnum() and low not in ("the", "a", "an"))


def _resolve(clustering: Clustering, p: Profile, earlier: list[int], complements: dict[int, tuple[str, ...]]) -> None:
    """Try the rules for one description, each over the earlier mentions from the nearest backwards."""
    for rule in (_same_head, _name_holds_head, _title_holds_head, _synonym_head, _class_of_name):
        for m in reversed(earlier):
            q = clustering.profiles[m]
            fits = q.level != "pronoun" and rule(clustering, p, q, complements)
            if fits and clustering.join(m, p.index, _REASONS[rule.__name__]):
                return


def _adds_nothing(p: Profile, q: Profile, complements: dict[int, tuple[str, ...]]) -> bool:
    """Whether description ``p`` says nothing of its head that ``q`` doesn't say too."""
    if p.count is not None and q.count is not None and p.count != q.count:
        return False
    if (p.modifiers ^ q.modifiers) & _CONTRAST or q.determiner in _NON_SPECIFIC:
        return False
    held = set(q.modifiers) | set(complements[q.index]) | set(q.bare)
    return p.modifiers <= held and set(complements[p.index]) <= held


def _same_head(clustering: Clustering, p: Profile, q: Profile, complements: dict[int, tuple[str, ...]]) -> bool:
    same = q.head == p.head and q.level == "nominal" and q.number == p.number
    near = p.sentence - q.sentence <= _SENTENCES_SAME_HEAD
    return same and near and _adds_nothing(p, q, complements)


def _name_holds_head(clustering: Clustering, p: Profile, q: Profile, complements: dict[int, tuple[str, ...]]) -> bool:
    """Whether a name ends in the head: "the council" after "the Security Council"."""
    if q.level != "name" or q.kind == "person" or not q.bare or complements[p.index] or p.number == "plural":
        return False
    return len(q.bare) > 1 and q.bare[-1] == p.head and p.modifiers <= set(q.bare)


def _title_holds_head(clustering: Clustering, p: Profile, q: Profile, complements: dict[int, tuple[str, ...]]) -> bool:
    """Whether a title holds the head: "the president" after "President Sall"."""
    if p.kind != "person" or p.number == "plural" or complements[p.index]:
        return False
    return q.level == "name" and p.head in q.titles and p.modifiers <= q.titles


def _synonym_head(clustering: Clustering, p: Profile, q: Profile, complements: dict[int, tuple[str, ...]]) -> bool:
    """Whether the heads mean the same: "the two leaders" after "two senior commanders"."""
    meaning = clustering.lists.synonym.get(p.head)
    if q.level != "nominal" or meaning is None or clustering.lists.synonym.get(q.head) != meaning:
        return False
    counted = p.count == q.count and p.count is not None
    near = p.sentence - q.sentence <= (_SENTENCES_SYNONYM if counted else _SENTENCES_CLASS)
    return near and q.number == p.number and (counted or _adds_nothing(p, q, complements))


def _class_of_name(clustering: Clustering, p: Profile, q: Profile, complements: dict[int, tuple[str, ...]]) -> bool:
    """Whether a name near by is of the description's class: "the city" after "Idlib"."""
    if p.number == "plural" or complements[p.index] or p.sentence - q.sentence > _SENTENCES_CLASS:
        return False
    if q.kind not in clustering.lists.stand_ins.get(p.head, ()) or q.level != "name" or not q.core:
        return False
    if q.role == "modifier":
        return False
    state = q.core[-1] in clustering.lists.states
    if q.kind == "place":
        settlement = p.head not in ("country", "nation")
        return state != settlement and not p.modifiers and not (settlement and q.determiner)
    if state or len(p.modifiers) > 1 or any(is_nationality(modifier, clustering.lists) for modifier in p.modifiers):
        return False
    known = clustering.known(q.index)
    for m in known.members:
        other = clustering.profiles[m]
        same_class = other.level == "nominal" and other.head == p.head
        if same_class and p.modifiers and other.modifiers and not p.modifiers <= other.modifiers:
            return False
    return True


_REASONS = {
    "_same_head": "same head word",
    "_name_holds_head": "the name holds the head word",
    "_title_holds_head": "the title holds the head word",
    "_synonym_head": "a word for the same",
    "_class_of_name": "the nearest name of its class",
}
