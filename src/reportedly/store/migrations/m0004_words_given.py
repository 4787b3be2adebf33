"""What a record is searched by may be brought along with a row: a bulk load has it made where that costs less.

PostgreSQL makes it where a row comes without. What is packed already is no longer packed again, which takes as long and gives nothing.
"""

from sqlalchemy import Connection

from reportedly.store.base import DialectName
from reportedly.store.migrations.migration import Migration

_SEARCHED = (("claim", "sentence"), ("report", "title"))
_PACKED = (("blob", "bytes"), ("reading", "body"), ("claim_event", "facts"), ("claim_event", "support"), ("link", "body"))
_TOGETHER = 4000
"""Bytes of a row that is kept in one place, two on a page; two thousand are usual, and most readings are longer."""

_WORDS = """
CREATE FUNCTION reportedly_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_tsvector('reportedly', reportedly_plain(words))
$$
"""


def _migrate(connection: Connection, dialect: DialectName) -> None:
    if dialect == "sqlite":
        return  # makes them with a trigger since ever, and packs nothing
    connection.exec_driver_sql(_WORDS)
    for table, column in _SEARCHED:
        connection.exec_driver_sql(f"ALTER TABLE {table} ALTER searched DROP EXPRESSION")
        connection.exec_driver_sql(
            f"CREATE FUNCTION reportedly_{table}_words() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN NEW.searched := reportedly_words(NEW.{column}); RETURN NEW; END $$"
        )
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_words BEFORE INSERT ON {table} FOR EACH ROW WHEN (NEW.searched IS NULL) "
            f"EXECUTE FUNCTION reportedly_{table}_words()"
        )
    for table, column in _PACKED:
        connection.exec_driver_sql(f"ALTER TABLE {table} ALTER {column} SET STORAGE EXTERNAL")
    for table in ("blob", "reading"):
        connection.exec_driver_sql(f"ALTER TABLE {table} SET (toast_tuple_target = {_TOGETHER})")


WORDS_GIVEN = Migration(4, "words_given", _migrate)
