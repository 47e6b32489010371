"""A recording's clips kept as one file with marks, and read back as a reference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from clonyvoice.audio import decode, encode
from clonyvoice.cloning.intake import Clip, Prepared
from clonyvoice.cloning.recording import CLIP_RATE
from clonyvoice.core.audio import Audio
from clonyvoice.engines.contract import ReferenceClip

_GAP = CLIP_RATE // 4


def packed(clips: Sequence[Clip], texts: Sequence[str]) -> tuple[bytes, list[dict[str, Any]]]:
    """The clips as a FLAC file, 0.25 s between them, and where each is in it (samples), with its text."""
    sound: list[np.ndarray[Any, np.dtype[np.float32]]] = []
    marks: list[dict[str, Any]] = []
    at = 0
    for clip, text in zip(clips, texts, strict=True):
        count = len(clip.audio.samples)
        marks.append(
            {
                "at": at,
                "count": count,
                "start": round(clip.start, 3),
                "end": round(clip.end, 3),
                "weight": clip.weight,
                "transcript": text,
            }
        )
        sound += [clip.audio.samples, np.zeros(_GAP, np.float32)]
        at += count + _GAP
    return encode(Audio(np.concatenate(sound), CLIP_RATE), "flac"), marks


def unpacked(data: bytes, marks: Sequence[dict[str, Any]], weight: float) -> tuple[ReferenceClip, ...]:
    """The clips in a file of `packed`, each with its transcript and its weight times the file's."""
    whole = decode(data, CLIP_RATE).samples
    return tuple(
        ReferenceClip(
            Audio(whole[mark["at"] : mark["at"] + mark["count"]].copy(), CLIP_RATE),
            str(mark.get("transcript", "")),
            float(mark.get("weight", 1.0)) * weight,
        )
        for mark in marks
    )


def reference_clips(prepared: Prepared, texts: Sequence[str], weight: float) -> tuple[ReferenceClip, ...]:
    """The clips of a recording that was just prepared, with what is said in each."""
    return tuple(
        ReferenceClip(clip.audio, text, clip.weight * weight)
        for clip, text in zip(prepared.clips, texts, strict=True)
    )
