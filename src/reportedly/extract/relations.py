"""Relations between the mentions of a report, from the words between and around them.

No parse: role nouns, phrases and hyphened words from ``data/relations.yaml``, and the shapes of apposition, title and
clause in which they bind two mentions. The words are gone through once for each shape; every look-around is bounded.
"""

from collections.abc import Sequence

from msgspec import Struct

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.definitions import alias_pairs
from reportedly.extract.profiles import Profile
from reportedly.extract.relation_scene import COPULAS, MARKS, Kinds, Scene
from reportedly.extract.relation_words import Phrase, relation_words
from reportedly.schema import RelationType


class RelationCandidate(Struct, frozen=True):
    """A relation that the words state: indices into the mentions, the words that say it, and why.

    ``trigger`` is a half-open character span, None where only the arrangement of the mentions says it. ``score`` is a
    hand-set degree of trust (0 to 1) per shape.
    """

    type: RelationType
    subject_index: int
    object_index: int
    trigger: tuple[int, int] | None
    score: float
    why: str


_PARTIES: Kinds = frozenset(("organisation", "person", "nationality", "place", "other"))
_GROUPS: Kinds = frozenset(("organisation", "person", "nationality", "other"))
_SIDES: Kinds = frozenset(("organisation", "nationality", "place"))
_ORGANISED: Kinds = frozenset(("organisation",))
_PERSON: Kinds = frozenset(("person",))
_LAND: Kinds = frozenset(("place", "facility"))
_SUBJECTS: dict[RelationType, Kinds] = {
    "member_of": _GROUPS | {"place"}, "leads": frozenset(("person", "organisation", "nationality")),
    "speaks_for": frozenset(("person", "organisation")), "allied_with": _PARTIES, "fighting": _PARTIES,
    "controls": frozenset(("organisation", "person", "nationality")), "split_from": _GROUPS,
    "also_known_as": frozenset(("organisation", "person", "other")),
}  # fmt: skip
_OBJECTS: dict[RelationType, Kinds] = {
    "member_of": _ORGANISED, "leads": _ORGANISED, "speaks_for": frozenset(("organisation", "nationality")),
    "allied_with": _SIDES, "fighting": _PARTIES, "controls": _LAND, "split_from": _GROUPS,
    "also_known_as": frozenset(("organisation", "person")),
}  # fmt: skip
# What an alliance is called by its name, and not only said to be (to "back" or "support" somebody may be said of a mood).
_ALLIANCE = frozenset(("allied", "ally", "allies", "alliance", "alongside", "coalition", "partnership", "league", "aligned"))
_BE = frozenset(["is", "was", "are", "were", "be", "been", "being"])
_IRREGULAR_PARTICIPLES = frozenset([
    "held", "fought", "struck", "led", "overrun", "founded", "shot", "retaken", "taken", "driven",
])  # fmt: skip
_POSSESSIVE = frozenset(("'s", "’s"))
# What stands between an organisation's name and a role noun only where the noun is somebody else's, and what describes its bearer.
_OWNERS = frozenset("a an the its his her their our my your to for against by from this that these those".split())
_PAST = frozenset("told said sent shot fought held took met put led left hit beat won lost made gave found struck kept saw let".split())
_PRESENT = frozenset(
    "orders sentences arrests convicts accuses kills urges appoints names elects charges condemns says tells detains releases summons "
    "removes sacks replaces welcomes thanks backs supports acquits indicts jails".split()
)
_DESCRIBING = frozenset(
    "acting leading ruling outgoing incoming visiting founding surviving commanding serving managing presiding elected appointed armed "
    "exiled retired detained jailed imprisoned wounded injured wanted unnamed designated experienced accused allied disgraced ousted "
    "deposed slain suspected masked trained convicted assassinated murdered missing".split()
)
_DETERMINERS = frozenset("the a an this that these those its their his her any another such each every".split())
_LISTING = frozenset(["including", "include", "includes", "included", "especially", "notably", "such"])
_PERSON_PREPOSITIONS = frozenset(("of", "from", "at", "with", "in", "within"))
_UNKNOWN_RIGHT: dict[RelationType, int] = {"leads": 1, "member_of": 2, "controls": 3}
_SURE, _FAIR, _PROBABLE, _POSSIBLE = 0.9, 0.8, 0.7, 0.55


class _Finder:
    """The relations found so far in one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.found: dict[tuple[str, int, int, int], RelationCandidate] = {}

    def add(
        self, type_: RelationType, parties: tuple[Profile, Profile], span: tuple[int, int], score: float, why: str
    ) -> None:
        """Keep a relation, once for each sentence and pair of groups: the better one, a name before a description."""
        subject, obj = self.scene.by_name(parties[0]), self.scene.by_name(parties[1])
        one, two = self.scene.group.get(subject.index, -1), self.scene.group.get(obj.index, -2)
        if one == two or subject.index == obj.index:
            return
        words = self.scene.wording.words
        trigger = (words[span[0]].start, words[span[1] - 1].end)
        score += 0.01 if subject.level == "name" else 0.0
        key = (type_, one, two, subject.sentence)
        if key not in self.found or self.found[key].score < score:
            self.found[key] = RelationCandidate(type_, subject.index, obj.index, trigger, score, why)


def find_relations(
    text: str,
    mentions: Sequence[MentionCandidate],
    groups: Sequence[Sequence[int]],
    sentences: Sequence[tuple[int, int]],
) -> list[RelationCandidate]:
    """The relations that a report's words state between its mentions, in order of the text.

    ``groups`` are the coreference groups: no relation binds a group to itself, but also_known_as. One relation is kept
    for each type, pair of groups and sentence. What the words deny ("no longer controls") is left out.
    """
    scene = Scene(text, mentions, groups, sentences, relation_words())
    finder = _Finder(scene)
    _inside_mentions(finder)
    _roles(finder)
    _person_of(finder)
    _hyphened(finder)
    _phrases(finder)
    _appointed(finder)
    relations = _aliases(scene) + list(finder.found.values())
    profiles = scene.profiles
    return sorted(relations, key=lambda r: (profiles[r.subject_index].start, profiles[r.object_index].start, r.type))


def _aliases(scene: Scene) -> list[RelationCandidate]:
    relations = []
    for one, two, why in alias_pairs(scene.clustering):
        words = scene.wording.words
        span = (words[one.last].start, words[two.first - 1].end)
        relations.append(RelationCandidate("also_known_as", one.index, two.index, span, _SURE, why))
    return relations


def _role_type(scene: Scene, at: int, *, of: bool, beside: bool = False) -> RelationType:
    """The relation that the role noun at word ``at`` states.

    Without "of", a commander is one of the commanders, except of a unit ("brigade commander"); and what other words
    part from the organisation's name ("an IS gang leader") is a role somewhere in it.
    """
    role = scene.low(at)
    type_ = scene.words.roles[role]
    if role in ("secretary", "secretaries") and scene.low(at + 1) == "general":
        return "leads"
    if type_ == "leads" and scene.low(at - 1) in ("deputy", "vice", "assistant"):
        return "member_of"
    if type_ == "leads" and not of and beside and role == "director" and scene.low(at - 1) in _POSSESSIVE:
        return "leads"  # "the League's director"
    if type_ == "leads" and not of and (role in ("commander", "director", "founder") or not beside):
        unit = role == "commander" and beside and scene.low(at - 1) in scene.words.units
        return "leads" if unit else "member_of"
    return type_


def _inside_mentions(finder: _Finder) -> None:
    """Read an organisation inside a person's mention: "IS commanders", "members of IS", "Pentagon secretary Ito"."""
    scene = finder.scene
    for outer in scene.profiles:
        if outer.kind not in _GROUPS or outer.last - outer.first < 2:
            continue
        head = next((at for at in range(outer.first, outer.last) if scene.low(at) == outer.head), outer.last - 1)
        for first in range(outer.first, outer.last):
            for inner in scene.starting.get(first, ()):
                whole = inner.last - inner.first >= outer.last - outer.first
                if inner.last > outer.last or whole or inner.kind != "organisation":
                    continue
                if inner.last <= head or outer.level == "name":
                    _role_behind(finder, outer, inner, head)
                before = scene.low(first - 1) if scene.low(first - 1) not in ("the", "its") else scene.low(first - 2)
                near = head < first <= head + 6 and scene.low(head) in scene.words.roles
                if near and before in scene.words.role_prepositions:
                    type_ = _role_type(scene, head, of=scene.low(head + 1) in ("of", "for"))
                    finder.add(type_, (outer, inner), (head, head + 1), _FAIR, "role noun with its organisation")


def _role_behind(finder: _Finder, outer: Profile, inner: Profile, head: int) -> None:
    """A role noun behind an organisation's name, both in one mention: "IS commanders", "IS spokesman Haddad"."""
    scene = finder.scene
    for at in range(inner.last, min(outer.last, inner.last + 5)):
        low = scene.low(at)
        if low in ("and", "or", ","):  # "police and paramilitary troops" are no troops of the police
            return
        if low in scene.words.roles and (at == head or outer.kind == "person"):
            beside = all(scene.low(k) in scene.words.ranks for k in range(inner.last, at))
            type_ = _role_type(scene, at, of=False, beside=beside)
            finder.add(type_, (outer, inner), (at, at + 1), _FAIR, "organisation before the role noun")
            return


def _roles(finder: _Finder) -> None:
    """Go through the role nouns of the text and look for the organisation and the person on either side."""
    scene = finder.scene
    for at, word in enumerate(scene.wording.words):
        if word.low not in scene.words.roles:
            continue
        organisation, of = None, scene.low(at + 1) in ("of", "for")
        if scene.low(at + 1) in scene.words.role_prepositions:
            organisation = scene.right(at + 2, _ORGANISED, unknown=4)
            if scene.low(at + 1) == "in" and scene.low(at - 1) in _POSSESSIVE:  # "the Front's commander in Tarn"
                organisation = None
            if organisation is not None and scene.low(at + 1) == "in" and not scene.stands_alone(organisation):
                continue
        if organisation is None:
            organisation, of = _organisation_before(scene, at), False
        if organisation is None or _inside_other(scene, at, organisation):
            continue
        person = _person_of_role(scene, at, organisation)
        if person is not None:
            beside = all(scene.low(k) in scene.words.ranks | _POSSESSIVE for k in range(organisation.last, at))
            type_ = _role_type(scene, at, of=of, beside=beside)
            finder.add(type_, (person[0], organisation), (at, at + 1), *person[1:])


def _inside_other(scene: Scene, at: int, organisation: Profile) -> bool:
    """Whether the role noun is a word of the organisation's own name ("the Ministry of Women and General Affairs")."""
    return organisation.first <= at < organisation.last


def _organisation_before(scene: Scene, at: int) -> Profile | None:
    """The organisation whose name stands before a role noun, at most three words of description between."""
    for back in range(at, max(at - 4, 0), -1):
        for p in scene.ending.get(back, ()):
            if p.kind == "organisation":
                return p
        low = scene.low(back - 1)
        if low not in _POSSESSIVE and (not low.isalpha() or _parts(scene, low)):
            return None
    return None


def _parts(scene: Scene, low: str) -> bool:
    """Whether a word parts a role noun from a name in front: "the army arrested its leader", "the court sentenced union leader Ada Obi"."""
    if low in _OWNERS or low in scene.words.auxiliaries or low in scene.words.breakers or low in _PAST:
        return True
    return low in _PRESENT or (low.endswith(("ed", "ing")) and low not in _DESCRIBING)


def _person_of_role(scene: Scene, at: int, organisation: Profile) -> tuple[Profile, float, str] | None:
    """Who holds the role at word ``at``: the mention it is in, the name after it, or the one before its comma."""
    for back in range(at, max(at - 6, -1), -1):
        for p in scene.starting.get(back, ()):
            if p.kind == "person" and p.last > at:
                return p, _FAIR, "role noun with its organisation"
    follower = next((p for p in scene.starting.get(at + 1, ()) if p.kind == "person"), None)
    if follower is not None:
        return follower, _FAIR, "title before the name"
    comma = at + 1 if scene.low(at + 1) == "," else organisation.last
    if scene.low(comma) == ",":
        follower = next((p for p in scene.starting.get(comma + 1, ()) if p.kind == "person"), None)
        if follower is not None and follower.level == "name" and scene.low(follower.last) in (",", ".", ""):
            return follower, _PROBABLE, "apposition"
    return _person_before(scene, at)


def _person_before(scene: Scene, at: int) -> tuple[Profile, float, str] | None:
    """The person before "…, a researcher at" or "… was a member of", with the words between read backwards."""
    floor = max(at - 9, scene.sentence_bounds(at)[0])
    start = at
    while start > floor and scene.low(start - 1) not in MARKS | scene.words.breakers | COPULAS:
        start -= 1
    opener = scene.low(start - 1)
    if opener not in COPULAS and opener not in (",", "–", "—", "("):
        return None
    end = start - 1
    while end > floor and end not in scene.ending and scene.low(end - 1) in scene.words.auxiliaries | {","}:
        end -= 1
    if any(scene.low(k) in scene.words.negations for k in range(end, at)):
        return None
    subject = scene.outermost(scene.ending.get(end, ()), _PERSON)
    if subject is None:
        return None
    return subject, _FAIR, "is or was in that role" if opener in COPULAS else "apposition"


def _person_of(finder: _Finder) -> None:
    """Read people, a preposition and an organisation: "students of the university"."""
    scene = finder.scene
    for p in scene.profiles:
        if p.kind != "person" or p.first >= p.last or p.level == "pronoun" or p.number != "plural":
            continue
        preposition = scene.low(p.last)
        if preposition not in _PERSON_PREPOSITIONS:
            continue
        first = p.last + 1 + (scene.low(p.last + 1) in ("the", "each", "its"))
        organisation = scene.outermost(scene.starting.get(first - 1, ()), _ORGANISED) or scene.outermost(
            scene.starting.get(first, ()), _ORGANISED
        )
        if organisation is not None and organisation.first > p.last and scene.stands_alone(organisation):
            span = (p.last, p.last + 1)
            finder.add("member_of", (p, organisation), span, _POSSIBLE, f"“{preposition}” an organisation")


def _hyphened(finder: _Finder) -> None:
    """Read words joined by a hyphen: "ISIL-held terrain", "U.S.-backed forces", "anti-Houthi fighters"."""
    scene = finder.scene
    for p in scene.profiles:
        if p.first >= p.last:
            continue
        if scene.low(p.first - 1) == "-" and scene.low(p.first - 2) in scene.words.against:
            around = _around(scene, p, p.first - 2, _GROUPS)
            if around is not None and p.kind in _PARTIES:
                finder.add("fighting", (around, p), (p.first - 2, p.first), _FAIR, "“anti-” before the name")
        type_ = scene.words.hyphened.get(scene.low(p.last + 1)) if scene.low(p.last) == "-" else None
        if type_ is None or (p.kind not in _SUBJECTS[type_] and p.kind != "place"):
            continue
        span = (p.last + 1, p.last + 2)
        kinds = _OBJECTS[type_] if type_ != "allied_with" else _PARTIES
        target = _around(scene, p, p.first, kinds) or scene.right(p.last + 2, kinds)
        if target is None:
            continue
        why = f"“-{scene.low(p.last + 1)}” after the name"
        for other in (target, *scene.listed(target, kinds)):
            finder.add(type_, (other, p) if type_ == "allied_with" else (p, other), span, _FAIR, why)


def _around(scene: Scene, p: Profile, start: int, kinds: Kinds) -> Profile | None:
    """The mention around ``p`` that goes on past it and starts at or a little before word ``start``."""
    for first in range(start, max(start - 5, -1), -1):
        for q in scene.starting.get(first, ()):
            if q.index != p.index and q.last > p.last + (p.last - p.first == 0) and q.last > p.last and q.kind in kinds:
                return q
    return None if start == p.first else scene.right(p.last, kinds)


def _phrases(finder: _Finder) -> None:
    """Go through the phrases of the text and look for the mentions on either side that each binds."""
    scene = finder.scene
    for at, word in enumerate(scene.wording.words):
        for phrase in scene.words.phrases.get(word.low, ()):
            if any(scene.low(at + k) != w for k, w in enumerate(phrase.words)):
                continue
            if scene.low(at - 1) == "-":
                continue
            if (word.text[0].isupper() and scene.covered(at)) or _voided(scene, phrase, at):
                continue
            if _bind(finder, phrase, at):
                break


def _voided(scene: Scene, phrase: Phrase, at: int) -> bool:
    """Whether the words before a phrase turn it: a passive ("was attacked in"), or a plan ("to seize")."""
    first = phrase.words[0]
    before = scene.low(at - 1)
    back = at - 2 if before.endswith("ly") or before in ("also", "now", "been", "being") else at - 1
    participle = first.endswith("ed") or first in _IRREGULAR_PARTICIPLES
    if len(phrase.words) == 1 and participle and (scene.low(back) in _BE or before in ("been", "being")):
        return True
    if len(phrase.words) == 1 and before in _DETERMINERS and (phrase.type == "fighting" or participle):
        return True  # "condemned the attack", "in the occupied city": a noun, and what only describes one
    return before == "to" and phrase.type in ("controls", "leads", "split_from")


def _bind(finder: _Finder, phrase: Phrase, at: int) -> bool:
    scene, end = finder.scene, at + len(phrase.words)
    left_kinds, right_kinds = _SUBJECTS[phrase.type], _OBJECTS[phrase.type]
    if phrase.backward:
        left_kinds, right_kinds = right_kinds, left_kinds
    right = scene.right(end, right_kinds, unknown=_UNKNOWN_RIGHT.get(phrase.type, 3))
    if right is None:
        return False
    first = phrase.words[0]
    reduced = first in _LISTING or first.endswith("ed") or first in _IRREGULAR_PARTICIPLES
    if reduced and scene.low(at - 1) in (",", "–", "—"):
        left = scene.outermost(scene.ending.get(at - 1, ()), left_kinds)
    else:
        left = scene.left(at, left_kinds)
    if left is None or left.last > at:
        return False
    why = f"“{' '.join(phrase.words)}” between them"
    if phrase.type == "also_known_as" and (right.level != "name" or (left.kind != right.kind and left.level != "pronoun")):
        return False
    score = _FAIR if phrase.type == "allied_with" and not _ALLIANCE.isdisjoint(phrase.words) else _PROBABLE
    for one in (left, *scene.listed_before(left, left_kinds)):
        for other in (right, *scene.listed(right, right_kinds)):
            finder.add(phrase.type, (other, one) if phrase.backward else (one, other), (at, end), score, why)
    if phrase.type == "controls" and not phrase.backward and scene.low(right.last) == "from":
        loser = scene.right(right.last + 1, _GROUPS, unknown=1)
        if loser is not None:
            finder.add("fighting", (left, loser), (at, end), _PROBABLE, "took a place from them")
    return True


def _appointed(finder: _Finder) -> None:
    """Read appointments: "The union this week named Ada Obi as its new spokeswoman"."""
    scene = finder.scene
    for at, word in enumerate(scene.wording.words):
        if word.low not in scene.words.appoint:
            continue
        person = scene.right(at + 1, _PERSON, unknown=0)
        organisation = scene.left(at, _ORGANISED)
        if person is None or organisation is None:
            continue
        for role in range(person.last, min(person.last + 7, len(scene.wording.words))):
            low = scene.low(role)
            if low in ("as", "its", "the", "their", "new"):
                continue
            if low in scene.words.breakers or low in MARKS:
                break
            if low in scene.words.roles:
                type_ = _role_type(scene, role, of=True)
                finder.add(type_, (person, organisation), (role, role + 1), _FAIR, f"“{word.low}” to a role")
                break
