"""Takes one after another, without a click at the seams; start and end of each chunk in the joined audio."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clonyvoice.core.audio import Audio, Samples

SEAM_SECONDS = 0.01
"""Seconds of a cross-fade: long enough not to click, shorter than a consonant. Chosen by hand."""


class RateMismatch(ValueError):
    """Sounds of different rates cannot be joined as they are."""


class Joiner:
    """Joins takes as they arrive: `feed` gives the samples that are final, `finish` the rest.

    With a gap, the silence between takes is exactly that long and takes are faded over 5 ms at the seam.
    Without one, takes are cross-faded (equal power) over `SEAM_SECONDS`; a stretch of the same length is held
    back. `starts` has the start of each take so far in the result, in samples.
    """

    def __init__(self, sample_rate: int, *, cross_fade: float = SEAM_SECONDS) -> None:
        self.sample_rate = sample_rate
        self.starts: list[int] = []
        self._fade = max(0, round(cross_fade * sample_rate))
        self._held = np.zeros(0, np.float32)
        self._sent = 0

    @property
    def length(self) -> int:
        """Samples of the result so far, including those not yet returned."""
        return self._sent + len(self._held)

    def feed(self, take: Audio, gap: float = 0.0, *, same: bool = False) -> Audio:
        """The samples that are final once `take` follows after `gap` seconds of silence.

        `same`: it begins with the very sound that the last take ended with, so that the two add up as they are
        (equal power would be too loud). Raises RateMismatch.
        """
        if take.sample_rate != self.sample_rate:
            raise RateMismatch(f"expected {self.sample_rate} Hz, got {take.sample_rate} Hz")
        samples = take.samples
        silence = round(gap * self.sample_rate)
        first = not self.starts
        if first or silence > 0 or not self._fade:
            edge = self._fade // 2
            before = self._held if first else _edge(self._held, edge, rising=False)
            after = samples if first and not silence else _edge(samples, edge, rising=True)
            self.starts.append(self.length + max(0, silence))
            joined = np.concatenate([before, np.zeros(max(0, silence), np.float32), after])
        else:
            overlap = min(self._fade, len(self._held), len(samples))
            self.starts.append(self.length - overlap)
            joined = cross_fade(self._held, samples, overlap, same=same)
        return self._certain(joined, min(self._fade, len(samples)))

    def _certain(self, joined: Samples, keep: int) -> Audio:
        ready, self._held = joined[: len(joined) - keep], joined[len(joined) - keep :]
        self._sent += len(ready)
        return Audio(ready, self.sample_rate)

    def more(self, audio: Audio) -> Audio:
        """The samples that are final once `audio` continues the same take without a seam."""
        if audio.sample_rate != self.sample_rate:
            raise RateMismatch(f"expected {self.sample_rate} Hz, got {audio.sample_rate} Hz")
        joined = np.concatenate([self._held, audio.samples])
        return self._certain(joined, min(self._fade, len(joined)))

    def finish(self, gap: float = 0.0) -> Audio:
        """The rest, with `gap` seconds of silence after it."""
        silence = np.zeros(max(0, round(gap * self.sample_rate)), np.float32)
        rest = np.concatenate([self._held, silence])
        self._sent += len(rest)
        self._held = np.zeros(0, np.float32)
        return Audio(rest, self.sample_rate)


def join(takes: Sequence[Audio], gap: float | Sequence[float] = 0.0) -> Audio:
    """The takes one after another with `gap` seconds of silence between (one, or one for each seam).

    No gap: cross-faded over 10 ms, so the result is shorter by that. Raises RateMismatch; ValueError without
    takes.
    """
    if not takes:
        raise ValueError("nothing to join")
    gaps = list(gap) if isinstance(gap, Sequence) else [gap] * (len(takes) - 1)
    if len(gaps) != len(takes) - 1:
        raise ValueError("one gap for each seam is needed")
    joiner = Joiner(takes[0].sample_rate)
    pieces = [joiner.feed(take, pause).samples for take, pause in zip(takes, [0.0, *gaps], strict=True)]
    pieces.append(joiner.finish().samples)
    return Audio(np.concatenate(pieces), joiner.sample_rate)


def _edge(samples: Samples, length: int, *, rising: bool) -> Samples:
    length = min(length, len(samples))
    if not length:
        return samples
    out = samples.copy()
    ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length)).astype(np.float32)
    if rising:
        out[:length] *= ramp
    else:
        out[len(out) - length :] *= ramp[::-1]
    return out


def cross_fade(before: Samples, after: Samples, overlap: int, *, same: bool = False) -> Samples:
    """`before` turning into `after` within `overlap` samples.

    At equal power (cosine and sine), or, where both are the same sound, at equal amplitude (their squares).
    """
    if not overlap:
        return np.concatenate([before, after])
    angle = (np.arange(overlap) + 0.5) / overlap * (np.pi / 2)
    falling, rising = (np.cos(angle) ** 2, np.sin(angle) ** 2) if same else (np.cos(angle), np.sin(angle))
    mixed = before[len(before) - overlap :] * falling + after[:overlap] * rising
    return np.concatenate([before[: len(before) - overlap], mixed.astype(np.float32), after[overlap:]])


class Timeline:
    """The places of chunks that `Joiner` joins, without the audio; `length` is that of everything, silence included."""

    def __init__(self, lead_ms: int, sample_rate: int) -> None:
        self._rate = sample_rate
        self._fade = round(SEAM_SECONDS * sample_rate)
        self._end = self._samples(lead_ms)
        self._gap = self._held = 0
        self._first = True

    @property
    def length(self) -> float:
        """Seconds so far."""
        return (self._end + self._gap) / self._rate

    @property
    def next_start(self) -> int:
        """The sample at which the next chunk begins, but for a cross-fade with the one before."""
        return self._end + self._gap

    def add(self, seconds: float, pause_ms: int) -> tuple[float, float]:
        """Start and end in seconds of a chunk that has `pause_ms` of silence after it.

        Without silence between two chunks they are cross-faded, which takes up to 10 ms away.
        """
        samples = round(seconds * self._rate)
        overlap = 0 if self._first or self._gap > 0 else min(self._fade, self._held, samples)
        start = self._end + self._gap - overlap
        self._end = start + samples
        self._held = min(self._fade, samples)
        self._gap = self._samples(pause_ms)
        self._first = False
        return start / self._rate, self._end / self._rate

    def _samples(self, milliseconds: int) -> int:
        return round(milliseconds / 1000 * self._rate)


def placed(
    lengths: Sequence[tuple[float, int]], lead_ms: int, sample_rate: int
) -> tuple[list[tuple[float, float]], float]:
    """For chunks of (seconds, milliseconds of silence after) their (start, end), and the length of it all."""
    timeline = Timeline(lead_ms, sample_rate)
    spans = [timeline.add(seconds, pause_ms) for seconds, pause_ms in lengths]
    return spans, timeline.length
