"""Meetings mixed from recordings of single people, with the turns of each speaker.

FOLDER holds recordings named `SPEAKER-CHAPTER-UTTERANCE` (LibriSpeech). Everything follows from a seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clonyvoice.audio import decode
from clonyvoice.core.audio import Samples

RATE = 16_000
_HOP = 160
_PAUSE = 0.25
"""Seconds of silence in a recording at which a turn may end."""
_MOST_EACH = 45.0
"""Seconds that one person speaks in a meeting at most."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody speaks from `start` to `end` (seconds)."""

    start: float
    end: float
    speaker: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """`samples` at 16 kHz and who really speaks when, told from the recordings before they were mixed."""

    samples: Samples
    truth: tuple[Spoken, ...]

    @property
    def speakers(self) -> int:
        """The number of speakers."""
        return len({one.speaker for one in self.truth})


def people(folder: Path) -> dict[str, list[Path]]:
    """The recordings of each person, by the first part of their names."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.flac")):
        found.setdefault(path.stem.split("-")[0], []).append(path)
    return found


def loud_stretches(samples: Samples) -> list[tuple[int, int]]:
    """The stretches less than 35 dB below the loudest tenth of a second, without holes below 0.25 s."""
    count = len(samples) // _HOP
    power = np.mean(samples[: count * _HOP].reshape(count, _HOP).astype(np.float64) ** 2, axis=1)
    power = np.convolve(power, np.ones(3) / 3, mode="same")
    loud = np.flatnonzero(power > np.percentile(power, 95) * 10**-3.5)
    edges = np.flatnonzero(np.diff(loud) * _HOP > _PAUSE * RATE)
    starts = [loud[0], *loud[edges + 1]]
    ends = [*loud[edges], loud[-1]]
    return [(int(a) * _HOP, (int(b) + 1) * _HOP) for a, b in zip(starts, ends, strict=True) if b - a >= 10]


def turns_of(
    paths: Sequence[Path], random: np.random.Generator
) -> Iterator[tuple[Samples, list[tuple[int, int]]]]:
    """A person's recordings cut at pauses into turns of up to about 8 s, each with where it is loud."""
    total = 0.0
    for path in paths:
        with path.open("rb") as file:
            samples = decode(file, RATE).samples
        samples = samples * np.float32(0.06 / max(1e-4, float(np.sqrt(np.mean(samples**2)))))
        group: list[tuple[int, int]] = []
        wanted = random.uniform(1.0, 7.0)
        for stretch in loud_stretches(samples):
            group.append(stretch)
            length = (group[-1][1] - group[0][0]) / RATE
            if length >= wanted:
                first, last = group[0][0], group[-1][1]
                yield samples[first:last], [(a - first, b - first) for a, b in group]
                total += length
                group, wanted = [], random.uniform(1.0, 7.0)
                if total > _MOST_EACH:
                    return
        if group:
            first, last = group[0][0], group[-1][1]
            yield samples[first:last], [(a - first, b - first) for a, b in group]
            total += (last - first) / RATE


def meeting(folder: Path, seed: int, *, overlap: float = 0.0, among: Sequence[str] | None = None) -> Meeting:
    """Two to four people who take turns; of the turns a share of `overlap` begins before the one ahead has ended.

    Levels differ by up to 6 dB, and there is noise 30 dB below the speech.
    """
    random = np.random.default_rng([seed, round(overlap * 1000)])
    known = people(folder)
    names = sorted(among or known)
    chosen = [names[at] for at in random.choice(len(names), int(random.integers(2, 5)), replace=False)]
    spoken = {name: list(turns_of(known[name], random)) for name in chosen}
    gains = {name: np.float32(10 ** (random.uniform(-3.0, 3.0) / 20)) for name in chosen}
    order: list[str] = []
    left = {name: len(spoken[name]) for name in chosen}
    while any(left.values()):
        able = [name for name in chosen if left[name] and (not order or name != order[-1])] or [
            name for name in chosen if left[name]
        ]
        order.append(able[int(random.integers(len(able)))])
        left[order[-1]] -= 1
    at, pieces, truth = 0.5, [], []
    for place, name in enumerate(order):
        sound, stretches = spoken[name].pop(0)
        begin = round(at * RATE)
        pieces.append((begin, sound * gains[name]))
        truth += [Spoken((begin + a) / RATE, (begin + b) / RATE, name) for a, b in stretches]
        over = random.random() < overlap and place + 1 < len(order) and order[place + 1] != name
        gap = -random.uniform(0.3, min(1.5, len(sound) / RATE * 0.6)) if over else random.uniform(0.05, 0.9)
        at = (begin + len(sound)) / RATE + gap
    length = max(begin + len(sound) for begin, sound in pieces) + RATE // 2
    mixed = (0.002 * random.standard_normal(length)).astype(np.float32)
    for begin, sound in pieces:
        mixed[begin : begin + len(sound)] += sound
    return Meeting(mixed, tuple(sorted(truth, key=lambda one: one.start)))
