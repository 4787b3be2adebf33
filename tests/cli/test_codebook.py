"""The commands of ``reportedly codebook``, and ``read --codebook``, on the worked example."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli import codebook as pages
from reportedly.cli.main import app

FOLDER = Path(__file__).parents[2] / "examples" / "codebooks"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "floods.yaml"
    path.write_bytes((FOLDER / "floods-and-strikes.yaml").read_bytes())
    return path


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_what_is_fitted_is_what_read_uses(book: Path) -> None:
    code, _, told = run("read", "--codebook", book, FOLDER / "dispatch.txt")
    assert (code, "reportedly codebook fit" in told) == (3, True)
    code, out, _ = run("codebook", "fit", book, "--json")
    assert code == 0
    figures = json.loads(out)
    assert [one["type"] for one in figures["scores"]][:2] == ["FLOOD", "EVACUATE"]
    assert figures["fitted"].endswith("floods.yaml.fit")
    code, out, _ = run("read", "--codebook", book, "--format", "json", "--min-score", "0", FOLDER / "dispatch.txt")
    assert code == 0
    reading = json.loads(out)
    claims = [claim for claim in reading["claims"] if claim["kind"] == "event"]
    types = {claim["type"] for claim in claims}
    assert {"FLOOD", "EVACUATE", "STRIKE_LABOUR"} <= types <= {one["type"] for one in figures["scores"]}
    (evacuated,) = (claim for claim in claims if claim["trigger"]["text"] == "evacuated")
    assert [(toll["what"], toll["best"]) for toll in evacuated["toll"]] == [("evacuated", 450)]
    assert reading["made_by"]["codebook"].startswith("floods-and-strikes@sha256:")
    text = reading["report"]["text"]
    assert all(text[claim["trigger"]["start"] : claim["trigger"]["end"]] == claim["trigger"]["text"] for claim in claims)


def test_the_table_names_types_figures_and_the_next_step(book: Path) -> None:
    code, out, _ = run("codebook", "fit", book)
    assert code == 0
    assert "all types" in out
    assert "precision" in out.splitlines()[0]
    assert "Next: reportedly read --codebook" in out


def test_check_counts_and_finds_mistakes(book: Path) -> None:
    code, out, _ = run("codebook", "check", book, "--json")
    rows = {row["type"]: row for row in json.loads(out)["types"]}
    assert (code, rows["FLOOD"]["examples"], rows["FLOOD"]["not"], rows["FLOOD"]["lexicon"]) == (0, 10, 5, 0)
    code, out, _ = run("codebook", "check", "plover")
    assert code == 0
    assert "ASSAULT" in out
    book.write_text(book.read_text("utf-8").replace("<evacuated>", "evacuated"), "utf-8")
    code, _, told = run("codebook", "check", book)
    assert code == 3
    assert "type EVACUATE, examples, line" in told


def test_show_lists_types_with_their_definitions() -> None:
    code, out, _ = run("codebook", "show")
    assert code == 0
    assert "DEFECT (rolls up to RETREAT)" in out
    assert "ASSAULT/drone" in out


def test_stopping_leaves_the_fitted_file_as_it_was(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = book.with_name("floods.yaml.fit")
    kept.write_bytes(b"as it was")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pages, "fit_types", stopped)
    code, _, told = run("codebook", "fit", book)
    assert (code, "was left as it was" in told) == (130, True)
    assert kept.read_bytes() == b"as it was"
    assert sorted(path.name for path in book.parent.iterdir()) == ["floods.yaml", "floods.yaml.fit"]


def test_a_codebook_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    code, _, told = run("codebook", "fit", tmp_path / "none.yaml")
    assert code == 3
    assert told.count("\n") == 1
