"""Whom the entities of real reports are: ``python -m benchmarks.actors [--data FOLDER] [--limit N] [--model FOLDER]``.

The packaged reader reads re3d (dev and train) and the Wikinews sample; each entity that can be an actor is looked up in the packaged book.
Printed: how many named organisations (governments, agencies, armed groups and others) are found, left doubtful, or are nobody of the book,
and the precision of links. A person looked at links beside their sentences; ``actor_links.jsonl`` keeps each verdict with the document,
the offsets of the words and the actor, and no text. Of these, 140 were drawn by a hash of their place ("links"), 89 are the first of each
further actor ("actors"), so that rare actors are judged as well, and 80 were drawn by the hash once what the others had shown was
mended ("later"; three were wrong, of which one was mended after). A link that was not judged counts for nothing, and is counted.
"""

import csv
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec

from benchmarks.folders import Options, options_of
from reportedly.codebooks.actor_book import ActorBook, actor_book
from reportedly.errors import MissingCorpus
from reportedly.evaluation.command import needed, reader_of, report_of
from reportedly.evaluation.measures import table
from reportedly.resolve.actors import entity_facts, lookup_keys, resolve_entity
from reportedly.schema import Reading, Span
from reportedly.schema.actor import ActorMatch, EntityFacts

VERDICTS = Path(__file__).parent / "actor_links.jsonl"
SPREAD = 1.96  # of the normal distribution, for Wilson's interval of 95 %


class Verdict(msgspec.Struct, frozen=True):
    """What a person said of a link; ``drawn`` is how it came to be looked at."""

    document: str
    start: int
    end: int
    actor: str
    right: bool
    drawn: str
    why: str | None = None


@dataclass(frozen=True)
class Link:
    """An entity of a document, where it stands first, and what became of it."""

    document: str
    at: Span
    facts: EntityFacts
    match: ActorMatch

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What a verdict is found by."""
        return self.document, self.at.start, self.at.end, self.match.actor or ""

    @property
    def order(self) -> str:
        """A hash of its place, by which links are drawn."""
        return hashlib.blake2b(f"{self.document} {self.at.start} {self.at.end}".encode(), digest_size=8).hexdigest()


def documents(data: Path) -> Iterator[tuple[str, str, str | None]]:
    """The name, the text and the date of each document: re3d's without a date, then Wikinews."""
    needed(data / "re3d" / "dev.jsonl", data / "re3d" / "train.jsonl", data / "wikinews" / "data")
    for part in ("dev", "train"):
        for line in (data / "re3d" / f"{part}.jsonl").read_text("utf-8").splitlines():
            found = json.loads(line)
            yield f"re3d:{found['id']}", found["text"], None
    csv.field_size_limit(sys.maxsize)
    for path in sorted((data / "wikinews" / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                name = hashlib.sha256(row["text"].encode()).hexdigest()[:16]
                yield f"wikinews:{name}", row["text"], row["date"]


def links(options: Options) -> Iterator[Link]:
    """Every entity of every document that can be an actor, matched with the book."""
    reader, book = reader_of(options.model), actor_book()
    for name, text, published in islice(documents(options.data), options.limit):
        yield from links_of(name, reader.read(report_of(text, published)), book)


def links_of(document: str, reading: Reading, book: ActorBook) -> Iterator[Link]:
    """The links of one reading."""
    for entity, facts in entity_facts(reading).items():
        yield Link(document, anchor(reading, entity), facts, resolve_entity(facts, book.by_keys(lookup_keys(facts))))


def anchor(reading: Reading, entity: str) -> Span:
    """The mention by which a link is judged: the first as a source or party of a claim, else the first that is no pronoun."""
    own = [one for one in reading.mentions if one.entity == entity and one.level != "pronoun"]
    spans = [one.source for one in reading.attributions if one.source is not None and one.source.entity == entity]
    arguments = [
        one
        for claim in reading.claims
        for one in claim.arguments
        if one.entity == entity and one.role in ("actor", "recipient")
    ]
    acting = [
        one for one in own if any(span.start <= one.start and one.end <= span.end for span in (*spans, *arguments))
    ]
    return (acting or own)[0]


@cache
def verdicts() -> dict[tuple[str, int, int, str], Verdict]:
    """What was judged, by its place."""
    lines = VERDICTS.read_bytes().splitlines() if VERDICTS.exists() else []
    judged = [msgspec.json.decode(line, type=Verdict) for line in lines]
    return {(one.document, one.start, one.end, one.actor): one for one in judged}


def run(options: Options) -> Mapping[str, Mapping[str, float]]:
    """Counts by corpus, and the precision of the judged links, by a row's title."""
    found = list(links(options))
    return counts(found) | precision(found)


def counts(found: Sequence[Link]) -> dict[str, dict[str, float]]:
    """How many named organisations and acting countries were found, left in doubt, or are nobody of the book, by corpus."""
    rows: dict[str, dict[str, float]] = {}
    kinds: Counter[str] = Counter()
    for link in found:
        if link.facts.kind == "person" or not any(name.level == "name" for name in link.facts.names):
            continue
        row = rows.setdefault(
            link.document.partition(":")[0] + ", named organisations and states", dict.fromkeys(_COLUMNS, 0.0)
        )
        row["entities"] += 1
        row[link.match.decision] += 1
        if link.match.decision == "same" and link.match.actor is not None:
            actor = actor_book().actor(link.match.actor)
            kinds[actor.kind if actor is not None else "unknown"] += 1
    return rows | {f"  found, {kind}": {"same": number} for kind, number in kinds.most_common()}


_COLUMNS = ("entities", "same", "doubtful", "different")


def precision(found: Sequence[Link]) -> dict[str, dict[str, float]]:
    """The share of judged links that are right, with Wilson's interval, by how they were drawn."""
    same = [link for link in found if link.match.decision == "same"]
    judged = [verdicts()[link.place] for link in same if link.place in verdicts()]
    rows = {}
    for title, drawn in (
        ("links drawn by hash", "links"),
        ("first of each further actor", "actors"),
        ("drawn later", "later"),
    ):
        some = [one for one in judged if one.drawn == drawn]
        rows[title] = _share(sum(one.right for one in some), len(some))
    rows["all judged"] = _share(sum(one.right for one in judged), len(judged))
    rows["not judged"] = {"links": len(same) - len(judged)}
    return rows


def _share(right: int, number: int) -> dict[str, float]:
    """Percent right and Wilson's interval of it."""
    if not number:
        return {"links": 0}
    share, square = right / number, SPREAD**2
    middle = (share + square / (2 * number)) / (1 + square / number)
    half = SPREAD / (1 + square / number) * (share * (1 - share) / number + square / (4 * number**2)) ** 0.5
    return {
        "links": number,
        "right": right,
        "precision": 100 * share,
        "low": 100 * (middle - half),
        "high": 100 * (middle + half),
    }


def shown(figures: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as two tables."""
    judged = {name: row for name, row in figures.items() if "links" in row}
    counted = {name: row for name, row in figures.items() if "links" not in row}
    return f"{table(counted, _COLUMNS)}\n\n{table(judged, ('links', 'right', 'precision', 'low', 'high'))}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    options = options_of((__doc__ or "").split("\n")[0], arguments)
    try:
        print(shown(run(options)))
    except MissingCorpus as error:
        print(f"skipped: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
