"""Work of one key that takes long inside a request leaves other keys, and quick routes, their threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from clonyvoice.api import waiting_requests
from clonyvoice.api.routes import audio
from clonyvoice.api.waiting_requests import upcoming
from clonyvoice.audio import NotAudio
from clonyvoice.speech.model import Generation
from tests.api.running import Running, running
from tests.eventually import eventually
from tests.speech.conftest import Stage, ask
from tests.traced_memory import traced


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path) as made:
        yield made


class Gate:
    """Calls that wait until it opens."""

    def __init__(self) -> None:
        self.inside, self.most = 0, 0
        self._lock, self._open = threading.Lock(), threading.Event()

    def wait(self) -> None:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self._open.wait(60)

    def open(self) -> None:
        self._open.set()


def client(server: Running, name: str) -> httpx.Client:
    return server.new_client(name, timeout=30)[1]


def test_recordings_of_one_key_leave_others_their_turn(
    server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, gate = "/api/audio-duration", Gate()

    def look(source: Any, *_more: object, **_options: object) -> Any:
        if source.read() == b"slow":
            gate.wait()
        raise NotAudio("none")

    monkeypatch.setattr(audio, "probe", look)
    with client(server, "greedy") as greedy, client(server, "other") as other, ThreadPoolExecutor(40) as pool:
        waiting = [pool.submit(greedy.post, path, files={"audio": ("a.wav", b"slow")}) for _ in range(40)]
        try:
            eventually(lambda: gate.inside > 0)
            assert other.post(path, files={"audio": ("a.wav", b"quick")}).status_code == 415
            said = {"voice": "fake_ann", "text": "Hello there.", "language": "en"}
            assert other.post("/api/generate/preset", json=said).status_code == 200
            assert gate.most <= waiting_requests.OF_ONE
        finally:
            gate.open()
        assert {each.result().status_code for each in waiting} == {415}


def test_owners_whose_work_is_done_are_forgotten() -> None:
    async def ask() -> int:
        with traced() as held:
            for number in range(1000):
                await waiting_requests.in_turn(f"owner {number}", lambda: None)
            return held()[0]

    assert asyncio.run(ask()) < 200_000  # of each less than a limiter takes


def test_files_of_one_key_leave_others_their_turn(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"text": "Hello there.", "model_id": "eleven_multilingual_v2"}
    path = "/elevenlabs/v1/text-to-speech/fake_ann/with-timestamps"
    gate, file = Gate(), server.parts.speech.file

    def slow(done: Generation, *more: Any) -> Any:
        if done.owner != others[0]:
            gate.wait()
        return file(done, *more)

    known, other = server.new_client("other", timeout=30)
    others = [server.parts.keys.authenticate(other.headers["X-API-Key"]).owner]
    monkeypatch.setattr(server.parts.speech, "file", slow)
    with client(server, "greedy") as greedy, ThreadPoolExecutor(12) as pool:
        waiting = [pool.submit(greedy.post, path, json=said) for _ in range(12)]
        try:
            eventually(lambda: gate.inside > 0)
            with other:
                assert other.post(path, json=said).status_code == 200
                assert other.get("/api/voices").status_code == 200
        finally:
            gate.open()
        assert {each.result().status_code for each in waiting} == {200}
    assert known


def test_however_many_wait_for_sound_others_are_heard(tmp_path: Path) -> None:
    stage = Stage.open(tmp_path)
    try:
        done = stage.speech.wait(stage.speech.start(ask("Something that is finished."), "key_1"))
        stage.engine.hold = threading.Event()
        begun = stage.speech.start(ask("Something that is still to be made.", eager=True), "key_2")

        async def heard(generation_id: str) -> float:
            sounds, seconds = stage.speech.sounds(generation_id), 0.0
            while (piece := await upcoming(sounds)) is not None:
                seconds += piece.audio.duration
            return seconds

        async def crowd() -> list[float]:
            many = [asyncio.create_task(heard(begun.id)) for _ in range(400)]
            await asyncio.sleep(0.1)
            assert await asyncio.wait_for(heard(done.id), 60) == pytest.approx(done.duration, abs=1e-3)
            assert stage.engine.hold is not None
            stage.engine.hold.set()
            return await asyncio.gather(*many)

        every = asyncio.run(crowd())
        whole = stage.speech.wait(begun).duration
        assert every == [pytest.approx(whole, abs=1e-3)] * 400
    finally:
        stage.close()
