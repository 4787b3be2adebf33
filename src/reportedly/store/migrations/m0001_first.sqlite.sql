CREATE TABLE actor (
  id VARCHAR NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind VARCHAR NOT NULL,
  country VARCHAR,
  sector VARCHAR,
  merged_into VARCHAR,
  body BLOB NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (number)
)

CREATE INDEX ix_actor_merged_into ON actor (merged_into)

CREATE TABLE actor_name (
  actor_id VARCHAR NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  since VARCHAR,
  until VARCHAR,
  kind VARCHAR NOT NULL,
  citation TEXT,
  PRIMARY KEY (actor_id, name)
)

CREATE INDEX ix_actor_name_folded ON actor_name (folded)

CREATE TABLE blob (
  hash VARCHAR NOT NULL,
  size BIGINT NOT NULL,
  codec VARCHAR NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (hash)
)

CREATE TABLE claim_event (
  claim_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  origin VARCHAR NOT NULL,
  facts BLOB NOT NULL,
  support BLOB NOT NULL,
  PRIMARY KEY (claim_id)
)

CREATE INDEX ix_claim_event_event_id ON claim_event (event_id)

CREATE TABLE counter (
  name VARCHAR NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (name)
)

CREATE TABLE credit (
  report_id INTEGER NOT NULL,
  number SMALLINT NOT NULL,
  "key" VARCHAR NOT NULL,
  name TEXT NOT NULL,
  kind VARCHAR NOT NULL,
  start INTEGER,
  "end" INTEGER,
  PRIMARY KEY (report_id, number)
)

CREATE INDEX ix_credit_key ON credit ("key")

CREATE TABLE entity_actor (
  report_id INTEGER NOT NULL,
  entity VARCHAR NOT NULL,
  actor_id VARCHAR NOT NULL,
  met_as VARCHAR NOT NULL,
  score FLOAT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (report_id, entity)
)

CREATE INDEX ix_entity_actor_actor_id ON entity_actor (actor_id)

CREATE INDEX ix_entity_actor_met_as ON entity_actor (met_as)

CREATE TABLE event (
  id INTEGER NOT NULL,
  type VARCHAR NOT NULL,
  mode VARCHAR,
  title TEXT NOT NULL,
  when_start VARCHAR,
  when_end VARCHAR,
  when_precision VARCHAR,
  place TEXT,
  geonames BIGINT,
  lat FLOAT,
  lon FLOAT,
  country VARCHAR,
  where_prec SMALLINT,
  modality VARCHAR NOT NULL,
  grade VARCHAR NOT NULL,
  origins_for INTEGER NOT NULL,
  origins_against INTEGER NOT NULL,
  disputed TEXT NOT NULL,
  disagreement FLOAT,
  killed_low INTEGER,
  killed_best INTEGER,
  killed_high INTEGER,
  claims INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  first_published VARCHAR,
  last_published VARCHAR,
  verdict VARCHAR,
  PRIMARY KEY (id)
)

CREATE INDEX event_country_when ON event (country, when_start, id, when_end, first_published)

CREATE INDEX event_disagreement ON event (disagreement, id)

CREATE INDEX event_disputed ON event (when_start, id) WHERE disputed != ''

CREATE INDEX event_geonames_when ON event (geonames, when_start, id, when_end, first_published)

CREATE INDEX event_grade_when ON event (grade, when_start, id, when_end, first_published)

CREATE INDEX event_killed ON event (killed_best, id)

CREATE INDEX event_long ON event (when_start, id, when_end) WHERE when_end IS NULL OR substr(when_start, 1, 7) != substr(when_end, 1, 7)

CREATE INDEX event_origins ON event (origins_for, id)

CREATE INDEX event_place ON event (lower(substr(place, 1, 200)), geonames)

CREATE INDEX event_type_when ON event (type, when_start, id, when_end, first_published)

CREATE INDEX event_unbegun ON event (id, when_end) WHERE when_start IS NULL AND when_end IS NOT NULL

CREATE INDEX event_when ON event (when_start, id, when_end, first_published)

CREATE TABLE event_actor (
  event_id INTEGER NOT NULL,
  actor_id VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  PRIMARY KEY (event_id, actor_id, role)
)

CREATE INDEX event_actor_actor ON event_actor (actor_id, event_id)

CREATE TABLE holding (
  judgement_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  subject TEXT NOT NULL,
  object TEXT,
  field VARCHAR,
  value TEXT,
  PRIMARY KEY (judgement_id)
)

CREATE INDEX holding_object ON holding (kind, object)

CREATE INDEX holding_subject ON holding (kind, subject)

CREATE TABLE index_key (
  kind SMALLINT NOT NULL,
  "key" BIGINT NOT NULL,
  ref BIGINT NOT NULL,
  PRIMARY KEY (kind, "key", ref)
)
 WITHOUT ROWID

CREATE TABLE judgement (
  id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  subject TEXT NOT NULL,
  object TEXT,
  field VARCHAR,
  value TEXT,
  reason TEXT NOT NULL,
  who TEXT NOT NULL,
  made_at VARCHAR NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX judgement_kind ON judgement (kind)

CREATE INDEX judgement_object ON judgement (object)

CREATE INDEX judgement_subject ON judgement (subject)

CREATE TABLE link (
  claim_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  score FLOAT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (claim_id, other_id)
)

CREATE TABLE log (
  seq INTEGER NOT NULL,
  what VARCHAR NOT NULL,
  ref INTEGER NOT NULL,
  PRIMARY KEY (seq)
)

CREATE TABLE participant (
  claim_id INTEGER NOT NULL,
  number SMALLINT NOT NULL,
  role VARCHAR NOT NULL,
  name TEXT NOT NULL,
  actor_id VARCHAR,
  PRIMARY KEY (claim_id, number)
)

CREATE INDEX participant_actor_claim ON participant (actor_id, claim_id)

CREATE TABLE rejection (
  id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  source TEXT NOT NULL,
  kind VARCHAR NOT NULL,
  reason TEXT NOT NULL,
  cure TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX ix_rejection_run_id ON rejection (run_id)

CREATE TABLE report (
  id INTEGER NOT NULL,
  "key" VARCHAR NOT NULL,
  text_hash VARCHAR NOT NULL,
  title TEXT,
  byline TEXT,
  publisher TEXT,
  published VARCHAR,
  language VARCHAR,
  url TEXT,
  given_id TEXT,
  words INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE ("key")
)

CREATE INDEX ix_report_published ON report (published)

CREATE INDEX ix_report_publisher ON report (publisher)

CREATE INDEX ix_report_text_hash ON report (text_hash)

CREATE TABLE reportedly_migration (
  number INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  reportedly VARCHAR NOT NULL,
  PRIMARY KEY (number)
)

CREATE TABLE reprint (
  report_id INTEGER NOT NULL,
  root INTEGER NOT NULL,
  "of" INTEGER,
  kind VARCHAR,
  share FLOAT,
  reason TEXT,
  PRIMARY KEY (report_id)
)

CREATE INDEX ix_reprint_root ON reprint (root)

CREATE TABLE run (
  id INTEGER NOT NULL,
  started_at VARCHAR NOT NULL,
  reportedly VARCHAR NOT NULL,
  paths TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE TABLE source (
  "key" VARCHAR NOT NULL,
  name TEXT NOT NULL,
  kind VARCHAR NOT NULL,
  actor_id VARCHAR,
  named SMALLINT NOT NULL,
  claims INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  reliability VARCHAR,
  PRIMARY KEY ("key")
)

CREATE INDEX source_actor ON source (actor_id)

CREATE INDEX source_claims ON source (claims)

CREATE INDEX source_name ON source (lower(substr(name, 1, 200)))

CREATE TABLE standing (
  event_id INTEGER NOT NULL,
  version SMALLINT NOT NULL,
  known_from VARCHAR,
  known_until VARCHAR,
  grade VARCHAR NOT NULL,
  origins_for INTEGER NOT NULL,
  origins_against INTEGER NOT NULL,
  disputed TEXT NOT NULL,
  claims INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (event_id, version)
)

CREATE TABLE suggestion (
  id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  object VARCHAR NOT NULL,
  score FLOAT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX suggestion_kind_score ON suggestion (kind, score)

CREATE TABLE voice (
  claim_id INTEGER NOT NULL,
  position SMALLINT NOT NULL,
  source_key VARCHAR NOT NULL,
  name TEXT NOT NULL,
  actor_id VARCHAR,
  PRIMARY KEY (claim_id, position)
)

CREATE INDEX voice_source_claim ON voice (source_key, claim_id)

CREATE TABLE capture (
  id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  hash VARCHAR NOT NULL,
  source TEXT NOT NULL,
  method VARCHAR NOT NULL,
  captured_at VARCHAR NOT NULL,
  report_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(hash) REFERENCES blob (hash)
)

CREATE INDEX ix_capture_hash ON capture (hash)

CREATE INDEX ix_capture_report_id ON capture (report_id)

CREATE INDEX ix_capture_run_id ON capture (run_id)

CREATE TABLE claim (
  id INTEGER NOT NULL,
  report_id INTEGER NOT NULL,
  local_id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  mode VARCHAR,
  "trigger" TEXT,
  start INTEGER,
  "end" INTEGER,
  sentence TEXT NOT NULL,
  sentence_start INTEGER NOT NULL,
  when_start VARCHAR,
  when_end VARCHAR,
  when_precision VARCHAR,
  place TEXT,
  geonames BIGINT,
  lat FLOAT,
  lon FLOAT,
  country VARCHAR,
  where_prec SMALLINT,
  stance VARCHAR NOT NULL,
  certainty VARCHAR NOT NULL,
  polarity VARCHAR NOT NULL,
  modality VARCHAR NOT NULL,
  score FLOAT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (report_id, local_id),
  FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX claim_country_when ON claim (country, when_start, id, when_end)

CREATE INDEX claim_geonames_when ON claim (geonames, when_start, id, when_end)

CREATE INDEX claim_long ON claim (when_start, id, when_end) WHERE when_end IS NULL OR substr(when_start, 1, 7) != substr(when_end, 1, 7)

CREATE INDEX claim_place ON claim (lower(substr(place, 1, 200)), geonames)

CREATE INDEX claim_type_when ON claim (type, when_start, id, when_end)

CREATE INDEX claim_unbegun ON claim (id, when_end) WHERE when_start IS NULL AND when_end IS NOT NULL

CREATE INDEX claim_when ON claim (when_start, id, when_end)

CREATE TABLE reading (
  id INTEGER NOT NULL,
  report_id INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_reading_report_id ON reading (report_id)

CREATE TABLE run_end (
  run_id INTEGER NOT NULL,
  finished_at VARCHAR NOT NULL,
  read INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  duplicate INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  PRIMARY KEY (run_id),
  FOREIGN KEY(run_id) REFERENCES run (id)
)

CREATE TABLE undone (
  judgement_id INTEGER NOT NULL,
  by_id INTEGER NOT NULL,
  PRIMARY KEY (judgement_id),
  FOREIGN KEY(judgement_id) REFERENCES judgement (id),
  FOREIGN KEY(by_id) REFERENCES judgement (id)
)

CREATE TRIGGER "blob_no_update" BEFORE UPDATE ON "blob" BEGIN
  SELECT RAISE(ABORT, 'blob is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "blob_no_delete" BEFORE DELETE ON "blob" BEGIN
  SELECT RAISE(ABORT, 'blob is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "blob_no_replace" BEFORE INSERT ON "blob" WHEN EXISTS (SELECT 1 FROM "blob" WHERE "hash" = new."hash") BEGIN
  SELECT RAISE(ABORT, 'blob is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "judgement_no_update" BEFORE UPDATE ON "judgement" BEGIN
  SELECT RAISE(ABORT, 'judgement is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "judgement_no_delete" BEFORE DELETE ON "judgement" BEGIN
  SELECT RAISE(ABORT, 'judgement is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "judgement_no_replace" BEFORE INSERT ON "judgement" WHEN EXISTS (SELECT 1 FROM "judgement" WHERE "id" = new."id") BEGIN
  SELECT RAISE(ABORT, 'judgement is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "log_no_update" BEFORE UPDATE ON "log" BEGIN
  SELECT RAISE(ABORT, 'log is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "log_no_delete" BEFORE DELETE ON "log" BEGIN
  SELECT RAISE(ABORT, 'log is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "log_no_replace" BEFORE INSERT ON "log" WHEN EXISTS (SELECT 1 FROM "log" WHERE "seq" = new."seq") BEGIN
  SELECT RAISE(ABORT, 'log is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "rejection_no_update" BEFORE UPDATE ON "rejection" BEGIN
  SELECT RAISE(ABORT, 'rejection is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "rejection_no_delete" BEFORE DELETE ON "rejection" BEGIN
  SELECT RAISE(ABORT, 'rejection is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "rejection_no_replace" BEFORE INSERT ON "rejection" WHEN EXISTS (SELECT 1 FROM "rejection" WHERE "id" = new."id") BEGIN
  SELECT RAISE(ABORT, 'rejection is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "report_no_update" BEFORE UPDATE ON "report" BEGIN
  SELECT RAISE(ABORT, 'report is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "report_no_delete" BEFORE DELETE ON "report" BEGIN
  SELECT RAISE(ABORT, 'report is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "report_no_replace" BEFORE INSERT ON "report" WHEN EXISTS (SELECT 1 FROM "report" WHERE "id" = new."id") OR EXISTS (SELECT 1 FROM "report" WHERE "key" = new."key") BEGIN
  SELECT RAISE(ABORT, 'report is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "run_no_update" BEFORE UPDATE ON "run" BEGIN
  SELECT RAISE(ABORT, 'run is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "run_no_delete" BEFORE DELETE ON "run" BEGIN
  SELECT RAISE(ABORT, 'run is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "run_no_replace" BEFORE INSERT ON "run" WHEN EXISTS (SELECT 1 FROM "run" WHERE "id" = new."id") BEGIN
  SELECT RAISE(ABORT, 'run is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "capture_no_update" BEFORE UPDATE ON "capture" BEGIN
  SELECT RAISE(ABORT, 'capture is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "capture_no_delete" BEFORE DELETE ON "capture" BEGIN
  SELECT RAISE(ABORT, 'capture is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "capture_no_replace" BEFORE INSERT ON "capture" WHEN EXISTS (SELECT 1 FROM "capture" WHERE "id" = new."id") BEGIN
  SELECT RAISE(ABORT, 'capture is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "claim_no_update" BEFORE UPDATE ON "claim" BEGIN
  SELECT RAISE(ABORT, 'claim is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "claim_no_delete" BEFORE DELETE ON "claim" BEGIN
  SELECT RAISE(ABORT, 'claim is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "claim_no_replace" BEFORE INSERT ON "claim" WHEN EXISTS (SELECT 1 FROM "claim" WHERE "id" = new."id") OR EXISTS (SELECT 1 FROM "claim" WHERE "report_id" = new."report_id" AND "local_id" = new."local_id") BEGIN
  SELECT RAISE(ABORT, 'claim is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "reading_no_update" BEFORE UPDATE ON "reading" BEGIN
  SELECT RAISE(ABORT, 'reading is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "reading_no_delete" BEFORE DELETE ON "reading" BEGIN
  SELECT RAISE(ABORT, 'reading is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "reading_no_replace" BEFORE INSERT ON "reading" WHEN EXISTS (SELECT 1 FROM "reading" WHERE "id" = new."id") BEGIN
  SELECT RAISE(ABORT, 'reading is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "run_end_no_update" BEFORE UPDATE ON "run_end" BEGIN
  SELECT RAISE(ABORT, 'run_end is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "run_end_no_delete" BEFORE DELETE ON "run_end" BEGIN
  SELECT RAISE(ABORT, 'run_end is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "run_end_no_replace" BEFORE INSERT ON "run_end" WHEN EXISTS (SELECT 1 FROM "run_end" WHERE "run_id" = new."run_id") BEGIN
  SELECT RAISE(ABORT, 'run_end is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "undone_no_update" BEFORE UPDATE ON "undone" BEGIN
  SELECT RAISE(ABORT, 'undone is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "undone_no_delete" BEFORE DELETE ON "undone" BEGIN
  SELECT RAISE(ABORT, 'undone is only added to: rows are never changed or deleted');
END

CREATE TRIGGER "undone_no_replace" BEFORE INSERT ON "undone" WHEN EXISTS (SELECT 1 FROM "undone" WHERE "judgement_id" = new."judgement_id") BEGIN
  SELECT RAISE(ABORT, 'undone is only added to: rows are never changed or deleted');
END

CREATE VIRTUAL TABLE claim_words USING fts5 (
  sentence, content = 'claim', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
)

CREATE TRIGGER claim_words_add AFTER INSERT ON claim BEGIN
  INSERT INTO claim_words (rowid, sentence) VALUES (new.id, new.sentence);
END

CREATE VIRTUAL TABLE report_words USING fts5 (
  title, content = 'report', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
)

CREATE TRIGGER report_words_add AFTER INSERT ON report BEGIN
  INSERT INTO report_words (rowid, title) VALUES (new.id, new.title);
END

CREATE VIRTUAL TABLE event_box USING rtree (id, south, north, west, east)

CREATE TRIGGER event_box_add AFTER INSERT ON event WHEN new.lat IS NOT NULL AND new.lon IS NOT NULL BEGIN
  INSERT INTO event_box VALUES (new.id, new.lat, new.lat, new.lon, new.lon);
END

CREATE TRIGGER event_box_move AFTER UPDATE OF id, lat, lon ON event
WHEN old.id <> new.id OR old.lat IS NOT new.lat OR old.lon IS NOT new.lon BEGIN
  DELETE FROM event_box WHERE id = old.id;
  INSERT INTO event_box SELECT new.id, new.lat, new.lat, new.lon, new.lon
  WHERE new.lat IS NOT NULL AND new.lon IS NOT NULL;
END

CREATE TRIGGER event_box_drop AFTER DELETE ON event WHEN old.lat IS NOT NULL BEGIN
  DELETE FROM event_box WHERE id = old.id;
END
