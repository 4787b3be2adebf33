"""What learned antecedents may and may not join among the mentions of a report, on texts invented for this test."""

from collections.abc import Mapping, Sequence

import numpy as np
from test_chains import output_of

import reportedly
from reportedly.extract.antecedents import Choice
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.chain_joins import join_chains
from reportedly.extract.chains import Chains, joined
from reportedly.extract.clustering import Clustering
from reportedly.extract.coreference import cluster
from reportedly.extract.lexicon import lexicon
from reportedly.extract.noun_phrases import noun_phrases
from reportedly.extract.profiles import profile
from reportedly.extract.wording import Wording
from reportedly.schema import MentionKind

Phrase = tuple[str, str, str]
Marked = tuple[str, MentionKind, str]


def candidates(text: str, mentions: Sequence[Marked]) -> list[MentionCandidate]:
    found, at = [], 0
    for words, kind, level in mentions:
        start = text.index(words, at)
        at = start + 1
        found.append(MentionCandidate(start, start + len(words), words, kind, level, 0.9))  # type: ignore[arg-type]
    return found


def grouped(
    text: str, phrases: Sequence[Phrase], mentions: Sequence[Marked], antecedents: Mapping[int, int], sure: float = 0.9
) -> list[list[str]]:
    """The groups of two or more that given antecedents (phrase by phrase) make of the mentions, in the order of the text."""
    output = output_of(text, phrases)
    wording = Wording(text, output.sentences)
    chosen = np.array([antecedents.get(number, -1) for number in range(len(phrases))], np.int64)
    choice = Choice(chosen, np.full(len(phrases), sure, np.float32))
    found = Chains(tuple(noun_phrases(text, output, wording, lexicon())), choice, joined(chosen.tolist()))
    given = candidates(text, mentions)
    clustering = Clustering([profile(n, one, wording, lexicon()) for n, one in enumerate(given)], wording, lexicon())
    join_chains(clustering, found, output)
    return [[given[n].text for n in group] for group in clustering.groups() if len(group) > 1]


TEXT = "Ada Obi met Bela Nor in Tarn. The engineer left. She was late."
PHRASES: list[Phrase] = [
    ("Ada Obi", "Obi", "person"), ("Bela Nor", "Nor", "person"), ("Tarn", "Tarn", "place"),
    ("The engineer", "engineer", "person"), ("She", "She", "person"),
]  # fmt: skip
MENTIONS: list[Marked] = [
    ("Ada Obi", "person", "name"), ("Bela Nor", "person", "name"), ("Tarn", "place", "name"),
    ("The engineer", "person", "nominal"), ("She", "person", "pronoun"),
]  # fmt: skip


def test_a_description_and_a_pronoun_join_what_they_refer_back_to() -> None:
    links = {3: 1, 4: 3}
    assert grouped(TEXT, PHRASES, MENTIONS, links) == [["Bela Nor", "The engineer", "She"]]


def test_what_is_no_mention_is_passed_over() -> None:
    mentions = [one for one in MENTIONS if one[0] != "The engineer"]
    assert grouped(TEXT, PHRASES, mentions, {3: 1, 4: 3}) == [["Bela Nor", "She"]]


def test_no_link_makes_two_names_one() -> None:
    assert grouped(TEXT, PHRASES, MENTIONS[:3], {1: 0}) == []


def test_nor_do_two_names_meet_through_a_description() -> None:
    text = "Ada Obi left. The engineer spoke. Bela Nor stayed."
    phrases = [("Ada Obi", "Obi", "person"), ("The engineer", "engineer", "person"), ("Bela Nor", "Nor", "person")]
    mentions: list[Marked] = [
        ("Ada Obi", "person", "name"), ("The engineer", "person", "nominal"), ("Bela Nor", "person", "name"),
    ]  # fmt: skip
    for group in grouped(text, phrases, mentions, {1: 0, 2: 1}):
        assert not {"Ada Obi", "Bela Nor"} <= set(group)


def test_kinds_and_genders_that_contradict_are_kept_apart() -> None:
    assert grouped(TEXT, PHRASES, MENTIONS, {3: 2}) == []
    text = "Mr. Obi met Tarn. She left."
    phrases = [("Mr. Obi", "Obi", "person"), ("Tarn", "Tarn", "place"), ("She", "She", "person")]
    mentions: list[Marked] = [
        ("Mr. Obi", "person", "name"), ("Tarn", "place", "name"), ("She", "person", "pronoun"),
    ]  # fmt: skip
    assert grouped(text, phrases, mentions, {2: 0}) == []


def test_what_is_unsure_joins_nothing() -> None:
    assert grouped(TEXT, PHRASES, MENTIONS, {3: 1, 4: 3}, sure=0.1) == []


def test_a_mention_without_a_noun_phrase_goes_by_the_rules() -> None:
    text = "Ada Obi spoke. She left."
    given = candidates(text, [("Ada Obi", "person", "name"), ("She", "person", "pronoun")])
    output = output_of(text, [])
    assert cluster(text, given, output.sentences, output).groups == ((0, 1),)


def test_machines_and_those_who_send_them_stay_apart() -> None:
    text = "Sarkland jets bombed the harbour on Monday. Sarkland officials promised an inquiry."
    reading = reportedly.read(text, published="2031-04-08")
    entity = {mention.text: mention.entity for mention in reading.mentions}
    assert entity["Sarkland jets"] != entity["Sarkland officials"]


def test_an_owner_is_no_argument_of_what_is_owned() -> None:
    reading = reportedly.read("The Amber Front fortified its hold on Sabha on Monday.", published="2031-04-08")
    assert reading.claims
    assert "its" not in [argument.text for claim in reading.claims for argument in claim.arguments]


def test_two_fights_with_nothing_in_common_are_two_events() -> None:
    text = (
        "The Amber Front is fighting the Salt Brigade near Sabha. "
        "In another country, farmers are asking how to fight the drought of the camps."
    )
    reading = reportedly.read(text, published="2031-04-08")
    fights = [claim.event for claim in reading.claims if claim.trigger and claim.trigger.text.startswith("fight") and claim.event]
    assert len(set(fights)) == len(fights)
