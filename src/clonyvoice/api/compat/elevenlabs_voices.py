"""Voices as ElevenLabs' API has them: listed, found, cloned at once, thrown away."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Final, Literal, cast

from fastapi import File, Form, Query, Request, UploadFile
from starlette.responses import JSONResponse

from clonyvoice.api.auth import Cloner, VoiceReader, VoiceWriter
from clonyvoice.api.compat.common import filled, told_as
from clonyvoice.api.routing import MANY_FILES, api_router, declares, errors
from clonyvoice.api.services import ServicesDep
from clonyvoice.api.uploads import NoFile, keep_all, watched
from clonyvoice.audio import AudioTooLarge, AudioTooLong, NotAudio
from clonyvoice.cloning.clones import CloneRequest
from clonyvoice.cloning.errors import Music, NoSpeech, SeveralSpeakers, Silence, TooShort
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.voices import Voice, VoiceFilter
from clonyvoice.voices.model import BadCursor, PresetReadOnly, VoiceInTrash, VoiceNotFound

router = api_router("ElevenLabs' API")
_CATEGORIES: Final = {"preset": "premade", "clone": "cloned", "design": "generated"}


@router.get("/elevenlabs/v1/voices")
def get_all_voices(request: Request, caller: VoiceReader, parts: ServicesDep) -> JSONResponse:
    """List all voices, one's own and presets, as ElevenLabs' `voices.get_all` does."""
    found = parts.voices.list(VoiceFilter(), limit=1000)
    return JSONResponse({"voices": [_voice(request, voice) for voice in found.voices]})


@router.get("/elevenlabs/v2/voices", responses=errors(BadCursor))
def search_voices(
    request: Request,
    caller: VoiceReader,
    parts: ServicesDep,
    page_size: Annotated[int, Query(ge=1, le=100)] = 10,
    next_page_token: Annotated[str | None, Query(max_length=300)] = None,
    search: Annotated[str | None, Query(max_length=200)] = None,
    category: Literal["premade", "cloned", "generated"] | None = None,
) -> JSONResponse:
    """Find voices, a page at a time, as ElevenLabs' `voices.search` does."""
    kinds = {theirs: ours for ours, theirs in _CATEGORIES.items()}
    wanted = VoiceFilter(q=search, kind=cast("Any", kinds[category] if category else None))
    with told_as(cursor="next_page_token"):
        page = parts.voices.list(wanted, limit=page_size, cursor=next_page_token)
    return JSONResponse(
        {
            "voices": [_voice(request, voice) for voice in page.voices],
            "has_more": page.next_cursor is not None,
            "total_count": page.total,
            "next_page_token": page.next_cursor,
        }
    )


@router.get("/elevenlabs/v1/voices/{voice_id}", responses=errors(VoiceNotFound, VoiceInTrash))
def get_one_voice(voice_id: str, request: Request, caller: VoiceReader, parts: ServicesDep) -> JSONResponse:
    """Get one voice, as ElevenLabs' `voices.get` does."""
    return JSONResponse(_voice(request, parts.voices.get(voice_id)))


@router.delete("/elevenlabs/v1/voices/{voice_id}", responses=errors(VoiceNotFound, PresetReadOnly))
def delete_one_voice(voice_id: str, caller: VoiceWriter, parts: ServicesDep) -> JSONResponse:
    """Put a voice into the trash for 30 days, as ElevenLabs' `voices.delete` asks."""
    parts.voices.delete(voice_id)
    return JSONResponse({"status": "ok"})


@router.post(
    "/elevenlabs/v1/voices/add",
    responses=errors(
        NoFile, NotAudio, AudioTooLong, AudioTooLarge, Silence, NoSpeech, Music, TooShort, SeveralSpeakers,
        EngineUnavailable,
    ),
)  # fmt: skip
@declares(uploads=MANY_FILES)
async def add_voice(
    request: Request,
    caller: Cloner,
    parts: ServicesDep,
    name: Annotated[str, Form(min_length=1, max_length=200)],
    files: Annotated[list[UploadFile], File(description="1 to 50 recordings of one person.", max_length=50)],
    description: Annotated[str, Form(max_length=5000)] = "",
    remove_background_noise: Annotated[
        bool, Form(description="Refused: the best seconds are found instead.")
    ] = False,
    labels: Annotated[str, Form(max_length=2000, description="Refused, unless empty.")] = "",
) -> JSONResponse:
    """Clone a voice, as ElevenLabs' `voices.ivc.create` does: it can speak at once, and gets better."""
    if remove_background_noise:
        raise InvalidRequest(
            "Noise is not removed here: the clearest seconds of a recording are found. Leave"
            " `remove_background_noise` out.",
            param="remove_background_noise",
        )
    if filled(labels):
        raise InvalidRequest(
            "Voices have tags here instead of labels: leave `labels` out, then PUT /api/voices/{id}.",
            param="labels",
        )
    asked = CloneRequest(
        name=name, language="auto", transcript="", description=description, consent=None, refine="standard"
    )
    uploads = await keep_all(files, parts)
    made = await watched(request, partial(parts.clones.create, uploads, asked, caller.owner))
    return JSONResponse({"voice_id": made.voice_id, "requires_verification": False})


def _voice(request: Request, voice: Voice) -> dict[str, Any]:
    """A voice as ElevenLabs' API shows one."""
    labels = {"language": voice.language, **({"gender": voice.gender} if voice.gender else {})}
    return {
        "voice_id": voice.id,
        "name": voice.name,
        "category": _CATEGORIES[voice.kind],
        "description": voice.description,
        "labels": labels,
        "preview_url": f"{request.base_url}api/voices/{voice.id}/preview",
        "settings": {"speed": voice.settings.get("speed") or 1.0},
    }
