"""An inaudible mark in sound: small changes of level in time-frequency cells, in a pattern that a number decides.

Spread spectrum by changes of level ("patchwork") as in Kirovski and Malvar, "Spread-spectrum watermarking of
audio signals", IEEE Transactions on Signal Processing 51(4), 2003.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio, Samples
from clonyvoice.provenance.watermark_code import CELLS, band_depths, band_edges, pattern

HOP_SECONDS = 0.02
"""Seconds from one frame to the next: a third of a cell. Chosen by hand."""
_HOPS_PER_CELL = 3
"""Frames of a cell: `CELL_SECONDS` by `HOP_SECONDS`."""


class Watermark:
    """Marks a stream of sound: `feed` gives the samples that are final, `finish` the rest; the length is unchanged.

    `position` is where the stream begins in the whole, in samples: pieces of one recording that are marked
    apart carry one pattern. Up to 40 ms are held back. Not for several threads at once.
    """

    def __init__(self, number: int, sample_rate: int, position: int = 0) -> None:
        self._rate = sample_rate
        self._hop = max(1, round(HOP_SECONDS * sample_rate))
        self._gains = _gains(number, sample_rate)
        self._window = _window(self._hop)
        # Frames start at multiples of the hop of the whole; the first begins before the stream.
        self._frame = position // self._hop - 1
        lead = position - self._frame * self._hop
        self._skip = lead
        self._input = np.zeros(lead, np.float32)
        self._tail = np.zeros(self._hop, np.float32)
        self._length = self._sent = 0

    def feed(self, samples: Samples) -> Samples:
        """The marked samples that are final once `samples` follow."""
        self._length += len(samples)
        self._input = np.concatenate([self._input, samples])
        return self._cut(self._advance())

    def finish(self) -> Samples:
        """The last marked samples."""
        self._input = np.concatenate([self._input, np.zeros(2 * self._hop, np.float32)])
        return self._cut(self._advance())

    def _advance(self) -> Samples:
        hop = self._hop
        count = max(0, len(self._input) // hop - 1)
        if not count:
            return np.zeros(0, np.float32)
        frames = np.lib.stride_tricks.sliding_window_view(self._input[: (count + 1) * hop], 2 * hop)[::hop]
        spectrum = np.fft.rfft(frames * self._window, axis=1)
        cells = (np.arange(self._frame, self._frame + count) // _HOPS_PER_CELL) % CELLS
        spectrum *= self._gains[cells]
        made = np.fft.irfft(spectrum, 2 * hop, axis=1).astype(np.float32) * self._window
        out = np.zeros((count + 1) * hop, np.float32)
        out[:hop] = self._tail
        out[: count * hop].reshape(count, hop)[:] += made[:, :hop]
        out[hop:].reshape(count, hop)[:] += made[:, hop:]
        self._tail = out[count * hop :].copy()
        self._input = self._input[count * hop :]
        self._frame += count
        return out[: count * hop]

    def _cut(self, out: Samples) -> Samples:
        start = min(self._skip, len(out))
        self._skip -= start
        out = out[start : start + self._length - self._sent]
        self._sent += len(out)
        return out


def mark(audio: Audio, number: int, position: int = 0) -> Audio:
    """The sound with the mark of a number; `position` as in `Watermark`."""
    stream = Watermark(number, audio.sample_rate, position)
    parts = [stream.feed(audio.samples), stream.finish()]
    return Audio(np.concatenate(parts), audio.sample_rate)


@cache
def _window(hop: int) -> Samples:
    return np.sqrt(np.hanning(2 * hop + 1)[:-1]).astype(np.float32)


@cache
def _gains(number: int, sample_rate: int) -> NDArray[np.float32]:
    """The amplitude factor of each bin in each cell of the period, `[cells, bins]`."""
    hop = max(1, round(HOP_SECONDS * sample_rate))
    frequencies = np.arange(hop + 1) * sample_rate / (2 * hop)
    edges = band_edges()
    band = np.searchsorted(edges, frequencies, side="right") - 1
    inside = (band >= 0) & (band < len(edges) - 1)
    depth = np.zeros(len(frequencies))
    depth[inside] = band_depths()[band[inside]]
    decibels = np.zeros((CELLS, len(frequencies)))
    decibels[:, inside] = pattern(number)[band[inside]].T * depth[inside]
    # Half of the cells go up and half go down: divided by the mean of both, the power stays.
    mean = np.cosh(np.log(10.0) / 10.0 * depth)
    return np.asarray(10.0 ** (decibels / 20.0) / np.sqrt(mean), np.float32)
