"""The seed report by its own scorer: how many of a careful reader's facts the product's reading holds.

    python -m benchmarks.seed [--seed FOLDER] [--model FOLDER]

Reads the seed's report.txt as the command line does and gives the JSON contract to the seed's own score.py, which is
imported from where it lies. Prints each row that is missing.
"""

import argparse
import contextlib
import importlib.util
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.folders import SEED
from reportedly.evaluation.command import MissingCorpus, needed, reader_of
from reportedly.export.contract import to_json
from reportedly.ingest.files import reports_from_path
from reportedly.schema import Report


def scorer(path: Path) -> ModuleType:
    """The scorer as a module, loaded from its file."""
    spec = importlib.util.spec_from_file_location("seed_score", path)
    if spec is None or spec.loader is None:
        raise MissingCorpus(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures_of(printed: str, percent: float) -> dict[str, Any]:
    """What the scorer printed, as figures: rows, rows held, spans and wrong spans, and the missing rows' names."""
    rows = re.search(r"rows held (\d+)/(\d+)", printed)
    spans = re.search(r"spans checked (\d+), wrong (\d+); claims in all (\d+), attributions (\d+)", printed)
    if rows is None or spans is None:
        raise ValueError("the scorer printed something else than its two lines of totals")
    checked, wrong, claims, voices = map(int, spans.groups())
    return {
        "percent": percent, "held": int(rows[1]), "rows": int(rows[2]), "spans": checked, "wrong spans": wrong,
        "claims": claims, "attributions": voices, "missing": re.findall(r"^  missing: (.*)$", printed, re.MULTILINE),
    }  # fmt: skip


def run(seed_root: Path = SEED, model: Path | None = None) -> dict[str, Any]:
    """The figures of the seed; ``seed_root`` holds report.txt, expected.json and score.py."""
    needed(*(seed_root / name for name in ("report.txt", "expected.json", "score.py")))
    report = next(one for one in reports_from_path(seed_root / "report.txt") if isinstance(one, Report))
    reading = json.loads(to_json(reader_of(model).read(report)))
    expected = json.loads((seed_root / "expected.json").read_text(encoding="utf-8"))
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        percent = scorer(seed_root / "score.py").rows_held(expected, reading)
    return figures_of(printed.getvalue(), percent)


def shown(result: Mapping[str, Any]) -> str:
    """The missing rows, then the totals."""
    missing = [f"  missing: {row}" for row in result["missing"]]
    total = f"seed: rows held {result['held']}/{result['rows']} = {result['percent']:.1f} %; "
    total += f"spans {result['spans']}, wrong {result['wrong spans']}; "
    total += f"{result['claims']} claims, {result['attributions']} attributions"
    return "\n".join([*missing, total])


def main() -> None:
    """Print the missing rows and the totals."""
    parser = argparse.ArgumentParser(description="The seed report by its own scorer.")
    parser.add_argument("--seed", type=Path, default=SEED, help="the folder of the seed")
    parser.add_argument("--model", type=Path, default=None, metavar="FOLDER", help="score this model")
    options = parser.parse_args()
    try:
        print(shown(run(options.seed, options.model)))
    except MissingCorpus as missing:
        print(f"seed: skipped, {missing}")


if __name__ == "__main__":
    main()
