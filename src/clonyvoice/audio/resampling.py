"""Resampling: sound at another sample rate, band-limited by soxr, whole or as a stream."""

from __future__ import annotations

from typing import Any

import numpy as np

from clonyvoice.core.audio import Audio, Samples


def resample(audio: Audio, sample_rate: int) -> Audio:
    """The same sound at `sample_rate`, band-limited (soxr, high quality).

    The very same object when nothing changes.
    """
    if audio.sample_rate == sample_rate:
        return audio
    import soxr

    if not len(audio.samples):
        return Audio(audio.samples, sample_rate)
    changed = soxr.resample(audio.samples, audio.sample_rate, sample_rate, quality="HQ")
    return Audio(np.asarray(changed, np.float32), sample_rate)


class Resampler:
    """The same for a stream: `feed` returns samples at `target_rate`, `finish` the rest."""

    def __init__(self, source_rate: int, target_rate: int) -> None:
        self.source_rate, self.target_rate = source_rate, target_rate
        self._stream: Any = None
        if source_rate != target_rate:
            import soxr

            self._stream = soxr.ResampleStream(source_rate, target_rate, 1, dtype="float32", quality="HQ")

    def feed(self, samples: Samples) -> Samples:
        """The part of the result that is certain after `samples`."""
        if self._stream is None:
            return samples
        return np.asarray(self._stream.resample_chunk(samples, last=False), np.float32).reshape(-1)

    def finish(self) -> Samples:
        """The rest. Nothing may be fed afterwards."""
        empty = np.zeros(0, np.float32)
        if self._stream is None:
            return empty
        return np.asarray(self._stream.resample_chunk(empty, last=True), np.float32).reshape(-1)


class StereoResampler:
    """A stream `[n, 2]` at `target_rate`, band-limited as `resample` does it."""

    def __init__(self, source_rate: int, target_rate: int) -> None:
        import soxr

        self._stream = soxr.ResampleStream(source_rate, target_rate, 2, dtype="float32", quality="HQ")

    def feed(self, samples: Samples, *, last: bool = False) -> Samples:
        """The samples that are ready after these; with `last` all that are left."""
        made = self._stream.resample_chunk(np.ascontiguousarray(samples), last=last)
        return np.asarray(made, np.float32)
