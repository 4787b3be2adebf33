"""``--engine``, ``--scheduler`` and ``--processes`` of ``add DATASET`` and ``rebuild``; the workers do their parts in this process."""

from pathlib import Path

import pytest
from benchmarks.scale.invented_reader import write_lines
from benchmarks.scale.plain_loop import PlainLoop
from typer.testing import CliRunner, Result

from reportedly.cli.exits import BAD_OPTION
from reportedly.cli.main import app
from reportedly.distributed import run as runs
from reportedly.store.sql import Store


class Asked:
    """Engines that were opened with what, and the kinds of parts that they did."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, object]] = []
        self.parts: list[str] = []

    def engine(self, name: str, given: object) -> PlainLoop:
        self.opened.append((name, given))
        outer = self

        class Loop(PlainLoop):
            def submit(self, task: str, data: bytes) -> None:
                outer.parts.append(task)
                super().submit(task, data)

        return Loop()


@pytest.fixture(autouse=True)
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    monkeypatch.chdir(tmp_path)
    for name in ("REPORTEDLY_RECORD", "REPORTEDLY_CONFIG", "REPORTEDLY_WHO"):
        monkeypatch.delenv(name, raising=False)
    asked = Asked()
    monkeypatch.setattr(runs, "LocalEngine", lambda processes: asked.engine("local", processes))
    monkeypatch.setattr(runs, "DaskEngine", lambda address: asked.engine("dask", address))
    return asked


@pytest.fixture
def dataset() -> str:
    write_lines(Path("reports.jsonl"), range(6))
    runs.run(runs.Job(inputs=("reports.jsonl",), out="claims", reader="benchmarks.scale.invented_reader:InventedReader"), PlainLoop())
    return "claims"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments], catch_exceptions=False)


def fingerprint(path: str) -> object:
    with Store.open(path) as store:
        return store.fingerprint()


def test_a_dataset_is_loaded_and_a_record_derived_anew_by_the_engine_that_is_named(dataset: str, asked: Asked) -> None:
    assert run("add", dataset, "--record", "alone.db").exit_code == 0 and asked.opened == []
    done = run("add", dataset, "--record", "local.db", "--engine", "local", "--processes", "3")
    assert done.exit_code == 0 and "6 stored" in done.stdout
    assert asked.opened == [("local", 3)] and asked.parts
    asked.parts.clear()
    again = run("rebuild", "--record", "local.db", "--engine", "dask", "--scheduler", "tcp://10.0.0.5:8786")
    assert again.exit_code == 0 and "rebuilt" in again.stdout
    assert asked.opened[1:] == [("dask", "tcp://10.0.0.5:8786")] and asked.parts
    assert fingerprint("local.db") == fingerprint("alone.db")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--scheduler", "tcp://10.0.0.5:8786"), "Add --engine dask"),
        (("--engine", "local", "--scheduler", "tcp://10.0.0.5:8786"), "Add --engine dask"),
        (("--engine", "dask"), "--scheduler tcp://HOST:8786"),
        (("--engine", "spark"), "'spark' is not one of"),
    ],
)
def test_options_that_do_not_go_together_are_said(options: tuple[str, ...], words: str, asked: Asked) -> None:
    Store.open("record.db", create=True).close()
    for command in (("add", "claims"), ("rebuild",)):
        done = run(*command, "--record", "record.db", *options)
        assert done.exit_code == BAD_OPTION and words in done.stderr
    assert asked.opened == []
