"""File responses with byte ranges and conditional requests, which resend nothing that the client already has."""

from __future__ import annotations

import hashlib
import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from clonyvoice.api.errors import render
from clonyvoice.api.responses.delivery_audit import Delivery, note_file
from clonyvoice.api.responses.signed_files import OriginSource, taken
from clonyvoice.core.errors import ClonyError

if TYPE_CHECKING:
    from clonyvoice.api.services import Services

_RANGES: Final = re.compile(
    r"bytes=\s*(\d{1,18}-\d{0,18}|-\d{1,18})(\s*,\s*(\d{1,18}-\d{0,18}|-\d{1,18}))*\s*"
)


def attachment(name: str) -> str:
    """The value of `Content-Disposition` under which a file is saved as `name` (RFC 6266)."""
    quoted = quote(name)
    return f'attachment; filename="{name}"' if quoted == name else f"attachment; filename*=utf-8''{quoted}"


class RangeNotSatisfiable(ClonyError):
    """A byte range that begins behind the end of the file."""

    code, status, type = "range_not_satisfiable", 416, "invalid_request_error"

    def __init__(self, size: int) -> None:
        super().__init__(
            f"The file has {size} bytes, and the range begins after its end. Ask for a range within it, or for the"
            " whole file.",
            param="Range",
        )


class KnownFile(FileResponse):
    """A file response with `ETag`, 304 and `Range`; errors in the API's form.

    A `Range` that cannot be read is no range, as RFC 9110 has it: the whole file is sent; so it is where `If-Range` is
    another tag than the file's, or a date: files have none. With an `origin` it is
    synthetic speech, and is sent with the Content Credentials that the caller is to get; `manifest` is the address
    of their sidecar.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        origin: OriginSource | None = None,
        manifest: str = "",
        entries: str = "",
        delivers: Delivery | None = None,
        **options: Any,
    ) -> None:
        """`entries` is the media type of the files in an archive; `options` are those of `FileResponse`.

        `delivers` is speech that was made here: who gets it is written into the audit log before the first byte is
        sent.
        """
        super().__init__(path, **options)
        self._origin, self._manifest, self._entries, self._delivers = origin, manifest, entries, delivers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file, a part of it, or neither; then do what was to be done after it."""
        if not await self._sent(scope, receive, send) and self.background is not None:
            await self.background()

    async def _sent(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Answer; whether the file or a part of it was sent."""
        if self._origin is not None:
            try:
                await self._credentialed(scope, self._origin)
            except ClonyError as error:
                refusal = render(error, str(scope.get("clonyvoice.request_id", "")), scope["path"])
                await refusal(scope, receive, send)
                return False
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
            return False
        size = self.stat_result.st_size
        asked = headers.get("range")
        known = headers.get("if-range", self.headers["etag"]).strip()
        many = (
            asked is not None and asked.count(",") >= self.max_ranges
        )  # of which Starlette sends the whole file
        whole = asked is None or many or known != self.headers["etag"] or not _readable(asked)
        # Starlette's own comparison needs the time of the last change, too.
        dropped = (b"if-range", b"range") if whole else (b"if-range",)
        kept_headers = [(name, value) for name, value in scope["headers"] if name not in dropped]
        scope = {**scope, "headers": kept_headers}
        if asked is not None and not whole and _behind(asked, size):
            request_id = str(scope.get("clonyvoice.request_id", ""))
            refusal = render(RangeNotSatisfiable(size), request_id, scope["path"])
            refusal.headers["Content-Range"] = f"bytes */{size}"
            await refusal(scope, receive, send)
            return False
        if self._delivers is not None and scope["method"] != "HEAD":
            begins = _from_start("" if whole else asked or "")
            await to_thread.run_sync(_note, scope, self._delivers, Path(self.path), begins)
        await super().__call__(scope, receive, send)
        return True

    async def _credentialed(self, scope: Scope, origin: OriginSource) -> None:
        """Take the signed copy of the file where there is to be one. Raises as `signed_files.taken` does."""
        signed = cast("Services", scope["app"].state.services).signed
        take = partial(
            taken, signed, scope.get("clonyvoice.principal"), Path(self.path),
            self._entries or str(self.media_type), origin, self._manifest, archive=bool(self._entries),
        )  # fmt: skip
        sent = await to_thread.run_sync(take)
        self.path = sent.path
        self.headers.update(sent.headers)


class WholeFile(FileResponse):
    """A file response without byte ranges: a `Range` is ignored, as RFC 9110 allows (section 14.2).

    Starlette answers a range that it cannot give in a form of its own.
    """

    def __init__(self, path: str | os.PathLike[str], **options: Any) -> None:
        """`options` are those of `FileResponse`."""
        super().__init__(path, **options)
        self.headers["accept-ranges"] = "none"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file."""
        headers = [(name, value) for name, value in scope["headers"] if name not in (b"range", b"if-range")]
        await super().__call__({**scope, "headers": headers}, receive, send)


def _from_start(asked: str) -> bool:
    """Whether the answer has the file's beginning."""
    return not asked or any(first in ("0", "") for first, _ in _parts(asked))


def _note(scope: Scope, delivery: Delivery, path: Path, begins: bool) -> None:
    """Write an audit record with the file's recipient and hash, unless it is a further part. Raises StorageFull.

    `begins` says whether the answer has the file's beginning, which is always a delivery of its own.
    """
    caller = scope.get("clonyvoice.principal")
    who = caller.owner if caller is not None else "link"
    audit = cast("Services", scope["app"].state.services).audit
    if audit.enabled and (begins or not audit.delivered_lately(who, path.name)):
        note_file(audit, who, delivery, path)
        audit.note_delivered(who, path.name)


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
