"""Tables of reports: CSV and TSV by their content, and rows as reports. The reports are invented."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ingest.outcomes import outcomes, rejection, rejections, reports

from benchmarks import generated_files as files
from reportedly.errors import InputError
from reportedly.ingest.files import items_from_bytes, items_from_path, report_from_item
from reportedly.ingest.given import Given
from reportedly.ingest.item import Item
from reportedly.ingest.rejection import Rejection
from reportedly.ingest.row import columns_of, report_from_row, row_item
from reportedly.schema import Report

ALL = [files.made(number) for number in range(5)]
WORDS = "Rebels left the town of Tal Amara before dawn, and the army said that it had taken the bridge."


def rows(*table: list[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(table)
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_each_row_is_a_report_whatever_the_delimiter_and_the_encoding(delimiter: str, encoding: str) -> None:
    data = files.table(ALL, delimiter).decode().encode(encoding)
    found = reports(data)
    assert [(one.title, one.byline, one.published, one.publisher, one.url, one.given_id, one.text) for one in found] == [
        (one.title, one.byline, one.published, "The Invented Courier", one.url, str(one.number), one.text) for one in ALL
    ]


def test_where_a_row_stands_is_its_line() -> None:
    table = rows(["text", "title"], [WORDS, "a"], [WORDS + "\n\nSecond.", "b"], [WORDS, "c"])
    assert [where for where, _ in outcomes(table, "rows.csv")] == ["rows.csv:2", "rows.csv:3", "rows.csv:6"]


def test_what_is_kept_of_a_row_is_all_of_its_columns() -> None:
    table = rows(["text", "title", "mood", "empty"], *[[WORDS, "a", "calm", ""]] * 3)
    first = next(one for one in items_from_bytes(table, "t") if isinstance(one, Item))
    assert first.data == b'{"text":"%s","title":"a","mood":"calm"}' % WORDS.encode()


def test_what_the_user_states_goes_before_a_row() -> None:
    found = reports(files.table(ALL), given=Given(publisher="Desk", published="2020-02-02"))
    assert {(one.publisher, one.published, one.byline) for one in found} == {("Desk", "2020-02-02", one.byline) for one in ALL}


def test_a_table_without_texts_names_its_columns_and_the_way_for_coded_rows() -> None:
    table = rows(["event_id", "notes", "country"], *[["1", WORDS, "Nowhere"]] * 4)
    found = rejection(table, "coded.csv")
    assert found.kind == "BrokenRow" and "'event_id', 'notes', 'country'" in found.reason and "--mapping" in found.cure


def test_words_with_commas_are_no_table() -> None:
    text = f"Rebels, army, police\n\n{WORDS}\n\nResidents fled, they said, and the army, which had come, left.\n"
    [report] = reports(text.encode())
    assert WORDS in report.text
    lines = "One, two.\nThree, four.\nFive, six.\nSeven, eight.\n" + WORDS
    assert WORDS in reports(lines.encode())[0].text


def test_one_column_is_a_table_where_its_name_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(rows(["text"], [WORDS]))
    [item] = items_from_path(path)
    assert isinstance(item, Item)
    report = report_from_item(item)
    assert isinstance(report, Report) and report.text == WORDS


def test_a_broken_row_costs_only_itself() -> None:
    table = rows(["text", "title"], [WORDS, "a"], ["", "no text"], [WORDS, "b", "one too many"], [WORDS, "c"])
    found = outcomes(table)
    assert [type(one) for _, one in found] == [Report, Rejection, Rejection, Report]
    assert [one.kind for _, one in found if isinstance(one, Rejection)] == ["EmptyReport", "BrokenRow"]


def test_a_cell_of_a_hundred_megabytes_costs_only_itself() -> None:
    head = b"text,title\n" + f'"{WORDS}",a\n'.encode() * 3
    for cell in (b'"' + b"x " * 50_000_000 + b'",b\n', b"x" * 100_000_000 + b",b\n"):
        found = outcomes(head + cell + f'"{WORDS}",c\n'.encode())
        assert [type(one) for _, one in found] == [Report] * 3 + [Rejection, Report]
        assert isinstance(found[3][1], Rejection) and found[3][1].kind == "TooLarge"


def test_a_text_that_is_too_long_for_a_cell_names_json_lines() -> None:
    found = rejections(rows(["text", "title"], [WORDS, "a"], [WORDS * 2000, "b"], [WORDS, "c"], [WORDS, "d"]))
    assert [one.kind for one in found] == ["TooLarge"] and "JSON Lines" in found[0].cure


def test_nuls_in_a_row_cost_only_that_row() -> None:
    table = rows(["text", "title"], [WORDS, "a"], [WORDS, "b"], [WORDS, "c"]) + b'"a\0b",d\n' + rows([WORDS, "e"])
    assert [type(one) for _, one in outcomes(table)] == [Report] * 3 + [Rejection, Report]


@pytest.mark.parametrize(
    ("said", "means"),
    [("2016-12-07", "2016-12-07"), ("2016-12-07T23:30:00-05:00", "2016-12-07"), ("7 December 2016", "2016-12-07"),
     ("December 7, 2016", "2016-12-07"), ("13/12/2016", "2016-12-13"), ("", None), ("NaN", None), ("None", None)],
)  # fmt: skip
def test_days_of_publication(said: str, means: str | None) -> None:
    assert report_from_row(row_item(["text", "date"], [WORDS, said]), Given(), "r", False).published == means


def test_a_day_that_can_be_read_in_two_ways_is_said_and_not_guessed() -> None:
    data = row_item(["text", "date"], [WORDS, "07/12/2016"])
    with pytest.raises(InputError, match="for sure"):
        report_from_row(data, Given(), "r", False)
    assert report_from_row(data, Given(published="2016-12-07"), "r", False).published == "2016-12-07"


def test_a_cell_that_is_html_is_read_as_html() -> None:
    report = report_from_row(row_item(["content"], [f"<div><p>{WORDS}</p><script>alert(1)</script></div>"]), Given(), "r", False)
    assert report.text == WORDS


def test_a_text_is_taken_as_it_is() -> None:
    text = "Share this article\n\n" + WORDS
    assert report_from_row(row_item(["text"], [text]), Given(), "r", False).text == text


def test_columns_by_their_names() -> None:
    header = ["Article Text", "HEADLINE", "Pub. Date", "source_url", "Source", "authors", "doc_id", "lang", "score"]
    assert columns_of(header) == {
        "text": "Article Text", "title": "HEADLINE", "published": "Pub. Date", "url": "source_url", "publisher": "Source",
        "byline": "authors", "given_id": "doc_id", "language": "lang",
    }  # fmt: skip
    assert columns_of(["body", "text", "date", "published"]) == {"text": "text", "published": "published"}
    assert columns_of(["mood"]) == {}


def test_a_table_that_is_packed_is_a_table() -> None:
    assert len(reports(gzip.compress(files.table(ALL)))) == 5


def test_a_header_without_rows() -> None:
    assert rejection(rows(["text", "title"]), "a.csv").kind == "EmptyReport"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=40), st.text(max_size=20)), min_size=1, max_size=6))
def test_any_rows_give_an_outcome_each(table: list[tuple[str, str]]) -> None:
    kept = [(a, b) for a, b in table if not any("\ud800" <= c <= "\udfff" or c == "\0" for c in a + b) and (a + b).strip()]
    data = rows(["text", "title"], *[[WORDS, "x"]] * 3, *[list(row) for row in kept])
    assert len([where for where, _ in outcomes(data, "t.csv")]) == 3 + len(kept)


def test_a_header_of_many_columns_costs_no_time() -> None:
    """Twice the columns took four times as long."""
    names = ",".join(f"c{number}" for number in range(9_000))
    assert rejection(f"{names}\n{names}\n".encode(), "a.csv").kind == "BrokenRow"
    assert rejection(b"text,a," + b"b," * 20_000 + b"\n" + b"x," * 20_000, "a.csv").reason
