"""A clone that is being made better on a real server: whoever wants to speak goes first, and a cancel ends it."""

from __future__ import annotations

import time

import httpx
import pytest

from tests.eventually import eventually

pytestmark = pytest.mark.model


def _speak(client: httpx.Client, text: str) -> float:
    """Seconds until the whole sound is there."""
    began = time.monotonic()
    body = {"voice": "af_heart", "text": text, "language": "en"}
    answer = client.post("/api/generate/preset", json=body, headers={"Accept": "audio/wav"})
    assert answer.status_code == 200, answer.text
    assert len(answer.content) > 20_000
    return time.monotonic() - began


def _job(client: httpx.Client, job: str) -> dict[str, object]:
    return dict(client.get(f"/api/jobs/{job}").json())


def test_speech_does_not_wait_for_a_fit_and_a_cancel_ends_it(client: httpx.Client, clone: str) -> None:
    _speak(client, "A short word before.")
    alone = min(_speak(client, f"A short word, {number}.") for number in ("one", "two"))
    asked = client.post(f"/api/voices/{clone}/refine", json={"refine": "best"})
    assert asked.status_code == 202, asked.text
    job = str(asked.json()["id"])
    eventually(
        lambda: float(str(_job(client, job)["progress"])), lambda it: it >= 0.15, seconds=60, every=0.1
    )
    beside = sorted(_speak(client, f"A short word beside, {number}.") for number in ("one", "two", "three"))
    assert _job(client, job)["state"] == "running"
    assert beside[1] < 4.0 * alone + 2.0, "generous: the machine may be busy"
    client.post(f"/api/jobs/{job}/cancel").raise_for_status()
    state = eventually(lambda: _job(client, job)["state"], lambda state: state != "running")
    assert state == "cancelled"
    assert client.get(f"/api/voices/{clone}").json()["job_id"] is None
