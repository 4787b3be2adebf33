"""Reports to fill a record with: the invented one of tests/conftest.py, numbered."""

from msgspec.structs import replace
from tests.conftest import build_reading

from reportedly.schema import Reading, report_id
from reportedly.schema.judgement import Judgement
from reportedly.store.base import Added, Capture, Duplicate
from reportedly.store.writer import Writer

READING = build_reading()
WHEN = "2031-04-09T10:00:00Z"


def numbered(number: int) -> Reading:
    """The reading, of a report with another title."""
    return replace(READING, report=replace(READING.report, title=f"Depot shelled near Murzuq ({number})"))


def with_text(text: str) -> Reading:
    """A reading without claims of a report with that text."""
    report = replace(READING.report, id=report_id(text), text=text)
    return replace(READING, report=report, mentions=(), entities=(), attributions=(), claims=(), events=())


def add(writer: Writer, reading: Reading, source: str = "reports.jsonl:1", when: str = WHEN) -> Added | Duplicate:
    """Archive the report's text as its bytes and add it."""
    text = f"{reading.report.title}\n\n{reading.report.text}".encode("utf-8", "surrogatepass")
    capture = Capture(run_id=1, hash=writer.archive(text), source=source, method="line", captured_at=when)
    return writer.add_report(reading.report, reading, capture)


def judgement(kind: str = "right", subject: str = "c1", **more: str | None) -> Judgement:
    """A decision by somebody invented."""
    return Judgement(
        id=0, kind=kind, subject=subject, reason="as the photographs show", who="ada", made_at=WHEN, **more
    )  # type: ignore[arg-type]


def event_row(number: int, lat: float | None = None, lon: float | None = None, **more: object) -> dict[str, object]:
    """A row of ``event`` with what it must have."""
    return {
        "id": number, "type": "ASSAULT", "title": "shelled", "lat": lat, "lon": lon, "modality": "actual",
        "grade": "single-source", "origins_for": 1, "origins_against": 0, "disputed": "", "claims": 1, "reports": 1, **more,
    }  # fmt: skip
