import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks.speed import WORDS, cut_words, reports, timed


def test_a_cut_text_keeps_its_characters_and_has_that_many_words() -> None:
    assert cut_words("one  two\nthree four", 3) == "one  two\nthree"
    assert cut_words("one two", 3) is None


def test_without_the_corpus_the_examples_serve(tmp_path: Path) -> None:
    source, texts = reports(tmp_path, 3)
    assert source == "examples"
    assert [len(text.split()) for text in texts] == [WORDS] * 3


def test_the_first_line_is_timed_before_the_rest() -> None:
    began = time.monotonic()
    ran = timed([sys.executable, "-c", "import time; print('one', flush=True); time.sleep(1); print('two')"])
    whole = time.monotonic() - began
    assert ran.output == "one\ntwo\n"
    assert 0 < ran.first_line_seconds < whole - 0.9


def test_peak_memory_is_the_process_s_own() -> None:
    holding = b"x" * 300_000_000  # the parent is large; its children are not
    code = "from benchmarks.memory import peak_bytes; b = b'x' * {}; print(peak_bytes())"
    small, large = (int(timed([sys.executable, "-c", code.format(size)]).output) for size in (1, 90_000_000))
    assert small < 90_000_000 < large < len(holding)


def test_a_child_that_fails_is_an_error() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        timed([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_classifier_has_bert_s_weights_and_windows() -> None:
    bert = pytest.importorskip("benchmarks.bert_base", reason="onnx is not installed")
    assert [len(one) for one in bert.windows(range(1100), 1, 2)] == [512, 512, 82]
    assert list(bert.windows([], 1, 2)) == [[1, 2]]
    assert list(bert.windows([7], 1, 2)) == [[1, 7, 2]]


def test_the_classifier_is_as_large_as_bert_base_and_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    bert = pytest.importorskip("benchmarks.bert_base", reason="onnx is not installed")
    np = pytest.importorskip("numpy")
    onnxruntime = pytest.importorskip("onnxruntime")
    layers = dict.fromkeys((1, 2), 0)
    monkeypatch.setattr(bert, "VOCABULARY", 100)
    for count in layers:
        monkeypatch.setattr(bert, "LAYERS", count)
        layers[count] = len(bert.build()) // 4
    # A layer of BERT-base: four square matrices, two inner ones, their biases, two norms.
    width, inner = 768, 3072
    expected = 4 * (width * width + width) + 2 * width * inner + inner + width + 4 * width
    assert layers[2] - layers[1] == pytest.approx(expected, rel=0.001)
    session = onnxruntime.InferenceSession(bert.build(), providers=["CPUExecutionProvider"])
    labels = session.run(None, {"pieces": np.arange(5, dtype=np.int64)[None]})[0]
    assert labels.shape == (1, 5, bert.LABELS)
    assert np.isfinite(labels).all()
