"""Whose work a report says that it prints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.corroborate.credits import credits, credits_for
from reportedly.schema import Reading, Report, report_id
from reportedly.schema.voice import Credit


def report(text: str, **more: str) -> Report:
    return Report(id=report_id(text), text=text, **more)


def whole(text: str, **more: str) -> list[tuple[str, str]]:
    return [(one.name, one.place) for one in credits(report(text, **more)) if one.whole]


def in_words(text: str) -> list[tuple[str, str]]:
    return [(one.name, text[one.start : one.end].strip()) for one in credits(report(text)) if not one.whole]


@pytest.mark.parametrize(
    ("text", "agency", "place"),
    [
        ("MURZUQ, Libya (Reuters) - Rebels left the town.", "Reuters", "dateline"),
        ("MURZUQ, April 6 (Xinhua) -- Rebels left the town.", "Xinhua", "dateline"),
        ("MURZUQ (AP) — Rebels left the town.", "AP", "dateline"),
        ("MURZUQ (AFP) Rebels left the town.", "AFP", "dateline"),
        ("MURZUQ, SANA – Rebels left the town.", "SANA", "dateline"),
        ("Rebels left the town.\n\n(AFP)", "AFP", "sign-off"),
        ("Rebels left the town.\n\nSource: Reuters", "Reuters", "sign-off"),
        ("Rebels left the town.\n\nWith reporting by Agence France-Presse", "AFP", "sign-off"),
        ("Rebels left the town.\n\nThe Associated Press contributed to this report.", "AP", "sign-off"),
        ("Rebels left the town.\n\n© 2016 Agence France-Presse. All rights reserved.", "AFP", "sign-off"),
        ("Rebels left the town.\n\nThis report was first published by The Invented Post.", "The Invented Post", "sign-off"),
        ("Rebels left the town.\n\nThis article originally appeared in The Guardian.", "The Guardian", "sign-off"),
    ],
)
def test_a_report_credits_an_agency(text: str, agency: str, place: str) -> None:
    assert whole(text) == [(agency, place)]


def test_a_byline_names_an_agency_beside_a_person() -> None:
    assert whole("Rebels left.", byline="Ada Quill, AFP") == [("AFP", "byline")]
    assert whole("Rebels left.", byline="Ada Quill for Reuters") == [("Reuters", "byline")]
    assert whole("Rebels left.", byline="Ada Quill") == []


def test_a_publisher_that_passes_an_agencys_copy_on_credits_it() -> None:
    assert whole("Rebels left.", publisher="Reuters via The Invented Post") == [("Reuters", "publisher")]
    assert whole("Rebels left.", publisher="Reuters") == []


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Rebels left the town, AFP reported. They went north.", "AFP"),
        ("Rebels left the town, according to the Associated Press. They went north.", "AP"),
        ("“We left,” a resident told AFP by telephone. They went north.", "AFP"),
        ("Rebels left the town, an official quoted by Interfax said. They went north.", "Interfax"),
    ],
)
def test_a_sentence_credits_an_agency(text: str, agency: str) -> None:
    assert in_words(text) == [(agency, text.split(" They")[0])]
    assert whole(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The MENA region is tense.", "Reuters shares rose.", "The report was first published on Monday.", "Officials (again) - left.",
        "Two APS vehicles left the town.", "A count by the Associated Press (AP) called it.", "He left the AP office at noon.", "",
    ],
)  # fmt: skip
def test_an_agencys_name_alone_is_no_credit(text: str) -> None:
    assert credits(report(text)) == ()


def test_the_credits_of_a_claim_are_those_of_its_sentence_and_of_the_report(reading: Reading) -> None:
    claim = reading.claims[0]
    far = Credit(name="AFP", key="agency:afp", kind="agency", place="words", whole=False, start=900, end=950)
    near = Credit(name="AP", key="agency:ap", kind="agency", place="words", whole=False, start=0, end=40)
    all_over = Credit(name="Reuters", key="agency:reuters", kind="agency", place="byline")
    assert credits_for(claim, (all_over, far, near)) == (near, all_over)


@given(st.text())
def test_any_text_can_be_asked_for_credits(text: str) -> None:
    for one in credits(report(text, byline=text[:40], publisher=text[-40:])):
        assert one.span is None or text[one.span.start : one.span.end] == one.span.text
