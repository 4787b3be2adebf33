"""Which types have a display, and how IPython is told of them."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from reportedly.export.base import Written
from reportedly.ingest.rejection import Rejection
from reportedly.notebook.answers import answer_html, rows_html, struct_html
from reportedly.notebook.evidence import claim_html, event_html
from reportedly.notebook.markup import display
from reportedly.notebook.readings import reading_html
from reportedly.record.account import Account
from reportedly.record.record import Paging, Record
from reportedly.schema import Reading
from reportedly.store.verify import Verification
from reportedly.views.actors import ActorRow
from reportedly.views.answer import Answer
from reportedly.views.claims import ClaimRow
from reportedly.views.events import EventRow
from reportedly.views.evidence import ClaimPage, EventEvidence
from reportedly.views.overview import overview
from reportedly.views.places import PlaceRow
from reportedly.views.reports import ReportRow
from reportedly.views.shown import ActorPage, JudgementPage, PlacePage, ReportPage, SourcePage
from reportedly.views.sources import SourceRow


def _row(value: Any) -> str:
    return rows_html((value,))


def _record(record: Record) -> str:
    """What the record holds, and the first events by how many independent voices tell of them."""
    with record.store.reading() as snapshot:
        held = overview(snapshot.connection)
    return f"<h3>A record</h3>{struct_html(held)}<h4>Told by the most voices</h4>{answer_html(record.events(paging=_FIRST))}"


_FIRST: Paging = {"sort": "origins", "limit": 5}


DISPLAYS: Mapping[type[Any], Callable[[Any], str]] = {
    Reading: reading_html,
    Record: _record,
    Answer: answer_html,
    EventEvidence: event_html,
    ClaimPage: claim_html,
    **dict.fromkeys((EventRow, ClaimRow, ActorRow, PlaceRow, SourceRow, ReportRow), _row),
    **dict.fromkeys((ReportPage, ActorPage, PlacePage, SourcePage, JudgementPage), struct_html),
    **dict.fromkeys((Account, Rejection, Written, Verification), struct_html),
}
"""How each type is shown. What is shown of a record has passed the gate of ``views`` before: the displays open nothing."""


def html_of(value: object) -> str:
    """The display of a value of the package as one piece of HTML: no script, nothing from elsewhere, all words escaped.

    Raises TypeError for a value that has none.
    """
    found = DISPLAYS.get(type(value))
    if found is None and isinstance(value, Struct):
        found = struct_html
    if found is None:
        raise TypeError(f"There is no display of a {type(value).__name__}: give a reading, a record, or an answer or a page of one.")
    return display(found(value))


def register(shell: Any) -> None:
    """Tell a running IPython (its ``InteractiveShell``) how to show each of these types; safe to call again."""
    formatter = shell.display_formatter.formatters["text/html"]
    for kind in DISPLAYS:
        formatter.for_type(kind, html_of)
