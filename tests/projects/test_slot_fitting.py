"""Lines said in their slots: as close as the paces allow, measured and said again."""

from __future__ import annotations

import numpy as np
import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.projects.slot_fitting import CLOSE, FASTEST, SLOWEST, SpokenLine, fitted


@pytest.mark.parametrize("seconds", [None, 1.7, 1.9, 2.0, 2.04, 2.3, 2.4])
def test_a_line_that_can_fit_does(seconds: float | None) -> None:
    paces: list[float] = []

    def say(pace: float) -> SpokenLine:  # 0.3 s of silence that no pace changes
        paces.append(pace)
        return SpokenLine(Audio(np.zeros(round((0.3 + 1.7 / pace) * 1000), np.float32), 1000), [], pace)

    found = fitted(say, seconds)
    assert len(paces) <= 4
    assert all(SLOWEST <= pace <= FASTEST for pace in paces)
    assert abs(found.audio.duration - (seconds or 2.0)) <= CLOSE


def test_a_line_that_cannot_fit_is_as_close_as_it_gets() -> None:
    def say(pace: float) -> SpokenLine:
        return SpokenLine(Audio(np.zeros(round(2000 / pace), np.float32), 1000), [], pace)

    assert fitted(say, 0.5).pace == FASTEST
    assert fitted(say, 60.0).pace == SLOWEST
    silent = SpokenLine(Audio(np.zeros(0, np.float32), 1000), [], 1.0)
    assert fitted(lambda _pace: silent, 1.0) is silent


def test_what_no_pace_makes_up_for_is_taken_from_the_pauses() -> None:
    def say(pace: float) -> SpokenLine:  # two words of a tone with a pause of 0.4 s that no pace changes
        word = np.sin(np.arange(round(1000 / pace)) * 0.6).astype(np.float32)
        pause = np.zeros(400, np.float32)
        second = (len(word) + 400) / 1000
        words = [
            {"word": "one", "start": 0.0, "end": len(word) / 1000},
            {"word": "two", "start": second, "end": second + len(word) / 1000},
        ]
        return SpokenLine(Audio(np.concatenate([word, pause, word]), 1000), words, pace)

    found = fitted(say, 1.8)  # 1.6 s of words at the fastest pace leave 0.2 s for the pause
    assert found.pace == FASTEST
    assert found.stretch == 1.0
    assert abs(found.audio.duration - 1.8) <= 0.002
    one, two = found.words
    assert abs((two["start"] - one["end"]) - 0.2) < 0.02
    assert abs(two["end"] - found.audio.duration) < 0.02
    tight = fitted(say, 1.5)  # the pause stays one; the rest is stretched
    assert tight.stretch < 1.0
    assert tight.words[1]["start"] - tight.words[0]["end"] >= 0.1
