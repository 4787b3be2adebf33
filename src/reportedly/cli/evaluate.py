"""What ``reportedly evaluate`` prints: the list of sets, or the figures of one set or of corrected readings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.errors import BadOption
from reportedly.evaluation import corrected
from reportedly.evaluation.sets import evaluate, listing, named, spread


@dataclass(frozen=True)
class Asked:
    """The command's options; ``errors`` is how many errors to show (0: none), ``part`` None means the set's first."""

    data: Path
    limit: int | None = None
    model: Path | None = None
    part: str | None = None
    errors: int = 0
    as_json: bool = False


def sets_page() -> str:
    """The list of sets, and how to go on."""
    return (
        f"{listing()}\n\nEvaluate one:  reportedly evaluate attribution --data FOLDER\n"
        "Or your own corrections, one reading a line:  reportedly evaluate corrected.jsonl"
    )


def page(name: str, asked: Asked) -> str:
    """The figures of the set of this name, or of the file of corrected readings at this path."""
    path = Path(name)
    if path.suffix == ".jsonl" or path.is_file():
        if asked.part is not None:
            raise BadOption("Corrected readings have no parts.", "Leave --part away.")
        return _written(corrected.run(path, asked.limit, asked.model), corrected.shown, asked)
    one = named(name)
    figures = evaluate(one, asked.data, asked.limit, asked.model, asked.part)
    return _written({"set": one.name, "gold": one.gold, "predicted": one.predicted, **figures}, one.shown, asked)


def _written(figures: Mapping[str, Any], shown: Any, asked: Asked) -> str:
    errors = spread(figures.get("errors", ()), asked.errors)
    kept = {key: value for key, value in figures.items() if key != "errors"}
    if asked.as_json:
        return json.dumps(kept | ({"errors": errors} if asked.errors else {}), indent=2, ensure_ascii=False, allow_nan=False)
    lines = [f"gold: {figures['gold']}", f"predicted: {figures['predicted']}", "", shown(figures)]
    if any("low" in line for line in lines[-1].splitlines()[:3]):
        lines.append("\nlow and high bound the figure in 95 of 100 bootstrap samples of the documents")
    if asked.errors:
        lines += ["", f"{len(errors)} of {len(figures.get('errors', ()))} errors, spread over all:", *errors]
    return "\n".join(lines)
