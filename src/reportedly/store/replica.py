"""Reading from a streaming replica of a record's PostgreSQL server, without ever missing what this process has written.

After each write the primary's position in its log is noted; the replica is asked only once it has replayed that far. Where it lags,
is down or refuses, the primary is asked: a desk on a replica that is gone is slower, and goes on.
"""

import time
from contextlib import ExitStack, suppress
from threading import Lock

from msgspec import Struct
from sqlalchemy import Connection

from reportedly.errors import BadOption, RecordError
from reportedly.store.base import Limits
from reportedly.store.postgresql import PostgresqlDatabase

REST = 5.0
"""Seconds for which a replica that failed is left alone: until then each question would wait for it in vain."""

_POSITION = "SELECT pg_current_wal_insert_lsn()::text"
_HAS = "SELECT NOT pg_is_in_recovery() OR coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false)"
_BEHIND = "SELECT CASE WHEN pg_is_in_recovery() THEN greatest(0, pg_wal_lsn_diff(%s::pg_lsn, pg_last_wal_replay_lsn())) ELSE 0 END"
_SYSTEM = "SELECT (SELECT system_identifier FROM pg_control_system())::text || ' ' || current_database() || ' ' || current_schema()"


class ReplicaState(Struct, frozen=True, kw_only=True):
    """How a replica is: whether it answers, and how many bytes of the primary's log it has yet to replay (None: unknown)."""

    reachable: bool
    bytes_behind: int | None


class Replica:
    """A replica of ``primary``; used from several threads."""

    def __init__(self, primary: PostgresqlDatabase, url: str, limits: Limits) -> None:
        """Opens nothing yet: a replica that is down must not keep a desk from opening."""
        self._primary, self._url, self._limits = primary, url, limits
        self._database: PostgresqlDatabase | None = None
        self._lock = Lock()
        self._rests_until = 0.0
        self._needed = "0/0"

    def reading(self, held: ExitStack) -> tuple[PostgresqlDatabase, Connection] | None:
        """A transaction of the replica, which ends with ``held``; None where the primary has to be asked.

        Raises BadOption where the URL leads to another record.
        """
        if time.monotonic() < self._rests_until:
            return None
        mine = ExitStack()
        try:
            database = self._opened()
            connection = mine.enter_context(database.reading())
            with database.faults():
                has = connection.exec_driver_sql(_HAS, (self._needed,)).scalar()
                connection.rollback()  # the state that is read must be of after the question, not before
                database.limit(connection)
        except RecordError:
            self._rests_until = time.monotonic() + REST
            with suppress(RecordError):
                mine.close()
            return None
        if not has:
            mine.close()
            return None
        held.push(mine.pop_all())
        return database, connection

    def wrote(self) -> None:
        """Note that this process has written: what is read from now on must have it."""
        with self._primary.reading() as connection:
            position = str(connection.exec_driver_sql(_POSITION).scalar())
        with self._lock:
            self._needed = position

    def state(self) -> ReplicaState:
        """How the replica is at this moment; raises what the primary raises."""
        with self._primary.reading() as connection:
            position = str(connection.exec_driver_sql(_POSITION).scalar())
        try:
            database = self._opened()
            with database.reading() as connection:
                behind = connection.exec_driver_sql(_BEHIND, (position,)).scalar()
        except RecordError:
            return ReplicaState(reachable=False, bytes_behind=None)
        return ReplicaState(reachable=True, bytes_behind=None if behind is None else int(behind))

    def close(self) -> None:
        """Let go of every connection."""
        if self._database is not None:
            self._database.close()

    def _opened(self) -> PostgresqlDatabase:
        with self._lock:
            if self._database is None:
                database = PostgresqlDatabase(self._url, self._limits)
                with self._primary.reading() as there, database.reading() as here:
                    same = there.exec_driver_sql(_SYSTEM).scalar() == here.exec_driver_sql(_SYSTEM).scalar()
                if not same:
                    database.close()
                    raise BadOption(
                        f"{database.name} is no replica of {self._primary.name}.", "Correct --read-from or the setting read_from."
                    )
                self._database = database
            return self._database
