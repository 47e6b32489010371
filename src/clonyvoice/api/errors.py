"""Error responses: one shape for all, without paths, URLs or secrets."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from clonyvoice.api.field_error_messages import InvalidJson, from_validation
from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.errors import ClonyError, Conflict, InvalidRequest, NotFound, UnsupportedMedia
from clonyvoice.core.ids import new_id
from clonyvoice.storage.errors import from_machine_error

log = logging.getLogger(__name__)


class ErrorResponse(JSONResponse):
    """A JSON response that can be encoded even when it echoes a client's invalid characters."""

    def render(self, content: Any) -> bytes:
        """UTF-8; lone surrogates are escaped."""
        import json

        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "backslashreplace"
        )


class RouteNotFound(NotFound):
    """No such path."""

    code = "route_not_found"

    def __init__(self, reason: str | None = None) -> None:
        super().__init__(reason or "There is nothing at this path. All routes are listed at /docs.")


class MethodNotAllowed(ClonyError):
    """The path exists, with other methods."""

    code, status, type = "method_not_allowed", 405, "invalid_request_error"

    def __init__(self, allowed: str) -> None:
        self.allowed = allowed
        super().__init__(f"This path takes {allowed}." if allowed else "This path does not take this method.")


class UpgradeRequired(ClonyError):
    """A plain HTTP request to the address of a WebSocket."""

    code, status, type = "upgrade_required", 426, "invalid_request_error"

    def __init__(self) -> None:
        super().__init__("This is a WebSocket: connect to it with ws:// instead of http://.")


class MessageTooLarge(InvalidRequest):
    """A message of a WebSocket that is not read to its end."""

    code, status = "message_too_large", 413

    def __init__(self, most: int) -> None:
        super().__init__(f"A message has at most {most:,} bytes: send it in pieces.", param="message")


class JsonExpected(UnsupportedMedia):
    """A body of another type than JSON."""

    code = "json_expected"

    def __init__(self) -> None:
        super().__init__(
            "This route takes JSON: send the header Content-Type: application/json.", param="Content-Type"
        )


class FormExpected(UnsupportedMedia):
    """A body of another type than a form with files."""

    code = "form_expected"

    def __init__(self) -> None:
        super().__init__(
            "This route takes a form with files: send multipart/form-data (`curl -F audio=@file.wav`).",
            param="Content-Type",
        )


class RequestCancelled(Conflict):
    """The work was cancelled while the request waited for it."""

    code = "cancelled"

    def __init__(self) -> None:
        super().__init__("This was cancelled before it was done.")


def body(error: ClonyError, request_id: str) -> dict[str, Any]:
    """The one shape."""
    shown: dict[str, Any] = {
        "code": error.code,
        "message": error.message,
        "param": error.param,
        "type": error.type,
    }
    details = error.details
    if error.retry_after is not None:
        details = {**details, "retry_after": error.retry_after}
    if details:
        shown["details"] = details
    return {"error": shown, "request_id": request_id}


@contextmanager
def renamed_fields(**names: str) -> Iterator[None]:
    """Errors raised within name the fields as this API does: `renamed_fields(text="input")`."""
    try:
        yield
    except ClonyError as error:
        error.param = names.get(error.param or "", error.param)
        raise


def in_vendors_shape(shown: dict[str, Any], path: str) -> dict[str, Any]:
    """The one shape, with ElevenLabs' own `detail` besides under its paths; OpenAI's shape is ours."""
    if not path.startswith("/elevenlabs"):
        return shown
    error = shown["error"]
    detail = {"status": error["code"], **error, "request_id": shown["request_id"]}
    return {"detail": detail, **shown}


def socket_error(error: ClonyError, code: int, path: str) -> dict[str, Any]:
    """The message about `error` on the WebSocket at `path`, in the form of its API, before it closes with `code`."""
    if path.startswith("/elevenlabs") and "/speech-to-text/" in path:
        return {"message_type": "input_error", "error": error.message}
    if path.startswith("/elevenlabs"):
        return {"message": error.message, "error": error.code, "code": code}
    shown = {"type": error.type, "code": error.code, "message": error.message, "param": error.param}
    if path.startswith("/v1/"):
        return {"type": "error", "event_id": new_id("event"), "error": {**shown, "event_id": None}}
    return {**shown, "type": "error"}


def render(error: ClonyError, request_id: str, path: str = "") -> Response:
    """The response for `error`, in the form of the API that `path` belongs to."""
    headers = {}
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
        if path.startswith("/v1/"):
            headers["retry-after-ms"] = str(error.retry_after * 1000)
    if error.status == 401:
        headers["WWW-Authenticate"] = "ApiKey"
    if isinstance(error, UpgradeRequired):
        headers["Upgrade"] = "websocket"
    if isinstance(error, MethodNotAllowed) and error.allowed:
        headers["Allow"] = error.allowed
    shown = in_vendors_shape(body(error, request_id), path)
    return ErrorResponse(shown, status_code=error.status, headers=headers)


def request_id(request: Request) -> str:
    """The id that `api.frame` gave this request."""
    return str(request.scope.get("clonyvoice.request_id", ""))


class InvalidForm(InvalidRequest):
    """A form that cannot be read, by Starlette's words for it, which say nothing of the way out."""

    status = 400

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The form cannot be read: {why.rstrip('.')}. Leave its boundary and headers to the client"
            " (`curl -F audio=@file.wav`); it may have 1,000 files and 1,000 other fields, each below 1 MB.",
            param="body",
        )


def known_as(error: Exception) -> ClonyError:
    """The ClonyError for any exception; one without details for unexpected ones."""
    if isinstance(error, ClonyError):
        return error
    if isinstance(error, RequestValidationError):
        return from_validation(error.errors())
    if isinstance(error, HTTPException):
        return _from_http(error)
    if isinstance(error, Cancelled):
        return RequestCancelled()
    if (of_the_machine := from_machine_error(error)) is not None:
        return of_the_machine
    return ClonyError(
        "An internal error occurred; the log has it under this request id. Try again, and report it if it comes back."
    )


def _from_http(error: HTTPException) -> ClonyError:
    if error.status_code == 404:
        return RouteNotFound()
    if error.status_code == 405:
        return MethodNotAllowed((error.headers or {}).get("Allow", ""))
    if error.status_code == 400 and "body" in str(error.detail):
        return InvalidJson()
    if error.status_code == 400:
        return InvalidForm(str(error.detail)[:200])
    generic = InvalidRequest(str(error.detail)[:500] or "The request could not be read.", param="body")
    generic.__dict__["status"] = error.status_code if 400 <= error.status_code < 500 else 400
    return generic


def install(app: FastAPI) -> None:
    """Render every exception of `app`'s routes in the one shape."""

    async def handle(request: Request, error: Exception) -> Response:
        if isinstance(error, ClientDisconnect):
            return Response(status_code=499)
        told = known_as(error)
        if told.status >= 500 and told.status != 503:
            log.error("request %s failed", request_id(request), exc_info=error)
        return render(told, request_id(request), request.url.path)

    for kind in (ClonyError, RequestValidationError, HTTPException, Cancelled, ClientDisconnect):
        app.add_exception_handler(kind, handle)
