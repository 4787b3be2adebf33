import csv
from pathlib import Path

from reportedly.encoder.output import Output, Predicate, ScoredSpan
from reportedly.evaluation.qasrl import OVERLAP, arguments_at, pairs_of, sentences

TEXT = "The old garrison shelled two villages in the evening"
BLANK = {"words": (), "sentences": (), "names": (), "mentions": (), "chunks": (), "participants": (), "cues": ()}


def reach(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_answers_are_paired_by_half_of_their_words_and_each_once() -> None:
    gold = [reach("The old garrison"), reach("two villages")]
    ours = [reach("old garrison"), reach("two villages in the evening"), reach("villages")]
    assert pairs_of(TEXT, ours, gold, OVERLAP) == {0: 0, 1: 2}
    assert pairs_of(TEXT, ours, gold, 1.0) == {}
    assert pairs_of(TEXT, [reach("two villages")], gold, 1.0) == {1: 0}


def test_arguments_are_those_at_the_verb_without_negation_and_modals() -> None:
    spans = (ScoredSpan(*reach("The old garrison"), "ARG0", 0.9), ScoredSpan(*reach("two"), "MOD", 0.9))
    output = Output(**BLANK, predicates=(Predicate(*reach("shelled"), 0, 0.9, 0.1, (), 0.0, spans, ()),))
    assert arguments_at(output, reach("shelled")) == [reach("The old garrison")]
    assert arguments_at(output, reach("evening")) is None


def test_sentences_have_each_answer_once_in_characters(tmp_path: Path) -> None:
    for name, header, rows in (
        ("sentences/wikinews.dev.full.csv", ["qasrl_id", "tokens", "sentence"], [["Made:wikinews:7:1:0", f"`` {TEXT} ''", ""]]),
        (
            "gold/wikinews.dev.gold.csv", ["qasrl_id", "verb_idx", "question", "answer_range"],
            [
                ["Made:wikinews:7:1:0", "4", "Who shelled?", "1:4"], ["Made:wikinews:7:1:0", "4", "What was shelled?", "5:7~!~5:9"],
                ["Made:wikinews:7:1:0", "4", "Who did it?", "1:4"],
            ],
        ),
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir()
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    [one] = sentences(tmp_path, "dev")
    assert one.text == f"“{TEXT}”" or one.text == f"“{TEXT} ”"
    assert one.article == "7"
    [(verb, answers)] = one.verbs.items()
    assert one.text[slice(*verb)] == "shelled"
    assert [one.text[slice(*answer)] for answer in sorted(answers)] == ["The old garrison", "two villages", "two villages in the"]
