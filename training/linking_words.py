"""The words that linking compares by: ``python -m training.linking_words``.

Writes how many background texts each stem stands in (PolNeAR's training part; GMB, twelve sentences a text), and a short vector
for the meaning of each stem that is no name: the input vectors of MiniLM's word pieces, averaged over the forms that the texts have.
"""

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from benchmarks.folders import DATA

from reportedly.codebooks.load import load_codebook
from reportedly.corroborate.linking_words import TABLE, stem, stems

OUT = Path(__file__).resolve().parents[1] / "src" / "reportedly" / "corroborate" / "data"
LEAST_TEXTS = 6
SENTENCES = 12
WIDTH = 48
MOST_FORMS = 4
_WORD = re.compile(r"[^\W\d_]+")


def texts(data: Path) -> Iterator[str]:
    """The background texts."""
    for path in sorted((data / "polnear" / "train").rglob("*.txt")):
        yield path.read_text("utf-8", "replace")
    sentences: list[str] = []
    with (data / "gmb_ner" / "ner_dataset.csv").open(encoding="latin-1", newline="") as file:
        words: list[str] = []
        for row in csv.DictReader(file):
            if row["Sentence #"] and words:
                sentences.append(" ".join(words))
                words = []
            words.append(row["Word"])
        sentences.append(" ".join(words))
    for start in range(0, len(sentences), SENTENCES):
        yield " ".join(sentences[start : start + SENTENCES])


def write_counts(read: list[str]) -> None:
    """The table of ``linking_words.rarity``."""
    counts = Counter(word for text in read for word in set(stems(text)))
    kept = sorted((word, count) for word, count in counts.items() if count >= LEAST_TEXTS)
    lines = [
        "# In how many of * background texts each stem stands (python -m training.linking_words).",
        f"* {len(read)}",
        *(f"{word} {count}" for word, count in kept),
    ]
    (OUT / TABLE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_meanings(read: list[str]) -> int:
    """The vectors of ``linking_meanings.alike``; returns for how many stems."""
    from tokenizers import Tokenizer  # noqa: PLC0415  the training extra only

    from training.network import start_from_minilm  # noqa: PLC0415
    from training.train import minilm_folder  # noqa: PLC0415

    forms: dict[str, Counter[str]] = {}
    for text in read:
        for word in _WORD.findall(text):
            forms.setdefault(stem(word), Counter())[word] += 1
    texts_with = Counter(word for text in read for word in set(stems(text)))
    named = {one: [form for form, _ in found.most_common(MOST_FORMS) if form.islower()] for one, found in forms.items()}
    wanted = {
        one: lower for one, lower in named.items()
        if lower and texts_with[one] >= LEAST_TEXTS and 2 * sum(forms[one][form] for form in lower) >= forms[one].total()
    }  # fmt: skip
    for entry in load_codebook(None).entries:
        for word in entry.words:
            wanted.setdefault(stem(word), [word])
    folder = minilm_folder()
    table = start_from_minilm(folder).pieces.weight.detach().numpy()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    words = sorted(wanted)
    rows = []
    for word in words:
        pieces = [table[tokenizer.encode(form).ids[1:-1]].mean(0) for form in wanted[word]]
        rows.append(np.mean(pieces, axis=0))
    vectors = np.array(rows, np.float64)
    vectors -= vectors.mean(0)
    values, axes = np.linalg.eigh(np.cov(vectors.T))
    short = vectors @ axes[:, ::-1][:, :WIDTH] / values[::-1][:WIDTH] ** 0.25
    scaled = np.round(127 * short / np.abs(short).max(1, keepdims=True)).astype(np.int8)
    np.savez_compressed(OUT / "linking_meanings.npz", words=np.array(" ".join(words)), vectors=scaled)
    return len(words)


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    read = list(texts(parser.parse_args().data))
    write_counts(read)
    print(f"{len(read)} texts, {write_meanings(read)} meanings")


if __name__ == "__main__":
    main()
