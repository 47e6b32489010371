"""Recordings examined over HTTP: sound made here is recognised; bad uploads are distinguished."""

from __future__ import annotations

import io
from typing import Any

from clonyvoice.audio import encode
from clonyvoice.core.audio import Audio
from clonyvoice.keys import CLI
from tests.api.conftest import Stage

TEXT = {"text": "Hello there.", "voice_id": "fake_ann", "language": "en"}


def ask(stage: Stage, data: bytes, key: dict[str, str], **more: bytes) -> Any:
    files = {name: (name, io.BytesIO(each)) for name, each in {"audio": data, **more}.items()}
    return stage.http.post("/api/verify", files=files, headers=key)


def test_what_was_made_here_is_known_again(stage: Stage) -> None:
    strict = stage.parts.keys.create(CLI, "strict", credentials="required")[1]
    key = {"X-API-Key": strict}
    made = stage.http.post("/api/generate/preset", json=TEXT, headers=key).json()
    sound = stage.http.get(f"/api/generations/{made['id']}/audio", headers=key).content
    answer = ask(stage, sound, stage.key("audio:process"))
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["credentials"]["state"] == "whole"
    assert body["credentials"]["this_installation"]
    assert body["credentials"]["voices"] == ["preset"]
    assert [each["code"] for each in body["statements"]][:3] == [
        "credentials_whole",
        "made_by",
        "signed_here",
    ]


def test_a_sidecar_is_read_with_its_file(stage: Stage) -> None:
    key = stage.key()
    made = stage.http.post("/api/generate/preset", json=TEXT, headers=key).json()
    place = f"/api/generations/{made['id']}"
    sound = stage.http.get(f"{place}/audio", params={"format": "opus"}, headers=key).content
    beside = stage.http.get(f"{place}/credentials", params={"format": "opus"}, headers=key).content
    states = [
        ask(stage, data, key, manifest=beside).json()["credentials"]["state"]
        for data in (sound, sound + b"\0")
    ]
    assert states[0] == "whole"
    assert states[1] in ("changed", "cut")


def test_bad_uploads_are_told_apart(stage: Stage) -> None:
    key = stage.key("audio:process", audio_process=100)
    silence = encode(Audio.silence(2, 24_000), "wav")
    cases = [
        (b"", 415, "unsupported_media"),
        (b"Dear reader, this is text.", 415, "unsupported_media"),
        (silence[:30], 415, "unsupported_media"),
        (silence + bytes(1_100_000), 413, None),
    ]
    for data, status, code in cases:
        answer = ask(stage, data, key)
        assert answer.status_code == status, answer.text
        assert code in (None, answer.json()["error"]["code"])
    assert ask(stage, silence, key).json()["credentials"]["state"] == "none"
    assert ask(stage, silence, stage.key("tts:generate")).status_code == 403
