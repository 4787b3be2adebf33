"""Memory over many reports: what is made up, and what is counted."""

from benchmarks.memory import figures_of, made_up, peak_bytes, resident_bytes


def test_made_up_reports_are_short_and_no_two_are_alike() -> None:
    texts = list(made_up(300))
    assert texts == list(made_up(300)) and len(set(texts)) == 300
    assert all(50 <= len(text.split()) <= 90 for text in texts)


def test_growth_is_what_was_added_after_the_first_tenth() -> None:
    said = {"reports": 10, "claims": 20, "sizes": [200_000_000, 204_000_000, 210_000_000], "peak": 215_000_000}
    found = figures_of(said)
    assert found["growth MB"] == 10 and found["growth percent"] == 5 and found["peak MB"] == 215


def test_a_program_is_no_larger_than_it_ever_was() -> None:
    assert 1_000_000 < resident_bytes() <= peak_bytes()
