"""A record of generated reports, some of them hostile, behind a desk that is served for real."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_browser import ARABIC, CHROMIUM, FLAGS, HOSTILE, WITHHELD, Visit, visiting
from tests.record.generated import GeneratedReader, line

from reportedly.record.adding import Adding
from reportedly.record.record import Record
from reportedly.record.steps import Wanted

REPORTS = 24


def _lines() -> Iterator[str]:
    for number in range(REPORTS):
        report = json.loads(line(number)) | {"published": f"2031-01-{number + 1:02}"}
        if number % 4 == 1:
            report["title"] = f"{HOSTILE} {report['title']}"
            report["publisher"] = f"{HOSTILE} {number}"
            report["text"] += f"\n\n{HOSTILE}"
        if number % 4 == 2:
            report["publisher"] = ARABIC
        if number % 4 == 3:
            report["text"] += f"\n\n{WITHHELD} told it."
        yield json.dumps(report)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record: hostile words in titles, texts and publishers, right-to-left names, a withheld person."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "reports.jsonl").write_text("".join(one + "\n" for one in _lines()), encoding="utf-8")
    with Record.open(folder / "record.db", create=True) as record:
        Adding(record.store, GeneratedReader(), Wanted(paths=(str(folder / "reports.jsonl"),))).run()
    return folder / "record.db"


@pytest.fixture(scope="session")
def link(made: Path) -> Iterator[str]:
    """The link that `reportedly serve` prints."""
    command = [
        sys.executable,
        "-c",
        "from reportedly.cli.main import run; run()",
        "serve",
        str(made),
        "--port",
        "0",
        "--no-browser",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        try:
            assert served.stdout is not None
            found = re.search(r"http\S+", served.stdout.readline())
            assert found, "the desk printed no link"
            yield found.group(0)
        finally:
            served.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's chromium, once for all tests."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="the desk's tests need Playwright: pip install playwright"
    )
    if not CHROMIUM.exists():
        pytest.skip("the desk's tests need chromium: run .ci/chromium")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Any, link: str) -> Iterator[Visit]:
    """Somebody who opened the link."""
    with visiting(browser, link, viewport={"width": 1280, "height": 800}) as opened:
        yield opened
