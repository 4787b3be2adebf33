"""Names to IP addresses, once for each connection, and only those of the open Internet."""

import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

from reportedly.errors import AddressRefused, NoAnswer
from reportedly.fetch.address import Address
from reportedly.fetch.networks import closed

Resolver = Callable[[str, int], Sequence[str]]
"""From a host and a port to IP addresses, the best first; raises OSError where there are none."""

_PRIVATE_CURE = "If you mean it, add --allow-private-addresses."


def system_resolver(host: str, port: int) -> Sequence[str]:
    """What the machine's own resolver knows."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


def resolved(address: Address, resolver: Resolver, *, private: bool, seconds: float) -> list[IPv4Address | IPv6Address]:
    """The IP addresses to connect to: each was checked, and nothing else is connected to, so a name can't change its mind.

    Raises AddressRefused where one of them belongs to a closed network, unless ``private``; NoAnswer where there is none in time.
    """
    if address.ip is not None:
        ips: list[IPv4Address | IPv6Address] = [address.ip]
    else:
        names = _in_time(address, resolver, seconds)
        ips = list(dict.fromkeys(ip_address(name.partition("%")[0]) for name in names))
    if not ips:
        raise NoAnswer(f"{address.url} has the host {address.host}, which has no IP address.", "Check the address.")
    for ip in ips:
        what = None if private else closed(ip)
        if what is not None:
            raise AddressRefused(f"{address.url} leads to {ip}, which is {what} and not the open Internet.", _PRIVATE_CURE)
    return ips


def _in_time(address: Address, resolver: Resolver, seconds: float) -> Sequence[str]:
    """Ask in a thread of its own: the system's resolver knows no time limit."""
    answers: list[Sequence[str] | OSError] = []

    def ask() -> None:
        try:
            answers.append(resolver(address.host, address.port))
        except OSError as error:
            answers.append(error)
        except UnicodeError as error:  # a label too long for the resolver's codec
            answers.append(OSError(str(error)))

    asking = threading.Thread(target=ask, daemon=True, name="reportedly-resolver")
    asking.start()
    asking.join(seconds)
    if not answers:
        raise NoAnswer(
            f"{address.url} has a host that could not be looked up within {seconds:.0f} s.", "Check the network.", transient=True
        )
    answer = answers[0]
    if isinstance(answer, OSError):
        again = isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN
        raise NoAnswer(
            f"{address.url} has the host {address.host}, which could not be looked up: {answer.strerror or answer}.",
            "Check the address and the network.",
            transient=again,
        )
    return answer
