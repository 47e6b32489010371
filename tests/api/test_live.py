"""Live transcription on the scripted recogniser, which hears a word a second in whatever is loud."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from clonyvoice.keys import CLI
from clonyvoice.transcription import endpointing
from tests.api.listening import listening
from tests.api.running import Running
from tests.eventually import eventually
from tests.transcription.scripted import ScriptedModel
from tests.transcription.test_speech_windows import _Loudness


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, ScriptedModel]]:
    with pytest.MonkeyPatch.context() as patch, listening(tmp_path_factory.mktemp("live")) as (served, model):
        patch.setattr(endpointing, "SpeechDetector", _Loudness)
        yield served, model


@pytest.fixture
def served(both: tuple[Running, ScriptedModel]) -> Running:
    return both[0]


@contextmanager
def socket(
    served: Running, path: str = "/ws/transcribe", key: str | None = None, **start: object
) -> Iterator[ClientConnection]:
    """A connection; with settings it is started, and is ready."""
    headers = {} if key == "" else {"X-API-Key": key or served.key}
    with connect(served.url.replace("http", "ws") + path, additional_headers=headers) as made:
        if start:
            made.send(json.dumps({"type": "start", **start}))
            assert told(made)["type"] == "ready"
        yield made


def told(made: ClientConnection) -> dict[str, Any]:
    found = json.loads(made.recv(20))
    assert isinstance(found, dict)
    return found


def until(made: ClientConnection, kind: str) -> list[dict[str, Any]]:
    """All messages up to one of this type."""
    got = [told(made)]
    while got[-1]["type"] != kind:
        got.append(told(made))
    return got


def closed(made: ClientConnection) -> int:
    """The code that the server closes with."""
    with pytest.raises(ConnectionClosed) as ended:
        while True:
            made.recv(20)
    assert ended.value.rcvd is not None
    return ended.value.rcvd.code


def loud(seconds: float, rate: int = 16_000) -> bytes:
    return np.full(round(seconds * rate), 8000, "<i2").tobytes()


def quiet(seconds: float, rate: int = 16_000) -> bytes:
    return bytes(2 * round(seconds * rate))


@pytest.mark.parametrize("rate", [16_000, 48_000])
def test_words_come_while_they_are_said_and_again_when_the_sentence_is_over(
    served: Running, rate: int
) -> None:
    with socket(served, sample_rate=rate, language="en") as made:
        sound = quiet(2, rate) + loud(3.3, rate) + quiet(1, rate) + loud(2.3, rate)
        for at in range(0, len(sound), 9999):  # half a sample now and then
            made.send(sound[at : at + 9999])
        first = until(made, "final")
        assert [one["type"] for one in first if one["type"] != "partial"] == [
            "speech_started", "speech_stopped", "final",
        ]  # fmt: skip
        assert first[0]["at"] == pytest.approx(2.0, abs=0.1)
        assert first[-2]["at"] == pytest.approx(5.3, abs=0.1)
        assert first[-1]["text"].startswith("w0 w1 w2")
        assert first[-1]["words"][0]["start"] == pytest.approx(1.6, abs=0.15)
        assert first[-1]["language"] == "en"
        assert len({one["utterance"] for one in first}) == 1
        made.send(json.dumps({"type": "close"}))
        rest = until(made, "closed")
        assert rest[-2]["words"][0]["start"] == pytest.approx(5.9, abs=0.15)
        assert rest[-1]["seconds"] == pytest.approx(8.6, abs=0.01)
        assert closed(made) == 1000


def test_partials_tell_which_words_are_stable(served: Running) -> None:
    with socket(served, language="en") as made:
        partials = []
        for _ in range(3):
            made.send(loud(1.2))
            partials.append(until(made, "partial")[-1])
        assert partials[0]["stable_words"] == 0
        assert partials[-1]["stable_text"].startswith("w0")
        assert len(partials[-1]["words"]) >= 2


def test_without_endpointing_only_a_commit_ends_an_utterance(served: Running) -> None:
    with socket(served, language="en", endpointing=False, partials=False) as made:
        made.send(loud(1.5) + quiet(3) + loud(1.8))
        made.send(json.dumps({"type": "commit"}))
        got = until(made, "final")
        assert [one["type"] for one in got] == ["speech_started", "speech_stopped", "final"]
        assert len(got[-1]["words"]) == 6
        made.send(json.dumps({"type": "commit"}))
        assert until(made, "final")[-1]["text"] == ""


def test_a_long_monologue_is_cut_in_parts_and_held_in_bounded_memory(served: Running) -> None:
    with socket(served, language="en", partials=False) as made:
        for _ in range(70):
            made.send(loud(1.0))
        got = until(made, "final")
        got += until(made, "final")
        finals = [one for one in got if one["type"] == "final"]
        assert finals[1]["start"] == pytest.approx(finals[0]["end"], abs=1.5)
        assert finals[0]["end"] < 29


def test_a_cancel_reaches_the_compute_and_the_next_words_are_heard(
    both: tuple[Running, ScriptedModel],
) -> None:
    served, model = both
    begun, go = threading.Event(), threading.Event()

    def hold(_window: object) -> None:
        begun.set()
        go.wait(30)

    model.before = hold
    try:
        with socket(served, language="en") as made:
            made.send(loud(2))
            assert begun.wait(30)
            made.send(json.dumps({"type": "cancel"}))
            time.sleep(1.0)
            go.set()
            got = until(made, "cancelled")
            assert "partial" not in [one["type"] for one in got]
            made.send(quiet(0.5) + loud(1.2) + quiet(1))
            assert until(made, "final")[-1]["text"]
    finally:
        model.before = lambda _window: None


@pytest.mark.parametrize(
    ("message", "param"),
    [
        (b"\0\0", "type"),
        ("nonsense", "message"),
        ("[1]", "message"),
        ('{"type": "sing"}', "type"),
        ('{"type": "commit"}', "type"),
        ('{"type": "start", "sample_rate": 100}', "sample_rate"),
        ('{"type": "start", "sample_rate": "16000"}', "sample_rate"),
        ('{"type": "start", "encoding": "mp3"}', "encoding"),
        ('{"type": "start", "silence": 60}', "silence"),
        ('{"type": "start", "volume": 3}', "volume"),
        ('{"type": "start", "language": "klingon"}', "language"),
        ('{"type": "ping", "x": "' + 70_000 * "y" + '"}', "message"),
    ],
)
def test_what_it_cannot_take_is_said_and_the_socket_is_closed(
    served: Running, message: str | bytes, param: str
) -> None:
    with socket(served) as made:
        made.send(message)
        error = told(made)
        assert (error["type"], error["param"]) == ("error", param)
        assert closed(made) == 1008


def test_keys_scopes_and_limits_count(served: Running) -> None:
    with socket(served, key="cvk_nonsense") as made:
        assert closed(made) == 4401
    with socket(served, key="") as made:
        made.send(json.dumps({"type": "start"}))
        assert closed(made) == 4401
    with socket(served, "/ws/transcribe?api_key=x") as made:
        assert "address" in told(made)["message"]
        assert closed(made) == 1008
    _, other = served.parts.keys.create(CLI, "no sound", ("voices:read",), unlimited=True)
    with socket(served, key=other) as made:
        assert told(made)["code"] == "missing_scope"
        assert closed(made) == 4403
    _, once = served.parts.keys.create(CLI, "once", None, {"audio:process": 1})
    with socket(served, key=once, language="en") as made:
        for _ in range(62):
            made.send(quiet(1))
        assert until(made, "error")[-1]["code"] == "rate_limited"
        assert closed(made) == 4429
    known, free = served.parts.keys.create(CLI, "limited while it listens", unlimited=True)
    with socket(served, key=free, language="en") as made:
        made.send(quiet(1))
        served.parts.keys.change(CLI, known.id, limits={"audio:process": 0}, unlimited=False)
        for _ in range(61):
            made.send(quiet(1))
        assert until(made, "error")[-1]["code"] == "rate_limited"


def test_a_browser_sends_its_key_first_and_a_revoked_key_ends_the_socket(served: Running) -> None:
    key, secret = served.parts.keys.create(CLI, "soon gone", unlimited=True)
    with socket(served, key="") as made:
        made.send(json.dumps({"type": "auth", "api_key": secret}))
        made.send(json.dumps({"type": "start"}))
        assert told(made)["type"] == "ready"
        served.parts.keys.revoke(CLI, key.id)
        assert closed(made) == 4401


def test_sockets_that_are_dropped_leave_nothing_behind(served: Running) -> None:
    for _ in range(20):
        with socket(served, language="en") as made:
            made.send(loud(1.0))
    eventually(lambda: served.parts.live.open_now == 0)
    with socket(served, language="en") as made:
        made.send(loud(1.2) + quiet(1))
        assert until(made, "final")[-1]["text"] == "w0"
