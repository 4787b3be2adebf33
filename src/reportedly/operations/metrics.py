"""Figures of a running process for Prometheus, with a bounded set of label values whatever is read."""

from collections.abc import Iterable
from typing import Any

from reportedly import errors
from reportedly.errors import ReportedlyError
from reportedly.extras import needed

READING_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
"""Seconds: a short report takes some hundredths on one core, the longest that is taken some ten."""
LAG_BUCKETS = (0.1, 0.5, 1, 2, 5, 10, 30, 60, 300)
"""Seconds: a batch is committed after two at most, so that more than five says that the database holds it up."""
REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Seconds of one answer of the desk; its bar is half a second."""
OTHER = "other"
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"))


def _kinds(of: type[ReportedlyError]) -> set[str]:
    return {of.__name__}.union(*(_kinds(one) for one in of.__subclasses__()))


REASONS = frozenset(_kinds(errors.ReportedlyError))
"""The label values of a rejection's reason: the errors of our tree; a fault of ours is ``other``."""


class Metrics:
    """The metrics of one process, in a registry of their own; used from several threads."""

    def __init__(self) -> None:
        """Raises MissingExtra where prometheus_client is not installed."""
        client: Any = needed("prometheus_client", "ops")
        self._client = client
        self.registry = client.CollectorRegistry(auto_describe=True)
        kept = {"registry": self.registry}
        self.reports = client.Counter("reportedly_reports", "Reports, by what became of them.", ["outcome"], **kept)
        self.rejections = client.Counter("reportedly_rejections", "Reports that were rejected, by the reason's kind.", ["reason"], **kept)
        self.queue = client.Gauge("reportedly_queue", "What has been found and is not stored yet.", **kept)
        self.reading = client.Histogram(
            "reportedly_model_seconds", "Seconds that the model and the rules took over one report.", buckets=READING_BUCKETS, **kept
        )
        self.lag = client.Histogram(
            "reportedly_linking_lag_seconds",
            "Seconds from a report's reading until its claims were linked and stored: the oldest of a batch.",
            buckets=LAG_BUCKETS, **kept,
        )  # fmt: skip
        self.lag_now = client.Gauge("reportedly_linking_lag_last_seconds", "The same, of the last batch.", **kept)
        self.workers_lost = client.Counter("reportedly_workers_lost", "Workers of a run that ended over their work.", **kept)
        self.shards = client.Gauge("reportedly_shards", "Shards of a run, by whether they are done.", ["state"], **kept)
        self.rounds = client.Counter("reportedly_watch_rounds", "Rounds of a watch, by whether they were held.", ["outcome"], **kept)
        self.feeds_failing = client.Gauge("reportedly_feeds_failing", "Feeds and pages that fail now.", **kept)
        self.requests = client.Counter("reportedly_requests", "Answers of the desk.", ["method", "route", "status"], **kept)
        self.answering = client.Histogram(
            "reportedly_request_seconds", "Seconds of an answer of the desk.", ["route"], buckets=REQUEST_BUCKETS, **kept
        )
        for outcome in ("stored", "duplicate", "rejected"):
            self.reports.labels(outcome)  # a rate can be taken from the first one on

    def rejected(self, kinds: Iterable[tuple[str, int]]) -> None:
        """Count rejections by the names of their errors."""
        for kind, count in kinds:
            self.rejections.labels(kind if kind in REASONS else OTHER).inc(count)

    def exposition(self) -> tuple[bytes, str]:
        """All figures in Prometheus' text format, and its media type."""
        return self._client.generate_latest(self.registry), str(self._client.CONTENT_TYPE_LATEST)
