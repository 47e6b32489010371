"""Uploads stored as blobs: recordings of a form, copied, bounded and named."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Annotated, TypeAlias

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, File, UploadFile

from clonyvoice.api.services import BlobsDep, SettingsDep
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.transcription.service import Upload

_PIECE = 1 << 20
"""Bytes read and written at a time. Chosen by hand."""
_copying = CapacityLimiter(16)
"""Threads in which uploads are copied, apart from those of sign-ins and rows. Chosen by hand."""


class NoFile(InvalidRequest):
    """The form has no part with a recording."""

    code = "no_file"

    def __init__(self, names: Sequence[str]) -> None:
        shown = " or ".join(f"`{name}`" for name in names)
        super().__init__(f"The form needs a file in a part named {shown}.", param=names[0])


def one_of(**parts: UploadFile | None) -> UploadFile:
    """The one file of a request, whatever its part is called. Raises NoFile; InvalidRequest for several files."""
    came = {name: part for name, part in parts.items() if part is not None}
    if len(came) > 1:
        names = " and ".join(f"`{name}`" for name in came)
        raise InvalidRequest(f"Files came as {names}; this route takes one file.", param=list(came)[-1])
    for part in came.values():
        return part
    raise NoFile(tuple(parts))


async def _recording(
    audio: Annotated[
        UploadFile | None, File(description="The recording: any audio or video that FFmpeg reads.")
    ] = None,
    file: Annotated[UploadFile | None, File(description="Another name for `audio`.")] = None,
) -> UploadFile:
    return one_of(audio=audio, file=file)


Recording = Annotated[UploadFile, Depends(_recording)]
"""For `recording: Recording`: the form's file, whatever its part was called. Raises NoFile."""


class Uploads:
    """Keeps the files of forms as blobs."""

    def __init__(self, blobs: BlobStore, most_bytes: int) -> None:
        self._blobs, self._most_bytes = blobs, most_bytes

    async def keep(self, upload: UploadFile) -> Upload:
        """The file as a blob, copied piece by piece. Raises BlobTooLarge, StorageFull."""
        return await to_thread.run_sync(_copy, upload, self._blobs, self._most_bytes, limiter=_copying)

    async def keep_all(self, files: Sequence[UploadFile]) -> list[Upload]:
        """The files as blobs: all of them or none. Raises BlobTooLarge, StorageFull."""
        kept: list[Upload] = []
        try:
            for file in files:
                kept.append(await self.keep(file))  # noqa: PERF401 - what is kept when one fails is removed
        except BaseException:
            self.delete(kept)
            raise
        return kept

    def delete(self, kept: Iterable[Upload]) -> None:
        """Remove files that were kept."""
        self._blobs.delete(*(one.blob_id for one in kept))


async def _uploads(blobs: BlobsDep, settings: SettingsDep) -> Uploads:
    return Uploads(blobs, settings.max_upload_mb * 1_000_000)


UploadsDep: TypeAlias = Annotated[Uploads, Depends(_uploads)]
"""For `uploads: UploadsDep` in a route that takes files."""


def _copy(upload: UploadFile, blobs: BlobStore, limit: int) -> Upload:
    upload.file.seek(0)
    with blobs.writer(limit) as writer:
        while piece := upload.file.read(_PIECE):
            writer.write(piece)
        return Upload(writer.commit(), shown_name(upload.filename))


def shown_name(name: str | None) -> str:
    """A file's name as it is shown: no folders, no control characters, at most 200 characters."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(char for char in unicodedata.normalize("NFC", last) if char.isprintable())
    return clean[:200]
