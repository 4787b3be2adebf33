"""Reading OntoGUM's format, on a document invented for this test."""

from pathlib import Path

import pytest

from reportedly.corpora.coreference import documents, read_tokens, spans

_ROWS = """\
# newdoc id = GUM_news_invented
# newpar
# speaker = A
# text = Ada's here.
1-2\tAda's\t_\t_\t_\t_\t_\t_\t_\t_
1\tAda\tAda\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1)
2\t's\tbe\tAUX\tVBZ\t_\t3\tcop\t_\t_
3\there\there\tADV\tRB\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# text = She met a friend of hers.
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1)
2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_
3\ta\ta\tDET\tDT\t_\t4\tdet\t_\tEntity=(2
4\tfriend\tfriend\tNOUN\tNN\t_\t2\tobj\t_\t_
5\tof\tof\tADP\tIN\t_\t6\tcase\t_\t_
6\thers\thers\tPRON\tPRP\t_\t4\tnmod\t_\tEntity=(1)2)|SpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# speaker = B
# text = Who?
1\tWho\twho\tPRON\tWP\t_\t0\troot\t_\tSpaceAfter=No
2\t?\t?\tPUNCT\t.\t_\t1\tpunct\t_\t_
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for layer in ("ontogum", "dep"):
        folder = tmp_path / "gum" / layer / "dev"
        folder.mkdir(parents=True)
        (folder / "GUM_news_invented.conllu").write_text(_ROWS, "utf-8")
    return tmp_path


def test_the_text_has_a_line_for_each_paragraph_and_speaker(data: Path) -> None:
    (one,) = documents(data, "ontogum", "dev")
    assert one.text.rstrip() == "Ada's here. She met a friend of hers.\nWho?"
    assert [one.text[start:end] for start, end in one.sentences] == ["Ada's here.", "She met a friend of hers.", "Who?"]
    assert one.genre == "news"


def test_mentions_nest_and_know_their_heads(data: Path) -> None:
    (one,) = documents(data, "ontogum", "dev")
    found = [(one.text[m.start : m.end], one.text[: m.head].split()[-1], m.entity, m.tag) for m in one.mentions]
    assert found == [
        ("Ada", "Ada", "1", "PROPN"), ("She", "She", "1", "PRON"), ("hers", "hers", "1", "PRON"),
        ("a friend of hers", "friend", "2", "NOUN"),
    ]  # fmt: skip


def test_an_empty_file_is_an_empty_document(tmp_path: Path) -> None:
    path = tmp_path / "empty.conllu"
    path.write_text("", "utf-8")
    assert read_tokens(path) == ("", [])
    assert list(spans([])) == []
