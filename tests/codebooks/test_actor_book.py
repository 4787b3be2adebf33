import re
from collections import defaultdict
from pathlib import Path
from time import process_time

import pytest

from reportedly.codebooks import actor_book as book_module
from reportedly.codebooks.actor_book import MOST_BEARERS, PACKED, actor_book, pack
from reportedly.codebooks.actor_files import broader_of, check_ties, read_actor_files
from reportedly.codebooks.countries import country_names
from reportedly.errors import CodebookError
from reportedly.resolve.actor_keys import mention_kind, name_keys_of, offices_of
from reportedly.resolve.actor_pack import packed_actors
from reportedly.resolve.actors import book_of
from reportedly.resolve.folding import fold
from reportedly.resolve.gazetteer import Gazetteer
from reportedly.resolve.name_words import is_acronym, normal_name
from reportedly.resolve.states import government_country
from reportedly.schema.actor import Actor, ActorName, Affiliation

ACTORS = read_actor_files()
# PLOVER's sectors, and those of actors that belong to no state.
SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC "
    "IGO UNO EUR NGO ISM IMG MNC".split()
)
ENTRY = 'amber-front:\n  name: Amber Front\n  kind: armed-group\n  citation: "Invented"\n'


def test_the_book_has_far_more_than_250_actors_of_many_kinds() -> None:
    assert len(ACTORS) >= 250
    kinds = {actor.kind for actor in ACTORS}
    assert {
        "state",
        "military",
        "armed-group",
        "party",
        "intergovernmental",
        "ngo",
        "monitor",
        "media",
        "state-body",
    } <= kinds
    assert len({actor.id for actor in ACTORS}) == len(ACTORS)


def test_each_actor_rests_on_a_citation_and_has_known_codes() -> None:
    countries = country_names()
    for actor in ACTORS:
        assert len(actor.citation) > 10, actor.id
        assert actor.country is None or actor.country in countries, actor.id
        assert actor.sector is None or actor.sector in SECTORS, actor.id
        assert actor.names[0].name == actor.name, actor.id
        assert len({name.name for name in actor.names}) == len(actor.names), actor.id


def test_the_book_has_no_private_person() -> None:
    assert [actor.id for actor in ACTORS if actor.kind == "person"] == []


def test_every_tie_leads_to_an_actor_and_none_in_a_circle() -> None:
    assert check_ties(ACTORS) == []


def test_names_and_ties_end_after_they_begin() -> None:
    dated: list[ActorName | Affiliation] = [name for actor in ACTORS for name in actor.names]
    dated += [tie for actor in ACTORS for tie in actor.affiliations]
    assert sum(one.since is not None for one in dated) > 100
    for one in dated:
        if one.since is not None and one.until is not None:
            assert one.since[: len(one.until)] <= one.until[: len(one.since)], one


def test_a_name_that_two_actors_bear_is_marked_as_ambiguous_in_both() -> None:
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for actor in ACTORS:
        for name in actor.names:
            if not name.ambiguous:
                kind = mention_kind(actor)
                key = name.name.replace(".", "") if is_acronym(name.name) else normal_name(name.name, kind).key
                bearers[kind, key].add(actor.id)
    assert {key: found for key, found in bearers.items() if len(found) > 1} == {}


def test_a_name_marked_in_one_actor_is_marked_in_all_that_bear_it() -> None:
    marked = {name.name for actor in ACTORS for name in actor.names if name.ambiguous}
    bearers: dict[str, set[str]] = defaultdict(set)
    for actor in ACTORS:
        for name in actor.names:
            bearers[name.name].add(actor.id)
    unmarked = {
        (actor.id, name.name) for actor in ACTORS for name in actor.names
        if name.name in marked and not name.ambiguous and len(bearers[name.name]) > 1
    }  # fmt: skip
    assert unmarked == set()


def test_each_office_of_a_state_is_one_actor() -> None:
    bearers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for actor in ACTORS:
        for office in offices_of(actor):
            bearers[office].append(actor.id)
    assert {office: found for office, found in bearers.items() if len(found) > 1} == {}
    assert len(bearers) > 100


def test_governments_have_the_ids_that_reading_gives_them() -> None:
    gazetteer = Gazetteer.open()
    ids = {
        code: "government-of-" + fold(gazetteer.place(number).name).replace(" ", "-")
        for number, code in enumerate(gazetteer.codes)
    }
    states = [actor for actor in ACTORS if actor.kind == "state" and actor.id.startswith("government-of-")]
    assert len(states) > 100
    for actor in states:
        assert actor.country is not None and ids[actor.country] == actor.id
        assert government_country(actor.id) == actor.country


def test_the_packed_book_is_up_to_date() -> None:
    assert PACKED.read_bytes() == packed_actors(), "run python -m reportedly.resolve.actor_pack"


def test_the_book_opens_in_less_than_50_milliseconds() -> None:
    def once() -> float:
        actor_book.cache_clear()
        started = process_time()
        actor_book()
        return process_time() - started

    assert min(once() for _ in range(5)) < 0.05


def test_actors_are_found_by_id_and_by_any_name_in_any_script() -> None:
    book = actor_book()
    assert book.actors == ACTORS
    assert book.actor("isil") is not None and book.actor("nobody") is None
    for actor in ACTORS:
        assert actor in book.by_keys(name_keys_of(actor)), actor.id
    isil = book.actor("isil")
    assert isil is not None and any(not name.name.isascii() for name in isil.names)


def test_what_is_part_of_what_is_known_through_several_steps() -> None:
    broader = actor_book().broader
    assert broader["armed-forces-of-syria"] == ("government-of-syria",)
    assert broader["tiger-forces"][-1] == "government-of-syria"
    # Its tie to al-Qaeda ended in 2014.
    assert "al-qaeda" not in broader.get("isil", ())


def actor(identity: str, *names: str, part_of: str | None = None) -> Actor:
    ties = () if part_of is None else (Affiliation(actor=part_of, role="part_of"),)
    return Actor(
        id=identity, name=names[0], kind="armed-group", citation="Invented", affiliations=ties,
        names=tuple(ActorName(name=name) for name in names),
    )  # fmt: skip


def test_a_book_can_be_made_of_any_actors() -> None:
    book = book_of(
        [actor("a", "Amber Front"), actor("b", "Salt Brigade", part_of="a"), actor("c", "Well Guard", part_of="b")]
    )
    assert [one.id for one in book.by_keys(name_keys_of(actor("x", "The Amber Front")))] == ["a"]
    assert book.by_keys([]) == ()
    assert book.broader == {"b": ("a",), "c": ("b", "a")}
    assert book_of([]).by_keys([1]) == ()


def test_a_key_that_many_share_finds_nobody() -> None:
    many = [actor(f"a{number}", f"Amber {number}") for number in range(MOST_BEARERS + 1)]
    book = book_module.ActorBook(pack(many, [(7, number) for number in range(len(many))]))
    assert book.by_keys([7]) == ()
    assert [one.id for one in book.by_keys([3, 7])] == ["a3"]


def test_too_large_a_book_is_refused() -> None:
    with pytest.raises(ValueError, match="70000"):
        pack([actor("a", "Amber")] * 70_000, [])


def test_a_circle_ends_and_is_told() -> None:
    circle = [actor("a", "Amber", part_of="b"), actor("b", "Bronze", part_of="a")]
    assert broader_of(circle) == {"a": ("b", "a"), "b": ("a", "b")}
    assert check_ties(circle) == ["a is part of itself", "b is part of itself"]
    assert check_ties([actor("a", "Amber", part_of="zinc")]) == ["a: part_of zinc, which is no actor of the book"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("- amber", "invented.yaml is not a mapping"),
        ("amber-front: 3\n", "amber-front is not a mapping"),
        ("Amber Front:\n  name: Amber Front\n", "Amber Front is no id"),
        (ENTRY + "  colour: amber\n", "amber-front has the unknown key 'colour'"),
        (ENTRY.replace("armed-group", "band"), "amber-front has the unknown kind 'band'"),
        (ENTRY.replace('  citation: "Invented"\n', ""), "amber-front has no citation"),
        (ENTRY + "  country: NO\n", "amber-front has no country False"),
        (ENTRY + "  aliases: AF\n", "aliases is not a list"),
        (ENTRY + "  acronyms: [NO]\n", "a name that is no text: False"),
        (ENTRY + "  dated: [{since: 2016}]\n", "a dated name without a name"),
        (ENTRY + "  dated: [{name: A, since: 16}]\n", "no date '16'"),
        (
            ENTRY + "  dated: [{name: A, since: 2016-07, until: 2016-06-30}]\n",
            "ends .2016-06-30. before it begins .2016-07.",
        ),
        (ENTRY + "  ties: [{friend_of: b}]\n", "without one known role"),
        (ENTRY + ENTRY, None),
    ],
)
def test_a_mistake_is_named_with_its_file_its_entry_and_its_cure(
    tmp_path: Path, content: str, said: str | None
) -> None:
    (tmp_path / "invented.yaml").write_text(content, encoding="utf-8")
    if said is None:
        (tmp_path / "second.yaml").write_text(ENTRY, encoding="utf-8")
        said = "second.yaml, amber-front is declared already"
    with pytest.raises(CodebookError, match=said) as caught:
        read_actor_files(tmp_path)
    assert re.search(r"(invented|second)\.yaml", caught.value.message) and caught.value.cure


def test_dates_of_any_grain_and_former_names_are_read(tmp_path: Path) -> None:
    dated = "[{name: Salt Road, since: 2012, until: 2016-07-28}, {name: Amber Front, since: 2016-07-28}]"
    more = f"  acronyms: [AF]\n  ambiguous: [AF]\n  dated: {dated}\n"
    (tmp_path / "a.yaml").write_text(ENTRY + more, encoding="utf-8")
    (found,) = read_actor_files(tmp_path)
    assert [(one.name, one.kind, one.since, one.until, one.ambiguous) for one in found.names] == [
        ("Amber Front", "name", "2016-07-28", None, False),
        ("Salt Road", "former", "2012", "2016-07-28", False),
        ("AF", "acronym", None, None, True),
    ]


def test_a_missing_book_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_module, "PACKED", tmp_path / "none.json")
    actor_book.cache_clear()
    with pytest.raises(CodebookError, match="actor_pack"):
        actor_book()
    actor_book.cache_clear()
