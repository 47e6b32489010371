"""Ducking: how far and how fast a track is turned down while others speak, and which stretches count as speech."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

_HOLD_SECONDS: Final = 0.8
"""Speech that goes on within this time is one stretch: music does not come up between two sentences.
Chosen by hand."""
_USUAL_DB, _USUAL_ATTACK_MS, _USUAL_RELEASE_MS = -12.0, 120, 600
"""Decibels, and milliseconds down and up again, of a track that says nothing else (the defaults of
`document_items`). Chosen by hand."""


@dataclass(slots=True)
class Ducking:
    """The ducking of a track by `db` decibels; `attack` and `release` in samples."""

    stretches: list[tuple[int, int]]
    """Stretches of speech, in samples, in order and apart."""
    db: float
    attack: int
    release: int

    def gains(self, start: int, count: int) -> NDArray[np.float32] | None:
        """Gain factors for `count` samples from `start`; None if nothing is ducked there.

        It is down from a stretch's begin to its end, falls over `attack` samples before it (look-ahead), and
        comes back over `release` samples, in straight lines of decibels.
        """
        if not self.stretches or self.db == 0.0:
            return None
        first = max(0, bisect_right(self.stretches, (start - self.release, 0)) - 1)
        depth: NDArray[np.float64] | None = None
        at = np.arange(start, start + count, dtype=np.float64)
        for begin, end in self.stretches[first:]:
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
        return np.asarray(10.0 ** (self.db * depth / 20.0), np.float32)


def ducking_of(data: Mapping[str, Any], speech: SpeechStretches, rate: int) -> Ducking | None:
    """The ducking of a track of a document, None for one that is not ducked."""
    if not data.get("duck_by"):
        return None
    return Ducking(
        speech.by(data["duck_by"]),
        float(data.get("duck_db", _USUAL_DB)),
        attack=max(1, round(data.get("duck_attack_ms", _USUAL_ATTACK_MS) * rate / 1000)),
        release=max(1, round(data.get("duck_release_ms", _USUAL_RELEASE_MS) * rate / 1000)),
    )


class LinesOnTracks(Protocol):
    """Lines as columns, one value for each."""

    @property
    def starts(self) -> NDArray[np.int64]:
        """First samples."""
        ...

    @property
    def takes(self) -> list[str]:
        """Ids of takes."""
        ...

    @property
    def tracks(self) -> list[str]:
        """Ids of tracks."""
        ...


class ClipOnTrack(Protocol):
    """A clip: its first sample, the first after it, and its track."""

    @property
    def start(self) -> int:
        """The first sample."""
        ...

    @property
    def end(self) -> int:
        """The first sample after it."""
        ...

    @property
    def track(self) -> str:
        """The id of its track."""
        ...


class SpeechStretches:
    """Stretches of speech on tracks, computed once for each set of tracks.

    `speech_in` gives the stretches of a take that contain speech, in seconds; a clip is one from end to end.
    """

    def __init__(
        self,
        lines: LinesOnTracks,
        clips: Sequence[ClipOnTrack],
        speech_in: Callable[[str], Sequence[tuple[float, float]]],
        rate: int,
    ) -> None:
        self._lines, self._clips, self._speech_in, self._rate = lines, clips, speech_in, rate
        self._known: dict[frozenset[str], list[tuple[int, int]]] = {}

    def by(self, tracks: Iterable[str]) -> list[tuple[int, int]]:
        """Stretches in order, without overlap: those closer than the hold time are merged."""
        names = frozenset(tracks)
        if names not in self._known:
            self._known[names] = self._stretches(names)
        return self._known[names]

    def _stretches(self, names: frozenset[str]) -> list[tuple[int, int]]:
        lines = self._lines
        said = [
            (number, begin, end)
            for number, (take, track) in enumerate(zip(lines.takes, lines.tracks, strict=True))
            if track in names
            for begin, end in self._speech_in(take)
        ]
        spoken = np.array(said, np.float64).reshape(-1, 3)
        starts = lines.starts[spoken[:, 0].astype(np.int64)]
        parts = starts[:, None] + np.rint(spoken[:, 1:] * self._rate).astype(np.int64)
        clips = np.array([(c.start, c.end) for c in self._clips if c.track in names], np.int64).reshape(-1, 2)
        parts = np.concatenate([parts, clips])
        if not len(parts):
            return []
        parts = parts[np.argsort(parts[:, 0], kind="stable")]
        latest = np.maximum.accumulate(parts.max(axis=1))
        apart = np.flatnonzero(parts[1:, 0] - latest[:-1] > round(_HOLD_SECONDS * self._rate))
        begins = parts[np.concatenate([[0], apart + 1]), 0]
        ends = latest[np.concatenate([apart, [len(parts) - 1]])]
        return list(zip(begins.tolist(), ends.tolist(), strict=True))
