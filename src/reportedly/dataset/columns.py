"""The claims of a file of readings as flat columns: what a record's table of claims holds, without unpacking a reading.

``readings`` says each claim twice: whole in ``body``, and with types in ``claims`` (``rows.claim_rows``). A load that had to unpack every
body would take twice as long.
"""

from collections.abc import Sequence
from typing import Any

from reportedly.extras import needed
from reportedly.store.archive import MOST_INDEXED

PATHS: tuple[tuple[str, ...], ...] = (
    ("id",), ("kind",), ("type",), ("mode",), ("trigger", "text"), ("trigger", "start"), ("trigger", "end"), ("sentence", "text"),
    ("sentence", "start"), ("when", "start"), ("when", "end"), ("when", "precision"), ("where", "name"), ("where", "geonames"),
    ("where", "lat"), ("where", "lon"), ("where", "country"), ("where", "precision"), ("stance",), ("certainty",), ("polarity",),
    ("modality",), ("score",),
)  # fmt: skip
"""Where each column of a record's ``claim`` stands in a claim of the dataset, in the order of that table, its two numbers left out."""

CLAIMS = "claims"

_LONG = (("trigger", "text"), ("sentence", "text"), ("where", "name"))
"""Words of reports: ``plain`` already, and in no index as they are."""


def claims_of(table: Any) -> list[Sequence[tuple[Any, ...]]] | None:
    """For each row of a ``pyarrow.Table`` with the column ``claims``, its claims, a tuple of PATHS each.

    None where a name (a type, an id) holds what a database refuses or is longer than an index takes, as no codebook's is: then the
    readings have to be asked.
    """
    compute: Any = needed("pyarrow.compute", "cluster")
    found: list[Sequence[tuple[Any, ...]]] = []
    for chunk in table.column(CLAIMS).chunks:
        flat = chunk.flatten()
        arrays = [compute.struct_field(flat, list(path)) for path in PATHS]
        names = [one for path, one in zip(PATHS, arrays, strict=True) if path not in _LONG and str(one.type) == "string"]
        if any(compute.any(compute.match_substring(one, "\0")).as_py() for one in names):
            return None
        if any((compute.max(compute.utf8_length(one)).as_py() or 0) > MOST_INDEXED for one in names):
            return None
        claims = list(zip(*(one.to_pylist() for one in arrays), strict=True))
        place = 0
        for length in compute.list_value_length(chunk).to_pylist():
            found.append(claims[place : place + (length or 0)])
            place += length or 0
    return found
