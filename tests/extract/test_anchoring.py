import pytest

from reportedly.extract.anchoring import Site, claim_time
from reportedly.schema import DateInterval, Mention

MAY = "2021-05-03"


def when(text: str, trigger: str, *times: str) -> tuple[str | None, str | None, str] | None:
    """The start and end of a trigger's time and its words; each time of the invented sentence is a day of May, in order."""
    mentions = [
        Mention(
            start=text.index(one), end=text.index(one) + len(one), text=one, id=f"m{day}", entity=None, kind="time", level="name",
            time=DateInterval(value=f"2021-05-0{day}", start=f"2021-05-0{day}", end=f"2021-05-0{day}", precision="day"),
        )
        for day, one in enumerate(times, 3)
    ]  # fmt: skip
    start = text.index(trigger)
    found = claim_time(Site(text, (0, len(text)), (start, start + len(trigger)), ()), [], mentions)
    return None if found is None else (found.start, found.end, found.span.text)


def test_of_several_times_the_one_right_behind_the_word() -> None:
    text = "Two drivers who were kidnapped last month were freed on Friday, their families said."
    assert when(text, "kidnapped", "last month", "Friday") == (MAY, MAY, "last month")
    assert when(text, "freed", "last month", "Friday") == ("2021-05-04", "2021-05-04", "Friday")


@pytest.mark.parametrize(
    ("text", "trigger", "start", "end"),
    [
        ("Their truce was to last until Monday.", "truce", None, MAY),
        ("By its count 71 people were killed since the coup on Monday.", "killed", MAY, None),
        ("By its count 71 people were killed since the coup on Monday.", "coup", MAY, MAY),
        ("Fighting broke out near Tarn, 90 km south of Ulm, on Monday.", "Fighting", MAY, MAY),
    ],
)
def test_until_since_and_a_day_that_ends_the_sentence(text: str, trigger: str, start: str | None, end: str | None) -> None:
    found = when(text, trigger, "Monday")
    assert found is not None and found[:2] == (start, end)
