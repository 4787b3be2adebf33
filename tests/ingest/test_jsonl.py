"""JSON Lines to reports. The texts are invented."""

import io
import json

import pytest

from reportedly.ingest.files import items_from_path, report_from_item
from reportedly.ingest.given import Given
from reportedly.ingest.item import Item
from reportedly.ingest.limits import MAX_LINE_BYTES
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Report

TEXT = "  Rebels left the town.\r\n\n By Ann Lee\n\nShare this article\n"


def read(*lines: bytes | str, given: Given | None = None) -> list[Report | Rejection]:
    data = [line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line for line in lines]
    items = (Item(where=f"in.jsonl:{number}", data=line, line=number) for number, line in enumerate(data, 1) if line.strip())
    return [report_from_item(item, given or Given()) for item in items]


def test_text_is_verbatim_and_fields_are_carried() -> None:
    line = json.dumps(
        {"id": "r1", "text": TEXT, "title": "T", "byline": "B", "published": "2016-12-07", "publisher": "P", "url": "U"}
    )
    (report,) = read(line)
    assert isinstance(report, Report)
    assert report.text == TEXT
    assert (report.given_id, report.title, report.byline, report.published) == ("r1", "T", "B", "2016-12-07")
    assert (report.publisher, report.url, report.language) == ("P", "U", "en")


def test_only_text_is_required_and_null_is_unknown() -> None:
    line = '{"text": "Rebels left the town.", "title": null, "id": null, "published": null}'
    (report,) = read(line)
    assert isinstance(report, Report)
    assert (report.title, report.byline, report.published, report.given_id) == (None, None, None, None)


def test_a_line_wins_over_what_is_given() -> None:
    first, second = read(
        '{"text": "Rebels left.", "publisher": "Hill Press"}',
        '{"text": "Rebels left."}',
        given=Given(publisher="Given"),
    )
    assert isinstance(first, Report) and isinstance(second, Report)
    assert (first.publisher, second.publisher) == ("Hill Press", "Given")


BAD = [
    ("{bad", "BrokenLine", "not JSON"),
    ('{"text": "a"', "BrokenLine", "not JSON"),
    ("[1]", "BrokenLine", "a list, not an object"),
    ('"text"', "BrokenLine", "a string, not an object"),
    ("null", "BrokenLine", "null, not an object"),
    ("{}", "BrokenLine", "has no text"),
    ('{"text": 5}', "BrokenLine", "a number as its text"),
    ('{"text": null}', "BrokenLine", "null as its text"),
    ('{"text": "Rebels left.", "title": ["a"]}', "BrokenLine", "a list as its title"),
    ('{"text": "Rebels left.", "id": true}', "BrokenLine", "true or false as its id"),
    ('{"text": "Rebels left.", "published": "yesterday"}', "BadOption", "not a date"),
    ('{"text": "Rebels left.", "published": 20161207}', "BrokenLine", "a number as its published"),
    ('{"text": NaN}', "BrokenLine", "not JSON"),
    ('{"text": ""}', "EmptyReport", "empty"),
    ('{"text": " \\n"}', "EmptyReport", "empty"),
    (b'{"text": "Zo\xeb left"}', "BrokenLine", "not UTF-8"),
    ("[" * 100_000, "BrokenLine", "not JSON"),
    ('{"text": "a", "n": ' + "9" * 5000 + "}", "BrokenLine", "not JSON"),
    ('{"text": "Les forces gouvernementales ont repris le village mardi soir."}', "NotEnglish", "French"),
    (b'{"text": "' + b"a" * MAX_LINE_BYTES + b'"}', "TooLarge", "longer than"),
]


@pytest.mark.parametrize(("bad", "kind", "reason"), BAD, ids=[f"{kind}{n}" for n, (_, kind, _) in enumerate(BAD)])
def test_a_bad_line_says_why_and_the_others_come_out(bad: bytes | str, kind: str, reason: str) -> None:
    good = '{"text": "Rebels left the town.", "id": "good"}'
    before, rejection, after = read(good, bad, good)
    assert isinstance(before, Report) and isinstance(after, Report)
    assert before.given_id == after.given_id == "good"
    assert isinstance(rejection, Rejection)
    assert rejection.where == "in.jsonl:2"
    assert rejection.kind == kind
    assert reason in rejection.reason
    assert rejection.cure


def test_empty_lines_are_skipped_but_counted() -> None:
    good, bad = read('{"text": "Rebels left."}', "", " \r\n", "{")
    assert isinstance(good, Report)
    assert isinstance(bad, Rejection)
    assert bad.where == "in.jsonl:4"


def test_unknown_keys_and_duplicate_ids_are_let_pass() -> None:
    line = '{"text": "Rebels left.", "id": 7, "score": 0.5, "tags": ["a"]}'
    first, second = read(line, line)
    assert first == second
    assert isinstance(first, Report)
    assert first.given_id == "7"


def test_a_byte_order_mark_is_let_pass_on_the_first_line() -> None:
    (report,) = read(b"\xef\xbb\xbf" + b'{"text": "Rebels left."}\r\n')
    assert isinstance(report, Report)
    (report,) = read('\ufeff{"text": "Rebels left."}')
    assert isinstance(report, Report)


def test_escapes_and_lone_surrogates_keep_their_place() -> None:
    (report,) = read(r'{"text": "Rebels \ud83d\ude00 left \ud800 the \udc00 town", "title": "\ud800"}')
    assert isinstance(report, Report)
    assert report.text == "Rebels 😀 left \ufffd the \ufffd town"
    assert report.title == "\ufffd"
    report.text.encode("utf-8")


def test_it_streams() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            line = b'{"text": "Rebels left."}\n' * (len(buffer) // 25)
            buffer[: len(line)] = line
            return len(line)

    items = items_from_path("-", stdin=io.BufferedReader(Endless()))
    first = next(iter(items))
    assert isinstance(first, Item) and first.line == 1
    assert isinstance(report_from_item(first), Report)


def test_order_is_kept() -> None:
    ids = [report.given_id for report in read(*(f'{{"text": "Rebels left.", "id": "{n}"}}' for n in range(20)))]  # type: ignore[union-attr]
    assert ids == [str(n) for n in range(20)]
