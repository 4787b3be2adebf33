"""Standing across reports: what an event's claims add up to, per event and per field, as they stood on a day."""

from typing import Literal

from msgspec import Struct

from reportedly.schema.event import Grade

Field = Literal["type", "mode", "when", "where", "actor", "recipient", "instrument", "origin", "destination"]

Letter = Literal["A", "B", "C", "D", "E", "F"]

Credibility = Literal[1, 2, 3, 4, 5, 6]

Occurrence = Literal["actual", "planned", "hypothetical"]


class FieldValue(Struct, frozen=True, kw_only=True):
    """One value of a field, and who gives it.

    ``value`` is what is compared: a code, an actor's id or its name in lower case, a gazetteer id (``geonames:170654``), dates
    (``2016-12-06/2016-12-07``, ``..`` for an open side); ``label`` is what a reader sees. ``votes`` is the share of independent
    origins behind it: an origin that tells two values gives half a vote to each. ``origins`` are keys, ``claims`` the claims' keys,
    ``voices`` names; all in order of publication. ``coarser`` are the values that this one spells out (a province of this town, a
    month of this day): they speak for it too, and their votes are not in ``votes``.
    """

    value: str
    label: str
    votes: float
    origins: tuple[str, ...]
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    coarser: tuple[str, ...] = ()


class FieldStanding(Struct, frozen=True, kw_only=True):
    """What the claims say of one field, the value with the most behind it first.

    ``disagreement`` is the share of the origins that give a value of this field and don't give, or leave room for, the one with the
    most behind it: 0 where all agree, None where fewer than two origins give one (1 - the share of the modal value; van Baalen
    and Höglund 2026, ``event_level_disagreement``). A claim without a value has no vote.
    ``origins`` counts the origins that give a value.
    """

    field: Field
    values: tuple[FieldValue, ...]
    origins: int
    disagreement: float | None


class TollValue(Struct, frozen=True, kw_only=True):
    """One figure for a toll, as told, and who gives it; None where the words set no bound."""

    low: int | None
    best: int | None
    high: int | None
    votes: float
    origins: tuple[str, ...]
    claims: tuple[str, ...]
    voices: tuple[str, ...]


class TollStanding(Struct, frozen=True, kw_only=True):
    """How many suffered ``what``, from the lowest to the highest that anybody says.

    ``low`` is the lowest lower bound, ``high`` the highest upper one; ``high`` is None where the highest figure has no upper bound
    ("at least 40") or nobody gives one. ``best`` is the representative figure, None where nobody gives a figure.
    ``conservative``, ``informative`` and ``representative`` are the three aggregates of van Baalen and Höglund (2026):
    the lowest, the highest and the most often told of the origins' best figures (of several told as often, the lowest).
    ``disagreement`` is the share of the origins whose figures don't allow the number that most allow.
    """

    what: str
    low: int | None
    best: int | None
    high: int | None
    conservative: int | None
    informative: int | None
    representative: int | None
    origins: int
    disagreement: float | None
    values: tuple[TollValue, ...]


class Reliability(Struct, frozen=True, kw_only=True):
    """How reliable the sources for the event are, as far as an analyst has said (Admiralty code, NATO AJP-2.1).

    ``letters`` are the letters set, by origin's key. ``mean`` (100 for A, 75, 50, 25, 0 for E, as MISP's admiralty-scale has
    it) and ``best`` leave out F, which means unknown, and origins without a letter; ``unknown`` counts both.
    """

    letters: tuple[tuple[str, Letter], ...] = ()
    best: Letter | None = None
    mean: float | None = None
    known: int = 0
    unknown: int = 0


class RecordStanding(Struct, frozen=True, kw_only=True):
    """What all claims about one event add up to.

    ``origins_for`` and ``origins_against`` count independent voices, not links. ``reasons`` say in words why the grade is what it is.
    ``occurrence`` is ``actual`` where somebody says that it happened, or denies it; else nobody does, and the grade is only of the plan or
    supposition: it is never better than single-source then. ``disputed`` names the fields, and the tolls (``toll:killed``), on which
    origins disagree. ``disagreement`` is the mean over the fields and tolls that two or more origins give; None where there is none.
    ``credibility`` is the Admiralty number: set by an analyst, or derived from the grade (6 means unknown).
    ``known_from`` is the day of the first report (ISO), None where no report is dated; ``claims`` counts those that were used,
    ``set_aside`` those that an analyst found wrong; ``undated`` those whose report has no date, which count for the present only.
    """

    grade: Grade
    origins_for: int
    origins_against: int
    reasons: tuple[str, ...]
    occurrence: Occurrence
    fields: tuple[FieldStanding, ...]
    tolls: tuple[TollStanding, ...]
    disputed: tuple[str, ...]
    disagreement: float | None
    reliability: Reliability
    credibility: Credibility
    known_from: str | None
    claims: int
    set_aside: int = 0
    undated: int = 0


class Period(Struct, frozen=True, kw_only=True):
    """The standing from one day to another, both inclusive.

    ``since`` is None for the present alone: a standing that rests on reports without a date, of which nobody knows when they were
    there to be read. ``until`` is None where the standing still holds.
    """

    since: str | None
    until: str | None
    standing: RecordStanding
