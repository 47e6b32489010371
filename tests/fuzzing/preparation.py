"""Something of each kind to work on, made by plain requests: most routes answer 404 or 409 where there is nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, Protocol

from tests.eventually import eventually
from tests.fuzzing import files
from tests.fuzzing.requests import Drawn
from tests.fuzzing.values import Known

_EDGE = "x"
_FORM = {"Content-Type": f"multipart/form-data; boundary={_EDGE}"}
_WAIT = 15.0
"""Seconds that jobs are waited for."""


class Asks(Protocol):
    """A client of the server."""

    def send(self, asked: Drawn) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        ...


class Preparation:
    """Makes a voice, speech, a project with takes, a render and a dub, and remembers the ids of all."""

    def __init__(self, client: Asks, known: Known, voices: tuple[str, str]) -> None:
        self._client, self._known, self._voices = client, known, voices

    def make(self) -> bytes:
        """Make them; the voice as a `.clonyvoice` file."""
        for voice, text in zip(self._voices, ("Hello there. How are you?", "Two voices speak."), strict=True):
            self._post("/api/generate/preset", {"voice": voice, "text": text, "language": "en"})
        clone = self._form("/api/clone/create", "audio", {"consent": "true", "name": "Fuzzed"}).get("id", "")
        said = " ".join(f"w{second}" for second in range(6))  # as the scripted recogniser hears six seconds
        agreed = {"consent_person": "Ada", "consent_statement": said}
        self._form(f"/api/voices/{clone}/consents", "consent_recording", agreed)
        self._get(f"/api/voices/{clone}")
        self._get(f"/api/voices/{clone}/versions")
        self._post("/api/design/create", {"description": "A calm elderly woman.", "seed": 3})
        self._post("/elevenlabs/v1/text-to-voice/create-previews", {"voice_description": "A calm woman."})
        self._get("/elevenlabs/v1/voices")
        self._get("/api/categories")
        self._form("/api/transcribe", "audio", {"language": "en", "vad": "false"})
        self._project()
        asked = Drawn("POST", "/api/voices/export", {"Content-Type": "application/json"},
                      json.dumps({"voice_ids": [clone]}).encode())  # fmt: skip
        return self._client.send(asked)[2]

    def _project(self) -> None:
        script = "ADA: Hello.\n\nBEN: Good evening."
        speakers = dict(zip(("ADA", "BEN"), self._voices, strict=True))
        made = self._post("/api/projects", {"name": "Fuzzed", "script": script, "speakers": speakers})
        path = f"/api/projects/{made.get('id')}"
        asset = self._form(f"{path}/assets", "audio", {}).get("id")
        self._post(f"{path}/speak", {})
        with suppress(AssertionError):  # a server under attack may not get so far
            eventually(
                lambda: self._get(path).get("lines", ()),
                lambda lines: all(line["takes"] for line in lines),
                seconds=_WAIT,
                every=0.2,
            )
        self._post(f"{path}/renders", {"format": "wav"})
        self._post(f"{path}/renders", {"format": "opus"})
        heard = self._form("/api/transcribe", "audio", {"language": "en", "vad": "false"}).get("id")
        self._post(f"{path}/dub", {"asset_id": asset, "transcription_id": heard, "language": "en"})
        self._post(f"{path}/dubs", {"asset_id": asset, "language": "en"})
        self._get(f"{path}/renders")
        self._get(path)

    def _get(self, path: str) -> dict[str, Any]:
        return self._learnt(Drawn("GET", path))

    def _post(self, path: str, value: Any) -> dict[str, Any]:
        return self._learnt(
            Drawn("POST", path, {"Content-Type": "application/json"}, json.dumps(value).encode())
        )

    def _form(self, path: str, name: str, fields: dict[str, str]) -> dict[str, Any]:
        told = f'Content-Disposition: form-data; name="{name}"; filename="a.wav"'
        body = f"--{_EDGE}\r\n{told}\r\n\r\n".encode() + files.recordings()["wav"] + b"\r\n"
        for field, value in fields.items():
            body += f'--{_EDGE}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        return self._learnt(Drawn("POST", path, dict(_FORM), body + f"--{_EDGE}--\r\n".encode()))

    def _learnt(self, asked: Drawn) -> dict[str, Any]:
        status, headers, body = self._client.send(asked)
        if status >= 300 or "json" not in headers.get("content-type", ""):
            return {}
        answer = json.loads(body)
        self._known.learn(answer, asked.target.split("/")[3] if "/projects/" in asked.target else "")
        return answer if isinstance(answer, dict) else {}
