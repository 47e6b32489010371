"""The one shape of every error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

_PATHS = re.compile(r"(/home/|/tmp/|/usr/|/root/|site-packages|\.py\b|Traceback|[A-Z]:\\)")


class Answer(Protocol):
    """A response of whichever client."""

    @property
    def status_code(self) -> int: ...

    @property
    def text(self) -> str: ...

    @property
    def headers(self) -> Mapping[str, str]: ...

    def json(self) -> Any: ...


def assert_error(answer: Answer, status: int, code: str | None = None) -> None:
    """The answer is this error, in the one shape, and tells nothing of the machine."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {"error", "request_id"}
    assert {"code", "message", "param", "type"} <= set(body["error"])
    assert body["request_id"] == answer.headers["X-Request-Id"]
    assert body["error"]["message"]
    assert not _PATHS.search(answer.text), answer.text
    if code is not None:
        assert body["error"]["code"] == code
    if status in (429, 503):
        assert int(answer.headers["Retry-After"]) >= 1
