from outputs import Marked

from reportedly.codebooks.load import load_codebook
from reportedly.extract.claims import find_triggers
from reportedly.extract.triggers import Trigger

CODEBOOK = load_codebook()


def trigger(marked: Marked, word: str) -> Trigger:
    found = find_triggers(marked.text, marked.output(), CODEBOOK)
    return next(one for one in found if marked.text[one.start : one.end] == word)


def filled(marked: Marked, word: str) -> dict[str, str]:
    return {one.role: marked.text[one.start : one.end] for one in trigger(marked, word).filled}


def test_a_participle_has_the_actor_place_and_time_of_the_act_it_belongs_to() -> None:
    marked = Marked("The rebels shelled the depot near Tin Adar on Sunday, killing 12 people.")
    marked.predicate(
        "shelled", [("ARG0", "The rebels"), ("ARG1", "the depot"), ("LOC", "near Tin Adar"), ("TMP", "on Sunday")],
        types=[("ASSAULT", 0.9)],
    )  # fmt: skip
    marked.predicate("killing", [("ARG1", "12 people")], types=[("ASSAULT", 0.9)])
    found = filled(marked, "killing")
    assert found["actor"] == "The rebels" and found["recipient"] == "12 people"
    assert found["place"] == "Tin Adar"
    marked.predicates.pop()
    marked.predicate("killing", [("ARG0", "The rebels"), ("ARG1", "12 people")], types=[("ASSAULT", 0.9)])
    assert filled(marked, "killing")["place"] == "Tin Adar"


def test_a_verb_without_a_type_lends_its_subject_alone() -> None:
    marked = Marked("The militia entered Tin Adar on Sunday, killing two men.")
    marked.predicate("entered", [("ARG0", "The militia"), ("ARG1", "Tin Adar"), ("TMP", "on Sunday")])
    marked.predicate("killing", [("ARG1", "two men")], types=[("ASSAULT", 0.9)])
    found = filled(marked, "killing")
    assert found["actor"] == "The militia" and "time" not in found


def test_what_exploded_is_no_actor() -> None:
    marked = Marked("A car bomb exploded in Tin Adar, killing two men.")
    marked.predicate("exploded", [("ARG1", "A car bomb"), ("LOC", "in Tin Adar")], types=[("ASSAULT", 0.9)])
    marked.predicate("killing", [("ARG1", "two men")], types=[("ASSAULT", 0.9)])
    found = filled(marked, "killing")
    assert "actor" not in found and found["place"] == "Tin Adar"


def test_a_participle_with_an_actor_of_its_own_keeps_it() -> None:
    marked = Marked("The mayor left the town, snipers killing two men.")
    marked.predicate("left", [("ARG0", "The mayor"), ("ARG1", "the town")])
    marked.predicate("killing", [("ARG0", "snipers"), ("ARG1", "two men")], types=[("ASSAULT", 0.9)])
    assert filled(marked, "killing")["actor"] == "snipers"


def test_a_gerund_without_a_comma_is_left_alone() -> None:
    marked = Marked("The mayor denied killing two men.")
    marked.predicate("denied", [("ARG0", "The mayor"), ("ARG1", "killing two men")])
    marked.predicate("killing", [("ARG1", "two men")], types=[("ASSAULT", 0.9)])
    assert "actor" not in filled(marked, "killing")


def test_what_a_victim_only_tried_killed_nobody() -> None:
    text = "Police opened fire on marchers who tried to storm the airport, killing four people and injuring 37."
    marked = Marked(text)
    marked.predicate("opened", [("ARG0", "Police"), ("ARG1", "fire"), ("ARG2", "marchers")], types=[("ASSAULT", 0.9)])
    marked.predicate("tried", [("ARG0", "marchers"), ("ARG1", "to storm the airport")])
    marked.predicate("storm", [("ARG0", "marchers"), ("ARG1", "the airport")], types=[("ASSAULT", 0.9)])
    marked.predicate("killing", [("ARG1", "four people")], types=[("ASSAULT", 0.9)])
    marked.predicate("injuring", [("ARG1", "37")], types=[("ASSAULT", 0.9)])
    assert filled(marked, "killing")["actor"] == "Police"
    assert filled(marked, "injuring")["actor"] == "Police"


def test_what_a_victim_did_before_may_have_killed() -> None:
    marked = Marked("Police fired on gunmen who attacked a bank, killing two guards.")
    marked.predicate("fired", [("ARG0", "Police"), ("ARG1", "gunmen")], types=[("ASSAULT", 0.9)])
    marked.predicate("attacked", [("ARG0", "gunmen"), ("ARG1", "a bank")], types=[("ASSAULT", 0.9)])
    marked.predicate("killing", [("ARG1", "two guards")], types=[("ASSAULT", 0.9)])
    assert filled(marked, "killing")["actor"] == "gunmen"
