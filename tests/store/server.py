"""A real PostgreSQL from the system's packages, on a free port in a folder of its own, for as long as the tests run."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

USER = "postgres"
NUMBERS = count(1)
URL = pytest.StashKey[str]()
SETTINGS = "fsync=off synchronous_commit=off full_page_writes=off max_connections=40 shared_buffers=64MB".split()


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl: the newest of Debian's, or the one on the PATH; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there else None


@contextmanager
def postgresql(folder: Path, settings: Sequence[str] = SETTINGS) -> Iterator[str]:
    """Starts a server in ``folder``, with what it held before; gives the URL of its database ``postgres`` and stops it at the end."""
    bin_folder = binaries()
    assert bin_folder is not None
    data, as_user = folder / "data", []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        entry = pwd.getpwnam(USER)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        as_user = ["setpriv", f"--reuid={USER}", f"--regid={entry.pw_gid}", "--init-groups", "--"]

    def run(name: str, *arguments: str) -> None:
        done = subprocess.run(
            [*as_user, str(bin_folder / name), *arguments], capture_output=True, text=True, cwd=folder, check=False
        )
        assert done.returncode == 0, f"{name} failed: {done.stdout}{done.stderr}"

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if not (data / "PG_VERSION").exists():
        run("initdb", "-D", str(data), "-U", USER, "-A", "trust", "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync")
        rules = data / "pg_hba.conf"
        rules.write_text("host all guarded 127.0.0.1/32 scram-sha-256\n" + rules.read_text())
    options = " ".join(
        f"-c {one}" for one in (*settings, "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}")
    )
    # Its output goes to a file: a pipe would stay open with the server, and run() would wait for it.
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", f"-p {port} {options}", "start")
    try:
        yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a PostgreSQL server; skipped where none is installed, but never in continuous integration."""
    stash = request.config.stash
    if URL in stash:  # several folders have this fixture, and share the server
        yield stash[URL]
        return
    if binaries() is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed; .ci/postgresql installs it")
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql has it)")
    with tempfile.TemporaryDirectory(prefix="reportedly-pg-") as folder, postgresql(Path(folder)) as url:
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.begin() as connection:
            connection.execute(text("CREATE ROLE guarded LOGIN PASSWORD 'right-word'"))
        engine.dispose()
        stash[URL] = url
        yield url


@pytest.fixture(scope="session")
def new_database(server: str) -> Iterator[Callable[[str], str]]:
    """Makes a place for a record and gives its URL: a schema, since a database of its own takes ten times as long."""
    keeper = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")

    def make(name: str) -> str:
        schema = f"{name}_{next(NUMBERS)}"
        with keeper.connect() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        return f"{server}?options=-csearch_path%3D{schema}"

    yield make
    keeper.dispose()
