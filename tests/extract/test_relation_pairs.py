"""Pairs of mentions as numbers, on sentences invented for this test."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from outputs import Marked

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.relation_pairs import Pairs, make_pairs
from reportedly.schema import MENTION_KINDS


def pairs_of(marked: Marked) -> Pairs:
    text = marked.text
    mentions = [MentionCandidate(m.start, m.end, text[m.start : m.end], m.label, "name", 1.0) for m in marked.mentions]  # type: ignore[arg-type]
    return make_pairs(text, marked.output(), mentions, [(n,) for n in range(len(mentions))], {}, 3)


def test_pairs_are_of_one_sentence_and_in_order_of_the_text() -> None:
    marked = Marked("The Lamp fought the Reed. Ada Obi left Murzuq.")
    for words, kind in (("Murzuq", "place"), ("the Reed", "organisation"), ("Ada Obi", "person"), ("The Lamp", "organisation")):
        marked.mention(words, kind)
    pairs = pairs_of(marked)
    assert list(zip(pairs.one.tolist(), pairs.two.tolist(), strict=True)) == [(3, 1), (2, 0)]


def test_the_words_between_and_the_predicate_that_binds() -> None:
    marked = Marked("The Lamp fought the Reed near Murzuq.")
    for words in ("The Lamp", "the Reed"):
        marked.mention(words, "organisation")
    marked.mention("Murzuq", "place")
    marked.predicate("fought", [("ARG0", "The Lamp"), ("ARG1", "the Reed")], types=[("ASSAULT", 1.0)])
    pairs = pairs_of(marked)
    words = [marked.text[a:b] for a, b in marked.output().words]
    assert [words[slice(*span)] for span in pairs.between.tolist()] == [["fought"], ["fought", "the", "Reed", "near"], ["near"]]
    assert [words[at] if at >= 0 else None for at in pairs.predicate.tolist()] == ["fought", None, None]
    assert [words[at] if at >= 0 else None for at in pairs.verb.tolist()] == ["fought", "fought", None]


def test_a_list_is_looked_past() -> None:
    marked = Marked("Murzuq hosts the Lamp, the Reed and the Dune.")
    marked.mention("Murzuq", "place")
    for words in ("the Lamp", "the Reed", "the Dune"):
        marked.mention(words, "organisation")
    pairs = pairs_of(marked)
    words = [marked.text[a:b] for a, b in marked.output().words]
    told = {(one, two): words[slice(*span)] for one, two, span in zip(pairs.one, pairs.two, pairs.between, strict=True)}
    assert told[0, 1] == told[0, 2] == told[0, 3] == ["hosts"]
    assert told[1, 3] == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["Lamp", "of", ",", "and", "the", "Reed", ".", "\n", "(", "é", "fought", "-"]), min_size=1, max_size=14),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(MENTION_KINDS)), max_size=6),
)
def test_any_mentions_give_numbers_from_0_to_1_of_one_width(words: list[str], spans: list[tuple[int, int, str]]) -> None:
    marked = Marked(" ".join(words))
    text = marked.text
    inside = {(a, min(a + n, len(text))): kind for a, n, kind in spans if a < len(text)}
    mentions = [MentionCandidate(a, b, text[a:b], kind, "name", 1.0) for (a, b), kind in inside.items()]  # type: ignore[arg-type]
    pairs = make_pairs(text, marked.output(), mentions, [], {}, 3)
    width = pairs_of(Marked("Nothing.")).numbers.shape[1]
    assert pairs.numbers.shape == (len(pairs.one), width)
    assert np.isfinite(pairs.numbers).all() and (pairs.numbers >= 0).all() and (pairs.numbers <= 1).all()
    assert (pairs.between[:, 0] <= pairs.between[:, 1]).all() and (pairs.between <= len(marked.output().words)).all()
