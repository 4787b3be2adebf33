"""Judgements: what people decide about a record, appended and never overwritten."""

from typing import Literal

from msgspec import Struct

JudgementKind = Literal[
    "same-event", "not-same-event", "same-actor", "not-same-actor", "right", "wrong", "correct", "reliability",
    "withhold", "undo",
]  # fmt: skip


class Judgement(Struct, frozen=True, kw_only=True):
    """One decision, with who made it, when and why.

    ``subject`` and ``object`` are stable names: ``c12`` a claim, ``isil`` or ``a7`` an actor, a source's key, ``j3`` the
    judgement that an ``undo`` takes back. Events are named by claims, since events are derived: ``same-event`` and ``not-same-event``
    join and part the claims ``subject`` and ``object``. ``right`` and ``wrong`` judge a claim; ``correct`` gives its ``field`` the
    ``value``; ``reliability`` gives a source an Admiralty letter (A to F); ``withhold`` has the kind of rule (person, source, phrase)
    in ``field`` and its words in ``subject``.
    """

    id: int
    kind: JudgementKind
    subject: str
    object: str | None = None
    field: str | None = None
    value: str | None = None
    reason: str
    who: str
    made_at: str
