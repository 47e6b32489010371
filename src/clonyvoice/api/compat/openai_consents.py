"""OpenAI's consents under `/v1/audio/voice_consents`: recorded before a voice is cloned, and named when it is."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import File, Form, Query, Request, UploadFile
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

from clonyvoice.api.auth import Cloner, VoiceReader, VoiceWriter
from clonyvoice.api.compat.unsupported_fields import compat_router
from clonyvoice.api.errors import renamed_fields
from clonyvoice.api.routing import errors
from clonyvoice.api.services import ClonesDep
from clonyvoice.api.uploads import NoFile, UploadsDep
from clonyvoice.api.waiting_requests import change, watched
from clonyvoice.audio import AudioTooLarge, AudioTooLong, NotAudio
from clonyvoice.cloning.errors import Music, NoSpeech, SeveralSpeakers, Silence, TooShort
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.transcription.spoken_languages import UnknownSpeechLanguage
from clonyvoice.voices.consent_records import ConsentNotFound
from clonyvoice.voices.model import Consent
from clonyvoice.voices.voice_changes import clean_name

router = compat_router("OpenAI's API")


class ConsentLabel(BaseModel):
    """A new label of a consent."""

    name: str = Field(min_length=1, max_length=200)


@router.post(
    "/v1/audio/voice_consents",
    responses=errors(
        NoFile, NotAudio, AudioTooLong, AudioTooLarge, Silence, NoSpeech, Music, TooShort, SeveralSpeakers,
        UnknownSpeechLanguage, EngineUnavailable,
    ),
)  # fmt: skip
async def create_voice_consent(
    request: Request,
    caller: Cloner,
    clones: ClonesDep,
    uploads: UploadsDep,
    name: Annotated[
        str, Form(min_length=1, max_length=200, description="The person who agrees, as a label.")
    ],
    recording: Annotated[UploadFile | None, File(description="The person saying that they agree.")] = None,
    language: Annotated[str | None, Form(max_length=40)] = None,
) -> JSONResponse:
    """Record a spoken consent, as OpenAI's `audio.voice_consents.create` does; name it when you clone.

    It is written down at once, and checked against the samples when a voice is cloned with it.
    """
    if recording is None:
        raise NoFile(("recording",))
    upload = await uploads.keep(recording)
    with renamed_fields(consent_recording="recording"):
        record = partial(clones.consents.record, name, language, upload, caller.owner)
        kept = await watched(request, lambda cancel: record(cancel=cancel))
    return JSONResponse(_consent(kept))


@router.get("/v1/audio/voice_consents")
def list_voice_consents(
    caller: VoiceReader,
    clones: ClonesDep,
    after: Annotated[str | None, Query(max_length=80)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> JSONResponse:
    """List recorded consents, newest first, as OpenAI's `audio.voice_consents.list` does."""
    found = clones.consents.records.recorded(caller.sees)
    ids = [consent.id for consent in found]
    start = ids.index(after) + 1 if after in ids else 0
    shown = [_consent(consent) for consent in found[start : start + limit]]
    return JSONResponse(
        {
            "object": "list",
            "data": shown,
            "first_id": shown[0]["id"] if shown else None,
            "last_id": shown[-1]["id"] if shown else None,
            "has_more": len(found) > start + limit,
        }
    )


@router.get("/v1/audio/voice_consents/{consent_id}", responses=errors(ConsentNotFound))
def get_voice_consent(consent_id: str, caller: VoiceReader, clones: ClonesDep) -> JSONResponse:
    """Get one recorded consent."""
    return JSONResponse(_consent(clones.consents.records.get(consent_id, caller.sees)))


@router.post("/v1/audio/voice_consents/{consent_id}", responses=errors(ConsentNotFound))
async def rename_voice_consent(
    consent_id: str, body: ConsentLabel, caller: VoiceWriter, clones: ClonesDep
) -> JSONResponse:
    """Give a recorded consent another label, as OpenAI's `audio.voice_consents.update` does."""
    rename = clones.consents.records.rename
    kept = await change(rename, consent_id, caller.sees, clean_name(body.name))
    return JSONResponse(_consent(kept))


@router.delete("/v1/audio/voice_consents/{consent_id}", responses=errors(ConsentNotFound))
def delete_voice_consent(consent_id: str, caller: VoiceWriter, clones: ClonesDep) -> JSONResponse:
    """Delete a recorded consent. Voices that were cloned with it keep their copy; revoke those to stop them."""
    clones.consents.records.delete(consent_id, caller.sees)
    return JSONResponse({"id": consent_id, "object": "audio.voice_consent", "deleted": True})


def _consent(consent: Consent) -> dict[str, Any]:
    """A consent in the form of OpenAI's API; `statement` is the transcript of its recording."""
    return {
        "id": consent.id,
        "object": "audio.voice_consent",
        "name": consent.name,
        "language": consent.language,
        "created_at": int(consent.created_at.timestamp()),
        "statement": consent.statement,
    }
