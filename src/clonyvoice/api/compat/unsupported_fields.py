"""The rule of the compatible routes: fields that affect the result work or are refused by name; others are ignored.

A route here declares what it obeys and what it refuses. Everything else that a program sends is accepted, changes
nothing, and is named in the answer's `X-Unused-Parameters`: knobs of another vendor's model, and fields that are not
known. Null counts as absent, an empty text too where the field may be left out, and of a scalar that came several times
the last one counts, as the vendors have it.
Errors have the vendor's shape (`api.errors`). The routes under `/api` stay strict.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.datastructures import FormData, QueryParams
from starlette.datastructures import UploadFile as FormFile
from starlette.responses import Response

from clonyvoice.api.auth import admit_request
from clonyvoice.api.compat.json_recordings import form_of_json, is_json
from clonyvoice.api.request_checks import check_content, check_headers, check_type
from clonyvoice.api.routing import Answered, ScopedRoute, body_kind, form_fields, query_fields
from clonyvoice.core.json_reading import fields_once

UNUSED: Final = "X-Unused-Parameters"
"""The header that names what was sent and changed nothing."""
_ABSENT: Final = frozenset({"", "null", "none", "undefined"})
"""Texts in forms and addresses that stand for nothing: what SDKs write where a value is not set."""
_NAME: Final = re.compile(r"[^A-Za-z0-9_.\[\]-]")
_BRACKETED: Final = re.compile(r"(?P<base>[^\[\]]+)\[(?P<key>[^\[\]]*)\]")
_MOST_NAMED, _LONGEST_NAME = 40, 80
"""Ignored fields that are named in a header, and characters of each: headers stay below 4 KB. Chosen by hand."""


def compat_router(tag: str) -> APIRouter:
    """The router of a module of compatible routes; `tag` is its heading in the documentation."""
    return APIRouter(
        route_class=CompatRoute, tags=[tag], generate_unique_id_function=lambda route: route.name
    )


def name_unused(request: Request, *names: str) -> None:
    """Name in the response to `request` the parameters that a route accepted and ignored."""
    request.scope.setdefault("clonyvoice.unused", []).extend(names)


def present(query: QueryParams) -> QueryParams:
    """The query parameters of a WebSocket that have a value; of repeated ones, the last."""
    return QueryParams([pair for pair in query.multi_items() if pair[1].strip().lower() not in _ABSENT])


class CompatRoute(ScopedRoute):
    """A route for requests written for another vendor's API, by the rule in this module's docstring."""

    def get_route_handler(self) -> Answered:
        """FastAPI's handler, given only the fields that the route declares."""
        handle = APIRoute.get_route_handler(self)
        requires = self.requires
        wanted = body_kind(self)
        queries = dict(query_fields(self.dependant))
        fields = dict(form_fields(self.dependant))
        required = {field.alias for field in self.dependant.body_params if field.field_info.is_required()}
        model = self.body_field.field_info.annotation if self.body_field is not None else None
        makes = self.facts.makes
        takes_json = self.facts.recording_in_json

        async def lenient(request: Request) -> Response:
            if requires is not None:
                await admit_request(request, requires)
            check_headers(request)
            unused: list[str] = request.scope.setdefault("clonyvoice.unused", [])
            query, extra = _known_queries(request.scope["query_string"], queries)
            request.scope["query_string"] = query
            request.__dict__.pop("_query_params", None)  # the search for keys in the address has read them
            unused += extra
            recording = takes_json if takes_json and is_json(request) else None
            if recording is None:
                check_type(request, wanted)
            if wanted == "json":
                content = await request.body()
                check_content(content)
                request._body = _known_json(content, model, unused)  # noqa: SLF001 - pinned by a test
            if wanted == "form":
                form = await (form_of_json(request, *recording) if recording else request.form())
                request._form = await _known_form(form, fields, required, unused)  # noqa: SLF001 - the same
            if makes and request.method == "HEAD":
                return Response()
            response = await handle(request)
            named = shown_names(unused)
            if named:
                response.headers[UNUSED] = named
            return response

        return self.bounded(lenient)


def shown_names(names: Iterable[str]) -> str:
    """Names as a header holds them: each once, in plain characters, at most 40 of at most 80 characters.

    An empty name is shown as two quotation marks: a header cannot end with the separator of names.
    """
    clean = dict.fromkeys(_NAME.sub("_", name[:_LONGEST_NAME]) or '""' for name in names)
    return ", ".join(list(clean)[:_MOST_NAMED])


def _known_queries(query: bytes, known: Mapping[str, bool]) -> tuple[bytes, list[str]]:
    """The address's parameters that the route declares, and the names of the others."""
    kept: list[tuple[str, str]] = []
    unused: list[str] = []
    for name, value in parse_qsl(query.decode("latin-1"), keep_blank_values=True):
        if name not in known:
            unused.append(name)
        elif value.strip().lower() not in _ABSENT:
            if not known[name]:
                kept = [pair for pair in kept if pair[0] != name]
            kept.append((name, value))
    return urlencode(kept).encode("latin-1"), unused


def _known_json(content: bytes, model: Any, unused: list[str]) -> bytes:
    """The body without nulls, without empty texts of fields that may be left out, and without the fields that `model`
    does not have, whose names go into `unused`.

    A body that is no JSON stays unchanged: the handler reports what is wrong with it.
    """
    try:
        sent = json.loads(content, object_pairs_hook=fields_once())
    except (ValueError, RecursionError):
        return content
    return json.dumps(_known_value(sent, model, "", unused)).encode()


def _known_value(value: Any, annotation: Any, place: str, unused: list[str]) -> Any:
    if isinstance(value, dict):
        model = _model_in(annotation)
        if model is None:
            return value
        names = {field.alias or name: field for name, field in model.model_fields.items()}
        kept = {}
        for key, inner in value.items():
            if key not in names:
                if inner is not None:
                    unused.append(f"{place}{key}")
            elif inner is not None and (inner != "" or names[key].is_required()):
                kept[key] = _known_value(inner, names[key].annotation, f"{place}{key}.", unused)
        return kept
    if isinstance(value, list):
        item = _item_in(annotation)
        return value if item is None else [_known_value(each, item, place, unused) for each in value]
    return value


def _options(annotation: Any) -> list[Any]:
    """The types that the annotation allows: the members of a union, else the annotation itself."""
    if get_origin(annotation) is Annotated:
        return _options(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return [inner for option in get_args(annotation) for inner in _options(option)]
    return [annotation]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    return next(
        (each for each in _options(annotation) if isinstance(each, type) and issubclass(each, BaseModel)),
        None,
    )


def _item_in(annotation: Any) -> Any:
    return next((get_args(each)[0] for each in _options(annotation) if get_origin(each) is list), None)


async def _known_form(
    form: FormData, fields: Mapping[str, bool], required: set[str], unused: list[str]
) -> FormData:
    """The form with the fields that the route declares: `x`, `x[]` and `x[0]` are one, `x[key]` becomes JSON."""
    kept: list[tuple[str, str | FormFile]] = []
    objects: dict[str, dict[str, str]] = {}
    for name, value in form.multi_items():
        known = _field_for(name, fields)
        if known is None:
            bracketed = _BRACKETED.fullmatch(name)
            if bracketed and bracketed["base"] in fields and isinstance(value, str):
                objects.setdefault(bracketed["base"], {})[bracketed["key"]] = value
                continue
            unused.append(name)
            if isinstance(value, FormFile):
                await value.close()
            continue
        if isinstance(value, str) and known not in required and value.strip().lower() in _ABSENT:
            continue
        if not fields[known]:
            kept = [pair for pair in kept if pair[0] != known]
        kept.append((known, value))
    kept += [(name, json.dumps(value)) for name, value in objects.items()]
    return FormData(kept)


def _field_for(name: str, fields: Mapping[str, bool]) -> str | None:
    """The declared field that a name in a form means, None when there is none."""
    if name in fields:
        return name
    bracketed = _BRACKETED.fullmatch(name)
    base = bracketed["base"] if bracketed and (not bracketed["key"] or bracketed["key"].isdigit()) else name
    return next((each for each in (f"{base}[]", base) if fields.get(each)), None)
