"""Recordings refused for cloning: silence, sound without speech, music, too little speech, several speakers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clonyvoice.cloning.clip_selection import SpeechSpan
from clonyvoice.cloning.errors import Music, NoSpeech, SeveralSpeakers, Silence, TooShort
from clonyvoice.cloning.music_singing_shouting_measurement import SoundFeatures, sound_features
from clonyvoice.cloning.speaker_check import SpeakerMix
from clonyvoice.cloning.speech_levels_clipping import Survey
from clonyvoice.core.cancel import CancelToken

LEAST_SPEECH = 2.0
"""Seconds of speech without which there is nothing to fit to. Chosen by hand."""
_SILENT_DB = -65.0
"""dBFS of the loudest frame below which a recording is silence. Chosen by hand."""
_MUSIC = 0.5
"""Share of energy in held tones: plain speech has at most 0.13 (60 speakers), speech 10 dB above music 0.18."""


def refuse_without_speech(
    seen: Survey, candidates: tuple[SpeechSpan, ...], name: str, cancel: CancelToken
) -> None:
    """Raise Silence, NoSpeech, Music or TooShort if the recording is that instead of speech."""
    loudest = float(np.percentile(seen.levels, 99)) if len(seen.levels) else -120.0
    if loudest < _SILENT_DB:
        raise Silence(name, {"level_db": round(loudest, 1), "duration": round(seen.duration, 2)})
    if candidates and seen.speech_seconds >= LEAST_SPEECH:
        return
    start = _loudest_start(seen)
    kind = sound_features(seen.cut([(start, min(seen.duration, start + 20.0))], cancel), cancel)
    if kind.held > 0.25:
        raise Music(name, _heard(seen, kind))
    if seen.speech_seconds < 0.3:
        raise NoSpeech(name, _heard(seen, kind))
    raise TooShort(name, seen.speech_seconds, LEAST_SPEECH, _heard(seen, kind))


def refuse_music(seen: Survey, kind: SoundFeatures, name: str) -> None:
    """Raise Music if the stretches of speech are music, or music covers them."""
    if kind.held > _MUSIC:
        raise Music(name, _heard(seen, kind))


def refuse_several_speakers(seen: Survey, kind: SoundFeatures, others: SpeakerMix, name: str) -> None:
    """Raise SeveralSpeakers if the speaker check found a second person."""
    if others.second_person:
        raise SeveralSpeakers(
            name, others.share, _heard(seen, kind) | {"other_speakers": round(others.share, 2)}
        )


def refuse_too_short(
    seen: Survey, kind: SoundFeatures, chosen: Sequence[SpeechSpan], seconds: float, name: str
) -> None:
    """Raise TooShort if the main speaker speaks for fewer `seconds` than are needed, or nothing was chosen."""
    if seconds < LEAST_SPEECH or not chosen:
        raise TooShort(name, seconds, LEAST_SPEECH, _heard(seen, kind))


def _loudest_start(seen: Survey) -> float:
    frames = int(20.0 / 0.032)
    if len(seen.levels) <= frames:
        return 0.0
    power = np.cumsum(np.concatenate([[0.0], 10.0 ** (seen.levels.astype(np.float64) / 10.0)]))
    return float(np.argmax(power[frames:] - power[:-frames])) * 0.032


def _heard(seen: Survey, kind: SoundFeatures) -> dict[str, object]:
    return {
        "duration": round(seen.duration, 2),
        "speech_seconds": round(seen.speech_seconds, 2),
        "music": round(kind.held, 2),
    }
