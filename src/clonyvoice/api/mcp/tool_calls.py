"""One tool call: its caller, its services, and waiting for a job with progress and cancel."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import anyio
from anyio import CapacityLimiter, to_thread

from clonyvoice.api.auth import admit
from clonyvoice.audit.log import AuditLog
from clonyvoice.cloning.clone_jobs import CloneJobs
from clonyvoice.cloning.design_jobs import DesignJobs
from clonyvoice.core.errors import NotFound
from clonyvoice.core.settings import Settings
from clonyvoice.jobs import Job, JobQueue
from clonyvoice.jobs.errors import JobNotFound
from clonyvoice.keys import Principal, RequestLimits, Scope
from clonyvoice.provenance.signing import SignedFiles
from clonyvoice.speech import Speech
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.transcription.service import Transcriptions
from clonyvoice.voices.library import Voices

T = TypeVar("T")
Report = Callable[[float, str], Awaitable[None]]
"""Called with a fraction 0-1 and a message for the client; without effect when it did not ask for progress."""
_LOOK_EVERY: Final = 0.2
"""Seconds between two looks at a job's progress. Chosen by hand."""
_threads = CapacityLimiter(16)
"""Threads of tool calls that compute without a job."""


@dataclass(frozen=True, slots=True)
class ToolServices:
    """The services that tools call."""

    settings: Settings
    blobs: BlobStore
    audit: AuditLog
    jobs: JobQueue
    limits: RequestLimits
    voices: Voices
    speech: Speech
    transcriptions: Transcriptions
    clone_jobs: CloneJobs
    design_jobs: DesignJobs
    signed: SignedFiles


@dataclass(frozen=True, slots=True)
class Call:
    """The context of a tool's call: everything besides its arguments."""

    services: ToolServices
    caller: Principal
    report: Report
    address: str | None = None
    """The server's own address, when it is reached over HTTP."""
    files: bool = False
    """Whether the caller's own files may be read and written: only where this process is the caller's (stdio)."""
    speakers: bool = False
    """Whether sound may be played on this machine: only for who sits at it."""

    def admit(self, scope: Scope) -> None:
        """Count the call against the caller's limit. Raises MissingScope, RateLimited."""
        admit(self.services.limits, self.caller, scope)

    async def followed(self, job_id: str, seconds: float) -> Job:
        """The job once it has ended, or its state after `seconds`; progress is reported meanwhile.

        A cancelled call stops the job.
        """
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(self._tell, job_id)
                with anyio.move_on_after(seconds):
                    await self.services.jobs.finished(job_id)
                group.cancel_scope.cancel()
        except anyio.get_cancelled_exc_class():
            # nothing may be awaited any more, and stopping a job waits for its compute
            threading.Thread(target=self._stop, args=(job_id,), daemon=True).start()
            raise
        return await to_thread.run_sync(self.services.jobs.get, job_id)

    async def _tell(self, job_id: str) -> None:
        told: tuple[float, str] | None = None
        while True:
            try:
                job = await to_thread.run_sync(self.services.jobs.get, job_id)
            except JobNotFound:
                return
            now = (job.progress, job.stage)
            if now != told and (told is None or now[0] > told[0]):
                await self.report(job.progress, f"{job.stage or 'waiting'} ({job.subject})")
                told = now
            await asyncio.sleep(_LOOK_EVERY)

    def _stop(self, job_id: str) -> None:
        self.services.jobs.cancel(job_id)

    def job(self, wanted: str) -> Job:
        """The caller's job with this id, or the job that produces the item with this id. Raises NotFound."""
        try:
            found: Job | None = self.services.jobs.get(wanted)
        except JobNotFound:
            found = self.services.jobs.of_subject(wanted)
        if found is None or self.caller.sees not in (None, found.owner):
            raise NotFound(
                f"There is no work with the id {wanted[:80]!r}. Give the `id` that `speak`, `transcribe` or"
                " `design_voice` answered with.",
                param="id",
            )
        return found
