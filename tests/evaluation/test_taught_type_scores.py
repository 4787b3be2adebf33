"""The simulated user: sentences keep their triggers, a draw is the same every time, and what is found is counted once."""

from pathlib import Path

import pytest

from reportedly.evaluation.sets import named
from reportedly.evaluation.taught_types import Marked, drawn, sentences_of

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
# Invented.
TEXT = "The river burst its banks near Tarn on Sunday. Nobody was hurt there. Drivers walked out and the market flooded later."


def _marked() -> Marked:
    words = (("burst", "FLOOD"), ("walked", "STRIKE"), ("flooded", "FLOOD"))
    return Marked(TEXT, {TEXT.index(word): (TEXT.index(word) + len(word), kind) for word, kind in words})


def test_sentences_keep_their_triggers_and_those_without_are_left_out() -> None:
    sentences = list(sentences_of(_marked()))
    shown = [{one.text[at:end]: kind for at, (end, kind) in one.triggers.items()} for one in sentences]
    assert shown == [{"burst": "FLOOD"}, {"walked": "STRIKE", "flooded": "FLOOD"}]


def test_a_draw_is_the_same_every_time_and_marks_every_trigger_of_its_types() -> None:
    sentences = list(sentences_of(_marked())) * 3
    one, two = (drawn(sentences, ("FLOOD", "STRIKE"), 2, 0) for _ in range(2))
    assert one == two
    assert any(drawn(sentences, ("FLOOD", "STRIKE"), 2, draw).examples != one.examples for draw in range(1, 6))
    for example in one.examples:
        marks = {example.text[mark.start : mark.end] for mark in example.marks}
        assert marks == ({"burst"} if "banks" in example.text else {"walked", "flooded"})
    only = drawn(sentences, ("STRIKE",), 2, 0)
    assert all(mark.type == "STRIKE" for example in only.examples for mark in example.marks)


@pytest.mark.corpora
def test_more_examples_teach_more() -> None:
    one = named("taught_types")
    if not all((DATA / folder).exists() for folder in one.needs):
        pytest.skip("needs wikievents, propbank_ewt and plover_gsr in ../shared/data beside the project")
    figures = one.run(DATA, 150)
    assert figures["everyday"]["20 examples"]["f1"] > figures["everyday"]["5 examples"]["f1"] > 30
    assert figures["plover"]["5 examples"]["f1"] > 60
    assert "20 examples" in one.shown(figures)
