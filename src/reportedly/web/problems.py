"""What went wrong, as JSON: the sentence, the cure, and the status that fits."""

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from msgspec import Struct

from reportedly.errors import InputError, RecordLocked, RecordReadOnly, ReportedlyError, TooLarge

_log = logging.getLogger("reportedly.web")


class Problem(Struct, frozen=True, kw_only=True):
    """What is wrong and what to do; ``kind`` is the error's name."""

    message: str
    cure: str = ""
    kind: str = "Problem"


class NotThere(InputError):
    """The record has nothing of that id."""


class Forbidden(InputError):
    """Whoever asks may not do that."""


class NotSignedIn(InputError):
    """Whoever asks is not known: no session, or a name and password that don't go together."""


class SignInHeld(InputError):
    """There were too many attempts to sign in; ``seconds`` is how long to wait."""

    def __init__(self, message: str, cure: str = "", *, seconds: int = 60) -> None:
        super().__init__(message, cure)
        self.seconds = seconds


def status_of(error: ReportedlyError) -> int:
    """The HTTP status of an error of ours: the asker's mistakes are 4xx, the record's troubles 503."""
    if isinstance(error, NotThere):
        return 404
    if isinstance(error, Forbidden | RecordReadOnly):
        return 403
    if isinstance(error, NotSignedIn):
        return 401
    if isinstance(error, SignInHeld):
        return 429
    if isinstance(error, TooLarge):
        return 413
    if isinstance(error, InputError):
        return 400
    return 409 if isinstance(error, RecordLocked) else 503


def of_ours(_: Request[Any, Any, Any], error: ReportedlyError) -> Response[Problem]:
    """The answer to an error of ours."""
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, SignInHeld) else None
    problem = Problem(message=error.message, cure=error.cure, kind=type(error).__name__)
    return Response(problem, status_code=status_of(error), headers=headers)


def of_http(_: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """The answer to what the framework refuses: an unknown address, a parameter of the wrong type."""
    told = "; ".join(f"{one.get('key', '')}: {one.get('message', '')}" for one in error.extra or () if isinstance(one, dict))
    message = f"{error.detail}{f' ({told})' if told else ''}"
    return Response(Problem(message=message, kind=type(error).__name__), status_code=error.status_code)


def of_any(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """The answer to a fault of ours; what it was stands in the log and not in the answer."""
    _log.error("%s %s: %r", request.method, request.url.path, error, exc_info=error)
    return Response(Problem(message="The desk could not answer that.", cure="Report it as a bug.", kind="Fault"), status_code=500)


HANDLERS: dict[Any, Any] = {ReportedlyError: of_ours, HTTPException: of_http, Exception: of_any}
"""Which error is answered how."""
