"""The bare texts of every corpus that has running text, to measure speed on and to look for wrong spans in."""

import csv
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from reportedly.corpora.attribution import documents
from reportedly.corpora.entities import crossner, gmb, gum, wikigold
from reportedly.corpora.frames import lines, propbank

Texts = Callable[[Path], Iterator[str]]


def wikinews(data: Path) -> Iterator[str]:
    """The articles of the Wikinews sample; none where it is absent."""
    yield from _column("wikinews/data", "text")(data)


def _column(folder: str, column: str) -> Texts:
    def texts(data: Path) -> Iterator[str]:
        csv.field_size_limit(sys.maxsize)
        for path in sorted((data / folder).glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                yield from (row[column] for row in csv.DictReader(file))

    return texts


def _field(path: str, name: str) -> Texts:
    return lambda data: (document[name] for document in lines(data / path))


def _files(folder: str, pattern: str) -> Texts:
    return lambda data: (path.read_text(encoding="utf-8") for path in sorted((data / folder).rglob(pattern)))


def _without_tags(folder: str, pattern: str) -> Texts:
    def texts(data: Path) -> Iterator[str]:
        for path in sorted((data / folder).glob(pattern)):
            yield re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8", errors="replace"))

    return texts


def _articles(path: str) -> Texts:
    return lambda data: (one.findtext("text") or "" for one in ElementTree.parse(data / path).getroot())


def _ecbplus(data: Path) -> Iterator[str]:
    for path in sorted((data / "ecbplus").rglob("*.xml")):
        yield " ".join(token.text or "" for token in ElementTree.parse(path).getroot().iter("token"))


def _recognizers(data: Path) -> Iterator[str]:
    for path in sorted((data / "recognizers_text" / "Specs" / "DateTime" / "English").glob("*.json")):
        yield from (case["Input"] for case in json.loads(path.read_text(encoding="utf-8-sig")))


CORPORA: Mapping[str, Texts] = {
    "polnear": lambda data: (text for _, text, _ in documents(data / "polnear" / "dev")),
    "propbank_ewt": lambda data: (one.text for one in propbank(data, "dev")),
    "gum": lambda data: (one.text for one in gum(data, "dev")),
    "re3d": _field("re3d/dev.jsonl", "text"),
    "muc4": _field("muc4/grit/dev.json", "doctext"),
    "wikievents": _field("wikievents/dev.jsonl", "text"),
    "ecbplus": _ecbplus,
    "plover_gsr": lambda data: (one["textInfo"]["markup"] for one in lines(data / "plover_gsr" / "records.jsonl")),
    "gmb_ner": lambda data: (one.text for one in gmb(data, "dev")),
    "crossner_politics": lambda data: (one.text for one in crossner(data, "dev")),
    "wikigold": lambda data: (one.text for one in wikigold(data)),
    "qasrl_gs": _column("qasrl_gs/sentences", "sentence"),
    "tempeval3": _without_tags("tempeval3/TimeBank", "*.tml"),
    "wikiwars": _without_tags("wikiwars/keyinline", "*.xml"),
    "recognizers_text": _recognizers,
    "lgl": _articles("geoparsing/lgl.xml"),
    "geovirus": _articles("geoparsing/GeoVirus.xml"),
    "wikinews": wikinews,
    "wikipedia_current_events": _files("wikipedia_current_events/_posts", "*.md"),
    "wikipedia_conflict_articles": _files("wikipedia_conflict_articles", "*.md"),
}
