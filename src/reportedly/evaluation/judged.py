"""Claims that are known to be right or wrong: WikiEvents' triggers, and what one reader judged beside them.

WikiEvents marks few of our types and leaves out much that is one: of the triggers that we find beside its own, a reader would
accept more than half, so that to count them as wrong would teach a score to be modest where it need not be. So one reader of this
project read the triggers that find nothing in WikiEvents dev, and those of the first articles of the Wikinews sample (open
texts, ordered by the hash of their text), and said for each whether it tells of an act of its type. The scores were not shown,
and candidates were judged from below the threshold that claims need. ``data/judged_claims.tsv`` holds the verdicts by document and
offsets; no text. The encoder was trained on neither part.

Relations were judged likewise, in the same texts and re3d dev (which is annotated sparsely): whether the type holds between what
the two sides name (``data/judged_relations.tsv``).
"""

import csv
import hashlib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from msgspec import Struct

from reportedly.corpora.example import UNLABELLED, Example
from reportedly.corpora.frames import lines, wikievents
from reportedly.corpora.labels import EVENT_TYPES

WITHOUT_DIRECTION = frozenset(("fighting", "allied_with", "also_known_as"))
OPEN = "?"  # the type of a trigger that WikiEvents marks and the mapping gives no type to


class Verdict(Struct, frozen=True):
    """What the reader said of a trigger (characters ``start`` to ``end``) and a type."""

    start: int
    end: int
    type: str
    accepted: bool


class RelationVerdict(Struct, frozen=True):
    """What the reader said of a relation between two spans; ``accepted`` holds for spans that overlap these."""

    type: str
    subject: tuple[int, int]
    object: tuple[int, int]
    accepted: bool

    def speaks_of(self, kind: str, subject: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether a relation is this one: of its type, both sides overlapping; turned round where it has no direction."""
        if kind != self.type:
            return False
        sides = [(subject, other), (other, subject)] if kind in WITHOUT_DIRECTION else [(subject, other)]
        return any(_overlap(one, self.subject) and _overlap(two, self.object) for one, two in sides)


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


@dataclass(frozen=True)
class JudgedText:
    """A text with its known triggers: ``marked`` (start → type) by the corpus, ``verdicts`` by the reader."""

    corpus: str
    name: str
    text: str
    marked: Mapping[int, str]
    verdicts: tuple[Verdict, ...]

    @property
    def acceptable(self) -> int:
        """How many triggers there are to be found, as far as is known."""
        accepted = {one.start for one in self.verdicts if one.accepted}
        return len(accepted) + sum(kind not in (OPEN, "OTHER") for kind in self.marked.values())

    def verdict(self, start: int, end: int, kind: str) -> bool | None:
        """Whether a trigger of this type is right here; None where nobody knows.

        Of another type than the one that was accepted here it is wrong; of another than one that was refused nobody knows.
        """
        marked = [self.marked[place] for place in self.marked if start <= place < end]
        if marked:
            return True if kind in marked else None if all(one == OPEN for one in marked) else False
        over = [one for one in self.verdicts if one.start < end and start < one.end]
        same = [one.accepted for one in over if one.type == kind]
        if same:
            return any(same)
        return False if any(one.accepted for one in over) else None


@lru_cache(maxsize=1)
def _verdicts() -> dict[tuple[str, str], tuple[Verdict, ...]]:
    found: dict[tuple[str, str], list[Verdict]] = {}
    for row in _rows("judged_claims.tsv"):
        verdict = Verdict(int(row["start"]), int(row["end"]), row["type"], row["accepted"] == "yes")
        found.setdefault((row["corpus"], row["document"]), []).append(verdict)
    return {key: tuple(verdicts) for key, verdicts in found.items()}


def _rows(name: str) -> Iterator[dict[str, str]]:
    source = resources.files("reportedly.evaluation").joinpath("data", name).read_text("utf-8")
    return iter(csv.DictReader(source.splitlines(), delimiter="\t"))


@lru_cache(maxsize=1)
def _relation_verdicts() -> dict[tuple[str, str], tuple[RelationVerdict, ...]]:
    found: dict[tuple[str, str], list[RelationVerdict]] = {}
    for row in _rows("judged_relations.tsv"):
        subject, other = ((int(row[f"{side}_start"]), int(row[f"{side}_end"])) for side in ("subject", "object"))
        verdict = RelationVerdict(row["type"], subject, other, row["accepted"] == "yes")
        found.setdefault((row["corpus"], row["document"]), []).append(verdict)
    return {key: tuple(verdicts) for key, verdicts in found.items()}


def relation_texts(data: Path) -> Iterator[tuple[str, str, str, tuple[RelationVerdict, ...]]]:
    """Corpus, name, text and verdicts of the texts whose relations were judged: re3d dev, then the judged texts."""
    verdicts = _relation_verdicts()
    texts = [("re3d", one["id"], one["text"]) for one in lines(data / "re3d" / "dev.jsonl")]
    texts += [(one.corpus, one.name, one.text) for one in judged_texts(data)]
    for corpus, name, text in texts:
        if (corpus, name) in verdicts:
            yield corpus, name, text, verdicts[corpus, name]


def judged_texts(data: Path) -> Iterator[JudgedText]:
    """WikiEvents dev, then the judged articles of the Wikinews sample."""
    verdicts = _verdicts()
    for example in wikievents(data, "dev"):
        yield JudgedText(
            "wikievents", example.name, example.text, _marked(example), verdicts.get(("wikievents", example.name), ())
        )
    articles = {name: text for name, text in wikinews(data) if ("wikinews", name) in verdicts}
    for name in sorted(articles, key=lambda name: hashlib.sha256(articles[name].encode()).hexdigest()):
        yield JudgedText("wikinews", name, articles[name], {}, verdicts["wikinews", name])


def _marked(example: Example) -> dict[int, str]:
    tags = zip(example.words, example.tags["trigger"], example.tags["event_type"], strict=True)
    return {start: OPEN if tag == UNLABELLED else EVENT_TYPES[tag] for (start, _), marked, tag in tags if marked == 1}


def wikinews(data: Path) -> Iterator[tuple[str, str]]:
    """The last part of the address, and the text, of every article of the sample."""
    csv.field_size_limit(sys.maxsize)
    for path in sorted((data / "wikinews" / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row["url"].rsplit("/", 1)[1], row["text"]
