"""Proxies of videos: small pictures that every browser plays, made by a job when one is asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, Final, cast

from clonyvoice.audio import decoder_pool
from clonyvoice.audio.video_proxy import write_proxy
from clonyvoice.core.errors import Conflict
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs import BATCH, Idempotency, Job, JobContext, JobQueue
from clonyvoice.projects.assets import MAX_ASSET_SECONDS, Asset, Assets
from clonyvoice.projects.errors import ProjectItemNotFound
from clonyvoice.projects.render_stems_lines_zip import ScratchFile
from clonyvoice.projects.service import Projects
from clonyvoice.storage.errors import from_os_error
from clonyvoice.storage.tables import ProjectAssetRow

JOB: Final = "project-proxy"
_AT_A_TIME: Final = 50
"""Pictures that are encoded before other work gets its turn: half a second in full HD. Chosen by hand."""


class ProxyNotReady(Conflict):
    """The picture of a video whose proxy is not made."""

    code = "not_ready"

    def __init__(self, status: str) -> None:
        super().__init__(
            f"The proxy is {status}, so there is no picture to give. Ask for it with POST, and wait until its status is"
            " completed.",
            param="asset_id",
        )


@dataclass(frozen=True, slots=True)
class Proxy:
    """The state of a video's proxy: `status` is a job's, or `missing` where none was asked for; `progress` 0-1."""

    asset_id: str
    status: str
    progress: float
    job_id: str | None
    error: dict[str, Any] | None
    blob_id: str | None


class VideoProxies:
    """Makes proxies; registered with the queue as the handler of `project-proxy` jobs."""

    def __init__(self, projects: Projects, assets: Assets, jobs: JobQueue) -> None:
        self._projects, self._assets, self._jobs = projects, assets, jobs
        jobs.register(JOB, self, topic="proxy")

    def get(self, project_id: str, asset_id: str, owner: str | None) -> Proxy:
        """The proxy of an asset as it is now. Raises ProjectItemNotFound, ProjectNotFound, ProjectInTrash."""
        asset = self._assets.get(project_id, asset_id, owner)
        return _proxy(asset, self._job_of(asset_id))

    def start(
        self,
        project_id: str,
        asset_id: str,
        owner: str | None,
        asker: str,
        idempotency: Idempotency | None = None,
    ) -> Proxy:
        """The asset's proxy: being made, or as it was made before. One that failed is tried again.

        Raises NoPicture, NotAudio, AudioTooLarge, ProjectItemNotFound, ProjectNotFound, ProjectInTrash, QueueFull.
        """
        found = self.get(project_id, asset_id, owner)
        if found.blob_id is not None or found.status in (JobState.QUEUED, JobState.RUNNING):
            return found
        path = self._assets.path(project_id, asset_id)
        packets = decoder_pool.proxy_packets(
            path, max_seconds=MAX_ASSET_SECONDS, max_bytes=path.stat().st_size
        )
        with closing(cast("Any", packets)):
            next(packets)
        self._jobs.submit(
            JOB,
            owner=asker,
            payload={"project_id": project_id, "asset_id": asset_id},
            subject=asset_id,
            priority=BATCH,
            idempotency=idempotency,
        )
        return self.get(project_id, asset_id, owner)

    def __call__(self, context: JobContext) -> dict[str, Any]:
        """Make the proxy of an asset."""
        project_id, asset_id = str(context.payload["project_id"]), str(context.payload["asset_id"])
        asset = self._assets.get(project_id, asset_id, None)
        if asset.proxy_blob is not None:  # written before a restart, its end was not
            return {"asset_id": asset_id}
        try:
            with (
                self._projects.blobs.writer() as writer,
                io.BufferedRandom(ScratchFile(self._projects)) as sink,
            ):
                self._write(context, asset, cast("BinaryIO", sink))
                sink.seek(0)
                while piece := sink.read(1 << 20):
                    writer.write(piece)
                blob_id = writer.commit()
        except OSError as problem:  # the temporary file, on a full disk
            raise from_os_error(problem) or problem from problem
        try:
            with self._projects.database.write() as session:
                row = session.get(ProjectAssetRow, asset_id)
                if row is None:
                    raise ProjectItemNotFound("asset", asset_id, "asset_id")
                row.proxy_blob = blob_id
        except BaseException:
            self._projects.blobs.delete(blob_id)
            raise
        return {"asset_id": asset_id}

    def _write(self, context: JobContext, asset: Asset, sink: BinaryIO) -> None:
        path = self._projects.blobs.path(asset.blob_id)
        packets = decoder_pool.proxy_packets(
            path, max_seconds=MAX_ASSET_SECONDS, max_bytes=path.stat().st_size, cancel=context.cancel
        )
        written = write_proxy(packets, sink)
        with closing(cast("Any", packets)), closing(cast("Any", written)):
            while (reached := self._some(context, written)) is not None:
                context.cancel.raise_if_cancelled()
                context.progress(reached / asset.duration, "encoding")

    def _some(self, context: JobContext, written: Iterator[float]) -> float | None:
        """Seconds after the next pictures, encoded in a compute slot; None after the last. Nobody reads meanwhile:
        the decoder waits.
        """
        with context.slot():
            last = None
            for last in islice(written, _AT_A_TIME):  # noqa: B007 - the last one is used
                pass
        return last

    def _job_of(self, asset_id: str) -> Job | None:
        job = self._jobs.of_subject(asset_id)
        return job if job is not None and job.kind == JOB else None


def _proxy(asset: Asset, job: Job | None) -> Proxy:
    if asset.proxy_blob is not None:
        return Proxy(asset.id, JobState.COMPLETED, 1.0, job.id if job else None, None, asset.proxy_blob)
    if job is None or job.state == JobState.COMPLETED:  # of a job from before the asset was restored
        return Proxy(asset.id, "missing", 0.0, None, None, None)
    return Proxy(asset.id, job.state, job.progress, job.id, job.error, None)
