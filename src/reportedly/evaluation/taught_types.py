"""Types taught by examples: how good a codebook of one's own is after 5, 10 and 20 example sentences a type.

A user is simulated: sentences are drawn from a corpus's training part, every trigger of the types in them is marked, a head is fitted as
``reportedly codebook fit`` does it (thresholds by cross-validation on those sentences alone), and it is scored on the dev part,
which it reads as a report is read. A trigger is right where the head gives the gold trigger's first word its type. Figures
are pooled over DRAWS draws.

- WikiEvents: the KAIROS types with at least LEAST_MARKED train triggers, without Contact.Contact (which marks some reporting verbs
  and leaves others).
  The encoder's training saw the train part under coarser types, so these figures are optimistic for types near those.
- everyday: TYPES_OF_ROLESETS, groups of PropBank rolesets on web text (buying, repairing, eating, ...), which no head of the
  encoder tells apart. Sentences are read one by one.
- PLOVER: the current types of the gold records with more records than are drawn; the type at the marked word of the other
  records, whatever its probability. The shipped encoder saw these records' types in training.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.corpora.frames import lines
from reportedly.corpora.joining import join_tokens
from reportedly.encoder.output import Output
from reportedly.encoder.sentences import split_sentences
from reportedly.encoder.session import Encoder
from reportedly.evaluation.command import reader_of
from reportedly.evaluation.measures import Tally, table
from reportedly.evaluation.plover_records import records
from reportedly.extract.type_fitting import fit_types
from reportedly.extract.type_head import TypeHead
from reportedly.schema.codebook import Codebook, EventType, Mark, MarkedExample

COUNTS = (5, 10, 20)
DRAWS = 3
LEAST_MARKED = 30
SHORTEST, LONGEST = 25, 450  # characters of an example sentence
EVERYDAY_TRAIN, EVERYDAY_DEV = 2_000, 900  # sentences of the PropBank parts that are looked at
TYPES_OF_ROLESETS = {
    "BUY": "buy.01 purchase.01 order.02 acquire.01", "PAY": "pay.01 charge.01 spend.01 cost.01",
    "TRAVEL": "travel.01 trip.03 drive.01 fly.01 tour.01 visit.01 journey.01",
    "REPAIR": "fix.02 repair.01 solve.01 restore.01 replace.01", "EAT": "eat.01 drink.01 feed.01 dine.01 taste.01",
    "TALK": "talk.01 discuss.01 speak.01 converse.01 meet.03 confer.01 chat.01",
    "WRITE": "write.01 email.01 post.01 publish.01 print.01", "VOTE": "elect.01 vote.01 campaign.01 appoint.01",
    "STUDY": "study.01 learn.01 train.01 educate.01 teach.01 instruct.01",
    "CHOOSE": "choose.01 select.01 decide.01 prefer.01 pick.01", "DELIVER": "deliver.01 send.01 ship.01 transport.01 forward.01",
}  # fmt: skip
COLUMNS = ("gold", "found", "right", "precision", "recall", "f1", "low", "high")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its gold triggers: first character -> (end, type)."""

    text: str
    triggers: Mapping[int, tuple[int, str]]


class _Remembered:
    """An encoder that reads each text once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Output] = {}

    def encode(self, texts: Iterable[str]) -> list[Output]:
        """The outputs of the texts, in order."""
        asked = list(texts)
        new = [text for text in dict.fromkeys(asked) if text not in self._known]
        self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return [self._known[text] for text in asked]


def wikievents_texts(data_root: Path, part: str) -> Iterator[Marked]:
    """Documents with their triggers' KAIROS types, the third level left out."""
    name = "train_from_mc2259_wiki-train-human.jsonl" if part == "train" else "dev.jsonl"
    for document in lines(data_root / "wikievents" / name):
        text, offsets = join_tokens(document["tokens"])
        triggers = {}
        for event in document["event_mentions"]:
            trigger = event["trigger"]
            start, end = offsets[trigger.get("start_idx", trigger.get("start"))]
            triggers[start] = (end, ".".join(event["event_type"].split(".")[:2]))
        yield Marked(text, triggers)


def everyday_texts(data_root: Path, part: str) -> Iterator[Marked]:
    """PropBank sentences with the words whose roleset belongs to one of TYPES_OF_ROLESETS."""
    type_of = {roleset: kind for kind, rolesets in TYPES_OF_ROLESETS.items() for roleset in rolesets.split()}
    for sentence in lines(data_root / "propbank_ewt" / f"{part}.jsonl"):
        triggers = {}
        for frame in sentence["frames"]:
            if frame["roleset"] in type_of:
                start, end = sentence["offsets"][frame["pred"]]
                triggers[start] = (end, type_of[frame["roleset"]])
        yield Marked(sentence["text"], triggers)


def sentences_of(document: Marked) -> Iterator[Marked]:
    """The document's sentences that hold a trigger and are neither very short nor very long."""
    for start, end in split_sentences(document.text):
        inside = {at - start: (last - start, kind) for at, (last, kind) in document.triggers.items() if start <= at < end}
        if inside and SHORTEST < end - start < LONGEST:
            yield Marked(document.text[start:end], inside)


def drawn(sentences: Sequence[Marked], types: Sequence[str], count: int, draw: int) -> Codebook:
    """A codebook of these types with ``count`` sentences drawn for each, all their triggers of the types marked."""
    chance = random.Random(1000 * count + draw)  # noqa: S311 (the same draw every time)
    chosen: dict[int, str] = {}
    for kind in types:
        having = [n for n, one in enumerate(sentences) if any(found == kind for _, found in one.triggers.values())]
        for number in chance.sample(having, min(count, len(having))):
            chosen.setdefault(number, kind)
    known = set(types)
    examples = [
        MarkedExample(
            text=sentences[number].text, type=kind, counter=False, source=f"sentence {number}",
            marks=tuple(Mark(at, end, found) for at, (end, found) in sorted(sentences[number].triggers.items()) if found in known),
        )
        for number, kind in sorted(chosen.items())
    ]  # fmt: skip
    return codebook_of(types, examples)


def codebook_of(types: Sequence[str], examples: Sequence[MarkedExample]) -> Codebook:
    """A codebook that holds nothing but these types and examples."""
    return Codebook(
        name="drawn", version="1", hash="drawn", types=tuple(EventType(code=one, definition=one, quad=None) for one in types),
        tolls=(), entries=(), mode_rules=(), by_lemma={}, by_first_word={}, rules_by_type={}, examples=tuple(examples),
    )  # fmt: skip


def count_triggers(head: TypeHead, documents: Sequence[Marked], outputs: Sequence[Output], tally: Tally) -> None:
    """Count each document's triggers of the head's types, found and gold."""
    for document, output in zip(documents, outputs, strict=True):
        gold = {(at, kind) for at, (_, kind) in document.triggers.items() if kind in head.types}
        tally.add(gold, [(span[0], kind) for span, kind, _ in head.chances(document.text, output)])


def _curve(
    train: Sequence[Marked], dev: Sequence[Marked], types: Sequence[str], encoder: _Remembered
) -> dict[str, dict[str, float]]:
    outputs = encoder.encode(one.text for one in dev)
    rows = {}
    for count in COUNTS:
        tally = Tally()
        for draw in range(DRAWS):
            head, _ = fit_types(drawn(train, types, count, draw), encoder.encode, "")
            count_triggers(head, dev, outputs, tally)
        rows[f"{count} examples"] = tally.figures()
    return rows


def _plover(data_root: Path, encoder: _Remembered) -> dict[str, dict[str, float]]:
    marked = [
        Marked(one.text, {one.events[0][0]: (one.events[0][1], one.type)}) for one in records(data_root) if one.events
    ]
    rows = {}
    for count in COUNTS[:2]:
        counts = Counter(kind for one in marked for _, kind in one.triggers.values())
        types = [kind for kind, number in counts.most_common() if number > count]
        tally = Tally()
        for draw in range(DRAWS):
            codebook = drawn(marked, types, count, draw)
            head, _ = fit_types(codebook, encoder.encode, "")
            seen = {example.text for example in codebook.examples}
            for one in marked:
                ((at, (_, kind)),) = one.triggers.items()
                if kind in types and one.text not in seen:
                    best = head.best(one.text, encoder.encode([one.text])[0], at)
                    tally.count(1, int(best is not None), int(best == kind))
        rows[f"{count} examples"] = tally.figures()
    return rows


def run(data_root: Path, limit: int | None = None, model: Path | None = None) -> dict[str, Any]:
    """Rows of figures by the number of examples: ``wikievents``, ``everyday`` and ``plover``; ``limit`` cuts the dev parts."""
    encoder = _Remembered(reader_of(model).encoder)
    documents = list(wikievents_texts(data_root, "train"))
    counts = Counter(kind for one in documents for _, kind in one.triggers.values())
    types = [kind for kind, count in counts.most_common() if count >= LEAST_MARKED and kind != "Contact.Contact"]
    train = [sentence for one in documents for sentence in sentences_of(one)]
    dev = list(wikievents_texts(data_root, "dev"))[:limit]
    everyday = [one for one in everyday_texts(data_root, "train") if one.triggers and SHORTEST < len(one.text) < LONGEST]
    everyday_dev = list(everyday_texts(data_root, "dev"))[: EVERYDAY_DEV if limit is None else limit]
    return {
        "types": len(types), "everyday types": len(TYPES_OF_ROLESETS), "draws": DRAWS,
        "wikievents": _curve(train, dev, types, encoder),
        "everyday": _curve(everyday[:EVERYDAY_TRAIN], everyday_dev, tuple(TYPES_OF_ROLESETS), encoder),
        "plover": _plover(data_root, encoder),
    }  # fmt: skip


def shown(figures: Mapping[str, Any]) -> str:
    """The tables as text."""
    draws = f"{figures['draws']} draws pooled"
    return "\n\n".join((
        f"triggers of {figures['types']} taught types, WikiEvents dev, {draws}\n{table(figures['wikievents'], COLUMNS)}",
        f"triggers of {figures['everyday types']} taught everyday types, PropBank web text dev, {draws}\n"
        + table(figures["everyday"], COLUMNS),
        f"type at the marked word, PLOVER's gold records, {draws}\n{table(figures['plover'], COLUMNS)}",
    ))  # fmt: skip
