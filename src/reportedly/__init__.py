"""From news reports to a record of who says what happened, where every value opens the words it came from.

    >>> import reportedly
    >>> reading = reportedly.read("Rebels seized the town of Azaz on Monday, a spokesman said.", published="2016-12-07")
    >>> reading.claims[0].type
    'COERCE'

``read`` takes one text, ``read_many`` any iterable of texts, dicts (as a line of JSON Lines) or reports; ``open`` a record of many
reports. Nothing is loaded before the first call.
"""

from reportedly.api import open, read, read_many
from reportedly.errors import ReportedlyError
from reportedly.schema import (
    Argument,
    Attribution,
    Claim,
    DateInterval,
    Entity,
    Event,
    Factuality,
    Mention,
    PlaceRef,
    Reading,
    Report,
    Span,
    Stance,
    Standing,
    Toll,
)
from reportedly.version import __version__

__all__ = [
    "Argument",
    "Attribution",
    "Claim",
    "DateInterval",
    "Entity",
    "Event",
    "Factuality",
    "Mention",
    "PlaceRef",
    "Reading",
    "Report",
    "ReportedlyError",
    "Span",
    "Stance",
    "Standing",
    "Toll",
    "__version__",
    "open",
    "read",
    "read_many",
]
