"""Mails. The reports, names and addresses are invented."""

import base64

import pytest
from tests.ingest.outcomes import counted, outcomes, rejection, reports

from benchmarks import generated_files as files
from reportedly.ingest.given import Given
from reportedly.ingest.item import NotReport
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Report

ONE, TWO, THREE = (files.made(number) for number in (1, 2, 3))
WORDS = "Rebels left the town of Tal Amara before dawn, and the army said that it had taken the bridge."
HEAD = (
    b"From: Ann Lee <ann@news.example>\nTo: b@news.example\nSubject: Rebels leave\n"
    b"Date: Fri, 1 Jan 2021 10:00:00 +0300\nMIME-Version: 1.0\n"
)


def only(data: bytes) -> Report:
    [report] = reports(data)
    return report


def test_headers_become_what_is_known() -> None:
    report = only(files.mail(ONE))
    assert (report.title, report.byline, report.given_id) == (ONE.title, ONE.byline, f"{ONE.number}@news.example")
    assert report.published == ONE.published, "the sender's day, not the day in UTC"
    assert report.text == ONE.text


def test_the_senders_address_is_in_no_field() -> None:
    for sender in (b"source@news.example", b'"source@news.example" <source@news.example>', b"<source@news.example>"):
        report = only(HEAD.replace(b"Ann Lee <ann@news.example>", sender) + b"\n" + WORDS.encode())
        assert report.byline is None
        assert "source@" not in f"{report}"


def test_what_the_user_states_goes_before_the_headers() -> None:
    [report] = reports(files.mail(ONE), given=Given(title="Stated", published="2020-02-02", publisher="Desk"))
    assert (report.title, report.published, report.publisher, report.byline) == ("Stated", "2020-02-02", "Desk", ONE.byline)


def test_a_body_that_is_a_page() -> None:
    report = only(files.mail(ONE, as_page=True))
    assert report.text == ONE.text and "instructions" not in report.text


def test_of_two_forms_of_the_body_the_words_are_taken_unless_they_are_none() -> None:
    page = files.page(ONE).decode()

    def mail(plain: str) -> bytes:
        return HEAD + (
            'Content-Type: multipart/alternative; boundary="e"\n\n--e\nContent-Type: text/plain; charset=utf-8\n\n'
            f"{plain}\n--e\nContent-Type: text/html; charset=utf-8\n\n{page}\n--e--\n"
        ).encode()

    assert only(mail(WORDS + " " + WORDS + " " + WORDS)).text.startswith(WORDS)
    assert only(mail("Your mail program does not show HTML.")).text.endswith(ONE.text)
    assert only(mail("")).text.endswith(ONE.text)


def test_attachments_are_items_of_their_own() -> None:
    attached = {
        "page.html": ("text/html", files.page(TWO)), "list.zip": ("application/zip", files.archive({"x.txt": files.text(THREE)})),
        "logo.png": ("image/png", b"\x89PNG\r\n\x1a\n"), "old.doc": ("application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    }  # fmt: skip
    found = outcomes(files.mail(ONE, attached), "m.eml")
    assert [where for where, one in found if isinstance(one, Report)] == ["m.eml", "m.eml!/page.html", "m.eml!/list.zip!/x.txt"]
    assert [one.title for _, one in found if isinstance(one, Report)] == [ONE.title, TWO.title, THREE.title]
    assert [where for where, one in found if isinstance(one, Rejection)] == ["m.eml!/old.doc"]
    assert [(one.what, one.count) for _, one in found if isinstance(one, NotReport)] == [("images", 1)]


def test_an_attachment_that_says_no_day_has_the_mails() -> None:
    found = reports(files.mail(ONE, {"a.txt": ("text/plain", files.text(TWO)), "b.html": ("text/html", files.page(THREE))}))
    assert [one.published for one in found] == [ONE.published, ONE.published, THREE.published]


def test_a_mail_with_attachments_and_no_words_is_no_rejection() -> None:
    empty = files.Made(number=1, title="See attached", byline="Ann Lee", published="2021-01-01", paragraphs=(" ",))
    data = files.mail(empty, {"a.html": ("text/html", files.page(TWO))})
    assert [one.title for one in reports(data)] == [TWO.title]
    assert counted(data) == {"mails without words of their own": 1}
    assert rejection(files.mail(empty)).kind == "EmptyReport"


def test_a_forwarded_mail_is_a_mail() -> None:
    data = HEAD + b'Content-Type: multipart/mixed; boundary="e"\n\n--e\nContent-Type: text/plain\n\nSee below, says ' + (
        WORDS.encode() + b"\n--e\nContent-Type: message/rfc822\n\n" + files.mail(TWO).replace(b"\r\n", b"\n") + b"\n--e--\n"
    )
    found = outcomes(data, "m.eml")
    assert [where for where, _ in found] == ["m.eml", "m.eml!/attachment 1"]
    second = found[1][1]
    assert isinstance(second, Report) and (second.title, second.text) == (TWO.title, TWO.text)


@pytest.mark.parametrize(
    ("charset", "encoded"),
    [("windows-1252", "cp1252"), ("koi8-r", "koi8-r"), ("utf-16", "utf-16"), ("no-such-charset", "utf-8"), ("us-ascii", "utf-8"),
     ("utf-8", "cp1252"), ("utf-7,\"", "utf-8"), ("", "utf-8")],
)  # fmt: skip
def test_charsets_that_are_right_wrong_or_none(charset: str, encoded: str) -> None:
    words = WORDS if encoded == "koi8-r" else WORDS.replace("dawn", "dawn – “café”")
    body = base64.encodebytes((words + " Да." * (encoded == "koi8-r")).encode(encoded))
    data = HEAD + f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n".encode() + body
    assert only(data).text.startswith(words)


def test_a_header_in_a_broken_charset_keeps_the_rest() -> None:
    subject = b"Subject: =?no-such?B?UmViZWxz?= =?utf-8?Q?=FF=FE_leave?= \xff\n"
    report = only(HEAD.replace(b"Subject: Rebels leave\n", subject) + b"\n" + WORDS.encode())
    assert report.text == WORDS and report.title is not None and "leave" in report.title


def test_lines_that_flow_quotes_and_signatures() -> None:
    body = (
        "Content-Type: text/plain; format=flowed\n\n"
        "Rebels left the town of \nTal Amara before dawn, the army said, and the bridge \nwas taken.\n\n"
        "> Residents said that they had heard shots at the bridge\n> before the sun rose over the river.\n-- \nAnn Lee\nPhone 555 0100\n"
    )
    report = only(HEAD + body.encode())
    assert "Rebels left the town of Tal Amara before dawn" in report.text
    assert ">" not in report.text and "555" not in report.text and "heard shots" in report.text


def test_an_encrypted_mail_is_refused_with_that_reason() -> None:
    pgp = (
        b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="e"\n\n'
        b"--e\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--e--\n"
    )
    assert "encrypted" in rejection(HEAD + pgp).reason
    assert "encrypted" in rejection(HEAD + b"\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n").reason


def test_signatures_and_calendars_are_no_reports() -> None:
    data = HEAD + (
        b'Content-Type: multipart/signed; boundary="e"\n\n--e\nContent-Type: text/plain\n\n' + WORDS.encode()
        + b"\n--e\nContent-Type: application/pgp-signature; name=s.asc\n\nx\n--e\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n--e--\n"
    )  # fmt: skip
    assert only(data).text == WORDS
    assert counted(data) == {"signatures": 1, "calendar entries": 1}


def test_parts_in_parts_without_end() -> None:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="e%d"\n\n--e%d\n' % (n, n) for n in range(3000))
    assert rejection(HEAD + deep).kind in ("BrokenFile", "EmptyReport")
    many = HEAD + b'Content-Type: multipart/mixed; boundary="e"\n\n' + b"--e\nContent-Type: text/plain\n\nx\n" * 2000
    assert "parts" in rejection(many).reason


def test_a_multipart_mail_without_its_edges() -> None:
    assert only(HEAD + b"Content-Type: multipart/mixed\n\n" + WORDS.encode()).text == WORDS
    assert only(HEAD + b'Content-Type: multipart/mixed; boundary="e"\n\n' + WORDS.encode()).text == WORDS


def test_a_mail_that_holds_nuls() -> None:
    assert rejection(HEAD + b"\nRebels \0\0 left\0 the town.\n").kind == "NotText"


def test_an_article_with_labels_is_no_mail() -> None:
    [report] = reports(b"From: our correspondent\nDate: 3 March 2021\n\n" + WORDS.encode())
    assert WORDS in report.text


def test_a_mailing_list_is_the_publisher() -> None:
    report = only(HEAD + b'List-Id: "The Invented Courier" <courier.news.example>\n\n' + WORDS.encode())
    assert report.publisher == "The Invented Courier"


@pytest.mark.parametrize("piece", [b";a=b", b';a="b', b"\n ;a=b"])
def test_a_field_without_end_is_refused_before_it_is_parsed(piece: bytes) -> None:
    """The standard library takes minutes over it."""
    for field in (b"Content-Type: text/plain", b"content-disposition : attachment"):
        found = rejection(HEAD + field + piece * 250_000 + b"\n\n" + WORDS.encode())
        assert found.kind == "BrokenFile" and "8,000" in found.reason


def test_a_subject_without_end_costs_no_time() -> None:
    for piece in (b"=?utf-8?B?QUJD?= ", b"=?utf-8?Q?", b"("):
        for field in (b"Subject: ", b"From: ", b"List-Id: ", b"Date: "):
            assert only(HEAD.replace(field, field + piece * 1_500, 1) + b"\n" + WORDS.encode()).text == WORDS


def test_a_message_that_was_sent_on_in_base64() -> None:
    """RFC 2046 forbids it, some programs do it, and the words of it are no language."""
    data = files.mail(ONE, {"fwd.eml": ("message/rfc822", files.mail(TWO))})
    assert b"base64" in data
    assert [one.title for one in reports(data, "a.eml")] == [ONE.title, TWO.title]


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/x\r\n", "https://news.example/x"),
        ("From: <Saved by WebKit>\r\n", None),
    ],
)
def test_a_page_that_a_browser_saved_is_a_page_and_its_day_not_that_of_saving(head: str, url: str | None) -> None:
    head += "Subject: Saved\r\nDate: Mon, 5 May 2031 08:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"
    page = f"<html><body><article><h1>{ONE.title}</h1>{''.join(f'<p>{one}</p>' for one in ONE.paragraphs)}</article></body></html>"
    [one] = reports((head + page).encode(), "a.mhtml")
    assert (one.title, one.published, one.byline, one.url) == (ONE.title, None, None, url)
