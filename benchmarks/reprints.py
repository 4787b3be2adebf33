"""Reprints found among made copies of open texts, and none found among texts that are only alike.

    python -m benchmarks.reprints [--limit N] [--data FOLDER] [--sweep | --minhash] [--examples]

1,000 open texts (Wikinews, parts of Wikipedia's articles on conflicts, long items of its day pages) that no threshold was chosen on
are each copied in ten ways (``benchmarks/variations.py``). Every copy goes the way that a report goes: its keys are looked up
in an index of all originals and of thousands of other texts, what shares keys is compared. A copy whose original is found counts
as found; any other text that is found counts as wrong, unless it and the original share a tenth of their six-word runs: the
corpora hold copies of their own, which are listed as such. Then come pairs that are alike and no copies: reports of one topic
(ECB+), neighbours, two texts with one quotation, roundups, two texts under one outlet's standing lines. ``--sweep`` tries
the thresholds on the other half of the texts, ``--minhash`` other keys: bands of MinHash (rensa) over the same runs.
"""


import importlib
import itertools
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.folders import DATA, options_of
from benchmarks.texts import CORPORA
from benchmarks.variations import VARIATIONS, Original, Pens, distractors, originals, sentences
from reportedly.corroborate import overlaps, passages
from reportedly.corroborate.overlaps import Overlap, overlap_of
from reportedly.corroborate.roots import root_among
from reportedly.corroborate.shingles import Words, runs_of, words_of
from reportedly.corroborate.signatures import MOST_HOLDERS, RUN, Signature, keys_to_index, signature_of, to_compare
from reportedly.errors import MissingCorpus
from reportedly.evaluation.measures import table

TEXTS, SEED = 1000, 20161207
STORIES, MUCH_COPIED = 40, 300
SWEPT = 250  # texts that the sweep copies
NEEDED = ("wikinews", "wikipedia_conflict_articles", "wikipedia_current_events")
PEN_CORPORA = ("lgl", "tempeval3")  # in no index: what copies are rewritten with
BRIEFS, BRIEF_WORDS = 2000, 25
ALIKE = 0.1  # share of six-word runs from which two texts of the corpora are copies already
_STANDING = (
    "By Ada Quill, The Invented Post\n\n",
    "\n\nThe Invented Post is a nonprofit newsroom that has covered the towns between the salt road and the sea since 1998. Its "
    "reporters live where they work, and its editors answer to readers, not to owners or parties. Letters reach the desk by mail.",
)  # fmt: skip
_QUOTED = (
    "“We have always said that those who attack our people will pay a price, and that the door to talks remains open to anyone "
    "who lays down his weapons, returns what was taken and recognises the government that the people of this country have "
    "chosen,” the minister told reporters at a televised news conference in the capital.",
    "“There is no military solution. What we ask of both sides is that they let the convoys pass, that they stop shelling the "
    "hospitals and the water works, and that they come to the table without conditions before the winter closes the roads,” the "
    "envoy said in a statement.",
)  # fmt: skip


class Index:
    """Keys and the texts that hold them, as a store looks them up: at most ``MOST_HOLDERS`` of one key."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.words: list[Words] = []
        self._holders: dict[int, list[int]] = defaultdict(list)

    def add(self, text: str, keys: Sequence[int] | None = None) -> int:
        """Index a text under its keys (all where none are given); returns its number."""
        words = words_of(text)
        for key in signature_of(words).keys if keys is None else keys:
            self._holders[key].append(len(self.texts))
        self.texts.append(text)
        self.words.append(words)
        return len(self.texts) - 1

    def candidates(self, of: Signature) -> tuple[int, ...]:
        """The texts worth comparing with."""
        return to_compare((key, ref) for key in of.keys for ref in self._holders.get(key, ())[:MOST_HOLDERS])

    def reprinted(self, words: Words, candidates: Sequence[int]) -> dict[int, Overlap]:
        """The candidates that these words reprint."""
        found = {number: overlap_of(words, self.words[number]) for number in candidates}
        return {number: one for number, one in found.items() if one is not None and one.reprints}


@dataclass
class Count:
    """How often what was made was found: ``missed`` where its original is no candidate, or none after the comparison."""

    made: int = 0
    found: int = 0
    unlooked: int = 0
    wrong: int = 0
    alike: int = 0
    examples: list[str] = field(default_factory=list)

    def measures(self) -> dict[str, float]:
        """Precision, recall and F1 in percent."""
        precision = self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0
        recall = self.found / self.made if self.made else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"p": 100 * precision, "r": 100 * recall, "f1": 100 * f1}


def chosen(data: Path, number: int, *, tuned: bool) -> tuple[list[Original], list[Original]]:
    """``number`` originals of one half, of each corpus its share, and all originals of both halves."""
    every = list(originals(data))
    half = [one for one in every if one.tuned == tuned]
    news = [one for one in half if one.corpus == "wikinews"]
    short = [one for one in half if one.corpus == "wikipedia_current_events"]
    long = [one for one in half if one.corpus == "wikipedia_conflict_articles"]
    source = random.Random(SEED)
    news = source.sample(news, min(len(news), number // 5))
    short = source.sample(short, min(len(short), number // 10))
    return [*news, *short, *source.sample(long, min(len(long), number - len(news) - len(short)))], every


def pens_of(data: Path) -> Pens:
    """The words and sentences that copies are rewritten with."""
    texts = [text for name in PEN_CORPORA for text in CORPORA[name](data)]
    parts = [one for text in texts for one in sentences(text) if 8 <= len(one.split()) <= 45]
    return Pens([word for text in texts for word in text.split()], parts)


def run(data: Path = DATA, limit: int | None = None) -> dict[str, Any]:
    """The figures; MissingCorpus where the texts are not there."""
    for name in NEEDED:
        if not (data / name).exists():
            raise MissingCorpus(f"{data / name} is not there.", "Name the folder of the corpora with --data.")
    picked, every = chosen(data, limit or TEXTS, tuned=False)
    index, number_of = indexed(data, every)
    pens = pens_of(data)
    counts = {name: copied(name, picked, index, number_of, pens) for name in VARIATIONS}
    whole = Count()
    for one in counts.values():
        whole.made, whole.found, whole.wrong = whole.made + one.made, whole.found + one.found, whole.wrong + one.wrong
        whole.alike, whole.unlooked = whole.alike + one.alike, whole.unlooked + one.unlooked
    return {
        "texts": len(picked), "index": len(index.texts), "all": whole.measures() | vars(whole),
        "variations": {name: one.measures() | vars(one) for name, one in counts.items()},
        "no copies": {name: judged(pairs) for name, pairs in alike_pairs(data, picked, every).items()},
        "speed": {"copies": per_second(index, picked, numbers_of=None), "new": per_second(index, picked, numbers_of=number_of)},
        "groups": grouped(picked, index, pens),  # the last: the index grows
    }  # fmt: skip


def indexed(data: Path, every: Sequence[Original]) -> tuple[Index, dict[str, int]]:
    """An index of all originals and the distractors, and the number of each original's text."""
    index = Index()
    numbers = {one.text: index.add(one.text) for one in every}
    for text in distractors(data):
        if text not in numbers:
            index.add(text)
    return index, numbers


def copied(name: str, picked: Sequence[Original], index: Index, numbers: Mapping[str, int], pens: Pens) -> Count:
    """How copies of one kind fare."""
    count = Count()
    for place, one in enumerate(picked):
        words = words_of(VARIATIONS[name](one.text, pens, random.Random(f"{SEED} {place} {name}")))
        candidates = index.candidates(signature_of(words))
        found = index.reprinted(words, candidates)
        own = numbers[one.text]
        count.made += 1
        count.found += own in found
        count.unlooked += own not in candidates
        for other in found.keys() - {own}:
            if alike(one.text, index.texts[other]):
                count.alike += 1
            else:
                count.wrong += 1
                count.examples.append(f"{name}: {words.text[:200]!r} / {index.texts[other][:200]!r}: {found[other].reason}")
    return count


def alike(one: str, two: str) -> bool:
    """Whether two texts of the corpora are copies already: a tenth of the shorter's six-word runs are in the other."""
    runs = [{tuple(words[at : at + 6]) for at in range(len(words) - 5)} for words in (one.lower().split(), two.lower().split())]
    fewer = min(map(len, runs))
    return fewer > 0 and len(runs[0] & runs[1]) >= ALIKE * fewer


def alike_pairs(data: Path, picked: Sequence[Original], every: Sequence[Original]) -> dict[str, list[tuple[str, str]]]:
    """Pairs that are alike and no copies."""
    source = random.Random(SEED)
    by_article: dict[str, list[str]] = defaultdict(list)
    for one in every:
        if not one.tuned:
            by_article[one.article].append(one.text)
    neighbours = [pair for texts in by_article.values() for pair in itertools.pairwise(texts)]
    topics: dict[str, list[str]] = defaultdict(list)
    for path, text in zip(sorted((data / "ecbplus").rglob("*.xml")), CORPORA["ecbplus"](data), strict=True):
        topics[path.stem.rpartition("_")[0] + path.stem.rpartition("ecb")[2]].append(text)
    topical = [(one, two) for texts in topics.values() for at, one in enumerate(texts) for two in texts[at + 1 :]]
    pairs = source.sample(neighbours, min(len(neighbours), len(picked)))
    quoting = [(_with_quotation(one, at), _with_quotation(two, at)) for at, (one, two) in enumerate(pairs)]
    texts = [one.text for one in picked]
    briefs = [one for one in itertools.islice(distractors(data), BRIEFS) if len(one.split()) >= BRIEF_WORDS]
    return {
        "reports of one topic (ECB+)": [pair for pair in topical if not alike(*pair)],
        "neighbours in one article or on one day": [pair for pair in neighbours if not alike(*pair)],
        "neighbours with one quotation of 40 words": [
            pair for pair, plain in zip(quoting, pairs, strict=True) if not alike(*plain)
        ],
        "roundups with a sentence of each": list(_roundups(texts, source)),
        "neighbours under one outlet's standing lines": [
            (_STANDING[0] + one + _STANDING[1], _STANDING[0] + two + _STANDING[1]) for one, two in pairs if not alike(one, two)
        ],
        "briefs of 25 to 45 words under these lines": [
            (_STANDING[0] + one + _STANDING[1], _STANDING[0] + two + _STANDING[1])
            for one, two in itertools.pairwise(briefs) if not alike(one, two)
        ],
    }  # fmt: skip


def _with_quotation(text: str, at: int) -> str:
    parts = sentences(text)
    middle = len(parts) // 2
    return " ".join((*parts[:middle], _QUOTED[at % 2], *parts[middle:]))


def _roundups(texts: Sequence[str], source: random.Random) -> Iterator[tuple[str, str]]:
    for at in range(0, len(texts) - 7, 8):
        told = [one for one in texts[at : at + 8] if len(sentences(one)) >= 4]
        roundup = " ".join(source.choice(sentences(one)) for one in told)
        yield from ((one, roundup) for one in told)


def judged(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """How many of the pairs are taken for copies."""
    wrong, words = [], {text: words_of(text) for pair in pairs for text in pair}
    for one, two in pairs:
        found = overlap_of(words[one], words[two])
        if found is not None and found.reprints:
            wrong.append(f"{one[:200]!r} / {two[:200]!r}: {found.reason}")
    return {"pairs": len(pairs), "wrong": len(wrong), "examples": wrong}


def grouped(picked: Sequence[Original], index: Index, pens: Pens) -> dict[str, float]:
    """Copies of few texts as they come into a record, one much copied: which pairs end in one group, beside those that should.

    ``STORIES`` texts are copied once in each way and one more ``MUCH_COPIED`` times; the copies come in a mixed order and without
    their originals, each joins the root that it is found to have or becomes one.
    """
    source = random.Random(SEED)
    stories = [one.text for one in picked if one.corpus != "wikipedia_current_events"][: STORIES + 1]
    ways = list(VARIATIONS.values())
    made = [(story, way(text, pens, source)) for story, text in enumerate(stories) for way in ways]
    made += [(0, ways[number % len(ways)](stories[0], pens, source)) for number in range(MUCH_COPIED)]
    source.shuffle(made)
    first, roots = len(index.texts), {}
    for _, text in made:
        words = words_of(text)
        of = signature_of(words)
        root = root_among(
            [one for one in index.candidates(of) if one >= first], lambda one: roots.get(one, one),
            lambda one, words=words: overlap_of(words, index.words[one]),
        )  # fmt: skip
        number = index.add(text, keys_to_index(of, root.overlap.share_one if root else 0.0))
        roots[number] = root.report if root else number
    pairs = list(itertools.combinations([(story, roots[first + place]) for place, (story, _) in enumerate(made)], 2))
    together = sum(one[1] == two[1] for one, two in pairs)
    right = sum(one[1] == two[1] and one[0] == two[0] for one, two in pairs)
    count = Count(sum(one[0] == two[0] for one, two in pairs), right, wrong=together - right)
    return {"copies": len(made), "stories": len(stories), "groups": len(set(roots.values())), **count.measures()}


def per_second(index: Index, picked: Sequence[Original], numbers_of: Mapping[str, int] | None) -> float:
    """Reports per second of one core, from a text to what it reprints; nothing of the others is at hand but their texts.

    Where ``numbers_of`` is given a text's own place in the index is passed over, as if it were new; else each text is a copy.
    """
    began = process_time()
    for one in picked:
        words = words_of(one.text)
        for number in index.candidates(signature_of(words)):
            if numbers_of is None or number != numbers_of[one.text]:
                overlap_of(words, words_of(index.texts[number]))
    return len(picked) / (process_time() - began)


@contextmanager
def tried(module: Any, name: str, value: float) -> Iterator[None]:
    """A threshold set otherwise for a while."""
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


SWEEP: Sequence[tuple[Any, str, Sequence[float]]] = (
    (overlaps, "COPIED", (0.3, 0.35, 0.4, 0.45)),
    (overlaps, "COPIED_SHORT", (0.4, 0.45, 0.5)),
    (overlaps, "COPIED_BRIEF", (0.5, 0.6, 0.7)),
    (overlaps, "SURELY", (0.5, 0.55, 0.6, 0.65)),
    (passages, "MIN_WORDS", (7, 9, 11)),
)


def sweep(data: Path = DATA, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """The figures at each value of each threshold, on the half that may be tuned on."""
    picked, every = chosen(data, limit or SWEPT, tuned=True)
    index, numbers = indexed(data, every)
    pens = pens_of(data)
    negatives = alike_pairs(data, picked, [one._replace(article=one.article + " ") for one in every if one.tuned])
    for module, name, values in SWEEP:
        for value in values:
            with tried(module, name, value):
                counts = [copied(way, picked, index, numbers, pens) for way in VARIATIONS]
                made, found, wrong = (sum(getattr(one, what) for one in counts) for what in ("made", "found", "wrong"))
                taken = {kind: judged(pairs)["wrong"] for kind, pairs in negatives.items()}
            yield {"threshold": name, "value": value, "p": found / max(found + wrong, 1), "r": found / made, "wrong": wrong,
                   "alike": sum(taken.values())}  # fmt: skip


BANDS: Sequence[tuple[int, int]] = ((40, 1), (40, 2), (40, 3), (32, 4))
HARD = ("30 % of words rewritten", "first 60 %, 30 % of words rewritten", "trimmed to a third from anywhere")


def minhash(data: Path = DATA, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """How often a copy's keys lead to its original, and to how many others, with bands of MinHash and with ours."""
    rensa = importlib.import_module("rensa")  # tried, and not used by the package
    picked, every = chosen(data, limit or SWEPT, tuned=True)
    pens = pens_of(data)
    numbers = {one.text: place for place, one in enumerate(every)}

    def keys(words: Words, bands: int, rows: int) -> list[tuple[Any, ...]]:
        sketch = rensa.RMinHash(num_perm=bands * rows, seed=SEED)
        sketch.update([str(run) for run in runs_of(words.hashes, RUN).tolist()])
        digest = sketch.digest()
        return [(band, *digest[band * rows : (band + 1) * rows]) for band in range(bands)]

    index = Index()
    for one in every:
        index.add(one.text)
    for bands, rows in (*BANDS, (0, 0)):
        holders: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for place, words in enumerate(index.words if bands else ()):
            for key in keys(words, bands, rows):
                holders[key].append(place)
        for name in HARD:
            led, others = 0, 0
            for place, one in enumerate(picked):
                copy = words_of(VARIATIONS[name](one.text, pens, random.Random(f"{SEED} {place} {name}")))
                found = set(index.candidates(signature_of(copy))) if not bands else {
                    ref for key in keys(copy, bands, rows) for ref in holders.get(key, ())[:MOST_HOLDERS]
                }  # fmt: skip
                led += numbers[one.text] in found
                others += len(found - {numbers[one.text]})
            kind = f"{bands} bands of {rows}" if bands else "ours"
            yield {"keys": kind, "copies": name, "led": led / len(picked), "others": others / len(picked)}


def shown(figures: Mapping[str, Any]) -> str:
    """The figures as text."""
    rows = {
        name: {"P": one["p"], "R": one["r"], "found": one["found"], "wrong": one["wrong"], "missed": one["made"] - one["found"],
               "no look": one["unlooked"], "alike": one["alike"]}
        for name, one in (*figures["variations"].items(), ("all", figures["all"]))
    }  # fmt: skip
    others = {name: {"pairs": one["pairs"], "wrong": one["wrong"]} for name, one in figures["no copies"].items()}
    speed = figures["speed"]
    return "\n\n".join(
        (
            f"reprints: {figures['texts']} open texts, {figures['index']:,} texts in the index",
            table(rows, list(rows["all"])) + "\nno look: missed because no key led to the original; alike: copies in the corpora",
            "pairs that are alike and no copies\n" + table(others, ["pairs", "wrong"]),
            "copies as they come, grouped around roots (P, R and F1 of pairs)\n"
            + table({"groups": figures["groups"]}, list(figures["groups"])),
            f"new reports: {speed['new']:.0f} a second on one core; copies: {speed['copies']:.0f} a second",
        )
    )


def main() -> None:
    """Print the figures, or with ``--sweep`` those of each threshold."""
    arguments = [one for one in sys.argv[1:] if one not in ("--sweep", "--minhash", "--examples")]
    options = options_of("reprints among made copies of open texts", arguments)
    if "--sweep" in sys.argv or "--minhash" in sys.argv:
        for one in (sweep if "--sweep" in sys.argv else minhash)(options.data, options.limit):
            line = (f"{name} {value:.4g}" if isinstance(value, float) else f"{name} {value}" for name, value in one.items())
            print(" ".join(line), flush=True)
        return
    figures = run(options.data, options.limit)
    print(shown(figures))
    if "--examples" in sys.argv:
        for one in (*figures["variations"].values(), *figures["no copies"].values()):
            print("\n".join(one["examples"][:8]))


if __name__ == "__main__":
    main()
