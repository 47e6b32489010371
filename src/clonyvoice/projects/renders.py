"""Mixes rendered to files by a durable job."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.audio import encode, format_named
from clonyvoice.audio.formats import file_format_named
from clonyvoice.audio.stereo import Stereo, StereoEncoder
from clonyvoice.audit.log import OFF, AuditLog, sha256_of
from clonyvoice.core.errors import Conflict
from clonyvoice.core.ids import new_id
from clonyvoice.jobs import BATCH, Idempotency, Job, JobContext, JobQueue
from clonyvoice.projects.document import Document, layout
from clonyvoice.projects.errors import NothingToMix, ProjectItemNotFound
from clonyvoice.projects.master import TARGETS, Meter, gain_to, mastered
from clonyvoice.projects.mixes import Mixes
from clonyvoice.projects.records import project_row
from clonyvoice.projects.rendered_files import RenderedFiles, RenderSettings, file_name
from clonyvoice.projects.service import Projects
from clonyvoice.projects.takes import Takes
from clonyvoice.storage.blobs import BlobWriter
from clonyvoice.storage.errors import from_os_error
from clonyvoice.storage.tables import ProjectRenderRow, ProjectRow

JOB: Final = "project-render"


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
    """A render as it is told. `measured` has loudness and true peak of the mix, and the gain applied."""

    id: str
    project_id: str
    revision: int
    status: str
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

    def saved_as(self, project: str, ending: str) -> str:
        """The name of its file: that of the project, and whether it holds stems or lines."""
        kept = " stems" if self.settings.get("stems") else " lines" if self.settings.get("per_line") else ""
        return f"{file_name(project)}{kept}.{ending}"


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
        self._projects, self._mixes, self._takes, self._jobs = projects, mixes, takes, jobs
        self._files, self._audit = files, audit
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
        render_id = new_id("render")

        def prepare(session: Session, job: Job) -> None:
            session.add(self._row(render_id, project_id, job, project.revision, settings, "queued"))

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
        """Raise PictureNotCopied, InvalidRequest or ProjectItemNotFound where the asset's picture cannot be copied."""
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
        """Bring the render's row to the state in which its job ended (see `jobs.OnEnd`)."""
        row = session.get(ProjectRenderRow, job.subject)
        if row is not None:
            row.status, row.error, row.finished_at = job.state, job.error, job.finished_at

    def make_within(
        self, context: JobContext, project_id: str, render_id: str, settings: RenderSettings
    ) -> None:
        """Render the present revision as a step of another job; a render of this id that is there is gone on with.

        Where it fails, the job's end is to be noted with `end_within`.
        Raises NothingToMix, PictureNotCopied, InvalidRequest, Cancelled.
        """
        project, document = self._projects.document(project_id, None)
        self._files.check(document, self._mixes.of(document), settings)
        with self._projects.database.write() as session:
            if session.get(ProjectRenderRow, render_id) is None:
                session.add(
                    self._row(render_id, project_id, context.job, project.revision, settings, "running")
                )
        self._make(context, project_id, render_id)
        with self._projects.database.write() as session:
            end_within(session, render_id, "completed", None, self._projects.clock.now())

    def __call__(self, context: JobContext) -> dict[str, Any]:
        """Render the revision that was asked for into a file."""
        return self._make(context, str(context.payload["project_id"]), str(context.payload["render_id"]))

    def _row(
        self, render_id: str, project_id: str, job: Job, revision: int, settings: RenderSettings, status: str
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
            row.status = "running"
            revision, earlier = row.revision, row.blob_id
            settings = RenderSettings(**row.settings)
        if earlier is not None:  # written before a restart, its end was not
            return {"render_id": render_id}
        document = self._projects.at_revision(project_id, revision, None)
        try:
            with self._projects.blobs.writer() as writer:
                write = self._per_line if settings.per_line else self._mixed
                seconds, measured = write(context, document, settings, writer)
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

    def _mixed(
        self, context: JobContext, document: Document, settings: RenderSettings, writer: BlobWriter
    ) -> tuple[float, dict[str, Any]]:
        """The mix, or a ZIP of its stems, written; its seconds, and what was measured."""
        mix = self._mixes.of(document)
        target = TARGETS[settings.loudness]
        begin = round(settings.begin * mix.sample_rate)
        end = mix.length if settings.end is None else min(mix.length, round(settings.end * mix.sample_rate))
        if end <= begin:
            raise NothingToMix
        ceiling = target.true_peak if settings.true_peak is None else settings.true_peak
        gain, measured = 0.0, dict[str, Any]()
        passes = 1
        if target.loudness is not None:
            passes = 2
            meter = Meter()
            for block in self._with_progress(
                context, mix.blocks(begin, end, cancel=context.cancel), end - begin, 0, 2
            ):
                meter.feed(block)
            found = meter.result()
            gain = gain_to(found, target)
            measured = {
                "loudness": round(found.loudness, 2),
                "true_peak": round(found.true_peak, 2) if found.true_peak > -200 else None,
                "gain_db": round(gain, 3),
            }

        def master(blocks: Iterator[Stereo]) -> Iterator[Stereo]:
            if target.loudness is None and settings.true_peak is None:
                return blocks
            return mastered(blocks, gain, ceiling)

        if settings.stems:
            used = sorted({source.track for source in mix.sources})
            names = {
                track.id: track.data.get("name") or track.data["kind"] for track in document.ordered("track")
            }
            with zipfile.ZipFile(_Sink(writer), "w", zipfile.ZIP_STORED) as archive:
                for number, track in enumerate(used):
                    blocks = mix.blocks(begin, end, only=frozenset({track}), cancel=context.cancel)
                    passing = self._with_progress(context, blocks, end - begin, number, len(used))
                    name = f"{number + 1:02d} {file_name(names.get(track, 'Speech'))}"
                    # Stems are not mastered: added up they are the mix.
                    self._write(
                        archive, f"{name}.{format_named(settings.format).extension}", passing, settings
                    )
        else:
            blocks = self._with_progress(
                context, mix.blocks(begin, end, cancel=context.cancel), end - begin, passes - 1, passes
            )
            with io.BufferedRandom(_Scratch(self._projects)) as sink:
                encoder = self._files.encoder(document, mix, settings, sink, context.cancel)
                for block in master(blocks):
                    encoder.feed(block)
                encoder.finish()
                sink.seek(0)
                while piece := sink.read(1 << 20):
                    writer.write(piece)
        return (end - begin) / mix.sample_rate, measured

    def _per_line(
        self, context: JobContext, document: Document, settings: RenderSettings, writer: BlobWriter
    ) -> tuple[float, dict[str, Any]]:
        """A ZIP with a file for each line's take, in order, as it was spoken."""
        seconds = 0.0
        lines = document.ordered("line")
        with zipfile.ZipFile(_Sink(writer), "w", zipfile.ZIP_STORED) as archive:
            for number, line in enumerate(lines):
                context.cancel.raise_if_cancelled()
                take_id = line.data.get("take_id")
                if take_id:
                    take = self._takes.get(document.id, take_id, None)
                    speaker = document.items.get(line.data.get("speaker_id") or "")
                    who = f"{speaker.data['name']} - " if speaker is not None else ""
                    name = f"{number + 1:04d} {file_name(who + line.data['text'])}"
                    sound = encode(self._takes.sound(take), settings.format)
                    archive.writestr(f"{name}.{format_named(settings.format).extension}", sound)
                    seconds += take.duration
                context.progress((number + 1) / len(lines), "rendering")
        return seconds, {}

    def _write(
        self, archive: zipfile.ZipFile, name: str, blocks: Iterator[Stereo], settings: RenderSettings
    ) -> None:
        with io.BufferedRandom(_Scratch(self._projects)) as sink:
            encoder = StereoEncoder(settings.format, sink)
            for block in blocks:
                encoder.feed(block)
            encoder.finish()
            sink.seek(0)
            with archive.open(name, "w", force_zip64=True) as entry:
                while piece := sink.read(1 << 20):
                    entry.write(piece)

    def _with_progress(
        self, context: JobContext, blocks: Iterator[Stereo], samples: int, number: int, passes: int
    ) -> Iterator[Stereo]:
        """The blocks, with progress reported as they pass: `number` of `passes` over the whole mix."""
        done = 0
        for block in blocks:
            yield block
            done += len(block)
            context.progress((number + done / samples) / passes, "rendering")


def end_within(
    session: Session, render_id: str, state: str, error: dict[str, Any] | None, at: datetime | None
) -> None:
    """Note how a render that is a step of another job ended, unless its end is noted already."""
    row = session.get(ProjectRenderRow, render_id)
    if row is not None and row.status in ("queued", "running"):
        row.status, row.error, row.finished_at = state, error, at


class _Sink(io.RawIOBase):
    """A blob in the making as a file that is only written to, for `zipfile`."""

    def __init__(self, writer: BlobWriter) -> None:
        self._writer = writer

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._writer.write(bytes(data))
        return len(data)


class _Scratch(io.FileIO):
    """A temporary file on the data's disk that goes when it is closed, or with the next start."""

    def __init__(self, projects: Projects) -> None:
        self._path = projects.blobs.scratch / f"{new_id('part')}.tmp"
        super().__init__(self._path, "x+b")

    def close(self) -> None:
        super().close()
        self._path.unlink(missing_ok=True)


def _render(row: ProjectRenderRow) -> Render:
    return Render(
        row.id, row.project_id, row.revision, row.status, dict(row.settings), row.duration, dict(row.measured),
        row.error, row.job_id, row.blob_id, row.created_at, row.finished_at,
    )  # fmt: skip
