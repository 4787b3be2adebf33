"""Whether one text reprints another."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.corroborate.overlaps import Overlap, overlap

# Invented: none of these persons, groups and events exists. The towns do.
SENTENCES = (
    "Fighters of the Amber Front shelled a grain depot near Murzuq on Sunday, killing at least 12 people and wounding dozens.",
    "Residents told of a night of fire that began when the first shells hit the fuel tanks behind the market hall.",
    "Colonel Tarek Ouldin, commander of the Southern Lantern Brigade, sent two companies to seal the road to Sabha.",
    "Doctors at the provincial hospital ran out of blood before noon and asked neighbouring towns for donors and drivers.",
    "The depot held half of the winter wheat of the valley, and bakers expected bread to double in price within a week.",
    "Two convoys of the relief committee waited at the salt pans because nobody could say who held the northern bridge.",
    "Satellite pictures taken on Monday show black scars where the silos stood and craters along the irrigation canal.",
    "A truce that elders had brokered in the spring forbade heavy guns within thirty kilometres of any town or well.",
)
OTHER = (
    "Smoke rose over Murzuq after an attack on its wheat stores, and the number of dead reached 12 by evening.",
    "Witnesses described explosions close to the covered market shortly after midnight, followed by hours of gunfire.",
    "Ouldin's brigade said that it had closed the highway and would search every vehicle for weapons.",
    "Surgeons operated by torchlight, since generators failed, and the wounded lay in the corridors of the clinic.",
    "Prices of flour rose at once; traders spoke of the worst shortage since the drought nine years ago.",
    "Aid workers could not reach the town, and their lorries turned back at the salt flats.",
    "Images from a commercial satellite confirmed that three large buildings had burned down completely.",
    "Under an agreement signed in April both sides had promised to keep artillery far from settlements.",
)
QUOTE = (
    "“We did not fire a single shell at the depot, and we call on every honest person in this valley to come and look at the "
    "craters, to measure them, and to say where the guns stood that made them,” Ouldin said in a recorded message."
)
TEXT, ANOTHER = " ".join(SENTENCES), " ".join(OTHER)


def rewritten(text: str, share: float) -> str:
    source = random.Random(7)
    return " ".join("changed" if source.random() < share else word for word in text.split())


def found(one: str, two: str) -> Overlap:
    overlapping = overlap(one, two)
    assert overlapping is not None
    return overlapping


def test_the_same_words_are_an_exact_copy() -> None:
    one = found(TEXT, TEXT.replace(", ", " , ").upper())
    assert one.kind == "exact" and one.share_one == one.share_two == 1.0 and one.reason == "the same words"


def test_a_copy_under_another_headline_is_near() -> None:
    one = found(TEXT, f"Night of fire\n\nBy Ada Quill\n\n{TEXT}\n\nSubscribe to our newsletter.")
    assert one.kind == "near" and one.share_one == 1.0 and one.copied_one and one.copied_two


def test_a_trimmed_copy_is_found_and_its_share_told() -> None:
    part = " ".join(SENTENCES[2:5])
    one = found(part, TEXT)
    assert one.kind == "excerpt" and one.copied_one and not one.copied_two
    assert one.share_one == 1.0 and 0.3 < one.share_two < 0.5
    assert one.reason.startswith("100 % of its words")


def test_a_copy_with_30_percent_of_its_words_rewritten_is_found() -> None:
    assert found(rewritten(TEXT, 0.3), TEXT).reprints


def test_a_copy_with_sentences_in_another_order_is_found() -> None:
    assert found(" ".join(SENTENCES[::-1]), TEXT).reprints


def test_a_report_inside_a_longer_text_is_an_excerpt() -> None:
    one = found(TEXT, " ".join((*OTHER, TEXT, "Elsewhere the harvest went on as if nothing had happened.")))
    assert one.reprints and one.copied_one


def test_two_reports_of_one_occurrence_are_no_copies() -> None:
    overlapping = overlap(TEXT, ANOTHER)
    assert overlapping is None or not overlapping.reprints


def test_two_reports_with_one_long_quotation_are_no_copies() -> None:
    one = found(" ".join((*SENTENCES[:4], QUOTE)), " ".join((*OTHER[:4], QUOTE)))
    assert one.kind == "shared-passage" and one.run >= 30
    assert one.reason.startswith("a passage in common")


def test_a_few_words_of_its_own_between_long_quotations_make_no_copy() -> None:
    one = found(f"{OTHER[6]} {SENTENCES[0]} “{' '.join(SENTENCES[2:])}”", f"{SENTENCES[0]} “{' '.join(OTHER[:6])}”")
    assert one.kind == "shared-passage"


def test_a_roundup_that_repeats_a_sentence_is_no_copy() -> None:
    one = found(" ".join((*OTHER, SENTENCES[1])), TEXT)
    assert one.kind == "shared-passage"


def test_a_sentence_that_a_roundup_repeats_is_told_again() -> None:
    roundup = " ".join((*OTHER[:4], SENTENCES[1], *OTHER[4:]))
    one = found(roundup, TEXT)
    at = roundup.index(SENTENCES[1])
    assert one.tells_again(at, at + len(SENTENCES[1]))
    assert not one.tells_again(0, len(OTHER[0]))
    assert not one.tells_again(at, at)


def test_an_outlets_standing_lines_make_no_copies() -> None:
    foot = (
        "\n\nThe Invented Post is a nonprofit newsroom that has covered the towns between the salt road and the sea since 1998. Its "
        "reporters live where they work, and its editors answer to readers, not to owners or parties."
    )
    overlapping = overlap(" ".join(SENTENCES[:3]) + foot, " ".join(OTHER[4:7]) + foot)
    assert overlapping is None or not overlapping.reprints


@pytest.mark.parametrize(("one", "two"), [("Four", "Three"), ("4", "13")])
def test_news_of_one_sentence_with_another_number_is_other_news(one: str, two: str) -> None:
    line = "{} people are killed in an airstrike by the navy against a boat of the Amber Front off the coast of Murzuq."
    overlapping = overlap(line.format(one), line.format(two))
    assert overlapping is None or not overlapping.reprints


def test_a_statement_printed_whole_by_two_is_one_text() -> None:
    statement = "“" + " ".join(SENTENCES[:5]) + "”"
    assert found(f"The ministry writes: {statement}", f"From the ministry: {statement}").reprints


def test_the_spans_are_the_words_in_common() -> None:
    part = f"In brief. {SENTENCES[3]} More soon."
    one = found(part, TEXT)
    assert [part[start:end] for start, end in one.spans_one] == [SENTENCES[3].rstrip(".")]
    assert [TEXT[start:end] for start, end in one.spans_two] == [SENTENCES[3].rstrip(".")]


def test_texts_without_words_share_nothing() -> None:
    assert overlap("", TEXT) is None and overlap("", "") is None and overlap("…", "the") is None


def mirrored(one: Overlap | None) -> tuple[object, ...] | None:
    if one is None:
        return None
    return (one.kind, one.share_two, one.share_one, one.own_two, one.own_one, one.copied_two, one.copied_one, one.run,
            sorted(one.spans_two), sorted(one.spans_one))  # fmt: skip


def straight(one: Overlap | None) -> tuple[object, ...] | None:
    if one is None:
        return None
    return (one.kind, one.share_one, one.share_two, one.own_one, one.own_two, one.copied_one, one.copied_two, one.run,
            sorted(one.spans_one), sorted(one.spans_two))  # fmt: skip


PIECES = st.lists(st.sampled_from((*SENTENCES, *OTHER, QUOTE, "Amber Front", "\n", "“", "\ud800", "叛军离开")), max_size=10).map(" ".join)


@given(PIECES, PIECES)
def test_what_is_said_of_two_texts_is_the_same_either_way_round(one: str, two: str) -> None:
    assert straight(overlap(one, two)) == mirrored(overlap(two, one))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(one: str, two: str) -> None:
    assert straight(overlap(one, two)) == mirrored(overlap(two, one))
    same = overlap(one, one)
    assert same is None or same.kind == "exact"
