"""Recordings cut into clean clips of one person's speech, with a quality report, or refused with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clonyvoice.cloning.clip_selection import SpeechSpan, best, spans
from clonyvoice.cloning.denoising import NOISY_DB, levelled, without_hum, without_noise
from clonyvoice.cloning.music_singing_shouting_measurement import SoundFeatures, sound_features
from clonyvoice.cloning.noise_hum_reverberation import acoustics
from clonyvoice.cloning.quality_report import Measures, QualityFinding, findings
from clonyvoice.cloning.recording_refusals import (
    refuse_music,
    refuse_several_speakers,
    refuse_too_short,
    refuse_without_speech,
)
from clonyvoice.cloning.speaker_check import Embed, SpeakerMix, check_speakers
from clonyvoice.cloning.speech_levels_clipping import Survey, survey
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken

WANTED = 60.0
"""Seconds of speech that are kept of all recordings together. Chosen by hand."""
_LOOKED_AT = 120.0
"""Seconds of candidates that are examined at least. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A clean stretch of speech at 24 kHz, where it was in the recording (seconds), its weight (0-1)."""

    audio: Audio
    start: float
    end: float
    weight: float


@dataclass(frozen=True, slots=True)
class Prepared:
    """A recording ready for cloning: its clips, measurements and advice."""

    name: str
    clips: tuple[Clip, ...]
    measures: Measures
    findings: tuple[QualityFinding, ...]
    treated: tuple[str, ...]

    @property
    def quality(self) -> float:
        """Suitability for cloning, 0-1."""
        left = 1.0
        for finding in self.findings:
            left *= 1.0 - finding.cost
        return round(left, 3)

    @property
    def seconds(self) -> float:
        """Seconds of speech in the clips."""
        return sum(clip.audio.duration for clip in self.clips)

    def report(self) -> dict[str, Any]:
        """The quality report as JSON values."""
        return report_json(self.measures, self.findings, self.treated, self.quality)


def prepare(path: Path, name: str, embed: Embed, cancel: CancelToken, wanted: float = WANTED) -> Prepared:
    """The recording at `path` (called `name` in messages) ready to be cloned from.

    Raises Silence, NoSpeech, Music, TooShort, SeveralSpeakers, NotAudio, AudioTooLong, Cancelled.
    """
    seen = survey(path, cancel)
    candidates = spans(seen)
    refuse_without_speech(seen, candidates, name, cancel)
    looked = best(candidates, max(_LOOKED_AT, 2.0 * wanted))
    sounds = seen.cut([(span.start, span.end) for span in looked], cancel)
    kind = sound_features(sounds, cancel)
    refuse_music(seen, kind, name)
    others = check_speakers(sounds, embed)
    cancel.raise_if_cancelled()
    refuse_several_speakers(seen, kind, others, name)
    own = [index for index, likeness in enumerate(others.likeness) if likeness >= 0.5]
    chosen = best(tuple(looked[index] for index in own), wanted)
    by_start = {looked[index].start: sounds[index] for index in own}
    raw = [by_start[span.start] for span in chosen]
    cancel.raise_if_cancelled()
    measured = _measures(seen, raw, kind, others, chosen)
    refuse_too_short(seen, kind, chosen, measured.speech_seconds, name)
    treated = [*(["hum"] if measured.hum_hz else []), *(["noise"] if measured.snr_db < NOISY_DB else [])]
    clean = [_treated(sound, seen, measured, treated, cancel) for sound in raw]
    weights = _weights(chosen)
    clips = tuple(
        Clip(audio, span.start, span.end, weight)
        for audio, span, weight in zip(clean, chosen, weights, strict=True)
        if audio.duration >= 0.5
    )
    return Prepared(name, clips, measured, findings(measured), tuple(treated))


def report_json(
    seen: Measures, noticed: Sequence[QualityFinding], treated: Sequence[str], quality: float
) -> dict[str, Any]:
    """The quality report as JSON values; `advice` has the recommendations in words."""
    return {
        "quality": quality,
        "speech_seconds": round(seen.speech_seconds, 2),
        "used_seconds": round(seen.used_seconds, 2),
        "duration": round(seen.duration, 2),
        "snr_db": round(seen.snr_db, 1),
        "level_db": round(seen.level_db, 1),
        "clipping": round(seen.clipping, 5),
        "bandwidth_hz": round(seen.bandwidth_hz),
        "hum_hz": round(seen.hum_hz),
        "echo": round(seen.echo, 2),
        "rt60": round(seen.echo, 2),
        "other_speakers": round(seen.other_speakers, 3),
        "music": round(seen.music, 3),
        "voiced": round(seen.voiced, 3),
        "pitch_hz": round(seen.pitch_hz, 1),
        "treated": list(treated),
        "findings": [finding.json() for finding in noticed],
        "advice": [finding.advice for finding in noticed if finding.advice],
        "advice_ko": [finding.advice_ko for finding in noticed if finding.advice_ko],
    }


def _measures(
    seen: Survey,
    sounds: Sequence[Audio],
    kind: SoundFeatures,
    others: SpeakerMix,
    chosen: Sequence[SpeechSpan],
) -> Measures:
    room = acoustics(seen, sounds)
    return Measures(
        speech_seconds=seen.speech_seconds * (1.0 - others.share),
        used_seconds=sum(span.seconds for span in chosen),
        duration=seen.duration,
        snr_db=room.snr_db,
        level_db=room.level_db,
        clipping=seen.clipped,
        bandwidth_hz=room.bandwidth_hz,
        hum_hz=room.hum_hz,
        echo=room.echo,
        other_speakers=others.share if others.several else 0.0,
        music=kind.held,
        voiced=kind.voiced,
        pitch_hz=kind.pitch,
        sung=kind.sung,
        tilt=kind.tilt,
    )


def _treated(
    sound: Audio, seen: Survey, measured: Measures, treated: Sequence[str], cancel: CancelToken
) -> Audio:
    cancel.raise_if_cancelled()
    if "hum" in treated:
        sound = without_hum(sound, measured.hum_hz)
    if "noise" in treated:
        sound = without_noise(sound, seen.noise_power)
    return levelled(sound)


def _weights(chosen: Sequence[SpeechSpan]) -> list[float]:
    """Each clip's weight by how good it is: half for one that is 10 dB worse than the best."""
    top = max(span.score for span in chosen)
    return [round(float(0.5 ** ((top - span.score) / 10.0)), 3) for span in chosen]
