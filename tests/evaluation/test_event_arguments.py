import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from reportedly.encoder.output import Output, Predicate, ScoredSpan
from reportedly.evaluation.event_arguments import (
    Document,
    Event,
    Score,
    at_gold_triggers,
    documents,
    head_word,
    of_claims,
)
from reportedly.schema import Reading

TEXT = "Raiders from the hills attacked a market in Sabha"
BLANK = {"words": (), "sentences": (), "names": (), "mentions": (), "chunks": (), "participants": (), "cues": ()}


def reach(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


ACTOR = ("actor", *reach("Raiders from the hills"))
DOCUMENT = Document("made", TEXT, (Event(*reach("attacked"), "ASSAULT", (ACTOR, ("place", *reach("Sabha")))),))


@pytest.mark.parametrize(
    ("mention", "head"),
    [("Raiders from the hills", "Raiders"), ("a market", "market"), ("Sabha", "Sabha"), ("a market in Sabha", "market")],
)
def test_the_head_is_the_last_word_before_what_only_follows_it(mention: str, head: str) -> None:
    assert TEXT[slice(*head_word(TEXT, *reach(mention)))] == head


def test_a_span_without_words_is_its_own_head() -> None:
    assert head_word("a — b", 2, 3) == (2, 3)


def test_head_counts_what_exact_does_not() -> None:
    score = Score()
    at = reach("attacked")[0]
    told = list(score.add(DOCUMENT, [(at, ("actor", *reach("Raiders"))), (at, ("recipient", *reach("a market")))]))
    rows = score.figures()
    assert rows["exact"]["right"] == 0 and rows["head"]["right"] == 1
    assert (rows["actor"]["f1"], rows["place"]["f1"], rows["recipient"]["precision"]) == (100, 0, 0)
    assert [error.split(" || ")[0] for error in told] == ["MISSED place 'Sabha'", "EXTRA recipient 'a market'"]


def test_the_same_words_at_another_trigger_are_wrong() -> None:
    score = Score()
    list(score.add(DOCUMENT, [(0, ACTOR)]))
    assert score.figures()["head"]["right"] == 0


def test_the_event_head_is_asked_at_the_gold_trigger() -> None:
    spans = (ScoredSpan(*reach("Sabha"), "place", 0.9), ScoredSpan(*reach("market"), "time", 0.9))
    output = Output(**BLANK, predicates=(Predicate(*reach("attacked"), 0, 0.9, 0.9, (), 0.0, (), spans),))
    assert at_gold_triggers(DOCUMENT, output) == [(reach("attacked")[0], ("place", *reach("Sabha")))]
    assert at_gold_triggers(DOCUMENT, Output(**BLANK, predicates=())) == []


def test_claims_stand_at_the_gold_trigger_they_cover_and_not_at_one_that_ours_cannot_say(reading: Reading) -> None:
    claim = next(one for one in reading.claims if one.kind == "event" and one.trigger and one.arguments)
    at = claim.trigger.start
    alone = replace(reading, claims=(claim,))
    said = Document("m", reading.report.text, (Event(at, at + 3, claim.type, ()),))
    assert {one for one, _ in of_claims(said, alone)} == {at}
    assert of_claims(replace_type(said), alone) == []


def replace_type(document: Document) -> Document:
    event = document.events[0]
    return Document(document.name, document.text, (Event(event.start, event.end, None, ()),))


def test_a_document_is_read_in_the_corpus_s_own_format(tmp_path: Path) -> None:
    tokens = TEXT.split()
    document = {
        "doc_id": "made", "tokens": tokens,
        "entity_mentions": [{"id": "T1", "start": 0, "end": 4}, {"id": "T2", "start": 8, "end": 9}],
        "event_mentions": [
            {
                "event_type": "Conflict.Attack.Unspecified", "trigger": {"start": 4, "end": 5, "text": "attacked"},
                "arguments": [{"entity_id": "T1", "role": "Attacker"}, {"entity_id": "T2", "role": "Place"}],
            },
            {"event_type": "Life.Consume.Unspecified", "trigger": {"start": 5, "end": 6, "text": "a"}, "arguments": []},
        ],
    }  # fmt: skip
    (tmp_path / "dev.jsonl").write_text(json.dumps(document))
    [one] = documents(tmp_path / "dev.jsonl")
    assert one.text == TEXT and one.events[0] == DOCUMENT.events[0] and one.events[1].type is None
