"""Recordings dubbed by one durable job: recognition, voices, lines, speech fitted to its slots, rendering."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.cloning.clones import Clones
from clonyvoice.cloning.consent_revocation import StopVoices
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import JobState
from clonyvoice.core.settings import Settings
from clonyvoice.jobs import Idempotency, Job, JobContext, JobQueue
from clonyvoice.jobs.errors import JobNotFound
from clonyvoice.projects.assets import Assets
from clonyvoice.projects.dub_lines_ducking import Dubbing, check_speakers, speakers_of, transcribed_utterances
from clonyvoice.projects.dub_model import Dub, DubSettings, dub_of
from clonyvoice.projects.dub_progress import STAGES, DubStep, DubStepName, share_of, steps_of
from clonyvoice.projects.dub_speaker_voices import SpeakerVoices
from clonyvoice.projects.dub_steps import DubSteps, agreement_of
from clonyvoice.projects.dub_utterances import with_texts
from clonyvoice.projects.errors import ProjectItemNotFound
from clonyvoice.projects.line_speech_job import LineSpeech
from clonyvoice.projects.records import project_row
from clonyvoice.projects.render_jobs import Renders, end_within
from clonyvoice.projects.service import Projects
from clonyvoice.projects.translation import LibreTranslate, NoTranslator, Translator
from clonyvoice.storage.tables import ProjectDubRow
from clonyvoice.transcription.recording_transcription import People
from clonyvoice.transcription.service import Transcriptions
from clonyvoice.transcription.spoken_languages import known_language
from clonyvoice.voices.errors import VoiceRevoked
from clonyvoice.voices.library import Voices

JOB: Final = "project-dub"


class Dubs:
    """Dubs assets; registered with the queue as the handler of `project-dub` jobs."""

    def __init__(
        self,
        projects: Projects,
        assets: Assets,
        speaker_voices: SpeakerVoices,
        speech: LineSpeech,
        renders: Renders,
        transcriptions: Transcriptions,
        jobs: JobQueue,
        translator: Translator | None = None,
    ) -> None:
        self._projects, self._assets, self._speaker_voices = projects, assets, speaker_voices
        self._speech, self._renders, self._jobs = speech, renders, jobs
        self._transcriptions = transcriptions
        self._steps = DubSteps(projects, assets, speaker_voices, renders, transcriptions, translator)
        self.dubbing = Dubbing(projects)
        jobs.register(JOB, self, topic="project", on_end=self.ended)

    @property
    def translates(self) -> bool:
        """Whether a translator is set up."""
        return self._steps.translates

    # --- asking ---

    def start(
        self,
        project_id: str,
        settings: DubSettings,
        owner: str | None,
        asker: str,
        idempotency: Idempotency | None = None,
    ) -> Dub:
        """The dub, stored, and waiting or running already.

        Raises ProjectNotFound, ProjectItemNotFound, TranscriptionNotFound, TranscriptNotReady, InvalidRequest,
        ConsentRequired, NoTranslator, PictureNotCopied, QueueFull.
        """
        asset = self._assets.get(project_id, settings.asset_id, owner)
        if settings.transcription_id is not None:
            utterances = transcribed_utterances(self._transcriptions.get(settings.transcription_id, owner))
            check_speakers(speakers_of(utterances), settings.voices)
            if settings.texts is not None:
                with_texts(utterances, settings.texts)
        known_language(settings.spoken)
        People(settings.least_speakers, settings.most_speakers).checked()
        if settings.translate and not self._steps.translates:
            raise NoTranslator
        if settings.voice_source == "clone":
            self._speaker_voices.check_consent(agreement_of(settings), asker)
        if settings.video:
            self._renders.check_picture(project_id, asset.id, owner)
        dub_id = new_id("dub")

        def prepare(session: Session, job: Job) -> None:
            session.add(
                ProjectDubRow(
                    id=dub_id, project_id=project_id, owner=asker, job_id=job.id, settings=settings.json(),
                    progress={}, status=JobState.QUEUED, created_at=self._projects.clock.now(),
                )
            )  # fmt: skip

        payload = {"project_id": project_id, "dub_id": dub_id, "author": asker}
        job = self._jobs.submit(
            JOB, owner=asker, payload=payload, subject=project_id, idempotency=idempotency, prepare=prepare
        )
        return self.get(project_id, str(job.payload["dub_id"]), owner)

    def get(self, project_id: str, dub_id: str, owner: str | None) -> Dub:
        """One dub. Raises ProjectItemNotFound, ProjectNotFound."""
        with self._projects.database.read() as session:
            project_row(session, project_id, owner)
            row = session.get(ProjectDubRow, dub_id)
            if row is None or row.project_id != project_id:
                raise ProjectItemNotFound("dub", dub_id, "dub_id")
            return dub_of(row)

    def listing(self, project_id: str, owner: str | None) -> list[Dub]:
        """The project's dubs, newest first. Raises ProjectNotFound."""
        with self._projects.database.read() as session:
            project_row(session, project_id, owner)
            wanted = select(ProjectDubRow).where(ProjectDubRow.project_id == project_id)
            return [dub_of(row) for row in session.scalars(wanted.order_by(ProjectDubRow.created_at.desc()))]

    def steps(self, dub: Dub) -> list[DubStep]:
        """Each step of the dub, with its state and progress now."""
        fraction = 0.0
        if dub.job_id is not None:
            with contextlib.suppress(JobNotFound):
                fraction = self._jobs.get(dub.job_id).progress
        return steps_of(dub, fraction)

    def stop_voices(self, voice_ids: Collection[str], why: VoiceRevoked) -> int:
        """Stop dubs that use any of these voices; they fail with `why`. Returns the number of jobs."""
        stopped = 0
        for job in self._jobs.unfinished(JOB):
            dub = self.get(str(job.payload["project_id"]), str(job.payload["dub_id"]), None)
            if {*dub.voices.values(), *dub.settings.voices.values()} & set(voice_ids):
                stopped += len(self._jobs.stop_subject(job.subject, why))
        return stopped

    def ended(self, session: Session, job: Job) -> None:
        """Set the dub's row to its job's final state (see `jobs.OnEnd`)."""
        row = session.get(ProjectDubRow, str(job.payload["dub_id"]))
        if row is not None:
            row.status, row.error, row.finished_at = job.state, job.error, job.finished_at
            end_within(session, row.progress.get("render_id") or "", job.state, job.error, job.finished_at)

    @property
    def stoppers(self) -> tuple[StopVoices, ...]:
        """Functions that stop lines and dubs which are spoken in certain voices."""
        return self._speech.stop_voices, self.stop_voices

    # --- making ---

    def __call__(self, context: JobContext) -> dict[str, Any]:
        """Continue the dub from its last finished step; each step is recorded when it is finished."""
        project_id, author = str(context.payload["project_id"]), str(context.payload["author"])
        dub = self.get(project_id, str(context.payload["dub_id"]), None)
        dub = self._steps.note(dub.id, status=JobState.RUNNING)
        if not dub.utterances:
            dub = self._steps.hear(self._begin(context, dub, "transcription"), dub)
        if not dub.lines:
            dub = self._steps.choose_voices(self._begin(context, dub, "voices"), dub)
            dub = self._steps.put(self._begin(context, dub, "lines"), dub, author)
        told: dict[str, Any] = {"dub_id": dub.id, "project_id": project_id, "lines": len(dub.lines)}
        if dub.settings.speak:
            made = self._speech.make(self._begin(context, dub, "speech"), project_id, dub.lines, author)
            counts = {"made": made["made"], "failed": made["failed"], "over": self._steps.over(dub)}
            self._steps.note(dub.id, **counts)
            told |= counts
            if dub.settings.video and made["made"]:
                told["render_id"] = self._steps.render(self._begin(context, dub, "render"), dub)
        return told

    def _begin(self, context: JobContext, dub: Dub, step: DubStepName) -> JobContext:
        """The context of a step, which is noted as begun; its reports carry the states of all steps."""
        now = self._steps.note(dub.id, step=step)
        begin, end = share_of(now, step)

        def fields(fraction: float) -> dict[str, Any]:
            whole = begin + (end - begin) * fraction
            return {"dub_id": now.id, "steps": [one.json() for one in steps_of(now, whole)]}

        part = context.part(begin, end, fields)
        part.progress(0.0, STAGES[step])
        return part


def dubs_of(
    projects: Projects,
    assets: Assets,
    voices: Voices,
    clones: Clones,
    speech: LineSpeech,
    renders: Renders,
    transcriptions: Transcriptions,
    jobs: JobQueue,
    settings: Settings,
) -> Dubs:
    """The dub service for these services, with the translation server of the setting `translator_url` if set."""
    translator = LibreTranslate(settings.translator_url) if settings.translator_url else None
    casts = SpeakerVoices(voices, clones, projects.blobs)
    return Dubs(projects, assets, casts, speech, renders, transcriptions, jobs, translator)
