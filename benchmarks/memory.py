"""Memory: flat, however many reports are read; and the peak of all processes.

    python -m benchmarks.memory [--reports N] [--model FOLDER]

Short reports (about 60 words) are made up from invented names, real towns and numbers, no two alike, so that nothing which is kept
per word or per report stays small by repetition. They go through ``reportedly.read_many`` in a process of its own, which notes its
resident size and that of the processes which read for it, after a tenth of them and at the end: what was added in between is the growth.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.folders import PROJECT
from reportedly import read_many
from reportedly.config import Settings
from reportedly.schema import Reading

REPORTS, FEW = 10_000, 300
MARKS = 10  # how often the resident size is noted
_STATUS = Path("/proc/self/status")
_CHILD = "--child"

_SYLLABLES = "ba del ko mar ni os pra ru sal ta ven yor zim ler quo fin hal jas dor ek".split()
_TOWNS = (
    "Azaz Manbij Homs Idlib Sirte Sabha Mosul Tikrit Kharkiv Kherson Taiz Aden Hama Raqqa Derna Misrata Bakhmut".split()
)
_BODIES = ("Front", "Brigade", "Movement", "Union", "Council", "Guard", "Assembly", "League")
_ACTS = ("shelled", "seized", "left", "attacked", "bombed", "surrounded", "abandoned", "stormed")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_VOICES = ("residents", "a spokesman", "two officials", "a monitoring group", "the mayor", "a hospital doctor")


def peak_bytes() -> int:
    """The largest resident size that this program has had, in bytes.

    Linux tells it in /proc; ``ru_maxrss`` there also counts the process that started this one, before the program took its place.
    """
    return _status("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )


def resident_bytes() -> int:
    """The resident size of this program now, in bytes; its peak where the system does not tell."""
    return _status("VmRSS") or peak_bytes()


def workers_bytes(name: str = "VmHWM") -> dict[int, int]:
    """What each process that this one has started takes now: its peak, or with "VmRSS" its resident size; none where /proc is missing.

    Pages that processes share (libraries, the model's file) count in each of them, so a sum of these is an upper bound.
    """
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[1]
            size = _status(name, folder / "status") if int(parent) == os.getpid() else None
        except (OSError, IndexError, ValueError):  # it has ended while we looked
            continue
        if size:
            found[int(folder.name)] = size
    return found


def _status(name: str, file: Path = _STATUS) -> int | None:
    if not file.exists():
        return None
    found = re.search(rf"^{name}:\s*(\d+) kB", file.read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) * 1024 if found else None


def made_up(count: int, seed: int = 7) -> Iterator[str]:
    """Short reports of events that never happened, no two alike; the same for the same seed."""
    rng = random.Random(seed)

    def name() -> str:
        return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 3))).capitalize()

    for number in range(count):
        group, other, person = (
            f"{name()} {rng.choice(_BODIES)}",
            f"{name()} {rng.choice(_BODIES)}",
            f"{name()} {name()}",
        )
        town, near, day = rng.choice(_TOWNS), rng.choice(_TOWNS), rng.choice(_DAYS)
        yield (
            f"Fighters of the {group} {rng.choice(_ACTS)} positions of the {other} near {town} on {day}, killing at least "
            f"{rng.randint(2, 90)} people, {rng.choice(_VOICES)} said. {person}, a commander of the {other}, denied that his men had "
            f"{rng.choice(_ACTS)} the road to {near}, {rng.randint(3, 80)} km to the north. “We will not leave {town},” he said. "
            f"It was the {number + 1}th report of the year."
        )


def child(reports: int, model: str) -> dict[str, Any]:
    """In a process of its own: read all, and say the resident size at every tenth part of them."""
    sizes, claims, read = [], 0, 0
    peaks: dict[int, int] = {}
    for outcome in read_many(made_up(reports), settings=Settings(model=Path(model) if model else None)):
        if not isinstance(outcome, Reading):
            raise ValueError(f"a report was not read: {outcome.reason}")
        read += 1
        claims += len(outcome.claims)
        if read % max(1, reports // MARKS) == 0:
            sizes.append(resident_bytes() + sum(workers_bytes("VmRSS").values()))
            peaks |= workers_bytes()
    return {"reports": read, "claims": claims, "sizes": sizes, "peak": peak_bytes() + sum(peaks.values())}


def run(reports: int = REPORTS, model: Path | None = None) -> dict[str, Any]:
    """Megabytes after a tenth of the reports, after all, what was added in between, and the peak."""
    command = [sys.executable, "-m", "benchmarks.memory", _CHILD, str(reports), str(model or "")]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=PROJECT, check=True)
    return figures_of(json.loads(ran.stdout))


def figures_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of what the reading process said."""
    sizes = [size / 1e6 for size in said["sizes"]]
    growth = sizes[-1] - sizes[0]
    return {
        "reports": said["reports"], "claims": said["claims"], "MB at a tenth": sizes[0], "MB at the end": sizes[-1],
        "growth MB": growth, "growth percent": 100 * growth / sizes[0], "peak MB": said["peak"] / 1e6, "MB": sizes,
    }  # fmt: skip


def shown(result: Mapping[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(
        [
            f"memory over {result['reports']:,} short reports with {result['claims']:,} claims",
            "  resident MB at each tenth   " + " ".join(f"{size:.0f}" for size in result["MB"]),
            f"  growth after the first      {result['growth MB']:.1f} MB ({result['growth percent']:.1f} %)",
            f"  peak                        {result['peak MB']:.0f} MB",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, or be the process that reads."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [_CHILD]:
        print(json.dumps(child(int(given[1]), given[2])))
        return
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description="Memory over many reports.")
    parser.add_argument("--reports", type=int, default=REPORTS, metavar="N", help="how many short reports")
    parser.add_argument("--model", type=Path, default=None, metavar="FOLDER", help="read with this model")
    options = parser.parse_args(given)
    print(shown(run(options.reports, options.model)))


if __name__ == "__main__":
    main()
