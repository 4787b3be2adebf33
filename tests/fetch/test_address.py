"""Addresses: one reading of each, and none of what could be read in two ways."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import BadAddress
from reportedly.fetch.address import address_of, is_address, joined, without_credentials


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG:443/A?b=c#part", "https://example.org/A?b=c"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("http://example.org./x", "http://example.org/x"),
        ("http://example.org/a/../b/./c/..", "http://example.org/b/"),
        ("http://example.org/%2e%2E/b", "http://example.org/b"),
        ("http://example.org/../../b", "http://example.org/b"),
        ("http://example.org//b", "http://example.org//b"),
        ("http://example.org?q=1", "http://example.org/?q=1"),
        ("http://example.org/one two", "http://example.org/one%20two"),
        ("http://example.org/حلب?q=é", "http://example.org/%D8%AD%D9%84%D8%A8?q=%C3%A9"),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("  http://example.org/  ", "http://example.org/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://example。org/", "http://example.org/"),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://example.org:/", "http://example.org/"),
    ],
)
def test_one_way_to_write_it(text: str, url: str) -> None:
    assert address_of(text).url == url
    assert address_of(url).url == url


@pytest.mark.parametrize(
    ("host", "ip"),
    [
        ("127.0.0.1", "127.0.0.1"), ("127.1", "127.0.0.1"), ("127.0.1", "127.0.0.1"), ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"), ("0x7f.1", "127.0.0.1"), ("0177.0.0.1", "127.0.0.1"), ("0", "0.0.0.0"), ("0x", "0.0.0.0"),
        ("①②⑦.⓪.⓪.①", "127.0.0.1"), ("127。0。0。1", "127.0.0.1"), ("１２７.0.0.1", "127.0.0.1"), ("127.0.0.1.", "127.0.0.1"),
        ("[::1]", "::1"), ("[::ffff:127.0.0.1]", "::ffff:127.0.0.1"), ("3232235777", "192.168.1.1"), ("0300.0250.1.1", "192.168.1.1"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_browsers_read_them(host: str, ip: str) -> None:
    assert address_of(f"http://{host}/").ip == ip_address(ip)


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd", "gopher://example.org/", "ftp://example.org/a", "javascript://example.org/%0aalert(1)", "data://x",
        "http:/example.org", "//example.org/", "http://", "http:///path", "http://.", "http://..", "http://a..b/",
        "http://user@example.org/", "http://user:secret@example.org/", "http://example.org@10.0.0.1/", "http://@example.org/",
        "http://example.org\\@10.0.0.1/", "http://example.org\\.evil.example/", "http://exa mple.org/", "http://example.org%2f@x/",
        "http://127.0.0.1%00.example.org/", "http://%31%32%37.0.0.1/", "http://256.1.1.1/", "http://1.2.3.4.5/", "http://1.2.3.08/",
        "http://0x7g.1/", "http://4294967296/", "http://example.org:99999/", "http://example.org:0/", "http://example.org:80a/",
        "http://example.org:25/", "http://example.org:22/", "http://[::1/", "http://[::1]x/", "http://[fe80::1%25eth0]/", "http://[1.2.3.4]/",
        "http://example.org/a\nb", "http://exam\tple.org/", "http://example.org\r\nHost: other/", "http://example.org/\x00",
        "http://" + "a" * 64 + ".org/", "http://example.org/" + "a" * 9000, "http://-example.org/", "http://xn--0.example。com:7/",
        "http://exa\u00admple\u2024。\u3000org/",
    ],
)  # fmt: skip
def test_what_can_not_be_asked_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(BadAddress) as told:
        address_of(text)
    assert told.value.message.endswith(".") and told.value.cure
    assert "secret" not in str(told.value) and "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("base", "reference", "url"),
    [
        ("http://a.example/b/c?d", "e", "http://a.example/b/e"),
        ("http://a.example/b/c?d", "/e", "http://a.example/e"),
        ("https://a.example/b", "//other.example/e", "https://other.example/e"),
        ("http://a.example/b", "?page=2", "http://a.example/b?page=2"),
        ("http://a.example/b/c", "../../../e", "http://a.example/e"),
        ("http://a.example/b", "HTTP://127.1/x", "http://127.0.0.1/x"),
    ],
)
def test_redirects_are_read_as_strictly(base: str, reference: str, url: str) -> None:
    assert joined(address_of(base), reference).url == url


@pytest.mark.parametrize("reference", ["file:///etc/passwd", "http://me:pw@10.0.0.1/", "http://[::1", "gopher://x/"])
def test_a_redirect_to_what_can_not_be_asked_is_refused(reference: str) -> None:
    with pytest.raises(BadAddress):
        joined(address_of("http://a.example/"), reference)


def test_strokes_the_other_way_lead_to_no_other_host() -> None:
    assert joined(address_of("http://a.example/"), "\\\\10.0.0.1\\x").url == "http://a.example/%5C%5C10.0.0.1%5Cx"


def test_credentials_are_left_out_of_what_is_shown() -> None:
    assert without_credentials("https://ada:p%40ss@example.org/a@b") == "https://example.org/a@b"
    assert without_credentials("https://ada:p#ss@example.org/") == "https://example.org/"
    assert without_credentials("https://ada:pa/ss@example.org/") == "https://example.org/"
    assert without_credentials("https://ada@example.org/ and http://b:c@d/") == "https://example.org/ and http://d/"
    for plain in ("https://example.org/@ada/post", "https://example.org:8080/@ada", "reports/a@b.txt", "https://[::1]:80/@ada"):
        assert without_credentials(plain) == plain


def test_what_is_meant_as_an_address() -> None:
    assert is_address("https://example.org") and is_address(" HTTP://x") and is_address("file:///etc/passwd")
    assert not is_address("reports/") and not is_address("C:\\reports") and not is_address("-") and not is_address("a: //b")


@given(st.text(max_size=60))
def test_whatever_the_text_it_is_an_address_or_a_bad_one(text: str) -> None:
    for tried in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            address = address_of(tried)
        except BadAddress:
            continue
        assert address.url.isascii() and address.url.isprintable() and " " not in address.url
        assert address_of(address.url) == address
