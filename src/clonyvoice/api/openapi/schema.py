"""The OpenAPI document: FastAPI's, with scopes, limits, headers and every error added from the routes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from clonyvoice import __version__
from clonyvoice.api.errors import FormExpected, JsonExpected
from clonyvoice.api.field_error_messages import InvalidJson
from clonyvoice.api.idempotency import HEADER, StillWorking
from clonyvoice.api.middleware.body_limit import BodyTooLarge
from clonyvoice.api.middleware.origins import HostNotAllowed, OriginNotAllowed
from clonyvoice.api.routing import ScopedRoute, errors
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.core.json_reading import LoneSurrogate
from clonyvoice.jobs.errors import IdempotencyMismatch
from clonyvoice.keys import SCOPES
from clonyvoice.keys.errors import InvalidKey, MissingKey, MissingScope, RateLimited, StudioOnly
from clonyvoice.storage.errors import StorageBusy, StorageFull, StorageReadOnly

_ABOUT = """A voice studio on your own machine: clone, speak, design and transcribe.

Every request carries an API key in `X-API-Key` (or `Authorization: Bearer`). Make one in the studio or with
`clonyvoice keys create`. Each scope has a limit a minute; `RateLimit-*` headers tell what is left. Errors
have one shape: `{"error": {"code", "message", "param", "type"}, "request_id"}`.
"""
_KEY_PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "Send the same text with a retry, and the request is not made twice.",
    "schema": {"type": "string", "maxLength": 255},
}
_ERROR_SCHEMA = {
    "type": "object",
    "required": ["error", "request_id"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "param", "type"],
            "properties": {
                "code": {"type": "string", "description": "Stable, for programs."},
                "message": {"type": "string", "description": "For people: what was wrong and what to do."},
                "param": {"type": ["string", "null"], "description": "The field at fault."},
                "type": {"type": "string"},
                "details": {"type": "object", "additionalProperties": True},
            },
        },
        "request_id": {"type": "string"},
    },
}


def routes_of(app: FastAPI) -> Iterator[ScopedRoute]:
    """The documented HTTP routes of `app`."""
    for route in app.routes:
        if isinstance(route, ScopedRoute) and route.include_in_schema:
            yield route


def document(app: FastAPI) -> dict[str, Any]:
    """The whole document, made once."""
    if app.openapi_schema is not None:
        return app.openapi_schema
    made = get_openapi(
        title="ClonyVoice",
        version=__version__,
        openapi_version="3.1.0",
        description=_ABOUT,
        routes=app.routes,
        servers=[{"url": "http://127.0.0.1:8765"}],
    )
    components = made.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Error"] = _ERROR_SCHEMA
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    components["securitySchemes"] = {
        "ApiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
        "Bearer": {"type": "http", "scheme": "bearer"},
    }
    made["x-scopes"] = {
        name: {"description": info.description, "default_limit_per_minute": info.default_limit}
        for name, info in SCOPES.items()
    }
    for route in routes_of(app):
        for method in sorted(route.methods or ()):
            operation = made["paths"][route.path_format].get(method.lower())
            if operation is not None:
                _complete(operation, route)
                _exemplify(operation, method.lower(), route.path_format, schemas)
    app.openapi_schema = made
    return made


def write(app: FastAPI) -> str:
    """The document as text for a file: stable order, indented."""
    return json.dumps(document(app), indent=2, ensure_ascii=False, sort_keys=False) + "\n"


def _complete(operation: dict[str, Any], route: ScopedRoute) -> None:
    """Give one operation its scope, its limit and the errors that every route of its sort has."""
    requires = route.requires
    responses: dict[str, Any] = operation.setdefault("responses", {})
    common: list[type[ClonyError]] = [HostNotAllowed]
    if requires is not None:
        scope = requires.scope
        operation["security"] = [{"ApiKey": []}, {"Bearer": []}]
        operation["x-scope"] = scope
        note = f"Scope `{scope}`, {SCOPES[scope].default_limit} requests a minute unless set otherwise."
        operation["description"] = f"{operation.get('description', '').strip()}\n\n{note}".strip()
        common += [MissingKey, InvalidKey, MissingScope, RateLimited, StorageBusy]
        if requires.trusted is not None:
            common.append(StudioOnly)
    if route.methods and not route.methods <= {"GET", "HEAD"}:
        common += [OriginNotAllowed, StorageFull, StorageReadOnly]
    if route.body_field is not None:
        form = "multipart/form-data" in operation.get("requestBody", {}).get("content", {})
        common += (
            [BodyTooLarge, FormExpected] if form else [BodyTooLarge, InvalidJson, JsonExpected, LoneSurrogate]
        )
    if route.body_field is not None or "parameters" in operation:
        common.append(InvalidRequest)
    if route.facts.idempotency is not None:
        common += [IdempotencyMismatch] + ([StillWorking] if route.facts.idempotency == "response" else [])
        operation.setdefault("parameters", []).append(_KEY_PARAMETER)
    codes: dict[str, list[str]] = {}
    responses.pop("422", None) if not _own_errors(route, 422) else None
    for source in (route.responses, errors(*common)):
        for status, entry in source.items():
            for code in entry.get("x-codes", ()):
                codes.setdefault(str(status), []).append(code)
            if "x-codes" in entry:
                _add(responses, str(status), entry)


def _exemplify(operation: dict[str, Any], method: str, path: str, schemas: dict[str, Any]) -> None:
    """Give one operation an example of its body, where it has none, and a curl line."""
    example = None
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        schema = content.get("schema", {})
        if "$ref" in schema:
            schema = schemas.get(schema["$ref"].rpartition("/")[2], {})
        if kind == "multipart/form-data":
            content.setdefault("example", form_example(schema))
        example = content.get("example") or next(iter(schema.get("examples", ())), None)
    operation["x-codeSamples"] = [{"lang": "Shell", "source": curl(method, path, operation, example)}]


def _own_errors(route: ScopedRoute, status: int) -> bool:
    return "x-codes" in route.responses.get(status, {})


def _add(responses: dict[str, Any], status: str, entry: dict[str, Any]) -> None:
    present = responses.get(status)
    known = (present or {}).get("x-codes", [])
    fresh = [code for code in entry["x-codes"] if code not in known]
    if present is None or "x-codes" not in present:
        responses[status] = {
            "description": entry["description"],
            "x-codes": list(entry["x-codes"]),
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        }
        if status in ("429", "503"):
            responses[status]["headers"] = {
                "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}
            }
        return
    present.setdefault("content", {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}})
    if fresh:
        lines = [line for line in entry["description"].split("\n\n") if line.split("`")[1] in fresh]
        present["description"] = "\n\n".join([present["description"], *lines])
        present["x-codes"] = [*known, *fresh]


_URL: Final = "http://127.0.0.1:8765"
_FORM: Final = {
    "audio": "@recording.wav",
    "file": "@voices.clonyvoice",
    "name": "My voice",
    "language": "en",
    "consent": "true",
}
"""Example values for the fields of forms."""
_PATH: Final = {"voice_id": "voice_af_heart", "generation_id": "gen_…", "model_id": "kokoro", "index": "0"}


def form_example(schema: dict[str, Any]) -> dict[str, str]:
    """An example for a form: its file, and those of its fields that most requests have."""
    fields = schema.get("properties", {})
    file = "audio" if "audio" in fields else "file"
    wanted = {file, *schema.get("required", ()), *(("name", "consent") if "consent" in fields else ())}
    return {name: _FORM.get(name, "…") for name in fields if name in wanted}


def curl(method: str, path: str, operation: dict[str, Any], example: object) -> str:
    """The command that asks for the operation; `example` is its body, a form's when it is of text values."""
    for name, value in _PATH.items():
        path = path.replace(f"{{{name}}}", value)
    parts = [f"curl -X {method.upper()}" if method != "get" else "curl", f'"{_URL}{path}"']
    if "x-scope" in operation:
        parts.append('-H "X-API-Key: cvk_your_key"')
    contents = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in contents and isinstance(example, dict):
        again = "create-multi" in path
        for name, value in example.items():
            parts.append(f'-F "{name}={value}"')
            if again and value.startswith("@"):
                parts.append(f'-F "{name}={value.replace(".wav", "-2.wav")}"')
    elif "application/json" in contents:
        text = json.dumps(example if example is not None else {}, ensure_ascii=False).replace("'", "'\\''")
        parts += ['-H "Content-Type: application/json"', f"-d '{text}'"]
    return " \\\n  ".join(parts)
