"""ECB+: events, participants, places and times in the sentences that its authors selected."""

import csv
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportedly.corpora.joining import join_tokens

DEV_TOPICS = frozenset((2, 5, 12, 18, 21, 23, 34, 35))
LAST_TRAIN_TOPIC = 35  # the topics after it are the customary test part


@dataclass(frozen=True)
class Marked:
    """One annotated mention: its characters from its first to its last word, its tag, and its number in the file.

    ``chain`` is shared by the mentions, of one or more documents, that corefer; one that corefers with none has its own.
    """

    start: int
    end: int
    tag: str
    number: str
    chain: str


@dataclass(frozen=True)
class Document:
    """One report as running text; ``selected`` are the characters of each selected sentence, ``marked`` stand in those."""

    name: str
    topic: int
    text: str
    selected: tuple[tuple[int, int], ...]
    marked: tuple[Marked, ...]


def part_of(topic: int) -> str:
    """``dev``, ``train`` or ``test``, as the field splits the topics."""
    if topic > LAST_TRAIN_TOPIC:
        return "test"
    return "dev" if topic in DEV_TOPICS else "train"


def documents(folder: Path, part: str) -> Iterator[Document]:
    """The documents of one part that have selected sentences, by topic and name."""
    selected: dict[tuple[int, str], set[str]] = {}
    with (folder / "ECBplus_coreference_sentences.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            selected.setdefault((int(row["Topic"]), row["File"]), set()).add(row["Sentence Number"].strip())
    for (topic, name), sentences in sorted(selected.items()):
        path = folder / "ECB+" / str(topic) / f"{topic}_{name}.xml"
        if part_of(topic) == part and path.exists():
            yield _document(path, topic, sentences)


def _document(path: Path, topic: int, sentences: set[str]) -> Document:
    root = ElementTree.parse(path).getroot()  # noqa: S314  a corpus file that the user has put there
    tokens = root.findall("token")
    text, offsets = join_tokens([token.text or "" for token in tokens])
    place = {token.get("t_id", ""): number for number, token in enumerate(tokens)}
    of_sentence = [token.get("sentence", "") for token in tokens]
    reaches: dict[str, tuple[int, int]] = {}
    for sentence, (start, end) in zip(of_sentence, offsets, strict=True):
        first, _ = reaches.get(sentence, (start, end))
        reaches[sentence] = (first, end)
    marked, chains = [], _chains(root, path.stem)
    for markable in root.iterfind("Markables/*"):
        words = sorted(place[anchor.get("t_id", "")] for anchor in markable.iter("token_anchor"))
        if words and of_sentence[words[0]] in sentences:
            reach = (offsets[words[0]][0], offsets[words[-1]][1])
            number = markable.get("m_id", "")
            marked.append(Marked(*reach, markable.tag, number, chains.get(number, f"{path.stem} alone {number}")))
    chosen = tuple(reaches[sentence] for sentence in sorted(sentences, key=int) if sentence in reaches)
    return Document(path.stem, topic, text, chosen, tuple(sorted(marked, key=lambda one: (one.start, one.end))))


def _chains(root: ElementTree.Element, name: str) -> dict[str, str]:
    """The chain of each mention that has one: named alike in all documents by its note, else by the document and the relation."""
    found: dict[str, str] = {}
    for relation in root.iterfind("Relations/*"):
        chain = relation.get("note", "") if relation.tag == "CROSS_DOC_COREF" else ""
        for source in relation.iter("source"):
            found[source.get("m_id", "")] = chain or f"{name} relation {relation.get('r_id', '')}"
    return found
