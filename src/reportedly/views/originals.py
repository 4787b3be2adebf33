"""The bytes from which a report first came, where they may leave the record."""

from msgspec import Struct

from reportedly.errors import BadOption
from reportedly.views.dossier_reports import original_of
from reportedly.views.gate import Ask, view
from reportedly.views.reports import report_rows


class Original(Struct, frozen=True, kw_only=True):
    """A report's bytes as they were captured, and their hash (``sha256:…``)."""

    report: str
    data: bytes
    hash: str | None


@view
def original(ask: Ask, number: int) -> Original:
    """The original of the report of this number; raises BadOption where there is no such report, or its bytes stay in the record."""
    rows = report_rows(ask, [number])
    if not rows:
        raise BadOption("This record has no report of that number.", "`reportedly reports` lists them.")
    data = original_of(ask, number)
    if data is None:
        raise BadOption(f"The original of r{number} stays in the record: it may hold what is withheld.", "Read its text instead.")
    return Original(report=f"r{number}", data=data, hash=rows[0].archived)
