"""PLOVER's gold records read from plain text: the type of the event, and both of its actors.

A record is one sentence with its event's words (EVT), source (SRC) and target (TAR) marked, and one of PLOVER's older 18
types, here mapped to the current 16; our two extensions count as the types that they roll up to. Of a record's event claims,
"marked" takes the highest-scored of those whose trigger overlaps a marked EVT (else the one nearest to the first mark), and
"leading" the claim that the product says the record leads with (extract/leading.py: the first that says who acted), whatever is
marked, and "highest" the highest-scored. "any" is right where any
claim at a mark has the type, the most that choosing better could give. Both actors are found where a claim's actor, or another
mention of its entity, overlaps a SRC and its recipient a TAR; of parties that act on each other (SRC/TAR) two must be found among
its actors and recipients. An argument of more than LONGEST_ARGUMENT words names nobody. Records without a target don't count there.

The shipped encoder saw the marked halves of these very records in training (types and arguments), so its figures here are
optimistic. "lexicon and PropBank" reads the records without what was learned from them: types from the codebook's
lexicon, arguments without the event head. The lexicon was grown with half of the records in view: "held out" is the other half.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from reportedly.corpora.frames import mapping, unmark
from reportedly.encoder.output import Output
from reportedly.evaluation.bootstrap import bounds, interval, share
from reportedly.evaluation.codebook import gold_type, half_of
from reportedly.evaluation.command import checked_part, encoded, needed, reader_of, report_of
from reportedly.evaluation.measures import table
from reportedly.extract.leading import leading_claim
from reportedly.schema import Claim, Reading
from reportedly.schema.codebook import Codebook

LONGEST_ARGUMENT = 12
TYPES = ("any type", "marked type", "leading type", "highest type")
ACTORS = ("marked actors", "leading actors", "highest actors")
COLUMNS = ("records", *TYPES, "pairs", *ACTORS)
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its plain text, current type, and the marked spans; ``mutual`` where the parties act on each other."""

    name: str
    text: str
    type: str
    events: Spans
    sources: Spans
    targets: Spans
    mutual: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was right of one record; None where the record doesn't say."""

    any_type: bool
    marked_type: bool
    leading_type: bool
    highest_type: bool
    marked_actors: bool | None
    leading_actors: bool | None
    highest_actors: bool | None


def records(data_root: Path) -> Iterator[Record]:
    """The records that the corpus part holds, in order."""
    types = mapping("plover_gsr")
    for line in (data_root / "plover_gsr" / "records.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        markup = record["textInfo"]["markup"]
        text, marks = unmark(markup)
        spans = {label: [(a, b) for kind, a, b in marks if kind == label] for label in ("EVT", "SRC", "TAR")}
        mutual = "SRC/TAR:" in markup
        yield Record(record["id"], text, gold_type(record, types)[0], spans["EVT"], spans["SRC"], spans["TAR"], mutual)


def judge(record: Record, reading: Reading, codebook: Codebook) -> Verdict:
    """What the event claims of a record's reading get right."""
    events = [claim for claim in reading.claims if claim.kind == "event"]
    named: dict[str, list[tuple[int, int]]] = {}
    for mention in reading.mentions:
        if mention.entity is not None:
            named.setdefault(mention.entity, []).append((mention.start, mention.end))
    at_marks = [claim for claim in events if _overlaps(_trigger(claim), record.events)]
    leading = leading_claim(events)
    highest = max(events, key=lambda claim: claim.score, default=None)
    marked = max(at_marks, key=lambda claim: claim.score, default=None)
    if marked is None and record.events:
        first = record.events[0][0]
        marked = min(events, key=lambda claim: abs(_trigger(claim)[0] - first), default=None)
    paired = len(record.sources) > 1 if record.mutual else bool(record.sources and record.targets)
    return Verdict(
        any(_rolled_up(claim, codebook) == record.type for claim in at_marks),
        marked is not None and _rolled_up(marked, codebook) == record.type,
        *(one is not None and _rolled_up(one, codebook) == record.type for one in (leading, highest)),
        *(_both_actors(record, one, named) if paired else None for one in (marked, leading, highest)),
    )


def _trigger(claim: Claim) -> tuple[int, int]:
    return (claim.trigger.start, claim.trigger.end) if claim.trigger else (-1, -1)


def _rolled_up(claim: Claim, codebook: Codebook) -> str:
    found = next((one for one in codebook.types if one.code == claim.type), None)
    return found.parent or found.code if found else claim.type


def _overlaps(span: tuple[int, int], spans: Spans) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


def _both_actors(record: Record, claim: Claim | None, named: Mapping[str, Spans]) -> bool:
    if claim is None:
        return False
    of = {
        role: [
            span
            for one in claim.arguments
            if one.role == role and len(one.text.split()) <= LONGEST_ARGUMENT
            for span in ((one.start, one.end), *named.get(one.entity or "", ()))
        ]
        for role in ("actor", "recipient")
    }
    if record.mutual:
        return sum(_overlaps(span, of["actor"] + of["recipient"]) for span in record.sources) > 1
    return all(
        any(_overlaps(span, of[role]) for span in spans)
        for role, spans in (("actor", record.sources), ("recipient", record.targets))
    )


def figures(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Shares in percent: of the records for types, of those with two parties for actors."""
    pairs = [one for one in verdicts if one.marked_actors is not None]
    made: dict[str, float] = {"records": len(verdicts)}
    for column in TYPES:
        made[column] = _percent([getattr(one, column.replace(" ", "_")) for one in verdicts])
    made["pairs"] = len(pairs)
    for column in ACTORS:
        made[column] = _percent([getattr(one, column.replace(" ", "_")) for one in pairs])
    return made


def accuracies(verdicts: Sequence[Verdict]) -> dict[str, dict[str, float]]:
    """The shares of ``figures`` one by one, each with its counts and its interval over records."""
    made: dict[str, dict[str, float]] = {}
    for column in (*TYPES, *ACTORS):
        right = [one for verdict in verdicts if (one := getattr(verdict, column.replace(" ", "_"))) is not None]
        counts = {"gold": len(right), "right": sum(right), "percent": _percent(right)}
        made[column] = counts | bounds(interval([(one, 1) for one in right], share))
    return made


def _percent(right: Sequence[bool]) -> float:
    return 100 * sum(right) / max(1, len(right))


def untaught(output: Output) -> Output:
    """The output without what the encoder learned of event types and event arguments."""
    bare = tuple(msgspec.structs.replace(one, types=(), trigger_score=0.0, event=()) for one in output.predicates)
    return replace(output, predicates=bare)


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "records") -> dict[str, Any]:
    """Rows of figures by way of reading and half of the records."""
    checked_part(part, ("records",))
    needed(data_root / "plover_gsr" / "records.jsonl")
    reader = reader_of(model)
    read = list(islice(records(data_root), limit))
    outputs = list(encoded(reader.encoder, [record.text for record in read]))
    rows: dict[str, dict[str, float]] = {}
    single: dict[str, dict[str, dict[str, float]]] = {}
    misses: list[str] = []
    for way in ("as shipped", "lexicon and PropBank"):
        shown_to = (one if way == "as shipped" else untaught(one) for one in outputs)
        readings = [reader.read_output(report_of(one.text), output) for one, output in zip(read, shown_to, strict=True)]
        verdicts = [judge(one, reading, reader.codebook) for one, reading in zip(read, readings, strict=True)]
        rows[way], single[way] = figures(verdicts), accuracies(verdicts)
        halves = [half_of(record.name) for record in read]
        held = [verdict for verdict, half in zip(verdicts, halves, strict=True) if half == "held out"]
        rows[f"{way}, held out"], single[f"{way}, held out"] = figures(held), accuracies(held)
        misses += _misses(way, zip(read, readings, verdicts, strict=True))
    return {"rows": rows, "accuracies": single, "errors": misses}


def _misses(way: str, read: Iterable[tuple[Record, Reading, Verdict]]) -> Iterator[str]:
    for record, reading, verdict in read:
        if verdict.marked_type and verdict.leading_type and verdict.marked_actors is not False:
            continue
        said = "; ".join(
            f"{claim.type} {claim.trigger.text if claim.trigger else ''!r} {claim.score:.2f} "
            + ", ".join(f"{one.role}={one.text!r}" for one in claim.arguments)
            for claim in reading.claims
            if claim.kind == "event"
        )
        spans = ((name, getattr(record, name)) for name in ("events", "sources", "targets"))
        gold = " ".join(f"{name}={[record.text[a:b] for a, b in found]}" for name, found in spans)
        wrong = [name for name in ("marked_type", "leading_type", "marked_actors") if getattr(verdict, name) is False]
        yield f"{way}: {record.name} {record.type}, wrong: {', '.join(wrong)}\n  {record.text}\n  {gold}\n  {said}"


def shown(result: Mapping[str, Any]) -> str:
    """The table as text."""
    single = {f"{way}, {column}": row for way, found in result["accuracies"].items() for column, row in found.items()}
    head = "PLOVER gold records, current 16 types, percent"
    columns = ("gold", "right", "percent", "low", "high")
    return f"{head}\n{table(result['rows'], COLUMNS)}\n\n{table(single, columns)}"
