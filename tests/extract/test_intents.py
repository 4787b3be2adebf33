import pytest
from outputs import Marked

from reportedly.codebooks.load import load_codebook
from reportedly.extract.claims import find_triggers
from reportedly.extract.triggers import Trigger

CODEBOOK = load_codebook()


def marked(text: str, verb: str, subject: str, rest: str, *parties: str) -> Marked:
    made = Marked(text)
    for party in parties:
        made.mention(party, "place", name=True)
    made.predicate(verb, [("ARG0", subject), ("ARG1", rest)])
    return made


def intent(made: Marked, modal: str) -> Trigger | None:
    found = find_triggers(made.text, made.output(), CODEBOOK)
    return next((one for one in found if f"{made.text[one.start : one.end]} ".startswith(f"{modal} ")), None)


@pytest.mark.parametrize(
    ("text", "verb", "rest", "modal", "kind"),
    [
        ("Ardenia will allow envoys from Borland.", "allow", "envoys from Borland", "will", "AGREE"),
        ("Ardenia is willing to allow envoys from Borland.", "allow", "envoys from Borland", "willing to", "AGREE"),
        ("Ardenia will expel envoys of Borland.", "expel", "envoys of Borland", "will", "THREATEN"),
        ("Ardenia will not allow envoys from Borland.", "allow", "envoys from Borland", "will", "REJECT"),
    ],
)
def test_what_somebody_will_do_is_promised_threatened_or_refused(
    text: str, verb: str, rest: str, modal: str, kind: str
) -> None:
    made = intent(marked(text, verb, "Ardenia", rest, "Ardenia", "Borland"), modal)
    assert made is not None and made.type == kind
    actors = [text[one.start : one.end] for one in made.arguments if one.role == "actor"]
    assert actors == ["Ardenia"]
    assert any("Borland" in text[one.start : one.end] for one in made.arguments if one.role == "recipient")


def test_a_pronoun_s_promise_is_the_speaker_s() -> None:
    made = marked("Ardenia said it would release the envoys of Borland.", "release", "it", "the envoys of Borland", "Ardenia", "Borland")
    made.cue("said", "Ardenia", ["it would release the envoys of Borland"])
    found = intent(made, "would")
    assert found is not None and found.type == "AGREE"
    assert [made.text[one.start : one.end] for one in found.arguments if one.role == "actor"] == ["Ardenia"]


def test_what_another_must_do_is_asked_of_them() -> None:
    made = marked("Ardenia said Borland must release the envoys.", "release", "Borland", "the envoys", "Ardenia", "Borland")
    made.cue("said", "Ardenia", ["Borland must release the envoys"])
    found = intent(made, "must")
    assert found is not None and found.type == "REQUEST"
    held = {one.role: made.text[one.start : one.end] for one in found.arguments}
    assert (held["actor"], held["recipient"]) == ("Ardenia", "Borland")


def test_what_no_party_will_do_is_nobody_s_intent() -> None:
    made = Marked("The rain will stop the harvest.")
    made.predicate("stop", [("ARG0", "The rain"), ("ARG1", "the harvest")])
    assert intent(made, "will") is None


def test_a_pronoun_s_promise_without_a_speaker_is_nobody_s() -> None:
    made = Marked("At times we would release the envoys of Borland.")
    made.mention("Borland", "place", name=True)
    made.predicate("release", [("ARG0", "we"), ("ARG1", "the envoys of Borland")])
    assert intent(made, "would") is None


def test_who_will_appeal_threatens_nobody() -> None:
    made = intent(marked("Ardenia will appeal to Borland.", "appeal", "Ardenia", "to Borland", "Ardenia", "Borland"), "will")
    assert made is None or made.type != "THREATEN"


def test_what_would_have_been_done_is_no_threat() -> None:
    assert intent(marked("Ardenia would have bombed Borland.", "bombed", "Ardenia", "Borland", "Ardenia", "Borland"), "would") is None
