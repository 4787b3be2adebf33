"""Who may do what at the desk: rights, the roles that have them, and the right that each address asks for.

Every address of the application stands in NEEDED. One that is not there is closed to everybody, and a test walks the application's
routes, so that a new one can't be forgotten.
"""

from typing import Any, Literal

from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler
from msgspec import Struct

from reportedly.web.problems import Forbidden, NotSignedIn

Role = Literal["reader", "reviewer", "admin"]
Right = Literal["open", "look", "export", "judge", "add", "withhold", "manage"]

ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")
"""The roles; each has the rights of those before it."""
_LOOKS: frozenset[Right] = frozenset(("look", "export"))
_JUDGES: frozenset[Right] = frozenset((*_LOOKS, "judge"))
_ALL: frozenset[Right] = frozenset((*_JUDGES, "add", "withhold", "manage"))
RIGHTS: dict[Role, frozenset[Right]] = {"reader": _LOOKS, "reviewer": _JUDGES, "admin": _ALL}
"""The rights of each role; ``open`` is everybody's, even a stranger's."""
CHANGES: frozenset[Right] = frozenset(("judge", "add", "withhold"))
"""The rights that change the record: nobody has them at a desk that only shows."""

_API = "/api/v1"
_LOOKED_AT = (
    "/overview", "/events", "/events/facets", "/claims", "/actors", "/places", "/sources", "/reports", "/log", "/map", "/timeline",
    "/timeline/undated", "/network", "/review", "/agreement", "/wording", "/events/{name}", "/events/{name}/claims", "/claims/{name}",
    "/reports/{name}", "/actors/{name}", "/places/{name}", "/sources/{name}", "/judgements/{name}", "/openapi.json", "/schema",
    "/schema/openapi.json", "/me", "/export",
)  # fmt: skip
ORIGINAL, EXPORT = f"GET {_API}/reports/{{name}}/original", f"GET {_API}/export/{{name}}"
NEEDED: dict[str, Right] = {
    **{f"GET {_API}{path}": "look" for path in _LOOKED_AT},
    ORIGINAL: "export",
    EXPORT: "export",
    f"GET {_API}/claims/{{name}}/original": "look",  # places, and none of the original's words
    f"GET {_API}/schema/{{path}}": "look",  # which the framework answers with Not Found
    f"POST {_API}/judgements": "judge",  # to withhold, and to take that back, asks for more: judging.py
    f"POST {_API}/add/text": "add",
    f"POST {_API}/add/files": "add",
    f"GET {_API}/add/{{number}}": "add",
    f"POST {_API}/session": "open",
    f"DELETE {_API}/session": "look",
    f"POST {_API}/me/password": "look",
    f"GET {_API}/users": "manage",
    f"POST {_API}/users": "manage",
    f"DELETE {_API}/users/{{name}}": "manage",
    f"POST {_API}/users/{{name}}/role": "manage",
    f"POST {_API}/users/{{name}}/password": "manage",
    f"GET {_API}/audit": "manage",
    # The program that runs in the browser: it has nothing of the record in it, and shows the page for signing in.
    "GET /": "open",
    "GET /{path}": "open",
}
"""The right that each method and address asks for."""


class Visitor(Struct, frozen=True, kw_only=True):
    """Who asks: the name that signs what they judge, their role, and what they may do at this desk.

    ``session`` is the digest of the session's id (None at a desk without accounts).
    """

    name: str
    role: Role
    may: frozenset[Right]
    session: bytes | None = None


def visitor_of(name: str, role: Role, *, read_only: bool, session: bytes | None = None) -> Visitor:
    """A visitor with the rights of a role, less those that a desk which only shows gives to nobody."""
    return Visitor(name=name, role=role, may=RIGHTS[role] - (CHANGES if read_only else frozenset()), session=session)


def require(visitor: Visitor | None, right: Right, *, read_only: bool) -> None:
    """Raise NotSignedIn for a stranger, Forbidden for a visitor without the right."""
    if right == "open":
        return
    if visitor is None:
        raise NotSignedIn("You are not signed in.", "Sign in.")
    if right in visitor.may:
        return
    if read_only and right in CHANGES:
        raise Forbidden("This desk only shows the record.", "Serve it without --read-only to change it.")
    raise Forbidden(f"A {visitor.role} may not do that.", "Ask an admin of this desk for another role.")


def admitted(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """The guard of every route: it asks for the route's right, and closes a route that has none."""
    scope = connection.scope
    # HEAD and OPTIONS tell of an address no more than GET does.
    method = str(scope.get("method", "GET"))
    template = str(scope.get("path_template", ""))
    known = NEEDED.get(f"{method} {template}") or ("look" if method in ("HEAD", "OPTIONS") else None)
    state = scope.get("state", {})
    if known is None:
        raise Forbidden("Nobody may do that here.", "Report it as a bug: the address has no decision about who may ask for it.")
    require(state.get("visitor"), known, read_only=bool(state.get("read_only")))
