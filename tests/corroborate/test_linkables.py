"""Linkables of an invented reading."""

from msgspec import msgpack
from msgspec.structs import replace

from reportedly.corroborate.linkables import MOST_STORY, family_of, linkables_of
from reportedly.schema import (
    Argument,
    Claim,
    ClaimPlace,
    ClaimTime,
    Entity,
    Event,
    Factuality,
    MadeBy,
    Mention,
    Reading,
    Report,
    Standing,
    Toll,
    span_of,
)
from reportedly.schema.linkable import Linkable, LinkPlace

TEXT = "Jets of the Northern Force bombed a depot in Tarvel on 7 December, killing 12."


def reading() -> Reading:
    def span(words: str) -> dict[str, object]:
        start = TEXT.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    claim = Claim(
        id="c2", kind="event", type="ASSAULT", mode="aerial", trigger=span_of(TEXT, 27, 33),
        arguments=(
            Argument(role="actor", entity="e1", **span("Jets of the Northern Force")),
            Argument(role="recipient", **span("a depot")),
            Argument(role="time", **span("7 December")),
        ),
        when=ClaimTime(value="2016-12-07", start="2016-12-07", end="2016-12-07", precision="day", span=span_of(TEXT, 55, 65)),
        where=ClaimPlace(name="Tarvel", geonames=1, lat=1.0, lon=2.0, country="XA", precision=1, score=1.0, span=span_of(TEXT, 45, 51)),
        toll=(Toll(what="killed", low=12, best=12, high=12, span=span_of(TEXT, 75, 77)),),
        factuality=Factuality(certainty="certain", polarity="positive", modality="actual"),
        sentence=span_of(TEXT, 0, len(TEXT)), score=0.9, event="v1",
    )  # fmt: skip
    relation = Claim(
        id="c1", kind="relation", type="member_of", trigger=None, arguments=(), sentence=span_of(TEXT, 0, len(TEXT)), score=0.9,
        factuality=Factuality(certainty="certain", polarity="positive", modality="actual"),
    )  # fmt: skip
    return Reading(
        report=Report(id="sha256:x", text=TEXT, published="2016-12-08"), mentions=(),
        entities=(Entity(id="e1", kind="organisation", name="Northern Force", names=("Northern Force", "NF")),), attributions=(),
        claims=(relation, claim), made_by=MadeBy(reportedly="0", model="m", codebook="c"),
        events=(Event(id="v1", claims=("c2",), standing=Standing(grade="single-source", origins=1, reasons=())),),
    )  # fmt: skip


def test_a_linkable_has_the_facts_of_its_claim() -> None:
    [one] = linkables_of(reading(), 5, 100, {"e1": "northern-force"})
    assert (one.claim, one.report, one.group, one.type, one.family) == (101, 5, 0, "ASSAULT", "ASSAULT")
    assert one.lemmas[0] in ("bomb", "bombed") and "bomb" in one.lemmas
    assert one.when is not None and one.when.precision == "day" and one.where is not None and one.where.name == "tarvel"
    actor, recipient = one.participants
    assert actor.actor == "northern-force" and actor.head == "jet" and {"northern", "nf"} <= set(actor.words)
    assert recipient.words == ("depot",) and one.tolls[0].best == 12
    assert "bomb" not in {term.word for term in one.words} and 0 < len(one.story) <= MOST_STORY
    assert len(msgpack.encode(one)) < 1500


def test_the_outlet_is_kept_without_case_and_an_older_record_s_claims_have_none() -> None:
    made = reading()
    [one, *_] = linkables_of(replace(made, report=replace(made.report, publisher=" Tarvel Post ")), 5, 100, {})
    assert one.outlet == "tarvel post" and linkables_of(made, 5, 100, {})[0].outlet is None
    packed = msgpack.encode(msgpack.decode(msgpack.encode(one))[:-2])  # as it was written before outlets were kept
    assert msgpack.decode(packed, type=Linkable) == replace(one, outlet=None)


def test_a_coded_row_has_no_story_and_its_stretch_of_days_is_no_day() -> None:
    made = reading()
    coded = MadeBy(reportedly="0", model="coded:invented@1", codebook="plover@0")
    claim = made.claims[1]
    assert claim.when is not None
    day, month, year = (
        replace(claim, when=replace(claim.when, start="2016-12-01", end=end, precision="days"))
        for end in ("2016-12-02", "2016-12-20", "2017-11-30")
    )
    place = Argument(role="place", start=45, end=51, text="Tarvel")
    row = replace(made, made_by=coded, report=replace(made.report, title="Jets bomb a depot", published="2016-12-08"), events=())
    found = linkables_of(replace(row, claims=(day, month, replace(year, arguments=(*year.arguments, place)))), 5, 100, {})
    assert [one.when.precision for one in found if one.when] == ["days", "part-of-month", "months"]
    assert all(one.story == () and one.account == "2016-12-08 Jets bomb a depot" for one in found)
    assert [term.word for term in found[2].words] == ["tarvel"] and "place" not in {part.role for part in found[2].participants}
    assert linkables_of(replace(row, report=replace(row.report, title=None)), 5, 100, {})[0].account is None
    assert linkables_of(made, 5, 100, {})[0].account is None


def test_a_coded_row_names_its_place_with_what_it_lies_in_and_nobody_by_saying_so() -> None:
    made = reading()
    claim = made.claims[1]
    places = [Argument(role="place", start=45, end=51, text=name) for name in ("Old Quarter", "Tarvel")]
    party = Argument(role="actor", start=0, end=4, text="Unknown actor (Tarvelia)")
    assert claim.where is not None
    told = replace(claim, arguments=(*places, party), where=replace(claim.where, name="Old Quarter"))
    row = replace(made, made_by=MadeBy(reportedly="0", model="coded:invented@1", codebook="plover@0"), claims=(told,), events=())
    [found] = linkables_of(row, 5, 100, {})
    assert found.where is not None and found.where.name == "old quarter tarvel"
    assert [(part.role, part.words) for part in found.participants] == [("actor", ())]
    assert found.lemmas == (str(told.trigger and told.trigger.text).lower(),)


def test_a_coded_row_counts_no_0_and_unknown_is_no_kind_of_event() -> None:
    made = reading()
    claim = made.claims[1]
    none, some = (Toll(what=what, low=n, best=n, high=3, span=span_of(TEXT, 75, 77)) for what, n in (("killed", 0), ("injured", 2)))
    kinds = [replace(claim, id=f"c{n}", trigger=span_of(TEXT, 0, 0), event=None) for n in range(3)]
    given = [
        replace(one, toll=(none, some), trigger=replace(span_of(TEXT, 0, 4), text=word))
        for one, word in zip(kinds, ("Unknown", "Other", "Riot"), strict=True)
    ]
    text = replace(made, claims=tuple(given), events=())
    row = replace(text, made_by=MadeBy(reportedly="0", model="coded:invented@1", codebook="plover@0"))
    found = linkables_of(row, 5, 100, {})
    assert [one.lemmas for one in found] == [(), (), ("riot",)]
    assert {tuple(toll.what for toll in one.tolls) for one in found} == {("injured",)}
    assert [len(one.tolls) for one in linkables_of(text, 5, 100, {})] == [2, 2, 2]


def test_types_that_may_tell_of_one_occurrence_share_a_family() -> None:
    assert family_of("COERCE") == family_of("ASSAULT") and family_of("PROTEST") == "PROTEST" and family_of(None) is None


def test_a_claim_without_a_place_is_near_the_only_one_of_its_kind() -> None:
    made = reading()
    placed = made.claims[1]
    assert placed.where is not None
    bare = replace(placed, id="c3", where=None, event=None)
    first, second = linkables_of(replace(made, claims=(placed, bare), events=()), 5, 100, {})
    assert first.near is None and second.where is None and second.near == first.where
    elsewhere = replace(placed, id="c4", where=replace(placed.where, name="Orsk", geonames=2))
    assert [one.near for one in linkables_of(replace(made, claims=(placed, bare, elsewhere), events=()), 5, 100, {})] == [None] * 3
    protest = replace(bare, type="PROTEST")
    assert linkables_of(replace(made, claims=(placed, protest), events=()), 5, 100, {})[1].near is None
    country = replace(placed, where=replace(placed.where, precision=6))
    assert linkables_of(replace(made, claims=(country, bare), events=()), 5, 100, {})[1].near is None


def unknown(words: str, *names: str, **changes: object) -> list[Linkable]:
    """The Linkables of a report of a raid on 7 December that ends with a place ``words``, in which ``names`` could not be placed."""
    text = f"Jets of the Northern Force bombed a depot on 7 December in {words}."
    start = text.index(words)
    place = Argument(role="place", start=start, end=start + len(words), text=words)
    marks = [(text.index(name, start), name) for name in names]
    mentions = tuple(
        Mention(id=f"m{number}", start=at, end=at + len(name), text=name, kind="place") for number, (at, name) in enumerate(marks)
    )
    made = reading()
    claim = replace(made.claims[1], where=None, arguments=(place,), sentence=span_of(text, 0, len(text)), **changes)
    return linkables_of(replace(made, report=replace(made.report, text=text), mentions=mentions, claims=(claim,), events=()), 5, 100, {})


def test_a_place_that_nobody_could_place_has_its_name_alone() -> None:
    [one] = unknown("the town of Dolmarra in Ostrava Vale", "the town of Dolmarra", "Ostrava Vale")
    assert one.where is not None and one.where.name == "dolmarra, ostrava vale"
    assert (one.where.geonames, one.where.lat, one.where.country) == (None, None, None)
    assert unknown("the hospital", "the hospital")[0].where is None


def test_of_a_town_of_a_known_country_the_name_and_the_country() -> None:
    country = ClaimPlace(name="Libya", geonames=9, lat=27.0, lon=17.0, country="LY", precision=6, score=1.0, span=span_of(TEXT, 45, 51))
    made = reading()
    mention = Mention(id="m1", start=45, end=51, text="Tarvel", kind="place")
    place = Argument(role="place", start=45, end=51, text="Tarvel")
    claim = replace(made.claims[1], where=country, arguments=(place,))
    [one] = linkables_of(replace(made, mentions=(mention,), claims=(claim,), events=()), 5, 100, {})
    assert one.where == LinkPlace("tarvel", None, None, None, "LY", 2)


def test_the_day_of_a_denial_is_no_day_of_the_deed() -> None:
    day = ClaimTime(value="2016-12-08", start="2016-12-08", end="2016-12-08", precision="day", span=span_of(TEXT, 55, 65))
    assert [one.when for one in unknown("Tarvel", stance="denies", when=day)] == [None]
    [told] = unknown("Tarvel", stance="reports", when=day)
    assert told.when is not None and told.when.start == "2016-12-08"
