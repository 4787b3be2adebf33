"""Voices and credits: who is heard behind a claim, and whose work a report says that it prints."""

from typing import Literal

from msgspec import Struct

from reportedly.schema.mention import MentionKind
from reportedly.schema.span import Span

CreditKind = Literal["agency", "outlet"]

CreditPlace = Literal["byline", "dateline", "sign-off", "publisher", "words"]


class Voice(Struct, frozen=True, kw_only=True):
    """One voice of the chain behind a claim.

    ``name`` is as the report shows it ("Hussam Eesa", "local sources"). ``named`` says whether it is a name; a voice that
    is only described may be anybody. ``key`` is the same for the same name however it is written (case, accents, titles,
    articles); an agency has the key that its ``Credit`` has. ``aliases`` are the keys of the other names of its entity.
    ``entity`` is the entity of the reading and ``actor`` the identity across reports, each None while unknown.
    ``speaks_for`` is the organisation whose voice this person is, as the words say or a relation claim does. ``beside`` are
    further voices that say the same in one breath ("residents and a monitoring group said"). ``said`` are keys of what the report
    quotes word for word of this voice: two reports whose voices share one print the same statement.
    """

    name: str
    named: bool
    key: str
    kind: MentionKind | None = None
    entity: str | None = None
    actor: str | None = None
    aliases: tuple[str, ...] = ()
    speaks_for: "Voice | None" = None
    beside: tuple["Voice", ...] = ()
    said: tuple[int, ...] = ()


class Credit(Struct, frozen=True, kw_only=True):
    """An agency or outlet whose work a report says that it prints.

    ``span`` are the words in ``report.text`` that say so; None where they stand in the report's byline or publisher.
    ``place`` is where the credit stands. One in a byline, dateline, sign-off or publisher's name holds for the whole
    report (``whole``); one in the words of the text ("AFP reported") for its sentence, from ``start`` to ``end``
    (exclusive).
    """

    name: str
    key: str
    kind: CreditKind
    place: CreditPlace
    span: Span | None = None
    whole: bool = True
    start: int | None = None
    end: int | None = None
