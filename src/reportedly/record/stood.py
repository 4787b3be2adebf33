"""The standing of one event, as a function of its claims alone: the same here and on any other machine."""

from msgspec import Struct

from reportedly.corroborate.history import history_from
from reportedly.corroborate.origins import origins_of
from reportedly.corroborate.record_standing import Outlook, standing_of
from reportedly.record.actors import broader
from reportedly.schema.standing import Period, RecordStanding
from reportedly.schema.support import Support


class Stand(Struct, frozen=True, kw_only=True):
    """What is asked of an event: its judged supports, and (``held``) the day before which its standing stays as this one."""

    supports: tuple[Support, ...]
    held: tuple[str, RecordStanding] | None = None


class Stood(Struct, frozen=True, kw_only=True):
    """Its periods from that day on, how it stands at present, and by claim the origin that it counts for."""

    periods: tuple[Period, ...]
    now: RecordStanding
    origins: dict[str, str]


def stood(asked: Stand) -> Stood:
    """The standings of an event and the origins of its claims."""
    outlook = Outlook(broader=broader())
    periods = history_from(asked.supports, asked.held, origins_of, outlook)
    held = asked.held[1] if asked.held is not None else None
    now = periods[-1].standing if periods else held or standing_of(asked.supports, origins_of, outlook)
    origins: dict[str, str] = {}
    for origin in origins_of([one.telling for one in asked.supports]):
        for claim in origin.tellings:  # of a source of two voices the first
            origins.setdefault(claim, origin.key)
    return Stood(periods=tuple(periods), now=now, origins=origins)
