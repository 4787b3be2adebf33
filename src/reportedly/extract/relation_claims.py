"""Relations as claims: what is stated about members, leaders, spokesmen, other names, sides and control."""

from collections.abc import Sequence

from reportedly.extract.attributions import voices_over
from reportedly.extract.calibration import calibration, relation_evidence
from reportedly.extract.factuality import factuality_of, stance_of
from reportedly.extract.relations import RelationCandidate
from reportedly.schema import Argument, Attribution, Claim, Mention, Role, span_of

Words = Sequence[tuple[int, int]]


def make_relation_claims(
    text: str, candidates: Sequence[RelationCandidate], mentions: Sequence[Mention], attributions: Sequence[Attribution],
    sentences: Words, first_number: int,
) -> list[Claim]:  # fmt: skip
    """One claim per relation between two entities, numbered from ``first_number``; a relation said twice is two claims."""
    made: list[Claim] = []
    seen: set[tuple[str, int, int]] = set()
    for one in sorted(
        candidates, key=lambda one: (mentions[one.subject_index].start, mentions[one.object_index].start, one.type)
    ):
        subject, other = mentions[one.subject_index], mentions[one.object_index]
        key = (one.type, one.subject_index, one.object_index)
        if key in seen:
            continue
        seen.add(key)
        start, end = min(subject.start, other.start), max(subject.end, other.end)
        sentence = next(((a, b) for a, b in sentences if a <= start < b), (start, end))
        voices = voices_over(attributions, start, end)
        words = text[sentence[0] : start].split()[-12:]
        cues = [voice.cue.text.split() for voice in voices]
        made.append(
            Claim(
                id=f"c{first_number + len(made)}",
                kind="relation",
                type=one.type,
                trigger=span_of(text, *one.trigger) if one.trigger else None,
                arguments=(_argument("subject", subject), _argument("object", other)),
                according_to=tuple(voice.id for voice in voices),
                stance=stance_of(voices[0].cue.text.split()) if voices else "reports",
                factuality=factuality_of([*words, ""], len(words), None, (), cues),
                sentence=span_of(text, *sentence),
                score=calibration().relations.scored(relation_evidence(one.score)),
            )
        )
    return made


def _argument(role: Role, mention: Mention) -> Argument:
    return Argument(
        role=role, start=mention.start, end=mention.end, text=mention.text, entity=mention.entity, score=mention.score
    )
