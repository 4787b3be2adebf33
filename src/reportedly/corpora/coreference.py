"""GUM and OntoGUM for coreference: each document's text as a reader would get it, its mentions and which of them are one.

The text is rebuilt from the tree bank: a new line where a paragraph or another speaker begins, a space between sentences.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

LAYERS = {"gum": "dep", "ontogum": "ontogum"}


class Token(NamedTuple):
    """One token of a tree bank file with its offsets in the text that we rebuild; ``head`` counts from 0, -1 is the root."""

    start: int
    end: int
    tag: str
    head: int
    relation: str
    entity: str


class GoldMention(NamedTuple):
    """A mention as the corpus marks it: characters, the end of its head, its entity, its kind in GUM, its head's part of speech."""

    start: int
    end: int
    head: int
    entity: str
    kind: str
    tag: str


class Document(NamedTuple):
    """One document: sentences (start, end) and mentions in the order in which the file closes them."""

    name: str
    genre: str
    text: str
    sentences: list[tuple[int, int]]
    mentions: list[GoldMention]


def documents(data: Path, layer: str, part: str) -> Iterator[Document]:
    """The documents of one part (train, dev) of a layer (gum, ontogum), in order of their names."""
    for path in sorted((data / "gum" / LAYERS[layer] / part).glob("*.conllu")):
        yield _document(data, path, part)


def _document(data: Path, path: Path, part: str) -> Document:
    text, sentences = read_tokens(path)
    kinds = _kinds(data / "gum" / "dep" / part / path.name)
    mentions = []
    for number, sentence in enumerate(sentences):
        for first, last, entity, _ in spans(sentence):
            start, end = sentence[first].start, sentence[last].end
            if start < end:
                head = head_of(sentence, first, last)
                kind = kinds.get((number, start, end)) or kinds.get((number, -1, end), "")
                tag = sentence[head].tag
                mentions.append(
                    GoldMention(start, end, sentence[_last_flat(sentence, head, last)].end, entity, kind, tag)
                )
    bounds = [(sentence[0].start, sentence[-1].end) for sentence in sentences]
    return Document(path.name, path.name.split("_")[1], text, bounds, mentions)


def _kinds(path: Path) -> dict[tuple[int, int, int], str]:
    """GUM's kind by sentence, start and end, and by sentence and end alone (start -1) for spans that another layer begins elsewhere."""
    kinds: dict[tuple[int, int, int], str] = {}
    for number, sentence in enumerate(read_tokens(path)[1] if path.exists() else ()):
        for first, last, _, rest in spans(sentence):
            kind = rest.split("-")[0]
            kinds[number, sentence[first].start, sentence[last].end] = kind
            kinds.setdefault((number, -1, sentence[last].end), kind)
    return kinds


def read_tokens(path: Path) -> tuple[str, list[list[Token]]]:
    """The text of a CoNLL-U file, rebuilt from forms and SpaceAfter, and its sentences' tokens."""
    text, speaker, following = "", "", ""
    broken = False
    sentences: list[list[Token]] = [[]]
    until = surface = 0
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) != 10:
            if line.startswith("# newpar"):
                broken = True
            elif line.startswith("# speaker = "):
                following = line[len("# speaker = ") :]
            elif not line and sentences[-1]:
                sentences.append([])
                until = 0
            continue
        if "." in cells[0]:
            continue
        if cells[0] == "1" or cells[0].startswith("1-"):
            if until == 0 and text:
                text = text.rstrip(" ") + ("\n" if broken or following != speaker else " ")
            broken, speaker = False, following
        space = "" if "SpaceAfter=No" in cells[9] else " "
        if "-" in cells[0]:
            until, surface = int(cells[0].split("-")[1]), len(text)
            text += cells[1] + space
            continue
        if int(cells[0]) <= until:
            stop = len(text.rstrip(" "))
            start = min(surface, stop)
            surface = end = min(start + len(cells[1]), stop)
        else:
            start, end = len(text), len(text) + len(cells[1])
            text += cells[1] + space
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", cells[9])
        sentences[-1].append(Token(start, end, cells[3], int(cells[6]) - 1, cells[7], entity[1] if entity else ""))
    return text, [sentence for sentence in sentences if sentence]


def spans(sentence: Sequence[Token]) -> Iterator[tuple[int, int, str, str]]:
    """The entity spans of one sentence: first token, last token (inclusive), entity, the rest of its label."""
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    latest = ""
    for number, token in enumerate(sentence):
        for part in re.findall(r"\(\d+[^()]*|\d+\)|\)", token.entity):
            if part.startswith("("):
                latest, _, rest = part[1:].partition("-")
                opened[latest].append((number, rest))
            else:
                entity = part[:-1] or latest
                if opened[entity]:
                    first, rest = opened[entity].pop()
                    yield first, number, entity, rest


def head_of(sentence: Sequence[Token], first: int, last: int) -> int:
    """The token of a span whose own head lies outside of it; the last one where all lie inside."""
    return next((n for n in range(first, last + 1) if not first <= sentence[n].head <= last), last)


def _last_flat(sentence: Sequence[Token], head: int, last: int) -> int:
    flat = (
        n for n in range(head + 1, last + 1) if sentence[n].relation.startswith("flat") and sentence[n].head == head
    )
    return max(flat, default=head)
