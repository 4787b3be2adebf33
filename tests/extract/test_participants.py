import pytest
from outputs import Marked

from reportedly.extract.frames import Filled
from reportedly.extract.participants import give_parts, participants_of, plain_words, same_participant
from reportedly.extract.triggers import Trigger


def participants(marked: Marked) -> list[tuple[str, str, int]]:
    found = participants_of(marked.text, marked.output())
    return [(one.part, marked.text[one.start : one.end], one.entity) for one in found]


def test_a_span_is_completed_to_the_end_of_its_phrase() -> None:
    marked = Marked("A guerrilla column burned a power tower.")
    marked.participants = [marked.span("guerrilla", "perpetrator"), marked.span("power", "target")]
    marked.mention("A guerrilla column", "organisation")
    marked.mention("a power tower", "facility")
    assert participants(marked) == [("perpetrator", "guerrilla column", 0), ("target", "power tower", 1)]


def test_a_group_ends_with_its_name() -> None:
    marked = Marked("The HL gunmen fled.")
    marked.participants = [marked.span("HL", "perpetrator-organisation")]
    marked.mention("The HL gunmen", "person")
    assert participants(marked) == [("perpetrator-organisation", "HL", 0)]


def test_a_short_form_in_brackets_is_the_same_group() -> None:
    marked = Marked("the Harbour League (HL) did it, and HL said so")
    marked.participants = [
        marked.span("Harbour League", "perpetrator-organisation"),
        marked.span("HL", "perpetrator-organisation"),
        marked.span("HL", "perpetrator-organisation", 1),
    ]
    assert [entity for _, _, entity in participants(marked)] == [0, 0, 0]


def test_doubtful_spans_are_left_out() -> None:
    marked = Marked("a mill burned")
    marked.participants = [marked.span("mill", "target", score=0.1)]
    assert participants(marked) == []


def trigger(marked: Marked, words: str, kind: str, sentence: int, arguments: list[Filled]) -> Trigger:
    return Trigger(*marked.at(words), 0, sentence, kind, None, 0.9, None, None, arguments=arguments)


def test_arguments_get_their_part_and_others_go_to_the_nearest_attack() -> None:
    marked = Marked("Gunmen shot a miller. The talks went on. His barn burned in the attack.")
    marked.participants = [marked.span("miller", "victim"), marked.span("barn", "target")]
    shot = trigger(marked, "shot", "ASSAULT", 0, [Filled("recipient", *marked.at("a miller"), 0.8)])
    talks = trigger(marked, "talks", "CONSULT", 1, [])
    attack = trigger(marked, "attack", "ASSAULT", 2, [])
    give_parts(marked.text, [shot, talks, attack], marked.output())
    assert [(one.part, marked.text[one.start : one.end]) for one in shot.arguments] == [("victim", "miller")]
    assert talks.arguments == []
    assert [(one.part, marked.text[one.start : one.end]) for one in attack.arguments] == [("target", "barn")]


def test_without_an_attack_nobody_takes_part() -> None:
    marked = Marked("A miller went home.")
    marked.participants = [marked.span("miller", "victim")]
    went = trigger(marked, "went", "RETREAT", 0, [])
    give_parts(marked.text, [went], marked.output())
    assert went.arguments == []


def test_what_happened_completes_no_weapon() -> None:
    marked = Marked("A machinegun attack woke the town.")
    marked.participants = [marked.span("machinegun", "weapon")]
    marked.mentions.append(marked.span("A machinegun attack", "event"))
    assert participants(marked) == [("weapon", "machinegun", 0)]


def test_a_piece_of_a_participant_becomes_the_whole_and_a_surname_is_the_same_person() -> None:
    marked = Marked("Gunmen shot Ada Tamsin Dorr. Tamsin died.")
    marked.participants = [marked.span("Ada Tamsin Dorr", "victim"), marked.span("Tamsin", "victim", 1)]
    shot = trigger(marked, "shot", "ASSAULT", 0, [Filled("recipient", *marked.at("Ada Tamsin"), 0.8)])
    give_parts(marked.text, [shot], marked.output())
    assert ("victim", "Ada Tamsin Dorr") in [(one.part, marked.text[one.start : one.end]) for one in shot.arguments]
    assert [entity for _, _, entity in participants(marked)] == [0, 0]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("col brenn", "ada maria brenn", True), ("car bombs", "car bomb", True), ("the tarn pipeline", "the tarn oil pipeline", True),
        ("tarn bridge", "orva bridge", False), ("ada brenn", "oda brenn", False),
    ],
)  # fmt: skip
def test_ranks_numbers_and_words_left_out_make_no_other_participant(one: str, two: str, same: bool) -> None:
    assert same_participant(plain_words(one), plain_words(two)) is same
    assert same_participant(plain_words(two), plain_words(one)) is same


def given(marked: Marked, *triggers: Trigger) -> list[list[tuple[str, str]]]:
    """The arguments of the triggers, with the participants that the head marked, by role and words."""
    give_parts(marked.text, triggers, marked.output())
    return [[(one.role, marked.text[one.start : one.end]) for one in each.arguments] for each in triggers]


def test_who_did_one_attack_did_not_suffer_it_under_the_same_name() -> None:
    marked = Marked("Ada Brenn stabbed a guard in the raid. Brenn was shot.")
    marked.participants = [marked.span("Brenn", "victim", 1)]
    stabbed = trigger(marked, "stabbed", "ASSAULT", 0, [Filled("actor", *marked.at("Ada Brenn"), 0.8)])
    assert given(marked, stabbed, trigger(marked, "shot", "ASSAULT", 1, []))[1] == []


def test_who_has_a_role_in_another_deed_is_in_no_attack_beside_it() -> None:
    marked = Marked("Envoys met the union after the attack.")
    marked.participants = [marked.span("union", "victim")]
    met = trigger(marked, "met", "CONSULT", 0, [Filled("recipient", *marked.at("the union"), 0.8)])
    assert given(marked, met, trigger(marked, "attack", "ASSAULT", 0, []))[1] == []


@pytest.mark.parametrize(("score", "found"), [(0.4, []), (0.6, [("recipient", "barn")])])
def test_a_doubtful_participant_is_in_no_attack_of_another_sentence(score: float, found: list[tuple[str, str]]) -> None:
    marked = Marked("The barn is gone. Nobody explained the attack.")
    marked.participants = [marked.span("barn", "target", score=score)]
    assert given(marked, trigger(marked, "attack", "ASSAULT", 1, [])) == [found]


def test_a_participant_is_in_no_attack_two_sentences_off() -> None:
    marked = Marked("The barn is gone. It rained. Nobody explained the attack.")
    marked.participants = [marked.span("barn", "target")]
    assert given(marked, trigger(marked, "attack", "ASSAULT", 2, [])) == [[]]


def test_who_is_the_subject_of_another_verb_is_in_no_attack_that_it_does_not_tell_of() -> None:
    marked = Marked("Two raiders were killed and a third surrendered to the guards.")
    marked.participants = [marked.span("a third", "victim")]
    marked.predicate("killed", [("ARG1", "Two raiders")])
    marked.predicate("surrendered", [("ARG0", "a third")])
    killed = trigger(marked, "killed", "ASSAULT", 0, [Filled("recipient", *marked.at("Two raiders"), 0.8)])
    assert given(marked, killed) == [[("recipient", "Two raiders")]]
