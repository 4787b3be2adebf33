from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import BrokenRow, EmptyReport, InputError, MissingFile, NotText
from reportedly.ingest import coded_table
from reportedly.ingest.coded_table import BadRow, Row, Table


def table(tmp_path: Path, data: bytes | str, wanted: tuple[str, ...] = ()) -> Table:
    path = tmp_path / "rows.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return Table(path, wanted)


def rows(tmp_path: Path, data: bytes | str) -> list[Row | BadRow]:
    with table(tmp_path, data) as opened:
        return list(opened.rows())


def cells(found: list[Row | BadRow]) -> list[tuple[str, ...] | None]:
    return [one.cells if isinstance(one, Row) else None for one in found]


def test_rows_with_their_lines(tmp_path: Path) -> None:
    found = rows(tmp_path, 'a,b\n1,"two\nlines"\n\n3,4\n')
    assert found == [Row(2, 1, ("1", "two\nlines"), '1,"two\nlines"\n'), Row(5, 2, ("3", "4"), "3,4\n")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    assert cells(rows(tmp_path, f"a{delimiter}b\n1{delimiter}2,3;4\n".replace("2,3;4", '"2,3;4"'))) == [("1", "2,3;4")]


def test_wanted_columns_tell_the_delimiter(tmp_path: Path) -> None:
    data = "date;place, as told, by them;toll\n1;2;3\n"
    with table(tmp_path, data, ("date", "toll")) as opened:
        assert opened.delimiter == ";"


def test_excels_own_line_names_the_delimiter(tmp_path: Path) -> None:
    assert cells(rows(tmp_path, "sep=;\na;b,c\n1;2\n")) == [("1", "2")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    data = "place,note\nSan Pédro,“élu” est mort\n" + "Bouaké,l’été\n" * 5
    assert cells(rows(tmp_path, data.encode(encoding)))[0] == ("San Pédro", "“élu” est mort")


def test_a_late_odd_byte_settles_the_encoding_of_the_whole(tmp_path: Path) -> None:
    data = (
        b"place,note\n" + b"Korhogo,calm all day long\n" * 60_000 + "Bouaké,blessés à l’hôpital\n".encode("cp1252") * 3
    )
    assert cells(rows(tmp_path, data))[-1] == ("Bouaké", "blessés à l’hôpital")


def test_utf_8_with_a_wrong_byte_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotText, match="wrong encoding"):
        table(tmp_path, b"place\n" + "Bouaké, élu\n".encode() * 20 + b"\xff\n")


def test_an_encoding_that_would_give_other_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotText, match="neither UTF-8 nor Windows-1252"):
        table(tmp_path, ("place,note\n" + "Мурзук,обстрел склада зерна\n" * 5).encode("cp1251"))


def test_a_table_that_is_not_there_or_empty(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        Table(tmp_path / "none.csv", ())
    with pytest.raises(MissingFile):
        Table(tmp_path, ())
    with pytest.raises(EmptyReport):
        table(tmp_path, b"\n \n")
    assert rows(tmp_path, "a,b\n") == []


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenRow, match="two columns named 'a'"):
        table(tmp_path, "a,b,a\n1,2,3\n")


def test_wrong_numbers_of_cells_name_the_row(tmp_path: Path) -> None:
    found = rows(tmp_path, "a,b\n1,2\n3\n4,5,6\n7,8,,\n9,10\n")
    assert cells(found) == [("1", "2"), None, None, ("7", "8"), ("9", "10")]
    assert isinstance(found[1], BadRow)
    assert (found[1].line, found[1].number) == (3, 2)
    assert found[1].error.message == "row 2 has 1 cells, the header 2."


def test_a_quote_that_is_not_closed_costs_its_own_row_only(tmp_path: Path) -> None:
    found = rows(tmp_path, 'a,b\n1,2\n3,"four\n5,6\n7,8\n')
    assert cells(found) == [("1", "2"), None, ("5", "6"), ("7", "8")]
    assert isinstance(found[1], BadRow) and "never closed" in found[1].error.message
    # A later quote closes it: the row takes in lines that are rows of their own, and they come back.
    found = rows(tmp_path, 'a,b\n3,"four\n5,6\n7,"8"\n9,10\n')
    assert cells(found) == [None, ("5", "6"), ("7", "8"), ("9", "10")]


def test_a_quote_in_the_wrong_place(tmp_path: Path) -> None:
    found = rows(tmp_path, 'a,b\n"x"y,2\n3,4\n')
    assert cells(found) == [None, ("3", "4")]


def test_a_nul_costs_its_row(tmp_path: Path) -> None:
    assert cells(rows(tmp_path, b"a,b\n1,x\0y\n3,4\n")) == [None, ("3", "4")]


def test_cells_that_are_too_large_cost_their_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    huge = "x" * 200_000
    assert cells(rows(tmp_path, f'a,b\n1,"{huge}"\n3,4\n')) == [None, ("3", "4")]
    monkeypatch.setattr(coded_table, "MAX_LINE", 1000)
    assert cells(rows(tmp_path, f"a,b\n1,{'y' * 5000}\n3,4\n")) == [None, ("3", "4")]
    many_lines = "\n".join(["filler"] * 500)
    found = rows(tmp_path, f'a,b\n1,"{many_lines}"\n3,4\n5,6\n')
    assert cells(found) == [None, ("3", "4"), ("5", "6")]
    assert isinstance(found[0], BadRow) and (found[0].line, found[0].last) == (2, 501)


CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, written: list[list[str]]) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    data = "a,b,c\n" + "".join(",".join(map(quoted, row)) + "\r\n" for row in written)
    expected = [tuple(row) for row in written if any(cell.strip() for cell in row)]
    assert cells(rows(tmp_path_factory.mktemp("t"), data)) == expected


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from('ab,"\n\r\0;é '), max_size=80))
def test_any_text_is_rows_or_reasons(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    folder = tmp_path_factory.mktemp("t")
    try:
        found = rows(folder, "x,y\n" + body)
    except InputError:
        return
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    lines = [one.line for one in found]
    assert lines == sorted(set(lines))
    for one in found:
        assert isinstance(one, BadRow) or len(one.cells) == 2
