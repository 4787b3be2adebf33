import pytest

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.kinds import settled_kinds
from reportedly.schema import MentionKind


def kinds(text: str, *names: tuple[str, MentionKind]) -> list[str]:
    """The kinds of some names of an invented text, each found where it first stands behind the one before."""
    candidates, at = [], 0
    for written, kind in names:
        at = text.index(written, at)
        candidates.append(MentionCandidate(at, at + len(written), written, kind, "name", 0.9))
        at += 1
    return [one.kind for one in settled_kinds(text, candidates)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Marrawis denied it.", "Marrawis"),
        ("Residents blamed the Marrawi movement.", "Marrawi"),
        ("The newspaper El Alba reported it.", "El Alba"),
        ("He told Coast Wire that he had fled.", "Coast Wire"),
    ],
)
def test_what_groups_and_papers_look_like(text: str, name: str) -> None:
    assert kinds(text, (name, "person")) == ["organisation"]


def test_what_one_place_says_holds_for_the_report() -> None:
    text = "Marrawi guns fell silent. The Marrawis denied it."
    assert kinds(text, ("Marrawi", "person"), ("Marrawis", "person")) == ["organisation", "organisation"]


def test_towns_in_a_row() -> None:
    assert kinds("Shells fell in Tarn, Sahr and Ulm.", ("Tarn", "person"), ("Sahr", "person"), ("Ulm", "person")) == ["place"] * 3


def test_people_stay_people_and_titles_make_them() -> None:
    assert kinds("He saw Ada Sand in Tarn's house.", ("Ada Sand", "person"), ("Tarn", "person")) == ["person", "person"]
    assert kinds("The head of the mission, Ada Sand, left.", ("Ada Sand", "organisation")) == ["person"]
    assert kinds("Cardinal Ugo Sand spoke.", ("Cardinal Ugo Sand", "organisation")) == ["person"]
    assert kinds("Residents of Bab Tarn fled.", ("Bab Tarn", "organisation")) == ["place"]
    assert kinds("The Tarn Council met.", ("Tarn Council", "organisation")) == ["organisation"]


def test_a_group_that_is_described_is_no_person() -> None:
    text = "A monitoring group, the Estuary Observatory, said so."
    described = MentionCandidate(0, 18, "A monitoring group", "person", "nominal", 0.9)
    leader = MentionCandidate(0, 8, "A leader", "person", "nominal", 0.9)
    assert [one.kind for one in settled_kinds(text, [described])] == ["organisation"]
    assert [one.kind for one in settled_kinds("A leader of a group.", [leader])] == ["person"]
