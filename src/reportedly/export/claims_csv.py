"""The table of claims: one row a claim, every value with its words and where they stand."""

from typing import BinaryIO

from reportedly.export.base import Format, Ledger, Written
from reportedly.export.claim_rows import COLUMNS, claim_row
from reportedly.export.csv_rows import CsvRows
from reportedly.schema.dossier import Dossiers


def write_claims(dossiers: Dossiers, out: BinaryIO) -> Written:
    """One row a claim, in the order of their ids."""
    ledger = Ledger()
    ledger.wrote("claims", 0)
    rows = CsvRows(out, [one.name for one in COLUMNS])
    for claim in dossiers.claims():
        rows.write(claim_row(claim))
        ledger.wrote("claims")
    return ledger.written()


CLAIMS_CSV = Format(
    name="claims", suffix=".csv", media_type="text/csv", write=write_claims,
    about="one row a claim: every value with its words, the chain of voices, how sure, how well supported",
)  # fmt: skip
