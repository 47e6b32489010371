"""Uploads stored as blobs, and requests that wait for a job."""

from __future__ import annotations

import asyncio
import contextlib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Annotated, Any, TypeAlias, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, File, Request, UploadFile
from starlette.requests import ClientDisconnect

from clonyvoice.api.idempotency import key_of
from clonyvoice.api.services import BlobsDep, SettingsDep
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.jobs import Idempotency, Job, JobQueue
from clonyvoice.jobs.queue import result_of
from clonyvoice.keys import Principal
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.transcription.service import Upload

T = TypeVar("T")
_PIECE = 1 << 20
"""Bytes read and written at a time. Chosen by hand."""
_threads = CapacityLimiter(32)
"""Threads in which requests wait for compute, apart from those of quick routes."""
OF_ONE = 8
"""Of these threads, those for the requests of one owner at a time: a quarter. Chosen by hand."""
_places: dict[tuple[int, str], CapacityLimiter] = {}
"""By event loop and owner: who has requests under way or waiting."""
_copying = CapacityLimiter(16)
"""Threads in which uploads are copied, apart from those of sign-ins and rows. Chosen by hand."""
_LOOK_EVERY = 0.5
"""Seconds between two looks at whether the sender is still there. Chosen by hand."""


class NoFile(InvalidRequest):
    """The form has no part with a recording."""

    code = "no_file"

    def __init__(self, names: Sequence[str]) -> None:
        shown = " or ".join(f"`{name}`" for name in names)
        super().__init__(f"The form needs a file in a part named {shown}.", param=names[0])


def one_of(**parts: UploadFile | None) -> UploadFile:
    """The file that came, whatever its part was called. Raises NoFile; InvalidRequest when several came."""
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


def idempotency_of(request: Request) -> Idempotency | None:
    """The request's `Idempotency-Key`, if it sent one; uploads are not compared."""
    key = key_of(request)
    return None if key is None else Idempotency(key)


async def outcome(request: Request, jobs: JobQueue, job_id: str) -> Job:
    """The job once it has ended. A client that disconnects cancels it, unless another one waits for it too.

    Raises ClientDisconnect when somebody does.
    """
    jobs.claim(job_id)
    ended = asyncio.ensure_future(jobs.finished(job_id))
    try:
        while not ended.done():
            await asyncio.wait({ended}, timeout=_LOOK_EVERY)
            if not ended.done() and await request.is_disconnected():
                left = await asyncio.to_thread(jobs.abandon, job_id)
                if not left.ended:
                    raise ClientDisconnect
        return ended.result()
    finally:
        if not ended.done():
            ended.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ended


async def job_result(request: Request, jobs: JobQueue, submit: Callable[[], Job]) -> dict[str, Any]:
    """The result of the job that `submit` stores, once it has ended. Raises what both raise, or JobUnfinished."""
    job = await asyncio.to_thread(submit)
    return result_of(await outcome(request, jobs, job.id))


async def watched(request: Request, work: Callable[[CancelToken], T]) -> T:
    """The result of `work`, run in a thread and cancelled when the client disconnects. Raises what it raises.

    One owner's requests have some of the threads at most; further ones wait without any.
    """
    cancel = CancelToken()
    caller: Principal | None = request.scope.get("clonyvoice.principal")
    owner = "" if caller is None else caller.owner
    running = asyncio.ensure_future(in_turn(owner, partial(work, cancel)))
    try:
        while not running.done():
            await asyncio.wait({running}, timeout=_LOOK_EVERY)
            if not running.done() and await request.is_disconnected():
                cancel.cancel()
        return running.result()
    except asyncio.CancelledError:
        cancel.cancel()
        raise


async def in_turn(owner: str, work: Callable[[], T]) -> T:
    """The result of `work` that may take long, run in a thread when fewer than `OF_ONE` of `owner` run."""
    place = (id(asyncio.get_running_loop()), owner)
    limiter = _places.setdefault(place, CapacityLimiter(OF_ONE))
    try:
        async with limiter:
            return await to_thread.run_sync(work, limiter=_threads)
    finally:
        if not limiter.borrowed_tokens and not limiter.statistics().tasks_waiting:
            _places.pop(place, None)
