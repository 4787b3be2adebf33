CREATE TABLE actor (
  id VARCHAR COLLATE "C" NOT NULL,
  number BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  kind VARCHAR COLLATE "C" NOT NULL,
  country VARCHAR COLLATE "C",
  sector VARCHAR COLLATE "C",
  merged_into VARCHAR COLLATE "C",
  body BYTEA NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (number)
)

CREATE INDEX ix_actor_merged_into ON actor (merged_into)

CREATE TABLE actor_name (
  actor_id VARCHAR COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  folded TEXT COLLATE "C" NOT NULL,
  since VARCHAR COLLATE "C",
  until VARCHAR COLLATE "C",
  kind VARCHAR COLLATE "C" NOT NULL,
  citation TEXT COLLATE "C",
  PRIMARY KEY (actor_id, name)
)

CREATE INDEX ix_actor_name_folded ON actor_name (folded)

CREATE TABLE blob (
  hash VARCHAR COLLATE "C" NOT NULL,
  size BIGINT NOT NULL,
  codec VARCHAR COLLATE "C" NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (hash)
)

CREATE TABLE claim_event (
  claim_id BIGINT NOT NULL,
  event_id BIGINT NOT NULL,
  origin VARCHAR COLLATE "C" NOT NULL,
  facts BYTEA NOT NULL,
  support BYTEA NOT NULL,
  PRIMARY KEY (claim_id)
)

CREATE INDEX ix_claim_event_event_id ON claim_event (event_id)

CREATE TABLE counter (
  name VARCHAR COLLATE "C" NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (name)
)

CREATE TABLE credit (
  report_id BIGINT NOT NULL,
  number SMALLINT NOT NULL,
  key VARCHAR COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  kind VARCHAR COLLATE "C" NOT NULL,
  start INTEGER,
  "end" INTEGER,
  PRIMARY KEY (report_id, number)
)

CREATE INDEX ix_credit_key ON credit (key)

CREATE TABLE entity_actor (
  report_id BIGINT NOT NULL,
  entity VARCHAR COLLATE "C" NOT NULL,
  actor_id VARCHAR COLLATE "C" NOT NULL,
  met_as VARCHAR COLLATE "C" NOT NULL,
  score FLOAT NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (report_id, entity)
)

CREATE INDEX ix_entity_actor_actor_id ON entity_actor (actor_id)

CREATE INDEX ix_entity_actor_met_as ON entity_actor (met_as)

CREATE TABLE event (
  id BIGINT NOT NULL,
  type VARCHAR COLLATE "C" NOT NULL,
  mode VARCHAR COLLATE "C",
  title TEXT COLLATE "C" NOT NULL,
  when_start VARCHAR COLLATE "C",
  when_end VARCHAR COLLATE "C",
  when_precision VARCHAR COLLATE "C",
  place TEXT COLLATE "C",
  geonames BIGINT,
  lat FLOAT,
  lon FLOAT,
  country VARCHAR COLLATE "C",
  where_prec SMALLINT,
  modality VARCHAR COLLATE "C" NOT NULL,
  grade VARCHAR COLLATE "C" NOT NULL,
  origins_for INTEGER NOT NULL,
  origins_against INTEGER NOT NULL,
  disputed TEXT COLLATE "C" NOT NULL,
  disagreement FLOAT,
  killed_low BIGINT,
  killed_best BIGINT,
  killed_high BIGINT,
  claims INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  first_published VARCHAR COLLATE "C",
  last_published VARCHAR COLLATE "C",
  verdict VARCHAR COLLATE "C",
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
  event_id BIGINT NOT NULL,
  actor_id VARCHAR COLLATE "C" NOT NULL,
  role VARCHAR COLLATE "C" NOT NULL,
  PRIMARY KEY (event_id, actor_id, role)
)

CREATE INDEX event_actor_actor ON event_actor (actor_id, event_id)

CREATE TABLE holding (
  judgement_id BIGINT NOT NULL,
  kind VARCHAR COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  object TEXT COLLATE "C",
  field VARCHAR COLLATE "C",
  value TEXT COLLATE "C",
  PRIMARY KEY (judgement_id)
)

CREATE INDEX holding_object ON holding (kind, object)

CREATE INDEX holding_subject ON holding (kind, subject)

CREATE TABLE index_key (
  kind SMALLINT NOT NULL,
  key BIGINT NOT NULL,
  ref BIGINT NOT NULL,
  PRIMARY KEY (kind, key, ref)
)

CREATE TABLE judgement (
  id BIGINT NOT NULL,
  kind VARCHAR COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  object TEXT COLLATE "C",
  field VARCHAR COLLATE "C",
  value TEXT COLLATE "C",
  reason TEXT COLLATE "C" NOT NULL,
  who TEXT COLLATE "C" NOT NULL,
  made_at VARCHAR COLLATE "C" NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX judgement_kind ON judgement (kind)

CREATE INDEX judgement_object ON judgement (object)

CREATE INDEX judgement_subject ON judgement (subject)

CREATE TABLE link (
  claim_id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  score FLOAT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (claim_id, other_id)
)

CREATE TABLE log (
  seq BIGINT NOT NULL,
  what VARCHAR COLLATE "C" NOT NULL,
  ref BIGINT NOT NULL,
  PRIMARY KEY (seq)
)

CREATE TABLE participant (
  claim_id BIGINT NOT NULL,
  number SMALLINT NOT NULL,
  role VARCHAR COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  actor_id VARCHAR COLLATE "C",
  PRIMARY KEY (claim_id, number)
)

CREATE INDEX participant_actor_claim ON participant (actor_id, claim_id)

CREATE TABLE rejection (
  id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  kind VARCHAR COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  cure TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX ix_rejection_run_id ON rejection (run_id)

CREATE TABLE report (
  id BIGINT NOT NULL,
  key VARCHAR COLLATE "C" NOT NULL,
  text_hash VARCHAR COLLATE "C" NOT NULL,
  title TEXT COLLATE "C",
  byline TEXT COLLATE "C",
  publisher TEXT COLLATE "C",
  published VARCHAR COLLATE "C",
  language VARCHAR COLLATE "C",
  url TEXT COLLATE "C",
  given_id TEXT COLLATE "C",
  words INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (key)
)

CREATE INDEX ix_report_published ON report (published)

CREATE INDEX ix_report_publisher ON report (publisher)

CREATE INDEX ix_report_text_hash ON report (text_hash)

CREATE TABLE reportedly_migration (
  number INTEGER NOT NULL,
  name VARCHAR COLLATE "C" NOT NULL,
  reportedly VARCHAR COLLATE "C" NOT NULL,
  PRIMARY KEY (number)
)

CREATE TABLE reprint (
  report_id BIGINT NOT NULL,
  root BIGINT NOT NULL,
  "of" BIGINT,
  kind VARCHAR COLLATE "C",
  share FLOAT,
  reason TEXT COLLATE "C",
  PRIMARY KEY (report_id)
)

CREATE INDEX ix_reprint_root ON reprint (root)

CREATE TABLE run (
  id BIGINT NOT NULL,
  started_at VARCHAR COLLATE "C" NOT NULL,
  reportedly VARCHAR COLLATE "C" NOT NULL,
  paths TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (id)
)

CREATE TABLE source (
  key VARCHAR COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  kind VARCHAR COLLATE "C" NOT NULL,
  actor_id VARCHAR COLLATE "C",
  named SMALLINT NOT NULL,
  claims INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  reliability VARCHAR COLLATE "C",
  PRIMARY KEY (key)
)

CREATE INDEX source_actor ON source (actor_id)

CREATE INDEX source_claims ON source (claims)

CREATE INDEX source_name ON source (lower(substr(name, 1, 200)))

CREATE TABLE standing (
  event_id BIGINT NOT NULL,
  version SMALLINT NOT NULL,
  known_from VARCHAR COLLATE "C",
  known_until VARCHAR COLLATE "C",
  grade VARCHAR COLLATE "C" NOT NULL,
  origins_for INTEGER NOT NULL,
  origins_against INTEGER NOT NULL,
  disputed TEXT COLLATE "C" NOT NULL,
  claims INTEGER NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (event_id, version)
)

CREATE TABLE suggestion (
  id BIGINT NOT NULL,
  kind VARCHAR COLLATE "C" NOT NULL,
  subject VARCHAR COLLATE "C" NOT NULL,
  object VARCHAR COLLATE "C" NOT NULL,
  score FLOAT NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX suggestion_kind_score ON suggestion (kind, score)

CREATE TABLE voice (
  claim_id BIGINT NOT NULL,
  position SMALLINT NOT NULL,
  source_key VARCHAR COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  actor_id VARCHAR COLLATE "C",
  PRIMARY KEY (claim_id, position)
)

CREATE INDEX voice_source_claim ON voice (source_key, claim_id)

CREATE TABLE capture (
  id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  hash VARCHAR COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  method VARCHAR COLLATE "C" NOT NULL,
  captured_at VARCHAR COLLATE "C" NOT NULL,
  report_id BIGINT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(hash) REFERENCES blob (hash)
)

CREATE INDEX ix_capture_hash ON capture (hash)

CREATE INDEX ix_capture_report_id ON capture (report_id)

CREATE INDEX ix_capture_run_id ON capture (run_id)

CREATE TABLE claim (
  id BIGINT NOT NULL,
  report_id BIGINT NOT NULL,
  local_id VARCHAR COLLATE "C" NOT NULL,
  kind VARCHAR COLLATE "C" NOT NULL,
  type VARCHAR COLLATE "C" NOT NULL,
  mode VARCHAR COLLATE "C",
  trigger TEXT COLLATE "C",
  start INTEGER,
  "end" INTEGER,
  sentence TEXT COLLATE "C" NOT NULL,
  sentence_start INTEGER NOT NULL,
  when_start VARCHAR COLLATE "C",
  when_end VARCHAR COLLATE "C",
  when_precision VARCHAR COLLATE "C",
  place TEXT COLLATE "C",
  geonames BIGINT,
  lat FLOAT,
  lon FLOAT,
  country VARCHAR COLLATE "C",
  where_prec SMALLINT,
  stance VARCHAR COLLATE "C" NOT NULL,
  certainty VARCHAR COLLATE "C" NOT NULL,
  polarity VARCHAR COLLATE "C" NOT NULL,
  modality VARCHAR COLLATE "C" NOT NULL,
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
  id BIGINT NOT NULL,
  report_id BIGINT NOT NULL,
  made_by TEXT COLLATE "C" NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_reading_report_id ON reading (report_id)

CREATE TABLE run_end (
  run_id BIGINT NOT NULL,
  finished_at VARCHAR COLLATE "C" NOT NULL,
  read BIGINT NOT NULL,
  stored BIGINT NOT NULL,
  duplicate BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  PRIMARY KEY (run_id),
  FOREIGN KEY(run_id) REFERENCES run (id)
)

CREATE TABLE undone (
  judgement_id BIGINT NOT NULL,
  by_id BIGINT NOT NULL,
  PRIMARY KEY (judgement_id),
  FOREIGN KEY(judgement_id) REFERENCES judgement (id),
  FOREIGN KEY(by_id) REFERENCES judgement (id)
)

CREATE FUNCTION reportedly_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to: rows are never changed or deleted', TG_TABLE_NAME;
END
$$

CREATE TRIGGER "blob_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "blob"
FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()

CREATE TRIGGER "judgement_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "judgement"
FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()

CREATE TRIGGER "log_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "log"
FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()

CREATE TRIGGER "rejection_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "rejection"
FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()

CREATE TRIGGER "report_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "report"
FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()

CREATE TRIGGER "run_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "run"
FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()

CREATE TRIGGER "capture_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "capture"
FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()

CREATE TRIGGER "claim_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "claim"
FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()

CREATE TRIGGER "reading_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "reading"
FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()

CREATE TRIGGER "run_end_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "run_end"
FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()

CREATE TRIGGER "undone_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "undone"
FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()

CREATE TEXT SEARCH DICTIONARY reportedly_stem (TEMPLATE = pg_catalog.snowball, LANGUAGE = porter)

CREATE TEXT SEARCH CONFIGURATION reportedly (PARSER = pg_catalog."default")

ALTER TEXT SEARCH CONFIGURATION reportedly
ADD MAPPING FOR asciiword, word, numword, int, uint, float, sfloat, version, host, email, url, url_path, file,
asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart WITH reportedly_stem

CREATE FUNCTION reportedly_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(words) = char_length(words)
  THEN regexp_replace(lower(words COLLATE "default"), '[^a-z0-9]+', ' ', 'g')
  ELSE lower(regexp_replace(regexp_replace(normalize(words COLLATE "default", NFD), '[\u0300-\u036F]+', '', 'g'),
    '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7\u2000-\u206F\u20A0-\u20CF\u2190-\u2BFF\u3000-\u3004\u3008-\u3020\uFD3E-\uFD3F\uFE10-\uFE6F\uFF01-\uFF0F\uFFFD\u060C\u061B\u061F\u066A-\u066D\u06D4\U0001F000-\U0001FAFF]+',
    ' ', 'g')) END
$$

ALTER TABLE claim ADD COLUMN searched tsvector
GENERATED ALWAYS AS (to_tsvector('reportedly', reportedly_plain(sentence))) STORED

ALTER TABLE report ADD COLUMN searched tsvector
GENERATED ALWAYS AS (to_tsvector('reportedly', reportedly_plain(title))) STORED

CREATE INDEX claim_words ON claim USING gin (searched)

CREATE INDEX report_words ON report USING gin (searched)

CREATE INDEX event_box ON event USING gist (point(lon, lat)) WHERE lat IS NOT NULL AND lon IS NOT NULL
