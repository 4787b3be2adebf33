"""The API answers what the views answer, says what is wrong, and hands nothing out that is withheld."""

import json
import time
from typing import Any

import pytest
from litestar.testing import TestClient
from web_desk import TOKEN

from conftest import served
from reportedly.record.record import Record
from reportedly.views.facets import FACETS
from reportedly.views.filters import KEYS
from reportedly.web.app import application, inner
from reportedly.web.describing import described
from reportedly.web.desk import Desk
from reportedly.web.parameters import FILTERS


def rows(client: TestClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def test_lists_are_the_record_s(client: TestClient, record: Record) -> None:
    assert [one["id"] for one in rows(client, "events")] == [one.id for one in record.events().rows]
    assert [one["id"] for one in rows(client, "claims?sort=oldest")] == [one.id for one in record.claims(paging={"sort": "oldest"}).rows]
    for name in ("actors", "places", "sources", "reports", "log", "map", "timeline"):
        assert rows(client, name), name
    held = client.get("/api/v1/overview").json()
    assert (held["reports"], held["events"]) == (12, len(record.events(paging={"limit": 1000}).rows))


def test_pages_follow_each_other(client: TestClient, record: Record) -> None:
    first = client.get("/api/v1/events?limit=5").json()
    second = client.get(f"/api/v1/events?limit=5&cursor={first['next']}").json()
    every = [one.id for one in record.events(paging={"limit": 10}).rows]
    assert [one["id"] for one in (*first["rows"], *second["rows"])] == every


def test_every_filter_is_declared_and_narrows(client: TestClient, record: Record) -> None:
    assert set(FILTERS) == set(KEYS)
    country = next(one.country for one in record.events(paging={"limit": 100}).rows if one.country)
    found = rows(client, f"events?country={country}")
    assert found and {one["country"] for one in found} == {country}
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/events"]["get"]["parameters"]
    assert {one["name"] for one in described} == {*KEYS, "sort", "limit", "cursor"}


def test_facets_count_the_events_that_pass(client: TestClient, record: Record) -> None:
    found = client.get("/api/v1/events/facets").json()
    events = record.events(paging={"limit": 1000}).rows
    assert found["exact"] and found["events"] == len(events)
    assert tuple(one["name"] for one in found["facets"]) == FACETS
    by_type = {one["value"]: one["events"] for one in found["facets"][1]["values"]}
    assert by_type == {kind: sum(one.type == kind for one in events) for kind in {one.type for one in events}}


def test_a_thing_is_opened_by_its_id(client: TestClient) -> None:
    event = rows(client, "events?sort=origins")[0]
    page = client.get(f"/api/v1/events/{event['id']}").json()
    assert page["event"]["id"] == event["id"] and page["origins"]
    told = client.get(f"/api/v1/events/{event['id']}/claims").json()
    assert {one["event"] for one in told} == {event["id"]}
    report = client.get(f"/api/v1/reports/{told[0]['report']}").json()
    for one in report["claims"]:
        for span in (one["sentence"], one["trigger"]):
            assert span is None or report["text"][span["start"] : span["end"]] == span["text"]
    assert client.get(f"/api/v1/claims/{told[0]['id']}").json()["evidence"]["claim"]["id"] == told[0]["id"]
    actor = rows(client, "actors")[0]
    assert client.get(f"/api/v1/actors/{actor['id']}").json()["actor"]["id"] == actor["id"]
    place = rows(client, "places")[0]
    assert client.get(f"/api/v1/places/{place['id']}").json()["place"]["id"] == place["id"]


def test_where_a_claim_stands_in_its_original(client: TestClient, record: Record) -> None:
    claim = record.claims(paging={"limit": 1}).rows[0].id
    answer = client.get(f"/api/v1/claims/{claim}/original")
    found, expected = answer.json(), record.original(claim)
    assert answer.status_code == 200 and found["places"] and found["kind"] == expected.kind
    assert [one["type"] for one in found["places"]] == [str(one.__struct_config__.tag) for one in expected.places]
    assert all(one.get("text", "") == "" for one in found["places"]), "no words of the original leave this way"
    assert client.get(f"/api/v1/claims/{claim}/original", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert client.get("/api/v1/claims/c999999/original").status_code == 404


def test_an_original_is_saved_and_not_shown(client: TestClient) -> None:
    answer = client.get("/api/v1/reports/r1/original")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert json.loads(answer.content)["text"]


def test_the_network_is_of_actors_that_act_on_each_other(client: TestClient) -> None:
    found = client.get("/api/v1/network").json()
    known = {one["id"] for one in found["nodes"]}
    assert known and all(one["source"] in known and one["target"] in known for one in found["edges"])
    fewer = client.get("/api/v1/network?most=2").json()
    assert len(fewer["nodes"]) == 2 and (len(known) <= 2 or any("not shown" in note for note in fewer["notes"]))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("events/v999999", 404), ("events/c1", 404), ("events/%00", 404), ("claims/v1", 404), ("reports/r0", 404), ("actors/nobody", 404),
        ("events?grade=x", 400), ("events?limit=0", 400), ("events?limit=abc", 400), ("events?cursor=zzz", 400), ("map?box=1,2", 400),
        ("map?box=nan,nan,nan,nan", 400), ("timeline?grain=hour", 400), ("network?most=0", 400), ("export/none", 400), ("nothing", 404),
        ("judgements/j9", 404), ("add/9", 404), ("events/v1?as_of=x", 400),
    ],
)  # fmt: skip
def test_what_can_t_be_answered_says_why(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status, answer.text
    assert answer.json()["message"]


def test_the_same_answer_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/api/v1/events?limit=3")
    again = client.get("/api/v1/events?limit=3", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    assert client.get("/api/v1/events?limit=4", headers={"if-none-match": first.headers["etag"]}).status_code == 200
    client.post("/api/v1/judgements", json={"kind": "reject", "names": [first.json()["rows"][0]["id"]]})
    assert client.get("/api/v1/events?limit=3", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_judging_is_signed_seen_and_undone(client: TestClient) -> None:
    event = rows(client, "events")[0]
    wish = {"kind": "correct", "names": [event["id"]], "field": "when", "value": "2016-12-24", "reason": "dated"}
    made = client.post("/api/v1/judgements", json=wish)
    assert made.status_code == 201
    judgements = made.json()["judgements"]
    assert {one["who"] for one in judgements} == {"Ida Holm"}
    assert client.get(f"/api/v1/events/{event['id']}").json()["event"]["start"] == "2016-12-24"
    for one in judgements:
        assert client.post("/api/v1/judgements", json={"kind": "undo", "names": [f"j{one['id']}"]}).status_code == 201
    assert client.get(f"/api/v1/events/{event['id']}").json()["event"]["start"] == event["start"]


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "merge", "names": ["v1"]}, {"kind": "confirm", "names": []}, {"kind": "correct", "names": ["v1"]},
        {"kind": "rate", "names": ["x"], "value": "Z"},
        {"kind": "undo", "names": ["j99"]}, {"kind": "burn", "names": ["v1"]}, {"kind": "confirm", "names": ["v1"], "who": "Somebody Else"},
        {"kind": "confirm", "names": ["v1"], "reason": "x" * 3000},
    ],
)  # fmt: skip
def test_a_judgement_that_can_t_be_made_leaves_no_trace(client: TestClient, wish: dict[str, Any]) -> None:
    assert client.post("/api/v1/judgements", json=wish).status_code == 400
    assert client.get("/api/v1/overview").json()["judgements"] == 0


def test_what_is_withheld_is_in_no_answer(client: TestClient, record: Record) -> None:
    name = next(one.name for one in record.actors().rows if len(one.name) > 6)
    record.withhold("person", name, reason="at risk")
    lists = "overview events?limit=100 events/facets claims?limit=100 actors?limit=100 places sources reports log map network timeline"
    everything = lists.split()
    everything += [f"events/{one.id}" for one in record.events().rows] + [f"reports/{one.id}" for one in record.reports().rows]
    everything += [f"events/{one.id}/claims" for one in record.events().rows]
    for path in everything:
        assert name not in client.get(f"/api/v1/{path}").text, path
    originals = [client.get(f"/api/v1/reports/{one.id}/original") for one in record.reports().rows]
    assert any(one.status_code == 404 for one in originals) and all(name.encode() not in one.content for one in originals)


def watched(client: TestClient, run: dict[str, Any]) -> dict[str, Any]:
    for _ in range(200):
        found: dict[str, Any] = client.get(f"/api/v1/add/{run['id']}").json()
        if found["done"]:
            return found
        time.sleep(0.02)
    raise AssertionError("the run did not end")


def test_a_text_and_files_are_added_with_their_account(client: TestClient) -> None:
    begun = client.post("/api/v1/add/text", json={"text": "Rain fell on the grain depot in Murzuq on Sunday.", "published": "2031-04-08"})
    assert begun.status_code == 202
    assert watched(client, begun.json())["account"]["stored"] == 1
    files = [("data", ("../../etc/<script>.txt", b"Rain fell on the other depot in Sabha on Monday.")), ("data", ("empty.txt", b""))]
    done = watched(client, client.post("/api/v1/add/files", files=files).json())
    assert (done["account"]["stored"], done["account"]["rejected"]) == (1, 1)
    assert all("/" not in name and "<" not in name for name in done["files"])
    assert client.post("/api/v1/add/text", json={"text": "  "}).status_code == 400


def test_a_desk_that_only_shows(record: Record, desk: Desk) -> None:
    shown = Desk(record, desk.settings, served(read_only=True))
    with TestClient(application(shown)) as client:  # type: ignore[arg-type]
        client.headers["authorization"] = f"Bearer {TOKEN}"
        assert client.get("/api/v1/events").status_code == 200
        assert client.post("/api/v1/judgements", json={"kind": "confirm", "names": ["v1"]}).status_code == 403
        assert client.post("/api/v1/add/text", json={"text": "Rain fell."}).status_code == 403


@pytest.mark.parametrize("name", ["claims", "events", "geojson", "csl-json"])
def test_exports_are_downloads(client: TestClient, name: str) -> None:
    answer = client.get(f"/api/v1/export/{name}")
    assert answer.status_code == 200 and answer.content
    assert answer.headers["content-disposition"].startswith("attachment")
    assert name in {one["name"] for one in client.get("/api/v1/export").json()}


def test_the_description_is_openapi(desk: Desk) -> None:
    schema = described(inner(desk))
    assert schema["openapi"].startswith("3.1") and all(path.startswith("/api/v1/") for path in schema["paths"])
    events = schema["paths"]["/api/v1/events"]["get"]
    assert events["summary"] or events["description"]
    assert "EventRow" in json.dumps(schema["components"]["schemas"])


def test_the_queue_is_of_what_nobody_judged_with_its_reasons(client: TestClient, record: Record) -> None:
    told = next(one for one in record.events(paging={"limit": 100}).rows if one.origins_for > 1)
    claims = [claim.claim.id for origin in record.show(told.id).origins for claim in origin.claims]  # type: ignore[union-attr]
    record.correct(claims[0], "when", "2001-02-03", reason="another day")
    queue = rows(client, "review?limit=50")
    assert queue and all(one["why"] for one in queue)
    assert [one["urgency"] for one in queue] == sorted((one["urgency"] for one in queue), reverse=True)
    first = next(one["event"] for one in queue if one["event"])
    client.post("/api/v1/judgements", json={"kind": "confirm", "names": [first["id"]]})
    assert first["id"] not in {one["event"]["id"] for one in rows(client, "review?limit=50") if one["event"]}


def test_agreement_is_of_those_who_judged(client: TestClient, record: Record) -> None:
    assert client.get("/api/v1/agreement").json() == {"alpha": None, "shared": 0, "reviewers": []}
    claims = [one["id"] for one in rows(client, "claims?limit=100") if one["event"]][:4]
    for number, claim in enumerate(claims):
        record.confirm(claim, who="Ada")
        (record.reject if number == 0 else record.confirm)(claim, who="Bo")
    found = client.get("/api/v1/agreement").json()
    assert found["shared"] == 4 and found["alpha"] < 1
    assert [(one["who"], one["right"], one["wrong"]) for one in found["reviewers"]] == [("Ada", 4, 0), ("Bo", 3, 1)]
