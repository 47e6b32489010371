"""Clones and checks of recordings as jobs: fair between owners, cancelled like others, going on after a restart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.orm import Session

from clonyvoice.cloning.clone_request import Check, CloneRequest, CreatedClone, blobs_of
from clonyvoice.cloning.clones import Clones
from clonyvoice.cloning.consent_service import ConsentGiven
from clonyvoice.cloning.errors import UnfitRecording
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs import EventBus, Idempotency, Job, JobContext, JobQueue
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.tables import JobRow, VoiceRow
from clonyvoice.transcription.service import Upload

CREATE: Final = "clone.create"
CHECK: Final = "clone.check"


class CloneJobs:
    """Jobs that make a voice of recordings, or judge one recording. The uploads are theirs: they go with the job."""

    def __init__(self, clones: Clones, blobs: BlobStore, events: EventBus, jobs: JobQueue) -> None:
        self._clones, self._blobs, self._events, self._jobs = clones, blobs, events, jobs
        jobs.register(CREATE, self._create, on_end=self._created)
        jobs.register(CHECK, self._check, on_end=self._checked)

    def create(
        self,
        uploads: Sequence[Upload],
        request: CloneRequest,
        owner: str,
        idempotency: Idempotency | None = None,
    ) -> Job:
        """The job that creates the voice; see `created`. Progress is published as `clone.…` events of the new voice.

        Raises what `Clones.expect` does and QueueFull; then the uploads are removed.
        """
        voice_id = new_id("voice")
        payload = {"uploads": [asdict(one) for one in uploads], "request": _stored(request)}
        try:
            self._clones.expect(request, owner)
            job = self._jobs.submit(
                CREATE, owner=owner, payload=payload, subject=voice_id, idempotency=idempotency
            )
        except BaseException:
            self._blobs.delete(*blobs_of(uploads, request))
            raise
        if job.subject != voice_id:  # the same request was taken before
            self._blobs.delete(*blobs_of(uploads, request))
        elif job.state == JobState.QUEUED:
            self._tell(
                job,
                "clone.progress",
                progress=0.0,
                stage=JobState.QUEUED,
                queue_position=self._jobs.position(job.id),
            )
        return job

    def check(self, upload: Upload, owner: str) -> Job:
        """The job that judges a recording; see `checked`. Raises QueueFull; then the upload is removed."""
        try:
            return self._jobs.submit(CHECK, owner=owner, payload=asdict(upload))
        except BaseException:
            self._blobs.delete(upload.blob_id)
            raise

    # --- inside ---

    def _create(self, context: JobContext) -> dict[str, Any]:
        uploads = [Upload(**one) for one in context.payload["uploads"]]
        made = self._clones.make(
            context.job.subject,
            uploads,
            _request(context.payload["request"]),
            context.job.owner,
            context.cancel,
            partial(context.slot, None),
            context.job.id,
        )
        left_out = {str(index): why for index, why in made.left_out.items()}
        return {"voice_id": made.voice_id, "job_id": made.job_id, "left_out": left_out}

    def _created(self, session: Session, job: Job) -> None:
        """Clear the job's request, which a created voice holds now; without a voice delete the uploads too."""
        session.get_one(JobRow, job.id).payload = {}
        if session.get(VoiceRow, job.subject) is not None or "request" not in job.payload:
            return
        uploads = [Upload(**one) for one in job.payload["uploads"]]
        self._delete_after(session, *blobs_of(uploads, _request(job.payload["request"])))
        if job.started_at is None:  # else `make` has published it
            error = {"code": "cancelled", "message": "The voice was not made.", "param": None}
            self._tell(job, "clone.failed", error=error)

    def _check(self, context: JobContext) -> dict[str, Any]:
        upload = Upload(**context.payload)
        try:
            found = self._clones.check(
                self._blobs.path(upload.blob_id), upload.name, context.cancel, partial(context.slot, None)
            )
        except UnfitRecording as error:
            return {"problem": {"code": error.code, "message": error.message, "details": error.details}}
        return {"check": asdict(found)}

    def _checked(self, session: Session, job: Job) -> None:
        self._delete_after(session, job.payload["blob_id"])

    def _delete_after(self, session: Session, *blob_ids: str) -> None:
        event.listen(session, "after_commit", lambda _session: self._blobs.delete(*blob_ids), once=True)

    def _tell(self, job: Job, type_: str, **fields: Any) -> None:
        self._events.publish(type_, job.subject, job.owner, job_id=job.id, **fields)


def created(result: dict[str, Any]) -> CreatedClone:
    """The clone that a job of `CloneJobs.create` made, from its result."""
    left_out = {int(index): why for index, why in result["left_out"].items()}
    return CreatedClone(result["voice_id"], result["job_id"], left_out)


def checked(result: dict[str, Any]) -> Check | None:
    """The report of a job of `CloneJobs.check`, from its result; None for an unfit recording, with its `problem`."""
    return Check(**result["check"]) if "check" in result else None


def _stored(request: CloneRequest) -> dict[str, Any]:
    """The request as plain JSON; `_request` brings it back."""
    stored = asdict(request)
    at = request.given.agreed_at
    stored["given"]["agreed_at"] = None if at is None else at.isoformat()
    return stored


def _request(stored: dict[str, Any]) -> CloneRequest:
    given = dict(stored["given"])
    at, recording = given.pop("agreed_at"), given.pop("recording")
    consent = ConsentGiven(
        **given,
        agreed_at=None if at is None else datetime.fromisoformat(at),
        recording=None if recording is None else Upload(**recording),
    )
    return replace(CloneRequest(**{**stored, "given": ConsentGiven()}), given=consent)
