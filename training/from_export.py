"""The weights of a packaged model, taken back from its int8 graph: where a run goes on when the checkpoint is gone.

    python -m training.from_export [--model FOLDER] [--out .cache/model/last.pt]

What int8 rounded away stays away (half a step of each channel's scale); a few hundred steps of training make up for it.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import ModelProto, numpy_helper

from training.network import Network, framing_layers
from training.train import minilm_folder

PACKAGED = Path("src/reportedly/encoder/model")
_TRANSPOSED, _QUANTIZED = ".weight_Transposed", "_quantized"


def weights_of(model: ModelProto) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The name and value of every parameter of the network that the graph holds, as ``Network`` names them."""
    held = {one.name: one for one in model.graph.initializer}
    for name, one in held.items():
        if name.startswith("network.") and not name.endswith(("_scale", "_zero_point", _QUANTIZED)):
            yield name.removeprefix("network."), numpy_helper.to_array(one)
    uses = {given: node for node in model.graph.node for given in node.input}
    for name in held:
        if not name.endswith(_QUANTIZED):
            continue
        base = name.removesuffix(_QUANTIZED)
        levels, scale, zero = (
            numpy_helper.to_array(held[base + part]).astype(np.float32)
            for part in (_QUANTIZED, "_scale", "_zero_point")
        )
        value = (levels - zero) * scale
        if base.startswith("network."):
            matrix = base.endswith(_TRANSPOSED)
            found = base.removesuffix(_TRANSPOSED) + (".weight" if matrix else "")
            yield found.removeprefix("network."), value.T if matrix else value
        else:
            # A product of no name of its own: the bias that is added to it tells whose weight it is.
            node = uses[name]
            while node.op_type != "Add":
                node = uses[node.output[0]]
            bias = next(given for given in node.input if given.endswith(".bias"))
            yield bias.removeprefix("network.").removesuffix("bias") + "weight", value.T


def network_of(folder: Path) -> Network:
    """The network with the weights of the model in ``folder``."""
    config = json.loads((minilm_folder() / "config.json").read_text(encoding="utf-8"))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    state = {name: torch.from_numpy(value.copy()) for name, value in weights_of(onnx.load(folder / "model.onnx"))}
    for group, chain in manifest["transitions"].items():
        state[f"frames.{group}.transitions"] = torch.tensor(chain)
    network = Network(config, framing=framing_layers(state))
    for name, value in network.state_dict().items():
        if name.endswith(".transitions") and name not in state:  # never trained, never exported
            state[name] = value
    network.load_state_dict(state)
    return network


def main() -> None:
    """Command line of ``python -m training.from_export``."""
    parser = argparse.ArgumentParser(
        prog="python -m training.from_export", description="A checkpoint from a packaged model."
    )
    parser.add_argument("--model", type=Path, default=PACKAGED)
    parser.add_argument("--out", type=Path, default=Path(".cache/model/last.pt"))
    parser.add_argument("--done", type=int, help="steps it counts as done; 0 begins a schedule of its own")
    options = parser.parse_args()
    manifest = json.loads((options.model / "manifest.json").read_text(encoding="utf-8"))
    network = network_of(options.model)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    training = manifest["training"]
    torch.save(
        {
            "network": network.state_dict(),
            "optimizer": None,
            "done": options.done if options.done is not None else training["steps"],
            "options": training["options"],
        },
        options.out,
    )


if __name__ == "__main__":
    main()
