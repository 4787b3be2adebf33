"""A head fitted on the worked example's codebook with the packaged model: figures, determinism, refusals, reading."""

from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from reportedly.codebooks.load import load_codebook
from reportedly.encoder.session import Encoder
from reportedly.errors import CodebookError
from reportedly.extract.type_fitting import Fitted, background, fit_types, taught_types
from reportedly.extract.type_head import TaughtTypes, TypeHead, fitted_path, head_bytes, head_from, opened_head
from reportedly.extract.type_words import looks_like_a_verb, trigger_words

FOLDER = Path(__file__).parents[2] / "examples" / "codebooks"
FILE = FOLDER / "floods-and-strikes.yaml"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def fitted(encoder: Encoder) -> tuple[TypeHead, Fitted]:
    return fit_types(load_codebook(FILE), encoder.encode, encoder.model_hash)


def test_figures_are_given_for_every_type_and_add_up(fitted: tuple[TypeHead, Fitted]) -> None:
    head, told = fitted
    assert head.types == ("FLOOD", "EVACUATE", "DROUGHT", "STRIKE_LABOUR", "LOCKOUT", "SETTLEMENT")
    assert [one.examples for one in told.scores] == [10, 8, 7, 8, 6, 7]
    assert told.other_words > 400
    assert told.f1 > 0.4  # with no word of an example seen before; chance is below 0.02
    found = sum(one.recall * one.examples for one in told.scores)
    assert found <= told.recall * 46 + 1e-2  # a trigger taken for another type is found, but not right
    assert told.missed == ()


def test_the_same_codebook_and_model_give_the_same_bytes(encoder: Encoder, fitted: tuple[TypeHead, Fitted]) -> None:
    again, _ = fit_types(load_codebook(FILE), encoder.encode, encoder.model_hash)
    assert head_bytes(again) == head_bytes(fitted[0])
    back = head_from(head_bytes(again), FILE)
    assert back.facts == fitted[0].facts
    assert np.array_equal(back.weights, fitted[0].weights)


def test_an_invented_report_is_read_by_it(encoder: Encoder, fitted: tuple[TypeHead, Fitted]) -> None:
    text = (FOLDER / "dispatch.txt").read_text("utf-8")
    output = encoder.encode([text])[0]
    found = TaughtTypes(load_codebook(FILE), fitted[0]).triggers(text, output)
    kinds = {text[start:].split()[0].strip(".,"): one.type for start, one in found.items()}
    assert kinds.get("burst") == "FLOOD"
    assert kinds.get("evacuated") == "EVACUATE"
    assert kinds.get("drought") == "DROUGHT"
    assert kinds.get("strike") == "STRIKE_LABOUR"
    assert "said" not in kinds
    for one in found.values():
        assert 0 < one.weight <= 1
        assert {link.argument: link.role for link in one.roles}["TMP"] == "time"
    assert found[text.index("evacuated")].toll == "evacuated"


def test_a_head_is_refused_for_another_codebook_or_model(tmp_path: Path, fitted: tuple[TypeHead, Fitted]) -> None:
    path = tmp_path / "floods.yaml"
    path.write_bytes(FILE.read_bytes())
    codebook = load_codebook(path)
    head = replace(fitted[0], facts=msgspec.structs.replace(fitted[0].facts, codebook=codebook.hash, model="m"))
    with pytest.raises(CodebookError, match=r"not learned yet.*reportedly codebook fit"):
        opened_head(path, codebook, "m")
    fitted_path(path).write_bytes(head_bytes(head))
    assert opened_head(path, codebook, "m").facts == head.facts
    with pytest.raises(CodebookError, match=r"another model.*reportedly codebook fit"):
        opened_head(path, codebook, "n")
    path.write_text(path.read_text("utf-8").replace("Helicopters", "Pilots"), "utf-8")
    with pytest.raises(CodebookError, match=r"was changed since.*reportedly codebook fit"):
        opened_head(path, load_codebook(path), "m")
    for damaged in (b"", b"PK\x03\x04", head_bytes(head)[:2000]):
        fitted_path(path).write_bytes(damaged)
        with pytest.raises(CodebookError, match=r"no fitted codebook, or a damaged one"):
            opened_head(path, codebook, "m")


def test_too_few_examples_and_none_are_named(tmp_path: Path) -> None:
    path = tmp_path / "few.yaml"
    path.write_text(FILE.read_text("utf-8").replace("      - Staff were <turned> away at the gates and told to wait for a letter.\n", "")
                    .replace("      - The owner <shut> the factory gates on the night shift.\n", ""), "utf-8")  # fmt: skip
    with pytest.raises(CodebookError, match=r"Type LOCKOUT has 4 examples\. Give it 5"):
        taught_types(load_codebook(path))
    with pytest.raises(CodebookError, match="no examples to learn from"):
        taught_types(load_codebook())


def test_the_background_is_enough_and_a_text_a_line() -> None:
    texts = background()
    assert len(texts) > 60
    assert len(set(texts)) == len(texts)
    assert all(text.endswith((".", '"')) and len(text.split()) > 15 for text in texts)


def test_words_are_found_where_the_text_has_them(encoder: Encoder) -> None:
    text = "The river burst its banks. Nobody was hurt, the mayor said."
    words = trigger_words(text, encoder.encode([text])[0], known={"bank"})
    shown = [text[start:end] for start, end in words.spans]
    assert {"burst", "banks", "said"} <= set(shown)
    assert np.allclose(np.linalg.norm(words.vectors, axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize(
    ("sentence", "word", "verb"),
    [
        ("The river burst its banks", "burst", True), ("The flood came", "flood", False), ("They flooded the market", "flooded", True),
        ("They will strike on Friday", "strike", True), ("a strike at the mill", "strike", False),
        ("the flooding of the mine", "flooding", False), ("drivers walked out", "walked", True),
    ],
)  # fmt: skip
def test_verbs_and_nouns_are_told_apart(sentence: str, word: str, verb: bool) -> None:
    words = sentence.split()
    assert looks_like_a_verb(words, words.index(word)) is verb
