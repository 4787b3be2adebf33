"""Mentions along the noun phrases of invented sentences."""

from dataclasses import replace

from outputs import Marked

from reportedly.extract.whole_mentions import whole_mentions, with_whole_mentions

Spans = list[tuple[str, str]]


def marked(text: str, mentions: Spans, phrases: list[tuple[str, str, str]]) -> Marked:
    made = Marked(text)
    for words, kind in mentions:
        made.mention(words, kind)
    for words, head, label in phrases:
        made.phrase(words, head, label)
    return made


def whole(text: str, mentions: Spans, phrases: list[tuple[str, str, str]]) -> Spans:
    return [(text[one.start : one.end], one.label) for one in whole_mentions(text, marked(text, mentions, phrases).output())]


def test_a_mention_goes_on_to_the_head_of_its_phrase() -> None:
    text = "The HL-R commanding general spoke."
    assert whole(text, [("The HL-R", "organisation"), ("general", "person")], [("The HL-R commanding general", "general", "person")]) == [
        ("The HL-R commanding general", "person")
    ]


def test_an_owner_or_another_phrase_ends_it() -> None:
    phrase = ("HL's new general", "general", "person")
    assert whole("HL's new general spoke.", [("HL", "organisation")], [phrase]) == [("HL", "organisation")]
    assert whole("Ada Obi the chief spoke.", [("Ada Obi", "person")], [("Ada Obi the chief", "chief", "person")]) == [("Ada Obi", "person")]


def test_who_a_body_speaks_for_stays_beside_its_spokesman() -> None:
    text = "State police spokesman Ada Obi denied it."
    made = marked(text, [("State police", "organisation")], [("State police spokesman Ada Obi", "Obi", "person")])
    found = {text[one.start : one.end] for one in with_whole_mentions(text, made.output()).mentions}
    assert found == {"State police spokesman Ada Obi", "State police"}


def test_what_of_adds_belongs_to_a_phrase_unless_a_clause_follows() -> None:
    text = "She met the families of the victims."
    assert whole(text, [("the families", "organisation")], [("the families of the victims", "families", "person")]) == [
        ("the families of the victims", "organisation")
    ]
    text = "She met the head of the league, who left."
    phrase = ("the head of the league, who left", "head", "person")
    assert whole(text, [("the head", "person")], [phrase]) == [("the head", "person")]


def test_plain_words_and_articles_in_front_belong_to_it() -> None:
    text = "They fled to besieged areas near our homeland."
    found = whole(
        text, [("areas", "place"), ("homeland", "place")], [("besieged areas", "areas", "place"), ("our homeland", "homeland", "place")]
    )
    assert found == [("besieged areas", "place"), ("our homeland", "place")]


def test_a_number_counts_arms_and_is_no_part_of_them() -> None:
    assert whole("They took the 14 tanks.", [("the 14 tanks", "vehicle")], []) == [("14", "quantity"), ("tanks", "vehicle")]
    text = "It hurt tens of thousands of innocent people."
    phrase = ("tens of thousands of innocent people", "people", "person")
    assert whole(text, [], [phrase]) == [("tens of thousands", "quantity"), ("innocent people", "organisation")]
    assert whole("Meet the two leaders.", [("the two leaders", "organisation")], []) == [("the two leaders", "organisation")]


def test_a_row_is_two_mentions() -> None:
    assert whole("HL and other rebels fled.", [("HL and other rebels", "organisation")], []) == [
        ("HL", "organisation"), ("other rebels", "organisation"),
    ]  # fmt: skip


def test_bare_arms_and_groups_are_mentions_where_nothing_else_is() -> None:
    text = "Smuggled rifles reached fighters and I saw it."
    phrases = [("Smuggled rifles", "rifles", "object"), ("fighters", "fighters", "person"), ("I", "I", "person"), ("it", "it", "place")]
    assert whole(text, [], phrases) == [("Smuggled rifles", "weapon"), ("fighters", "organisation"), ("I", "person")]


def test_a_name_has_the_kind_of_the_head_for_names_and_of_its_other_mentions() -> None:
    text = "Zarro fled. Then Zarro and Zarro spoke."
    made = Marked(text)
    for nth, kind in enumerate(("place", "person", "person")):
        made.mentions.append(made.span("Zarro", kind, nth))
    assert {one.label for one in whole_mentions(text, made.output())} == {"person"}
    made = Marked("Mobile Unit Two left.")
    made.mention("Mobile Unit Two", "vehicle")
    named = replace(made.output(), names=(made.span("Mobile Unit Two", "organisation"),))
    assert [one.label for one in whole_mentions(made.text, named)] == ["organisation"]


def test_a_month_keeps_its_dot() -> None:
    assert whole("From 11-13 Dec. they fought.", [("11-13 Dec", "time")], []) == [("11-13 Dec.", "time")]


def test_people_go_with_their_number_and_a_town_with_its_land() -> None:
    text = "More than 60 civilians left Orlo, Ardenia."
    assert whole(text, [("More than 60", "quantity"), ("Orlo", "place"), ("Ardenia", "place")], []) == [
        ("60 civilians", "organisation"), ("Orlo, Ardenia", "place"),
    ]  # fmt: skip
    text = "They left Orlo, Tarn, and Jarn."
    assert len(whole(text, [("Orlo", "place"), ("Tarn", "place"), ("Jarn", "place")], [])) == 3


def test_whose_something_is_stays_a_mention_of_the_report_alone() -> None:
    text = "The league buried its dead."
    made = marked(text, [("The league", "organisation"), ("its", "organisation")], [])
    assert [text[one.start : one.end] for one in whole_mentions(text, made.output())] == ["The league"]
    assert [text[one.start : one.end] for one in with_whole_mentions(text, made.output()).mentions] == ["The league", "its"]
