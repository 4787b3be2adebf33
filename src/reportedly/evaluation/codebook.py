"""How often the lexicon alone finds a trigger and gives it the right type.

A trigger's type is the heaviest candidate of its first marked word that fires: in English the verb that governs
("refused to lift the curfew") stands before what it governs. Found: any type is offered. Right: it is the gold
one. PLOVER's gold records are mapped from the older 18 types. WikiEvents train triggers whose type the mapping
leaves open don't count. Both corpora are split by the hash of the record or document: the lexicon was grown
looking at the tuning half only.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

from reportedly.codebooks.load import load_codebook
from reportedly.codebooks.trigger_types import candidate_types
from reportedly.corpora.frames import mapping as mapping_of
from reportedly.evaluation.bootstrap import bounds, interval, share
from reportedly.evaluation.command import needed
from reportedly.evaluation.measures import table
from reportedly.schema.codebook import Codebook

WIKIEVENTS = "train_from_mc2259_wiki-train-human.jsonl"
_WORD = re.compile(r"\w+(?:[-.'’]\w+)*|[^\w\s]")
_MARK = re.compile(r"\(([A-Z/]+): ([^()]*)\)")
_ENDS = frozenset(".?!")
_HALVES = ("tuned", "held out")


@dataclass
class Tally:
    """Counts of one half of a corpus."""

    gold: int = 0
    found: int = 0
    right: int = 0
    mode_gold: int = 0
    mode_right: int = 0
    each: list[bool] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Counts, the percentage of the gold that is right (with its interval over triggers), and other shares in percent."""
        return {
            "gold": self.gold, "found": self.found, "right": self.right, "percent": 100 * self.right / max(1, self.gold),
            "right of found": 100 * self.right / max(1, self.found),
            "mode right": 100 * self.mode_right / max(1, self.mode_gold),
            **bounds(interval([(right, 1) for right in self.each], share)),
        }  # fmt: skip


def half_of(name: str) -> str:
    """The half that a record or document belongs to, by the hash of its name."""
    return _HALVES[int(hashlib.sha256(name.encode()).hexdigest()[0], 16) % 2]


def marked_words(markup: str) -> tuple[list[str], list[int]]:
    """The words of a marked-up sentence, without the marks, and the indices of those inside EVT."""
    words: list[str] = []
    triggers: list[int] = []
    at = 0
    for mark in _MARK.finditer(markup):
        words += _WORD.findall(markup[at : mark.start()])
        inside = _WORD.findall(mark.group(2))
        if mark.group(1) == "EVT":
            triggers += range(len(words), len(words) + len(inside))
        words += inside
        at = mark.end()
    return words + _WORD.findall(markup[at:]), triggers


def gold_type(record: dict[str, Any], mapping: dict[str, Any]) -> tuple[str, str | None]:
    """The record's type and mode in the codebook's terms."""
    mapped = mapping["events"][record["event"]]
    change = mapping["modes"].get(f"{record['event']}/{record.get('mode') or ''}", {})
    mode = change.get("mode", record.get("mode") or mapped.get("mode"))
    return change.get("type", mapped["type"]), mode


def score(
    codebook: Codebook, words: Sequence[str], triggers: Sequence[int], gold: tuple[str, str | None], tally: Tally
) -> None:
    """Count one gold trigger, given as the indices of its words."""
    offers = (candidate_types(codebook, words, index) for index in triggers)
    found = next((candidates for candidates in offers if candidates), ())
    right = bool(found) and found[0].type == gold[0]
    tally.gold += 1
    tally.found += bool(found)
    tally.right += right
    tally.each.append(right)
    if right and gold[1]:
        tally.mode_gold += 1
        tally.mode_right += found[0].mode == gold[1]
    if not right:
        got = f"{found[0].type} by {found[0].entry.lemma!r}" if found else "nothing"
        marked = " ".join(words[index] for index in triggers)
        tally.misses.append(f"{gold[0]}: {marked!r} got {got} | {' '.join(words)[:220]}")


def records(data_root: Path) -> Iterator[tuple[str, list[str], list[int], tuple[str, str | None]]]:
    """Name, words, trigger indices and gold type of each PLOVER gold record."""
    mapping = mapping_of("plover_gsr")
    for line in (data_root / "plover_gsr" / "records.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        words, triggers = marked_words(record["textInfo"]["markup"])
        if triggers:
            yield record["id"], words, triggers, gold_type(record, mapping)


def sentence_of(tokens: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The words of the sentence around ``start`` to ``end``: from after the last end mark to the next."""
    first = next((at + 1 for at in range(start - 1, -1, -1) if tokens[at] in _ENDS), 0)
    last = next((at for at in range(end, len(tokens)) if tokens[at] in _ENDS), len(tokens))
    return first, last


def mapped_type(event: dict[str, Any], mapping: dict[str, Any]) -> tuple[str, str | None] | None:
    """The type of a WikiEvents trigger, or None where the mapping leaves it open."""
    entry = mapping["events"][event["event_type"]]
    text = event["trigger"]["text"].lower()
    for beginning in sorted(entry.get("triggers", ()), key=len, reverse=True):
        if text.startswith(beginning):
            entry = entry["triggers"][beginning]
            break
    return (entry["type"], entry.get("mode")) if entry and entry["type"] else None


def triggers_of(data_root: Path) -> Iterator[tuple[str, list[str], list[int], tuple[str, str | None]]]:
    """Document, words of the sentence, trigger indices and gold type of each mapped WikiEvents trigger."""
    mapping = mapping_of("wikievents")
    path = data_root / "wikievents" / WIKIEVENTS
    for line in path.read_text("utf-8").splitlines():
        document = json.loads(line)
        tokens = document["tokens"]
        for event in document["event_mentions"]:
            start, end = event["trigger"]["start_idx"], event["trigger"]["end_idx"]
            gold = mapped_type(event, mapping)
            if gold and start < end <= len(tokens):
                first, last = sentence_of(tokens, start, end)
                yield document["docid"], tokens[first:last], list(range(start - first, end - first)), gold


def speed(codebook: Codebook, data_root: Path) -> tuple[float, float]:
    """Microseconds per word over the gold records' words, and the share of words that fire."""
    sentences = [words for _, words, _, _ in records(data_root)]
    total = sum(len(words) for words in sentences)
    started = process_time()
    fired = sum(bool(candidate_types(codebook, words, index)) for words in sentences for index in range(len(words)))
    return (process_time() - started) / total * 1e6, fired / total


def run(data_root: Path, limit: int | None = None, model: Path | None = None) -> dict[str, Any]:
    """Rows by corpus and half, the load time in ms and µs per word; no model is used, ``limit`` keeps the first records."""
    needed(data_root / "plover_gsr" / "records.jsonl", data_root / "wikievents" / WIKIEVENTS)
    started = process_time()
    codebook = load_codebook()
    result: dict[str, Any] = {"codebook": codebook.hash, "load ms": (process_time() - started) * 1000}
    rows: dict[str, dict[str, float]] = {}
    errors: list[str] = []
    for corpus, marked in (("plover_gsr", records(data_root)), ("wikievents", triggers_of(data_root))):
        tallies = {half: Tally() for half in _HALVES}
        for name, words, triggers, gold in islice(marked, limit):
            score(codebook, words, triggers, gold, tallies[half_of(name)])
        rows |= {f"{corpus} {half}": tally.figures() for half, tally in tallies.items()}
        errors += sorted(tallies["tuned"].misses)
    result["us per word"], result["fires"] = speed(codebook, data_root)
    return result | {"rows": rows, "errors": errors}


def shown(result: Mapping[str, Any]) -> str:
    """The table as text."""
    costs = f"load {result['load ms']:.0f} ms, {result['us per word']:.1f} µs per word"
    head = "event types, lexicon alone, gold triggers"
    columns = ("gold", "found", "right", "percent", "low", "high", "right of found", "mode right")
    return f"{head}\n{table(result['rows'], columns)}\n{costs}, {100 * result['fires']:.1f} % of words fire"
