"""Arguments of events on WikiEvents: who acts, who suffers, where, with what, in conflict news.

The corpus's roles are read as ours by ``corpora/mappings/wikievents.yaml``; a role that has none of ours, and the events of types
that ours can't say, are left out, with what we find at their triggers. "gold triggers" takes the event head's arguments of
the word where the gold trigger begins (none where the model did not try that word); "claims" takes the product's event
claims, whose triggers must cover the gold trigger's first word, read from raw text. An argument is right where the role agrees
and either the span does ("exact") or the head word ("head"): the last word before the first "of", "in", "who" and the like, since
the corpus marks no heads. Roles that the corpus has no counterpart for (time, toll, topic) are left out of ours. "claims at gold
triggers" leaves out our claims elsewhere: the corpus marks few of the events that the codebook names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from reportedly.corpora.frames import argument_role, event_type, lines
from reportedly.corpora.joining import join_tokens
from reportedly.encoder.output import Output
from reportedly.evaluation.command import needed, reader_of, report_of
from reportedly.evaluation.measures import Tally, shorten, table
from reportedly.schema import Reading

ROLES = frozenset(("actor", "recipient", "place", "origin", "destination", "instrument"))
WAYS = ("gold triggers", "claims at gold triggers", "claims")
_AFTER_HEAD = frozenset(
    ["of", "for", "in", "at", "to", "on", "with", "from", "near", "by", "who", "that", "which", "whose", "where", ","]
)
_WORD = re.compile(r"\w+(?:[-.'’]\w+)*|,")
Argument = tuple[str, int, int]  # our role and characters
At = tuple[int, Argument]  # and the first character of the trigger


@dataclass(frozen=True)
class Event:
    """One gold event: its trigger's characters, our type for it (None where ours can't say it), its arguments."""

    start: int
    end: int
    type: str | None
    arguments: tuple[Argument, ...]


@dataclass(frozen=True)
class Document:
    """One text with its events."""

    name: str
    text: str
    events: tuple[Event, ...]


def documents(path: Path) -> Iterator[Document]:
    """The documents of a file in the corpus's own format."""
    for document in lines(path):
        text, offsets = join_tokens(document["tokens"])
        reach = {one["id"]: (offsets[one["start"]][0], offsets[one["end"] - 1][1]) for one in document["entity_mentions"]}
        events = []
        for event in document["event_mentions"]:
            first, end = event["trigger"]["start"], event["trigger"]["end"]
            kind = event_type(event["event_type"], event["trigger"]["text"])
            roles = ((argument_role(event["event_type"], one["role"]), one["entity_id"]) for one in event["arguments"])
            arguments = {(role, *reach[entity]) for role, entity in roles if role in ROLES and entity in reach}
            said = kind if kind != "OTHER" else None
            events.append(Event(offsets[first][0], offsets[end - 1][1], said, tuple(sorted(arguments))))
        yield Document(document["doc_id"], text, tuple(events))


def head_word(text: str, start: int, end: int) -> tuple[int, int]:
    """The characters of a mention's head word; the whole span where it has no word."""
    words = [(start + one.start(), start + one.end()) for one in _WORD.finditer(text[start:end])]
    stop = next((n for n, (a, b) in enumerate(words) if n and text[a:b].lower() in _AFTER_HEAD), len(words))
    return words[stop - 1] if words else (start, end)


def at_gold_triggers(document: Document, output: Output) -> list[At]:
    """The event head's arguments at each gold trigger that the model tried, with the trigger's first character."""
    tried = {one.start: one for one in output.predicates}
    found = []
    for start in {event.start for event in document.events if event.type}:
        spans = tried[start].event if start in tried else ()
        found += [(start, (one.label, one.start, one.end)) for one in spans if one.label in ROLES]
    return found


def of_claims(document: Document, reading: Reading) -> list[At]:
    """The arguments of our event claims, each with the first character of the gold trigger it covers, or of its own."""
    found: list[At] = []
    unsaid = [event.start for event in document.events if event.type is None]
    said = sorted({event.start for event in document.events if event.type})
    for claim in reading.claims:
        if claim.kind != "event" or claim.trigger is None:
            continue
        start, end = claim.trigger.start, claim.trigger.end
        if any(start <= one < end for one in unsaid):
            continue
        at = next((one for one in said if start <= one < end), start)
        found += [(at, (one.role, one.start, one.end)) for one in claim.arguments if one.role in ROLES]
    return found


class Score:
    """Tallies of one way of reading: exact, by head word, and by head word for each role."""

    def __init__(self) -> None:
        self.rows = {name: Tally() for name in ("exact", "head", *sorted(ROLES))}

    def add(self, document: Document, ours: Iterable[At]) -> Iterator[str]:
        """Count one document; yields the arguments that are missed, and those that the key doesn't have."""
        text = document.text
        gold = {(event.start, one) for event in document.events if event.type for one in event.arguments}
        found = set(ours)
        self.rows["exact"].add(gold, found)
        theirs, own = (_by_head(text, side) for side in (gold, found))
        self.rows["head"].add(theirs, own)
        for role in ROLES:
            self.rows[role].add(*([one for one in side if one[1][0] == role] for side in (theirs, own)))
        for mark, side, other in (("MISSED", theirs, own), ("EXTRA", own, theirs)):
            for key in sorted(set(side) - set(other)):
                words = text[slice(*side[key])]
                yield f"{mark} {key[1][0]} {words!r} || {shorten(_around(text, key[0]), 170)!r}"

    def figures(self) -> dict[str, dict[str, float]]:
        """The rows that have something."""
        return {name: tally.figures() for name, tally in self.rows.items() if tally.gold or tally.found}


def _by_head(text: str, side: Iterable[At]) -> dict[At, tuple[int, int]]:
    """Arguments whose characters are their head word's, with the whole span of each."""
    return {(at, (role, *head_word(text, start, end))): (start, end) for at, (role, start, end) in side}


def _around(text: str, at: int) -> str:
    end = next((n for n in range(at, len(text)) if not text[n].isalnum()), len(text))
    return f"{text[max(0, at - 70) : at]}[{text[at:end]}]{text[end : end + 70]}"


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict[str, Any]:
    """Rows for each of WAYS, the number of documents, and the claims' ``errors``."""
    path = data_root / "wikievents" / f"{part}.jsonl"
    needed(path)
    reader = reader_of(model)
    scores = {way: Score() for way in WAYS}
    errors: list[str] = []
    read = list(islice(documents(path), limit))
    for document in read:
        output, reading = reader.read_both(report_of(document.text))
        claims = of_claims(document, reading)
        told = {event.start for event in document.events}
        ours = (at_gold_triggers(document, output), [one for one in claims if one[0] in told], claims)
        wrong = [list(scores[way].add(document, found)) for way, found in zip(WAYS, ours, strict=True)]
        errors += [f"{document.name}: {error}" for error in wrong[-1]]
    figures = {way: score.figures() for way, score in scores.items()}
    return {"part": part, "documents": len(read), **figures, "errors": errors}


def shown(result: Mapping[str, Any]) -> str:
    """The tables as text."""
    parts = [
        f"event arguments, WikiEvents {result['part']}, {result['documents']} documents, {way}\n{table(result[way])}"
        for way in WAYS
    ]
    return "\n\n".join(parts)
