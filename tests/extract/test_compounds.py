"""Invented reports: who stands in front of "-backed" backs, where a party is backed."""

import reportedly


def backings(sentence: str) -> list[tuple[list[str], list[str]]]:
    reading = reportedly.read(sentence, published="2031-04-08")
    found = [one for one in reading.claims if one.kind == "event" and one.trigger is not None and one.trigger.text == "backed"]
    return [
        ([one.text for one in claim.arguments if one.role == "actor"], [one.text for one in claim.arguments if one.role == "recipient"])
        for claim in found
    ]


def test_who_backs_whom() -> None:
    told = "Kardun-backed Ostravan militias captured the village of Tin Adar on Monday after three days."
    assert backings(told) == [(["Kardun"], ["Ostravan militias"])]
    # The encoder takes neither for a predicate.
    told = "Iran-backed militias captured the village of Tin Adar on Monday. Turkish-backed rebels left."
    assert backings(told) == [(["Iran"], ["militias"]), (["Turkish"], ["rebels"])]


def test_backed_talks_are_no_claim() -> None:
    assert backings("The U.N.-backed peace talks in Oslo broke down in February.") == []
