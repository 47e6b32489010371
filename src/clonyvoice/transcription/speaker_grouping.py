"""Grouping of windows of speech into speakers: how many there are, and a mean vector for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.transcription.average_linkage import average_linkage

Floats: TypeAlias = NDArray[np.float64]
Labels: TypeAlias = NDArray[np.int64]
MAX_SPEAKERS = 20
"""Speakers of a recording. Chosen by hand."""
_APART = 0.65
"""Mean cosine distance above which groups of windows stay apart (average linkage). Set as `_SAME`."""
_SAME = 0.55
"""Cosine of two groups' mean vectors from which they are one person. Set with `_APART` on 32 meetings of 83 LibriSpeech
speakers (`benchmarks/meetings.py`, every other speaker); those of two people are below 0.45."""
_LEAST = 2.0
"""Seconds of windows below which a group is not a speaker: two people in one window, a cough. Chosen by hand."""
_CLUSTERED = 2000
"""Windows that are compared with each other; in longer recordings evenly spaced ones, whose groups the others are
assigned to. Bounds memory to 64 MB and time to a second. Chosen by hand."""


def speakers(vectors: Floats, seconds: Floats, least: int, most: int, compared: int = _CLUSTERED) -> Floats:
    """A unit vector for each person, `[people, size]`, of unit vectors of windows and how long those are.

    At most `compared` windows are compared with each other.
    """
    picked = np.unique(np.linspace(0, len(vectors) - 1, min(len(vectors), compared)).round().astype(int))
    some, lengths = vectors[picked], seconds[picked]
    least = min(least, len(some))
    tree = _tree(some)
    found = _kept(some, lengths, _cut(tree, len(some), distance=_APART))
    groups = len(found)
    while len(found) < least and groups < len(some):
        # More people than are distinguished: the tree is cut lower.
        groups += 1
        labels = _cut(tree, len(some), groups=groups)
        found = _kept(some, lengths, labels, tiny=groups >= min(len(some), 4 * least))
    while len(found) > max(1, least):
        likeness = found @ found.T
        np.fill_diagonal(likeness, -2.0)
        one, other = np.unravel_index(int(likeness.argmax()), likeness.shape)
        if likeness[one, other] < _SAME and len(found) <= most:
            break
        labels = (some @ found.T).argmax(axis=1)
        labels[labels == max(one, other)] = min(one, other)
        found = _centres(some, lengths, labels)
    return found


def _tree(vectors: Floats) -> list[tuple[int, int, float]]:
    """Pairs of groups in the order in which average linkage joins them, and their distance."""
    return average_linkage(np.clip(1.0 - vectors @ vectors.T, 0.0, 2.0))


def _cut(
    tree: Sequence[tuple[int, int, float]], count: int, *, distance: float = 2.0, groups: int = 1
) -> Labels:
    """The group of each of `count` vectors: joined up to a distance, as long as there are more than `groups`."""
    members = {number: [number] for number in range(count)}
    for step, (one, other, apart) in enumerate(tree):
        if apart > distance or len(members) <= groups:
            break
        members[count + step] = members.pop(one) + members.pop(other)
    labels = np.zeros(count, np.int64)
    for label, group in enumerate(members.values()):
        labels[group] = label
    return labels


def _kept(vectors: Floats, seconds: Floats, labels: Labels, *, tiny: bool = False) -> Floats:
    """Mean vectors of the groups that are long enough to be a person (of all that there are, when `tiny`)."""
    total = np.bincount(labels, seconds)
    enough = np.flatnonzero(total >= (0.0 if tiny else min(_LEAST, float(total.max()))))
    centres = _centres(vectors, seconds, labels)[enough]
    return _centres(vectors, seconds, (vectors @ centres.T).argmax(axis=1))


def _centres(vectors: Floats, seconds: Floats, labels: Labels) -> Floats:
    sums = [(vectors[labels == one] * seconds[labels == one, None]).sum(axis=0) for one in np.unique(labels)]
    return np.stack([one / max(1e-9, float(np.linalg.norm(one))) for one in sums])
