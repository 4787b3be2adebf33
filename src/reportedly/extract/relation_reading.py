"""The relations of a report: what rules state, and what the learned head adds between mentions that the model itself proposes."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from reportedly.encoder.output import Output
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.relation_doubts import LEARNED, named_elsewhere, speaks_against
from reportedly.extract.relation_head import Told, tell
from reportedly.extract.relation_sides import with_sides
from reportedly.extract.relation_words import relation_words
from reportedly.extract.relations import RelationCandidate, find_relations
from reportedly.schema import MentionKind, RelationType

_PARTIES: frozenset[MentionKind] = frozenset(("person", "organisation", "nationality"))
_LAND: frozenset[MentionKind] = frozenset(("place", "facility"))
NAMES: dict[RelationType, str] = {
    "member_of": "member_of", "leads": "in_charge", "controls": "in_charge", "fighting": "fighting",
    "allied_with": "allied_with", "also_known_as": "same",
}  # fmt: skip
# A rule's phrase of alliance ("supports") was right 2 times in 15 on re3d's train, cross-validated; other rules about half the time.
_DOUBTED: RelationType = "allied_with"
_TRUSTED_RULE = 0.8
_DOUBTED_LEAST = 0.1
_ALIKE: dict[str, RelationType] = {"fighting": "fighting", "allied_with": "allied_with"}
_SHIFT = 4  # characters by which a mention may start elsewhere than the model's span: an article
_MOST_TRIGGER_WORDS = 4


def read_relations(
    text: str, output: Output, mentions: Sequence[MentionCandidate], groups: Sequence[Sequence[int]],
    proposed: Iterable[int] | None = None,
) -> list[RelationCandidate]:  # fmt: skip
    """The relations between a report's mentions, in order of the text; see ``find_relations`` for the parameters.

    ``proposed`` are the mentions that the head reads; by default those that the model's mention head proposes. What both
    the rules and the head say is one relation with the better score.
    """
    stated = find_relations(text, mentions, groups, output.sentences)
    group = {n: number for number, members in enumerate(groups) for n in members}
    told = told_relations(text, output, mentions, groups, stated, proposed)
    found = believed(stated, told)
    known = {(one.type, group.get(one.subject_index, -1), group.get(one.object_index, -1)) for one in found}
    for one in sorted((one for one in told if one.sure), key=lambda one: -one.score):
        type_ = claimed(one.name, mentions[one.subject_index], mentions[one.object_index])
        sides = group.get(one.subject_index, -1), group.get(one.object_index, -1)
        if type_ is None or (sides[0] == sides[1] and sides[0] >= 0 and type_ != "also_known_as"):
            continue
        turned = (type_, *sides[::-1]) in known and type_ in _ALIKE
        if turned or (type_, *sides) in known:
            continue
        found.append(
            RelationCandidate(
                type_, one.subject_index, one.object_index, _trigger(text, output, mentions, one), one.score, LEARNED
            )
        )
    found = with_sides(text, found, mentions, groups)
    found = [
        one for one in found
        if not speaks_against(text, one, mentions, groups, known=named_elsewhere(one, found, mentions, group))
    ]  # fmt: skip
    return sorted(found, key=lambda one: (mentions[one.subject_index].start, mentions[one.object_index].start, one.type))


def believed(stated: Sequence[RelationCandidate], told: Sequence[Told]) -> list[RelationCandidate]:
    """What rules state, with the head's score where it is better; phrases of alliance only where the head finds them possible."""
    scores = {(one.name, one.subject_index, one.object_index): one.score for one in told}
    found = []
    for one in stated:
        name = NAMES.get(one.type, "")
        score = max(scores.get((name, *sides), 0.0) for sides in _both_ways(name, one))
        if one.type != _DOUBTED or one.score >= _TRUSTED_RULE or score >= _DOUBTED_LEAST:
            found.append(replace(one, score=max(one.score, score)))
    return found


def _both_ways(name: str, one: RelationCandidate) -> list[tuple[int, int]]:
    sides = (one.subject_index, one.object_index)
    return [sides, sides[::-1]] if name in _ALIKE or name == "same" else [sides]


def told_relations(
    text: str, output: Output, mentions: Sequence[MentionCandidate], groups: Sequence[Sequence[int]],
    stated: Sequence[RelationCandidate], proposed: Iterable[int] | None = None,
) -> list[Told]:  # fmt: skip
    """What the head tells of ``mentions``: sure between those that are proposed, never sure between others that rules bind."""
    bound = {n for one in stated for n in (one.subject_index, one.object_index)}
    own = _proposed(output, mentions) if proposed is None else set(proposed)
    pool = sorted(own | bound)
    place = {number: at for at, number in enumerate(pool)}
    inside = [[place[n] for n in members if n in place] for members in groups]
    verdicts = {(place[one.subject_index], place[one.object_index]): one.type for one in stated}
    found = tell(text, output, [mentions[n] for n in pool], inside, verdicts)
    group = {n: number for number, members in enumerate(groups) for n in members}
    outer = [replace(one, subject_index=pool[one.subject_index], object_index=pool[one.object_index]) for one in found]
    return [one if _may_be_sure(one, own, group) else replace(one, sure=False) for one in outer]


def _may_be_sure(told: Told, own: set[int], group: Mapping[int, int]) -> bool:
    """Whether both are proposed, and nothing but another name is told of one entity and itself."""
    one, two = told.subject_index, told.object_index
    return one in own and two in own and (told.name == "same" or group.get(one, -1) != group.get(two, -2))


def claimed(name: str, subject: MentionCandidate, other: MentionCandidate) -> RelationType | None:
    """Our relation for what the head calls ``name``: between parties, or a party and the land that it controls; otherwise None.

    An attack on a place or a thing is an event and no state; so is having a weapon.
    """
    if name == "same":
        named = subject.kind == other.kind and subject.level == other.level == "name"
        return "also_known_as" if named and _bare(subject.text) != _bare(other.text) else None
    if subject.kind not in _PARTIES:
        return None
    if name == "in_charge" and other.kind in _LAND:
        return "controls"
    if other.kind not in _PARTIES:
        return None
    if name == "in_charge":
        return "leads"
    if name == "member_of":
        return "member_of" if other.kind == "organisation" else None
    return _ALIKE.get(name)


def _bare(written: str) -> str:
    return written.lower().removeprefix("the ")


def _proposed(output: Output, mentions: Sequence[MentionCandidate]) -> set[int]:
    """The mentions that are spans of the model's mention head, give or take an article."""
    ending: dict[int, list[int]] = {}
    for number, mention in enumerate(mentions):
        ending.setdefault(mention.end, []).append(number)
    found = set()
    for span in output.mentions:
        near = [n for end in (span.end, span.end - 1) for n in ending.get(end, ())]
        best = min(near, key=lambda n: (abs(mentions[n].start - span.start), n), default=None)
        if best is not None and abs(mentions[best].start - span.start) <= _SHIFT:
            found.add(best)
    return found


def _trigger(text: str, output: Output, mentions: Sequence[MentionCandidate], told: Told) -> tuple[int, int] | None:
    """The words that say it: the predicate that binds the two, a role noun between them, or the few words that part them."""
    sides = (mentions[told.subject_index], mentions[told.object_index])
    if told.predicate >= 0:
        start, end = output.words[told.predicate]
        if not any(one.start <= start < one.end for one in sides):
            return start, end
    words = [span for span in output.words[slice(*told.between)] if text[span[0]].isalnum()]
    roles = relation_words().roles
    for start, end in words:
        if text[start:end].lower() in roles:
            return start, end
    return (words[0][0], words[-1][1]) if words and len(words) <= _MOST_TRIGGER_WORDS else None
