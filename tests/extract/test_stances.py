"""What is denied or doubted, and what is only mentioned beside it; encoder outputs are written by hand."""

import pytest
from outputs import Marked, no_entity

from reportedly.codebooks.load import load_codebook
from reportedly.extract.attributions import find_attributions
from reportedly.extract.claims import Surroundings, find_triggers, make_claims

CODEBOOK = load_codebook()


def stance(
    sentence: str, source: str, cue: str, content: str, word: str, verbs: dict[str, tuple[str, str]] | None = None
) -> str:
    made = Marked(sentence)
    made.cue(cue, source, [content])
    made.predicate(word)
    for verb, argument in (verbs or {}).items():
        made.predicate(verb, [argument])
    output = made.output()
    around = Surroundings(sentence, output, (), find_attributions(sentence, output, no_entity), no_entity)
    claims = make_claims(find_triggers(sentence, output, CODEBOOK), around)
    return next(one.stance for one in claims if one.trigger is not None and one.trigger.text == word)


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content", "word"),
    [
        ("The agency denies the two explosions are related.", "The agency", "denies", "the two explosions are related", "explosions"),
        ("The party questioned the timing of the raids.", "The party", "questioned", "the timing of the raids", "raids"),
        ("He denied that they met after the bombing.", "He", "denied", "that they met after the bombing", "bombing"),
        ("Police denied knowing the men who robbed it.", "Police", "denied", "knowing the men who robbed it", "robbed"),
    ],
)
def test_what_is_only_mentioned_is_not_denied(sentence: str, source: str, cue: str, content: str, word: str) -> None:
    assert stance(sentence, source, cue, content, word) == "reports"


def test_what_describes_people_is_not_denied() -> None:
    made = Marked("It denied that guards arrested in May had escaped.")
    made.cue("denied", "It", ["that guards arrested in May had escaped"])
    made.predicate("arrested", [("ARG1", "guards")])
    output = made.output()
    around = Surroundings(made.text, output, (), find_attributions(made.text, output, no_entity), no_entity)
    claims = make_claims(find_triggers(made.text, output, CODEBOOK), around)
    assert [one.stance for one in claims if one.trigger is not None and one.trigger.text == "arrested"] == ["reports"]


def test_a_strike_that_hit_no_clinic_was_a_strike() -> None:
    said = "The army denied that the airstrike hit a clinic."
    verbs = {"hit": ("ARG0", "the airstrike")}
    assert stance(said, "The army", "denied", "that the airstrike hit a clinic", "airstrike", verbs) == "reports"


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content", "word"),
    [
        ("Rebels denied shelling the camp.", "Rebels", "denied", "shelling the camp", "shelling"),
        ("It denied that its men were behind the attack.", "It", "denied", "that its men were behind the attack", "attack"),
        ("The army denied that any airstrike took place.", "The army", "denied", "that any airstrike took place", "airstrike"),
        ("Analysts doubt that the army will attack.", "Analysts", "doubt", "that the army will attack", "attack"),
    ],
)
def test_the_deed_itself_is_denied_or_doubted(sentence: str, source: str, cue: str, content: str, word: str) -> None:
    assert stance(sentence, source, cue, content, word) in ("denies", "doubts")
