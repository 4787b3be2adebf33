"""Invented sentences: words of leaving that tell of no retreat."""

import pytest

from reportedly.codebooks.load import load_codebook
from reportedly.codebooks.trigger_types import SentenceTypes

CODEBOOK = load_codebook()


def types_at(sentence: str, word: str) -> set[str]:
    words = sentence.split()
    return {one.type for one in SentenceTypes(CODEBOOK, words).at(words.index(word)) if one.weight >= 0.5 and one.type is not None}


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The general is running for a seat in the city .", "running"),
        ("A police officer runs the shop .", "runs"),
        ("A brawl in the village left a soldier with deep wounds .", "left"),
        ("The general escaped an assassination attempt in 1979 .", "escaped"),
        ("The soldier has withdrawn his complaint .", "withdrawn"),
        ("They would free six captives in return for a truce .", "return"),
    ],
)
def test_no_retreat(sentence: str, word: str) -> None:
    assert "RETREAT" not in types_at(sentence, word)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Villagers ran into the forest .", "ran"),
        ("The soldiers left the village at dawn .", "left"),
        ("Nine prisoners escaped through a tunnel .", "escaped"),
        ("The army has withdrawn its soldiers .", "withdrawn"),
        ("The rebels returned the captives .", "returned"),
    ],
)
def test_retreat(sentence: str, word: str) -> None:
    assert "RETREAT" in types_at(sentence, word)
