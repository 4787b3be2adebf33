"""Events, participants and reporting words on ECB+, in the sentences that its authors selected, read from whole raw texts.

Events: its ACTION mentions, negated ones too. ECB+ marks occurrences, states and reporting of every kind, our claims only what
the codebook names, so "predicates" (the encoder's words that tell of something) is compared with all of them, and "claims" (the
product's event claims) shows mainly how many of our triggers are events to ECB+ as well. Participants: its people, organisations,
places, times and things against the product's mentions; "strict" asks for the kind too, where its tag names one of ours. Reporting:
its ACTION_REPORTING mentions against the cues of the product's attributions; "according to" and the like are not marked there.
"exact" compares the first and last character, "overlap" pairs one to one what shares a character. A document is a report.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from reportedly.corpora.ecbplus import Document, Marked, documents
from reportedly.encoder.output import Output
from reportedly.evaluation.command import needed, reader_of, report_of
from reportedly.evaluation.measures import Tally, most_pairs, shorten, table
from reportedly.schema import Reading

PREDICATE_FROM = 0.5
KINDS = {
    "HUMAN_PART_PER": "person", "HUMAN_PART_ORG": "organisation", "HUMAN_PART_GPE": "place", "LOC_GEO": "place",
    "LOC_FAC": "facility", "TIME_DATE": "time", "TIME_OF_THE_DAY": "time", "TIME_DURATION": "time", "TIME_REPETITION": "time",
}  # fmt: skip
PARTICIPANTS = ("HUMAN_PART", "NON_HUMAN_PART", "LOC_", "TIME_")
Range = tuple[int, int]


def is_event(one: Marked) -> bool:
    """Whether a mention tells of an event or a state."""
    return one.tag.removeprefix("NEG_").startswith("ACTION_")


def is_reporting(one: Marked) -> bool:
    """Whether a mention tells of somebody saying something."""
    return one.tag.removeprefix("NEG_") == "ACTION_REPORTING"


def inside(spans: Iterable[Range], selected: Sequence[Range]) -> list[Range]:
    """The distinct spans that begin in a selected sentence, in order."""
    return sorted({span for span in spans if any(start <= span[0] < end for start, end in selected)})


def pairs(ours: Sequence[Range], gold: Sequence[Range]) -> dict[int, int]:
    """The largest pairing of spans that share a character, as gold → ours; those of the same characters are tried first."""
    fits = [
        sorted((n for n, key in enumerate(gold) if one[0] < key[1] and key[0] < one[1]), key=lambda n: gold[n] != one)
        for one in ours
    ]
    return most_pairs(fits)


class Score:
    """Tallies by row."""

    def __init__(self) -> None:
        self.rows: dict[str, Tally] = {}

    def spans(self, name: str, ours: Sequence[Range], gold: Sequence[Range]) -> dict[int, int]:
        """Count one document's spans, exact and by overlap; the pairing by overlap."""
        paired = pairs(ours, gold)
        self.rows.setdefault(f"{name}, exact", Tally()).add(gold, ours)
        self.rows.setdefault(f"{name}, overlap", Tally()).count(len(gold), len(ours), len(paired))
        return paired

    def add(self, document: Document, output: Output, reading: Reading) -> Iterator[str]:
        """Count one document; yields what was wrong with events, as the encoder's predicates tell them, and with reporting."""
        gold = inside([(one.start, one.end) for one in document.marked if is_event(one)], document.selected)
        told = [
            (one.start, one.end)
            for one in output.predicates
            if max(one.propbank_score, one.trigger_score) >= PREDICATE_FROM
        ]
        triggers = [(one.trigger.start, one.trigger.end) for one in reading.claims if one.kind == "event" and one.trigger]
        cues = [(one.cue.start, one.cue.end) for one in reading.attributions]
        for name, ours in (("events, predicates", told), ("events, claims", triggers)):
            here = inside(ours, document.selected)
            paired = self.spans(name, here, gold)
            if name == "events, predicates":
                yield from told_errors("event", document.text, here, gold, paired)
        gold = inside([(one.start, one.end) for one in document.marked if is_reporting(one)], document.selected)
        here = inside(cues, document.selected)
        yield from told_errors("reporting", document.text, here, gold, self.spans("reporting, cues", here, gold))
        self._participants(document, reading)

    def _participants(self, document: Document, reading: Reading) -> None:
        taking = [one for one in document.marked if one.tag.startswith(PARTICIPANTS)]
        mentions = [one for one in reading.mentions if inside([(one.start, one.end)], document.selected)]
        self.spans(
            "participants, mentions", inside([(one.start, one.end) for one in mentions], document.selected),
            inside([(one.start, one.end) for one in taking], document.selected),
        )  # fmt: skip
        named = {(one.start, one.end, KINDS[one.tag]) for one in taking if one.tag in KINDS}
        ours = {(one.start, one.end, one.kind) for one in mentions if one.kind in KINDS.values()}
        self.rows.setdefault("participants, strict", Tally()).add(named, ours)


def told_errors(
    what: str, text: str, ours: Sequence[Range], gold: Sequence[Range], paired: Mapping[int, int]
) -> Iterator[str]:
    """Each gold span without one of ours, and each of ours without one of the gold's."""
    taken = set(paired.values())
    missed = (span for n, span in enumerate(gold) if n not in paired)
    extra = (span for n, span in enumerate(ours) if n not in taken)
    for mark, spans in (("MISSED", missed), ("EXTRA", extra)):
        for start, end in spans:
            around = f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 60]}"
            yield f"{what} {mark} {text[start:end]!r} || {shorten(around, 160)!r}"


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict[str, Any]:
    """Rows of figures, the number of documents, and ``errors``."""
    folder = data_root / "ecbplus"
    needed(folder / "ECBplus_coreference_sentences.csv", folder / "ECB+")
    reader, score = reader_of(model), Score()
    errors: list[str] = []
    read = list(islice(documents(folder, part), limit))
    for document in read:
        output, reading = reader.read_both(report_of(document.text))
        errors += [f"{document.name}: {error}" for error in score.add(document, output, reading)]
    figures = {name: tally.figures() for name, tally in score.rows.items()}
    return {"part": part, "documents": len(read), "rows": figures, "errors": errors}


def shown(result: Mapping[str, Any]) -> str:
    """The table as text."""
    return f"ECB+ {result['part']}, selected sentences of {result['documents']} reports\n{table(result['rows'])}"
