"""Weights that are not there, not whole, or come back: told, and used again without a restart."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from clonyvoice.core.settings import Settings
from tests.serving import ServerProcess, speech_wav

pytestmark = pytest.mark.model
BODY = {"voice": "af_heart", "text": "Hello there.", "language": "en"}


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weights folder as links, so that files can be taken away from it."""
    folder = tmp_path_factory.mktemp("weights")
    source = Settings().weights
    for model in ("kokoro", "whisper-base", "speaker-a", "speaker-c"):
        shutil.copytree(
            source / model,
            folder / model,
            copy_function=lambda a, b: Path(b).symlink_to(a),
            ignore=shutil.ignore_patterns(".making-*"),
        )
    return folder


@pytest.fixture(scope="module")
def server(weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path_factory.mktemp("home") / "data", weights=weights) as server:
        yield server


@pytest.fixture(scope="module")
def http(server: ServerProcess) -> Iterator[httpx.Client]:
    with server.client(server.new_key(unlimited=True)) as http:
        yield http


def assert_missing(answer: httpx.Response, model: str) -> None:
    """It says what to do; waiting alone does not help, so it does not ask for that."""
    assert answer.status_code == 503, answer.text
    assert answer.json()["error"]["code"] == "engine_unavailable"
    assert f"clonyvoice models pull {model}" in answer.json()["error"]["message"]
    assert "Retry-After" not in answer.headers


def test_a_missing_file_is_told_and_the_first_request_after_it_is_back_is_answered(
    http: httpx.Client, weights: Path, tmp_path: Path
) -> None:
    away = (weights / "kokoro" / "model.int8.onnx").rename(tmp_path / "model.int8.onnx")
    for more in ({}, {"stream": True}):
        answer = http.post("/api/generate/preset", json={**BODY, **more})
        assert_missing(answer, "kokoro")
    told = {each["id"]: each for each in http.get("/api/models").json()["models"]}
    assert told["kokoro"]["state"] == "missing"
    assert told["whisper-base"]["state"] == "installed"
    away.rename(weights / "kokoro" / "model.int8.onnx")
    assert http.post("/api/generate/preset", json=BODY).status_code == 200
    statuses = {each["status"] for each in http.get("/api/generations").json()["generations"]}
    assert statuses == {"failed", "completed"}


def test_a_file_cut_short_counts_as_missing(http: httpx.Client, weights: Path, tmp_path: Path) -> None:
    recording = speech_wav(http, "The ferry leaves at noon.")
    file = weights / "whisper-base" / "model.bin"
    away = file.rename(tmp_path / "model.bin")
    with away.open("rb") as whole:
        file.write_bytes(whole.read(100_000))
    files = {"audio": ("a.wav", recording, "audio/wav")}
    answer = http.post("/api/transcribe", files=files)
    assert_missing(answer, "whisper-base")
    file.unlink()
    away.rename(file)
    answer = http.post("/api/transcribe", files=files, data={"language": "en"})
    assert answer.status_code == 200, answer.text
    assert "ferry" in answer.json()["text"].lower()


def test_what_cloning_needs_is_told_by_name(http: httpx.Client, weights: Path, tmp_path: Path) -> None:
    recording = speech_wav(http, "The ferry leaves at noon. Nobody knows why it does not wait for us. " * 2)
    away = (weights / "speaker-c").rename(tmp_path / "speaker-c")
    answer = http.post(
        "/api/clone/create",
        files={"audio": ("a.wav", recording, "audio/wav")},
        data={"name": "Nobody", "refine": "instant"},
    )
    assert_missing(answer, "speaker-c")
    away.rename(weights / "speaker-c")
    assert all(voice["status"] != "fitting" for voice in http.get("/api/voices").json()["voices"])


def test_a_damaged_file_is_told_and_used_again_when_it_is_repaired(
    http: httpx.Client, weights: Path, tmp_path: Path
) -> None:
    file = weights / "kokoro" / "voices" / "af_sky.bin"
    away = file.rename(tmp_path / "af_sky.bin")
    file.write_bytes(b"\xff" * away.stat().st_size)  # as many values, none of them a number
    answer = http.post("/api/generate/preset", json={**BODY, "voice": "af_sky"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "weights_damaged"), answer.text
    assert "clonyvoice models pull kokoro --repair" in answer.json()["error"]["message"]
    assert http.post("/api/generate/preset", json=BODY).status_code == 200  # other voices speak on
    file.unlink()
    away.rename(file)
    assert http.post("/api/generate/preset", json={**BODY, "voice": "af_sky"}).status_code == 200
