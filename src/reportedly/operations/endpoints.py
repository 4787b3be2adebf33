"""``/metrics``, ``/healthz`` and ``/readyz`` over HTTP, on a port of their own: what Prometheus and an orchestrator ask.

Off unless a port is named. Nothing of a record is told there but counts, and the desk's own port tells nothing of this.
"""

import json
import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType

from msgspec import Struct

from reportedly.errors import BadOption, ReportedlyError
from reportedly.operations.metrics import Metrics

SECONDS = 10.0
"""The longest that one asker may take over a request."""
ADDRESS = "127.0.0.1"


class Readiness(Struct, frozen=True, kw_only=True):
    """Whether work can be done: ``ready``, and each thing that was looked at with how it is, in words of our own."""

    ready: bool
    checks: dict[str, str]


class Endpoints:
    """A server on a thread of its own; use it in a ``with``."""

    def __init__(self, metrics: Metrics | None, ready: Callable[[], Readiness], *, host: str = ADDRESS, port: int = 0) -> None:
        """``ready`` is asked for each /readyz. Raises BadOption where the port is taken."""
        handler = type("Handler", (_Handler,), {"metrics": metrics, "ready": staticmethod(ready)})
        kind = type("Server", (_Server,), {"address_family": socket.AF_INET6 if ":" in host else socket.AF_INET})
        try:
            self._server = kind((host, port), handler)
        except OSError as error:
            raise BadOption(
                f"Metrics can't be served at {host}:{port}: {error.strerror or error}.", "Choose another port with --metrics-port."
            ) from None
        self.port = int(self._server.server_address[1])
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, name="reportedly-endpoints", daemon=True)

    def __enter__(self) -> "Endpoints":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(SECONDS)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Somebody hung up: nothing to say."""


class _Handler(BaseHTTPRequestHandler):
    metrics: Metrics | None
    ready: Callable[[], Readiness]
    timeout = SECONDS
    server_version, sys_version = "reportedly", ""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/healthz":
            self._send(200, b"alive\n", "text/plain; charset=utf-8")
        elif path == "/readyz":
            found = _asked(self.ready)
            body = json.dumps({"ready": found.ready, "checks": found.checks}).encode() + b"\n"
            self._send(200 if found.ready else 503, body, "application/json")
        elif path == "/metrics" and self.metrics is not None:
            self._send(200, *self.metrics.exposition())
        else:
            self._send(404, b"There are /metrics, /healthz and /readyz.\n", "text/plain; charset=utf-8")

    do_HEAD = do_GET

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Probes come every few seconds; nobody reads of them."""


def _asked(ready: Callable[[], Readiness]) -> Readiness:
    try:
        return ready()
    except ReportedlyError as error:
        return Readiness(ready=False, checks={"record": type(error).__name__})
    except Exception as error:  # noqa: BLE001  a probe must have an answer
        return Readiness(ready=False, checks={"record": type(error).__name__})
