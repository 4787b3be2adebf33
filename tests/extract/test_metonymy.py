"""Places that speak and act. The sentences are our own inventions."""

from outputs import Marked

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.metonymy import apart_from_places, speaking_places, with_governments


def candidates(marked: Marked, *found: tuple[str, int]) -> list[MentionCandidate]:
    made = []
    for words, nth in found:
        start, end = marked.at(words, nth)
        made.append(MentionCandidate(start=start, end=end, text=words, kind="place", level="name", score=0.9))
    return made


def test_sources_doers_and_the_accused_speak_and_a_scene_does_not() -> None:
    marked = Marked("Quito said it was calm. Quito accused Lima of fraud. Floods hit Quito. Quito hosted the games.")
    marked.cue("said", "Quito", ["it was calm"])
    marked.predicate("accused", [("ARG1", "Lima")])
    marked.predicates[-1] = type(marked.predicates[-1])(
        *marked.at("accused"),
        1,
        0.9,
        0.9,
        (),
        2.0,
        (marked.span("Quito", "ARG0", nth=1), marked.span("Lima", "ARG1")),
        (),
    )
    marked.predicates.append(
        type(marked.predicates[-1])(
            *marked.at("hosted"), 3, 0.9, 0.9, (), 2.0, (marked.span("Quito", "ARG0", nth=3),), ()
        )
    )
    named = candidates(marked, ("Quito", 0), ("Quito", 1), ("Lima", 0), ("Quito", 2), ("Quito", 3))
    assert speaking_places(marked.text, marked.output(), named) == [0, 1, 2]


def test_relations_are_between_governments() -> None:
    marked = Marked("Ties between Quito and Lima cooled. The road between Quito and Lima is closed.")
    named = candidates(marked, ("Quito", 0), ("Lima", 0), ("Quito", 1), ("Lima", 1))
    assert speaking_places(marked.text, marked.output(), named) == [0, 1]


def test_a_government_is_no_part_of_its_city() -> None:
    groups = [(0, 3, 5), (1, 2), (4,)]
    actors = {0: "government-of-ecuador", 4: "government-of-ecuador", 1: "government-of-peru"}
    assert apart_from_places(groups, {0, 1, 3, 4}, actors) == [(3, 5), (0, 4), (1, 2)]
    marked = Marked("Quito said so.")
    (only,) = with_governments(candidates(marked, ("Quito", 0)), {0: "government-of-ecuador"})
    assert only.kind == "organisation"
