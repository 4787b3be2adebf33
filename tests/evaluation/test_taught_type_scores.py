"""The simulated user: sentences keep their triggers, a draw is the same every time, and what is found is counted once."""

from reportedly.evaluation.taught_types import Marked, drawn, sentences_of

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
