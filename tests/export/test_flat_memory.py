"""Formats stream: what they hold does not grow with the number of reports, claims and events."""

import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from tests.conftest import build_reading
from tests.export.made_dossiers import made_dossiers

from reportedly.export.annotations import ANNOTATIONS
from reportedly.export.base import Format
from reportedly.export.ftm import FTM
from reportedly.export.graphs import GEXF, GRAPHML
from reportedly.export.pack import EVIDENCE_PACK
from reportedly.export.prov import PROV
from reportedly.export.readings import READINGS
from reportedly.export.stix import STIX
from reportedly.schema import Reading
from reportedly.schema.dossier import ActorDossier, ClaimDossier, EventDossier, Filler, RecordDossier, ReportDossier
from reportedly.schema.judgement import Judgement

FEW, MANY = 30, 120
TEXT = "Nothing happened. " * 12_000  # 216,000 characters behind each report's own
ALLOWED = 150_000
"""Bytes that four times the reports may take more; what is written of these 90 is at least 600,000, with their texts 19 million."""


class Streamed:
    """Dossiers that exist only while they are looked at: one event, one claim and one long text a report."""

    def __init__(self, number: int) -> None:
        self._made, self._number = made_dossiers(), number
        self.about: RecordDossier = replace(self._made.about, events=number, claims=number, reports=number)

    def events(self) -> Iterator[EventDossier]:
        for claim, report in zip(self.claims(), self.reports(), strict=True):
            yield replace(self._made.all_events[0], id=claim.event or "", claims=(claim,), reports=(report,))

    def claims(self) -> Iterator[ClaimDossier]:
        for one in range(1, self._number + 1):
            yield replace(self._made.all_claims[0], id=f"c{one}", event=f"v{one}", report=f"r{one}")

    def reports(self, *, text: bool = False) -> Iterator[ReportDossier]:
        for one in range(1, self._number + 1):
            report = self._made.all_reports[0]
            yield replace(report, id=f"r{one}", text=f"{report.text}{TEXT}{one}" if text else None)

    def actors(self) -> Iterator[ActorDossier]:
        return self._made.actors()

    def judgements(self) -> Iterator[Judgement]:
        return self._made.judgements()

    def original(self, report: str) -> bytes | None:
        return f"{report} {TEXT}".encode()

    def reading(self, report: str) -> Reading | None:
        return build_reading()


class Nowhere:
    """Takes everything and keeps nothing."""

    size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        pass


class OneTie(Streamed):
    """Each claim tells that a1 acts on a3."""

    def claims(self) -> Iterator[ClaimDossier]:
        ends = (Filler(role="actor", name="one", actor="a1"), Filler(role="recipient", name="two", actor="a3"))
        return (replace(one, fillers=ends) for one in super().claims())


def peak(form: Format, number: int, least: int = 1000, made: type[Streamed] = Streamed) -> int:
    """The most bytes that were held at once while a format was written, ``least`` at least for each report."""
    out: Any = Nowhere()
    tracemalloc.start()
    try:
        form.write(made(number), out)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        assert out.size > number * least


@pytest.mark.parametrize("form", [FTM, STIX, PROV, ANNOTATIONS, READINGS, EVIDENCE_PACK], ids=lambda form: form.name)
def test_four_times_the_reports_take_no_more_memory(form: Format) -> None:
    peak(form, 2)  # what is loaded once
    assert peak(form, MANY) - peak(form, FEW) < ALLOWED


@pytest.mark.parametrize("form", [GRAPHML, GEXF], ids=lambda form: form.name)
def test_a_tie_of_many_claims_takes_no_more_memory_than_one_of_few(form: Format) -> None:
    """What SQLite holds Python does not see: ``benchmarks.export_speed`` measures the whole process."""
    peak(form, 2, 0, OneTie)
    assert peak(form, 2_000, 10, OneTie) - peak(form, 200, 10, OneTie) < ALLOWED / 10
