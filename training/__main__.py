"""``make model``: from the corpora to the package's model folder, in one command.

``--framing-only`` leaves the checkpoint as it is, such as one of ``training.from_export``, and begins with its doubled layers.
"""

import argparse
import sys
from pathlib import Path

from training import framing
from training.export_onnx import export
from training.train import Options, train

PACKAGED = Path("src/reportedly/encoder/model")


def main() -> None:
    """Train (going on from the last checkpoint where there is one), then export to int8 ONNX with a manifest."""
    parser = argparse.ArgumentParser(prog="python -m training", description="Train the reader and export it.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the corpora's folder")
    parser.add_argument("--work", type=Path, default=Path(".cache/model"), help="checkpoints and log (not in git)")
    parser.add_argument("--out", type=Path, default=PACKAGED, help="the model folder to write")
    parser.add_argument("--steps", type=int, default=Options.steps)
    parser.add_argument("--only-licensed", action="store_true", help="leave out the sets that state no licence")
    parser.add_argument("--framing-only", action="store_true", help="train only PropBank's own last layers")
    chosen = parser.parse_args()
    if not chosen.data.exists():
        sys.exit(f"There are no corpora at {chosen.data}. Say where they are: --data FOLDER")
    last = chosen.work / "last.pt"
    if not chosen.framing_only:
        train(
            chosen.data, chosen.work, Options(steps=chosen.steps, only_licensed=chosen.only_licensed), last if last.exists() else None
        )
    framed = chosen.work / "framed.pt"
    framing.train(chosen.data, last, framed, framing.Options(only_licensed=chosen.only_licensed))
    export(framed, chosen.out, chosen.only_licensed)


if __name__ == "__main__":
    main()
