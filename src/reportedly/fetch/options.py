"""How a fetcher behaves: who it says it is, where it may go, and what it puts up with."""

import re

from msgspec import Struct, structs

from reportedly.errors import BadOption
from reportedly.version import __version__

AGENT = "reportedly"
"""The name that a robots.txt may speak to (RFC 9309, section 2.2.1)."""


class Options(Struct, frozen=True, kw_only=True):
    """What a fetcher is opened with; times are seconds.

    ``contact`` is an e-mail or web address that site owners find in the User-Agent. ``private`` lets it into private networks.
    ``connect``, ``read`` and ``total`` limit the connection, each wait for bytes, and a whole answer; ``max_bytes`` limits an answer
    as it comes and as it is unpacked. ``delay`` is the least time between two requests to one host, ``max_wait`` the longest that a
    host is waited for. ``tries`` counts the first one.
    """

    contact: str | None = None
    private: bool = False
    connect: float = 10.0
    read: float = 20.0
    total: float = 90.0
    max_bytes: int = 64 * 2**20
    max_redirects: int = 5
    delay: float = 1.0
    max_wait: float = 120.0
    tries: int = 3

    def __post_init__(self) -> None:
        """Check ``contact``, which becomes part of a header."""
        if self.contact is not None:
            structs.force_setattr(self, "contact", checked_contact(self.contact))

    @property
    def user_agent(self) -> str:
        """``reportedly/1.0 (+mailto:desk@example.org)``."""
        if self.contact is None:
            return f"{AGENT}/{__version__}"
        contact = f"mailto:{self.contact}" if "@" in self.contact and ":" not in self.contact else self.contact
        return f"{AGENT}/{__version__} (+{contact})"


def checked_contact(contact: str) -> str:
    """The contact without spaces around it; raises BadOption where it can't stand in a header."""
    contact = contact.strip()
    if not re.fullmatch(r"[!-'*-~]{3,200}", contact):
        raise BadOption(
            f"The contact {contact!r} is no e-mail address and no web address.", "Give one, such as desk@example.org."
        )
    return contact
