"""Kokoro in two halves: tokens to prosody, prosody to sound; between them plain arrays that can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.kokoro.decoders import Decoder, VocoderDecoder
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.engines.onnx_openvino_runners import Runner

Array: TypeAlias = NDArray[np.float32]

SAMPLE_RATE = 24_000
"""The network's, from its configuration."""
FRAME = 600
"""Samples in one frame of a token's duration, exactly."""
MIN_SPEED, MAX_SPEED = 0.25, 4.0
"""Range of the network's `speed` input: that of the API."""
_PACE_SPREAD, _MELODY_SPREAD = 0.015, 0.04
"""Standard deviations of the logarithm of pace, and of that of the range of F0, between takes of different seeds.
Chosen by hand."""


def varied(voice: KokoroVoice, seed: int | None) -> KokoroVoice:
    """The voice as it delivers one take: unchanged without a seed, else with another pace and melody."""
    if not seed:
        return voice
    random = np.random.default_rng(seed)
    pace, melody = (float(np.exp(random.normal(0, spread))) for spread in (_PACE_SPREAD, _MELODY_SPREAD))
    return voice.nudged(rate=pace, f0_range=melody)


@dataclass(frozen=True, slots=True)
class Prosody:
    """Prosody of a run of tokens: durations, F0 and energy.

    `durations` int64 `[tokens + 2]`: frames of each token, the silent padding token at either end included;
    their sum is T. `f0` (Hz; below 10 is unvoiced) and `energy` float32 `[2 T]`; `features` float32 `[512,
    T]`, the text spread over time.
    """

    durations: NDArray[np.int64]
    f0: Array
    energy: Array
    features: Array

    @property
    def samples(self) -> int:
        """Samples that the decoder will make of it."""
        return int(self.features.shape[1]) * FRAME


class KokoroModel:
    """The model in memory, its two halves. Several threads may use it at once."""

    def __init__(self, predictor: Runner, decoder: Decoder) -> None:
        self._predictor = predictor
        self._decoder = decoder

    @property
    def seconds_per_frame(self) -> float | None:
        """The time that the decoder took for a frame in its last few runs; None where that is not measured."""
        return self._decoder.seconds_per_frame if isinstance(self._decoder, VocoderDecoder) else None

    def warm_up(self) -> None:
        """Prepare, in the background of requests, everything that would delay their first runs."""
        if isinstance(self._decoder, VocoderDecoder):
            self._decoder.warm_up()

    def close(self) -> None:
        """Stop making ready."""
        if isinstance(self._decoder, VocoderDecoder):
            self._decoder.close()

    def predict(
        self, tokens: Sequence[int], style: Array, speed: float = 1.0, cancel: CancelToken | None = None
    ) -> Prosody:
        """The prosody of `tokens` (1-510, no padding) in the style `[1, 256]`, of which columns 128-255 count
        here.

        `speed` divides the durations. Raises Cancelled.
        """
        padded = np.zeros((1, len(tokens) + 2), np.int64)
        padded[0, 1:-1] = tokens
        given: dict[str, NDArray[Any]] = {
            "tokens": padded,
            "style": np.ascontiguousarray(style, np.float32).reshape(1, 256),
            "speed": np.array([min(max(speed, MIN_SPEED), MAX_SPEED)], np.float32),
        }
        durations, features, f0, energy = self._predictor.run(given, cancel)
        return Prosody(
            durations.reshape(-1).astype(np.int64), f0.reshape(-1), energy.reshape(-1), features[0]
        )

    def decode(
        self,
        prosody: Prosody,
        style: Array,
        cancel: CancelToken | None = None,
        offsets: Array | None = None,
    ) -> Array:
        """The sound `[600 T]` at 24 kHz of `prosody` in the style `[1, 256]`, of which columns 0-127 count
        here; `offsets` `[N]` are added to the decoder's norms (`adaptive_norms.py`).

        Raises Cancelled.
        """
        return self._decoder.decode(prosody.features, prosody.f0, prosody.energy, style, cancel, offsets)

    def decode_frames(
        self,
        prosody: Prosody,
        style: Array,
        frames: NDArray[np.int64],
        cancel: CancelToken | None = None,
        offsets: Array | None = None,
        statistics: Array | None = None,
    ) -> Array:
        """The sound `[600 n]` of `n` frames of `prosody`, by their indices, as if they were all there is; with
        `statistics` `[N]` (`measure`) as if they stood in what these were measured on.

        Raises Cancelled.
        """
        given = (prosody.features, prosody.f0, prosody.energy)
        return self._decoder.decode_frames(*given, style, frames, cancel, offsets, statistics)

    def measure(
        self, prosody: Prosody, style: Array, offsets: Array | None = None
    ) -> tuple[Array, Array] | None:
        """The sound `[600 T]` of `prosody` and the statistics `[N]` that the decoder's norms see in it; None where
        the decoder does not give them.

        Waits for a pause between requests.
        """
        if not isinstance(self._decoder, VocoderDecoder):
            return None
        return self._decoder.measure(prosody.features, prosody.f0, prosody.energy, style, offsets)
