"""The steps of a dub: recognition, choice of voices, lines in the document, rendering; each recorded in its row."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from clonyvoice.core.errors import Conflict, InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs import JobContext
from clonyvoice.projects.assets import Assets
from clonyvoice.projects.document import layout
from clonyvoice.projects.dub_lines_ducking import (
    check_speakers,
    dub_operations,
    speakers_of,
    transcribed_utterances,
)
from clonyvoice.projects.dub_model import Dub, DubSettings, dub_of
from clonyvoice.projects.dub_speaker_sound import genders_of, speaker_sounds
from clonyvoice.projects.dub_speaker_voices import Agreement, SpeakerVoices
from clonyvoice.projects.dub_utterances import DubUtterance, utterances_of, with_subtitles, with_texts
from clonyvoice.projects.errors import ProjectItemNotFound
from clonyvoice.projects.render_chapters_video import RenderSettings
from clonyvoice.projects.render_jobs import Renders
from clonyvoice.projects.service import Projects
from clonyvoice.projects.slot_fitting import CLOSE
from clonyvoice.projects.translation import NoTranslator, Translator
from clonyvoice.storage.tables import ProjectDubRow
from clonyvoice.transcription.recogniser import Options
from clonyvoice.transcription.recording_transcription import People, RecordingFile
from clonyvoice.transcription.service import Transcriptions
from clonyvoice.transcription.spoken_languages import known_language


class NothingSaid(Conflict):
    """A recording without speech to dub."""

    code = "nothing_said"

    def __init__(self) -> None:
        super().__init__("Nothing is said in this recording, so there is nothing to dub.", param="asset_id")


class DubSteps:
    """Runs the steps of a dub; its row records finished ones, so that a restart continues after them."""

    def __init__(
        self,
        projects: Projects,
        assets: Assets,
        speaker_voices: SpeakerVoices,
        renders: Renders,
        transcriptions: Transcriptions,
        translator: Translator | None,
    ) -> None:
        self._projects, self._assets, self._speaker_voices = projects, assets, speaker_voices
        self._renders, self._transcriptions, self._translator = renders, transcriptions, translator

    @property
    def translates(self) -> bool:
        """Whether there is a translator."""
        return self._translator is not None

    def hear(self, context: JobContext, dub: Dub) -> Dub:
        """The utterances: of the given transcription, or recognised now."""
        settings = dub.settings
        if settings.transcription_id is not None:
            transcription = self._transcriptions.get(settings.transcription_id)
            utterances, spoken = transcribed_utterances(transcription), transcription.transcript.language
        else:
            asset = self._assets.get(dub.project_id, settings.asset_id, None)
            recording = RecordingFile(self._projects.blobs.path(asset.sound_blob), asset.duration)
            people = People(settings.least_speakers, settings.most_speakers)
            options = Options(language=known_language(settings.spoken))
            recognised = self._transcriptions.recognition.transcribe(context, recording, options, people)
            transcript = recognised.transcript
            utterances, spoken = utterances_of(transcript.segments), transcript.language
        if not utterances:
            raise NothingSaid
        return self.note(dub.id, utterances=[one.json() for one in utterances], spoken=spoken)

    def choose_voices(self, context: JobContext, dub: Dub) -> Dub:
        """A voice for each speaker: the one given, a clone, or a preset."""
        settings, people = dub.settings, speakers_of(dub.utterances)
        check_speakers(people, settings.voices)
        voices = {**settings.voices}
        missing = [name for name in people if name not in voices]
        if settings.voice_source == "none" or not missing:
            return self.note(dub.id, voices=voices)
        context.progress(0.0, "choosing voices")
        asset = self._assets.get(dub.project_id, settings.asset_id, None)
        sound = self._projects.blobs.path(asset.sound_blob)
        sounds = speaker_sounds(sound, dub.utterances, missing, context.cancel)
        notes = list(dub.notes)
        if settings.voice_source == "clone":
            ids = {name: new_id("voice") for name in missing} | dub.voices
            dub = self.note(dub.id, voices=ids)  # a restart goes on with the same ids
            for number, name in enumerate(missing):
                context.progress((number + 0.5) / len(missing), "cloning")
                title = f"{asset.name[:150]} – Speaker {people.index(name) + 1}"
                unfit = self._speaker_voices.clone(
                    ids[name], title, sounds[name], dub.spoken or None, agreement_of(settings), context.job.owner,
                    context.cancel,
                )  # fmt: skip
                if unfit is None:
                    voices[name] = ids[name]
                else:
                    notes.append({"speaker": name, **unfit})
        left = {name: sounds[name] for name in missing if name not in voices}
        language = settings.language if settings.language != "auto" else dub.spoken or "auto"
        voices |= self._speaker_voices.presets(
            genders_of(left), language, context.job.owner, list(voices.values())
        )
        return self.note(dub.id, voices=voices, notes=notes)

    def put(self, context: JobContext, dub: Dub, author: str) -> Dub:
        """The lines, as one change of the document, noted in the same transaction."""
        settings, notes = dub.settings, list(dub.notes)
        said: list[DubUtterance] = dub.utterances
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
        return self.note(dub.id)

    def _translated(self, context: JobContext, dub: Dub, said: list[DubUtterance]) -> list[DubUtterance]:
        if self._translator is None:  # it was taken away while the dub waited
            raise NoTranslator
        context.progress(0.0, "translating")
        target = dub.settings.language.split("-")[0]
        texts = self._translator([one.text for one in said], dub.spoken, target, context.cancel)
        return with_texts(said, texts)

    def over(self, dub: Dub) -> int:
        """The number of lines that end noticeably later than their slots."""
        _, document = self._projects.document(dub.project_id, None)
        places = layout(document)
        lines = [document.items[name] for name in dub.lines if name in document.items]
        return sum(places[one.id].end > float(one.data.get("slot_end", 1e9)) + CLOSE for one in lines)

    def render(self, context: JobContext, dub: Dub) -> str:
        """The video with the new sound and subtitles; its id is recorded before it is made."""
        render_id = dub.render_id or new_id("render")
        self.note(dub.id, render_id=render_id)
        settings = RenderSettings(format="mp4", video=dub.settings.asset_id, subtitles=True)
        self._renders.make_within(context, dub.project_id, render_id, settings)
        return render_id

    def note(self, dub_id: str, *, status: JobState | None = None, **done: Any) -> Dub:
        """The dub with finished steps stored in its row. Raises ProjectItemNotFound if project and row are deleted."""
        with self._projects.database.write() as session:
            row = session.get(ProjectDubRow, dub_id)
            if row is None:
                raise ProjectItemNotFound("dub", dub_id, "dub_id")
            row.progress = {**row.progress, **done}
            row.status = status or row.status
            return dub_of(row)


def agreement_of(settings: DubSettings) -> Agreement:
    """The statement of consent in a dub's settings."""
    return Agreement(settings.consent_person, settings.consent_statement)


def _unplaced(count: int, first: str) -> dict[str, Any]:
    return {
        "code": "subtitles_unplaced",
        "message": f"{count} subtitles were left out because nothing is said at their times; the first: {first[:80]}",
    }
