"""The types: frozen, typed, no I/O. One noun per file."""

from reportedly.schema.attribution import Attribution, SourceSpan
from reportedly.schema.claim import Argument, Claim, Factuality, Part, RelationType, Role, Stance, Toll
from reportedly.schema.event import Event, Grade, Standing
from reportedly.schema.mention import MENTION_KINDS, Entity, Mention, MentionKind
from reportedly.schema.place import ClaimPlace, PlaceRef
from reportedly.schema.reading import MadeBy, Reading
from reportedly.schema.report import Passage, Report, report_id
from reportedly.schema.span import Span, span_of
from reportedly.schema.time import ClaimTime, DateInterval, DatePrecision

__all__ = [
    "MENTION_KINDS",
    "Argument",
    "Attribution",
    "Claim",
    "ClaimPlace",
    "ClaimTime",
    "DateInterval",
    "DatePrecision",
    "Entity",
    "Event",
    "Factuality",
    "Grade",
    "MadeBy",
    "Mention",
    "MentionKind",
    "Part",
    "Passage",
    "PlaceRef",
    "Reading",
    "RelationType",
    "Report",
    "Role",
    "SourceSpan",
    "Span",
    "Stance",
    "Standing",
    "Toll",
    "report_id",
    "span_of",
]
