"""Fetching as a whole: manners, redirects, tries, and what an answer that is no page is called."""

import email.utils
import socket
from datetime import timedelta

import pytest
from tests.fetch.sites import ARTICLE, NOW, Hours, Site, answer, open_fetcher

from reportedly.errors import (
    AddressRefused,
    AnswerTooLarge,
    BadAddress,
    BadAnswer,
    HostBusy,
    MissingExtra,
    NoAnswer,
)
from reportedly.fetch import fetcher as fetchers
from reportedly.fetch.exchange import Exchange
from reportedly.fetch.fetcher import Fetched, Fetcher, NotModified, Validators, retry_after
from reportedly.fetch.options import Options

INSIDE = [
    "http://127.0.0.1:{port}/", "http://127.1:{port}/", "http://0x7f000001:{port}/", "http://2130706433:{port}/", "http://0177.0.0.1:{port}/",
    "http://0:{port}/", "http://localhost:{port}/", "http://LOCALHOST.:{port}/", "http://[::1]:{port}/", "http://[::ffff:127.0.0.1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/", "http://[2002:7f00:1::]:{port}/", "http://①②⑦.0.0.1:{port}/", "http://127。0。0。1:{port}/",
    "http://inside.example:{port}/", "http://10.1.2.3/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/",
    "http://224.0.0.1/", "http://[fe80::1]/", "http://[fd00::1]/", "http://0.0.0.0:{port}/", "http://metadata.example/",
]  # fmt: skip
NO_ADDRESS = [
    "file:///etc/passwd", "gopher://127.0.0.1:{port}/_GET", "ftp://127.0.0.1/", "http://news.example@127.0.0.1:{port}/",
    "http://ada:secret@127.0.0.1:{port}/", "http://127.0.0.1:{port}\\@news.example/",
    "dict://127.0.0.1:11211/stat", "http://127.0.0.1:22/", "http://127.0.0.1%23.news.example/", "http://[::1%25lo]/",
]  # fmt: skip


def resolver(host: str, port: int) -> list[str]:
    known = {"localhost": "127.0.0.1", "inside.example": "127.0.0.1", "metadata.example": "169.254.169.254", "news.example": "127.0.0.1"}
    return [known[host]]


@pytest.mark.parametrize("text", INSIDE)
def test_addresses_that_lead_inside_are_refused(site: Site, text: str) -> None:
    fetcher = Fetcher(Options(total=2.0, tries=1), clock=Hours().clock(), resolver=resolver)
    with pytest.raises(AddressRefused) as told:
        fetcher.fetch(text.format(port=site.port))
    assert "open Internet" in told.value.message and "robots" not in told.value.message and site.asked == []


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_tricks_are_no_addresses(site: Site, text: str) -> None:
    with pytest.raises(BadAddress) as told:
        open_fetcher().fetch(text.format(port=site.port))
    assert site.asked == [] and "secret" not in str(told.value)


def test_a_redirect_inside_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public site (as the resolver says) that sends us on to this machine: the second step is checked like the first."""
    inner = Site()
    site.pages["/robots.txt"] = answer(b"")
    site.pages["/"] = answer(b"", status="302 Found", Location=f"http://127.1:{inner.port}/secret")
    real = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda there, timeout: real(("127.0.0.1", there[1]), timeout=timeout))
    fetcher = Fetcher(Options(total=2.0, tries=1), clock=Hours().clock(), resolver=lambda host, port: ["93.184.216.34"])
    with pytest.raises(AddressRefused) as told:
        fetcher.fetch(f"http://news.example:{site.port}/")
    assert "this machine" in told.value.message and inner.asked == [] and site.pages_asked == ["/"]
    inner.close()


def test_a_page_comes_with_its_archive(site: Site, hours: Hours) -> None:
    site.pages["/a"] = answer(ETag='"one"', Last_Modified="Tue, 08 Apr 2031 10:00:00 GMT")
    got = open_fetcher(hours).fetch(f"{site.url}/a#part")
    assert isinstance(got, Fetched)
    assert (got.asked, got.url, got.moved) == (f"{site.url}/a", f"{site.url}/a", None)
    assert got.payload == ARTICLE and got.content_type == "text/html; charset=utf-8"
    assert got.validators == Validators(etag='"one"', last_modified="Tue, 08 Apr 2031 10:00:00 GMT")
    assert got.warc.startswith(b"WARC/1.1\r\n") and ARTICLE in got.warc and got.at == hours.now()


def test_redirects_are_followed_and_archived(site: Site) -> None:
    site.pages["/a"] = answer(b"", status="301 Moved Permanently", Location="/b")
    site.pages["/b"] = answer(b"", status="308 Permanent Redirect", Location=f"{site.url}/c?d=e")
    site.pages["/c?d=e"] = answer()
    got = open_fetcher().fetch(f"{site.url}/a")
    assert isinstance(got, Fetched) and got.url == got.moved == f"{site.url}/c?d=e"
    assert got.warc.count(b"WARC-Type: response") == got.warc.count(b"WARC-Type: request") == 3
    site.pages["/b"] = answer(b"", status="302 Found", Location="/c?d=e")
    got = open_fetcher().fetch(f"{site.url}/a")
    assert isinstance(got, Fetched) and got.moved is None


def test_redirects_have_an_end(site: Site) -> None:
    for number in range(20):
        site.pages[f"/{number}"] = answer(b"", status="302 Found", Location=f"/{number + 1}")
    site.pages["/circle"] = answer(b"", status="302 Found", Location="/circle")
    for path, words in (("/0", "more than 5 times"), ("/circle", "in a circle")):
        with pytest.raises(BadAnswer) as told:
            open_fetcher().fetch(site.url + path)
        assert words in told.value.message
    assert site.pages_asked == ["/0", "/1", "/2", "/3", "/4", "/5", "/circle"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://127.0.0.1/", "http://ada:secret@127.0.0.1/", "http://[::1"])
def test_a_redirect_to_no_address_is_refused(site: Site, target: str) -> None:
    site.pages["/"] = answer(b"", status="302 Found", Location=target)
    with pytest.raises(BadAddress) as told:
        open_fetcher().fetch(site.url)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("status", [204, 206, 300, 400, 401, 403, 404, 410, 418, 451, 501])
def test_an_answer_that_is_no_page_is_refused_at_once(site: Site, status: int) -> None:
    site.pages["/"] = answer(b"" if status == 204 else ARTICLE, status=f"{status} Whatever")
    with pytest.raises(BadAnswer) as told:
        open_fetcher().fetch(site.url)
    assert told.value.status == status and str(status) in told.value.message and told.value.cure and not told.value.transient
    assert site.pages_asked == ["/"]


def test_what_may_go_better_is_tried_again(site: Site, hours: Hours) -> None:
    site.pages["/"] = [answer(status="503 Busy"), answer(status="502 Bad Gateway"), answer()]
    assert isinstance(open_fetcher(hours).fetch(site.url), Fetched)
    assert site.pages_asked == ["/"] * 3 and hours.slept == [1.0, 2.0, 4.0]  # after robots.txt, then twice as long each time
    site.pages["/"] = [answer(b"short", Content_Length="500"), answer()]
    assert isinstance(open_fetcher().fetch(site.url), Fetched)


def test_tries_have_an_end(site: Site) -> None:
    for page, error in ((answer(status="500 Oops"), BadAnswer), (answer(b"short", Content_Length="500"), NoAnswer)):
        site.asked.clear()
        site.pages["/"] = page
        with pytest.raises(error) as told:
            open_fetcher().fetch(site.url)
        assert told.value.transient and site.pages_asked == ["/"] * 3


def test_a_host_that_does_not_answer_is_tried_three_times_and_then_left(site: Site, hours: Hours) -> None:
    site.close()
    fetcher = open_fetcher(hours)
    for path in ("/a", "/b"):
        with pytest.raises(NoAnswer) as told:
            fetcher.fetch(site.url + path)
        assert told.value.message.startswith(f"{site.url}{path} could not be reached")
    assert hours.slept == [2.0, 4.0]  # the second page is not tried: its site was, just now


def test_retry_after_is_heeded(site: Site, hours: Hours) -> None:
    site.pages["/"] = [answer(status="429 Slow down", Retry_After="77"), answer()]
    assert isinstance(open_fetcher(hours).fetch(site.url), Fetched)
    assert hours.slept == [1.0, 77.0]


def test_who_asks_for_long_patience_is_left_alone(site: Site, hours: Hours) -> None:
    site.pages["/"] = answer(status="429 Slow down", Retry_After="3600")
    site.pages["/other"] = answer()
    fetcher = open_fetcher(hours)
    with pytest.raises(BadAnswer) as told:
        fetcher.fetch(site.url)
    assert "3,600 s" in told.value.cure and site.pages_asked == ["/"]
    with pytest.raises(HostBusy) as busy:
        fetcher.fetch(f"{site.url}/other")
    assert busy.value.transient and site.pages_asked == ["/"] and fetcher.seconds_left(f"{site.url}/other") == 3600
    hours.sleep(3600)
    assert isinstance(fetcher.fetch(f"{site.url}/other"), Fetched)
    assert fetcher.seconds_left("no address") == 0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, 0), ("120", 120), (" 5 ", 5), ("-1", 0), ("soon", 0), ("1e9", 0), ("99999999999999999999", 86_400), ("٣", 0),
        (email.utils.format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        (email.utils.format_datetime(NOW - timedelta(seconds=90), usegmt=True), 0),
        ("Tue, 08 Apr 2031 12:01:00 -0000", 60),
    ],
)  # fmt: skip
def test_retry_after_is_a_number_or_a_date(value: str | None, seconds: float) -> None:
    assert retry_after(value, NOW) == seconds


def test_one_host_is_not_asked_twice_within_its_delay(site: Site, hours: Hours) -> None:
    site.pages |= {"/a": answer(), "/b": answer()}
    fetcher = open_fetcher(hours, delay=3.0)
    fetcher.fetch(f"{site.url}/a")
    fetcher.fetch(f"{site.url}/b")
    assert site.asked == ["/robots.txt", "/a", "/b"] and hours.slept == [3.0, 3.0]
    hours.sleep(10)
    hours.slept.clear()
    fetcher.fetch(f"{site.url}/a")
    assert hours.slept == []


def test_two_hosts_need_not_wait_for_each_other(site: Site, hours: Hours) -> None:
    other = Site("127.0.0.2")
    site.pages["/"] = other.pages["/"] = answer()
    fetcher = open_fetcher(hours, delay=5.0)
    fetcher.fetch(site.url)
    fetcher.fetch(other.url)
    assert hours.slept == [5.0, 5.0]  # each between its robots.txt and its page
    other.close()


def test_conditional_requests(site: Site) -> None:
    known = Validators(etag='W/"x"', last_modified="Tue, 08 Apr 2031 10:00:00 GMT")
    site.pages["/"] = answer(b"", status="304 Not Modified")
    got = open_fetcher().fetch(site.url, known)
    assert got == NotModified(asked=f"{site.url}/", url=f"{site.url}/")
    assert b'If-None-Match: W/"x"\r\nIf-Modified-Since: Tue, 08 Apr 2031 10:00:00 GMT\r\n' in site.heads[-1]
    with pytest.raises(BadAnswer):  # nothing was known, so nothing can be unchanged
        open_fetcher().fetch(site.url)


def test_a_validator_can_not_smuggle_a_header(site: Site) -> None:
    site.pages["/"] = answer()
    open_fetcher().fetch(site.url, Validators(etag="x\r\nEvil: 1", last_modified="\xfc"))
    assert b"Evil" not in site.heads[-1] and b"If-" not in site.heads[-1]


def test_an_answer_that_is_too_large(site: Site) -> None:
    site.pages["/"] = answer(b"a" * 5000)
    with pytest.raises(AnswerTooLarge) as told:
        open_fetcher(max_bytes=4000).fetch(site.url)
    assert "4,000 bytes" in told.value.message and site.pages_asked == ["/"]


def test_an_answer_that_is_no_text(site: Site) -> None:
    site.pages["/"] = answer(b"a" * 5000, Content_Type="image/png")
    with pytest.raises(BadAnswer) as told:
        open_fetcher().fetch(site.url)
    assert "it is a picture" in told.value.message


def test_every_exchange_can_be_heard(site: Site) -> None:
    heard: list[Exchange] = []
    site.pages["/"] = answer(status="410 Gone")
    with pytest.raises(BadAnswer):
        Fetcher(Options(private=True), clock=Hours().clock(), heard=heard.append).fetch(site.url)
    assert [one.status for one in heard] == [404, 410]


def test_a_missing_library_names_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str, extra: str) -> None:
        raise MissingExtra(f"This needs the library {module}.", f"pip install 'reportedly[{extra}]'")

    monkeypatch.setattr(fetchers, "needed", missing)
    with pytest.raises(MissingExtra) as told:
        Fetcher()
    assert "reportedly[fetch]" in told.value.cure
