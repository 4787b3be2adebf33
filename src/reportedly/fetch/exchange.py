"""One request and its answer over one connection, with the bytes of both as they went over the wire."""

import re
import zlib
from datetime import datetime
from typing import Any, Literal, Protocol

from msgspec import Struct

from reportedly.errors import NoAnswer
from reportedly.extras import needed
from reportedly.fetch.address import Address
from reportedly.fetch.clock import Clock
from reportedly.fetch.connection import LATER, Connection
from reportedly.fetch.options import Options
from reportedly.fetch.resolving import Resolver, resolved

Truncated = Literal["length", "time", "disconnect"]
"""Why an answer is not whole, in the words of WARC 1.1 (section 5.13): too long, too slow, broken off."""

MAX_HEAD = 100_000
"""Bytes of a status line with its headers; the largest browsers take is 256 KB, the usual servers' limit 8 KB."""

MAX_OTHER = 262_144
"""Bytes kept of an answer that is no page: a redirect's, an error's."""

_CHUNK = 65_536
_ACCEPT = b"text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5"
_SECRET = re.compile(rb"^(?:set-cookie2?|cookie|(?:proxy-)?authorization|www-authenticate)[ \t]*:", re.I)
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


class Exchange(Struct, frozen=True, kw_only=True):
    """What was asked and what came: ``request`` and ``head`` end with their empty lines, ``body`` is as it came over the wire.

    Headers with cookies and credentials are left out of ``request``, ``head`` and ``headers`` (names in lower case). ``payload`` is the
    body unpacked, as far as it came; None where it was not looked at or can't be unpacked, as ``unpacked`` says. ``truncated`` says why
    it is not whole.
    """

    address: Address
    ip: str
    at: datetime
    request: bytes
    head: bytes
    body: bytes
    status: int
    headers: tuple[tuple[str, str], ...]
    payload: bytes | None = None
    unpacked: str | None = None
    truncated: Truncated | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name (lower case); None where there is none."""
        return next((value for key, value in self.headers if key == name), None)


class Network(Struct, frozen=True, kw_only=True):
    """What an exchange goes over: the options that limit it, the clock, and who looks up names."""

    options: Options
    clock: Clock
    resolver: Resolver


def exchange(address: Address, conditions: dict[str, str], network: Network) -> Exchange:
    """Ask for one address, once; redirects are not followed.

    ``conditions`` are headers to send besides the usual ones (If-None-Match). An answer that breaks off, or grows beyond the limit,
    comes back as far as it came, with ``truncated``. Raises AddressRefused, and NoAnswer where not even its headers came.
    """
    options, clock = network.options, network.clock
    ips = resolved(address, network.resolver, private=options.private, seconds=options.connect)
    at = clock.now()
    with Connection(address, ips, options, clock) as connection:
        return talked(address, at, connection, options, conditions)


class Wire(Protocol):
    """What an exchange is spoken over; ``ip`` is who answers."""

    ip: str

    def send(self, data: bytes) -> None:
        """Send all of it; raises NoAnswer."""
        ...

    def receive(self, most: int) -> bytes:
        """The next bytes, at most so many, none at the end; raises NoAnswer."""
        ...


def talked(address: Address, at: datetime, wire: Wire, options: Options, conditions: dict[str, str]) -> Exchange:
    """As ``exchange``, over a wire that is there."""
    return _Talk(address, at, wire, options).held(conditions)


class _Talk:
    """An exchange while it goes on; h11 reads the protocol, every byte is kept beside it."""

    def __init__(self, address: Address, at: datetime, wire: Wire, options: Options) -> None:
        self._address, self._at, self._wire, self._options = address, at, wire, options
        self._h11: Any = needed("h11", "fetch")
        self._state: Any = self._h11.Connection(our_role=self._h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
        self._received = bytearray()
        self._unpacker = _Unpacker("", options.max_bytes)
        self._truncated: Truncated | None = None

    def held(self, conditions: dict[str, str]) -> Exchange:
        request = self._asked(conditions)
        response = self._answered()
        headers = tuple((str(name, "ascii").lower(), str(value, "latin-1")) for name, value in response.headers)
        encodings = [value for name, value in headers if name == "content-encoding"]
        most = self._options.max_bytes if response.status_code == 200 else min(MAX_OTHER, self._options.max_bytes)
        self._unpacker = _Unpacker(", ".join(encodings), most)
        unwanted = _no_text(headers)
        if unwanted:
            self._truncated = "length"
        else:
            self._whole(most)
        found = _END_OF_HEAD.search(self._received)
        end = found.end() if found else len(self._received)
        trailing = self._state.trailing_data[0]
        return Exchange(
            address=self._address, ip=self._wire.ip, at=self._at, request=request,
            head=_without_secrets(bytes(self._received[:end])),
            body=bytes(self._received[end : len(self._received) - len(trailing)]),
            status=response.status_code,
            headers=tuple((name, value) for name, value in headers if not _SECRET.match(name.encode() + b":")),
            payload=None if unwanted else self._unpacker.payload(whole=self._truncated is None),
            unpacked=unwanted or self._unpacker.wrong,
            truncated=self._truncated,
        )  # fmt: skip

    def _asked(self, conditions: dict[str, str]) -> bytes:
        headers = [
            (b"Host", self._address.authority.encode("ascii")),
            (b"User-Agent", self._options.user_agent.encode("ascii")),
            (b"Accept", _ACCEPT),
            (b"Accept-Language", b"en, *;q=0.5"),  # what we read best, where a site has its pages in several languages
            (b"Accept-Encoding", b"gzip, deflate"),
            *((name.encode("ascii"), value.encode("latin-1")) for name, value in conditions.items()),
            (b"Connection", b"close"),
        ]
        asked = self._h11.Request(method=b"GET", target=self._address.target.encode("ascii"), headers=headers)
        data = bytes(self._state.send(asked)) + bytes(self._state.send(self._h11.EndOfMessage()) or b"")
        self._wire.send(data)
        return data

    def _answered(self) -> Any:
        """The answer's head; those that only announce it (status 1xx) are passed over, and not kept."""
        while True:
            event = self._event()
            if isinstance(event, self._h11.Response):
                return event
            if isinstance(event, self._h11.InformationalResponse):
                found = _END_OF_HEAD.search(self._received)
                del self._received[: found.end() if found else 0]
                if event.status_code != 101:
                    continue
            raise NoAnswer(f"{self._address.url} is answered by something that is no web server.", "Check the address.")

    def _whole(self, most: int) -> None:
        try:
            while True:
                event = self._event()
                if isinstance(event, self._h11.Data):
                    self._unpacker.feed(bytes(event.data))
                    if self._unpacker.too_large or len(self._received) > most + MAX_HEAD:
                        self._truncated = "length"
                        return
                elif isinstance(event, self._h11.EndOfMessage):
                    return
        except _BrokenOff:
            self._truncated = "disconnect"
        except NoAnswer:
            self._truncated = "time"

    def _event(self) -> Any:
        try:
            while True:
                event = self._state.next_event()
                if event is not self._h11.NEED_DATA:
                    return event
                data = self._wire.receive(_CHUNK)
                if not data and not self._received:
                    raise _BrokenOff(f"{self._address.url} closed the connection without an answer.", LATER, transient=True)
                self._received += data
                self._state.receive_data(data)
        except self._h11.RemoteProtocolError as error:
            reason = f"{self._address.url} gave an answer that breaks off or is no HTTP: {error}."
            raise _BrokenOff(reason, LATER, transient=True) from None


class _BrokenOff(NoAnswer):
    """An answer that came in part."""


class _Unpacker:
    """Undoes a Content-Encoding as bytes come, and stops where they become more than ``most``."""

    def __init__(self, encoding: str, most: int) -> None:
        self._parts: list[bytes] = []
        self._most, self._size = most, 0
        self._encoding = encoding.strip().lower() or "identity"
        self._inflate: Any = None
        self.wrong: str | None = None
        if self._encoding in ("gzip", "x-gzip"):
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        elif self._encoding not in ("identity", "deflate"):
            self.wrong = f"it is packed as {self._encoding[:40]}, which was not asked for"

    @property
    def too_large(self) -> bool:
        return self._size > self._most

    def feed(self, data: bytes) -> None:
        if self.wrong or self.too_large or not data:
            return
        if self._encoding == "identity":
            self._keep(data)
            return
        if self._inflate is None:  # deflate with the header that RFC 9110 asks for, or without, as some servers send it
            headed = data[0] & 0x0F == 8 and (len(data) < 2 or int.from_bytes(data[:2], "big") % 31 == 0)
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS if headed else -zlib.MAX_WBITS)
        try:
            self._inflated(data)
        except zlib.error as error:
            self.wrong = f"it can't be unpacked: {error}"

    def _inflated(self, data: bytes) -> None:
        while data and not self.too_large:
            if self._inflate.eof:  # gzip may be several members; zeros after them are padding
                if self._encoding == "deflate" or not data.strip(b"\0"):
                    return
                self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
            self._keep(self._inflate.decompress(data, self._most - self._size + 1))
            data = self._inflate.unconsumed_tail or self._inflate.unused_data

    def _keep(self, data: bytes) -> None:
        self._parts.append(data)
        self._size += len(data)

    def payload(self, *, whole: bool) -> bytes | None:
        if whole and self._inflate is not None and not self._inflate.eof and not self.wrong:
            self.wrong = "it can't be unpacked: it breaks off"
        return None if self.wrong else b"".join(self._parts)


def _no_text(headers: tuple[tuple[str, str], ...]) -> str | None:
    """Why a body need not even be loaded: it says of itself that it is a picture, a sound or a film."""
    kind = next((value for name, value in headers if name == "content-type"), "").partition("/")[0].strip().lower()
    names = {"image": "a picture", "audio": "a recording", "video": "a film", "font": "a font"}
    return f"it is {names[kind]}" if kind in names else None


def _without_secrets(head: bytes) -> bytes:
    """A head without its lines of cookies and credentials, continuation lines included."""
    kept: list[bytes] = []
    left_out = False
    for line in head.splitlines(keepends=True):
        left_out = bool(_SECRET.match(line)) or (left_out and line[:1] in (b" ", b"\t"))
        if not left_out:
            kept.append(line)
    return b"".join(kept)
