"""A report: one published text as received, and the passages the encoder reads."""

import hashlib

from msgspec import Struct


class Report(Struct, frozen=True, kw_only=True):
    """One published text. ``text`` is the body that every offset refers to.

    ``published`` is an ISO date (``2016-12-07``) or None; ``language`` an ISO 639-1 code. ``given_id`` is the id that
    came with the input, where one did. ``id`` is ``sha256:`` and the digest of the UTF-8 bytes of ``text``.
    """

    id: str
    text: str
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    given_id: str | None = None


class Passage(Struct, frozen=True, kw_only=True):
    """The window of a report that the encoder reads at once: characters ``start`` to ``end`` (exclusive)."""

    start: int
    end: int


def report_id(text: str) -> str:
    """The identity of a report's text: ``sha256:`` and the hex digest of its UTF-8 bytes."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
