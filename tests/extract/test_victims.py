import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.codebooks.load import load_codebook
from reportedly.codebooks.trigger_types import candidate_types
from reportedly.extract.frames import Filled
from reportedly.extract.triggers import Trigger
from reportedly.extract.victims import count_the_hurt

CODEBOOK = load_codebook()


def hurt(text: str, word: str, *filled: tuple[str, str]) -> list[tuple[str, str]]:
    start = text.index(word)
    candidate = candidate_types(CODEBOOK, [word], 0)[0]
    trigger = Trigger(start, start + len(word), 0, 0, candidate.type, None, 0.9, candidate, None)
    trigger.filled = [Filled(role, text.index(words), text.index(words) + len(words), 0.5) for role, words in filled]  # type: ignore[arg-type]
    count_the_hurt(text, trigger, (0, len(text)))
    return [(one.role, text[one.start : one.end]) for one in trigger.filled]


@pytest.mark.parametrize(
    ("text", "word", "victims"),
    [
        ("Twelve people were killed and more than 40 wounded in the blast.", "wounded", "more than 40"),
        ("Two died and three others were injured.", "injured", "three others"),
        ("The mission said that 26 civilians had been killed.", "killed", "26 civilians"),
    ],
)
def test_the_number_in_front_is_hurt_and_has_hurt_nobody(text: str, word: str, victims: str) -> None:
    assert hurt(text, word, ("actor", victims.split()[-1])) == [("recipient", victims)]


def test_what_is_no_count_of_victims() -> None:
    told = [("recipient", "a guard")]
    assert hurt("In 2019 gunmen killed a guard.", "killed", *told) == told
    assert hurt("No one was killed.", "killed", ("recipient", "No one")) == [("recipient", "No one")]


@settings(deadline=None)
@given(st.text(st.sampled_from("ab 12,.-"), max_size=30))
def test_whatever_stands_in_front_the_spans_stay_in_the_text(before: str) -> None:
    for _, words in hurt(before + " killed", "killed"):
        assert words
