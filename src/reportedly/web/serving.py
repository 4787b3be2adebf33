"""Serving the desk: on this machine only unless told otherwise, opened by a link with a token of its own, or by accounts."""

import secrets
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

from litestar.types import ASGIApp
from msgspec import Struct

from reportedly.config import Settings
from reportedly.errors import BadOption
from reportedly.extras import needed
from reportedly.operations.observer import Observer
from reportedly.record.record import Record
from reportedly.web.accounts import Accounts
from reportedly.web.app import application, packaged_front
from reportedly.web.desk import LOOPBACK, Desk, Served, hosts_of
from reportedly.web.observed import Observed
from reportedly.web.readers import Readers, Reading, usual

PORT = 8731


class Serving(Struct, frozen=True, kw_only=True):
    """How to serve: the address and port (0: any free one), other names that mean this desk, and whether it only shows.

    ``https`` says that a proxy which speaks TLS stands before the desk, and that nobody reaches it but through that.
    ``observer`` is told of each answer. ``reading`` is what processes that only read open, ``readers`` how many there are (None: as many as
    suit the record and the machine; see web/readers.py); without ``reading`` there are none.
    """

    host: str = "127.0.0.1"
    port: int = PORT
    names: tuple[str, ...] = ()
    read_only: bool = False
    front: Path | None = None
    https: bool = False
    observer: Observer | None = None
    reading: Reading | None = None
    readers: int | None = None


def serve(
    record: Record, settings: Settings, serving: Serving, opened: Callable[[str], None], accounts: Accounts | None = None
) -> None:
    """Serve until Ctrl-C; ``opened`` is told the link as soon as the desk answers. With ``accounts`` the link has no token.

    Raises BadOption where the port is taken, where accounts have no admin, and where their passwords would cross a network in the clear.
    """
    if accounts is not None:
        _check(accounts, serving)
    bound = _bound(serving.host, serving.port)
    with bound:
        port = bound.getsockname()[1]
        token = secrets.token_urlsafe(24)
        served = Served(
            hosts=_hosts(serving, port), token=token, read_only=serving.read_only, front=serving.front or packaged_front(),
            https=serving.https,
        )  # fmt: skip
        here = f"https://{serving.names[0]}" if serving.https and serving.names else f"http://{_shown(serving.host)}:{port}"
        link = f"{here}/" if accounts is not None else f"{here}/?token={token}"
        desk = Desk(record, settings, served, accounts)
        asked = application(desk)
        # Other threads answer meanwhile; what is not counted by then is counted for whoever asks first.
        desk.readers = _readers(record, serving)
        counting = Thread(target=_begin, args=(desk,), daemon=True)
        counting.start()
        _run(asked if serving.observer is None else Observed(asked, serving.observer), bound, lambda: opened(link))
        counting.join()  # the record is closed after this
        if desk.readers is not None:
            desk.readers.close()


def _readers(record: Record, serving: Serving) -> Readers | None:
    number = usual(record.store) if serving.readers is None else serving.readers
    return Readers(number, serving.reading) if serving.reading is not None and number else None


def _begin(desk: Desk) -> None:
    desk.warm()
    if desk.readers is not None:  # after that: what the first visitor asks for has the machine until then
        desk.readers.begin()


def _check(accounts: Accounts, serving: Serving) -> None:
    if not any(one.role == "admin" and one.removed_at is None for one in accounts.list()):
        raise BadOption(f"Nobody in {accounts.file.path} is an admin.", "Make one: reportedly users add NAME --role admin")
    if not serving.https and f"[{serving.host}]" not in LOOPBACK and serving.host not in LOOPBACK:
        raise BadOption(
            f"Passwords typed at {serving.host} would cross the network in the clear.",
            "Put a proxy that speaks TLS before the desk, and say so with --https and its --name.",
        )


def _hosts(serving: Serving, port: int) -> frozenset[str]:
    """The Host headers that mean this desk; a proxy passes on the name by which it was asked, which has no port under https."""
    names = dict.fromkeys(serving.names)
    own = hosts_of(serving.host, port, names)
    return own | {host for name in names for host in (name.lower(), f"{name.lower()}:443")} if serving.https else own


def _bound(host: str, port: int) -> socket.socket:
    try:
        bound = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=128)
        # An answer is sent as head and body: without this, the body of each waits 40 ms for the other side to say that it has the head.
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return bound
    except OSError as error:
        raise BadOption(
            f"The desk can't be served at {host}:{port}: {error.strerror or error}.", "Choose another with --port; 0 takes a free one."
        ) from None


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104  shown, not bound


def _run(asked: ASGIApp, bound: socket.socket, answers: Callable[[], None]) -> None:
    uvicorn = needed("uvicorn", "web")

    config = uvicorn.Config(
        asked, log_level="warning", access_log=False, server_header=False, date_header=True, lifespan="off", ws="none",
        proxy_headers=False,  # which would believe any process of this machine; the guard reads them under --https
        timeout_graceful_shutdown=3,
    )  # fmt: skip
    server = uvicorn.Server(config)
    begin = server.startup

    async def startup(sockets: "Sequence[socket.socket] | None" = None) -> None:
        await begin(sockets)
        answers()

    server.startup = startup
    server.run(sockets=[bound])
