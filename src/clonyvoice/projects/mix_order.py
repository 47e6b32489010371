"""The sources of a mix in order of their start; those of lines are created when they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from clonyvoice.projects.mix import Source


@dataclass(frozen=True, slots=True)
class SpokenLines:
    """Audible lines as columns, one value for each line; times in samples."""

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    takes: list[str]
    tracks: list[str]
    gains: list[float]
    edge: int
    """Samples of the fade at both ends."""

    def source(self, number: int) -> Source:
        """One of them as a source of the mix."""
        return Source(
            int(self.starts[number]), int(self.lengths[number]), 0, self.takes[number], False,
            self.tracks[number], self.gains[number], (), self.edge, self.edge,
        )  # fmt: skip


class SourcesInOrder(Sequence[Source]):
    """Lines and clips by start time, lines first at equal times.

    A book has thousands of lines, and a listener hears a few: making all their sources takes longer than the rest
    of the preparation.
    """

    def __init__(self, lines: SpokenLines, clips: Sequence[Source]) -> None:
        starts = np.concatenate([lines.starts, np.array([clip.start for clip in clips], np.int64)])
        lengths = np.concatenate([lines.lengths, np.array([clip.length for clip in clips], np.int64)])
        self._order = np.argsort(starts, kind="stable")
        self._lines, self._clips = lines, clips
        self.ends: NDArray[np.int64] = (starts + lengths)[self._order]
        """The first sample after each of them."""

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> Source: ...
    @overload
    def __getitem__(self, index: slice) -> list[Source]: ...
    def __getitem__(self, index: int | slice) -> Source | list[Source]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        number, spoken = int(self._order[index]), len(self._lines.takes)
        return self._lines.source(number) if number < spoken else self._clips[number - spoken]

    @property
    def tracks(self) -> set[str]:
        """The tracks on which something sounds."""
        return {*self._lines.tracks, *(clip.track for clip in self._clips)}
