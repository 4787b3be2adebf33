"""Exchanges: the bytes of the wire are kept, secrets are not, and nothing that a server does goes on for ever."""

import gzip
import socket
import ssl
import threading
import time
import zlib
from pathlib import Path

import pytest
import trustme
from tests.fetch.sites import ARTICLE, NOW, Answer, Hours, Site, answer, drip

from reportedly.errors import AddressRefused, NoAnswer
from reportedly.fetch.address import address_of
from reportedly.fetch.clock import system_clock
from reportedly.fetch.exchange import Exchange, Network, exchange
from reportedly.fetch.options import Options
from reportedly.fetch.resolving import Resolver, system_resolver

LIMIT = 200_000


def ask(site: Site, page: Answer, *, resolver: Resolver = system_resolver, **options: object) -> Exchange:
    site.pages["/"] = page
    chosen = {"private": True, "connect": 2.0, "read": 2.0, "total": 3.0, "max_bytes": LIMIT} | options
    network = Network(options=Options(**chosen), clock=Hours().clock(), resolver=resolver)  # type: ignore[arg-type]
    return exchange(address_of(site.url + "/"), {}, network)


def test_both_sides_are_kept_byte_for_byte(site: Site) -> None:
    page = answer(X_Odd="  kept as IT is ")
    made = ask(site, page)
    assert made.head + made.body == page and made.request == site.heads[0]
    assert (made.status, made.ip, made.at, made.payload, made.truncated) == (200, "127.0.0.1", NOW, ARTICLE, None)
    assert made.header("x-odd") == "kept as IT is"


def test_the_request_says_who_asks(site: Site) -> None:
    head = ask(site, answer(), contact="desk@example.org").request.decode()
    assert head.startswith("GET / HTTP/1.1\r\n") and f"Host: 127.0.0.1:{site.port}\r\n" in head
    assert "User-Agent: reportedly/" in head and "(+mailto:desk@example.org)" in head
    assert "Cookie" not in head and "Authorization" not in head and "Referer" not in head


def test_cookies_and_credentials_are_left_out(site: Site) -> None:
    page = answer(Set_Cookie="id=secret1; a=b", WWW_Authenticate="Basic secret2").replace(
        b"Content-Length", b"set-cookie: x=secret3\r\n\tfolded=secret4\r\nContent-Length"
    )
    made = ask(site, page)
    kept = repr(made)
    assert "secret" not in kept and b"Content-Length" in made.head and made.payload == ARTICLE


def test_chunks_are_kept_as_chunks(site: Site) -> None:
    chunks = b"5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nTrailer: 1\r\n\r\n"
    made = ask(site, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
    assert made.body == chunks and made.payload == b"hello world"


def test_what_comes_after_the_end_is_not_part_of_it(site: Site) -> None:
    made = ask(site, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\n\r\nsmuggled")
    assert made.body == made.payload == b"hello"
    made = ask(site, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\nsmuggled")
    assert made.payload == b"hi" and b"smuggled" not in made.body


def test_announcements_are_passed_over(site: Site) -> None:
    made = ask(site, b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer())
    assert made.status == 200 and made.head + made.body == answer()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(ARTICLE)),
        ("x-gzip", gzip.compress(ARTICLE[:100]) + gzip.compress(ARTICLE[100:]) + b"\0" * 9),
        ("deflate", zlib.compress(ARTICLE)),
        ("deflate", zlib.compress(ARTICLE)[2:-4]),
        ("identity", ARTICLE),
    ],
)
def test_packed_bodies_are_unpacked_and_kept_packed(site: Site, encoding: str, packed: bytes) -> None:
    made = ask(site, answer(packed, Content_Encoding=encoding))
    assert made.body == packed and made.payload == ARTICLE and made.unpacked is None


@pytest.mark.parametrize(
    ("encoding", "packed", "why"),
    [
        ("br", b"\x8b\x02\x80hello\x03", "packed as br"),
        ("gzip, gzip", gzip.compress(gzip.compress(ARTICLE)), "packed as gzip, gzip"),
        ("gzip", ARTICLE, "can't be unpacked"),
        ("gzip", gzip.compress(ARTICLE)[:-9], "breaks off"),
        ("deflate", b"\xff\xff\xff", "can't be unpacked"),
    ],
)
def test_what_can_not_be_unpacked_says_why(site: Site, encoding: str, packed: bytes, why: str) -> None:
    made = ask(site, answer(packed, Content_Encoding=encoding))
    assert made.payload is None and made.unpacked is not None and why in made.unpacked and made.body == packed


def test_a_bomb_is_stopped_where_it_becomes_too_large(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    made = ask(site, answer(bomb, Content_Encoding="gzip"))
    assert len(bomb) < LIMIT and made.truncated == "length" and len(made.payload or b"") <= LIMIT + 1


def test_a_body_without_an_end_is_stopped(site: Site) -> None:
    sent = 0

    def endless(connection: socket.socket, _: bytes) -> None:
        nonlocal sent
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while True:
            connection.sendall(b"More. " * 1000)
            sent += 6000

    made = ask(site, endless)
    assert made.truncated == "length" and len(made.body) < LIMIT + 300_000 and sent < 20_000_000


def test_headers_without_an_end_are_stopped(site: Site) -> None:
    def endless(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-More: and more\r\n" * 1000)

    with pytest.raises(NoAnswer):
        ask(site, endless)


def drip_fed(site: Site, page: Answer) -> Exchange:
    site.pages["/"] = page
    options = Options(private=True, read=1.0, total=0.5)
    return exchange(address_of(site.url), {}, Network(options=options, clock=system_clock(), resolver=system_resolver))


def test_a_server_that_drips_its_headers_is_left_when_the_time_is_up(site: Site) -> None:
    began = time.monotonic()
    with pytest.raises(NoAnswer) as told:
        drip_fed(site, drip(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 10_000, 0.02))
    assert told.value.transient and "0.5 s" in told.value.message and time.monotonic() - began < 3


def test_a_server_that_drips_its_page_is_left_when_the_time_is_up(site: Site) -> None:
    def slow(connection: socket.socket, head: bytes) -> None:
        connection.sendall(answer(b"z" * 10_000)[:-9_000])
        drip(b"z" * 9_000, 0.02)(connection, head)

    began = time.monotonic()
    made = drip_fed(site, slow)
    assert made.truncated == "time" and made.payload and time.monotonic() - began < 3


def test_a_silent_server_is_left(site: Site) -> None:
    with pytest.raises(NoAnswer) as told:
        ask(site, lambda connection, head: time.sleep(1), read=0.2)
    assert told.value.transient and "did not answer in time" in told.value.message


@pytest.mark.parametrize(
    "page",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nToo short.",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello world\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffffff\r\nhello",
    ],
)
def test_an_answer_that_breaks_off_says_so(site: Site, page: bytes) -> None:
    made = ask(site, page)
    assert made.truncated == "disconnect" and made.status == 200


@pytest.mark.parametrize(
    "page",
    [
        b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"220 mail.example.org ESMTP\r\n", b"\x16\x03\x01\x02\x00",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        b"\x00" * 500,
    ],
)  # fmt: skip
def test_what_is_no_http_is_no_answer(site: Site, page: bytes) -> None:
    with pytest.raises(NoAnswer) as told:
        ask(site, page)
    assert told.value.message.startswith(f"{site.url}/") and told.value.cure


def test_a_body_that_ends_with_the_connection(site: Site) -> None:
    assert ask(site, b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nOld but sound.").payload == b"Old but sound."


@pytest.mark.parametrize(("kind", "what"), [("image/png", "a picture"), ("video/mp4", "a film"), ("AUDIO/mpeg", "a recording")])
def test_pictures_and_films_are_not_even_loaded(site: Site, kind: str, what: str) -> None:
    made = ask(site, answer(b"x" * 150_000, Content_Type=kind))
    assert made.unpacked == f"it is {what}" and made.payload is None and len(made.body) < 150_000


def test_nobody_there_is_no_answer(site: Site) -> None:
    site.close()
    with pytest.raises(NoAnswer) as told:
        ask(site, answer())
    assert told.value.transient and "could not be reached" in told.value.message


def test_the_name_is_looked_up_once_and_its_address_connected_to(site: Site) -> None:
    """A name that leads elsewhere the second time (rebinding) is not asked a second time."""
    looked_up: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    site.pages["/"] = answer()
    network = Network(options=Options(private=True), clock=Hours().clock(), resolver=rebinding)
    made = exchange(address_of(f"http://news.example:{site.port}/"), {}, network)
    assert made.payload == ARTICLE and looked_up == ["news.example"] and b"Host: news.example" in made.request


@pytest.mark.parametrize("ips", ["127.0.0.1", "93.184.216.34 127.0.0.1", "93.184.216.34 ::1", "fe80::1%eth0", "169.254.169.254"])
def test_a_name_that_leads_inside_is_refused(site: Site, ips: str) -> None:
    network = Network(options=Options(), clock=Hours().clock(), resolver=lambda host, port: ips.split())
    with pytest.raises(AddressRefused) as told:
        exchange(address_of(f"http://news.example:{site.port}/"), {}, network)
    assert "--allow-private-addresses" in told.value.cure and site.asked == []


def test_ipv6_is_spoken() -> None:
    try:
        site = Site("::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    site.pages["/"] = answer()
    network = Network(options=Options(private=True), clock=Hours().clock(), resolver=system_resolver)
    made = exchange(address_of(f"http://[::1]:{site.port}/"), {}, network)
    site.close()
    assert made.payload == ARTICLE and made.ip == "::1" and f"Host: [::1]:{site.port}\r\n".encode() in made.request


def test_the_next_address_is_tried_where_the_first_does_not_answer(site: Site) -> None:
    site.pages["/"] = answer()
    network = Network(options=Options(private=True), clock=Hours().clock(), resolver=lambda host, port: ["127.0.0.9", "127.0.0.1"])
    assert exchange(address_of(f"http://news.example:{site.port}/"), {}, network).ip == "127.0.0.1"


def test_a_name_that_nobody_knows(site: Site) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    def slow(host: str, port: int) -> list[str]:
        time.sleep(0.5)
        return ["127.0.0.1"]

    cases = ((unknown, "Name or service", False), (slow, "looked up within", True), (lambda host, port: [], "no IP", False))
    for resolver, words, transient in cases:
        network = Network(options=Options(connect=0.1), clock=Hours().clock(), resolver=resolver)
        with pytest.raises(NoAnswer) as told:
            exchange(address_of("http://news.example/"), {}, network)
        assert words in told.value.message and told.value.transient is transient


def test_certificates_are_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of an authority that is known is taken, for its own host alone; any other is not."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]

    def serve() -> None:
        while True:
            try:
                raw, _ = server.accept()
                with context.wrap_socket(raw, server_side=True) as connection:
                    connection.recv(65536)
                    connection.sendall(answer())
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    network = Network(options=Options(private=True, total=5.0), clock=Hours().clock(), resolver=lambda host, port: ["127.0.0.1"])
    try:
        with pytest.raises(NoAnswer) as told:
            exchange(address_of(f"https://news.example:{port}/"), {}, network)
        assert "certificate" in told.value.message and not told.value.transient
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert exchange(address_of(f"https://news.example:{port}/"), {}, network).payload == ARTICLE
        with pytest.raises(NoAnswer) as told:
            exchange(address_of(f"https://other.example:{port}/"), {}, network)
        assert "certificate" in told.value.message
    finally:
        server.close()
