"""Open texts of the size of a report, and copies of them as sites make copies: trimmed, re-headlined, rewritten.

All is deterministic: a text's number seeds what is done to it. Rewriting is harsher than an editor is: a rewritten word is
another word of the corpus (a synonym would often be the same word in another form), a rewritten sentence one of another text.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from benchmarks.texts import CORPORA, wikinews

FEWEST, MOST = 90, 420  # words of a report cut out of a long article
SHORT_ITEM = 45  # words from which an item of a day's list is a report
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s\"[^\"]*\")?[^)]*\)")
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_INVENTED_HEADLINES = (
    "What we know so far about the day's events", "Officials weigh in as questions remain",
    "A closer look at a troubled week", "Witnesses describe hours of confusion", "Calls for calm after the latest news",
    "In brief: a story from our partners",
)  # fmt: skip
_SIGN_OFFS = (
    "(Reporting by Ada Quill and Tom Sand; Editing by Mira Stone)",
    "Subscribe to our newsletter and get the best of The Invented Post in your inbox every morning.",
    "The Invented Post is an independent outlet. Support our journalism with a donation. All rights reserved.",
)


class Original(NamedTuple):
    """One open text: its corpus, the article it was cut from (texts of one article share a half), and the words."""

    corpus: str
    article: str
    text: str

    @property
    def tuned(self) -> bool:
        """Whether thresholds may be chosen on it: half of the articles, by their names."""
        return blake2b(self.article.encode(), digest_size=2).digest()[0] % 2 == 0


def plain(markdown: str) -> str:
    """Markdown without its marks, links, lists and tables."""
    text = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.S)
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))
    lines = [line for line in text.split("\n") if not line.lstrip().startswith(("|", "#", "!", ">", "<", "* ", "- "))]
    return re.sub(r"\*\*|__|\\|\[\d+\]|\s?\[object Object\]", "", "\n".join(lines))


def originals(data: Path) -> Iterator[Original]:
    """Every open text of the size of a report: Wikinews articles, parts of conflict articles, long items of day pages."""
    for number, text in enumerate(wikinews(data)):
        if len(text.split()) >= FEWEST:
            yield Original("wikinews", f"wikinews {number}", text.strip())
    for path in sorted((data / "wikipedia_conflict_articles").rglob("*.md")):
        for part in _parts(plain(path.read_text(encoding="utf-8"))):
            yield Original("wikipedia_conflict_articles", path.name, part)
    for path in sorted((data / "wikipedia_current_events").rglob("*.md")):
        for item in items(path.read_text(encoding="utf-8")):
            if len(item.split()) >= SHORT_ITEM:
                yield Original("wikipedia_current_events", path.name, item)


def distractors(data: Path) -> Iterator[str]:
    """Short items of day pages and the texts of other corpora, to stand beside the originals in an index."""
    for path in sorted((data / "wikipedia_current_events").rglob("*.md")):
        yield from (item for item in items(path.read_text(encoding="utf-8")) if 12 <= len(item.split()) < SHORT_ITEM)
    for name in ("polnear", "re3d", "muc4", "wikievents", "geovirus", "ecbplus", "wikiwars", "gum"):
        yield from CORPORA[name](data)


def items(markdown: str) -> Iterator[str]:
    """The items of a day's page, without their source links."""
    for line in markdown.split("\n"):
        if line.lstrip().startswith("* ") and line.rstrip().endswith(")"):
            text = re.sub(r"\s*\[\([^\]]*\)\]\([^)]*\)+", "", line.strip()[2:])
            yield " ".join(_LINK.sub(r"\1", text).split())


def _parts(text: str) -> Iterator[str]:
    part: list[str] = []
    size = 0
    for paragraph in re.split(r"\n\s*\n", text):
        words = len(paragraph.split())
        if words < 12:
            continue
        if (part and size + words > MOST) or size >= 2 * FEWEST:
            yield "\n\n".join(part)
            part, size = [], 0
        part.append(" ".join(paragraph.split()))
        size += words
    if size >= FEWEST:
        yield "\n\n".join(part)


def sentences(text: str) -> list[str]:
    """The sentences of a text, roughly."""
    return [one for one in _SENTENCE.split(" ".join(text.split())) if one]


class Pens(NamedTuple):
    """What rewriting draws on: words and sentences of other texts."""

    words: Sequence[str]
    sentences: Sequence[str]


def rewritten_words(text: str, share: float, pens: Pens, source: random.Random) -> str:
    """``share`` of the words changed: half replaced, a fifth dropped, a fifth joined by a new one, the rest swapped."""
    words = text.split()
    chosen = set(source.sample(range(len(words)), round(share * len(words))))
    out: list[str] = []
    for place, word in enumerate(words):
        way = source.random() if place in chosen else None
        if way is None:
            out.append(word)
        elif way < 0.5:
            out.append(source.choice(pens.words))
        elif way < 0.7:
            continue
        elif way < 0.9:
            out += [source.choice(pens.words), source.choice(pens.words)]
        else:
            out.insert(max(len(out) - 1, 0), word)
    return " ".join(out)


def rewritten_sentences(text: str, share: float, pens: Pens, source: random.Random) -> str:
    """Sentences that make up ``share`` of the words replaced by sentences of other texts.

    Where no whole sentence fits into what is left of the share, so many words of one are replaced.
    """
    parts = sentences(text)
    left = round(share * len(text.split()))
    for place in source.sample(range(len(parts)), len(parts)):
        words = parts[place].split()
        if len(words) > left:
            parts[place] = " ".join(source.choices(pens.words, k=left) + words[left:])
            break
        parts[place] = source.choice(pens.sentences)
        left -= len(words)
    return " ".join(parts)


def trimmed(text: str, share: float, source: random.Random, *, head: bool = True) -> str:
    """A run of whole sentences that holds about ``share`` of the words, from the head or from anywhere."""
    parts = sentences(text)
    wanted = share * len(text.split())
    start = 0 if head else source.randrange(0, max(int(len(parts) * (1 - share)), 0) + 1)
    kept: list[str] = []
    for part in parts[start:]:
        if kept and sum(len(one.split()) for one in kept) >= wanted:
            break
        kept.append(part)
    return " ".join(kept)


def reheadlined(text: str, source: random.Random) -> str:
    """Under another headline, byline and dateline, with another site's lines at the end."""
    head = f"{source.choice(_INVENTED_HEADLINES)}\n\nBy Ada Quill\n\nMURZUQ, Libya (Reuters) - "
    return head + text + "\n\n" + "\n\n".join(source.sample(_SIGN_OFFS, 2))


def shuffled(text: str, source: random.Random) -> str:
    """The same sentences in another order."""
    parts = sentences(text)
    source.shuffle(parts)
    return " ".join(parts)


def inside_a_longer(text: str, pens: Pens, source: random.Random) -> str:
    """Seven tenths of the text in the midst of as much of other texts."""
    kept = trimmed(text, 0.7, source)
    around: list[str] = []
    while sum(len(one.split()) for one in around) < len(text.split()):
        around.append(source.choice(pens.sentences))
    half = len(around) // 2
    return "\n\n".join((" ".join(around[:half]), kept, " ".join(around[half:])))


Variation = Callable[[str, Pens, random.Random], str]
VARIATIONS: Mapping[str, Variation] = {
    "re-headlined": lambda text, pens, source: reheadlined(text, source),
    "trimmed to the first half": lambda text, pens, source: trimmed(text, 0.5, source),
    "trimmed to a third from anywhere": lambda text, pens, source: trimmed(text, 1 / 3, source, head=False),
    "30 % of words rewritten": lambda text, pens, source: rewritten_words(text, 0.3, pens, source),
    "30 % of sentences rewritten": lambda text, pens, source: rewritten_sentences(text, 0.3, pens, source),
    "sentences shuffled, 15 % of words rewritten": lambda text, pens, source: rewritten_words(
        shuffled(text, source), 0.15, pens, source
    ),
    "re-headlined, 30 % of words rewritten": lambda text, pens, source: reheadlined(
        rewritten_words(text, 0.3, pens, source), source
    ),
    "first 60 %, 30 % of words rewritten": lambda text, pens, source: rewritten_words(
        trimmed(text, 0.6, source), 0.3, pens, source
    ),
    "first 60 %, 30 % of sentences rewritten": lambda text, pens, source: rewritten_sentences(
        trimmed(text, 0.6, source), 0.3, pens, source
    ),
    "70 % inside a longer text": inside_a_longer,
}
