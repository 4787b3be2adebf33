"""Commands as they are operated: logs that say nothing of what was read, and endpoints over real HTTP."""

import json
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from tests.record.generated import GeneratedReader, write_lines

from reportedly.record.adding import Adding
from reportedly.record.record import Record
from reportedly.record.steps import Wanted

COMMAND = [sys.executable, "-c", "from reportedly.cli.main import run; run()"]
SECRET = "Quillon Vashtar"


def test_add_logs_counts_and_no_word_of_a_report(tmp_path: Path) -> None:
    reports = tmp_path / "reports of Quillon Vashtar.jsonl"
    words = f"An invented note. {SECRET} told residents near Sabha on Sunday that the Amber Front shelled a depot."
    reports.write_text(json.dumps({"text": words}) + "\n" + f"{SECRET} in a broken line\n")
    done = subprocess.run(
        [*COMMAND, "add", str(reports), "--record", str(tmp_path / "record.db"), "--processes", "1", "--log-format", "json", "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines if line["event"] != "committed"] == ["began", "account", "ended"]
    account = next(line for line in lines if line["event"] == "account")
    assert (account["read"], account["stored"], account["rejected"]) == (2, 1, 1)
    for word in ("Quillon", "Vashtar", "Sabha", "depot", str(tmp_path)):
        assert word not in done.stderr


def test_an_error_s_words_stay_out_of_the_log(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "add", str(tmp_path), "--record", str(tmp_path / "Vashtar" / "a.db"), "--log-format", "json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    logged = [line for line in done.stderr.splitlines() if line.startswith("{")]
    assert json.loads(logged[-1])["error"] == "NoRecord"
    assert "Vashtar" not in "\n".join(logged)


def asked(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, ""


def test_a_desk_is_observed_over_http(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db", create=True) as record:
        Adding(record.store, GeneratedReader(), Wanted(paths=(str(write_lines(tmp_path / "reports.jsonl", range(3))),))).run()
    desk = subprocess.Popen(
        [*COMMAND, "serve", str(tmp_path / "record.db"), "--port", "0", "--no-browser", "--log-format", "json", "--metrics-port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert desk.stdout is not None and desk.stderr is not None
        found = re.search(r"http://\S+(?=/metrics)", desk.stderr.readline())
        link = re.search(r"http://\S+", desk.stdout.readline())
        assert found and link
        operation, base = found[0], link[0].partition("/?")[0]
        assert asked(f"{operation}/healthz") == (200, "alive\n")
        status, ready = asked(f"{operation}/readyz")
        assert (status, json.loads(ready)) == (200, {"ready": True, "checks": {"record": "ok", "migrations": "current"}})
        bearer = {"authorization": f"Bearer {link[0].partition('=')[2]}"}
        request = urllib.request.Request(f"{base}/api/v1/events?text=Vashtar", headers=bearer)
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert answer.status == 200
        assert asked(f"{base}/metrics")[0] == 401  # not at the desk's own port
        text = asked(f"{operation}/metrics")[1]
        assert 'reportedly_requests_total{method="GET",route="/api/v1/events",status="200"} 1.0' in text
        assert "Vashtar" not in text
    finally:
        desk.send_signal(signal.SIGINT)
        _, logged = desk.communicate(timeout=30)
    events = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    requests = [(one["route"], one["status"]) for one in events if one["event"] == "request"]
    assert ("/api/v1/events", 200) in requests
    assert "Vashtar" not in logged
