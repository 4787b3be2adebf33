"""The tables of a record, as SQLAlchemy Core knows them.

Three kinds, told apart by ``table.info["kind"]``:

- evidence: what was captured and read; rows are added and never changed or deleted (triggers see to it);
- log: what was done in which order, and people's judgements; added to, never changed;
- derived: what evidence and judgements add up to; may be deleted and is rebuilt from the log, row for row.

Ids count from 1 in the order of adding. Days are ISO dates as text, instants ISO timestamps in UTC. NULL is unknown.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# SQLite numbers rows itself only where the key is spelled INTEGER.
Id = BigInteger().with_variant(Integer(), "sqlite")
_EVIDENCE, _LOG, _DERIVED = {"kind": "evidence"}, {"kind": "log"}, {"kind": "derived"}


# Evidence

blob = Table(
    "blob",
    metadata,
    Column("hash", String, primary_key=True, comment="sha256:… of the bytes as captured"),
    Column("size", BigInteger, nullable=False, comment="bytes before compression"),
    Column("codec", String, nullable=False, comment="how `bytes` is packed: zlib or none"),
    Column("bytes", LargeBinary, nullable=False),
    info=_EVIDENCE,
)

capture = Table(
    "capture",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("run_id", Id, nullable=False, index=True),
    Column("hash", ForeignKey("blob.hash"), nullable=False, index=True),
    Column("source", Text, nullable=False, comment="the path or address, with :line in a file of many reports"),
    Column("method", String, nullable=False, comment="file, line, row, stdin, call"),
    Column("captured_at", String, nullable=False),
    Column("report_id", Id, nullable=False, index=True, comment="what it gave; a duplicate's is the report that stood already"),
    info=_EVIDENCE,
)

report = Table(
    "report",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False, unique=True, comment="of text, publisher, published, url, title: same key, same report"),
    Column("text_hash", String, nullable=False, index=True, comment="Report.id"),
    Column("title", Text),
    Column("byline", Text),
    Column("publisher", Text, index=True),
    Column("published", String, index=True),
    Column("language", String),
    Column("url", Text),
    Column("given_id", Text),
    Column("words", Integer, nullable=False),
    info=_EVIDENCE,
)

reading = Table(
    "reading",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("report_id", ForeignKey("report.id"), nullable=False, index=True),
    Column("made_by", Text, nullable=False, comment="JSON of MadeBy"),
    Column("body", LargeBinary, nullable=False, comment="zlib of the JSON of Reading"),
    info=_EVIDENCE,
)

claim = Table(
    "claim",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("report_id", ForeignKey("report.id"), nullable=False),
    Column("local_id", String, nullable=False, comment="the claim's id in its reading"),
    Column("kind", String, nullable=False),
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("trigger", Text),
    Column("start", Integer, comment="of the trigger, characters into the report's text"),
    Column("end", Integer),
    Column("sentence", Text, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("when_start", String),
    Column("when_end", String),
    Column("when_precision", String),
    Column("place", Text),
    Column("geonames", BigInteger),
    Column("lat", Float),
    Column("lon", Float),
    Column("country", String),
    Column("where_prec", SmallInteger),
    Column("stance", String, nullable=False),
    Column("certainty", String, nullable=False),
    Column("polarity", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("score", Float, nullable=False),
    UniqueConstraint("report_id", "local_id"),
    info=_EVIDENCE,
)

rejection = Table(
    "rejection",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("run_id", Id, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("cure", Text, nullable=False),
    info=_EVIDENCE,
)


# The log

run = Table(
    "run",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("started_at", String, nullable=False),
    Column("reportedly", String, nullable=False),
    Column("paths", Text, nullable=False, comment="JSON list of what was asked to be added"),
    info=_LOG,
)

run_end = Table(
    "run_end",
    metadata,
    Column("run_id", ForeignKey("run.id"), primary_key=True, autoincrement=False),
    Column("finished_at", String, nullable=False),
    Column("read", Id, nullable=False),
    Column("stored", Id, nullable=False),
    Column("duplicate", Id, nullable=False),
    Column("rejected", Id, nullable=False),
    info=_LOG,
)

log = Table(
    "log",
    metadata,
    Column("seq", Id, primary_key=True, autoincrement=False),
    Column("what", String, nullable=False, comment="report or judgement"),
    Column("ref", Id, nullable=False),
    info=_LOG,
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False, comment="see schema.judgement"),
    Column("subject", Text, nullable=False, comment="what it is about, by its stable name: claim, event's first claim, actor, source"),
    Column("object", Text, comment="the other one of a pair"),
    Column("field", String),
    Column("value", Text),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("made_at", String, nullable=False),
    info=_LOG,
)

undone = Table(
    "undone",
    metadata,
    Column("judgement_id", ForeignKey("judgement.id"), primary_key=True),
    Column("by_id", ForeignKey("judgement.id"), nullable=False, comment="the judgement of kind undo"),
    info=_LOG,
)


# Derived

index_key = Table(
    "index_key",
    metadata,
    Column("kind", SmallInteger, primary_key=True, autoincrement=False, comment="see store.keys: band, name, block"),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("ref", BigInteger, primary_key=True, autoincrement=False),
    info=_DERIVED,
    sqlite_with_rowid=False,
)

reprint = Table(
    "reprint",
    metadata,
    Column("report_id", Id, primary_key=True, autoincrement=False),
    Column("root", Id, nullable=False, index=True, comment="the first report of its group; itself where it is no reprint"),
    Column("of", Id, comment="the report it overlaps with most"),
    Column("kind", String, comment="exact, near, excerpt"),
    Column("share", Float, comment="of its words that the other has, 0 to 1"),
    Column("reason", Text),
    info=_DERIVED,
)

credit = Table(
    "credit",
    metadata,
    Column("report_id", Id, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False, comment="agency or outlet"),
    Column("start", Integer),
    Column("end", Integer),
    info=_DERIVED,
)

actor = Table(
    "actor",
    metadata,
    Column("id", String, primary_key=True, comment="a slug of the packaged book, or a and a number for one first met here"),
    Column("number", Id, nullable=False, unique=True, comment="order of first meeting; what index_key refers to"),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("country", String),
    Column("sector", String, comment="PLOVER"),
    Column("body", LargeBinary, nullable=False, comment="JSON of Actor"),
    info=_DERIVED,
)

actor_name = Table(
    "actor_name",
    metadata,
    Column("actor_id", String, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("folded", Text, nullable=False, index=True),
    Column("since", String),
    Column("until", String),
    Column("kind", String, nullable=False),
    Column("citation", Text),
    info=_DERIVED,
)

entity_actor = Table(
    "entity_actor",
    metadata,
    Column("report_id", Id, primary_key=True, autoincrement=False),
    Column("entity", String, primary_key=True),
    Column("actor_id", String, nullable=False, index=True),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    info=_DERIVED,
)

suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False, comment="actor or event"),
    Column("subject", String, nullable=False),
    Column("object", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Index("suggestion_kind_score", "kind", "score"),
    info=_DERIVED,
)

claim_event = Table(
    "claim_event",
    metadata,
    Column("claim_id", Id, primary_key=True, autoincrement=False),
    Column("event_id", Id, nullable=False, index=True),
    Column("origin", String, nullable=False, comment="key of the independent origin it counts for"),
    Column("facts", LargeBinary, nullable=False, comment="MessagePack of Linkable"),
    Column("support", LargeBinary, nullable=False, comment="MessagePack of Support, with the telling in it"),
    info=_DERIVED,
)

link = Table(
    "link",
    metadata,
    Column("claim_id", Id, primary_key=True, autoincrement=False),
    Column("other_id", Id, primary_key=True, autoincrement=False),
    Column("score", Float, nullable=False),
    Column("body", Text, nullable=False, comment="JSON: features with weights, reasons in words"),
    info=_DERIVED,
)

voice = Table(
    "voice",
    metadata,
    Column("claim_id", Id, primary_key=True, autoincrement=False),
    Column("position", SmallInteger, primary_key=True, autoincrement=False, comment="0 is the innermost voice"),
    Column("source_key", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("actor_id", String),
    Index("voice_source_claim", "source_key", "claim_id"),
    info=_DERIVED,
)

source = Table(
    "source",
    metadata,
    Column("key", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False, comment="voice, agency, outlet, report"),
    Column("actor_id", String),
    Column("named", SmallInteger, nullable=False, comment="0 where it is only described (residents)"),
    Column("claims", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("reliability", String, comment="Admiralty letter set by the analyst"),
    Index("source_claims", "claims"),
    info=_DERIVED,
)

participant = Table(
    "participant",
    metadata,
    Column("claim_id", Id, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("role", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("actor_id", String),
    Index("participant_actor_claim", "actor_id", "claim_id"),
    info=_DERIVED,
)

event = Table(
    "event",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False, comment="the id of its first claim"),
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("title", Text, nullable=False, comment="the words of its best-told claim"),
    Column("when_start", String),
    Column("when_end", String),
    Column("when_precision", String),
    Column("place", Text),
    Column("geonames", BigInteger),
    Column("lat", Float),
    Column("lon", Float),
    Column("country", String),
    Column("where_prec", SmallInteger),
    Column("modality", String, nullable=False, comment="actual, planned, hypothetical: the most that a claim states"),
    Column("grade", String, nullable=False),
    Column("origins_for", Integer, nullable=False),
    Column("origins_against", Integer, nullable=False),
    Column("disputed", Text, nullable=False, comment="the disputed fields, comma between; empty for none"),
    Column("disagreement", Float),
    Column("killed_low", Integer),
    Column("killed_best", Integer),
    Column("killed_high", Integer),
    Column("claims", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("first_published", String),
    Column("last_published", String),
    Column("verdict", String, comment="right or wrong, where a person judged it"),
    info=_DERIVED,
)

event_actor = Table(
    "event_actor",
    metadata,
    Column("event_id", Id, primary_key=True, autoincrement=False),
    Column("actor_id", String, primary_key=True),
    Column("role", String, primary_key=True),
    Index("event_actor_actor", "actor_id", "event_id"),
    info=_DERIVED,
)

standing = Table(
    "standing",
    metadata,
    Column("event_id", Id, primary_key=True, autoincrement=False),
    Column("version", SmallInteger, primary_key=True, autoincrement=False, comment="0 is the present one, then by day, earliest first"),
    Column("known_from", String, comment="the day from which reports allow it; NULL for the present one"),
    Column("known_until", String, comment="the day on which the next one begins, exclusive; NULL for the last"),
    Column("grade", String, nullable=False),
    Column("origins_for", Integer, nullable=False),
    Column("origins_against", Integer, nullable=False),
    Column("disputed", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="JSON of RecordStanding"),
    info=_DERIVED,
)

EVENT_INDEXES = (
    Index("event_when", event.c.when_start, event.c.id),
    Index("event_geonames_when", event.c.geonames, event.c.when_start),
    Index("event_country_when", event.c.country, event.c.when_start),
    Index("event_type_when", event.c.type, event.c.when_start),
    Index("event_grade_when", event.c.grade, event.c.when_start),
    Index("event_origins", event.c.origins_for, event.c.id),
)
