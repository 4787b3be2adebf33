"""A withheld name leaves in no answer, whichever view is open."""

from desk_browser import VIEWS, WITHHELD, Visit


def test_a_withheld_name_is_in_no_answer(visit: Visit) -> None:
    ask = "path => fetch('/api/v1/' + path).then(one => one.json())"
    reports = visit.page.evaluate(ask, "reports?limit=100")["rows"]
    told = [
        f"/reports/{one['id']}"
        for one in reports
        if WITHHELD in (visit.page.evaluate(ask, f"reports/{one['id']}")["text"] or "")
    ]
    assert told, "the name has to be there before it is withheld"
    tell = """words => fetch('/api/v1/judgements', {method: 'POST', headers: {'content-type': 'application/json'},
      body: JSON.stringify({kind: 'withhold', field: 'person', names: [words], reason: 'safety'})}).then(one => one.json())"""
    made = visit.page.evaluate(tell, WITHHELD)["judgements"]
    kept = visit.keep_answers()
    try:
        events = visit.page.evaluate(ask, "events?limit=3")["rows"]
        for address in (*(f"/{view}" for view in VIEWS), *told[:3], *(f"/events/{one['id']}" for one in events)):
            visit.open(address)
        assert len(kept) > len(VIEWS)
        assert [url for url, body in kept if WITHHELD.encode() in body] == []
    finally:
        undo = tell.replace("kind: 'withhold', field: 'person', names: [words]", "kind: 'undo', names: [words]")
        for one in made:
            visit.page.evaluate(undo, f"j{one['id']}")
