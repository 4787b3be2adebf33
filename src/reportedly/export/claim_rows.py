"""Claims as flat rows: one column a value, with the words that say so and where they stand; for tables of every kind."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from reportedly.export.csv_rows import place_of
from reportedly.schema.dossier import ClaimDossier, FilledToll, Filler, ToldBy

ROLES = ("actor", "recipient", "instrument", "origin", "destination", "topic", "subject", "object")
TOLLS = ("killed", "injured")
"""Tolls with columns of their own; any other stands in ``other_tolls``."""


class Column(Struct, frozen=True):
    """One column: its name, its kind (text, texts, int, float, bool, date), what it holds, and how it is got from a claim."""

    name: str
    kind: str
    about: str
    value: Callable[[ClaimDossier], Any]


def claim_row(claim: ClaimDossier) -> Mapping[str, Any]:
    """The row of a claim, a value for each of COLUMNS."""
    return {column.name: column.value(claim) for column in COLUMNS}


def chain(voices: Sequence[ToldBy]) -> str | None:
    """The voices from the innermost to the one that printed it: ``residents < Tin Adar Watch < The Invented Post``."""
    return " < ".join(one.name for one in voices) or None


def toll_words(toll: FilledToll) -> str:
    """A toll in few characters: ``injured 12``, ``injured 2-5``, ``injured 12+``."""
    least = toll.low if toll.low is not None else toll.best
    if toll.high is None:
        return f"{toll.what} {'?' if least is None else f'{least}+'}"
    return f"{toll.what} {toll.high if least == toll.high else f'{0 if least is None else least}-{toll.high}'}"


def _names(role: str) -> Callable[[ClaimDossier], Any]:
    return lambda claim: [one.name for one in _of_role(claim, role)]


def _actors(role: str) -> Callable[[ClaimDossier], Any]:
    return lambda claim: [one.actor for one in _of_role(claim, role)]


def _places(role: str) -> Callable[[ClaimDossier], Any]:
    return lambda claim: [place_of(one.span) for one in _of_role(claim, role)]


def _of_role(claim: ClaimDossier, role: str) -> list[Filler]:
    return [one for one in claim.fillers if one.role == role]


def _bound(what: str, bound: str) -> Callable[[ClaimDossier], Any]:
    return lambda claim: getattr(_toll(claim, what), bound, None)


def _toll_at(what: str) -> Callable[[ClaimDossier], Any]:
    return lambda claim: place_of(getattr(_toll(claim, what), "span", None))


def _toll(claim: ClaimDossier, what: str) -> FilledToll | None:
    return next((one for one in claim.tolls if one.what == what), None)


_OF_ROLES = tuple(
    column
    for role in ROLES
    for column in (
        Column(role, "texts", f"who or what fills the role {role}, as named in the report", _names(role)),
        Column(f"{role}_id", "texts", "ids of these as actors of the record, where known", _actors(role)),
        Column(f"{role}_words_at", "texts", "where the words for these stand", _places(role)),
    )
)
_OF_TOLLS = tuple(
    column
    for what in TOLLS
    for column in (
        Column(f"{what}_low", "int", f"{what}: at least so many", _bound(what, "low")),
        Column(f"{what}_best", "int", f"{what}: the figure", _bound(what, "best")),
        Column(f"{what}_high", "int", f"{what}: at most so many; empty: no upper bound", _bound(what, "high")),
        Column(f"{what}_words_at", "text", "where these words stand", _toll_at(what)),
    )
)
COLUMNS: tuple[Column, ...] = (
    Column("claim", "text", "id of the claim", lambda one: one.id),
    Column("event", "text", "id of the event that it tells of; empty for a relation", lambda one: one.event),
    Column("report", "text", "id of the report", lambda one: one.report),
    Column("report_sha256", "text", "hash of the report's text, to which all offsets refer", lambda one: one.text_hash),
    Column("publisher", "text", "who published the report", lambda one: one.publisher),
    Column("published", "date", "when", lambda one: one.published),
    Column("url", "text", "where", lambda one: one.url),
    Column("kind", "text", "event or relation", lambda one: one.kind),
    Column("type", "text", "the codebook's type, or the relation", lambda one: one.type or None),
    Column("mode", "text", "the type's mode", lambda one: one.mode),
    Column("quotation", "text", "the sentence that says so", lambda one: one.sentence.text),
    Column("quotation_start", "int", "its first character in the report's text", lambda one: one.sentence.start),
    Column("quotation_end", "int", "the character after its last", lambda one: one.sentence.end),
    Column("trigger", "text", "the words that name the event", lambda one: one.trigger and one.trigger.text),
    Column("trigger_start", "int", "their first character", lambda one: one.trigger and one.trigger.start),
    Column("trigger_end", "int", "the character after their last", lambda one: one.trigger and one.trigger.end),
    Column("start", "date", "first day on which it can have happened", lambda one: one.when and one.when.start),
    Column("end", "date", "last day on which it can have happened", lambda one: one.when and one.when.end),
    Column("date_grain", "text", "how exact the words are", lambda one: one.when and one.when.precision),
    Column("date_words", "text", "the words that date it", lambda one: one.when_span and one.when_span.text),
    Column("date_words_at", "text", "where they stand", lambda one: place_of(one.when_span)),
    Column("place", "text", "where it happened", lambda one: one.where and one.where.name),
    Column("geonames", "int", "the place's GeoNames id", lambda one: one.where and one.where.geonames),
    Column("latitude", "float", "WGS 84 degrees; a point that stands for the place", lambda one: one.where and one.where.lat),
    Column("longitude", "float", "WGS 84 degrees", lambda one: one.where and one.where.lon),
    Column("country", "text", "ISO 3166-1 alpha-2", lambda one: one.where and one.where.country),
    Column("where_prec", "int", "UCDP's precision, 1 (exact) to 7", lambda one: one.where and one.where.precision),
    Column("place_words", "text", "the words that place it", lambda one: one.where_span and one.where_span.text),
    Column("place_words_at", "text", "where they stand", lambda one: place_of(one.where_span)),
    *_OF_ROLES,
    *_OF_TOLLS,
    Column("other_tolls", "texts", "further tolls", lambda one: [toll_words(toll) for toll in one.tolls if toll.what not in TOLLS]),
    Column("voices", "text", "who says so, the innermost voice first, each told by the next (<)", lambda one: chain(one.voices)),
    Column("voice_keys", "texts", "these voices as sources of the record", lambda one: [voice.key for voice in one.voices]),
    Column("voice_words_at", "texts", "where the words for these voices stand", lambda one: [
        None if voice.attribution is None else place_of(voice.attribution.source) for voice in one.voices]),
    Column("independent_origin", "text", "the independent origin that the claim counts for", lambda one: one.origin),
    Column("stance", "text", "reports, confirms, denies or doubts", lambda one: one.stance),
    Column("certainty", "text", "how sure the voice is", lambda one: one.factuality.certainty),
    Column("polarity", "text", "negative: that it did not happen", lambda one: one.factuality.polarity),
    Column("modality", "text", "actual, planned or hypothetical", lambda one: one.factuality.modality),
    Column("score", "float", "how sure the reader is that the words say so, 0 to 1", lambda one: one.score),
    Column("grade", "text", "how well the event is supported", lambda one: one.grade),
    Column("verdict", "text", "an analyst's: right or wrong", lambda one: one.verdict),
    Column("corrected", "texts", "fields whose value is an analyst's", lambda one: list(one.corrected)),
    Column("redacted", "bool", "whether words in it are withheld", lambda one: one.redacted),
)  # fmt: skip
"""Every column, in order."""
