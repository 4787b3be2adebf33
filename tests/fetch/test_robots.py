"""robots.txt, as RFC 9309 says."""

import pytest
from tests.fetch.sites import Hours, Site, answer, open_fetcher

from reportedly.errors import HostBusy, NoAnswer, RobotsRefused
from reportedly.fetch.fetcher import Fetched, Fetcher


def robots(text: str, **headers: str) -> bytes:
    return answer(text.encode(), **({"Content_Type": "text/plain"} | headers))


def may(fetcher: Fetcher, url: str) -> bool:
    try:
        return isinstance(fetcher.fetch(url), Fetched)
    except RobotsRefused:
        return False


RULES = """
User-agent: *
Disallow: /

User-agent: Reportedly
Disallow: /private
Disallow: /*.pdf$
Disallow: /search?
Allow: /private/press/
Crawl-delay: 7
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True), ("/news/1", True), ("/private", False), ("/private/a", False), ("/private/press/1", True), ("/a.pdf", False),
        ("/a.pdf?x=1", True), ("/search?q=a", False), ("/search", True), ("/news/../private/a", False), ("/%70rivate/a", False),
        ("//private/a", True),
    ],
)  # fmt: skip
def test_rules_for_us_go_before_those_for_all(site: Site, path: str, allowed: bool) -> None:
    site.pages["/robots.txt"] = robots(RULES)
    for known in (path, "/private/a", "/%70rivate/a"):
        site.pages[known] = answer()
    assert may(open_fetcher(), site.url + path) is allowed
    assert bool(site.pages_asked) is allowed


def test_the_refusal_says_who_refuses(site: Site) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /")
    with pytest.raises(RobotsRefused) as told:
        open_fetcher().fetch(f"{site.url}/a")
    assert f"{site.url}/robots.txt" in told.value.message and "save it" in told.value.cure and not told.value.transient


def test_crawl_delay_is_heeded_between_pages(site: Site, hours: Hours) -> None:
    site.pages |= {"/robots.txt": robots(RULES), "/a": answer(), "/b": answer()}
    fetcher = open_fetcher(hours)
    assert may(fetcher, f"{site.url}/a") and may(fetcher, f"{site.url}/b")
    assert hours.slept == [1.0, 7.0]


def test_a_crawl_delay_that_is_too_long_is_not_slept_through(site: Site, hours: Hours) -> None:
    site.pages |= {"/robots.txt": robots("User-agent: *\nCrawl-delay: 1000"), "/a": answer(), "/b": answer()}
    fetcher = open_fetcher(hours)
    assert may(fetcher, f"{site.url}/a")
    with pytest.raises(HostBusy):
        fetcher.fetch(f"{site.url}/b")
    assert hours.slept == [1.0]


@pytest.mark.parametrize("status", ["404 Not Found", "401 Unauthorized", "403 Forbidden", "410 Gone", "204 No Content"])
def test_no_robots_lets_everything_be_fetched(site: Site, status: str) -> None:
    site.pages |= {"/robots.txt": answer(b"", status=status), "/a": answer()}
    assert may(open_fetcher(), f"{site.url}/a")


@pytest.mark.parametrize(
    ("page", "transient"),
    [
        (answer(status="500 Oops"), True), (answer(status="503 Busy"), True), (answer(status="429 Slow"), True), (b"no http\r\n\r\n", True),
        (b"", True), (answer(b"User-agent: *", Content_Length="900"), True), (answer(b"\x00\x01", Content_Encoding="gzip"), True),
        (answer(b"", status="302 Found", Location="/robots.txt"), False),
        (answer(b"", status="302 Found", Location="http://127.0.0.1:22/"), False),
    ],
)  # fmt: skip
def test_robots_that_can_not_be_had_let_nothing_be_fetched(site: Site, page: bytes, transient: bool) -> None:
    site.pages |= {"/robots.txt": page, "/a": answer()}
    with pytest.raises((RobotsRefused, NoAnswer)) as told:
        open_fetcher().fetch(f"{site.url}/a")
    assert told.value.transient is transient and f"{site.url}/a" in told.value.message and site.pages_asked == []


def test_they_are_asked_for_again_after_a_while(site: Site, hours: Hours) -> None:
    site.pages |= {"/robots.txt": [answer(status="500 Oops"), robots("")], "/a": answer()}
    fetcher = open_fetcher(hours)
    assert not may(fetcher, f"{site.url}/a") and not may(fetcher, f"{site.url}/a")
    assert site.asked == ["/robots.txt"]
    hours.sleep(601)
    assert may(fetcher, f"{site.url}/a")


def test_they_are_kept_for_a_day(site: Site, hours: Hours) -> None:
    site.pages |= {"/robots.txt": [robots(""), robots("User-agent: *\nDisallow: /")], "/a": answer()}
    fetcher = open_fetcher(hours)
    assert may(fetcher, f"{site.url}/a")
    hours.sleep(23 * 3600)
    assert may(fetcher, f"{site.url}/a") and site.asked.count("/robots.txt") == 1
    hours.sleep(2 * 3600)
    assert not may(fetcher, f"{site.url}/a") and site.asked.count("/robots.txt") == 2


def test_their_redirects_are_followed(site: Site) -> None:
    site.pages["/robots.txt"] = answer(b"", status="301 Moved", Location="/rules")
    site.pages |= {"/rules": robots("User-agent: *\nDisallow: /a"), "/a": answer(), "/b": answer()}
    assert not may(open_fetcher(), f"{site.url}/a") and may(open_fetcher(), f"{site.url}/b")


def test_the_target_of_a_redirect_has_robots_too(site: Site) -> None:
    other = Site("127.0.0.2")
    other.pages |= {"/robots.txt": robots("User-agent: *\nDisallow: /"), "/b": answer()}
    site.pages["/a"] = answer(b"", status="302 Found", Location=f"{other.url}/b")
    assert not may(open_fetcher(), f"{site.url}/a") and other.asked == ["/robots.txt"]
    other.close()


def test_a_very_long_one_is_read_as_far_as_it_must_be(site: Site) -> None:
    site.pages |= {"/robots.txt": robots("User-agent: *\nDisallow: /a\n" + "# more\n" * 200_000), "/a": answer(), "/b": answer()}
    assert not may(open_fetcher(), f"{site.url}/a") and may(open_fetcher(), f"{site.url}/b")


@pytest.mark.parametrize(
    "text", ["\ufeffUser-agent: *\r\nDisallow: /a\r\n", "user-agent:*\rdisallow:/a\r", "\x00\xff\nUser-agent: *\nDisallow: /a"]
)
def test_odd_files_are_read(site: Site, text: str) -> None:
    site.pages |= {"/robots.txt": robots(text), "/a": answer()}
    assert not may(open_fetcher(), f"{site.url}/a")
