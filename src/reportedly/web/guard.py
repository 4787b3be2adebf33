"""The guard before the desk: who may come in, under which name, from which page, and what a browser is told to refuse.

A local desk is opened by a link with a random token, which is changed for a cookie at once. Any page that a browser has open may send
requests to 127.0.0.1: so the Host header must be the desk's own (no rebound name), the Origin of whatever changes something must be
the desk, and the cookie is not sent along from other sites.

A desk with accounts has no token: the cookie is a session's, and what its account may do is decided for each route (accounts_rights.py).
"""

import hmac
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from anyio.to_thread import run_sync
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from msgspec import json

from reportedly.errors import ReportedlyError
from reportedly.web.accounts_exports import Leaving
from reportedly.web.accounts_rights import Visitor, visitor_of
from reportedly.web.desk import Desk
from reportedly.web.problems import status_of

COOKIE = "reportedly"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(), camera=(), microphone=(), interest-cohort=()"),
)


class Guard:
    """An ASGI application around the desk's that turns away what must not come in, and puts HEADERS on every answer.

    Whom it lets in stands in the scope's state as ``visitor`` (None: a stranger at a desk with accounts, who may sign in), with
    ``read_only``, the ``address`` of who asks, and the ``session_id`` that was sent along.
    """

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        """``desk`` has the hosts, and the token or the accounts."""
        self._app, self._desk, self._served = app, desk, desk.served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != ScopeType.HTTP:  # the desk speaks no other protocol
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        outward = _with_headers(send)
        refused = self._refusal(scope, headers)
        if refused is not None:
            await refused(outward)
            return
        session_id = _cookie(headers, cookie_name(self._served.https, headers.get("host", "")))
        try:
            visitor = await self._visitor(session_id)
        except ReportedlyError as error:
            await _answer(status_of(error), error.message, error.cure)(outward)
            return
        address = address_of(scope, headers, https=self._served.https)
        state = {"visitor": visitor, "read_only": self._served.read_only, "address": address, "session_id": session_id}
        scope["state"] = {**scope.get("state", {}), **state}
        leaving = Leaving(self._desk.accounts, scope, outward)
        await self._app(scope, receive, leaving.send)

    async def _visitor(self, session_id: str | None) -> Visitor | None:
        accounts = self._desk.accounts
        if accounts is None:
            return self._desk.holder
        if session_id is None:
            return None
        session = await run_sync(accounts.sessions.found, session_id)
        if session is None:
            return None
        return visitor_of(session.name, session.role, read_only=self._served.read_only, session=session.digest)

    def _refusal(self, scope: HTTPScope, headers: dict[str, str]) -> Callable[[Send], Awaitable[None]] | None:
        if headers.get("host", "").lower() not in self._served.hosts:
            return _answer(421, "This desk does not answer under that name.", "Open the link that `reportedly serve` printed.")
        if self._served.https and headers.get("x-forwarded-proto", "https").rpartition(",")[2].strip().lower() != "https":
            return _answer(403, "This desk is open over https only.", "Write https:// before its name.")
        if scope["method"] not in SAFE and not self._is_own(headers):
            return _answer(403, "Another site may not change this record.", "Use the desk's own page.")
        if self._desk.accounts is not None:
            return None
        given = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("token")
        if given is not None and scope["method"] == "GET" and self._is_token(given):
            return self._let_in(scope)
        if not self._may(headers):
            return _answer(401, "This desk is not open to you.", "Open the link that `reportedly serve` printed.")
        return None

    def _is_own(self, headers: dict[str, str]) -> bool:
        """Whether a request comes from the desk's own page, or from no page."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        if origin is None:
            return True
        parts = urlsplit(origin)
        return parts.netloc.lower() in self._served.hosts and (parts.scheme == "https" or not self._served.https)

    def _may(self, headers: dict[str, str]) -> bool:
        kind, _, value = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self._is_token(value.strip()):
            return True
        sent = _cookie(headers, f"{COOKIE}-{_port(headers.get('host', ''))}")
        return sent is not None and self._is_token(sent)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), self._served.token.encode())

    def _let_in(self, scope: HTTPScope) -> Callable[[Send], Awaitable[None]]:
        """Change the token in the address for a cookie, so that it stays in no history, bookmark or printed page."""
        left = [pair for pair in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True) if pair[0] != "token"]
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        name = f"{COOKIE}-{_port(headers.get('host', ''))}"
        target = "/" + scope["path"].lstrip("/\\") + (f"?{urlencode(left)}" if left else "")
        cookie = f"{name}={self._served.token}; HttpOnly; SameSite=Strict; Path=/{'; Secure' if self._served.https else ''}"

        async def answer(send: Send) -> None:
            sent = [(b"location", target.encode("ascii", "ignore")), (b"set-cookie", cookie.encode()), (b"content-length", b"0")]
            await send({"type": "http.response.start", "status": 303, "headers": sent})
            await send({"type": "http.response.body", "body": b"", "more_body": False})

        return answer


def cookie_name(https: bool, host: str) -> str:
    """The name of a session's cookie: under https one that no other host or path can set, else one of this port's own."""
    return "__Host-reportedly" if https else f"{COOKIE}-session-{_port(host)}"


def session_cookie(session_id: str | None, *, https: bool, host: str) -> str:
    """The Set-Cookie header of a session; None takes it away. It has no lifetime: closing the browser ends it at that end."""
    kept = f"{session_id}" if session_id is not None else "; Max-Age=0"
    return f"{cookie_name(https, host)}={kept}; HttpOnly; SameSite=Strict; Path=/{'; Secure' if https else ''}"


def address_of(scope: HTTPScope, headers: dict[str, str], *, https: bool) -> str:
    """The address of who asks: behind the proxy the last that it wrote into X-Forwarded-For, since whoever asks wrote the others."""
    client = scope.get("client")
    direct = client[0] if client else ""
    told = headers.get("x-forwarded-for", "").rpartition(",")[2].strip() if https else ""
    # Some proxies write the port too, which changes with each connection.
    if told.startswith("["):
        told = told[1:].partition("]")[0]
    elif told.count(":") == 1:
        told = told.partition(":")[0]
    return told[:64] or direct


def _cookie(headers: dict[str, str], name: str) -> str | None:
    try:
        cookie = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return None
    return cookie[name].value if name in cookie and cookie[name].value else None


def _port(host: str) -> str:
    return host.rpartition(":")[2] if ":" in host and not host.endswith("]") else "0"


def _answer(status: int, message: str, cure: str) -> Callable[[Send], Awaitable[None]]:
    body = json.encode({"message": message, "cure": cure})

    async def answer(send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return answer


def _with_headers(send: Send) -> Send:
    async def outward(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await send(message)

    return outward
