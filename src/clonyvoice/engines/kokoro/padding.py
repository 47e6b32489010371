"""The padded vocoder network in the few fixed shapes that it runs in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.kokoro import graphs, vocoder
from clonyvoice.engines.kokoro.runners import Arrays, Runner
from clonyvoice.engines.kokoro.source import SPECTRA

Array: TypeAlias = NDArray[np.float32]


def padded_shapes(frames: int, norms: int) -> dict[str, tuple[int, ...]]:
    """The shape of each input of the padded network for `frames` frames, padding counted; `norms` numbers in a row."""
    shapes: dict[str, tuple[int, ...]] = {
        graphs.FEATURES: (1, 512, frames),
        graphs.F0: (1, 1, 2 * frames),
        graphs.ENERGY: (1, 1, 2 * frames),
        graphs.NORMS: (1, norms, 1, 1),
        vocoder.SOURCE: (1, 22, SPECTRA * frames + 1),
        vocoder.FRAMES: (1, 1, 1, 1),
    }
    for times, name in vocoder.MASKS.items():
        shapes[name] = (1, 1, 1, times * frames + (times == SPECTRA))
    return shapes


class PaddedRunner:
    """The padded network, which runs in a few fixed shapes: what it is given is padded to the shortest that is ready.

    A new length would cost OpenVINO 0.6 to 2 s and memory for ever; so there are no new lengths. `compile_shape` gives
    a runner of the network for the shapes of `padded_shapes`; `frames` are the lengths to have, ascending.
    """

    def __init__(
        self,
        compile_shape: Callable[[Mapping[str, tuple[int, ...]]], Runner],
        frames: Sequence[int],
        norms: int,
    ) -> None:
        self._compile = compile_shape
        self._norms = norms
        self._ready: dict[int, Runner] = {}
        self._locks = {length: threading.Lock() for length in frames}
        self._closed = False

    @property
    def longest(self) -> int:
        """The most frames that a run may have."""
        return max(self._locks) - vocoder.PADDING

    def warm_up(self) -> None:
        """Make all shapes ready, the short ones first; returns early after `close`."""
        for length in self._locks:
            if not self._closed:
                self._runner(length)

    def close(self) -> None:
        """Make no more shapes ready."""
        self._closed = True

    def _runner(self, length: int) -> Runner:
        with self._locks[length]:
            if length not in self._ready:
                self._ready[length] = self._compile(padded_shapes(length, self._norms))
            return self._ready[length]

    def run(self, inputs: Arrays, cancel: CancelToken | None = None) -> list[Array]:
        """The network's output for the true frames. Raises Cancelled, ValueError beyond `longest` frames."""
        count = inputs[graphs.FEATURES].shape[2]
        fitting = [length for length in self._locks if length >= count + vocoder.PADDING]
        if not fitting:
            raise ValueError(f"{count} frames are more than {self.longest}")
        length = next((length for length in fitting if length in self._ready), fitting[0])
        runner = self._runner(length)
        given: dict[str, Array] = {}
        for name, shape in padded_shapes(length, self._norms).items():
            if name in inputs:
                given[name] = np.pad(
                    inputs[name], [(0, n - m) for n, m in zip(shape, inputs[name].shape, strict=True)]
                )
        for times, name in vocoder.MASKS.items():
            extra = int(times == SPECTRA)
            given[name] = np.zeros((1, 1, 1, times * length + extra), np.float32)
            given[name][..., : times * count + extra] = 1.0
        (spectrum,) = runner.run(given, cancel)
        return [spectrum[..., : SPECTRA * count + 1]]
