"""Recordings dubbed by one durable job: heard, cast, put into lines, spoken into their slots, rendered."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.core.errors import Conflict, InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.jobs import Idempotency, Job, JobContext, JobQueue
from clonyvoice.projects.assets import Assets
from clonyvoice.projects.casting import Agreement, Casting
from clonyvoice.projects.document import layout
from clonyvoice.projects.dub_model import Dub, DubSettings, dub_of
from clonyvoice.projects.dubbing import (
    check_speakers,
    dub_operations,
    speakers_of,
    transcribed_utterances,
)
from clonyvoice.projects.errors import ProjectItemNotFound
from clonyvoice.projects.line_speech import LineSpeech
from clonyvoice.projects.records import project_row
from clonyvoice.projects.rendered_files import RenderSettings
from clonyvoice.projects.renders import Renders, end_within
from clonyvoice.projects.service import Projects
from clonyvoice.projects.slot_fitting import CLOSE
from clonyvoice.projects.speaker_sound import genders_of, speaker_sounds
from clonyvoice.projects.translator import NoTranslator, Translator
from clonyvoice.projects.utterances import Utterance, utterances_of, with_subtitles, with_texts
from clonyvoice.storage.tables import ProjectDubRow
from clonyvoice.transcription.job_run import People, Recognition, Recording
from clonyvoice.transcription.recogniser import Options
from clonyvoice.transcription.service import Transcriptions, known_language
from clonyvoice.voices.model import VoiceRevoked

JOB: Final = "project-dub"
_HEARD, _CAST, _SPOKEN = 0.4, 0.5, 0.95
"""The shares of the whole at which steps end."""


class NothingSaid(Conflict):
    """A recording in which nobody says anything that could be dubbed."""

    code = "nothing_said"

    def __init__(self) -> None:
        super().__init__("Nothing is said in this recording, so there is nothing to dub.", param="asset_id")


class Dubs:
    """Dubs assets; registered with the queue as the handler of `project-dub` jobs."""

    def __init__(
        self,
        projects: Projects,
        assets: Assets,
        casting: Casting,
        speech: LineSpeech,
        renders: Renders,
        transcriptions: Transcriptions,
        jobs: JobQueue,
        translator: Translator | None = None,
    ) -> None:
        self._projects, self._assets, self._casting = projects, assets, casting
        self._speech, self._renders, self._jobs = speech, renders, jobs
        self._transcriptions, self._translator = transcriptions, translator
        self.recognition: Recognition = transcriptions.recognition
        jobs.register(JOB, self, topic="project", on_end=self.ended)

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
        if settings.translate and self._translator is None:
            raise NoTranslator
        if settings.voice_source == "clone":
            self._casting.check_consent(_agreement(settings), asker)
        if settings.video:
            self._renders.check_picture(project_id, asset.id, owner)
        dub_id = new_id("dub")

        def prepare(session: Session, job: Job) -> None:
            session.add(
                ProjectDubRow(
                    id=dub_id, project_id=project_id, owner=asker, job_id=job.id, settings=settings.json(),
                    progress={}, status="queued", created_at=self._projects.clock.now(),
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

    def stop_voices(self, voice_ids: Collection[str], why: VoiceRevoked) -> int:
        """Stop dubs that speak in any of these voices; they fail with `why`. The number of jobs."""
        stopped = 0
        for job in self._jobs.unfinished(JOB):
            dub = self.get(str(job.payload["project_id"]), str(job.payload["dub_id"]), None)
            if {*dub.voices.values(), *dub.settings.voices.values()} & set(voice_ids):
                stopped += len(self._jobs.stop_subject(job.subject, why))
        return stopped

    def ended(self, session: Session, job: Job) -> None:
        """Bring the dub's row to the state in which its job ended (see `jobs.OnEnd`)."""
        row = session.get(ProjectDubRow, str(job.payload["dub_id"]))
        if row is not None:
            row.status, row.error, row.finished_at = job.state, job.error, job.finished_at
            end_within(session, row.progress.get("render_id") or "", job.state, job.error, job.finished_at)

    # --- making ---

    def __call__(self, context: JobContext) -> dict[str, Any]:
        """Go on with the dub where it is: each step is noted when it is done."""
        project_id, author = str(context.payload["project_id"]), str(context.payload["author"])
        dub = self.get(project_id, str(context.payload["dub_id"]), None)
        self._note(dub.id, status="running")
        if not dub.utterances:
            dub = self._hear(context.part(0.0, _HEARD), dub)
        if not dub.lines:
            dub = self._cast(context.part(_HEARD, _CAST), dub)
            dub = self._put(context, dub, author)
        told: dict[str, Any] = {"dub_id": dub.id, "project_id": project_id, "lines": len(dub.lines)}
        if dub.settings.speak:
            share = context.part(_CAST, _SPOKEN if dub.settings.video else 1.0)
            made = self._speech.make(share, project_id, dub.lines, author)
            counts = {"made": made["made"], "failed": made["failed"], "over": self._over(dub)}
            self._note(dub.id, **counts)
            told |= counts
            if dub.settings.video and made["made"]:
                told["render_id"] = self._render(context.part(_SPOKEN, 1.0), dub)
        return told

    def _hear(self, context: JobContext, dub: Dub) -> Dub:
        """The utterances: from the transcription that was named, or heard now."""
        settings = dub.settings
        if settings.transcription_id is not None:
            transcription = self._transcriptions.get(settings.transcription_id)
            utterances, spoken = transcribed_utterances(transcription), transcription.transcript.language
        else:
            asset = self._assets.get(dub.project_id, settings.asset_id, None)
            recording = Recording(self._projects.blobs.path(asset.sound_blob), asset.duration)
            people = People(settings.least_speakers, settings.most_speakers)
            options = Options(language=known_language(settings.spoken))
            transcript = self.recognition.transcribe(context, recording, options, people).transcript
            utterances, spoken = utterances_of(transcript.segments), transcript.language
        if not utterances:
            raise NothingSaid
        return self._note(dub.id, utterances=[one.json() for one in utterances], spoken=spoken)

    def _cast(self, context: JobContext, dub: Dub) -> Dub:
        """A voice for each speaker: the one given, a clone, or a preset."""
        settings, people = dub.settings, speakers_of(dub.utterances)
        check_speakers(people, settings.voices)
        voices = {**settings.voices}
        missing = [name for name in people if name not in voices]
        if settings.voice_source == "none" or not missing:
            return self._note(dub.id, voices=voices)
        context.progress(0.0, "casting")
        asset = self._assets.get(dub.project_id, settings.asset_id, None)
        sound = self._projects.blobs.path(asset.sound_blob)
        sounds = speaker_sounds(sound, dub.utterances, missing, context.cancel)
        notes = list(dub.notes)
        if settings.voice_source == "clone":
            ids = {name: new_id("voice") for name in missing} | dub.voices
            dub = self._note(dub.id, voices=ids)  # a restart goes on with the same ids
            for number, name in enumerate(missing):
                context.progress((number + 0.5) / len(missing), "cloning")
                title = f"{asset.name[:150]} – Speaker {people.index(name) + 1}"
                unfit = self._casting.clone(
                    ids[name], title, sounds[name], dub.spoken or None, _agreement(settings), context.job.owner,
                    context.cancel,
                )  # fmt: skip
                if unfit is None:
                    voices[name] = ids[name]
                else:
                    notes.append({"speaker": name, **unfit})
        left = {name: sounds[name] for name in missing if name not in voices}
        language = settings.language if settings.language != "auto" else dub.spoken or "auto"
        voices |= self._casting.presets(genders_of(left), language, context.job.owner, list(voices.values()))
        return self._note(dub.id, voices=voices, notes=notes)

    def _put(self, context: JobContext, dub: Dub, author: str) -> Dub:
        """The lines, as one change of the document, noted in the same transaction."""
        settings, notes = dub.settings, list(dub.notes)
        said: list[Utterance] = dub.utterances
        if settings.texts is not None:
            said = with_texts(said, settings.texts)
        elif settings.subtitles is not None:
            found, unplaced = with_subtitles(said, settings.subtitles)
            said = [one for one in found if one is not None]
            if unplaced:
                notes.append(_unplaced(len(unplaced), unplaced[0].text))
        elif settings.translate:
            said = self._translated(context, dub, said)
        _, document = self._projects.document(dub.project_id, None)
        people = speakers_of(dub.utterances)
        operations = dub_operations(
            document, settings.asset_id, said, people, dub.voices, settings.language, settings.duck_db
        )
        lines = [one["id"] for one in operations if one["op"] == "line.insert"]
        if not lines:
            raise InvalidRequest(
                "None of the texts is at a time at which something is said, so there are no lines.",
                param="subtitles" if settings.subtitles is not None else "texts",
            )

        def note(session: Session, _document: Any) -> None:
            row = session.get_one(ProjectDubRow, dub.id)
            row.progress = {**row.progress, "lines": lines, "notes": notes}

        self._projects.operate(dub.project_id, operations, None, author, None, prepare=note)
        return self.get(dub.project_id, dub.id, None)

    def _translated(self, context: JobContext, dub: Dub, said: list[Utterance]) -> list[Utterance]:
        if self._translator is None:  # it was taken away while the dub waited
            raise NoTranslator
        context.progress(_CAST, "translating")
        target = dub.settings.language.split("-")[0]
        texts = self._translator([one.text for one in said], dub.spoken, target, context.cancel)
        return with_texts(said, texts)

    def _over(self, dub: Dub) -> int:
        """The number of lines that end later than anybody could overlook."""
        _, document = self._projects.document(dub.project_id, None)
        places = layout(document)
        lines = [document.items[name] for name in dub.lines if name in document.items]
        return sum(places[one.id].end > float(one.data.get("slot_end", 1e9)) + CLOSE for one in lines)

    def _render(self, context: JobContext, dub: Dub) -> str:
        """The video with the new sound and subtitles; its id is noted before it is made."""
        render_id = dub.render_id or new_id("render")
        self._note(dub.id, render_id=render_id)
        settings = RenderSettings(format="mp4", video=dub.settings.asset_id, subtitles=True)
        self._renders.make_within(context, dub.project_id, render_id, settings)
        return render_id

    def _note(self, dub_id: str, *, status: str | None = None, **done: Any) -> Dub:
        """The dub with what is done noted in its row. Raises ProjectItemNotFound where project and row are gone."""
        with self._projects.database.write() as session:
            row = session.get(ProjectDubRow, dub_id)
            if row is None:
                raise ProjectItemNotFound("dub", dub_id, "dub_id")
            row.progress = {**row.progress, **done}
            row.status = status or row.status
            return dub_of(row)


def _agreement(settings: DubSettings) -> Agreement:
    return Agreement(settings.consent_person, settings.consent_statement)


def _unplaced(count: int, first: str) -> dict[str, Any]:
    return {
        "code": "subtitles_unplaced",
        "message": f"{count} subtitles were left out, for nothing is said at their times; the first: {first[:80]}",
    }
