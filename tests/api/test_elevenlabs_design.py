"""ElevenLabs' voice design: previews come in bounded time, say what is told, and end with their client."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clonyvoice.audio import decode
from tests.api.running import Running, running
from tests.clocks import FakeClock
from tests.eventually import eventually
from tests.fuzzing.designing import DesigningEngine

DESIGN = "/elevenlabs/v1/text-to-voice/design"
DESCRIPTION = "a calm elderly woman, low and warm"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, DesigningEngine()) as found:
        yield found


def designed(served: Running, **more: object) -> dict[str, Any]:
    answer = served.client.post(DESIGN, json={"voice_description": DESCRIPTION, **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_three_voices_are_heard_where_there_is_time(served: Running) -> None:
    previews = designed(served, text="One two three.")["previews"]
    assert len({one["generated_voice_id"] for one in previews}) == 3
    for one in previews:
        sound = decode(base64.b64decode(one["audio_base_64"]))
        assert sound.duration == pytest.approx(one["duration_secs"], abs=0.1)


def test_a_busy_machine_answers_with_the_voices_that_it_has(tmp_path: Path) -> None:
    clock, engine = FakeClock(), DesigningEngine()
    begun: list[int] = []

    def slow(index: int) -> None:
        begun.append(index)
        clock.advance(41.0)

    with running(tmp_path, engine, clock=clock) as served:
        engine.before_design = slow
        assert len(designed(served)["previews"]) == 1
        assert begun == [0]
        engine.before_design = lambda _index: None
        engine.before_speech = lambda: clock.advance(41.0)
        assert len(designed(served, text="One two three four.")["previews"]) == 1


def test_previews_say_the_beginning_of_a_long_text_in_whole_sentences(served: Running) -> None:
    sentence = "A word is spoken slowly here. "
    told = designed(served, text=(sentence * 33)[:1000])
    assert told["text"] == (sentence * 10).strip()
    assert [len(request.text) for request in served.engine.requests[-3:]] == [len(sentence) - 1] * 3
    assert len(designed(served, text="x" * 1000)["text"]) == 300


def test_previews_may_be_fetched_one_by_one(served: Running) -> None:
    answer = served.client.post(
        DESIGN, json={"voice_description": DESCRIPTION, "text": "One.", "stream_previews": True}
    )
    assert answer.headers["x-unused-parameters"] == "text"
    assert not served.engine.requests
    for one in answer.json()["previews"]:
        assert one["audio_base_64"] == ""
        path = f"/elevenlabs/v1/text-to-voice/{one['generated_voice_id']}/stream"
        assert decode(served.client.get(path).content).duration > 0.3


def test_who_leaves_stops_the_previews(served: Running) -> None:
    served.engine.delay = 120.0
    with served.asked(DESIGN, {"voice_description": DESCRIPTION}):
        eventually(lambda: served.engine.requests)
    eventually(lambda: served.parts.jobs.depth == (0, 0))
    assert served.engine.finished == 0


def test_what_shapes_a_list_is_obeyed_or_refused(served: Running) -> None:
    def voices(query: str) -> list[str]:
        found = served.client.get(f"/elevenlabs/v2/voices?{query}")
        assert found.status_code == 200, (query, found.text)
        return [voice["name"] for voice in found.json()["voices"]]

    made = designed(served)["previews"][0]
    kept = {"voice_name": "Zoe", "voice_description": "x", "generated_voice_id": made["generated_voice_id"]}
    assert served.client.post("/elevenlabs/v1/text-to-voice", json=kept).status_code == 200
    for theirs in ("personal", "workspace", "saved", "non-default"):
        own = voices(f"voice_type={theirs}")
        assert "Zoe" in own
        assert not {"Ann", "Ben"} & set(own)
    assert {"Ann", "Ben", "Zoe"} <= set(voices("voice_type=non-community"))
    assert set(voices("voice_type=default")) == {"Ann", "Ben"}
    assert voices("voice_type=community") == voices("collection_id=x") == []
    named = voices("sort=name")
    assert named == sorted(named, key=str.casefold)
    assert voices("sort=name&sort_direction=desc") == named[::-1]
    assert voices("sort_direction=asc") == voices("")[::-1]
    first = served.client.get("/elevenlabs/v2/voices?sort=name&page_size=1").json()
    assert first["has_more"]
    assert voices(f"sort=name&page_size=1&next_page_token={first['next_page_token']}") == named[1:2]
    for wrong in ("sort=age", "sort_direction=up", "voice_type=nobody", "sort=name&next_page_token=x"):
        answer = served.client.get(f"/elevenlabs/v2/voices?{wrong}")
        assert (answer.status_code, bool(answer.json()["detail"]["message"])) == (422, True)
    assert answer.json()["detail"]["param"] == "next_page_token"
    served.say("For the history.")
    for query, some in (
        ("", True), ("date_after_unix=1", True), ("date_after_unix=99999999999", False), ("date_before_unix=1", False),
        ("date_before_unix=99999999999", True), ("source=TTS", True), ("source=STS", False),
    ):  # fmt: skip
        assert bool(served.client.get(f"/elevenlabs/v1/history?{query}").json()["history"]) == some, query
    for query in ("sort_direction=asc", "source=x", "date_after_unix=-1", "date_after_unix=999999999999"):
        assert served.client.get(f"/elevenlabs/v1/history?{query}").status_code == 422
    copied = served.client.post(
        DESIGN, json={"voice_description": DESCRIPTION, "reference_audio_base64": "AAAA"}
    )
    assert (copied.status_code, copied.json()["detail"]["param"]) == (422, "reference_audio_base64")
