"""Clustering: mentions joined step by step, with what is known of each cluster and why each join was made."""

from collections.abc import Sequence

from msgspec import Struct

from reportedly.extract.lexicon import Lexicon
from reportedly.extract.profiles import Profile
from reportedly.extract.wording import Wording
from reportedly.schema import MentionKind

_LOOSE = frozenset(("place", "organisation", "facility", "other"))


class Link(Struct, frozen=True):
    """Why mention ``b`` was taken for the same entity as mention ``a`` (indices into the mentions)."""

    a: int
    b: int
    why: str


class Known(Struct):
    """What the mentions of one cluster have told so far."""

    kinds: set[MentionKind]
    numbers: set[str]
    genders: set[str]
    members: list[int]
    names: list[int]


class Clustering:
    """Disjoint sets over profiles; ``join`` refuses what contradicts kind, number or gender."""

    def __init__(self, profiles: Sequence[Profile], wording: Wording, lists: Lexicon) -> None:
        self.profiles = profiles
        self.wording = wording
        self.lists = lists
        self.links: list[Link] = []
        self.order = sorted(range(len(profiles)), key=lambda n: (profiles[n].start, -profiles[n].end, n))
        self._around = _holders(profiles, self.order)
        self._parent = list(range(len(profiles)))
        self._known = [
            Known(
                kinds={p.kind} - {"other"},
                numbers={p.number} if p.number else set(),
                genders={p.gender} if p.gender else set(),
                members=[p.index],
                names=[p.index] if p.level == "name" else [],
            )
            for p in profiles
        ]

    def find(self, n: int) -> int:
        """The representative of mention ``n``'s cluster."""
        while self._parent[n] != n:
            self._parent[n] = self._parent[self._parent[n]]
            n = self._parent[n]
        return n

    def known(self, n: int) -> Known:
        """What is known of mention ``n``'s cluster."""
        return self._known[self.find(n)]

    def agrees(self, a: int, b: int, *, same_name: bool = False) -> bool:
        """Whether the clusters of two mentions may be one: kinds, numbers and genders don't contradict each other.

        With ``same_name``, a place and an organisation of one name may be one (a state that acts).
        """
        one, two = self.known(a), self.known(b)
        kinds = one.kinds | two.kinds
        if len(kinds) > 1 and not (same_name and kinds <= _LOOSE):
            return False
        return len(one.numbers | two.numbers) < 2 and len(one.genders | two.genders) < 2

    def join(self, a: int, b: int, why: str, *, same_name: bool = False, sure: bool = False) -> bool:
        """Make the clusters of two mentions one; False where they contradict each other or one holds the other.

        With ``sure`` the words themselves say that the two are one, and nothing is checked.
        """
        root, other = self.find(a), self.find(b)
        if root == other:
            return True
        if not sure and (self.nested(a, b) or not self.agrees(a, b, same_name=same_name)):
            return False
        one, two = self._known[root], self._known[other]
        if len(one.members) < len(two.members):
            root, other, one, two = other, root, two, one
        self._parent[other] = root
        one.kinds |= two.kinds
        one.numbers |= two.numbers
        one.genders |= two.genders
        one.members += two.members
        one.names += two.names
        self.links.append(Link(a=min(a, b), b=max(a, b), why=why))
        return True

    def nested(self, a: int, b: int) -> bool:
        """Whether the spans of two mentions overlap."""
        one, two = self.profiles[a], self.profiles[b]
        return one.start < two.end and two.start < one.end

    def around(self, n: int) -> list[int]:
        """The mentions that go on past the end of mention ``n`` and hold it."""
        return self._around.get(n, [])

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The clusters, each in order of its indices, in the order in which they first appear in the text."""
        found: dict[int, list[int]] = {}
        for n in self.order:
            found.setdefault(self.find(n), []).append(n)
        return tuple(tuple(sorted(members)) for members in found.values())


def _holders(profiles: Sequence[Profile], order: Sequence[int]) -> dict[int, list[int]]:
    """For each mention the mentions around it that end later, by one pass with a stack of the open ones."""
    found: dict[int, list[int]] = {}
    stack: list[int] = []
    for n in order:
        p = profiles[n]
        stack = [m for m in stack if profiles[m].end > p.start][-8:]
        holders = [m for m in stack if profiles[m].end > p.end]
        if holders:
            found[n] = holders
        stack.append(n)
    return found
