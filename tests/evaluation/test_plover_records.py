from pathlib import Path

import pytest
from msgspec.structs import replace

from reportedly.codebooks.load import load_codebook
from reportedly.evaluation.plover_records import Record, figures, judge, records
from reportedly.schema import Argument, Claim, Factuality, Reading, span_of

CODEBOOK = load_codebook()
TEXT = "Ardenia threatened Borland and then met Corvia."
DATA = Path(__file__).parents[3] / "shared" / "data"


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def claim(kind: str, trigger: str, score: float, **roles: str) -> Claim:
    return Claim(
        id=trigger, kind="event", type=kind, trigger=span_of(TEXT, *at(trigger)),
        arguments=tuple(
            Argument(role=role, start=at(words)[0], end=at(words)[1], text=words)  # type: ignore[arg-type]
            for role, words in roles.items()
        ),
        factuality=Factuality(certainty="certain", polarity="positive", modality="actual"),
        sentence=span_of(TEXT, 0, len(TEXT)), score=score,
    )  # fmt: skip


def record(kind: str = "THREATEN", *, mutual: bool = False) -> Record:
    sources = [at("Ardenia"), at("Corvia")] if mutual else [at("Ardenia")]
    return Record("one", TEXT, kind, [at("threatened")], sources, [] if mutual else [at("Borland")], mutual)


def test_the_claim_at_the_mark_the_leading_and_the_highest_one_are_judged_apart(reading: Reading) -> None:
    claims = (
        claim("THREATEN", "threatened", 0.6, actor="Ardenia", recipient="Borland"),
        claim("CONSULT", "met", 0.9, actor="Ardenia", recipient="Corvia"),
    )
    verdict = judge(record(), replace(reading, claims=claims, mentions=()), CODEBOOK)
    assert (verdict.any_type, verdict.marked_type, verdict.leading_type, verdict.highest_type) == (True, True, True, False)
    assert (verdict.marked_actors, verdict.leading_actors, verdict.highest_actors) == (True, True, False)
    verdict = judge(record("CONSULT"), replace(reading, claims=claims, mentions=()), CODEBOOK)
    assert (verdict.marked_type, verdict.leading_type, verdict.highest_type) == (False, False, True)


def test_parties_that_act_on_each_other_may_stand_in_either_role(reading: Reading) -> None:
    claims = (claim("CONSULT", "met", 0.9, actor="Ardenia", recipient="Corvia"),)
    verdict = judge(record("CONSULT", mutual=True), replace(reading, claims=claims, mentions=()), CODEBOOK)
    assert verdict.marked_actors is True and verdict.any_type is False


def test_our_extensions_count_as_what_they_roll_up_to(reading: Reading) -> None:
    claims = (claim("APPOINT", "threatened", 0.9),)
    assert judge(record("SUPPORT"), replace(reading, claims=claims, mentions=()), CODEBOOK).marked_type


def test_nothing_read_is_nothing_right(reading: Reading) -> None:
    verdict = judge(record(), replace(reading, claims=(), mentions=()), CODEBOOK)
    assert figures([verdict]) == {
        "records": 1, "any type": 0.0, "marked type": 0.0, "leading type": 0.0, "highest type": 0.0, "pairs": 1,
        "marked actors": 0.0, "leading actors": 0.0, "highest actors": 0.0,
    }  # fmt: skip


@pytest.mark.corpora
def test_marks_of_the_records_select_words() -> None:
    if not (DATA / "plover_gsr").exists():
        pytest.skip("the PLOVER records are not in ../shared/data")
    found = list(records(DATA))
    assert found and all(one.events and one.sources for one in found)
    assert all(one.text[a:b].strip() for one in found for a, b in (*one.events, *one.sources, *one.targets))
