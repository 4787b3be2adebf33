"""Runs from and to an object store: a real S3 server on this machine, also where it answers 503."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.scale.invented_reader import line
from benchmarks.scale.plain_loop import PlainLoop
from tests.distributed.conftest import adds_up, files_below
from tests.distributed.store_server import Door, StoreServer

from reportedly.dataset import storage as storages
from reportedly.dataset.dataset import is_dataset
from reportedly.dataset.storage import Storage
from reportedly.distributed import planning, running
from reportedly.distributed.local_engine import LocalEngine
from reportedly.distributed.run import Job, run
from reportedly.errors import EmptyReport, StorageError

Jobs = Callable[..., Job]


@pytest.fixture(scope="module")
def server() -> Iterator[StoreServer]:
    started = StoreServer()
    yield started
    started.close()


@pytest.fixture
def door(server: StoreServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    """The way to the server, and everything set so that this process and its children take it; a bucket of its own."""
    opened = Door(server.port)
    known = {"ENDPOINT_URL": opened.url, "DEFAULT_REGION": "us-east-1", "ACCESS_KEY_ID": "a", "SECRET_ACCESS_KEY": "b"}
    for name, value in known.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setattr(planning, "CUT_ABOVE", 1000)
    monkeypatch.setattr(storages, "FIRST_WAIT", 0.01)
    fs: Any = Storage("s3://bucket/x")._fs
    fs.clear_instance_cache()
    bucket = tmp_path.name.replace("_", "-")[:60]
    Storage(f"s3://{bucket}/in")._fs.mkdir(bucket)
    opened.bucket = bucket  # type: ignore[attr-defined]
    yield opened
    fs.clear_instance_cache()
    opened.close()


def bucket_of(door: Door) -> str:
    return f"s3://{door.bucket}"  # type: ignore[attr-defined]


def put(door: Door, name: str, numbers: range) -> None:
    Storage(bucket_of(door)).write(name, "".join(line(number) for number in numbers).encode())


def test_a_bucket_is_read_into_a_bucket_and_only_what_is_missing_is_read_again(tmp_path: Path, job: Jobs, door: Door) -> None:
    bucket = bucket_of(door)
    put(door, "in/day1.jsonl", range(50))
    put(door, "in/.hidden.jsonl", range(5))
    account = run(job(f"{bucket}/in", out=f"{bucket}/in/claims"), LocalEngine(1))
    assert account.words == "read 50 = 50 stored + 0 duplicate + 0 rejected" and account.shards == 3
    assert account.skipped == (f"{bucket}/in/.hidden.jsonl",) and is_dataset(f"{bucket}/in/claims")
    put(door, "in/day2.jsonl", range(50, 60))
    account = run(job(f"{bucket}/in", out=f"{bucket}/in/claims"), PlainLoop())
    assert (account.read, account.shards, account.before) == (60, 4, 3)
    found = [one.source for entry in adds_up(f"{bucket}/in/claims").entries() for one in adds_up(f"{bucket}/in/claims").outcomes(entry)]
    assert found[0] == f"{bucket}/in/day1.jsonl:1" and found[-1] == f"{bucket}/in/day2.jsonl:10"


def test_a_store_that_answers_503_now_and_then_makes_no_difference(tmp_path: Path, job: Jobs, door: Door) -> None:
    bucket = bucket_of(door)
    put(door, "in/a.jsonl", range(60))
    run(job(f"{bucket}/in", out=tmp_path / "undisturbed"), PlainLoop())
    door.share = 0.3
    account = run(job(f"{bucket}/in", out=f"{bucket}/claims"), LocalEngine(2))
    assert door.refused > 10 and account.words == "read 60 = 60 stored + 0 duplicate + 0 rejected"
    door.share = 0.0
    there = Storage(f"{bucket}/claims")
    files = {one.name: there.read(one.name) for one in there.files()}
    assert files == files_below(tmp_path / "undisturbed")


def test_a_store_that_is_gone_for_a_while_is_waited_for_and_what_it_never_gives_is_named(
    tmp_path: Path, job: Jobs, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storages, "TRIES", 2)
    monkeypatch.setattr(running, "STORE_WAIT", 0.01)
    monkeypatch.setattr(running, "STORE_TRIES", 3)
    put(door, "in/a.jsonl", range(80))
    job_ = job(f"{bucket_of(door)}/in", out=tmp_path / "out")

    def shut(progress: Any) -> None:
        door.share = 1.0 if progress.shards_done else 0.0

    account = run(job_, PlainLoop(), shut)
    assert account.read == 40 and len(account.unread) == 2 and account.shards == 4
    assert "(3 tries)" in account.unread[0].reason and account.rejected == 0
    door.share = 0.0
    assert run(job_, PlainLoop()).words == "read 80 = 80 stored + 0 duplicate + 0 rejected"


def test_what_is_not_there_or_not_allowed_is_said(job: Jobs, door: Door, tmp_path: Path) -> None:
    with pytest.raises(EmptyReport, match="nothing at"):
        run(job(f"{bucket_of(door)}/nowhere", out=tmp_path / "out"), PlainLoop())
    with pytest.raises(StorageError, match="not possible"):
        Storage("s3://no-such-bucket-of-ours").write("a", b"b")
