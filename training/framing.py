"""The last layers of PropBank's frames and factuality, learned for long windows from the same network's reading of short runs.

PropBank's sentences train in runs of 64 words (``corpora/frames.py``): in a window of 510 pieces the same heads read worse, and to read
every report a second time in short runs cost as much as the first. So the last layers are doubled: one copy goes on to all other heads as
it was, weight for weight; the other, trained here, goes on to PropBank's. It learns what was annotated, in long windows and in short runs,
and on news of the other corpora what the network says of short runs (self-distillation: Hinton et al. 2015, arXiv:1503.02531).
"""

import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from reportedly.corpora import frames
from reportedly.encoder.tokens import Pieces
from training.lessons import LOWER, RUNS, SHARE, Frame, Lesson, annotated, batched, lessons, taught, text_of, texts
from training.network import Network, framing_layers
from training.train import BFLOAT16, HAPPENED_WEIGHT, WEIGHT, minilm_folder

FRAME_WEIGHT = 0.2


@dataclass(frozen=True)
class Options:
    """What a run depends on."""

    layers: int = 2
    rounds: tuple[tuple[int, float], ...] = ((4, 3e-4),)  # epochs and highest rate of each
    seed: int = 7
    only_licensed: bool = False


def losses(network: Network, batch: Sequence[Lesson]) -> dict[str, Tensor]:
    """The loss of each of PropBank's heads on some windows."""
    most = max(len(one.hidden) for one in batch)
    x = torch.zeros(len(batch), most, batch[0].hidden.shape[1], dtype=torch.bfloat16)
    mask = torch.zeros(len(batch), most)
    for row, one in enumerate(batch):
        x[row, : len(one.hidden)] = one.hidden
        mask[row, : len(one.hidden)] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
        x = network.frame_layers(x if BFLOAT16 else x.float(), mask)
    words = [x[row, one.pieces].float() for row, one in enumerate(batch)]
    every = torch.cat(words)
    verbs = torch.cat([one.verbs for one in batch])
    own = verbs >= 0
    logs = network.word_heads["propbank"](every)[own].log_softmax(-1)
    found = {"verbs": -((1 - verbs[own]) * logs[:, 0] + verbs[own] * logs[:, 1]).mean() * WEIGHT["propbank"]}
    values = torch.tensor([value for one in batch for _, value in one.happened])
    if len(values):
        told = torch.cat([words[row][[word for word, _ in one.happened]] for row, one in enumerate(batch) if one.happened])
        scores = network.happened(told).squeeze(-1)
        found["happened"] = nn.functional.smooth_l1_loss(scores, values) * HAPPENED_WEIGHT
    told_frames = [(row, frame) for row, one in enumerate(batch) for frame in one.frames]
    if told_frames:
        found["frames"] = frame_loss(network, words, told_frames) * FRAME_WEIGHT
    return found


def frame_scores(network: Network, words: Sequence[Tensor], told: Sequence[tuple[int, Frame]]) -> tuple[Tensor, Tensor]:
    """Scores (frames, most words, tags) of each frame's own words, and which of them are its own."""
    head = network.frames["propbank"]
    keys, alone = [head.keys(one) for one in words], [head.alone(one) for one in words]
    most = max(len(frame.target) for _, frame in told)
    index = [(frame.first + torch.arange(most)).clamp(max=len(words[row]) - 1) for row, frame in told]
    predicates = torch.stack([words[row][frame.word] for row, frame in told])
    near = torch.stack([keys[row][at] for (row, _), at in zip(told, index, strict=True)])
    by_itself = torch.stack([alone[row][at] for (row, _), at in zip(told, index, strict=True)])
    places = torch.tensor([frame.word - frame.first for _, frame in told])
    inside = torch.arange(most)[None, :] < torch.tensor([len(frame.target) for _, frame in told])[:, None]
    return head(predicates, near, by_itself, places), inside


def frame_loss(network: Network, words: Sequence[Tensor], told: Sequence[tuple[int, Frame]]) -> Tensor:
    """Mean cross-entropy per predicate, of tags or of chances."""
    scores, inside = frame_scores(network, words, told)
    logs = scores.log_softmax(-1)
    wanted = torch.zeros_like(logs)
    for number, (_, frame) in enumerate(told):
        size = len(frame.target)
        if frame.target.dim() == 2:
            wanted[number, :size] = frame.target.float()
        else:
            wanted[number, torch.arange(size), frame.target] = 1
    return -(logs * wanted)[inside].sum() / len(told)


@torch.no_grad()
def quality(network: Network, dev: Sequence[Lesson]) -> dict[str, float]:
    """On gold windows: nats per predicate, F1 of tags by word, Pearson's r of factuality."""
    network.eval()
    nats, right, found, gold, predicates = 0.0, 0, 0, 0, 0
    said: list[float] = []
    true: list[float] = []
    for one in dev:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
            x = network.frame_layers(one.hidden[None] if BFLOAT16 else one.hidden[None].float(), None)
        words = [x[0, one.pieces].float()]
        said += network.happened(words[0])[[word for word, _ in one.happened], 0].tolist()
        true += [value for _, value in one.happened]
        told = [(0, frame) for frame in one.frames]
        if not told:
            continue
        scores, inside = frame_scores(network, words, told)
        tags = torch.cat([frame.target for _, frame in told])
        scores = scores[inside]
        nats += float(nn.functional.cross_entropy(scores, tags, reduction="sum"))
        best = scores.argmax(-1)
        right += int(((best == tags) & (tags > 0)).sum())
        found += int((best > 0).sum())
        gold += int((tags > 0).sum())
        predicates += len(told)
    network.train()
    pair = torch.tensor([said, true])
    return {"nats": nats / predicates, "tags": 200 * right / (found + gold), "r": float(torch.corrcoef(pair)[0, 1])}


def doubled(checkpoint: Path, layers: int) -> tuple[Network, Network, dict[str, object]]:
    """The network of a checkpoint, the same with its last layers doubled, and the checkpoint.

    One that has doubled layers already teaches with them, and the copies go on from there.
    """
    state = torch.load(checkpoint, weights_only=True)
    config = json.loads((minilm_folder() / "config.json").read_text(encoding="utf-8"))
    already = framing_layers(state["network"])
    before, after = Network(config, framing=already), Network(config, framing=already or layers)
    before.load_state_dict(state["network"])
    after.load_state_dict(state["network"], strict=bool(already))
    if not already:
        after.framing.load_state_dict(before.layers[len(before.layers) - layers :].state_dict())
    return before.eval(), after, state


def learned(network: Network) -> list[nn.Parameter]:
    """What is trained: the copied layers, and the heads that only they serve."""
    parts: list[nn.Module] = [network.framing, network.word_heads["propbank"], network.happened, network.frames["propbank"]]
    for parameter in network.parameters():
        parameter.requires_grad_(False)
    found = [parameter for part in parts for parameter in part.parameters()]
    for parameter in found:
        parameter.requires_grad_(True)
    return found


def gathered(data: Path, options: Options, before: Network, after: Network) -> tuple[list[Lesson], dict[int, list[Lesson]]]:
    """All lessons, and those of PropBank's dev part by the length of its runs."""
    pieces = Pieces(minilm_folder() / "tokenizer.json")
    rng = random.Random(options.seed)
    after.eval()

    def gold(part: str, words: int) -> list[Lesson]:
        examples = list(frames.propbank(data, part, most=words))
        for example in examples if options.only_licensed else ():
            example.happened.clear()
        some = [text_of(example, pieces, part == "train" and rng.random() < LOWER) for example in examples]
        return lessons(after, some, [annotated(*pair) for pair in zip(examples, some, strict=True)], pieces)

    dev = {words: gold("dev", words) for words in RUNS}
    for words, some in dev.items():
        print(f"dev in runs of {words} words before: {quality(after, some)}", flush=True)
    made = [one for words in RUNS for one in gold("train", words)]
    print(f"{len(made)} annotated windows", flush=True)
    wanted = texts(data, options.only_licensed)
    rng.shuffle(wanted)
    wanted = [one for one in wanted if rng.random() < SHARE.get(one.corpus, 1.0)]
    began = time.monotonic()
    for start in range(0, len(wanted), 100):
        some = [text_of(one, pieces, one.corpus != "muc4" and rng.random() < LOWER) for one in wanted[start : start + 100]]
        made += lessons(after, some, taught(before, some, pieces), pieces)
        if start % 500 == 0:
            print(f"{start} of {len(wanted)} texts, {time.monotonic() - began:.0f} s, {len(made)} windows", flush=True)
    return made, dev


def train(data: Path, checkpoint: Path, out: Path, options: Options) -> None:
    """Double the layers of a checkpoint and run the rounds; each is taught by what the one before has learned of short runs."""
    for number, (epochs, rate) in enumerate(options.rounds):
        one_round(data, out if number else checkpoint, out, replace(options, rounds=((epochs, rate),), seed=options.seed + number))


def one_round(data: Path, checkpoint: Path, out: Path, options: Options) -> None:
    """Run the epochs of the first of ``options.rounds``, logging each and writing ``out`` after it."""
    torch.manual_seed(options.seed)
    epochs, rate = options.rounds[0]
    before, after, state = doubled(checkpoint, options.layers)
    made, dev = gathered(data, options, before, after)
    parameters = learned(after)
    optimizer = torch.optim.AdamW(
        [
            {"params": [one for one in parameters if one.dim() > 1], "weight_decay": 0.01},
            {"params": [one for one in parameters if one.dim() <= 1], "weight_decay": 0.0},
        ],
        lr=rate, betas=(0.9, 0.99),
    )  # fmt: skip
    rng = random.Random(options.seed)
    steps = epochs * len(list(batched(made, rng)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / 100) * max(0.01, 1 - step / steps))
    after.train()
    began, step = time.monotonic(), 0
    for epoch in range(epochs):
        sums: dict[str, float] = {}
        for count, batch in enumerate(batched(made, rng), 1):
            parts = losses(after, batch)
            torch.stack(list(parts.values())).sum().backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + float(value.detach())
            if count % 25 == 0:
                print(json.dumps({"step": step, "of": steps, "s": round(time.monotonic() - began)} |
                                 {name: round(value / count, 4) for name, value in sums.items()}), flush=True)  # fmt: skip
        for words, some in dev.items():
            print(f"epoch {epoch + 1}, dev in runs of {words} words: {quality(after, some)}", flush=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        torch.save({**state, "network": after.state_dict(), "optimizer": None}, out)
