"""FollowTheMoney entities, held against the FollowTheMoney package itself where it is installed."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.export.made_dossiers import WITHHELD, MadeDossiers, made_dossiers, spans_in

from reportedly.export.ftm import write_ftm
from reportedly.export.language_codes import three_letters


def written(dossiers: MadeDossiers) -> list[dict[str, Any]]:
    out = io.BytesIO()
    write_ftm(dossiers, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def by_id(entities: list[dict[str, Any]], name: str) -> dict[str, Any]:
    [found] = [one for one in entities if one["id"] == f"reportedly-0123456789ab-{name}"]
    return found


@pytest.fixture
def entities() -> list[dict[str, Any]]:
    return written(made_dossiers())


def valid(entity: dict[str, Any]) -> None:
    """Raise where FollowTheMoney has no such schema or property, finds a value wrong, or would change one."""
    model = pytest.importorskip("followthemoney", reason="pip install followthemoney (it compiles PyICU)").model
    schema = model.get(entity["schema"])
    assert schema is not None and not schema.abstract
    assert set(entity["properties"]) <= set(schema.properties)
    schema.validate(entity)
    cleaned, given = model.get_proxy(entity).to_dict()["properties"], entity["properties"]
    assert {name: sorted(values) for name, values in cleaned.items()} == {name: sorted(values) for name, values in given.items()}


def test_the_package_takes_every_entity_as_it_is(entities: list[dict[str, Any]]) -> None:
    for one in entities:
        valid(one)


def test_links_lead_to_entities_of_the_right_schema(entities: list[dict[str, Any]]) -> None:
    model = pytest.importorskip("followthemoney", reason="pip install followthemoney (it compiles PyICU)").model
    schema_of = {one["id"]: model.get(one["schema"]) for one in entities}
    assert len(schema_of) == len(entities)
    links = 0
    for one in entities:
        for name, values in one["properties"].items():
            prop = model.get(one["schema"]).get(name)
            if prop.type.name == "entity":
                assert all(schema_of[value].is_a(prop.range) for value in values)
                links += len(values)
    assert links > 30


def test_a_claim_is_a_note_with_its_quotation_offsets_and_report(entities: list[dict[str, Any]]) -> None:
    made = made_dossiers()
    for claim in made.claims():
        note = by_id(entities, claim.id)
        assert note["properties"]["description"] == [claim.sentence.text]
        assert note["properties"]["proof"] == [f"reportedly-0123456789ab-{claim.report}"]
        words = "\n".join(note["properties"]["notes"])
        told = [one.attribution for one in claim.voices if one.attribution is not None]
        said = [part for one in told for part in (one.cue, *one.content)]  # in the quotation
        for span in spans_in(claim):
            if span not in said:
                assert f"characters {span.start} to {span.end}" in words
    denial = by_id(entities, "c8")["properties"]
    assert "denies it" in denial["summary"][0] and denial["entity"] == ["reportedly-0123456789ab-v1"]
    assert "corrected: mode" in by_id(entities, "c1")["properties"]["summary"][0]


def test_an_event_says_how_it_stands_and_who_took_part(entities: list[dict[str, Any]]) -> None:
    event = by_id(entities, "v1")["properties"]
    assert event["recordId"] == ["v1"] and event["startDate"] == ["2031-04-06"] and event["country"] == ["ly"]
    assert event["summary"] == ["contested: 1 independent for, 1 against; disputed: toll:killed"]
    assert len(event["proof"]) == 2 and event["involved"] == ["reportedly-0123456789ab-a1"]
    place = by_id(entities, "place-geonames-2214432")["properties"]
    assert (place["latitude"], place["longitude"]) == (["25.92"], ["13.92"])
    link = by_id(entities, "v1-actor-a1")
    assert link["schema"] == "UnknownLink" and link["properties"]["role"] == ["actor"]


def test_an_actor_keeps_its_former_names_and_a_relation_becomes_a_link(entities: list[dict[str, Any]]) -> None:
    actor = by_id(entities, "a1")
    assert actor["schema"] == "Organization" and actor["properties"]["previousName"] == ["Salt Road Movement"]
    assert by_id(entities, "a2")["schema"] == "Person"
    link = by_id(entities, "c6-link")
    assert link["schema"] == "Representation" and link["properties"]["client"] == ["reportedly-0123456789ab-a3"]
    assert by_id(entities, "a3-affiliation-0")["properties"]["role"] == ["ally_of"]


def test_the_account_counts_what_was_written_and_what_was_not() -> None:
    out = io.BytesIO()
    account = write_ftm(made_dossiers(), out)
    assert sum(number for _, number in account.counts) == len(out.getvalue().splitlines())
    assert [(what, number) for what, _, number in account.left_out] == [("links of relations", 1)]  # c7 joins a1 to itself


def test_the_same_dossiers_give_the_same_bytes_and_nothing_withheld() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_ftm(made_dossiers(), first)
    write_ftm(made_dossiers(), second)
    assert first.getvalue() == second.getvalue()
    assert WITHHELD.split()[1].encode() not in first.getvalue()


NEARLY = st.from_regex(r"https?://[a-z.:@0-9/?#\[\]-]{0,30}", fullmatch=True)
URLS = st.one_of(st.none(), st.text(max_size=30).map("http://".__add__), NEARLY)


@given(st.text(max_size=60), st.text(max_size=40), URLS)
def test_whatever_words_a_report_has_its_entities_are_valid(title: str, name: str, url: str | None) -> None:
    made = made_dossiers()
    reports = tuple(replace(one, title=title, publisher=name, url=url) for one in made.all_reports)
    model = pytest.importorskip("followthemoney", reason="pip install followthemoney (it compiles PyICU)").model
    for one in written(replace(made, all_reports=reports)):
        model.get(one["schema"]).validate(one)
        if one["schema"] == "Article" and "\x00" not in title + name:
            assert one["properties"].get("title", [""])[0] == title.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def test_what_is_longer_than_the_package_takes_is_cut_and_counted() -> None:
    made = made_dossiers()
    long, text = "word " * 20_000, " ".join(f"{number:06}" for number in range(30_000))
    reports = tuple(replace(one, title=long, publisher=long, byline=long, text=text) for one in made.all_reports)
    events = tuple(replace(one, title=long, place=long, geonames=None) for one in made.all_events)
    actors = tuple(replace(one, actor=replace(one.actor, id=f"{one.actor.id}:é {'x' * 300}")) for one in made.all_actors)
    out = io.BytesIO()
    account = write_ftm(replace(made, all_reports=reports, all_events=events, all_actors=actors), out)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len({one["id"] for one in found}) == len(found)
    for one in found:
        valid(one)
    assert ("ends of values", "FollowTheMoney takes no longer ones") in [one[:2] for one in account.left_out]
    article = by_id(found, "r1")["properties"]
    assert len(article["bodyText"]) == 4 and "".join(article["bodyText"]).replace(" ", "") == text.replace(" ", "")
    assert article["title"][0].endswith("…")


def test_an_address_that_the_package_does_not_take_stands_in_the_notes() -> None:
    made = made_dossiers()
    report = replace(made.all_reports[0], url="http://192.0.2.7/a")
    article = by_id(written(replace(made, all_reports=(report, made.all_reports[1]))), "r1")["properties"]
    assert "sourceUrl" not in article and "address http://192.0.2.7/a" in article["notes"]


def test_every_language_that_has_a_code_of_two_letters_here_is_one_that_the_package_knows() -> None:
    types = pytest.importorskip("followthemoney.types", reason="pip install followthemoney (it compiles PyICU)").registry
    assert three_letters("en") == "eng" and three_letters("AR") == "ara" and three_letters("xx") is three_letters(None) is None
    assert all(types.language.validate(three_letters(code)) for code in ("en", "ar", "fr", "fa", "ru", "uk", "de", "es", "zh"))
