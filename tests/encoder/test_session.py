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


def test_frames_are_those_of_a_sentence_read_alone_whatever_stands_around_it(encoder: Encoder) -> None:
    told = "Rebels of the Amber Front shelled the village of Tin Adar on Monday and abducted nine shepherds near the well."
    around = ("The harvest was good this year, farmers in the next valley told the Tarn Courier, though prices have fallen "
              "since the spring and nobody knows whether the mill will be repaired before the winter begins, as the "
              "mayor had promised last year. ")  # fmt: skip
    packed = told + " " + "It was the third raid in a month, the ministry said, and the elders asked for guards. " * 2
    (alone,) = encoder.encode([told])
    (amid,) = encoder.encode([around * 4 + packed + around * 4])
    at = len(around * 4)

    def frames(output: Output, base: int) -> dict[str, set[tuple[str, int, int]]]:
        return {
            told[one.start - base : one.end - base]: {(span.label, span.start - base, span.end - base) for span in one.propbank}
            for one in output.predicates
            if base <= one.start and one.end <= base + len(told) and one.propbank
        }

    here, there = frames(alone, 0)["shelled"], frames(amid, at)["shelled"]
    village = told.index("the village")
    assert ("ARG0", 0, len("Rebels of the Amber Front")) in there and ("ARG1", village, village + len("the village of Tin Adar")) in there
    assert {one for one in here if one[0] in ("ARG0", "ARG1")} <= there


def test_hands_and_a_head_start_change_nothing(encoder: Encoder) -> None:
    (alone,) = encoder.encode([LONG])
    assert encoder.encode([LONG], hands=3) == [alone]
    encoder.begin(LONG, threads=2)
    assert encoder.encode([LONG, LONG]) == [alone, alone]  # what was begun is taken once


def test_products_of_bytes_do_not_overflow_where_the_processor_lets_them(encoder: Encoder) -> None:
    options = encoder._session.get_session_options()
    assert options.get_session_config_entry("session.x64quantprecision") == "1"
