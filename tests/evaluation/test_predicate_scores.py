import pytest

from reportedly.corpora.example import Example, add_frame, new_example
from reportedly.encoder.output import Output, Predicate, ScoredSpan
from reportedly.evaluation.predicates import Score, mean_error, pearson

TEXT = "Rebels seized the town and fled"
BLANK = {"words": (), "sentences": (), "names": (), "mentions": (), "chunks": (), "participants": (), "cues": ()}


def example() -> Example:
    made = new_example("invented", "one", TEXT)
    made.tags["propbank"] = [0, 1, 0, 0, 0, 1]
    add_frame(made, "propbank", 1, [("ARG0", 0, 6), ("ARG1", 14, 22)])
    add_frame(made, "propbank", 5, [("ARG0", 0, 6)])
    made.happened = [(1, 3.0), (5, 2.0)]
    return made


def predicate(word: str, score: float, happened: float, *arguments: tuple[str, str]) -> Predicate:
    start = TEXT.index(word)
    spans = tuple(ScoredSpan(TEXT.index(t), TEXT.index(t) + len(t), label, 0.9) for label, t in arguments)
    return Predicate(start, start + len(word), 0, score, 0.1, (), happened, spans, ())


def figures(*predicates: Predicate) -> dict:
    score = Score()
    score.add(example(), Output(**BLANK, predicates=predicates))
    return score.figures(unknown=1.0)


def test_a_perfect_output_is_perfect() -> None:
    result = figures(
        predicate("seized", 0.9, 3.0, ("ARG0", "Rebels"), ("ARG1", "the town")), predicate("fled", 0.9, 2.0, ("ARG0", "Rebels"))
    )
    rows = result["propbank"]
    assert [rows[name]["f1"] for name in rows] == [100.0] * len(rows)
    assert result["tried"] == 100.0
    assert result["factuality"]["all"]["r"]["r"] == pytest.approx(1.0)


def test_a_doubtful_predicate_counts_only_where_predicates_are_gold() -> None:
    result = figures(predicate("seized", 0.4, 3.0, ("ARG0", "Rebels"), ("ARG1", "town")))
    rows = result["propbank"]
    assert (rows["predicates"]["found"], rows["arguments, predicted predicates"]["found"]) == (0, 0)
    gold = rows["arguments, gold predicates"]
    assert (gold["gold"], gold["found"], gold["right"]) == (2, 2, 1)
    assert result["tried"] == 50.0


def test_arguments_of_a_wrong_predicate_are_wrong() -> None:
    rows = figures(predicate("town", 0.9, 0.0, ("ARG0", "Rebels")))["propbank"]
    row = rows["arguments, predicted predicates"]
    assert (row["gold"], row["found"], row["right"]) == (3, 1, 0)


def test_what_was_not_tried_gets_the_training_mean() -> None:
    said = figures(predicate("seized", 0.9, 2.5))["factuality"]
    assert said["covered"] == 50.0
    assert said["tried"]["mae"]["mae"] == pytest.approx(0.5)
    assert said["all"]["mae"]["mae"] == pytest.approx((0.5 + 1.0) / 2)


def test_pearson_and_error() -> None:
    assert pearson([(1, 2), (2, 4), (3, 6)]) == pytest.approx(1.0)
    assert pearson([(1, 1), (2, 0), (3, 1)]) == pytest.approx(0.0)
    assert pearson([(1, 5), (1, 7)]) == 0.0
    assert pearson([]) == 0.0
    assert mean_error([(0, 3), (1, -1)]) == 2.5
