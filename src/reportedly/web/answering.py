"""Answers that a browser need not fetch twice: the same state of the record, asked the same, is the same answer."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, TypeVar

from litestar import Request, Response
from sqlalchemy import Connection

from reportedly.version import __version__
from reportedly.views.overview import state
from reportedly.web.desk import Desk

T = TypeVar("T")
Asked = Request[Any, Any, Any]


def answered(request: Asked, desk: Desk, ask: Callable[[Connection], T]) -> Response[T]:
    """What ``ask`` finds in one state of the record, with its ETag; an empty 304 where the asker has that answer already."""
    with desk.record.store.reading() as snapshot:
        tag = tag_of(request, state(snapshot.connection))
        headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
        if tag in request.headers.get("if-none-match", ""):
            unchanged: Any = None
            return Response(unchanged, status_code=304, headers=headers)
        return Response(ask(snapshot.connection), headers=headers)


def tag_of(request: Asked, state: str) -> str:
    """The ETag of an answer: of the program, the record's state, and what was asked."""
    words = f"{__version__} {state} {request.url.path}?{request.url.query}"
    return f'"{blake2b(words.encode(), digest_size=12).hexdigest()}"'
