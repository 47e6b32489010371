"""Whisper's input: log mel spectrograms of 80 or 128 bands, a frame every 10 ms."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken

FRAMES = 3000
"""Frames of 30 s, the length of a window that the network was trained with."""
_SIZE, HOP = 400, 160
"""Samples of a frame, and from one frame to the next."""
_PIECE = 300
"""Frames between two checks of the cancel token: 3 s of sound, a few milliseconds of computation. Chosen by
hand."""
_RANGE = 8.0
"""Powers of ten below the loudest at which silence begins. It and the 4.0 below are those of OpenAI's
`whisper.audio.log_mel_spectrogram`, with which the weights were trained."""


class Spectrogram:
    """Log-mel spectrograms as Radford et al. (2022) define them, section 2.2: 25 ms every 10 ms, Slaney's bands."""

    def __init__(self, bands: int) -> None:
        """`bands` is the number that the weights were trained with: 80, or 128 from large-v3 on."""
        from faster_whisper.feature_extractor import FeatureExtractor

        self._bands: NDArray[np.float32] = FeatureExtractor.get_mel_filters(16_000, _SIZE, bands).astype(
            np.float32
        )
        self._window = np.hanning(_SIZE + 1)[:-1].astype(np.float32)

    def of(
        self, samples: Samples, cancel: CancelToken, length: int = FRAMES
    ) -> tuple[NDArray[np.float32], int]:
        """The spectrogram of the beginning of `samples`, and how many of its frames are of them.

        `samples` are float32 at 16 kHz, of which `length` frames of 10 ms are taken at most. The spectrogram is float32
        `[bands, length]`: (log10 of the power + 4) / 4 with a floor 8 powers of ten below the loudest, and 0 behind the
        last frame of the samples.

        Raises Cancelled between pieces of 3 s.
        """
        samples = samples[: length * HOP]
        count = len(samples) // HOP + 1
        wide = np.pad(np.pad(samples, (0, HOP)), _SIZE // 2, mode="reflect")
        frames = np.lib.stride_tricks.sliding_window_view(wide, _SIZE)[::HOP][:count]
        logs = np.empty((len(self._bands), count), np.float32)
        for at in range(0, count, _PIECE):
            cancel.raise_if_cancelled()
            power = np.square(np.abs(np.fft.rfft(frames[at : at + _PIECE] * self._window)))
            logs[:, at : at + _PIECE] = self._bands @ power.T.astype(np.float32)
        np.log10(np.maximum(logs, 1e-10, out=logs), out=logs)
        whole = np.zeros((len(self._bands), length), np.float32)
        logs = np.maximum(logs, logs.max() - _RANGE)
        # The last frame is half of silence.
        whole[:, : count - 1] = (logs[:, :-1] + 4.0) / 4.0
        return whole, count - 1
