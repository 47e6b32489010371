"""ElevenLabs' speech to text: words with their times and spaces, raw PCM, further formats, transcripts read again."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any, Final, Literal

from fastapi import File, Form, Request, UploadFile
from starlette.responses import JSONResponse

from clonyvoice.api.auth import AudioProcessor
from clonyvoice.api.compat.unsupported_fields import compat_router, name_unused
from clonyvoice.api.compat.vendor_model_language_names import (
    ELEVENLABS_TRANSCRIPTION,
    ModelNameUnknown,
    check_transcription_model,
    code_of,
    three_letters,
)
from clonyvoice.api.compat.vendor_transcription import transcribed
from clonyvoice.api.errors import renamed_fields
from clonyvoice.api.routing import declares, errors
from clonyvoice.api.services import JobsDep, TranscriptionsDep
from clonyvoice.api.uploads import NoFile, UploadsDep
from clonyvoice.api.waiting_requests import in_turn
from clonyvoice.audio import AudioTooLarge, AudioTooLong, NotAudio
from clonyvoice.audio.encoding import wav_header
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.core.json_reading import value_of
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.transcription import transcript_formats
from clonyvoice.transcription.recogniser import Options
from clonyvoice.transcription.recording_transcription import People
from clonyvoice.transcription.records import Transcription, TranscriptionNotFound
from clonyvoice.transcription.speaker_grouping import MAX_SPEAKERS
from clonyvoice.transcription.spoken_languages import UnknownSpeechLanguage
from clonyvoice.transcription.transcript import Segment

router = compat_router("ElevenLabs' API")

_PCM_RATE: Final = 16_000
"""Of `file_format=pcm_s16le_16`: 16-bit little-endian mono."""
_PROMPT: Final = 4000
"""Characters of key terms that are kept, as of OpenAI's `prompt`."""
_PIECE: Final = 1 << 20
"""Bytes read at a time, and kept in memory before a temporary file is used. Chosen by hand."""
_MEDIA: Final = {
    "srt": ("application/x-subrip", transcript_formats.srt),
    "txt": ("text/plain", transcript_formats.text),
}
Granularity = Literal["none", "word", "character"]
_Refused = Annotated[str, Form(max_length=4000, description="Refused, unless empty or false.")]


@router.post(
    "/elevenlabs/v1/speech-to-text",
    responses=errors(
        ModelNameUnknown, NoFile, NotAudio, AudioTooLong, AudioTooLarge, UnknownSpeechLanguage, QueueFull,
        EngineUnavailable,
    ),
)  # fmt: skip
@declares(idempotency="job")
async def speech_to_text(
    request: Request,
    caller: AudioProcessor,
    jobs: JobsDep,
    transcriptions: TranscriptionsDep,
    uploads: UploadsDep,
    file: Annotated[
        UploadFile | None, File(description="Any audio or video that FFmpeg reads, or PCM.")
    ] = None,
    model_id: Annotated[
        str, Form(max_length=80, description="`scribe_v1` or a name of that family.")
    ] = "scribe_v1",
    language_code: Annotated[
        str, Form(max_length=40, description="A code; detected when left out.")
    ] = "auto",
    timestamps_granularity: Annotated[Granularity, Form()] = "word",
    file_format: Annotated[
        Literal["pcm_s16le_16", "other"], Form(description="`pcm_s16le_16`: bare samples at 16 kHz, mono.")
    ] = "other",
    keyterms: Annotated[list[str] | None, Form(description="Words that are likely.")] = None,
    additional_formats: Annotated[
        str, Form(max_length=4000, description='A JSON list: `[{"format": "srt"}]`; `srt` and `txt`.')
    ] = "",
    diarize: Annotated[bool, Form(description="Each word has its `speaker_id`.")] = False,
    num_speakers: Annotated[
        int | None, Form(ge=1, le=32, description="At most so many speak, with `diarize`.")
    ] = None,
    use_multi_channel: _Refused = "",
    no_verbatim: _Refused = "",
    entity_detection: _Refused = "",
    entity_redaction: _Refused = "",
    detect_speaker_roles: _Refused = "",
    transcript_edit: _Refused = "",
    webhook: _Refused = "",
    webhook_metadata: _Refused = "",
    cloud_storage_url: _Refused = "",
    source_url: _Refused = "",
    use_speaker_library: _Refused = "",
    numbers_format: Annotated[
        str,
        Form(
            max_length=40, description="Numbers are written as the recogniser has them: `words` is refused."
        ),
    ] = "",
) -> JSONResponse:
    """Transcribe a recording with the times of its words, as ElevenLabs' `speech_to_text.convert` does."""
    check_transcription_model(model_id, ELEVENLABS_TRANSCRIPTION, "model_id")
    _refuse(use_multi_channel=use_multi_channel, no_verbatim=no_verbatim,
            entity_detection=entity_detection, entity_redaction=entity_redaction,
            detect_speaker_roles=detect_speaker_roles, transcript_edit=transcript_edit, webhook=webhook,
            webhook_metadata=webhook_metadata, cloud_storage_url=cloud_storage_url, source_url=source_url,
            use_speaker_library=use_speaker_library,
            numbers_format="" if numbers_format == "digits" else numbers_format)  # fmt: skip
    if numbers_format:
        name_unused(request, "numbers_format")
    wanted = _formats(additional_formats)
    if file is None:
        raise NoFile(("file",))
    if file_format == "pcm_s16le_16":
        file = await in_turn(caller.line, partial(_as_wav, file))
    people = None
    if diarize:
        people = People(most=None if num_speakers is None else min(num_speakers, MAX_SPEAKERS))
    elif num_speakers is not None:
        name_unused(request, "num_speakers")
    prompt = ", ".join(term.strip() for term in keyterms or () if term.strip())[:_PROMPT]
    with renamed_fields(language="language_code"):
        options = Options(language=code_of(language_code), prompt=prompt)
        found = await transcribed(request, transcriptions, uploads, jobs, caller, file, options, people)
    told = _transcript(found, timestamps_granularity)
    if wanted:
        told["additional_formats"] = [_further(found, name) for name in wanted]
    return JSONResponse(told)


@router.get(
    "/elevenlabs/v1/speech-to-text/transcripts/{transcription_id}", responses=errors(TranscriptionNotFound)
)
def get_transcript(
    transcription_id: str, caller: AudioProcessor, transcriptions: TranscriptionsDep
) -> JSONResponse:
    """Get an earlier transcript, as ElevenLabs' `speech_to_text.transcripts.get` does."""
    return JSONResponse(_transcript(transcriptions.get(transcription_id, caller.sees), "word"))


@router.delete(
    "/elevenlabs/v1/speech-to-text/transcripts/{transcription_id}", responses=errors(TranscriptionNotFound)
)
def delete_transcript(
    transcription_id: str, caller: AudioProcessor, transcriptions: TranscriptionsDep
) -> JSONResponse:
    """Remove a transcript for good."""
    transcriptions.delete(transcription_id, caller.sees)
    return JSONResponse({"message": "Delete completed successfully."})


_WHY: Final = {
    "use_multi_channel": "Channels are not kept apart here: all of them are mixed into one.",
    "no_verbatim": "Speech is transcribed as it is said.",
    "cloud_storage_url": "Addresses are never fetched here: send the recording in `file`.",
    "source_url": "Addresses are never fetched here: send the recording in `file`.",
    "use_speaker_library": "Speakers are numbered here, not named.",
    "numbers_format": "Numbers are written as the recogniser has them, mostly as digits.",
    "webhook": "This route answers with the transcript itself.",
    "webhook_metadata": "This route answers with the transcript itself, and calls no webhook.",
    "detect_speaker_roles": "Speakers are numbered here; what part they have is not found.",
    "transcript_edit": "Transcripts are not rewritten here.",
}


def _refuse(**sent: str) -> None:
    """Raise InvalidRequest for the first field with a value: none of them is supported."""
    for name, value in sent.items():
        if value.strip().lower() not in ("", "null", "none", "{}", "[]", '""', "false"):
            why = _WHY.get(name, "Words and their times are all that is found here.")
            raise InvalidRequest(f"{why} Leave `{name}` out.", param=name)


def _formats(text: str) -> list[str]:
    """The names in `additional_formats`. Raises InvalidRequest."""
    if not text.strip():
        return []
    try:
        given = value_of(text, "additional_formats")
        names = [str(each["format"]) for each in (given if isinstance(given, list) else [given])]
    except (ValueError, TypeError, KeyError):
        names = ["?"]
    for name in names:
        if name not in _MEDIA:
            raise InvalidRequest(
                'Further formats are `srt` and `txt`: `[{"format": "srt"}]`.', param="additional_formats"
            )
    return names


def _as_wav(pcm: UploadFile) -> UploadFile:
    """Bare samples with a WAV header before them."""
    pcm.file.seek(0, 2)
    size = pcm.file.tell()
    pcm.file.seek(0)
    wav = tempfile.SpooledTemporaryFile(_PIECE)  # noqa: SIM115 - the upload closes it
    wav.write(wav_header(_PCM_RATE, size // 2))
    while piece := pcm.file.read(_PIECE):
        wav.write(piece)
    return UploadFile(wav, filename=pcm.filename)  # type: ignore[arg-type]  # a spooled file is one


def _transcript(found: Transcription, granularity: Granularity) -> dict[str, Any]:
    """A transcript as ElevenLabs' API shows one."""
    transcript = found.transcript
    return {
        "language_code": three_letters(transcript.language),
        "language_probability": transcript.language_probability,
        "text": transcript.text,
        "words": [] if granularity == "none" else words_of(transcript.segments, granularity),
        "audio_duration_secs": transcript.duration,
        "transcription_id": found.id,
    }


def words_of(segments: Sequence[Segment], granularity: Granularity) -> list[dict[str, Any]]:
    """Words and the separators between them; all texts joined are the whole transcript."""
    shown: list[dict[str, Any]] = []
    for segment in segments:
        who = {"speaker_id": segment.speaker} if segment.speaker else {}
        for word in segment.words:
            text = word.text.strip()
            lead = word.text[: len(word.text) - len(word.text.lstrip())]
            if shown and lead:
                shown.append(_entry(lead, "spacing", shown[-1]["end"], word.start, 0.0) | who)
            chance = round(math.log(max(word.probability, 1e-9)), 4)
            entry = _entry(text, "word", word.start, word.end, chance) | who
            if granularity == "character":
                entry["characters"] = _characters(text, word.start, word.end)
            shown.append(entry)
    return shown


def _entry(text: str, kind: str, start: float, end: float, logprob: float) -> dict[str, Any]:
    return {"text": text, "type": kind, "start": start, "end": max(start, end), "logprob": logprob}


def _characters(text: str, start: float, end: float) -> list[dict[str, Any]]:
    """A word's characters, its time spread evenly over them: the recogniser times words."""
    step = (end - start) / max(1, len(text))
    return [
        {"text": char, "start": round(start + index * step, 4), "end": round(start + (index + 1) * step, 4)}
        for index, char in enumerate(text)
    ]


def _further(found: Transcription, name: str) -> dict[str, Any]:
    media_type, write = _MEDIA[name]
    return {
        "requested_format": name,
        "file_extension": name,
        "content_type": media_type,
        "is_base64_encoded": False,
        "content": write(found.transcript),
    }
