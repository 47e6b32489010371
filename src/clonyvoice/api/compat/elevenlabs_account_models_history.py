"""ElevenLabs' models, user, subscription and history, which their clients read before and after generating."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from anyio import to_thread
from fastapi import Query, Response
from pydantic import BaseModel, Field
from starlette.background import BackgroundTask
from starlette.responses import JSONResponse

from clonyvoice.api.auth import Generator, ListReader, SystemReader
from clonyvoice.api.compat.unsupported_fields import compat_router
from clonyvoice.api.compat.vendor_model_language_names import (
    ELEVENLABS_SPEECH,
    ModelNameUnknown,
    larger_engines,
    speech_engine,
)
from clonyvoice.api.errors import renamed_fields
from clonyvoice.api.responses import speech as answering
from clonyvoice.api.responses.delivery_audit import delivery_of, note_file
from clonyvoice.api.responses.file_byte_ranges import KnownFile
from clonyvoice.api.responses.signed_files import HEADER, taken
from clonyvoice.api.routing import errors
from clonyvoice.api.services import BlobsDep, EnginesDep, SignedDep, SpeechDep, VoicesDep
from clonyvoice.api.waiting_requests import in_turn
from clonyvoice.audio import Format, format_named
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import JobState
from clonyvoice.keys import Principal
from clonyvoice.provenance.signing import SignedFiles
from clonyvoice.speech import Generation, Speech
from clonyvoice.speech.errors import GenerationNotFound, NotSpokenYet
from clonyvoice.speech.generation_audio_files import origin_of
from clonyvoice.storage.page_cursors import encoded
from clonyvoice.text.languages import LANGUAGES
from clonyvoice.voices import VoiceFilter, Voices

router = compat_router("ElevenLabs' API")

_LATEST: Final = 253_402_300_799
"""Seconds from 1970 to the end of the year 9999, the last that has a date here."""

_UNLIMITED: Final = 2**31 - 1
"""The largest signed 32-bit integer, as clients of ElevenLabs may read limits: there are none here."""
_MOST_DOWNLOADED: Final = 100
"""History items in one ZIP. Chosen by hand."""


@router.get("/elevenlabs/v1/models")
def list_speaking_models(caller: ListReader, engines: EnginesDep) -> JSONResponse:
    """List the names that `model_id` may have, as ElevenLabs' `models.list` does."""
    default = engines.infos()[0]
    infos = {info.id: info for info in engines.infos()}

    def languages(name: str) -> list[dict[str, str]]:
        spoken = {code.split("-")[0] for code in infos.get(name, default).languages}
        return [{"language_id": code, "name": it.name} for code, it in LANGUAGES.items() if code in spoken]

    return JSONResponse(
        [
            {
                "model_id": name,
                "name": infos[name].title
                if name in infos
                else f"{default.title}, for programs that ask for {name}",
                "description": "Speaks on this machine.",
                "can_do_text_to_speech": True,
                "can_do_voice_conversion": False,
                "can_be_finetuned": False,
                "can_use_style": False,
                "can_use_speaker_boost": False,
                "serves_pro_voices": False,
                "requires_alpha_access": False,
                "token_cost_factor": 0.0,
                "languages": languages(name),
            }
            for name in (*ELEVENLABS_SPEECH, *larger_engines(engines.ids))
        ]
    )


@router.get("/elevenlabs/v1/user")
def get_user(caller: SystemReader, voices: VoicesDep) -> JSONResponse:
    """Get the caller as ElevenLabs' `user.get` does: a key of this machine, without any plan."""
    return JSONResponse(
        {
            "user_id": caller.owner,
            "workspace_id": "clonyvoice",
            "first_name": caller.name,
            "subscription": _subscription(voices),
            "is_new_user": False,
            "is_onboarding_completed": True,
            "is_onboarding_checklist_completed": True,
            "can_use_delayed_payment_methods": False,
            "is_api_key_hashed": True,
            "xi_api_key": None,
            "created_at": 0,
            "seat_type": "workspace_admin",
        }
    )


@router.get("/elevenlabs/v1/user/subscription")
def get_subscription(caller: SystemReader, voices: VoicesDep) -> JSONResponse:
    """Get the remaining quota as ElevenLabs' `user.subscription.get` does; there is none here."""
    return JSONResponse(_subscription(voices) | {"open_invoices": [], "has_open_invoices": False})


def _subscription(voices: Voices) -> dict[str, Any]:
    kinds = (VoiceFilter(kind="clone"), VoiceFilter(kind="design"))
    return {
        "tier": "local",
        "status": "active",
        "character_count": 0,
        "character_limit": _UNLIMITED,
        "max_credit_limit_extension": 0,
        "can_extend_character_limit": False,
        "allowed_to_extend_character_limit": False,
        "voice_slots_used": sum(voices.list(kind, limit=1).total for kind in kinds),
        "professional_voice_slots_used": 0,
        "professional_voice_slots_used_in_workspace": 0,
        "voice_limit": _UNLIMITED,
        "voice_add_edit_counter": 0,
        "professional_voice_limit": 0,
        "can_extend_voice_limit": False,
        "can_use_instant_voice_cloning": True,
        "can_use_professional_voice_cloning": False,
        "current_overage": {"amount": "0", "currency": "usd"},
    }


@router.get("/elevenlabs/v1/history", responses=errors(GenerationNotFound))
def list_history(
    caller: Generator,
    speech: SpeechDep,
    engines: EnginesDep,
    page_size: Annotated[int, Query(ge=1, le=1000)] = 100,
    start_after_history_item_id: Annotated[str | None, Query(max_length=120)] = None,
    voice_id: Annotated[str | None, Query(max_length=200)] = None,
    model_id: Annotated[str | None, Query(max_length=80)] = None,
    search: Annotated[str | None, Query(max_length=200)] = None,
    date_after_unix: Annotated[int | None, Query(ge=0, le=_LATEST)] = None,
    date_before_unix: Annotated[int | None, Query(ge=0, le=_LATEST)] = None,
    sort_direction: Annotated[Literal["desc"], Query(description="Newest first.")] = "desc",
    source: Annotated[Literal["TTS", "STS"], Query(description="There is no speech to speech.")] = "TTS",
) -> JSONResponse:
    """List generations, newest first, as ElevenLabs' `history.list` does."""
    try:
        engine = None if model_id is None else speech_engine(model_id, engines=engines.ids) or engines.ids[0]
        none = source == "STS"
    except ModelNameUnknown:
        engine, none = None, True
    if none:
        return JSONResponse({"history": [], "has_more": False, "last_history_item_id": None})
    cursor = None
    if start_after_history_item_id is not None:
        with renamed_fields(generation_id="start_after_history_item_id"):
            last = speech.get(start_after_history_item_id, caller.sees)
        cursor = encoded([last.created_at.isoformat(), last.id, None])
    page = speech.listing(
        caller.sees, limit=page_size, cursor=cursor, voice_id=voice_id, status=JobState.COMPLETED, q=search,
        engine=engine,
        since=None if date_after_unix is None else datetime.fromtimestamp(date_after_unix, UTC),
        until=None if date_before_unix is None else datetime.fromtimestamp(date_before_unix, UTC),
    )  # fmt: skip
    items = [_item(each) for each in page.generations]
    return JSONResponse(
        {
            "history": items,
            "has_more": page.next_cursor is not None,
            "last_history_item_id": items[-1]["history_item_id"] if items else None,
        }
    )


@router.get("/elevenlabs/v1/history/{history_item_id}", responses=errors(GenerationNotFound))
def get_history_item(history_item_id: str, caller: Generator, speech: SpeechDep) -> JSONResponse:
    """Get one generation, as ElevenLabs' `history.get` does."""
    return JSONResponse(_item(speech.get(history_item_id, caller.sees)))


@router.get(
    "/elevenlabs/v1/history/{history_item_id}/audio",
    responses={
        200: {"content": {"audio/mpeg": {}}, "description": "The sound."},
        **errors(GenerationNotFound, NotSpokenYet),
    },
)
async def get_history_audio(history_item_id: str, caller: Generator, speech: SpeechDep) -> Response:
    """Get the audio of a generation as MP3, as ElevenLabs' `history.get_audio` does."""
    done = await to_thread.run_sync(speech.get, history_item_id, caller.sees)
    return await answering.sound_file(speech, done, format_named("mp3"), None)


@router.delete("/elevenlabs/v1/history/{history_item_id}", responses=errors(GenerationNotFound))
def delete_history_item(history_item_id: str, caller: Generator, speech: SpeechDep) -> JSONResponse:
    """Delete a generation and its audio permanently."""
    speech.delete(history_item_id, caller.sees)
    return JSONResponse({"status": "ok"})


class DownloadBody(BaseModel):
    """Items of the history to be sent together."""

    history_item_ids: list[str] = Field(min_length=1, max_length=_MOST_DOWNLOADED)
    output_format: Literal["default", "wav"] = Field("default", description="`default` is MP3.")


@router.post(
    "/elevenlabs/v1/history/download",
    responses={
        200: {
            "content": {"audio/mpeg": {}, "audio/wav": {}, "application/zip": {}},
            "description": "The sound.",
        },
        **errors(GenerationNotFound, NotSpokenYet),
    },
)
async def download_history(
    body: DownloadBody, caller: Generator, speech: SpeechDep, signed: SignedDep, blobs: BlobsDep
) -> Response:
    """Get the sound of one item, or a zip of several, as ElevenLabs' `history.download` does."""
    fmt = format_named("wav" if body.output_format == "wav" else "mp3")
    wanted = list(dict.fromkeys(body.history_item_ids))
    found = [await to_thread.run_sync(speech.get, item, caller.sees) for item in wanted]
    if len(found) == 1:
        return await answering.sound_file(speech, found[0], fmt, None)
    with blobs.scratch_file(f"{new_id('export')}.zip") as path:
        told = await in_turn(caller.line, partial(_pack, path, found, fmt, speech, signed, caller))
    done = BackgroundTask(path.unlink, missing_ok=True)
    return KnownFile(path, media_type="application/zip", headers=told, background=done)


def _pack(
    path: Path, found: list[Generation], fmt: Format, speech: Speech, signed: SignedFiles, caller: Principal
) -> dict[str, str]:
    """Write a zip of the generations' sounds, one after the other; the headers about their Content Credentials."""
    told: dict[str, str] = {}
    with zipfile.ZipFile(path, "x", zipfile.ZIP_STORED) as archive:
        for done in found:
            plain = speech.file(done, fmt.name, done.sample_rate)
            sent = taken(signed, caller, plain, fmt.media_type, partial(origin_of, done, speech.voices))
            note_file(speech.audit, caller.owner, delivery_of(done), sent.path)
            archive.write(sent.path, f"{done.id}.{fmt.name}")
            if not told or sent.headers.get(HEADER, "").startswith("none"):
                told = sent.headers
    return told


def _item(done: Generation) -> dict[str, Any]:
    """A generation as ElevenLabs' API shows an item of the history."""
    return {
        "history_item_id": done.id,
        "request_id": done.id,
        "voice_id": done.voice_id,
        "voice_name": done.voice_name,
        "model_id": done.engine,
        "text": done.text,
        "date_unix": int(done.created_at.timestamp()),
        "character_count_change_from": 0,
        "character_count_change_to": 0,
        "content_type": "audio/mpeg",
        "state": "created",
        "settings": dict(done.settings),
        "source": "TTS",
    }
