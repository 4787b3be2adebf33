"""What containers state, and the names of their parts."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from reportedly.ingest.given import Given
from reportedly.ingest.item import MOST_STATED, joined, name_of_part, stated


def test_what_can_be_believed_is_kept() -> None:
    said = stated(title="  Rebels\n leave ", byline="", publisher=3, url="https://news.example/", published="2021-01-02T03:04:05Z")
    assert said == Given(title="Rebels leave", url="https://news.example/", published="2021-01-02")
    assert stated(published=date(2021, 1, 2)) == stated(published=datetime(2021, 1, 2, 3)) == Given(published="2021-01-02")
    assert stated(published="last week", title="x" * (MOST_STATED + 1), byline="\x00\ud800") == Given()


def test_the_first_goes_before_the_second() -> None:
    assert joined(Given(title="a"), Given(title="b", byline="c")) == Given(title="a", byline="c")


@given(st.text(st.characters(codec=None)))
def test_names_can_be_shown_and_stored(name: str) -> None:
    shown = name_of_part(name)
    shown.encode()
    assert "\0" not in shown and "\x1b" not in shown and "\n" not in shown and len(shown) <= 301
