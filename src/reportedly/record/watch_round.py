"""What a watch says of its rounds: nothing that was asked or found is left out."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from reportedly.record.account import Account

FeedOutcome = Literal["news", "unchanged", "failed", "gone"]


class FeedAsked(Struct, frozen=True, kw_only=True, tag_field="event", tag="feed"):
    """One feed or page that was asked: ``new`` entries that it has since; ``moved`` is where it is now for good."""

    url: str
    outcome: FeedOutcome
    new: int = 0
    reason: str | None = None
    cure: str | None = None
    moved: str | None = None


class EntryTaken(Struct, frozen=True, kw_only=True, tag_field="event", tag="entry"):
    """One entry: its page was ``fetched``, its words stood in the ``feed``, it ``failed`` for good, or ``waits`` for another try."""

    url: str
    feed: str
    outcome: Literal["fetched", "feed", "failed", "waits"]
    reason: str | None = None


class Trouble(Struct, frozen=True, kw_only=True):
    """A feed that fails, or is gone: since how many rounds, why, and when it is asked again (an ISO instant in UTC)."""

    url: str
    failures: int
    gone: bool
    reason: str
    asked_again: str


class Round(Struct, frozen=True, kw_only=True, tag_field="event", tag="round"):
    """The account of one round.

    ``asked = news + unchanged + failed + gone``, and ``listed = asked + not_due``. Of the entries, ``new`` were not seen before,
    ``left_out`` by a rule, ``known`` by their page's address already, ``waiting`` for another try or another round. ``account`` is that of
    the reports, None where there was nothing to read; ``put_off`` is why the round could not be held. ``troubles`` names every feed that
    fails now.
    """

    at: str
    listed: int
    asked: tuple[FeedAsked, ...] = ()
    not_due: int = 0
    new: int = 0
    left_out: int = 0
    known: int = 0
    waiting: int = 0
    account: Account | None = None
    put_off: str | None = None
    forgotten: bool = False
    troubles: tuple[Trouble, ...] = ()

    @property
    def words(self) -> str:
        """``asked 3 = 1 with news + 1 unchanged + 1 failed; 4 new entries; read 4 = ...``."""
        if self.put_off is not None:
            return f"round put off: {self.put_off}"
        counts = {outcome: sum(one.outcome == outcome for one in self.asked) for outcome in ("news", "unchanged", "failed", "gone")}
        parts = [
            f"asked {len(self.asked):,} = {counts['news']:,} with news + {counts['unchanged']:,} unchanged"
            f" + {counts['failed']:,} failed + {counts['gone']:,} gone",
            f"{self.new:,} new {'entry' if self.new == 1 else 'entries'}",
        ]
        more = ((self.left_out, "left out by your rules"), (self.known, "known already"), (self.waiting, "waiting"))
        parts += [f"{count:,} {what}" for count, what in more if count]
        parts.append(self.account.words if self.account is not None else "nothing to read")
        return "; ".join(parts)

    @property
    def remarks(self) -> Sequence[str]:
        """One line for each thing that somebody should know or do."""
        lines = [f"{one.url} has moved to {one.moved} for good; put that into the list." for one in self.asked if one.moved]
        for one in self.troubles:
            end = "Take it out of the list." if one.gone else f"It is asked again after {one.asked_again}."
            since = f" ({one.failures:,} times in a row)" if one.failures > 1 else ""
            lines.append(f"{one.reason.rstrip('.')}{since}. {end}")
        if self.forgotten:
            lines.append("The record is another one than last time, so every feed was asked anew.")
        return lines
