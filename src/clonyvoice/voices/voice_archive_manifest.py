"""The manifest of a `.clonyvoice` file: each field within bounds, so that it can be stored and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, FailFast, Field, model_validator

from clonyvoice.text.languages import UnknownLanguage, resolve
from clonyvoice.voices.voice_changes import checked_color

MAX_ENTRY: Final = 220_000_000
"""Bytes of a recording. Chosen by hand."""
MOST_CONSENTS: Final = 100
"""Consents of one voice, chosen by hand: a person agrees once, or once a recording."""
_TAG_LENGTH: Final = 40
"""Characters of a language tag, as routes take it: above the 35 that RFC 5646, section 4.4.1, has programs take."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="ignore")


Text = Annotated[str, Field(max_length=100_000)]


def _recent(moment: datetime) -> datetime:
    """A date that the program can have written."""
    if not 2000 <= moment.year <= 2200:
        raise ValueError("a year from 2000 to 2200")
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _spoken(language: str) -> str:
    try:
        resolve(language)
    except UnknownLanguage as error:
        raise ValueError(error.message) from None
    return language


Moment = Annotated[datetime, AfterValidator(_recent)]
LanguageTag = Annotated[str, Field(max_length=_TAG_LENGTH), AfterValidator(_spoken)]


class FileEntry(_Strict):
    """A file of the archive."""

    name: Annotated[str, Field(max_length=300)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0, le=MAX_ENTRY)]


class FitFile(FileEntry):
    """A fit's bytes, which are read into memory."""

    size: Annotated[int, Field(ge=0, le=32_000_000)]


class ClipMark(BaseModel):
    """A stretch of speech in a sample's clip: its position in samples at 24 kHz, and its transcript."""

    model_config = ConfigDict(extra="allow")

    at: Annotated[int, Field(ge=0, le=10**9)]
    count: Annotated[int, Field(ge=0, le=10**9)]
    weight: Annotated[float, Field(ge=0, le=100)] = 1.0
    transcript: Text = ""


class Quality(BaseModel):
    """A sample's quality report, and where its clips are."""

    model_config = ConfigDict(extra="allow")

    clips: Annotated[list[ClipMark], FailFast(), Field(max_length=5000)] = []


SPEED, PITCH, VOLUME, PAUSE_MS = (0.25, 4.0), (-12.0, 12.0), (-40.0, 20.0), (0, 60_000)
"""Bounds of a voice's own settings: those of `speech.request`, which is a layer above."""


class OwnSettings(_Strict):
    """A voice's own settings, within the bounds of a request; null is as if left out."""

    speed: Annotated[float, Field(ge=SPEED[0], le=SPEED[1])] | None = None
    pitch: Annotated[float, Field(ge=PITCH[0], le=PITCH[1])] | None = None
    volume_db: Annotated[float, Field(ge=VOLUME[0], le=VOLUME[1])] | None = None
    pause_ms: Annotated[int, Field(ge=PAUSE_MS[0], le=PAUSE_MS[1])] | None = None
    normalize_text: bool | None = None
    pronunciations: (
        Annotated[
            dict[Annotated[str, Field(max_length=100)], Annotated[str, Field(max_length=300)]],
            Field(max_length=500),
        ]
        | None
    ) = None


def _as(kind: type[BaseModel]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def check(value: dict[str, Any]) -> dict[str, Any]:
        kind.model_validate(value)
        return value

    return check


def _settings(value: dict[str, Any]) -> dict[str, Any]:
    """Those settings that are known."""
    return OwnSettings.model_validate(value).model_dump(exclude_none=True)


class SampleEntry(_Strict):
    """A recording."""

    original: FileEntry
    clip: FileEntry | None = None
    media_type: Annotated[str, Field(max_length=60)] = "application/octet-stream"
    transcript: Text = ""
    language: Annotated[str, Field(max_length=_TAG_LENGTH)] | None = None
    duration: Annotated[float, Field(ge=0, le=1e6)] = 0.0
    weight: Annotated[float, Field(ge=0, le=100)] = 1.0
    quality: Annotated[dict[str, Any], AfterValidator(_as(Quality))] = {}
    filename: Annotated[str, Field(max_length=300)] = ""


class Outcome(BaseModel):
    """The public part of the check of a spoken consent."""

    model_config = ConfigDict(extra="allow")

    outcome: Annotated[str, Field(max_length=20)] = "not_checked"
    reasons: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=20)] = []


class ConsentEntry(_Strict):
    """A consent: person, time, words, and its recording."""

    person: Annotated[str, Field(max_length=200)] = ""
    statement: Annotated[str, Field(max_length=2000)] = ""
    language: Annotated[str, Field(max_length=_TAG_LENGTH)] | None = None
    agreed_at: Moment
    recording: FileEntry | None = None
    outcome: Annotated[dict[str, Any], AfterValidator(_as(Outcome))] = {}
    imported: bool = False


class VersionEntry(_Strict):
    """A fit."""

    file: FitFile
    level: Annotated[str, Field(max_length=20)]
    engine: Annotated[str, Field(max_length=40)]
    format: Annotated[int, Field(ge=0, le=1_000_000)]
    fidelity: Annotated[float, Field(ge=0, le=1)] | None = None
    report: dict[str, Any] = {}
    active: bool = False
    created_at: Moment


class VoiceEntry(_Strict):
    """A voice."""

    id: Annotated[str, Field(max_length=40)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Literal["clone", "design"]
    engine: Annotated[str, Field(max_length=40)]
    language: LanguageTag = "en"
    languages: Annotated[list[LanguageTag], Field(max_length=200)] = []
    gender: Annotated[str, Field(max_length=20)] | None = None
    description: Text = ""
    tags: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=50)] = []
    preferred_engine: Annotated[str, Field(max_length=40)] | None = None
    fidelity: Annotated[float, Field(ge=0, le=1)] | None = None
    avatar_color: Annotated[str, AfterValidator(checked_color)] | None = None
    settings: Annotated[dict[str, Any], AfterValidator(_settings)] = {}
    design: dict[str, Any] = {}
    report: dict[str, Any] = {}
    consent: bool = False
    created_at: Moment
    samples: Annotated[list[SampleEntry], FailFast(), Field(max_length=500)] = []
    versions: Annotated[list[VersionEntry], FailFast(), Field(min_length=1, max_length=500)]
    consents: Annotated[list[ConsentEntry], FailFast(), Field(max_length=MOST_CONSENTS)] = []

    @model_validator(mode="after")
    def _engines_of_fits(self) -> VoiceEntry:
        known = {version.engine for version in self.versions}
        if not {self.engine, self.preferred_engine or self.engine} <= known:
            raise ValueError("engines that no version is for")
        return self

    @property
    def active_fits(self) -> set[int]:
        """By number, the active fit of each engine, or its last one where none is."""
        chosen: dict[str, int] = {}
        for index, version in enumerate(self.versions):
            if (
                version.active
                or version.engine not in chosen
                or not self.versions[chosen[version.engine]].active
            ):
                chosen[version.engine] = index
        return set(chosen.values())

    @property
    def consented(self) -> bool:
        """Whether one of its consents names a person and a statement."""
        return any(entry.person and entry.statement for entry in self.consents)


class Manifest(_Strict):
    """The manifest of a voice file."""

    format: Literal[1]
    program: Annotated[str, Field(max_length=100)] = ""
    voices: Annotated[list[VoiceEntry], FailFast(), Field(min_length=1, max_length=1000)]

    def files(self) -> Iterator[FileEntry]:
        """Every file that it names."""
        for voice in self.voices:
            for sample in voice.samples:
                yield sample.original
                if sample.clip is not None:
                    yield sample.clip
            for version in voice.versions:
                yield version.file
            for consent in voice.consents:
                if consent.recording is not None:
                    yield consent.recording


@dataclass(frozen=True, slots=True)
class ImportedVoice:
    """A voice of a file.

    `clash` is the id of the one that is here already; `problem` says why it cannot be used.
    """

    id: str
    name: str
    kind: str
    engine: str
    samples: int
    versions: int
    size: int
    clash: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """The contents of a voice file; with `problems` of the file as a whole, nothing of it is imported."""

    program: str
    voices: tuple[ImportedVoice, ...]
    problems: tuple[str, ...] = field(default=())
