import datetime
from pathlib import Path

import pytest
from benchmarks.standing import Row, as_markdown, as_text, bar_of, speed_rows, written

from benchmarks import __main__ as everything
from reportedly.evaluation.command import Options

ROWS = [
    Row("mentions", "strict F1", 68.04, bar=68),
    Row("mentions", "unlabelled F1", 80.0, published="somebody: 81"),
    Row("speed", "peak", 812.3, unit="MB", bar=700, at_most=True),
    Row("speed", "ratio", None, unit="×", bar=5),
]


def test_bars_are_reached_from_above_or_from_below() -> None:
    assert [row.reached for row in ROWS] == [True, None, False, None]
    assert [bar_of(row) for row in ROWS] == ["≥ 68: reached", "", "≤ 700: missed", "≥ 5: not measured"]


def test_a_figure_just_under_its_bar_is_missed_though_it_rounds_to_it() -> None:
    assert Row("a", "b", 67.96, bar=68).reached is False


def test_figures_are_written_with_their_units() -> None:
    pairs = ((61.25, "%"), (0.7312, "r"), (812.3, "MB"), (2.345, "s"), (3, ""), (12345, ""), (None, "%"))
    assert [written(*pair) for pair in pairs] == ["61.2", "0.731", "812 MB", "2.35 s", "3", "12,345", "not measured"]


def test_a_task_is_named_once_in_the_text_table() -> None:
    lines = as_text(ROWS).splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["mentions", "speed"]
    assert len(lines) == 6


def test_the_markdown_table_has_five_cells_a_row() -> None:
    assert {line.count("|") for line in as_markdown(ROWS).splitlines()} == {6}
    assert "somebody: 81" in as_markdown(ROWS)


def test_without_onnx_the_ratio_is_not_measured() -> None:
    result = {
        "reports": 1, "words": 500, "cores": 2, "reports per second": 16.0, "ratio": None, "first claim seconds": 1.0,
        "peak MB": 200.0,
    }  # fmt: skip
    assert [row.reached for row in speed_rows(result)] == [True, None, True, True]


def test_a_missing_corpus_is_said_and_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = [one for one in everything.BENCHMARKS if one.name in {"attribution", "places", "dates"}]
    rows, skipped = everything.rows_of(chosen, Options(data=tmp_path))
    assert rows == []
    assert [line.split(":")[0] for line in skipped] == ["attribution", "dates", "places"]
    assert "polnear is not in" in capsys.readouterr().out


def test_an_unknown_name_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        everything.main(["atribution"])
    assert "no benchmark is called atribution" in capsys.readouterr().err


def test_the_document_names_the_model_the_day_and_the_commands() -> None:
    text = everything.document(ROWS, "sha256:abc", datetime.date(2031, 4, 6))
    assert "sha256:abc" in text
    assert "2031-04-06" in text
    assert all(f"`{benchmark.name}`" in text for benchmark in everything.BENCHMARKS)
