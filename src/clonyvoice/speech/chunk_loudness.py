"""The loudness that finished speech has: one for all, and how far a chunk may be from its voice's other ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clonyvoice.audio import gain, limit, loudness
from clonyvoice.audio.loudness_measurement import SILENCE
from clonyvoice.core.audio import Audio

TARGET_LUFS = -19.0
"""Loudness of all speech: -19 mono sounds as loud as -16 stereo, what podcasts are levelled to."""
_MAX_GAIN, _DRIFT = 18.0, 1.5
"""dB by which speech is made louder or softer at most, and by which a voice's level may follow. Chosen by hand."""
_MEASURABLE = 0.4
"""Seconds of sound from which its loudness is measured: one block of ITU-R BS.1770."""
_SURE = 3.0
"""Seconds of speech whose loudness may move a voice's level by all of `_DRIFT`; shorter ones by their share.
Chosen by hand."""


@dataclass(slots=True)
class Level:
    """The gain that brings a chunk to the common loudness, decided once, by its first measurable piece."""

    reference: float | None
    """dB that the voice's other chunks got; None for the first one."""
    gain_db: float | None = None

    def of(self, audio: Audio) -> float:
        """The gain for this chunk, deciding it by `audio` if that has not been done."""
        if self.gain_db is None:
            measured = loudness(audio)
            if measured <= SILENCE:
                return self.reference or 0.0
            wanted = max(-_MAX_GAIN, min(_MAX_GAIN, TARGET_LUFS - measured))
            if self.reference is not None:
                # Short pieces measure unlike they sound (half a second of a sentence 2 to 3 dB, by
                # `benchmarks/streamed.py`); within a generation a voice keeps its level.
                drift = _DRIFT * min(1.0, audio.duration / _SURE)
                wanted = max(self.reference - drift, min(self.reference + drift, wanted))
            self.gain_db = wanted
        return self.gain_db


def level_after(gains: Sequence[float], expected: float | None = None) -> Level:
    """The level of a chunk whose voice got these `gains` (dB) in its other ones.

    Without any, it is near what brings the `expected` loudness (LUFS; None: not known) to the common one.
    """
    if gains:
        return Level(sum(gains) / len(gains))
    return Level(None if expected is None else TARGET_LUFS - expected)


def levelled(audio: Audio, level: Level, volume_db: float, *, last: bool) -> Audio:
    """A piece of a chunk at the common loudness, `volume_db` louder, without a peak above -1 dBFS."""
    if audio.duration >= _MEASURABLE or last or level.gain_db is not None:
        change = level.of(audio)
    else:  # too short to be measured: the voice's usual gain, or none
        change = level.reference or 0.0
    return limit(gain(audio, change + volume_db))
