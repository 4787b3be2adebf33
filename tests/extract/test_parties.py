from outputs import Marked

from reportedly.encoder.output import ScoredSpan
from reportedly.extract.frames import Filled
from reportedly.extract.parties import Phrases, phrases_of, settled
from reportedly.schema import Role


def phrases(text: str, *spans: tuple[str, str]) -> Phrases:
    return Phrases(text, [ScoredSpan(text.index(words), text.index(words) + len(words), kind, 0.9) for words, kind in spans])


def joined(text: str, *spans: tuple[str, str]) -> list[str]:
    return [text[start:end] for start, end in phrases(text, *spans).joined(0, len(text))]


def test_a_relative_clause_is_no_part_of_a_party() -> None:
    assert joined("The two rebel leaders who fled Tin Adar", ("The two rebel", "organisation"), ("leaders", "person")) == [
        "The two rebel leaders"
    ]


def test_and_joins_two_parties_and_a_comma_alone_does_not() -> None:
    spans = ("the army", "organisation"), ("two rebel groups", "organisation")
    assert joined("the army and two rebel groups from the north", *spans) == ["the army", "two rebel groups"]
    assert joined("the army, two rebel groups", *spans) == ["the army"]


def test_a_name_goes_on_over_its_capitals_and_an_of_phrase_belongs_to_it() -> None:
    assert joined("Omar Hadi al-Senn as spokesman", ("Omar", "person")) == ["Omar Hadi al-Senn"]
    assert joined("members of the Red Front, a group", ("members", "person"), ("Red Front", "organisation")) == [
        "members of the Red Front"
    ]


def test_what_begins_anew_is_another_phrase() -> None:
    assert joined("Ardenia two of its tanks", ("Ardenia", "place"), ("two", "quantity")) == ["Ardenia"]


def test_times_and_pronouns_are_no_parties() -> None:
    text = "their envoys on Sunday met Ardenia"
    found = phrases(text, ("their", "person"), ("Sunday", "time"), ("Ardenia", "place")).party_in(0, len(text), ())
    assert found is not None and text[found.start : found.end] == "Ardenia"


def filled(marked: Marked, role: Role, words: str) -> Filled:
    return Filled(role, *marked.at(words), 0.9)


def test_who_must_do_what_is_asked_is_the_one_asked() -> None:
    marked = Marked("Ardenia demanded that Borland withdraw its troops.")
    marked.mention("Ardenia", "place", name=True)
    marked.mention("Borland", "place", name=True)
    output = marked.output()
    arguments = [filled(marked, "actor", "Ardenia"), filled(marked, "recipient", "that Borland withdraw its troops")]
    made = settled(marked.text, "REQUEST", arguments, marked.at("demanded"), phrases_of(marked.text, output)[0], output)
    assert [(one.role, marked.text[one.start : one.end]) for one in made] == [
        ("actor", "Ardenia"), ("topic", "that Borland withdraw its troops"), ("recipient", "Borland"),
    ]  # fmt: skip


def test_an_attack_has_no_party_asked() -> None:
    marked = Marked("Ardenia fought over what Borland wanted.")
    marked.mention("Borland", "place", name=True)
    output = marked.output()
    arguments = [filled(marked, "recipient", "what Borland wanted")]
    made = settled(marked.text, "ASSAULT", arguments, marked.at("fought"), phrases_of(marked.text, output)[0], output)
    assert [one.role for one in made] == ["topic"]


def test_an_abbreviated_state_before_a_strike_is_whose_it_was_and_in_a_state_is_where() -> None:
    def whose(text: str, state: str, trigger: str) -> bool:
        start = text.index(state)
        return phrases(text).whose(Filled("place", start, start + len(state), 0.9), [text.index(trigger)])

    assert whose("He died in a U.S. drone strike near Ain Zal.", "U.S.", "strike")
    assert whose("Five UK airstrikes hit the depot.", "UK", "airstrikes")
    assert not whose("He survived a Gaza strike.", "Gaza", "strike")
    assert not whose("Riots in the U.S. spread after strikes hit the depot.", "U.S.", "strikes")
    assert not whose("An officer of the US killed two.", "US", "killed")
    assert not whose("The U.S. has bombed the depot.", "U.S.", "bombed")
