"""Request and response bodies of the routes that dub."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from clonyvoice.api.bodies.field_types import StateField
from clonyvoice.api.bodies.field_types import UtcTime as Time
from clonyvoice.api.bodies.projects import AppliedBody, applied_body
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.projects.dub_lines_ducking import DUCK_DB, Translated
from clonyvoice.projects.dub_model import Dub, DubSettings, VoiceSource
from clonyvoice.projects.dub_progress import DubStep, DubStepName
from clonyvoice.projects.dub_utterances import TimedText
from clonyvoice.projects.script_importing import read_script
from clonyvoice.voices.consent_records import MOST_STATEMENT

_MOST_SUBTITLES = 2_000_000
"""Characters of a subtitle file: some ten hours of speech. Chosen by hand."""
_SUBTITLES = "The texts as SRT or WebVTT; each goes to the line that is said at its time."


class TranslationBody(BaseModel):
    """Other texts for the lines that have slots: one for each in their order, or subtitles."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"texts": ["Guten Abend.", "Es regnet."], "language": "de"}]},
    )

    texts: list[str] | None = Field(
        None, max_length=5000, description="One for each line; an empty one leaves its line as it is."
    )
    subtitles: str | None = Field(None, max_length=_MOST_SUBTITLES, description=_SUBTITLES)
    language: str | None = Field(None, min_length=2, max_length=20, description="Of the new texts.")

    @model_validator(mode="after")
    def _one(self) -> TranslationBody:
        if (self.texts is None) == (self.subtitles is None):
            raise ValueError("Send either texts or subtitles.")
        return self

    def cues(self) -> list[TimedText] | None:
        """The subtitles, read. Raises ScriptInvalid."""
        return cues_of(self.subtitles)


class TranslatedBody(AppliedBody):
    """The change that replaced the texts of lines, and the subtitles or lines without a counterpart."""

    kept: list[str] = Field(description="Ids of the lines that kept their texts.")
    unplaced: int = Field(description="The number of subtitles at times without a line.")


class StartDub(BaseModel):
    """A recording or video of the project to dub. With `asset_id` alone, the lines have the recognised text."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"asset_id": "asset_…", "language": "ko", "video": True}]},
    )

    asset_id: str = Field(max_length=80, description="The recording or video, an asset of the project.")
    spoken: str = Field(
        "auto",
        min_length=2,
        max_length=20,
        description="The language of the recording; detected when `auto`.",
    )
    language: str = Field("auto", min_length=2, max_length=20, description="The language of the lines.")
    transcription_id: str | None = Field(
        None, max_length=80, description="A transcription of it that is there already, instead of a new one."
    )
    texts: list[str] | None = Field(
        None,
        max_length=5000,
        description="A text for each segment of `transcription_id`, translated; empty leaves one out.",
    )
    subtitles: str | None = Field(None, max_length=_MOST_SUBTITLES, description=_SUBTITLES)
    translate: bool = Field(
        False, description="Have the translator of `CLONYVOICE_TRANSLATOR_URL` translate into `language`."
    )
    voices: dict[str, str] = Field(
        default={}, max_length=500, description="Voices by speaker, as far as they are known: `speaker_0`, …"
    )
    voice_source: VoiceSource = Field(
        "cast",
        description="For the others: `cast` presets by pitch and language, `clone` each from the recording"
        " (needs `consent` and the scope `clone:create`), or `none`.",
    )
    consent: bool | None = Field(None, description="True if all speakers agreed to be cloned.")
    consent_person: str = Field("", max_length=200, description="The person who agreed.")
    consent_statement: str = Field(
        "", max_length=MOST_STATEMENT, description="The words in which they agreed."
    )
    min_speakers: int | None = Field(None, ge=1, le=32)
    max_speakers: int | None = Field(None, ge=1, le=32)
    duck_db: float = Field(
        DUCK_DB, ge=-60, le=0, allow_inf_nan=False, description="The original under the lines."
    )
    speak: bool = Field(True, description="Generate the lines, each at the pace that fits its slot.")
    video: bool = Field(
        False, description="Render an MP4 at the end: the picture copied, new sound, subtitles."
    )

    @model_validator(mode="after")
    def _texts(self) -> StartDub:
        if sum([self.texts is not None, self.subtitles is not None, self.translate]) > 1:
            raise ValueError("Send one of texts, subtitles and translate.")
        if self.texts is not None and self.transcription_id is None:
            raise ValueError("texts belong to the segments of a transcription_id.")
        if self.translate and self.language == "auto":
            raise ValueError("translate needs the language to translate into.")
        if self.video and not self.speak:
            raise ValueError("video needs speak.")
        return self

    def settings(self) -> DubSettings:
        """The settings of the dub. Raises ScriptInvalid for subtitles that cannot be read."""
        return from_attributes(
            DubSettings,
            self,
            subtitles=cues_of(self.subtitles),
            least_speakers=self.min_speakers,
            most_speakers=self.max_speakers,
        )


class UtteranceBody(BaseModel):
    """An utterance, in seconds of the recording."""

    start: float
    end: float
    speaker: str
    text: str


class DubNote(BaseModel):
    """Something that was not done as asked, and why."""

    code: str
    message: str
    speaker: str | None = None


class DubStepBody(BaseModel):
    """A step of a dub and how far it is."""

    step: DubStepName = Field(
        description="`transcription` with speakers, `voices` for them, `lines` in their slots (translated), `speech`"
        " that fits them, `render` of the video."
    )
    state: StateField = Field(
        description="`queued` until the steps before it are done; `cancelled` where the dub ended before it."
    )
    progress: float = Field(ge=0, le=1)
    error: dict[str, Any] | None = Field(description="Why it failed.")


class DubbedBody(BaseModel):
    """A dub: the states of its steps, the recognised utterances, and the results."""

    id: str
    project_id: str
    asset_id: str
    status: StateField
    steps: list[DubStepBody] = Field(description="The steps that it was asked for, in their order.")
    language: str
    spoken: str = Field(description="The detected language; empty until then.")
    utterances: list[UtteranceBody]
    voices: dict[str, str] = Field(description="The voice of each speaker.")
    lines: list[str] = Field(description="Ids of the lines that were made.")
    made: int = Field(description="Lines that were generated.")
    failed: int = Field(description="Lines that could not be generated; they say why.")
    over: int = Field(description="Lines that end more than 80 ms after their slots.")
    notes: list[DubNote]
    render_id: str | None
    job_id: str | None
    error: dict[str, Any] | None
    created_at: Time
    finished_at: Time | None


class DubList(BaseModel):
    """A project's dubs, newest first."""

    dubs: list[DubbedBody]
    translator: bool = Field(description="Whether a translator is set up, which `translate` needs.")


def cues_of(subtitles: str | None) -> list[TimedText] | None:
    """The cues of SRT or WebVTT, None for none. Raises ScriptInvalid."""
    if subtitles is None:
        return None
    script = read_script(BytesIO(subtitles.encode("utf-8", "surrogatepass")), "srt")
    return [TimedText(*line.slot, line.text) for line in script.lines if line.slot is not None]


def translated_body(done: Translated) -> TranslatedBody:
    """The response body of a translation."""
    return TranslatedBody(
        **applied_body(done.applied).model_dump(), kept=list(done.kept), unplaced=done.unplaced
    )


def dubbed_body(dub: Dub, steps: Sequence[DubStep]) -> DubbedBody:
    """The response body of a dub."""
    return from_attributes(
        DubbedBody, dub, asset_id=dub.settings.asset_id, language=dub.settings.language,
        steps=[from_attributes(DubStepBody, one) for one in steps],
        utterances=[from_attributes(UtteranceBody, one) for one in dub.utterances],
    )  # fmt: skip
