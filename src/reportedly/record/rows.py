"""Human-coded tables as steps of adding: each row a reading beside those that the program makes."""

from collections.abc import Iterator
from pathlib import Path

from reportedly.corroborate.standing import stand
from reportedly.ingest.coded import captured_rows
from reportedly.ingest.coded_mapping import load_mapping
from reportedly.record.steps import CodedRows, Outcome


def coded_rows(mapping: str | Path) -> CodedRows:
    """What reads tables by a mapping, the name of a packaged one or a YAML file; raises BadOption or CodebookError where it is none."""
    loaded = load_mapping(mapping)

    def rows(path: str) -> Iterator[tuple[str, bytes, Outcome]]:
        for row in captured_rows(path, loaded, stand):
            yield row.where, row.data, row.outcome

    return rows
