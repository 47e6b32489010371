from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.transcription.spectrogram import Spectrogram
from tests.transcription.scripted import noise


@pytest.fixture(scope="module")
def spectrogram() -> Spectrogram:
    return Spectrogram(80)


@pytest.mark.parametrize("seconds", [0.02, 0.7, 12.345, 30.0])
def test_it_is_what_the_weights_were_trained_with(spectrogram: Spectrogram, seconds: float) -> None:
    from faster_whisper.feature_extractor import FeatureExtractor

    sound = noise(seconds, 0.1) * np.linspace(0, 1, round(seconds * 16_000), dtype=np.float32)
    found, count = spectrogram.of(sound, CancelToken())
    theirs = FeatureExtractor()(sound)[:, :-1]
    assert found.shape == (80, 3000)
    assert count == theirs.shape[1]
    np.testing.assert_allclose(found[:, :count], theirs, atol=1e-4)
    assert not found[:, count:].any()


@settings(deadline=None)
@given(st.integers(0, 2_000))
def test_the_shortest_sound_has_one_too(spectrogram: Spectrogram, length: int) -> None:
    found, count = spectrogram.of(np.ones(length, np.float32), CancelToken())
    assert np.isfinite(found).all()
    assert count == length // 160


def test_what_is_behind_half_a_minute_is_left_out(spectrogram: Spectrogram) -> None:
    sound = noise(40, 0.1)
    found, count = spectrogram.of(sound, CancelToken())
    assert count == 3000
    np.testing.assert_array_equal(found, spectrogram.of(sound[: 30 * 16_000], CancelToken())[0])


def test_a_cancel_stops_it(spectrogram: Spectrogram) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        spectrogram.of(noise(1), cancel)
