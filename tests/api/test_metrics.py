"""Every series that is promised, and that each moves when it should."""

from __future__ import annotations

import re

from tests.api.conftest import Stage


def series(stage: Stage) -> dict[str, float]:
    """Every sample by its name and labels."""
    text = stage.http.get("/metrics").text
    return {
        found[1]: float(found[2]) for found in re.finditer(r"^(clonyvoice_\S+(?: \S+)*?) (\S+)$", text, re.M)
    }


def say(stage: Stage, key: dict[str, str], text: str, **more: object) -> int:
    body = {"voice": "fake_ann", "text": text, "language": "en", **more}
    return stage.http.post("/api/generate/preset", json=body, headers=key).status_code


def test_a_generation_is_seen_in_every_series(stage: Stage) -> None:
    before = series(stage)
    assert before['clonyvoice_model_loaded{model="fake"}'] == 0
    assert before['clonyvoice_model_memory_bytes{model="fake"}'] == 0
    key = stage.key()
    assert say(stage, key, "Hello there.", seed=1) == 200
    after = series(stage)
    assert after["clonyvoice_first_audio_seconds_count"] == 1
    assert 0 < after["clonyvoice_first_audio_seconds_sum"] <= after["clonyvoice_generation_seconds_sum"]
    assert after["clonyvoice_generation_seconds_count"] == 1
    assert after["clonyvoice_real_time_factor_count"] == 1
    assert after['clonyvoice_generations_total{outcome="completed"}'] == 1
    assert after['clonyvoice_jobs{state="queued"}'] == 0
    assert after['clonyvoice_jobs{state="running"}'] == 0
    assert after['clonyvoice_model_loaded{model="fake"}'] == 1
    assert after['clonyvoice_model_leases{model="fake"}'] == 0
    assert after['clonyvoice_model_memory_bytes{model="fake"}'] >= 0
    assert after["clonyvoice_memory_bytes"] > 10_000_000
    assert after["clonyvoice_threads"] >= 1
    assert after["clonyvoice_tasks"] >= 1
    assert after["clonyvoice_cache_hits_total"] == 0
    assert say(stage, key, "Hello there.", seed=1) == 200
    assert series(stage)["clonyvoice_cache_hits_total"] == 1
    assert series(stage)["clonyvoice_generation_seconds_count"] == 1, "nothing was made"


def test_a_failure_is_counted_as_one(stage: Stage) -> None:
    stage.parts.engines.engine("fake").available = False  # type: ignore[attr-defined]  # the scripted engine
    assert say(stage, stage.key(), "Hello there.") == 503
    assert series(stage)['clonyvoice_generations_total{outcome="failed"}'] == 1
    assert series(stage)["clonyvoice_first_audio_seconds_count"] == 0


def test_no_text_and_no_id_is_in_the_metrics(stage: Stage) -> None:
    key = stage.key()
    say(stage, key, "A secret sentence.")
    stage.http.get("/api/voices/voice_secret", headers=key)
    text = stage.http.get("/metrics").text.lower()
    assert "secret" not in text
    assert "gen_" not in text
    assert key["X-API-Key"].lower() not in text


def test_the_stats_tell_what_each_model_in_memory_holds(stage: Stage) -> None:
    key = stage.key()
    assert stage.http.get("/api/system/stats", headers=key).json()["models"] == []
    assert say(stage, key, "Hello there.") == 200
    (held,) = stage.http.get("/api/system/stats", headers=key).json()["models"]
    assert held["name"] == "fake"
    assert held["leases"] == 0
    assert held["idle"] >= 0
    assert held["memory"] >= 0
    assert held["memory_loading"] >= 0
