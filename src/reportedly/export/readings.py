"""The readings of a record as they are stored: what each report was taken to say, so that a record can be made again elsewhere."""

from typing import BinaryIO

from reportedly.export.base import Format, Ledger, Written
from reportedly.export.contract import to_jsonl
from reportedly.schema.dossier import Dossiers


def write_readings(dossiers: Dossiers, out: BinaryIO) -> Written:
    """Write one JSON object a line, whole readings in the order in which their reports were added (docs/reading.schema.json).

    ``reportedly add`` takes them as they are, without the model. A report of which a word is withheld is left out, and counted.
    """
    ledger = Ledger()
    ledger.wrote("readings", 0)
    for report in dossiers.reports():
        reading = dossiers.reading(report.id)
        if reading is None:
            ledger.left_out("readings", "a word of the report is withheld")
            continue
        out.write(to_jsonl(reading).encode("utf-8") + b"\n")
        ledger.wrote("readings")
        ledger.wrote("claims", len(reading.claims))
    ledger.note("Judgements, and the original bytes, are not in readings.")
    return ledger.written()


READINGS = Format(
    name="readings", suffix=".readings.jsonl", media_type="application/x-ndjson", write=write_readings,
    about="What was read in each report, as stored: `reportedly add` makes the same record of it without the model",
)  # fmt: skip
"""Readings as JSON Lines, which `reportedly add` takes."""
