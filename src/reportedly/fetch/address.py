"""Addresses of pages, read once and strictly: what is checked here is just what is connected to and asked for.

Two readers of one address that disagree are how a check is got round. So there is one, it takes http and https alone, and what it
can't make sense of in one way is refused. Hosts follow the WHATWG URL standard (section 3.5: numbers in decimal, octal and hex, IDNA).
"""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Any, Literal, cast
from urllib.parse import urljoin

from msgspec import Struct

from reportedly.errors import BadAddress
from reportedly.extras import needed

MAX_LENGTH = 8_000
"""Characters of an address; RFC 9110 (section 4.1) asks for at least 8,000."""

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*)://", re.I)
_SPLIT = re.compile(r"([a-z][a-z0-9+.-]*)://([^/?#]*)([^#]*)(?:#.*)?", re.I | re.DOTALL)
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
# The second form: a password with a stroke or a hash in it, which ends no port.
_CREDENTIALS = re.compile(r"(?<=://)(?:[^/?#\s]*@|[^/?#\s\[\]]*:(?![0-9]{0,5}(?:[/?#]|$))\S*@)")
_UNSAFE = re.compile(rb"[^!#$%&'()*+,./0-9:;=?@A-Z_a-z~\[\]-]")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_COPY_CURE = "Copy the address anew from the browser."


class Address(Struct, frozen=True, kw_only=True):
    """One page's address: ``host`` in ASCII and lower case, IPv6 without brackets; ``target`` is the path with its query.

    ``ip`` is set where the host is a number and no name. Fragments are gone, since servers never see them.
    """

    scheme: Literal["http", "https"]
    host: str
    port: int
    target: str
    ip: IPv4Address | IPv6Address | None = None

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them; the scheme's own port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def site(self) -> str:
        """Scheme, host and port: what a robots.txt is about."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.site + self.target


def is_address(text: str) -> bool:
    """Whether ``text`` is meant as an address and not as a path: it begins with a scheme and ``://``."""
    return _ADDRESS.match(text.strip()) is not None


def without_credentials(text: str) -> str:
    """The text without the name and the password that an address in it may carry; for messages and logs."""
    return _CREDENTIALS.sub("", text)


def address_of(text: str) -> Address:
    """The address that ``text`` is; raises BadAddress where it is none that can be asked.

    Refused: other schemes than http and https, a name or a password, control characters, a port below 1024 that is not 80 or 443.
    """
    text = text.strip()
    shown = without_credentials(text) if len(text) <= MAX_LENGTH else f"{without_credentials(text)[:80]}…"
    if len(text) > MAX_LENGTH:
        raise BadAddress(f"{shown} has {len(text):,} characters; an address may have {MAX_LENGTH:,}.", _COPY_CURE)
    if any(char < " " or char == "\x7f" for char in text):
        raise BadAddress(f"{shown!r} holds control characters.", _COPY_CURE)
    split = _SPLIT.fullmatch(text)
    if split is None:
        raise BadAddress(f"{shown} is no address.", "Begin it with https://.")
    scheme, authority, rest = split[1].lower(), split[2], split[3]
    if scheme not in _DEFAULT_PORTS:
        raise BadAddress(f"{shown} begins with {scheme}://; only http and https are fetched.", "Download it, and add the file.")
    if "@" in authority:
        raise BadAddress(
            f"{shown} was given with a name or a password, which would end up in logs.", "Download the page, and add the file."
        )
    host, ip, port = _host_and_port(authority, shown)
    kind = cast(Literal["http", "https"], scheme)
    return Address(scheme=kind, host=host, ip=ip, port=port or _DEFAULT_PORTS[scheme], target=_target(rest))


def joined(base: Address, reference: str) -> Address:
    """The address that ``reference``, as in a redirect's Location, means on the page ``base``; raises BadAddress."""
    reference = reference.strip()
    try:
        text = urljoin(base.url, reference)
    except ValueError as error:
        raise BadAddress(f"{without_credentials(reference)} is no address: {error}.", _COPY_CURE) from None
    return address_of(text)


def _host_and_port(authority: str, shown: str) -> tuple[str, IPv4Address | IPv6Address | None, int | None]:
    host, port = authority, ""
    if authority.startswith("["):
        host, closed, port = authority[1:].partition("]")
        if not closed or (port and not port.startswith(":")):
            raise BadAddress(f"{shown} has an IPv6 address that is not closed.", _COPY_CURE)
        port = port.removeprefix(":")
        try:
            ip6 = IPv6Address(host)
        except AddressValueError:
            raise BadAddress(f"{shown} has brackets with no IPv6 address in them.", _COPY_CURE) from None
        if ip6.scope_id is not None:
            raise BadAddress(f"{shown} names a network card of one machine.", _COPY_CURE)
        return str(ip6), ip6, _port(port, shown)
    host, _, port = authority.partition(":")
    name = _ascii(host, shown).lower().removesuffix(".")
    if not name:
        raise BadAddress(f"{shown} has no host.", _COPY_CURE)
    if len(name) > 253 or not _HOST.fullmatch(name):
        raise BadAddress(f"{shown} has a host that can't be one.", _COPY_CURE)
    last = name.rpartition(".")[2]
    if last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last):
        ip4 = _ipv4(name, shown)
        return str(ip4), ip4, _port(port, shown)
    return name, None, _port(port, shown)


def _ascii(host: str, shown: str) -> str:
    """A host in ASCII: IDNA with the mappings of UTS 46, which also make dots of all that looks like one."""
    if host.isascii():
        return host
    idna: Any = needed("idna", "fetch")
    try:
        return str(idna.encode(host, uts46=True).decode("ascii"))
    except UnicodeError as error:  # IDNAError is one
        raise BadAddress(f"{shown} has a host that can't be one: {error}.", _COPY_CURE) from None


def _ipv4(name: str, shown: str) -> IPv4Address:
    """What a host that ends in a number means: one to four numbers, each decimal, octal (0) or hexadecimal (0x)."""
    parts = name.split(".")
    numbers = [_number(part) for part in parts]
    known = [number for number in numbers if number is not None]
    if len(parts) <= 4 and len(known) == len(parts) and all(number < 256 for number in known[:-1]):
        value = sum(number << (8 * (3 - place)) for place, number in enumerate(known[:-1]))
        if known[-1] < 256 ** (5 - len(parts)):
            return IPv4Address(value + known[-1])
    raise BadAddress(f"{shown} has a host that ends in a number and is no IP address.", _COPY_CURE)


def _number(part: str) -> int | None:
    base = 16 if part.startswith("0x") else 8 if part.startswith("0") else 10
    digits = part.removeprefix("0x") or ("0" if part else "")
    try:
        return int(digits, base) if digits.isalnum() else None
    except ValueError:
        return None


def _port(port: str, shown: str) -> int | None:
    """A port; those below 1024 that no web server has are refused, lest we be made to speak to a mail server."""
    if not port:
        return None
    if not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65_536:
        raise BadAddress(f"{shown} has a port that can't be one.", _COPY_CURE)
    if int(port) < 1024 and int(port) not in _DEFAULT_PORTS.values():
        raise BadAddress(f"{shown} names port {port}, where no web server is looked for.", "Use port 80, 443, or one from 1024.")
    return int(port)


def _target(rest: str) -> str:
    """Path and query as they are sent: dots resolved (RFC 3986, section 5.2.4), all but plain ASCII as percent codes."""
    path, mark, query = rest.partition("?")
    quoted = _quoted(path)
    kept: list[str] = []
    parts = quoted.split("/")[1:] or [""]
    for place, part in enumerate(parts):
        plain = re.sub("%2e", ".", part, flags=re.I)
        if plain == "..":
            kept[-1:] = []
        elif plain != ".":
            kept.append(part)
        if place == len(parts) - 1 and plain in (".", ".."):
            kept.append("")
    return "/" + "/".join(kept) + (mark + _quoted(query) if query else "")


def _quoted(text: str) -> str:
    data = _PERCENT.sub("%25", text).encode("utf-8", "surrogatepass")
    return _UNSAFE.sub(lambda match: b"%%%02X" % match.group()[0], data).decode("ascii")
