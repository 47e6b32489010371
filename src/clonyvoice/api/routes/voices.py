"""Voices: listed, changed, deleted and restored, previewed; categories and favourites."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Form, Header, Query, Response, UploadFile
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from clonyvoice.api.auth import VoiceReader, VoiceWriter
from clonyvoice.api.bodies.cloning import VersionBody, version_body
from clonyvoice.api.bodies.voices import (
    CategoryBody,
    CategoryList,
    ExportBody,
    FavoriteBody,
    ImportedBody,
    ImportPreviewBody,
    NewCategory,
    VoiceBody,
    VoiceChange,
    VoiceList,
    category_body,
    voice_body,
)
from clonyvoice.api.request_checks import moment_of
from clonyvoice.api.responses.file_byte_ranges import KnownFile, WholeFile
from clonyvoice.api.responses.speech import sound_file
from clonyvoice.api.routing import MANY_FILES, api_router, declares, errors, shown
from clonyvoice.api.services import (
    BlobsDep,
    CategoriesDep,
    EnginesDep,
    PreviewsDep,
    SamplesDep,
    SpeechDep,
    TransferDep,
    VoicesDep,
)
from clonyvoice.api.waiting_requests import change
from clonyvoice.audio import FormatName, format_named
from clonyvoice.audio.media_containers import head_of
from clonyvoice.audio.recording_limits_file_types import media_type_of
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.core.ids import new_id
from clonyvoice.engines.registry import EngineNotFound
from clonyvoice.storage.page_cursors import BadCursor
from clonyvoice.text.languages import UnknownLanguage
from clonyvoice.voices import VoiceFilter
from clonyvoice.voices.errors import (
    CategoryExists,
    CategoryNotFound,
    PresetReadOnly,
    SampleNotFound,
    VersionNotFound,
    VoiceChanged,
    VoiceInTrash,
    VoiceNotFound,
    VoiceNotReady,
)
from clonyvoice.voices.import_export import OnClash
from clonyvoice.voices.listing import as_filtered
from clonyvoice.voices.model import VoiceStatus
from clonyvoice.voices.voice_archive import MEDIA_TYPE, NotAVoiceFile, NothingToImport, UnsafeVoiceFile

router = api_router("Voices")


@router.get(
    "/api/voices", response_model=VoiceList, responses=errors(BadCursor, UnknownLanguage, EngineNotFound)
)
def list_voices(
    caller: VoiceReader,
    engines: EnginesDep,
    voices: VoicesDep,
    kind: Literal["clone", "preset", "design"] | None = None,
    q: Annotated[str | None, Query(max_length=200, description="Words in name, description or tags.")] = None,
    language: Annotated[str | None, Query(max_length=40, description="A code, tag or name.")] = None,
    category_id: Annotated[str | None, Query(max_length=80, description="`none`: those without one.")] = None,
    favorite: bool | None = None,
    engine: Annotated[str | None, Query(max_length=80)] = None,
    gender: Annotated[str | None, Query(max_length=20)] = None,
    tag: Annotated[str | None, Query(max_length=60)] = None,
    status: VoiceStatus | None = None,
    trashed: Annotated[bool, Query(description="Those in the trash instead.")] = False,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
    cursor: Annotated[str | None, Query(max_length=300)] = None,
) -> Response:
    """List voices: the caller's own newest first, then presets. A voice must match all filters that are given."""
    if engine is not None:
        engines.info(engine)
    wanted = VoiceFilter(
        kind=kind, q=q, language=language and as_filtered(language), category_id=category_id,
        favorite=favorite, engine=engine, gender=gender, tag=tag, status=status, trashed=trashed,
        asker=caller.owner,
    )  # fmt: skip
    page = voices.list(wanted, limit=limit, cursor=cursor)
    found = [voice_body(voice) for voice in page.voices]
    return shown(VoiceList(voices=found, total=page.total, next_cursor=page.next_cursor))


@router.get("/api/voices/{voice_id}", responses=errors(VoiceNotFound, VoiceInTrash))
def get_voice(voice_id: str, caller: VoiceReader, voices: VoicesDep, response: Response) -> VoiceBody:
    """Get one voice with its samples, versions and quality report."""
    voice = voices.get(voice_id, asker=caller.owner)
    response.headers["ETag"] = voice.etag
    return voice_body(voice)


@router.get(
    "/api/voices/{voice_id}/preview",
    response_class=FileResponse,
    responses={
        200: {"content": {"audio/*": {}}},
        **errors(VoiceNotFound, VoiceInTrash, VoiceNotReady, UnknownLanguage, EngineUnavailable),
    },
)
@declares(makes=True)
async def preview_voice(
    voice_id: str,
    caller: VoiceReader,
    speech: SpeechDep,
    previews: PreviewsDep,
    language: Annotated[
        str | None, Query(max_length=40, description="The voice's own when left out.")
    ] = None,
    text: Annotated[
        str | None,
        Query(min_length=1, max_length=500, description="The text to speak, instead of a greeting."),
    ] = None,
    fmt: Annotated[FormatName, Query(alias="format")] = "wav",
) -> Response:
    """Get a short spoken sample, generated once for each language and text, and kept."""
    done = await previews.get(voice_id, language, text, asker=caller.owner, in_thread=change)
    return await sound_file(speech, done, format_named(fmt), None)


@router.put(
    "/api/voices/{voice_id}",
    responses=errors(
        VoiceNotFound, VoiceInTrash, CategoryNotFound, UnknownLanguage, PresetReadOnly, VoiceChanged
    ),
)
def update_voice(
    voice_id: str,
    body: VoiceChange,
    caller: VoiceWriter,
    voices: VoicesDep,
    response: Response,
    if_match: Annotated[
        str | None, Header(description="The ETag that GET gave: 409 when it changed.")
    ] = None,
) -> VoiceBody:
    """Change a voice; fields that are left out keep their value. Presets take favourite, category and settings."""
    expected = body.updated_at or moment_of(if_match)
    voice = voices.update(voice_id, body.changes(), expected=expected, asker=caller.owner)
    response.headers["ETag"] = voice.etag
    return voice_body(voice)


@router.delete("/api/voices/{voice_id}", status_code=204, responses=errors(VoiceNotFound, PresetReadOnly))
def delete_voice(
    voice_id: str,
    caller: VoiceWriter,
    voices: VoicesDep,
    permanent: Annotated[bool, Query(description="At once, with all its recordings.")] = False,
) -> None:
    """Move a voice to the trash, where it remains for 30 days."""
    voices.delete(voice_id, permanent=permanent)


@router.post("/api/voices/{voice_id}/restore", responses=errors(VoiceNotFound))
def restore_voice(voice_id: str, caller: VoiceWriter, voices: VoicesDep) -> VoiceBody:
    """Bring a voice back from the trash."""
    return voice_body(voices.restore(voice_id))


@router.get("/api/voices/{voice_id}/versions", responses=errors(VoiceNotFound))
def list_versions(voice_id: str, caller: VoiceReader, samples: SamplesDep) -> list[VersionBody]:
    """List the fits of a voice, oldest first."""
    return [version_body(version) for version in samples.versions(voice_id)]


@router.post(
    "/api/voices/{voice_id}/versions/{version}/activate", responses=errors(VoiceNotFound, VersionNotFound)
)
def activate_version(
    voice_id: str, version: int, caller: VoiceWriter, voices: VoicesDep, samples: SamplesDep
) -> VoiceBody:
    """Make another fit the active version of a voice."""
    samples.activate(voice_id, version)
    return voice_body(voices.get(voice_id))


@router.get(
    "/api/voices/{voice_id}/samples/{sample_id}/audio",
    response_class=FileResponse,
    responses={200: {"content": {"audio/*": {}}}, **errors(VoiceNotFound, SampleNotFound)},
)
def sample_audio(
    voice_id: str,
    sample_id: str,
    caller: VoiceReader,
    blobs: BlobsDep,
    samples: SamplesDep,
    which: Annotated[
        Literal["clip", "original"], Query(description="The speech found in it, or the file as it was sent.")
    ] = "clip",
) -> KnownFile:
    """Get a recording of a voice, with byte ranges."""
    path = blobs.path(samples.sample(voice_id, sample_id, which).blob_id)
    return KnownFile(path, media_type=media_type_of(head_of(path)), content_disposition_type="inline")


@router.post(
    "/api/voices/export",
    response_class=FileResponse,
    responses={200: {"content": {MEDIA_TYPE: {}}}, **errors(VoiceNotFound, PresetReadOnly)},
)
def export_voices(
    body: ExportBody, caller: VoiceReader, blobs: BlobsDep, transfer: TransferDep
) -> FileResponse:
    """Export voices as a `.clonyvoice` file, with their recordings and fits."""
    path = blobs.scratch / f"{new_id('export')}.clonyvoice"
    try:
        with path.open("xb") as sink:
            transfer.export(body.voice_ids, sink, caller.owner)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    done = BackgroundTask(path.unlink, missing_ok=True)
    return WholeFile(path, media_type=MEDIA_TYPE, filename="voices.clonyvoice", background=done)


@router.post("/api/voices/import/preview", responses=errors(NotAVoiceFile))
@declares(uploads=MANY_FILES, bare_upload=True)
def preview_import(file: UploadFile, caller: VoiceWriter, transfer: TransferDep) -> ImportPreviewBody:
    """Show the contents of a `.clonyvoice` file, its conflicts and unsafe parts; nothing is changed."""
    return ImportPreviewBody.model_validate(transfer.preview(file.file, caller.owner), from_attributes=True)


@router.post(
    "/api/voices/import", status_code=201, responses=errors(NotAVoiceFile, UnsafeVoiceFile, NothingToImport)
)
@declares(idempotency="response", uploads=MANY_FILES, bare_upload=True)
def import_voices(
    file: UploadFile,
    caller: VoiceWriter,
    voices: VoicesDep,
    transfer: TransferDep,
    on_clash: Annotated[
        OnClash, Form(description="The handling of a voice that already exists.")
    ] = "keep_both",
) -> ImportedBody:
    """Import the voices of a `.clonyvoice` file: all of them, or none when anything is wrong."""
    made = transfer.load(file.file, caller.owner, on_clash)
    return ImportedBody(voices=[voice_body(voices.get(voice_id)) for voice_id in made])


@router.get("/api/favorites", response_model=VoiceList)
def list_favorites(
    caller: VoiceReader,
    voices: VoicesDep,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
    cursor: Annotated[str | None, Query(max_length=300)] = None,
) -> Response:
    """List favourite voices."""
    page = voices.list(VoiceFilter(favorite=True, asker=caller.owner), limit=limit, cursor=cursor)
    found = [voice_body(voice) for voice in page.voices]
    return shown(VoiceList(voices=found, total=page.total, next_cursor=page.next_cursor))


@router.post("/api/favorites/{voice_id}", responses=errors(VoiceNotFound, VoiceInTrash))
@declares(idempotency="response")
def toggle_favorite(voice_id: str, caller: VoiceWriter, voices: VoicesDep) -> FavoriteBody:
    """Mark a voice as a favourite, or remove the mark."""
    voice = voices.toggle_favorite(voice_id)
    return FavoriteBody(id=voice.id, favorite=voice.favorite)


@router.get("/api/categories")
def list_categories(caller: VoiceReader, categories: CategoriesDep) -> CategoryList:
    """List categories with the number of voices in each."""
    return CategoryList(categories=[category_body(each) for each in categories.list()])


@router.post("/api/categories", status_code=201, responses=errors(CategoryExists))
@declares(idempotency="response")
def create_category(body: NewCategory, caller: VoiceWriter, categories: CategoriesDep) -> CategoryBody:
    """Create a category."""
    return category_body(categories.create(body.name, body.color))


@router.delete("/api/categories/{category_id}", status_code=204, responses=errors(CategoryNotFound))
def delete_category(category_id: str, caller: VoiceWriter, categories: CategoriesDep) -> None:
    """Delete a category; its voices remain."""
    categories.delete(category_id)
