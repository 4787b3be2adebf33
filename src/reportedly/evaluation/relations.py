"""Relations of re3d, between gold mentions and from raw text: precision, recall and F1.

**All names** counts every type that re3d marks (``corpora/mappings/re3d.yaml`` names them), as rules and the learned head tell them.
**Claimed** counts those that the product claims: member_of, leads, controls, fighting and allied_with between parties (leads'
and member_of's object an organisation or person, controls' a place), also_known_as between names; found is what rules and
head together give a report. A relation is right where a gold one of its type has the same two mentions, character for
character; types without a direction may be turned round. "By entity" counts each type once for each pair of entities of a
document, our coreference making the entities. From raw text everything is predicted, all names between the spans of the mention
head, the claimed types between the product's mentions: exact asks for the same two spans,
overlap for spans that share characters, one gold relation for each found.

re3d is annotated sparsely (a relation that a text repeats is often marked once), so precision counts as wrong much that a
reader would accept. Relations whose sides are no annotated mention, or in two sentences, count as missed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from reportedly.corpora.relations import RelationDocument, head_names, level, re3d_relations
from reportedly.encoder.output import Output
from reportedly.evaluation.command import encoded, needed, reader_of, report_of
from reportedly.evaluation.measures import Tally, most_pairs, shorten, table
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.coreference import cluster
from reportedly.extract.entities import VALUES
from reportedly.extract.relation_reading import NAMES, believed, claimed, read_relations, told_relations
from reportedly.extract.relations import find_relations
from reportedly.extract.whole_mentions import whole_mentions
from reportedly.schema import Reading

Span = tuple[int, int]
CLAIMED = ("member_of", "leads", "controls", "fighting", "allied_with", "also_known_as")
_TURNED = frozenset(("fighting", "allied_with", "also_known_as", *(name for name, either in head_names().items() if either)))


class Bound(NamedTuple):
    """A relation as it is compared: its type or name, and the spans of subject and object (in order of the text if symmetric)."""

    type: str
    subject: Span
    object: Span


def bound(type_: str, subject: Span, other: Span) -> Bound:
    """A relation, the sides of a symmetric one in order of the text."""
    return Bound(type_, *sorted((subject, other))) if type_ in _TURNED else Bound(type_, subject, other)


def gold_mentions(document: RelationDocument) -> list[MentionCandidate]:
    """The annotated mentions as candidates."""
    text = document.text
    return [MentionCandidate(m.start, m.end, text[m.start : m.end], m.kind, m.level, 1.0) for m in document.mentions]  # type: ignore[arg-type]


def all_gold(document: RelationDocument) -> set[Bound]:
    """Every annotated relation under the head's names."""
    return {bound(one.name, one.source, one.target) for one in document.relations}


def claimed_gold(document: RelationDocument) -> set[Bound]:
    """The annotated relations that the product would claim, under our types."""
    at = {(one.start, one.end): one for one in gold_mentions(document)}
    found = set()
    for one in document.relations:
        source, target = at.get(one.source), at.get(one.target)
        type_ = claimed(one.name, source, target) if source and target else None
        if type_:
            found.add(bound(type_, one.source, one.target))
    return found


def told(text: str, output: Output, mentions: Sequence[MentionCandidate], proposed: Iterable[int] | None) -> set[Bound]:
    """What rules state and what the head is sure of, under the head's names."""
    groups = cluster(text, mentions, output.sentences).groups
    stated = find_relations(text, mentions, groups, output.sentences)
    found = told_relations(text, output, mentions, groups, stated, proposed)
    named = [(one.name, one.subject_index, one.object_index) for one in found if one.sure]
    named += [(NAMES[one.type], one.subject_index, one.object_index) for one in believed(stated, found) if one.type in NAMES]
    return {bound(name, *_sides(mentions, one, two)) for name, one, two in named}


def claims(
    text: str, output: Output, mentions: Sequence[MentionCandidate], proposed: Iterable[int] | None
) -> set[Bound]:
    """What rules and head give a report, of the types that re3d can say."""
    groups = cluster(text, mentions, output.sentences).groups
    found = read_relations(text, output, mentions, groups, proposed)
    sides = [(one.type, _sides(mentions, one.subject_index, one.object_index)) for one in found]
    return {bound(type_, *both) for type_, both in sides if type_ in CLAIMED}


def by_entity(document: RelationDocument, output: Output, relations: Iterable[Bound]) -> set[tuple[str, int, int]]:
    """Relations between the groups that our coreference makes of the gold mentions, each once."""
    mentions = gold_mentions(document)
    groups = cluster(document.text, mentions, output.sentences).groups
    group = {(mentions[n].start, mentions[n].end): number for number, members in enumerate(groups) for n in members}
    found = set()
    for one in relations:
        sides = group[one.subject], group[one.object]
        found.add((one.type, *(sorted(sides) if one.type in _TURNED else sides)))
    return found


def overlapping(gold: Collection[Bound], found: Collection[Bound]) -> int:
    """How many found relations have a gold one of their type whose two spans overlap theirs, each gold one taken once."""
    theirs = sorted(gold)
    fits = [
        [n for n, one in enumerate(theirs) if one.type == ours.type and _overlaps(one, ours)] for ours in sorted(found)
    ]
    return len(most_pairs(fits))


def head_mentions(text: str, output: Output) -> list[MentionCandidate]:
    """The spans of the mention head, made whole, as candidates."""
    return [
        MentionCandidate(m.start, m.end, text[m.start : m.end], m.label, level(text[m.start : m.end]), m.score)  # type: ignore[arg-type]
        for m in whole_mentions(text, output)
    ]


def read_mentions(reading: Reading) -> list[MentionCandidate]:
    """The product's mentions of a report as candidates."""
    return [
        MentionCandidate(m.start, m.end, m.text, m.kind, m.level, m.score if m.score is not None else 1.0)
        for m in reading.mentions
    ]


def _overlaps(one: Bound, two: Bound) -> bool:
    def meets(a: Span, b: Span) -> bool:
        return a[0] < b[1] and b[0] < a[1]

    straight = meets(one.subject, two.subject) and meets(one.object, two.object)
    return straight or (one.type in _TURNED and meets(one.subject, two.object) and meets(one.object, two.subject))


def _sides(mentions: Sequence[MentionCandidate], one: int, two: int) -> tuple[Span, Span]:
    return (mentions[one].start, mentions[one].end), (mentions[two].start, mentions[two].end)


def _errors(text: str, gold: set[Bound], found: set[Bound]) -> Iterable[str]:
    for mark, rows in (("EXTRA", found - gold), ("MISSED", gold - found)):
        for one in sorted(rows):
            first, last = min(one.subject[0], one.object[0]), max(one.subject[1], one.object[1])
            sides = f"{text[slice(*one.subject)]} | {text[slice(*one.object)]}"
            yield f"{mark} {one.type}: {sides} || {shorten(text[max(0, first - 20) : last + 20], 200)!r}"


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict[str, Any]:
    """``summary``: the measures above; ``names`` and ``types``: exact pairs of gold mentions by name and by claimed type."""
    needed(data_root / "re3d" / f"{part}.jsonl")
    reader = reader_of(model)
    read = list(islice(re3d_relations(data_root, part), limit))
    summary = {name: Tally() for name in _ROWS}
    names = {name: Tally() for name in head_names()}
    types = {name: Tally() for name in CLAIMED}
    errors: list[str] = []
    for document, output in zip(read, encoded(reader.encoder, (one.text for one in read)), strict=True):
        text, mentions = document.text, gold_mentions(document)
        every, ours = all_gold(document), claimed_gold(document)
        sure = told(text, output, mentions, range(len(mentions)))
        found = claims(text, output, mentions, range(len(mentions)))
        summary["gold mentions, all names"].add(every, sure)
        summary["gold mentions, claimed"].add(ours, found)
        summary["gold mentions, claimed, by entity"].add(*(by_entity(document, output, one) for one in (ours, found)))
        for tallies, gold, got in ((names, every, sure), (types, ours, found)):
            for name, tally in tallies.items():
                tally.add([one for one in gold if one.type == name], [one for one in got if one.type == name])
        errors += _errors(text, every, sure)
        proposed = head_mentions(text, output)
        spoken_of = [one for one in read_mentions(reader.read_output(report_of(text), output)) if one.kind not in VALUES]
        for row, gold, got in (
            ("raw text, all names", every, told(text, output, proposed, range(len(proposed)))),
            ("raw text, claimed", ours, claims(text, output, spoken_of, None)),
        ):
            summary[f"{row}, exact"].add(gold, got)
            summary[f"{row}, overlap"].count(len(gold), len(got), overlapping(gold, got))
    return {
        "part": part, "documents": len(read), "summary": {name: tally.figures() for name, tally in summary.items()},
        "names": {name: tally.figures() for name, tally in names.items() if tally.gold or tally.found},
        "types": {name: tally.figures() for name, tally in types.items() if tally.gold or tally.found}, "errors": errors,
    }  # fmt: skip


_ROWS = (
    "gold mentions, all names", "gold mentions, claimed", "gold mentions, claimed, by entity", "raw text, all names, exact",
    "raw text, all names, overlap", "raw text, claimed, exact", "raw text, claimed, overlap",
)  # fmt: skip


def shown(result: Mapping[str, Any]) -> str:
    """The tables as text."""
    return "\n\n".join(
        [
            f"relations, re3d {result['part']}, {result['documents']} documents\n{table(result['summary'])}",
            f"exact pairs of gold mentions, all names\n{table(result['names'])}",
            f"exact pairs of gold mentions, claimed types\n{table(result['types'])}",
        ]
    )
