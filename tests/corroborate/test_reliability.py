from hypothesis import given
from hypothesis import strategies as st
from made_supports import by_voice, support

from reportedly.corroborate.record_standing import standing_of
from reportedly.corroborate.reliability import WORTH, mean_credibility, mean_worth

LETTERS = st.sampled_from((None, "A", "B", "C", "D", "E", "F"))


@given(st.lists(LETTERS, max_size=8))
def test_f_and_missing_letters_change_no_mean(letters: list) -> None:  # type: ignore[type-arg]
    known = [letter for letter in letters if letter in WORTH]
    assert mean_worth(letters) == mean_worth(known)
    assert mean_worth([*letters, "F", None]) == mean_worth(letters)
    assert (mean_worth(letters) is None) == (not known)


@given(st.lists(st.sampled_from((None, 1, 2, 3, 4, 5, 6)), max_size=8))
def test_6_and_missing_numbers_change_no_mean(numbers: list) -> None:  # type: ignore[type-arg]
    assert mean_credibility([*numbers, 6, None]) == mean_credibility(numbers)
    assert mean_credibility([6, None, 6]) is None


@given(st.lists(LETTERS, min_size=1, max_size=5))
def test_another_source_of_unknown_reliability_changes_no_standing_mean(letters: list) -> None:  # type: ignore[type-arg]
    supports = [support(f"c{number}", f"voice {number}", reliability=letter) for number, letter in enumerate(letters)]
    before = standing_of(supports, by_voice).reliability
    after = standing_of([*supports, support("c99", "somebody", reliability="F")], by_voice).reliability
    assert (after.mean, after.best, after.known) == (before.mean, before.best, before.known)
    assert after.unknown == before.unknown + 1


def test_of_one_origins_letters_the_least_reliable_known_one_counts() -> None:
    supports = [support(f"c{number}", "residents", reliability=letter) for number, letter in enumerate("BFD")]
    found = standing_of(supports, by_voice).reliability
    assert found.letters == (("residents", "D"),)
    assert found.mean == 25.0
