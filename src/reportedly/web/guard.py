"""The guard before the desk: who may come in, under which name, from which page, and what a browser is told to refuse.

A local desk is opened by a link with a random token, which is changed for a cookie at once. Any page that a browser has open may send
requests to 127.0.0.1: so the Host header must be the desk's own (no rebound name), the Origin of whatever changes something must be
the desk, and the cookie is not sent along from other sites.
"""

import hmac
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from msgspec import json

from reportedly.web.desk import Served

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
    """An ASGI application around the desk's that turns away what must not come in, and puts HEADERS on every answer."""

    def __init__(self, app: ASGIApp, served: Served) -> None:
        """``served`` has the hosts and the token."""
        self._app, self._served = app, served

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
        else:
            await self._app(scope, receive, outward)

    def _refusal(self, scope: HTTPScope, headers: dict[str, str]) -> Callable[[Send], Awaitable[None]] | None:
        if headers.get("host", "").lower() not in self._served.hosts:
            return _answer(421, "This desk does not answer under that name.", "Open the link that `reportedly serve` printed.")
        origin = headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc.lower() not in self._served.hosts
        if scope["method"] not in SAFE and (foreign or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")):
            return _answer(403, "Another site may not change this record.", "Use the desk's own page.")
        given = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("token")
        if given is not None and scope["method"] == "GET" and self._is_token(given):
            return self._let_in(scope)
        if not self._may(headers):
            return _answer(401, "This desk is not open to you.", "Open the link that `reportedly serve` printed.")
        return None

    def _may(self, headers: dict[str, str]) -> bool:
        kind, _, value = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self._is_token(value.strip()):
            return True
        try:
            cookie = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        name = f"{COOKIE}-{_port(headers.get('host', ''))}"
        return name in cookie and self._is_token(cookie[name].value)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._served.token.encode())

    def _let_in(self, scope: HTTPScope) -> Callable[[Send], Awaitable[None]]:
        """Change the token in the address for a cookie, so that it stays in no history, bookmark or printed page."""
        left = [pair for pair in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True) if pair[0] != "token"]
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        name = f"{COOKIE}-{_port(headers.get('host', ''))}"
        target = "/" + scope["path"].lstrip("/\\") + (f"?{urlencode(left)}" if left else "")
        cookie = f"{name}={self._served.token}; HttpOnly; SameSite=Strict; Path=/"

        async def answer(send: Send) -> None:
            sent = [(b"location", target.encode("ascii", "ignore")), (b"set-cookie", cookie.encode()), (b"content-length", b"0")]
            await send({"type": "http.response.start", "status": 303, "headers": sent})
            await send({"type": "http.response.body", "body": b"", "more_body": False})

        return answer


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
