"""The mix of a project: stereo blocks of fixed memory, the same samples for play, export and stems.

Line and clip → trim and stretch → gain points and fades → track gain and pan → ducking → sum. Every sample depends
on its place in the project alone, never on where rendering began.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.stretched import StretchedSound
from clonyvoice.core.cancel import CancelToken
from clonyvoice.projects.document import Document, clip_duration, clip_start, layout
from clonyvoice.projects.errors import NothingToMix

Stereo: TypeAlias = NDArray[np.float32]
"""Samples `[n, 2]` in -1..1 (louder values are legal until the master)."""

BLOCK_SECONDS: Final = 1.0
_EDGE_SECONDS: Final = 0.003
"""Every line and clip fades this long at its ends, so that a cut in the middle of a sound does not click."""
_DUCK_HOLD_SECONDS: Final = 0.8
"""Speech that goes on within this time is one stretch: music does not come up between two sentences."""


class SoundReader(Protocol):
    """Sound of a take or an asset at the project's rate, read anywhere."""

    @property
    def length(self) -> int:
        """Samples that there are."""
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
        """Stretches of a take in which something is said, in seconds."""
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


@dataclass(slots=True)
class TrackLevel:
    """A track's levels: gains of left and right, and stretches in which it is ducked."""

    left: float
    right: float
    ducks: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of speech, in samples, in order and apart."""
    duck_db: float = 0.0
    attack: int = 1
    release: int = 1

    def duck(self, start: int, count: int) -> NDArray[np.float32] | None:
        """Gain factors of ducking for `count` samples from `start`; None when nothing is ducked there.

        It is down from a stretch's begin to its end, falls over `attack` samples before it (look-ahead), and
        comes back over `release` samples, in straight lines of decibels.
        """
        if not self.ducks or self.duck_db == 0.0:
            return None
        first = max(0, bisect_right(self.ducks, (start - self.release, 0)) - 1)
        depth: NDArray[np.float64] | None = None
        at = np.arange(start, start + count, dtype=np.float64)
        for begin, end in self.ducks[first:]:
            if begin - self.attack >= start + count:
                break
            if end + self.release <= start:
                continue
            rise = 1.0 - (begin - at) / self.attack
            fall = 1.0 - (at - end) / self.release
            one = np.clip(np.minimum(rise, fall), 0.0, 1.0)
            depth = one if depth is None else np.maximum(depth, one)
        if depth is None or not depth.any():
            return None
        return np.asarray(10.0 ** (self.duck_db * depth / 20.0), np.float32)


@dataclass(slots=True)
class Mix:
    """Everything that sounds in a project, in order of its beginning. `length` in samples.

    It is not changed once it is made: several threads may play it at once when its `sounds` allow that.
    """

    sample_rate: int
    length: int
    sources: list[Source]
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
        chosen = [s for s in self.sources if s.start + s.length > start and (only is None or s.track in only)]
        waiting = 0
        playing: list[Source] = []
        readers: dict[tuple[str, float], SoundReader] = {}
        at = start
        while at < end:
            if cancel is not None:
                cancel.raise_if_cancelled()
            count = min(size - at % size, end - at)
            while waiting < len(chosen) and chosen[waiting].start < at + count:
                playing.append(chosen[waiting])
                waiting += 1
            playing = [source for source in playing if source.end > at]
            wanted = {(source.key, source.stretch) for source in playing}
            for key in [key for key in readers if key not in wanted]:
                del readers[key]
            block = np.zeros((count, 2), np.float32)
            by_track: dict[str, list[Source]] = {}
            for source in playing:
                by_track.setdefault(source.track, []).append(source)
            for track, sources in by_track.items():
                level = self.tracks[track]
                duck = level.duck(at, count)
                lane = block if duck is None else np.zeros_like(block)
                for source in sources:
                    key = (source.key, source.stretch)
                    if key not in readers:
                        readers[key] = self._reader(source)
                    _add(lane, at, source, readers[key], level)
                if duck is not None:
                    lane *= duck[:, None]
                    block += lane
            yield block
            at += count

    def _reader(self, source: Source) -> SoundReader:
        read = self.sounds.asset if source.asset else self.sounds.take
        sound = read(source.key, self.sample_rate)
        return sound if source.stretch == 1.0 else StretchedSound(sound, source.stretch, self.sample_rate)


def _add(block: Stereo, at: int, source: Source, reader: SoundReader, level: TrackLevel) -> None:
    """Add what of a source lies in the block that begins at sample `at`."""
    begin, end = max(at, source.start), min(at + len(block), source.end)
    if begin >= end:
        return
    inside = begin - source.start
    sound = _read(source, reader, inside, end - begin)
    gains = _envelope(source, inside, end - begin)
    left, right = source.gain * level.left, source.gain * level.right
    target = block[begin - at : end - at]
    if gains is not None:
        sound = sound * gains[:, None]
    if left == right == 1.0:
        target += sound
    else:
        target += sound * np.array([left, right], np.float32)


def _read(source: Source, reader: SoundReader, inside: int, count: int) -> Stereo:
    """`count` samples of a source from `inside` on; a loop begins again, what is missing is silent."""
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


def _envelope(source: Source, inside: int, count: int) -> NDArray[np.float32] | None:
    """The source's own gain over time: points in decibels, and fades of equal power; None where it is 1."""
    gains: NDArray[np.float64] | None = None
    if source.points:
        places = [place for place, _ in source.points]
        levels = [db for _, db in source.points]
        at = np.arange(inside, inside + count)
        gains = 10.0 ** (np.interp(at, places, levels) / 20.0)
    if inside < source.fade_in:
        rise = np.clip((np.arange(inside, inside + count) + 0.5) / source.fade_in, 0.0, 1.0)
        shape = np.sin(rise * (math.pi / 2))
        gains = shape if gains is None else gains * shape
    left = source.length - inside
    if left - count < source.fade_out:
        fall = np.clip((left - np.arange(count) - 0.5) / source.fade_out, 0.0, 1.0)
        shape = np.sin(fall * (math.pi / 2))
        gains = shape if gains is None else gains * shape
    return None if gains is None else gains.astype(np.float32)


def mix_of(document: Document, sounds: Sounds) -> Mix:
    """The mix of a revision of a project. Raises NothingToMix."""
    rate = int(document.settings["sample_rate"])
    places = layout(document)
    tracks = {track.id: track.data for track in document.ordered("track")}
    heard = _heard(tracks)
    first_speech = next((name for name, data in tracks.items() if data["kind"] == "speech"), None)
    sources: list[Source] = []
    spoken: dict[str, list[tuple[int, int]]] = {}
    edge = round(_EDGE_SECONDS * rate)
    for line in document.ordered("line"):
        place = places[line.id]
        track = line.data.get("track_id") or first_speech or ""
        take_id = place.take_id
        if take_id is None or not heard(track):
            continue
        start, length = round(place.start * rate), round((place.end - place.start) * rate)
        gain = _factor(line.data.get("gain_db"))
        sources.append(Source(start, length, 0, take_id, False, track, gain, (), edge, edge))
        said = spoken.setdefault(track, [])
        for begin, end in sounds.speech(take_id):
            said.append((start + round(begin * rate), start + round(end * rate)))
    for clip in document.ordered("clip"):
        data = clip.data
        track = data["track_id"]
        seconds = clip_duration(data, document)
        if seconds <= 0 or not heard(track):
            continue
        start = round(clip_start(data, places) * rate)
        sources.append(_clip_source(data, start, round(seconds * rate), document, rate, edge))
        spoken.setdefault(track, []).append((start, start + round(seconds * rate)))
    if not sources:
        raise NothingToMix
    ducks: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    levels = {name: _level(data, spoken, ducks, rate) for name, data in tracks.items()}
    levels.setdefault("", TrackLevel(1.0, 1.0))
    sources.sort(key=lambda source: source.start)
    return Mix(rate, max(source.end for source in sources), sources, levels, sounds)


def _clip_source(
    data: Mapping[str, Any], start: int, length: int, document: Document, rate: int, edge: int
) -> Source:
    asset, take = data.get("asset_id"), data.get("take_id")
    name = asset or take or ""
    stretched = float(data.get("stretch", 1.0))
    offset = round(float(data.get("trim_start", 0.0)) * stretched * rate)
    facts = document.assets[asset] if asset else document.takes[name]
    loop = round(facts.duration * stretched * rate) - offset if data.get("loop") else 0
    points = tuple(
        (round(point["at"] * rate), float(point["gain_db"])) for point in data.get("gain_points", ())
    )
    half = length // 2
    return Source(
        start, length, offset, name, asset is not None, data["track_id"],
        _factor(data.get("gain_db")), points,
        min(half, max(edge, round(data.get("fade_in_ms", 0) * rate / 1000))),
        min(half, max(edge, round(data.get("fade_out_ms", 0) * rate / 1000))),
        max(0, loop), stretched,
    )  # fmt: skip


def _heard(tracks: Mapping[str, Mapping[str, Any]]) -> Callable[[str], bool]:
    """Whether a track is in the mix: none of the muted ones, and only the soloed ones where there are any."""
    soloed = {name for name, data in tracks.items() if data.get("solo")}

    chosen = {
        name for name, data in tracks.items()
        if not data.get("mute", False) and (not soloed or name in soloed)
    }  # fmt: skip
    return lambda track: track in chosen or (track not in tracks and not soloed)


def _level(
    data: Mapping[str, Any],
    spoken: Mapping[str, list[tuple[int, int]]],
    ducks: dict[tuple[str, ...], list[tuple[int, int]]],
    rate: int,
) -> TrackLevel:
    """A track's level; `ducks` keeps the stretches that tracks make way for, which many share."""
    gain, pan = _factor(data.get("gain_db")), float(data.get("pan", 0.0))
    # Equal power, 0 dB in the middle: cos and sin of an angle, times the root of 2.
    angle = (pan + 1.0) * math.pi / 4
    left, right = (
        (gain, gain)
        if pan == 0
        else (gain * math.sqrt(2) * math.cos(angle), gain * math.sqrt(2) * math.sin(angle))
    )
    level = TrackLevel(left, right)
    if data.get("duck_by"):
        names = tuple(sorted(set(data["duck_by"])))
        if names not in ducks:
            ducks[names] = _stretches([each for name in names for each in spoken.get(name, ())], rate)
        level.ducks = ducks[names]
        level.duck_db = float(data.get("duck_db", -12.0))
        level.attack = max(1, round(data.get("duck_attack_ms", 120) * rate / 1000))
        level.release = max(1, round(data.get("duck_release_ms", 600) * rate / 1000))
    return level


def _stretches(found: list[tuple[int, int]], rate: int) -> list[tuple[int, int]]:
    """Stretches in order and apart: those with less than the hold between them are one."""
    hold = round(_DUCK_HOLD_SECONDS * rate)
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if joined and begin - joined[-1][1] <= hold:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined


def _factor(db: float | None) -> float:
    return float(10.0 ** (db / 20.0)) if db else 1.0


class Kept:
    """The last sounds that were read, up to `most` bytes; safe from any thread."""

    def __init__(self, most: int = 64_000_000) -> None:
        self._most, self._held = most, 0
        self._sounds: OrderedDict[str, Stereo] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str, make: Callable[[], Stereo]) -> Stereo:
        """The sound under `key`, made when it is not there; two threads may both make it."""
        with self._lock:
            found = self._sounds.get(key)
            if found is not None:
                self._sounds.move_to_end(key)
                return found
        made = make()
        with self._lock:
            found = self._sounds.setdefault(key, made)
            if found is made:
                self._held += made.nbytes
                while self._held > self._most and len(self._sounds) > 1:
                    self._held -= self._sounds.popitem(last=False)[1].nbytes
        return found
