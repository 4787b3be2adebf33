"""Relations of re3d: what is annotated between the mentions of a report, under our names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from reportedly.corpora.entities import kind_of
from reportedly.corpora.frames import lines, mapping

Span = tuple[int, int]

_PRONOUNS = frozenset(
    "i he she it they we you who which his her its their our my him them us itself himself themselves".split()
)
_AFTER_HEAD = frozenset("of for in at to on with from who that which".split())


@dataclass(frozen=True)
class GoldMention:
    """A mention as annotated; ``kind`` is ours. ``level`` is read off its capitals, re3d gives none."""

    start: int
    end: int
    kind: str
    level: Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True)
class GoldRelation:
    """One relation: ``name`` is the learned head's word for re3d's type; both sides are character spans.

    ``symmetric`` relations have no direction.
    """

    name: str
    symmetric: bool
    source: Span
    target: Span


@dataclass(frozen=True)
class RelationDocument:
    """One document of re3d with distinct mentions in order of the text; relations whose sides are no mention are kept."""

    identity: str
    text: str
    mentions: tuple[GoldMention, ...]
    relations: tuple[GoldRelation, ...]


def re3d_relations(data: Path, split: str) -> Iterator[RelationDocument]:
    """The documents of one part of re3d."""
    for document in lines(data / "re3d" / f"{split}.jsonl"):
        text = document["text"]
        kinds = {(e["begin"], e["end"]): kind_of("re3d", e["type"]) or "other" for e in document["entities"]}
        mentions = tuple(GoldMention(s, e, kind, level(text[s:e])) for (s, e), kind in sorted(kinds.items()))
        relations = [_relation(one) for one in document["relations"]]
        yield RelationDocument(document["id"], text, mentions, tuple(dict.fromkeys(relations)))


def head_names() -> dict[str, bool]:
    """The learned head's names for re3d's types, and whether each is symmetric."""
    rows = mapping("re3d")["relations"].values()
    return {row["head"]: bool(row.get("symmetric")) for row in rows}


def _relation(one: dict[str, Any]) -> GoldRelation:
    row = mapping("re3d")["relations"][one["type"]]
    source, target = (one["sourceBegin"], one["sourceEnd"]), (one["targetBegin"], one["targetEnd"])
    return GoldRelation(row["head"], bool(row.get("symmetric")), source, target)


def level(text: str) -> Literal["name", "nominal", "pronoun"]:
    """The level of a mention by its words alone: a name where the head or most words before a preposition are capitalised."""
    if text.lower() in _PRONOUNS:
        return "pronoun"
    words = [word for word in re.findall(r"[^\W_][\w.'’-]*", text) if word.lower() not in ("the", "a", "an")]
    stop = next((n for n, word in enumerate(words) if n and word in _AFTER_HEAD), len(words))
    capitals = [word[0].isupper() for word in words[:stop]]
    return "name" if capitals and (capitals[-1] or sum(capitals) * 2 > len(capitals)) else "nominal"
