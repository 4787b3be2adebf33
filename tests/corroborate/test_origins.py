"""The independent origins of an event. Invented: none of these persons, groups and outlets exists."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.corroborate.origins import origins_of
from reportedly.schema.origin import Origin, Telling
from reportedly.schema.voice import Credit, Voice


def named(name: str, **more: object) -> Voice:
    return Voice(name=name, named=True, key=name.lower(), **{"kind": "organisation", **more})  # type: ignore[arg-type]


def described(words: str, **more: object) -> Voice:
    return Voice(name=words, named=False, key=words.lower(), **more)  # type: ignore[arg-type]


def credit(name: str, *, whole: bool = True) -> Credit:
    place = "dateline" if whole else "words"
    return Credit(name=name, key=f"agency:{name.lower()}", kind="agency", place=place, whole=whole)  # type: ignore[arg-type]


def telling(report: int, *voices: Voice, root: int | None = None, number: int = 1, **more: object) -> Telling:
    given = {"publisher": f"Paper {report}", "published": f"2031-04-{report:02}", **more}
    return Telling(
        claim=f"r{report}/c{number}", report=report, reprint_root=root or report, voices=voices, **given  # type: ignore[arg-type]
    )


WATCH = named("Valley Watch", aliases=("vw",))
SAND = named("Mira Sand", kind="person", speaks_for=WATCH)
RESIDENTS = described("residents")


def only(tellings: list[Telling]) -> Origin:
    [origin] = origins_of(tellings)
    return origin


def test_nobody_tells_nothing() -> None:
    assert origins_of([]) == ()


def test_forty_reprints_of_one_report_are_one_origin() -> None:
    why = "97 % of its words, in the same order"
    origin = only([telling(1), *(telling(number, root=1, reprint_reason=why) for number in range(2, 32))])
    assert (origin.kind, origin.name, len(origin.tellings)) == ("outlet", "Paper 1", 31)
    assert origin.reasons == (f"reprint of r1 ({why})",)
    assert origin.foldings[0].kind == "reprint" and origin.foldings[0].into == "r1/c1"


def test_two_papers_in_their_own_voice_are_two() -> None:
    assert [one.name for one in origins_of([telling(1), telling(2)])] == ["Paper 1", "Paper 2"]


def test_one_outlet_on_two_days_is_one() -> None:
    origin = only([telling(1, publisher="The Invented Post"), telling(2, publisher="the invented post")])
    assert origin.reasons == ("both are The Invented Post's own words",) and origin.foldings[0].kind == "outlet"


def test_a_report_without_a_publisher_is_its_own_origin() -> None:
    one, two = origins_of([telling(1, publisher=None), telling(2, publisher=None)])
    assert (one.kind, one.key, two.key) == ("report", "report:1", "report:2")


def test_two_reports_that_credit_an_agency_are_one() -> None:
    origin = only([telling(1, credits=(credit("AFP"),)), telling(2, credits=(credit("AFP"),))])
    assert (origin.kind, origin.key, origin.reasons) == ("agency", "agency:afp", ("credits AFP, as r1 does",))


def test_an_agencys_own_report_and_a_paper_that_quotes_the_agency_are_one() -> None:
    afp = Voice(name="AFP", named=True, key="agency:afp", kind="organisation")
    origin = only([telling(1, publisher="AFP"), telling(2, afp)])
    assert origin.kind == "agency" and len(origin.tellings) == 2


def test_a_credit_of_any_copy_holds_for_the_text() -> None:
    origin = only([telling(1), telling(2, root=1, credits=(credit("AFP"),)), telling(3, credits=(credit("AFP"),))])
    assert origin.key == "agency:afp" and len(origin.tellings) == 3


def test_a_sentence_that_credits_an_agency_speaks_for_that_sentence_only() -> None:
    one, two = origins_of([telling(1, credits=(credit("AFP", whole=False),)), telling(1, number=2)])
    assert {one.key, two.key} == {"agency:afp", "outlet:paper-1"}


def test_the_same_quoted_voice_behind_two_reports_is_one() -> None:
    origin = only([telling(1, WATCH), telling(2, WATCH)])
    assert (origin.kind, origin.reasons) == ("voice", ("both quote Valley Watch",))
    assert origin.chains == (("Valley Watch", "Paper 1"), ("Valley Watch", "Paper 2"))


def test_a_voice_and_its_acronym_are_one() -> None:
    assert len(only([telling(1, WATCH), telling(2, named("VW"))]).tellings) == 2


def test_a_spokesman_is_one_with_his_organisation() -> None:
    origin = only([telling(1, WATCH), telling(2, SAND)])
    assert origin.reasons == ("Mira Sand speaks for Valley Watch",) and origin.foldings[0].kind == "spokesman"


def test_what_one_report_says_of_a_spokesman_holds_for_the_others() -> None:
    bare = named("Mira Sand", kind="person")
    assert len(only([telling(1, bare), telling(2, SAND), telling(3, WATCH)]).tellings) == 3


def test_one_person_is_one_voice_and_joins_no_two_organisations() -> None:
    other = named("Mira Sand", kind="person", speaks_for=named("Salt Brigade"))
    found = origins_of([telling(1, SAND), telling(2, other), telling(3, WATCH), telling(4, named("Salt Brigade"))])
    assert [one.name for one in found] == ["Valley Watch (Mira Sand)", "Salt Brigade"]
    assert [one.tellings for one in found] == [("r1/c1", "r2/c1", "r3/c1"), ("r4/c1",)]


def test_a_surname_is_the_only_person_of_that_name() -> None:
    assert len(origins_of([telling(1, named("Mira Sand", kind="person")), telling(2, named("Sand", kind="person"))])) == 1
    three = [named(name, kind="person") for name in ("Mira Sand", "Tom Sand", "Sand")]
    assert len(origins_of([telling(number, voice) for number, voice in enumerate(three, 1)])) == 3


def test_two_actors_are_never_one_however_they_are_called() -> None:
    one, two = named("Ministry of Defence", actor="a1"), named("Ministry of Defence", actor="a2")
    assert len(origins_of([telling(1, one), telling(2, two)])) == 2
    assert len(origins_of([telling(1, one), telling(2, named("MoD", actor="a1"))])) == 1


def test_residents_of_two_reports_are_not_the_same_residents() -> None:
    assert len(origins_of([telling(1, RESIDENTS), telling(2, RESIDENTS)])) == 2


def test_residents_of_one_text_are_the_same() -> None:
    origin = only([telling(1, RESIDENTS), telling(1, RESIDENTS, number=2), telling(2, RESIDENTS, root=1)])
    assert origin.name == "residents (unnamed)" and len(origin.tellings) == 3
    assert origin.foldings[0].reason == "report r1 says it more than once"


def test_residents_that_one_agency_heard_are_the_same() -> None:
    tellings = [telling(number, RESIDENTS, credits=(credit("AFP"),)) for number in (1, 2)]
    assert only(tellings).reasons == ("both are what AFP heard from residents",)


def test_the_chain_from_residents_to_a_reprint_is_one_origin_and_stays_visible() -> None:
    chain = (RESIDENTS, WATCH)
    origin = only(
        [
            telling(1, *chain, credits=(credit("AFP"),)),
            telling(2, *chain, root=1, reprint_reason="its words"),
            telling(3, WATCH),
        ]
    )
    assert origin.name == "Valley Watch"
    assert origin.chains[0] == ("residents", "Valley Watch", "AFP", "Paper 1")


def test_two_voices_in_one_breath_are_two_origins() -> None:
    voice = described("residents", beside=(WATCH,))
    found = origins_of([telling(1, voice), telling(2, WATCH)])
    assert [one.name for one in found] == ["Valley Watch", "residents (unnamed)"]
    assert [one.tellings for one in found] == [("r1/c1", "r2/c1"), ("r1/c1",)]


def test_the_sides_are_counted_apart() -> None:
    found = origins_of(
        [
            telling(1, WATCH), telling(2, WATCH, stance="denies"), telling(3, polarity="negative"),
            telling(4, RESIDENTS, stance="doubts"), telling(5, WATCH, stance="confirms"),
        ]
    )  # fmt: skip
    assert [(one.stance, one.name) for one in found] == [
        ("for", "Valley Watch"), ("against", "Valley Watch"), ("against", "Paper 3"), ("doubts", "residents (unnamed)"),
    ]  # fmt: skip
    assert found[0].key == found[1].key


def test_a_reports_own_voice_says_whom_else_it_quotes() -> None:
    found = {one.name: one for one in origins_of([telling(1, WATCH), telling(1, number=2), telling(2)])}
    assert found["Paper 1"].beside == ("Valley Watch",)
    assert found["Paper 2"].beside == () and found["Valley Watch"].beside == ()


@pytest.mark.parametrize("words", ["unnamed", "reports", "media reports", "reports on the ground"])
def test_hearsay_may_only_restate_whom_the_report_names(words: str) -> None:
    hearsay = described(words)
    found = origins_of([telling(1, WATCH), telling(1, hearsay, number=2), telling(2, hearsay)])
    assert [one.beside for one in found if "r1/c2" in one.tellings] == [("Valley Watch",)]
    assert [one.beside for one in found if "r2/c1" in one.tellings] == [()]


def test_the_name_of_an_organisation_tells_who_speaks_for_it() -> None:
    assert only([telling(1, SAND), telling(2, WATCH)]).name == "Valley Watch (Mira Sand)"
    assert only([telling(1, described("a spokesman for Valley Watch", speaks_for=WATCH))]).name == "Valley Watch"


def test_a_statement_is_one_voice_whoever_is_said_to_make_it() -> None:
    speaker, official = described("a military spokesman", said=(1, 2)), described("an official", said=(2, 3))
    origin = only([telling(1, speaker), telling(2, official)])
    assert origin.reasons == ("prints the same words of an official (unnamed) as r1 does",)


ARMY = described("army")
MALI, NIGER = named("Mali's army", actor="armed-forces-of-mali"), named("Niger army")


def test_the_army_is_the_one_army_that_is_named_of_an_event() -> None:
    for tellings in ([telling(1, ARMY), telling(2, MALI)], [telling(1, MALI), telling(2, ARMY)]):
        origin = only(tellings)
        assert "are one body, for nobody names another of the kind" in origin.reasons[0] and len(origin.tellings) == 2
    assert len(only([telling(1, ARMY), telling(2, ARMY)]).tellings) == 2


def test_an_army_may_be_either_of_two_and_witnesses_of_two_reports_are_two() -> None:
    assert len(origins_of([telling(1, ARMY), telling(2, MALI), telling(3, NIGER)])) == 3
    assert len(origins_of([telling(1, ARMY), telling(2, described("police"))])) == 2
    assert len(origins_of([telling(1, described("army officer", kind="person")), telling(2, MALI)])) == 2
    assert len(origins_of([telling(1, RESIDENTS), telling(2, RESIDENTS)])) == 2


def test_a_statement_gives_its_name_to_who_is_only_described() -> None:
    sand = named("Mira Sand", kind="person", said=(1, 2))
    tellings = [telling(1, described("an official", said=(2,))), telling(2, sand), telling(3, named("Mira Sand", kind="person"))]
    origin = only(tellings)
    assert origin.name == "Mira Sand" and len(origin.tellings) == 3
    reversed_in_time = [telling(4 - one.report, *one.voices) for one in tellings]
    assert "quotes an official with the same words as Mira Sand" in only(reversed_in_time).reasons


def test_two_names_for_one_statement_stay_two() -> None:
    one, two = named("Mira Sand", kind="person", said=(1,)), named("Tom Stone", kind="person", said=(1,))
    assert len(origins_of([telling(1, one), telling(2, two)])) == 2
    assert len(origins_of([telling(1, one), telling(2, two), telling(3, described("an official", said=(1,)))])) == 3


def test_no_third_joins_two_that_share_nothing() -> None:
    first, last = named("Salt Brigade"), named("Amber Front")
    between = named("Joint Command", aliases=("salt brigade", "amber front"))
    assert len(origins_of([telling(1, first), telling(2, between), telling(3, last)])) == 2


def test_an_undated_telling_comes_last() -> None:
    found = origins_of([telling(1, published=None), telling(2)])
    assert [one.name for one in found] == ["Paper 2", "Paper 1"]


VOICES = st.lists(
    st.sampled_from([WATCH, SAND, RESIDENTS, named("VW"), named("Sand", kind="person"), described("residents", beside=(WATCH,))]),
    max_size=2,
)
TELLINGS = st.lists(
    st.builds(
        lambda report, number, root, voices, stance, credited, dated: telling(
            report, *voices, root=min(root, report), number=number, stance=stance, credits=(credit("AFP"),) if credited else (),
            published="2031-04-06" if dated else None,
        ),
        st.integers(1, 6), st.integers(1, 99), st.integers(1, 6), VOICES,
        st.sampled_from(["reports", "denies", "doubts", "confirms"]), st.booleans(), st.booleans(),
    ),
    max_size=12, unique_by=lambda one: one.claim,
)  # fmt: skip


@given(TELLINGS, st.randoms())
def test_the_order_in_which_tellings_come_does_not_matter(tellings: list[Telling], source: object) -> None:
    other = list(tellings)
    source.shuffle(other)  # type: ignore[attr-defined]
    assert origins_of(other) == origins_of(tellings)


@given(TELLINGS)
def test_every_telling_is_in_an_origin_of_its_side_and_every_folding_has_a_reason(tellings: list[Telling]) -> None:
    origins = origins_of(tellings)
    for one in tellings:
        assert any(one.claim in origin.tellings and origin.stance == one.side for origin in origins)
    for origin in origins:
        assert len(origin.foldings) == len(origin.tellings) - 1
        assert all(folding.reason and folding.into in origin.tellings for folding in origin.foldings)
    assert len({(origin.stance, origin.key) for origin in origins}) == len(origins)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_origins_are_the_same_in_every_process(seed: str) -> None:
    code = (
        "from tests.corroborate.test_origins import *\n"
        "print(origins_of([telling(1, described('residents', beside=(WATCH,))), telling(2, SAND), telling(3, WATCH), telling(4)]))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
    ).stdout
    mine = origins_of([telling(1, described("residents", beside=(WATCH,))), telling(2, SAND), telling(3, WATCH), telling(4)])
    assert said == f"{mine}\n"
