"""Rejections: input that gave no report, and why."""

from msgspec import Struct

from reportedly.errors import InputError


class Rejection(Struct, frozen=True, kw_only=True):
    """One file, or one line of it, that gave no report.

    ``where`` is ``file`` or ``file:line`` (lines count from 1); ``kind`` is the name of the error's class.
    """

    where: str
    reason: str
    cure: str
    kind: str


def rejection_of(where: str, error: InputError) -> Rejection:
    """The rejection that ``error`` stands for."""
    return Rejection(where=where, reason=error.message, cure=error.cure, kind=type(error).__name__)
