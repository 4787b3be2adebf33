"""The readers of the corpora, on invented data: what they say is what the network learns."""

from pathlib import Path

import pytest

from reportedly.corpora.attribution import attributions, read_brat
from reportedly.corpora.example import UNLABELLED, add_frame, new_example, tag_spans
from reportedly.corpora.frames import argument_role, event_type, unmark
from reportedly.corpora.joining import join_tokens, pack
from reportedly.corpora.labels import FRAME_LABELS, PROPBANK_LABEL, WORD_HEADS, bio


def test_tokens_become_text_with_their_offsets() -> None:
    tokens = ["He", "said", "(", "twice", ")", ":", "no", "."]
    text, offsets = join_tokens(tokens)
    assert text == "He said (twice): no."
    assert [text[a:b] for a, b in offsets] == tokens


def test_packs_hold_everything_once() -> None:
    packs = pack([30, 30, 30, 100, 10], 64)
    assert [number for one in packs for number in one] == [0, 1, 2, 3, 4]
    assert [list(one) for one in packs] == [[0, 1], [2], [3], [4]]
    assert pack([], 64) == []


def test_words_that_characters_touch() -> None:
    example = new_example("test", "1", "Rebels seized Tin Adar.")
    assert example.word_range(14, 22) == (2, 3)
    assert example.word_range(0, 3) == (0, 0)
    assert example.word_range(6, 7) is None


def test_tags_of_spans_the_longer_wins_and_the_nameless_stay_unlabelled() -> None:
    example = new_example("test", "1", "The Amber Front left Murzuq yesterday.")
    tag_spans(example, "names", [(4, 15, "organisation"), (4, 9, "person"), (21, 27, "place"), (28, 37, "")])
    labels = [WORD_HEADS["names"][tag] if tag >= 0 else "?" for tag in example.tags["names"]]
    assert labels == ["O", "B-organisation", "I-organisation", "O", "B-place", "?", "O"]
    assert example.tags["names"][5] == UNLABELLED


def test_frames_count_words() -> None:
    example = new_example("test", "1", "Rebels seized the town.")
    add_frame(example, "event", 1, [("actor", 0, 6), ("recipient", 14, 22), ("no such role", 0, 6)])
    assert example.frames[0].arguments == [("actor", 0, 0), ("recipient", 2, 3)]


def test_brat_with_discontinuous_content(tmp_path: Path) -> None:
    file = tmp_path / "one.ann"
    file.write_text(
        "T1\tSource 0 4\tSand\nT2\tCue 5 9\tsaid\nT3\tContent 10 15;20 25\tfirst again\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
        "T4\tAttribution 5 9\tsaid\na line that the annotator's browser broke\n",
        encoding="utf-8",
    )
    assert attributions(file) == [{"Source": [(0, 4)], "Cue": [(5, 9)], "Content": [(10, 15), (20, 25)]}]
    assert read_brat(file)[0]["T3"] == ("Content", [(10, 15), (20, 25)])


def test_plover_markup() -> None:
    plain, marks = unmark("(SRC: Troops) (EVT: left) the (LOC:(TAR: town of Azaz)) (at dawn).")
    assert plain == "Troops left the town of Azaz (at dawn)."
    assert {(label, plain[a:b]) for label, a, b in marks} == {
        ("SRC", "Troops"), ("EVT", "left"), ("LOC", "town of Azaz"), ("TAR", "town of Azaz"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("label", "trigger", "expected"),
    [
        ("Conflict.Attack", "attack", "ASSAULT"),
        ("Contact.Contact", "met", "CONSULT"),
        ("Contact.Contact", "said", None),
        ("Cognitive.Research", "studied", "OTHER"),
        ("No.Such", "x", None),
    ],
)
def test_event_types(label: str, trigger: str, expected: str | None) -> None:
    assert event_type(label, trigger) == expected


def test_roles_may_depend_on_the_event() -> None:
    assert argument_role("Conflict.Attack", "Attacker") == "actor"
    assert argument_role("Justice.ChargeIndict", "JudgeCourt") == "place"
    assert argument_role("Justice.Convict", "JudgeCourt") == "actor"


def test_label_sets_are_consistent() -> None:
    assert bio(("x",)) == ["O", "B-x", "I-x"]
    assert set(PROPBANK_LABEL.values()) <= set(FRAME_LABELS["propbank"])
