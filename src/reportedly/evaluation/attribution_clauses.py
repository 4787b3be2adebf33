"""Attribution in GUM's discourse trees: clauses that say who says or thinks what another unit says, in many genres.

GUM marks a unit (a clause, about) as ``attribution-positive`` of another: "they said" of what they said. Such a unit is found
where a cue of the product's attributions begins in it; one of our cues in any other unit counts against precision. It is "linked" where an
attribution with such a cue has content that touches the unit spoken of. GUM also marks thoughts and findings ("data show"), and
leaves out what one unit holds whole ("according to them"), so precision is a lower bound. A document is a text; spoken genres are shown
apart from written ones.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from reportedly.evaluation.command import needed, reader_of, report_of
from reportedly.evaluation.measures import Tally, shorten, table
from reportedly.schema import Reading

WRITTEN = ("academic", "bio", "court", "essay", "letter", "news", "textbook", "voyage", "whow")
_UNIT = re.compile(r"(?:^|\|)Discourse=([a-zA-Z-]+?)(?:_m)?:(\d+)(?:->(\d+))?")
Range = tuple[int, int]


@dataclass(frozen=True)
class Document:
    """One text with its units by number, and the pairs (attributing unit, unit spoken of)."""

    name: str
    text: str
    units: Mapping[int, Range]
    pairs: Sequence[tuple[int, int]]


def read_document(path: Path) -> Document:
    """One document of GUM's dependency files: the text by forms and spaces, a new line between sentences' paragraphs."""
    text = ""
    begun: list[tuple[int, int]] = []  # unit, where it begins
    pairs = []
    glued, space = 0, ""
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("# newpar") and text:
            text = text.rstrip() + "\n"
        if not line:
            glued = 0
        if len(cells) != 10 or "." in cells[0]:
            continue
        if "-" in cells[0]:
            glued = int(cells[0].split("-")[1])
            space = cells[9]
            continue
        unit = _UNIT.search(cells[9])
        if unit:
            begun.append((int(unit[2]), len(text)))
            if unit[1] == "attribution-positive" and unit[3]:
                pairs.append((int(unit[2]), int(unit[3])))
        number = int(cells[0])
        inside = number < glued or "SpaceAfter=No" in (space if number == glued else cells[9])
        text += cells[1] + ("" if inside else " ")
    ends = [start for _, start in begun[1:]] + [len(text)] * bool(begun)
    units = {number: (start, end) for (number, start), end in zip(begun, ends, strict=True)}
    return Document(path.stem, text, units, pairs)


def documents(folder: Path) -> Iterator[Document]:
    """The documents of one part that have discourse trees, by name."""
    for path in sorted(folder.glob("*.conllu")):
        document = read_document(path)
        if document.units:
            yield document


def touches(one: Range, other: Range) -> bool:
    """Whether two ranges share a character."""
    return one[0] < other[1] and other[0] < one[1]


class Score:
    """Tallies of one kind of texts."""

    def __init__(self) -> None:
        self.found, self.linked = Tally(), Tally()

    def add(self, document: Document, reading: Reading) -> list[str]:
        """Count one document; the units that are missed."""
        cues = [((one.cue.start, one.cue.end), [(part.start, part.end) for part in one.content]) for one in reading.attributions]
        ours = {number for number, reach in document.units.items() for cue, _ in cues if reach[0] <= cue[0] < reach[1]}
        gold = {unit for unit, _ in document.pairs}
        self.found.add(gold, ours)
        linked = {
            unit
            for unit, said in document.pairs
            for cue, content in cues
            if document.units[unit][0] <= cue[0] < document.units[unit][1]
            and any(touches(part, document.units.get(said, (0, 0))) for part in content)
        }
        self.linked.count(len(gold), len(ours), len(linked))
        missed = (document.units[unit] for unit in sorted(gold - ours))
        return [f"MISSED {_shown(document.text, reach)}" for reach in missed]


def _shown(text: str, reach: Range) -> str:
    return f"{text[slice(*reach)].strip()!r} || {shorten(text[max(0, reach[0] - 60) : reach[1] + 60], 160)!r}"


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict[str, Any]:
    """Rows ``found`` and ``linked`` for written texts and for all, the number of documents, and ``errors``."""
    folder = data_root / "gum" / "dep" / part
    needed(folder)
    reader = reader_of(model)
    written, every = Score(), Score()
    errors: list[str] = []
    read = list(islice(documents(folder), limit))
    for document in read:
        reading = reader.read(report_of(document.text))
        errors += [f"{document.name}: {error}" for error in every.add(document, reading)]
        if document.name.split("_")[1] in WRITTEN:
            written.add(document, reading)
    rows = {
        f"{kind}, {name}": tally.figures()
        for kind, score in (("written", written), ("all", every))
        for name, tally in (("found", score.found), ("linked", score.linked))
    }
    return {"part": part, "documents": len(read), "units": rows, "errors": errors}


def shown(result: Mapping[str, Any]) -> str:
    """The table as text."""
    return f"attributing units, GUM {result['part']}, {result['documents']} documents\n{table(result['units'])}"
