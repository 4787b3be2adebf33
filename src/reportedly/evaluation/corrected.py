"""Our readings against readings that a person corrected: JSON Lines in the shape that ``reportedly read --format jsonl`` prints.

Each report is read anew from the text of its line, with its title, publisher and day of publication, and compared with the line.

mentions      distinct (start, end, kind), and the same without the kind
attributions  as on PolNeAR: exact spans of source, cue and content, linked triples by overlap
claims        event claims paired one to one where their triggers overlap ("found") and where the type agrees too ("typed");
              relation claims where the type agrees and both sides overlap
arguments     of claims: right where the claim is paired and has an argument of that role with the same span ("exact") or an
              overlapping one ("overlap"); by role
agreement     over the pairs of event claims: factuality, stance, mode; day and place where the key has one; and over the
              mentions of the same span, their dates and their places. A date agrees where start and end are the same, a place
              where it has the same GeoNames id or lies within 161 km
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from reportedly.encoder.sentences import split_sentences
from reportedly.errors import BrokenLine, MissingFile
from reportedly.evaluation import attribution, mentions
from reportedly.evaluation.bootstrap import bounds, interval, share
from reportedly.evaluation.command import reader_of
from reportedly.evaluation.measures import Tally, most_pairs, shorten, table
from reportedly.evaluation.places import NEAR_KM, kilometres
from reportedly.export.contract import from_json
from reportedly.schema import Claim, DateInterval, PlaceRef, Reading, Span

Pair = tuple[Claim, Claim]  # the key's, ours


def readings(path: Path) -> Iterator[Reading]:
    """The readings of a file; raises MissingFile, or BrokenLine for the first line that is none or whose spans are wrong."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise MissingFile(f"{path} can't be opened: {error.strerror}.", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise BrokenLine(f"{path} is not UTF-8.", "Save it as UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            reading = from_json(line)
        except msgspec.DecodeError as error:
            raise BrokenLine(
                f"{path}, line {number} is not a reading: {error}.",
                "Give one reading a line, in the shape that `reportedly read --format jsonl` prints.",
            ) from error
        wrong = next((span for span in _spans(reading) if reading.report.text[span.start : span.end] != span.text), None)
        if wrong is not None:
            there = reading.report.text[wrong.start : wrong.end]
            raise BrokenLine(
                f"{path}, line {number}: {shorten(wrong.text)!r} is said to stand at {wrong.start} to {wrong.end}, "
                f"where the text has {shorten(there)!r}.",
                "Correct the offsets; they count characters from 0, the end not included.",
            )
        yield reading


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
    elif isinstance(value, msgspec.Struct):
        if isinstance(value, Span):
            yield value
        for name in value.__struct_fields__:
            yield from _spans(getattr(value, name))


def touch(one: Span | None, two: Span | None) -> bool:
    """Whether two spans share a character, or both are missing."""
    if one is None or two is None:
        return one is two
    return one.start < two.end and two.start < one.end


def same_date(key: DateInterval, ours: DateInterval | None) -> bool:
    """Whether both have the same first and last day, or, where neither has any, the same value."""
    if ours is None:
        return False
    dated = key.start is not None or key.end is not None
    return (key.start, key.end) == (ours.start, ours.end) and (dated or key.value == ours.value)


def same_place(key: PlaceRef, ours: PlaceRef | None) -> bool:
    """Whether both are one place of the gazetteer, or lie within 161 km of each other."""
    if ours is None:
        return False
    if key.geonames is not None and key.geonames == ours.geonames:
        return True
    if key.lat is None or key.lon is None or ours.lat is None or ours.lon is None:
        return key.name == ours.name
    return kilometres((key.lat, key.lon), (ours.lat, ours.lon)) <= NEAR_KM


def pair_events(key: Sequence[Claim], ours: Sequence[Claim]) -> list[Pair]:
    """Event claims one to one where their triggers overlap; those of the same type are tried first."""
    fits = [
        sorted((n for n, claim in enumerate(key) if touch(claim.trigger, one.trigger)), key=lambda n: key[n].type != one.type)
        for one in ours
    ]
    return [(key[n], ours[m]) for n, m in sorted(most_pairs(fits).items())]


def _of_kind(reading: Reading, kind: str) -> list[Claim]:
    return [claim for claim in reading.claims if claim.kind == kind]


def _relation_fits(key: Claim, ours: Claim) -> bool:
    sides = [{argument.role: argument for argument in one.arguments} for one in (key, ours)]
    return key.type == ours.type and all(touch(sides[0].get(role), sides[1].get(role)) for role in ("subject", "object"))


class Score:
    """The counts over all readings; one ``add`` a report."""

    def __init__(self) -> None:
        self.mentions: list[tuple[list[mentions.Labelled], list[mentions.Labelled]]] = []
        self.attribution = attribution.Score()
        self.claims = {name: Tally() for name in ("events, found", "events, typed", "relations")}
        self.arguments: dict[str, Tally] = {}
        self.agreement: dict[str, list[tuple[int, int]]] = {}
        self.documents = 0

    def add(self, key: Reading, ours: Reading) -> None:
        """Count one report."""
        self.documents += 1
        spans = [[(one.start, one.end, str(one.kind)) for one in side.mentions] for side in (ours, key)]
        self.mentions.append((spans[0], spans[1]))
        self.attribution.add(
            attribution.product_triples(ours), attribution.product_triples(key), split_sentences(key.report.text)
        )
        theirs, found = _of_kind(key, "event"), _of_kind(ours, "event")
        pairs = pair_events(theirs, found)
        typed = sum(one.type == two.type for one, two in pairs)
        self.claims["events, found"].count(len(theirs), len(found), len(pairs))
        self.claims["events, typed"].count(len(theirs), len(found), typed)
        self._add_arguments(theirs, found, pairs)
        theirs, found = _of_kind(key, "relation"), _of_kind(ours, "relation")
        fits = [[n for n, claim in enumerate(theirs) if _relation_fits(claim, one)] for one in found]
        self.claims["relations"].count(len(theirs), len(found), len(most_pairs(fits)))
        self._add_agreement(key, ours, pairs)

    def _add_arguments(self, key: Sequence[Claim], ours: Sequence[Claim], pairs: Sequence[Pair]) -> None:
        roles = {argument.role for claim in (*key, *ours) for argument in claim.arguments}
        counts = {name: [0, 0, 0] for name in ("exact", "overlap", *sorted(roles))}
        for side, claims in enumerate((key, ours)):
            for argument in (argument for claim in claims for argument in claim.arguments):
                for name in ("exact", "overlap", argument.role):
                    counts[name][side] += 1
        for one, two in pairs:
            for name, right in _right_arguments(one, two):
                counts[name][2] += right
        for name in {*counts, *self.arguments}:
            tally = self.arguments.setdefault(name, Tally(documents=[(0, 0, 0)] * (self.documents - 1)))
            gold, found, right = counts.get(name, (0, 0, 0))
            tally.count(gold, found, right)

    def _add_agreement(self, key: Reading, ours: Reading, pairs: Sequence[Pair]) -> None:
        rows: dict[str, list[bool]] = {
            "certainty": [one.factuality.certainty == two.factuality.certainty for one, two in pairs],
            "polarity": [one.factuality.polarity == two.factuality.polarity for one, two in pairs],
            "modality": [one.factuality.modality == two.factuality.modality for one, two in pairs],
            "factuality, all three": [one.factuality == two.factuality for one, two in pairs],
            "stance": [one.stance == two.stance for one, two in pairs],
            "mode, where the key has one": [one.mode == two.mode for one, two in pairs if one.mode],
            "claims' dates": [same_date(one.when, two.when) for one, two in pairs if one.when],
            "claims' places": [same_place(one.where, two.where) for one, two in pairs if one.where],
        }
        at = {(one.start, one.end): one for one in ours.mentions}
        both = [(one, at[one.start, one.end]) for one in key.mentions if (one.start, one.end) in at]
        rows["mentions' dates"] = [same_date(one.time, two.time) for one, two in both if one.time]
        rows["mentions' places"] = [same_place(one.place, two.place) for one, two in both if one.place]
        for name, right in rows.items():
            self.agreement.setdefault(name, []).append((sum(right), len(right)))

    def figures(self) -> dict[str, Any]:
        """All tables."""
        agreement: dict[str, dict[str, float]] = {}
        for name, rows in self.agreement.items():
            right, of = (sum(column) for column in zip(*rows, strict=True))
            if of:
                agreement[name] = {"pairs": of, "agree": right, "percent": 100 * right / of} | bounds(interval(rows, share))
        return {
            "documents": self.documents, "mentions": mentions.score(self.mentions), "attributions": self.attribution.figures(),
            "claims": {name: tally.figures() for name, tally in self.claims.items()},
            "arguments": {name: tally.figures() for name, tally in self.arguments.items()}, "agreement": agreement,
        }  # fmt: skip


def _right_arguments(key: Claim, ours: Claim) -> Iterator[tuple[str, int]]:
    """``exact`` and ``overlap`` and each role (by overlap), with the number of arguments that are right."""
    exact = {(one.role, one.start, one.end) for one in key.arguments} & {(one.role, one.start, one.end) for one in ours.arguments}
    yield "exact", len(exact)
    fits = [[n for n, one in enumerate(key.arguments) if one.role == two.role and touch(one, two)] for two in ours.arguments]
    paired = most_pairs(fits)
    yield "overlap", len(paired)
    for n in paired:
        yield key.arguments[n].role, 1


def errors_of(key: Reading, ours: Reading) -> Iterator[str]:
    """What differs: mentions, attributions, event claims and their types."""
    text = key.report.text
    sides = [[(one.start, one.end, str(one.kind)) for one in side.mentions] for side in (ours, key)]
    yield from (f"mention {error}" for error in mentions.errors_of(text, *sides))
    triples = (attribution.product_triples(ours), attribution.product_triples(key))
    yield from (f"attribution {error}" for error in attribution.errors_of(text, *triples))
    events = (_of_kind(key, "event"), _of_kind(ours, "event"))
    pairs = pair_events(*events)
    for one, two in pairs:
        if one.type != two.type:
            yield f"claim TYPE {two.type} for {one.type}: {_shown_claim(one)}"
    for mark, side, claims in (("MISSED", 0, events[0]), ("EXTRA", 1, events[1])):
        known = {pair[side].id for pair in pairs}
        yield from (f"claim {mark} {one.type}: {_shown_claim(one)}" for one in claims if one.id not in known)


def _shown_claim(claim: Claim) -> str:
    words = claim.trigger.text if claim.trigger else "no trigger"
    return f"{words!r} || {shorten(claim.sentence.text, 160)!r}"


def run(path: Path, limit: int | None = None, model: Path | None = None) -> dict[str, Any]:
    """The tables for the corrected readings in a file; the first ``limit`` of them, where it is given."""
    reader, score = reader_of(model), Score()
    errors: list[str] = []
    for key in islice(readings(path), limit):
        ours = reader.read(key.report)
        score.add(key, ours)
        errors += [f"{key.report.given_id or key.report.id[:15]}: {error}" for error in errors_of(key, ours)]
    if not score.documents:
        raise BrokenLine(f"{path} holds no readings.", "Make some with `reportedly read --format jsonl` and correct them.")
    about = {"gold": f"the corrected readings of {path.name}", "predicted": "the product's readings of the same texts"}
    return about | score.figures() | {"errors": errors}


def shown(result: Mapping[str, Any]) -> str:
    """The tables as text."""
    parts = [f"{result['documents']} corrected readings"]
    parts += [f"{name}\n{table(result[name])}" for name in ("mentions", "attributions", "claims", "arguments")]
    columns = ("pairs", "agree", "percent", "low", "high")
    parts.append(f"agreement\n{table(result['agreement'], columns)}")
    return "\n\n".join(parts)
