"""Time expressions against TempEval-3 (TimeBank, AQUAINT), WikiWars and the recognizers-text cases.

    python -m reportedly.evaluation.dates [--limit N]

Reads ``../shared/data`` beside the project. Figures as in TempEval-3: strict F1 (same characters), relaxed F1 (any
overlap, one to one) and value F1 (relaxed and the same TIMEX3 value). TimeBank is also shown by halves, split by the
hash of the file name: the rules were written looking at errors of the tuning half only.
"""

import argparse
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import process_time

from reportedly.resolve.dates import find_times

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_SPEC = ("DateTimeModel.json",)


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


@dataclass
class Tally:
    """Counts over texts, and the three figures."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    wrong: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Give strict, relaxed and value F1 in percent, with the count of gold expressions."""
        total = self.gold + self.found
        scores = {"strict": self.strict, "relaxed": self.relaxed, "value": self.value}
        return {name: round(200 * hits / total, 1) if total else 0.0 for name, hits in scores.items()} | {
            "gold": self.gold
        }


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


def recognizers(folder: Path) -> Iterator[Annotated]:
    """Read the English date cases; the value is the first candidate's TIMEX."""
    for name in _SPEC:
        cases = json.loads((folder / "Specs" / "DateTime" / "English" / name).read_text(encoding="utf-8-sig"))
        for number, case in enumerate(cases):
            reference = case.get("Context", {}).get("ReferenceDateTime", "")
            gold = []
            for result in case.get("Results", []):
                candidates = (result.get("Resolution") or {}).get("values") or [{}]
                if "Start" in result:
                    gold.append(Gold(result["Start"], result["End"] + 1, candidates[0].get("timex")))
            yield Annotated(f"{name}#{number}", case["Input"], _day(reference), gold)


def score(texts: Iterable[Annotated], keep_wrong: bool = False) -> Tally:
    """Count matches over texts; each gold expression takes the first unused overlapping one."""
    tally = Tally()
    for item in texts:
        found = find_times(item.text, item.published)
        used: set[int] = set()
        tally.gold += len(item.gold)
        tally.found += len(found)
        for entry in item.gold:
            overlapping = [
                place
                for place, time in enumerate(found)
                if time.start < entry.end and entry.start < time.end and place not in used
            ]
            shown = item.text[entry.start : entry.end]
            around = item.text[max(entry.start - 40, 0) : entry.end + 25]
            if not overlapping:
                if keep_wrong:
                    tally.wrong.append(f"MISS  {item.name} {item.published} {shown!r} = {entry.value} | {around!r}")
                continue
            chosen = min(
                overlapping, key=lambda place: (found[place].start, found[place].end) != (entry.start, entry.end)
            )
            used.add(chosen)
            time = found[chosen]
            tally.relaxed += 1
            tally.strict += (time.start, time.end) == (entry.start, entry.end)
            right = time.interval.value == entry.value
            tally.value += right
            if keep_wrong and not right:
                got = f"{time.interval.value} for {item.text[time.start : time.end]!r}"
                tally.wrong.append(
                    f"VALUE {item.name} {item.published} {shown!r} = {entry.value} got {got} | {around!r}"
                )
        if keep_wrong:
            for place, time in enumerate(found):
                if place not in used:
                    around = item.text[max(time.start - 40, 0) : time.end + 25]
                    shown = item.text[time.start : time.end]
                    tally.wrong.append(
                        f"EXTRA {item.name} {item.published} {shown!r} = {time.interval.value} | {around!r}"
                    )
    return tally


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


def run(data_root: Path, limit: int | None = None) -> dict[str, dict[str, float]]:
    """Score every corpus that is there; ``limit`` keeps the first files of each.

    Returns corpus → strict, relaxed, value (F1 in percent) and gold (a count); ``speed`` → ms for 500 words.
    """
    timebank = list(tempeval(data_root / "tempeval3" / "TimeBank"))[:limit]
    figures = {
        "TimeBank": score(timebank).figures(),
        "TimeBank, tuning half": score(item for item in timebank if is_tuning(item.name)).figures(),
        "TimeBank, held half": score(item for item in timebank if not is_tuning(item.name)).figures(),
        "AQUAINT": score(list(tempeval(data_root / "tempeval3" / "AQUAINT"))[:limit]).figures(),
        "WikiWars": score(list(wikiwars(data_root / "wikiwars"))[:limit]).figures(),
        "recognizers-text": score(list(recognizers(data_root / "recognizers_text"))[:limit]).figures(),
    }
    figures["speed"] = {"ms per 500 words": _speed(timebank)}
    return figures


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time expressions against annotated corpora.")
    parser.add_argument("--limit", type=int, default=None, help="only the first N files of each corpus")
    parser.add_argument("--data", type=Path, default=DATA, help="where the corpora lie")
    options = parser.parse_args()
    if not options.data.is_dir():
        raise SystemExit(f"No corpora at {options.data}. Give their folder with --data.")
    figures = run(options.data, options.limit)
    print(f"{'corpus':<24}{'strict':>8}{'relaxed':>9}{'value':>8}{'gold':>7}")
    for name, row in figures.items():
        if name != "speed":
            print(f"{name:<24}{row['strict']:>8.1f}{row['relaxed']:>9.1f}{row['value']:>8.1f}{int(row['gold']):>7}")
    print(f"500 words: {figures['speed']['ms per 500 words']} ms of processor time")


if __name__ == "__main__":
    main()
