"""Stereo sound at another pace with its pitch kept, read from anywhere: no sample depends on where reading began."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.stereo_wav_files_peaks import Stereo
from clonyvoice.audio.time_stretch_pitch_shift import best_match

SLOWEST_STRETCH: Final = 2.0
"""Longest a clip may become, as a factor of its length: see `FASTEST_STRETCH`."""
FASTEST_STRETCH: Final = 0.5
"""Factors of length within which music and speech stay what they are. Chosen by hand."""
_HOP: Final = 0.015
"""Seconds from one frame to the next: half of WSOLA's frame (`audio/time_stretch_pitch_shift.py`)."""
_REACH: Final = 0.008
"""Seconds around its place in which the frame that fits best is looked for: as in `time_stretch_pitch_shift`."""
_FRAMES: Final = 134
"""Frames of a section, two seconds: what is computed for one sample, and what a first block waits for.
Chosen by hand."""
_KEPT: Final = 4
"""Sections in memory: the one that is read and those around it. Chosen by hand."""


class ReadSound(Protocol):
    """Sound that is read anywhere."""

    @property
    def length(self) -> int:
        """Samples that there are."""
        ...

    def read(self, start: int, count: int) -> Stereo:
        """`count` samples from `start` on; both ends lie within the sound."""
        ...


class StretchedSound:
    """A sound `factor` times as long (0.5-2), for one thread.

    WSOLA (Verhelst and Roelands, 1993) as in `time_stretch_pitch_shift.stretch`, both sides moved alike. The frame at
    the beginning of each section of 2 s lies where it belongs exactly, so that sections do not depend on each other;
    the frame before it is chosen to fit both its neighbours.
    """

    def __init__(self, sound: ReadSound, factor: float, sample_rate: int) -> None:
        if not FASTEST_STRETCH <= factor <= SLOWEST_STRETCH:
            raise ValueError(f"factor must be {FASTEST_STRETCH} to {SLOWEST_STRETCH}")
        self._sound, self._factor = sound, factor
        self._hop, self._reach = round(_HOP * sample_rate), round(_REACH * sample_rate)
        size = 2 * self._hop
        self._window = (0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(size) + 0.5) / size)).astype(np.float32)[
            :, None
        ]
        self._sections: OrderedDict[int, Stereo] = OrderedDict()

    @property
    def length(self) -> int:
        """Samples of the longer or shorter sound."""
        return round(self._sound.length * self._factor)

    def read(self, start: int, count: int) -> Stereo:
        """`count` samples from `start` on."""
        out = np.empty((count, 2), np.float32)
        size = _FRAMES * self._hop
        done = 0
        while done < count:
            number, inside = divmod(start + done, size)
            step = min(count - done, size - inside)
            out[done : done + step] = self._section(number)[inside : inside + step]
            done += step
        return out

    def _section(self, number: int) -> Stereo:
        found = self._sections.get(number)
        if found is None:
            found = self._sections[number] = self._made(number)
            while len(self._sections) > _KEPT:
                self._sections.popitem(last=False)
        return found

    def _made(self, number: int) -> Stereo:
        """The samples of a section: frame i is centred on sample `i * hop` and taken from about `i * hop / factor`."""
        hop, reach, first = self._hop, self._reach, number * _FRAMES
        begin = round(first * hop / self._factor) - 2 * hop - reach
        end = round((first + _FRAMES) * hop / self._factor) + 2 * hop + reach
        source = self._read(begin, end)
        both = source.mean(axis=1, dtype=np.float64)
        out = np.zeros(((_FRAMES + 2) * hop, 2), np.float32)
        place = 0
        for index in range(_FRAMES + 1):
            nominal = round((first + index) * hop / self._factor) - hop - begin
            if 0 < index < _FRAMES:
                wanted = both[place + hop : place + 3 * hop]
                if index == _FRAMES - 1:
                    next_place = round((first + _FRAMES) * hop / self._factor) - hop - begin
                    wanted = wanted + both[next_place - hop : next_place + hop]
                place = (
                    nominal - reach + best_match(both[nominal - reach : nominal + reach + 2 * hop], wanted)
                )
            else:
                place = nominal
            out[index * hop : (index + 2) * hop] += self._window * source[place : place + 2 * hop]
        return out[hop : (_FRAMES + 1) * hop]

    def _read(self, begin: int, end: int) -> Stereo:
        """The sound from `begin` to `end`, silent where there is none."""
        out: NDArray[np.float32] = np.zeros((end - begin, 2), np.float32)
        first, last = max(0, begin), min(self._sound.length, end)
        if last > first:
            out[first - begin : last - begin] = self._sound.read(first, last - first)
        return out
