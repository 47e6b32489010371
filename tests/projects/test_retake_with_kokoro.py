"""Words said again by the real engine, heard back by the real recogniser."""

from __future__ import annotations

from typing import Any

import httpx
import numpy as np
import pytest

from clonyvoice.audio import decode
from clonyvoice.text.edit_distance_word_alignment import word_matches
from tests.eventually import eventually

pytestmark = pytest.mark.model

BEFORE = "The old sailor painted his wooden boat before the winter came."
AFTER = "The old sailor repaired his wooden boat before the winter came."


def test_another_word_is_heard_in_a_take_that_stays_as_it_was_around_it(client: httpx.Client) -> None:
    def ask(method: str, path: str, **more: Any) -> Any:
        answer = client.request(method, path, **more)
        assert answer.status_code < 300, answer.text
        return answer.json()

    script = {"name": "Boat", "script": f"ADA: {BEFORE}", "speakers": {"ADA": "voice_af_heart"}}
    project = f"/api/projects/{ask('POST', '/api/projects', json=script)['id']}"
    line = ask("GET", project)["lines"][0]["id"]

    def speak(takes: int, **more: Any) -> dict[str, Any]:
        ask("POST", f"{project}/speak", json={"lines": [line], **more})
        eventually(lambda: len(ask("GET", project)["lines"][0]["takes"]) == takes, seconds=120)
        made: dict[str, Any] = ask("GET", f"{project}/lines/{line}/takes")["takes"][-1]
        return made

    def sound(take: dict[str, Any]) -> Any:
        return decode(client.get(take["audio_url"]).content, 24_000).samples

    first = speak(1)
    change = {"op": "line.update", "id": line, "set": {"text": AFTER}}
    revision = str(ask("GET", project)["revision"])
    ask("POST", f"{project}/operations", json={"operations": [change]}, headers={"If-Match": revision})
    at = AFTER.index("repaired")
    second = speak(2, words={"start_char": at, "end_char": at + len("repaired")})
    old, new = sound(first), sound(second)
    words = {one["word"].strip("."): one for one in second["words"]}
    assert list(words) == AFTER.strip(".").split()
    kept = round(words["old"]["end"] * 24_000)
    np.testing.assert_array_equal(new[:kept], old[:kept])
    rest = len(new) - round(words["wooden"]["start"] * 24_000)
    np.testing.assert_array_equal(new[-rest:], old[-rest:])
    part = new[round(words["repaired"]["start"] * 24_000) : round(words["repaired"]["end"] * 24_000)]
    assert abs(10 * np.log10(np.mean(np.square(part)) / np.mean(np.square(new)))) < 6
    answer = client.post(
        "/api/transcribe",
        files={"audio": ("a.flac", client.get(second["audio_url"]).content)},
        data={"language": "en"},
    )
    found, _ = word_matches(AFTER, answer.json()["text"], "en")
    heard = sum(word.difference * word.sounds for word in found) / sum(word.sounds for word in found)
    assert heard < 0.05, answer.json()["text"]
