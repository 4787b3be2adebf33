"""The types: frozen, typed, no I/O. One noun per file."""

from reportedly.schema.actor import Actor, ActorMatch, ActorName, Affiliation, EntityFacts
from reportedly.schema.attribution import Attribution, SourceSpan
from reportedly.schema.claim import Argument, Claim, Factuality, Part, RelationType, Role, Stance, Toll
from reportedly.schema.event import Event, Grade, Standing
from reportedly.schema.judgement import Judgement
from reportedly.schema.linkable import Linkable
from reportedly.schema.mention import MENTION_KINDS, Entity, Mention, MentionKind
from reportedly.schema.origin import Folding, Origin, Telling
from reportedly.schema.place import ClaimPlace, PlaceRef
from reportedly.schema.reading import MadeBy, Reading
from reportedly.schema.report import Passage, Report, report_id
from reportedly.schema.span import Span, span_of
from reportedly.schema.standing import FieldStanding, Period, RecordStanding, TollStanding
from reportedly.schema.support import Support
from reportedly.schema.time import ClaimTime, DateInterval, DatePrecision
from reportedly.schema.voice import Credit, Voice

__all__ = [
    "MENTION_KINDS",
    "Actor",
    "ActorMatch",
    "ActorName",
    "Affiliation",
    "Argument",
    "Attribution",
    "Claim",
    "ClaimPlace",
    "ClaimTime",
    "Credit",
    "DateInterval",
    "DatePrecision",
    "Entity",
    "EntityFacts",
    "Event",
    "Factuality",
    "FieldStanding",
    "Folding",
    "Grade",
    "Judgement",
    "Linkable",
    "MadeBy",
    "Mention",
    "MentionKind",
    "Origin",
    "Part",
    "Passage",
    "Period",
    "PlaceRef",
    "Reading",
    "RecordStanding",
    "RelationType",
    "Report",
    "Role",
    "SourceSpan",
    "Span",
    "Stance",
    "Standing",
    "Support",
    "Telling",
    "Toll",
    "TollStanding",
    "Voice",
    "report_id",
    "span_of",
]
