"""OpenAI's transcription API under `/v1/audio`: transcripts whole, as subtitles, or as events as they are written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any, Final, Literal

from fastapi import File, Form, Request, Response, UploadFile
from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse

from clonyvoice.api.auth import AudioProcessor
from clonyvoice.api.bodies.audio import MEDIA_TYPES, verbose_json
from clonyvoice.api.compat.openai_speech import server_event
from clonyvoice.api.compat.openai_transcript_formats import diarised, done_event, languages_of, logprobs_of
from clonyvoice.api.compat.unsupported_fields import compat_router, name_unused
from clonyvoice.api.compat.vendor_model_language_names import (
    ModelNameUnknown,
    check_transcription_model,
    code_of,
    english_name,
)
from clonyvoice.api.compat.vendor_transcription import submitted, transcribed
from clonyvoice.api.errors import body as error_body
from clonyvoice.api.errors import known_as, request_id
from clonyvoice.api.routing import declares, errors
from clonyvoice.api.services import EventsDep, JobsDep, TranscriptionsDep
from clonyvoice.api.uploads import NoFile, Uploads, UploadsDep
from clonyvoice.api.waiting_requests import change
from clonyvoice.audio import AudioTooLarge, AudioTooLong, NotAudio
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.core.json_reading import value_of
from clonyvoice.jobs import EventBus, JobQueue
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.jobs.event_bus import Event, Subscription
from clonyvoice.jobs.queue import result_of
from clonyvoice.keys import Principal
from clonyvoice.transcription import transcript_formats
from clonyvoice.transcription.recogniser import Options
from clonyvoice.transcription.recording_transcription import People
from clonyvoice.transcription.records import Transcription
from clonyvoice.transcription.service import Transcriptions
from clonyvoice.transcription.spoken_languages import UnknownSpeechLanguage

router = compat_router("OpenAI's API")

TranscriptShape = Literal["json", "text", "srt", "verbose_json", "vtt", "diarized_json"]
_PROMPT: Final = 4000
"""Characters of a prompt that are kept, its last ones: the recogniser reads no more than its end (OpenAI's too)."""
_ERRORS = errors(
    ModelNameUnknown, NoFile, NotAudio, AudioTooLong, AudioTooLarge, UnknownSpeechLanguage, QueueFull,
    EngineUnavailable,
)  # fmt: skip
_TEXTS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/plain": {},
            "application/x-subrip": {},
            "text/vtt": {},
            "text/event-stream": {},
        },
        "description": "What was said.",
    }
}
_Prompt = Annotated[str, Form(description="Names and words that are likely; the end of it is read.")]


@router.post("/v1/audio/transcriptions", responses={**_TEXTS, **_ERRORS})
@declares(idempotency="job", recording_in_json=("input_audio", "file"))
async def create_transcription(
    request: Request,
    caller: AudioProcessor,
    events: EventsDep,
    jobs: JobsDep,
    transcriptions: TranscriptionsDep,
    uploads: UploadsDep,
    file: Annotated[UploadFile, File(description="Any audio or video that FFmpeg reads.")],
    model: Annotated[
        str, Form(max_length=80, description="`whisper-1` or a name of that family.")
    ] = "whisper-1",
    language: Annotated[str, Form(max_length=40, description="A code; detected when left out.")] = "auto",
    languages: Annotated[
        list[str] | None,
        Form(alias="languages[]", description="Those that may be spoken, without `language`."),
    ] = None,
    prompt: _Prompt = "",
    keywords: Annotated[
        list[str] | None, Form(alias="keywords[]", description="Words that are likely.")
    ] = None,
    response_format: Annotated[TranscriptShape, Form(description="The format of the response.")] = "json",
    granularities: Annotated[
        list[Literal["word", "segment"]] | None,
        Form(alias="timestamp_granularities[]", description="`word` with `verbose_json` only."),
    ] = None,
    include: Annotated[
        list[str] | None, Form(alias="include[]", description="`logprobs`, those of words, with `json`.")
    ] = None,
    stream: Annotated[bool, Form(description="Events with the text while it is written.")] = False,
    chunking_strategy: Annotated[
        str, Form(description="Any: a recording is always cut where nobody speaks.")
    ] = "auto",
    known_speaker_names: Annotated[
        list[str] | None, Form(alias="known_speaker_names[]", description="Refused.")
    ] = None,
    known_speaker_references: Annotated[
        list[str] | None, Form(alias="known_speaker_references[]", description="Refused.")
    ] = None,
) -> Response:
    """Transcribe a recording, as OpenAI's `audio.transcriptions.create` does."""
    check_transcription_model(model)
    if granularities and response_format != "verbose_json":
        if "word" in granularities:
            raise InvalidRequest(
                "`timestamp_granularities[]=word` needs `response_format=verbose_json`.",
                param="timestamp_granularities[]",
            )
        name_unused(request, "timestamp_granularities[]")  # the AI SDK sends `segment` with every option
    if known_speaker_names or known_speaker_references:
        raise InvalidRequest(
            "Speakers cannot be given names from references here. Leave `known_speaker_names[]` and"
            " `known_speaker_references[]` out.",
            param="known_speaker_names[]" if known_speaker_names else "known_speaker_references[]",
        )
    name_unused(request, *_unused_strategy(chunking_strategy))
    name_unused(request, *(f"include[].{each}" for each in include or () if each != "logprobs"))
    logprobs = "logprobs" in (include or ())
    if logprobs and response_format != "json":
        raise InvalidRequest("`include[]=logprobs` needs `response_format=json`.", param="include[]")
    options = Options(
        language=code_of(language),
        prompt=_prompted(prompt, keywords),
        languages=tuple(map(code_of, languages or ())) if language == "auto" else (),
    )
    if language != "auto" and languages:
        name_unused(request, "languages[]")
    people = People() if response_format == "diarized_json" else None
    if stream:
        if response_format not in ("json", "text", "diarized_json"):
            raise InvalidRequest(
                "`stream` needs `response_format` json, text or diarized_json: events carry plain text.",
                param="stream",
            )
        return await _streamed(
            request, events, jobs, transcriptions, uploads, caller, file, options, logprobs, people
        )
    found = await transcribed(request, transcriptions, uploads, jobs, caller, file, options, people)
    return _written(found, response_format, "word" in (granularities or ()), logprobs)


@router.post("/v1/audio/translations", responses={**_TEXTS, **_ERRORS})
@declares(idempotency="job", recording_in_json=("input_audio", "file"))
async def create_translation(
    request: Request,
    caller: AudioProcessor,
    jobs: JobsDep,
    transcriptions: TranscriptionsDep,
    uploads: UploadsDep,
    file: Annotated[UploadFile, File(description="Any audio or video that FFmpeg reads.")],
    model: Annotated[
        str, Form(max_length=80, description="`whisper-1` or a name of that family.")
    ] = "whisper-1",
    prompt: _Prompt = "",
    response_format: Annotated[
        Literal["json", "text", "srt", "verbose_json", "vtt"], Form(description="The format of the response.")
    ] = "json",
) -> Response:
    """Transcribe a recording of any language into English, as OpenAI's `audio.translations.create` does."""
    check_transcription_model(model)
    options = Options(task="translate", prompt=_prompted(prompt, None))
    found = await transcribed(request, transcriptions, uploads, jobs, caller, file, options)
    return _written(found, response_format, words=False, logprobs=False)


def _prompted(prompt: str, keywords: Sequence[str] | None) -> str:
    """The prompt of the recogniser: the request's own with the keywords after it."""
    told = ", ".join(word.strip() for word in keywords or () if word.strip())
    return "\n".join(part for part in (prompt, told) if part)[-_PROMPT:]


def _unused_strategy(strategy: str) -> list[str]:
    """The names of a chunking strategy's numbers, which are not those of the detector here."""
    try:
        given = value_of(strategy, "chunking_strategy")
    except ValueError:
        return []
    return (
        [f"chunking_strategy.{name}" for name in given if name != "type"] if isinstance(given, dict) else []
    )


def _written(found: Transcription, shape: TranscriptShape, words: bool, logprobs: bool) -> Response:
    transcript = found.transcript
    if shape == "json":
        answer: dict[str, Any] = {
            "text": transcript.text,
            "languages": languages_of(found),
            "usage": {"type": "duration", "seconds": transcript.duration},
        }
        if logprobs:
            answer["logprobs"] = logprobs_of(transcript.words)
        return JSONResponse(answer)
    if shape == "verbose_json":
        told = verbose_json(found, "word" if words else "segment")
        return JSONResponse(told | {"language": english_name(transcript.language)})
    if shape == "diarized_json":
        return JSONResponse(
            {
                "task": "transcribe",
                "duration": transcript.duration,
                "text": transcript.text,
                "segments": diarised(transcript),
                "usage": {"type": "duration", "seconds": transcript.duration},
            }
        )
    writers = {"text": transcript_formats.text, "srt": transcript_formats.srt, "vtt": transcript_formats.vtt}
    return PlainTextResponse(writers[shape](transcript), media_type=MEDIA_TYPES[shape])


async def _streamed(
    request: Request,
    events: EventBus,
    jobs: JobQueue,
    transcriptions: Transcriptions,
    uploads: Uploads,
    caller: Principal,
    file: UploadFile,
    options: Options,
    logprobs: bool,
    people: People | None,
) -> Response:
    """A response of OpenAI's transcript events during transcription; a client that disconnects cancels it."""
    listening = events.subscribe(caller.owner, frozenset({"transcription"}))
    try:
        taken = await submitted(request, transcriptions, uploads, caller, file, options, people)
    except BaseException:
        listening.close()
        raise
    return StreamingResponse(
        transcript_events(jobs, transcriptions, taken, listening, logprobs, request_id(request)),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def transcript_events(
    jobs: JobQueue,
    transcriptions: Transcriptions,
    taken: Transcription,
    listening: Subscription,
    logprobs: bool,
    asked_in: str,
) -> AsyncIterator[str]:
    """The events of a transcription until it has ended; it is abandoned when nobody iterates any more."""
    assert taken.job_id is not None
    jobs.claim(taken.job_id)
    ended = asyncio.ensure_future(jobs.finished(taken.job_id))
    heard: asyncio.Future[list[Event]] | None = None
    said = ""
    try:
        while not ended.done():
            heard = asyncio.ensure_future(listening.next())
            await asyncio.wait({ended, heard}, return_when=asyncio.FIRST_COMPLETED)
            if not heard.done():
                break
            for event in heard.result():
                if event.id == taken.id and event.type == "transcription.progress":
                    for segment in event.fields.get("segments", ()):
                        delta = segment["text"] if not said else f" {segment['text'].lstrip()}"
                        said += delta
                        yield server_event({"type": "transcript.text.delta", "delta": delta})
        result_of(await ended)
        done = await asyncio.to_thread(transcriptions.get, taken.id)
        rest = done.transcript.text
        if not said and rest:
            yield server_event({"type": "transcript.text.delta", "delta": rest})
        elif rest.startswith(said) and rest != said:
            yield server_event({"type": "transcript.text.delta", "delta": rest[len(said) :]})
        if done.settings.get("diarize"):
            for segment in diarised(done.transcript):
                yield server_event(segment)
        yield server_event(done_event(done, logprobs))
    except Exception as problem:
        yield server_event(error_body(known_as(problem), asked_in))
    finally:
        listening.close()
        if heard is not None:
            heard.cancel()
        if not ended.done():
            ended.cancel()
            await asyncio.shield(change(jobs.abandon, taken.job_id))
