"""The short form of ``python -m benchmarks.fuzz``: damaged files for every reader, some by hypothesis, which shrinks what it finds."""

import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.fuzz import check
from benchmarks.mutations import SEEDS, damaged, seeds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

EACH = 12
READERS = sorted(SEEDS)


@pytest.mark.parametrize("reader", READERS)
def test_whole_files_give_reports(reader: str) -> None:
    for data in seeds(reader):
        assert check(data, f"f.{reader}")["reports"] >= 1


@pytest.mark.parametrize("reader", READERS)
def test_damaged_files_give_an_outcome(reader: str) -> None:
    for number in range(1, EACH + 1):
        check(damaged(reader, number), f"f.{reader}")


def test_the_same_number_gives_the_same_bytes() -> None:
    for reader in READERS:
        assert damaged(reader, 7) == damaged(reader, 7)
    assert len({damaged("html", number) for number in range(1, 40)}) > 35


@settings(max_examples=140, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from([one for one in READERS if one != "pdf"]), st.data())
def test_any_damage(reader: str, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(seeds(reader)))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(whole)))
        gone = data.draw(st.sampled_from([0, 1, 20, 500, len(whole)]))
        whole = whole[:place] + data.draw(st.binary(max_size=40)) + whole[place + gone :]
    check(whole, f"f.{reader}")


def test_the_command_counts_and_ends_well(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.fuzz", "--reader", "jsonl", "--reader", "csv", "--inputs", "30"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "30 inputs, 0 findings" in done.stdout
