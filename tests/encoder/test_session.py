import pytest

from reportedly.encoder.output import Output
from reportedly.encoder.session import Encoder

LONG = "Rebels shelled the village of Tin Adar on Monday, a spokesman said. " * 60


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def all_spans(output: Output) -> list[tuple[int, int]]:
    spans = [(one.start, one.end) for one in (*output.names, *output.mentions, *output.chunks, *output.participants)]
    for cue in output.cues:
        spans += [(cue.start, cue.end), *((one.start, one.end) for one in cue.arguments)]
    for predicate in output.predicates:
        spans += [
            (predicate.start, predicate.end),
            *((one.start, one.end) for one in (*predicate.propbank, *predicate.event)),
        ]
    return spans


def test_nothing_in_nothing_out(encoder: Encoder) -> None:
    (output,) = encoder.encode([""])
    assert output.words == () and all_spans(output) == []


def test_a_long_report_is_read_to_its_end(encoder: Encoder) -> None:
    (output,) = encoder.encode([LONG])
    assert len(output.sentences) == 60
    read = {predicate.sentence for predicate in output.predicates}
    assert read == set(range(60))
    quoted = [cue for cue in output.cues if LONG[cue.start : cue.end] == "said"]
    assert len(quoted) == 60


def test_spans_lie_on_words(encoder: Encoder) -> None:
    (output,) = encoder.encode([LONG])
    starts, ends = {a for a, _ in output.words}, {b for _, b in output.words}
    for start, end in all_spans(output):
        assert start in starts and end in ends and start < end


def test_company_does_not_change_what_is_read(encoder: Encoder) -> None:
    short = "Two soldiers were killed near Murzuq, the army said."
    (alone,) = encoder.encode([short])
    together = encoder.encode(["One word.", short, "A longer text stands beside it, with a few more words in it."])[1]
    key = [(one.start, one.end, one.label) for one in alone.mentions]
    assert key == [(one.start, one.end, one.label) for one in together.mentions]
    assert [(one.start, one.end) for one in alone.cues] == [(one.start, one.end) for one in together.cues]


def test_the_same_twice(encoder: Encoder) -> None:
    assert encoder.encode([LONG]) == encoder.encode([LONG])
