"""The built front end: its files as they are, and its page for every address that is a view."""

from pathlib import Path
from typing import Any

from litestar import MediaType, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from reportedly.web.problems import NotThere

_TYPES = {
    ".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml", ".json": "application/json",
    ".png": "image/png", ".ico": "image/x-icon", ".woff2": "font/woff2", ".txt": "text/plain", ".webmanifest": "application/manifest+json",
    ".geojson": "application/geo+json", ".bin": "application/octet-stream", ".map": "application/json",
}  # fmt: skip
_BARE = (
    "<!doctype html><meta charset=utf-8><title>reportedly</title><h1>reportedly</h1><p>This installation has no front end built in. "
    "The API answers under <a href=/api/v1/overview>/api/v1/</a>.</p>"
)


def front_routes(folder: Path | None) -> list[HTTPRouteHandler]:
    """Routes for the files of ``folder``; without one, a page that says so."""
    files = {} if folder is None else {_path(one, folder): one for one in sorted(folder.rglob("*")) if one.is_file()}

    @get("/", include_in_schema=False, sync_to_thread=False)
    def first() -> Response[bytes]:
        return answer("")

    @get("/{path:path}", include_in_schema=False, sync_to_thread=False)
    def page(path: FromPath[str]) -> Response[bytes]:
        return answer(path.lstrip("/"))

    def answer(wanted: str) -> Response[bytes]:
        if wanted.startswith("api/"):
            raise NotThere("The API has no such address.", "/api/v1/openapi.json lists what it has.")
        if wanted in files:
            forever = "public, max-age=31536000, immutable" if wanted.startswith("assets/") else "no-cache"
            kind = _TYPES.get(files[wanted].suffix, "application/octet-stream")
            return Response(files[wanted].read_bytes(), media_type=kind, headers={"Cache-Control": forever})
        if "." in wanted.rpartition("/")[2]:
            raise NotThere("There is no such file.", "Open the desk at /.")
        body = files["index.html"].read_bytes() if "index.html" in files else _BARE.encode()
        return Response(body, media_type=MediaType.HTML, headers={"Cache-Control": "no-cache"})

    routes: list[Any] = [first, page]
    return routes


def _path(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()
