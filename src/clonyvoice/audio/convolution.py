"""Convolution of sound that comes in sections with the response of a filter, and the filters last used."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.stereo_wav_files_peaks import Stereo

_rfft: Any = np.fft.rfft
_irfft: Any = np.fft.irfft
"""numpy's stubs know no buffers of single precision for their results."""
_MAKERS: Final = ThreadPoolExecutor(2, "filters")
"""Two cores make the filters of a mix that begins, while its thread reads the sound before the beginning."""


@dataclass(frozen=True, slots=True)
class ConvolutionFilter:
    """A response as spectra of its sections, `[partitions, sides, bins]`; one side serves both."""

    section: int
    spectra: NDArray[np.complex64]
    dry: float
    """Factor of the sound itself, added to what the response makes of it."""

    @property
    def memory(self) -> int:
        """Sections before the present one on which its answer depends."""
        return len(self.spectra)


@dataclass(frozen=True, slots=True)
class FilterInMaking:
    """A filter that another thread makes: how long it remembers is known before it is there."""

    section: int
    memory: int
    made: Future[ConvolutionFilter]


class Convolver:
    """Sound convolved with a response, section by section (uniformly partitioned overlap-save), for one thread.

    A response that is still in the making is waited for by the first `process`: what it remembers is taken meanwhile.
    """

    def __init__(self, response: ConvolutionFilter | FilterInMaking) -> None:
        self._given = response
        self._known = response if isinstance(response, ConvolutionFilter) else None
        self.memory = response.memory
        size, bins = response.section, response.section + 1
        # Used again for every section: buffers of megabytes that come and go cost more page faults than their sums.
        self._window = np.zeros((2, 2 * size), np.float32)
        self._spectra = deque(np.zeros((response.memory, 2, bins), np.complex64))
        """Of the last sections, the latest first."""
        self._total, self._product = np.zeros((2, 2, bins), np.complex64)
        self._made = np.zeros((2, 2 * size), np.float32)

    def process(self, sound: Stereo) -> Stereo:
        """The next section of output, as long as `sound`."""
        self.take(sound)
        own, size = self._response(), self._given.section
        np.multiply(self._spectra[0], own.spectra[0], out=self._total)
        for number in range(1, self.memory):
            np.multiply(self._spectra[number], own.spectra[number], out=self._product)
            self._total += self._product
        _irfft(self._total, 2 * size, out=self._made)
        made = self._made[:, size:].T
        return np.asarray(made + np.float32(own.dry) * sound if own.dry else made.copy(), np.float32)

    def take(self, sound: Stereo) -> None:
        """Remember a section as `process` does, whose output nobody needs."""
        size = self._given.section
        self._window[:, :size] = self._window[:, size:]
        self._window[:, size:] = sound.T
        self._spectra.rotate()
        _rfft(self._window, out=self._spectra[0])

    def _response(self) -> ConvolutionFilter:
        if self._known is None:
            assert isinstance(self._given, FilterInMaking)
            self._known = self._given.made.result()
        return self._known


class FilterCache:
    """The filters last used, up to `most` bytes; safe from any thread.

    Who asks for one that is being made waits for it: a mix that begins while its effects are prepared shares that work.
    """

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0
        self._made: OrderedDict[Hashable, Future[ConvolutionFilter]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], ConvolutionFilter]) -> ConvolutionFilter:
        """The filter under `key`, made if missing. Where making it fails, all who wait get the error, none is kept."""
        found, mine = self._claimed(key)
        return self._make(key, make, found) if mine else found.result()

    def begun(self, key: Hashable, make: Callable[[], ConvolutionFilter]) -> Future[ConvolutionFilter]:
        """The filter under `key`, made by another thread if missing. Its `result` waits, and raises as `make` did."""
        found, mine = self._claimed(key)
        if mine:
            _MAKERS.submit(self._make, key, make, found)
        return found

    def _claimed(self, key: Hashable) -> tuple[Future[ConvolutionFilter], bool]:
        """The filter under `key`, and whether the caller is the one to make it."""
        with self._lock:
            found = self._made.get(key)
            if found is not None:
                self._made.move_to_end(key)
                return found, False
            pending = self._made[key] = Future()
            return pending, True

    def _make(
        self, key: Hashable, make: Callable[[], ConvolutionFilter], pending: Future[ConvolutionFilter]
    ) -> ConvolutionFilter:
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                del self._made[key]
            pending.set_exception(error)
            raise
        pending.set_result(made)
        with self._lock:
            self._held += made.spectra.nbytes
            while self._held > self._most and (oldest := next(iter(self._made))) != key:
                if not self._made[oldest].done():  # it counts once it is made
                    break
                self._held -= self._made.pop(oldest).result().spectra.nbytes
        return made
