"""Files to reports, each by its content. The texts are invented."""

import io
from pathlib import Path

import pytest

from reportedly.ingest.files import reports_from_path
from reportedly.ingest.given import Given
from reportedly.ingest.limits import MAX_BYTES, MAX_CHARS
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Report

SENTENCE = "Rebels left the town of Tal Amara before dawn, and the army said that it had taken the bridge."
LINE = f'{{"text": "{SENTENCE}", "id": "a"}}\n'
PAGE = f"<!doctype html><html><head><title>Rebels leave</title></head><body><p>{SENTENCE}</p></body></html>"


def read(data: bytes, given: Given | None = None) -> list[Report | Rejection]:
    return list(reports_from_path("-", given or Given(), stdin=io.BytesIO(data)))


def one(data: bytes) -> Report:
    (report,) = read(data)
    assert isinstance(report, Report), report
    return report


def rejected(data: bytes) -> Rejection:
    (rejection,) = read(data)
    assert isinstance(rejection, Rejection), rejection
    assert rejection.cure
    return rejection


def test_plain_text_is_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"Rebels leave Tal Amara at night\n\nBy Ann Lee\n\n{SENTENCE}\n\nShare this article\n")
    (report,) = reports_from_path(path)
    assert isinstance(report, Report)
    assert (report.title, report.byline, report.text) == ("Rebels leave Tal Amara at night", "Ann Lee", SENTENCE)


def test_content_and_not_the_name_says_what_a_file_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LINE * 2)
    assert [report.given_id for report in reports_from_path(path) if isinstance(report, Report)] == ["a", "a"]
    path.write_text(PAGE)
    (report,) = reports_from_path(path)
    assert isinstance(report, Report)
    assert report.text == SENTENCE
    path = tmp_path / "a.jsonl"
    path.write_text(PAGE)
    (report,) = reports_from_path(path)
    assert isinstance(report, Report)
    assert report.text == SENTENCE


def test_json_lines_whose_first_line_is_broken() -> None:
    bad, good = read(b'{"text": "cut off\n' + LINE.encode())
    assert isinstance(bad, Rejection)
    assert (bad.where, bad.kind) == ("standard input:1", "BrokenLine")
    assert isinstance(good, Report)


def test_a_jsonl_name_settles_a_file_with_no_whole_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("cut off\n{\n")
    assert [each.kind for each in reports_from_path(path) if isinstance(each, Rejection)] == ["BrokenLine"] * 2


def test_json_lines_in_utf_16_and_with_a_mark() -> None:
    assert one(LINE.encode("utf-16")).text == SENTENCE
    assert one(LINE.encode("utf-8-sig")).text == SENTENCE
    assert one(b"\n\n" + LINE.encode()).text == SENTENCE


def test_a_text_that_begins_with_a_brace_or_a_bracket_is_text() -> None:
    assert one(("[Update] " + SENTENCE).encode()).text == "[Update] " + SENTENCE
    assert one(("{sic} " + SENTENCE).encode()).text == "{sic} " + SENTENCE
    assert one(("<Rebels> " + SENTENCE).encode()).text == "<Rebels> " + SENTENCE


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_nothing(data: bytes) -> None:
    assert rejected(data).kind == "EmptyReport"


def test_binary() -> None:
    assert "PDF" in rejected(b"%PDF-1.4\n...").reason
    assert rejected(bytes(range(256)) * 9).kind == "NotText"


def test_another_language() -> None:
    assert "French" in rejected("Les rebelles ont quitté le village mardi soir, selon la police.".encode()).reason
    (report,) = reports_from_path("-", stdin=io.BytesIO(b"Oui, ils sont partis mardi."), allow_any_language=True)
    assert isinstance(report, Report)
    assert report.language == "fr"


def test_twenty_megabytes_are_refused_without_reading_them_all() -> None:
    stream = io.BytesIO((SENTENCE + "\n").encode() * 220_000)
    assert len(stream.getvalue()) > 20_000_000
    (rejection,) = reports_from_path("-", stdin=stream)
    assert isinstance(rejection, Rejection)
    assert rejection.kind == "TooLarge"
    assert stream.tell() < MAX_BYTES + 1_000_000


def test_one_line_of_twenty_megabytes_is_refused() -> None:
    assert rejected(b"Rebels left. " * 1_600_000).kind == "TooLarge"
    assert rejected(b"<html><body><p>" + b"Rebels left. " * 1_600_000).kind == "TooLarge"


def test_a_json_line_of_twenty_megabytes_leaves_the_others() -> None:
    bad, good = read(b'{"text": "' + b"Rebels left. " * 1_600_000 + b'"}\n' + LINE.encode())
    assert isinstance(bad, Rejection)
    assert (bad.where, bad.kind) == ("standard input:1", "TooLarge")
    assert isinstance(good, Report)


def test_more_characters_than_a_report_may_have() -> None:
    assert f"{MAX_CHARS:,}" in rejected(b"Rebels left. " * (MAX_CHARS // 13 + 1)).reason


def test_paths_that_hold_no_file(tmp_path: Path) -> None:
    for path, says in [
        (tmp_path / "none.txt", "no file"),
        (tmp_path, "folder"),
        (f"{tmp_path}/\0", "can't be opened"),
        (f"{tmp_path}/{'a' * 300}", "can't be opened"),
    ]:
        (rejection,) = reports_from_path(path)
        assert isinstance(rejection, Rejection)
        assert rejection.kind == "MissingFile"
        assert says in rejection.reason
        assert rejection.cure
        assert rejection.where == str(path)


def test_no_standard_input() -> None:
    (rejection,) = reports_from_path("-")
    assert isinstance(rejection, Rejection)
    assert rejection.kind == "MissingFile"


def test_what_is_given_reaches_every_kind_of_file() -> None:
    for data in (SENTENCE.encode(), PAGE.encode(), LINE.encode()):
        (report,) = read(data, Given(publisher="Hill Press", published="2016-12-07"))
        assert isinstance(report, Report)
        assert (report.publisher, report.published) == ("Hill Press", "2016-12-07")
