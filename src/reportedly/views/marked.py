"""Words and claims side by side: a report's text with the spans that each of its claims rests on, and an event's claims likewise."""

from msgspec import Struct
from sqlalchemy import select

from reportedly.errors import BadOption
from reportedly.schema.dossier import ClaimDossier
from reportedly.store.archive import plain, unpack_reading
from reportedly.store.tables import claim, claim_event, reading, report
from reportedly.views.dossier_claims import ClaimDossiers
from reportedly.views.gate import Ask, view
from reportedly.views.reports import ReportRow, report_rows

MOST_CLAIMS = 500
"""Claims that are marked at once: more colours than words help nobody."""


class MarkedReport(Struct, frozen=True, kw_only=True):
    """A report's row, its text, and its claims with their spans (characters of the text, ``end`` exclusive).

    Where words of the text are withheld ``redacted`` is True: blocks stand in their place, one for one, so that offsets stay true.
    """

    report: ReportRow
    text: str | None
    claims: tuple[ClaimDossier, ...]
    redacted: bool
    notes: tuple[str, ...]


@view
def marked_report(ask: Ask, number: int) -> MarkedReport:
    """The report of this number with its claims' words marked; raises BadOption where there is none."""
    rows = report_rows(ask, [number])
    if not rows:
        raise BadOption("This record has no report of that number.", "`reportedly reports` lists them.")
    body = ask.connection.scalar(select(reading.c.body).where(reading.c.report_id == number).order_by(reading.c.id).limit(1))
    text = None if body is None else plain(unpack_reading(body, number).report.text)
    redacted = text is not None and bool(ask.withheld) and ask.withheld.redact(text) != text
    ids = list(ask.connection.scalars(select(claim.c.id).where(claim.c.report_id == number).order_by(claim.c.id).limit(MOST_CLAIMS + 1)))
    notes = ["Words of this report are withheld."] if redacted else []
    if len(ids) > MOST_CLAIMS:
        notes.append(f"The first {MOST_CLAIMS} claims are marked.")
    claims = tuple(ClaimDossiers(ask).of(ids[:MOST_CLAIMS]))
    return MarkedReport(report=rows[0], text=text, claims=claims, redacted=redacted, notes=tuple(notes))


@view
def marked_event(ask: Ask, number: int, *, as_of: str | None = None) -> tuple[ClaimDossier, ...]:
    """The claims of the event of this number with their spans, those of reports published by ``as_of`` (an ISO day) where it is given."""
    query = select(claim.c.id).join(claim_event, claim_event.c.claim_id == claim.c.id).where(claim_event.c.event_id == number)
    if as_of is not None:
        query = query.join(report, report.c.id == claim.c.report_id).where(report.c.published <= as_of)
    return tuple(ClaimDossiers(ask, as_of).of(list(ask.connection.scalars(query.order_by(claim.c.id).limit(MOST_CLAIMS)))))
