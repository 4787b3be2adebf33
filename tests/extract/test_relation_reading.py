"""What rules and the learned head make together, on sentences invented for this test."""

import numpy as np
import pytest
from marked import marked
from outputs import Marked

from reportedly.corpora.relations import head_names
from reportedly.encoder.manifest import PACKAGED, load_manifest
from reportedly.encoder.session import Encoder
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.coreference import cluster
from reportedly.extract.relation_head import Told, relation_head
from reportedly.extract.relation_pairs import make_pairs
from reportedly.extract.relation_reading import believed, claimed, read_relations
from reportedly.extract.relations import RelationCandidate, find_relations


def mention(kind: str, text: str = "Ost", level: str = "name") -> MentionCandidate:
    return MentionCandidate(0, len(text), text, kind, level, 1.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "subject", "other", "wanted"),
    [
        ("member_of", "person", "organisation", "member_of"), ("member_of", "weapon", "organisation", None),
        ("member_of", "person", "place", None), ("in_charge", "organisation", "place", "controls"),
        ("in_charge", "person", "organisation", "leads"), ("in_charge", "organisation", "vehicle", None),
        ("fighting", "organisation", "person", "fighting"), ("fighting", "organisation", "facility", None),
        ("allied_with", "organisation", "nationality", "allied_with"), ("located", "organisation", "place", None),
    ],
)  # fmt: skip
def test_parties_and_land(name: str, subject: str, other: str, wanted: str | None) -> None:
    assert claimed(name, mention(subject), mention(other)) == wanted


def test_another_name_is_another_name() -> None:
    lamp, same, light = mention("organisation", "the Lamp"), mention("organisation", "Lamp"), mention("organisation", "TL")
    assert claimed("same", lamp, light) == "also_known_as"
    assert claimed("same", lamp, same) is None
    assert claimed("same", lamp, mention("organisation", "the group", "nominal")) is None


def test_a_model_without_vectors_leaves_the_rules_alone() -> None:
    text, mentions, sentences = marked("[p:Omar Sadiq], the leader of [o:the Marrow Front], died.")
    groups = cluster(text, mentions, sentences).groups
    output = Marked(text).output()
    assert not len(output.vectors)
    assert read_relations(text, output, mentions, groups) == find_relations(text, mentions, groups, sentences)


def test_the_weights_were_fit_on_the_packaged_model() -> None:
    head = relation_head()
    packaged = "sha256:" + load_manifest(PACKAGED).sha256["model.onnx"]
    assert head is not None
    assert head.model == packaged, "Run `python -m training.relations`: the packaged model has changed."


def test_the_weights_fit_the_numbers_that_pairs_give() -> None:
    head = relation_head()
    assert head is not None
    empty = Marked("Nothing.")
    numbers = make_pairs(empty.text, empty.output(), [], [], {}, 8).numbers
    assert head.numbers == numbers.shape[1] > head.kept.max()
    assert len(head.first) == len(head.kept) + 10 * head.project.shape[1]
    assert head.second.shape[2] == len(head.names) + 1 == len(head.least) + 1
    assert {name.rstrip("<>") for name in head.names} == set(head_names())


def test_what_is_found_has_scores_triggers_in_the_text_and_repeats() -> None:
    text = (
        "Fighters of the Amber Front attacked the Reed Brigade near Murzuq on Monday. Ada Obi, commander of the Reed Brigade, "
        "said her men would join the Lamp Alliance, which controls Murzuq. The Amber Front (AF) denied it."
    )
    output = Encoder().encode([text])[0]
    mentions = [MentionCandidate(s.start, s.end, text[s.start : s.end], s.label, "name", s.score) for s in output.mentions]  # type: ignore[arg-type]
    groups = cluster(text, mentions, output.sentences).groups
    found = read_relations(text, output, mentions, groups)
    assert found == read_relations(text, output, mentions, groups)
    assert found
    for one in found:
        assert 0 < one.score <= 1
        assert one.subject_index != one.object_index
        assert one.trigger is None or text[slice(*one.trigger)].strip() == text[slice(*one.trigger)] != ""


def test_probabilities_are_probabilities() -> None:
    head = relation_head()
    assert head is not None
    report = Marked("The Lamp fought the Reed near Murzuq.")
    for words in ("The Lamp", "the Reed", "Murzuq"):
        report.mention(words, "organisation")
    text, output = report.text, report.output()
    mentions = [MentionCandidate(s.start, s.end, text[s.start : s.end], s.label, "name", 1.0) for s in output.mentions]  # type: ignore[arg-type]
    pairs = make_pairs(text, output, mentions, [], {}, 8)
    vectors = np.random.default_rng(7).normal(size=(len(output.words), len(head.mean))).astype(np.float32)
    found = head.probabilities(pairs, vectors)
    assert found.shape == (3, len(head.names))
    assert (found >= 0).all() and (found.sum(axis=1) <= 1 + 1e-5).all()


def test_a_phrase_of_alliance_needs_the_head_and_other_rules_do_not() -> None:
    phrase = RelationCandidate("allied_with", 0, 1, None, 0.7, "phrase")
    hyphen = RelationCandidate("allied_with", 2, 1, None, 0.8, "“-backed”")
    member = RelationCandidate("member_of", 0, 2, None, 0.7, "phrase")
    possible = Told("allied_with", 1, 0, 0.2, False, -1, (0, 0))
    assert believed([phrase, hyphen, member], []) == [hyphen, member]
    assert believed([phrase], [possible]) == [phrase]
    surer = Told("member_of", 0, 2, 0.9, True, -1, (0, 0))
    assert [one.score for one in believed([member], [surer])] == [0.9]
