"""Speed and memory on reports of 500 words: reports per second, peak memory, start-up, and the ratio to BERT-base.

    python -m benchmarks.speed [--limit N] [--model FOLDER]

The reports are Wikinews texts cut after their 500th word (our example reports, joined, where the corpus is absent). Every
measure runs in a process of its own, bound to two cores where the system allows it, one after the other, on the same texts:
``reportedly.read_many`` after one report of warm-up, before and after the classifier of ``benchmarks.bert_base`` (the
product's figure is the mean of both runs), and once more on one core. On several cores other processes read too, once many reports have
come: the time to start them is in the figure, and peak memory is the sum of the peaks of all processes, everything loaded. The
start-up is the time from starting ``reportedly read FILE --format jsonl`` to the first line of its output, which holds all
claims of that report: the median of several runs. Wall time counts for the bars; where other programs hold the cores it says
little, so the processor time a report takes is given beside it, and its ratio.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import mean, median
from time import perf_counter, process_time
from typing import Any

from benchmarks.folders import PROJECT, options_of
from benchmarks.memory import peak_bytes, workers_bytes
from benchmarks.texts import wikinews
from reportedly import read_many
from reportedly.config import Settings
from reportedly.encoder.manifest import PACKAGED
from reportedly.schema import Reading

WORDS, REPORTS, BERT_REPORTS, STARTS, CORES = 500, 300, 10, 5, 2
LOOK_EVERY = 10  # reports from one look at the other processes' memory to the next
COMMAND = (sys.executable, "-c", "from reportedly.cli.main import run; run()")
_CHILD = "--child"


@dataclass(frozen=True)
class Ran:
    """What a process printed, and how long it took to its first line."""

    output: str
    first_line_seconds: float


def cut_words(text: str, count: int) -> str | None:
    """The text up to the end of its ``count``-th word; None where it has fewer."""
    words = list(islice(re.finditer(r"\S+", text), count))
    return text[: words[-1].end()] if len(words) == count else None


def reports(data_root: Path, count: int) -> tuple[str, list[str]]:
    """Where the texts come from, and ``count`` of them with WORDS words each; a short supply is used again."""
    cuts = [cut for text in wikinews(data_root) if (cut := cut_words(text, WORDS))]
    if cuts:
        return "Wikinews", list(islice(cycle(cuts), count))
    examples = " ".join(path.read_text(encoding="utf-8") for path in sorted((PROJECT / "examples").glob("*.txt")))
    made = cut_words((examples + "\n") * (1 + WORDS // max(1, len(examples.split()))), WORDS)
    return "examples", [made or examples] * count


def timed(command: Sequence[str]) -> Ran:
    """Run a command to its end; raises CalledProcessError where it fails."""
    began = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=PROJECT) as process:
        if process.stdout is None:
            raise OSError("the process has no output to read")
        first = process.stdout.readline()
        seconds = perf_counter() - began
        rest = process.stdout.read()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, first + rest)
    return Ran(first + rest, seconds)


def bind(cores: int = CORES) -> int:
    """Bind this process and its children to so many cores where that can be done; how many it has."""
    if not hasattr(os, "sched_setaffinity"):
        return os.cpu_count() or 1
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    return len(os.sched_getaffinity(0))


def child(texts: Path, model: str, cores: int = CORES) -> dict[str, float]:
    """In the product's process: read all texts, and say how many a second and how many claims."""
    given: list[str] = json.loads(texts.read_text(encoding="utf-8"))
    settings = Settings(model=Path(model) if model else None, threads=min(cores, bind(cores)))
    list(read_many(given[:1], settings=settings))
    began, worked = perf_counter(), process_time()
    claims = read = 0
    workers: dict[int, int] = {}
    for outcome in read_many(given, settings=settings):
        if not isinstance(outcome, Reading):
            raise ValueError(f"a report was not read: {outcome.reason}")
        read += 1
        claims += len(outcome.claims)
        if read % LOOK_EVERY == 0:
            workers |= workers_bytes()
    wall = perf_counter() - began
    # The processes that read for this one have ended, and were waited for: their time is told now.
    used = os.times()
    work = process_time() - worked + used.children_user + used.children_system
    return {
        "per second": read / wall, "cpu seconds": work / max(1, read), "peak bytes": peak_bytes() + sum(workers.values()),
        "claims": claims,
    }  # fmt: skip


def run(data_root: Path, limit: int | None = None, model: Path | None = None) -> dict[str, Any]:
    """The figures; ``ratio`` and ``bert per second`` are None where onnx, which builds the classifier, is not installed."""
    source, texts = reports(data_root, limit or REPORTS)
    before = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    cores = bind()
    try:
        with tempfile.TemporaryDirectory() as folder:
            result = _measure(texts, Path(folder), model)
    finally:
        if before:
            os.sched_setaffinity(0, before)
    return {"source": source, "reports": len(texts), "words": WORDS, "cores": cores, **result}


def _measure(texts: Sequence[str], folder: Path, model: Path | None) -> dict[str, Any]:
    every, few, one = folder / "texts.json", folder / "few.json", folder / "report.txt"
    every.write_text(json.dumps(texts), encoding="utf-8")
    few.write_text(json.dumps(texts[:BERT_REPORTS]), encoding="utf-8")
    one.write_text(texts[0], encoding="utf-8")
    product = [sys.executable, "-m", "benchmarks.speed", _CHILD, str(every), str(model or "")]
    runs = [timed(product)]
    bert = _bert(few, (model or PACKAGED) / "tokenizer.json")
    runs.append(timed(product))
    alone = json.loads(timed([*product, "1"]).output)
    starts = [timed([*COMMAND, "read", str(one), "--format", "jsonl"]) for _ in range(STARTS)]
    said = [json.loads(ran.output) for ran in runs]
    rates = [float(one["per second"]) for one in said]
    rate, work = mean(rates), mean(float(one["cpu seconds"]) for one in said)
    return {
        "reports per second": rate, "runs": rates, "cpu seconds": work, "on one core": float(alone["per second"]),
        "peak MB": max(float(one["peak bytes"]) for one in said) / 1e6,
        "bert per second": bert["per second"] if bert else None,
        "ratio": rate / bert["per second"] if bert else None,
        "cpu ratio": bert["cpu seconds"] / work if bert else None,
        "first claim seconds": median(ran.first_line_seconds for ran in starts),
        "first claim runs": [ran.first_line_seconds for ran in starts],
    }  # fmt: skip


def _bert(texts: Path, tokenizer: Path) -> dict[str, float] | None:
    if subprocess.run([sys.executable, "-c", "import onnx"], capture_output=True, check=False).returncode:
        return None
    ran = timed([sys.executable, "-m", "benchmarks.bert_base", str(texts), str(tokenizer)])
    said: dict[str, float] = json.loads(ran.output)
    return said


def _lines(result: Mapping[str, Any]) -> Iterator[str]:
    yield f"speed, {result['reports']} reports of {result['words']} words ({result['source']}), {result['cores']} cores"
    runs = ", ".join(f"{rate:.1f}" for rate in result["runs"])
    yield f"  reports per second        {result['reports per second']:8.1f}   (runs: {runs})"
    yield f"  the same on one core      {result['on one core']:8.1f}"
    yield f"  processor s per report    {result['cpu seconds']:8.3f}"
    if result["ratio"] is None:
        yield "  BERT-base                 not measured: pip install onnx"
    else:
        yield f"  BERT-base per second      {result['bert per second']:8.2f}"
        yield f"  ratio to BERT-base        {result['ratio']:8.1f}   (by processor time: {result['cpu ratio']:.1f})"
    yield f"  peak memory, MB           {result['peak MB']:8.0f}"
    yield f"  start to first claim, s   {result['first claim seconds']:8.2f}   (median of {len(result['first claim runs'])})"


def shown(result: Mapping[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(_lines(result))


def main() -> None:
    """Print the figures, or be the product's process of another run."""
    if sys.argv[1:2] == [_CHILD]:
        print(json.dumps(child(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]) if sys.argv[4:] else CORES)))
        return
    options = options_of(__doc__ or "")
    print(shown(run(options.data, options.limit, options.model)))


if __name__ == "__main__":
    main()
