"""Reports read on other processes: the same readings in the same order, and nothing lost where a process dies."""

import itertools
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from reportedly import pipeline, reading_pool
from reportedly.config import Settings
from reportedly.errors import GazetteerError, ModelError, ReadingProcessError
from reportedly.ingest.rejection import Rejection
from reportedly.pipeline import Reader
from reportedly.reading_pool import ReadingPool
from reportedly.schema import Reading, Report, report_id

DEADLY, FAULTY = "Deadly", "Faulty"
ROOT = Path(__file__).parents[1]


def report(text: str, published: str | None = "2021-03-10") -> Report:
    return Report(id=report_id(text), text=text, published=published, given_id=text.split()[0])


# Invented.
REPORTS = [
    report(f"Amber{number} Front fighters shelled Sabha on Sunday, killing {number + 2} people, residents said. “We left,” one said.")
    for number in range(9)
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.open(Settings(threads=2))


@pytest.fixture(scope="module")
def expected(reader: Reader) -> list[bytes]:
    return [msgspec.json.encode(reader.read(one)) for one in REPORTS]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """The processes that a test starts."""
    found: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *arguments: object, **known: object) -> None:
            super().__init__(*arguments, **known)  # type: ignore[call-overload]
            found.append(self)

    monkeypatch.setattr(reading_pool.subprocess, "Popen", Noted)
    return found


@pytest.fixture
def dangerous(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that die over a report with the word ``Deadly`` and fail over one with the word ``Faulty``."""
    (tmp_path / "sitecustomize.py").write_text(
        textwrap.dedent(f"""
        import os, signal
        from reportedly.pipeline import Reader
        read = Reader._read
        def dangerous(self, report, hands):
            if {DEADLY!r} in report.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if {FAULTY!r} in report.text:
                raise KeyError("lost")
            return read(self, report, hands)
        Reader._read = dangerous
        """)
    )
    monkeypatch.syspath_prepend(str(tmp_path))


def encoded(outcomes: Iterator[Reading | Rejection]) -> list[bytes]:
    return [msgspec.json.encode(outcome) for outcome in outcomes]


def test_the_same_readings_in_the_same_order_and_nothing_left_behind(
    expected: list[bytes], started: list["subprocess.Popen[bytes]"]
) -> None:
    refused = Rejection(where="a.txt", reason="a.txt is empty.", cure="", kind="EmptyReport")
    with ReadingPool(Settings(), 2) as pool:
        outcomes = list(pool.readings([refused, *REPORTS[:4], refused, *REPORTS[4:], refused]))
        assert [outcomes[0], outcomes[5], outcomes[-1]] == [refused] * 3
        assert encoded(one for one in outcomes if isinstance(one, Reading)) == expected
        assert encoded(pool.readings(REPORTS[:3])) == expected[:3]  # a second run, the same workers
        assert len(started) == 2
    assert all(one.poll() is not None for one in started)
    assert all(one.stdin is not None and one.stdin.closed for one in started)


def test_a_reader_gets_help_once_many_reports_have_come(
    reader: Reader, expected: list[bytes], started: list["subprocess.Popen[bytes]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert encoded(reader.read_all(REPORTS)) == expected
    assert started == []
    monkeypatch.setattr(pipeline, "ALONE_FOR", 2)
    assert encoded(reader.read_all(REPORTS * 3)) == expected * 3
    assert len(started) == reader.threads - 1
    assert all(one.poll() is not None for one in started)


def test_a_reader_of_another_kind_reads_by_itself(
    started: list["subprocess.Popen[bytes]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Other(Reader):
        pass

    monkeypatch.setattr(pipeline, "ALONE_FOR", 1)
    assert len(list(Other.open(Settings(threads=2)).read_all(REPORTS[:3]))) == 3
    assert started == []


def test_takes_a_few_ahead_of_an_endless_source(started: list["subprocess.Popen[bytes]"]) -> None:
    taken = 0

    def endless() -> Iterator[Report]:
        nonlocal taken
        for one in itertools.cycle(REPORTS):
            taken += 1
            yield one

    with ReadingPool(Settings(), 1) as pool:
        outcomes = pool.readings(endless())
        assert [type(one) for one in itertools.islice(outcomes, 3)] == [Reading] * 3
        assert taken <= 3 + reading_pool.READ_AHEAD
        outcomes.close()  # type: ignore[attr-defined]
        assert all(one.wait(10) is not None for one in started)


@pytest.mark.usefixtures("dangerous")
def test_a_report_that_kills_its_worker_is_one_rejection(
    expected: list[bytes], started: list["subprocess.Popen[bytes]"]
) -> None:
    deadly, faulty = report(f"{DEADLY} news came from Sabha."), report(f"{FAULTY} news came from Sabha.")
    with ReadingPool(Settings(), 1) as pool:
        outcomes = list(pool.readings([REPORTS[0], deadly, *REPORTS[1:3], faulty, REPORTS[3]]))
    assert [type(one) for one in outcomes] == [Reading, Rejection, Reading, Reading, Rejection, Reading]
    assert encoded(one for one in outcomes if isinstance(one, Reading)) == expected[:4]
    killed, failed = (one for one in outcomes if isinstance(one, Rejection))
    assert (killed.where, killed.kind) == (DEADLY, "ReadingProcessError")
    assert "2 times" in killed.reason and killed.cure
    assert (failed.where, failed.kind) == (FAULTY, "KeyError")
    assert len(started) == 3


def test_a_worker_that_is_killed_from_outside_costs_nothing(
    expected: list[bytes], started: list["subprocess.Popen[bytes]"]
) -> None:
    with ReadingPool(Settings(), 1) as pool:
        outcomes = pool.readings(REPORTS)
        first = next(outcomes)
        started[0].send_signal(signal.SIGKILL)
        assert encoded(itertools.chain([first], outcomes)) == expected
    assert len(started) == 2


def test_a_reader_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    for settings, error in (
        (Settings(model=tmp_path), ModelError), (Settings(gazetteer=tmp_path / "none.bin"), GazetteerError)
    ):  # fmt: skip
        with ReadingPool(settings, 1) as pool, pytest.raises(error):
            list(pool.readings(REPORTS[:1]))


def test_a_worker_that_cannot_start_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_pool.sys, "executable", "/nowhere/python")
    with ReadingPool(Settings(), 1) as pool, pytest.raises(ReadingProcessError, match="can't be started"):
        list(pool.readings(REPORTS[:1]))


def test_a_report_without_bytes_is_refused_in_its_place() -> None:
    with ReadingPool(Settings(), 1) as pool:
        outcomes = list(pool.readings([REPORTS[0], report("Half a \ud83d character."), REPORTS[1]]))
    assert [type(one) for one in outcomes] == [Reading, Rejection, Reading]


def test_a_day_that_is_none_rejects_its_report_alone(reader: Reader) -> None:
    outcomes = list(reader.read_all([report("Troops left Sabha.", published="yesterday"), REPORTS[0]]))
    assert isinstance(outcomes[0], Rejection) and outcomes[0].kind == "BadOption"
    assert isinstance(outcomes[1], Reading)


def test_a_closed_pool_says_so() -> None:
    pool = ReadingPool(Settings(), 1)
    pool.close()
    with pytest.raises(ReadingProcessError, match="closed"):
        next(pool.readings(REPORTS))


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_caller_that_is_stopped_leaves_no_worker_behind(tmp_path: Path, how: signal.Signals) -> None:
    script = tmp_path / "caller.py"  # without a guard against being imported: workers don't import it
    script.write_text(
        textwrap.dedent("""
        import itertools
        from reportedly.config import Settings
        from reportedly.reading_pool import ReadingPool
        from reportedly.schema import Report, report_id
        text = "Rebels shelled Sabha on Sunday, residents said."
        with ReadingPool(Settings(), 1) as pool:
            for outcome in pool.readings(itertools.repeat(Report(id=report_id(text), text=text))):
                print(next(iter(pool._workers))._process.pid, flush=True)
        """)
    )
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as caller:
        assert caller.stdout is not None
        worker = int(caller.stdout.readline())
        caller.send_signal(how)
        caller.wait(20)
    deadline = time.monotonic() + 20
    while alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(worker)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except (OSError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
