"""Voice activity detection: Silero VAD over a stream of any length, in constant memory."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Samples
from clonyvoice.core.errors import EngineUnavailable

RATE = 16_000
"""Sample rate of Silero VAD."""
FRAME = 512
"""Samples of a frame; one probability for each."""
FRAME_SECONDS = FRAME / RATE
_CONTEXT = 64
"""Samples before a frame that are inputs of the network too (Silero VAD 5)."""
Probabilities = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of speech, in frames: `start` included, `end` not."""

    start: int
    end: int

    @property
    def seconds(self) -> float:
        """Its length in seconds."""
        return (self.end - self.start) * FRAME_SECONDS


class SpeechDetector:
    """The probability of speech for each frame of 32 ms of a stream at 16 kHz that is fed piece by piece."""

    def __init__(self) -> None:
        self._session = _session()
        self._state = [np.zeros((1, 1, 128), np.float32) for _ in range(2)]
        self._context = np.zeros(_CONTEXT, np.float32)
        self._rest = np.zeros(0, np.float32)

    def feed(self, samples: Samples) -> Probabilities:
        """Probabilities of all frames that are complete by now."""
        whole = np.concatenate([self._rest, samples])
        count = len(whole) // FRAME
        self._rest = whole[count * FRAME :]
        return self._run(whole[: count * FRAME])

    def finish(self) -> Probabilities:
        """The probability of the last, unfinished frame, if there is one."""
        if not len(self._rest):
            return np.zeros(0, np.float32)
        last = np.pad(self._rest, (0, FRAME - len(self._rest)))
        self._rest = np.zeros(0, np.float32)
        return self._run(last)

    def _run(self, samples: Samples) -> Probabilities:
        if not len(samples):
            return np.zeros(0, np.float32)
        frames = samples.reshape(-1, FRAME)
        before = np.concatenate([self._context[None], frames[:-1, -_CONTEXT:]])
        self._context = frames[-1, -_CONTEXT:].copy()
        inputs = {"input": np.concatenate([before, frames], axis=1), "h": self._state[0], "c": self._state[1]}
        output, *self._state = self._session.run(None, inputs)
        return np.asarray(output, np.float32).reshape(-1)


def regions(
    chances: Probabilities,
    *,
    threshold: float = 0.5,
    silence: float = 0.3,
    least: float = 0.1,
    pad: float = 0.2,
    speaking: bool = False,
) -> tuple[Region, ...]:
    """The stretches of speech in `chances`.

    Speech begins at `threshold` and ends 0.15 below it; silences shorter than `silence` seconds are bridged,
    bursts shorter than `least` are left out, and each stretch is widened by `pad` where there is room.
    `speaking` is true if speech is under way at the beginning.
    """
    off = threshold - 0.15
    found = _filled(_hysteresis(chances, threshold, off, speaking=speaking), round(silence / FRAME_SECONDS))
    kept = [region for region in found if region.seconds >= least]
    margin = round(pad / FRAME_SECONDS)
    out: list[Region] = []
    for index, region in enumerate(kept):
        start = max(0, region.start - margin)
        end = min(len(chances), region.end + margin)
        if out and start < out[-1].end:
            start = out[-1].end
        if index + 1 < len(kept) and end > kept[index + 1].start:
            end = (region.end + kept[index + 1].start) // 2
        out.append(Region(start, end))
    return tuple(out)


def _hysteresis(chances: Probabilities, on: float, off: float, *, speaking: bool) -> list[Region]:
    out: list[Region] = []
    start: int | None = 0 if speaking else None
    for index, chance in enumerate(chances.tolist()):
        if start is None and chance >= on:
            start = index
        elif start is not None and chance < off:
            if index > start:
                out.append(Region(start, index))
            start = None
    if start is not None and len(chances) > start:
        out.append(Region(start, len(chances)))
    return out


def _filled(found: Sequence[Region], gap: int) -> list[Region]:
    out: list[Region] = []
    for region in found:
        if out and region.start - out[-1].end < gap:
            out[-1] = Region(out[-1].start, region.end)
        else:
            out.append(region)
    return out


@lru_cache(maxsize=1)
def _session() -> Any:
    """The VAD network (1 MB, shared: the caller holds its state)."""
    import onnxruntime

    spec = importlib.util.find_spec("faster_whisper")
    places = list(spec.submodule_search_locations or ()) if spec else []
    models = sorted(model for place in places for model in Path(place, "assets").glob("silero_vad*.onnx"))
    if not models:
        raise EngineUnavailable("The speech detector is missing. Install ClonyVoice's dependencies again.")
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(models[-1]), options, providers=["CPUExecutionProvider"])
