"""Keys are the same everywhere, and fit a signed 64-bit column."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import BadOption
from reportedly.store.keys import KEY_KINDS, key_of, kind_number


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_keys_fit_the_column(words: list[str]) -> None:
    assert -(2**63) <= key_of(*words) < 2**63


def test_keys_are_the_same_in_another_process() -> None:
    code = "from reportedly.store.keys import key_of; print(key_of('raqqa', '2016-12'))"
    for seed in ("0", "1"):
        said = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        )
        assert int(said.stdout) == key_of("raqqa", "2016-12") == -2896451703806519362


def test_parts_stay_apart() -> None:
    assert key_of("ab", "c") != key_of("a", "bc") != key_of("abc")


def test_kinds_have_numbers_of_their_own() -> None:
    assert len(set(KEY_KINDS.values())) == len(KEY_KINDS)
    assert kind_number("band") == 1
    with pytest.raises(BadOption, match="no kind of key"):
        kind_number("")
