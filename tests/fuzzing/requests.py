"""HTTP requests for the operations of an OpenAPI document, most of them right, some wrong somewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from tests.fuzzing import files
from tests.fuzzing.values import KIND_OF, Draw, Known, Values

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY")
_FILE = "application/octet-stream"
_HEADERS: dict[str, tuple[str, ...]] = {
    "Range": ("bytes=0-10", "bytes=5-", "bytes=-5", "bytes=9-2", "bytes=99999999-", "bytes=0-0,4-5",
              "lines=1-2", "bytes=a-b"),
    "If-Match": ('"1"', "1", "*", 'W/"3"', "x", "-1", '"' + "9" * 30 + '"'),
    "If-None-Match": ("*", '"x"'),
    "If-Range": ('"x"', "Wed, 21 Oct 2015 07:28:00 GMT", "x"),
    "Accept": ("audio/wav", "audio/mpeg", "*/*", "text/event-stream", "application/json;q=0", "x", ",,,"),
    "Idempotency-Key": ("a", "b", "c", "", "x" * 300, "a b"),
    "X-Request-Id": ("abc", "x" * 100, "a b"),
    "Content-Type": ("text/plain", "application/json; charset=utf-16", "multipart/form-data", "application/xml", "x",
                     ""),
    "Content-Encoding": ("gzip", "br"),
    "Origin": ("http://localhost:3000", "https://example.com", "null", "x"),
    "Cookie": ("clonyvoice_session=x", "a=b; c", "clonyvoice_session="),
    "X-API-Key": ("", "cvk_x", "x" * 5000),
    "Authorization": ("Bearer x", "Basic eDp5", "Bearer", ""),
    "Expect": ("x",),
    "X-HTTP-Method-Override": ("DELETE",),
    "Accept-Language": ("ko", "x" * 200),
}  # fmt: skip
_BODIES = (
    b"", b"{}", b"[]", b"null", b"{", b"\xef\xbb\xbf{}", b"\xff\xfe", b'{"a":1,"a":2}', b"0", b'"x"', b"{" * 500,
    b"[" * 3000, b'{"text": "\\ud83d"}', b"nan", b" ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path, and what the document says of it."""

    method: str
    path: str
    said: Mapping[str, Any]

    @property
    def weight(self) -> int:
        """Its weight among draws: what makes things more often than what deletes them."""
        if self.method == "DELETE":
            return 1
        if self.path.endswith("/operations") or "/generate/" in self.path:
            return 6
        return 3


@dataclass(slots=True)
class Drawn:
    """A request as it goes out."""

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    operation: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.target[:200]} {self.headers} {self.body[:600]!r}"


def operations_of(document: Mapping[str, Any]) -> list[Operation]:
    """All of them, each as often as its weight says."""
    found = [
        Operation(method.upper(), path, said)
        for path, methods in document["paths"].items()
        for method, said in methods.items()
    ]
    return [one for one in found for _ in range(one.weight)]


def drawn(
    draw: Draw, operation: Operation, schemas: Mapping[str, Any], known: Known, exported: bytes
) -> Drawn:
    """A request for an operation; half of them have nothing odd in their values."""
    oddness = draw.of((0, 0, 0, 40, 10, 4))
    project = None
    for kind, name in (("proj", "{project_id}"), ("gen", "{generation_id}")):
        project = known.one(draw, kind) if name in operation.path else project
    values = Values(draw, schemas, known, oddness, project)
    path, query = operation.path, []
    headers: dict[str, str] = {}
    for parameter in operation.said.get("parameters", ()):
        name, place = parameter["name"], parameter["in"]
        if name.lower() == "if-match" and project is not None and draw.index(10):
            headers[name] = f'"{known.revisions.get(project, 1)}"'
            continue
        if place != "path" and not parameter.get("required") and draw.index(3):
            continue
        value = _named(draw, values, name, parameter["schema"], project) if place == "path" else None
        value = values.of(parameter["schema"], name) if value is None else value
        if place == "path":
            path = path.replace(f"{{{name}}}", quote(_plain(value), safe="", errors="surrogatepass"))
        elif place == "query":
            query += [(name, _plain(each)) for each in (value if isinstance(value, list) else [value])]
        elif place == "header":
            headers[name] = _header(_plain(value))
    if values.odd_now:
        query.append((_plain(values.odd())[:100], _plain(values.odd())[:200]))
    target = path + ("?" + urlencode(query, errors="surrogatepass") if query else "")
    made = Drawn(operation.method, target, headers, operation=f"{operation.method} {operation.path}")
    _give_body(draw, operation, values, made, known, exported)
    _make_odd(draw, values, made)
    return made


def _named(draw: Draw, values: Values, name: str, schema: Mapping[str, Any], project: str | None) -> Any:
    """The value of a path's parameter: an id that is known, or one of some."""
    if values.odd_now:
        return values.odd()
    if name in ("project_id", "generation_id") and project is not None:
        return project
    if schema.get("type") in ("integer", "number"):
        return draw.of((0, 1, 2, 1, 0, 3, -1, 10**6))
    if name in ("model", "model_id"):
        return draw.of(("kokoro", "whisper-base", "nope", "tts-1", "kokoro-82m"))
    if name == "engine_id":
        return draw.of(("kokoro", "qwen", "pocket", "qwen3-tts", "pocket-tts", "nope"))
    if name == "token":
        return draw.of(("x", "a.b.c", ".", *[values.known.one(draw, "preview")] * 3))
    return values.known.one(draw, KIND_OF.get(name.removesuffix("_id"), name.removesuffix("_id")), project)


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    try:
        return str(value)[:20_000]
    except (ValueError, RecursionError):
        return "9" * 5000


def _header(text: str) -> str:
    return "".join(char for char in text if " " <= char < "\x7f")[:500]


def _give_body(
    draw: Draw, operation: Operation, values: Values, made: Drawn, known: Known, exported: bytes
) -> None:
    content = (operation.said.get("requestBody") or {}).get("content", {})
    if "application/json" in content:
        if operation.path.endswith("/operations"):
            value: Any = _changes(draw, values, known)
        else:
            value = values.of(content["application/json"]["schema"])
        made.headers["Content-Type"] = "application/json"
        made.body = _json(value)
    elif "multipart/form-data" in content:
        schema = content["multipart/form-data"]["schema"]
        while "$ref" in schema:
            schema = values.schemas[schema["$ref"].rpartition("/")[2]]
        _give_form(draw, schema, values, made, exported)


def _json(value: Any) -> bytes:
    try:
        return json.dumps(value).encode("utf-8", "surrogatepass")
    except (RecursionError, ValueError):
        return b"[" * 5000 + b"]" * 5000


def _is_file(schema: Mapping[str, Any]) -> bool:
    inner = [schema, schema.get("items", {}), *schema.get("anyOf", ())]
    return any(
        one.get("contentMediaType") == _FILE or one.get("items", {}).get("contentMediaType") == _FILE
        for one in inner
    )


def _give_form(draw: Draw, schema: Mapping[str, Any], values: Values, made: Drawn, exported: bytes) -> None:
    parts: list[tuple[str, str | None, bytes]] = []
    choices = [name for name, inner in schema["properties"].items() if _is_file(inner)]
    if choices and not values.odd_now:
        name = draw.of(choices)
        many = any(
            "items" in one
            for one in (schema["properties"][name], *schema["properties"][name].get("anyOf", ()))
        )
        for _ in range(1 + draw.index(3) if many else 1):
            if "/voices/import" in made.target:
                file_name, data = files.voice_file(draw, values, exported)
            elif "/projects/import" in made.target:
                file_name, data = files.script(draw, values)
            else:
                file_name, data = files.recording(draw, values)
            parts.append((name, values.odd_text()[:200] if values.odd_now else file_name, data))
    for name, inner in schema["properties"].items():
        if name not in choices and (name in schema.get("required", ()) or draw.once_in(3)):
            value = values.of(inner, name)
            several = value if isinstance(value, list) else [value]
            parts += [(name, None, _plain(each).encode("utf-8", "surrogatepass")) for each in several]
    if values.odd_now:
        parts.append((values.odd_text()[:60], draw.of((None, "x")), draw.bytes(30)))
    edge = "edge7MA4YWxkTrZu0gW"
    lines = []
    for name, called, data in parts:
        told = f'form-data; name="{_quoted(name)}"'
        if called is not None:
            told += f'; filename="{_quoted(called)}"\r\nContent-Type: application/octet-stream'
        head = f"--{edge}\r\nContent-Disposition: {told}\r\n\r\n"
        lines.append(head.encode("utf-8", "surrogatepass") + data + b"\r\n")
    made.body = b"".join(lines) + f"--{edge}--\r\n".encode()
    made.headers["Content-Type"] = f"multipart/form-data; boundary={edge}"


def _quoted(text: str) -> str:
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _make_odd(draw: Draw, values: Values, made: Drawn) -> None:
    """Something wrong about the request as a whole."""
    if values.odd_now:
        name = draw.of(sorted(_HEADERS))
        made.headers[name] = draw.of(_HEADERS[name])
        if name == "If-Range":  # which means nothing alone
            made.headers["Range"] = draw.of(_HEADERS["Range"])
    if values.odd_now:
        made.body = draw.of(_BODIES) if draw.index(3) else files.damaged(draw, made.body)
        made.headers.setdefault("Content-Type", "application/json")
    if values.odd_now:
        made.method = draw.of(_METHODS)
    if values.odd_now:
        made.target = draw.of(
            (made.target + "/", made.target + "%00", "/" + made.target, made.target.replace("/", "//"),
             made.target + "?" * 3,
             "/%2e%2e/%2e%2e/x", made.target.upper(), made.target[: max(1, len(made.target) // 2)], made.target + "#x",
             made.target.replace("/api", "/api/%2e"), "/" + "a" * 3000, "/studio/../x",
             "/assets/..%2f..%2fx", "/%ff%fe"),
        )  # fmt: skip


# --- the operations of projects, which the document calls objects ---

_TIMES = (0.0, 0.25, 1.0, 2.5, 60.0, 359_999.0, 360_000.0)
_LEVELS = (-60.0, -12.0, 0.0, 6.0, 24.0)


def _changes(draw: Draw, values: Values, known: Known) -> Any:
    made = [_change(draw, values, known) for _ in range(1 + draw.index(4))]
    return values.odd() if values.odd_now else {"operations": made}


def _change(draw: Draw, values: Values, known: Known) -> Any:
    def known_id(kind: str) -> Any:
        return values.odd() if values.odd_now else known.one(draw, kind, values.project)

    def number(choices: tuple[float, ...]) -> Any:
        return values.odd() if values.odd_now else draw.of(choices)

    kind = draw.of(("line", "line", "clip", "clip", "track", "speaker", "marker"))
    verb = draw.of(("insert", "insert", "insert", "update", "update", "move", "delete", "split", "join"))
    items: dict[str, dict[str, Any]] = {
        "line": {
            "text": draw.of(("Hello.", "", "A b. C d.", draw.text(20))), "speaker_id": known_id("speaker"),
            "slot_start": number(_TIMES), "slot_end": number(_TIMES), "pause_after_ms": draw.of((0, 1, 60_000)),
            "track_id": known_id("track"), "take_id": known_id("take"), "gain_db": number(_LEVELS),
            "locked": draw.once_in(2),
            "speed": number((0.25, 1.0, 4.0)), "voice_id": known_id("voice"), "language": draw.of(("en", "auto", "xx")),
        },
        "clip": {
            "track_id": known_id("track"), "asset_id": known_id("asset"), "start": number(_TIMES),
            "take_id": known_id("take"), "trim_start": number(_TIMES), "duration": number(_TIMES),
            "loop": draw.once_in(2), "stretch": number((0.5, 1.0, 1.7)),
            "fade_in_ms": draw.of((0, 10, 600_000)), "fade_out_ms": draw.of((0, 10, 600_000)),
            "gain_db": number(_LEVELS), "anchor": {"line_id": known_id("line"), "edge": draw.of(("begin", "end"))},
            "gain_points": [{"at": number(_TIMES), "gain_db": number(_LEVELS)}],
        },
        "track": {
            "kind": draw.of(("speech", "music", "effect", "original")), "name": draw.text(10),
            "pan": number((-1.0, 0.3, 1.0)), "duck_by": [known_id("track")], "mute": draw.once_in(4),
            "solo": draw.once_in(4), "gain_db": number(_LEVELS),
            "duck_db": number((-60.0, 0.0)), "duck_attack_ms": draw.of((1, 5000)),
            "duck_release_ms": draw.of((1, 10_000)),
            "effects": draw.of((
                [{"type": "reverb", "decay_s": number((0.1, 6.0))}, {"type": "compressor", "bypass": draw.once_in(2)}],
                [{"type": "eq", "bands": [{"shape": "peak", "frequency": number((20.0, 20_000.0))}]}], [],
            )),
        },
        "speaker": {
            "name": draw.of(("Ada", draw.text(10))), "voice_id": known_id("voice"), "pitch": number((-12.0, 0.0, 12.0)),
        },
        "marker": {
            "name": draw.of(("One", draw.text(10))), "at": number(_TIMES), "kind": draw.of(("chapter", "note")),
            "anchor": {"line_id": known_id("line")},
        },
    }  # fmt: skip
    needed = {"line": "text", "clip": "track_id", "track": "kind", "speaker": "name", "marker": "name"}[kind]
    fields = {name: value for name, value in items[kind].items() if name == needed or draw.once_in(4)}
    if kind == "clip" and not {"asset_id", "take_id"} & set(fields):
        fields["asset_id"] = items["clip"]["asset_id"]
    if kind == "marker" and not {"at", "anchor"} & set(fields):
        fields["at"] = items["marker"]["at"]
    change: dict[str, Any] = {"op": f"{kind}.{verb}"}
    if verb == "insert":
        change[kind] = fields
    else:
        change["id"] = known_id(kind)
    if verb == "update":
        change["set"] = fields
    if verb == "split":
        change["at"] = number((1, 2, 0.5))
    if verb == "join":
        change["with"] = known_id(kind)
    if verb in ("insert", "move") and draw.once_in(2):
        change["after"] = None if draw.once_in(3) else known_id(kind)
    return values.odd() if values.odd_now else change
