"""Places that speak or act: where a government may be meant ("Damascus said"), and its mentions apart from the city's."""

import re
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import Output
from reportedly.extract.candidates import MentionCandidate

ACTING_FROM = 0.7
SPEAKING_FROM = 0.5
_KINDS = frozenset({"place", "facility", "organisation", "person", "other"})
# A city is the subject of these as a city.
_UNDERGOING = frozenset(
    "host see witness wake suffer experience have lie sit face remain become lose grow celebrate mark fall brace shake sleep mourn bury "
    "recover boast rank stand stretch house hold come go get be".split()
)
# Whom one speaks to, and not where.
_ADDRESSING = frozenset(
    "accuse urge warn tell ask blame pressure press thank criticise criticize assure inform notify".split()
)
_BETWEEN_GOVERNMENTS = re.compile(
    r"\b(?i:relations?|ties|tensions?|alliance|agreement|deal|dispute|rift|thaw|row|treaty|pact|rapprochement|diplomacy|negotiations|"
    r"talks|cooperation|partnership|spat|standoff|understanding|hostility|trust|feud)\s+between\s+(?:[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,2}\s+and\s+)?\Z"
)
_ARTICLE = re.compile(r"(?:the|The)\s+")


def speaking_places(text: str, output: Output, candidates: Sequence[MentionCandidate]) -> list[int]:
    """The numbers of the named mentions that speak, act or are spoken to as a government is."""
    acting = _acting(text, output)
    return [
        number
        for number, one in enumerate(candidates)
        if one.level == "name" and one.kind in _KINDS and one.text[:1].isupper()
        and ((_bare(text, one.start), one.end) in acting or _between_governments(text, one.start))
    ]  # fmt: skip


def with_governments(candidates: Sequence[MentionCandidate], actors: Mapping[int, str]) -> list[MentionCandidate]:
    """The candidates, those that stand for a government (by number, with its actor) as organisations."""
    return [replace(one, kind="organisation") if number in actors else one for number, one in enumerate(candidates)]


def apart_from_places(
    groups: Sequence[Sequence[int]], named: Collection[int], actors: Mapping[int, str]
) -> list[tuple[int, ...]]:
    """The groups with a government's mentions taken out of the city's, and all of one government's in one group.

    ``named`` are the numbers of the mentions by name: a group whose names all mean the government is the government's whole.
    """
    kept: list[tuple[int, ...]] = []
    together: dict[str, list[int]] = {}
    for group in groups:
        meant = [number for number in group if number in actors]
        if not meant:
            kept.append(tuple(group))
            continue
        whole = all(number in actors for number in group if number in named)
        for number in meant:
            together.setdefault(actors[number], []).append(number)
        rest = [number for number in group if number not in actors]
        if whole:
            together[actors[meant[0]]] += rest
        elif rest:
            kept.append(tuple(rest))
    return kept + [tuple(sorted(group)) for group in together.values()]


def _between_governments(text: str, start: int) -> bool:
    """Whether a name stands behind "talks between" or the like."""
    before = max(0, start - 80)
    return "between" in text[before:start] and _BETWEEN_GOVERNMENTS.search(text, before, start) is not None


def _bare(text: str, start: int) -> int:
    article = _ARTICLE.match(text, start)
    return article.end() if article else start


def _acting(text: str, output: Output) -> set[tuple[int, int]]:
    """The spans, without article, of sources, of who does something, and of who is accused or urged."""
    found = {
        (one.start, one.end)
        for cue in output.cues
        for one in cue.arguments
        if one.label == "source" and one.score >= SPEAKING_FROM
    }
    for predicate in output.predicates:
        parts = [one for one in predicate.propbank if one.score >= ACTING_FROM and one.label in {"ARG0", "ARG1"}]
        if not parts:
            continue
        lemmas = {lemma for lemma, _ in candidate_lemmas(text[predicate.start : predicate.end])}
        if not lemmas & _UNDERGOING:
            found.update((one.start, one.end) for one in parts if one.label == "ARG0" and one.end <= predicate.start)
        if lemmas & _ADDRESSING:
            found.update((one.start, one.end) for one in parts if one.label == "ARG1" and one.start >= predicate.end)
    return {(_bare(text, start), end) for start, end in found}
