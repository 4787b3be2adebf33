"""Human-coded tables as steps of adding: each row a reading beside those that the program makes."""

from collections.abc import Iterator
from pathlib import Path

from reportedly.corroborate.standing import stand
from reportedly.ingest.coded import readings_from_rows
from reportedly.ingest.coded_mapping import load_mapping
from reportedly.ingest.rejection import Rejection
from reportedly.record.steps import CodedRows, Outcome


def coded_rows(mapping: str | Path) -> CodedRows:
    """What reads tables by a mapping, the name of a packaged one or a YAML file; raises BadOption or CodebookError where it is none."""
    loaded = load_mapping(mapping)

    def rows(path: str) -> Iterator[tuple[str, bytes, Outcome]]:
        for number, outcome in enumerate(readings_from_rows(path, loaded, stand), 1):
            if isinstance(outcome, Rejection):
                yield outcome.where, b"", outcome
            else:
                yield f"{path}:row {number}", outcome.report.text.encode("utf-8", "surrogatepass"), outcome

    return rows
