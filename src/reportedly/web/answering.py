"""Answers that a browser need not fetch twice: the same state of the record, asked the same, is the same answer."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, TypeVar

from litestar import MediaType, Request, Response
from litestar.serialization import encode_json
from sqlalchemy import Connection

from reportedly.version import __version__
from reportedly.views.overview import state
from reportedly.web.desk import Desk
from reportedly.web.kept import SMALLEST, compressed, takes_gzip

T = TypeVar("T")
Asked = Request[Any, Any, Any]
GZIPPED = b"\x1f\x8b"
"""With what gzip begins, and JSON never."""


def answered(request: Asked, desk: Desk, ask: Callable[[Connection], T]) -> Response[T]:
    """What ``ask`` finds in one state of the record, with its ETag; an empty 304 where the asker has that answer already.

    An answer is kept until the state changes. Nothing but the address may change what it is: who asks changes only whether one may.
    """
    zipped = takes_gzip(request.headers)
    with desk.record.store.reading() as snapshot:
        tag = tag_of(request, state(snapshot.connection), zipped=zipped)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Encoding, Cookie, Authorization"}
        if tag in request.headers.get("if-none-match", ""):
            unchanged: Any = None
            return Response(unchanged, status_code=304, headers=headers)
        body: Any = desk.kept.get(tag)
        if body is None:
            plain = encode_json(ask(snapshot.connection))
            body = compressed(plain) if zipped and len(plain) >= SMALLEST else plain
            desk.kept.put(tag, body)
    if body[:2] == GZIPPED:
        headers["Content-Encoding"] = "gzip"
    return Response(body, headers=headers, media_type=MediaType.JSON)


def fetched(request: Asked, desk: Desk, ask: Callable[[Connection], T]) -> tuple[T | None, dict[str, str]]:
    """What ``ask`` finds, as it is, and the headers that go with it; None where the asker has it already."""
    with desk.record.store.reading() as snapshot:
        tag = tag_of(request, state(snapshot.connection))
        headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
        return (None if tag in request.headers.get("if-none-match", "") else ask(snapshot.connection)), headers


def tag_of(request: Asked, state: str, *, zipped: bool = False) -> str:
    """The ETag of an answer: of the program, the record's state, what was asked, and whether it may be sent compressed."""
    words = f"{__version__} {state} {'gzip' if zipped else ''} {request.url.path}?{request.url.query}"
    return f'"{blake2b(words.encode(), digest_size=12).hexdigest()}"'
