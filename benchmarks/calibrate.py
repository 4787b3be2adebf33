"""Fit the scores anew: ``python -m benchmarks.calibrate [--check] [--data FOLDER] [--model FOLDER]``, after new weights or rules.

Writes src/reportedly/extract/data/calibration.yaml (what each piece of evidence weighs, and the score that claims are held
back below) and docs/calibration.md with its drawing. ``--check`` writes nothing and prints what it would write. How cases come
about and how they are counted: src/reportedly/evaluation/calibration.py and judged.py.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.folders import DATA, PROJECT
from benchmarks.reliability_figure import drawing
from reportedly.evaluation import calibration as scores
from reportedly.evaluation.calibration import Bin, Case, Cases
from reportedly.evaluation.command import MissingCorpus, needed
from reportedly.evaluation.logistic import fit_logistic
from reportedly.extract.calibration import Logistic

CONSTANTS = PROJECT / "src" / "reportedly" / "extract" / "data" / "calibration.yaml"
PAGE = PROJECT / "docs" / "calibration.md"
FIGURE = PROJECT / "docs" / "calibration.svg"
SHOWN_THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True)
class Fitted:
    """What was fitted to the cases of one kind, and how well it does on the half that it was not fitted on."""

    kind: str
    found: Cases
    model: Logistic
    crossed: list[float]

    @property
    def curve(self) -> list[Bin]:
        """The reliability curve of the cross-fitted scores."""
        return scores.reliability(self.crossed, [case.right for case in self.found.cases])

    @property
    def rows(self) -> dict[str, dict[str, float]]:
        """Figures with the scores before and after; the second cross-fitted, and by corpus where there are several."""
        cases = self.found.cases
        before = [scores.uncalibrated(self.kind, case) for case in cases]
        rows = {
            "before": scores.figures_of(before, cases),
            "after, cross-fitted": scores.figures_of(self.crossed, cases),
        }
        corpora = dict.fromkeys(case.corpus for case in cases)
        for corpus in corpora if len(corpora) > 1 else ():
            kept = [(said, case) for said, case in zip(self.crossed, cases, strict=True) if case.corpus == corpus]
            rows[f"after, {corpus}"] = scores.figures_of([said for said, _ in kept], [case for _, case in kept])
        return rows


def fitted(kind: str, found: Cases) -> Fitted:
    """The constants for these cases; raises ValueError where they are too few to fit on a half of them."""
    crossed = scores.crossfitted(found.cases)
    if crossed is None:
        raise ValueError(f"there are too few {kind} to fit on: {len(found.cases)}")
    cases: Sequence[Case] = found.cases
    return Fitted(kind, found, fit_logistic([one.evidence for one in cases], [one.right for one in cases]), crossed)


def constants(fits: Sequence[Fitted], threshold: float) -> str:
    """The text of calibration.yaml."""
    lines = [
        "# Written by python -m benchmarks.calibrate; docs/calibration.md says what the scores mean and how well they hold."
    ]
    for one in fits:
        weights = ", ".join(f"{name}: {weight:g}" for name, weight in one.model.weights.items())
        lines += [f"{one.kind}:", f"  bias: {one.model.bias:g}", f"  weights: {{{weights}}}"]
    return "\n".join([*lines, f"min_score: {threshold:g}"]) + "\n"


def page(fits: Sequence[Fitted], threshold: float) -> str:
    """docs/calibration.md."""
    claims, relations, _ = fits
    held = "By default nothing is held back."
    if threshold:
        held = f"Claims below {threshold:g} are held back unless `--min-score` says otherwise."
    parts = [
        _HEAD.format(
            claims=len(claims.found.cases), unknown=claims.found.unknown, relations=len(relations.found.cases),
            unknown_relations=relations.found.unknown, held=held,
        )
    ]  # fmt: skip
    for one in fits:
        parts += [f"## {one.kind.capitalize()}", _figures(one), _curve(one), _weights(one)]
    curve = dict(scores.f1_curve(claims.crossed, claims.found.cases, claims.found.gold))
    asked = sorted({*SHOWN_THRESHOLDS, threshold})
    rows = [
        f"| {one:.2f}{' (default)' if one == threshold else ''} | {curve[one]:.1f} | {_kept(claims, one)} |"
        for one in asked
    ]
    parts += [
        "## What `--min-score` does",
        _THRESHOLD,
        "\n".join(["| from | F1 | claims kept |", "|---|---|---|", *rows]),
    ]
    return "\n\n".join(parts) + "\n"


_HEAD = """# What a score means

Written by `python -m benchmarks.calibrate`, which also fits the constants; `reportedly evaluate calibration` prints the errors.

An event claim's `score` is the probability that a careful reader would accept its trigger and its type. It says nothing of the claim's
arguments, place or time, and nothing of what is true. An attribution's `score` is the probability that its source, cue and content
are those that a careful reader would mark. A relation claim's `score` is the probability that the relation holds between its two
sides. A mention's `score` is the mention head's own and is not fitted. Of a hundred claims with scores near 0.8, about eighty should hold.

Claims are counted on {claims} of WikiEvents dev and of general news, where WikiEvents or one reader says which are right
({unknown} that neither speaks of are left out); relations on {relations} of the same texts and of re3d dev, which the reader
judged ({unknown_relations} that were not judged are left out); attributions on PolNeAR dev. The reader was one of the project's,
and did not see the scores. No head was trained on these texts. The figures are cross-fitted: constants fitted on half of the
documents score the other half, both ways. The constants that ship are fitted on all. {held}

Read the drawing so: each dot is a tenth of the cases, its mean score to the right, the share of right ones upwards. Dots on the
dashed line mean what they say; a dot under it stands for scores that promise too much.

![Reliability of claims, relations and attributions](calibration.svg)"""

_THRESHOLD = """F1 of the claims from each score on (cross-fitted; what was to be found is what WikiEvents marks and the reader accepted).
The default is the lowest threshold within a tenth of a point of the best F1. Who needs few wrong claims asks for more:"""


def _figures(one: Fitted) -> str:
    lines = [
        "| scores | cases | expected calibration error, % | 95 % interval | mean score | right, % | ranking |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, row in one.rows.items():
        between = f"{row['low']:.1f} to {row['high']:.1f}" if "low" in row else ""
        cells = (
            name,
            f"{row['cases']}",
            f"{row['percent']:.1f}",
            between,
            f"{row['mean score']:.1f}",
            f"{row['right']:.1f}",
            f"{row['ranking']:.1f}",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _curve(one: Fitted) -> str:
    lines = ["| cases | mean score | share right |", "|---|---|---|"]
    lines += [f"| {one.cases} | {one.score:.2f} | {one.right:.2f} |" for one in one.curve]
    return "\n".join(lines)


def _weights(one: Fitted) -> str:
    weights = ", ".join(f"{weight:g} × {name}" for name, weight in one.model.weights.items() if weight)
    return f"The log-odds of a score are {one.model.bias:g} + {weights}. What the evidence is: `src/reportedly/extract/calibration.py`."


def _kept(one: Fitted, threshold: float) -> str:
    kept = sum(said >= threshold for said in one.crossed)
    return f"{kept} of {len(one.crossed)}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, write, and print the constants."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calibrate", description="Fit the scores anew.")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the corpora")
    parser.add_argument("--model", type=Path, default=None, metavar="FOLDER", help="fit to this model")
    given = parser.parse_args(arguments)
    try:
        needed(*(given.data / name for name in ("wikievents", "wikinews", "re3d", "polnear")))
    except MissingCorpus as missing:
        print(f"calibration: skipped, {missing}")
        return
    claims = fitted("claims", scores.claim_cases(given.data, model=given.model))
    relations = fitted("relations", scores.relation_cases(given.data, model=given.model))
    attributions = fitted("attributions", scores.attribution_cases(given.data, model=given.model))
    fits = (claims, relations, attributions)
    threshold, _ = scores.best_threshold(claims.crossed, claims.found.cases, claims.found.gold)
    texts = {
        CONSTANTS: constants(fits, threshold), PAGE: page(fits, threshold),
        FIGURE: drawing([(one.kind.capitalize(), one.curve) for one in fits]),
    }  # fmt: skip
    print(texts[CONSTANTS] if not given.check else f"{texts[CONSTANTS]}\n{texts[PAGE]}")
    if not given.check:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
            print(f"written: {path.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
