"""JSON in place of a form, its recording in base64: `{"model": …, "input_audio": {"data": …, "format": …}}`.

Open WebUI's JSON mode sends transcriptions so; OpenAI's voices may be made so, too.
"""

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


async def form_of_json(request: Request, source: str, target: str) -> FormData:
    """The JSON body as the form that the route takes: the recording in the field `source` becomes the form's file
    `target`; lists become fields that come again.

    A recording is base64, or an object with base64 as its `data`. Raises InvalidRequest when the body is no JSON
    object or the recording no base64; where `source` is missing, the form has no file.
    """
    # Some megabytes of base64 take longer to read than the event loop should wait.
    return FormData(await to_thread.run_sync(_fields, await request.body(), source, target))


def _fields(content: bytes, source: str, target: str) -> list[tuple[str, str | UploadFile]]:
    try:
        sent = value_of(content)
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        raise InvalidRequest("The body is no JSON object.", param="body")
    fields: list[tuple[str, str | UploadFile]] = []
    recording = sent.pop(source, None)
    if recording is not None:
        fields.append((target, _file(recording, source, target)))
    for name, value in sent.items():
        given = value if isinstance(value, list) else [value]
        fields += [(name, _text(each)) for each in given if each is not None]
    return fields


def _text(value: Any) -> str:
    """A JSON field's value as text, as a form would send it."""
    return value if isinstance(value, str) else json.dumps(value)


def _file(recording: Any, source: str, target: str) -> UploadFile:
    data = recording.get("data") if isinstance(recording, dict) else recording
    place = source if isinstance(recording, str) and source == target else f"{source}.data"
    try:
        sound = base64.b64decode(
            _DATA_ADDRESS.sub("", data if isinstance(data, str) and data else "%", count=1), validate=True
        )
    except ValueError:
        raise InvalidRequest(
            f"`{place}` is no base64 of a recording; or send a form (multipart/form-data) with the file `{target}`.",
            param=place,
        ) from None
    told = recording.get("format") if isinstance(recording, dict) else None
    ending = told if isinstance(told, str) and _FORMAT.fullmatch(told) else "bin"
    headers = Headers({"content-type": "application/octet-stream"})
    return UploadFile(io.BytesIO(sound), size=len(sound), filename=f"audio.{ending}", headers=headers)
