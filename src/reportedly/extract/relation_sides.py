"""Who the two sides of a relation are: no relative pronoun, nobody inside themselves, and no faith or background as a body.

"Fighters who are members of the league" says it of the fighters; "the league's two leaders" and the "leaders" in it are the same ones;
"Salafist operatives" belong to no body of that name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.lexicon import lexicon
from reportedly.extract.relations import RelationCandidate
from reportedly.schema import RelationType

_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_CREED = re.compile(
    r"(?:salafi|salafist|islamist|jihadi|jihadist|wahhabi|wahhabist|sunni|shia|shiite|alawite|druze|baathist|ba['’]athist|communist|marxist|"
    r"maoist|leninist|nationalist|separatist|loyalist|royalist|secular|secularist|leftist|rightist|extremist|militant|takfiri)\Z",
    re.IGNORECASE,
)
_WORD_BEHIND = re.compile(r"[ -][^\W\d_]")
_BETWEEN = re.compile(r",?\s+")
_BODIES: frozenset[RelationType] = frozenset(("member_of", "leads", "speaks_for"))  # whose object is a body


def with_sides(
    text: str, relations: Iterable[RelationCandidate], mentions: Sequence[MentionCandidate], groups: Sequence[Sequence[int]]
) -> list[RelationCandidate]:
    """The relations between those who are meant, in their order; what names nobody on a side is left out."""
    group = {n: members for members in groups for n in members}
    found: list[RelationCandidate] = []
    for one in relations:
        subject = _meant(text, one.subject_index, mentions, group)
        other = _meant(text, one.object_index, mentions, group)
        if subject is None or other is None or subject == other or not _may_hold(text, one.type, mentions[other]):
            continue
        if other in group.get(subject, ()) and one.type != "also_known_as":
            continue
        if one.type in _BODIES and (_only_a_word(mentions[other], mentions[subject]) or _only_people(mentions[other])):
            continue
        if one.type in _BODIES and _own_name(text, one, mentions[other], mentions[subject]):
            continue
        found.append(replace(one, subject_index=subject, object_index=other))
    return [one for one in found if not any(_inside(one, wider, mentions) for wider in found)]


def _meant(text: str, number: int, mentions: Sequence[MentionCandidate], group: Mapping[int, Sequence[int]]) -> int | None:
    """The mention a side stands for: what a relative pronoun follows, and of another pronoun itself where its group names somebody."""
    one = mentions[number]
    if one.level != "pronoun":
        return number
    others = [n for n in group.get(number, ()) if mentions[n].level != "pronoun"]
    if one.text.lower() not in _RELATIVE:
        return number if others else None
    before = [
        n for n, other in enumerate(mentions)
        if other.level != "pronoun" and other.end < one.start and _BETWEEN.fullmatch(text, other.end, one.start)
    ]  # fmt: skip
    near = [n for n in others if mentions[n].end <= one.start]
    if not before and not near:
        return None
    return max(before or near, key=lambda n: (mentions[n].end, -mentions[n].start))


def _may_hold(text: str, type_: RelationType, other: MentionCandidate) -> bool:
    """Whether a mention can be the body of a relation that needs one."""
    if type_ not in _BODIES or other.level == "pronoun":
        return True
    if _CREED.match(other.text) and _WORD_BEHIND.match(text, other.end):
        return False
    return other.level == "name" or not _things(other.text)


def _things(words: str) -> bool:
    """Whether a description is of no body and nobody, as far as its head tells ("Egyptian backgrounds")."""
    head = words.lower().split(" of ")[0].split()[-1]
    kinds = lexicon().head_kinds
    known = kinds.get(head) or kinds.get(head.removesuffix("s"))
    return known is None and " " in words and head.endswith(("s", "ing")) and words.split()[0].lower() not in _DEFINITE


_PEOPLE = frozenset("people person persons men women children boys girls others families population".split())
_DEFINITE = frozenset(("the", "their", "his", "her", "its", "our", "this", "that", "these", "those", "a", "an"))


def _only_a_word(other: MentionCandidate, subject: MentionCandidate) -> bool:
    """Whether the body is a word in the other side's description that names none ("a government official")."""
    return other.level == "nominal" and " " not in other.text and subject.start <= other.start and other.end <= subject.end


def _own_name(text: str, one: RelationCandidate, other: MentionCandidate, subject: MentionCandidate) -> bool:
    """Whether the body is the front of the other side's own name ("Southern Lantern" of "the Southern Lantern Brigade")."""
    if one.trigger is None or subject.kind != "organisation" or not text[one.trigger[0] : one.trigger[0] + 1].isupper():
        return False
    inside = subject.start <= other.start and other.end <= one.trigger[0] and one.trigger[1] <= subject.end
    return inside and text[other.end : one.trigger[0]].strip() == ""


def _only_people(other: MentionCandidate) -> bool:
    """Whether a body is nothing but people ("dozens of people")."""
    return other.level == "nominal" and other.text.lower().split()[-1] in _PEOPLE


def _inside(one: RelationCandidate, wider: RelationCandidate, mentions: Sequence[MentionCandidate]) -> bool:
    """Whether another relation says the same of a mention that this one's subject is the end of."""
    if one is wider or one.type != wider.type or one.object_index != wider.object_index:
        return False
    inner, outer = mentions[one.subject_index], mentions[wider.subject_index]
    return inner.level != "name" and outer.start < inner.start and inner.end == outer.end
