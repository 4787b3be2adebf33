"""Which prices decode best: each price of ``encoder.heads.Prices`` swept on the dev sets, the others at their defaults.

    python -m benchmarks.decoding [--limit N] [--model FOLDER]

Attribution on PolNeAR dev (mean exact span F1 of source, cue and content, from the head), mentions on re3d dev and names on GMB dev
(strict F1), PropBank arguments on the dev sentences (span F1 over the predicates that are gold and tried). Each text is run once.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.folders import Options, options_of
from reportedly.corpora import entities, frames
from reportedly.corpora.attribution import attributions, documents
from reportedly.corpora.example import Example
from reportedly.corpora.labels import WORD_HEADS
from reportedly.encoder.heads import Heads, Prices
from reportedly.encoder.output import Output
from reportedly.encoder.session import Encoder, Scored, decoded
from reportedly.evaluation.attribution import ROLES, head_triples

Key = tuple[int, ...]
SWEPT = {
    "attribution": (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0),
    "cue": (-0.4, 0.0, 0.3, 0.6, 1.0),
    "mentions": (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5),
    "names": (-0.5, 0.0, 0.5, 1.0, 1.5),
    "propbank": (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5),
}  # fmt: skip


def f1(gold: int, found: int, right: int) -> float:
    """Percent; 0 where nothing is right."""
    return 200.0 * right / (gold + found) if right else 0.0


def attribution_score(outputs: Sequence[Output], gold: Sequence[object]) -> float:
    """Mean exact span F1 of the three roles."""
    total = 0.0
    for number, role in enumerate(ROLES):
        counts = [0, 0, 0]
        for output, key in zip(outputs, gold, strict=True):
            ours = {
                span for triple in head_triples(output) for span in (triple.source, triple.cue, triple.content)[number]
            }
            theirs = {tuple(span) for one in key for span in one[role.capitalize()]}  # type: ignore[attr-defined]
            counts = [counts[0] + len(theirs), counts[1] + len(ours), counts[2] + len(ours & theirs)]
        total += f1(*counts) / len(ROLES)
    return total


def tagged_score(head: str) -> Callable[[Sequence[Output], Sequence[Example]], float]:
    """Strict span F1 of one tagging head against the examples' tags."""

    def score(outputs: Sequence[Output], gold: Sequence[Example]) -> float:
        counts = [0, 0, 0]
        for output, example in zip(outputs, gold, strict=True):
            ours = {(one.start, one.end, one.label) for one in getattr(output, head)}
            theirs = gold_spans(example, head)
            counts = [counts[0] + len(theirs), counts[1] + len(ours), counts[2] + len(ours & theirs)]
        return f1(*counts)

    return score


def gold_spans(example: Example, head: str) -> set[tuple[int, int, str]]:
    """The labelled spans of an example's tags."""
    found: list[tuple[int, int, str]] = []
    for word, number in enumerate(example.tags[head]):
        tag = WORD_HEADS[head][number] if number > 0 else "O"
        start, end = example.words[word]
        if tag.startswith("B-"):
            found.append((start, end, tag[2:]))
        elif tag.startswith("I-") and found:
            found[-1] = (found[-1][0], end, found[-1][2])
    return set(found)


def propbank_score(outputs: Sequence[Output], gold: Sequence[Example]) -> float:
    """Labelled argument span F1 over gold predicates that the model tried."""
    counts = [0, 0, 0]
    for output, example in zip(outputs, gold, strict=True):
        frames_at = {example.words[frame.word][0]: frame for frame in example.frames}
        for predicate in output.predicates:
            frame = frames_at.get(predicate.start)
            if frame is None:
                continue
            ours = {(one.start, one.end, one.label) for one in predicate.propbank}
            theirs = {(example.words[a][0], example.words[b][1], label) for label, a, b in frame.arguments}
            counts = [counts[0] + len(theirs), counts[1] + len(ours), counts[2] + len(ours & theirs)]
    return f1(*counts)


def sweep(
    name: str, scored: Sequence[Scored], gold: Sequence[object], encoder: Encoder, score: Callable[..., float]
) -> None:
    """Print the score at each of a price's values."""
    shown = []
    for value in SWEPT[name]:
        heads = Heads(encoder.manifest, replace(Prices(), **{name: value}))
        shown.append(f"{value:+.1f}: {score([decoded(heads, *one) for one in scored], gold):.2f}")
    print(f"{name:12} default {getattr(Prices(), name):+.1f}   " + "   ".join(shown))


def main() -> None:
    """Print one line per price."""
    options: Options = options_of("Sweep the decoder's prices on the dev sets.")
    encoder = Encoder(options.model)
    data, limit = options.data, options.limit
    found = list(documents(data / "polnear" / "dev"))[:limit]
    keys = [attributions(file) for _, _, file in found]
    scored = [encoder.score(text) for _, text, _ in found]
    sweep("attribution", scored, keys, encoder, attribution_score)
    sweep("cue", scored, keys, encoder, attribution_score)
    for name, examples, score in (
        ("mentions", list(entities.re3d(data, "dev")), tagged_score("mentions")),
        ("names", list(entities.gmb(data, "dev"))[: limit or 120], tagged_score("names")),
        ("propbank", list(frames.propbank(data, "dev"))[:limit], propbank_score),
    ):
        sweep(name, [encoder.score(example.text) for example in examples], examples, encoder, score)


if __name__ == "__main__":
    main()
