"""Web sites on this machine, started by a test, that answer byte for byte what the test says; and a clock that a test turns."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from reportedly.fetch.clock import Clock
from reportedly.fetch.fetcher import Fetcher
from reportedly.fetch.options import Options

Handler = Callable[[socket.socket, bytes], None]
Answer = bytes | Handler | list[bytes]

NOW = datetime(2031, 4, 8, 12, 0, 0, tzinfo=UTC)

# Invented: no such front, town or depot exists.
ARTICLE = (
    b"<!doctype html><html lang='en'><head><title>Depot shelled near Tel Amara (invented)</title></head><body><article>"
    b"<h1>Depot shelled near Tel Amara (invented)</h1>"
    b"<p>Fighters of the Amber Front shelled a grain depot near Tel Amara on Sunday, killing at least 12 people, residents said.</p>"
    b"<p>The governor of the province said that the depot had been empty for weeks, and that nobody was hurt in the shelling.</p>"
    b"<p>A monitoring group, which has observers in the town, verified the attack and counted four craters in the yard.</p>"
    b"</article></body></html>"
)


def answer(body: bytes = ARTICLE, *, status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer; underscores in names of headers become hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))} | named
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body


class Site:
    """A web server on a loopback address. ``pages`` has what it answers by path; a list is answered one after another.

    ``asked`` has the paths in their order, ``heads`` what was sent.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.heads: list[bytes] = []
        self.host = host
        self._socket = socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        self.port = self._socket.getsockname()[1]
        self.url = f"http://{host}:{self.port}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take nobody in any more; without the shutdown, the thread that waits would still take one."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(timeout=10)
        self._socket.close()

    @property
    def pages_asked(self) -> list[str]:
        """What was asked for besides robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with connection:
            try:
                head = b""
                while b"\r\n\r\n" not in head:
                    data = connection.recv(65536)
                    if not data:
                        return
                    head += data
                path = head.split(b" ", 2)[1].decode()
                self.asked.append(path)
                self.heads.append(head)
                page = self.pages.get(path, answer(b"Not here.", status="404 Not Found"))
                if isinstance(page, list):
                    page = page.pop(0) if len(page) > 1 else page[0]
                if isinstance(page, bytes):
                    connection.sendall(page)
                else:
                    page(connection, head)
            except OSError:
                return


class Hours:
    """A clock that stands still until somebody sleeps; ``slept`` has how long, each time."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []
        self.set_back = timedelta(0)

    def clock(self) -> Clock:
        return Clock(monotonic=lambda: self.seconds, now=self.now, sleep=self.sleep)

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds - 1000.0) - self.set_back

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


def open_fetcher(hours: Hours | None = None, **options: object) -> Fetcher:
    """A fetcher that may go to this machine; with a clock that stands still it waits for nothing in truth."""
    chosen = {"private": True, "contact": "desk@example.org", "connect": 2.0, "read": 2.0, "total": 5.0} | options
    return Fetcher(Options(**chosen), clock=(hours or Hours()).clock())  # type: ignore[arg-type]


def drip(data: bytes, seconds: float) -> Handler:
    """Sends one byte at a time."""

    def handler(connection: socket.socket, _: bytes) -> None:
        for place in range(len(data)):
            connection.sendall(data[place : place + 1])
            time.sleep(seconds)

    return handler
