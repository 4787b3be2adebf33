"""The command that watches, as a person runs it; the reader finds nothing in what it reads."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fetch.sites import Site, answer
from tests.record.newsroom import article, feed_page, rss
from tests.record.test_fetching import PlainReader
from typer.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from reportedly.cli.exits import BAD_OPTION, BAD_SETUP, STOPPED
from reportedly.cli.main import app
from reportedly.fetch.options import Options
from reportedly.record import fetching
from reportedly.record import record as records
from reportedly.record.watch_state import WatchState


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.pages |= {"/feed": feed_page(rss(site.url, [1, 2]), '"a"'), "/1": article(1), "/2": article(2)}
    yield site
    site.close()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site) -> Path:
    """A working directory with a list of two feeds, one of which fails; no host is waited for."""
    monkeypatch.chdir(tmp_path)
    for name in ("REPORTEDLY_RECORD", "REPORTEDLY_CONFIG", "REPORTEDLY_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(records, "_LateReader", lambda settings, timed=None: PlainReader())
    monkeypatch.setattr(fetching, "Options", lambda **options: Options(**options, delay=0.0, tries=1))
    (tmp_path / "feeds.toml").write_text(f'[[feed]]\nurl = "{site.url}/feed"\n[[feed]]\nurl = "{site.url}/bad"\n')
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["watch", *arguments], catch_exceptions=False)


def test_one_round_says_what_it_did(folder: Path, site: Site) -> None:
    result = run("feeds.toml", "--once", "--allow-private-addresses")
    assert result.exit_code == 0
    assert "asked 2 = 1 with news + 0 unchanged + 1 failed + 0 gone; 2 new entries; read 2 = 2 stored" in result.stdout
    assert f"{site.url}/bad is not there (status 404)" in result.stderr and "asked again after" in result.stderr
    assert (folder / "record.db").is_file() and (folder / "record.db.watch").is_file()
    again = run("feeds.toml", "--once", "--allow-private-addresses")
    assert "asked 1 = 0 with news + 1 unchanged" in again.stdout and f"{site.url}/bad" in again.stderr


def test_lines_for_machines_add_up(folder: Path) -> None:
    result = run("feeds.toml", "--once", "--json", "--allow-private-addresses", "--record", "other.db", "--state", "memory")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["event"] for line in lines] == ["feed", "feed", "entry", "entry", "round"] and all(line["at"] for line in lines)
    account = lines[-1]["account"]
    assert account["read"] == account["stored"] + account["duplicate"] + account["rejected"] == 2
    assert lines[-1]["listed"] == len(lines[-1]["asked"]) + lines[-1]["not_due"] == 2
    assert (folder / "memory").is_file() and (folder / "other.db").is_file()


def test_without_leave_nothing_inside_is_asked(site: Site) -> None:
    result = run("feeds.toml", "--once")
    assert result.exit_code == 0 and "2 failed" in result.stdout and site.asked == [] and "open Internet" in result.stderr


def test_a_withheld_name_is_not_printed(folder: Path, site: Site) -> None:
    listed = "".join(f'[[feed]]\nurl = "{site.url}/{path}"\n' for path in ("feed", "Orlavent"))
    (folder / "feeds.toml").write_text(listed)
    assert "/Orlavent" in run("feeds.toml", "--once", "--allow-private-addresses").stderr
    CliRunner().invoke(app, ["withhold", "phrase", "Orlavent"], catch_exceptions=False)
    site.pages["/feed"] = feed_page(rss(site.url, [1, 2]).replace(b"/2<", b"/Orlavent/2<").replace(b"g2", b"g3"), '"b"')
    for more in ((), ("--json",)):
        result = run("feeds.toml", "--once", "--allow-private-addresses", *more)
        assert result.stdout and "Orlavent" not in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("none.toml",), "can't be read"), (("feeds.toml", "--every", "1s"), "--every"), (("wrong.toml",), "Did you mean url"),
        (("feeds.toml", "--state", "feeds.toml"), "--state"),
    ],
)  # fmt: skip
def test_what_can_not_be_used_is_one_sentence(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    (folder / "wrong.toml").write_text('[[feed]]\nurll = "https://news.example/"\n')
    result = run(*arguments, "--once")
    assert result.exit_code == BAD_OPTION and words in result.stderr


def test_two_watches_of_one_record_are_told(folder: Path) -> None:
    with WatchState(folder / "record.db.watch"):
        result = run("feeds.toml", "--once")
    assert result.exit_code == BAD_SETUP and "Another watch" in result.stderr


def test_everything_that_was_heard_can_be_kept(folder: Path, site: Site) -> None:
    run("feeds.toml", "--once", "--allow-private-addresses", "--keep-warc", "all.warc")
    CliRunner().invoke(app, ["add", f"{site.url}/1", f"{site.url}/gone", "--allow-private-addresses", "--keep-warc", "all.warc"])
    with (folder / "all.warc").open("rb") as stream:
        records = [
            (record.http_headers.get_statuscode(), record.rec_headers.get_header("WARC-Target-URI").removeprefix(site.url))
            for record in ArchiveIterator(stream, check_digests="raise")
            if record.rec_type == "response"
        ]
    watched = [("404", "/robots.txt"), ("200", "/feed"), ("404", "/bad"), ("200", "/1"), ("200", "/2")]
    assert records == [*watched, ("404", "/robots.txt"), ("200", "/1"), ("404", "/gone")]
    refused = run("feeds.toml", "--once", "--keep-warc", "feeds.toml")
    assert refused.exit_code == BAD_OPTION and "no WARC file" in refused.stderr
    assert (folder / "feeds.toml").read_text().startswith("[[feed]]")
    assert run("feeds.toml", "--once", "--keep-warc", "none/all.warc").exit_code == BAD_OPTION


def test_a_library_that_is_not_there_leaves_no_empty_record(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "protego", None)
    for command in (("watch", "feeds.toml", "--once"), ("add", "https://news.example/")):
        result = CliRunner().invoke(app, command, catch_exceptions=False)
        assert result.exit_code == BAD_SETUP and "pip install 'reportedly[fetch]'" in result.stderr
    assert [path.name for path in folder.iterdir()] == ["feeds.toml"]


WATCHING = """
import sys
from tests.record.test_fetching import PlainReader
from reportedly.cli.main import app
from reportedly.record import record as records

records._LateReader = lambda settings, timed=None: PlainReader()
app(["watch", "feeds.toml", "--allow-private-addresses"])
"""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopped_between_rounds_it_leaves_all_in_order(folder: Path, site: Site, stop: signal.Signals) -> None:
    """The real command, with the machine's own clock, stopped while it sleeps until the next round."""
    (folder / "feeds.toml").write_text(f'[[feed]]\nurl = "{site.url}/feed"\n')
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join((root, *filter(None, (os.environ.get("PYTHONPATH"),))))
    child = subprocess.Popen(
        [sys.executable, "-c", WATCHING], env=os.environ | {"PYTHONPATH": paths}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and "2 stored" in child.stdout.readline()
    child.send_signal(stop)
    _, errors = child.communicate(timeout=300)
    assert child.returncode == STOPPED and errors.strip().endswith("goes on from here.")
    assert "1 unchanged" in run("feeds.toml", "--once", "--allow-private-addresses").stdout
    assert CliRunner().invoke(app, ["verify"]).exit_code == 0


def test_an_answer_that_hangs_does_not_hold_the_others(folder: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "Options", lambda **options: Options(**options, delay=0.0, tries=1, read=0.3, total=0.6))
    site.pages["/bad"] = lambda connection, head: (connection.sendall(answer(b"x" * 99)[:20]), time.sleep(2))[0]
    result = run("feeds.toml", "--once", "--allow-private-addresses")
    assert "2 stored" in result.stdout and "did not answer in time" in result.stderr
