"""The reader's network: MiniLM with case shapes, one head per kind of label, one biaffine head for all frames."""

import json
import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from reportedly.corpora.labels import FRAME_LABELS, PHRASE_ENDS, WORD_HEADS, bio
from reportedly.encoder.tokens import SHAPES

FRAME_WIDTH = 96
LINK_WIDTH = 64
FAR_OFF = 20.0  # nats
REACH = 64  # words of distance beyond which all distances are one


class Layer(nn.Module):
    """One transformer layer (post-norm, as in BERT)."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.attend: Callable[[Tensor, Tensor, Tensor, Tensor | None, int], Tensor] = attention
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Attend and transform; x is (batch, pieces, width), bias (batch, 1, 1, pieces) is added to the scores."""
        query, key, value = self.qkv(x).chunk(3, -1)
        x = self.norm1(x + self.dropout(self.out(self.attend(query, key, value, bias, self.heads))))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


def attention(query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None, heads: int) -> Tensor:
    """Scaled dot-product attention of (batch, pieces, width) in so many heads."""
    batch, length, width = query.shape
    query, key, value = (one.view(batch, length, heads, width // heads).transpose(1, 2) for one in (query, key, value))
    bias = None if bias is None else bias.to(query.dtype)
    mixed = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
    return mixed.transpose(1, 2).reshape(batch, length, width)


class Words(NamedTuple):
    """Word vectors (batch, words, width): for all heads, and for PropBank's and factuality's."""

    words: Tensor
    framed: Tensor


class Network(nn.Module):
    """Pieces and shapes in; word labels and frame arguments out.

    PropBank's heads and factuality read the last ``framing`` layers' own copy, where there are any (``training/framing.py``).
    """

    def __init__(self, config: dict[str, int], dropout: float = 0.1, framing: int = 0) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.pieces = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.shapes = nn.Embedding(len(SHAPES), width)
        nn.init.zeros_(self.shapes.weight)
        self.segment = nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.framing = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout) for _ in range(framing)
        )
        self.word_heads = nn.ModuleDict({name: nn.Linear(width, len(labels)) for name, labels in WORD_HEADS.items()})
        self.happened = nn.Sequential(nn.Linear(width, 128), nn.Tanh(), nn.Linear(128, 1))
        self.phrases = PointerHead(width, len(PHRASE_ENDS))
        self.links = PointerHead(width, 1)
        self.frames = nn.ModuleDict({group: FrameHead(width, len(bio(kinds))) for group, kinds in FRAME_LABELS.items()})

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor | None, first: Tensor) -> Words:
        """Word vectors (batch, words, width) of each word's first piece, at index ``first``; no mask means no padding."""
        below = self.shared(ids, shapes, mask)
        x = _through(self.layers[len(self.layers) - len(self.framing) :], below, mask)
        framed = self.frame_layers(below, mask) if self.framing else x
        places = first[:, :, None].expand(-1, -1, x.shape[-1])
        return Words(x.gather(1, places), framed.gather(1, places))

    def shared(self, ids: Tensor, shapes: Tensor, mask: Tensor | None) -> Tensor:
        """What goes into the doubled layers: (batch, pieces, width)."""
        where = torch.arange(ids.shape[1], device=ids.device)
        x = self.pieces(ids) + self.positions(where) + self.shapes(shapes) + self.segment
        x = self.dropout(self.norm(x))
        return _through(self.layers[: len(self.layers) - len(self.framing)], x, mask)

    def frame_layers(self, below: Tensor, mask: Tensor | None) -> Tensor:
        """Piece vectors for PropBank's heads from those of ``shared``."""
        return _through(self.framing, below, mask)


def framing_layers(names: Iterable[str]) -> int:
    """How many layers are doubled in a network whose parameters have these names."""
    return len({name.split(".")[1] for name in names if name.startswith("framing.")})


def _through(layers: nn.ModuleList, x: Tensor, mask: Tensor | None) -> Tensor:
    bias = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
    for layer in layers:
        x = layer(x, bias)
    return x


class PointerHead(nn.Module):
    """What each word asks for and what it offers, per end that is pointed at: scores are products of the two."""

    def __init__(self, width: int, ends: int) -> None:
        super().__init__()
        self.ends = ends
        self.asks = nn.Linear(width, ends * LINK_WIDTH)
        self.offers = nn.Linear(width, ends * LINK_WIDTH)

    def forward(self, words: Tensor) -> Tensor:
        """Scores (batch, ends, words, words) of every word for every word of its passage; words is (batch, words, width)."""
        batch, length, _ = words.shape
        ask, offer = (
            side(words).view(batch, length, self.ends, LINK_WIDTH).transpose(1, 2) for side in (self.asks, self.offers)
        )
        return ask @ offer.transpose(2, 3) / math.sqrt(LINK_WIDTH)


class FrameHead(nn.Module):
    """Biaffine scores of every word as O, B-x or I-x of a predicate's arguments, with a bias by distance."""

    def __init__(self, width: int, tags: int) -> None:
        super().__init__()
        self.tags = tags
        self.predicate = nn.Linear(width, tags * FRAME_WIDTH)
        self.word = nn.Linear(width, FRAME_WIDTH)
        self.alone = nn.Linear(width, tags)
        self.distance = nn.Embedding(2 * REACH + 1, tags)
        nn.init.zeros_(self.distance.weight)
        with torch.no_grad():
            self.alone.bias[0] += 4.0  # nearly every word is outside: start from there
        self.transitions = nn.Parameter(torch.zeros(tags, tags))

    def keys(self, words: Tensor) -> Tensor:
        """What each word offers every predicate: (batch, words, FRAME_WIDTH)."""
        return nn.functional.gelu(self.word(words))

    def forward(self, predicates: Tensor, keys: Tensor, alone: Tensor, positions: Tensor) -> Tensor:
        """Scores (predicates, words, tags) from predicate vectors, their passages' keys and single-word scores."""
        query = self.predicate(predicates).view(-1, self.tags, FRAME_WIDTH)
        scores = keys @ query.transpose(1, 2) / math.sqrt(FRAME_WIDTH) + alone
        distance = torch.arange(keys.shape[1], device=keys.device)[None, :] - positions[:, None]
        return scores + self.distance(distance.clamp(-REACH, REACH) + REACH)


def crf_loss(scores: Tensor, transitions: Tensor, gold: Tensor, lengths: Tensor) -> Tensor:
    """Mean negative log-likelihood of tag sequences under a linear chain; scores (n, words, tags), gold (n, words).

    A sequence that is far off counts by the logarithm of how far: a cue that speaks a whole chapter, hundreds of nats
    away, would otherwise pull all others along.
    """
    words = scores.shape[1]
    inside = torch.arange(words)[None, :] < lengths[:, None]
    path = scores.gather(2, gold[:, :, None]).squeeze(2) * inside
    steps = transitions[gold[:, :-1], gold[:, 1:]] * inside[:, 1:]
    forward = scores[:, 0]
    for word in range(1, words):
        following = torch.logsumexp(forward[:, :, None] + transitions[None], dim=1) + scores[:, word]
        forward = torch.where(inside[:, word, None], following, forward)
    nats = torch.logsumexp(forward, 1) - path.sum(1) - steps.sum(1)
    far = FAR_OFF * (1 + torch.log(nats.clamp(min=FAR_OFF) / FAR_OFF))
    return torch.where(nats > FAR_OFF, far, nats).mean()


def start_from_minilm(folder: Path) -> Network:
    """The network with MiniLM's weights in its encoder (``model.safetensors`` and ``config.json`` of the folder)."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    network = Network(config)
    weights = read_safetensors(folder / "model.safetensors")
    with torch.no_grad():
        network.pieces.weight.copy_(weights["embeddings.word_embeddings.weight"])
        network.positions.weight.copy_(weights["embeddings.position_embeddings.weight"])
        network.segment.copy_(weights["embeddings.token_type_embeddings.weight"][0])
        _copy(network.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(network.layers):
            here = f"encoder.layer.{number}."
            parts = [f"{here}attention.self.{part}" for part in ("query", "key", "value")]
            layer.qkv.weight.copy_(torch.cat([weights[f"{part}.weight"] for part in parts]))
            layer.qkv.bias.copy_(torch.cat([weights[f"{part}.bias"] for part in parts]))
            _copy(layer.out, weights, here + "attention.output.dense")
            _copy(layer.norm1, weights, here + "attention.output.LayerNorm")
            _copy(layer.up, weights, here + "intermediate.dense")
            _copy(layer.down, weights, here + "output.dense")
            _copy(layer.norm2, weights, here + "output.LayerNorm")
    return network


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(weights[f"{name}.weight"])
    module.bias.copy_(weights[f"{name}.bias"])


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """The tensors of a safetensors file (a JSON header, then raw little-endian values)."""
    raw = path.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + size])
    kinds = {"F32": torch.float32, "F16": torch.float16, "I64": torch.int64}
    found = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = (8 + size + offset for offset in entry["data_offsets"])
        found[name] = torch.frombuffer(bytearray(raw[start:end]), dtype=kinds[entry["dtype"]]).reshape(entry["shape"])
    return found
