import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reportedly.codebooks.actor_book import actor_book
from reportedly.resolve.actor_facts import bare_name, person_name
from reportedly.resolve.actor_keys import MOST_LOOKUPS
from reportedly.resolve.actor_match import DOUBTFUL, SAME, WEIGHTS
from reportedly.resolve.actors import (
    entity_facts,
    lookup_keys,
    made_by_report,
    name_keys_of,
    new_actor,
    resolve_entity,
    with_names,
)
from reportedly.schema import Entity, Mention, Reading
from reportedly.schema.actor import Actor, ActorMatch, ActorName, EntityFacts, EntityName, ToldAffiliation
from reportedly.schema.mention import MentionKind


def facts(*names: str, kind: MentionKind = "organisation", **more: object) -> EntityFacts:
    """Facts of an entity with these names; one in small letters is a description."""
    told = tuple(
        EntityName(text=name, level="name" if any(one.isupper() for one in name) or not name.isascii() else "nominal")
        for name in names
    )
    return EntityFacts(kind=kind, names=told, **more)  # type: ignore[arg-type]


def matched(found: EntityFacts, extra: Sequence[Actor] = ()) -> ActorMatch:
    """The match with the packaged book and further actors, as a record asks for it."""
    return resolve_entity(found, [*actor_book().by_keys(lookup_keys(found)), *extra])


def same(*names: str, **more: object) -> str | None:
    match = matched(facts(*names, **more))  # type: ignore[arg-type]
    return match.actor if match.decision == "same" else None


def test_a_group_is_found_by_each_of_its_dated_names_and_none_is_rewritten() -> None:
    before = matched(facts("Jabhat al-Nusra", published="2015-03-01"))
    after = matched(facts("Jabhat Fateh al-Sham", published="2016-09-01"))
    late = matched(facts("Jabhat al-Nusra", published="2017-05-01"))
    early = matched(facts("Jabhat Fateh al-Sham", published="2015-03-01"))
    assert {match.actor for match in (before, after, late, early)} == {"hts"}
    assert {match.decision for match in (before, after, late, early)} == {"same"}
    assert before.note is None and after.note is None
    assert late.note is not None and "until 2016-07-28" in late.note
    assert early.note is not None and "since 2016-07-28" in early.note
    hts = actor_book().actor("hts")
    assert hts is not None
    assert {"Jabhat al-Nusra", "Jabhat Fateh al-Sham", "Hay'at Tahrir al-Sham"} <= {name.name for name in hts.names}
    # In July 2016 both names were right: the day on which one ended is the day on which the other began.
    assert matched(facts("Jabhat al-Nusra", published="2016-07-28")).note is None
    assert matched(facts("Jabhat Fateh al-Sham", published="2016-07-28")).note is None


@pytest.mark.parametrize(
    ("names", "actor"),
    [
        (["Islamic State"], "isil"),
        (["ISIS", "the militants"], "isil"),
        (["داعش"], "isil"),
        (["Syrian Observatory for Human Rights", "the Observatory"], "sohr"),
        (["the Syrian government"], "government-of-syria"),
        (["government of Syria"], "government-of-syria"),
        (["Syrian regime"], "government-of-syria"),
        (["Syria"], "government-of-syria"),
        (["Syrian army"], "armed-forces-of-syria"),
        (["Syrian forces"], "armed-forces-of-syria"),
        (["Syrian troops"], "armed-forces-of-syria"),
        (["Free Syrian Army", "FSA"], "free-syrian-army"),
        (["Syrian National Army"], "syrian-national-army"),
        (["Kurdistan Workers' Party", "PKK"], "pkk"),
        (["Patriotic Union of Kurdistan", "PUK"], "puk"),
        (["South Sudan"], "government-of-south-sudan"),
        (["Sudan"], "government-of-sudan"),
        (["the White House"], "government-of-united-states"),
        (["Iraq's Security Forces"], "armed-forces-of-iraq"),
        (["DAESH"], "isil"),
    ],
)
def test_names_of_the_book_are_found(names: list[str], actor: str) -> None:
    assert same(*names) == actor


def test_a_government_that_reading_gave_by_its_capital_is_the_book_s() -> None:
    assert same("Damascus", actor="government-of-syria") == "government-of-syria"
    assert same("Moscow", actor="government-of-russia") == "government-of-russia"
    # Reading makes its ids of the gazetteer's names of countries.
    assert same("Ankara", actor="government-of-turkey") == "government-of-turkey"


@pytest.mark.parametrize(
    "names",
    [
        ["rebels"],
        ["Syrian rebels"],
        ["local officials"],
        ["the group"],
        ["The Army"],
        ["Congo"],
        ["Amber Front"],
        ["Syrians"],
        ["Coalition"],
    ],
)
def test_descriptions_and_unknown_names_are_nobody_of_the_book(names: list[str]) -> None:
    assert same(*names) is None


def test_which_congo_is_meant_the_other_places_say() -> None:
    assert same("Congo", countries=("CD", "RW")) == "government-of-democratic-republic-of-the-congo"
    assert same("DR Congo") == "government-of-democratic-republic-of-the-congo"
    assert same("Congo", countries=("CG",)) != "government-of-democratic-republic-of-the-congo"


def test_an_acronym_that_others_bear_needs_its_country_or_another_name() -> None:
    assert matched(facts("SDF")).decision == "doubtful"
    assert same("SDF", countries=("SY", "TR")) == "sdf-syria"
    assert same("SDF", countries=("JP",)) == "armed-forces-of-japan"
    assert same("SDF", countries=("SY", "JP")) is None
    assert same("SDF", countries=("PE",)) is None
    assert same("SDF", "Syrian Democratic Forces") == "sdf-syria"
    # A short name of an agency is much else in its own country: it must be a source too.
    assert same("Bloomberg", countries=("US",)) is None
    assert same("Bloomberg", countries=("US",), speaks=True) == "bloomberg"


def test_an_acronym_is_no_word_in_other_letters() -> None:
    assert same("Is", countries=("SY",)) is None


def test_a_country_s_people_are_its_government_at_most_in_doubt() -> None:
    match = matched(facts("Syrians", kind="nationality", countries=("SY",)))
    assert (match.actor, match.decision) == ("government-of-syria", "doubtful")


def test_an_entity_that_is_called_by_two_actors_names_is_left_in_doubt() -> None:
    match = matched(facts("Free Syrian Army", "Hezbollah"))
    assert match.decision == "doubtful" and match.others
    assert "called" in match.reason


def test_a_name_that_is_only_alike_is_a_suggestion() -> None:
    match = matched(facts("Syrian Observatory of Human Right Watchers"))
    assert match.decision != "same"


AMBER = EntityFacts(
    kind="organisation",
    names=(
        EntityName(text="Amber Front", count=3),
        EntityName(text="AF"),
        EntityName(text="the group", level="nominal"),
    ),
    countries=("LY",),
)
OULDIN = facts("Tarek Ouldin", "Ouldin", kind="person", countries=("LY",))


def made(found: EntityFacts, identity: str = "a1", report: str = "r12") -> Actor:
    actor = new_actor(found, identity, report)
    assert actor is not None
    return actor


def test_a_report_makes_an_actor_of_an_entity_with_a_name() -> None:
    actor = made(AMBER)
    assert (actor.id, actor.name, actor.kind, actor.country, actor.sector) == (
        "a1",
        "Amber Front",
        "organisation",
        None,
        None,
    )
    assert actor.citation == "named in report r12" and made_by_report(actor)
    assert [(name.name, name.ambiguous) for name in actor.names] == [("Amber Front", False), ("AF", True)]
    assert actor.seen_in == ("LY",)
    assert not made_by_report(actor_book().actors[0])


def test_kind_sector_and_country_are_guessed_where_the_words_say_so() -> None:
    ministry = made(facts("Chadian Ministry of Culture"))
    assert (ministry.kind, ministry.sector, ministry.country) == ("state-body", "GOV", "TD")
    brigade = made(facts("Salt Road Brigade"))
    assert (brigade.kind, brigade.sector, brigade.country) == ("armed-group", None, None)
    person = made(facts("President Omar Salt", kind="person"))
    assert (person.kind, person.sector, person.country) == ("person", None, None)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["rebels"], "organisation"),
        (["Syrian rebels"], "organisation"),
        (["Syrian Rebels"], "organisation"),
        (["the Army"], "organisation"),
        (["AF"], "organisation"),
        (["They"], "organisation"),
        (["Europeans"], "organisation"),
        (["Ouldin"], "person"),
        (["President"], "person"),
        (["Abu Omar"], "person"),
        (["J. Salt"], "person"),
        (["a man who said so"], "person"),
        (["Syrians"], "nationality"),
        (["Murzuq"], "place"),
    ],
)
def test_what_cannot_identify_anyone_makes_no_actor(names: list[str], kind: MentionKind) -> None:
    assert new_actor(facts(*names, kind=kind), "a1", "r1") is None


def test_an_office_of_state_that_the_book_lacks_is_made_and_met_again_under_other_words() -> None:
    found = facts("Tongan troops", countries=("TO",))
    assert matched(found).decision == "different"
    actor = made(found)
    assert (actor.name, actor.kind, actor.sector, actor.country) == ("Armed forces of Tonga", "military", "MIL", "TO")
    again = facts("the army of Tonga")
    assert set(lookup_keys(again)) & set(name_keys_of(actor))
    assert matched(again, [actor]).decision == "same"
    assert matched(facts("Tongan government"), [actor]).decision != "same"
    # One that the book has is never made, whatever doubt was left.
    assert new_actor(facts("Syrian troops"), "a1", "r1") is None
    assert new_actor(facts("Congo"), "a1", "r1") is None
    assert new_actor(facts("Tongans"), "a1", "r1") is None


def test_an_actor_that_a_report_made_is_met_again() -> None:
    actor = made(AMBER)
    assert set(lookup_keys(AMBER)) & set(name_keys_of(actor))
    assert matched(facts("the Amber Front"), [actor]).actor == "a1"
    assert matched(facts("the Amber Front"), [actor]).decision == "same"
    assert matched(facts("AF", countries=("LY",), speaks=True), [actor]).decision == "same"
    assert matched(facts("AF", countries=("LY",)), [actor]).decision == "doubtful"
    assert matched(facts("AF", countries=("SY",), speaks=True), [actor]).decision != "same"
    assert matched(facts("Amber Brigade"), [actor]).decision != "same"


def test_persons_are_one_only_by_their_full_name_and_without_contradiction() -> None:
    actor = made(OULDIN)
    assert [name.name for name in actor.names] == ["Tarek Ouldin"]
    assert matched(facts("Tariq Ouldin", kind="person", countries=("LY",)), [actor]).decision != "different"
    assert matched(facts("Colonel Tarek Ouldin", kind="person"), [actor]).decision == "same"
    assert matched(facts("Tarek Ouldin", kind="person", countries=("LY", "TD")), [actor]).decision == "same"
    elsewhere = matched(facts("Tarek Ouldin", kind="person", countries=("PE",)), [actor])
    assert elsewhere.decision == "doubtful" and "other countries" in elsewhere.reason
    assert matched(facts("Ouldin", kind="person", countries=("LY",)), [actor]).decision == "different"
    assert lookup_keys(facts("Ouldin", kind="person")) == ()


def test_of_two_actors_of_one_name_the_nearer_is_taken_and_no_third_is_made() -> None:
    first, second = made(OULDIN, "a2"), made(facts("Tarek Ouldin", kind="person", countries=("PE",)), "a10")
    for places, actor in ((("LY",), "a2"), (("PE", "BO"), "a10"), ((), "a2")):
        match = matched(facts("Tarek Ouldin", kind="person", countries=places), [first, second])
        assert (match.actor, match.decision) == (actor, "same")


def test_a_person_is_named_without_titles() -> None:
    actor = made(facts("President Omar al-Salt", "Salt", kind="person"))
    assert (actor.name, [name.name for name in actor.names]) == ("Omar al-Salt", ["Omar al-Salt"])


def test_hassan_is_not_hussein() -> None:
    actor = made(facts("Ali Hassan", kind="person", countries=("LY",)))
    match = matched(facts("Ali Hussein", kind="person", countries=("LY",)), [actor])
    assert match.decision != "same"


def test_an_actor_of_the_record_gains_names_and_one_of_the_book_does_not() -> None:
    actor = made(AMBER)
    grown = with_names(actor, facts("Amber Front", "Amber Liberation Front", "Salt Road Movement", countries=("TD",)))
    # What shares no word with it was perhaps joined with it by mistake.
    assert [name.name for name in grown.names] == ["Amber Front", "AF", "Amber Liberation Front"]
    assert grown.seen_in == ("LY", "TD")
    told = (ToldAffiliation(relation="also_known_as", other="Salt Road Movement"),)
    renamed = with_names(actor, facts("Amber Front", "Salt Road Movement", affiliations=told))
    assert [name.name for name in renamed.names] == ["Amber Front", "AF", "Salt Road Movement"]
    assert with_names(grown, AMBER) == grown
    isil = actor_book().actor("isil")
    assert isil is not None and with_names(isil, AMBER) is isil


def test_a_match_explains_its_score() -> None:
    match = matched(facts("SDF", countries=("SY",)))
    names = {feature.name: feature for feature in match.features}
    assert names["a name that others bear"].value == 1.0
    assert names["its country in the report"].weight == WEIGHTS["its country in the report"]
    assert match.score >= SAME > DOUBTFUL
    assert "“SDF”" in match.reason


def test_the_order_of_the_candidates_counts_for_nothing() -> None:
    book = actor_book()
    some = [one for name in ("isil", "hts", "sdf-syria", "al-qaeda") if (one := book.actor(name)) is not None]
    for found in (facts("SDF", countries=("SY",)), facts("Islamic State", "Nusra Front"), facts("Al-Qaeda in Iraq")):
        assert len({repr(resolve_entity(found, order)) for order in itertools.permutations(some)}) == 1


def test_no_candidates_and_no_names_are_no_actor() -> None:
    assert resolve_entity(facts("Amber Front"), []).decision == "different"
    assert matched(EntityFacts(kind="organisation", names=())).actor is None


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.tuples(st.text(max_size=30), st.sampled_from(["name", "nominal"])), max_size=4),
    st.sampled_from(["person", "organisation", "nationality", "place"]),
    st.lists(st.sampled_from(["SY", "IQ", "US"]), max_size=3),
)
def test_any_text_is_taken(names: list[tuple[str, str]], kind: MentionKind, countries: list[str]) -> None:
    told = tuple(EntityName(text=text, level=level) for text, level in names)  # type: ignore[arg-type]
    found = EntityFacts(kind=kind, names=told, countries=tuple(countries))
    match = matched(found)
    assert match == matched(found)
    assert 0.0 <= match.score <= 1.0 and match.reason
    assert len(lookup_keys(found)) <= MOST_LOOKUPS
    actor = new_actor(found, "a1", "r1")
    if actor is not None:
        again = resolve_entity(found, [actor])
        assert again.decision != "different"
        assert set(lookup_keys(found)) & set(name_keys_of(actor))


def test_facts_of_a_reading_are_names_context_and_ties(reading: Reading) -> None:
    found = entity_facts(reading)
    assert list(found) == ["e1", "e2", "e3", "e5"]
    assert [(name.text, name.count) for name in found["e1"].names] == [("Amber Front", 2), ("Salt Road Movement", 1)]
    assert found["e1"].countries == ("LY",) and found["e1"].published == "2031-04-08"
    assert found["e2"].names[0].text == "Colonel Tarek Ouldin" and found["e2"].speaks
    assert found["e2"].affiliations == (ToldAffiliation(relation="speaks_for", other="Southern Lantern Brigade"),)
    assert not found["e3"].speaks


def country(reading: Reading, role: str) -> Reading:
    """The reading, with Murzuq's entity named Libya, in this role of its first claim."""
    mentions = tuple(
        Mention(id="m6", start=one.start, end=one.end, text="Libya", kind="place", entity="e4")
        if one.id == "m6"
        else one
        for one in reading.mentions
    )
    entities = tuple(
        Entity(id="e4", kind="place", name="Libya", names=("Libya",)) if one.id == "e4" else one
        for one in reading.entities
    )
    claims = tuple(
        replace(
            claim, arguments=tuple(replace(one, role=role) if one.entity == "e4" else one for one in claim.arguments)
        )
        for claim in reading.claims
    )
    return replace(reading, mentions=mentions, entities=entities, claims=claims)


def test_a_country_is_an_actor_only_where_it_acts(reading: Reading) -> None:
    assert "e4" not in entity_facts(country(reading, "place"))
    acting = country(reading, "actor")
    assert entity_facts(acting)["e4"].kind == "place"
    cars = tuple(replace(one, name="car", names=(), kind="vehicle") if one.id == "e4" else one for one in acting.entities)
    assert "e4" not in entity_facts(replace(acting, entities=cars))  # a car is no Central African Republic


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Coast Guard and", "Coast Guard"),
        ("The Amber Front's", "Amber Front"),
        ("Kurdish-led Syrian Democratic Forces", "Syrian Democratic Forces"),
        ("World Health Organization (WHO", "World Health Organization"),
        ("the", "the"),
        ("", ""),
    ],
)
def test_what_hangs_on_a_name_is_taken_off(words: str, name: str) -> None:
    assert bare_name(words) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("analyst Omar Salt of the Amber Institute", "Omar Salt"),
        ("an investigation of Omar Salt", "an investigation"),
        ("President Omar Salt", "President Omar Salt"),
        ("Omar Salt and Mira Sand", ""),
        ("Omar al-Salt", "Omar al-Salt"),
        ("Swedish citizen Omar Salt", "Omar Salt"),
        ("Ahmed bin Omar", "Ahmed bin Omar"),
        ("al-Salt", "al-Salt"),
        ("عمر", "عمر"),
    ],
)
def test_descriptions_around_a_person_are_taken_off(words: str, name: str) -> None:
    assert person_name(words) == name


def test_a_name_that_was_cut_short_is_taken_as_the_book_has_it(reading: Reading) -> None:
    text = "Al-Qaeda in Iraq said so. Al-Qaeda in Murzuq did not."
    mentions = (
        Mention(id="m1", start=0, end=8, text="Al-Qaeda", kind="organisation", entity="e1"),
        Mention(id="m2", start=26, end=34, text="Al-Qaeda", kind="organisation", entity="e2"),
    )
    entities = tuple(Entity(id=one, kind="organisation", name="Al-Qaeda", names=("Al-Qaeda",)) for one in ("e1", "e2"))
    found = entity_facts(
        replace(
            reading,
            report=replace(reading.report, text=text),
            mentions=mentions,
            entities=entities,
            claims=(),
            attributions=(),
        )
    )
    assert [found[one].names[0].text for one in ("e1", "e2")] == ["Al-Qaeda in Iraq", "Al-Qaeda"]
    assert matched(found["e1"]).actor == "isil" and matched(found["e2"]).actor == "al-qaeda"


def test_names_of_one_actor_are_kept_apart_from_persons() -> None:
    group = Actor(
        id="g", name="Omar Salt Brigade", kind="armed-group", citation="Invented",
        names=(ActorName(name="Omar Salt Brigade"), ActorName(name="Omar Salt", kind="alias")),
    )  # fmt: skip
    assert resolve_entity(facts("Omar Salt", kind="person"), [group]).decision == "different"
    assert resolve_entity(facts("Omar Salt"), [group]).decision == "same"
