"""Passwords: which are taken, and their argon2id hashes (RFC 9106, the second recommended option: 64 MiB, 3 passes, 4 lanes)."""

import threading
import unicodedata
from typing import Any

from reportedly.errors import BadOption
from reportedly.extras import needed

LEAST, MOST = 12, 1_024
"""Characters of a password. NIST SP 800-63B asks for length and against rules of composition; the upper bound spares the server."""
_AT_ONCE = 2
"""Passwords hashed at the same time: each takes 64 MiB and all cores, and the desk has to answer others meanwhile."""


def checked(password: str, name: str) -> str:
    """The password as it is hashed (NFC, as keyboards differ); raises BadOption where it is too short, too long, or the name itself."""
    normal = unicodedata.normalize("NFC", password)
    if not LEAST <= len(normal) <= MOST:
        raise BadOption(f"A password has {LEAST} to {MOST:,} characters.", "Take several words that nobody would guess together.")
    if normal.casefold().strip() == name.casefold():
        raise BadOption("The password is the account's name.", "Take several words that nobody would guess together.")
    return normal


class Passwords:
    """Hashes and checks passwords; used from several threads."""

    def __init__(self, hasher: Any = None) -> None:
        """``hasher`` None is argon2-cffi's with its defaults; raises MissingExtra where that is not installed."""
        self._argon2 = needed("argon2", "web")
        self._hasher = hasher or self._argon2.PasswordHasher()
        self._turn = threading.Semaphore(_AT_ONCE)
        # What an unknown name's password is compared with, at the same cost as a known one's.
        self._nobody = self._hasher.hash("the password of nobody")

    def hashed(self, password: str) -> str:
        """The hash, with its salt and parameters."""
        with self._turn:
            return str(self._hasher.hash(password))

    def fits(self, stored: str | None, password: str) -> bool:
        """Whether the password is the stored one's; for None it takes as long and is False."""
        normal = unicodedata.normalize("NFC", password[: MOST + 1])
        with self._turn:
            try:
                right = bool(self._hasher.verify(stored or self._nobody, normal))
            except (self._argon2.exceptions.VerificationError, self._argon2.exceptions.InvalidHashError):
                return False
        return right and stored is not None

    def is_stale(self, stored: str) -> bool:
        """Whether the hash was made with other parameters than those of today."""
        return bool(self._hasher.check_needs_rehash(stored))
