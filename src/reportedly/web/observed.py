"""The desk's answers, told to whoever observes it: the route's pattern and how long it took, never what was looked for."""

import time

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from reportedly.operations.observer import Observer


class Observed:
    """An ASGI application around the desk's."""

    def __init__(self, app: ASGIApp, observer: Observer) -> None:
        """``observer`` is told once an answer was sent, or could not be."""
        self._app, self._observer = app, observer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            route = scope.get("path_template")
            self._observer.request(str(scope.get("method")), route if isinstance(route, str) else None, status, time.monotonic() - began)
