"""Dossiers: what leaves a record in an export, one event, claim, report or actor with all that is behind it.

Views make them (gated: what is withheld is not in them), exports write them in the formats of the field.
"""

from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from reportedly.schema.actor import Actor
from reportedly.schema.attribution import Attribution
from reportedly.schema.claim import Factuality, Part, Role, Stance
from reportedly.schema.event import Grade
from reportedly.schema.judgement import Judgement
from reportedly.schema.place import PlaceRef
from reportedly.schema.reading import MadeBy, Reading
from reportedly.schema.span import Span
from reportedly.schema.standing import RecordStanding
from reportedly.schema.time import DateInterval


class ToldBy(Struct, frozen=True, kw_only=True):
    """One voice of a claim's chain: its name as shown, its key among the record's sources, and its actor where known.

    ``attribution`` has the words of the report (source, cue and content, with offsets); None where the voice is the report's outlet or
    an agency that it credits. Its content may be the sentence of several claims.
    """

    name: str
    key: str
    actor: str | None = None
    attribution: Attribution | None = None


class Filler(Struct, frozen=True, kw_only=True):
    """Who or what fills a role of a claim: the words with their offsets, the name shown, and the actor across reports where known.

    ``span`` is None where an analyst named it. ``kind`` is the mention's kind (None: unknown), ``named`` whether a name is known.
    """

    role: Role
    name: str
    actor: str | None = None
    kind: str | None = None
    part: Part | None = None
    named: bool = False
    span: Span | None = None


class FilledToll(Struct, frozen=True, kw_only=True):
    """A toll that a claim tells: ``what`` (killed, injured, ...), bounds (None: the words set none), and the words.

    ``span`` is None where an analyst gave the figure.
    """

    what: str
    low: int | None
    best: int | None
    high: int | None
    span: Span | None = None


class ClaimDossier(Struct, frozen=True, kw_only=True):
    """One claim with its words and its place in the record. ``id`` is ``c3``, ``event`` ``v3`` (None: a relation), ``report`` ``r5``.

    Spans are characters of the report's text, ``end`` exclusive. ``voices`` are the chain, innermost first; empty where the report speaks
    itself. ``origin`` is the key of the independent origin that it counts for. ``verdict`` is an analyst's (right, wrong), ``corrected``
    names the fields to which an analyst gave other values: those values are in the fields here, the words (``when_span``, ``where_span``)
    stay as the report has them. ``text_hash``, ``publisher``, ``published`` and ``url`` are its report's, ``grade`` is its event's.
    ``redacted`` says that words in it are withheld: then a span's text is no longer what its offsets hold.
    """

    id: str
    event: str | None
    report: str
    local_id: str
    kind: str
    type: str
    mode: str | None
    trigger: Span | None
    sentence: Span
    fillers: tuple[Filler, ...]
    when: DateInterval | None
    when_span: Span | None
    where: PlaceRef | None
    where_span: Span | None
    tolls: tuple[FilledToll, ...]
    voices: tuple[ToldBy, ...]
    stance: Stance
    factuality: Factuality
    score: float
    text_hash: str
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    origin: str | None = None
    grade: Grade | None = None
    verdict: str | None = None
    corrected: tuple[str, ...] = ()
    redacted: bool = False


class ReportDossier(Struct, frozen=True, kw_only=True):
    """One report of the record, with where its bytes came from. ``text`` is None where the caller did not ask for it, or may not have it.

    ``text_hash`` is ``Report.id``; ``archived`` is the hash of the bytes as captured from ``captured_from`` at ``captured_at``
    (ISO time) by ``method``. ``reprint_of`` is the report that it repeats, ``reprint`` how (exact, near, excerpt).
    """

    id: str
    text_hash: str
    title: str | None
    byline: str | None
    publisher: str | None
    published: str | None
    language: str | None
    url: str | None
    given_id: str | None
    words: int
    archived: str | None
    captured_from: str | None
    captured_at: str | None
    method: str | None
    made_by: MadeBy
    reprint: str | None = None
    reprint_of: str | None = None
    text: str | None = None
    redacted: bool = False


class PartyDossier(Struct, frozen=True, kw_only=True):
    """An actor's part in an event across its claims: ``role``, its id and the name it bore then, and what is known of it."""

    role: str
    actor: str
    name: str
    kind: str | None = None
    country: str | None = None
    sector: str | None = None


class EventDossier(Struct, frozen=True, kw_only=True):
    """One event: the values that its standing puts first, the standing in full, and all its claims with the reports they stand in.

    ``start`` and ``end`` are inclusive ISO dates; ``where_prec`` is UCDP's (1 exact to 7), ``lat`` and ``lon`` WGS 84 degrees.
    ``parties`` are actors known across reports, of each role the one with the most origins behind it first; ``described`` the fillers
    of roles in which no actor is known, as (role, words). ``as_of`` is the day on which it was known so; None: now.
    """

    id: str
    title: str
    type: str
    mode: str | None
    start: str | None
    end: str | None
    precision: str | None
    place: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None
    where_prec: int | None
    modality: str
    grade: Grade
    standing: RecordStanding
    parties: tuple[PartyDossier, ...]
    described: tuple[tuple[str, str], ...]
    claims: tuple[ClaimDossier, ...]
    reports: tuple[ReportDossier, ...]
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    first_published: str | None
    last_published: str | None
    verdict: str | None
    as_of: str | None = None


class ActorDossier(Struct, frozen=True, kw_only=True):
    """An actor met in the record: what is known of it, and in how many events, claims (as a part of them) and reports."""

    actor: Actor
    events: int
    claims: int
    reports: int
    says: int


class RecordDossier(Struct, frozen=True, kw_only=True):
    """What an export says of itself: which state of the record it shows, what was asked for, and what made it.

    ``log`` is the number of the record's last log entry: the same number of the same record is the same state. ``notes`` say what was
    left out and why (withheld, undated); ``made_at`` is an ISO time that the caller gives. ``filters`` are as the command line has them.
    ``record`` tells records apart: hex digits of the hash of its first report's key, the same however the record grows; empty where it
    has no report. Formats that know no records (FollowTheMoney, STIX) make their ids of it and of ids such as ``v3``.
    """

    reportedly: str
    log: int
    made_at: str | None
    filters: tuple[tuple[str, str], ...]
    as_of: str | None
    events: int
    claims: int
    reports: int
    notes: tuple[str, ...] = ()
    record: str = ""


class Dossiers(Protocol):
    """What an export is written from: each method streams, in the order of ids, and may be called more than once.

    Two of them may be open at once. All that they give has passed the gate.
    """

    about: RecordDossier

    def events(self) -> Iterator[EventDossier]:
        """The events asked for, each with all its claims and their reports (without their text)."""
        ...

    def claims(self) -> Iterator[ClaimDossier]:
        """The claims of these events, and the relation claims of the same reports."""
        ...

    def reports(self, *, text: bool = False) -> Iterator[ReportDossier]:
        """The reports of these claims, each once; ``text`` asks for their words."""
        ...

    def actors(self) -> Iterator[ActorDossier]:
        """The actors with a part in these claims, each once."""
        ...

    def original(self, report: str) -> bytes | None:
        """The bytes of a report (``r5``) as they came; None where they may not leave the record."""
        ...

    def reading(self, report: str) -> Reading | None:
        """The reading of a report (``r5``) as it is stored; None where a word of it may not leave the record."""
        ...

    def judgements(self) -> Iterator[Judgement]:
        """What people judged of these claims and holds, each once: right, wrong, correct, same-event and not-same-event."""
        ...
