"""Real texts: none is refused for its language, and no running text is lost. They are read from beside the project."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.ingest.text import report_from_text

DATA = Path(__file__).parents[2].parent / "shared" / "data"


def wikinews() -> Iterator[str]:
    for year in (2019, 2020):
        with (DATA / f"wikinews/data/wikinews_{year}.csv").open(encoding="utf-8", newline="") as file:
            yield from (row["text"] for row in csv.DictReader(file))


def json_texts(path: str, key: str) -> Iterator[str]:
    with (DATA / path).open(encoding="utf-8") as file:
        yield from (json.loads(line)[key] for line in file)


TEXTS = {
    "wikinews": wikinews,
    "re3d": lambda: json_texts("re3d/train.jsonl", "text"),
    "muc4": lambda: json_texts("muc4/gtt/dev.json", "doctext"),
}


@pytest.mark.corpora
@pytest.mark.parametrize("corpus", TEXTS)
def test_no_paragraph_is_lost_and_no_text_refused(corpus: str) -> None:
    if not DATA.exists():
        pytest.skip("../shared/data is absent")
    texts = [text for text in TEXTS[corpus]() if text.strip()]
    assert len(texts) >= 60
    lost = []
    for text in texts:
        kept = "".join(report_from_text(text).text.split())
        for line in text.splitlines():
            words = line.translate({0xFEFF: None, 0x200B: None, 0x200E: None, 0x200F: None, 0xAD: None}).split()
            if len(words) >= 8 and words[-1].endswith(".") and "".join(words) not in kept:
                lost.append(line)
    assert lost == []
