"""Checks of what came with a request: names, how often they came, and the kind and content of the body."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable
from contextlib import suppress

from fastapi import Request

from clonyvoice.api.errors import FormExpected, JsonExpected
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.json_reading import may_hold_halves, value_of


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
    """A parameter or a field of a form that came more than once, where one is taken."""

    code = "given_twice"

    def __init__(self, name: str, path: str = "") -> None:
        several = " Several recordings of one person go to /api/clone/create-multi."
        told = several if (path, name) == ("/api/clone/create", "audio") else ""
        super().__init__(f"{name[:80]!r} came more than once; send it once.{told}", param=name[:80])


def check_type(request: Request, wanted: str | None) -> None:
    """Raise JsonExpected or FormExpected when the body that came is of another kind than the route takes."""
    if wanted is None:
        return
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    if wanted == "json" and has_body and not (sent == "application/json" or sent.endswith("+json")):
        raise JsonExpected
    if wanted == "form" and sent not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raise FormExpected


def check_bodiless(content: bytes) -> None:
    """Refuse what a route without a body would leave unread. Raises UnknownParameter."""
    plain = content.removeprefix(codecs.BOM_UTF8).strip()
    if not plain:
        return
    try:
        sent = json.loads(plain)
    except (ValueError, RecursionError):
        sent = content
    if sent in ({}, None):
        return
    raise UnknownParameter(next(iter(sent)) if isinstance(sent, dict) else "body", (), "body")


def check_characters(content: bytes) -> None:
    """Refuse halves of surrogate pairs: JSON can hold them, but they are no characters. Raises LoneSurrogate."""
    if may_hold_halves(content):
        with suppress(ValueError):  # no JSON: the handler says so
            value_of(content)
