from datetime import date
from pathlib import Path

from reportedly.evaluation.dates import Annotated, Gold, score, tempeval


def made(text: str, *gold: tuple[str, str]) -> Annotated:
    spans = [Gold(text.index(words), text.index(words) + len(words), value) for words, value in gold]
    return Annotated("made", text, date(2031, 4, 6), spans)


def test_strict_relaxed_and_value_are_told_apart() -> None:
    found = score(
        [
            made("They fled on 3 April 2031.", ("3 April 2031", "2031-04-03")),
            made("They fled on 3 April 2031.", ("on 3 April 2031", "2031-04-03")),
            made("They fled on 3 April 2031.", ("3 April 2031", "2031-04-04")),
            made("They fled on 3 April 2031.", ("They", "2031")),
        ]
    ).figures()
    assert {name: row["right"] for name, row in found.items()} == {"strict": 2, "relaxed": 3, "value": 2}
    assert {row["gold"] for row in found.values()} == {row["found"] for row in found.values()} == {4}
    assert found["relaxed"]["low"] <= found["relaxed"]["f1"] == 75 <= found["relaxed"]["high"]


def test_errors_say_what_and_where() -> None:
    wrong = score([made("They fled on 3 April 2031.", ("They", "2031"))]).wrong
    assert [line.split()[0] for line in wrong] == ["MISSED", "EXTRA"]
    assert all("fled" in line for line in wrong)


def test_no_texts_have_no_figures_but_zeros() -> None:
    assert {row["f1"] for row in score([]).figures().values()} == {0.0}


def test_a_file_gives_its_text_its_day_and_its_expressions(tmp_path: Path) -> None:
    (tmp_path / "made.tml").write_text(
        '<T><DCT><TIMEX3 value="2031-04-06">6 April</TIMEX3></DCT>'
        '<TEXT>They fled on <TIMEX3 value="2031-04-03">3 April</TIMEX3> at night.</TEXT></T>'
    )
    [one] = tempeval(tmp_path)
    assert one.published == date(2031, 4, 6)
    assert [(one.text[g.start : g.end], g.value) for g in one.gold] == [("3 April", "2031-04-03")]
