"""A checkpoint becomes one int8 ONNX graph, its tokenizer and a manifest: all that the package needs to read."""

import argparse
import hashlib
import json
import math
import shutil
import tempfile
from pathlib import Path
from typing import Any

import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from reportedly.corpora.labels import FRAME_LABELS, WORD_HEADS, bio
from reportedly.encoder.tokens import SHAPES
from training.network import FRAME_WIDTH, REACH, FrameHead, Network, attention, framing_layers
from training.train import UNLICENSED, minilm_folder

INPUTS = ("pieces", "shapes", "first", "thresholds")
MOST_BYTES = 40_000_000


class _Attention(torch.autograd.Function):
    """Attention that onnxruntime runs as one operator: a third of the time of the same in its parts."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None, heads: int) -> Tensor:
        return attention(query, key, value, bias, heads)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, bias: Any, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(query.type())


class Exported(nn.Module):
    """The whole pass over one passage: word labels, the predicates above their thresholds, and every predicate's argument scores."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        for layer in (*network.layers, *network.framing):
            layer.attend = _Attention.apply

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor, thresholds: Tensor) -> tuple[Tensor, ...]:
        """Outputs in the order of ``outputs()``; ``thresholds`` are the log-odds for cues and for event predicates."""
        network = self.network
        words, framed = network.encode(pieces, shapes, None, first)
        heads = {name: head(framed if name == "propbank" else words) for name, head in network.word_heads.items()}
        real = first > 0
        cue = heads["cue"][..., 1] - heads["cue"][..., 0]
        verb = heads["propbank"][..., 1] - heads["propbank"][..., 0]
        trigger = heads["trigger"][..., 1] - heads["trigger"][..., 0]
        cues = torch.nonzero(real & (cue > thresholds[0]))
        predicates = torch.nonzero(real & (torch.maximum(verb, trigger) > thresholds[1]))
        chosen = {"attribution": cues, "event": predicates, "propbank": predicates}
        found = [torch.cat([*heads.values(), network.happened(framed)], -1), cues, predicates]
        for group in FRAME_LABELS:
            vectors = framed[0] if group == "propbank" else words[0]
            found.append(_frame_scores(network.frames[group], vectors, chosen[group][:, 1]))
        linking = (network.phrases, network.links)
        links = torch.cat([part(words) for head in linking for part in (head.asks, head.offers)], -1)
        return (*found, links, words)


def _frame_scores(head: FrameHead, vectors: Tensor, places: Tensor) -> Tensor:
    """What ``FrameHead`` gives, for the predicates of one passage: its words' keys are used where they lie.

    To gather them for every predicate, as batches of several passages must, took a tenth of the whole pass.
    """
    words = vectors.shape[0]
    query = head.predicate(vectors[places]).reshape(-1, FRAME_WIDTH)
    scores = (query @ head.keys(vectors).transpose(0, 1)).reshape(-1, head.tags, words).transpose(1, 2)
    distance = torch.arange(words)[None, :] - places[:, None]
    return scores / math.sqrt(FRAME_WIDTH) + head.alone(vectors) + head.distance(distance.clamp(-REACH, REACH) + REACH)


def outputs() -> list[str]:
    """The names of the graph's outputs."""
    return ["words", "cues", "predicates", *FRAME_LABELS, "links", "vectors"]


def export(checkpoint: Path, out: Path, only_licensed: bool) -> None:
    """Write model.onnx (int8 per channel), tokenizer.json and manifest.json into ``out``."""
    state = torch.load(checkpoint, weights_only=True)
    folder = minilm_folder()
    network = Network(json.loads((folder / "config.json").read_text(encoding="utf-8")), framing=framing_layers(state["network"]))
    network.load_state_dict(state["network"])
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "float.onnx"
        to_onnx(network, whole)
        quantize_dynamic(
            whole, out / "model.onnx", per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather"],
        )  # fmt: skip
    shutil.copyfile(folder / "tokenizer.json", out / "tokenizer.json")
    write_manifest(network, out, state, only_licensed)
    size = (out / "model.onnx").stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"model.onnx has {size:,} bytes; at most {MOST_BYTES:,} are allowed.")


def to_onnx(network: Network, path: Path) -> None:
    """Export in float32 for one passage at a time, with every axis but the widths free."""
    pieces = torch.randint(1000, 2000, (1, 12))
    first = torch.tensor([[1, 2, 3, 5, 7]])
    example = (pieces, torch.ones_like(pieces), first, torch.full((2,), -100.0))
    axes = {name: {1: "length"} for name in INPUTS[:2]} | {"first": {1: "words"}}
    axes |= {name: {1: "words"} for name in ("words", "vectors", "links")}
    axes |= {"cues": {0: "n_cues"}, "predicates": {0: "n_predicates"}}
    axes |= {group: {0: f"n_{group}", 1: "words"} for group in FRAME_LABELS}
    torch.onnx.export(
        Exported(network).eval(), example, str(path), input_names=list(INPUTS), output_names=outputs(),
        dynamic_axes=axes, opset_version=17, dynamo=False,
        custom_opsets={"com.microsoft": 1},
    )  # fmt: skip
    onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def write_manifest(network: Network, out: Path, state: dict[str, object], only_licensed: bool) -> None:
    """Labels in graph order, transitions of the linear chain, hashes of the files, and how it was trained."""
    heads = {name: list(labels) for name, labels in WORD_HEADS.items()}
    manifest = {
        "format": 1,
        "heads": heads,
        "frames": {group: bio(kinds) for group, kinds in FRAME_LABELS.items()},
        "transitions": {"attribution": network.frames["attribution"].transitions.detach().tolist()},
        "shapes": list(SHAPES),
        "outputs": outputs(),
        "sha256": {name: digest(out / name) for name in ("model.onnx", "tokenizer.json")},
        "training": {
            "steps": state["done"],
            "options": state["options"],
            "left_out": list(UNLICENSED) if only_licensed else [],
        },
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Command line of ``python -m training.export_onnx``."""
    parser = argparse.ArgumentParser(description="Export a checkpoint to the package's model folder.")
    parser.add_argument("--checkpoint", type=Path, default=Path(".cache/model/last.pt"))
    parser.add_argument("--out", type=Path, default=Path("src/reportedly/encoder/model"))
    parser.add_argument("--only-licensed", action="store_true")
    options = parser.parse_args()
    export(options.checkpoint, options.out, options.only_licensed)


if __name__ == "__main__":
    main()
