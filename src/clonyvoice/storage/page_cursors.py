"""Cursors of paged listings: the place of a page's last row as text, and that text read again.

Clients send a cursor back as they got it. Voices and generations have a place as JSON (`encoded`), as presets have a
number and search hits their place in the index; projects and takes have time and id (`after_row`). A page starts
behind the place, so rows that were added or deleted meanwhile neither repeat nor hide others.
"""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

from clonyvoice.core.errors import InvalidRequest


class BadCursor(InvalidRequest):
    """A cursor that no listing gave out."""

    code = "bad_cursor"

    def __init__(self) -> None:
        super().__init__(
            "This cursor is not one that a listing gave. Start again without it.", param="cursor"
        )


def encoded(place: Any) -> str:
    """A cursor for a place that JSON can hold, such as `[time, id]`: URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def decoded(cursor: str) -> Any:
    """The place in a cursor of `encoded`. Raises BadCursor."""
    try:
        return json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        raise BadCursor from None


def time_of(text: object) -> datetime:
    """The time with a time zone that a cursor holds in ISO 8601. Raises BadCursor."""
    try:
        at = datetime.fromisoformat(text)  # type: ignore[arg-type]  # anything else raises TypeError
    except (ValueError, TypeError):
        raise BadCursor from None
    if at.tzinfo is None:
        raise BadCursor
    try:
        return at.astimezone(UTC)
    except OverflowError:  # of the first and last day that there is, in another time zone
        raise BadCursor from None


def after_row(at: datetime, row_id: str) -> str:
    """The cursor behind the row of this time and id."""
    return f"{at.isoformat()}/{row_id}"


def row_before(cursor: str) -> tuple[datetime, str]:
    """Time and id in a cursor of `after_row`. Raises BadCursor."""
    at, _, row_id = cursor.partition("/")
    return time_of(at), row_id
