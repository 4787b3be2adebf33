import pytest
from msgspec.structs import replace

from reportedly.export import phrases
from reportedly.schema import (
    Claim,
    DateInterval,
    DatePrecision,
    Factuality,
    PlaceRef,
    Reading,
    RelationType,
    Toll,
    span_of,
)


def interval(start: str | None, end: str | None, precision: str = "days", value: str | None = None) -> str:
    return phrases.interval_words(DateInterval(value=value, start=start, end=end, precision=precision))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2016-08-21", "2016-08-31", "21 to 31 August 2016"),
        ("2016-08-21", "2016-09-03", "21 August to 3 September 2016"),
        ("2016-12-30", "2017-01-02", "30 December 2016 to 2 January 2017"),
        ("2016-12-07", "2016-12-07", "7 December 2016"),
        ("2011-01-01", None, "from 1 January 2011 on"),
        (None, "2016-12-07", "up to 7 December 2016"),
    ],
)
def test_dates_in_words(start: str | None, end: str | None, words: str) -> None:
    assert interval(start, end).startswith(words)


def test_an_interval_without_dates_says_so_and_keeps_its_value() -> None:
    assert interval(None, None, "unknown", "P3D") == "no date follows from these words (P3D)"
    assert interval(None, None, "unknown") == "no date follows from these words"


def test_a_date_of_another_calendar_is_shown_as_it_is() -> None:
    assert phrases.day_words("before 500 BC") == "before 500 BC"
    assert phrases.day_words(None) is None


def test_every_precision_has_words() -> None:
    assert set(phrases.TIME_PRECISION) == set(DatePrecision.__args__)  # type: ignore[attr-defined]
    assert set(phrases.PLACE_PRECISION) == set(range(1, 8))
    assert set(phrases.RELATION_WORDS) == set(RelationType.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (1, 1, 1, "1 killed"),
        (12, 12, None, "at least 12 killed"),
        (12, 14, 17, "12 to 17 (best 14) killed"),
        (9, 9, 14, "9 to 14 killed"),
        (24, None, None, "at least 24 killed"),
        (None, None, 5, "at most 5 killed"),
        (None, 1200, None, "about 1,200 killed"),
        (None, None, None, "an unknown number killed"),
    ],
)
def test_tolls_in_words(low: int | None, best: int | None, high: int | None, words: str) -> None:
    toll = Toll(what="killed", low=low, best=best, high=high, span=span_of("x", 0, 1))
    assert phrases.toll_words(toll) == words


def test_a_place_without_coordinates_shows_none() -> None:
    place = PlaceRef(name="Syria", country="SY", precision=6, score=1.0)
    assert phrases.gazetteer_words(place) == "Syria, SY"
    assert phrases.place_words(place) == "Syria (SY), somewhere in the country"


def test_nested_voices_read_from_the_one_heard_to_the_innermost(reading: Reading) -> None:
    look = phrases.index(reading)
    assert phrases.chain_words(look.claims["c2"], look) == "Mira Sand → The monitoring group"


def test_voices_that_are_not_nested_stand_side_by_side(reading: Reading) -> None:
    look = phrases.index(reading)
    claim = replace(look.claims["c2"], according_to=("a1", "a2"))
    assert phrases.chain_words(claim, look) == "Colonel Tarek Ouldin; residents and a monitoring group"


def test_a_claim_without_attribution_is_the_reports_own(reading: Reading) -> None:
    look = phrases.index(reading)
    assert phrases.chain_words(look.claims["c4"], look) == "the report itself"


def test_a_voice_without_a_source_is_not_named_but_its_cue_is_shown(reading: Reading) -> None:
    look = phrases.index(reading)
    assert phrases.chain_words(look.claims["c3"], look) == "a voice that is not named (“reportedly”)"


def test_a_pronoun_is_shown_with_the_name_it_stands_for(reading: Reading) -> None:
    look = phrases.index(reading)
    text = reading.report.text
    start = text.index("his men")
    his = replace(look.claims["c5"].arguments[0], start=start, end=start + 3, text="his", entity="e2")
    assert phrases.party_words(his, look) == "his (Tarek Ouldin)"
    assert phrases.party_words(look.claims["c6"].arguments[0], look) == "Colonel Tarek Ouldin"


@pytest.mark.parametrize(
    ("certainty", "polarity", "modality", "stance", "words"),
    [
        ("certain", "positive", "actual", "reports", "stated as fact"),
        ("probable", "positive", "planned", "reports", "put as probable · planned or announced, not said to be done"),
        ("certain", "negative", "actual", "denies", "stated as fact · said not to have happened · denied"),
        ("possible", "unknown", "hypothetical", "doubts",
         "put as possible · whether it happened is left open · hypothetical · doubted"),
        ("unknown", "positive", "actual", "confirms", "certainty not clear · confirmed"),
    ],
)  # fmt: skip
def test_sureness_in_words(
    reading: Reading, certainty: str, polarity: str, modality: str, stance: str, words: str
) -> None:
    factuality = Factuality(certainty=certainty, polarity=polarity, modality=modality)  # type: ignore[arg-type]
    claim = replace(reading.claims[0], factuality=factuality, stance=stance)
    assert phrases.sureness_words(claim) == words


def test_groups_follow_the_report_and_lose_no_claim(reading: Reading) -> None:
    shuffled = replace(reading, claims=tuple(reversed(reading.claims)))
    groups = phrases.event_groups(shuffled)
    assert [[claim.id for claim in group.claims] for group in groups] == [["c1", "c2"], ["c5"], ["c3"], ["c4"]]
    assert [group.event.id if group.event else None for group in groups] == ["v1", None, "v2", "v3"]
    shown = {claim.id for claim in phrases.event_claims(shuffled)} | {claim.id for claim in phrases.relations(shuffled)}
    assert shown == {claim.id for claim in reading.claims}


def test_quotations_without_a_claim_are_found(reading: Reading) -> None:
    assert [attribution.id for attribution in phrases.unused_attributions(reading)] == ["a6"]


def test_what_is_unresolved_is_counted_with_its_reason(reading: Reading) -> None:
    twice = replace(reading, mentions=(*reading.mentions, reading.mentions[10]))
    assert phrases.unresolved_rows(twice) == [("place", "Tin Adar", "no place of this name in the gazetteer", 2)]
    assert phrases.gaps(reading) == [
        "2 of 5 claims give no time.",
        "3 of 5 claims give no place.",
        "1 of 5 claims name no actor.",
    ]


def test_a_type_of_the_users_own_codebook_is_shown_in_words() -> None:
    sentence = span_of("word", 0, 4)
    sure = Factuality(certainty="certain", polarity="positive", modality="actual")
    claim = Claim(
        id="c1", kind="event", type="LAND_GRAB", mode="by-force", trigger=None, arguments=(), factuality=sure,
        sentence=sentence, score=0.5,
    )  # fmt: skip
    assert phrases.type_words(claim) == "Land grab, by force"


def test_a_page_says_with_which_of_its_claims_the_report_leads(reading: Reading) -> None:
    words = phrases.lead_words(reading)
    claims = phrases.event_claims(reading)
    lead = next(one for one in claims if words is not None and words.startswith(f"leads with claim {claims.index(one) + 1}: "))
    assert lead.trigger is not None and words == (
        f"leads with claim {claims.index(lead) + 1}: {phrases.type_words(lead)} “{lead.trigger.text}”"
    )
    assert phrases.lead_words(replace(reading, claims=())) is None
