from outputs import Marked

import reportedly
from reportedly.extract.mentions import mention_candidates, trimmed


def found(marked: Marked, **more: list[tuple[int, int]]) -> dict[str, tuple[str, str]]:
    return {one.text: (one.kind, one.level) for one in mention_candidates(marked.text, marked.output(), **more)}


def test_names_descriptions_and_pronouns() -> None:
    marked = Marked("Mira Sand met the two commanders, and she thanked them.")
    marked.mention("Mira Sand", "person", name=True)
    marked.mention("the two commanders", "person")
    assert found(marked) == {
        "Mira Sand": ("person", "name"), "the two commanders": ("person", "nominal"),
        "she": ("person", "pronoun"), "them": ("other", "pronoun"),
    }  # fmt: skip


def test_an_article_makes_no_second_mention() -> None:
    marked = Marked("They left the Amber Front.")
    marked.mentions.append(marked.span("the Amber Front", "organisation"))
    marked.names.append(marked.span("Amber Front", "organisation"))
    assert found(marked)["the Amber Front"] == ("organisation", "name")
    assert "Amber Front" not in found(marked)


def test_an_article_alone_is_no_mention() -> None:
    marked = Marked("The Amber Front left.")
    marked.mention("The", "organisation")
    assert found(marked) == {}


def test_a_described_person_holds_a_name() -> None:
    marked = Marked("It failed, analyst Ouldin said.")
    marked.mentions.append(marked.span("analyst Ouldin", "person"))
    assert found(marked)["Ouldin"] == ("person", "name")


def test_nobody_is_called_institute() -> None:
    marked = Marked("He works at the Sand Institute.")
    marked.mention("Sand Institute", "person", name=True)
    assert found(marked)["Sand Institute"] == ("organisation", "name")


def test_a_body_s_name_is_one_where_its_pieces_stand_apart() -> None:
    marked = Marked("She is at the Tarn-based Centre for a Calm Delta and knows the Council of Murzuq.")
    marked.mention("Tarn-based Centre", "place", name=True)
    marked.mention("Calm Delta", "organisation", name=True)
    marked.mention("Council", "organisation", name=True)
    marked.mention("Murzuq", "place", name=True)
    assert found(marked) == {
        "She": ("person", "pronoun"), "Tarn": ("place", "name"), "Centre for a Calm Delta": ("organisation", "name"),
        "Council of Murzuq": ("organisation", "name"), "Murzuq": ("place", "name"),
    }  # fmt: skip


def test_times_are_the_grammar_s() -> None:
    marked = Marked("They left on Monday morning.")
    marked.mention("Monday", "time")
    assert found(marked, times=[marked.at("Monday morning")])["Monday morning"] == ("time", "name")
    assert "Monday" not in found(marked, times=[marked.at("Monday morning")])


def test_an_argument_ends_before_its_apposition() -> None:
    marked = Marked("Sand, spokesman for the group, left.")
    marked.mention("Sand", "person", name=True)
    assert set(found(marked, more=[(0, marked.text.index(", left"))])) == {"Sand"}


def test_lower_case_words_are_no_name() -> None:
    marked = Marked("They shelled the city again.")
    marked.names.append(marked.span("city", "place"))
    assert found(marked)["city"] == ("place", "nominal")


def test_trimming_keeps_abbreviations_and_brackets() -> None:
    text = '"the U.S.", and (the group)'
    assert text[slice(*trimmed(text, 0, 10))] == "the U.S."
    assert text[slice(*trimmed(text, 10, len(text)))] == "and (the group)"


def test_what_is_counted_is_the_head_of_its_phrase() -> None:
    marked = Marked("The two HL leaders fled.")
    marked.mention("The two HL", "person")
    marked.mention("leaders", "person")
    marked.phrase("The two HL leaders", "leaders", "person")
    assert found(marked) == {"The two HL leaders": ("person", "nominal"), "HL": ("organisation", "name")}


def test_a_group_that_is_counted_alone_stays_as_it_is() -> None:
    marked = Marked("Two villages of the north fell.")
    marked.mention("Two villages", "place")
    marked.phrase("Two villages of the north", "villages", "place")
    assert found(marked) == {"Two villages": ("place", "nominal")}


def test_what_is_said_and_a_deed_are_nobody() -> None:
    text = "The Sand Brigade denied that its fighters had fired the shells. Officers held a man in Tarn for assaulting the guard."
    names = [one.text for one in reportedly.read(text, published="2021-03-17").mentions]
    assert "that its fighters had fired the shells" not in names
    assert "assaulting the guard" not in names


def test_what_stands_behind_the_city_of_is_a_place() -> None:
    marked = Marked("A guard died in the southern city of Gabes.")
    marked.mention("Gabes", "person", name=True)
    assert found(marked)["Gabes"] == ("place", "name")
    marked = Marked("A guard died, said the friends of Gabes.")
    marked.mention("Gabes", "person", name=True)
    assert found(marked)["Gabes"] == ("person", "name")


def test_a_people_is_a_nationality_whatever_the_encoder_takes_it_for() -> None:
    marked = Marked("Malian officials and Rwandans met Finn, who is no Motswana.")
    for word, kind in (("Malian", "person"), ("Rwandans", "organisation"), ("Finn", "person"), ("Motswana", "place")):
        marked.mention(word, kind, name=True)
    assert {word: found(marked)[word][0] for word in ("Malian", "Rwandans", "Finn", "Motswana")} == {
        "Malian": "nationality", "Rwandans": "nationality", "Finn": "person", "Motswana": "nationality",
    }  # fmt: skip


def test_nobody_is_named_across_a_quotation_mark() -> None:
    marked = Marked('The two leaders who fled "are noteworthy sheikhs," and the "Desert Lions" left.')
    marked.mention('The two leaders who fled "are noteworthy sheikhs', "person")
    marked.mention('the "Desert Lions"', "organisation")
    assert set(found(marked)) == {"The two leaders who fled", "who", 'the "Desert Lions'}
