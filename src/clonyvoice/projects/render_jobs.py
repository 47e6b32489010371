"""Mixes rendered to files by a durable job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.audio.formats import file_format_named
from clonyvoice.audit.log import OFF, AuditLog, sha256_of
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.errors import Conflict, InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import UNFINISHED, JobState
from clonyvoice.jobs import BATCH, Idempotency, Job, JobContext, JobQueue
from clonyvoice.projects.document import duration, layout
from clonyvoice.projects.errors import NothingToMix, ProjectItemNotFound
from clonyvoice.projects.mix_playback import Mixes
from clonyvoice.projects.records import project_row
from clonyvoice.projects.render_chapters_video import RenderedFiles, RenderSettings
from clonyvoice.projects.render_file_names import filled, shared_values
from clonyvoice.projects.render_stems_lines_zip import RenderInput, RenderWriter
from clonyvoice.projects.service import Projects
from clonyvoice.projects.takes import Takes
from clonyvoice.storage.errors import from_os_error
from clonyvoice.storage.tables import ProjectRenderRow, ProjectRow

JOB: Final = "project-render"


def _check_range(settings: RenderSettings, seconds: float) -> None:
    """Raise InvalidRequest if `begin` to `end` is empty in a project of so many seconds."""
    if settings.end is not None and settings.end <= settings.begin:
        raise InvalidRequest("end must be after begin.", param="end")
    if settings.begin >= seconds > 0:
        raise InvalidRequest(f"begin must be before the project's end at {seconds:g} seconds.", param="begin")


class RenderNotReady(Conflict):
    """The file of a render that is not completed."""

    code = "not_ready"

    def __init__(self, status: str) -> None:
        super().__init__(
            f"The render is {status}, so there is no file to give. Wait until its status is completed.",
            param="render_id",
        )


@dataclass(frozen=True, slots=True)
class Render:
    """A render. `measured` has loudness and true peak of the mix, and the gain applied."""

    id: str
    project_id: str
    revision: int
    status: JobState
    settings: dict[str, Any]
    duration: float | None
    measured: dict[str, Any]
    error: dict[str, Any] | None
    job_id: str | None
    blob_id: str | None
    created_at: Any
    finished_at: Any

    @property
    def archive(self) -> bool:
        """Whether the file is a ZIP archive of several."""
        return bool(self.settings.get("stems") or self.settings.get("per_line"))

    def saved_as(self, project: str) -> str:
        """The file's name by its pattern, else the project's name with `stems` or `lines` if it contains those."""
        kept = " stems" if self.settings.get("stems") else " lines" if self.settings.get("per_line") else ""
        ending = "zip" if self.archive else file_format_named(self.settings["format"]).extension
        loudness = str(self.settings.get("loudness", "off"))
        values = shared_values(project, self.revision, self.created_at, loudness)
        return f"{filled(self.settings.get('file_name') or '{project}' + kept, values)}.{ending}"


class Renders:
    """Renders mixes; registered with the queue as the handler of `project-render` jobs."""

    def __init__(
        self,
        projects: Projects,
        mixes: Mixes,
        files: RenderedFiles,
        takes: Takes,
        jobs: JobQueue,
        audit: AuditLog = OFF,
    ) -> None:
        self._projects, self._mixes, self._jobs, self._files, self._audit = (
            projects,
            mixes,
            jobs,
            files,
            audit,
        )
        self._writer = RenderWriter(projects, mixes, files, takes)
        jobs.register(JOB, self, topic="render", on_end=self.ended)

    def start(
        self,
        project_id: str,
        settings: RenderSettings,
        owner: str | None,
        asker: str,
        idempotency: Idempotency | None = None,
    ) -> Render:
        """The render of the project's present revision, stored, and waiting or running already.

        Raises NothingToMix, ProjectNotFound, UnsupportedFormat, PictureNotCopied, InvalidRequest, QueueFull.
        """
        file_format_named(settings.format)
        project, document = self._projects.document(project_id, owner)
        if settings.per_line:
            if not any(place.take_id for place in layout(document).values()):
                raise NothingToMix
            self._files.check(document, None, settings)
        else:
            self._files.check(document, self._mixes.of(document), settings)
            _check_range(settings, duration(document))
        render_id = new_id("render")

        def prepare(session: Session, job: Job) -> None:
            session.add(self._row(render_id, project_id, job, project.revision, settings, JobState.QUEUED))

        job = self._jobs.submit(
            JOB,
            owner=asker,
            payload={"project_id": project_id, "render_id": render_id},
            subject=render_id,
            priority=BATCH,
            idempotency=idempotency,
            prepare=prepare,
        )
        return self.get(project_id, job.subject, owner)

    def check_picture(self, project_id: str, asset_id: str, owner: str | None) -> None:
        """Raise PictureNotCopied, InvalidRequest or ProjectItemNotFound if the asset's picture cannot be copied."""
        _, document = self._projects.document(project_id, owner)
        self._files.check(document, None, RenderSettings(format="mp4", video=asset_id))

    def get(self, project_id: str, render_id: str, owner: str | None) -> Render:
        """One render. Raises ProjectItemNotFound, ProjectNotFound."""
        with self._projects.database.read() as session:
            project_row(session, project_id, owner)
            row = session.get(ProjectRenderRow, render_id)
            if row is None or row.project_id != project_id:
                raise ProjectItemNotFound("render", render_id, "render_id")
            return _render(row)

    def listing(self, project_id: str, owner: str | None) -> list[Render]:
        """The project's renders, newest first. Raises ProjectNotFound."""
        with self._projects.database.read() as session:
            project_row(session, project_id, owner)
            wanted = select(ProjectRenderRow).where(ProjectRenderRow.project_id == project_id)
            return [
                _render(row) for row in session.scalars(wanted.order_by(ProjectRenderRow.created_at.desc()))
            ]

    def ended(self, session: Session, job: Job) -> None:
        """Set the render's row to its job's final state (see `jobs.OnEnd`)."""
        row = session.get(ProjectRenderRow, job.subject)
        if row is not None:
            row.status, row.error, row.finished_at = job.state, job.error, job.finished_at

    def make_within(
        self, context: JobContext, project_id: str, render_id: str, settings: RenderSettings
    ) -> None:
        """Render the present revision as a step of another job; an existing render with this id is continued.

        Where it fails, the job's end is to be noted with `end_within`.
        Raises NothingToMix, PictureNotCopied, InvalidRequest, Cancelled.
        """
        project, document = self._projects.document(project_id, None)
        self._files.check(document, self._mixes.of(document), settings)
        with self._projects.database.write() as session:
            if session.get(ProjectRenderRow, render_id) is None:
                session.add(
                    self._row(
                        render_id, project_id, context.job, project.revision, settings, JobState.RUNNING
                    )
                )
        self._make(context, project_id, render_id)
        with self._projects.database.write() as session:
            end_within(session, render_id, JobState.COMPLETED, None, self._projects.clock.now())

    def __call__(self, context: JobContext) -> dict[str, Any]:
        """Render the requested revision into a file."""
        return self._make(context, str(context.payload["project_id"]), str(context.payload["render_id"]))

    def _row(
        self,
        render_id: str,
        project_id: str,
        job: Job,
        revision: int,
        settings: RenderSettings,
        status: JobState,
    ) -> ProjectRenderRow:
        return ProjectRenderRow(
            id=render_id, project_id=project_id, owner=job.owner, job_id=job.id, revision=revision,
            settings=settings.json(), status=status, created_at=self._projects.clock.now(),
        )  # fmt: skip

    def _make(self, context: JobContext, project_id: str, render_id: str) -> dict[str, Any]:
        with self._projects.database.write() as session:
            row = session.get(ProjectRenderRow, render_id)
            if row is None or session.get(ProjectRow, project_id) is None:
                raise ProjectItemNotFound("render", render_id, "render_id")
            row.status = JobState.RUNNING
            revision, earlier, asked = row.revision, row.blob_id, row.created_at
            settings = RenderSettings(**row.settings)
        if earlier is not None:  # written before a restart, its end was not
            return {"render_id": render_id}
        document = self._projects.at_revision(project_id, revision, None)
        try:
            with self._projects.blobs.writer() as writer:
                values = shared_values(str(document.settings["name"]), revision, asked, settings.loudness)
                seconds, measured = self._writer.write(
                    context, RenderInput(document, settings, values), writer
                )
                blob_id = writer.commit()
        except OSError as problem:  # the temporary file of an encoder, on a full disk
            raise from_os_error(problem) or problem from problem
        try:
            if self._audit.enabled:
                digest = sha256_of([self._projects.blobs.path(blob_id)])
                about = {"sha256": digest, "project": project_id, "format": settings.format}
                self._audit.record("project.render", context.job.owner, subject=render_id, **about)
            with self._projects.database.write() as session:
                row = session.get(ProjectRenderRow, render_id)
                if row is None:
                    raise ProjectItemNotFound("render", render_id, "render_id")
                row.blob_id, row.duration, row.measured = blob_id, round(seconds, 6), measured
        except BaseException:
            self._projects.blobs.delete(blob_id)
            raise
        return {"render_id": render_id, "duration": round(seconds, 6)}


def end_within(
    session: Session, render_id: str, state: JobState, error: dict[str, Any] | None, at: datetime | None
) -> None:
    """Record the final state of a render that is a step of another job, unless it is recorded already."""
    row = session.get(ProjectRenderRow, render_id)
    if row is not None and row.status in UNFINISHED:
        row.status, row.error, row.finished_at = state, error, at


def _render(row: ProjectRenderRow) -> Render:
    return from_attributes(Render, row, settings=dict(row.settings), measured=dict(row.measured))
