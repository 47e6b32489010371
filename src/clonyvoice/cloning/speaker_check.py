"""Speaker verification: whether more than one person speaks, and which stretches are the main speaker's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio
from clonyvoice.jobs.compute_slots import SlotTaker

Vector: TypeAlias = NDArray[np.float32]
Embed: TypeAlias = Callable[[Audio], Vector]
"""A speaker encoder: a unit vector for a stretch of speech."""
_WINDOW, _HOP = 2.4, 2.4
"""Seconds of speech that a vector is made of, and from one to the next.

Of 36 pairs of people (LibriSpeech, 7 s each, in two stretches and in one) all were refused, 70 of 72 with windows every
1.2 s; of 36 single people none, either way.
"""
_SAME = 0.4
"""Cosine (CAM++) of two groups of windows below which they are two people.

Of 50 mixtures of two speakers (LibriSpeech, 7 s each) all were below 0.31; of 50 single ones half were above
0.83, and the few below 0.4 had a single odd window.
"""
_NOISE_SHARE = 0.08
"""Share of windows of another person that is taken for noise of the grouping. Chosen by hand."""
_REFUSED_SIMILARITY, _REFUSED_SHARE = 0.34, 0.2
"""Cosine below which, and share of the speech above which, another group of windows is a second person for whose sake a
recording is refused. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class SpeakerMix:
    """`share` of speech that is another person's; `likeness`: the main share of each stretch."""

    share: float
    likeness: tuple[float, ...]
    similarity: float
    """Cosine of the two most different groups of windows, 1 for a single window."""

    @property
    def several(self) -> bool:
        """Whether another person has a real part in it."""
        return self.share > _NOISE_SHARE

    @property
    def second_person(self) -> bool:
        """Whether the recording is refused because of a second person."""
        return self.similarity < _REFUSED_SIMILARITY and self.share > _REFUSED_SHARE


def check_speakers(stretches: Sequence[Audio], embed: Embed) -> SpeakerMix:
    """Speakers in the stretches: embeddings of 2.4 s windows, clustered in two groups, compared."""
    vectors: list[Vector] = []
    owner: list[int] = []
    seconds: list[float] = []
    for index, audio in enumerate(stretches):
        pieces = _windows(audio)
        for piece in pieces:
            vectors.append(embed(piece))
            owner.append(index)
            seconds.append(audio.duration / len(pieces))
    if len(vectors) < 2:
        return SpeakerMix(0.0, tuple(1.0 for _ in stretches), 1.0)
    points = np.stack(vectors).astype(np.float64)
    first = _two_groups(points)
    centres = [_unit(points[first].mean(axis=0)), _unit(points[~first].mean(axis=0))]
    similarity = float(centres[0] @ centres[1])
    owners = np.array(owner)
    if similarity >= _SAME:
        return SpeakerMix(0.0, tuple(1.0 for _ in stretches), similarity)
    main = first if np.count_nonzero(first) >= len(points) / 2 else ~first
    share = float(np.array(seconds)[~main].sum() / sum(seconds))
    likeness = tuple(
        float(np.mean(main[owners == index])) if (owners == index).any() else 0.0
        for index in range(len(stretches))
    )
    return SpeakerMix(share, likeness, similarity)


def outliers(vectors: Sequence[Vector], same: float = 0.42) -> tuple[int, ...]:
    """The files (by their vectors) that are not the person of most of the others."""
    if len(vectors) < 2:
        return ()
    points = np.stack(vectors).astype(np.float64)
    cosines = points @ points.T
    # The largest group of mutually similar files; ties go to the one whose members are closer.
    links = cosines >= same
    best = max(
        range(len(points)), key=lambda at: (int(links[at].sum()), float(cosines[at][links[at]].mean()))
    )
    centre = _unit(points[links[best]].mean(axis=0))
    return tuple(index for index in range(len(points)) if float(points[index] @ centre) < same)


def _windows(audio: Audio) -> list[Audio]:
    size, hop = round(_WINDOW * audio.sample_rate), round(_HOP * audio.sample_rate)
    if len(audio.samples) < size // 2:
        return []
    if len(audio.samples) <= size + hop // 2:
        return [audio]
    return [
        Audio(audio.samples[at : at + size], audio.sample_rate)
        for at in range(0, len(audio.samples) - size + hop // 2, hop)
    ]


def _two_groups(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Spherical 2-means begun with the two least similar windows; true for the first group."""
    cosines = points @ points.T
    far = np.unravel_index(int(np.argmin(cosines)), cosines.shape)
    centres = np.stack([points[far[0]], points[far[1]]])
    chosen = np.zeros(len(points), bool)
    for _ in range(20):
        now = (points @ centres[0]) >= (points @ centres[1])
        if now.all() or not now.any() or (now == chosen).all():
            break
        chosen = now
        centres = np.stack([_unit(points[now].mean(axis=0)), _unit(points[~now].mean(axis=0))])
    if chosen.all() or not chosen.any():
        chosen = np.arange(len(points)) == far[0]
    return chosen


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9))


def in_turns(embed: Embed, take: SlotTaker) -> Embed:
    """The same, each sound in a compute slot of its own."""

    def embedded(audio: Audio) -> Vector:
        with take(None):
            return embed(audio)

    return embedded
