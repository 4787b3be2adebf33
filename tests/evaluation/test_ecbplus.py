from pathlib import Path

import pytest

from reportedly.corpora.ecbplus import documents, part_of
from reportedly.evaluation.ecbplus import Score, inside, is_event, is_reporting, pairs, told_errors

WORDS = "http page . The mayor said soldiers had fled the bridge . They ran .".split()
ENDS = (3, 12, 15)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An invented report in the corpus's own format: its second sentence is selected."""
    sentence = [next(number for number, end in enumerate(ENDS) if at < end) for at in range(len(WORDS))]
    tokens = "".join(
        f'<token t_id="{at + 1}" sentence="{sentence[at]}" number="0">{word}</token>' for at, word in enumerate(WORDS)
    )
    marks = {"HUMAN_PART_PER": [5], "ACTION_REPORTING": [6], "NEG_ACTION_OCCURRENCE": [8, 9], "ACTION_STATE": [14]}
    markables = "".join(
        f'<{tag} m_id="{number}">' + "".join(f'<token_anchor t_id="{at}"/>' for at in anchors) + f"</{tag}>"
        for number, (tag, anchors) in enumerate(marks.items())
    )
    (tmp_path / "ECB+" / "2").mkdir(parents=True)
    (tmp_path / "ECB+" / "2" / "2_1ecb.xml").write_text(
        f'<Document>{tokens}<Markables>{markables}<ACTION_OCCURRENCE m_id="9" instance_id="X"/></Markables>'
        '<Relations><CROSS_DOC_COREF note="ACT7"><source m_id="2"/><target m_id="9"/></CROSS_DOC_COREF></Relations></Document>'
    )
    (tmp_path / "ECBplus_coreference_sentences.csv").write_text(
        "Topic,File,Sentence Number\n2,1ecb,1\n2,absent,0\n1,1ecb,0\n", encoding="utf-8"
    )
    return tmp_path


def test_a_document_has_its_text_and_what_is_marked_in_selected_sentences(folder: Path) -> None:
    [one] = documents(folder, "dev")
    assert one.text == "http page. The mayor said soldiers had fled the bridge. They ran."
    assert [one.text[a:b] for a, b in one.selected] == ["The mayor said soldiers had fled the bridge."]
    words = {one.text[mark.start : mark.end]: mark for mark in one.marked}
    assert list(words) == ["mayor", "said", "had fled"]
    assert [is_event(mark) for mark in words.values()] == [False, True, True]
    assert [is_reporting(mark) for mark in words.values()] == [False, True, False]


def test_topics_are_split_as_the_field_does() -> None:
    assert [part_of(topic) for topic in (1, 2, 35, 36, 45)] == ["train", "dev", "dev", "test", "test"]


def test_only_what_begins_in_a_selected_sentence_counts() -> None:
    assert inside([(3, 5), (12, 14), (12, 14), (9, 12)], [(10, 20)]) == [(12, 14)]


def test_same_characters_are_paired_before_mere_overlap() -> None:
    assert pairs([(0, 10), (0, 4)], [(0, 4), (6, 9)]) == {0: 1, 1: 0}


def test_exact_and_overlap_are_counted_and_errors_name_both_sides() -> None:
    score = Score()
    ours, gold = [(0, 3), (8, 10)], [(0, 3), (4, 9), (11, 12)]
    paired = score.spans("x", ours, gold)
    assert score.rows["x, exact"].right == 1 and score.rows["x, overlap"].right == 2
    told = list(told_errors("event", "abcdefghijklmn", [*ours, (13, 14)], gold, paired))
    assert [error.split(" || ")[0] for error in told] == ["event MISSED 'l'", "event EXTRA 'n'"]


def test_a_chain_is_named_alike_in_all_documents_and_a_mention_without_one_stands_alone(folder: Path) -> None:
    [one] = documents(folder, "dev")
    chains = {one.text[mark.start : mark.end]: mark.chain for mark in one.marked}
    assert chains["had fled"] == "ACT7" and chains["said"] == "2_1ecb alone 1"
