from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from clonyvoice.engines.kokoro.harmonic_source import (
    RATE,
    SourceWeights,
    excitation,
    sound,
    source_of_frames,
    source_spectrum,
)

WINDOW = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(20) / 20)).astype(np.float32)


def inverse() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """The basis that turns real and imaginary parts of 11 bins into a windowed frame; frames overlap to 1.5."""
    n, k = np.arange(20), np.arange(11)[:, None]
    weight = np.where((k == 0) | (k == 10), 1.0, 2.0) / 20
    angle = 2 * np.pi * k * n / 20
    both = np.concatenate([weight * np.cos(angle), -weight * np.sin(angle)]) * WINDOW / 1.5
    return both.astype(np.float32)


WEIGHTS = SourceWeights(np.eye(9, dtype=np.float32)[0], 0.0, WINDOW, inverse())


def test_the_excitation_has_the_pitch_of_its_contour() -> None:
    signal = excitation(np.full(160, 200.0, np.float32), WEIGHTS)
    assert len(signal) == 160 * 300
    spectrum = np.abs(np.fft.rfft(signal))
    assert np.argmax(spectrum) * RATE / len(signal) == pytest.approx(200.0, abs=0.5)


def test_harmonics_are_summed_as_sines() -> None:
    mix = np.linspace(0.1, 0.9, 9).astype(np.float32)
    weights = SourceWeights(mix, 0.05, WINDOW, inverse())
    f0 = np.linspace(90, 300, 40).astype(np.float32)
    turns = np.cumsum(f0.astype(np.float64) / RATE) * 300
    phase = np.interp(np.arange(40 * 300), (np.arange(40) + 0.5) * 300 - 0.5, turns)
    plain = 0.05 + sum(0.1 * m * np.sin(2 * np.pi * (h + 1) * phase) for h, m in enumerate(mix))
    np.testing.assert_allclose(excitation(f0, weights), np.tanh(plain), atol=2e-4)


def test_unvoiced_is_still() -> None:
    assert not excitation(np.zeros(10, np.float32), WEIGHTS).any()


def test_the_spectrum_has_a_value_for_each_hop() -> None:
    assert source_spectrum(np.full(40, 150.0, np.float32), WEIGHTS).shape == (22, 60 * 40 + 1)


@pytest.mark.parametrize("frames", [range(20), range(3, 9), [0, 1, 2, 7, 8, 9, 19], [5], [19]])
def test_the_source_of_some_frames_is_that_of_the_whole_in_their_columns(frames: Sequence[int]) -> None:
    f0 = np.linspace(90, 300, 40).astype(np.float32)
    f0[10:14] = 0.0
    chosen = np.array(frames)
    columns = [120 * frame + column for frame in chosen for column in range(120)]
    wanted = source_spectrum(f0, WEIGHTS)[:, [*columns, columns[-1] + 1]]
    found = source_of_frames(f0, chosen, WEIGHTS)
    assert found.shape == wanted.shape
    np.testing.assert_allclose(found[:11], wanted[:11], atol=1e-5)
    # The phase of a bin without energy is any.
    turned = found[:11] * np.exp(1j * found[11:]) - wanted[:11] * np.exp(1j * wanted[11:])
    assert np.abs(turned).max() < 1e-5


def test_sound_is_the_overlapped_inverse_transform() -> None:
    random = np.random.default_rng(3)
    magnitude, sine = random.uniform(0.1, 1.0, (11, 33)), random.uniform(-1.0, 1.0, (11, 33))
    sine[[0, 10]] = 0.0  # the lowest and the highest bin are real
    output = np.concatenate([np.log(magnitude), np.arcsin(sine)]).astype(np.float32)
    wanted = np.zeros(32 * 5 + 20)
    for index, frame in enumerate(np.fft.irfft(magnitude * np.exp(1j * sine), 20, axis=0).T):
        wanted[index * 5 : index * 5 + 20] += frame * WINDOW / 1.5
    np.testing.assert_allclose(sound(output, WEIGHTS), wanted[10:-10], atol=1e-5)
