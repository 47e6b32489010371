"""A curl line for every operation, made from its own example: in the OpenAPI document and on `/docs`."""

from __future__ import annotations

import json
from typing import Any, Final

_URL: Final = "http://127.0.0.1:8765"
_FORM: Final = {
    "audio": "@recording.wav",
    "file": "@voices.clonyvoice",
    "name": "My voice",
    "language": "en",
    "consent": "true",
}
"""What stands for the fields of forms."""
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
