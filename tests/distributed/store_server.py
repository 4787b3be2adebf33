"""An S3 server of its own process on this machine, and a door in front of it that answers 503 as often as it is told to."""

import contextlib
import http.client
import http.server
import random
import socket
import subprocess
import sys
import threading
import time
import urllib.request


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class StoreServer:
    """A real S3 server (moto's), empty at its start."""

    def __init__(self) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/moto-api/", timeout=2):
                return
            time.sleep(0.2)
        raise AssertionError("no S3 server came up")

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked is gone, or what is behind: that is what is tested."""


class Door:
    """Passes requests on to the server behind it; a ``share`` of them (0 to 1) is answered 503 Slow Down instead."""

    def __init__(self, behind: int) -> None:
        self.share = 0.0
        self.refused = self.passed = 0
        chance = random.Random(1)
        door = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if chance.random() < door.share:
                    door.refused += 1
                    words = b"<?xml version='1.0'?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
                    self.send_response(503)
                    self.send_header("Content-Length", str(len(words)))
                    self.end_headers()
                    if self.command != "HEAD":
                        self.wfile.write(words)
                    return
                door.passed += 1
                asked = http.client.HTTPConnection("127.0.0.1", behind, timeout=30)
                asked.request(self.command, self.path, body, dict(self.headers))
                answer = asked.getresponse()
                data = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("transfer-encoding", "connection", "content-length", "server", "date"):
                        self.send_header(name, value)
                self.send_header("Content-Length", answer.getheader("Content-Length") or str(len(data)))
                self.end_headers()
                self.wfile.write(data)
                asked.close()

            do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer

            def log_message(self, *_: object) -> None:
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
