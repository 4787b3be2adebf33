import datetime
from pathlib import Path

import pytest
from benchmarks.folders import Options
from benchmarks.standing import Row, as_markdown, as_text, bar_of, interval_of, page_of, rows_of, written

from benchmarks import __main__ as everything
from reportedly.evaluation.sets import SETS

ROWS = [
    Row("mentions", "strict F1", 68.04, bar=68, stretch=80, between=(60.11, 72.96)),
    Row("mentions", "unlabelled F1", 80.0, published="somebody: 81"),
    Row("speed", "peak", 812.3, unit="MB", bar=700, at_most=True),
    Row("speed", "ratio", None, unit="×", bar=5),
]


def test_bars_are_reached_from_above_or_from_below() -> None:
    assert [row.reached for row in ROWS] == [True, None, False, None]
    assert [bar_of(row) for row in ROWS] == ["≥ 68: reached", "", "≤ 700: missed", "≥ 5: not measured"]
    assert bar_of(Row("a", "b", 81.0, bar=68, stretch=80)) == "≥ 68: reached, and 80 too"


def test_a_figure_just_under_its_bar_is_missed_though_it_rounds_to_it() -> None:
    assert Row("a", "b", 67.96, bar=68).reached is False


def test_figures_are_written_with_their_units() -> None:
    pairs = ((61.25, "%"), (0.7312, "r"), (812.3, "MB"), (2.345, "s"), (3, "count"), (12345, "count"), (None, "%"))
    assert [written(*pair) for pair in pairs] == ["61.2", "0.731", "812 MB", "2.35 s", "3", "12,345", "not measured"]
    assert [interval_of(row) for row in ROWS[:2]] == ["60.1 to 73.0", ""]


def test_a_task_is_named_once_in_the_text_table() -> None:
    lines = as_text(ROWS).splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["mentions", "speed"]
    assert len(lines) == 6


def test_the_markdown_table_has_seven_cells_a_row() -> None:
    assert {line.count("|") for line in as_markdown(ROWS).splitlines()} == {8}
    assert "somebody: 81" in as_markdown(ROWS)


def test_a_row_takes_the_figure_its_interval_and_its_unit_from_where_the_page_says() -> None:
    page = {
        "said": {
            "title": "factuality",
            "rows": [
                {"at": ["all", "r"], "measure": "r", "bar": 0.5},
                {"at": ["all", "absent"], "measure": "nothing", "bar": 1},
                {"at": ["rate"], "measure": "rate", "unit": "/s"},
            ],
        }
    }
    rows = rows_of("said", {"all": {"r": {"r": 0.6, "low": 0.4, "high": 0.7}}, "rate": 3.0}, page)
    assert [(row.value, row.unit, row.between, row.reached) for row in rows] == [
        (0.6, "r", (0.4, 0.7), True), (None, "%", None, None), (3.0, "/s", None, None),
    ]  # fmt: skip


def test_a_set_that_the_page_does_not_name_gets_a_row_for_each_f1() -> None:
    figures = {"part": "dev", "heads": {"a": {"f1": 1.0, "low": 0.0, "high": 2.0}, "b": {"deep": {"f1": 3.0}}}, "n": 4}
    rows = rows_of("new", figures, {})
    assert [(row.task, row.figure, row.value) for row in rows] == [("new", "heads · a", 1.0), ("new", "heads · b · deep", 3.0)]


def test_the_page_names_only_what_is_run_and_every_row_is_complete() -> None:
    page = page_of()
    assert set(page) <= {one.name for one in everything.BENCHMARKS}
    assert {one.name for one in SETS} <= {one.name for one in everything.BENCHMARKS}
    allowed = {"at", "measure", "bar", "stretch", "at_most", "published", "unit"}
    for entry in page.values():
        assert all({"at", "measure"} <= set(row) <= allowed for row in entry["rows"])


def test_a_missing_corpus_is_said_and_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = [one for one in everything.BENCHMARKS if one.name in {"attribution", "places", "dates"}]
    outcomes = everything.outcomes_of(chosen, Options(data=tmp_path))
    assert all(not outcome.rows for outcome in outcomes)
    assert [outcome.skipped.split(":")[0] for outcome in outcomes] == [one.name for one in chosen]
    assert "polnear is not in" in capsys.readouterr().out


def test_an_unknown_name_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        everything.main(["atribution"])
    assert "no benchmark is called atribution" in capsys.readouterr().err


def test_the_document_names_the_model_the_day_the_commands_and_what_is_gold() -> None:
    outcomes = [everything.Outcome("mentions", tuple(ROWS[:2])), everything.Outcome("speed", tuple(ROWS[2:]))]
    text = everything.document(outcomes, "sha256:abc", datetime.date(2031, 4, 6))
    assert "sha256:abc" in text
    assert "2031-04-06" in text
    assert "`reportedly evaluate mentions`. Gold: nothing" in text
    assert "`python -m benchmarks.speed`" in text


def test_an_update_writes_the_parts_that_were_run_and_leaves_the_others() -> None:
    day = datetime.date(2031, 4, 6)
    outcomes = [everything.Outcome("mentions", tuple(ROWS[:2])), everything.Outcome("speed", tuple(ROWS[2:]))]
    page = everything.document(outcomes, "sha256:abc", day)
    assert everything.updated(page, [], " Run again.") == page
    changed = everything.updated(page, outcomes[1:], " Run again.")
    assert changed.count("Run again.") == 1 and changed.replace(" Run again.", "") == page
