"""Pauses made shorter: only silence goes, as much as was asked for, and times follow."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.audio.shorter_pauses import SHORTEST_EDGE, SHORTEST_PAUSE, shorten_pauses, time_after
from clonyvoice.core.audio import Audio

RATE = 8_000


def spoken(pauses: list[float]) -> Audio:
    """Words of 0.3 s of a tone that rises and falls, with silence before, between and behind them."""
    count = round(0.3 * RATE)
    word = (np.hanning(count) * np.sin(np.arange(count) * 0.3)).astype(np.float32)
    pieces: list[np.ndarray] = []
    for number, pause in enumerate(pauses):
        pieces.append(np.zeros(round(pause * RATE), np.float32))
        if number < len(pauses) - 1:
            pieces.append(word)
    return Audio(np.concatenate(pieces), RATE)


@given(st.lists(st.floats(0.0, 0.8), min_size=2, max_size=6), st.floats(0.0, 3.0))
def test_only_silence_goes_and_no_more_than_was_asked_for(pauses: list[float], seconds: float) -> None:
    sound = spoken(pauses)
    shorter, cuts = shorten_pauses(sound, seconds)
    gone = sound.duration - shorter.duration
    assert 0 <= gone <= seconds + 1 / RATE
    assert abs(sum(one.length for one in cuts) - gone) < 1e-9
    energy = float(np.sum(sound.samples.astype(np.float64) ** 2))
    assert abs(float(np.sum(shorter.samples.astype(np.float64) ** 2)) - energy) <= 0.001 * energy
    spare = sum(max(0.0, one - SHORTEST_PAUSE) for one in pauses[1:-1])
    spare += sum(max(0.0, one - SHORTEST_EDGE) for one in (pauses[0], pauses[-1]))
    assert gone >= min(seconds, spare) - 0.01 * len(pauses)
    assert abs(time_after(cuts, sound.duration) - shorter.duration) < 1e-6


def test_a_pause_stays_a_pause_and_words_keep_their_times() -> None:
    sound = spoken([0.0, 0.5, 0.2, 0.0])
    shorter, cuts = shorten_pauses(sound, 10.0)
    second, third = 0.3 + 0.5, 0.3 + 0.5 + 0.3 + 0.2
    assert abs(time_after(cuts, second) - (0.3 + SHORTEST_PAUSE)) < 0.03
    assert abs(time_after(cuts, third) - time_after(cuts, second) - 0.3 - SHORTEST_PAUSE) < 0.03
    begin = round(time_after(cuts, second) * RATE)
    was = sound.samples[round(second * RATE) : round((second + 0.3) * RATE)]
    assert np.allclose(shorter.samples[begin : begin + len(was)], was, atol=2e-3)


def test_sound_without_pauses_or_without_sound_is_given_back() -> None:
    for sound in (
        Audio(np.zeros(800, np.float32), RATE),
        Audio(np.zeros(0, np.float32), RATE),
        spoken([0.0, 0.0]),
    ):
        assert shorten_pauses(sound, 1.0) == (sound, ())
