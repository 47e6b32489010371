"""Checks of what came with a request: names, how often, If-Match (RFC 9110, 13.1), kind and content of the body."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Final, TypeAlias

from fastapi import Depends, Header, Request

from clonyvoice.api.errors import FormExpected, JsonExpected
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.json_reading import check_count, fields_once, may_hold_halves, value_of
from clonyvoice.projects.errors import RevisionRequired


class UnknownParameter(InvalidRequest):
    """A parameter in the address, or a field of the form, that the route does not have."""

    code = "unknown_parameter"

    def __init__(self, name: str, known: Iterable[str], place: str = "address") -> None:
        takes = ", ".join(sorted(known))
        super().__init__(
            f"There is no {'parameter' if place == 'address' else 'field'} {name[:80]!r} here."
            + (f" This route takes: {takes}." if takes else f" This route takes none in its {place}."),
            param=name[:80],
        )


class GivenTwice(InvalidRequest):
    """A parameter or a form field was sent more than once, where one is accepted."""

    code = "given_twice"

    def __init__(self, name: str, path: str = "") -> None:
        several = " Several recordings of one person go to /api/clone/create-multi."
        told = several if (path, name) == ("/api/clone/create", "audio") else ""
        super().__init__(f"{name[:80]!r} came more than once; send it once.{told}", param=name[:80])


def has_body(request: Request) -> bool:
    """Whether a body comes with a request, by its headers."""
    return request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers


def check_type(request: Request, wanted: str | None) -> None:
    """Raise JsonExpected or FormExpected if the body's content type is not the one that the route accepts."""
    if wanted is None:
        return
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if wanted == "json" and has_body(request) and not (sent == "application/json" or sent.endswith("+json")):
        raise JsonExpected
    if wanted == "form" and sent not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raise FormExpected


def check_bodiless(content: bytes) -> None:
    """Refuse a body on a route that reads none. Raises UnknownParameter."""
    plain = content.removeprefix(codecs.BOM_UTF8).strip()
    if not plain:
        return
    check_count(plain)
    try:
        sent = json.loads(plain)
    except (ValueError, RecursionError):
        sent = content
    if sent in ({}, None):
        return
    raise UnknownParameter(next(iter(sent)) if isinstance(sent, dict) else "body", (), "body")


_ONCE: Final = ("x-api-key", "xi-api-key", "authorization", "idempotency-key", "if-match")
"""Headers that say who asks, and for what: of two, one would be taken and the other left unnoticed."""


def check_headers(request: Request) -> None:
    """Refuse headers that came twice with different values. Raises GivenTwice."""
    for name in _ONCE:
        if len(set(request.headers.getlist(name))) > 1:
            raise GivenTwice(name)


async def check_json(request: Request) -> None:
    """Check the content of a JSON body, and keep its value for the handler. Raises InvalidRequest, LoneSurrogate,
    RepeatedField; what is no JSON is left to the handler.
    """
    content = await request.body()  # which the request keeps, too
    check_content(content)
    with suppress(ValueError, RecursionError):
        value = json.loads(content, object_pairs_hook=fields_once())
        request._json = value  # noqa: SLF001 - where `Request.json` keeps what it would read a second time
        check_fields(value)


def check_content(content: bytes) -> None:
    """Refuse halves of surrogate pairs, which JSON can hold but which are no characters, and JSON of very many values.
    Raises LoneSurrogate, TooManyValues.
    """
    check_count(content)
    if may_hold_halves(content):
        with suppress(ValueError):  # no JSON: the handler says so
            value_of(content)


MOST_FIELDS: Final = 1000
"""Fields of the object that a body is: many times what any route takes. Each that is unknown is an error of its own,
and some hundred thousand of them took the event loop for many seconds. Chosen by hand."""


def check_fields(value: object) -> None:
    """Refuse an object with more fields than any body has, before they are told one by one. Raises InvalidRequest."""
    if isinstance(value, dict) and len(value) > MOST_FIELDS:
        raise InvalidRequest(f"The body has more than {MOST_FIELDS} fields.", param="body")


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
    """The time in an ETag made by this server; one that matches nothing for another ETag; None for none or `*`."""
    if etag is None or etag.strip() == "*":
        return None
    try:
        return datetime.fromisoformat(etag.strip().removeprefix("W/").strip('"'))
    except ValueError:
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")
