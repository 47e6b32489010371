"""Voices as ElevenLabs' API has them: listed, found, cloned, edited, deleted."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Final, Literal

from fastapi import File, Form, Query, Request, UploadFile
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

from clonyvoice.api.auth import Cloner, ListReader, VoiceReader, VoiceWriter
from clonyvoice.api.compat.elevenlabs_voice_bodies import (
    CATEGORIES,
    DEFAULTS,
    refuse_labels,
    settings_body,
    sorted_page,
    tags_of,
    voice_body,
    voice_page,
)
from clonyvoice.api.compat.unsupported_fields import compat_router
from clonyvoice.api.compat.vendor_voices import VoiceNames, VoiceNamesDep
from clonyvoice.api.consent_form import ConsentForm, given_consent
from clonyvoice.api.errors import renamed_fields
from clonyvoice.api.routing import MANY_FILES, declares, errors
from clonyvoice.api.services import CloneJobsDep, JobsDep, VoicesDep
from clonyvoice.api.uploads import NoFile, UploadsDep
from clonyvoice.api.versionless_unsupported_vendor_paths import no_such_route, reason_of
from clonyvoice.api.waiting_requests import change, job_result
from clonyvoice.audio import AudioTooLarge, AudioTooLong, NotAudio
from clonyvoice.cloning.clone_request import CloneRequest
from clonyvoice.cloning.errors import (
    ConsentNeeded,
    ConsentNotVerified,
    ConsentRequired,
    ConsentSynthetic,
    Music,
    NoSpeech,
    SeveralSpeakers,
    Silence,
    TooShort,
)
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.keys import Principal
from clonyvoice.storage.page_cursors import BadCursor
from clonyvoice.voices import Voice, VoiceFilter, Voices
from clonyvoice.voices.errors import PresetReadOnly, VoiceInTrash, VoiceNotFound
from clonyvoice.voices.listing import OWN
from clonyvoice.voices.voice_changes import VoiceChanges

router = compat_router("ElevenLabs' API")

_KINDS: Final = {theirs: ours for ours, theirs in CATEGORIES.items()} | {"professional": "clone"}
_TYPES: Final[dict[str, str | None]] = {
    **dict.fromkeys(("default", "premade"), "preset"), "community": "none", "non-community": None,
    **dict.fromkeys(("personal", "workspace", "saved", "non-default"), OWN),
}  # fmt: skip
_MOST_SORTED: Final = 1000
"""Voices that are put into another order than the newest first, then presets. Chosen by hand."""


@router.get("/elevenlabs/v1/voices")
def get_all_voices(request: Request, caller: ListReader, voices: VoicesDep) -> JSONResponse:
    """List all voices as ElevenLabs' `voices.get_all` does: presets, and with a key one's own."""
    kind = None if _sees_own(caller) else "preset"
    found = voices.list(VoiceFilter(kind=kind, asker=caller.owner), limit=1000)
    return JSONResponse({"voices": [voice_body(request, voice) for voice in found.voices]})


@router.get("/elevenlabs/v2/voices", responses=errors(BadCursor))
def search_voices(
    request: Request,
    caller: ListReader,
    voices: VoicesDep,
    names: VoiceNamesDep,
    page_size: Annotated[int, Query(ge=1, le=1000)] = 10,
    next_page_token: Annotated[str | None, Query(max_length=300)] = None,
    search: Annotated[str | None, Query(max_length=200)] = None,
    category: Annotated[str | None, Query(max_length=40)] = None,
    voice_type: Annotated[str | None, Query(max_length=40)] = None,
    collection_id: Annotated[
        str | None, Query(max_length=200, description="There are no collections.")
    ] = None,
    sort: Annotated[Literal["created_at_unix", "name"], Query()] = "created_at_unix",
    sort_direction: Annotated[Literal["asc", "desc"] | None, Query()] = None,
    voice_ids: Annotated[list[str] | None, Query(max_length=100)] = None,
    gender: Annotated[str | None, Query(max_length=40)] = None,
    language: Annotated[str | None, Query(max_length=40)] = None,
    accent: Annotated[str | None, Query(max_length=60, description="As it is in a voice's labels.")] = None,
    age: Annotated[str | None, Query(max_length=60, description="The same.")] = None,
    use_cases: Annotated[list[str] | None, Query(max_length=20, description="Refused.")] = None,
    descriptives: Annotated[list[str] | None, Query(max_length=20, description="Refused.")] = None,
) -> JSONResponse:
    """Find voices, a page at a time, as ElevenLabs' `voices.search` does."""
    refuse_labels(use_cases=use_cases, descriptives=descriptives, age=accent and age)
    kind = _KINDS.get(category or "", "none" if category else None)
    if voice_type is not None and voice_type not in _TYPES:
        raise InvalidRequest(f"`voice_type` is one of {', '.join(_TYPES)}.", param="voice_type")
    kind = "none" if collection_id is not None else kind or _TYPES.get(voice_type or "")
    if not _sees_own(caller):
        kind = "preset" if kind in (None, "preset") else "none"
    if voice_ids is not None:
        chosen = [voice for each in voice_ids if (voice := _found(voices, names, each, caller)) is not None]
        return JSONResponse(voice_page(request, chosen, len(chosen), None))
    labelled = next((f"{key}: {value}" for key, value in (("accent", accent), ("age", age)) if value), None)
    wanted = VoiceFilter(
        q=search, kind=kind, gender=gender, language=language, tag=labelled, asker=caller.owner
    )
    with renamed_fields(cursor="next_page_token"):
        if sort == "name" or sort_direction == "asc":
            every = voices.list(wanted, limit=_MOST_SORTED).voices
            found = sorted_page(request, every, sort, sort_direction, page_size, next_page_token)
            return JSONResponse(found)
        page = voices.list(wanted, limit=page_size, cursor=next_page_token)
    return JSONResponse(voice_page(request, page.voices, page.total, page.next_cursor))


@router.get("/elevenlabs/v1/voices/settings/default")
def get_default_voice_settings(caller: ListReader) -> JSONResponse:
    """Get the settings that voices have unless they are set, as `voices.settings.get_default` does."""
    return JSONResponse({**DEFAULTS, "speed": 1.0})


@router.get("/elevenlabs/v1/voices/{voice_id}", responses=errors(VoiceNotFound, VoiceInTrash))
def get_one_voice(
    voice_id: str, request: Request, caller: VoiceReader, voices: VoicesDep, names: VoiceNamesDep
) -> JSONResponse:
    """Get one voice by its id, its name or a stock id, as ElevenLabs' `voices.get` does."""
    try:
        return JSONResponse(voice_body(request, _named(voices, names, voice_id, caller)))
    except VoiceNotFound:
        if reason_of(request.url.path) is None:
            raise
        raise no_such_route(request.url.path) from None  # `voices/collections`, `voices/accents`


@router.get("/elevenlabs/v1/voices/{voice_id}/settings", responses=errors(VoiceNotFound, VoiceInTrash))
def get_voice_settings(
    voice_id: str, caller: VoiceReader, voices: VoicesDep, names: VoiceNamesDep
) -> JSONResponse:
    """Get a voice's settings, as ElevenLabs' `voices.settings.get` does; only `speed` means something here."""
    return JSONResponse(settings_body(_named(voices, names, voice_id, caller)))


class VoiceSettingsBody(BaseModel):
    """New settings of a voice."""

    speed: float | None = Field(None, ge=0.25, le=4.0)


@router.post("/elevenlabs/v1/voices/{voice_id}/settings/edit", responses=errors(VoiceNotFound, VoiceInTrash))
def edit_voice_settings(
    voice_id: str, body: VoiceSettingsBody, caller: VoiceWriter, voices: VoicesDep, names: VoiceNamesDep
) -> JSONResponse:
    """Change a voice's settings, as ElevenLabs' `voices.settings.update` does."""
    voice = _named(voices, names, voice_id, caller)
    if body.speed is not None:
        voices.update(voice.id, {"settings": {**voice.settings, "speed": body.speed}})
    return JSONResponse({"status": "ok"})


@router.post(
    "/elevenlabs/v1/voices/{voice_id}/edit", responses=errors(VoiceNotFound, VoiceInTrash, PresetReadOnly)
)
async def edit_voice(
    voice_id: str,
    caller: VoiceWriter,
    voices: VoicesDep,
    name: Annotated[str, Form(max_length=200)] = "",
    description: Annotated[str | None, Form(max_length=5000)] = None,
    labels: Annotated[str, Form(max_length=2000, description="A JSON object; kept as tags.")] = "",
    files: Annotated[list[UploadFile] | None, File(description="Refused: clone a new voice instead.")] = None,
) -> JSONResponse:
    """Rename or describe a voice, as ElevenLabs' `voices.update` does."""
    if files:
        raise InvalidRequest(
            "Recordings are not added to a voice that is there: make a new one with voices/add.",
            param="files",
        )
    changes: VoiceChanges = {}
    if name:
        changes["name"] = name
    if description is not None:
        changes["description"] = description
    if labels:
        changes["tags"] = tags_of(labels)
    if changes:
        await change(voices.update, voice_id, changes)
    return JSONResponse({"status": "ok"})


@router.delete("/elevenlabs/v1/voices/{voice_id}", responses=errors(VoiceNotFound, PresetReadOnly))
def delete_one_voice(voice_id: str, caller: VoiceWriter, voices: VoicesDep) -> JSONResponse:
    """Move a voice to the trash for 30 days, as ElevenLabs' `voices.delete` does."""
    voices.delete(voice_id)
    return JSONResponse({"status": "ok"})


@router.post(
    "/elevenlabs/v1/voices/add",
    responses=errors(
        NoFile, NotAudio, AudioTooLong, AudioTooLarge, Silence, NoSpeech, Music, TooShort, SeveralSpeakers,
        ConsentNeeded, ConsentRequired, ConsentNotVerified, ConsentSynthetic, EngineUnavailable, QueueFull,
    ),
)  # fmt: skip
@declares(uploads=MANY_FILES)
async def add_voice(
    request: Request,
    caller: Cloner,
    jobs: JobsDep,
    voices: VoicesDep,
    clone_jobs: CloneJobsDep,
    uploads: UploadsDep,
    name: Annotated[str, Form(min_length=1, max_length=200)],
    agreement: ConsentForm,
    files: Annotated[
        list[UploadFile] | None, File(description="1 to 50 recordings of one person.", max_length=50)
    ] = None,
    description: Annotated[str, Form(max_length=5000)] = "",
    remove_background_noise: Annotated[
        bool, Form(description="Ignored: noise is always reduced where it helps.")
    ] = False,
    labels: Annotated[str, Form(max_length=2000, description="A JSON object; kept as tags.")] = "",
    consent: Annotated[
        bool | None, Form(description="Not in ElevenLabs' API: the person agreed to be cloned.")
    ] = None,
) -> JSONResponse:
    """Clone a voice, as ElevenLabs' `voices.ivc.create` does; it is usable at once and improved in the background."""
    tags = tags_of(labels)
    if not files:
        raise NoFile(("files",))
    kept = await uploads.keep_all(files)
    given = await given_consent(agreement, uploads, kept)
    asked = CloneRequest(
        name=name, language="auto", transcript="", description=description, consent=consent, given=given,
        refine="standard",
    )  # fmt: skip
    made = await job_result(request, jobs, partial(clone_jobs.create, kept, asked, caller.owner))
    if tags:
        await change(voices.update, made["voice_id"], VoiceChanges(tags=tags))
    return JSONResponse({"voice_id": made["voice_id"], "requires_verification": False})


def _sees_own(caller: Principal) -> bool:
    return "voices:read" in caller.scopes


def _named(voices: Voices, names: VoiceNames, name: str, caller: Principal) -> Voice:
    """The voice that a name means. Raises VoiceNotFound, VoiceInTrash."""
    return voices.named(names.find(name, caller.owner), asker=caller.owner)


def _found(voices: Voices, names: VoiceNames, name: str, caller: Principal) -> Voice | None:
    try:
        voice = _named(voices, names, name, caller)
    except (VoiceNotFound, VoiceInTrash):
        return None
    return voice if voice.kind == "preset" or _sees_own(caller) else None
