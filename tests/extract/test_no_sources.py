"""Who stands beside a cue and does not say it; the sentences are our own inventions and encoder outputs are written by hand."""

from outputs import Marked, no_entity

from reportedly.extract.attributions import find_attributions


def sources(made: Marked) -> list[str | None]:
    return [one.source.text if one.source is not None else None for one in find_attributions(made.text, made.output(), no_entity)]


def test_of_whom_it_is_believed_is_no_source() -> None:
    made = Marked("Talks in Tarn, brokered by the union, are expected to resume.")
    made.cue("are expected", "the union", ["to resume"])
    assert sources(made) == [None]
    made = Marked("The union also said it expected talks to resume.")
    made.cue("also said", "The union", ["it expected talks to resume"])
    assert sources(made) == ["The union"]


def test_who_is_dismissed_or_questioned_is_not_spoken_of() -> None:
    made = Marked("The minister dismissed a judge who had freed him.")
    made.cue("dismissed", "The minister", ["a judge who had freed him"])
    assert sources(made) == []
    made = Marked("The minister dismissed a report that they freed him.")
    made.cue("dismissed", "The minister", ["a report that they freed him"])
    assert sources(made) == ["The minister"]
    made = Marked("Its chairman was questioned by prosecutors over the bribe.")
    made.cue("was questioned", "prosecutors", ["over the bribe"])
    assert sources(made) == []


def test_a_deed_is_nobodys_words() -> None:
    for verb, content in (("imposed", "a curfew"), ("signed", "a truce"), ("recalled", "its envoy")):
        made = Marked(f"The state {verb} {content} on Monday.")
        made.cue(verb, "The state", [content])
        assert sources(made) == []
    made = Marked("The minister recalled that they had fled.")
    made.cue("recalled", "The minister", ["that they had fled"])
    assert sources(made) == ["The minister"]


def test_whom_nobody_blames_has_no_voice_over_the_deed() -> None:
    made = Marked("The Front was blamed for the raid on Tarn.")
    made.cue("was blamed for", None, ["the raid on Tarn"])
    assert sources(made) == []
    made = Marked("The Front was blamed by Ardenia for the raid.")
    made.cue("was blamed", "Ardenia", ["for the raid"])
    assert sources(made) == ["Ardenia"]
