"""Whether tables by month of publication pay on PostgreSQL: ``python -m benchmarks.scale.partitions --claims 600000``.

The same invented claims in one table and in a table of monthly partitions, each with the indexes that the desk's questions use. Pages
that a question touches and the planner's own time are told, since they don't depend on what else the machine does; the load is told as
the server's rows a second, the two kinds by turns. Also told: what a unique key over all months gives, and what BRIN costs.
"""

import argparse
import itertools
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from tests.store.server import postgresql

YEARS, FIRST = 10, 2021
COLUMNS = (
    "id bigint NOT NULL, report_id bigint NOT NULL, published text COLLATE \"C\" NOT NULL, type text COLLATE \"C\" NOT NULL,"
    " country text COLLATE \"C\", when_start text COLLATE \"C\", when_end text COLLATE \"C\", sentence text NOT NULL"
)
# Types and countries are skewed as news is: a few make most of it. Reports come in the order of their days, as a watch brings them.
ROWS = """
INSERT INTO made SELECT n, n / 4, day, 'TYPE' || (floor(20 * power(hashfloat8(n::float8)::bigint & 1023, 2) / 1048576))::int,
 chr(65 + (n * 7 % 13)::int) || chr(65 + (n % 5)::int), day, day, repeat('an invented sentence of a claim ', 5) || n
FROM (SELECT n, to_char(date '{first}-01-01' + (n * {days} / {claims})::int, 'YYYY-MM-DD') AS day
      FROM generate_series(0, {claims} - 1) n) AS numbered
"""
QUESTIONS = {
    "fifty claims by number (an event's evidence)":
        "SELECT * FROM {t} WHERE id = ANY (ARRAY(SELECT n * {step} FROM generate_series(1, 50) n))",
    "the newest page of a type, all years": "SELECT * FROM {t} WHERE type = 'TYPE3' ORDER BY when_start DESC, id DESC LIMIT 50",
    "one month of a type, by when it happened": (
        "SELECT * FROM {t} WHERE type = 'TYPE3' AND when_start >= '2026-03' AND when_start < '2026-04' ORDER BY when_start, id LIMIT 50"
    ),
    "all that was published in a month, counted": "SELECT count(*) FROM {t} WHERE published >= '2026-03' AND published < '2026-04'",
}


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=600_000)
    claims = parser.parse_args().claims
    with _server() as connection:
        connection.exec_driver_sql(f"CREATE UNLOGGED TABLE made ({COLUMNS})")
        connection.exec_driver_sql(ROWS.format(first=FIRST, claims=claims, days=YEARS * 365).replace("%", "%%"))
        data = connection.exec_driver_sql("SHOW data_directory").scalar()
        connection.exec_driver_sql(f"COPY made TO '{data}/made.copy'")
        tables = {"one table": "plain", f"{YEARS * 12} partitions": "parted"}
        rates: dict[str, list[float]] = {one: [] for one in tables.values()}
        for _ in range(3):
            for one in tables.values():
                _make(connection, one)
                began = time.perf_counter()
                connection.exec_driver_sql(f"COPY {one} FROM '{data}/made.copy'")
                rates[one].append(claims / (time.perf_counter() - began))
        print(f"{claims:,} claims over {YEARS} years")
        for name, one in tables.items():
            connection.exec_driver_sql(f"ANALYZE {one}")
            print(f"{name:16} COPY with all indexes: {statistics.median(rates[one]):>9,.0f} rows/s (median of 3, by turns)")
        for question, sql in QUESTIONS.items():
            print(question)
            for name, one in tables.items():
                print(f"  {name:16} {_asked(connection, sql.format(t=one, step=claims // 51))}")
        _unique(connection)
        _brin(connection)


def _make(connection: Connection, one: str) -> None:
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {one}")
    connection.exec_driver_sql(f"CREATE TABLE {one} ({COLUMNS}){' PARTITION BY RANGE (published)' if one == 'parted' else ''}")
    if one == "parted":
        months = [f"{FIRST + number // 12}-{number % 12 + 1:02}" for number in range(YEARS * 12 + 1)]
        for begin, end in itertools.pairwise(months):
            name = f"parted_{begin.replace('-', '_')}"
            connection.exec_driver_sql(f"CREATE TABLE {name} PARTITION OF parted FOR VALUES FROM ('{begin}') TO ('{end}')")
    for number, columns in enumerate(("id", "when_start, id, when_end", "type, when_start, id, when_end", "published")):
        connection.exec_driver_sql(f"CREATE INDEX {one}_{number} ON {one} ({columns})")


def _asked(connection: Connection, sql: str) -> str:
    plans: list[Any] = []
    for _ in range(5):
        found = connection.exec_driver_sql("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql).scalar()
        plans.append(found[0])
    plan = plans[-1]["Plan"]
    pages = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    planning = statistics.median(one["Planning Time"] for one in plans)
    run = statistics.median(one["Execution Time"] for one in plans)
    return f"{pages:>7,} pages; planned in {planning:6.2f} ms, answered in {run:7.2f} ms"


def _unique(connection: Connection) -> None:
    try:
        connection.exec_driver_sql("ALTER TABLE parted ADD PRIMARY KEY (id)")
    except DBAPIError as error:
        print(f"a primary key over all months: {str(error.orig).splitlines()[0]}")


def _brin(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE INDEX plain_brin ON plain USING brin (published)")
    sizes = {name: connection.exec_driver_sql(f"SELECT pg_relation_size('{name}')").scalar() for name in ("plain_3", "plain_brin")}
    print(f"index of days of publication: B-tree {sizes['plain_3'] / 1e6:,.1f} MB, BRIN {sizes['plain_brin'] / 1e6:,.2f} MB")
    connection.exec_driver_sql("DROP INDEX plain_3")
    print(f"  a month counted by BRIN {_asked(connection, QUESTIONS['all that was published in a month, counted'].format(t='plain'))}")


@contextmanager
def _server() -> Iterator[Connection]:
    with tempfile.TemporaryDirectory(prefix="reportedly-partitions-") as folder, postgresql(Path(folder)) as url:
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            yield connection
        engine.dispose()


if __name__ == "__main__":
    os.nice(5)
    main()
