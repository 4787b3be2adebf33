"""Entity mentions: re3d, GMB, CrossNER politics, WikiGold, and GUM's nested mentions as base chunks."""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportedly.corpora.example import Example, Phrase, new_example, tag_spans
from reportedly.corpora.frames import lines, mapping
from reportedly.corpora.joining import join_tokens, pack
from reportedly.corpora.labels import CHUNK_KINDS

Sentence = list[tuple[str, str]]  # (token, tag)
PACKED_WORDS = 160
HELD_EVERY = 5


def kind_of(corpus: str, tag: str) -> str | None:
    """Our mention kind for a corpus's entity tag, or None where it maps to no single kind."""
    entry = mapping(corpus)["entities"].get(tag)
    kind = entry.get("kind") if isinstance(entry, dict) else entry
    return str(kind) if kind else None


def re3d(data: Path, split: str) -> Iterator[Example]:
    """Mentions of every level in reports on Syria and Iraq."""
    for document in lines(data / "re3d" / f"{split}.jsonl"):
        example = new_example("re3d", document["id"], document["text"])
        spans = []
        for entity in document["entities"]:
            kind = kind_of("re3d", entity["type"])
            if kind:
                spans.append((entity["begin"], entity["end"], kind))
        tag_spans(example, "mentions", spans)
        yield example


def _tagged(corpus: str, sentences: list[Sentence]) -> Iterator[Example]:
    for number, packed in enumerate(pack([len(sentence) for sentence in sentences], PACKED_WORDS)):
        tokens = [token for index in packed for token, _ in sentences[index]]
        tags = [tag for index in packed for _, tag in sentences[index]]
        text, offsets = join_tokens(tokens)
        example = new_example(corpus, f"{corpus}-{number}", text)
        tag_spans(example, "names", ((start, end, kind) for start, end, kind in _tag_spans(corpus, tags, offsets)))
        yield example


def _tag_spans(corpus: str, tags: list[str], offsets: list[tuple[int, int]]) -> Iterable[tuple[int, int, str]]:
    start = 0
    for number in range(1, len(tags) + 1):
        before = tags[number - 1]
        if before == "O":
            start = number
            continue
        after = tags[number] if number < len(tags) else "O"
        goes_on = after.startswith("I-") and after[2:] == before[2:]
        if not goes_on:
            yield offsets[start][0], offsets[number - 1][1], kind_of(corpus, before[2:]) or ""
            start = number


def gmb(data: Path, split: str) -> Iterator[Example]:
    """GMB's semi-automatic names; packs of consecutive sentences, every twentieth pack is dev (the corpus has no split)."""
    sentences: list[Sentence] = []
    with (data / "gmb_ner" / "ner_dataset.csv").open(encoding="latin-1", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            if row[0]:
                sentences.append([])
            sentences[-1].append((row[1], row[3]))
    for number, example in enumerate(_tagged("gmb", sentences)):
        if (number % 20 == 7) == (split == "dev"):
            yield example


def _conll(path: Path) -> list[Sentence]:
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
    return [
        [(cells[0], cells[-1]) for line in block.splitlines() if len(cells := line.split()) > 1] for block in blocks
    ]


def crossner(data: Path, split: str) -> Iterator[Example]:
    """CrossNER's politics domain: names of politicians, parties, elections; used where its tag maps to one kind."""
    yield from _tagged("crossner", _conll(data / "crossner_politics" / f"{split}.txt"))


def wikigold(data: Path) -> Iterator[Example]:
    """Names in Wikipedia."""
    yield from _tagged("wikigold", _conll(data / "wikigold" / "wikigold.conll.txt"))


def gum(data: Path, split: str) -> Iterator[Example]:
    """GUM's mentions: base chunks from a mention's first word to its head, heads, maximal phrases, and OntoGUM's coreference.

    The innermost chunk wins a word; of the phrases of one head OntoGUM's own wins, then the longest. Every fifth document
    trains no coreference: what is fitted on the encoder's links needs texts where they are honest.
    """
    files = sorted((data / "gum" / "dep" / split).glob("*.conllu"))
    for number, path in enumerate(file for file in files if "_reddit_" not in file.name):
        entities = _entities(data / "gum" / "ontogum" / split / path.name)
        yield _gum_document(path, entities, joined=number % HELD_EVERY != HELD_EVERY - 1)


def _entities(path: Path) -> dict[tuple[int, int], str]:
    """The entity of every span (first and last token, inclusive) that OntoGUM's layer of a document marks."""
    found: dict[tuple[int, int], str] = {}
    opened: dict[str, list[int]] = {}
    token = -1
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        cells = line.split("\t")
        if len(cells) != 10 or not cells[0].isdigit():
            continue
        token += 1
        marks = re.search(r"(?:^|\|)Entity=([^|]*)", cells[9])
        for begins, number, ends in re.findall(r"(\(?)(\d+)(\)?)", marks.group(1)) if marks else []:
            if begins:
                opened.setdefault(number, []).append(token)
            if ends and opened.get(number):
                found[opened[number].pop(), token] = number
    return found


def _gum_document(path: Path, entities: dict[tuple[int, int], str], joined: bool) -> Example:
    tokens: list[str] = []
    heads: list[int] = []
    flat: list[bool] = []
    parts: list[str] = []
    offsets: list[tuple[int, int]] = []
    length = 0
    opened: dict[str, list[tuple[int, str]]] = {}
    mentions: list[tuple[int, int, str]] = []
    sentence_start = glued = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) != 10:
            if not line.strip():
                sentence_start, glued = len(tokens), 0
            continue
        if "." in cells[0]:
            continue
        if "-" in cells[0]:
            glued = int(cells[0].split("-")[1])
            continue
        offsets.append((length, length + len(cells[1])))
        space = "" if "SpaceAfter=No" in cells[9] or int(cells[0]) < glued else " "
        parts.append(cells[1] + space)
        length += len(cells[1]) + len(space)
        tokens.append(cells[1])
        flat.append(cells[7].startswith("flat"))
        heads.append(sentence_start + int(cells[6]) - 1 if int(cells[6]) else -1)
        marks = re.search(r"(?:^|\|)Entity=([^|]*)", cells[9])
        for mark in re.findall(r"\(?[^()]+\)?|\)", marks.group(1)) if marks else []:
            fields = mark.strip("()").split("-")
            if mark.startswith("("):
                opened.setdefault(fields[0], []).append((len(tokens) - 1, fields[1]))
            if mark.endswith(")") and opened.get(fields[0]):
                start, kind = opened[fields[0]].pop()
                mentions.append((start, len(tokens) - 1, kind))
    spans = [(start, _last_of_head(start, end, heads, flat), kind) for start, end, kind in mentions]
    example = _gum_example(path.stem, "".join(parts), offsets, spans)
    _add_phrases(
        example, offsets, entities,
        {(start, end): _last_of_head(start, end, heads, flat) for start, end in {(m[0], m[1]) for m in mentions} | set(entities)},
    )
    example.joined = joined and bool(entities)
    return example


def _add_phrases(
    example: Example, offsets: list[tuple[int, int]], entities: dict[tuple[int, int], str], heads: dict[tuple[int, int], int]
) -> None:
    best: dict[int, tuple[bool, int, Phrase]] = {}
    for (start, end), head in heads.items():
        reach = example.word_range(offsets[start][0], offsets[end][1])
        at = example.word_range(*offsets[head])
        if reach is None or at is None:
            continue
        rank = ((start, end) in entities, reach[1] - reach[0], Phrase(at[1], *reach, entities.get((start, end), "")))
        if at[1] not in best or rank[:2] > best[at[1]][:2]:
            best[at[1]] = rank
    example.phrases = [best[head][2] for head in sorted(best)]
    example.tags["mention_head"] = [int(word in best) for word in range(len(example.words))]


def _last_of_head(start: int, end: int, heads: list[int], flat: list[bool]) -> int:
    """The last token of a mention's head: its head word, and the rest of the name that is flat under it."""
    head = next((token for token in range(start, end + 1) if not start <= heads[token] <= end), end)
    last = head
    for token in range(head + 1, end + 1):
        if flat[token] and heads[token] == head:
            last = token
    return last


def _gum_example(name: str, text: str, offsets: list[tuple[int, int]], mentions: list[tuple[int, int, str]]) -> Example:
    example = new_example("gum", name, text)
    innermost: dict[int, tuple[int, str]] = {}
    for start, head, tag in sorted(mentions, key=lambda mention: mention[0] - mention[1]):
        for token in range(start, head + 1):
            innermost[token] = (head, mapping("gum")["chunk_kinds"].get(tag, "abstract"))
    spans: list[tuple[int, int, str]] = []
    token = 0
    while token < len(offsets):
        if token not in innermost:
            token += 1
            continue
        last = token
        while innermost.get(last + 1) == innermost[token]:
            last += 1
        kind = innermost[token][1]
        spans.append((offsets[token][0], offsets[last][1], kind if kind in CHUNK_KINDS else "abstract"))
        token = last + 1
    tag_spans(example, "chunks", spans)
    return example
