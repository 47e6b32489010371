"""The sound of each speaker cut out of a recording, and the gender of the voice by its pitch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from clonyvoice.audio import decode_blocks
from clonyvoice.core.audio import Audio, Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.speaker.pitch import measure
from clonyvoice.projects.dub_utterances import DubUtterance

RATE: Final = 24_000
"""Sample rate of the sound that a voice is cloned from."""
_MOST_SECONDS: Final = 75.0
"""Seconds of a speaker that are cut out: more than a clone is made of. Chosen by hand."""
_PITCH_SECONDS: Final = 15.0
"""Seconds whose pitch decides between a male and a female preset. Chosen by hand."""
_GAP_SECONDS: Final = 0.25
"""Silence between two utterances of the cut-out sound. Chosen by hand."""
_DEEP_HZ: Final = 160.0
"""Between the pitch of men (some 120 Hz) and of women (some 210 Hz), geometrically."""


def chosen_utterances(utterances: Sequence[DubUtterance], speaker: str) -> list[DubUtterance]:
    """The longest utterances of a speaker without overlap, together at most 75 s, in order of time."""
    others = [one for one in utterances if one.speaker != speaker]
    own = [
        one
        for one in utterances
        if one.speaker == speaker
        and not any(one.start < other.end and other.start < one.end for other in others)
    ]
    chosen: list[DubUtterance] = []
    seconds = 0.0
    for one in sorted(own, key=lambda one: one.start - one.end):
        if seconds + one.end - one.start <= _MOST_SECONDS:
            chosen.append(one)
            seconds += one.end - one.start
    return sorted(chosen, key=lambda one: one.start)


def speaker_sounds(
    path: Path, utterances: Sequence[DubUtterance], speakers: Sequence[str], cancel: CancelToken
) -> dict[str, Audio]:
    """Each speaker's sound at 24 kHz, utterances with short silence between; empty for one who never speaks alone.

    Raises NotAudio, Cancelled.
    """
    spans = [(one.start, one.end, name) for name in speakers for one in chosen_utterances(utterances, name)]
    spans.sort()
    cut: dict[str, list[Samples]] = {name: [] for name in speakers}
    silence = np.zeros(round(_GAP_SECONDS * RATE), np.float32)
    at, last = 0, max((end for _, end, _ in spans), default=0.0)
    pieces: dict[int, list[Samples]] = {index: [] for index in range(len(spans))}
    for block in decode_blocks(path, RATE, cancel=cancel):
        cancel.raise_if_cancelled()
        for index, (start, end, _) in enumerate(spans):
            piece = block.samples[max(0, round(start * RATE) - at) : max(0, round(end * RATE) - at)]
            if len(piece):
                pieces[index].append(piece.copy())
        at += len(block.samples)
        if at >= last * RATE:
            break
    for index, (_, _, name) in enumerate(spans):
        cut[name] += [*pieces[index], silence]
    nothing = np.zeros(0, np.float32)
    return {name: Audio(np.concatenate([nothing, *found]), RATE) for name, found in cut.items()}


def gender_of(sound: Audio) -> str | None:
    """`male` or `female` by the pitch of a voice; None if none of the sound is voiced."""
    level = measure(Audio(sound.samples[: round(_PITCH_SECONDS * RATE)], RATE)).level
    if level <= 0:
        return None
    return "male" if level < _DEEP_HZ else "female"


def genders_of(sounds: Mapping[str, Audio]) -> dict[str, str | None]:
    """The gender of each speaker estimated from pitch."""
    return {name: gender_of(sound) if sound.samples.any() else None for name, sound in sounds.items()}
