"""Start and end of each chunk in the joined audio: the arithmetic of `audio.Joiner`, without the audio."""

from __future__ import annotations

from collections.abc import Sequence

from clonyvoice.audio.joining import SEAM_SECONDS


class Timeline:
    """Places chunks one after another; `length` is that of everything so far, with the last one's silence."""

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
