"""A clone before it is stored: language and words of its recordings, gender by the pitch, and its row."""

from __future__ import annotations

from typing import Final

from clonyvoice.audio import resample
from clonyvoice.cloning.clone_records import NewClone
from clonyvoice.cloning.clone_request import CloneRequest
from clonyvoice.cloning.reference_transcripts import (
    Transcriber,
    clips_within,
    concatenate_clips,
    split_transcript,
    transcribe_clips,
)
from clonyvoice.cloning.several_recordings import PreparedRecordings, combined_report
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import EngineInfo, Fit
from clonyvoice.jobs.compute_slots import SlotTaker
from clonyvoice.transcription.recording_transcription import Lease
from clonyvoice.transcription.voice_activity import RATE
from clonyvoice.voices.consent_records import NewConsent

_DEEP, _HIGH = 140.0, 185.0
"""Hz of a mean F0 below which a new voice is labelled male and above which female; between, neither. Chosen by hand."""
_FIRST_SECONDS: Final = 27.0
"""Seconds of speech that are transcribed before the instant fit: one window of the recogniser's. Chosen by hand."""


def first_words(
    hear: Transcriber,
    gathered: PreparedRecordings,
    language: str | None,
    transcript: str,
    take: SlotTaker,
    cancel: CancelToken,
) -> tuple[str, list[list[str]]]:
    """The language, and each recording's transcript, from its first `_FIRST_SECONDS` of clips."""
    texts: list[list[str]] = []
    left = _FIRST_SECONDS
    for one in gathered.recordings:
        clips = [clip.audio for clip in one.clips]
        count = clips_within(clips, left)
        heard: tuple[str, ...] = ()
        if count:
            language, heard = transcribe_clips(hear, clips[:count], language, take, cancel)
            left -= sum(clip.duration for clip in clips[:count])
        texts.append([*heard, *("" for _ in clips[count:])])
    if transcript.strip() and len(texts) == 1:
        texts = [list(split_transcript(transcript, texts[0]))]
    return language or "en", texts


def spoken_language(lease: Lease, gathered: PreparedRecordings, take: SlotTaker, cancel: CancelToken) -> str:
    """The likeliest language of the first clips, without their words. Raises EngineUnavailable, Cancelled."""
    clips = [clip.audio for one in gathered.recordings for clip in one.clips]
    sound, _ = concatenate_clips(clips[: clips_within(clips, _FIRST_SECONDS)])
    with lease(cancel) as model, take(None):
        found = model.language_of(resample(sound, RATE).samples, cancel)
    return max(found, key=lambda code: found[code], default="en")


def new_clone(
    voice_id: str,
    info: EngineInfo,
    language: str,
    gathered: PreparedRecordings,
    fit: Fit,
    request: CloneRequest,
    owner: str,
    consent: NewConsent | None,
) -> NewClone:
    """The voice as it is to be kept, `info` of the engine that fitted it and `language` spoken in the recordings."""
    first = [language] if language in info.languages else []
    pitch = [one.measures.pitch_hz for one in gathered.recordings if one.measures.pitch_hz]
    level = sum(pitch) / len(pitch) if pitch else 0.0
    report = combined_report(gathered) | {
        "left_out": {str(index): why for index, why in sorted(gathered.left_out.items())},
        "left_out_names": {str(index): name for index, name in sorted(gathered.left_out_names.items())},
        "files": len(gathered.recordings),
    }
    return NewClone(
        id=voice_id,
        name=request.name,
        engine=info.id,
        language=first[0] if first else info.languages[0],
        languages=[*first, *(code for code in info.languages if code not in first)],
        gender="male" if 0 < level < _DEEP else "female" if level > _HIGH else None,
        description=request.description,
        report=report,
        consent=consent,
        owner=owner,
        fidelity=fit.fidelity,
        reference_language=language,
    )
