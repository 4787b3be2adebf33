"""The keys by which copies are looked up."""

import os
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from reportedly.corroborate.signatures import (
    FEWEST_KEYS,
    MOST_COMPARED,
    MOST_HOLDERS,
    keys_to_index,
    signature,
    to_compare,
)

TEXT = (
    "Fighters of the Amber Front shelled a grain depot near Murzuq on Sunday, killing at least 12 people, residents and a "
    "monitoring group said. Colonel Tarek Ouldin, spokesman for the Southern Lantern Brigade, denied that his men were there. "
    "Water and power were cut in three quarters of the town until Monday evening, and the road to Sabha stayed closed."
)


def test_equal_words_have_equal_keys() -> None:
    assert signature(TEXT) == signature(TEXT.upper().replace(",", " "))


def test_an_empty_text_has_no_keys() -> None:
    assert signature("").keys == () and signature("the of and").keys == ()


def test_keys_are_few_however_long_the_text() -> None:
    for words in (50, 500, 900):
        text = " ".join(f"w{number}x" for number in range(words))
        assert len(signature(text).keys) <= FEWEST_KEYS + words // 14 + 1


def test_an_excerpt_shares_keys_with_its_text() -> None:
    whole = " ".join(f"word{number} thing{number % 7} place{number % 11}" for number in range(300))
    part = " ".join(whole.split()[300:400])
    assert len(set(signature(whole).keys) & set(signature(part).keys)) >= 2


def test_reports_that_share_most_are_compared_first() -> None:
    found = [(1, 10), (2, 10), (3, 10), (1, 20), (2, 20), (1, 30)]
    assert to_compare(found) == (10, 20)


def test_a_rare_key_weighs_more_than_a_common_one() -> None:
    common = [(key, ref) for key in (1, 2) for ref in range(20)]
    assert to_compare([*common, (3, 99), (4, 99)])[0] == 99


def test_keys_that_too_many_hold_find_nothing_by_themselves() -> None:
    assert to_compare([(key, ref) for key in (1, 2, 3) for ref in range(MOST_HOLDERS)]) == ()


def test_the_first_of_a_story_that_everybody_printed_is_still_found() -> None:
    everybody = [(key, ref) for key in range(15) for ref in range(7, 7 + MOST_HOLDERS)]
    assert to_compare(everybody)[0] == 7


def test_no_more_are_compared_than_the_limit() -> None:
    assert len(to_compare([(key, ref) for key in (1, 2) for ref in range(25)])) == MOST_COMPARED


def test_the_order_in_which_an_index_answers_does_not_matter() -> None:
    found = [(key, ref) for key in range(4) for ref in range(6) if (key + ref) % 3]
    assert to_compare(found) == to_compare(found[::-1])


def test_a_copy_that_its_root_holds_needs_no_keys() -> None:
    assert keys_to_index(signature(TEXT), 0.95) == () and keys_to_index(signature(TEXT), 0.5) == signature(TEXT).keys


def test_keys_are_the_same_in_every_process() -> None:
    command = f"from reportedly.corroborate.signatures import signature; print(signature({TEXT!r}))"
    said = {
        subprocess.run(
            [sys.executable, "-c", command], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert said == {f"{signature(TEXT)}\n"}


@given(st.text())
def test_any_text_has_signed_keys_of_64_bits(text: str) -> None:
    found = signature(text)
    assert all(-(2**63) <= key < 2**63 for key in found.keys)
    assert bool(found.keys) == (found.size > 0)
