from reportedly.corpora.example import UNLABELLED, new_example, tag_spans
from reportedly.evaluation.mentions import clear_of, re3d_gold, score, tagged_spans


def test_kind_counts_strictly_and_not_unlabelled() -> None:
    gold = [(0, 5, "person"), (6, 9, "place")]
    rows = score([([(0, 5, "organisation"), (6, 9, "place")], gold)])
    assert (rows["strict"]["right"], rows["unlabelled"]["right"]) == (1, 2)
    assert rows["organisation"] == {"gold": 0, "found": 1, "right": 0, "precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert "weapon" not in rows


def test_a_span_found_twice_counts_once() -> None:
    rows = score([([(0, 5, "person"), (0, 5, "person")], [(0, 5, "person")])])
    assert (rows["strict"]["found"], rows["strict"]["f1"]) == (1, 100.0)


def test_tags_give_their_spans_back() -> None:
    example = new_example("invented", "one", "Ada Quill left Murzuq , Murzuq slept")
    tag_spans(example, "names", [(0, 9, "person"), (15, 21, "place"), (24, 30, "place")])
    assert tagged_spans(example, "names") == ([(0, 9, "person"), (15, 21, "place"), (24, 30, "place")], [])


def test_what_touches_unlabelled_words_is_left_out() -> None:
    example = new_example("invented", "two", "Storm Ada hit Murzuq")
    tag_spans(example, "names", [(0, 9, ""), (14, 20, "place")])
    assert example.tags["names"][:2] == [UNLABELLED, UNLABELLED]
    gold, unlabelled = tagged_spans(example, "names")
    assert gold == [(14, 20, "place")]
    assert clear_of([(6, 13, "person"), (14, 20, "place")], unlabelled) == [(14, 20, "place")]


def test_every_kind_of_re3d_is_kept() -> None:
    document = {"entities": [{"begin": 0, "end": 3, "type": "MilitaryPlatform"}, {"begin": 4, "end": 6, "type": "Frequency"}]}
    assert re3d_gold(document) == [(0, 3, "vehicle"), (4, 6, "other")]
