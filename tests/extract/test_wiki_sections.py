"""What in a wiki page's text tells of nothing; the pages are invented."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from outputs import Marked

from reportedly.codebooks.load import load_codebook
from reportedly.extract.claims import find_triggers
from reportedly.extract.wiki_sections import without_telling

PAGE = (
    "A bomb wounded two men. == Attack == They shelled the mill. "
    "== See also == * Tarn bombing * Orlo bombing == Sources == Ada Obi said so."
)


def test_headings_and_lists_of_other_pages_are_no_prose() -> None:
    assert [PAGE[start:end] for start, end in without_telling(PAGE)] == [
        "== Attack ==", "== See also == * Tarn bombing * Orlo bombing ", "== Sources ==",
    ]  # fmt: skip


def test_a_text_without_headings_is_all_prose() -> None:
    assert without_telling("He wrote x == y and fled.") == []


def test_no_claim_is_made_of_a_heading() -> None:
    made = Marked(PAGE)
    for word in ("wounded", "shelled", "Attack"):
        made.predicate(word, types=[("ASSAULT", 0.99)])
    found = [PAGE[one.start : one.end] for one in find_triggers(PAGE, made.output(), load_codebook())]
    assert "shelled" in found
    assert "Attack" not in found
    assert "bombing" not in found


@given(st.lists(st.sampled_from(["==", " == ", "See also", " * ", "Tarn burned. ", "=", "\n", "a"]), max_size=20).map("".join))
def test_spans_are_in_order_and_apart(text: str) -> None:
    spans = without_telling(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
