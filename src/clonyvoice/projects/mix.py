"""The mix of a project: stereo blocks of fixed memory, the same samples for play, export and stems.

Line and clip → trim and stretch → gain points and fades → track effects, gain and pan → ducking → sum. Every sample
depends on its place in the project alone, never on where rendering began.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.stereo_time_stretch import StretchedSound
from clonyvoice.core.cancel import CancelToken
from clonyvoice.projects.clip_gain_fades import gain_envelope
from clonyvoice.projects.track_ducking import Ducking
from clonyvoice.projects.track_effects import CompressorSettings, EffectChain, Eq, Reverb

Stereo: TypeAlias = NDArray[np.float32]
"""Samples `[n, 2]` in -1..1 (louder values are legal until the master)."""

BLOCK_SECONDS: Final = 1.0
"""Seconds of a block: memory does not grow with a project, and a cancel waits no longer. Chosen by hand."""


class SoundReader(Protocol):
    """Sound of a take or an asset at the project's rate, read anywhere."""

    @property
    def length(self) -> int:
        """The number of samples."""
        ...

    def read(self, start: int, count: int) -> Stereo:
        """`count` samples from `start` on; `start` and `start + count` lie within the sound."""
        ...


class Sounds(Protocol):
    """The source of the sound of takes and assets."""

    def take(self, take_id: str, sample_rate: int) -> SoundReader:
        """A take's sound at a rate."""
        ...

    def asset(self, asset_id: str, sample_rate: int) -> SoundReader:
        """An asset's sound at a rate."""
        ...

    def speech(self, take_id: str) -> Sequence[tuple[float, float]]:
        """Stretches of a take that contain speech, in seconds."""
        ...


class Source(NamedTuple):
    """A stretch of sound in the mix: `length` samples from `start` on, read from `offset` of its sound."""

    start: int
    length: int
    offset: int
    key: str
    """The id of its take or asset."""
    asset: bool
    track: str
    gain: float
    points: tuple[tuple[int, float], ...] = ()
    """Samples from the source's beginning, and decibels there."""
    fade_in: int = 0
    fade_out: int = 0
    loop: int = 0
    """Samples after which the sound begins again at `offset`; 0 plays it once."""
    stretch: float = 1.0
    """The length of the sound as it plays, divided by its own; `offset` and `loop` count samples that play."""

    @property
    def end(self) -> int:
        """The first sample after it."""
        return self.start + self.length


class Sources(Protocol):
    """The sources of a mix, in order of their beginning."""

    @property
    def ends(self) -> NDArray[np.int64]:
        """The first sample after each of them."""
        ...

    @property
    def tracks(self) -> set[str]:
        """The tracks on which something sounds."""
        ...

    def __getitem__(self, index: int, /) -> Source:
        """One of them."""
        ...

    def __iter__(self) -> Iterator[Source]:
        """All of them."""
        ...


@dataclass(slots=True)
class TrackLevel:
    """A track's levels: gains of left and right, and how it is ducked; and its effects."""

    left: float
    right: float
    effects: tuple[Eq | CompressorSettings | Reverb, ...] = ()
    ducking: Ducking | None = None


@dataclass(slots=True)
class Mix:
    """Everything that sounds in a project, in order of its beginning. `length` in samples.

    It is not changed once it is made: several threads may play it at once when its `sounds` allow that.
    """

    sample_rate: int
    length: int
    sources: Sources
    tracks: dict[str, TrackLevel]
    sounds: Sounds

    def blocks(
        self,
        start: int = 0,
        end: int | None = None,
        *,
        only: frozenset[str] | None = None,
        cancel: CancelToken | None = None,
    ) -> Iterator[Stereo]:
        """The mix from sample `start` to `end`, in blocks of a second; `only` are the tracks of a stem.

        Memory does not grow with its length: readers are closed behind the playhead. Raises Cancelled.
        """
        end = self.length if end is None else min(end, self.length)
        size = round(BLOCK_SECONDS * self.sample_rate)
        chains = {
            name: EffectChain(level.effects, self.sample_rate, size)
            for name, level in self.tracks.items()
            if level.effects and (only is None or name in only)
        }
        at = start
        if chains:  # whole sections, after those on which what the effects answer depends
            at = max(0, start // size - max(chain.memory for chain in chains.values())) * size
        chosen = np.flatnonzero(self.sources.ends > at).tolist()
        waiting = 0
        playing: list[Source] = []
        readers: dict[tuple[str, float], SoundReader] = {}
        while at < end:
            if cancel is not None:
                cancel.raise_if_cancelled()
            count = size - at % size if chains else min(size - at % size, end - at)
            while waiting < len(chosen) and (source := self.sources[chosen[waiting]]).start < at + count:
                if only is None or source.track in only:
                    playing.append(source)
                waiting += 1
            playing = [source for source in playing if source.end > at]
            before = at + count <= start
            # Of effects that remember less, fewer sections before the beginning matter.
            needed = {name for name, chain in chains.items() if at >= (start // size - chain.memory) * size}
            by_track: dict[str, list[Source]] = {}
            for source in playing:
                if not before or source.track in needed:
                    by_track.setdefault(source.track, []).append(source)
            wanted = {(source.key, source.stretch) for sources in by_track.values() for source in sources}
            for key in [key for key in readers if key not in wanted]:
                del readers[key]
            block = np.zeros((count, 2), np.float32)
            for track in dict.fromkeys([*by_track, *(name for name in chains if name in needed)]):
                level, sources, chain = self.tracks[track], by_track.get(track, []), chains.get(track)
                duck = None if before or level.ducking is None else level.ducking.gains(at, count)
                lane = block if duck is None and chain is None else np.zeros_like(block)
                sides = (level.left, level.right) if chain is None else (1.0, 1.0)
                for source in sources:
                    key = (source.key, source.stretch)
                    if key not in readers:
                        readers[key] = self._reader(source)
                    _add(lane, at, source, readers[key], sides)
                if chain is not None:
                    made = chain.process(lane if sources else None, wanted=not before)
                    if made is None:
                        continue
                    lane = made * np.array([level.left, level.right], np.float32)
                if duck is not None:
                    lane *= duck[:, None]
                if lane is not block:
                    block += lane
            if not before:
                yield block[max(0, start - at) : end - at]
            at += count

    def _reader(self, source: Source) -> SoundReader:
        read = self.sounds.asset if source.asset else self.sounds.take
        sound = read(source.key, self.sample_rate)
        return sound if source.stretch == 1.0 else StretchedSound(sound, source.stretch, self.sample_rate)


def _add(block: Stereo, at: int, source: Source, reader: SoundReader, sides: tuple[float, float]) -> None:
    """Add the part of a source that lies in the block starting at sample `at`."""
    begin, end = max(at, source.start), min(at + len(block), source.end)
    if begin >= end:
        return
    inside = begin - source.start
    sound = _read(source, reader, inside, end - begin)
    gains = gain_envelope(source, inside, end - begin)
    left, right = source.gain * sides[0], source.gain * sides[1]
    target = block[begin - at : end - at]
    if gains is not None:
        sound = sound * gains[:, None]
    if left == right == 1.0:
        target += sound
    else:
        target += sound * np.array([left, right], np.float32)


def _read(source: Source, reader: SoundReader, inside: int, count: int) -> Stereo:
    """`count` samples of a source from `inside` on; a loop repeats, missing samples are zeros."""
    if not source.loop:
        start = source.offset + inside
        there = max(0, min(count, reader.length - start))
        if there == count:
            return reader.read(start, count)
        out = np.zeros((count, 2), np.float32)
        if there:
            out[:there] = reader.read(start, there)
        return out
    out = np.zeros((count, 2), np.float32)
    done = 0
    while done < count:
        place = (inside + done) % source.loop
        step = min(count - done, source.loop - place)
        there = max(0, min(step, reader.length - source.offset - place))
        if there:
            out[done : done + there] = reader.read(source.offset + place, there)
        done += step
    return out
