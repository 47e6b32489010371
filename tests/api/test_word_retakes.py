"""Words of a line said again over HTTP: cut into its take, which stays as it is outside of them, to the sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from clonyvoice.audio import decode
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Spoken, SynthesisRequest
from clonyvoice.engines.fake import FakeEngine
from tests.api.conftest import Stage
from tests.api.test_project_routes import Ask, ask, operate, spoken

__all__ = ["ask"]  # a fixture

TEXT = "The old sailor painted his boat."
FADE = 120
"""Samples on either side of a cut that the cross-fade changes: 5 ms at 24 kHz."""


@pytest.fixture
def said_otherwise(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on the scripted engine says everything slower, and a fifth higher."""

    def begin() -> None:
        say, tone = FakeEngine.synthesise, FakeEngine.tone

        def slower(self: FakeEngine, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
            yield from say(self, replace(request, speed=request.speed * 0.8), cancel)

        monkeypatch.setattr(FakeEngine, "synthesise", slower)
        monkeypatch.setattr(FakeEngine, "tone", lambda self, voice: 1.5 * tone(self, voice))

    return begin


class Line:
    """A project with one line that was generated."""

    def __init__(self, stage: Stage, ask: Ask, text: str = TEXT, **more: Any) -> None:
        voice = ask("GET", "/api/voices").json()["voices"][0]["id"]
        self.path = f"/api/projects/{ask('POST', '/api/projects', json={'name': 'Boat'}).json()['id']}"
        line = {"text": text, "voice_id": voice, **more}
        self.stage, self.ask, self.id = stage, ask, "line_boat"
        assert (
            operate(ask, self.path, 1, {"op": "line.insert", "id": self.id, "line": line}).status_code == 200
        )
        spoken(stage, ask, self.path)

    def set(self, **values: Any) -> None:
        now = self.ask("GET", self.path).json()["revision"]
        change = {"op": "line.update", "id": self.id, "set": values}
        assert operate(self.ask, self.path, now, change).status_code == 200

    def now(self) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", self.path).json()["lines"][0]
        return found

    def takes(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("GET", f"{self.path}/lines/{self.id}/takes").json()["takes"]
        return found

    def sound(self, take: dict[str, Any]) -> Audio:
        return decode(self.ask("GET", take["audio_url"]).content, 24_000)

    def again(self, words: str, **more: Any) -> Any:
        start = self.now()["text"].index(words)
        span = {"start_char": start, "end_char": start + len(words)}
        return self.ask("POST", f"{self.path}/speak", json={"lines": [self.id], "words": span, **more})

    def done(self, words: str, **more: Any) -> dict[str, Any]:
        """The take in which the words were said again."""
        job = self.again(words, **more)
        assert job.status_code == 202, job.text
        assert self.stage.parts.jobs.wait(job.json()["id"], 30).state == "completed"
        return self.takes()[-1]


def named(take: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["word"]: one for one in take["words"]}


def test_words_are_replaced_and_all_else_stays_to_the_sample(
    stage: Stage, ask: Ask, said_otherwise: Callable[[], None]
) -> None:
    line = Line(stage, ask)
    (before,) = line.takes()
    said_otherwise()
    after = line.done("sailor painted")
    old, new = line.sound(before).samples, line.sound(after).samples
    was, now = named(before), named(after)
    # 6 and 7 letters of 50 ms, at 0.8 times the speed.
    longer = len(new) - len(old)
    assert longer == pytest.approx(24_000 * 0.05 * 13 * 0.25, abs=FADE)
    begin = round(was["old"]["end"] * 24_000)
    end = round(was["his"]["start"] * 24_000)
    np.testing.assert_array_equal(new[:begin], old[:begin])
    np.testing.assert_array_equal(new[end + longer :], old[end:])
    # Times are those of the sound: of the words before as they were, of those behind moved by as much.
    assert [now[word] for word in ("The", "old")] == [was[word] for word in ("The", "old")]
    for word in ("his", "boat"):
        assert now[word]["start"] - was[word]["start"] == pytest.approx(longer / 24_000, abs=1.01e-4)
        assert TEXT[now[word]["start_char"] : now[word]["end_char"]] == word
    for word in ("sailor", "painted"):
        part = new[round(now[word]["start"] * 24_000) : round(now[word]["end"] * 24_000)]
        assert len(part) == pytest.approx(24_000 * 0.05 * len(word) / 0.8, abs=3)
        assert np.abs(np.fft.rfft(part)).argmax() * 24_000 / len(part) == pytest.approx(330, abs=3)
    assert (line.now()["state"], line.now()["take_id"]) == ("done", after["id"])
    assert after["seed"] == before["seed"]
    assert after["retake"] == {
        "take_id": before["id"], "start_char": 8, "end_char": 22, "seed": after["retake"]["seed"],
    }  # fmt: skip
    assert before["retake"] is None
    assert ask("POST", f"{line.path}/undo").status_code == 200
    assert line.now()["take_id"] == before["id"]
    assert ask("POST", f"{line.path}/redo").status_code == 200
    assert line.now()["take_id"] == after["id"]


@pytest.mark.parametrize("words", ["The", "boat.", TEXT, "aint"])
def test_words_at_the_ends_and_parts_of_words_are_taken_whole(
    stage: Stage, ask: Ask, said_otherwise: Callable[[], None], words: str
) -> None:
    line = Line(stage, ask)
    (before,) = line.takes()
    said_otherwise()
    after = line.done(words)
    now = named(after)
    assert list(now) == list(named(before))
    letters = {"The": 3, "boat.": 4, TEXT: 26, "aint": 7}[words]
    assert after["duration"] - before["duration"] == pytest.approx(0.05 * letters * 0.25, abs=0.08)
    assert all(
        one["end"] <= other["start"] + 1e-4
        for one, other in zip(after["words"], after["words"][1:], strict=False)
    )
    assert after["words"][-1]["end"] <= after["duration"]


def test_other_words_are_said_where_only_they_were_changed(
    stage: Stage, ask: Ask, said_otherwise: Callable[[], None]
) -> None:
    line = Line(stage, ask, seed=7)
    (before,) = line.takes()
    said_otherwise()
    line.set(text="The old fisherman and his dog painted his boat.")
    assert line.now()["state"] == "stale"
    after = line.done("fisherman and his dog")
    assert line.now()["state"] == "done"
    assert [one["word"] for one in after["words"]] == line.now()["text"].removesuffix(".").split()
    for one in after["words"]:
        assert line.now()["text"][one["start_char"] : one["end_char"]] == one["word"]
    old, new = line.sound(before).samples, line.sound(after).samples
    end = round(named(before)["painted"]["start"] * 24_000)
    np.testing.assert_array_equal(new[len(new) - (len(old) - end) :], old[end:])
    # Words that are put in between two others, whose sound stays.
    line.set(text="The old fisherman and his dog painted his boat green.")
    assert [one["word"] for one in line.done("boat green")["words"]][-2:] == ["boat", "green"]
    assert len(line.takes()) == 3


def test_several_variants_are_cut_into_the_same_take(stage: Stage, ask: Ask) -> None:
    line = Line(stage, ask)
    line.done("painted", variants=3)
    takes = line.takes()
    assert [one["retake"]["take_id"] for one in takes[1:]] == [takes[0]["id"]] * 3
    assert len({one["retake"]["seed"] for one in takes[1:]}) == 3


def test_what_cannot_be_said_again_by_itself_is_refused(stage: Stage, ask: Ask) -> None:
    line = Line(stage, ask)

    def refused(start: int, end: int, **more: Any) -> tuple[int, str, str]:
        span = {"start_char": start, "end_char": end}
        body = {"lines": [line.id], "words": span, **more}
        answer = ask("POST", f"{line.path}/speak", json=body)
        error = answer.json()["error"]
        return answer.status_code, error["code"], error["message"]

    wrong = (422, "words_not_retakable")
    assert refused(3, 4)[:2] == refused(5, 5 + len(TEXT))[:2] == refused(9, 9)[:2] == wrong
    assert refused(0, 3, lines="all")[:2] == wrong
    line.set(speed=1.2)
    assert "how it is said" in refused(0, 3)[2]
    line.set(speed=None, text="A young sailor painted his boat.")
    assert "elsewhere" in refused(8, 14)[2]
    line.set(text="Another text.", take_id=None)
    assert "no take" in refused(0, 7)[2]
    assert len(line.takes()) == 1
