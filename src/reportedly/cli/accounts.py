"""What the accounts of `add` and `run` say alike: what was rejected and why, what was no report, and how long it took."""

import sys
from collections.abc import Sequence
from typing import Any, Protocol

from reportedly.cli.exits import not_reports_line

LISTED = 20
"""Rejections that are shown one by one; ``--json`` lists all."""


class Rejecting(Protocol):
    """An account with rejections."""

    @property
    def rejections(self) -> Sequence[Any]:
        """Some of the rejections, each with ``where``, ``reason`` and ``cure``."""

    @property
    def rejected(self) -> int:
        """How many there are in all."""

    @property
    def by_kind(self) -> Sequence[tuple[str, int]]:
        """How many of each kind."""

    @property
    def skipped(self) -> Sequence[str]:
        """Files that were not looked into."""

    @property
    def not_reports(self) -> Sequence[tuple[str, int]]:
        """Things in containers that are no reports, by kind."""


def say_rejected(account: Rejecting, skipped: str) -> None:
    """Print on standard error what was rejected; ``skipped`` says what the files are that were not looked into."""
    for one in account.rejections[:LISTED]:
        reason = one.reason.removeprefix(f"{one.where} ")
        sys.stderr.write(f"{one.where}: {reason} {one.cure}".strip() + "\n")
    if account.rejected > LISTED:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in account.by_kind)
        sys.stderr.write(f"... and {account.rejected - LISTED:,} more ({kinds} in all); --json lists them\n")
    if account.skipped:
        sys.stderr.write(f"not looked into: {len(account.skipped):,} {skipped}, such as {account.skipped[0]}\n")
    sys.stderr.write(not_reports_line(account.not_reports))


def span_words(seconds: float) -> str:
    """A time in words: seconds, minutes or hours."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
