"""Consent to clones: recorded with a voice, its recording checked, revoked with all fits and samples."""

from __future__ import annotations

from functools import partial

from fastapi import Request
from starlette.responses import FileResponse

from clonyvoice.api.auth import VoiceReader, VoiceWriter
from clonyvoice.api.bodies.consents import (
    ConsentBody,
    MadeBody,
    RevocationBody,
    RevokeBody,
    consent_body,
    made_body,
    revocation_body,
)
from clonyvoice.api.consent_form import ConsentForm, given_consent
from clonyvoice.api.responses.file_byte_ranges import KnownFile
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import BlobsDep, ClonesDep, RevocationsDep, VoicesDep
from clonyvoice.api.uploads import UploadsDep
from clonyvoice.api.waiting_requests import watched
from clonyvoice.audio import AudioTooLarge, AudioTooLong, NotAudio
from clonyvoice.audio.media_containers import head_of
from clonyvoice.audio.recording_limits_file_types import media_type_of
from clonyvoice.cloning.errors import (
    ConsentNotVerified,
    ConsentRequired,
    ConsentSynthetic,
    Music,
    NoSpeech,
    NotAClone,
    NothingToRevoke,
    SeveralSpeakers,
    Silence,
    TooShort,
)
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.transcription.spoken_languages import UnknownSpeechLanguage
from clonyvoice.voices.consent_records import ConsentNotFound
from clonyvoice.voices.errors import PresetReadOnly, VoiceNotFound, VoiceRevoked

router = api_router("Voices")
_UNFIT = (NotAudio, AudioTooLong, AudioTooLarge, Silence, NoSpeech, Music, TooShort, SeveralSpeakers)


@router.post(
    "/api/voices/{voice_id}/consents",
    status_code=201,
    responses=errors(
        VoiceNotFound, NotAClone, VoiceRevoked, ConsentRequired, ConsentNotVerified, ConsentSynthetic,
        UnknownSpeechLanguage, EngineUnavailable, *_UNFIT,
    ),
)  # fmt: skip
@declares(idempotency="response")
async def add_consent(
    voice_id: str,
    request: Request,
    caller: VoiceWriter,
    clones: ClonesDep,
    uploads: UploadsDep,
    agreement: ConsentForm,
) -> ConsentBody:
    """Record the consent of a clone's person; a recording of it is checked against the voice's samples."""
    given = await given_consent(agreement, uploads)
    add = partial(clones.consents.add, voice_id, given, caller.owner)
    return consent_body(voice_id, await watched(request, lambda cancel: add(cancel=cancel)))


@router.get(
    "/api/voices/{voice_id}/consents/{consent_id}/audio",
    response_class=FileResponse,
    responses={200: {"content": {"audio/*": {}}}, **errors(VoiceNotFound, ConsentNotFound)},
)
def consent_audio(
    voice_id: str, consent_id: str, caller: VoiceReader, blobs: BlobsDep, voices: VoicesDep, clones: ClonesDep
) -> KnownFile:
    """Get the recording of a spoken consent, with byte ranges."""
    voices.get(voice_id, asker=caller.owner)
    path = blobs.path(clones.consents.records.recording(consent_id, voice_id))
    return KnownFile(path, media_type=media_type_of(head_of(path)), content_disposition_type="inline")


@router.post(
    "/api/voices/{voice_id}/revoke", responses=errors(VoiceNotFound, PresetReadOnly, NothingToRevoke)
)
@declares(frees=True)
def revoke_consent(
    voice_id: str, caller: VoiceWriter, revocations: RevocationsDep, body: RevokeBody
) -> RevocationBody:
    """Revoke the consent to a clone permanently: samples and fits, also of voices derived from it, are deleted.

    Work that uses them is stopped. The response lists what was made with them, which is kept.
    """
    found = revocations.revoke(voice_id, body.reason, caller.owner, caller.sees)
    return revocation_body(found)


@router.get("/api/voices/{voice_id}/made", responses=errors(VoiceNotFound))
def list_made_with_voice(
    voice_id: str,
    caller: VoiceReader,
    revocations: RevocationsDep,
) -> MadeBody:
    """List everything generated with a voice and voices derived from it: generations, and takes of projects."""
    return made_body(revocations.made(voice_id, caller.sees))
