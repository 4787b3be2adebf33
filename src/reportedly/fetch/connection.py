"""One connection to one IP address that was checked, with every wait limited."""

import socket
import ssl
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from reportedly.errors import NoAnswer
from reportedly.extras import needed
from reportedly.fetch.address import Address
from reportedly.fetch.clock import Clock
from reportedly.fetch.options import Options

LATER = "Try it later."
NEXT = 3.0
"""Seconds after which a host's next address is tried: one of a kind that this network does not carry must not use up the time."""

_CERTIFICATE_CURE = "Check the address and this machine's date; whoever answers there may not be who you think."


class Connection:
    """An open connection; ``ip`` says with whom. Every method raises NoAnswer where the other side doesn't keep up."""

    def __init__(self, address: Address, ips: Sequence[IPv4Address | IPv6Address], options: Options, clock: Clock) -> None:
        """Connect to the first of ``ips`` that answers; names are not looked up any more."""
        self._address, self._options, self._clock = address, options, clock
        self._ends_at = clock.monotonic() + options.total
        self._socket = self._connected(ips)
        self.ip = str(self._socket.getpeername()[0]).partition("%")[0]
        if address.scheme == "https":
            try:
                self._secure()
            except BaseException:
                self.close()
                raise

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it."""
        self._socket.close()

    def send(self, data: bytes) -> None:
        """Send all of it."""
        try:
            while data:
                self._limit(self._options.read)
                data = data[self._socket.send(data) :]
        except OSError as error:
            raise self._failed(error) from None

    def receive(self, most: int) -> bytes:
        """The next bytes, at most so many; none where the other side has closed."""
        self._limit(self._options.read)
        try:
            return self._socket.recv(most)
        except OSError as error:
            raise self._failed(error) from None

    def _connected(self, ips: Sequence[IPv4Address | IPv6Address]) -> socket.socket:
        refused: OSError | None = None
        for place, ip in enumerate(ips, start=1):
            seconds = self._seconds_left(self._options.connect if place == len(ips) else min(self._options.connect, NEXT))
            try:
                return socket.create_connection((str(ip), self._address.port), timeout=seconds)
            except OSError as error:
                refused = error
        raise self._failed(refused or OSError("no IP address"))

    def _secure(self) -> None:
        self._limit(self._options.connect)
        try:
            self._socket = tls_context().wrap_socket(self._socket, server_hostname=self._address.host)
        except ssl.SSLCertVerificationError as error:
            reason = f"{self._address.url} shows a certificate that can't be verified: {error.verify_message}."
            raise NoAnswer(reason, _CERTIFICATE_CURE) from None
        except OSError as error:
            raise self._failed(error) from None

    def _limit(self, seconds: float) -> None:
        self._socket.settimeout(self._seconds_left(seconds))

    def _seconds_left(self, seconds: float) -> float:
        left = self._ends_at - self._clock.monotonic()
        if left <= 0:
            raise self._failed(TimeoutError())
        return min(seconds, left)

    def _failed(self, error: OSError) -> NoAnswer:
        if isinstance(error, TimeoutError) and self._clock.monotonic() >= self._ends_at:
            reason = f"{self._address.url} was not there in full after {self._options.total:g} s."
            return NoAnswer(reason, LATER, transient=True)
        if isinstance(error, TimeoutError):
            return NoAnswer(f"{self._address.url} did not answer in time.", LATER, transient=True)
        reason = error.strerror or str(error)
        return NoAnswer(f"{self._address.url} could not be reached: {reason}.", LATER, transient=True)


def tls_context() -> ssl.SSLContext:
    """Certificates are verified by the system's own store (``SSL_CERT_FILE`` adds to it), for the host that was asked for."""
    truststore: Any = needed("truststore", "fetch")
    context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_alpn_protocols(["http/1.1"])
    return context
