"""The whole way from text to claims, with the packaged model: invariants on any input, and a report of our own invention."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reportedly
from reportedly.config import Settings
from reportedly.errors import CodebookError, EmptyReport, GazetteerError, ModelError, NotEnglish
from reportedly.ingest.rejection import Rejection
from reportedly.pipeline import Reader
from reportedly.schema import Reading, Report, report_id

# Invented: none of these persons, groups and events exists. The towns do.
TEXT = (
    "Fighters of the Amber Front shelled a grain depot near Murzuq in Libya on Sunday, killing at least 12 people, residents said.\n\n"
    "Colonel Tarek Ouldin, spokesman for the Southern Lantern Brigade, denied that his men attacked the depot. "
    '"We were not there," Ouldin said.\n\n'
    "The Amber Front, formerly known as the Salt Road Movement, has reportedly arrested two journalists in Sabha."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.open(Settings(threads=1))


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    return reader.read(Report(id=report_id(TEXT), text=TEXT, published="2021-03-10"))


def spans(value: Any) -> list[dict[str, Any]]:
    """Every object of a reading that has offsets and words."""
    if isinstance(value, dict):
        own = [value] if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int) else []
        return own + [found for key, one in value.items() if key != "report" for found in spans(one)]
    if isinstance(value, list | tuple):
        return [found for one in value for found in spans(one)]
    return []


def check(found: Reading) -> int:
    """Every span is its words, and every id that is named exists; the number of spans."""
    plain = msgspec.to_builtins(found)
    checked = spans(plain)
    for one in checked:
        assert found.report.text[one["start"] : one["end"]] == one["text"]
    entities, voices = {one.id for one in found.entities}, {one.id for one in found.attributions}
    events, claims = {one.id for one in found.events}, {one.id for one in found.claims}
    assert all(one.entity is None or one.entity in entities for one in found.mentions)
    assert all(one.parent is None or one.parent in voices for one in found.attributions)
    for claim in found.claims:
        assert set(claim.according_to) <= voices
        assert (claim.event in events) == (claim.kind == "event")
        assert all(argument.entity is None or argument.entity in entities for argument in claim.arguments)
    assert all(set(event.claims) <= claims for event in found.events)
    assert sorted(one for event in found.events for one in event.claims) == sorted(
        c.id for c in found.claims if c.kind == "event"
    )
    return len(checked)


def test_an_invented_report(reading: Reading) -> None:
    assert check(reading) > 30
    shelled = next(claim for claim in reading.claims if claim.trigger and claim.trigger.text == "shelled")
    assert (shelled.type, shelled.mode) == ("ASSAULT", "heavy-weapons")
    assert shelled.when is not None and (shelled.when.start, shelled.when.end) == ("2021-03-07", "2021-03-07")
    assert shelled.according_to
    assert "Amber Front" in next(argument.text for argument in shelled.arguments if argument.role == "actor")
    arrested = next(claim for claim in reading.claims if claim.trigger and claim.trigger.text == "arrested")
    assert arrested.factuality.certainty == "possible"
    assert arrested.where is not None and arrested.where.country == "LY"
    assert any(claim.stance == "denies" for claim in reading.claims)
    assert any(claim.type == "also_known_as" for claim in reading.claims)
    assert any(claim.type == "speaks_for" for claim in reading.claims)


def test_toll(reading: Reading) -> None:
    tolls = [(toll.what, toll.low, toll.best, toll.high) for claim in reading.claims for toll in claim.toll]
    assert ("killed", 12, 12, None) in tolls


def test_the_same_twice_and_beside_others(reader: Reader, reading: Reading) -> None:
    report = Report(id=report_id(TEXT), text=TEXT, published="2021-03-10")
    other = Report(id=report_id("x"), text="Police arrested a man in Oslo. He was freed.")
    assert msgspec.json.encode(list(reader.read_all([other, report]))[1]) == msgspec.json.encode(reading)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_text_has_right_spans(reader: Reader, text: str) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    check(reader.read(Report(id=report_id(text), text=text, published="2016-12-07")))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([*TEXT.split(), "\u202e", "😀", "الرقة", "\n\n", "é", "—", "“", "20", "2016", "May"]),
        max_size=80,
    )
)
def test_any_order_of_words_has_right_spans(reader: Reader, words: list[str]) -> None:
    text = " ".join(words)
    check(reader.read(Report(id=report_id(text), text=text, published="2016-12-07")))


def test_a_report_without_a_word(reader: Reader) -> None:
    found = reader.read(Report(id=report_id(" \n"), text=" \n"))
    assert (found.mentions, found.claims, found.events) == ((), (), ())


def test_without_a_date_what_is_relative_stays_undated(reader: Reader) -> None:
    found = reader.read(Report(id=report_id(TEXT), text=TEXT))
    sunday = next(one for one in found.mentions if one.text == "Sunday")
    assert sunday.time is not None and sunday.time.start is None
    assert sunday.unresolved


def test_read_takes_the_text_as_it_is() -> None:
    text = "UNITED24 - Donate!\n\n  Rebels seized the town of Azaz.  "
    assert reportedly.read(text).report.text == text


def test_read_many_keeps_order_and_passes_rejections() -> None:
    outcomes = list(
        reportedly.read_many(
            iter(["", {"text": TEXT, "id": "7"}, {"txt": 1}, {"text": "Troops left Sabha.", "published": 3}])
        )
    )
    assert [type(outcome) for outcome in outcomes] == [Rejection, Reading, Rejection, Rejection]
    assert isinstance(outcomes[1], Reading) and outcomes[1].report.given_id == "7"


def test_errors_of_one_call() -> None:
    with pytest.raises(EmptyReport):
        reportedly.read("  ")
    with pytest.raises(NotEnglish, match="German"):
        reportedly.read(
            "Die Aufständischen haben am Montag die Stadt eingenommen, sagte ein Sprecher der Regierung in Berlin."
        )


def test_missing_parts_say_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        Reader.open(Settings(model=tmp_path))
    with pytest.raises(GazetteerError):
        Reader.open(Settings(gazetteer=tmp_path / "none.bin"))
    with pytest.raises(CodebookError):
        Reader.open(Settings(codebook=tmp_path / "none.yaml"))


def test_claims_below_the_asked_score_are_held_back_and_counted(reader: Reader) -> None:
    def read(min_score: float) -> Reading:
        reader.min_score = min_score
        reader.made_by = msgspec.structs.replace(reader.made_by, min_score=min_score)
        return reader.read(Report(id=report_id(TEXT), text=TEXT, published="2021-03-10"))

    default = reader.min_score
    try:
        every, none = read(0.0), read(1.0)
        middle = sorted(claim.score for claim in every.claims)[len(every.claims) // 2]
        some = read(middle)
    finally:
        read(default)
    assert every.made_by.held_back == 0 and len(every.claims) > 1
    assert none.claims == () and none.events == () and none.made_by.held_back == len(every.claims)
    assert none.attributions == every.attributions and none.mentions == every.mentions
    kept = [claim for claim in every.claims if claim.score >= middle]
    assert [claim.id for claim in some.claims] == [claim.id for claim in kept]
    assert some.made_by.held_back == len(every.claims) - len(kept) and some.made_by.min_score == middle
    check(some)


def test_read_takes_what_is_known_of_the_report_and_nothing_else() -> None:
    found = reportedly.read(TEXT, title="Depot Shelled", byline="Ada Quill", publisher="The Invented Post", min_score=1.0)
    assert (found.report.title, found.report.byline, found.report.publisher) == ("Depot Shelled", "Ada Quill", "The Invented Post")
    assert found.claims == () and found.made_by.held_back > 1
    with pytest.raises(TypeError, match="titel"):
        reportedly.read(TEXT, titel="Depot Shelled")  # type: ignore[call-arg]


def test_who_only_speaks_of_a_shelling_has_not_done_it() -> None:
    text = "Troops shelled Murzuq on Sunday.\n\nMira Sand, an analyst, was in Sabha. She said the shelling could push families to leave."
    claims = reportedly.read(text, published="2031-04-08").claims
    told = [one for one in claims if one.trigger is not None and one.trigger.text == "shelling"]
    assert told and all(argument.role != "actor" for one in told for argument in one.arguments)


def test_what_is_attacked_is_no_restriction_and_what_is_set_up_is() -> None:
    claims = reportedly.read("Gunmen attacked a checkpoint in Murzuq on Monday.", published="2031-04-08").claims
    assert [one.type for one in claims if one.kind == "event"] == ["ASSAULT"]
    claims = reportedly.read("The army set up checkpoints around Murzuq on Monday.", published="2031-04-08").claims
    assert [(one.type, one.mode) for one in claims if one.kind == "event"] == [("COERCE", "restrict")]


def test_the_day_and_place_of_a_verb_that_says_what_a_strike_hit_are_the_strike_s() -> None:
    text = "An air strike hit the market in the Libyan town of Murzuq on Sunday morning, killing at least two people."
    claims = reportedly.read(text, published="2031-04-08").claims
    strike = next(one for one in claims if one.trigger is not None and one.trigger.text == "air strike")
    assert strike.when is not None and strike.when.start == "2031-04-06"
    assert strike.where is not None and strike.where.country == "LY"


def test_neither_a_strike_nor_its_victims_nor_who_tells_of_it_did_it() -> None:
    text = "An air strike hit the market in Murzuq on Sunday, killing at least seven people and wounding more than 20, officials said."
    claims = reportedly.read(text, published="2031-04-08").claims
    told = [one for one in claims if one.type == "ASSAULT"]
    assert len(told) == 3 and all(argument.role != "actor" for one in told for argument in one.arguments)
