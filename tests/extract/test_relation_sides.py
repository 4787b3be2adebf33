import pytest
from marked import marked

from reportedly.extract.coreference import cluster
from reportedly.extract.relation_sides import with_sides
from reportedly.extract.relations import find_relations


def told(written: str) -> list[tuple[str, str, str]]:
    text, mentions, sentences = marked(written)
    groups = cluster(text, mentions, sentences).groups
    found = with_sides(text, find_relations(text, mentions, groups, sentences), mentions, groups)
    return [(mentions[one.subject_index].text, one.type, mentions[one.object_index].text) for one in found]


def test_a_relative_pronoun_is_whom_it_follows_or_nobody() -> None:
    assert told("[p+:Two clerics] [p~:who] were members of [o:the Marrow Front] fled.") == [
        ("Two clerics", "member_of", "the Marrow Front")
    ]
    assert told("It was said [p~:who] were members of [o:the Marrow Front].") == []


def test_the_end_of_a_description_is_not_told_again() -> None:
    assert told("[p+:The two [o:Marrow Front] [p+:leaders]] fled.") == [("The two Marrow Front leaders", "member_of", "Marrow Front")]


@pytest.mark.parametrize("written", ["[p+:Two [o:Salafist] operatives] fled.", "[p+:A [o+:government] official] fled."])
def test_a_creed_or_a_common_word_is_no_body(written: str) -> None:
    assert told(written) == []


@pytest.mark.parametrize(
    "written",
    [
        "[o:The [o:Marrow Front] Brigade] left Tarn.",
        "[p+:Dozens] of [o+:people] fled.",
    ],
)
def test_the_front_of_a_name_and_mere_people_are_no_body(written: str) -> None:
    assert told(written) == []
