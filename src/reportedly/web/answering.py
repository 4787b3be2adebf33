"""Answers that a browser need not fetch twice: the same state of the record, asked the same, is the same answer."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, TypeVar

from litestar import MediaType, Request, Response

from reportedly.store.snapshot import Snapshot
from reportedly.version import __version__
from reportedly.views.overview import state
from reportedly.web.desk import Desk
from reportedly.web.kept import takes_gzip
from reportedly.web.question import Question
from reportedly.web.readers import Answered, answer

T = TypeVar("T")
Asked = Request[Any, Any, Any]
GZIPPED = b"\x1f\x8b"
"""With what gzip begins, and JSON never."""


def answered(request: Asked, desk: Desk, question: Question) -> Response[Any]:
    """What the question finds in one state of the record, with its ETag; an empty 304 where the asker has that answer already.

    An answer is kept until the state changes. Nothing but the address may change what it is: who asks changes only whether one may.
    """
    zipped = takes_gzip(request.headers)
    with desk.record.store.reading() as snapshot:
        now = state(snapshot.connection)
    tag = tag_of(request, now, zipped=zipped)
    if tag in request.headers.get("if-none-match", ""):
        unchanged: Any = None
        return Response(unchanged, status_code=304, headers=_headers(tag))
    body = desk.kept.get(tag)
    if body is None:
        found = _found(desk, question, now, zipped=zipped)
        if found.error is not None:
            kind, message, cure = found.error
            raise kind(message, cure)
        body, tag = found.body, tag_of(request, found.state, zipped=zipped)
        desk.kept.put(tag, body)
    headers = _headers(tag)
    if body[:2] == GZIPPED:
        headers["Content-Encoding"] = "gzip"
    return Response(body, headers=headers, media_type=MediaType.JSON)


def _found(desk: Desk, question: Question, now: str, *, zipped: bool) -> Answered:
    """The answer by a reader where there is one, who knows all that this process knows; else found here."""
    if desk.readers is not None and not question.tallied:
        found = desk.readers.ask(question, zipped=zipped)
        if found is not None and _not_before(found.state, now):
            return found
    return answer(desk.record.store, question, desk.tallies, zipped=zipped)


def _not_before(state: str, other: str) -> bool:
    """Whether a state of the record is the other one or comes after it: a replica may be behind what was judged a moment ago."""
    return all(int(a) >= int(b) for a, b in zip(state.split("."), other.split("."), strict=True))


def fetched(request: Asked, desk: Desk, ask: Callable[[Snapshot], T]) -> tuple[T | None, dict[str, str]]:
    """What ``ask`` finds, as it is, and the headers that go with it; None where the asker has it already."""
    with desk.record.store.reading() as snapshot:
        tag = tag_of(request, state(snapshot.connection))
        headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
        return (None if tag in request.headers.get("if-none-match", "") else ask(snapshot)), headers


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Encoding, Cookie, Authorization"}


def tag_of(request: Asked, state: str, *, zipped: bool = False) -> str:
    """The ETag of an answer: of the program, the record's state, what was asked, and whether it may be sent compressed."""
    words = f"{__version__} {state} {'gzip' if zipped else ''} {request.url.path}?{request.url.query}"
    return f'"{blake2b(words.encode(), digest_size=12).hexdigest()}"'
