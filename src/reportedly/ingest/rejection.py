"""Rejections: input that gave no report, and why."""

from msgspec import Struct

from reportedly.errors import ReportedlyError


class Rejection(Struct, frozen=True, kw_only=True):
    """One file, or one part of it, that gave no report.

    ``where`` is as an Item's (``file``, ``file:line``, ``mail.mbox#12``, ``a.zip!/b.html``); ``kind`` is the name of the error's class.
    """

    where: str
    reason: str
    cure: str
    kind: str


def rejection_of(where: str, error: ReportedlyError) -> Rejection:
    """The rejection that ``error`` stands for."""
    return Rejection(where=where, reason=error.message, cure=error.cure, kind=type(error).__name__)
