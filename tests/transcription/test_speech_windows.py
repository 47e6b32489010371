from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.core import Cancelled, CancelToken
from clonyvoice.transcription import speech_windows as module
from clonyvoice.transcription.speech_windows import LONGEST, Window, windows
from clonyvoice.transcription.voice_activity import FRAME, FRAME_SECONDS, RATE, SpeechDetector, regions
from tests.traced_memory import traced
from tests.transcription.scripted import blocks, noise


class _Loudness:
    """Instead of the network: whatever is loud is speech."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, np.float32)

    def feed(self, samples: np.ndarray) -> np.ndarray:
        whole = np.concatenate([self._rest, samples])
        count = len(whole) // FRAME
        self._rest = whole[count * FRAME :]
        frames = whole[: count * FRAME].reshape(count, FRAME)
        return np.asarray(np.abs(frames).mean(axis=1) > 0.05, np.float32)

    def finish(self) -> np.ndarray:
        return np.zeros(1 if len(self._rest) else 0, np.float32)


@pytest.fixture
def by_loudness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SpeechDetector", _Loudness)


def _spans(seconds: list[tuple[float, float]], total: float) -> np.ndarray:
    samples = np.zeros(round(total * RATE), np.float32)
    for start, end in seconds:
        samples[round(start * RATE) : round(end * RATE)] = 0.5
    return samples


def _all(samples: np.ndarray, *, vad: bool = True) -> list[Window]:
    return list(windows(blocks(samples, 7.0), vad=vad, cancel=CancelToken()))


@given(st.lists(st.tuples(st.floats(0.2, 9.0), st.floats(0.3, 50.0)), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_all_speech_is_in_the_windows_once_and_in_order(parts: list[tuple[float, float]]) -> None:
    spans, at = [], 0.0
    for gap, length in parts:
        spans.append((at + gap, at + gap + length))
        at += gap + length
    samples = _spans(spans, at + 0.5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SpeechDetector", _Loudness)
        found = _all(samples)
    covered = np.zeros(len(samples), np.int32)
    last = 0.0
    for window in found:
        assert 0 < window.seconds <= LONGEST + 0.1
        for piece in window.pieces:
            assert piece.source >= last - 1e-6
            last = piece.source + piece.seconds
            covered[round(piece.source * RATE) : round(last * RATE)] += 1
            cut = window.samples[round(piece.at * RATE) : round((piece.at + piece.seconds) * RATE)]
            source = samples[round(piece.source * RATE) : round(piece.source * RATE) + len(cut)]
            assert np.array_equal(cut[: len(source)], source)
    assert covered.max() <= 1
    for start, end in spans:
        inner = covered[round((start + FRAME_SECONDS) * RATE) : round((end - FRAME_SECONDS) * RATE)]
        assert inner.all()


@pytest.mark.usefixtures("by_loudness")
def test_silence_gives_no_window_and_without_vad_all_of_it() -> None:
    silent = np.zeros(40 * RATE, np.float32)
    assert _all(silent) == []
    kept = _all(silent, vad=False)
    assert sum(window.seconds for window in kept) == pytest.approx(40.0, abs=0.05)


@pytest.mark.usefixtures("by_loudness")
def test_times_in_a_window_lead_back_over_the_silence_that_was_left_out() -> None:
    (window,) = _all(_spans([(1.0, 3.0), (10.0, 12.0)], 13.0))
    assert len(window.pieces) == 2
    second = window.pieces[1]
    assert window.source_time(second.at + 1.0) == pytest.approx(second.source + 1.0)
    assert window.source_time(second.at, ending=True) <= second.source
    assert window.source_time(0.0) == pytest.approx(window.pieces[0].source)


@pytest.mark.usefixtures("by_loudness")
def test_a_part_of_a_window_keeps_its_place_in_the_recording() -> None:
    (window,) = _all(_spans([(1.0, 3.0), (10.0, 12.0)], 13.0))
    second = window.pieces[1]
    part = window.part(second.at + 0.5, window.seconds)
    assert part.source_time(0.0) == pytest.approx(second.source + 0.5, abs=0.001)
    assert part.seconds == pytest.approx(window.seconds - second.at - 0.5, abs=0.001)


@pytest.mark.usefixtures("by_loudness")
def test_an_hour_is_never_held_at_once() -> None:
    second = np.full(RATE, 0.5, np.float32)
    second[: RATE // 3] = 0.0

    def most_held(seconds: int) -> int:
        """Bytes held at most while so much is read, which gives a window for less than each 45 s."""
        stream = windows((blocks(second)[0] for _ in range(seconds)), vad=True, cancel=CancelToken())
        with traced() as held:
            assert sum(1 for _ in stream) >= seconds / 45
            return held()[1]

    assert most_held(600) < 1.05 * most_held(300)


def test_cancel_stops_the_reading() -> None:
    cancel = CancelToken()
    stream = windows(blocks(noise(30)), vad=False, cancel=cancel)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(stream)


def test_the_detector_hears_no_speech_in_noise_and_does_not_mind_how_it_is_fed() -> None:
    samples = noise(4, 0.05)
    whole = SpeechDetector()
    expected = np.concatenate([whole.feed(samples), whole.finish()])
    piecewise = SpeechDetector()
    fed = [piecewise.feed(samples[at : at + 1111]) for at in range(0, len(samples), 1111)]
    assert np.allclose(np.concatenate([*fed, piecewise.finish()]), expected, atol=1e-4)
    assert len(expected) == -(-len(samples) // FRAME)
    assert regions(expected) == ()


@given(st.lists(st.floats(0.0, 1.0), max_size=400))
@settings(deadline=None)
def test_regions_are_ordered_and_do_not_overlap(chances: list[float]) -> None:
    found = regions(np.array(chances, np.float32))
    for region in found:
        assert 0 <= region.start < region.end <= len(chances)
    for region, after in itertools.pairwise(found):
        assert region.end <= after.start
