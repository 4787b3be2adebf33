"""A report made ready for relations: which mentions start and end at each word, and bounded looks to either side."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.clustering import Clustering
from reportedly.extract.lexicon import lexicon
from reportedly.extract.profiles import PREPOSITIONS, Profile, profile
from reportedly.extract.relation_words import RelationWords
from reportedly.extract.wording import wording_of
from reportedly.schema import MentionKind

Kinds = frozenset[MentionKind]

MARKS = frozenset([",", "–", "—", "-", "(", ")", "[", "]"])
COPULAS = frozenset(["is", "was", "are", "were", "as", "be", "been", "being", "become", "became"])
_MOST_WORDS = 14
_UNKNOWN_LEFT = 2
_UNKNOWN_RIGHT = 3
_CONJUNCTIONS = frozenset(("and", "or", "&"))
_AFTER_NOUN_PHRASE = frozenset(["which", "who", "and", "has", "have", "had", "is", "are", "was", "were"])
_SPEECH = frozenset(["said", "says", "say", "told", "reported"])
_POSSESSIVE = frozenset(("'s", "’s"))
_MOST_LISTED = 16
_MOST_OF_NAMES = 0.6


def _give_kind(profiles: list[Profile], members: Sequence[int]) -> None:
    """Give the pronouns and the names of a group the kind of most of its names or, without one, descriptions.

    A name keeps its own kind where no kind has six in ten of the names.
    """
    named = [profiles[n] for n in members if profiles[n].level == "name"]
    told = named or [profiles[n] for n in members if profiles[n].level == "nominal"]
    kinds = Counter(p.kind for p in told if p.kind != "other").most_common(1)
    if not kinds:
        return
    kind, times = kinds[0]
    for n in members:
        pronoun = profiles[n].level == "pronoun"
        if pronoun or (profiles[n].level == "name" and times >= _MOST_OF_NAMES * len(named)):
            profiles[n] = structs.replace(profiles[n], kind=kind)


class Scene:
    """The profiles of one report's mentions and the looks around a word that relation rules need.

    All positions are word indices. ``group`` gives each mention's coreference group; -1 where it is in none.
    """

    def __init__(
        self,
        text: str,
        mentions: Sequence[MentionCandidate],
        groups: Sequence[Sequence[int]],
        sentences: Sequence[tuple[int, int]],
        words: RelationWords,
    ) -> None:
        lists = lexicon()
        self.words = words
        self.states = lists.states
        self.wording = wording_of(text, tuple(sentences))
        self.profiles = [profile(n, mention, self.wording, lists) for n, mention in enumerate(mentions)]
        for members in groups:
            _give_kind(self.profiles, members)
        self.clustering = Clustering(self.profiles, self.wording, lists)
        self.named: dict[tuple[int, int], list[Profile]] = {}
        self.group = {n: number for number, members in enumerate(groups) for n in members}
        self.starting: dict[int, list[Profile]] = {}
        self.ending: dict[int, list[Profile]] = {}
        for n in self.clustering.order:
            p = self.profiles[n]
            if p.first < p.last:
                self.starting.setdefault(p.first, []).append(p)
                self.ending.setdefault(p.last, []).append(p)
                if p.level == "name" and n in self.group:
                    self.named.setdefault((self.group[n], p.sentence), []).append(p)

    def low(self, at: int) -> str:
        """The word at ``at`` in lower case; empty outside the text."""
        return self.wording.low(at)

    def sentence_bounds(self, at: int) -> tuple[int, int]:
        """The first word of the sentence of word ``at``, and the one after its last."""
        sentence = self.wording.sentence(self.wording.words[at].start)
        return self.wording.sentence_first(sentence), self.wording.sentence_last(sentence)

    def by_name(self, p: Profile) -> Profile:
        """The nearest name of the same entity in the sentence of ``p``, where ``p`` itself is none; otherwise ``p``."""
        if p.level == "name":
            return p
        named = self.named.get((self.group.get(p.index, -1), p.sentence), ())
        return min(named, key=lambda q: abs(q.start - p.start), default=p)

    def fits(self, p: Profile, kinds: Kinds) -> bool:
        """Whether a mention may be a party of one of these kinds.

        A place is a party only as a state; a nationality only where it isn't the adjective of something else
        ("Iraqi unity").
        """
        if p.kind not in kinds:
            return False
        if p.kind == "place" and "facility" not in kinds:
            return bool(p.core) and p.core[-1] in self.states
        if p.kind == "nationality":
            after = self.low(p.last)
            apart = not after.isalpha() or after in self.words.auxiliaries or after in _CONJUNCTIONS
            return apart or after in self.words.forces or after in PREPOSITIONS or after in self.words.phrases
        return True

    def outermost(self, profiles: Iterable[Profile], kinds: Kinds) -> Profile | None:
        """The longest of some mentions that fits."""
        fitting = [p for p in profiles if self.fits(p, kinds)]
        return min(fitting, key=lambda p: (p.first, -p.last), default=None)

    def left(self, at: int, kinds: Kinds) -> Profile | None:
        """The subject of a phrase that starts at word ``at``: the nearest mention to the left in its clause.

        The look passes auxiliaries, adverbs, asides between commas and at most two other words; a negation or a word
        that ends a clause stops it.
        """
        first, _ = self.sentence_bounds(at)
        floor, unknown = max(at - _MOST_WORDS, first), 0
        while at > floor or at in self.ending:
            ending = self.ending.get(at, ())
            fitting = self.outermost(ending, kinds)
            if fitting is not None:
                return self._whole(fitting, kinds)
            if at <= floor:
                return None
            low = self.low(at - 1)
            if ending and any(p.kind in ("time", "quantity", "place", "nationality") for p in ending):
                at = min(p.first for p in ending)
                continue
            if low in self.words.breakers or low in self.words.negations:
                return None
            if low in (",", ")", "–", "—"):
                relative = self.low(at) in ("which", "who")
                opening = None if relative else self._aside(at - 1, max(first, floor - 2 * _MOST_WORDS))
                if opening is None and self.low(at) not in _AFTER_NOUN_PHRASE:
                    return None
                at = opening if opening is not None else at - 1
                floor = min(floor, max(first, at - 4))
                continue
            known = low in self.words.auxiliaries or low.endswith("ly") or low in _POSSESSIVE
            unknown += not known
            if unknown > _UNKNOWN_LEFT:
                return None
            at -= 1
        return None

    def _aside(self, closing: int, floor: int) -> int | None:
        """Where an aside that closes at word ``closing`` begins, after a mention: ", which …," or "(…)"."""
        opener = "(" if self.low(closing) == ")" else self.low(closing)
        for at in range(closing - 2, floor - 1, -1):
            if self.low(at) == opener and at in self.ending:
                return at
        return None

    def _whole(self, p: Profile, kinds: Kinds) -> Profile:
        """The mention before "of" where "leaders" and "IS" of "leaders of IS" stand apart; ``p`` otherwise."""
        before = p.first - 1
        if self.low(before) in ("the", "its"):
            before -= 1
        if self.low(before) != "of":
            return p
        return self.outermost(self.ending.get(before, ()), kinds) or p

    def right(self, at: int, kinds: Kinds, *, unknown: int = _UNKNOWN_RIGHT) -> Profile | None:
        """The object of a phrase that ends before word ``at``: the first mention to the right that fits.

        The look passes articles, mentions that only modify what follows, and at most ``unknown`` other words; a further
        preposition, a mark or a mention that doesn't fit stops it.
        """
        if at >= len(self.wording.words):
            return None
        stop = min(at + _MOST_WORDS, self.sentence_bounds(at)[1])
        while at < stop and unknown >= 0:
            starting = self.starting.get(at, ())
            fitting = [p for p in starting if self.fits(p, kinds) and not self._modifies(p)]
            if fitting:
                return max(fitting, key=lambda p: p.last)
            low = self.low(at)
            if starting:
                at = min(p.last for p in starting)
                joined = self.low(at) in ("-", "of") or self.low(at) in _POSSESSIVE or at in self.starting
                if not joined and any(p.kind not in ("time", "quantity", "nationality", "place") for p in starting):
                    return None
                unknown -= 0 if joined else 1
                continue
            if low in self.words.breakers or low in self.words.negations or low in MARKS - {"-"}:
                return None
            if low in PREPOSITIONS and low != "of":
                return None
            passed = low in self.words.auxiliaries or low in self.words.hyphened
            unknown -= 0 if passed or low in ("-", "of") or low in _POSSESSIVE else 1
            at += 1
        return None

    def _modifies(self, p: Profile) -> bool:
        """Whether a mention only modifies what follows: "U.S." in "U.S.-backed forces"."""
        return self.low(p.last) == "-" and self.low(p.last + 1).isalpha()

    def listed(self, p: Profile, kinds: Kinds) -> Iterator[Profile]:
        """What a list goes on with after ``p``: "Iraqi and Kurdish forces", "France, Chad and Mali".

        A comma alone makes no list: its last member must follow a conjunction.
        """
        found: list[Profile] = []
        at, closed = p.last, False
        while len(found) < _MOST_LISTED and not closed:
            step = at
            if self.low(step) == ",":
                step += 1
            if self.low(step) in _CONJUNCTIONS:
                step += 1
                closed = True
            if step == at:
                break
            following = self.outermost(self.starting.get(step, ()), kinds)
            if following is None and self.low(step) in ("the", "its", "their"):
                following = self.outermost(self.starting.get(step + 1, ()), kinds)
            if following is None:
                closed = False
                break
            found.append(following)
            at = following.last
        if closed and self.low(at) not in _SPEECH:
            yield from found

    def listed_before(self, p: Profile, kinds: Kinds) -> Iterator[Profile]:
        """What a list starts with before ``p``, its last member: "Abel" in "Abel and Bako have joined"."""
        at = p.first - (self.low(p.first - 1) in ("the", "its", "their"))
        if self.low(at - 1) not in _CONJUNCTIONS:
            return
        at -= 1
        for _ in range(_MOST_LISTED):
            at -= self.low(at - 1) == ","
            before = self.outermost(self.ending.get(at, ()), kinds)
            if before is None or before.level != p.level:
                return
            yield before
            at = before.first
            if self.low(at - 1) != ",":
                return

    def stands_alone(self, p: Profile) -> bool:
        """Whether no noun seems to follow that a mention only modifies ("in coalition airstrikes")."""
        after = self.low(p.last)
        if not after.isalpha() or after in PREPOSITIONS or after in _CONJUNCTIONS or after in COPULAS:
            return True
        return after in self.words.auxiliaries or after in self.words.breakers or after.endswith("ed")

    def covered(self, at: int) -> bool:
        """Whether word ``at`` stands inside a name: the "Fighting" of a unit's name is no fight."""
        near = range(max(0, at - 8), at + 1)
        return any(p.level == "name" and p.last > at for first in near for p in self.starting.get(first, ()))
