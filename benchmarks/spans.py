"""Every span of every reading: how many do not select the text that they show. Corpora of every kind, and random unicode.

    python -m benchmarks.spans [--limit N] [--model FOLDER]

Reads the first N texts (20 by default) of each corpus that is there, and ten times as many random texts: news-like words
between runs of characters of every plane, combining marks, emoji, controls, line ends of all kinds and halves of surrogate
pairs, by a fixed seed. A span is any part of the reading with ``start``, ``end`` and ``text``. Texts go in as the public
functions take them, in any language, where half a surrogate pair becomes one U+FFFD; a text whose length changes is an error.
"""

import random
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.folders import options_of
from benchmarks.texts import CORPORA
from reportedly.evaluation.command import reader_of, report_of
from reportedly.evaluation.measures import table
from reportedly.pipeline import Reader
from reportedly.schema import Reading

TEXTS, RANDOM_TIMES, SEED = 20, 10, 20161207
PUBLISHED = "2016-12-07"  # so that "yesterday" is dated
_WORDS = (
    "Rebels fled Murzuq on Monday , the ministry said . \"We left,\" said Ada Quill of the Amber Front (AF) . At least 12 "
    "soldiers were killed in a U.S. drone strike near Sabha in late March 2016 , officials reportedly told the agency ."
).split()
_RANGES = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x400, 0x4FF), (0x590, 0x6FF), (0x900, 0x97F), (0x2000, 0x206F),
    (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xD800, 0xDFFF), (0xE000, 0xE0FF), (0xFE00, 0xFE0F), (0xFF00, 0xFFEF),
    (0x1F300, 0x1FAFF), (0xE0100, 0xE01EF), (0x10FF00, 0x10FFFF),
)  # fmt: skip
_SPACES = (" ", "  ", "\n", "\r\n", "\t", "\n\n", "\u00a0", "\u2028", "\u200b", "\x0b", "\x00", "\u3000", "")


def random_text(source: random.Random) -> str:
    """One text of up to some hundred words and runs of random characters."""
    parts = []
    for _ in range(source.randrange(1, 200)):
        if source.random() < 0.75:
            parts.append(source.choice(_WORDS))
        else:
            first, last = source.choice(_RANGES)
            parts.append("".join(chr(source.randint(first, last)) for _ in range(source.randrange(1, 8))))
        parts.append(" " if source.random() < 0.85 else source.choice(_SPACES))
    return "".join(parts)


def check(value: object, text: str) -> tuple[int, int]:
    """How many spans there are in a built-in value, and how many of them are wrong."""
    if isinstance(value, list | tuple):
        return _sum(check(item, text) for item in value)
    if not isinstance(value, dict):
        return 0, 0
    inside = _sum(check(item, text) for item in value.values())
    if not (isinstance(value.get("start"), int) and "text" in value):
        return inside
    return inside[0] + 1, inside[1] + (text[value["start"] : value["end"]] != value["text"])


def _sum(pairs: Iterator[tuple[int, int]]) -> tuple[int, int]:
    counted = list(pairs)
    return sum(one for one, _ in counted), sum(wrong for _, wrong in counted)


def check_reading(reading: Reading) -> tuple[int, int]:
    """The spans of a reading, and the wrong ones; the report's own fields hold none."""
    value = msgspec.to_builtins(reading)
    text = value.pop("report")["text"]
    return check(value, text)


def read(reader: Reader, text: str) -> Reading:
    """The reading of a text, character for character; raises ValueError where the report's text has another length."""
    report = report_of(text, PUBLISHED)
    if len(report.text) != len(text):
        raise ValueError(f"a text of {len(text)} characters became one of {len(report.text)}")
    return reader.read(report)


def run(data_root: Path, limit: int | None = None, model: Path | None = None) -> dict[str, Any]:
    """Rows ``texts``, ``spans`` and ``wrong`` by corpus and over all; ``absent`` names the corpora that are not there."""
    reader, count = reader_of(model), limit or TEXTS
    rows: dict[str, dict[str, int]] = {}
    absent = []
    for name, texts in CORPORA.items():
        try:
            found = [text for text in islice(texts(data_root), count) if text.strip()]
        except FileNotFoundError:
            found = []
        if not found:
            absent.append(name)
            continue
        spans, wrong = _sum(check_reading(read(reader, text)) for text in found)
        rows[name] = {"texts": len(found), "spans": spans, "wrong": wrong}
    source = random.Random(SEED)
    made = [text for text in (random_text(source) for _ in range(count * RANDOM_TIMES)) if text.strip()]
    spans, wrong = _sum(check_reading(read(reader, text)) for text in made)
    rows["random unicode"] = {"texts": len(made), "spans": spans, "wrong": wrong}
    rows["all"] = {column: sum(row[column] for row in rows.values()) for column in ("texts", "spans", "wrong")}
    return {"rows": rows, "absent": absent}


def shown(result: Mapping[str, Any]) -> str:
    """The table as text."""
    missing = f"\nnot there: {', '.join(result['absent'])}" if result["absent"] else ""
    return "spans: text[start:end] == text shown\n" + table(result["rows"], ("texts", "spans", "wrong")) + missing


def main() -> None:
    """Print the table."""
    options = options_of(__doc__ or "")
    print(shown(run(options.data, options.limit, options.model)))


if __name__ == "__main__":
    main()
