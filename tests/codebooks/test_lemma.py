"""Lemmas: irregular forms, suffix rules, spelling, and the inverse."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.codebooks.lemma import candidate_lemmas, surface_forms


@pytest.mark.parametrize(
    ("form", "lemma", "pos"),
    [
        ("fled", "flee", "verb"), ("clashes", "clash", "verb"), ("clashes", "clash", "noun"), ("dying", "die", "verb"),
        ("died", "die", "verb"), ("struck", "strike", "verb"), ("left", "leave", "verb"), ("led", "lead", "verb"),
        ("shot", "shoot", "verb"), ("hit", "hit", "verb"), ("fought", "fight", "verb"), ("seized", "seize", "verb"),
        ("airstrikes", "airstrike", "noun"), ("killings", "killing", "noun"), ("killings", "kill", "verb"),
        ("stopped", "stop", "verb"), ("parties", "party", "noun"), ("denied", "deny", "verb"), ("men", "man", "noun"),
        ("gunmen", "gunman", "noun"), ("tribesmen", "tribesman", "noun"), ("agreed", "agree", "verb"),
        ("fleeing", "flee", "verb"), ("mobilised", "mobilize", "verb"), ("cancelled", "cancel", "verb"),
        ("Condemned", "condemn", "verb"), ("army's", "army", "noun"), ("troops’", "troop", "noun"),
        ("air-strikes", "airstrike", "noun"), ("air-strikes", "air strike", "noun"), ("pressing", "press", "verb"),
        ("lying", "lie", "verb"), ("withdrew", "withdraw", "verb"), ("wound", "wind", "verb"),
        ("wound", "wound", "noun"),
        ("hijacked", "hijack", "verb"), ("torched", "torch", "verb"), ("banned", "ban", "verb"),
        ("argued", "argue", "verb"),
    ],
)  # fmt: skip
def test_the_lemma_is_among_the_candidates(form: str, lemma: str, pos: str) -> None:
    assert (lemma, pos) in candidate_lemmas(form)


@pytest.mark.parametrize("word", ["", "12", "-", "'s", "$5", "…", "3,000"])
def test_what_starts_with_no_letter_has_no_lemma(word: str) -> None:
    assert candidate_lemmas(word) == ()


def test_known_keeps_only_lemmas_of_the_lexicon() -> None:
    assert candidate_lemmas("hoping", known={"hope"}) == (("hope", "verb"),)
    assert {lemma for lemma, _ in candidate_lemmas("hoping")} >= {"hope", "hop"} - {"hop"}


def test_a_word_that_ends_in_us_or_ss_is_no_plural() -> None:
    assert ("congres", "noun") not in candidate_lemmas("congress")
    assert ("viru", "noun") not in candidate_lemmas("virus")


@pytest.mark.parametrize(
    "lemma", ["kill", "seize", "flee", "deny", "ban", "strike", "fight", "gunman", "clash", "panic"]
)
def test_every_common_form_leads_back_to_its_lemma(lemma: str) -> None:
    real = {
        "kill": "kills killed killing", "seize": "seizes seized seizing", "flee": "flees fled fleeing",
        "deny": "denies denied denying", "ban": "bans banned banning", "strike": "strikes struck striking",
        "fight": "fights fought fighting", "gunman": "gunmen", "clash": "clashes clashed clashing",
        "panic": "panics panicked panicking",
    }  # fmt: skip
    forms = surface_forms(lemma)
    for form in real[lemma].split():
        assert form in forms
        assert lemma in {found for found, _ in candidate_lemmas(form)}


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_gives_candidates_or_none_and_the_same_twice(word: str) -> None:
    first = candidate_lemmas(word)
    assert first == candidate_lemmas(word)
    assert all(lemma and pos in ("verb", "noun", "adjective") for lemma, pos in first)
