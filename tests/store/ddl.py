"""Prints the first migration's statements as tables.py would have them: ``python -m tests.store.ddl sqlite``.

A migration's SQL is frozen; this is for writing a new one, and the tests compare what the migrations make with tables.py.
"""

import sys

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from reportedly.store.tables import metadata

DIALECTS: dict[str, type[Dialect]] = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}


def statements(name: str) -> list[str]:
    dialect = DIALECTS[name]()
    found = []
    for table in metadata.sorted_tables:
        found.append(str(CreateTable(table).compile(dialect=dialect)))
        found += [
            str(CreateIndex(index).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda one: one.name)
        ]
    kept = [table for table in metadata.sorted_tables if table.info["kind"] in ("evidence", "log")]
    if name == "sqlite":
        found += [one for table in kept for one in sqlite_triggers(table)] + SQLITE_SEARCH
    else:
        found += [POSTGRESQL_REFUSE, *map(postgresql_trigger, kept), *POSTGRESQL_SEARCH]
    return [
        "\n".join(line.replace("\t", "  ").rstrip() for line in one.strip().splitlines() if line.strip())
        for one in found
    ]


def sqlite_triggers(table: Table) -> list[str]:
    refuse = f"SELECT RAISE(ABORT, '{table.name} is only added to: rows are never changed or deleted');"
    found = [
        f'CREATE TRIGGER "{table.name}_no_{action.lower()}" BEFORE {action} ON "{table.name}" BEGIN\n  {refuse}\nEND'
        for action in ("UPDATE", "DELETE")
    ]
    # REPLACE deletes without asking the triggers above.
    uniques = [[column.name for column in table.primary_key.columns]]
    uniques += [
        [column.name for column in one.columns]
        for one in sorted(table.constraints, key=str)
        if type(one).__name__ == "UniqueConstraint"
    ]
    tests = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table.name}" WHERE '
        + " AND ".join(f'"{name}" = new."{name}"' for name in names)
        + ")"
        for names in uniques
    )
    found.append(
        f'CREATE TRIGGER "{table.name}_no_replace" BEFORE INSERT ON "{table.name}" WHEN {tests} BEGIN\n  {refuse}\nEND'
    )
    return found


def postgresql_trigger(table: Table) -> str:
    return (
        f'CREATE TRIGGER "{table.name}_only_added_to" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table.name}"\n'
        "FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()"
    )


SQLITE_SEARCH = [
    "CREATE VIRTUAL TABLE claim_words USING fts5 (\n  sentence, content = 'claim', content_rowid = 'id',\n"
    "  tokenize = 'porter unicode61 remove_diacritics 2'\n)",
    "CREATE TRIGGER claim_words_add AFTER INSERT ON claim BEGIN\n"
    "  INSERT INTO claim_words (rowid, sentence) VALUES (new.id, new.sentence);\nEND",
    "CREATE VIRTUAL TABLE report_words USING fts5 (\n  title, content = 'report', content_rowid = 'id',\n"
    "  tokenize = 'porter unicode61 remove_diacritics 2'\n)",
    "CREATE TRIGGER report_words_add AFTER INSERT ON report BEGIN\n"
    "  INSERT INTO report_words (rowid, title) VALUES (new.id, new.title);\nEND",
    "CREATE VIRTUAL TABLE event_box USING rtree (id, south, north, west, east)",
    "CREATE TRIGGER event_box_add AFTER INSERT ON event WHEN new.lat IS NOT NULL AND new.lon IS NOT NULL BEGIN\n"
    "  INSERT INTO event_box VALUES (new.id, new.lat, new.lat, new.lon, new.lon);\nEND",
    "CREATE TRIGGER event_box_move AFTER UPDATE OF id, lat, lon ON event\n"
    "WHEN old.id <> new.id OR old.lat IS NOT new.lat OR old.lon IS NOT new.lon BEGIN\n"
    "  DELETE FROM event_box WHERE id = old.id;\n"
    "  INSERT INTO event_box SELECT new.id, new.lat, new.lat, new.lon, new.lon\n"
    "  WHERE new.lat IS NOT NULL AND new.lon IS NOT NULL;\nEND",
    "CREATE TRIGGER event_box_drop AFTER DELETE ON event WHEN old.lat IS NOT NULL BEGIN\n"
    "  DELETE FROM event_box WHERE id = old.id;\nEND",
]

POSTGRESQL_REFUSE = """CREATE FUNCTION reportedly_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to: rows are never changed or deleted', TG_TABLE_NAME;
END
$$"""

# What isn't a letter or a digit, told without asking the server's language: marks, signs, spaces, arrows, pictures.
NO_WORD = (
    r"[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7"
    r"\u2000-\u206F\u20A0-\u20CF\u2190-\u2BFF\u3000-\u3004\u3008-\u3020\uFD3E-\uFD3F\uFE10-\uFE6F\uFF01-\uFF0F\uFFFD"
    r"\u060C\u061B\u061F\u066A-\u066D\u06D4\U0001F000-\U0001FAFF]+"
)

POSTGRESQL_SEARCH = [
    "CREATE TEXT SEARCH DICTIONARY reportedly_stem (TEMPLATE = pg_catalog.snowball, LANGUAGE = porter)",
    'CREATE TEXT SEARCH CONFIGURATION reportedly (PARSER = pg_catalog."default")',
    "ALTER TEXT SEARCH CONFIGURATION reportedly\n"
    "ADD MAPPING FOR asciiword, word, numword, int, uint, float, sfloat, version, host, email, url, url_path, file,\n"
    "asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart WITH reportedly_stem",
    # The long way is for texts with more than ASCII: so large a class of characters takes ten times as long.
    "CREATE FUNCTION reportedly_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$\n"
    "  SELECT CASE WHEN octet_length(words) = char_length(words)\n"
    "  THEN regexp_replace(lower(words COLLATE \"default\"), '[^a-z0-9]+', ' ', 'g')\n"
    "  ELSE lower(regexp_replace(regexp_replace(normalize(words COLLATE \"default\", NFD), '[\\u0300-\\u036F]+', '', 'g'),\n"
    f"    '{NO_WORD}',\n    ' ', 'g')) END\n$$",
    # Kept, not only indexed: phrases are checked against it, and making it anew for each candidate takes seconds.
    "ALTER TABLE claim ADD COLUMN searched tsvector\n"
    "GENERATED ALWAYS AS (to_tsvector('reportedly', reportedly_plain(sentence))) STORED",
    "ALTER TABLE report ADD COLUMN searched tsvector\n"
    "GENERATED ALWAYS AS (to_tsvector('reportedly', reportedly_plain(title))) STORED",
    "CREATE INDEX claim_words ON claim USING gin (searched)",
    "CREATE INDEX report_words ON report USING gin (searched)",
    "CREATE INDEX event_box ON event USING gist (point(lon, lat)) WHERE lat IS NOT NULL AND lon IS NOT NULL",
]


if __name__ == "__main__":
    print("\n\n".join(statements(sys.argv[1])))
