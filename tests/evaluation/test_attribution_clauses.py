from pathlib import Path

from reportedly.evaluation.attribution_clauses import Score, documents, read_document
from reportedly.schema import Attribution, Reading, Span

ROWS = [
    ("1", "Guards", "Discourse=attribution-positive:1->2:0:_"),
    ("2", "said", "_"),
    ("3-4", "they'd", "_"),
    ("3", "they", "Discourse=ROOT:2:0"),
    ("4", "'d", "_"),
    ("5", "fled", "SpaceAfter=No"),
    ("6", ".", "_"),
]  # fmt: skip


def written(folder: Path) -> Path:
    """An invented sentence in the corpus's own format."""
    rows = "\n".join("\t".join([number, form, *"_____", "_", "_", misc]) for number, form, misc in ROWS)
    path = folder / "GUM_news_made.conllu"
    path.write_text(f"# newpar\n# text = x\n{rows}\n\n", encoding="utf-8")
    (folder / "GUM_news_untold.conllu").write_text(path.read_text("utf-8").replace("Discourse", "Other"), encoding="utf-8")
    return path


def span(text: str, words: str) -> Span:
    return Span(start=text.index(words), end=text.index(words) + len(words), text=words)


def test_units_lie_where_their_words_do(tmp_path: Path) -> None:
    one = read_document(written(tmp_path))
    assert one.text.strip() == "Guards said they'd fled."
    assert {number: one.text[slice(*reach)].strip() for number, reach in one.units.items()} == {
        1: "Guards said", 2: "they'd fled.",
    }  # fmt: skip
    assert one.pairs == [(1, 2)]


def test_documents_without_units_are_left_out(tmp_path: Path) -> None:
    written(tmp_path)
    assert [one.name for one in documents(tmp_path)] == ["GUM_news_made"]


def test_found_needs_the_cue_and_linked_the_content_too(tmp_path: Path, reading: Reading) -> None:
    document = read_document(written(tmp_path))
    text = document.text

    def with_content(*content: Span) -> Score:
        one = Attribution(id="a1", kind="indirect", source=None, cue=span(text, "said"), content=content)
        score = Score()
        score.add(document, Reading(
            report=reading.report, mentions=(), entities=(), attributions=(one,), claims=(), events=(), made_by=reading.made_by,
        ))  # fmt: skip
        return score

    right, wrong = with_content(span(text, "fled")), with_content(span(text, "Guards"))
    assert (right.found.right, right.linked.right) == (1, 1)
    assert (wrong.found.right, wrong.linked.right) == (1, 0)


def test_a_cue_elsewhere_counts_against_precision(tmp_path: Path, reading: Reading) -> None:
    document = read_document(written(tmp_path))
    one = Attribution(id="a1", kind="indirect", source=None, cue=span(document.text, "fled"), content=())
    score = Score()
    missed = score.add(document, Reading(
        report=reading.report, mentions=(), entities=(), attributions=(one,), claims=(), events=(), made_by=reading.made_by,
    ))  # fmt: skip
    assert (score.found.found, score.found.right) == (1, 0)
    assert len(missed) == 1 and "'Guards said'" in missed[0]
