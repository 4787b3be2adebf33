import pytest
from benchmarks.seed import figures_of, scorer

PRINTED = (
    "  missing: place Murzuq\n  missing: claim flee.type\n"
    "spans checked 12, wrong 1; claims in all 3, attributions 2\n"
    "rows held 6/8 = 75.0 %\n"
)


def test_the_scorer_s_lines_become_figures() -> None:
    found = figures_of(PRINTED, 75.0)
    assert found == {
        "percent": 75.0, "held": 6, "rows": 8, "spans": 12, "wrong spans": 1, "claims": 3, "attributions": 2,
        "missing": ["place Murzuq", "claim flee.type"],
    }  # fmt: skip


def test_other_words_are_an_error() -> None:
    with pytest.raises(ValueError, match="something else"):
        figures_of("all is well\n", 100.0)


def test_a_scorer_is_loaded_from_its_file(tmp_path) -> None:
    (tmp_path / "score.py").write_text("def rows_held(expected, reading):\n    return 42.0\n")
    assert scorer(tmp_path / "score.py").rows_held({}, {}) == 42.0
