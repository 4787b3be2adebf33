"""The tables of a record, as SQLAlchemy Core knows them.

Four kinds, told apart by ``table.info["kind"]``:

- evidence: what was captured and read; rows are added and never changed or deleted (triggers see to it);
- log: what was done in which order, and people's judgements; added to, never changed;
- derived: what evidence and judgements add up to; may be deleted and is rebuilt from the log, row for row;
- about: which migrations made the tables.

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
# Bytes in order, on every database alike: sorted lists and fingerprints must not follow a server's language.
Word = String().with_variant(String(collation="C"), "postgresql")
Words = Text().with_variant(Text(collation="C"), "postgresql")
_EVIDENCE, _LOG, _DERIVED, _ABOUT = {"kind": "evidence"}, {"kind": "log"}, {"kind": "derived"}, {"kind": "about"}


# About the record

migration = Table(
    "reportedly_migration",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Word, nullable=False),
    Column("reportedly", Word, nullable=False, comment="the version that migrated"),
    info=_ABOUT,
)


# Evidence

blob = Table(
    "blob",
    metadata,
    Column("hash", Word, primary_key=True, comment="sha256:… of the bytes as captured"),
    Column("size", BigInteger, nullable=False, comment="bytes before compression"),
    Column("codec", Word, nullable=False, comment="how `bytes` is packed: zlib or none"),
    Column("bytes", LargeBinary, nullable=False),
    info=_EVIDENCE,
)

capture = Table(
    "capture",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("run_id", Id, nullable=False, index=True),
    Column("hash", ForeignKey("blob.hash"), nullable=False, index=True),
    Column("source", Words, nullable=False, comment="the path or address, with :line in a file of many reports"),
    Column("method", Word, nullable=False, comment="file, line, row, member, message, attachment, entry, record, url, stdin, call"),
    Column("captured_at", Word, nullable=False),
    Column(
        "report_id",
        Id,
        nullable=False,
        index=True,
        comment="what it gave; a duplicate's is the report that stood already",
    ),
    info=_EVIDENCE,
)

report = Table(
    "report",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column(
        "key",
        Word,
        nullable=False,
        unique=True,
        comment="of text, publisher, published, url, title: same key, same report",
    ),
    Column("text_hash", Word, nullable=False, index=True, comment="Report.id"),
    Column("title", Words),
    Column("byline", Words),
    Column("publisher", Words, index=True),
    Column("published", Word, index=True),
    Column("language", Word),
    Column("url", Words),
    Column("given_id", Words),
    Column("words", Integer, nullable=False),
    info=_EVIDENCE,
)

reading = Table(
    "reading",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("report_id", ForeignKey("report.id"), nullable=False, index=True),
    Column("made_by", Words, nullable=False, comment="JSON of MadeBy"),
    Column("body", LargeBinary, nullable=False, comment="zlib of the JSON of Reading"),
    info=_EVIDENCE,
)

claim = Table(
    "claim",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("report_id", ForeignKey("report.id"), nullable=False),
    Column("local_id", Word, nullable=False, comment="the claim's id in its reading"),
    Column("kind", Word, nullable=False),
    Column("type", Word, nullable=False),
    Column("mode", Word),
    Column("trigger", Words),
    Column("start", Integer, comment="of the trigger, characters into the report's text"),
    Column("end", Integer),
    Column("sentence", Words, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("when_start", Word),
    Column("when_end", Word),
    Column("when_precision", Word),
    Column("place", Words),
    Column("geonames", BigInteger),
    Column("lat", Float),
    Column("lon", Float),
    Column("country", Word),
    Column("where_prec", SmallInteger),
    Column("stance", Word, nullable=False),
    Column("certainty", Word, nullable=False),
    Column("polarity", Word, nullable=False),
    Column("modality", Word, nullable=False),
    Column("score", Float, nullable=False),
    UniqueConstraint("report_id", "local_id"),
    info=_EVIDENCE,
)

rejection = Table(
    "rejection",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("run_id", Id, nullable=False, index=True),
    Column("source", Words, nullable=False),
    Column("kind", Word, nullable=False),
    Column("reason", Words, nullable=False),
    Column("cure", Words, nullable=False),
    info=_EVIDENCE,
)


# The log

run = Table(
    "run",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("started_at", Word, nullable=False),
    Column("reportedly", Word, nullable=False),
    Column("paths", Words, nullable=False, comment="JSON list of what was asked to be added"),
    info=_LOG,
)

run_end = Table(
    "run_end",
    metadata,
    Column("run_id", ForeignKey("run.id"), primary_key=True, autoincrement=False),
    Column("finished_at", Word, nullable=False),
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
    Column("what", Word, nullable=False, comment="report or judgement"),
    Column("ref", Id, nullable=False),
    info=_LOG,
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("kind", Word, nullable=False, comment="see schema.judgement"),
    Column(
        "subject",
        Words,
        nullable=False,
        comment="what it is about, by its stable name: claim, event's first claim, actor, source",
    ),
    Column("object", Words, comment="the other one of a pair"),
    Column("field", Word),
    Column("value", Words),
    Column("reason", Words, nullable=False),
    Column("who", Words, nullable=False),
    Column("made_at", Word, nullable=False),
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

counter = Table(
    "counter",
    metadata,
    Column("name", Word, primary_key=True, comment="the table whose rows it numbers"),
    Column(
        "value",
        Id,
        nullable=False,
        comment="the last number given; a number is not given twice, even where its row is gone",
    ),
    info=_DERIVED,
)

holding = Table(
    "holding",
    metadata,
    Column(
        "judgement_id",
        Id,
        primary_key=True,
        autoincrement=False,
        comment="a judgement that holds at this point of the log",
    ),
    Column("kind", Word, nullable=False),
    Column("subject", Words, nullable=False),
    Column("object", Words),
    Column("field", Word),
    Column("value", Words),
    Index("holding_subject", "kind", "subject"),
    Index("holding_object", "kind", "object"),
    info=_DERIVED,
)

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
    Column(
        "root", Id, nullable=False, index=True, comment="the report of its group that was added first; itself where it is no copy"
    ),
    Column("of", Id, comment="the original: the report of its group that was published first"),
    Column("kind", Word, comment="exact, near, excerpt"),
    Column("share", Float, comment="of its words that the other has, 0 to 1"),
    Column("reason", Words),
    info=_DERIVED,
)

credit = Table(
    "credit",
    metadata,
    Column("report_id", Id, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("key", Word, nullable=False, index=True),
    Column("name", Words, nullable=False),
    Column("kind", Word, nullable=False, comment="agency or outlet"),
    Column("start", Integer),
    Column("end", Integer),
    info=_DERIVED,
)

actor = Table(
    "actor",
    metadata,
    Column(
        "id", Word, primary_key=True, comment="a slug of the packaged book, or a and a number for one first met here"
    ),
    Column("number", Id, nullable=False, unique=True, comment="order of first meeting; what index_key refers to"),
    Column("name", Words, nullable=False),
    Column("kind", Word, nullable=False),
    Column("country", Word),
    Column("sector", Word, comment="PLOVER"),
    Column("merged_into", Word, index=True, comment="the actor that a judgement lets stand for it"),
    Column("body", LargeBinary, nullable=False, comment="JSON of Actor"),
    info=_DERIVED,
)

actor_name = Table(
    "actor_name",
    metadata,
    Column("actor_id", Word, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("folded", Words, nullable=False, index=True),
    Column("since", Word),
    Column("until", Word),
    Column("kind", Word, nullable=False),
    Column("citation", Words),
    info=_DERIVED,
)

entity_actor = Table(
    "entity_actor",
    metadata,
    Column("report_id", Id, primary_key=True, autoincrement=False),
    Column("entity", Word, primary_key=True),
    Column("actor_id", Word, nullable=False, index=True),
    Column(
        "met_as", Word, nullable=False, index=True, comment="the actor that was matched, before judgements merged any"
    ),
    Column("score", Float, nullable=False),
    Column("reason", Words, nullable=False),
    info=_DERIVED,
)

suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("kind", Word, nullable=False, comment="actor or event"),
    Column("subject", Word, nullable=False),
    Column("object", Word, nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Words, nullable=False),
    Index("suggestion_kind_score", "kind", "score"),
    info=_DERIVED,
)

claim_event = Table(
    "claim_event",
    metadata,
    Column("claim_id", Id, primary_key=True, autoincrement=False),
    Column("event_id", Id, nullable=False),
    Column("origin", Word, nullable=False, comment="key of the independent origin it counts for"),
    Column("facts", LargeBinary, nullable=False, comment="packed MessagePack of Linkable"),
    Column("support", LargeBinary, nullable=False, comment="packed MessagePack of Support, with the telling in it"),
    info=_DERIVED,
)

link = Table(
    "link",
    metadata,
    Column("claim_id", Id, primary_key=True, autoincrement=False),
    Column("other_id", Id, primary_key=True, autoincrement=False),
    Column("score", Float, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="packed JSON: features with weights, reasons in words"),
    info=_DERIVED,
)

voice = Table(
    "voice",
    metadata,
    Column("claim_id", Id, primary_key=True, autoincrement=False),
    Column("position", SmallInteger, primary_key=True, autoincrement=False, comment="0 is the innermost voice"),
    Column("source_key", Word, nullable=False),
    Column("name", Words, nullable=False),
    Column("actor_id", Word),
    Index("voice_source_claim", "source_key", "claim_id"),
    info=_DERIVED,
)

source = Table(
    "source",
    metadata,
    Column("key", Word, primary_key=True),
    Column("name", Words, nullable=False),
    Column("kind", Word, nullable=False, comment="voice, agency, outlet, report"),
    Column("actor_id", Word),
    Column("named", SmallInteger, nullable=False, comment="0 where it is only described (residents)"),
    Column("claims", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("reliability", Word, comment="Admiralty letter set by the analyst"),
    Index("source_claims", "claims"),
    info=_DERIVED,
)

participant = Table(
    "participant",
    metadata,
    Column("claim_id", Id, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("role", Word, nullable=False),
    Column("name", Words, nullable=False),
    Column("actor_id", Word),
    Index("participant_actor_claim", "actor_id", "claim_id"),
    info=_DERIVED,
)

event = Table(
    "event",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False, comment="the id of its first claim"),
    Column("type", Word, nullable=False),
    Column("mode", Word),
    Column("title", Words, nullable=False, comment="the words of its best-told claim"),
    Column("when_start", Word),
    Column("when_end", Word),
    Column("when_precision", Word),
    Column("place", Words),
    Column("geonames", BigInteger),
    Column("lat", Float),
    Column("lon", Float),
    Column("country", Word),
    Column("where_prec", SmallInteger),
    Column("modality", Word, nullable=False, comment="actual, planned, hypothetical: the most that a claim states"),
    Column("grade", Word, nullable=False),
    Column("origins_for", Integer, nullable=False),
    Column("origins_against", Integer, nullable=False),
    Column("disputed", Words, nullable=False, comment="the disputed fields, comma between; empty for none"),
    Column("disagreement", Float),
    Column("killed_low", Id),
    Column("killed_best", Id),
    Column("killed_high", Id),
    Column("claims", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("first_published", Word),
    Column("last_published", Word),
    Column("verdict", Word, comment="right or wrong, where a person judged it"),
    info=_DERIVED,
)

event_actor = Table(
    "event_actor",
    metadata,
    Column("event_id", Id, primary_key=True, autoincrement=False),
    Column("actor_id", Word, primary_key=True),
    Column("role", Word, primary_key=True),
    Index("event_actor_actor", "actor_id", "event_id"),
    info=_DERIVED,
)

standing = Table(
    "standing",
    metadata,
    Column("event_id", Id, primary_key=True, autoincrement=False),
    Column(
        "version",
        SmallInteger,
        primary_key=True,
        autoincrement=False,
        comment="0 is the present one, then by day, earliest first",
    ),
    Column("known_from", Word, comment="the day from which reports allow it; NULL for the present one"),
    Column("known_until", Word, comment="the day on which the next one begins, exclusive; NULL for the last"),
    Column("grade", Word, nullable=False),
    Column("origins_for", Integer, nullable=False),
    Column("origins_against", Integer, nullable=False),
    Column("disputed", Words, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="JSON of RecordStanding"),
    info=_DERIVED,
)
