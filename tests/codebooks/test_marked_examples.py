"""Example sentences of a codebook: what their marks say, and that each mistake is named with its type and line."""

from pathlib import Path

import pytest

from reportedly.codebooks.examples import unmarked
from reportedly.codebooks.load import load_codebook
from reportedly.errors import CodebookError

# Invented for this test.
_BOOK = """\
name: weather
version: "1"
types:
  HAIL:
    definition: Ice falls from the sky.
    roles: {ARG1: place}
    examples:
      - The <hail> broke windows in Gray.
      - >-
        Stones as big as eggs <pelted>
        the <fields|DAMAGE> of Marn.
    not:
      - They <hailed> a cab.
      - Hail to the chief, sang the choir.
  DAMAGE:
    definition: Something is broken or spoilt by the weather.
    examples:
      - The storm <tore off> the roof.
"""


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "weather.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_become_spans_of_the_sentence_without_them(tmp_path: Path) -> None:
    codebook = load_codebook(_write(tmp_path, _BOOK))
    assert [one.text for one in codebook.examples] == [
        "The hail broke windows in Gray.", "Stones as big as eggs pelted the fields of Marn.", "They hailed a cab.",
        "Hail to the chief, sang the choir.", "The storm tore off the roof.",
    ]  # fmt: skip
    shown = [[(one.text[mark.start : mark.end], mark.type) for mark in one.marks] for one in codebook.examples]
    assert shown == [[("hail", "HAIL")], [("pelted", "HAIL"), ("fields", "DAMAGE")], [("hailed", None)], [], [("tore off", "DAMAGE")]]
    assert [one.counter for one in codebook.examples] == [False, False, True, True, False]
    assert [one.source for one in codebook.examples] == [f"weather.yaml, line {line}" for line in (8, 9, 13, 14, 18)]


def test_a_codebook_of_its_own_needs_no_base_and_no_quad(tmp_path: Path) -> None:
    codebook = load_codebook(_write(tmp_path, _BOOK))
    hail = codebook.event_type("HAIL")
    assert hail is not None
    assert (hail.quad, hail.parent, dict(hail.roles)) == (None, None, {"ARG1": "place"})
    assert codebook.event_type("ASSAULT") is None
    assert codebook.roles["verb"]["ARG0"] == "actor"


def test_an_extension_may_say_that_it_rolls_up_to_nothing(tmp_path: Path) -> None:
    text = _BOOK.replace('version: "1"', 'version: "1"\nextends: plover').replace("    definition", "    parent: null\n    definition")
    codebook = load_codebook(_write(tmp_path, text))
    assert codebook.event_type("ASSAULT") is not None
    assert codebook.event_type("HAIL") is not None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("The <hail> broke", "The hail broke", r"type HAIL, examples, line 8 marks no word: 'The hail broke.*angle brackets"),
        ("The <hail> broke", "The <hail broke", r"type HAIL, examples, line 8 .*(without its pair|marks no word)"),
        ("<hail> broke", "<> broke", r"line 8 marks '<>'"),
        ("<hail> broke", "< hail> broke", r"line 8 marks '< hail>'.*no blanks"),
        ("<fields|DAMAGE>", "<fields|HARM>", r"type HAIL, examples, line 9 marks the unknown type 'HARM'.*HAIL, DAMAGE"),
        ("They <hailed> a cab.", "The <hail> broke windows in Gray.", r"type HAIL, not, line 13 stands already at weather\.yaml, line 8"),
        ("They <hailed> a cab.", "Note: they <hailed> a cab.", r"type HAIL, not, line 13 is no sentence.*quotes"),
        ("They <hailed> a cab.", "12", r"type HAIL, not, line 13 is no sentence.*quotes"),
        ("roles: {ARG1: place}", "toll: broken", r"type HAIL has the unknown toll 'broken'.*declare it under"),
        ("roles: {ARG1: place}", "roles: {ARG1: hill}", r"type HAIL, roles maps ARG1 to the unknown role 'hill'"),
        ("  HAIL:", "  hail:", r"type hail is no code"),
        ("      - The storm <tore off> the roof.\n", "", r"type DAMAGE: examples is not a list|no sentence"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_type_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in _BOOK
    text = _BOOK.replace(old, new, 1)
    if not new:
        text = text.rstrip() + " 3\n"
    with pytest.raises(CodebookError, match=message) as caught:
        load_codebook(_write(tmp_path, text))
    assert caught.value.cure
    assert "weather.yaml" in str(caught.value)


@pytest.mark.parametrize("written", ["<a>", "x <b c> y <d|T>", "<é>, <ü>", "no mark at all"])
def test_what_is_marked_is_what_the_span_selects(written: str) -> None:
    text, marks = unmarked(written, "T", "here", ("T",))
    rebuilt = text
    for mark in reversed(marks):
        rebuilt = f"{rebuilt[: mark.start]}<{text[mark.start : mark.end]}>{rebuilt[mark.end :]}"
    assert rebuilt == written.replace("|T>", ">")
