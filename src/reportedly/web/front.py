"""The built front end: its files as they are, and its page for every address that is a view."""

from pathlib import Path
from typing import Any

from litestar import MediaType, Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from reportedly.web.kept import FILES_LEVEL, compressed, takes_gzip
from reportedly.web.problems import NotThere

_TYPES = {
    ".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml", ".json": "application/json",
    ".png": "image/png", ".ico": "image/x-icon", ".woff2": "font/woff2", ".txt": "text/plain", ".webmanifest": "application/manifest+json",
    ".geojson": "application/geo+json", ".bin": "application/octet-stream", ".map": "application/json",
}  # fmt: skip
_WORDS = frozenset({".js", ".css", ".html", ".svg", ".json", ".txt", ".webmanifest", ".geojson", ".map"})  # what gzip makes smaller
_BARE = (
    "<!doctype html><meta charset=utf-8><title>reportedly</title><h1>reportedly</h1><p>This installation has no front end built in. "
    "The API answers under <a href=/api/v1/overview>/api/v1/</a>.</p>"
)


def front_routes(folder: Path | None) -> list[HTTPRouteHandler]:
    """Routes for the files of ``folder``; without one, a page that says so."""
    files = {} if folder is None else {_path(one, folder): one for one in sorted(folder.rglob("*")) if one.is_file()}

    zipped: dict[str, bytes] = {}

    @get("/", include_in_schema=False, sync_to_thread=False)
    def first(request: Request[Any, Any, Any]) -> Response[bytes]:
        return answer("", request)

    @get("/{path:path}", include_in_schema=False, sync_to_thread=False)
    def page(path: FromPath[str], request: Request[Any, Any, Any]) -> Response[bytes]:
        return answer(path.lstrip("/"), request)

    def answer(wanted: str, request: Request[Any, Any, Any]) -> Response[bytes]:
        if wanted.startswith("api/"):
            raise NotThere("The API has no such address.", "/api/v1/openapi.json lists what it has.")
        if wanted in files:
            forever = "public, max-age=31536000, immutable" if wanted.startswith("assets/") else "no-cache"
            kind = _TYPES.get(files[wanted].suffix, "application/octet-stream")
            headers = {"Cache-Control": forever, "Vary": "Accept-Encoding"}
            if takes_gzip(request.headers) and files[wanted].suffix in _WORDS:
                if wanted not in zipped:
                    zipped[wanted] = compressed(files[wanted].read_bytes(), FILES_LEVEL)
                return Response(zipped[wanted], media_type=kind, headers=headers | {"Content-Encoding": "gzip"})
            return Response(files[wanted].read_bytes(), media_type=kind, headers=headers)
        if "." in wanted.rpartition("/")[2]:
            raise NotThere("There is no such file.", "Open the desk at /.")
        body = files["index.html"].read_bytes() if "index.html" in files else _BARE.encode()
        return Response(body, media_type=MediaType.HTML, headers={"Cache-Control": "no-cache"})

    routes: list[Any] = [first, page]
    return routes


def _path(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()
