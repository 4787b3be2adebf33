"""The benchmark of actors: how links are judged and counted."""

from benchmarks.actors import Link, Verdict, anchor, counts, links_of, precision, shown, verdicts

from benchmarks import actors
from reportedly.codebooks.actor_book import actor_book
from reportedly.schema import Reading, Span
from reportedly.schema.actor import ActorMatch, EntityFacts, EntityName


def link(document: str, actor: str | None, decision: str = "same", start: int = 0) -> Link:
    return Link(
        document, Span(start=start, end=start + 4, text="ISIL"),
        EntityFacts(kind="organisation", names=(EntityName(text="ISIL"),)),
        ActorMatch(actor=actor, decision=decision, score=0.9, features=(), reason="invented"),  # type: ignore[arg-type]
    )  # fmt: skip


def test_every_verdict_is_of_an_actor_of_the_book_and_has_no_text() -> None:
    judged = verdicts()
    assert len(judged) >= 60
    assert len(judged) == len(actors.VERDICTS.read_text("utf-8").splitlines())
    for one in judged.values():
        assert actor_book().actor(one.actor) is not None and one.start < one.end
        assert one.right == (one.why is None) and one.drawn in ("links", "actors", "later")


def test_only_judged_links_count_for_precision() -> None:
    one, two = [verdict for verdict in verdicts().values() if verdict.drawn == "links"][:2]
    found = [
        Link(v.document, Span(start=v.start, end=v.end, text="x"), link("d", v.actor).facts, link("d", v.actor).match)
        for v in (one, two)
    ]
    rows = precision([*found, link("unseen", "isil")])
    assert rows["links drawn by hash"]["links"] == 2
    assert rows["not judged"] == {"links": 1}
    assert rows["first of each further actor"] == {"links": 0}


def test_the_interval_is_wilson_s() -> None:
    row = actors._share(95, 100)
    assert (round(row["low"], 1), round(row["high"], 1)) == (88.8, 97.8)


def test_entities_are_counted_by_corpus_and_what_became_of_them() -> None:
    rows = counts([link("re3d:a", "isil"), link("re3d:b", None, "different"), link("wikinews:c", "isil", "doubtful")])
    assert rows["re3d, named organisations and states"] == {"entities": 2, "same": 1, "doubtful": 0, "different": 1}
    assert rows["  found, armed-group"] == {"same": 1}
    assert "not judged" in shown(rows | precision([]))


def test_a_link_is_judged_where_the_entity_acts(reading: Reading) -> None:
    assert anchor(reading, "e5").text == "Mira Sand"
    assert [one.document for one in links_of("d", reading, actor_book())] == ["d"] * 4


def test_a_verdict_knows_its_place() -> None:
    verdict = Verdict(document="d", start=1, end=2, actor="isil", right=True, drawn="links")
    assert (verdict.document, verdict.start, verdict.end, verdict.actor) not in verdicts()
