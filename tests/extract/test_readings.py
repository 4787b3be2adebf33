"""What rules put right in the frames of whole sentences; encoder outputs are written by hand."""

from outputs import Marked

from reportedly.codebooks.load import load_codebook
from reportedly.extract.anchoring import Site, claim_place, claim_tolls
from reportedly.extract.attributions import attribution_parts
from reportedly.extract.claims import find_triggers
from reportedly.extract.doubles import cut_participles
from reportedly.extract.frames import Filled
from reportedly.extract.triggers import Trigger
from reportedly.schema import Mention, PlaceRef

CODEBOOK = load_codebook()


def triggers(made: Marked) -> dict[str, Trigger]:
    return {made.text[one.start : one.end]: one for one in find_triggers(made.text, made.output(), CODEBOOK)}


def roles(made: Marked, one: Trigger, role: str) -> list[str]:
    return [made.text[each.start : each.end] for each in one.arguments if each.role == role]


def test_a_subject_goes_as_far_as_its_craft() -> None:
    made = Marked("Government jets struck the depot.")
    made.mention("Government", "organisation")
    made.mention("the depot", "place")
    made.phrase("Government jets", "jets", "object")
    made.predicate("struck", [("ARG0", "Government"), ("ARG1", "the depot")], types=[("ASSAULT", 0.99)])
    assert roles(made, triggers(made)["struck"], "actor") == ["Government jets"]


def test_a_coalition_acts_and_not_who_leads_it() -> None:
    made = Marked("A coalition led by Ardenia shelled the port.")
    made.mention("A coalition", "organisation")
    made.mention("Ardenia", "organisation", name=True)
    made.mention("the port", "place")
    made.predicate("shelled", [("ARG0", "Ardenia"), ("ARG1", "the port")], types=[("ASSAULT", 0.99)])
    assert roles(made, triggers(made)["shelled"], "actor") == ["A coalition"]


def test_who_stands_before_that_had_fled_fled() -> None:
    made = Marked("One elder spoke of a family that had fled the town.")
    made.mention("One elder", "person")
    made.mention("a family", "person")
    made.mention("the town", "place")
    made.predicate("fled", [("ARG0", "One elder"), ("ARG1", "the town")])
    assert roles(made, triggers(made)["fled"], "actor") == ["a family"]


def test_nobody_of_the_next_clause_is_the_actor() -> None:
    made = Marked("Jets killed a commander, but the armed group says he lives.")
    made.mention("a commander", "person")
    made.mention("the armed group", "organisation")
    made.predicate("killed", [("ARG1", "a commander"), ("ARG0", "the armed group")], types=[("ASSAULT", 0.99)])
    assert "the armed group" not in roles(made, triggers(made)["killed"], "actor")


def test_both_rows_of_the_dead_are_counted() -> None:
    made = Marked("At least 17 rebels and four civilians were killed.")
    made.predicate("killed", [("ARG1", "At least 17 rebels and four civilians")], types=[("ASSAULT", 0.99)])
    held = [made.text[one.start : one.end] for one in triggers(made)["killed"].filled if one.role == "recipient"]
    assert held == ["At least 17 rebels and four civilians"]


def test_the_wounded_that_are_left_are_no_event() -> None:
    made = Marked("They left their wounded on the bank.")
    made.predicate("left", [("ARG0", "They"), ("ARG1", "their wounded")])
    assert "wounded" not in triggers(made)


def test_protests_that_were_held_are_protests_alone() -> None:
    made = Marked("Similar protests were held in Tarn.")
    made.predicate("protests", types=[("PROTEST", 0.99)])
    made.predicate("held", [("LOC", "in Tarn")], types=[("COERCE", 0.95)])
    made.mention("Tarn", "place", name=True)
    found = triggers(made)
    assert set(found) == {"protests"}
    assert roles(made, found["protests"], "place") == ["Tarn"]


def test_who_is_accused_of_burning_burned() -> None:
    made = Marked("The League accused the army of burning villages.")
    made.mention("The League", "organisation")
    made.mention("the army", "organisation")
    made.mention("villages", "place")
    made.predicate("accused", [("ARG0", "The League"), ("ARG1", "the army"), ("ARG2", "of burning villages")], types=[("ACCUSE", 0.99)])
    made.predicate("burning", [("ARG1", "villages")], types=[("ASSAULT", 0.9)])
    assert roles(made, triggers(made)["burning"], "actor") == ["the army"]


def test_an_accusation_that_the_cue_head_passed_over_is_a_voice() -> None:
    made = Marked("The League accused the army of burning villages.")
    made.predicate("accused", [("ARG0", "The League"), ("ARG1", "the army"), ("ARG2", "of burning villages")])
    ((cue, source, content),) = attribution_parts(made.text, made.output())
    assert made.text[cue.start : cue.end] == "accused"
    assert source is not None and made.text[source.start : source.end] == "The League"
    assert [made.text[one.start : one.end] for one in content] == ["the army of burning villages"]


def test_what_a_clause_behind_a_comma_denies_is_a_voice() -> None:
    made = Marked("Troops burned two villages, which the army denied.")
    ((cue, source, content),) = attribution_parts(made.text, made.output())
    assert made.text[cue.start : cue.end] == "denied"
    assert source is not None and made.text[source.start : source.end] == "the army"
    assert [made.text[one.start : one.end] for one in content] == ["which"]


def test_residents_speak_beside_the_group_behind_them() -> None:
    made = Marked("The militia has left, residents and a relief group said.")
    made.cue("said", "a relief group", ["The militia has left"])
    ((_, source, _),) = attribution_parts(made.text, made.output())
    assert source is not None and made.text[source.start : source.end] == "residents and a relief group"


def test_nobody_of_the_sentence_before_accuses_in_the_passive() -> None:
    made = Marked("Doctors spoke. The rebels have been accused of blocking aid.")
    made.cue("have been accused", "Doctors", ["of blocking aid"])
    ((_, source, _),) = attribution_parts(made.text, made.output())
    assert source is None


def test_a_truce_was_made_where_it_was_signed() -> None:
    made = Marked("They broke the truce that was signed in Tarn.")
    made.mention("Tarn", "place", name=True)
    made.predicate("truce", types=[("RETREAT", 0.9)])
    assert roles(made, triggers(made)["truce"], "place") == ["Tarn"]


def test_whom_somebody_speaks_with_is_the_recipient() -> None:
    made = Marked("Ada Obi spoke by telephone with Omar Salt.")
    made.mention("Ada Obi", "person", name=True)
    made.mention("Omar Salt", "person", name=True)
    made.predicate("spoke", [("ARG0", "Ada Obi")], types=[("CONSULT", 0.9)])
    found = next(one for words, one in triggers(made).items() if words.startswith("spoke"))
    assert roles(made, found, "recipient") == ["Omar Salt"]


def test_an_age_is_no_toll() -> None:
    text = "One of them, a 17-year-old student, died overnight."
    start = text.index("a 17")
    victim = Filled("recipient", start, text.index(", died"), 0.9)
    person = Mention(id="m1", start=start, end=victim.end, text=text[start : victim.end], kind="person", level="nominal", score=0.9)
    assert [(one.what, one.best) for one in claim_tolls(text, "killed", [victim], [person])] == [("killed", 1)]


def test_the_next_deed_s_number_is_not_counted_with_the_one_before() -> None:
    text = "Gunmen raided a post, killing a driver and abducting six people."
    victim = Filled("recipient", text.index("a driver"), text.index("."), 0.9)  # as a parser joins them
    driver = Mention(id="m1", start=victim.start, end=victim.start + 8, text="a driver", kind="person", level="nominal", score=0.9)
    assert [one.best for one in claim_tolls(text, "killed", [victim], [driver])] != [6]


def test_one_of_them_and_its_founder_are_one() -> None:
    for words in ("one of them", "its founder, Omar Salt", "their leader"):
        text = f"A drone killed {words}."
        victim = Filled("recipient", text.index(words), len(text) - 1, 0.9)
        assert [one.best for one in claim_tolls(text, "killed", [victim], [])] == [1]


def test_what_was_taken_is_finer_than_the_coast_it_lies_on() -> None:
    text = "They captured the village of Tarn on the Ardenian coast."
    named = [
        Mention(
            id=f"m{number}", start=text.index(words), end=text.index(words) + len(words), text=words, kind="place", level="name",
            place=PlaceRef(name=words, country="AA", precision=precision, score=0.9, lat=1.0, lon=2.0), score=0.9,
        )
        for number, (words, precision) in enumerate((("Tarn", 1), ("the Ardenian coast", 5)))
    ]  # fmt: skip
    site = Site(text, (0, len(text)), (5, 13), ())
    filled = [
        Filled("recipient", text.index("the village"), text.index(" on"), 0.9),
        Filled("place", text.index("the Ardenian"), len(text) - 1, 0.9),
    ]
    found = claim_place(site, filled, named, origin_first=False)
    assert found is not None and found.name == "Tarn"


def test_who_holds_the_land_is_not_called_by_what_they_are_doing() -> None:
    text = "They fled to land held by rebels fighting the regime."
    start, end = text.index("rebels"), text.index(" the regime")
    held = Trigger(text.index("held"), text.index(" by"), 4, 0, "COERCE", None, 0.9, None, None)
    held.arguments = [Filled("actor", start, end, 0.9), Filled("place", start, end, 0.9)]
    fighting = Trigger(text.index("fighting"), end, 7, 0, "ASSAULT", None, 0.9, None, None)
    cut_participles(text, [held, fighting])
    assert [text[one.start : one.end] for one in held.arguments] == ["rebels", "rebels fighting"]
    cut_participles(text, [held])
    assert text[held.arguments[1].start : held.arguments[1].end] == "rebels fighting"


def test_who_will_clear_out_fighters_makes_no_retreat() -> None:
    made = Marked("An offensive will clear out militants from Tarn.")
    made.predicate("clear", [("ARG0", "An offensive"), ("ARG1", "militants")], types=[("ASSAULT", 0.9)])
    assert {one.type for words, one in triggers(made).items() if words.startswith("clear")} <= {"ASSAULT"}


def test_who_fled_is_not_where_from_and_where_they_left_is_not_where_to() -> None:
    made = Marked("The two leaders who fled, Ada Quill and Bo Reth, joined the Front.")
    made.mention("The two leaders", "person")
    made.predicate("fled", [("ARG0", "The two leaders"), ("ARG1", "Ada Quill and Bo Reth")], types=[("RETREAT", 0.99)])
    assert roles(made, triggers(made)["fled"], "origin") == roles(made, triggers(made)["fled"], "destination") == []
    made = Marked("Two men left the city of Tarn and headed to the town of Orsk.")
    made.mention("the city of Tarn", "place")
    made.mention("the town of Orsk", "place")
    made.predicate(
        "headed to", [("ARG0", "Two men"), ("ARG1", "the city of Tarn"), ("ARG4", "the town of Orsk")], types=[("RETREAT", 0.99)]
    )
    assert "the city of Tarn" not in roles(made, triggers(made)["headed to"], "destination")
