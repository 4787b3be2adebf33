import random
from collections.abc import Callable

from benchmarks.spans import SEED, check, check_reading, random_text
from msgspec.structs import replace

from reportedly.schema import Reading


def test_every_span_of_a_reading_is_counted_once(reading: Reading, spans_of: Callable[[object], list[object]]) -> None:
    parts = (reading.mentions, reading.entities, reading.attributions, reading.claims, reading.events)
    assert check_reading(reading) == (len(spans_of(parts)), 0)


def test_a_span_that_shows_other_words_is_wrong(reading: Reading) -> None:
    moved = replace(reading.mentions[0], start=reading.mentions[0].start + 1)
    assert check_reading(replace(reading, mentions=(moved, *reading.mentions[1:])))[1] == 1


def test_dates_are_no_spans() -> None:
    assert check({"start": "2031-04-06", "end": "2031-04-07", "text": "x", "span": {"start": 0, "end": 1, "text": "a"}}, "abc") == (1, 0)


def test_random_texts_repeat_and_differ() -> None:
    one, two = random.Random(SEED), random.Random(SEED)
    first = [random_text(one) for _ in range(40)]
    assert first == [random_text(two) for _ in range(40)]
    assert len(set(first)) == 40
    characters = set("".join(first))
    assert any("\ud800" <= character <= "\udfff" for character in characters)
    assert any(ord(character) > 0xFFFF for character in characters)
