"""The padded vocoder network in the few lengths that it runs in."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.kokoro import graph_splitting, vocoder_graph
from clonyvoice.engines.kokoro.harmonic_source import SPECTRA
from clonyvoice.engines.onnx_openvino_runners import Arrays, OpenVinoRunner, Runner

Array: TypeAlias = NDArray[np.float32]

_QUIET = 1.0
"""Seconds without a request after which lengths are made ready. Chosen by hand."""
_RUN_SHARE = 0.25
"""A length is made ready in advance when that takes at least this share of what a run in it takes. Chosen by hand."""
_PAUSE = 3.0
"""Seconds without a request after which `run_between` runs: the processor is idle after a cancel. Chosen by hand."""
_MEASURED = 2
"""The index of the length by which both are measured: not the shortest, in which a run's fixed costs count more."""
_NEW_SHARE = 0.3
"""Weight of the last run in the time of a frame: some five runs, two sentences of a stream, make up most of it.
Chosen by hand."""
_FIRST_GUESS = (0.5, 0.01)
"""Seconds that making a length ready takes, and those of a run for each frame, until they are measured."""


def padded_shapes(frames: int, norms: int) -> dict[str, tuple[int, ...]]:
    """The shape of each input of the padded network for `frames` frames, padding counted; `norms` numbers in a row."""
    shapes: dict[str, tuple[int, ...]] = {
        graph_splitting.FEATURES: (1, 512, frames),
        graph_splitting.F0: (1, 1, 2 * frames),
        graph_splitting.ENERGY: (1, 1, 2 * frames),
        graph_splitting.NORMS: (1, norms, 1, 1),
        vocoder_graph.SOURCE: (1, 22, SPECTRA * frames + 1),
        vocoder_graph.FRAMES: (1, 1, 1, 1),
        vocoder_graph.OWN: (1, 1, 1, 1),
    }
    for times, name in vocoder_graph.MASKS.items():
        shapes[name] = (1, 1, 1, times * frames + (times == SPECTRA))
    return shapes


def padded_inputs(inputs: Arrays, length: int, norms: int) -> dict[str, Array]:
    """The network's inputs padded with zeros to `length` frames, masks included."""
    count = (
        inputs[graph_splitting.FEATURES].shape[2]
        if graph_splitting.FEATURES in inputs
        else length - vocoder_graph.PADDING
    )
    given: dict[str, Array] = {}
    for name, shape in padded_shapes(length, norms).items():
        given[name] = np.zeros(shape, np.float32)
        if name in inputs:
            given[name][tuple(slice(0, size) for size in inputs[name].shape)] = inputs[name]
    given[vocoder_graph.FRAMES][...] = count
    for times, name in vocoder_graph.MASKS.items():
        given[name][..., : times * count + (times == SPECTRA)] = 1.0
    return given


def silence(length: int, norms: int) -> dict[str, Array]:
    """Inputs of zeros for `length` frames, padding counted."""
    return padded_inputs({}, length, norms)


class PaddedRunner:
    """A network that runs in a few fixed lengths; inputs are padded to one of them.

    The first run in a length costs OpenVINO up to 2 s for its kernels. So `warm_up` makes lengths ready in advance,
    and a run takes a longer one that is ready where that costs less than one that is not. `lengths` are in frames,
    ascending. Several threads may use it at once.
    """

    def __init__(
        self,
        runner: Runner,
        lengths: Sequence[int],
        norms: int,
        quiet: float = _QUIET,
        pause: float = _PAUSE,
    ) -> None:
        self._runner = runner
        self._lengths = tuple(lengths)
        self._norms = norms
        self._quiet = quiet
        self._pause = pause
        self._ready: set[int] = set()
        self._making, self._frame = _FIRST_GUESS
        self._measured = False
        self._lately: float | None = None
        self._lock = threading.Lock()
        self._requests = 0
        # The network was loaded for a request that comes next.
        self._asked = time.monotonic()
        self._giving_way: set[CancelToken] = set()
        self._closed = threading.Event()

    @property
    def longest(self) -> int:
        """The most frames that a run may have."""
        return self._lengths[-1] - vocoder_graph.PADDING

    @property
    def seconds_per_frame(self) -> float | None:
        """The time that a frame took in the last few runs, padding counted among the frames; None before any.

        Other work on the machine is in it.
        """
        return self._lately

    def run(self, inputs: Arrays, cancel: CancelToken | None = None) -> list[Array]:
        """The network's outputs for the true frames. Raises Cancelled, ValueError beyond `longest` frames."""
        with self._requested():
            return self._run(inputs, cancel)

    def run_between(self, inputs: Arrays) -> list[Array] | None:
        """The same in a pause between requests, restarted in the next pause if a request arrives; None after `close`.

        Blocks until it is done. Raises ValueError beyond `longest` frames.
        """
        while self._wait_for_quiet(self._pause):
            with self._gives_way() as token:
                if token is not None:
                    return self._run(inputs, token)
        return None

    def warm_up(self) -> None:
        """Prepare lengths while there are no requests, the short ones first; a request interrupts it until it is done.
        Returns early after `close`.
        """
        if isinstance(self._runner, OpenVinoRunner) and self._wait_for_quiet(self._quiet):
            self._runner.warm_up()
        for index, length in enumerate(self._lengths):
            while length not in self._ready or (index == _MEASURED and not self._measured):
                if not self._wait_for_quiet(self._quiet):
                    return
                self._make(length, measure=index == _MEASURED)
            if self._measured and self._making < _RUN_SHARE * self._frame * length:
                return

    def close(self) -> None:
        """Make no more lengths ready."""
        with self._lock:
            self._closed.set()
            giving_way = tuple(self._giving_way)
        for token in giving_way:
            token.cancel()

    def _run(self, inputs: Arrays, cancel: CancelToken | None) -> list[Array]:
        count = inputs[graph_splitting.FEATURES].shape[2]
        if count > self.longest:
            raise ValueError(f"{count} frames are more than {self.longest}")
        length = self._cheapest(count + vocoder_graph.PADDING)
        began, ready = time.monotonic(), length in self._ready
        spectrum, *others = self._runner.run(padded_inputs(inputs, length, self._norms), cancel)
        self._ready.add(length)
        if ready:
            self._learn((time.monotonic() - began) / length)
        return [spectrum[..., : SPECTRA * count + 1], *others]

    def _learn(self, frame: float) -> None:
        known = self._lately
        self._lately = frame if known is None else known + _NEW_SHARE * (frame - known)

    @contextmanager
    def _gives_way(self) -> Iterator[CancelToken | None]:
        """A token that a request cancels, and what that raises ends here; None when there is a request already."""
        token = CancelToken()
        with self._lock:
            free = not self._requests and not self._closed.is_set()
            if free:
                self._giving_way.add(token)
        try:
            yield token if free else None
        except Cancelled:
            pass
        finally:
            with self._lock:
                self._giving_way.discard(token)

    @contextmanager
    def _requested(self) -> Iterator[None]:
        with self._lock:
            self._requests += 1
            giving_way = tuple(self._giving_way)
        for token in giving_way:
            token.cancel()
        try:
            yield
        finally:
            with self._lock:
                self._requests -= 1
                self._asked = time.monotonic()

    def _cheapest(self, least: int) -> int:
        """The length of at least `least` frames in which a run ends soonest."""
        fitting = [length for length in self._lengths if length >= least]
        return min(
            fitting,
            key=lambda length: length * self._frame + (0.0 if length in self._ready else self._making),
        )

    def _wait_for_quiet(self, seconds: float) -> bool:
        """Wait until there was no request for so many seconds; False once closed."""
        while not self._closed.is_set():
            with self._lock:
                rest = seconds if self._requests else self._asked + seconds - time.monotonic()
            if rest <= 0:
                return True
            self._closed.wait(rest)
        return False

    def _make(self, length: int, *, measure: bool) -> None:
        """One run in `length`, unless a request comes; with `measure`, another one, to learn what each costs."""
        with self._gives_way() as token:
            if token is None:
                return
            given = silence(length, self._norms)
            ready = length in self._ready
            taken = []
            for _ in range(3 if measure else 1):
                began = time.monotonic()
                self._runner.run(given, token)
                taken.append(time.monotonic() - began)
                self._ready.add(length)
            if measure:
                self._frame = min(taken[1:]) / length
                self._learn(self._frame)
                # A length that was made ready by a request gives no measurement of that.
                self._making = _FIRST_GUESS[0] if ready else max(0.0, taken[0] - min(taken[1:]))
                self._measured = True
