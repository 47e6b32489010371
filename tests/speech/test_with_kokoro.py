"""Speech with the real engine, through a real server, heard back by the real recogniser."""

from __future__ import annotations

import threading
import time
from itertools import pairwise
from typing import Any

import httpx
import numpy as np
import psutil
import pytest

from clonyvoice.audio import decode
from clonyvoice.text.edit_distance_word_alignment import word_matches
from tests.eventually import eventually
from tests.serving import ServerProcess

pytestmark = pytest.mark.model

ONE = "The old sailor painted his wooden boat. Then he walked to the market."
TWO = "Seven children played football behind the school. Their teacher laughed."


def say(client: httpx.Client, text: str, voice: str = "af_heart", /, **more: object) -> dict[str, Any]:
    answer = client.post(
        "/api/generate/preset", json={"voice": voice, "text": text, "language": "en", **more}
    )
    assert answer.status_code in (200, 202), answer.text
    body: dict[str, Any] = answer.json()
    return body


def heard(client: httpx.Client, generation: dict[str, Any]) -> str:
    sound = client.get(str(generation["audio_url"])).content
    answer = client.post("/api/transcribe", files={"audio": ("a.wav", sound)}, data={"language": "en"})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["text"])


def wrong(text: str, said: str) -> float:
    found, _ = word_matches(text, said, "en")
    return sum(word.difference * word.sounds for word in found) / sum(word.sounds for word in found)


def test_two_generations_at_once_are_each_their_own_text_in_their_own_voice(client: httpx.Client) -> None:
    made: dict[str, dict[str, Any]] = {}

    def make(voice: str, text: str) -> None:
        made[voice] = say(client, text, voice)

    threads = [threading.Thread(target=make, args=pair) for pair in (("af_heart", ONE), ("am_adam", TWO))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first, second = heard(client, made["af_heart"]), heard(client, made["am_adam"])
    assert wrong(ONE, first) < 0.1, first
    assert wrong(TWO, second) < 0.1, second
    for voice, text in (("af_heart", ONE), ("am_adam", TWO)):
        words = made[voice]["words"]
        assert [text[word["start_char"] : word["end_char"]] for word in words] == [
            word["word"] for word in words
        ]
        assert all(before["end"] <= after["start"] + 0.02 for before, after in pairwise(words))


@pytest.mark.parametrize(("mark", "longer"), [("+2", 1.1), ("+1", 1.03), ("-1", 0.97)])
def test_words_with_emphasis_are_heard_longer_and_louder_within_their_sentence(
    client: httpx.Client, mark: str, longer: float
) -> None:
    text = "I was really looking forward to the market."
    made = [say(client, one, seed=3) for one in (text, text.replace("really", f"[really]({mark})"))]
    lengths, levels = [], []
    for generation in made:
        sound = decode(client.get(str(generation["audio_url"])).content, 24_000).samples
        (word,) = (one for one in generation["words"] if one["word"] == "really")
        lengths.append(word["end"] - word["start"])
        part = sound[round(word["start"] * 24_000) : round(word["end"] * 24_000)]
        levels.append(10 * np.log10(np.mean(np.square(part)) / np.mean(np.square(sound))))
        assert [one["word"] for one in generation["words"]] == text.removesuffix(".").split()
    assert lengths[1] / lengths[0] > longer if longer > 1 else lengths[1] / lengths[0] < longer
    assert levels[1] > levels[0] if longer > 1 else levels[1] < levels[0]
    assert wrong(text, heard(client, made[1])) < 0.1


def test_a_stream_is_the_kept_sound_without_gaps_or_clipping(client: httpx.Client) -> None:
    body = {"voice": "bf_emma", "text": ONE, "language": "en-GB", "stream": True, "format": "pcm"}
    with client.stream("POST", "/api/generate/preset", json=body) as answer:
        assert answer.status_code == 200
        data = b"".join(answer.iter_raw())
    samples = np.frombuffer(data, "<i2").astype(np.float32) / 32768
    generation = answer.headers["x-generation-id"]
    kept = client.get(f"/api/generations/{generation}/audio", params={"format": "wav"}).content
    stored = decode(kept).samples
    assert len(stored) == len(samples)
    assert np.abs(stored - samples).max() <= 3 / 32768
    assert np.abs(samples).max() < 0.95
    power = np.convolve(samples**2, np.ones(240) / 240, mode="same")[::240]
    silent, longest = 0, 0
    for level in power:
        silent = silent + 1 if level < 1e-6 else 0
        longest = max(longest, silent)
    assert longest * 0.01 < 0.8


def test_a_cancel_stops_the_compute(client: httpx.Client, server: ServerProcess) -> None:
    started = say(client, (ONE + " " + TWO + " ") * 15, **{"async": True})
    process = psutil.Process(server.pid)
    place = f"/api/generations/{started['id']}"
    eventually(lambda: client.get(place).json()["status"] != "queued")
    time.sleep(0.7)
    answer = client.post("/api/generation/cancel", json={"generation_id": started["id"]})
    assert answer.json() == {"cancelled": [started["id"]]}
    used = []
    for _ in range(3):  # others may ask the server for something meanwhile
        before = process.cpu_times()
        time.sleep(1.0)
        after = process.cpu_times()
        used.append((after.user + after.system) - (before.user + before.system))
    assert min(used) < 0.25
    assert client.get(place).json()["status"] == "cancelled"


def test_what_was_said_well_is_not_flagged_and_what_was_not_is(client: httpx.Client) -> None:
    text = "The train leaves at 9:45 and costs $12.50. Please bring your tickets, said the man."
    made = client.post(
        "/api/generate/clone-chunked", json={"voice_id": "af_heart", "text": text, "language": "en"}
    ).json()
    checked = client.post(f"/api/generations/{made['id']}/check").json()
    assert [chunk["flagged"] for chunk in checked["chunks"]] == [False, False], checked
    # The second chunk says something else than it shows: its pronunciation is given in the text.
    spoilt = "Please bring your [tickets](/əlˈɛfənts ænd bənˈænəz/), said the man."
    changed = {"generation_id": made["id"], "chunk_index": 1, "text": spoilt}
    assert client.post("/api/generate/regenerate-chunk", json=changed).status_code == 200
    again = client.post(f"/api/generations/{made['id']}/check").json()
    assert [chunk["flagged"] for chunk in again["chunks"]] == [False, True], again
    assert "tickets" in again["chunks"][1]["differences"][0]["expected"]
    assert [word["text"] for word in again["chunks"][1]["words"] if word["wrong"]] == ["tickets"]


def test_a_name_that_whisper_spells_otherwise_is_right_in_a_projects_take(client: httpx.Client) -> None:
    script = "ADA: We met Zbigniew at the library in Lisbon."
    body = {"name": "Names", "script": script, "speakers": {"ADA": "af_heart"}}
    project = f"/api/projects/{client.post('/api/projects', json=body).json()['id']}"
    client.post(f"{project}/speak", json={"lines": "all"}).raise_for_status()
    (take,) = eventually(lambda: client.get(project).json()["lines"][0]["takes"], seconds=60)
    checked = client.post(f"{project}/takes/{take}/check").json()
    assert checked["take_id"] == take
    assert not checked["flagged"], checked
    assert "Lisbon" in checked["heard"]
    missing = [one["expected"] for one in checked["differences"]]
    kept = {"take_id": take, "text": checked["heard"], "flagged": checked["flagged"], "missing": missing}
    assert client.get(project).json()["lines"][0]["heard"] == kept
    assert client.post(f"{project}/takes/take_other/check").status_code == 404


@pytest.mark.parametrize("able", ["speed", "pitch"])
def test_speed_and_pitch_are_heard(client: httpx.Client, able: str) -> None:
    usual = say(client, "A short sentence for measuring.")
    changed = say(client, "A short sentence for measuring.", **{able: {"speed": 1.5, "pitch": 5.0}[able]})
    before, after = usual["duration"], changed["duration"]
    if able == "speed":
        assert after == pytest.approx(before / 1.5, rel=0.15)
    else:
        assert after == pytest.approx(before, rel=0.1)
