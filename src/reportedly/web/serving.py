"""Serving the desk: on this machine only unless told otherwise, opened by a link with a token of its own."""

import secrets
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from reportedly.config import Settings
from reportedly.errors import BadOption
from reportedly.extras import needed
from reportedly.record.record import Record
from reportedly.web.app import application, packaged_front
from reportedly.web.desk import Desk, Served, hosts_of

PORT = 8731


class Serving(Struct, frozen=True, kw_only=True):
    """How to serve: the address and port (0: any free one), other names that mean this desk, and whether it only shows."""

    host: str = "127.0.0.1"
    port: int = PORT
    names: tuple[str, ...] = ()
    read_only: bool = False
    front: Path | None = None


def serve(record: Record, settings: Settings, serving: Serving, opened: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; ``opened`` is told the link as soon as the desk answers.

    Raises BadOption where the port is taken.
    """
    bound = _bound(serving.host, serving.port)
    with bound:
        port = bound.getsockname()[1]
        token = secrets.token_urlsafe(24)
        served = Served(
            hosts=hosts_of(serving.host, port, dict.fromkeys(serving.names)), token=token, read_only=serving.read_only,
            front=serving.front or packaged_front(),
        )  # fmt: skip
        _run(Desk(record, settings, served), bound, lambda: opened(f"http://{_shown(serving.host)}:{port}/?token={token}"))


def _bound(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=128)
    except OSError as error:
        raise BadOption(
            f"The desk can't be served at {host}:{port}: {error.strerror or error}.", "Choose another with --port; 0 takes a free one."
        ) from None


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104  shown, not bound


def _run(desk: Desk, bound: socket.socket, answers: Callable[[], None]) -> None:
    uvicorn = needed("uvicorn", "web")

    config = uvicorn.Config(
        application(desk), log_level="warning", access_log=False, server_header=False, date_header=True, lifespan="off", ws="none",
        timeout_graceful_shutdown=3,
    )  # fmt: skip
    server = uvicorn.Server(config)
    begin = server.startup

    async def startup(sockets: "Sequence[socket.socket] | None" = None) -> None:
        await begin(sockets)
        answers()

    server.startup = startup
    server.run(sockets=[bound])
