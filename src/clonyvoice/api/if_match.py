"""Conditions of changes (RFC 9110, 13.1): the revision or the time of what a client saw, in `If-Match`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias

from fastapi import Depends, Header

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.projects.errors import RevisionRequired


def _base(
    if_match: Annotated[str | None, Header(description="The revision that the change was made on.")] = None,
) -> int:
    """The revision of `If-Match`. Raises RevisionRequired, InvalidRequest."""
    if if_match is None:
        raise RevisionRequired
    text = if_match.strip().removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise InvalidRequest("If-Match must be the number of a revision.", param="If-Match")
    return int(text)


Base: TypeAlias = Annotated[int, Depends(_base)]
"""For `base: Base` in a route that changes a project."""


def moment_of(etag: str | None) -> datetime | None:
    """The time in an ETag of ours; one that is none matches nothing that there ever was."""
    if etag is None or etag.strip() == "*":
        return None
    try:
        return datetime.fromisoformat(etag.strip().removeprefix("W/").strip('"'))
    except ValueError:
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")
