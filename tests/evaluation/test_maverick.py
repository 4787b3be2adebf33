"""MAVERICK's rows as claims for linking, on invented rows."""

from collections import defaultdict

from reportedly.evaluation.maverick import linkables


def row(**cells: str) -> dict[str, str]:
    """An invented row: a clash of 3 February in Tarvel."""
    given = {
        "source": "Tarvel Post (2011-02-04) Two hurt", "date_start": "2011-02-03", "date_end": "2011-02-03", "city": "Tarvel",
        "geo_precision": "3.0", "country": "Xandria", "actor1": "Police (Xandria)", "actor1_id": "XA-203",
        "actor1_perpetrator": "1.0", "actor1_violence": "Shooting; Unknown",
        "injuries_best": "2", "injuries_low": "2", "injuries_high": "2",
    }  # fmt: skip
    return defaultdict(str, {**given, **cells})


def test_who_is_only_described_has_no_identity_but_keeps_the_words() -> None:
    named, described = linkables([row(), row(actor1="Unknown security force (Xandria)", actor1_id="XA-200")])
    assert [(part.role, part.actor, part.words) for part in named.participants] == [("actor", "XA-203", ("polic",))]
    assert [(part.role, part.actor, part.words) for part in described.participants] == [("actor", None, ("security", "forc"))]


def test_a_row_keeps_its_day_its_toll_and_its_report() -> None:
    one, two, other = linkables([row(), row(), row(source="Orsk Radio (2011-02-05) Clash")])
    assert (one.report, two.report, other.report) == (0, 0, 1)
    assert one.when is not None and (one.when.start, one.when.precision) == ("2011-02-03", "day")
    assert [(toll.what, toll.best) for toll in one.tolls] == [("injured", 2)]
    assert one.lemmas == ("shooting",)
    assert (one.outlet, one.published, other.outlet) == ("tarvel post", "2011-02-04", "orsk radio")
    assert linkables([row(source="A report without a day")])[0].outlet is None


def test_whom_it_was_aimed_at_and_of_what_it_was_a_part_are_told_of() -> None:
    (one,) = linkables([row(target="Voters or party supporters", event_context="Vote counting")])
    assert [(part.role, part.words) for part in one.participants[1:]] == [
        ("recipient", ("voter", "party", "supporter")), ("topic", ("vote", "count")),
    ]  # fmt: skip
    assert len(linkables([row(target="Unknown", event_context="Other context")])[0].participants) == 1
