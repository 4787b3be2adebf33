"""How quickly a dataset is loaded into PostgreSQL: ``python -m benchmarks.scale.loading [--reports N] [--inserts N] [--json FILE]``.

The dataset is of generated readings (``generated_readings``: five claims a report), in shards of 1,000 reports as ``reportedly run``
writes them, with the line of JSON that each report came as for its original. Timed is ``Loading.evidence`` into a new record, from the
first look at the manifest to the commit of the last shard: reading and checking the Parquet files, claims as columns, the rows of
reports, readings, claims, captures and originals, COPY of all with every index that a record has (that of words and stems too) and the
foreign keys, one commit a shard, and the wait until all is on the disk, on a server that syncs (``fsync=on``); then ``tidy``, which
merges what the index of words keeps beside it. Not timed: making the dataset, and deriving (reprints, actors, events, standings), which
``benchmarks.scale.linking`` measures.

Beside it: the same rows by a plain loop, an INSERT statement a row with the driver, in one transaction a shard.

Told are wall times, and processor times of the program and of the server's processes, since other programs use the cores too.
"""

import argparse
import io
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import replace
from sqlalchemy import create_engine, text
from tests.store.server import postgresql

from benchmarks.generated_readings import MADE_BY, reading
from benchmarks.scale.invented_reader import line
from reportedly.dataset.dataset import Dataset
from reportedly.dataset.manifest import READINGS, Entry, Version, encoded
from reportedly.dataset.rows import ORIGINAL, stored
from reportedly.dataset.shard import Piece, Shard
from reportedly.dataset.storage import Storage
from reportedly.dataset.writing import entry_name, open_version, write_shard
from reportedly.extras import needed
from reportedly.record.loading import Loading
from reportedly.store.archive import hash_of, unpack
from reportedly.store.arrivals import blob_row
from reportedly.store.sql import Store

SHARD = 1_000
SETTINGS = ("fsync=on", "synchronous_commit=on", "shared_buffers=256MB", "max_wal_size=4GB", "max_connections=40")
TICK = os.sysconf("SC_CLK_TCK")


class Cost(Struct, frozen=True, kw_only=True):
    """What a load took: claims and reports, seconds by the clock, processor seconds of the program and of the server's process."""

    way: str
    reports: int
    claims: int
    wall: float
    program: float
    server: float

    @property
    def words(self) -> str:
        """One line."""
        both = self.program + self.server
        return (
            f"{self.way:34} {self.claims:>9,} claims in {self.wall:7.1f} s: {self.claims / self.wall:>8,.0f} a second; processor "
            f"{self.program:.1f} s here + {self.server:.1f} s at the server: {self.claims / both:,.0f} a second were all done in turn"
        )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--inserts", type=int, default=2_000, help="reports that the plain loop stores")
    parser.add_argument("--like", metavar="DATASET", help="copies of a dataset's first shard instead: its claims a report, its sentences")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reportedly-loading-") as folder:
        claims = Path(folder) / "claims"
        dataset = like(claims, Dataset.open(options.like), options.reports) if options.like else made(claims, options.reports)
        few = made(Path(folder) / "few", options.inserts)
        (Path(folder) / "server").mkdir()
        os.chmod(folder, 0o755)
        with postgresql(Path(folder) / "server", SETTINGS) as url:
            costs = [
                measured("COPY, a shard at a time", url, dataset, copied),
                measured("COPY, as many as the loop", url, few, copied),
                measured("INSERT, a statement a row", url, few, inserted),
            ]
    for cost in costs:
        print(cost.words)
    print(f"the plain loop takes {costs[2].wall / costs[1].wall:.1f} times as long by the clock, ", end="")
    print(f"{(costs[2].program + costs[2].server) / (costs[1].program + costs[1].server):.1f} times by processor time")
    if options.json:
        options.json.write_text(json.dumps(to_builtins(costs), indent=1))


def made(folder: Path, reports: int) -> Dataset:
    """A dataset of so many generated reports, most of them copies (``copied_shards``)."""
    version = Version(reportedly="0", code="generated", model=MADE_BY.model, codebook=MADE_BY.codebook, gazetteer="none", min_score=0.0)
    storage = open_version(str(folder), version)
    outcomes = [
        stored(number, f"generated.jsonl:{number + 1}", "line", line(number).encode(), reading(number))
        for number in range(min(SHARD, reports))
    ]
    first = write_shard(storage, _shard(0), outcomes, {})
    copied_shards(storage, storage, first, reports // SHARD)
    return Dataset(storage, version)


def like(folder: Path, given: Dataset, reports: int) -> Dataset:
    """A dataset of about so many reports: copies of the first shard of one that was read, duplicates left out."""
    first = given.entries()[0]
    files = tuple(file for file in first.files if file.name.startswith(f"{READINGS}/"))
    only = replace(first, files=files, read=first.stored, duplicate=0, rejections=(), not_reports=())
    storage = open_version(str(folder), given.version)
    copied_shards(given.storage, storage, only, 1 + reports // max(1, only.stored))
    return Dataset(storage, given.version)


def copied_shards(source: Storage, target: Storage, first: Entry, until: int) -> None:
    """Write copies 1 to ``until`` - 1 of a shard, under keys, with originals and at positions of their own."""
    parquet: Any = needed("pyarrow.parquet", "cluster")
    pa: Any = needed("pyarrow", "cluster")
    tables = [(file, parquet.read_table(io.BytesIO(source.read(file.name) or b""))) for file in first.files]
    places = sorted(place for _, table in tables for place in table["position"].to_pylist())
    at = {place: number for number, place in enumerate(places)}  # what was left out leaves no gap
    for copy in range(1, until):
        files = []
        for file, table in tables:
            own = table
            told = zip(*(table[name].to_pylist() for name in ORIGINAL), strict=True)
            blobs = [blob_row(unpack(name, codec, data) + b" %d" % copy) for name, _, codec, data in told]
            for name, values in (
                ("position", [at[place] for place in table["position"].to_pylist()]),
                ("key", [hash_of(f"{key} {copy}".encode()) for key in table["key"].to_pylist()]),
                *((name, [blob[place] for blob in blobs]) for place, name in enumerate(ORIGINAL)),
            ):
                place = own.schema.get_field_index(name)
                own = own.set_column(place, own.schema.field(place), pa.array(values, own.schema.field(place).type))
            out = io.BytesIO()
            parquet.write_table(own, out, compression="zstd", row_group_size=SHARD)
            data = out.getvalue()
            name = f"{file.name.rpartition('/')[0]}/{_shard(copy).id}-{hash_of(data)[7:19]}.parquet"
            target.write(name, data)
            files.append(replace(file, name=name, size=len(data), hash=hash_of(data)))
        entry = replace(first, shard=_shard(copy).id, pieces=_shard(copy).pieces, files=tuple(files))
        target.write(entry_name(entry.shard), encoded(entry))


def _shard(number: int) -> Shard:
    return Shard(pieces=(Piece(name="generated.jsonl", url="generated.jsonl", tag="0", weight=1, first=number * SHARD + 1),))


def measured(way: str, url: str, dataset: Dataset, load: Callable[[Store, Dataset], None]) -> Cost:
    """Load a dataset into a new record in a schema of its own."""
    with schema(url) as target, Store.open(target, create=True) as store:
        entries = dataset.entries()
        before, began, program = server_seconds(store), time.perf_counter(), time.process_time()
        load(store, dataset)
        store.tidy()
        wall, program = time.perf_counter() - began, time.process_time() - program
        server = server_seconds(store) - before
        return Cost(
            way=way, reports=sum(one.stored for one in entries), claims=sum(one.claims for one in entries), wall=wall, program=program,
            server=server,
        )  # fmt: skip


def copied(store: Store, dataset: Dataset) -> None:
    """As ``reportedly add`` loads."""
    Loading(store, [dataset]).evidence()


def inserted(store: Store, dataset: Dataset) -> None:
    """The same rows, each by a statement of its own."""
    usual: Any = store._database.insert

    def one_by_one(connection: Any, table: Any, rows: Any) -> None:
        for row in rows:
            usual(connection, table, [row])

    database: Any = store._database
    database.insert = one_by_one
    Loading(store, [dataset]).evidence()


@contextmanager
def schema(url: str) -> Iterator[str]:
    """The URL of a new schema, gone at the end."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE SCHEMA loaded"))
        yield f"{url}?options=-csearch_path%3Dloaded"
        connection.execute(text("DROP SCHEMA loaded CASCADE"))
    engine.dispose()


def server_seconds(store: Store) -> float:
    """Processor seconds of the server's processes that live; the pool keeps those that stored."""
    with store.reading() as snapshot:
        data = snapshot.connection.exec_driver_sql("SHOW data_directory").scalar()
    server = (Path(str(data)) / "postmaster.pid").read_text().split()[0]
    total = 0
    for folder in Path("/proc").iterdir():
        try:
            name, _, rest = (folder / "stat").read_text().partition(") ")
        except (OSError, ValueError):
            continue
        of = rest.split()
        if name.split(" ")[0] == server or of[1] == server:
            total += sum(map(int, of[11:13]))
    return total / TICK


if __name__ == "__main__":
    os.nice(5)
    main()
