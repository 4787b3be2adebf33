"""Mentions and entities of one report, from candidates, their clusters, and what their words were resolved to."""

import bisect
from collections.abc import Mapping, Sequence

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.titles import behind_titles
from reportedly.schema import DateInterval, Entity, Mention, MentionKind, PlaceRef

# Mentions of these kinds are values, not entities.
VALUES: frozenset[MentionKind] = frozenset({"time", "quantity", "money"})
_ARTICLES = ("the ", "The ", "a ", "A ", "an ", "An ")

Resolved = Mapping[tuple[int, int], tuple[PlaceRef | DateInterval | None, str | None]]


def make_entities(
    candidates: Sequence[MentionCandidate], groups: Sequence[Sequence[int]], resolved: Resolved
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions in the order of the candidates, and one entity per group in the order of its first mention.

    ``resolved`` gives for a mention's (start, end) its place or interval, or None and the reason why there is none.
    """
    entity_of: dict[int, str] = {}
    entities: list[Entity] = []
    for group in sorted((sorted(group) for group in groups), key=lambda group: group[0]):
        members = [candidates[number] for number in group]
        if all(member.kind in VALUES for member in members):
            continue
        identity = f"e{len(entities) + 1}"
        for number in group:
            entity_of[number] = identity
        entities.append(_entity(identity, members, resolved))
    mentions = tuple(_mention(number, one, entity_of.get(number), resolved) for number, one in enumerate(candidates))
    return mentions, tuple(entities)


def _mention(number: int, one: MentionCandidate, entity: str | None, resolved: Resolved) -> Mention:
    value, reason = resolved.get((one.start, one.end), (None, None))
    return Mention(
        id=f"m{number + 1}", start=one.start, end=one.end, text=one.text, kind=one.kind, level=one.level, entity=entity,
        place=value if isinstance(value, PlaceRef) else None, time=value if isinstance(value, DateInterval) else None,
        unresolved=reason, score=round(one.score, 4),
    )  # fmt: skip


def _entity(identity: str, members: Sequence[MentionCandidate], resolved: Resolved) -> Entity:
    named = [member for member in members if member.level == "name" and not _described(member, members)]
    names = tuple(dict.fromkeys(without_article(member.text) for member in named))
    voices: dict[MentionKind, float] = {}
    for member in members:
        weight = {"name": 3.0, "nominal": 2.0, "pronoun": 0.0}[member.level]
        voices[member.kind] = voices.get(member.kind, 0.0) + (weight + member.score if weight else 0.0)
    kind = max(voices, key=lambda kind: (voices[kind], -list(voices).index(kind)))
    nominal = next((member.text for member in members if member.level != "pronoun"), members[0].text)
    places = [
        value
        for member in members
        if isinstance(value := resolved.get((member.start, member.end), (None, None))[0], PlaceRef)
    ]
    return Entity(
        id=identity,
        kind=kind,
        name=max(names, key=lambda name: (len(name), name)) if names else nominal,
        names=names,
        place=places[0] if places and kind in {"place", "facility"} else None,
    )


def _described(one: MentionCandidate, members: Sequence[MentionCandidate]) -> bool:
    """Whether a name has a description or title in front ("analyst Heras", "President Salt") and the bare name is there too."""
    bare = behind_titles(one.text) if one.kind == "person" else 0
    return (one.text[:1].islower() or bare > 0) and any(
        other.end == one.end
        and (other.start == one.start + bare if bare else other.start > one.start and other.text[:1].isupper())
        and other.level == "name"
        for other in members
    )


def without_article(name: str) -> str:
    """The name without an article in front and white space inside made single."""
    for article in _ARTICLES:
        if name.startswith(article):
            name = name[len(article) :]
            break
    return " ".join(name.split())


class EntityFinder:
    """Which entity the words of an argument or a source refer to."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._mentions = [mention for mention in mentions if mention.entity is not None]
        self._starts = [mention.start for mention in self._mentions]

    def __call__(self, start: int, end: int) -> str | None:
        """The entity of the mention that fills the span, else of the one at its head, else None."""
        first = bisect.bisect_left(self._starts, start)
        last = bisect.bisect_left(self._starts, end)
        inside = [mention for mention in self._mentions[first:last] if mention.end <= end]
        whole = [mention for mention in inside if mention.end == end and mention.start - start <= 4]
        if whole:
            return min(whole, key=lambda mention: mention.start).entity
        heads = [mention for mention in inside if not self._modifies(mention, end)]
        if not heads:
            return None
        return min(heads, key=lambda mention: (mention.start > start + 4, mention.start, -mention.end)).entity

    def _modifies(self, mention: Mention, end: int) -> bool:
        after = self._text[mention.end : min(end, mention.end + 2)]
        return after[:1] in {"'", "’", "-", "–"} or (mention.kind == "nationality" and after[:1] == " ")
