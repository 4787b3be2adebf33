"""Names that recur, on sentences invented for this test."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from marked import candidate, marked
from test_coreference import reports

from reportedly.extract.recurrence import add_recurrences

FOUND = {
    "acronym": ("[o:Northern Relief Council] ([o:NRC]) met. Later NRC fell.", "NRC", 2),
    "acronym inside a description": ("[o:NRC] met. [p+:NRC trucks] burned.", "NRC", 2),
    "two words": ("[o:Marrow Front] met. Then the Marrow Front left.", "Marrow Front", 2),
    "first has an article": ("[o:The Marrow Front] met. Then the Marrow Front left.", "Marrow Front", 1),
    "after a title": ("[p:Ada Obi] met. Then President Ada Obi left.", "Ada Obi", 2),
    "dotted": ("[o:N.R.C.] met. It left N.R.C. there.", "N.R.C", 1),
}
LEFT = {
    "other case": ("[o:IS] met. What is it?", 1),
    "one word": ("[l:Hope] burned. They gave up Hope there.", 1),
    "a longer name goes on": ("[o:Marrow Front] met. The Marrow Front Bank left.", 1),
    "a longer name began before": ("[o:Marrow Front] met. The Free Marrow Front left.", 1),
    "inside a marked name": ("[o:NRC] met. They saw [o:the NRC of Tarn].", 2),
    "already marked": ("[o:NRC] met. Then [o:NRC] left.", 2),
    "a time": ("[t:May Day] came. Then May Day went.", 1),
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name: str) -> None:
    source, text, count = FOUND[name]
    written, mentions, _ = marked(source)
    found = add_recurrences(written, mentions)
    assert sum(one.text.startswith(text) for one in found if one.level == "name") >= count
    assert all(written[one.start : one.end] == one.text for one in found)
    assert len(found) > len(mentions)


@pytest.mark.parametrize("name", LEFT)
def test_left(name: str) -> None:
    source, count = LEFT[name]
    written, mentions, _ = marked(source)
    assert len(add_recurrences(written, mentions)) == count


def test_kind_is_that_of_most() -> None:
    written = "NRC, NRC, NRC and NRC."
    mentions = [
        candidate(written, 0, 3, "place", "name"),
        candidate(written, 5, 8, "organisation", "name"),
        candidate(written, 10, 13, "organisation", "name"),
    ]
    assert add_recurrences(written, mentions)[-1].kind == "organisation"


def test_an_acronym_has_the_kind_of_its_words() -> None:
    written, mentions, _ = marked("[o:Northern Relief Council] met. [l:NRC] left. Then NRC fell.")
    assert [one.kind for one in add_recurrences(written, mentions)] == ["organisation", "place", "organisation"]


@settings(max_examples=100, deadline=None)
@given(reports())
def test_any_text(report: tuple[str, Sequence[object], list[tuple[int, int]]]) -> None:
    text, mentions, _ = report
    found = add_recurrences(text, mentions)  # type: ignore[arg-type]
    assert all(mention in found for mention in mentions)
    assert all(text[one.start : one.end] == one.text for one in found)  # type: ignore[attr-defined]
