"""Trigger types: phrases, constraints, modes. The sentences are our own invention."""

import pytest

from reportedly.codebooks.load import load_codebook
from reportedly.codebooks.trigger_types import candidate_types
from reportedly.schema.codebook import Codebook, TypeCandidate


@pytest.fixture(scope="module")
def plover() -> Codebook:
    return load_codebook()


def _at(codebook: Codebook, sentence: str) -> tuple[TypeCandidate, ...]:
    """The candidates at the word in [brackets]."""
    words = sentence.split()
    index = next(at for at, word in enumerate(words) if word.startswith("["))
    words[index] = words[index].strip("[]")
    return candidate_types(codebook, words, index)


@pytest.mark.parametrize(
    ("sentence", "kind", "mode"),
    [
        ("Jets [bombed] the depot near the river .", "ASSAULT", "aerial"),
        ("A gang [bombed] the depot near the river .", "ASSAULT", "explosives"),
        ("The trader was [killed] in a drone strike on Monday .", "ASSAULT", "drone"),
        ("A suicide [bomber] struck the market .", "ASSAULT", "suicide-attack"),
        ("Two guards were [shot] dead at the gate .", "ASSAULT", "firearms"),
        ("Heavy [shelling] hit the old town .", "ASSAULT", "heavy-weapons"),
        ("A car [bomb] exploded outside the bank .", "ASSAULT", "explosives"),
        ("A [car] bomb exploded outside the bank .", "ASSAULT", "explosives"),
        ("Miners went on [strike] over pay .", "PROTEST", "strike"),
        ("The jet's [strike] destroyed a bridge .", "ASSAULT", "aerial"),
        ("Teachers [struck] for better wages and their union backed them .", "PROTEST", "strike"),
        ("The president [fired] his interior minister on Friday .", "SANCTION", "expel"),
        ("Soldiers [fired] at the crowd .", "ASSAULT", "firearms"),
        ("The brigade [fired] twelve rockets at the port .", "ASSAULT", "heavy-weapons"),
        ("The colonel [stepped] down after the vote .", "RETREAT", "resign"),
        ("Rebels [laid] siege to the town .", "COERCE", "restrict"),
        ("Bandits [held] nine drivers hostage .", "ASSAULT", "abduct"),
        ("A major [defected] to the rebels .", "DEFECT", None),
        ("News of the [defections] spread .", "DEFECT", None),
        ("The two officers [joined] the rebel front .", "DEFECT", None),
        ("The party [severed] all ties with its patron .", "SANCTION", "discontinue"),
        ("The king [named] his cousin as governor .", "APPOINT", None),
        ("The envoys [held] two days of talks .", "CONSULT", None),
        ("Both sides [signed] a peace deal .", "AGREE", None),
        ("The union [called] off a four-day strike .", "CONCEDE", None),
        ("The union [called] on the minister to quit .", "REQUEST", None),
        ("The minister [accused] the union of lying .", "ACCUSE", "allege"),
        ("Police [arrested] six students .", "COERCE", "arrest"),
        ("The mayor [vowed] to destroy the militia .", "THREATEN", "violence"),
        ("The army [withdrew] from the valley .", "RETREAT", "withdraw"),
        ("The navy [deployed] two warships .", "MOBILIZE", "weapons"),
        ("Parliament [rejected] the budget plan .", "REJECT", "change"),
        ("The agency [donated] tents to the camp .", "AID", None),
        ("The minister [praised] the nurses .", "SUPPORT", None),
        ("A court [sentenced] the clerk to six years in prison .", "SANCTION", "convict"),
        ("Crowds [rallied] against the new tax in the capital .", "PROTEST", "demo"),
        ("An air-strike [air-strike] levelled the mill .", "ASSAULT", "aerial"),
        ("An [air] - strike levelled the mill .", "ASSAULT", "aerial"),
        ("The two states began [cooperating] on trade .", "COOPERATE", None),
    ],
)
def test_the_heaviest_candidate(plover: Codebook, sentence: str, kind: str, mode: str | None) -> None:
    found = _at(plover, sentence)
    assert found
    assert found[0].type == kind
    if mode is not None:
        assert found[0].mode == mode


@pytest.mark.parametrize(
    "sentence",
    [
        "The singer died of a heart [attack] at home .",
        "He spoke at a [press] conference .",
        "The rally will [take] place on Sunday .",
        "The two firms [meet] the requirements .",
        "The table stood by the [window] .",
        "The minister [said] that it rained .",
        "The city lies at [12] degrees .",
        "The house kept its [head] office .",
        "Residents reported [hearing] bangs and gunshots .",
        "None of the wounds were life - [threatening] .",
        "The centre issued a storm [warning] .",
        "The envoy [declined] to comment .",
        "They work to counter the [threat] of floods .",
        "The law [requires] both houses to agree .",
        "Two of them were [taken] to a hospital .",
        "He began his [campaign] for president .",
    ],
)
def test_what_is_no_event(plover: Codebook, sentence: str) -> None:
    assert _at(plover, sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "toll"),
    [
        ("The flood [killed] two .", "killed"), ("Six were [wounded] in the raid .", "injured"),
        ("They [abducted] a judge .", "abducted"), ("They [captured] three soldiers .", "captured"),
        ("The war [displaced] thousands .", "displaced"), ("The gunmen [surrendered] at dawn .", "surrendered"),
        ("The prisoners were [released] from custody .", "released"),
    ],
)  # fmt: skip
def test_what_the_recipient_suffered(plover: Codebook, sentence: str, toll: str) -> None:
    assert _at(plover, sentence)[0].toll == toll


def test_a_candidate_says_which_words_and_entry_made_it(plover: Codebook) -> None:
    words = ["Troops", "opened", "heavy", "fire", "after", "a", "drone", "strike", "."]
    (strike, *_) = candidate_types(plover, words, 6)
    assert (strike.start, strike.end, strike.entry.lemma) == (6, 8, "drone strike")
    assert strike.entry.source.startswith("plover_lexicon/assault_bombing.yaml, block ")
    (killed, *_) = candidate_types(plover, ["He", "was", "killed", "by", "a", "drone"], 2)
    assert killed.mode_word == "drone"


def test_a_constraint_looks_around_the_match_and_not_inside_it(plover: Codebook) -> None:
    assert {found.type for found in _at(plover, "The firm [named] a new chef .")}.isdisjoint({"APPOINT"})
    assert {found.type for found in _at(plover, "The firm [named] a new chief .")} == {"APPOINT"}


def test_candidates_are_sorted_and_each_type_and_mode_comes_once(plover: Codebook) -> None:
    sentences = ("Police raided the home and charged the minister with treason in court .", "Rebels hit the base .")
    for sentence in sentences:
        words = sentence.split()
        for index in range(len(words)):
            found = candidate_types(plover, words, index)
            assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
            assert len({(one.type, one.mode) for one in found}) == len(found)


def test_an_article_before_makes_a_noun(plover: Codebook) -> None:
    assert {found.entry.pos for found in _at(plover, "The [attack] failed .")} == {"noun"}
    assert {found.entry.pos for found in _at(plover, "They will [attack] at dawn .")} == {"verb"}


def test_an_index_out_of_range_is_an_error(plover: Codebook) -> None:
    with pytest.raises(IndexError):
        candidate_types(plover, ["a"], 3)


def test_who_is_rescued_is_helped(plover: Codebook) -> None:
    for sentence in ("Sailors [rescued] 40 migrants .", "A child was [pulled] alive from the rubble .", "Two were [plucked] from the sea"):
        assert {found.type for found in _at(plover, sentence)} == {"AID"}


def test_who_asks_not_to_be_named_asks_for_nothing(plover: Codebook) -> None:
    for sentence in ("A clerk who [asked] not to be named spoke .", "A clerk who [requested] anonymity spoke ."):
        assert _at(plover, sentence) == ()
