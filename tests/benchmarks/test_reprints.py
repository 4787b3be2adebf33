"""The made copies, and that they are found."""

import random
from itertools import islice

import pytest
from benchmarks.folders import DATA
from benchmarks.reprints import Index, alike, copied
from benchmarks.variations import (
    VARIATIONS,
    Original,
    Pens,
    items,
    originals,
    plain,
    rewritten_sentences,
    rewritten_words,
    trimmed,
)

TEXT = " ".join(f"Fighters of front {number} left the town of number {number * 7} in the night before." for number in range(20))
PENS = Pens(["other", "words", "stand", "here"], ["A sentence of another text stands here.", "Nobody knows what it says."])


@pytest.mark.parametrize("name", VARIATIONS)
def test_a_copy_is_the_same_each_time(name: str) -> None:
    one, two = (VARIATIONS[name](TEXT, PENS, random.Random(3)) for _ in range(2))
    assert one == two != TEXT


@pytest.mark.parametrize("name", VARIATIONS)
@pytest.mark.parametrize("text", ["One", "One sentence.", "Two words. And more."])
def test_any_text_can_be_copied(name: str, text: str) -> None:
    assert isinstance(VARIATIONS[name](text, PENS, random.Random(3)), str)


def test_30_percent_of_the_words_are_rewritten() -> None:
    words, copy = TEXT.split(), rewritten_words(TEXT, 0.3, PENS, random.Random(3)).split()
    new = sum(word in PENS.words for word in copy)
    assert 0.15 < new / len(words) < 0.4


def test_30_percent_of_the_words_stand_in_rewritten_sentences() -> None:
    copy = rewritten_sentences(TEXT, 0.3, PENS, random.Random(3))
    kept = sum(one in copy for one in TEXT.replace(". ", ".\n").split("\n"))
    assert kept == 14


def test_a_trimmed_copy_has_its_share() -> None:
    assert trimmed(TEXT, 0.5, random.Random(3)) == " ".join(TEXT.split()[:140])


def test_a_day_page_gives_items_without_links() -> None:
    page = '* [War](https://example.org/w "War")\n  * [Rebels](https://example.org/r_%28x%29) leave Murzuq. [(Post)](https://example.org/p)'
    assert list(items(page)) == ["War", "Rebels leave Murzuq."]


def test_markdown_loses_its_marks() -> None:
    assert plain("---\na: b\n---\n# Head\n**Rebels** left [Murzuq](https://example.org).\n* list").strip() == "Rebels left Murzuq."


def test_texts_that_share_a_tenth_are_copies_already() -> None:
    words = [f"word{number}" for number in range(60)]
    assert alike(" ".join(words), " ".join(words[:20] + [f"new{number}" for number in range(40)]))
    assert not alike(" ".join(words), " ".join(words[:8] + [f"new{number}" for number in range(52)]))


@pytest.mark.corpora
def test_copies_of_open_texts_are_found() -> None:
    if not (DATA / "wikinews").exists():
        pytest.skip(f"{DATA / 'wikinews'} is not there")
    some = [one for one in islice(originals(DATA), 40) if isinstance(one, Original)]
    index = Index()
    numbers = {one.text: index.add(one.text) for one in some}
    counts = [copied(name, some, index, numbers, PENS) for name in VARIATIONS]
    assert sum(one.found for one in counts) >= 0.97 * sum(one.made for one in counts)
    assert sum(one.wrong for one in counts) == 0
