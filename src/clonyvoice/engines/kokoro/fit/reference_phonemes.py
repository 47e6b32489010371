"""The words of the reference in Kokoro's symbols, which a fit has the clone say again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.contract import Reference, ReferenceClip
from clonyvoice.engines.kokoro.fit.calibration_sentences import Speaker
from clonyvoice.engines.kokoro.phoneme_tokens import Tokens

Script: TypeAlias = tuple[ReferenceClip, Tokens]
"""A clip and its words."""

_SHORTEST, _LONGEST = 1.0, 20.0
"""Seconds of a clip that is compared. Chosen by hand."""


def script_of(speaker: Speaker, reference: Reference) -> list[Script]:
    """The clips whose transcript can be spoken in one run, in order; empty when there are no transcripts.

    Clips whose words cannot be as long as the sound (half or twice as many symbols a second as people speak) are
    left out: such a transcript is wrong.
    """
    from clonyvoice.text.phonemes import phonemise

    found: list[Script] = []
    for clip in reference.clips:
        if not clip.transcript.strip() or not _SHORTEST <= clip.audio.duration <= _LONGEST:
            continue
        try:
            runs = speaker.table.split(phonemise(clip.transcript, reference.language))
        except ClonyError:
            continue
        if len(runs) == 1 and 5.0 <= len(runs[0].ids) / clip.audio.duration <= 35.0:
            found.append((clip, runs[0]))
    return found


def shortest(script: Sequence[Script], seconds: float) -> list[Script]:
    """The shortest clips that together have `seconds`, or all."""
    chosen: list[Script] = []
    total = 0.0
    for part in sorted(script, key=lambda part: part[0].audio.duration):
        if total >= seconds:
            break
        chosen.append(part)
        total += part[0].audio.duration
    return chosen


def first(script: Sequence[Script], seconds: float) -> list[Script]:
    """The heaviest clips, in order, up to `seconds`."""
    ranked = sorted(range(len(script)), key=lambda index: -script[index][0].weight)
    chosen: list[int] = []
    total = 0.0
    for index in ranked:
        if total >= seconds:
            break
        chosen.append(index)
        total += script[index][0].audio.duration
    return [script[index] for index in sorted(chosen)]
