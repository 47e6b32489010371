"""`/docs` and `/openapi.json`: the documentation as one plain page, without scripts or other hosts."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from html import escape
from typing import Any, Final

from fastapi import FastAPI
from starlette.responses import HTMLResponse, Response

from clonyvoice.api.openapi import schema

_STYLE: Final = """
:root{color-scheme:light
dark;--line:light-dark(#ddd,#333);--dim:light-dark(#555,#aaa);--code:light-dark(#f5f5f5,#1e1e1e)}
body{font:15px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
background:light-dark(#fff,#141414);color:light-dark(#111,#eee)} code,pre{font:13px/1.5
ui-monospace,monospace;background:var(--code);border-radius:4px;padding:.1em .3em}
pre{padding:.8em;overflow:auto}h2{margin-top:3rem;border-bottom:1px solid var(--line)} details{border:1px
solid var(--line);border-radius:6px;margin:.5rem 0;padding:.4rem .8rem} summary{cursor:pointer}summary
b{display:inline-block;min-width:4.5em}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3em
.6em;border-bottom:1px solid var(--line)} .dim{color:var(--dim)}a{color:light-dark(#0b57d0,#8ab4f8)}
"""
_POLICY: Final = (
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    + "'"
)


def install(app: FastAPI) -> None:
    """Serve the document and the page; both are made on first use and kept."""
    made: dict[str, bytes] = {}
    making = threading.Lock()

    # plain functions, which get a thread: to make the document takes a second
    def description() -> Response:
        with making:
            if "json" not in made:
                made["json"] = json.dumps(schema.document(app), ensure_ascii=False).encode()
        return Response(made["json"], media_type="application/json")

    def docs() -> HTMLResponse:
        with making:
            if "html" not in made:
                made["html"] = page(schema.document(app)).encode()
        return HTMLResponse(made["html"], headers={"Content-Security-Policy": _POLICY})

    app.add_api_route("/openapi.json", description, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_api_route("/docs", docs, methods=["GET", "HEAD"], include_in_schema=False)


def page(document: dict[str, Any]) -> str:
    """The whole documentation as HTML."""
    groups: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = (operation.get("tags") or ["Other"])[0]
            groups.setdefault(tag, []).append(_operation(document, path, method, operation))
    scopes = "".join(
        f"<tr><td><code>{escape(name)}</code><td>{escape(info['description'])}"
        f"<td>{info['default_limit_per_minute']}"
        for name, info in document["x-scopes"].items()
    )
    links = " · ".join(f'<a href="#{_anchor(tag)}">{escape(tag)}</a>' for tag in groups)
    body = "".join(f'<h2 id="{_anchor(tag)}">{escape(tag)}</h2>{"".join(ops)}' for tag, ops in groups.items())
    about = "".join(f"<p>{_inline(part)}</p>" for part in document["info"]["description"].split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>ClonyVoice API</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f'<h1>ClonyVoice API <span class="dim">{escape(document["info"]["version"])}</span></h1>{about}'
        f'<p><a href="/openapi.json">openapi.json</a> · {links}</p>'
        f"<h2>Scopes</h2><table><tr><th>Scope<th>Allows<th>Default limit a minute{scopes}</table>"
        f"{body}</body></html>"
    )


def _operation(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> str:
    parts = [f"<p>{_inline(part)}</p>" for part in operation.get("description", "").split("\n\n") if part]
    parts += [f"<pre>{escape(sample['source'])}</pre>" for sample in operation.get("x-codeSamples", [])]
    if operation.get("parameters"):
        rows = "".join(
            f"<tr><td><code>{escape(p['name'])}</code><td>{escape(p['in'])}"
            f"<td>{_type(p.get('schema', {}))}<td>{_inline(p.get('description', ''))}"
            for p in operation["parameters"]
        )
        parts.append(f"<table><tr><th>Parameter<th>In<th>Type<th>{rows}</table>")
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        parts.append(f"<p>Body: <code>{escape(kind)}</code></p>{_body(document, content.get('schema', {}))}")
    rows = "".join(
        f"<tr><td>{escape(status)}<td>" + "<br>".join(map(_inline, entry["description"].split("\n\n")))
        for status, entry in sorted(operation.get("responses", {}).items())
    )
    parts.append(f"<table><tr><th>Status<th>Meaning{rows}</table>")
    summary = escape(operation.get("summary", ""))
    return (
        f"<details><summary><b>{method.upper()}</b> <code>{escape(path)}</code>"
        f' <span class="dim">{summary}</span></summary>{"".join(parts)}</details>'
    )


def _body(document: dict[str, Any], schema: dict[str, Any]) -> str:
    schema = _resolve(document, schema)
    required = schema.get("required", [])
    rows = "".join(
        f"<tr><td><code>{escape(name)}</code>{' *' if name in required else ''}<td>{_type(field)}"
        f"<td>{_inline(field.get('description', ''))}"
        for name, field in schema.get("properties", {}).items()
    )
    examples = "".join(
        f"<pre>{escape(json.dumps(example, ensure_ascii=False, indent=2))}</pre>"
        for example in schema.get("examples", [])[:1]
    )
    return f"<table><tr><th>Field<th>Type<th>{rows}</table>{examples}"


def _resolve(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return dict(document["components"]["schemas"].get(name, {}))
    return schema


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return escape(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(_type(part) for part in schema["anyOf"])
    if "enum" in schema:
        return " ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    text = escape(str(schema.get("type", "any")))
    if schema.get("type") == "array":
        text = f"list of {_type(schema.get('items', {}))}"
    bounds = [
        f"{sign} {schema[key]}"
        for key, sign in (("minimum", "≥"), ("maximum", "≤"), ("maxLength", "length ≤"))
        if key in schema
    ]
    default = f", default <code>{escape(json.dumps(schema['default']))}</code>" if "default" in schema else ""
    return f"{text} {escape(', '.join(bounds))}{default}".strip()


def _inline(text: str) -> str:
    """Text with `code` spans, as HTML."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{piece}</code>" if index % 2 else piece for index, piece in enumerate(pieces))


def _anchor(tag: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in tag.lower())
