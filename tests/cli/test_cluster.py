"""``reportedly run`` as a person runs it: once with the packaged model and real processes, else with a generated reader."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks.scale.invented_reader import REFUSED, write_lines
from benchmarks.scale.plain_loop import PlainLoop
from typer.testing import CliRunner, Result

from reportedly.cli.exits import BAD_OPTION, BAD_SETUP, REJECTED
from reportedly.cli.main import app
from reportedly.dataset.dataset import Dataset
from reportedly.distributed import run as runs
from reportedly.distributed.account import RunAccount, RunProgress, Unread

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("REPORTEDLY_RECORD", "REPORTEDLY_CONFIG", "REPORTEDLY_WHO"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Reports that a generated reader reads in this process; the second of them is refused."""
    made: Callable[..., runs.Job] = runs.Job
    monkeypatch.setattr(runs, "Job", lambda **given: made(**given, reader="benchmarks.scale.invented_reader:InventedReader"))
    monkeypatch.setattr(runs, "LocalEngine", lambda processes: PlainLoop())
    return write_lines(Path("in") / "reports.jsonl", range(10), {1: REFUSED})


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["run", *arguments], catch_exceptions=False)


def test_the_packaged_model_reads_on_processes_of_their_own() -> None:
    shutil.copy(ROOT / "examples" / "market.jsonl", "market.jsonl")
    result = run("market.jsonl", "--out", "claims", "--processes", "1", "--json")
    assert result.exit_code == 0
    account = json.loads(result.stdout)
    assert account["read"] == account["stored"] == 4 and account["claims"] > 0 and account["shards"] == 1
    dataset = Dataset.open("claims")
    [entry] = dataset.entries()
    readings = [one.reading for one in dataset.outcomes(entry)]
    assert [one.made_by.model for one in readings] == [dataset.version.model] * 4
    assert all(claim.sentence.text in one.report.text for one in readings for claim in one.claims)


@pytest.mark.usefixtures("quick")
def test_the_account_is_told_and_the_next_run_says_what_was_done_before() -> None:
    first = run("in", "--out", "claims")
    assert first.exit_code == 0
    assert first.stdout.startswith("read 10 = 9 stored + 0 duplicate + 1 rejected")
    assert "in/reports.jsonl:2: There is nothing in it. Leave it out." in first.stderr
    again = run("in", "--out", "claims", "--strict")
    assert again.exit_code == REJECTED and "1 of 1 shards, 1 of them by earlier runs" in again.stdout
    assert run("in", "--out", "claims", "--published", "2031-02-03").exit_code == 0
    assert len(list(Path("claims").iterdir())) == 2


@pytest.mark.usefixtures("quick")
def test_what_can_not_be_done_is_said_in_a_sentence_with_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [
        (("nowhere", "--out", "claims"), BAD_OPTION, "no file or folder nowhere"),
        (("-", "--out", "claims"), BAD_OPTION, "Use `reportedly add`"),
        (("in", "--out", "claims", "--published", "soon"), BAD_OPTION, "is not a date"),
        (("in", "--out", "claims", "--engine", "dask"), BAD_OPTION, "--scheduler tcp://"),
        (("in", "--out", "claims", "--scheduler", "tcp://127.0.0.1:1"), BAD_OPTION, "--engine dask"),
        (("in", "--out", "nowhere://claims"), BAD_SETUP, "no place that can be read or written"),
        (("in", "--out", "in/reports.jsonl/claims"), BAD_SETUP, "It was not possible to"),
    ]
    for arguments, code, words in cases:
        result = run(*arguments)
        assert (result.exit_code, words in result.stderr) == (code, True), (arguments, result.stderr)
    monkeypatch.setattr("reportedly.distributed.dask_engine.CONNECT_SECONDS", 0.3)
    result = run("in", "--out", "claims", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert result.exit_code == BAD_SETUP and "No Dask scheduler answers" in result.stderr
    assert not Path("claims").exists()


def test_shards_that_were_given_up_are_named_and_fail_the_command(quick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given_up = RunAccount(
        dataset="d", version="v", read=0, stored=0, duplicate=0, rejected=0, claims=0, shards=1, done=0, before=0,
        unread=(Unread(shard="s", where=f"{quick}:1", reason="5 workers ended over it"),), workers_lost=5,
    )  # fmt: skip
    monkeypatch.setattr(runs.Run, "run", lambda *_: given_up)
    result = run("in", "--out", "claims")
    assert result.exit_code == REJECTED
    assert "not read: the shard at in/reports.jsonl:1: 5 workers ended over it." in result.stderr
    assert "5 workers ended over their work and were replaced" in result.stdout


def test_ctrl_c_says_how_far_it_came(quick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(run: Any, engine: Any, told: Callable[[RunProgress], None]) -> None:
        told(RunProgress(shards=4, shards_done=1, reports=10, rejected=1, bytes_done=25, bytes_all=100, hands=2, lost=1, seconds=5.0))
        raise KeyboardInterrupt

    monkeypatch.setattr(runs.Run, "run", stopped)
    result = run(str(quick), "--out", "claims")
    assert result.exit_code == 130
    words = "Stopped. 1 of 4 shards · 10 reports · 2.0 a second · 1 rejected · 1 workers lost · 2 at work · 15 s left What is stored stays"
    assert words in result.stderr


def test_the_help_teaches() -> None:
    words = " ".join(run("--help").stdout.split())
    for expected in ("dask scheduler", "dask worker", "--engine dask", "only what is missing", "s3://", "becomes one rejection"):
        assert expected in words
