"""The multi-resolution log-mel loss between the clone's sound and the recording's, and its gradient.

At each of three resolutions (after Yamamoto et al. 2020, Parallel WaveGAN): the mean absolute difference of log mel
powers, the level of the stretch left free; and, a share of it, the differences of the bands' means and of the logs of
their spreads over time, without which a fit blurs (the global variance of Toda, Black & Tokuda 2007).

The recording is speech and steady noise. `floor` is the noise's power in each band: it is added to the clone's before
the two are compared, so that the clone need not learn it. With a floor of next to nothing the loss is the plain one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.adaptation.differentiable_decoder import overlapped, windows
from clonyvoice.engines.kokoro.adaptation.differentiable_layers import Tape
from clonyvoice.engines.kokoro.frequency_bands import mel

Array: TypeAlias = NDArray[np.float32]

RATE = 24_000
"""Kokoro's sample rate."""
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 7600.0
"""Speech recorded at 16 kHz, or sent through a phone of the better sort, ends there. Chosen by hand."""
_OVERLAP = 4
"""Frames that cover a sample: a quarter of a window from one to the next. Chosen by hand."""
_EDGE = 0.1
"""Seconds at either end of a stretch that are not compared: its sound depends on what lies beyond. Chosen by hand."""
_ACTIVE = 8.0
"""Nepers of power below the loudest frame (35 dB) at which frames count as silent. Chosen by hand."""
_LEAST = 1e-6
"""Of the loudest band's power: what is added to all, against logs of nothing. Chosen by hand."""
_STATISTICS = 0.3
"""Weight of the bands' means and spreads, beside the frames. Chosen by hand."""
_SPREAD_FLOOR = 1e-3
"""Added to a variance so that its root has a bounded slope. Chosen by hand."""
_LEVEL_ROUNDS = 3
"""Rounds in which level and weights settle. Chosen by hand."""


@dataclass(frozen=True)
class Resolution:
    """A short-time spectrum: `window` samples each `window / 4`, in `bands` mel bands."""

    window: int
    bands: int

    @property
    def hop(self) -> int:
        """Samples from a window to the next."""
        return self.window // _OVERLAP

    def frames(self, samples: int) -> int:
        """Windows that lie within so many samples."""
        return samples // self.hop - _OVERLAP + 1

    @cached_property
    def filterbank(self) -> Array:
        """Triangles `[top, bands]` over the lowest `top` bins, all that any of them needs."""
        edges = np.linspace(mel(_LOWEST_HZ), mel(_HIGHEST_HZ), self.bands + 2)
        hertz = 700.0 * (10.0 ** (edges / 2595.0) - 1.0)
        bins = np.linspace(0.0, RATE / 2.0, self.window // 2 + 1)[:, None]
        rising = (bins - hertz[:-2]) / (hertz[1:-1] - hertz[:-2])
        falling = (hertz[2:] - bins) / (hertz[2:] - hertz[1:-1])
        weights = np.maximum(0.0, np.minimum(rising, falling))
        # Low bands can be narrower than a bin: the nearest one counts a little.
        nearest = np.abs(bins - hertz[1:-1]).argmin(0)
        weights[nearest, np.arange(self.bands)] = np.maximum(weights[nearest, np.arange(self.bands)], 1e-3)
        top = int(np.flatnonzero(weights.sum(1)).max()) + 1
        return np.asarray(weights[:top], np.float32)

    @cached_property
    def hann(self) -> Array:
        """The window `[window]`."""
        n = np.arange(self.window)
        return np.asarray(0.5 - 0.5 * np.cos(2.0 * np.pi * n / self.window), np.float32)

    @cached_property
    def basis(self) -> Array:
        """Hann window and Fourier transform `[window, 2 top]`: cosines, then sines."""
        n, k = np.arange(self.window)[:, None], np.arange(len(self.filterbank))[None, :]
        angle = (2.0 * np.pi / self.window) * ((n * k) % self.window)
        hann = self.hann[:, None]
        return np.asarray(np.concatenate([np.cos(angle) * hann, -np.sin(angle) * hann], 1), np.float32)

    def mels(self, samples: Array) -> Array:
        """The power in each band `[frames, bands]`."""
        pieces = np.lib.stride_tricks.sliding_window_view(samples, self.window)[:: self.hop]
        spectrum = np.fft.rfft(pieces * self.hann, axis=1)[:, : len(self.filterbank)]
        return np.asarray((spectrum.real**2 + spectrum.imag**2) @ self.filterbank, np.float32)


RESOLUTIONS = (Resolution(2048, 128), Resolution(1024, 80), Resolution(512, 40))


@dataclass(frozen=True, slots=True)
class Compared:
    """The recording's side of the loss at one resolution: log powers `[frames, bands]`, which frames count
    `[frames, 1]`, and the floor `[1, bands]`.
    """

    logs: Array
    weights: Array
    floor: Array


def compared(samples: Array, floors: Sequence[Array | None] = (None, None, None)) -> tuple[Compared, ...]:
    """The target of the loss: a stretch of the recording, and the noise in it by resolution."""
    found = []
    for resolution, noise in zip(RESOLUTIONS, floors, strict=True):
        power = resolution.mels(samples)
        least = max(float(power.max(initial=0.0)), 1e-9) * _LEAST
        floor = np.full(resolution.bands, least, np.float32)
        if noise is None:
            logs = np.log(power + least)
        else:
            floor = np.asarray(0.1 * least + noise, np.float32)
            logs = np.log(np.maximum(power, floor))
        level = np.log(power + least).max(1)
        edge = int(np.ceil((_EDGE * RATE - resolution.window / 2) / resolution.hop))
        counts = level > level.max() - _ACTIVE
        counts[:edge] = False
        counts[len(counts) - edge :] = False
        found.append(
            Compared(
                np.asarray(logs, np.float32),
                counts[:, None].astype(np.float32),
                floor[None].astype(np.float32),
            )
        )
    return tuple(found)


def loss(samples: Array, others: Sequence[Compared]) -> float:
    """The loss of the clone's `samples`, computed without the graph: the reference for the graph's tests."""
    total = 0.0
    for resolution, other in zip(RESOLUTIONS, others, strict=True):
        power = resolution.mels(samples).astype(np.float64)
        weights = other.weights / max(float(other.weights.sum()), 1.0)
        gain = 0.0
        for _ in range(_LEVEL_ROUNDS):
            logs = np.log(power * np.exp(-gain) + other.floor)
            gain += float(((logs - other.logs) * weights).sum() / resolution.bands)
        logs = np.log(power * np.exp(-gain) + other.floor)
        away = logs - other.logs
        away -= (away * weights).sum() / resolution.bands
        own, real = ((it * weights).sum(0) for it in (logs, other.logs))
        between = own - real
        spreads = [
            np.sqrt((((it - mean) ** 2) * weights).sum(0) + _SPREAD_FLOOR)
            for it, mean in ((logs, own), (other.logs, real))
        ]
        statistics = np.abs(between - between.mean()).mean() + np.abs(np.log(spreads[0] / spreads[1])).mean()
        total += float((np.abs(away) * weights).sum() / resolution.bands + _STATISTICS * statistics)
    return total / len(RESOLUTIONS)


def input_names(index: int) -> tuple[str, str, str]:
    """The graph's inputs for `Compared` at resolution `index`."""
    return f"logs{index}", f"weights{index}", f"floor{index}"


def loss_on(tape: Tape, sound: str, samples: int) -> str:
    """Write the loss of `sound` `[1, samples]` and the way back from it; the loss `[1, 1]`."""
    total, gradient = None, None
    for index, resolution in enumerate(RESOLUTIONS):
        part, back = _at(tape, sound, samples, resolution, input_names(index))
        total = part if total is None else tape.add(total, part)
        gradient = back if gradient is None else tape.add(gradient, back)
    assert total is not None
    assert gradient is not None
    tape.backward(sound, tape.mul(gradient, 1.0 / len(RESOLUTIONS)))
    return tape.mul(total, 1.0 / len(RESOLUTIONS))


def _at(
    tape: Tape, sound: str, samples: int, resolution: Resolution, names: tuple[str, str, str]
) -> tuple[str, str]:
    """The loss at one resolution, and its gradient with regard to `sound`."""
    theirs, counts, floor = names
    count, bands, top = resolution.frames(samples), resolution.bands, len(resolution.filterbank)
    whole_hops = samples // resolution.hop * resolution.hop
    blocks = tape.node("Reshape", tape.cut(sound, 1, 0, whole_hops), tape.whole(-1, resolution.hop))
    spectrum = tape.node("MatMul", windows(tape, blocks, count, _OVERLAP), tape.constant(resolution.basis))
    real, imaginary = tape.cut(spectrum, 1, 0, top), tape.cut(spectrum, 1, top, 2 * top)
    squares = tape.add(tape.mul(real, real), tape.mul(imaginary, imaginary))
    power = tape.node("MatMul", squares, tape.constant(resolution.filterbank))

    most = tape.node("Max", tape.total(counts, 0), tape.constant(np.ones((1, 1), np.float32)))
    weights = tape.node("Div", counts, most)

    def mean(x: str) -> str:
        """Over all that counts, `[1, 1]`."""
        return tape.mul(tape.total(tape.mul(x, weights), 0, 1), 1.0 / bands)

    # The level of the clone in this stretch is free: what brings it to the recording's, noise added, by iteration.
    scaled, gain = power, None
    for _ in range(_LEVEL_ROUNDS):
        more = mean(tape.sub(tape.node("Log", tape.add(scaled, floor)), theirs))
        gain = more if gain is None else tape.add(gain, more)
        factor = tape.node("Exp", tape.node("Neg", gain))
        scaled = tape.mul(power, factor)
    noisy = tape.add(scaled, floor)
    logs = tape.node("Log", noisy)
    away = tape.sub(logs, theirs)
    away = tape.sub(away, mean(away))
    near = mean(tape.node("Abs", away))

    signs = tape.mul(tape.node("Sign", away), weights)
    middle = tape.mul(tape.total(signs, 0, 1), 1.0 / bands)
    back = tape.mul(tape.sub(signs, tape.mul(weights, middle)), 1.0 / bands)

    own, their = (tape.total(tape.mul(it, weights), 0) for it in (logs, theirs))
    between = tape.sub(own, their)
    between = tape.sub(between, tape.mul(tape.total(between, 1), 1.0 / bands))
    of_means = tape.mul(tape.total(tape.node("Abs", between), 1), 1.0 / bands)
    sign = tape.node("Sign", between)
    sign = tape.sub(sign, tape.mul(tape.total(sign, 1), 1.0 / bands))

    apart = tape.sub(logs, own)
    spread, their_spread = (
        tape.node("Sqrt", tape.add(tape.total(tape.mul(tape.mul(it, it), weights), 0), _SPREAD_FLOOR))
        for it in (apart, tape.sub(theirs, their))
    )
    ratio = tape.sub(tape.node("Log", spread), tape.node("Log", their_spread))
    of_spreads = tape.mul(tape.total(tape.node("Abs", ratio), 1), 1.0 / bands)
    pull = tape.node("Div", tape.node("Sign", ratio), tape.mul(spread, spread))

    statistics = tape.mul(weights, tape.add(tape.mul(apart, pull), sign))
    back = tape.add(back, tape.mul(statistics, _STATISTICS / bands))
    part = tape.add(near, tape.mul(tape.add(of_means, of_spreads), _STATISTICS))

    of_power = tape.node("Div", tape.mul(back, factor), noisy)
    of_squares = tape.node("MatMul", of_power, tape.constant(2.0 * resolution.filterbank.T))
    both = tape.node("Concat", tape.mul(of_squares, real), tape.mul(of_squares, imaginary), axis=1)
    pieces = tape.node("MatMul", both, tape.constant(resolution.basis.T))
    whole = overlapped(tape, pieces, resolution.hop, _OVERLAP)
    back = tape.node("Reshape", whole, tape.whole(1, whole_hops))
    return part, tape.padded(back, 2, 1, 0, samples - whole_hops)
