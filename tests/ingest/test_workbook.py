"""Workbooks: rows as items, what is no row of texts, and what a hostile or broken workbook costs. The reports are invented."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from tests.ingest.outcomes import counted, outcomes, rejection, rejections, reports

from benchmarks import generated_files as files
from reportedly.ingest import source, workbook
from reportedly.ingest.files import items_from_bytes
from reportedly.ingest.item import Item
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Report

ONE, TWO = files.made(1), files.made(2)
HEADER = ("Title", "Date", "Text")


def book_of(*sheets: tuple[str, list[tuple[object, ...]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its members changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return files.archive({one: change(archive.read(one)) if one == member else archive.read(one) for one in archive.namelist()})


def test_each_row_is_a_report_and_keeps_its_number() -> None:
    data = files.workbook([ONE, TWO])
    (first, one), (second, two), _ = outcomes(data, "a.xlsx")
    assert (first, second) == ("a.xlsx!/Reports:2", "a.xlsx!/Reports:3")
    assert isinstance(one, Report) and isinstance(two, Report)
    assert (one.text, one.title, one.published, one.byline, one.publisher, one.url, one.given_id) == (
        ONE.text, ONE.title, ONE.published, ONE.byline, "The Invented Courier", ONE.url, str(ONE.number),
    )  # fmt: skip
    assert two.text == TWO.text
    assert outcomes(files.shared(data), "a.xlsx") == outcomes(data, "a.xlsx")
    assert counted(data) == {"sheets without texts": 1}


def test_titles_and_notes_above_the_header_are_counted_and_empty_rows_keep_the_numbers_true() -> None:
    rows: list[tuple[object, ...]] = [("Report",), (), HEADER, (), (ONE.title, datetime(2031, 4, 5, 8, 30), ONE.text)]
    data = book_of(("Sheet", rows))
    [(where, one)] = [found for found in outcomes(data, "a.xlsx") if isinstance(found[1], Report)]
    assert isinstance(one, Report)
    assert (where, one.text, one.published) == ("a.xlsx!/Sheet:5", ONE.text, "2031-04-05")
    assert counted(data) == {"rows above a header": 1}


def test_sheets_are_read_one_after_the_other_also_hidden_ones() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(("A", [HEADER, ("a", None, ONE.text)]), ("B 1", [HEADER, ("b", None, TWO.text)]))))
    book.worksheets[1].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert [one.text for one in reports(out.getvalue())] == [ONE.text, TWO.text]


def test_a_formula_is_what_it_last_came_to_and_a_fault_is_an_empty_cell() -> None:
    data = book_of(("A", [HEADER, ("#N/A", "=1+1", ONE.text), ("b", None, "#REF!")]))
    (_, one), (where, bad) = outcomes(data, "a.xlsx")
    assert isinstance(one, Report) and one.title is None and one.published is None
    assert isinstance(bad, Rejection) and (where, bad.kind) == ("a.xlsx!/A:3", "EmptyReport")


def test_what_is_archived_of_a_row_is_json_that_can_be_written() -> None:
    data = book_of(("A", [("id", "text", "ok", "share", "n"), (-77, ONE.text, True, 0.5, 5.0)]))
    data = changed(data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>-77</v>", b"<v>1234567890123456789012</v>"))
    [item] = items_from_bytes(data, "a.xlsx")
    assert isinstance(item, Item)
    assert item.data.startswith(b'{"id":"1234567890123456789012","text":') and item.data.endswith(b'"ok":true,"share":0.5,"n":5}')
    assert (item.kind, item.method) == ("row", "row")


def test_a_carriage_return_is_a_line_end() -> None:
    data = book_of(("A", [("text",), (f"{ONE.title}._x000D_\n{ONE.text}_x000d_",)]))
    assert reports(data)[0].text.startswith(f"{ONE.title}.\n")


def test_a_workbook_without_texts_names_its_columns_and_what_to_do() -> None:
    found = rejection(book_of(("A", [("Date", "Killed"), ("2031-04-05", 3)]), ("B", [])), "a.xlsx")
    assert found.kind == "BrokenRow" and "'Date', 'Killed'" in found.reason and "--mapping" in found.cure


@pytest.mark.parametrize("rows", [[], [HEADER]])
def test_a_workbook_without_rows(rows: list[tuple[object, ...]]) -> None:
    assert rejection(book_of(("A", rows))).kind == "EmptyReport"


def test_bad_rows_cost_only_themselves() -> None:
    rows = [HEADER, ("a", "07/12/2031", ONE.text), ("b", None, None), ("c", None, TWO.text, "more"), ("d", None, ONE.text)]
    data = book_of(("A", rows))
    assert [one.where for one in rejections(data, "a.xlsx")] == ["a.xlsx!/A:2", "a.xlsx!/A:3", "a.xlsx!/A:4"]
    assert sum(isinstance(one, Report) for _, one in outcomes(data)) == 1


def test_two_columns_of_one_name_cost_their_sheet_only() -> None:
    data = book_of(("A", [("text", "text"), ("a", "b")]), ("B", [HEADER, ("a", None, ONE.text)]))
    (where, bad), (_, good) = outcomes(data, "a.xlsx")
    assert where == "a.xlsx!/A" and isinstance(bad, Rejection) and "two columns" in bad.reason
    assert isinstance(good, Report)


def test_a_sheet_that_is_damaged_says_so_and_the_others_stay() -> None:
    data = book_of(("A", [HEADER, ("a", None, ONE.text)]), ("B", [HEADER, ("b", None, TWO.text)]))
    found = outcomes(changed(data, "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) * 3 // 4]), "a.xlsx")
    assert any(isinstance(one, Rejection) and one.kind == "BrokenFile" and where.endswith("/A") for where, one in found)
    assert isinstance(found[-1][1], Report)


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_a_workbook_that_is_damaged(member: str) -> None:
    found = rejection(changed(files.shared(files.workbook([ONE])), member, lambda xml: xml[: len(xml) // 2]), "a.xlsx")
    assert found.kind == "BrokenFile" and ".xlsx" in found.cure


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_a_billion_laughs_is_refused_before_it_is_parsed(member: str) -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))

    def laughing(xml: bytes) -> bytes:
        return f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'.encode() + re.sub(rb"^<\?xml.*?\?>", b"", xml)

    found = rejection(changed(files.shared(files.workbook([ONE])), member, laughing), "a.xlsx")
    assert found.kind == "UnsafeFile" and "entities" in found.reason


def test_one_string_in_a_million_cells_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "UNPACKED_FREE", 2_000_000)
    data = files.shared(book_of(("A", [("text",), *[("word",)] * 1000])))
    data = changed(data, "xl/sharedStrings.xml", lambda xml: xml.replace(b"word", b"word " * 6000, 1))
    data = changed(data, "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb"<v>[1-9]\d*</v>", b"<v>1</v>", xml))
    last = list(items_from_bytes(data, "a.xlsx"))[-1]
    assert isinstance(last, Rejection) and last.kind == "UnsafeFile"


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = files.workbook([ONE])
    monkeypatch.setattr(workbook, "MAX_TAGS", 50)
    assert rejection(data).kind == "TooLarge"
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 500)
    found = rejection(data)
    assert found.kind == "TooLarge" and "CSV" in found.cure


def far(place: str) -> Callable[[bytes], bytes]:
    def change(xml: bytes) -> bytes:
        row = re.sub("[A-Z]", "", place)
        return xml.replace(b"</sheetData>", f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'.encode())

    return change


@pytest.mark.parametrize("place", ["XFD1048576", "A1048577", "A99999999999"])
def test_a_cell_that_says_it_stands_far_away_takes_no_time(place: str) -> None:
    data = changed(files.workbook([ONE]), "xl/worksheets/sheet1.xml", far(place))
    assert any(isinstance(one, Report) for _, one in outcomes(data))


def test_a_workbook_in_a_mail_in_an_archive() -> None:
    mail = files.mail(ONE, {"list.xlsx": ("application/octet-stream", files.workbook([TWO]))})
    assert [where for where, _ in outcomes(files.archive({"m.eml": mail}), "a.zip")][:2] == [
        "a.zip!/m.eml", "a.zip!/m.eml!/list.xlsx!/Reports:2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"\0"}, "Excel"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}, "OpenDocument spreadsheet"),
        ({"mimetype": b"application/vnd.oasis.opendocument.presentation", "content.xml": b"<x/>"}, "OpenDocument file"),
    ],
)
def test_other_workbooks_say_how_to_save_them(members: dict[str, bytes], says: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    found = rejection(out.getvalue())
    assert says in found.reason and "save" in found.cure.lower()


def test_a_workbook_with_a_password_says_so() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)
    assert "password" in rejection(data).reason


def test_the_library_is_missed_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    found: Any = rejection(files_workbook)
    assert "openpyxl" in found.reason and "reportedly[formats]" in found.cure


files_workbook = files.workbook([ONE])
