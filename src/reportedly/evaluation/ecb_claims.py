"""ECB+'s gold event mentions as claims for linking: its triggers are given, all else is read by the product."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from reportedly.corpora.ecbplus import Document, Marked, documents
from reportedly.corroborate.linkables import linkable_of, told
from reportedly.corroborate.linking_meanings import trigger_vector
from reportedly.encoder.output import Output
from reportedly.evaluation.command import needed, reader_of, report_of
from reportedly.evaluation.ecbplus import is_event
from reportedly.extract.claims import Surroundings, find_triggers, make_claims
from reportedly.extract.entities import EntityFinder
from reportedly.extract.frames import arguments_of
from reportedly.extract.triggers import Trigger
from reportedly.schema import Claim, Reading
from reportedly.schema.codebook import Codebook
from reportedly.schema.linkable import Linkable

Read = tuple[Document, Output, Reading]


class GoldClaim:
    """One gold mention: its Linkable, the chain it belongs to, its topic and its document."""

    __slots__ = ("chain", "linkable", "name", "topic")

    def __init__(self, linkable: Linkable, chain: str, document: Document) -> None:
        self.linkable, self.chain, self.topic, self.name = linkable, chain, document.topic, document.name


def read_documents(data: Path, part: str, model: Path | None = None, limit: int | None = None) -> Iterator[Read]:
    """The documents of one part with what the encoder says of them and the product's readings."""
    folder = data / "ecbplus"
    needed(folder / "ECBplus_coreference_sentences.csv", folder / "ECB+")
    reader = reader_of(model)
    for number, document in enumerate(documents(folder, part)):
        if limit is not None and number >= limit:
            return
        output, reading = reader.read_both(report_of(document.text))
        yield document, output, reading


def gold_claims(read: Iterable[Read], codebook: Codebook) -> list[GoldClaim]:
    """A claim for each gold event mention, in order; no claim of a report is grouped with another: that is asked of linking."""
    found: list[GoldClaim] = []
    for number, (document, output, reading) in enumerate(read):
        around = told(replace(reading, events=()), number, {})
        marks = [one for one in document.marked if is_event(one)]
        for mark, claim in zip(marks, claims_at(document, output, reading, codebook), strict=True):
            vector = trigger_vector(output, mark.start, mark.end)
            found.append(GoldClaim(linkable_of(around, claim, len(found), vector), mark.chain, document))
    return found


def claims_at(document: Document, output: Output, reading: Reading, codebook: Codebook) -> list[Claim]:
    """The claims that the product makes of the gold triggers; of type "" where it sees no event of the codebook's there."""
    own = find_triggers(document.text, output, codebook)
    triggers = [_trigger(document.text, output, mark, own) for mark in document.marked if is_event(mark)]
    entity_at = EntityFinder(document.text, reading.mentions)
    return make_claims(
        triggers, Surroundings(document.text, output, reading.mentions, reading.attributions, entity_at)
    )


def _trigger(text: str, output: Output, mark: Marked, own: list[Trigger]) -> Trigger:
    mine = next((one for one in own if one.start < mark.end and mark.start < one.end), None)
    if mine is not None:
        return Trigger(
            mark.start, mark.end, mine.word, mine.sentence, mine.type, mine.mode, mine.score, mine.candidate,
            mine.predicate, mine.filled, mine.arguments,
        )  # fmt: skip
    number = max(0, bisect_right([start for start, _ in output.sentences], mark.start) - 1)
    sentence = output.sentences[number]
    first = bisect_left(output.words, (sentence[0], sentence[0]))
    word = next((place for place, (_, end) in enumerate(output.words) if end > mark.start), 0)
    there = [one for one in output.predicates if one.start < mark.end and mark.start < one.end]
    predicate = max(there, key=lambda one: max(one.propbank_score, one.trigger_score), default=None)
    filled = arguments_of(text, (mark.start, mark.end), predicate, None, sentence, output)
    return Trigger(mark.start, mark.end, word - first, number, "", None, 0.5, None, predicate, filled, list(filled))
