"""What the module of a set takes to read its corpus: the check that it is there, the reader, the reports."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from reportedly.config import Settings
from reportedly.encoder.output import Output
from reportedly.encoder.session import Encoder
from reportedly.errors import BadOption, MissingCorpus
from reportedly.ingest.given import Given
from reportedly.ingest.text import report_from_text
from reportedly.pipeline import Reader
from reportedly.schema import Reading, Report

BATCH_TEXTS = 16

__all__ = ["BothReader", "MissingCorpus", "checked_part", "encoded", "needed", "reader_of", "report_of"]


def needed(*paths: Path) -> None:
    """Raise MissingCorpus for the first of these that does not exist."""
    for path in paths:
        if not path.exists():
            raise MissingCorpus(
                f"{path.name} is not in {path.parent}.",
                "Name the folder that holds the corpora with --data; `reportedly evaluate` lists what each set needs in it.",
            )


def checked_part(part: str, parts: Iterable[str]) -> str:
    """The part, where the set has it; raises BadOption where it has not."""
    known = tuple(parts)
    if part not in known:
        raise BadOption(f"This set has no part {part!r}.", f"Its parts are {', '.join(known)}.")
    return part


class BothReader(Reader):
    """The product's reader, which also gives what the encoder said, so that a text is encoded once for both."""

    def read_both(self, report: Report) -> tuple[Output, Reading]:
        """The encoder's output for a report and the reading made of it."""
        output = self.encoder.encode([report.text])[0]
        return output, self._assemble(report, output)

    def read_output(self, report: Report, output: Output) -> Reading:
        """The reading made of what the encoder, or a change of it, says of a report."""
        return self._assemble(report, output)


@lru_cache(maxsize=1)
def reader_of(model: Path | None) -> BothReader:
    """The product's reader with this model; the last one stays open for the next set."""
    return BothReader(Settings(model=model))


def encoded(encoder: Encoder, texts: Iterable[str]) -> Iterator[Output]:
    """What the encoder says of each text, in order."""
    source = iter(texts)
    while batch := list(islice(source, BATCH_TEXTS)):
        yield from encoder.encode(batch)


def report_of(text: str, published: str | None = None) -> Report:
    """A report with this text, character for character, as the public functions make it, but in any language."""
    return report_from_text(text, Given(published=published), verbatim=True, allow_any_language=True)
