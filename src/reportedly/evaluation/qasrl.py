"""Arguments on Wikinews by QA-SRL: whether our PropBank arguments are the answers to "who did what, when, where".

The QA-SRL gold standard (Roit et al. 2020) asks questions about marked verbs; each question may have several answer spans, and
each span is an argument here, labels left aside. One of our arguments is right where it can be paired, one to one within its
verb, with an answer of which it covers enough: the words both hold are at least half of the words either holds, as in that paper
("overlap"), or all ("exact"). Negation, modals and light verbs are no arguments there and are left out of ours. The verb is
gold; a verb that the model did not try has no arguments from us. Each sentence is read alone; a document is an article.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from reportedly.corpora.example import new_example
from reportedly.corpora.joining import join_tokens
from reportedly.encoder.output import Output
from reportedly.evaluation.command import encoded, needed, reader_of
from reportedly.evaluation.measures import Tally, most_pairs, shorten, table

OVERLAP = 0.5
NO_ARGUMENTS = frozenset(("NEG", "MOD", "LVB"))
BETWEEN_ANSWERS = "~!~"
AS_PRINTED = {"``": "“", "''": "”"}  # the tree bank's quotation marks
Range = tuple[int, int]  # first and last character, end exclusive


@dataclass(frozen=True)
class Sentence:
    """One sentence, the article it is from, and for each marked verb (its characters) the answers, each once."""

    article: str
    text: str
    verbs: Mapping[Range, Mapping[Range, str]]  # answer → its question


def sentences(folder: Path, part: str) -> Iterator[Sentence]:
    """The sentences of one part in the order of the gold file."""
    with (folder / "sentences" / f"wikinews.{part}.full.csv").open(encoding="utf-8-sig", newline="") as file:
        tokens = {row["qasrl_id"]: _tokens(row["tokens"]) for row in csv.DictReader(file)}
    with (folder / "gold" / f"wikinews.{part}.gold.csv").open(encoding="utf-8-sig", newline="") as file:
        asked = sorted(csv.DictReader(file), key=lambda row: row["qasrl_id"])
    for name, rows in groupby(asked, key=lambda row: row["qasrl_id"]):
        text, offsets = join_tokens(tokens[name])
        verbs: dict[Range, dict[Range, str]] = {}
        for row in rows:
            answers = verbs.setdefault(offsets[int(row["verb_idx"])], {})
            for answer in row["answer_range"].split(BETWEEN_ANSWERS):
                first, end = map(int, answer.split(":"))
                answers.setdefault((offsets[first][0], offsets[end - 1][1]), row["question"])
        yield Sentence(name.split(":")[2], text, verbs)


def _tokens(line: str) -> list[str]:
    return [AS_PRINTED.get(token, token) for token in line.split()]


def arguments_at(output: Output, verb: Range) -> list[Range] | None:
    """Our arguments of the predicate at a verb; None where there is no predicate there."""
    for one in output.predicates:
        if verb[0] <= one.start < verb[1]:
            return sorted({(span.start, span.end) for span in one.propbank if span.label not in NO_ARGUMENTS})
    return None


def pairs_of(text: str, ours: Sequence[Range], gold: Sequence[Range], least: float) -> dict[int, int]:
    """The largest pairing, as gold → ours, where the words of both are at least ``least`` of the words of either."""
    example = new_example("qasrl", "", text)

    def words(reach: Range) -> frozenset[int]:
        found = example.word_range(*reach)
        return frozenset(range(found[0], found[1] + 1)) if found else frozenset()

    theirs = [words(one) for one in gold]
    fits = []
    for one in map(words, ours):
        close = {n: len(one & other) / max(1, len(one | other)) for n, other in enumerate(theirs)}
        fits.append(sorted((n for n, value in close.items() if value >= least), key=lambda n: -close[n]))
    return most_pairs(fits)


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict[str, Any]:
    """Rows ``overlap`` and ``exact``, and the percentage of verbs ``tried``; ``limit`` keeps the first sentences."""
    folder = data_root / "qasrl_gs"
    needed(folder / "sentences" / f"wikinews.{part}.full.csv", folder / "gold" / f"wikinews.{part}.gold.csv")
    read = list(sentences(folder, part))[:limit]
    outputs = encoded(reader_of(model).encoder, [one.text for one in read])
    counts: dict[str, dict[str, list[int]]] = {}
    verbs = tried = 0
    errors: list[str] = []
    for sentence, output in zip(read, outputs, strict=True):
        for verb, answers in sentence.verbs.items():
            ours = arguments_at(output, verb)
            verbs += 1
            tried += ours is not None
            gold = sorted(answers)
            for name, least in (("overlap", OVERLAP), ("exact", 1.0)):
                pairs = pairs_of(sentence.text, ours or [], gold, least)
                row = counts.setdefault(name, {}).setdefault(sentence.article, [0, 0, 0])
                row[:] = [row[0] + len(gold), row[1] + len(ours or ()), row[2] + len(pairs)]
                if name == "overlap":
                    errors += _told(sentence, verb, ours or [], gold, pairs)
    tallies = {name: Tally() for name in counts}
    for name, rows in counts.items():
        for gold_count, found, right in rows.values():
            tallies[name].count(gold_count, found, right)
    return {
        "part": part, "sentences": len(read), "verbs": verbs, "tried": 100 * tried / max(1, verbs),
        "arguments": {name: tally.figures() for name, tally in tallies.items()}, "errors": errors,
    }  # fmt: skip


def _told(
    sentence: Sentence, verb: Range, ours: Sequence[Range], gold: Sequence[Range], pairs: Mapping[int, int]
) -> Iterator[str]:
    text = sentence.text
    marked = f"{text[: verb[0]]}[{text[verb[0] : verb[1]]}]{text[verb[1] :]}"
    for n, (start, end) in enumerate(gold):
        if n not in pairs:
            question = sentence.verbs[verb][start, end]
            yield f"MISSED {text[start:end]!r} ({question}) || {shorten(marked, 200)!r}"
    taken = set(pairs.values())
    for n, (start, end) in enumerate(ours):
        if n not in taken:
            yield f"EXTRA {text[start:end]!r} || {shorten(marked, 200)!r}"


def shown(result: Mapping[str, Any]) -> str:
    """The table as text."""
    head = f"arguments, QA-SRL on Wikinews {result['part']}, {result['sentences']} sentences, {result['verbs']} gold verbs"
    return f"{head}, {result['tried']:.1f} % tried\n{table(result['arguments'])}"
