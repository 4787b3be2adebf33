"""Reports with their claims, read side by side so that neither list is ever whole in memory."""

from collections.abc import Iterator

from reportedly.schema.dossier import ClaimDossier, Dossiers, ReportDossier


def reports_with_claims(dossiers: Dossiers, *, text: bool = False) -> Iterator[tuple[ReportDossier, list[ClaimDossier]]]:
    """Each report with those of its claims that were asked for.

    A record numbers the claims of one report in a row, and reports in the order of their claims, so one pass over both will do.
    """
    claims = dossiers.claims()
    waiting = next(claims, None)
    for report in dossiers.reports(text=text):
        its: list[ClaimDossier] = []
        while waiting is not None and waiting.report == report.id:
            its.append(waiting)
            waiting = next(claims, None)
        yield report, its
    if waiting is not None:
        raise LookupError(f"{waiting.id} stands in {waiting.report}, which is not among the reports, or not in their order")
