"""What eight-bit weights cost: the figures of each head with the packaged model and with its checkpoint exported in float32.

    python -m benchmarks.quantization --checkpoint FILE [--documents N] [--data FOLDER] [--model FOLDER] [--write]

Needs the training extra and the checkpoint that the model was exported from. The figures are those that the gate holds floors
for, of the sets that the encoder's heads decide, on the first N documents of each. A loss is the figure in float32 less the figure
in int8, in points; below 0 the eight-bit model does better, by chance. ``--write`` puts the table into docs/quantization.md.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from training.export_onnx import to_onnx, write_manifest
from training.network import Network, framing_layers
from training.train import minilm_folder

from benchmarks import gate
from benchmarks.folders import DATA, PROJECT, Options
from reportedly.encoder.manifest import PACKAGED

SETS = ("attribution", "mentions", "predicates", "event_roles", "relations", "coreference")
DOCUMENTS = 60
AT_MOST = 0.5
PAGE = PROJECT / "docs" / "quantization.md"
WHERE = """What is lost is lost in the layers, not in the heads: with every head in float32 above eight-bit layers PropBank's arguments
have 63.8, as with all in eight bits (60 packs of sentences; 65.0 in float32), and no layer or kind of product stands out
(training/README.md)."""
SCALE = {"r": 100.0}  # a correlation counts in hundredths, as the others do


@dataclass(frozen=True)
class Loss:
    """One figure with both models."""

    name: str
    whole: float
    eight: float
    scale: float = 1.0

    @property
    def points(self) -> float:
        """How much eight-bit weights lose, in points."""
        return self.scale * (self.whole - self.eight)


def export_whole(checkpoint: Path, out: Path, packaged: Path) -> None:
    """Write the checkpoint's model in float32 as a model folder; raises ValueError where the packaged model is another's."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    shipped = json.loads((packaged / "manifest.json").read_text(encoding="utf-8"))
    steps = shipped.get("training", {}).get("steps")
    if steps != state["done"]:
        raise ValueError(
            f"the model in {packaged} was exported after {steps} steps, the checkpoint has {state['done']}"
        )
    folder = minilm_folder()
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    network = Network(config, framing=framing_layers(state["network"]))
    network.load_state_dict(state["network"])
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    to_onnx(network, out / "model.onnx")
    shutil.copyfile(folder / "tokenizer.json", out / "tokenizer.json")
    write_manifest(network, out, state, only_licensed=bool(shipped.get("training", {}).get("left_out")))


def losses(whole: Path, eight: Path | None, data: Path, documents: int) -> Iterator[Loss]:
    """The figures with both models, set by set; a figure that one of them lacks is left out."""
    for sample in gate.load().samples:
        if sample.set not in SETS:
            continue
        asked = replace(sample, documents=documents)
        found = [gate.measure(asked, Options(data, None, model)) for model in (whole, eight)]
        for floor in sample.floors:
            one, two = (each.values.get(floor.name) for each in found)
            if one is not None and two is not None:
                yield Loss(f"{sample.set}: {floor.name}", one, two, SCALE.get(floor.unit, 1.0))


def shown(found: Sequence[Loss]) -> str:
    """The table as text."""
    width = max((len(one.name) for one in found), default=0)
    lines = [f"{'':<{width}}  {'float32':>9}{'int8':>9}{'loss':>9}"]
    lines += [f"{one.name:<{width}}  {one.whole:>9.3f}{one.eight:>9.3f}{one.points:>9.2f}" for one in found]
    return "\n".join([*lines, _verdict(found)])


def _verdict(found: Sequence[Loss]) -> str:
    over = [one.name for one in found if one.points > AT_MOST]
    return f"more than {AT_MOST:g} points lost: {'; '.join(over) or 'none'}"


def page(found: Sequence[Loss], documents: int, hashed: Mapping[str, str]) -> str:
    """docs/quantization.md."""
    rows = [f"| {one.name} | {one.whole:.3f} | {one.eight:.3f} | {one.points:.2f} |" for one in found]
    return "\n".join(
        [
            "# What eight-bit weights cost",
            "",
            "Written by `python -m benchmarks.quantization --write` with the model",
            f"`sha256:{hashed['model.onnx']}` and the checkpoint that",
            f"it was exported from; the first {documents} documents of each dev set. Loss in points (a correlation's in hundredths).",
            "",
            "| figure | float32 | int8 | loss |",
            "|---|---|---|---|",
            *rows,
            "",
            f"{_verdict(found)[0].upper()}{_verdict(found)[1:]}.",
            "",
            WHERE,
            "",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Export, measure both, print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quantization", description="What eight-bit weights cost."
    )
    parser.add_argument(
        "--checkpoint", type=Path, required=True, metavar="FILE", help="what the model was exported from"
    )
    parser.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N", help="the first N of each set")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the corpora")
    parser.add_argument("--model", type=Path, default=None, metavar="FOLDER", help="the eight-bit model")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    given = parser.parse_args(arguments)
    eight = given.model or PACKAGED
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "float32"
        export_whole(given.checkpoint, whole, eight)
        found = list(losses(whole, given.model, given.data, given.documents))
    print(shown(found))
    if given.write:
        hashed = json.loads((eight / "manifest.json").read_text(encoding="utf-8"))["sha256"]
        PAGE.write_text(page(found, given.documents, hashed), encoding="utf-8")
        print(f"written: {PAGE.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
