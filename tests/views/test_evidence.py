"""One thing with all that is behind it, and the log."""

import pytest
from sqlalchemy import Connection

from reportedly.errors import BadOption
from reportedly.store.search import Box
from reportedly.views.evidence import ClaimPage, EventEvidence, evidence
from reportedly.views.filters import Filters
from reportedly.views.log import log
from reportedly.views.maps import features, timeline
from reportedly.views.shown import ActorPage, JudgementPage, PlacePage, ReportPage, SourcePage, show


def test_an_event_opens_its_claims_by_independent_voice(connection: Connection) -> None:
    page = show(connection, "v1")
    assert isinstance(page, EventEvidence)
    assert page.event.id == "v1" and page.standing.grade == "contested"
    assert [(one.origin, [told.claim.id for told in one.claims]) for one in page.origins] == [
        ("actor:tarek-ouldin", ["c1"]), ("unnamed:residents", ["c2"]), ("voice:monitoring group", ["c3"]),
    ]  # fmt: skip
    assert [one.voice for one in page.origins] == ["Tarek Ouldin", "residents", "the monitoring group"]
    second = page.origins[1].claims[0]
    assert second.report.id == "r1" and second.report.published == "2031-04-07" and second.report.text_hash.startswith("sha256:")
    assert [(one.other, one.score, one.why["reasons"][0]) for one in second.linked] == [("c1", 0.93, "same day")]
    third = page.origins[2].claims[0]
    assert third.claim.stance == "denies"
    assert (third.report.reprint_of, third.report.reprint_reason) == ("r1", "9 of 10 words are those of Tarek Ouldin's text")
    assert [one.kind for one in page.origins[0].claims[0].judgements] == ["right"]
    assert [(one.field, one.values[0].label) for one in page.standing.fields][:2] == [("when", "6 April"), ("where", "Murzuq")]
    assert page.standing.tolls[0].low == 12


def test_an_event_as_it_stood(connection: Connection) -> None:
    page = evidence(connection, 1, as_of="2031-04-07")
    assert page.standing.grade == page.event.grade == "single-source"
    assert [told.claim.id for one in page.origins for told in one.claims] == ["c1", "c2"]
    assert page.notes == ("1 undated report is not counted as of 2031-04-07.",)
    with pytest.raises(BadOption, match="No report of v1 was published by 2031-04-06"):
        evidence(connection, 1, as_of="2031-04-06")


def test_a_claim_a_report_an_actor_a_place_a_source_a_judgement(connection: Connection) -> None:
    claim = show(connection, "c2")
    assert isinstance(claim, ClaimPage) and claim.event is not None and claim.event.id == "v1"
    relation = show(connection, "c6")
    assert isinstance(relation, ClaimPage) and relation.event is None
    report = show(connection, "r1")
    assert isinstance(report, ReportPage) and report.text is not None
    assert [row.id for row in report.claims] == ["c1", "c2"] and report.reprinted_in == ("r2",)
    for row in report.claims:
        assert report.text[row.sentence_start :].startswith(row.sentence)
    for name in ("amber-front", "Amber Front", "salt road MOVEMENT"):
        actor = show(connection, name)
        assert isinstance(actor, ActorPage) and actor.actor.id == "amber-front"
    former = next(one for one in actor.names if one.kind == "former")
    assert (former.name, former.since, former.until) == ("Salt Road Movement", "2029", "2030-06")
    assert [row.id for row in actor.events] == ["v1"] and [one.role for one in actor.affiliations] == ["led_by"]
    brigade = show(connection, "a3")
    assert isinstance(brigade, ActorPage) and [one.other for one in brigade.suggestions] == ["tarek-ouldin"]
    assert [one.id for one in brigade.judgements] == ["j2"] and brigade.judgements[0].undone_by == "j3"
    for name in ("g2214432", "murzuq"):
        place = show(connection, name)
        assert isinstance(place, PlacePage) and place.place.geonames == 2214432 and [row.id for row in place.events] == ["v1"]
    source = show(connection, "the monitoring group")
    assert isinstance(source, SourcePage) and source.source.reliability == "B" and [row.id for row in source.claims] == ["c3"]
    judgement = show(connection, "j2")
    assert isinstance(judgement, JudgementPage) and judgement.judgement.undone_by == "j3"


@pytest.mark.parametrize("name", ["v99", "c99", "r99", "j99", "g99", "Zebulon", "v2"])
def test_what_is_not_there_is_said_to_be_not(connection: Connection, name: str) -> None:
    with pytest.raises(BadOption, match=r"no event|no claim|no report|no judgement|no place|nothing of that id|part of v1"):
        show(connection, name)


def test_the_log_tells_what_was_done_the_latest_first(connection: Connection) -> None:
    rows = log(connection).rows
    assert [(row.what, row.judgement.id if row.judgement else "run") for row in rows] == [
        ("judge", "j3"), ("judge", "j2"), ("judge", "j1"), ("add", "run"),
    ]  # fmt: skip
    assert rows[1].judgement is not None and rows[1].judgement.undone_by == "j3"
    assert rows[3].run is not None and (rows[3].run.read, rows[3].run.stored) == (4, 4)
    paged = []
    cursor = None
    while True:
        answer = log(connection, limit=1, cursor=cursor)
        paged += answer.rows
        cursor = answer.next
        if cursor is None:
            break
    assert tuple(paged) == rows
    name = rows[1].judgement.who
    assert [row.judgement.id for row in log(connection, who=name).rows if row.judgement] == ["j2"]
    assert not log(connection, who="Nobody Known").rows


def test_points_in_a_box(connection: Connection) -> None:
    answer = features(connection)
    assert [(one.lat, one.lon, one.events, one.disputed, one.killed, one.event) for one in answer.rows] == [
        (25.92, 13.92, 1, 1, 12, "v1"), (27.04, 14.43, 1, 0, None, "v4"),
    ]  # fmt: skip
    assert answer.notes == ("1 event without a point is not on the map.",)
    assert [one.event for one in features(connection, box=Box(26, 10, 30, 20)).rows] == ["v4"]
    assert [one.event for one in features(connection, Filters.parse(disputed=True), box=Box(20, 10, 30, 20)).rows] == ["v1"]


def test_a_time_line(connection: Connection) -> None:
    answer = timeline(connection)
    assert [(one.start, one.events, one.disputed, one.killed) for one in answer.rows] == [("2031-03", 1, 0, None), ("2031-04", 1, 1, 12)]
    assert answer.notes == ("1 event without a date is not counted.",)
    assert [one.start for one in timeline(connection, grain="year").rows] == ["2031"]
    with pytest.raises(BadOption, match="no grain"):
        timeline(connection, grain="week")  # type: ignore[arg-type]
