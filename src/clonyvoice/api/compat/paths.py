"""OpenAI's paths asked for without `/v1`, as by programs whose base URL was given without it."""

from __future__ import annotations

import re
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

_WITHOUT: Final = re.compile(
    r"/(?:models(?:/.*)?|audio/(?:speech|transcriptions|translations|voices|models)/?)"
)


class VersionlessPaths:
    """Serves `/models` and `/audio/…` as `/v1/models` and `/v1/audio/…`; plain ASGI."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and _WITHOUT.fullmatch(scope["path"]):
            scope["path"] = f"/v1{scope['path'].rstrip('/')}"
            scope["raw_path"] = b"/v1" + scope.get("raw_path", b"").rstrip(b"/")
        await self._app(scope, receive, send)
