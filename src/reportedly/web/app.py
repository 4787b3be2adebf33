"""The desk's application: the API under /api/v1, its OpenAPI description, and the front end for all other addresses."""

from pathlib import Path
from typing import Any

from litestar import Litestar, MediaType, Request, Response, Router, get
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.serialization import encode_json
from litestar.types import ASGIApp

from reportedly.version import __version__
from reportedly.web.accounts_rights import Visitor, admitted
from reportedly.web.accounts_routes import ACCOUNTS
from reportedly.web.adding import ADDING, Runs
from reportedly.web.describing import described
from reportedly.web.desk import Desk
from reportedly.web.exporting import EXPORTS
from reportedly.web.front import front_routes
from reportedly.web.guard import Guard
from reportedly.web.judging import judge
from reportedly.web.lists import LISTS
from reportedly.web.opening import OPENED
from reportedly.web.parameters import filters_of
from reportedly.web.problems import HANDLERS
from reportedly.web.wording import wording

API = "/api/v1"


def application(desk: Desk) -> ASGIApp:
    """The desk as an ASGI application, behind its guard."""
    return Guard(inner(desk), desk)


def inner(desk: Desk) -> Litestar:
    """The application without its guard, for tests and for its OpenAPI description."""
    runs = Runs(desk)
    api = Router(path=API, route_handlers=[*LISTS, *OPENED, *ADDING, *EXPORTS, *ACCOUNTS, judge, wording, description])
    return Litestar(
        route_handlers=[api, *front_routes(desk.served.front)],
        dependencies={
            "desk": Provide(lambda: desk, sync_to_thread=False, use_cache=True),
            "runs": Provide(lambda: runs, sync_to_thread=False, use_cache=True),
            "visitor": Provide(_visitor, sync_to_thread=False),
            "who": Provide(_who, sync_to_thread=False),
            "filters": Provide(filters_of, sync_to_thread=False),
        },
        guards=[admitted],
        exception_handlers=HANDLERS,
        openapi_config=OpenAPIConfig(title="reportedly", version=__version__, path=f"{API}/schema", render_plugins=[JsonRenderPlugin()]),
        logging_config=None,
        debug=False,
    )


def _visitor(request: Request[Any, Any, Any]) -> Visitor:
    """Whom the guard let in: every route that asks for this has asked for a right."""
    found: Visitor = request.scope["state"]["visitor"]
    return found


def _who(request: Request[Any, Any, Any]) -> str:
    """The name that signs: the account's, never one that the request gives."""
    return _visitor(request).name


@get("/openapi.json", media_type=MediaType.JSON, sync_to_thread=False, include_in_schema=False)
def description(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The API described in OpenAPI 3.1."""
    known = request.app.state
    if "description" not in known:  # a tenth of a second to write out
        known.description = encode_json(described(request.app))
    return Response(known.description)


def packaged_front() -> Path | None:
    """The folder of the front end in this installation; None where it was not built in."""
    folder = Path(__file__).parent / "front"
    return folder if (folder / "index.html").is_file() else None
