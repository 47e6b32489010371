"""Recordings cut into clean clips of one person's speech, with a quality report, or refused with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from clonyvoice.audio import NotAudio
from clonyvoice.cloning.clip_selection import SpeechSpan, best, spans
from clonyvoice.cloning.denoising import NOISY_DB, levelled, without_hum, without_noise
from clonyvoice.cloning.errors import UnfitRecording
from clonyvoice.cloning.music_singing_shouting_measurement import SoundFeatures, sound_features
from clonyvoice.cloning.noise_hum_reverberation import acoustics
from clonyvoice.cloning.quality_report import Measures, QualityFinding, findings
from clonyvoice.cloning.recording_refusals import (
    refuse_music,
    refuse_several_speakers,
    refuse_too_short,
    refuse_without_speech,
)
from clonyvoice.cloning.speaker_check import Embed, SpeakerMix, Vector, check_speakers, outliers
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
    kind = sound_features(sounds)
    refuse_music(seen, kind, name)
    others = check_speakers(sounds, embed)
    cancel.raise_if_cancelled()
    refuse_several_speakers(seen, kind, others, name)
    own = [index for index, likeness in enumerate(others.likeness) if likeness >= 0.5]
    chosen = best(tuple(looked[index] for index in own), wanted)
    by_start = {looked[index].start: sounds[index] for index in own}
    raw = [by_start[span.start] for span in chosen]
    measured = _measures(seen, raw, kind, others, chosen)
    refuse_too_short(seen, kind, chosen, measured.speech_seconds, name)
    treated = [*(["hum"] if measured.hum_hz else []), *(["noise"] if measured.snr_db < NOISY_DB else [])]
    clean = [_treated(sound, seen, measured, treated) for sound in raw]
    weights = _weights(chosen)
    clips = tuple(
        Clip(audio, span.start, span.end, weight)
        for audio, span, weight in zip(clean, chosen, weights, strict=True)
        if audio.duration >= 0.5
    )
    return Prepared(name, clips, measured, findings(measured), tuple(treated))


def speaker_vector(recordings: Sequence[Prepared], embed: Embed) -> Vector:
    """The unit vector in the middle of the recordings' own, each that of its clips. Raises Cancelled."""
    return _mean([_mean([embed(clip.audio) for clip in one.clips]) for one in recordings])


@dataclass(frozen=True, slots=True)
class PreparedRecordings:
    """Several recordings of one person; `left_out`: unfit ones and another person's, by index, with reasons.

    `left_out_names` are their names, by the same indices.
    """

    recordings: tuple[Prepared, ...]
    left_out: dict[int, str]
    weights: tuple[float, ...]
    left_out_names: dict[int, str] = field(default_factory=dict)


def prepare_all(
    files: Sequence[tuple[Path, str]],
    embed: Embed,
    cancel: CancelToken,
    progress: Callable[[float], None] | None = None,
) -> PreparedRecordings:
    """The recordings that are one person's, weighted by quality; unfit files and other people's are left out.

    Raises the first file's error when none can be used, Cancelled.
    """
    prepared: list[tuple[int, Prepared]] = []
    left_out: dict[int, str] = {}
    first_error: UnfitRecording | NotAudio | None = None
    for index, (path, name) in enumerate(files):
        try:
            prepared.append((index, prepare(path, name, embed, cancel, max(15.0, WANTED / len(files)))))
        except (UnfitRecording, NotAudio) as error:
            first_error = first_error or error
            left_out[index] = error.code
        if progress is not None:
            progress((index + 1) / len(files))
    if not prepared:
        assert first_error is not None
        raise first_error
    strangers = outliers([speaker_vector([one], embed) for _, one in prepared]) if len(prepared) > 1 else ()
    for at in strangers:
        left_out[prepared[at][0]] = "another_person"
    kept = [one for at, (_, one) in enumerate(prepared) if at not in strangers]
    weights = np.array([one.quality * min(1.0, one.seconds / 10.0) for one in kept])
    weights = weights / weights.max()
    return PreparedRecordings(
        tuple(kept),
        left_out,
        tuple(round(float(weight), 3) for weight in weights),
        {index: files[index][1] for index in left_out},
    )


def combined_report(gathered: PreparedRecordings) -> dict[str, Any]:
    """One quality report for all recordings, as JSON values: seconds added, the rest weighted by quality."""
    weights = np.array(gathered.weights) / sum(gathered.weights)
    parts = [one.measures for one in gathered.recordings]

    def mean(name: str) -> float:
        return float(sum(weight * getattr(part, name) for weight, part in zip(weights, parts, strict=True)))

    names = ("snr_db", "level_db", "bandwidth_hz", "echo", "music", "voiced", "pitch_hz", "sung", "tilt")
    whole = replace(
        parts[0],
        **{name: mean(name) for name in names},
        speech_seconds=sum(part.speech_seconds for part in parts),
        used_seconds=sum(part.used_seconds for part in parts),
        duration=sum(part.duration for part in parts),
        clipping=max(part.clipping for part in parts),
        other_speakers=max(part.other_speakers for part in parts),
        hum_hz=max(part.hum_hz for part in parts),
    )
    noticed = findings(whole)
    left = 1.0
    for finding in noticed:
        left *= 1.0 - finding.cost
    treated = tuple(sorted({name for one in gathered.recordings for name in one.treated}))
    return report_json(whole, noticed, treated, round(left, 3))


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


def _treated(sound: Audio, seen: Survey, measured: Measures, treated: Sequence[str]) -> Audio:
    if "hum" in treated:
        sound = without_hum(sound, measured.hum_hz)
    if "noise" in treated:
        sound = without_noise(sound, seen.noise_power)
    return levelled(sound)


def _weights(chosen: Sequence[SpeechSpan]) -> list[float]:
    """Each clip's weight by how good it is: half for one that is 10 dB worse than the best."""
    top = max(span.score for span in chosen)
    return [round(float(0.5 ** ((top - span.score) / 10.0)), 3) for span in chosen]


def _mean(vectors: Sequence[Vector]) -> Vector:
    total = np.mean(np.stack(vectors).astype(np.float64), axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)
