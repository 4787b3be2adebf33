"""Whether scores mean what they say: reliability and expected calibration error (ECE) of claims and attributions.

A claim's score is the probability that a careful reader would accept its trigger and type, a relation's that it holds between its
two sides, an attribution's that its source, cue and content are right (each overlaps its gold one, as linked triples count them).
Claims and relations are those of ``reportedly.evaluation.judged``, attributions PolNeAR dev.

ECE: cases are put into ten bins of equal numbers by score; the differences between mean score and share of right ones, weighted
by the bins' sizes (Naeini, Cooper and Hauskrecht 2015). A perfect score would have an ECE above 0 too, by chance: the smaller
the sample the more. "cross-fitted" fits the constants on one half of the documents (by the hash of their name) and scores the
other, both ways: what a score is worth on texts that it was not fitted on. "as shipped" takes the packaged constants, which were
fitted on all of it. "uncalibrated" is the score before it was fitted.
"""

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.config import Settings
from reportedly.corpora.attribution import documents
from reportedly.evaluation import bootstrap
from reportedly.evaluation.attribution import Triple, gold_triples, pair_triples
from reportedly.evaluation.command import BothReader, encoded, needed, reader_of, report_of
from reportedly.evaluation.judged import judged_texts, relation_texts
from reportedly.evaluation.logistic import fit_logistic
from reportedly.evaluation.measures import table
from reportedly.extract.attributions import attribution_parts, parts_evidence
from reportedly.extract.calibration import Logistic, calibration, claim_evidence
from reportedly.extract.claims import find_triggers
from reportedly.extract.outside import Parts

BINS = 10
SIDES = ("subject", "object")
FEWEST = 25  # cases in each half, below which nothing is fitted
COLUMNS = ("cases", "percent", "low", "high", "mean score", "right", "brier", "ranking")
WORTH_HOLDING = 0.1  # of F1, in percent: for less nothing is held back
RAW = {"claims": "found", "relations": "found", "attributions": "cue"}

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One claim or attribution: the evidence for it, and whether it is right."""

    corpus: str
    document: str
    evidence: Mapping[str, float]
    right: bool


@dataclass(frozen=True)
class Cases:
    """All cases of one kind; ``gold`` is how many there were to be found."""

    cases: tuple[Case, ...]
    gold: int
    unknown: int = 0


def claim_cases(data: Path, limit: int | None = None, model: Path | None = None) -> Cases:
    """The claims of the judged texts; ``unknown`` counts those that nobody judged, which are left out."""
    reader = reader_of(model)
    texts = list(islice(judged_texts(data), limit))
    cases, gold, unknown = [], 0, 0
    for one, output in zip(texts, encoded(reader.encoder, [one.text for one in texts]), strict=True):
        gold += one.acceptable
        for trigger in find_triggers(one.text, output, reader.codebook):
            right = one.verdict(trigger.start, trigger.end, trigger.type)
            if right is None:
                unknown += 1
            else:
                cases.append(Case(one.corpus, one.name, claim_evidence(trigger), right))
    return Cases(tuple(cases), gold, unknown)


def relation_cases(data: Path, limit: int | None = None, model: Path | None = None) -> Cases:
    """The relation claims of the texts whose relations were judged; ``gold`` counts the accepted ones."""
    reader = BothReader(Settings(model=model, min_score=0.0))
    fitted = calibration().relations
    cases, gold, unknown = [], 0, 0
    for corpus, name, text, verdicts in islice(relation_texts(data), limit):
        gold += sum(one.accepted for one in verdicts)
        for claim in reader.read(report_of(text)).claims:
            if claim.kind != "relation":
                continue
            subject, other = (next((one.start, one.end) for one in claim.arguments if one.role == role) for role in SIDES)
            said = [one.accepted for one in verdicts if one.speaks_of(claim.type, subject, other)]
            if said:
                cases.append(Case(corpus, name, before_fitting(fitted, claim.score), any(said)))
            unknown += not said
    return Cases(tuple(cases), gold, unknown)


def before_fitting(model: Logistic, score: float) -> dict[str, float]:
    """The one piece of evidence that a model of one piece made this score of."""
    [(name, weight)] = model.weights.items()
    kept = min(max(score, 1e-4), 1 - 1e-4)
    return {name: (math.log(kept / (1 - kept)) - model.bias) / weight}


def attribution_cases(data: Path, limit: int | None = None, model: Path | None = None) -> Cases:
    """The attributions of PolNeAR dev, from raw text."""
    encoder = reader_of(model).encoder
    read = list(islice(documents(data / "polnear" / "dev"), limit))
    cases, count = [], 0
    for (name, text, file), output in zip(read, encoded(encoder, [text for _, text, _ in read]), strict=True):
        parts, gold = attribution_parts(text, output), gold_triples(file)
        count += len(gold)
        right = set(pair_triples([_triple(one) for one in parts], gold).values())
        cases += [Case("polnear", name, parts_evidence(one), number in right) for number, one in enumerate(parts)]
    return Cases(tuple(cases), count)


def _triple(parts: Parts) -> Triple:
    cue, source, content = parts
    return Triple(
        ((source.start, source.end),) if source else (), ((cue.start, cue.end),),
        tuple(sorted((span.start, span.end) for span in content)),
    )  # fmt: skip


def half_of(document: str) -> int:
    """0 or 1, by the hash of a document's name."""
    return hashlib.sha256(document.encode()).digest()[0] % 2


def crossfitted(cases: Sequence[Case]) -> list[float] | None:
    """Each case's score by constants fitted on the other half's documents; None where a half is too small to fit on."""
    models: list[Logistic] = []
    for half in (0, 1):
        others = [case for case in cases if half_of(case.document) != half]
        if len(others) < FEWEST or len({case.right for case in others}) < 2:
            return None
        models.append(fit_logistic([case.evidence for case in others], [case.right for case in others]))
    return [models[half_of(case.document)].probability(case.evidence) for case in cases]


@dataclass(frozen=True)
class Bin:
    """Cases of like scores: how many, their mean score and the share that is right."""

    cases: int
    score: float
    right: float


def _bins(scores: Floats) -> list[NDArray[np.int64]]:
    """The cases of each bin, as near to equal numbers as equal scores, which stay together, allow."""
    cuts = np.sort(scores)[[len(scores) * number // BINS for number in range(1, BINS)]]
    of_case = np.searchsorted(cuts, scores, side="right")
    parts = [np.flatnonzero(of_case == number) for number in range(BINS)]
    return [part for part in parts if len(part)]


def reliability(scores: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """The reliability curve: bins of equal numbers, lowest scores first."""
    said, was = np.array(scores), np.array(right, np.float64)
    return [Bin(len(part), float(said[part].mean()), float(was[part].mean())) for part in _bins(said)]


def figures_of(scores: Sequence[float], cases: Sequence[Case]) -> dict[str, float]:
    """ECE in percent with its interval, mean score and share of right ones, Brier score (times 100), and how well the score ranks.

    The interval is of percentiles over drawn documents; since chance adds to an ECE, it lies rather above the figure than around it.
    ``ranking`` is the chance that a right case scores above a wrong one (area under the ROC curve), in percent.
    """
    said, was = np.array(scores), np.array([case.right for case in cases], np.float64)
    names = sorted({case.document for case in cases})
    place = {name: number for number, name in enumerate(names)}
    rows = np.zeros((len(names), BINS, 3))
    for number, part in enumerate(_bins(said)):
        for case in part.tolist():
            rows[place[cases[case].document], number] += (1.0, said[case], was[case])
    flat = rows.reshape(len(names), -1)
    error = float(_ece(flat.sum(axis=0)[None, :])[0])
    return {
        "cases": len(cases), "percent": error, **bootstrap.bounds(bootstrap.interval(flat.tolist(), _ece)),
        "mean score": 100 * float(said.mean()), "right": 100 * float(was.mean()),
        "brier": 100 * float(((said - was) ** 2).mean()), "ranking": 100 * _ranking(said, was),
    }  # fmt: skip


def _ece(sums: Floats) -> Floats:
    bins = sums.reshape(len(sums), BINS, 3)
    return bootstrap.ratio(np.abs(bins[:, :, 1] - bins[:, :, 2]).sum(axis=1), bins[:, :, 0].sum(axis=1))


def _ranking(scores: Floats, right: Floats) -> float:
    good, bad = scores[right == 1], scores[right == 0]
    if not len(good) or not len(bad):
        return math.nan
    above = (good[:, None] > bad[None, :]).mean() + 0.5 * (good[:, None] == bad[None, :]).mean()
    return float(above)


def best_threshold(scores: Sequence[float], cases: Sequence[Case], gold: int) -> tuple[float, float]:
    """The threshold (in hundredths) of the best F1, and that F1 in percent: the lowest of all that come within WORTH_HOLDING of it."""
    curve = f1_curve(scores, cases, gold)
    best = max(f1 for _, f1 in curve)
    return next((threshold, f1) for threshold, f1 in curve if f1 >= best - WORTH_HOLDING)


def f1_curve(scores: Sequence[float], cases: Sequence[Case], gold: int) -> list[tuple[float, float]]:
    """F1 in percent of the cases from each threshold on, thresholds in hundredths."""
    said, was = np.array(scores), np.array([case.right for case in cases])
    curve = []
    for hundredths in range(100):
        kept = said >= hundredths / 100
        curve.append((hundredths / 100, 200 * float((was & kept).sum()) / max(1, gold + int(kept.sum()))))
    return curve


def uncalibrated(kind: str, case: Case) -> float:
    """The score before it was fitted: that of the trigger, or of the cue."""
    return 1.0 / (1.0 + math.exp(-case.evidence[RAW[kind]]))


def _rows(kind: str, found: Cases, shipped: Logistic) -> dict[str, dict[str, float]]:
    cases = found.cases
    rows = {}
    crossed = crossfitted(cases)
    if crossed is not None:
        rows["cross-fitted"] = figures_of(crossed, cases)
    rows["as shipped"] = figures_of([shipped.probability(case.evidence) for case in cases], cases)
    for corpus in dict.fromkeys(case.corpus for case in cases) if kind == "claims" else ():
        part = [case for case in cases if case.corpus == corpus]
        rows[f"as shipped, {corpus}"] = figures_of([shipped.probability(case.evidence) for case in part], part)
    rows["uncalibrated"] = figures_of([uncalibrated(kind, case) for case in cases], cases)
    return rows


def run(data_root: Path, limit: int | None = None, model: Path | None = None) -> dict[str, Any]:
    """Rows of figures for ``claims``, ``relations`` and ``attributions``, with the threshold that claims are held back below."""
    needed(data_root / "re3d" / "dev.jsonl")
    needed(data_root / "wikievents" / "dev.jsonl", data_root / "wikinews" / "data", data_root / "polnear" / "dev")
    shipped = calibration()
    claims, relations = claim_cases(data_root, limit, model), relation_cases(data_root, limit, model)
    attributions = attribution_cases(data_root, limit, model)
    scores = [shipped.claims.probability(case.evidence) for case in claims.cases]
    curve = dict(f1_curve(scores, claims.cases, claims.gold))
    return {
        "claims": _rows("claims", claims, shipped.claims), "claims nobody judged": claims.unknown,
        "relations": _rows("relations", relations, shipped.relations), "relations nobody judged": relations.unknown,
        "attributions": _rows("attributions", attributions, shipped.attributions),
        "min_score": {"threshold": shipped.min_score, "f1": curve[round(shipped.min_score, 2)], "f1 of all": curve[0.0]},
    }  # fmt: skip


def _parts(result: Mapping[str, Any]) -> Iterator[str]:
    yield "expected calibration error of claims (WikiEvents dev and judged articles), percent"
    yield table(result["claims"], COLUMNS)
    yield f"{result['claims nobody judged']} claims that nobody judged are left out\n"
    yield "expected calibration error of relations (re3d dev and the same texts, judged), percent"
    yield table(result["relations"], COLUMNS)
    yield f"{result['relations nobody judged']} relations that nobody judged are left out\n"
    yield "expected calibration error of attributions (PolNeAR dev), percent"
    yield table(result["attributions"], COLUMNS) + "\n"
    held = result["min_score"]
    yield f"claims from {held['threshold']:.2f} on: F1 {held['f1']:.1f}; all claims: F1 {held['f1 of all']:.1f}"


def shown(result: Mapping[str, Any]) -> str:
    """The tables as text."""
    return "\n".join(_parts(result))
