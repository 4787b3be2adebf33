from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from outputs import Marked

from reportedly.encoder.output import ScoredSpan
from reportedly.extract.paragraphs import of_own_paragraph, within_paragraphs

TEXT = "Prisoner swap\n\nTarnian officials said that they would talk."


def test_a_name_does_not_begin_in_the_heading_above() -> None:
    made = Marked(TEXT)
    made.mention("swap\n\nTarnian officials", "organisation")
    made.cue("said", "swap\n\nTarnian officials", ["that they would talk"])
    output = within_paragraphs(TEXT, made.output())
    assert TEXT[output.mentions[0].start : output.mentions[0].end] == "Tarnian officials"
    source = next(one for one in output.cues[0].arguments if one.label == "source")
    assert TEXT[source.start : source.end] == "Tarnian officials"


def test_what_is_quoted_may_run_on() -> None:
    made = Marked(TEXT)
    made.cue("said", "Tarnian officials", ["swap\n\nTarnian officials said that they would talk"])
    kept = next(one for one in within_paragraphs(TEXT, made.output()).cues[0].arguments if one.label == "content")
    assert "\n\n" in TEXT[kept.start : kept.end]


@given(st.lists(st.sampled_from(["Ada", "Obi went.", "\n\n", "\n", "Tarn"]), max_size=12), st.integers(0, 40), st.integers(0, 40))
def test_no_span_crosses_a_blank_line_or_grows(pieces: list[str], one: int, two: int) -> None:
    text = " ".join(pieces)
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    output = replace(Marked(text).output(), names=(ScoredSpan(start, end, "person", 0.9),))
    kept = within_paragraphs(text, output).names[0]
    assert start <= kept.start <= kept.end <= end
    assert "\n\n" not in text[kept.start : kept.end].strip()


def of_own(text: str, cue: str, content: str) -> str:
    made = Marked(text)
    made.cue(cue, None, [content])
    (frame,) = made.output().cues
    kept = of_own_paragraph(text, frame, frame.arguments[0])
    return text[kept.start : kept.end]


def test_what_is_told_ends_with_its_paragraph() -> None:
    assert of_own("Nine fled.\n\nFour died, the union said.", "said", "Nine fled.\n\nFour died") == "Four died"
    assert of_own("It said nine fled.\n\nFour died.", "said", "nine fled.\n\nFour died") == "nine fled."


def test_a_quotation_runs_on_over_paragraphs() -> None:
    quoted = '"Nine fled.\n\n"Four died,"'
    assert of_own(quoted + " she said.", "said", quoted) == quoted
    listed = "nine fled\n\nfour died"
    assert of_own(f"The union said: {listed}", "said", listed) == listed
