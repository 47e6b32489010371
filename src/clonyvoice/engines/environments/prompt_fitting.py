"""Fits of engines that are prompted with speech: the best seconds of a reference as int16 samples, encoded once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.engines.contract import Fit, FittedVoice, Progress, Reference, ReferenceClip, Turn

RATE: Final = 24_000
"""Sample rate of the clips of a reference (`engines.contract`), which all of these models have too."""


def by_weight(reference: Reference, title: str) -> list[ReferenceClip]:
    """The clips of a reference, the best first. Raises InvalidRequest, in the engine's name, for another rate."""
    if any(clip.audio.sample_rate != RATE for clip in reference.clips):
        raise InvalidRequest(f"Clips for {title} have 24 kHz.", param="audio")
    return sorted(reference.clips, key=lambda clip: -clip.weight)


def joined(sounds: Sequence[Samples], title: str) -> Samples:
    """The samples one after another. Raises InvalidRequest, in the engine's name, for less than a second of them."""
    whole = np.concatenate([np.zeros(0, np.float32), *sounds])
    if len(whole) < RATE:
        raise InvalidRequest(f"{title} needs at least a second of speech.", param="audio")
    return whole


def best_seconds(reference: Reference, seconds: float, title: str) -> bytes:
    """The best clips of a reference up to so many seconds, the last one cut, as int16 samples at 24 kHz.

    Raises InvalidRequest, in the engine's name, for less than a second of speech or another rate.
    """
    chosen: list[Samples] = []
    left = round(seconds * RATE)
    for clip in by_weight(reference, title):
        if left <= 0:
            break
        chosen.append(clip.audio.samples[:left])
        left -= len(chosen[-1])
    return int16_bytes(joined(chosen, title))


def int16_bytes(samples: Samples) -> bytes:
    """Samples of -1 to 1 as 16-bit integers, little-endian; louder ones are clipped."""
    return bytes((np.clip(samples, -1.0, 1.0) * 32_767).astype("<i2").tobytes())


def int16_samples(data: bytes) -> NDArray[np.float32]:
    """The samples, -1 to 1, of bytes that `int16_bytes` made."""
    return np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32_768.0)


def is_prompt(data: bytes) -> bool:
    """Whether bytes can be a second of int16 samples or more."""
    return len(data) >= 2 * RATE and len(data) % 2 == 0


def fitted_once(
    voice: FittedVoice,
    encode: Callable[[FittedVoice], object],
    lock: Lock,
    report: dict[str, float],
    progress: Progress,
    cancel: CancelToken,
    turn: Turn | None,
) -> Iterator[Fit]:
    """One fit: the voice, after `encode` has read it under the lock, in a turn where there are turns.

    There is nothing to refine, so it has the level *instant* and no fidelity. Raises Cancelled.
    """

    def compute(token: CancelToken) -> None:
        with lock:
            token.raise_if_cancelled()
            encode(voice)

    progress(0.1, "listening")
    compute(cancel) if turn is None else turn(compute)
    cancel.raise_if_cancelled()
    progress(1.0, "fitted")
    yield Fit(voice, "instant", None, report)
