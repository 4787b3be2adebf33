"""Cells that no spreadsheet runs: by an oracle of what spreadsheets run, written apart from the code, and back again."""

import csv
import io
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportedly.spreadsheet_cells import cell_words, safe_cell

SIGNS = "=+-@"
TROUBLE = st.sampled_from(list("=+-@\t\r\n ;'\"|!＝＋－＠﹦﹢﹣﹫−\u00a0\u200b\ufeff“”0159,.aZ█ق"))
TEXTS = st.text(TROUBLE, max_size=12) | st.text(max_size=20)


def runs(cell: str) -> bool:
    """Whether a spreadsheet would run the cell, or what follows a separator in it, for what it does with the first sign that it sees."""
    for part in cell.replace("\t", ";").split(";"):
        seen = part.lstrip("\"“”‘’«»`´ \u00a0\u200b\ufeff\r\n")
        if not seen or seen.startswith("'"):
            continue
        try:
            float(seen.replace(",", ".").replace("_", "x"))
        except ValueError:
            if unicodedata.normalize("NFKC", seen)[:1] in SIGNS:
                return True
    return False


@given(TEXTS)
@example("\t=1")
@example("'=1")
@example(" ＝1+1")
@example("a;=HYPERLINK(0)")
@example("\r\n@SUM(1)")
def test_nothing_runs_and_the_words_come_back(text: str) -> None:
    cell = safe_cell(text)
    assert not runs(cell)
    assert cell[:1] not in ("\t", "\r", "\n")
    assert cell_words(cell) == text


@given(TEXTS)
def test_no_more_than_apostrophes_are_added(text: str) -> None:
    cell = safe_cell(text)
    left = iter(cell)
    assert all(any(letter == one for one in left) for letter in text)  # the text is in the cell, in its order
    assert len(cell) - len(text) == cell.count("'") - text.count("'")


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False).map(lambda one: round(one, 6)))
def test_numbers_written_as_text_stay_numbers(number: float) -> None:
    written = str(number)
    if "e" not in written:
        assert safe_cell(written) == written


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"), ("  =1+1", "'  =1+1"), ('"=1+1', "'\"=1+1"), ("＝cmd", "'＝cmd"), ("-5", "-5"), ("+12.5", "+12.5"),
        ("-5 dead", "'-5 dead"),
        ("@home", "'@home"), ("\tx", "'\tx"), ("one; =two", "one;' =two"), ("12 killed; -3", "12 killed; -3"), ("plain", "plain"), ("", ""),
        ("2031-04-06", "2031-04-06"), ("Fighters - and others", "Fighters - and others"), ("“We will not” = no", "“We will not” = no"),
    ],
)  # fmt: skip
def test_what_a_cell_holds(text: str, cell: str) -> None:
    assert safe_cell(text) == cell


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_cells_survive_a_file(texts: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([safe_cell(one) for one in texts])
    read = next(csv.reader(io.StringIO(out.getvalue(), newline="")))
    if "\0" not in "".join(texts):
        assert [cell_words(one) for one in read] == texts
