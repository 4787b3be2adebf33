"""What the words between two mentions say against a relation that was found there.

Two that "and" joins are not each other's members nor each other's names; whoever is killed is no party to a war with the killers, a
shop's owner controls no territory, and a plan to take a town holds none.
"""

import re
from collections.abc import Mapping, Sequence

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.noun_phrases import singular
from reportedly.extract.relation_words import relation_words
from reportedly.extract.relations import RelationCandidate
from reportedly.schema import RelationType

LEARNED = "learned"  # why a relation holds that the head alone tells
_BODIES: frozenset[RelationType] = frozenset(("member_of", "leads", "speaks_for"))
_JOINED = re.compile(
    r",?\s+(?:and|or|but|as well as|along with)\s+"
    r"(?:(?:the|an?|its|their|his|her|at\s+least|\d+|two|three|four|five|six|seven|eight|nine|ten)\s+)*|,\s+",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:['’]s?)?\s*[,(\[–—]\s*[\"“'‘]?(?:the\s+|an?\s+)?(?:(?:also|formerly|previously|better|now)\s+)?(?:(?:known|called|named|dubbed)\s+(?:as\s+)?)?"
    r"[\"“'‘]?",
    re.IGNORECASE,
)
_LIST_GOES_ON = re.compile(r",?\s+and\s+(?:the\s+)?[A-Z]|\s*,\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*,?\s+and\s")
_LEADING = re.compile(
    r"\b(?:led|leads?|leading|heads?|headed|heading|command(?:s|ed|ing)?|rul(?:es?|ed|ing)|govern(?:s|ed|ing)?|chair(?:s|ed|ing)?|runs?|ran)\b",
    re.IGNORECASE,
)
_HOLDING = frozenset(
    "control controls controlled controlling hold holds held holding captured captures seized seizes secured secures retained retains "
    "retook recaptured overran overrun occupied occupies occupying took taken owned owns rules ruled governs governed maintained".split()
)
# "To capture", "fighting for control", "denied that it had taken".
_NOT_YET = re.compile(
    r"(?<!\bmanaged )(?<!\bable )\b(?:to|for|over)\s+(?:[a-z]+ly\s+)?(?:the\s+)?(?:full\s+|complete\s+|total\s+)?\Z|"
    r"\b(?:attempt\w*|try|trying|tried|failed|unable|denied|denies|denying)\s(?:[\w’'-]+\s){0,6}\Z",
    re.IGNORECASE,
)
# Who stands between two sides and is none of them.
_BYSTANDERS = frozenset(
    "people person civilian resident villager child boy girl woman family student pupil teacher headmaster worshipper worker journalist "
    "reporter passenger shopper doctor nurse medic farmer refugee migrant hostage captive captor prisoner detainee patient tourist trader "
    "bystander other victim mourner pedestrian driver motorcyclist cyclist priest lawyer house building infant baby fisherman local "
    "shopkeeper one public man father mother brother sister son daughter wife husband couple suspect official tribesmen elder".split()
)
_OWNER = re.compile(r"\b(?P<whose>his|her|its|their)\s+(?:[a-z-]+\s+){0,2}\Z", re.IGNORECASE)
_RANKED = frozenset(("deputy", "former", "senior", "vice", "assistant", "top", "acting"))
_NEAR = 40  # characters between what tells two relations of one role
_OTHERS_OWN = frozenset(("his", "her"))


def speaks_against(
    text: str, one: RelationCandidate, mentions: Sequence[MentionCandidate], groups: Sequence[Sequence[int]], *, known: bool
) -> bool:
    """Whether the words at two mentions speak against a relation between them.

    ``known`` says that the text names the subject in this relation elsewhere in the sentence.
    """
    subject, other = mentions[one.subject_index], mentions[one.object_index]
    first, last = sorted((subject, other), key=lambda each: each.start)
    between = text[first.end : last.start]
    learned = one.why == LEARNED
    if one.type == "also_known_as":
        return learned and (_NAMED.fullmatch(between) is None or _LIST_GOES_ON.match(text, last.end) is not None)
    if one.type == "fighting":
        return any(_is_bystander(each, learned=learned) for each in (subject, other))
    if one.type == "controls":
        return _holds_nothing(text, one, subject, other, learned=learned)
    if one.type in _BODIES:
        if _JOINED.fullmatch(between) and (learned or not between.strip().startswith(",")) and other.level != "name":
            return True
        if known and subject.level == "nominal" and all(word in relation_words().roles or word in _RANKED for word in subject.text.split()):
            return True
        if not learned and one.type != "member_of":
            return False
        return _of_another(text, one, mentions, groups) or (learned and one.type == "leads" and not _is_led(between))
    return False


def _is_bystander(one: MentionCandidate, *, learned: bool) -> bool:
    """Whether a mention is of people who take no side: by the head of its description, and for the learned head any one person."""
    if one.level == "name":
        return learned and one.kind == "person"
    if one.level == "pronoun":
        return learned and one.text.lower() in {"he", "she", "him", "her", "his"}
    words = one.text.lower()
    head = singular(words.split(" of ")[-1 if words.startswith(_COUNTED) else 0].split()[-1])
    return head in _BYSTANDERS and not _A_PEOPLE.fullmatch(words)


# Whom a side makes war on as a whole: "attacks against civilians", "against its own people".
_A_PEOPLE = re.compile(
    r"(?:the\s+|(?:its|their|his)\s+own\s+)(?:[a-z-]+\s+)?(?:people|civilians)|"
    r"(?:(?!(?:two|three|four|five|six|seven|eight|nine|ten|dozen|several|many|some|other)\b)[a-z-]+\s+)?civilians"
)
_COUNTED = ("dozens of ", "scores of ", "hundreds of ", "thousands of ", "a group of ", "groups of ", "a number of ", "members of ")


def _holds_nothing(text: str, one: RelationCandidate, subject: MentionCandidate, other: MentionCandidate, *, learned: bool) -> bool:
    """Whether nobody is said to hold a place: it is only to be taken, or the head takes another verb for holding it."""
    if one.trigger is None:
        return learned
    if _is_bystander(subject, learned=False):
        return True
    start, end = one.trigger
    if _NOT_YET.search(text, max(0, start - 40), start) and other.start > end:
        return True
    if not learned:
        return False
    return text[start:end].lower().split()[0] not in _HOLDING or other.end <= subject.start < start


def _is_led(between: str) -> bool:
    roles = relation_words().roles
    return _LEADING.search(between) is not None or any(roles.get(word.strip(",.()")) == "leads" for word in between.lower().split())


def _of_another(text: str, one: RelationCandidate, mentions: Sequence[MentionCandidate], groups: Sequence[Sequence[int]]) -> bool:
    """Whether a possessive in front of the subject means somebody else ("told the channel that his soldiers ...")."""
    subject, other = mentions[one.subject_index], mentions[one.object_index]
    inside = text[subject.start : subject.end].lower().split()[0]
    if inside in ("his", "her", "its", "their"):
        start, whose = subject.start, inside
    else:
        owner = _OWNER.search(text, max(0, subject.start - 24), subject.start)
        if owner is None:
            return False
        start, whose = owner.start("whose"), owner["whose"].lower()
    if other.start >= start:
        return other.start == start and other.level == "pronoun"  # "their lawyer"
    group = _group_at(start, mentions, groups)
    return one.object_index not in group if group else whose in _OTHERS_OWN


def _group_at(start: int, mentions: Sequence[MentionCandidate], groups: Sequence[Sequence[int]]) -> Sequence[int]:
    """The coreference group of the pronoun that begins at ``start``, if it has one with anybody else in it."""
    pronoun = next((n for n, one in enumerate(mentions) if one.start == start and one.level == "pronoun"), None)
    return next((members for members in groups if pronoun in members and len(members) > 1), ())


def named_elsewhere(
    one: RelationCandidate, found: Sequence[RelationCandidate], mentions: Sequence[MentionCandidate], group: Mapping[int, int]
) -> bool:
    """Whether another relation of this type to the same party has a name for its subject, right beside this one."""
    return any(
        two is not one and two.type == one.type and mentions[two.subject_index].level == "name"
        and (two.object_index == one.object_index or group.get(two.object_index, -1) == group.get(one.object_index, -2))
        and two.trigger is not None and one.trigger is not None and abs(two.trigger[0] - one.trigger[0]) < _NEAR
        for two in found
    )  # fmt: skip
