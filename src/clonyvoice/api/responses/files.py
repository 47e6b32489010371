"""Files as answers: byte ranges, and nothing sent again that the client has already."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Final

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from clonyvoice.api.errors import render
from clonyvoice.core.errors import ClonyError

_RANGES: Final = re.compile(
    r"bytes=\s*(\d{1,18}-\d{0,18}|-\d{1,18})(\s*,\s*(\d{1,18}-\d{0,18}|-\d{1,18}))*\s*"
)


class RangeNotSatisfiable(ClonyError):
    """A byte range that begins behind the end of the file."""

    code, status, type = "range_not_satisfiable", 416, "invalid_request_error"

    def __init__(self, size: int) -> None:
        super().__init__(f"The file has {size} bytes, and the range begins behind them.", param="Range")


class KnownFile(FileResponse):
    """A file with an `ETag`: 304 to who has it already, parts of it by `Range`, errors in the one shape.

    A `Range` that cannot be read is no range, as RFC 9110 has it: the whole file is sent.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file, a part of it, or neither."""
        if self.stat_result is None:
            self.stat_result = await to_thread.run_sync(os.stat, self.path)
            self.headers["etag"] = _tag(self.path, self.stat_result.st_size)
            self.set_stat_headers(self.stat_result)
            del self.headers[
                "last-modified"
            ]  # a use counts as a change where files are kept by their last use
        headers = Headers(scope=scope)
        if _holds(headers.get("if-none-match", ""), self.headers["etag"]):
            kept = {name: value for name, value in self.headers.items() if name in ("etag", "cache-control")}
            await Response(status_code=304, headers=kept)(scope, receive, send)
            return
        size = self.stat_result.st_size
        asked = headers.get("range")
        if asked is not None and not _readable(asked):
            kept_headers = [(name, value) for name, value in scope["headers"] if name != b"range"]
            scope = {**scope, "headers": kept_headers}
        elif asked is not None and headers.get("if-range") is None and _behind(asked, size):
            request_id = str(scope.get("clonyvoice.request_id", ""))
            refusal = render(RangeNotSatisfiable(size), request_id, scope["path"])
            refusal.headers["Content-Range"] = f"bytes */{size}"
            await refusal(scope, receive, send)
            return
        await super().__call__(scope, receive, send)


def _tag(path: str | os.PathLike[str], size: int) -> str:
    """The file's `ETag`. Stored files are named by what they are, and never change."""
    return f'"{hashlib.sha256(f"{Path(path).name} {size}".encode()).hexdigest()[:32]}"'


def _holds(known: str, etag: str) -> bool:
    """Whether an `If-None-Match` names the tag."""
    return etag in (each.strip().removeprefix("W/") for each in known.split(",")) or known.strip() == "*"


def _readable(asked: str) -> bool:
    if _RANGES.fullmatch(asked) is None:
        return False
    return all(not last or not first or int(first) <= int(last) for first, last in _parts(asked))


def _behind(asked: str, size: int) -> bool:
    return any(int(first) >= size if first else int(last) == 0 for first, last in _parts(asked))


def _parts(asked: str) -> list[tuple[str, str]]:
    """First and last byte of each range, as they were written."""
    pieces = [part.strip().partition("-") for part in asked.partition("=")[2].split(",")]
    return [(first, last) for first, _, last in pieces]
