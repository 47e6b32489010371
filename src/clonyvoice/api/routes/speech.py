"""Routes that start, change and cancel speech. Those that read it are in `routes.generations`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from anyio import to_thread
from fastapi import Body, Request, Response

from clonyvoice.api.auth import AudioProcessor, Generator
from clonyvoice.api.bodies.chunked_speech import MergeBody, MultilangBody, MultivoiceBody, RegenerateBody
from clonyvoice.api.bodies.generations import (
    CancelledBody,
    GenerationBody,
    SentenceBody,
    SplitAnswer,
    generation_body,
)
from clonyvoice.api.bodies.speech import (
    AlternativesBody,
    CancelBody,
    ChunkedBody,
    CloneBody,
    DesignBody,
    PresetBody,
    PronunciationsBody,
    SplitBody,
    WordBody,
)
from clonyvoice.api.responses import speech as answering
from clonyvoice.api.routing import api_router, declares, errors, shown
from clonyvoice.api.services import SettingsDep, SignedDep, SpeechDep
from clonyvoice.api.waiting_requests import change
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.engines.registry import EngineNotFound, EngineNotInstalled
from clonyvoice.jobs.errors import IdempotencyMismatch, QueueFull, RunsElsewhere
from clonyvoice.speech import Segment
from clonyvoice.speech.chunk_merging import MergeRequest
from clonyvoice.speech.errors import (
    ChunkNotFound,
    GenerationNotFound,
    InstructionsNotFollowed,
    LanguageNotSpoken,
    NotSpokenYet,
    StillRunning,
    TextTooLong,
)
from clonyvoice.speech.request import Description
from clonyvoice.text.language_detection import guess
from clonyvoice.text.languages import NothingToSay, UnknownLanguage, resolve
from clonyvoice.text.phonemes.phonemise import alternatives
from clonyvoice.text.sentence_splitting import sentences
from clonyvoice.voices.errors import VoiceInTrash, VoiceNotFitted, VoiceNotFound, VoiceNotReady

router = api_router("Speech")
_GENERATE = {
    **errors(
        VoiceNotFound, VoiceInTrash, VoiceNotReady, VoiceNotFitted, NothingToSay, UnknownLanguage,
        LanguageNotSpoken, TextTooLong, IdempotencyMismatch, QueueFull, EngineUnavailable, EngineNotFound,
        EngineNotInstalled, InstructionsNotFollowed,
    ),
    202: {"model": GenerationBody, "description": "`async`: taken; look at `Location`."},
}  # fmt: skip
_SOUND = {"content": {"audio/*": {}}, "description": "JSON, or with `Accept: audio/*` or `stream` the sound."}


@router.post("/api/generate/clone", response_model=GenerationBody, responses={200: _SOUND, **_GENERATE})
@declares(idempotency="job")
async def generate_clone(
    body: CloneBody, request: Request, caller: Generator, speech: SpeechDep, signed: SignedDep
) -> Response:
    """Generate speech in a cloned voice. Presets and designed voices are accepted too."""
    asked = body.request("clone", (Segment(body.text, body.voice_id, body.language),))
    return await answering.answer(request, speech, signed, caller, body, asked)


@router.post("/api/generate/preset", response_model=GenerationBody, responses={200: _SOUND, **_GENERATE})
@declares(idempotency="job")
async def generate_preset(
    body: PresetBody, request: Request, caller: Generator, speech: SpeechDep, signed: SignedDep
) -> Response:
    """Generate speech in a preset voice, given by its plain name (`af_heart`) or id."""
    asked = body.request("preset", (Segment(body.text, body.name, body.language),))
    try:
        return await answering.answer(request, speech, signed, caller, body, asked)
    except VoiceNotFound as error:
        error.param = "voice" if body.voice is not None else "voice_id"
        raise


@router.post("/api/generate/design", response_model=GenerationBody, responses={200: _SOUND, **_GENERATE})
@declares(idempotency="job")
async def generate_design(
    body: DesignBody, request: Request, caller: Generator, speech: SpeechDep, signed: SignedDep
) -> Response:
    """Generate speech in a designed voice: a saved one, or one created for this call from `description` and `seed`."""
    asked = body.request("design", (Segment(body.text, body.voice_id or "", body.language),))
    if body.description is not None:
        asked = replace(asked, design=Description(body.description, body.gender, body.age))
    return await answering.answer(request, speech, signed, caller, body, asked)


@router.post(
    "/api/generate/clone-chunked", response_model=GenerationBody, responses={200: _SOUND, **_GENERATE}
)
@declares(idempotency="job")
async def generate_chunked(
    body: ChunkedBody, request: Request, caller: Generator, speech: SpeechDep, signed: SignedDep
) -> Response:
    """Generate a text sentence by sentence; each chunk is kept, addressable and replaceable."""
    segments = (Segment(body.text, body.voice_id, body.language),)
    asked = body.request("clone-chunked", segments, sentence_chunks=True)
    return await answering.answer(request, speech, signed, caller, body, asked)


@router.post(
    "/api/generate/clone-chunked-multivoice",
    response_model=GenerationBody,
    responses={200: _SOUND, **_GENERATE},
)
@declares(idempotency="job")
async def generate_multivoice(
    body: MultivoiceBody, request: Request, caller: Generator, speech: SpeechDep, signed: SignedDep
) -> Response:
    """Generate segments one after another, each in its own voice, as one audio file."""
    segments = tuple(each.segment() for each in body.segments)
    asked = body.request("clone-chunked-multivoice", segments, sentence_chunks=True)
    return await answering.answer(request, speech, signed, caller, body, asked)


@router.post(
    "/api/generate/clone-chunked-multilang",
    response_model=GenerationBody,
    responses={200: _SOUND, **_GENERATE},
)
@declares(idempotency="job")
async def generate_multilang(
    body: MultilangBody, request: Request, caller: Generator, speech: SpeechDep, signed: SignedDep
) -> Response:
    """Generate a text of several languages in one voice: detected per sentence, or given per segment."""
    given = tuple(each.segment(body.voice_id) for each in body.segments or ())
    segments = given or (Segment(body.text or "", body.voice_id, "auto"),)
    asked = body.request("clone-chunked-multilang", segments, sentence_chunks=True)
    return await answering.answer(request, speech, signed, caller, body, asked)


@router.post(
    "/api/generate/regenerate-chunk",
    response_model=GenerationBody,
    responses={
        **errors(
            GenerationNotFound,
            ChunkNotFound,
            StillRunning,
            VoiceNotFound,
            VoiceNotFitted,
            QueueFull,
            EngineUnavailable,
            EngineNotFound,
            EngineNotInstalled,
            InstructionsNotFollowed,
        ),
        202: {
            "model": GenerationBody,
            "description": "`async`: taken; the new take appears in the generation.",
        },
    },
)
@declares(idempotency="response")
async def regenerate_chunk(body: RegenerateBody, caller: Generator, speech: SpeechDep) -> Response:
    """Regenerate one chunk, with other text or another seed; the old take is kept."""
    asked = (body.generation_id, body.chunk_index, body.changes(), caller.sees, caller.owner)
    job = await change(speech.retake, *asked)
    if body.async_:
        return answering.accepted(await to_thread.run_sync(speech.get, body.generation_id))
    done = await speech.retaken(job)
    return shown(generation_body(done))


@router.post(
    "/api/generate/merge-chunks",
    responses=errors(GenerationNotFound, ChunkNotFound, NotSpokenYet, InvalidRequest),
)
@declares(idempotency="response")
def merge_chunks(body: MergeBody, caller: Generator, speech: SpeechDep) -> GenerationBody:
    """Join existing chunks into a new generation: in any order, with any silence between."""
    asked = MergeRequest(body.generation_id, body.chunk_ids or (), body.gap_ms, body.format, body.sample_rate)
    return generation_body(speech.merge(asked, caller.sees, caller.owner))


@router.post("/api/generation/cancel", responses=errors(GenerationNotFound, RunsElsewhere))
@declares(frees=True)
def cancel_generation(
    caller: Generator, speech: SpeechDep, body: Annotated[CancelBody | None, Body()] = None
) -> CancelledBody:
    """Stop a generation, or all of this key's; the response comes when the computation has stopped."""
    wanted = None if body is None else body.generation_id
    owner = caller.sees if wanted is not None else caller.owner
    return CancelledBody(cancelled=speech.cancel(wanted, owner))


@router.post("/api/text/split", responses=errors(UnknownLanguage, TextTooLong))
def split_text(body: SplitBody, caller: AudioProcessor, settings: SettingsDep) -> SplitAnswer:
    """Split a text into sentences, with exact offsets into it."""
    if len(body.text) > settings.max_text:
        raise TextTooLong(len(body.text), settings.max_text)
    guessed = guess(body.text) if body.language.lower() == "auto" else None
    language = guessed.code if guessed else resolve(body.language)
    found = sentences(body.text, language, body.max_chars)
    return SplitAnswer(
        language=language,
        language_confidence=round(guessed.confidence, 2) if guessed else None,
        sentences=[SentenceBody(text=each.text, start=each.start, end=each.end) for each in found],
    )


@router.get("/api/pronunciations")
def get_pronunciations(caller: Generator, speech: SpeechDep) -> PronunciationsBody:
    """Get this key's pronunciations."""
    return PronunciationsBody(pronunciations=speech.pronunciations.of(caller.owner))


@router.put("/api/pronunciations", responses=errors(InvalidRequest))
def put_pronunciations(body: PronunciationsBody, caller: Generator, speech: SpeechDep) -> PronunciationsBody:
    """Replace this key's pronunciations, which apply to everything that it generates."""
    return PronunciationsBody(pronunciations=speech.pronunciations.replace(caller.owner, body.pronunciations))


@router.post("/api/pronunciations/alternatives", responses=errors(UnknownLanguage))
def suggest_pronunciations(body: WordBody, caller: Generator) -> AlternativesBody:
    """List pronunciations of a word: the current one, the dictionary's, and by its letters."""
    found = alternatives(body.word.strip(), body.language)
    return AlternativesBody(word=body.word, alternatives=[f"/{said}/" for said in found])
