"""Closed networks: every kind of address that is not of the open Internet, and none that is."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.fetch.networks import closed


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.5", "192.88.99.1", "192.168.1.1", "198.18.0.1",
        "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
        "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1",
        "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:192.168.0.1", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fd12:3456::1",
        "fe80::1", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_closed(ip: str) -> None:
    assert closed(ip_address(ip))


@pytest.mark.parametrize(
    "ip",
    [
        "1.1.1.1", "8.8.8.8", "11.0.0.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "192.167.1.1",
        "198.17.0.1", "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2001:4860::8888", "2400::1",
        "::ffff:8.8.8.8", "64:ff9b::808:808", "2606:4700::5efe:8.8.8.8",
    ],
)  # fmt: skip
def test_open(ip: str) -> None:
    assert closed(ip_address(ip)) is None


@given(st.integers(0, 2**32 - 1))
def test_what_python_calls_private_is_closed(number: int) -> None:
    ip = IPv4Address(number)
    # Python's list has single addresses of 192.0.0.0/24 that are global; we keep the whole of it closed.
    if ip.is_private or ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local:
        assert closed(ip)
    assert bool(closed(ip)) == bool(closed(IPv6Address(f"::ffff:{ip}"))) == bool(closed(IPv6Address(f"64:ff9b::{ip}")))


@given(st.integers(0, 2**128 - 1))
def test_what_python_calls_private_is_closed_in_ipv6_too(number: int) -> None:
    ip = IPv6Address(number)
    if not ip.is_global or ip.is_multicast:
        assert closed(ip)
