"""The page on precision codes: each of its wordings is read, and what it says of it is so."""

import re
from pathlib import Path

import pytest

import reportedly

PAGE = (Path(__file__).parents[2] / "docs" / "method" / "precision.md").read_text(encoding="utf-8")
_CODES = re.findall(r"^\| (\d) \|[^|]*\|([^|]*)\|$", PAGE, re.M)
WHERE = [(int(code), words) for code, cell in _CODES for words in re.findall(r'"([^"]+)"', cell)]
WHEN = re.findall(r'^\| "([^"]+)" \| (\S+) \| (\S+) \| `(\S+)` \|$', PAGE, re.M)
PUBLISHED = re.findall(r"words, published on (\S+)", PAGE)[0]


def test_every_code_has_a_wording() -> None:
    assert {code for code, _ in WHERE} == {1, 2, 3, 4, 5, 6, 7}
    assert len(WHEN) >= 5


@pytest.mark.parametrize(("code", "words"), WHERE)
def test_a_place_is_as_exact_as_its_words(code: int, words: str) -> None:
    reading = reportedly.read(f"Rebels shelled a depot {words} on Sunday, the mayor said.", published=PUBLISHED)
    assert [one.place.precision for one in reading.mentions if one.place is not None] == [code]


@pytest.mark.parametrize(("words", "first", "last", "grain"), WHEN)
def test_a_date_is_as_exact_as_its_words(words: str, first: str, last: str, grain: str) -> None:
    reading = reportedly.read(f"Rebels shelled the town {words}, the mayor said.", published=PUBLISHED)
    [time] = [one.time for one in reading.mentions if one.time is not None]
    assert (time.start or "none", time.end or "none", time.precision) == (first, last, grain)
