"""Errors with their code, status, field and next step. One handler in `api/errors.py` renders them.

A domain error is a subclass with its own constructor (`VoiceNotFound(voice_id)`), in the layer that raises it.
`message` is shown to people: it says what was wrong and what to do, and holds no path, URL or secret.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, Final


def whole_seconds(seconds: float) -> int:
    """Seconds to wait, rounded up so that a retry after them is not too early."""
    return max(1, math.ceil(seconds))


INTERNAL: Final = "An internal error occurred; the log has it. Try again, and report it if it comes back."
"""The answer to a fault whose own text may name files and people."""


class ClonyError(Exception):
    """Base of everything that ClonyVoice raises on purpose.

    `code` is stable and machine readable, `status` the HTTP status that fits, `param` the field at fault,
    `retry_after` whole seconds after which trying again makes sense, `details` further plain JSON values.
    """

    code: ClassVar[str] = "internal_error"
    status: ClassVar[int] = 500
    type: ClassVar[str] = "api_error"

    def __init__(
        self,
        message: str,
        *,
        param: str | None = None,
        retry_after: float | None = None,
        details: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.param = param
        self.retry_after = None if retry_after is None else whole_seconds(retry_after)
        self.details = dict(details or {})


class InvalidRequest(ClonyError):
    """The request cannot be done as sent; the client can correct it."""

    code = "invalid_request"
    status = 422
    type = "invalid_request_error"


class NotFound(ClonyError):
    """The resource of an id or name does not exist."""

    code = "not_found"
    status = 404
    type = "invalid_request_error"


class Conflict(ClonyError):
    """The thing is in a state that does not allow this."""

    code = "conflict"
    status = 409
    type = "invalid_request_error"


class Gone(ClonyError):
    """The thing was there, and is no more, for good."""

    code = "gone"
    status = 410
    type = "invalid_request_error"


class TooLarge(ClonyError):
    """The request holds more than is accepted."""

    code = "too_large"
    status = 413
    type = "invalid_request_error"


class UnsupportedMedia(ClonyError):
    """Bytes that are no sound, or a body of the wrong kind."""

    code = "unsupported_media"
    status = 415
    type = "invalid_request_error"


class Unavailable(ClonyError):
    """Not possible now or on this machine as it is set up; the message has the way out."""

    code = "unavailable"
    status = 503
    type = "unavailable_error"


class OutOfMemory(Unavailable):
    """The system gave no more memory."""

    code = "out_of_memory"

    def __init__(self) -> None:
        super().__init__(
            "There was not enough memory for this. Close other programs, raise the limit under which the server runs"
            " (the embedded engine takes up to 1 GB, beside a transcription 1.6 GB), and try again.",
            retry_after=30,
        )


_OUT_OF_MEMORY = (
    "bad_alloc",
    "can't alloc",
    "cannot allocate memory",
    "failed to allocate memory",
    "out of memory",
)
"""Texts of errors that mean that memory was short, in this order: C++'s `std::bad_alloc` as ONNX Runtime passes it on,
OpenVINO's CPU plugin, the C library's `ENOMEM`, ONNX Runtime's arena, frameworks for GPUs."""


def from_memory_error(error: BaseException) -> OutOfMemory | None:
    """The API error for a lack of memory in Python or a native library; None for any other `error`."""
    text = str(error).lower()
    if isinstance(error, MemoryError) or any(said in text for said in _OUT_OF_MEMORY):
        return OutOfMemory()
    return None


class EngineUnavailable(Unavailable):
    """An engine's weights or libraries are missing; says what to install or download and how."""

    code = "engine_unavailable"


class AnswerBrokeOff(Exception):
    """Makes the server close the connection of a response that has begun; the cause has been logged."""
