"""Mailboxes. The reports are invented."""

import mailbox
from pathlib import Path

import pytest
from tests.ingest.outcomes import outcomes, reports

from benchmarks import generated_files as files
from reportedly.ingest import mbox
from reportedly.ingest.files import items_from_bytes
from reportedly.ingest.item import Item
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Report

ALL = [files.made(number) for number in range(12)]


def test_each_mail_is_a_report_in_order() -> None:
    data = files.mailbox(files.mail(one) for one in ALL)
    assert [where for where, _ in outcomes(data, "a.mbox")] == [f"a.mbox#{number}" for number in range(1, 13)]
    assert [one.title for one in reports(data)] == [one.title for one in ALL]


def test_the_standard_library_finds_the_same_mails(tmp_path: Path) -> None:
    """Its own writer makes the file, its own reader is the judge."""
    box = mailbox.mbox(tmp_path / "box")
    assert len(box) == 0
    for one in ALL:
        box.add(files.mail(one, {"a.html": ("text/html", files.page(one))}).replace(b"\r\n", b"\n"))
    box.close()
    data = (tmp_path / "box").read_bytes()
    found = [item for item in items_from_bytes(data, "box") if isinstance(item, Item) and item.kind == "mail"]
    read = mailbox.mbox(tmp_path / "box")
    assert len(found) == len(read) == 12
    assert [item.data.strip() for item in found] == [one.as_bytes().strip() for one in read]
    read.close()


def test_lines_that_begin_with_from_are_unquoted_and_part_nothing() -> None:
    body = (
        b"From: a@news.example\nMessage-ID: <1@news.example>\n\nThe army said this on Sunday.\n\n"
        b">From Tal Amara, 2021, rebels left the town.\n>>From afar.\n\n"
    )
    data = b"From a Sat Jan  2 03:04:05 2021\n" + body + b"From the bridge nobody was seen in 2021.\nNobody at all, he said.\n"
    [(_, found)] = outcomes(data)
    assert isinstance(found, Report)
    assert "\nFrom Tal Amara, 2021" in found.text and "From the bridge" in found.text and "Nobody at all" in found.text
    [item] = [item for item in items_from_bytes(data, "f") if isinstance(item, Item)]
    assert b"\n>From afar." in item.data


def test_a_mailbox_that_is_cut_off_keeps_its_mails() -> None:
    data = files.mailbox(files.mail(one) for one in ALL)
    found = [one for _, one in outcomes(data[:-300])]
    assert sum(isinstance(one, Report) for one in found) >= 11


def test_a_mail_that_is_too_large_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "MAX_MAIL_BYTES", 20_000)
    data = files.mailbox([files.mail(ALL[0]), files.mail(files.made(1, 200)), files.mail(ALL[2])])
    found = outcomes(data)
    assert [type(one) for _, one in found] == [Report, Rejection, Report]
    assert isinstance(found[1][1], Rejection) and found[1][1].kind == "TooLarge" and found[1][0] == "f#2"


def test_a_broken_mail_costs_only_itself() -> None:
    broken = b"From: a@news.example\nMessage-ID: <1>\nContent-Type: text/plain; charset=utf-8\n\n\xff\xfe\0 left\n"
    data = files.mailbox([files.mail(ALL[0]), broken, files.mail(ALL[2])])
    assert [type(one) for _, one in outcomes(data)] == [Report, Rejection, Report]
