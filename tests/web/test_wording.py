"""What words mean for a field that is put right with them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import TestClient

from reportedly.corroborate.corrections import check_correction
from reportedly.schema.support import Correction
from reportedly.web.wording import meaning


def meant(client: "TestClient[Any]", field: str, words: str, **more: str) -> str | None:
    answer = client.get("/api/v1/wording", params={"field": field, "words": words, **more})
    assert answer.status_code == 200, answer.text
    value: str | None = answer.json()["value"]
    assert answer.json()["why"]
    return value


def test_words_become_what_a_correction_says(client: "TestClient[Any]") -> None:
    # 6 April 2031 is a Sunday; the report is of the Tuesday after.
    assert meant(client, "when", "on Sunday", published="2031-04-08") == "2031-04-06"
    assert meant(client, "when", "on Sunday") is None
    assert meant(client, "when", "in March 2031") == "2031-03-01/2031-03-31"
    assert meant(client, "when", "the depot") is None
    assert meant(client, "toll:killed", "at least 12 people") == "12+"
    assert meant(client, "toll:killed", "between 12 and 15") == "12-15"
    assert meant(client, "toll:killed", "four guards") == "4"
    assert meant(client, "toll:killed", "no more than 30") is None
    assert meant(client, "toll:killed", "the depot") is None
    assert meant(client, "where", "Murzuq", published="2031-04-08") == "Murzuk (25.91552, 13.91839)"
    assert meant(client, "where", "Tin Nowhere") == "Tin Nowhere"
    assert meant(client, "actor", "the  Amber\nFront") == "the Amber Front"


@pytest.mark.parametrize("params", [{"field": "when", "words": " "}, {"field": "when", "words": "Sunday", "published": "soon"}])
def test_what_can_t_be_asked_is_said(client: "TestClient[Any]", params: dict[str, str]) -> None:
    answer = client.get("/api/v1/wording", params=params)
    assert answer.status_code == 400
    assert answer.json()["cure"]


@given(
    st.sampled_from(["when", "where", "toll:killed", "actor"]),
    st.text("abcdefgh 0123456789-,.'ißé", max_size=40)
    | st.sampled_from(["up to 30", "dozens", "about 20", "since Monday", "two to four", "2030s", "until May"]),
)
def test_what_is_offered_can_be_judged(field: str, words: str) -> None:
    if not words.strip():
        return
    found = meaning(field, words, "2031-04-08").value
    if found is not None:
        check_correction(Correction(field=field, value=found))  # raises where it can't be
