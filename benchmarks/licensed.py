"""The build without the sets that state no licence beside the released one: ``python -m benchmarks.licensed --model FOLDER``.

FOLDER is what ``python -m training --only-licensed`` wrote. The heads of both encoders are scored on the same dev sets and
docs/licensed.md is written. What is fitted on the released encoder's vectors (coreference, relations, calibration) is left out:
it would have to be fitted again.
"""

import datetime
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.folders import PROJECT, Options, options_of
from benchmarks.standing import Row, page_of, rows_of, written
from reportedly.evaluation.sets import SETS, evaluate

DOCUMENT = PROJECT / "docs" / "licensed.md"
COMPARED = ("attribution", "attribution_clauses", "mentions", "predicates", "event_roles", "plover_records")


def both(options: Options) -> Iterator[tuple[Row, Row]]:
    """Each figure of the released model with that of the other."""
    for one in (one for one in SETS if one.name in COMPARED):
        released, other = (
            rows_of(one.name, evaluate(one, options.data, options.limit, model), page_of()) for model in (None, options.model)
        )
        yield from zip(released, other, strict=True)


def document(rows: Sequence[tuple[Row, Row]], folder: Path, day: datetime.date) -> str:
    """docs/licensed.md."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    training = manifest["training"]
    lines = [
        "# A reader from licensed data only",
        "",
        f"Written by `python -m benchmarks.licensed --model FOLDER` on {day.isoformat()}.",
        "",
        "Four of the corpora that taught the released reader state no licence. `python -m training --only-licensed` trains a reader",
        "without them; attribution is then learned from PropBank's verbs of saying, thinking and wanting. It is not shipped. Its scores",
        f"(model `sha256:{manifest['sha256']['model.onnx'][:12]}…`, {training['steps']} steps; left out: "
        f"{', '.join(training['left_out'])}) beside the released reader's, on dev sets:",
        "",
        "| set | measure | released | only licensed |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {one.task} | {one.figure} | {written(one.value, one.unit)} | {written(two.value, two.unit)} |"
        for one, two in rows
        if one.value is not None and two.value is not None
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Score both and write the page."""
    options = options_of(__doc__ or "")
    if options.model is None:
        raise SystemExit("Say which model stands beside the released one: --model FOLDER")
    made = document(list(both(options)), options.model, datetime.datetime.now(datetime.UTC).date())
    DOCUMENT.write_text(made, encoding="utf-8")
    print(made)


if __name__ == "__main__":
    main()
