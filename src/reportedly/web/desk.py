"""The desk's state while it serves: the record, what a visitor may do, and the runs of adding that it has begun."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from reportedly.config import Settings
from reportedly.record.record import Record

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Served(Struct, frozen=True, kw_only=True):
    """How the desk is served.

    ``hosts`` are the names under which it may be asked for (with a port, as a Host header has them). ``token`` opens it where there are
    no accounts. ``read_only`` refuses judgements and new reports. ``front`` is the folder of the built front end.
    """

    hosts: frozenset[str]
    token: str
    read_only: bool = False
    front: Path | None = None


class Desk:
    """One record that is served; used from several threads, as its store may be."""

    def __init__(self, record: Record, settings: Settings, served: Served) -> None:
        """The record stays the caller's to close."""
        self.record, self.settings, self.served = record, settings, served


def hosts_of(host: str, port: int, more: Mapping[str, None] | None = None) -> frozenset[str]:
    """The Host headers that mean this desk: its own address, the names of this machine for itself, and ``more`` names."""
    names = {host, *LOOPBACK, *(more or {})}
    return frozenset(f"{name}:{port}" for name in names) | (frozenset(names) if port in (80, 443) else frozenset())
