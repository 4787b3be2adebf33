import inspect
from pathlib import Path

import pytest

from reportedly.errors import BadOption, MissingCorpus
from reportedly.evaluation.sets import SETS, EvaluationSet, evaluate, listing, named, spread


def test_names_are_distinct_and_say_what_is_gold_and_what_predicted() -> None:
    assert len({one.name for one in SETS}) == len(SETS) > 10
    assert all(one.measures and one.gold and one.predicted and one.needs for one in SETS)


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.name)
def test_every_run_takes_what_evaluate_gives_it(one: EvaluationSet) -> None:
    names = list(inspect.signature(one.run).parameters)
    assert names[:3] == ["data_root", "limit", "model"]
    if len(one.parts) > 1:
        assert "part" in names


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.name)
def test_a_missing_corpus_is_one_error_that_names_it_and_the_cure(one: EvaluationSet, tmp_path: Path) -> None:
    with pytest.raises(MissingCorpus) as error:
        evaluate(one, tmp_path)
    assert one.needs[0] in error.value.message and "--data" in error.value.cure


def test_an_unknown_set_or_part_is_an_error_that_lists_the_known(tmp_path: Path) -> None:
    with pytest.raises(BadOption, match=r"attribution, .*mentions"):
        named("atribution")
    with pytest.raises(BadOption, match="dev, test"):
        evaluate(named("dates"), tmp_path, part="train")


def test_a_part_that_is_not_in_the_folder_is_a_missing_corpus(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()

    def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict:
        return {"text": (data_root / "one" / f"{part}.jsonl").read_text()}

    made = EvaluationSet("one", "m", "g", "p", ("one",), run, str, ("dev", "test"))
    (tmp_path / "one" / "dev.jsonl").write_text("x")
    assert evaluate(made, tmp_path) == {"text": "x"}
    with pytest.raises(MissingCorpus, match=r"test\.jsonl"):
        evaluate(made, tmp_path, part="test")


def test_the_listing_names_every_set_with_its_folders() -> None:
    page = listing()
    assert all(f"\n{one.name}\n" in f"\n{page}" and f"{one.needs[0]}/" in page for one in SETS)


def test_errors_are_spread_over_all() -> None:
    assert spread([str(number) for number in range(10)], 3) == ["0", "3", "6"]
    assert spread(["a"], 3) == ["a"]
    assert spread([], 3) == spread(["a"], 0) == []
