"""What the caller states."""

import pytest

from reportedly.errors import BadOption
from reportedly.ingest.given import Given, iso_date


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2016-12-07", "2016-12-07"),
        (" 2016-12-07 ", "2016-12-07"),
        ("2016-12-07T23:30:00Z", "2016-12-07"),
        ("2016-12-07 23:30", "2016-12-07"),
        ("2016-12-07T23:30:00.5-05:00", "2016-12-07"),
    ],
)
def test_a_timestamp_gives_its_date_as_written(stated: str, date: str) -> None:
    assert Given(published=stated).published == date


@pytest.mark.parametrize("stated", ["", "yesterday", "2016-13-07", "2016-02-30", "07/12/2016", "2016-12", "20161207"])
def test_what_is_no_date_is_refused(stated: str) -> None:
    with pytest.raises(BadOption, match="not a date") as caught:
        iso_date(stated)
    assert "2016-12-07" in caught.value.cure
    with pytest.raises(BadOption):
        Given(published=stated)


@pytest.mark.parametrize(
    ("stated", "code"), [("en", "en"), ("EN-us", "en"), ("English", "en"), ("eng", "en"), ("ar", "ar")]
)
def test_languages_come_in_one_form(stated: str, code: str) -> None:
    assert Given(language=stated).language == code


def test_what_is_no_language_code_is_refused() -> None:
    with pytest.raises(BadOption, match="Klingon"):
        Given(language="Klingon")
