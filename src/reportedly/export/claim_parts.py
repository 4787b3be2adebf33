"""The stretches of a report that a claim holds, each with the part that it plays."""

from collections.abc import Iterator

from msgspec import Struct

from reportedly.schema.dossier import ClaimDossier
from reportedly.schema.span import Span


class ClaimPart(Struct, frozen=True):
    """One stretch: ``role`` is sentence, trigger, when, where, a role of the claim, what a toll counts, voice, cue or content.

    ``actor`` is whom the words name, and ``source`` the key of the source whose voice they are, where known.
    """

    role: str
    span: Span
    actor: str | None = None
    source: str | None = None


def parts_of(claim: ClaimDossier) -> Iterator[ClaimPart]:
    """All stretches of a claim, the quotation first; what an analyst gave has no words and is not among them."""
    yield ClaimPart("sentence", claim.sentence)
    for role, span in (("trigger", claim.trigger), ("when", claim.when_span), ("where", claim.where_span)):
        if span is not None:
            yield ClaimPart(role, span)
    for filler in claim.fillers:
        if filler.span is not None:
            yield ClaimPart(filler.role, filler.span, filler.actor)
    for toll in claim.tolls:
        if toll.span is not None:
            yield ClaimPart(toll.what, toll.span)
    for voice in claim.voices:
        told = voice.attribution
        if told is not None:
            if told.source is not None:
                yield ClaimPart("voice", told.source, voice.actor, voice.key)
            yield ClaimPart("cue", told.cue, None, voice.key)
            for content in told.content:
                yield ClaimPart("content", content, None, voice.key)
