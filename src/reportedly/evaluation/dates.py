"""Time expressions against TempEval-3 (TimeBank, AQUAINT) and WikiWars.

Figures as in TempEval-3: strict F1 (same characters), relaxed F1 (any
overlap, one to one) and value F1 (relaxed and the same TIMEX3 value). TimeBank is also shown by halves, split by the
hash of the file name: the rules were written looking at errors of the tuning half only.
"""

import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

from reportedly.evaluation.bootstrap import bounds, f1, interval
from reportedly.evaluation.command import needed
from reportedly.evaluation.measures import COLUMNS, table
from reportedly.resolve.dates import FoundTime, find_times

_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
LAST_DEV_WAR = 16  # WikiWars has 22; the rest are kept for testing


@dataclass(frozen=True)
class Gold:
    """One annotated expression, with character offsets into the text it came with."""

    start: int
    end: int
    value: str | None


@dataclass(frozen=True)
class Annotated:
    """One text with its publication date and its expressions."""

    name: str
    text: str
    published: date | None
    gold: list[Gold]


MEASURES = ("strict", "relaxed", "value")


@dataclass
class Score:
    """Each text's counts of (gold, found, strict, relaxed, value), and what was wrong."""

    texts: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, dict[str, float]]:
        """Rows ``strict``, ``relaxed`` and ``value``, each with its counts, F1 in percent and interval."""
        gold, found, *right = (sum(column) for column in zip(*self.texts, strict=True)) if self.texts else (0,) * 5
        rows = {}
        for number, (name, hits) in enumerate(zip(MEASURES, right, strict=True), 2):
            counts = [(row[0], row[1], row[number]) for row in self.texts]
            rows[name] = {
                "gold": gold, "found": found, "right": hits, "precision": 100 * hits / max(1, found),
                "recall": 100 * hits / max(1, gold), "f1": 200 * hits / max(1, gold + found),
                **bounds(interval(counts, f1)),
            }  # fmt: skip
        return rows


def _day(text: str) -> date | None:
    match = _DAY.search(text)
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _inline(root: ET.Element, tag: str, value: str) -> tuple[str, list[Gold]]:
    """Flatten an element to its text, with the offsets of the ``tag`` elements inside it."""
    pieces: list[str] = []
    gold: list[Gold] = []

    def walk(node: ET.Element, offset: int) -> int:
        start = offset
        if node.text:
            pieces.append(node.text)
            offset += len(node.text)
        for child in node:
            offset = walk(child, offset)
            if child.tail:
                pieces.append(child.tail)
                offset += len(child.tail)
        if node.tag == tag and offset > start:
            gold.append(Gold(start, offset, node.get(value)))
        return offset

    walk(root, 0)
    return "".join(pieces), sorted(gold, key=lambda entry: entry.start)


def tempeval(folder: Path) -> Iterator[Annotated]:
    """Read the ``.tml`` files of a folder; the document creation time is the publication date."""
    for path in sorted(folder.glob("*.tml")):
        root = ET.parse(path).getroot()
        body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
        if body is None or created is None:
            continue
        text, gold = _inline(body, "TIMEX3", "value")
        yield Annotated(path.stem, text, _day(created.get("value", "")), gold)


def wikiwars(folder: Path) -> Iterator[Annotated]:
    """Read WikiWars' inline keys (TIMEX2)."""
    for path in sorted((folder / "keyinline").glob("*.xml")):
        source = re.sub(r"&(?!amp;|lt;|gt;)", "&amp;", path.read_text(encoding="utf-8", errors="replace"))
        root = ET.fromstring(source)
        body, stamp = root.find("TEXT"), root.find("DATETIME")
        if body is None or stamp is None:
            continue
        text, gold = _inline(body, "TIMEX2", "val")
        yield Annotated(path.stem, text, _day("".join(stamp.itertext())), gold)


def score(texts: Iterable[Annotated]) -> Score:
    """Count matches over texts; each gold expression takes the first unused overlapping one, of the same characters if there is."""
    made = Score()
    for item in texts:
        found = find_times(item.text, item.published)
        used: dict[int, Gold] = {}
        strict = value = 0
        for entry in item.gold:
            chosen = _chosen(entry, found, used)
            if chosen is None:
                made.wrong.append(_told("MISSED", item, entry.start, entry.end, entry.value))
                continue
            used[chosen] = entry
            time = found[chosen]
            strict += (time.start, time.end) == (entry.start, entry.end)
            value += time.interval.value == entry.value
            if time.interval.value != entry.value:
                got = f"{time.interval.value} for {item.text[time.start : time.end]!r}"
                made.wrong.append(_told("VALUE", item, entry.start, entry.end, f"{entry.value} got {got}"))
        for number, time in enumerate(found):
            if number not in used:
                made.wrong.append(_told("EXTRA", item, time.start, time.end, time.interval.value))
        made.texts.append((len(item.gold), len(found), strict, len(used), value))
    return made


def _chosen(entry: Gold, found: Sequence[FoundTime], used: Mapping[int, Gold]) -> int | None:
    overlapping = [
        number
        for number, time in enumerate(found)
        if time.start < entry.end and entry.start < time.end and number not in used
    ]
    exact = (number for number in overlapping if (found[number].start, found[number].end) == (entry.start, entry.end))
    return next(exact, overlapping[0] if overlapping else None)


def _told(mark: str, item: Annotated, start: int, end: int, value: str | None) -> str:
    around = item.text[max(start - 40, 0) : end + 25]
    return f"{mark} {item.name} {item.published} {item.text[start:end]!r} = {value} || {around!r}"


def is_tuning(name: str) -> bool:
    """Whether a TimeBank file belongs to the half that the rules were tuned on."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def _speed(texts: list[Annotated]) -> float:
    """Milliseconds of processor time for 500 words, over all the words of the texts."""
    words = sum(len(item.text.split()) for item in texts)
    begun = process_time()
    for item in texts:
        find_times(item.text, item.published)
    return round((process_time() - begun) * 1000 * 500 / max(words, 1), 2)


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict[str, Any]:
    """Each corpus → rows ``strict``, ``relaxed`` and ``value``; ``ms per 500 words``; ``limit`` keeps the first files of each.

    No model is used. The test part is TempEval-3's Platinum folder and WikiWars' documents from 17 on.
    """
    tempeval3 = data_root / "tempeval3"
    needed(tempeval3, data_root / "wikiwars" / "keyinline")
    wars = [one for one in wikiwars(data_root / "wikiwars") if (_number(one.name) > LAST_DEV_WAR) == (part == "test")][:limit]
    if part == "test":
        needed(tempeval3 / "Platinum")
        first = list(tempeval(tempeval3 / "Platinum"))[:limit]
        scores = {"Platinum": score(first)}
    else:
        first = list(tempeval(tempeval3 / "TimeBank"))[:limit]
        scores = {
            "TimeBank": score(first),
            "TimeBank, tuning half": score(item for item in first if is_tuning(item.name)),
            "TimeBank, held half": score(item for item in first if not is_tuning(item.name)),
            "AQUAINT": score(list(tempeval(tempeval3 / "AQUAINT"))[:limit]),
        }
    scores["WikiWars"] = score(wars)
    errors = [error for name, one in scores.items() if "half" not in name for error in one.wrong]
    return {
        "part": part, "corpora": {name: one.figures() for name, one in scores.items()}, "ms per 500 words": _speed(first),
        "errors": errors,
    }  # fmt: skip


def _number(name: str) -> int:
    return int(re.sub(r"\D.*", "", name) or 0)


def shown(result: Mapping[str, Any]) -> str:
    """The tables as text."""
    rows = {
        f"{corpus}, {measure}": row for corpus, figures in result["corpora"].items() for measure, row in figures.items()
    }
    head = f"time expressions, {result['part']}: strict (same characters), relaxed (overlap), value (relaxed and same value)"
    return f"{head}\n{table(rows, COLUMNS)}\n500 words take {result['ms per 500 words']:.1f} ms of processor time"
