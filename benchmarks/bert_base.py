"""A token classifier of BERT-base's shape with random weights, to measure the machine with.

    python -m benchmarks.bert_base TEXTS.json TOKENIZER.json

12 layers of width 768, 12 heads, inner width 3,072, 30,522 pieces, 512 positions, 9 labels, in float32: the shape of the
classifiers that the field runs, so the same work as one of them. Texts go through in windows of 512 pieces, without
overlap and one at a time (batches are no faster on two cores). Prints one JSON object: texts per second after one warm-up
window, seconds of processor time per text, windows, pieces.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

LAYERS, WIDTH, HEADS, INNER, VOCABULARY, POSITIONS, LABELS = 12, 768, 12, 3072, 30522, 512, 9
WINDOW = 510  # pieces, beside the two marks


class Graph:
    """Nodes and weights of a graph under construction; each step returns the name of its output."""

    def __init__(self, seed: int = 7) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._random = np.random.default_rng(seed)

    def constant(self, values: NDArray[Any]) -> str:
        """Keep an array as a weight."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def weight(self, *shape: int) -> str:
        """A matrix of small random numbers."""
        return self.constant(self._random.standard_normal(shape, np.float32) * np.float32(0.02))

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add one operation."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def linear(self, values: str, wide: int, narrow: int) -> str:
        """A fully connected layer from ``wide`` to ``narrow``."""
        product = self.node("MatMul", values, self.weight(wide, narrow))
        return self.node("Add", product, self.constant(np.zeros(narrow, np.float32)))

    def norm(self, values: str) -> str:
        """Layer normalization."""
        scale, bias = self.constant(np.ones(WIDTH, np.float32)), self.constant(np.zeros(WIDTH, np.float32))
        return self.node("LayerNormalization", values, scale, bias, epsilon=1e-12, axis=-1)

    def number(self, value: float) -> str:
        """A scalar."""
        return self.constant(np.array(value, np.float32))

    def gelu(self, values: str) -> str:
        """The error-function form, which onnxruntime fuses."""
        half = self.node("Erf", self.node("Div", values, self.number(2**0.5)))
        return self.node("Mul", self.node("Mul", values, self.node("Add", half, self.number(1.0))), self.number(0.5))

    def attention(self, values: str) -> str:
        """Self-attention with its output layer; one text at a time needs no mask."""
        split = self.constant(np.array([0, 0, HEADS, WIDTH // HEADS], np.int64))
        whole = self.constant(np.array([0, 0, WIDTH], np.int64))
        parts = [self.node("Reshape", self.linear(values, WIDTH, WIDTH), split) for _ in range(3)]
        query, content = (self.node("Transpose", parts[n], perm=[0, 2, 1, 3]) for n in (0, 2))
        key = self.node("Transpose", parts[1], perm=[0, 2, 3, 1])
        scores = self.node("Div", self.node("MatMul", query, key), self.number((WIDTH // HEADS) ** 0.5))
        mixed = self.node("MatMul", self.node("Softmax", scores, axis=-1), content)
        return self.linear(self.node("Reshape", self.node("Transpose", mixed, perm=[0, 2, 1, 3]), whole), WIDTH, WIDTH)


def build() -> bytes:
    """The classifier as a serialized ONNX model: ``pieces`` (1, length) to ``labels`` (1, length, 9)."""
    graph = Graph()
    begin, one = graph.constant(np.array([0], np.int64)), graph.constant(np.array([1], np.int64))
    length = graph.node("Slice", graph.node("Shape", "pieces"), one, graph.constant(np.array([2], np.int64)))
    positions = graph.node("Slice", graph.weight(POSITIONS, WIDTH), begin, length, begin)
    words = graph.node("Gather", graph.weight(VOCABULARY, WIDTH), "pieces")
    values = graph.norm(graph.node("Add", graph.node("Add", words, positions), graph.weight(1, WIDTH)))
    for _ in range(LAYERS):
        values = graph.norm(graph.node("Add", values, graph.attention(values)))
        inner = graph.linear(graph.gelu(graph.linear(values, WIDTH, INNER)), INNER, WIDTH)
        values = graph.norm(graph.node("Add", values, inner))
    graph.nodes.append(helper.make_node("Identity", [graph.linear(values, WIDTH, LABELS)], ["labels"]))
    made = helper.make_graph(
        graph.nodes, "bert_base",
        [helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "length"])],
        [helper.make_tensor_value_info("labels", TensorProto.FLOAT, [1, "length", LABELS])],
        graph.weights,
    )  # fmt: skip
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())


def windows(pieces: Sequence[int], begin: int, end: int) -> Iterator[list[int]]:
    """The pieces of one text in windows, each between its two marks."""
    for start in range(0, max(1, len(pieces)), WINDOW):
        yield [begin, *pieces[start : start + WINDOW], end]


def measure(texts: Sequence[str], tokenizer: Path) -> dict[str, float]:
    """Texts per second over these texts, spelling included, after one window of warm-up."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(build(), options, providers=["CPUExecutionProvider"])
    spelling = Tokenizer.from_file(str(tokenizer))
    spelling.no_truncation()
    spelling.no_padding()
    begin, end = spelling.token_to_id("[CLS]"), spelling.token_to_id("[SEP]")
    if begin is None or end is None:
        raise ValueError(f"{tokenizer} has no [CLS] and [SEP]")
    session.run(None, {"pieces": np.full((1, WINDOW + 2), begin, np.int64)})
    count = total = 0
    began, worked = perf_counter(), process_time()
    for text in texts:
        for window in windows(spelling.encode(text, add_special_tokens=False).ids, begin, end):
            session.run(None, {"pieces": np.array([window], np.int64)})
            count += 1
            total += len(window)
    wall, work = perf_counter() - began, process_time() - worked
    return {"per second": len(texts) / wall, "cpu seconds": work / len(texts), "windows": count, "pieces": total}


def main() -> None:
    """Measure the texts of one JSON file with the tokenizer of another."""
    texts, tokenizer = map(Path, sys.argv[1:3])
    print(json.dumps(measure(json.loads(texts.read_text(encoding="utf-8")), tokenizer)))


if __name__ == "__main__":
    main()
