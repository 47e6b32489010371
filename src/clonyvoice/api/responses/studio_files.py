"""The built studio at `/`: static files, and one page for all of its own paths.

Starlette's FileResponse sends them, without byte ranges. Its StaticFiles has none of what is here: the page for other
paths, packed files, how long each may be cached, the headers of the page, and errors of the API for paths that are
the API's.
"""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Match

import clonyvoice
from clonyvoice.api.errors import MethodNotAllowed, RouteNotFound, UpgradeRequired
from clonyvoice.api.responses.file_byte_ranges import WholeFile
from clonyvoice.api.versionless_unsupported_vendor_paths import no_such_route, reason_of
from clonyvoice.core.errors import ClonyError

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self';"
    " connect-src 'self' blob:; media-src 'self' blob: data:; worker-src 'self' blob:; manifest-src 'self';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The sources that the studio may load: itself, and what it makes in memory. Nothing inline, nothing from elsewhere."""
_PERMISSIONS: Final = "microphone=(self), camera=(), geolocation=(), payment=()"
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
_RESERVED: Final = frozenset(
    {
        "v2", "metrics", "audio", "models", "assistants", "batches", "chat", "completions", "containers",
        "conversations", "embeddings", "engines", "evals", "files", "fine_tuning", "images", "live", "moderations",
        "organization", "realtime", "responses", "skills", "threads", "uploads", "vector_stores", "videos",
    }
)  # fmt: skip
"""First parts of paths that are the API's though no route may have them: a setting's, and those that OpenAI's clients
ask for where their base URL was given without `/v1`."""
_MISSING: Final = """<!doctype html><html lang="en"><meta charset="utf-8"><title>ClonyVoice</title>
<h1>ClonyVoice is running</h1>
<p>The API works; its documentation is at <a href="/docs">/docs</a>.</p>
<p>The studio is not built. In a checkout, run <code>make setup</code> (or, in the folder <code>studio</code>,
<code>npm ci &amp;&amp; npm run build</code>), then load this page again.</p></html>"""

for _type, _suffix in (
    ("text/javascript", ".js"),
    ("font/woff2", ".woff2"),
    ("application/manifest+json", ".webmanifest"),
    ("application/wasm", ".wasm"),
):
    mimetypes.add_type(_type, _suffix)  # some systems' own tables are wrong or lack these


_LONGEST_NAME, _LONGEST_PATH = 255, 1000
"""Bytes and characters beyond which a file system answers with an error of its own. Chosen by hand."""


def studio_folder() -> Path | None:
    """The folder of the built studio, in the package or in a checkout beside it; None when it is not built."""
    package = Path(clonyvoice.__file__).resolve().parent
    for folder in (package / "studio_dist", package.parents[1] / "studio" / "dist"):
        if (folder / "index.html").is_file():
            return folder
    return None


def install(app: FastAPI) -> None:
    """Serve the studio on every path that no route matches; call this last."""
    api = _RESERVED | {str(getattr(route, "path", "/")).split("/")[1] for route in app.router.routes} - {""}

    async def page(request: Request) -> Response:
        path = request.path_params["path"]
        if (
            path.partition("/")[0].lower() in api
            or path.startswith("/")
            or request.method not in ("GET", "HEAD")
            or not _takes_pages(request.headers.get("accept", ""))
        ):
            raise _unknown(app, request)
        folder = studio_folder()
        if folder is None:
            return HTMLResponse(_MISSING, headers={"Content-Security-Policy": "default-src 'none'"})
        return _file(folder, path, request)

    app.add_route("/{path:path}", page, methods=[*_METHODS], include_in_schema=False)


def _takes_pages(accept: str) -> bool:
    """Whether a client accepts a page: programs that accept only JSON must not get one with status 200."""
    kinds = [kind.partition(";")[0].strip().lower() for kind in accept.split(",")]
    return set(kinds) != {"application/json"}


def _unknown(app: FastAPI, request: Request) -> ClonyError:
    """The error for a request that no route matched: 404, 405 with the allowed methods, or 426."""
    if request.url.path == "/ws":
        return UpgradeRequired()
    if reason_of(request.url.path) is not None:
        return no_such_route(request.url.path)
    allowed: set[str] = set()
    for route in app.router.routes:
        if route.matches(request.scope)[0] == Match.PARTIAL:
            allowed |= getattr(route, "methods", None) or set()
    return MethodNotAllowed(", ".join(sorted(allowed))) if allowed else RouteNotFound()


def _file(folder: Path, path: str, request: Request) -> Response:
    longest = max(len(part.encode("utf-8", "replace")) for part in path.split("/"))
    if longest > _LONGEST_NAME or len(path) > _LONGEST_PATH:
        raise RouteNotFound
    target = (folder / path).resolve() if path and "\0" not in path else folder
    if not target.is_relative_to(folder) or (not target.is_file() and "." in path.rpartition("/")[2]):
        raise RouteNotFound
    if path == "index.html":
        return RedirectResponse("/")
    headers = {"Content-Security-Policy": POLICY, "Permissions-Policy": _PERMISSIONS}
    if not target.is_file():
        target = folder / "index.html"
    # files under assets carry a digest in their names: they never change
    lasting = target.parent.name == "assets"
    headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
    media_type = mimetypes.guess_type(target.name)[0] or "application/octet-stream"
    packed = target.with_name(f"{target.name}.gz")
    if "gzip" in request.headers.get("accept-encoding", "") and packed.is_file():
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        target = packed
    return WholeFile(target, media_type=media_type, headers=headers)
