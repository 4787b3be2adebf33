"""Invented sentences: whom a verb addresses, and who is only named further on."""

import pytest

import reportedly


def recipients(sentence: str, trigger: str) -> list[str]:
    reading = reportedly.read(sentence, published="2031-04-08")
    claim = next(one for one in reading.claims if one.kind == "event" and one.trigger is not None and one.trigger.text == trigger)
    return [one.text for one in claim.arguments if one.role == "recipient"]


@pytest.mark.parametrize(
    ("sentence", "trigger", "nobody"),
    [
        ("The colonel trained in France and fought Islamist insurgents in the north, the ministry said.", "trained", "Islamist insurgents"),
        ("The Front vowed to continue its campaign until foreign forces leave, a spokesman said.", "vowed to continue", "foreign"),
        ("The mayor proposed a bill that would have allowed the army to search houses, officials said.", "proposed", "the army"),
        ("The clerks repeated their demands, which include investigation of alleged police violence in Tarn.", "demands", "police"),
    ],
)
def test_who_is_named_further_on_is_not_addressed(sentence: str, trigger: str, nobody: str) -> None:
    assert not any(nobody in one for one in recipients(sentence, trigger))


@pytest.mark.parametrize(
    ("sentence", "trigger", "whom"),
    [
        ("The union demanded that the ministry release two clerks, a lawyer said.", "demanded", "the ministry"),
        ("Norway has threatened to suspend talks to limit quotas if Kardun goes ahead, the Courier reported.", "threatened to", "Kardun"),
        ("Protesters in Tarn called for the resignation of President Ada Brenn on Monday.", "called for", "President Ada Brenn"),
    ],
)
def test_who_stands_close_is(sentence: str, trigger: str, whom: str) -> None:
    assert whom in recipients(sentence, trigger)
