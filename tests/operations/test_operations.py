"""Logs, metrics and health: over real HTTP, with nothing of a report in them."""

import io
import json
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from reportedly.errors import BadOption, NoConnection
from reportedly.operations.endpoints import Endpoints, Readiness
from reportedly.operations.logs import FIELDS, Logs
from reportedly.operations.metrics import REASONS, Metrics
from reportedly.operations.observer import Observer
from reportedly.record.account import Progress


def progress(done: int, stored: int, rejected: int, **more: object) -> Progress:
    return Progress(done=done, stored=stored, rejected=rejected, bytes_done=0, bytes_all=None, seconds=2.0, **more)  # type: ignore[arg-type]


def values(metrics: Metrics) -> dict[tuple[str, str], float]:
    text = metrics.exposition()[0].decode()
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_log_in_json_is_one_object_a_line() -> None:
    stream = io.StringIO()
    logs = Logs("json", stream)
    logs.event("committed", done=3, rate=1.23456)
    logs.event("ended", warning=True, error="DiskFull")
    logs.close()
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert (first["event"], first["level"], first["done"], first["rate"]) == ("committed", "info", 3, 1.2346)
    assert (second["level"], second["error"]) == ("warning", "DiskFull")
    assert first["at"].endswith("+00:00")


def test_a_log_in_words_is_one_line_an_event() -> None:
    stream = io.StringIO()
    logs = Logs("text", stream)
    logs.event("committed", done=3)
    assert stream.getvalue().split(" ", 1)[1] == "info committed done=3\n"


@given(st.text(min_size=1).filter(lambda words: " " in words or "\n" in words or not words.isascii()))
def test_words_of_a_report_never_reach_a_log(words: str) -> None:
    stream = io.StringIO()
    logs = Logs("json", stream)
    logs.event("ended", error=words)
    assert json.loads(stream.getvalue())["error"] == "?"
    assert len(stream.getvalue().splitlines()) == 1


def test_an_event_has_no_field_that_could_carry_words() -> None:
    assert FIELDS.isdisjoint({"text", "title", "url", "path", "where", "reason", "who", "name", "sentence"})
    with pytest.raises(ValueError, match="no field"):
        Logs("json", io.StringIO()).event("committed", title="Depot shelled")


def test_totals_are_counted_once_and_kinds_are_bounded() -> None:
    metrics = Metrics()
    observer = Observer(None, metrics)
    observer.progress(progress(3, 1, 1, queue=7, linking_lag=0.4, kinds=(("NotText", 1),)))
    observer.progress(progress(9, 4, 3, queue=2, linking_lag=3.0, kinds=(("NotText", 1), ("Invented by a library", 2))))
    found = values(metrics)
    assert [found["reportedly_reports_total", one] for one in ("stored", "duplicate", "rejected")] == [4, 2, 3]
    assert found["reportedly_rejections_total", "NotText"] == 1
    assert found["reportedly_rejections_total", "other"] == 2
    assert found["reportedly_queue", ""] == 2
    assert found["reportedly_linking_lag_seconds_count", ""] == 2
    assert found["reportedly_linking_lag_last_seconds", ""] == 3.0
    observer.another_run()
    observer.progress(progress(2, 2, 0))
    assert values(metrics)["reportedly_reports_total", "stored"] == 6


@given(st.lists(st.tuples(st.text(max_size=8), st.integers(0, 5)), max_size=30))
def test_whatever_is_rejected_labels_stay_few(kinds: list[tuple[str, int]]) -> None:
    metrics = Metrics()
    metrics.rejected(kinds)
    reasons = {labels for name, labels in values(metrics) if name == "reportedly_rejections_total"}
    assert reasons <= REASONS | {"other"}
    assert sum(values(metrics)["reportedly_rejections_total", one] for one in reasons) == sum(count for _, count in kinds)


def asked(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def unreachable() -> Readiness:
    raise NoConnection("No server answers: postgresql://ada@db.example/amara.", "Check the address.")


def test_endpoints_answer_over_http() -> None:
    metrics = Metrics()
    metrics.reading.observe(0.03)
    with Endpoints(metrics, lambda: Readiness(ready=True, checks={"record": "ok"})) as served:
        assert asked(served.port, "/healthz") == (200, "alive\n")
        assert asked(served.port, "/readyz") == (200, '{"ready": true, "checks": {"record": "ok"}}\n')
        status, text = asked(served.port, "/metrics")
        assert status == 200
        assert 'reportedly_model_seconds_bucket{le="0.05"} 1.0' in text
        assert asked(served.port, "/metrics", "HEAD") == (200, "")
        assert asked(served.port, "/")[0] == 404
        assert asked(served.port, "/healthz", "POST")[0] == 501


@pytest.mark.parametrize("broken", [unreachable, lambda: 1 / 0])
def test_what_is_not_ready_is_503_and_alive(broken: Callable[[], Readiness]) -> None:
    with Endpoints(None, broken) as served:
        status, text = asked(served.port, "/readyz")
        assert status == 503
        assert json.loads(text)["ready"] is False
        assert "ada" not in text
        assert asked(served.port, "/healthz")[0] == 200
        assert asked(served.port, "/metrics")[0] == 404


def test_a_port_that_is_taken_is_told() -> None:
    with Endpoints(None, lambda: Readiness(ready=True, checks={})) as served, pytest.raises(BadOption, match="--metrics-port"):
        Endpoints(None, lambda: Readiness(ready=True, checks={}), port=served.port)
