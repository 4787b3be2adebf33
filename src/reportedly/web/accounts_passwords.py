"""Passwords: which are taken, and their argon2id hashes (RFC 9106, the second recommended option: 64 MiB, 3 passes, 4 lanes)."""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportedly.errors import BadOption
from reportedly.extras import needed
from reportedly.web.problems import SignInHeld

LEAST, MOST = 12, 1_024
"""Characters of a password. NIST SP 800-63B asks for length and against rules of composition; the upper bound spares the server."""
_AT_ONCE = 2
"""Passwords hashed at the same time: each takes 64 MiB and all cores, and the desk has to answer others meanwhile."""
_WAITING = 8
"""Passwords that may wait or be hashed; more are sent away at once. Guesses from everywhere would else take all threads of the desk."""
_RETRY_S = 5


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
        self._turn, self._room = threading.Semaphore(_AT_ONCE), threading.Semaphore(_WAITING)
        # What an unknown name's password is compared with, at the same cost as a known one's.
        self._nobody = self._hasher.hash("the password of nobody")

    def hashed(self, password: str) -> str:
        """The hash, with its salt and parameters."""
        with self._working():
            return str(self._hasher.hash(password.encode("utf-8", "surrogatepass")))

    def fits(self, stored: str | None, password: str) -> bool:
        """Whether the password is the stored one's; for None it takes as long and is False."""
        normal = unicodedata.normalize("NFC", password[: 4 * MOST])[: MOST + 1]
        with self._working():
            try:
                right = bool(self._hasher.verify(stored or self._nobody, normal.encode("utf-8", "surrogatepass")))
            except (self._argon2.exceptions.VerificationError, self._argon2.exceptions.InvalidHashError):
                return False
        return right and stored is not None

    @contextmanager
    def _working(self) -> Iterator[None]:
        """A turn at hashing; raises SignInHeld where too many wait already."""
        if not self._room.acquire(blocking=False):
            raise SignInHeld("Too many people sign in at this moment.", "Try again in a few seconds.", seconds=_RETRY_S)
        try:
            with self._turn:
                yield
        finally:
            self._room.release()

    def is_stale(self, stored: str) -> bool:
        """Whether the hash was made with other parameters than those of today."""
        return bool(self._hasher.check_needs_rehash(stored))
