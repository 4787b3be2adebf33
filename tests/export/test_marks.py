from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportedly.export import phrases
from reportedly.export.marks import PART_OF_ROLE, PARTS, Mark, attribution_marks, claim_marks, segments
from reportedly.schema import Reading
from reportedly.schema.claim import Role


def mark(start: int, end: int, part: str = "actor", key: str = "c1") -> Mark:
    return Mark(start, end, part, key)  # type: ignore[arg-type]


def test_text_without_marks_is_one_plain_segment() -> None:
    assert [(s.start, s.end, s.marks) for s in segments(3, 9, [])] == [(3, 9, ())]


def test_nested_mark_is_shown_over_the_one_around_it() -> None:
    outer, inner = mark(0, 20, "recipient"), mark(5, 10, "place")
    found = segments(0, 20, [outer, inner])
    assert [(s.start, s.end, s.marks) for s in found] == [
        (0, 5, (outer,)),
        (5, 10, (inner, outer)),
        (10, 20, (outer,)),
    ]


def test_marks_that_cross_are_cut_where_they_cross() -> None:
    left, right = mark(0, 10, "actor"), mark(6, 14, "source")
    found = segments(0, 14, [left, right])
    assert [(s.start, s.end) for s in found] == [(0, 6), (6, 10), (10, 14)]
    assert set(found[1].marks) == {left, right}


def test_marks_outside_are_left_out_and_marks_across_the_edge_are_clipped() -> None:
    found = segments(10, 20, [mark(0, 5), mark(8, 12), mark(18, 30), mark(20, 25)])
    assert [(s.start, s.end, len(s.marks)) for s in found] == [(10, 12, 1), (12, 18, 0), (18, 20, 1)]


def test_a_mention_never_hides_a_role_however_short_it_is() -> None:
    role, mention = mark(0, 20, "actor"), mark(5, 8, "mention", "e1")
    assert segments(0, 20, [mention, role])[1].marks[0] == role


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(PARTS)), max_size=25),
    st.integers(0, 30),
    st.integers(1, 40),
)
def test_segments_cover_everything_once_with_exactly_the_marks_there(
    raw: list[tuple[int, int, str]], start: int, length: int
) -> None:
    marks = [mark(at, at + size, part, f"c{n}") for n, (at, size, part) in enumerate(raw)]
    found = segments(start, start + length, marks)
    assert found[0].start == start and found[-1].end == start + length
    assert all(left.end == right.start for left, right in pairwise(found))
    for segment in found:
        assert segment.start < segment.end
        here = {m for m in marks if m.start <= segment.start and segment.end <= m.end}
        assert set(segment.marks) == here
        assert not any(m for m in marks if m not in here and m.start < segment.end and m.end > segment.start)


def test_a_claim_marks_its_trigger_arguments_time_place_toll_and_voice(reading: Reading) -> None:
    look = phrases.index(reading)
    text = reading.report.text
    found = {(m.part, text[m.start : m.end]) for m in claim_marks(look.claims["c1"], look.attributions, "c1")}
    assert found == {
        ("trigger", "shelled"),
        ("actor", "Fighters of the Amber Front"),
        ("recipient", "a grain depot near Murzuq"),
        ("place", "near Murzuq"),
        ("time", "Sunday"),
        ("toll", "at least 12 people"),
        ("source", "residents and a monitoring group"),
        ("cue", "said"),
    }


def test_an_attribution_without_a_source_marks_its_cue_and_content(reading: Reading) -> None:
    look = phrases.index(reading)
    parts = [m.part for m in attribution_marks(look.attributions["a5"], "q1")]
    assert parts == ["cue", "content"]


def test_every_role_has_a_part() -> None:
    assert set(PART_OF_ROLE) == set(Role.__args__)  # type: ignore[attr-defined]


def test_the_words_of_a_relation_are_no_trigger(reading: Reading) -> None:
    look = phrases.index(reading)
    text = reading.report.text
    parts = {text[m.start : m.end]: m.part for m in claim_marks(look.claims["c6"], look.attributions, "r1")}
    assert parts["spokesman for"] == "detail" and "trigger" not in parts.values()
