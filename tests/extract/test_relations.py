"""Relations on sentences invented for this test; the corpus figures are in evaluation/relations.py."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from marked import marked
from test_coreference import reports

from reportedly.extract.coreference import cluster
from reportedly.extract.relations import RelationCandidate, find_relations

Row = tuple[str, str, str]


def found(source: str) -> list[tuple[RelationCandidate, Row]]:
    text, mentions, sentences = marked(source)
    groups = cluster(text, mentions, sentences).groups
    return [
        (r, (r.type, mentions[r.subject_index].text, mentions[r.object_index].text))
        for r in find_relations(text, mentions, groups, sentences)
    ]


def rows(source: str) -> set[Row]:
    return {row for _, row in found(source)}


STATED: dict[str, tuple[str, Row]] = {
    "apposition": (
        "[p:Ada Obi], spokeswoman for [o:the Lamp], left.",
        ("speaks_for", "Ada Obi", "the Lamp"),
    ),
    "apposition over a place": (
        "[p:Ben Ash], a [l:West Ost] researcher at the [l:Tarn]-based [o:Centre for Peace], wept.",
        ("member_of", "Ben Ash", "Centre for Peace"),
    ),
    "apposition with the description marked": (
        "[p:Ada Obi], [p+:spokeswoman for [o:the Lamp]], left.",
        ("speaks_for", "Ada Obi", "the Lamp"),
    ),
    "leader of": (
        "[p:Omar Sadiq], the leader of [o:the Marrow Front], died.",
        ("leads", "Omar Sadiq", "the Marrow Front"),
    ),
    "possessive": ("[o:The Front]'s leader, [p:Omar Sadiq], died.", ("leads", "Omar Sadiq", "The Front")),
    "title": ("[o:Front] spokesman [p:Omar Sadiq] spoke.", ("speaks_for", "Omar Sadiq", "Front")),
    "chief": ("[o:Front] chief [p:Omar Sadiq] spoke.", ("leads", "Omar Sadiq", "Front")),
    "title inside the name": (
        "[p:[o:Front] spokesman Omar Sadiq] spoke.",
        ("speaks_for", "Front spokesman Omar Sadiq", "Front"),
    ),
    "was a member": ("[p:Omar Sadiq] was once a member of [o:the Front].", ("member_of", "Omar Sadiq", "the Front")),
    "commander in": ("[p:Omar Sadiq] was a commander in [o:the Front].", ("member_of", "Omar Sadiq", "the Front")),
    "commanders": ("[p+:[o:Front] commanders] fled.", ("member_of", "Front commanders", "Front")),
    "members of": (
        "[p+:Senior members of [o:the Front]] fled.",
        ("member_of", "Senior members of the Front", "the Front"),
    ),
    "members, apart": ("[p+:Senior members] of [o:the Front] fled.", ("member_of", "Senior members", "the Front")),
    "gang leader": ("[p+:a [o:Front] gang leader] fled.", ("member_of", "a Front gang leader", "Front")),
    "soldiers from": ("[p+:Soldiers] from [o:the 3rd Brigade] fled.", ("member_of", "Soldiers", "the 3rd Brigade")),
    "joined": ("[p:Omar Sadiq] has reportedly joined [o:the Front].", ("member_of", "Omar Sadiq", "the Front")),
    "joined, two": (
        "[p+:The two men], [p:Omar Sadiq] and [p:Ben Ash], have reportedly joined [o:the Front].",
        ("member_of", "The two men", "the Front"),
    ),
    "including": (
        "[o:The alliance], including [o:the Lamp] and [o:the Reed], met.",
        ("member_of", "the Reed", "The alliance"),
    ),
    "named": (
        "[o:The Front] this week named [p:Omar Sadiq] as its new spokesman.",
        ("speaks_for", "Omar Sadiq", "The Front"),
    ),
    "led by": ("[o:The Front], led by [p:Omar Sadiq], met.", ("leads", "Omar Sadiq", "The Front")),
    "leads": ("[p:Omar Sadiq] leads [o:the Front].", ("leads", "Omar Sadiq", "the Front")),
    "controls": ("[o:The Front] controls much of [l:Ost province].", ("controls", "The Front", "Ost province")),
    "controls after an aside": (
        "[o:The Front], which left [o:the Lamp] in [t:July], controls [l:Ost].",
        ("controls", "The Front", "Ost"),
    ),
    "controlled by": ("[l:Ost] was once controlled by [o:the Front].", ("controls", "the Front", "Ost")),
    "under control": ("[l:Ost] is under the control of [o:the Front].", ("controls", "the Front", "Ost")),
    "seized": ("[o:Front] fighters seized [l:Ost].", ("controls", "Front", "Ost")),
    "held": ("They fled to the [o:Front]-held town of [l:Ost].", ("controls", "Front", "Ost")),
    "held, inside": ("They fled to [l+:[o:Front]-held villages].", ("controls", "Front", "Front-held villages")),
    "fighting": ("[o:The Front] is fighting [o:the Lamp].", ("fighting", "The Front", "the Lamp")),
    "battles with": (
        "[o:The Front] is fighting multiple battles with [n:Lorlandic]-backed [n:Ostian] and [n:Tarnese] forces.",
        ("fighting", "The Front", "Tarnese"),
    ),
    "which has been fighting": (
        "He joined [o:the Lamp], which has been fighting against [o:the Front].",
        ("fighting", "the Lamp", "the Front"),
    ),
    "in their fight against": ("[o~:their] fight against [o:the Front] went on.", ("fighting", "their", "the Front")),
    "anti-": ("[p+:anti-[o:Front] fighters] fled.", ("fighting", "anti-Front fighters", "Front")),
    "took from": (
        "[o:The Lamp] captured the town of [l:Ost] from [o:the Front].",
        ("fighting", "The Lamp", "the Front"),
    ),
    "allied with": ("[o:The Front] is closely allied with [o:the Lamp].", ("allied_with", "The Front", "the Lamp")),
    "backed": ("[l:Chad]-backed [o+:forces] fled.", ("allied_with", "forces", "Chad")),
    "alongside": ("[o:The Front] fights alongside [o:the Lamp].", ("allied_with", "The Front", "the Lamp")),
    "support": ("[o:The Front] continues to support [o:the Lamp].", ("allied_with", "The Front", "the Lamp")),
    "split from": ("[o:The Front] split from [o:the Lamp].", ("split_from", "The Front", "the Lamp")),
    "severed ties": ("[o:The Front] severed its ties with [o:the Lamp].", ("split_from", "The Front", "the Lamp")),
    "formerly known as": (
        "[o:The Front] – formerly known as [o:the Reed] – left.",
        ("also_known_as", "The Front", "the Reed"),
    ),
    "acronym": ("[o:Northern Relief Council] ([o:NRC]) met.", ("also_known_as", "Northern Relief Council", "NRC")),
}


@pytest.mark.parametrize("name", STATED)
def test_stated(name: str) -> None:
    source, row = STATED[name]
    assert row in rows(source), rows(source)


UNSTATED: dict[str, str] = {
    "a plan to seize": "[o:The Front] vowed to seize [l:Ost].",
    "no longer": "[o:The Front] no longer controls [l:Ost].",
    "not a member": "[p:Omar Sadiq] was not a member of [o:the Front].",
    "lost control": "[o:The Front] lost control of [l:Ost].",
    "another clause": "[o:The Front] left, said [p:Ada Obi], while rain controls [l:Ost].",
    "two sentences": "[o:The Front] left.\nHe controls [l:Ost].",
    "passive": "[p:Omar Sadiq] was attacked in [l:Ost].",
    "fight for a place": "[o:The Front] fights for [l:Ost].",
    "name of a unit": "[o:The [o:Front] Fighting Ostians] met [o:the Lamp].",
    "met": "[p:Omar Sadiq] met [p:Ada Obi] of [l:Ost].",
    "adjective": "[o:The Front] supports [n:Ostian] unity.",
    "joined a person": "[o:The Front] joined [p:Ada Obi] and [o:the Lamp] in [l:Tarn].",
    "speakers after a list": "[p+:rebels] fled, [p+:residents] and [o:the Lamp] said.",
}


@pytest.mark.parametrize("name", UNSTATED)
def test_unstated(name: str) -> None:
    assert not rows(UNSTATED[name])


def test_trigger_is_the_words_that_say_it() -> None:
    source = "[o:The Front] severed ties with [o:the Lamp] in [t:July]."
    text, _, _ = marked(source)
    ((relation, _),) = found(source)
    assert relation.trigger is not None
    assert text[slice(*relation.trigger)] == "severed ties with"
    assert 0 < relation.score <= 1
    assert "severed ties with" in relation.why


def test_speakers_are_no_further_enemies() -> None:
    source = "[p+:Rebels] are fighting [o:the Front], [p+:residents] and [o:the Lamp] said."
    assert rows(source) == {("fighting", "Rebels", "the Front")}


def test_a_name_stands_for_its_description() -> None:
    source = "[p:Ada Obi], [p+:a spokeswoman for [o:the Lamp]], left."
    assert rows(source) == {("speaks_for", "Ada Obi", "the Lamp")}


def test_no_relation_of_a_group_with_itself() -> None:
    assert not rows("[o:The Front] is fighting [o:the Front].")


def test_a_pronoun_has_the_kind_of_what_it_means() -> None:
    source = "[o:The Front] has been trying to fortify [x~:its] hold on [l:Ost]."
    assert rows(source) == {("controls", "The Front", "Ost")}


def test_nothing_to_relate() -> None:
    assert find_relations("", [], (), []) == []


@settings(max_examples=150, deadline=None)
@given(reports())
def test_any_text(report: tuple[str, Sequence[object], list[tuple[int, int]]]) -> None:
    text, mentions, sentences = report
    groups = cluster(text, mentions, sentences).groups  # type: ignore[arg-type]
    relations = find_relations(text, mentions, groups, sentences)  # type: ignore[arg-type]
    assert relations == find_relations(text, mentions, groups, sentences)  # type: ignore[arg-type]
    for relation in relations:
        assert relation.subject_index != relation.object_index
        assert relation.trigger is None or text[slice(*relation.trigger)].strip()
