"""Alignment and the map of sounds, on speech-like arrays whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import ReferenceClip
from clonyvoice.engines.kokoro import frequency_bands, spectral_shaping
from clonyvoice.engines.kokoro.fit.envelope_map import Pair, align, bare, normalised, shaped_like
from clonyvoice.engines.kokoro.fit.pitch_pace_level import sounding_seconds
from clonyvoice.engines.kokoro.voice import KokoroVoice

VOICE = KokoroVoice(np.zeros((1, 256), np.float32))


def envelopes(frames: int, seed: int) -> np.ndarray:
    """Smooth random envelopes, changing slowly over time."""
    random = np.random.default_rng(seed)
    cepstra = random.normal(size=(frames // 8 + 2, 12)) * 12.0 / (1 + np.arange(12))
    at = np.linspace(0, len(cepstra) - 1, frames)
    moving = np.stack([np.interp(at, np.arange(len(cepstra)), row) for row in cepstra.T], 1)
    out = moving @ spectral_shaping.cosines()[:12]
    centred: np.ndarray = out - out[:, 4:24].mean(1, keepdims=True)
    return centred.astype(np.float32)


def test_the_same_features_align_on_the_diagonal() -> None:
    features = normalised(envelopes(80, 0) @ spectral_shaping.cosines().T)
    i, j = align(features, features)
    np.testing.assert_array_equal(i, j)


def test_a_stretched_copy_aligns_with_itself() -> None:
    first = envelopes(90, 1)
    times = np.minimum((np.arange(135) / 1.5).astype(int), 89)
    i, j = align(first @ spectral_shaping.cosines().T, first[times] @ spectral_shaping.cosines().T)
    assert (np.diff(i) >= 0).all()
    assert (np.diff(j) >= 0).all()
    assert np.abs(times[j] - i).mean() < 1.0


def test_a_constant_difference_becomes_the_equaliser_and_a_linear_one_the_map() -> None:
    own = envelopes(1200, 2)
    tilt = np.linspace(4, -4, frequency_bands.BANDS).astype(np.float32)
    tilt -= tilt[4:24].mean()
    pair = Pair(own + tilt, own, np.zeros(len(own), np.int64))
    equaliser = shaped_like(VOICE, [pair], frequency_bands.BANDS, 1e8, CancelToken())
    np.testing.assert_allclose(equaliser.eq_db[1:], tilt[1:], atol=0.7)
    wider = own * 1.4
    pair = Pair(wider - wider[:, 4:24].mean(1, keepdims=True), own, np.zeros(len(own), np.int64))
    mapped = shaped_like(VOICE, [pair], frequency_bands.BANDS, 60.0, CancelToken())
    gains = mapped.eq_db + mapped.class_db[0] + spectral_shaping.features_of(own) @ mapped.warp_db.T
    left = np.abs(pair.real - own - gains)[:, 1:].mean()
    assert left < 0.35 * np.abs(pair.real - own)[:, 1:].mean()


def test_a_map_moves_as_far_as_the_person_does_although_a_regression_blurs() -> None:
    own, other = envelopes(2400, 6), envelopes(2400, 7)
    # The person's envelopes are half told by the clone's and half by nothing that can be known.
    mixed = np.asarray(0.6 * own + 0.6 * other, np.float32)
    real = mixed - mixed[:, 4:24].mean(1, keepdims=True)
    pair = Pair(real, own, np.zeros(len(own), np.int64))
    paths = [(np.arange(2400), np.arange(2400))]
    shaped = shaped_like(VOICE, [pair], frequency_bands.BANDS, 60.0, CancelToken(), paths)
    moved = own + shaped.eq_db + shaped.class_db[0] + spectral_shaping.features_of(own) @ shaped.warp_db.T
    wide, narrow = ((each @ spectral_shaping.cosines().T)[:, 1:10].std(0) for each in (real, moved))
    assert 0.85 < np.median(narrow / wide) < 1.15


def test_bands_beyond_the_recordings_limit_carry_no_made_up_gain() -> None:
    own = envelopes(600, 3)
    real = own.copy()
    real[:, 34:] -= 70.0
    shaped = shaped_like(VOICE, [Pair(real, own, np.zeros(600, np.int64))], 34, 600.0, CancelToken())
    assert np.abs(shaped.eq_db[34:]).max() < 3.0


def test_too_little_speech_leaves_the_voice_as_it_is() -> None:
    own = envelopes(60, 4)
    assert shaped_like(VOICE, [Pair(own, own, np.zeros(60, np.int64))], 40, 60.0, CancelToken()) is VOICE
    assert not bare(shaped_like(VOICE, [], 40, 60.0, CancelToken())).shaped


def test_sounding_seconds_leave_out_silence() -> None:
    rate = 24_000
    tone = (0.1 * np.sin(2 * np.pi * 200 * np.arange(rate) / rate)).astype(np.float32)
    samples = np.concatenate([np.zeros(rate, np.float32), tone, np.zeros(rate, np.float32)])
    assert sounding_seconds(ReferenceClip(Audio(samples, rate))) == pytest.approx(1.0, abs=0.03)
    assert sounding_seconds(ReferenceClip(Audio(np.zeros(0, np.float32), rate))) == 0.0
