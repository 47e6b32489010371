"""Channels of any number mixed to one, also where they would cancel each other."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.recording_limits_file_types import NotAudio
from clonyvoice.core.audio import Samples

_CANCELLED, _HEARD = 0.25, 0.4
"""Power of the channels' mean, over what it is for channels that have nothing in common: below the first they cancel
each other, until it is above the second again. Chosen by hand."""
_FORGET = 0.1
"""Seconds after which the power of channels counts half. Chosen by hand."""
_MOST_PLANES = 7
"""Channels that PyAV 18.1 reads from a planar frame: with eight `AudioFrame.planes` takes what lies behind the list for
a ninth, and the process ends. More are converted to one plane first."""
_AUDIBLE = 1e-7
"""Mean square (-70 dBFS) below which channels are not compared. Chosen by hand."""


class ChannelMixer:
    """Any sample format and number of channels to mono float32."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._converter: Any = None
        self._together = _Together()

    def mono(self, frame: Any) -> Samples:
        """The samples of a decoded frame, its channels mixed to one. Raises NotAudio."""
        import av

        key = (frame.format.name, frame.layout.name, frame.layout.nb_channels, frame.sample_rate)
        count = frame.layout.nb_channels
        if frame.format.name == "fltp" and count <= _MOST_PLANES:
            planes = [frame.to_ndarray()]
        else:
            if key != self._key:
                packed = "fltp" if count <= _MOST_PLANES else "flt"
                try:
                    self._converter = av.AudioResampler(packed, frame.layout, frame.sample_rate)
                    converting = self._converter.resample(frame)
                except (av.error.FFmpegError, ValueError) as problem:
                    raise NotAudio(f"a recording of {count} channels, more than can be mixed") from problem
                self._key = key
            else:
                converting = self._converter.resample(frame)
            planes = [one.to_ndarray() for one in converting]
            if count > _MOST_PLANES:
                planes = [one.reshape(-1, count).T for one in planes]
        if not planes:
            return np.zeros(0, np.float32)
        channels = np.nan_to_num(np.concatenate(planes, axis=1), nan=0.0, posinf=0.0, neginf=0.0)
        mixed = channels[0] if len(channels) == 1 else self._together.mixed(channels, frame.sample_rate)
        return np.asarray(mixed, np.float32)


class _Together:
    """Channels as one: their mean, or the loudest of them while they cancel each other."""

    def __init__(self) -> None:
        self._powers: NDArray[np.float64] = np.zeros(0)
        self._mean = 0.0
        self._apart: bool | None = None

    def mixed(self, channels: NDArray[np.float32], rate: int) -> Samples:
        """One channel mixed from `channels` [n, samples], which continue those of the previous call."""
        mean: Samples = channels.mean(axis=0)
        count, size = channels.shape
        if not size:
            return mean
        if len(self._powers) != count:
            self._powers, self._mean, self._apart = np.zeros(count), 0.0, None
        kept = 0.5 ** (size / rate / _FORGET)
        with np.errstate(over="ignore"):
            powers = np.square(channels).mean(axis=1, dtype=np.float64)
            power = float(np.square(mean).mean(dtype=np.float64))
        if np.isfinite(powers).all() and powers.sum() > _AUDIBLE:
            # Weighted by length, so that it does not matter how the sound is cut into frames.
            self._powers = kept * self._powers + (1.0 - kept) * powers
            self._mean = kept * self._mean + (1.0 - kept) * power
            share = self._mean * count * count / float(self._powers.sum())
            before, self._apart = self._apart, share < (_HEARD if self._apart else _CANCELLED)
            loudest: Samples = channels[int(np.argmax(self._powers))]
            if before is not None and before is not self._apart:  # no click where one follows the other
                fading = np.linspace(0.0, 1.0, size, dtype=np.float32)
                return mean + (loudest - mean) * (fading if self._apart else 1.0 - fading)
        return channels[int(np.argmax(self._powers))] if self._apart else mean
