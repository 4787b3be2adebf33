import pytest

from reportedly.encoder.output import Predicate
from reportedly.extract.embedding import Governor
from reportedly.extract.factuality import factuality_of, stance_of


def of(sentence: str, trigger: str, cues: list[list[str]] | None = None, happened: float | None = None) -> tuple[str, str, str]:
    words = sentence.split()
    predicate = None if happened is None else Predicate(0, 1, 0, 0.9, 0.9, (), happened, (), ())
    found = factuality_of(words, words.index(trigger), predicate, (), cues or [])
    return found.certainty, found.polarity, found.modality


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("Rebels seized the town", "seized", ("certain", "positive", "actual")),
        ("The two have reportedly joined the front", "joined", ("possible", "positive", "actual")),
        ("Rebels may have shelled the depot", "shelled", ("possible", "positive", "actual")),
        ("The brigade probably attacked from the north", "attacked", ("probable", "positive", "actual")),
        ("The army did not attack the village", "attack", ("certain", "negative", "actual")),
        ("Troops failed to capture the airport", "capture", ("certain", "negative", "actual")),
        ("The army will attack the village", "attack", ("certain", "positive", "planned")),
        ("Fighters plan to attack the village", "attack", ("certain", "positive", "planned")),
        ("The raid would kill many", "kill", ("certain", "positive", "hypothetical")),
        ("He would leave if rebels attacked the village", "attacked", ("certain", "positive", "hypothetical")),
        ("The police never arrested him", "arrested", ("certain", "negative", "actual")),
        ("Did the army shell the mill ?", "shell", ("unknown", "positive", "hypothetical")),
        ("Q : Have the rebels killed prisoners ?", "killed", ("unknown", "positive", "hypothetical")),
        ("They received reports that rebels shelled the mill", "shelled", ("possible", "positive", "actual")),
        ("There is no evidence that rebels shelled the mill", "shelled", ("unknown", "positive", "hypothetical")),
        ("Who shelled the mill ?", "shelled", ("certain", "positive", "actual")),
        ("These men would have killed dozens", "killed", ("certain", "positive", "hypothetical")),
        ("A delegation is to visit the camp", "visit", ("certain", "positive", "planned")),
        ("A convoy was supposed to leave the town", "leave", ("certain", "positive", "planned")),
        ("Guards foiled a plot to attack the mill", "attack", ("certain", "negative", "planned")),
        ("They will not talk until the men are freed", "freed", ("certain", "positive", "hypothetical")),
        ("Those who could not were shot", "shot", ("certain", "positive", "actual")),
        ("They found no trace of torture", "torture", ("unknown", "positive", "hypothetical")),
    ],
)
def test_words_decide(sentence: str, trigger: str, expected: tuple[str, str, str]) -> None:
    assert of(sentence, trigger) == expected


def test_what_would_have_been_never_was_though_the_scale_says_so() -> None:
    assert of("These men would have killed dozens", "killed", [["said"]], happened=2.5) == ("certain", "positive", "hypothetical")


def test_the_cue_over_it_decides() -> None:
    assert of("rebels seized the town", "seized", [["alleged"]]) == ("possible", "positive", "actual")
    assert of("an offensive in the north", "offensive", [["vowed"]]) == ("certain", "positive", "planned")
    assert of("troops leave the town", "leave", [["demanded"]]) == ("certain", "positive", "hypothetical")


def test_the_learned_scale_speaks_where_no_word_does() -> None:
    assert of("rebels seizing the town", "seizing", happened=-2.0) == ("unknown", "positive", "hypothetical")
    assert of("rebels seizing the town", "seizing", happened=-0.5) == ("probable", "positive", "actual")
    assert of("rebels seizing the town", "seizing", happened=2.0) == ("certain", "positive", "actual")


@pytest.mark.parametrize(
    ("cue", "before", "stance"),
    [
        (["verified"], [], "confirms"),
        (["said"], [], "reports"),
        (["has", "denied"], [], "denies"),
        (["questioned"], [], "doubts"),
        (["verify"], ["could", "not"], "doubts"),
        (["deny"], ["did", "not"], "reports"),
        (["neither", "confirmed", "nor", "denied"], [], "doubts"),
    ],
)
def test_stances(cue: list[str], before: list[str], stance: str) -> None:
    assert stance_of(cue, before) == stance


def test_what_is_not_believed_is_said_not_to_be_so() -> None:
    words = "He did not believe that rebels attacked the village".split()
    found = factuality_of(words, words.index("attacked"), None, (), [], [Governor("believe", 3, True)])
    assert (found.certainty, found.polarity) == ("probable", "negative")
    found = factuality_of(words, words.index("attacked"), None, (), [], [Governor("believe", 3, False)])
    assert (found.certainty, found.polarity) == ("probable", "positive")
