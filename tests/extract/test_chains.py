"""Noun phrases, the features of their pairs and the choice of antecedents, on texts invented for this test."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.encoder.output import Output, Phrase, ScoredSpan
from reportedly.encoder.sentences import split_sentences
from reportedly.encoder.tokens import split_words
from reportedly.extract import antecedents
from reportedly.extract.antecedents import choose, packaged_weights, pair_scores
from reportedly.extract.chains import chains, joined, phrase_pairs
from reportedly.extract.lexicon import lexicon
from reportedly.extract.noun_phrases import FORMS, NounPhrase, bounded, noun_phrases
from reportedly.extract.pair_features import CANDIDATES, LINK_PAIR, WINDOW, Pairs
from reportedly.extract.phrase_tails import with_tails
from reportedly.extract.wording import Wording

WIDTH = 64


def output_of(
    text: str, heads: Sequence[tuple[str, str, str]], links: dict[tuple[int, int], float] | None = None
) -> Output:
    """An encoder's output that was never read: each phrase as (its words, its head, its label), in the order of the text.

    ``links`` gives log-odds to pairs (later, earlier) of phrases by their place in ``heads``; all others have -8.
    """
    words = tuple(split_words(text))
    starts = {start: number for number, (start, _) in enumerate(words)}
    phrases, at = [], 0
    for phrase, head, label in heads:
        start = text.index(phrase, at)
        found = list(re.finditer(rf"\b{re.escape(head)}\b", text[start : start + len(phrase)]))[-1]
        phrases.append(Phrase(start, start + len(phrase), starts[start + found.start()], label, 0.9))
        at = start + 1 if len(phrase) > len(head) else start + len(head)
    asks, offers = np.zeros((2, len(words), WIDTH), np.float32)
    for number, one in enumerate(phrases):
        offers[one.head, number % WIDTH] = 8.0
        asks[one.head] = -8.0
    for (later, earlier), odds in (links or {}).items():
        asks[phrases[later].head, earlier % WIDTH] = odds
    names = tuple(
        ScoredSpan(p.start, p.end, "person", 0.9) for p in phrases if text[p.start].isupper() and p.label == "person"
    )
    return Output(
        words=words, sentences=tuple(split_sentences(text)), names=names, mentions=(), chunks=(), participants=(), cues=(),
        predicates=(), phrases=tuple(phrases), links=np.stack([asks, offers]),
    )  # fmt: skip


def described(text: str, *heads: tuple[str, str, str]) -> list[NounPhrase]:
    output = output_of(text, heads)
    return noun_phrases(text, output, Wording(text, output.sentences), lexicon())


BOUNDS = {
    "a possessive mark belongs to it": ("Tarn's mayor left.", ("Tarn", "Tarn", "place"), "Tarn's"),
    "after an s too": ("The farmers' union met.", ("The farmers", "farmers", "person"), "The farmers'"),
    "an article in front": ("They shut the Salt Market again.", ("Salt Market", "Market", "place"), "the Salt Market"),
    "of binds two heads": ("A crowd of farmers came.", ("A crowd of farmers", "farmers", "person"), "farmers"),
    "a closing mark": ('They sang "Old River" twice.', ('"Old River', "River", "abstract"), '"Old River"'),
    "an opening mark alone": ('"Tarn is ours."', ('"Tarn', "Tarn", "place"), "Tarn"),
    "a pronoun stands alone": ("He himself paid.", ("He himself", "himself", "person"), "himself"),
    "a verb ends it": ("The repeal of this act is late.", ("The repeal of this act is late", "repeal", "event"), "The repeal of this act"),
    "a clause of its own goes on": ("The act that was cut is late.", ("The act that was cut", "act", "event"), "The act that was cut"),
    "a subject of its own too": ("The towns we have lost wait.", ("The towns we have lost", "towns", "place"), "The towns we have lost"),
    "its short form": ("The Harbour League (HL) met.", ("The Harbour League", "League", "organisation"), "The Harbour League (HL)"),
    "other brackets don't belong": ("Tarn (in the north) fell.", ("Tarn", "Tarn", "place"), "Tarn"),
    "stress belongs to it": ("They say Tarn alone fell.", ("Tarn", "Tarn", "place"), "Tarn alone"),
    "a contracted verb ends it": ("The well in Tarn won't fill.", ("The well in Tarn won't fill", "well", "object"), "The well in Tarn"),
    "another clause ends it": ("The slugs there and I left.", ("The slugs there and I left", "slugs", "object"), "The slugs there"),
    "words of the verb end it": ("They put Tarn at risk of floods.", ("Tarn at risk of floods", "Tarn", "place"), "Tarn"),
    "guys belong to it": ("So you guys paid.", ("you", "you", "person"), "you guys"),
    "its legal form": ("Obi Mills, Inc. paid.", ("Obi Mills", "Mills", "organisation"), "Obi Mills, Inc."),
    "the dot of its abbreviation": ("From S. T. they came.", ("S. T", "T", "place"), "S. T."),
    "a sentence's dot doesn't": ("They left Tarn.", ("Tarn", "Tarn", "place"), "Tarn"),
    "a contraction is a verb": ("They said it's late.", ("it", "it", "abstract"), "it"),
}


@pytest.mark.parametrize("case", BOUNDS)
def test_bounds(case: str) -> None:
    text, phrase, expected = BOUNDS[case]
    (one,) = bounded(text, output_of(text, [phrase]))
    assert text[one.start : one.end] == expected


def test_a_stressed_pronoun_is_still_a_pronoun() -> None:
    (one,) = described("Then she herself paid.", ("she", "she", "person"))
    assert (one.text, one.level, FORMS[one.form - 1]) == ("she herself", "pronoun", "she")


def test_friends_who_are_addressed_are_still_you() -> None:
    (one,) = described("So you guys paid.", ("you", "you", "person"))
    assert (one.text, one.level, FORMS[one.form - 1]) == ("you guys", "pronoun", "you")


def test_the_number_of_a_name_is_part_of_it_and_no_speaker() -> None:
    text = "Obi I, Lord of Tarn, paid. Then I left."
    output = output_of(text, [("Obi", "Obi", "person"), ("I", "I", "person"), ("I", "I", "person")])
    output = replace(output, names=(ScoredSpan(0, 5, "person", 0.9),))
    found = noun_phrases(text, output, Wording(text, output.sentences), lexicon())
    assert [(text[one.start : one.end], one.level) for one in found] == [("Obi I", "name"), ("I", "pronoun")]


def test_an_article_stays_with_the_phrase_that_it_opens() -> None:
    text = "They shut the Tarn market."
    output = output_of(text, [("the Tarn market", "market", "place"), ("Tarn", "Tarn", "place")])
    assert [text[one.start : one.end] for one in bounded(text, output)] == ["the Tarn market", "Tarn"]


def test_what_a_phrase_says_of_itself() -> None:
    text = "President Ada Obi met these two farmers in Tarn. “We left,” she said."
    one, two, three, we, she = described(
        text, ("President Ada Obi", "Obi", "person"), ("these two farmers in Tarn", "farmers", "person"), ("Tarn", "Tarn", "place"),
        ("We", "We", "person"), ("she", "she", "person"),
    )  # fmt: skip
    assert (one.level, one.number, one.head) == ("name", 1, "obi")
    assert (two.level, two.number, two.count, two.head, two.opening) == ("nominal", 2, 2, "farmer", 2)
    assert (two.called, two.rest) == ("two farmers", ("tarn",))
    assert text[two.start : two.base] == "these two farmers"
    assert (three.sentence, we.sentence, she.sentence) == (0, 1, 1)
    assert (FORMS[we.form - 1], FORMS[she.form - 1], we.number, she.gender) == ("we", "she", 2, 2)
    assert we.quote and not she.quote


def test_pronouns_that_the_encoder_missed_are_added_but_not_a_bare_it() -> None:
    text = "Ada Obi left. It rained on her."
    found = described(text, ("Ada Obi", "Obi", "person"))
    assert [one.text for one in found] == ["ada obi", "her"]


def pairs_for(
    text: str, heads: Sequence[tuple[str, str, str]], links: dict[tuple[int, int], float] | None = None
) -> Pairs:
    output = output_of(text, heads, links)
    return phrase_pairs(text, output, Wording(text, output.sentences))[1]


def test_candidates_stand_before_and_nearest_first() -> None:
    text = "Ada Obi met Bela Nor. " * 30
    pairs = pairs_for(text, [("Ada Obi", "Obi", "person"), ("Bela Nor", "Nor", "person")] * 30)
    assert pairs.candidates.shape == (60, CANDIDATES)
    for row, found in enumerate(pairs.candidates):
        kept = found[found >= 0].tolist()
        assert kept == sorted(set(kept), reverse=True) and all(row - WINDOW <= one < row for one in kept)
        assert len(kept) == min(row, CANDIDATES)


def test_long_reports_are_cut_into_blocks_without_a_seam() -> None:
    text = "Ada Obi met Bela Nor. " * 200
    heads = [("Ada Obi", "Obi", "person"), ("Bela Nor", "Nor", "person")] * 200
    pairs = pairs_for(text, heads)
    late = pairs.candidates[300]
    # All have equal links: of the same name the nearest are chosen, on either side of a block's edge.
    assert late[late % 2 == 0].max() == 298 and (late >= 300 - WINDOW).all()
    assert np.isfinite(pairs.pair).all() and np.isfinite(pairs.own).all() and np.isfinite(pairs.context).all()


def test_links_are_the_features_that_can_be_hidden() -> None:
    text = "Ada Obi met Bela Nor. She left."
    heads = [("Ada Obi", "Obi", "person"), ("Bela Nor", "Nor", "person"), ("She", "She", "person")]
    without, linked = pairs_for(text, heads), pairs_for(text, heads, {(2, 0): 8.0})
    differ = (without.pair != linked.pair).any((0, 1))
    assert differ.any() and not differ[: LINK_PAIR.start].any()


def test_a_link_decides_between_two_that_fit_alike() -> None:
    text = "Ada Obi met Bela Nor. She left."
    heads = [("Ada Obi", "Obi", "person"), ("Bela Nor", "Nor", "person"), ("She", "She", "person")]
    for chosen, other in ((0, 1), (1, 0)):
        found = chains(text, output_of(text, heads, {(2, chosen): 5.0, (2, other): -5.0}))
        assert found.choice.antecedents.tolist()[2] == chosen
        assert (chosen, 2) in found.groups


def test_the_same_name_needs_no_link() -> None:
    text = "Ada Obi met the farmers. Later Ada Obi left."
    heads = [("Ada Obi", "Obi", "person"), ("the farmers", "farmers", "person"), ("Ada Obi", "Obi", "person")]
    assert chains(text, output_of(text, heads)).groups == ((0, 2),)


def test_nothing_is_chosen_where_having_none_is_likelier() -> None:
    pairs = pairs_for("Ada Obi met Bela Nor.", [("Ada Obi", "Obi", "person"), ("Bela Nor", "Nor", "person")])
    weights = {name: np.zeros_like(value) for name, value in packaged_weights().items()}
    assert choose(pairs, weights, 0.6).antecedents.tolist() == [-1, -1]
    assert choose(pairs, weights, 0.4).antecedents.tolist() == [-1, 0]
    assert choose(pairs, weights, 0.4).chances[1] == pytest.approx(0.5)


def test_those_of_one_chain_count_together_against_one_that_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ada Obi met Bela Nor. Ada Obi sat. She left."
    heads = [("Ada Obi", "Obi", "person"), ("Bela Nor", "Nor", "person"), ("Ada Obi", "Obi", "person"), ("She", "She", "person")]
    pairs = pairs_for(text, heads)
    table = np.full(pairs.candidates.shape, -9.0, np.float32)
    table[2, pairs.candidates[2] == 0] = 3.0
    table[3, pairs.candidates[3] == 0], table[3, pairs.candidates[3] == 2], table[3, pairs.candidates[3] == 1] = 0.8, 0.9, 1.0
    monkeypatch.setattr(antecedents, "pair_scores", lambda pairs, weights: table)
    assert choose(pairs, {}, 0.5).antecedents.tolist() == [-1, -1, 0, 2]
    monkeypatch.setattr(antecedents, "TOGETHER", 0.0)
    assert choose(pairs, {}, 0.5).antecedents.tolist() == [-1, -1, 0, 1]


def test_scores_do_not_depend_on_what_fills_empty_places() -> None:
    pairs = pairs_for("Ada Obi met Bela Nor.", [("Ada Obi", "Obi", "person"), ("Bela Nor", "Nor", "person")])
    assert pair_scores(pairs, packaged_weights()).shape == pairs.candidates.shape


def test_joined_follows_chains_of_antecedents() -> None:
    assert joined([-1, 0, -1, 1, 2, -1]) == ((0, 1, 3), (2, 4))
    assert joined([]) == ()


def test_a_text_without_phrases_has_no_chains() -> None:
    for text in ("", "Rain.", "\n\n"):
        assert chains(text, output_of(text, [])).groups == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Aa the's \"“”().,\nhe", max_size=60), st.data())
def test_spans_are_never_outside_the_text(text: str, data: st.DataObject) -> None:
    words = split_words(text)
    phrases = []
    for number, _ in enumerate(words):
        if data.draw(st.booleans()):
            first, last = data.draw(st.integers(0, number)), data.draw(st.integers(number, len(words) - 1))
            phrases.append(Phrase(words[first][0], words[last][1], number, "person", 0.5))
    links = np.zeros((2, len(words), WIDTH), np.float32)
    output = Output(tuple(words), tuple(split_sentences(text)), (), (), (), (), (), (), tuple(phrases), links)
    found = chains(text, output)
    for one in found.phrases:
        assert 0 <= one.start < one.end <= len(text)
        assert one.start < output.words[one.word][1] <= one.end
        assert text[one.start : one.end].lower() == one.text
    numbers = [number for group in found.groups for number in group]
    assert len(numbers) == len(set(numbers))


TAILS = {
    "an apposition to a name": (
        "Ada Brenn, the mayor of Tarn, left.", [("Ada Brenn", "Brenn", "person"), ("the mayor of Tarn", "mayor", "person")],
        ["Ada Brenn, the mayor of Tarn", "the mayor of Tarn"],
    ),
    "a name behind a description": (
        "She met his aunt, Ada, there.", [("his aunt", "aunt", "person"), ("Ada", "Ada", "person")], ["his aunt, Ada", "Ada"],
    ),
    "no apposition in a list": (
        "They met Ada, a baker, and Oda.", [("Ada", "Ada", "person"), ("a baker", "baker", "person"), ("Oda", "Oda", "person")],
        ["Ada", "a baker", "Oda"],
    ),
    "a relative clause": (
        "We crossed the bridge, which was rebuilt, at noon.", [("the bridge", "bridge", "object")],
        ["the bridge, which was rebuilt"],
    ),
    "a clause about people is none of a place": (
        "Ada left Tarn, who was her dog.", [("Tarn", "Tarn", "place")], ["Tarn"],
    ),
    "the first name of a list": (
        "He taught in Tarn, Orva, and Wend.", [("Tarn, Orva", "Tarn", "place")], ["Tarn"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "heads", "whole"), TAILS.values(), ids=TAILS)
def test_phrases_end_where_what_is_said_of_them_ends(text: str, heads: list[tuple[str, str, str]], whole: list[str]) -> None:
    phrases = described(text, *heads)
    found = [text[one.start : one.end] for one in with_tails(text, phrases)]
    assert [one for one in found if one.lower() not in ("they", "she", "he", "we", "her", "his", "who")] == whole


def test_an_apposition_is_in_no_chain_and_a_missed_name_is_a_phrase() -> None:
    text = "Ada Brenn, the mayor, left Tarn."
    output = output_of(
        text, [("Ada Brenn", "Brenn", "person"), ("the mayor", "mayor", "person")], {(1, 0): 9.0}
    )
    output = replace(output, names=(*output.names, ScoredSpan(27, 31, "place", 0.9)))
    found = chains(text, output)
    assert [text[one.start : one.end] for one in found.phrases] == ["Ada Brenn, the mayor", "the mayor", "Tarn"]
    assert found.groups == ()
