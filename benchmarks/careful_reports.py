"""Invented reports by the seed's scorer: how many of the facts that a careful reader takes from each the product's reading holds.

    python -m benchmarks.careful_reports [--only NAME...] [--show] [--keep FOLDER] [--seed FOLDER] [--model FOLDER]

Each file of ``benchmarks/careful`` has a report of our own invention (real places, invented events and persons) and its facts in the
seed's form; the seed's own score.py counts. ``held: true`` marks reports whose failures nobody looks at, so that they tell how rules
carry over. ``--show`` prints the missing rows of the others, ``--keep`` writes the readings there.
"""

import argparse
import contextlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from benchmarks.folders import SEED
from benchmarks.seed import figures_of, scorer
from reportedly.evaluation.command import needed, reader_of
from reportedly.export.contract import to_json
from reportedly.ingest.files import items_from_bytes, report_from_item
from reportedly.ingest.item import Item
from reportedly.pipeline import Reader
from reportedly.schema import Report

FOLDER = Path(__file__).parent / "careful"


def rows_of(path: Path, reader: Reader, score: ModuleType, keep: Path | None = None) -> dict[str, Any]:
    """The figures of one file, and whether it is held."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    items = [one for one in items_from_bytes(case["report"].encode(), path.stem + ".txt") if isinstance(one, Item)]
    report = report_from_item(items[0])
    if not isinstance(report, Report):
        raise ValueError(f"{path.name} holds no report")
    reading = json.loads(to_json(reader.read(report)))
    if keep is not None:
        (keep / (path.stem + ".json")).write_text(json.dumps(reading, indent=1), encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        percent = score.rows_held(case["expected"], reading)
    return {"name": path.stem, "unseen": bool(case.get("held")), **figures_of(printed.getvalue(), percent)}


def run(
    seed_root: Path = SEED, model: Path | None = None, only: Sequence[str] = (), keep: Path | None = None
) -> dict[str, Any]:
    """The figures of each report, and the share of rows held over the tuned and over the held ones (None where there are none)."""
    needed(seed_root / "score.py")
    score, reader = scorer(seed_root / "score.py"), reader_of(model)
    paths = [one for one in sorted(FOLDER.glob("*.yaml")) if not only or any(name in one.stem for name in only)]
    reports = [rows_of(path, reader, score, keep) for path in paths]
    return {"reports": reports, "tuned": _share(reports, unseen=False), "held": _share(reports, unseen=True)}


def _share(reports: Sequence[Mapping[str, Any]], *, unseen: bool) -> float | None:
    ours = [one for one in reports if one["unseen"] == unseen]
    return 100 * sum(one["held"] for one in ours) / sum(one["rows"] for one in ours) if ours else None


def shown(result: Mapping[str, Any], *, missing: bool = False) -> str:
    """The figures as text."""
    lines = []
    for one in result["reports"]:
        held = "  (held)" if one["unseen"] else ""
        lines.append(f"{one['name']:30} {one['held']:4} of {one['rows']:4} rows  {one['percent']:5.1f} %{held}")
        lines += [f"    missing: {row}" for row in one["missing"] if missing and not one["unseen"]]
    for name in ("tuned", "held"):
        if result[name] is not None:
            lines.append(f"rows held, {name} reports: {result[name]:.1f} %")
    return "\n".join(lines)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.careful_reports", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", nargs="*", default=[], help="parts of the names of the reports to read")
    parser.add_argument("--show", action="store_true", help="print the rows that are missing")
    parser.add_argument("--keep", type=Path, help="a folder for the readings")
    parser.add_argument("--seed", type=Path, default=SEED, help="the folder with score.py")
    parser.add_argument("--model", type=Path, help="another model's folder")
    options = parser.parse_args()
    print(shown(run(options.seed, options.model, options.only, options.keep), missing=options.show))


if __name__ == "__main__":
    main()
