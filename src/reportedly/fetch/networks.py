"""Which IP addresses belong to the open Internet; all others are refused.

The lists are those of the IANA registries of special-purpose IPv4 and IPv6 addresses (RFC 6890), kept here because Python's own
``is_global`` has changed its mind between versions.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_CLOSED4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this machine"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "this machine"),
        ("169.254.0.0/16", "the local link"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a reserved network"),
        ("192.0.2.0/24", "a network of examples"),
        ("192.88.99.0/24", "an old relay"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "a network for measurements"),
        ("198.51.100.0/24", "a network of examples"),
        ("203.0.113.0/24", "a network of examples"),
        ("224.0.0.0/4", "a multicast group"),
        ("240.0.0.0/4", "a reserved network"),
    )
)
_OPEN6 = IPv6Network("2000::/3")
_CLOSED6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), what)
    for network, what in (
        ("::1/128", "this machine"),
        ("::/128", "this machine"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "the local link"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "a multicast group"),
        ("2001::/23", "a reserved network"),
        ("2001:db8::/32", "a network of examples"),
        ("2002::/16", "an old relay"),
        ("3fff::/20", "a network of examples"),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_LOW32 = 0xFFFF_FFFF
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)


def closed(ip: IPv4Address | IPv6Address) -> str | None:
    """What kind of closed network an address belongs to, in words; None where it is of the open Internet.

    An IPv6 address that carries an IPv4 one (mapped, by NAT64 or ISATAP) is closed where that one is; those of 6to4 and Teredo
    always are.
    """
    if isinstance(ip, IPv4Address):
        return next((what for network, what in _CLOSED4 if ip in network), None)
    inner = _carried(ip)
    if inner is not None:
        return closed(inner)
    for network, what in _CLOSED6:
        if ip in network:
            return what
    return None if ip in _OPEN6 else "a reserved network"


def _carried(ip: IPv6Address) -> IPv4Address | None:
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip in _NAT64 or (int(ip) >> 32) & _LOW32 in _ISATAP:
        inner = IPv4Address(int(ip) & _LOW32)
        # A global prefix before a public number is an address like any other.
        return inner if ip in _NAT64 or closed(inner) else None
    return None
