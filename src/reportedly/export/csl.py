"""The list of reports as citations: CSL-JSON, which Zotero, Mendeley, pandoc and citation processors read."""

import re
from collections.abc import Sequence
from typing import Any, BinaryIO

from reportedly.export.base import Format, Ledger, Written
from reportedly.export.event_rows import quoted_at
from reportedly.export.json_bytes import given, json_bytes
from reportedly.export.report_claims import reports_with_claims
from reportedly.schema.dossier import ClaimDossier, Dossiers, ReportDossier

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def write_csl(dossiers: Dossiers, out: BinaryIO) -> Written:
    """One item a report, in the order of their ids, as one JSON array."""
    ledger = Ledger()
    ledger.wrote("reports", 0)
    between = b"[\n"
    for report, claims in reports_with_claims(dossiers):
        out.write(between + json_bytes(item(report, claims)))
        between = b",\n"
        ledger.wrote("reports")
        if report.published is None:
            ledger.wrote("without a date")
    out.write(b"\n]\n" if between == b",\n" else b"[]\n")
    return ledger.written()


def item(report: ReportDossier, claims: Sequence[ClaimDossier] = ()) -> dict[str, Any]:
    """One report as an item: a newspaper article, or a web page where nobody is named as its publisher but it has an address.

    ``custom`` is where CSL keeps what has no field of its own: the claims that rest on the report, and where their quotations stand.

    The by-line is one author, taken as it is: which part of it is a family name is not known.
    """
    kind = "article-newspaper" if report.publisher else "webpage" if report.url else "document"
    note = given(report=report.id, text=report.text_hash, archived=report.archived, reprint_of=report.reprint_of)
    return given(
        id=report.id, type=kind, title=report.title, author=[{"literal": report.byline}] if report.byline else None,
        issued=_date(report.published), accessed=_date(report.captured_at), URL=report.url, language=report.language,
        note="; ".join(f"{name}: {value}" for name, value in note.items()),
        custom=given(report=report.id, claims=[quoted_at(one) for one in claims]),
        **{"container-title": report.publisher},
    )  # fmt: skip


def _date(stated: str | None) -> dict[str, Any] | None:
    found = _DAY.match(stated) if stated else None
    return {"date-parts": [[int(part) for part in found.groups() if part is not None]]} if found else None


CSL = Format(
    name="csl-json", suffix=".json", media_type="application/vnd.citationstyles.csl+json", write=write_csl,
    about="the reports as citations for Zotero, pandoc and word processors",
)  # fmt: skip
