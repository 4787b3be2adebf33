"""Warnings that threaten somebody, and those that tell of a danger."""

import pytest

from reportedly.codebooks.load import load_codebook
from reportedly.codebooks.trigger_types import candidate_types
from reportedly.encoder.tokens import split_words
from reportedly.extract.cautions import is_caution
from reportedly.extract.triggers import Trigger

CODEBOOK = load_codebook()


def cautions(sentence: str) -> bool:
    spans = split_words(sentence)
    words = [sentence[a:b] for a, b in spans]
    place = next(n for n, word in enumerate(words) if word.lower().startswith("warn"))
    candidate = next(iter(candidate_types(CODEBOOK, words, place)), None)
    trigger = Trigger(*spans[place], place, 0, "THREATEN", None, 0.6, candidate, None)
    return is_caution(sentence, trigger, (0, len(sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Aid agencies warned of famine in the hills.",
        "The group warned that the guards were poorly trained.",
        "The minister warned that prices could rise.",
        "Forecasters issued yellow warnings for the coast.",
        "The owner ignored repeated warnings.",
        "Guards fired warning shots into the air.",
        "If no food arrives, thousands could die of hunger, the bishop warned.",
        "The embassy warned its citizens to avoid travelling to the valley.",
    ],
)
def test_who_tells_of_a_danger_threatens_nobody(sentence: str) -> None:
    assert cautions(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The militia warned that it would answer every attack.",
        "The rebels warned that any convoy would be targeted.",
        "The general warned the villagers not to shelter deserters.",
        "Ardenia warned the rebels against crossing the river.",
        "The president warned of strong economic measures if the border was closed.",
        "The army issued a stern warning to the striking miners.",
        "The warnings were given to the police before the bombs went off.",
        "The front warned of an offensive in the spring.",
    ],
)
def test_who_tells_what_will_be_done_to_others_threatens_them(sentence: str) -> None:
    assert not cautions(sentence)
