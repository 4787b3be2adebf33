"""What the corpora carry of the hard parts: nested voices, sources outside, factuality by what stands above, tolls, one occurrence.

    python -m benchmarks.hard_corpora [--data FOLDER] [--model FOLDER] [--only NAME ...] [--limit N]

Dev parts; PolNeAR's sources outside the sentence are read on train documents too (dev has one, train 22 by our splitter), which the
encoder was trained on: that figure shows what the rules reach and no more.
"""

import argparse
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import msgspec

from reportedly.corpora import ecbplus
from reportedly.corpora.attribution import documents
from reportedly.corpora.frames import propbank
from reportedly.encoder.output import Output, Predicate
from reportedly.encoder.sentences import split_sentences
from reportedly.evaluation.attribution import Triple, gold_triples, pair_triples, product_triples, source_place
from reportedly.evaluation.command import encoded, needed, reader_of, report_of
from reportedly.evaluation.measures import Tally
from reportedly.evaluation.predicates import pearson
from reportedly.extract.embedding import governors
from reportedly.extract.factuality import factuality_of, factuality_words
from reportedly.extract.frames import texts_of
from reportedly.extract.tolls import amounts
from reportedly.schema import Claim, Factuality, Reading

Figures = dict[str, float]
_CONDITIONS = frozenset({"if", "unless", "whether"})
_DENIALS = frozenset({"not", "n't", "never", "no", "nobody", "none", "cannot", "without"})
_MODALS = frozenset({"may", "might", "could", "would", "should", "will", "can", "must", "'ll"})
# A rough place on UDS-IH2's scale for what the product says; not fitted.
_SCALE = {"certain": 2.7, "probable": 1.5, "possible": 0.5, "unknown": 0.0}
_NUMBER = re.compile(r"\d+")


def voices(data: Path, limit: int | None, model: Path | None) -> Figures:
    """Nested attributions: cues of PolNeAR dev inside another attribution's content, in the gold and in ours."""
    needed(data / "polnear" / "dev")
    reader = reader_of(model)
    cues = nested = ours = 0
    for _, text, file in islice(documents(data / "polnear" / "dev"), limit):
        gold = gold_triples(file)
        cues += len(gold)
        nested += sum(_holder(number, one, gold) is not None for number, one in enumerate(gold))
        ours += sum(one.parent is not None for one in reader.read(report_of(text)).attributions)
    return {"gold cues": cues, "of these inside another's content": nested, "ours inside another's content": ours}


def _holder(number: int, one: Triple, gold: Sequence[Triple]) -> int | None:
    """The gold attribution with the shortest content that holds this one's cue."""
    start, end = one.cue[0]
    holders = [
        (sum(b - a for a, b in other.content), n)
        for n, other in enumerate(gold)
        if n != number and any(a <= start and end <= b for a, b in other.content)
    ]
    return min(holders)[1] if holders else None


def outside(data: Path, limit: int | None, model: Path | None) -> Figures:
    """Attributions whose source stands in another sentence than the cue, on the train and dev documents that have one."""
    reader = reader_of(model)
    tally = Tally()
    for part in ("dev", "train"):
        needed(data / "polnear" / part)
        for _, text, file in islice(documents(data / "polnear" / part), limit):
            gold, sentences = gold_triples(file), split_sentences(text)
            there = [n for n, one in enumerate(gold) if source_place(one, sentences) == "outside"]
            if not there:
                continue
            ours = product_triples(reader.read(report_of(text)))
            pairs = pair_triples(ours, gold)
            tally.gold += len(there)
            tally.right += sum(n in pairs for n in there)
            tally.found += sum(source_place(one, sentences) == "outside" for one in ours)
    return {
        "gold": tally.gold,
        "found": tally.found,
        "precision": tally.precision,
        "recall": tally.recall,
        "F1": tally.f1,
    }


def factuality(data: Path, limit: int | None, model: Path | None) -> Figures:
    """UDS-IH2 dev by what stands before the predicate: r of the learned scale, and of the categories that the product gives."""
    needed(data / "uds_ih2" / "dev.jsonl")
    examples = list(islice(propbank(data, "dev"), limit))
    rows: list[tuple[str, float, float, float]] = []
    for example, output in zip(
        examples, encoded(reader_of(model).encoder, [one.text for one in examples]), strict=True
    ):
        by_start = {one.start: one for one in output.predicates}
        for word, gold in example.happened:
            predicate = by_start.get(example.words[word][0])
            if predicate is not None:
                told = _category(example.text, output, predicate)
                rows.append((_above(example.text, output, predicate), gold, predicate.happened, _on_scale(told)))
    figures: Figures = {}
    for group in ("plain", "negation", "modal", "conditional", "embedding verb"):
        chosen = [row for row in rows if row[0] == group]
        figures[f"{group}: predicates"] = len(chosen)
        figures[f"{group}: r of the learned scale"] = pearson([(row[2], row[1]) for row in chosen])
        figures[f"{group}: r of the product's categories"] = pearson([(row[3], row[1]) for row in chosen])
    figures["all: r of the product's categories"] = pearson([(row[3], row[1]) for row in rows])
    return figures


def _words_before(text: str, output: Output, predicate: Predicate) -> list[str]:
    start, _ = output.sentences[predicate.sentence]
    return [text[a:b].lower() for a, b in output.words if start <= a < predicate.start]


def _above(text: str, output: Output, predicate: Predicate) -> str:
    words = _words_before(text, output, predicate)
    embedding = set().union(*factuality_words().embedders.values())
    if words[-1:] == ["to"] and embedding.intersection(words[-7:]):
        return "embedding verb"
    if _CONDITIONS.intersection(words[-12:]):
        return "conditional"
    if _DENIALS.intersection(words[-4:]) or "n't" in "".join(words[-4:]):
        return "negation"
    return "modal" if _MODALS.intersection(words[-4:]) else "plain"


def _category(text: str, output: Output, predicate: Predicate) -> Factuality:
    start, end = output.sentences[predicate.sentence]
    spans = [one for one in output.words if start <= one[0] and one[1] <= end]
    first = next(number for number, one in enumerate(output.words) if one[0] >= start)
    place = next((number for number, one in enumerate(spans) if one[0] >= predicate.start), 0)
    above = governors(text, output, (predicate.start, predicate.end), predicate.sentence, first)
    words = [text[a:b] for a, b in spans]
    return factuality_of(words, place, predicate, texts_of(text, predicate.propbank), (), above)


def _on_scale(told: Factuality) -> float:
    value = _SCALE[told.certainty] - {"actual": 0.0, "planned": 2.2, "hypothetical": 2.6}[told.modality]
    return -2.5 if told.polarity == "negative" else value


def tolls(data: Path, limit: int | None, model: Path | None) -> Figures:
    """Tolls: counts of MUC-4 dev's dead and injured (two and more) that a toll has, re3d dev's numbers read as amounts."""
    keys, texts = data / "muc4" / "keys_dev.jsonl", data / "muc4" / "grit" / "dev.json"
    needed(keys, texts, data / "re3d" / "dev.jsonl")
    wanted: dict[str, set[tuple[str, int]]] = {}
    for line in keys.read_text("utf-8").splitlines():
        for what, number in _counted(msgspec.json.decode(line)):
            wanted.setdefault(msgspec.json.decode(line)["MESSAGE: ID"][0].split()[0], set()).add((what, number))
    reader = reader_of(model)
    gold = right = 0
    for line in islice(texts.read_text("utf-8").splitlines(), limit):
        document = msgspec.json.decode(line)
        if document["docid"] in wanted:
            reading = reader.read(report_of(document["doctext"]))
            gold += len(wanted[document["docid"]])
            right += sum(_told(reading, what, number) for what, number in wanted[document["docid"]])
    numbers, read = _re3d_numbers(data / "re3d" / "dev.jsonl")
    return {
        "MUC-4 counts of two and more": gold, "found (recall)": 100 * right / max(1, gold),
        "re3d numbers": numbers, "read as an amount": 100 * read / max(1, numbers),
    }  # fmt: skip


def _counted(key: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    fates: dict[str, str] = {}
    for line in key["HUM TGT: EFFECT OF INCIDENT"]:
        effect, _, who = line.partition(":")
        fates[who.strip()] = (
            "killed" if "DEATH" in effect else "injured" if effect.strip() in {"INJURY", "? INJURY"} else ""
        )
    for line in key["HUM TGT: NUMBER"]:
        number, _, who = line.partition(":")
        if number.strip().isdigit() and int(number) > 1 and fates.get(who.strip()):
            yield fates[who.strip()], int(number)


def _told(reading: Reading, what: str, number: int) -> bool:
    return any(
        one.what == what
        and (one.best == number or (one.best is None and (one.low or 0) <= number <= (one.high or 10**9)))
        for claim in reading.claims
        for one in claim.toll
    )


def _re3d_numbers(file: Path) -> tuple[int, int]:
    numbers = read = 0
    for line in file.read_text("utf-8").splitlines():
        document = msgspec.json.decode(line)
        for relation in document["relations"]:
            if relation["type"] == "HasAttrOf" and any(True for _ in amounts(relation["target"])):
                numbers += 1
                start, end = relation["targetBegin"], relation["targetEnd"]
                read += any(
                    one.start <= start and end <= one.end
                    for one in amounts(document["text"], max(0, start - 30), end + 12)
                )
    return numbers, read


def one_occurrence(data: Path, limit: int | None, model: Path | None) -> Figures:
    """ECB+ dev: of the gold event mentions that are triggers of ours, which pairs of one report are one event."""
    folder = data / "ecbplus"
    needed(folder)
    reader = reader_of(model)
    ours, lemma = Tally(), Tally()
    for document in islice(ecbplus.documents(folder, "dev"), limit):
        chain = _chains(folder / "ECB+" / str(document.topic) / f"{document.name}.xml")
        claims = [one for one in reader.read(report_of(document.text)).claims if one.kind == "event" and one.trigger]
        matched: list[tuple[Claim, str]] = []
        for mark in document.marked:
            if "ACTION" in mark.tag:
                claim = next(
                    (
                        one
                        for one in claims
                        if one.trigger and one.trigger.start < mark.end and mark.start < one.trigger.end
                    ),
                    None,
                )
                if claim is not None:
                    matched.append((claim, chain.get(mark.number, f"alone {mark.number}")))
        _count_pairs(matched, ours, lemma)
    figures = {"pairs of mentions in one chain": float(ours.gold)}
    for name, tally in (("ours", ours), ("same first five letters", lemma)):
        figures |= {f"{name}: precision": tally.precision, f"{name}: recall": tally.recall, f"{name}: F1": tally.f1}
    return figures


def _count_pairs(matched: Sequence[tuple[Claim, str]], ours: Tally, lemma: Tally) -> None:
    for (one, first), (two, second) in combinations(matched, 2):
        if one is two or one.trigger is None or two.trigger is None:
            continue
        gold = first == second
        for tally, same in (
            (ours, one.event == two.event),
            (lemma, one.trigger.text[:5].lower() == two.trigger.text[:5].lower()),
        ):
            tally.gold += gold
            tally.found += same
            tally.right += gold and same


def _chains(path: Path) -> dict[str, str]:
    """Each mention's chain: the target of the coreference relation that it is a source of."""
    root = ElementTree.parse(path).getroot()
    return {
        source.get("m_id", ""): target.get("m_id", "")
        for relation in root.iterfind("Relations/*")
        for target in relation.iter("target")
        for source in relation.iter("source")
    }


PARTS: Mapping[str, Callable[[Path, int | None, Path | None], Figures]] = {
    "voices": voices, "outside": outside, "factuality": factuality, "tolls": tolls, "one-occurrence": one_occurrence,
}  # fmt: skip


def run(
    data: Path, names: Iterable[str] = PARTS, limit: int | None = None, model: Path | None = None
) -> dict[str, Figures]:
    """The figures of each named part."""
    return {name: PARTS[name](data, limit, model) for name in names}


def shown(result: Mapping[str, Figures]) -> list[str]:
    """The figures as a Markdown table."""
    lines = ["| corpus | measure | figure |", "|---|---|---|"]
    for name, figures in result.items():
        about = (PARTS[name].__doc__ or "").split(":")[0].split(",")[0].split("(")[0].strip().rstrip(".")
        for measure, value in figures.items():
            lines.append(f"| {about} | {measure} | {_number(measure, value)} |")
    return lines


def _number(measure: str, value: float) -> str:
    if ": r of" in measure:
        return f"{value:.3f}"
    return f"{value:.0f}" if float(value).is_integer() and "F1" not in measure else f"{value:.1f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path)
    parser.add_argument("--only", nargs="*", choices=sorted(PARTS), default=list(PARTS))
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    sys.stdout.write("\n".join(shown(run(options.data, options.only, options.limit, options.model))) + "\n")


if __name__ == "__main__":
    main()
