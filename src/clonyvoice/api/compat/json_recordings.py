"""Recordings in JSON, as Open WebUI's JSON mode sends them: `{"model": …, "input_audio": {"data": …, "format": …}}`."""

from __future__ import annotations

import base64
import io
import json
import re
from typing import Any, Final

from anyio import to_thread
from fastapi import Request
from starlette.datastructures import FormData, Headers, UploadFile

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.json_reading import value_of

_DATA_ADDRESS: Final = re.compile(r"data:[\w.+/;=-]{0,200},")
_FORMAT: Final = re.compile(r"[A-Za-z0-9]{1,8}")


def is_json(request: Request) -> bool:
    """Whether the Content-Type of the body is JSON."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


async def form_of_json(request: Request) -> FormData:
    """The JSON body as the form that the route takes: `input_audio` as its `file`, lists as fields that come again.

    Raises InvalidRequest when it is no JSON object, or `input_audio.data` no base64; where `input_audio` is missing,
    the form has no file.
    """
    # Some megabytes of base64 take longer to read than the event loop should wait.
    return FormData(await to_thread.run_sync(_fields, await request.body()))


def _fields(content: bytes) -> list[tuple[str, str | UploadFile]]:
    try:
        sent = value_of(content)
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        raise InvalidRequest("The body is no JSON object.", param="body")
    fields: list[tuple[str, str | UploadFile]] = []
    recording = sent.pop("input_audio", None)
    if recording is not None:
        fields.append(("file", _file(recording)))
    for name, value in sent.items():
        given = value if isinstance(value, list) else [value]
        fields += [(name, _text(each)) for each in given if each is not None]
    return fields


def _text(value: Any) -> str:
    """A JSON field's value as text, as a form would send it."""
    return value if isinstance(value, str) else json.dumps(value)


def _file(recording: Any) -> UploadFile:
    data = recording.get("data") if isinstance(recording, dict) else recording
    try:
        sound = base64.b64decode(
            _DATA_ADDRESS.sub("", data if isinstance(data, str) and data else "%", count=1), validate=True
        )
    except ValueError:
        raise InvalidRequest(
            "`input_audio.data` is no base64 of a recording; or send a form with a `file`.",
            param="input_audio.data",
        ) from None
    told = recording.get("format") if isinstance(recording, dict) else None
    ending = told if isinstance(told, str) and _FORMAT.fullmatch(told) else "bin"
    headers = Headers({"content-type": "application/octet-stream"})
    return UploadFile(io.BytesIO(sound), size=len(sound), filename=f"audio.{ending}", headers=headers)
