import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from reportedly.cli import evaluate as scoring
from reportedly.cli import exits, main
from reportedly.errors import BadOption
from reportedly.evaluation import command, corrected
from reportedly.evaluation.sets import SETS, EvaluationSet
from reportedly.export.contract import to_jsonl
from reportedly.schema import Reading

FIGURES = {"documents": 2, "rows": {"all": {"f1": 61.0, "low": 50.0, "high": 70.0}}}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple]:
    """A set of three errors, which keeps what it is asked for."""
    calls: list[tuple] = []

    def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict:
        calls.append((data_root, limit, model, part))
        return FIGURES | {"errors": ["first", "second", "third"]}

    made = EvaluationSet(
        "made", "m", "the spans", "the rest", ("corpus",), run, lambda f: f"f1 low high\n{f['rows']['all']['f1']}", ("dev", "test")
    )
    monkeypatch.setattr(scoring, "named", lambda name: made)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    return calls


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main.app, ["evaluate", *arguments])


def test_without_a_set_all_are_listed_with_what_is_gold() -> None:
    for result in (call(), call("--list"), call("attribution", "--list")):
        assert result.exit_code == 0
        assert all(f"{one.name}\n    measures   {one.measures}" in result.stdout for one in SETS)
        assert "gold       nothing" in result.stdout and "polnear/" in result.stdout


def test_options_reach_the_set(asked: list[tuple], tmp_path: Path) -> None:
    result = call("made", "--data", ".", "--limit", "3", "--model", "m", "--part", "test")
    assert result.exit_code == 0 and asked == [(Path(), 3, Path("m"), "test")]
    assert "gold: the spans" in result.stdout and "predicted: the rest" in result.stdout
    assert "61.0" in result.stdout and "95 of 100" in result.stdout and "first" not in result.stdout


def test_errors_are_shown_where_they_are_asked_for(asked: list[tuple]) -> None:
    result = call("made", "--errors", "2")
    assert "2 of 3 errors" in result.stdout and "first" in result.stdout and "second" in result.stdout
    assert "third" not in result.stdout


def test_json_holds_the_figures_and_what_was_gold(asked: list[tuple]) -> None:
    made = json.loads(call("made", "--json").stdout)
    assert made["set"] == "made" and made["gold"] == "the spans" and made["rows"] == FIGURES["rows"]
    assert "errors" not in made
    assert json.loads(call("made", "--json", "--errors", "1").stdout)["errors"] == ["first"]


def test_a_missing_corpus_is_one_line_with_the_cure(tmp_path: Path) -> None:
    result = call("attribution", "--data", str(tmp_path))
    assert result.exit_code == exits.BAD_OPTION and result.stdout == ""
    assert result.stderr.count("\n") == 1 and "polnear" in result.stderr and "--data" in result.stderr


def test_an_unknown_set_names_the_known_ones() -> None:
    result = call("atribution")
    assert result.exit_code == exits.BAD_OPTION and "attribution" in result.stderr


def test_a_part_that_the_set_has_not_is_refused(asked: list[tuple]) -> None:
    result = call("made", "--part", "train")
    assert result.exit_code == exits.BAD_OPTION and "dev, test" in result.stderr and asked == []


def test_corrected_readings_are_read_anew_and_scored(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = []
    fake = SimpleNamespace(read=lambda report: seen.append(report) or reading)
    monkeypatch.setattr(corrected, "reader_of", lambda model: fake)
    path = tmp_path / "corrected.jsonl"
    path.write_text(f"{to_jsonl(reading)}\n" * 2, encoding="utf-8")
    result = call(str(path), "--json")
    assert result.exit_code == 0 and seen == [reading.report] * 2
    made = json.loads(result.stdout)
    assert made["documents"] == 2 and made["mentions"]["strict"]["f1"] == 100
    assert "claims" in call(str(path), "--limit", "1").stdout
    assert len(seen) == 3


def test_corrected_readings_have_no_parts(tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="no parts"):
        scoring.page("x.jsonl", scoring.Asked(tmp_path, part="dev"))


def test_a_broken_file_of_corrections_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "corrected.jsonl"
    path.write_text('{"text": "Rebels fled."}\n')
    result = call(str(path))
    assert result.exit_code == exits.BAD_OPTION and "line 1 is not a reading" in result.stderr


def test_an_empty_file_of_corrections_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(corrected, "reader_of", lambda model: None)
    path = tmp_path / "corrected.jsonl"
    path.write_text("\n")
    assert "holds no readings" in call(str(path)).stderr


@pytest.mark.corpora
def test_a_set_is_scored_on_its_corpus() -> None:
    data = Path(__file__).parents[3] / "shared" / "data"
    if not (data / "recognizers_text").is_dir():
        pytest.skip("no corpora in ../shared/data beside the project")
    made = json.loads(call("date_cases", "--data", str(data), "--limit", "200", "--json").stdout)
    assert made["cases"]["dates"]["gold"] > 50 and 10 < made["cases"]["dates"]["percent"] < 100


def test_the_reader_of_a_set_gives_the_output_beside_the_reading() -> None:
    reader = command.reader_of(None)
    report = command.report_of("Rebels shelled the town of Sabha on Monday, the mayor said.")
    output, reading = reader.read_both(report)
    assert reading == reader.read(report)
    assert output.cues
