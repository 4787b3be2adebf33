"""Runs over invented reports, read by processes of their own."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportedly.config import Settings
from reportedly.dataset.dataset import Dataset
from reportedly.distributed.run import Job

READER = "benchmarks.scale.invented_reader:InventedReader"
ROOT = Path(__file__).parents[2]


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name, notes of shards that are being read left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and "/journal/" not in name:
            found[name] = path.read_bytes()
    return found


def adds_up(url: str) -> Dataset:
    """The dataset, once it is known that its account adds up, its files are those that its entries name, and no source comes twice."""
    dataset = Dataset.open(url)
    sources = []
    for entry in dataset.entries():
        outcomes = list(dataset.outcomes(entry))
        assert entry.adds_up and [one.position for one in outcomes] == list(range(entry.read))
        sources += [one.source for one in outcomes]
    assert len(sources) == len(set(sources))
    return dataset


@pytest.fixture
def job(tmp_path: Path) -> Callable[..., Job]:
    """Makes a job of invented reports."""

    def made(*inputs: str | Path, out: str | Path = tmp_path / "out", reports: int = 20, **settings: object) -> Job:
        names = tuple(str(one) for one in inputs)
        return Job(inputs=names, out=str(out), settings=Settings(**settings), reports=reports, reader=READER)  # type: ignore[arg-type]

    return made


def environment() -> dict[str, str]:
    """What a process needs to find this project."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *(path for path in sys.path if path)])}
