"""The desk's state while it serves: the record, what a visitor may do, and the runs of adding that it has begun."""

import getpass
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from reportedly.config import Settings
from reportedly.errors import ReportedlyError
from reportedly.record.record import Record
from reportedly.views.facets import facets
from reportedly.views.tallies import Tallies
from reportedly.web.accounts import Accounts
from reportedly.web.accounts_rights import Visitor, visitor_of
from reportedly.web.kept import Kept
from reportedly.web.problems import NotThere
from reportedly.web.readers import Readers

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Served(Struct, frozen=True, kw_only=True):
    """How the desk is served.

    ``hosts`` are the names under which it may be asked for (with a port, as a Host header has them). ``token`` opens it where there are
    no accounts. ``read_only`` refuses judgements and new reports. ``front`` is the folder of the built front end. ``https`` says that a
    proxy before the desk speaks TLS: cookies are Secure, pages of the plain name are foreign, and the proxy's word on who asks is taken.
    """

    hosts: frozenset[str]
    token: str
    read_only: bool = False
    front: Path | None = None
    https: bool = False


class Desk:
    """One record that is served; used from several threads, as its store may be."""

    def __init__(self, record: Record, settings: Settings, served: Served, accounts: Accounts | None = None) -> None:
        """The record and the accounts (None: whoever has the token is let in) stay the caller's to close."""
        self.record, self.settings, self.served, self.accounts = record, settings, served, accounts
        self.kept, self.tallies = Kept(), Tallies()
        self.readers: Readers | None = None

    def warm(self) -> None:
        """Count what the first visitor will ask for; whatever is wrong with the record is told to whoever asks, and not here."""
        with suppress(ReportedlyError), self.record.store.reading() as snapshot:
            facets(snapshot.connection, tallies=self.tallies)

    @property
    def holder(self) -> Visitor:
        """Whoever came in by the token: the one who runs the program, and may do what that one may."""
        read_only = self.served.read_only
        return visitor_of(self.settings.who or _runner(), "reader" if read_only else "admin", read_only=read_only)

    @property
    def team(self) -> Accounts:
        """The accounts; raises NotThere at a desk without them."""
        if self.accounts is None:
            raise NotThere("This desk has no accounts.", "Serve it with --users.")
        return self.accounts


def _runner() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's account often has a number and no name
        return f"account {os.getuid()}"


def hosts_of(host: str, port: int, more: Mapping[str, None] | None = None) -> frozenset[str]:
    """The Host headers that mean this desk: its own address, the names of this machine for itself, and ``more`` names."""
    names = {host, *LOOPBACK, *(more or {})}
    return frozenset(f"{name}:{port}" for name in names) | (frozenset(names) if port in (80, 443) else frozenset())
