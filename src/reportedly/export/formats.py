"""The formats in which a record leaves: an explicit list."""

import difflib

from reportedly.errors import BadOption
from reportedly.export.acled_csv import ACLED
from reportedly.export.annotations import ANNOTATIONS
from reportedly.export.base import Format
from reportedly.export.claims_csv import CLAIMS_CSV
from reportedly.export.csl import CSL
from reportedly.export.events_csv import EVENTS_CSV
from reportedly.export.ftm import FTM
from reportedly.export.geojson import GEOJSON
from reportedly.export.graphs import GEXF, GRAPHML
from reportedly.export.pack import EVIDENCE_PACK
from reportedly.export.parquet import CLAIMS_PARQUET, EVENTS_PARQUET
from reportedly.export.plover_json import PLOVER
from reportedly.export.prov import PROV
from reportedly.export.readings import READINGS
from reportedly.export.stix import STIX
from reportedly.export.ucdp_csv import UCDP

FORMATS: tuple[Format, ...] = (
    CLAIMS_CSV,
    EVENTS_CSV,
    ACLED,
    UCDP,
    PLOVER,
    CLAIMS_PARQUET,
    EVENTS_PARQUET,
    GEOJSON,
    GRAPHML,
    GEXF,
    CSL,
    FTM,
    STIX,
    PROV,
    ANNOTATIONS,
    READINGS,
    EVIDENCE_PACK,
)
"""Every format, in the order in which people are shown them."""


def format_named(name: str) -> Format:
    """The format of that name; raises BadOption, with close ones, where there is none."""
    for one in FORMATS:
        if one.name == name.lower():
            return one
    names = [one.name for one in FORMATS]
    close = difflib.get_close_matches(name.lower(), names, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"The formats are {', '.join(names)}."
    raise BadOption(f"There is no export format '{name}'.", hint)
