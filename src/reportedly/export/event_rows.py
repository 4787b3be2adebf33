"""Events as flat rows: the values that stand first, how well supported they are, and the quotation to begin reading with."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from reportedly.export.csv_rows import place_of
from reportedly.schema.dossier import ClaimDossier, EventDossier, PartyDossier
from reportedly.schema.standing import TollStanding

ROLES = ("actor", "recipient", "instrument")


class Column(Struct, frozen=True):
    """One column: its name, its kind (text, texts, int, float, date), what it holds, and how it is got from an event."""

    name: str
    kind: str
    about: str
    value: Callable[[EventDossier], Any]


def event_row(event: EventDossier) -> Mapping[str, Any]:
    """The row of an event, a value for each of COLUMNS."""
    return {column.name: column.value(event) for column in COLUMNS}


def key_claim(event: EventDossier) -> ClaimDossier | None:
    """The claim whose sentence is the event's title; else the first that no analyst found wrong; None where it has no claim."""
    begins = event.title.removesuffix(" …")
    told = [one for one in event.claims if one.verdict != "wrong"] or list(event.claims)
    return next((one for one in told if " ".join(one.sentence.text.split()).startswith(begins)), told[0] if told else None)


def quoted_at(claim: ClaimDossier | None) -> str | None:
    """Where a claim's sentence stands, with the claim and the report: ``c3@r1:169..292``."""
    return None if claim is None else f"{claim.id}@{claim.report}:{place_of(claim.sentence)}"


def claims_of_party(event: EventDossier, party: PartyDossier) -> list[ClaimDossier]:
    """The claims that name the actor in that role; all of the event's where an analyst put it there."""
    named = [one for one in event.claims if any(of.role == party.role and of.actor == party.actor for of in one.fillers)]
    return named or list(event.claims)


def toll_of(event: EventDossier, what: str) -> TollStanding | None:
    """What the claims add up to on one toll."""
    return next((one for one in event.standing.tolls if one.what == what), None)


def names_in(event: EventDossier, role: str) -> list[str]:
    """Who or what fills a role: the actors, the one with the most behind it first; the words of the reports where none is known."""
    known = [one.name for one in event.parties if one.role == role]
    return known or [name for filled, name in event.described if filled == role]


def publishers(event: EventDossier) -> list[str]:
    """Who published the event's reports, each once."""
    return list(dict.fromkeys(report.publisher for report in event.reports if report.publisher))


def _of_role(role: str) -> list[Column]:
    return [
        Column(role, "texts", f"who or what is {role}, the one with the most behind it first", lambda one: names_in(one, role)),
        Column(f"{role}_id", "texts", "their ids as actors of the record", lambda one: [
            party.actor for party in one.parties if party.role == role]),
    ]  # fmt: skip


def _key(name: str) -> Callable[[EventDossier], Any]:
    def value(event: EventDossier) -> Any:
        claim = key_claim(event)
        of: Any = claim.sentence if claim is not None and name in ("text", "start", "end") else claim
        return getattr(of, name, None)

    return value


COLUMNS: tuple[Column, ...] = (
    Column("event", "text", "id of the event", lambda one: one.id),
    Column("type", "text", "the codebook's type", lambda one: one.type or None),
    Column("mode", "text", "the type's mode", lambda one: one.mode),
    Column("start", "date", "first day on which it can have happened", lambda one: one.start),
    Column("end", "date", "last day on which it can have happened", lambda one: one.end),
    Column("date_grain", "text", "how exact the words are", lambda one: one.precision),
    Column("place", "text", "where it happened", lambda one: one.place),
    Column("geonames", "int", "the place's GeoNames id", lambda one: one.geonames),
    Column("latitude", "float", "WGS 84 degrees; a point that stands for the place", lambda one: one.lat),
    Column("longitude", "float", "WGS 84 degrees", lambda one: one.lon),
    Column("country", "text", "ISO 3166-1 alpha-2", lambda one: one.country),
    Column("where_prec", "int", "UCDP's precision, 1 (exact) to 7", lambda one: one.where_prec),
    *(column for role in ROLES for column in _of_role(role)),
    Column("killed_low", "int", "at least so many killed", lambda one: one.killed_low),
    Column("killed_best", "int", "the representative figure", lambda one: one.killed_best),
    Column("killed_high", "int", "at most so many; empty: no upper bound", lambda one: one.killed_high),
    Column("injured_low", "int", "at least so many injured", lambda one: getattr(toll_of(one, "injured"), "low", None)),
    Column("injured_best", "int", "the representative figure", lambda one: getattr(toll_of(one, "injured"), "best", None)),
    Column("injured_high", "int", "at most so many; empty: no upper bound", lambda one: getattr(toll_of(one, "injured"), "high", None)),
    Column("grade", "text", "denied, contested, single-source, corroborated or confirmed", lambda one: one.grade),
    Column("modality", "text", "actual, planned or hypothetical: the most that anybody says", lambda one: one.modality),
    Column("origins_for", "int", "independent voices that report it", lambda one: one.standing.origins_for),
    Column("origins_against", "int", "independent voices that deny it", lambda one: one.standing.origins_against),
    Column("disputed", "texts", "fields on which they disagree", lambda one: one.standing.disputed),
    Column("disagreement", "float", "mean share that disagrees, 0 to 1", lambda one: one.standing.disagreement),
    Column("credibility", "int", "Admiralty code, 1 to 6 (unknown)", lambda one: one.standing.credibility),
    Column("reasons", "texts", "why the grade is what it is", lambda one: one.standing.reasons),
    Column("quotation", "text", "the sentence that says most", _key("text")),
    Column("quotation_claim", "text", "the claim that it stands in", _key("id")),
    Column("quotation_report", "text", "its report", _key("report")),
    Column("quotation_start", "int", "its first character in the report's text", _key("start")),
    Column("quotation_end", "int", "the character after its last", _key("end")),
    Column("quotation_url", "text", "where the report was published", _key("url")),
    Column("claims", "int", "how many claims tell of it", lambda one: len(one.claims)),
    Column("claims_at", "texts", "each claim, its report and where its sentence stands", lambda one: [
        quoted_at(claim) for claim in one.claims]),
    Column("reports", "int", "in how many reports", lambda one: len(one.reports)),
    Column("publishers", "texts", "who published them", lambda one: publishers(one)),
    Column("first_published", "date", "the day of the first report", lambda one: one.first_published),
    Column("last_published", "date", "the day of the last report", lambda one: one.last_published),
    Column("verdict", "text", "an analyst's: right or wrong", lambda one: one.verdict),
    Column("as_of", "date", "the day on which it was known so; empty: now", lambda one: one.as_of),
)  # fmt: skip
"""Every column, in order."""
