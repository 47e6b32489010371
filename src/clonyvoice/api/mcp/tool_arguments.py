"""Arguments of the MCP tools, as a model reads them in their schemas."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from clonyvoice.audio import FormatName
from clonyvoice.speech.request import LONGEST_INSTRUCTIONS
from clonyvoice.voices.consent_records import MOST_STATEMENT

WAIT_SECONDS: Final = 50.0
"""Seconds that a call waits at most unless its arguments say otherwise: clients give up after 60. Chosen by hand."""


_Wait = Annotated[
    float,
    Field(ge=0, le=3600, description="Seconds to wait; unfinished work continues after that: call `status`."),
]


class Arguments(BaseModel):
    """The arguments of a tool; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid")


class Speak(Arguments):
    """Text, voice and settings of speech."""

    text: str = Field(description="The text to speak, up to 100,000 characters; [pause:1.5s] makes a pause.")
    voice: str = Field("af_heart", max_length=200, description="A voice's id or name; see `list_voices`.")
    language: str = Field("auto", max_length=40, description="A code such as `en` or `ko`, or `auto`.")
    engine: str | None = Field(
        None, min_length=1, max_length=40,
        description="An installed engine that the voice came with or has a fit for; the best when left out.",
    )  # fmt: skip
    speed: float = Field(1.0, ge=0.25, le=4.0)
    instructions: str = Field(
        "", max_length=LONGEST_INSTRUCTIONS,
        description="How it is said, in words: `slowly, in a low voice`. Refused when none of it can be followed.",
    )  # fmt: skip
    format: FormatName = Field("mp3", description="Of the file that is linked or sent.")
    output: Literal["link", "audio", "play"] = Field(
        "link",
        description="`link` to the sound, the sound itself as `audio` when it is small, or `play` it aloud on the"
        " user's machine.",
    )
    seed: int | None = Field(None, ge=0, le=2**31 - 1, description="The same seed gives the same sound.")
    save_to: str = Field(
        "", max_length=4000, description="A new file to write the sound to (only over stdio)."
    )
    wait_seconds: _Wait = WAIT_SECONDS


class CloneVoice(Arguments):
    """Recordings of one person."""

    name: str = Field(min_length=1, max_length=200, description="The name of the voice.")
    files: list[str] = Field(
        default_factory=list, max_length=50, description="Paths of recordings (only over stdio)."
    )
    audio_base64: list[str] = Field(
        default_factory=list, max_length=50, description="Recordings in base64: any format that FFmpeg reads."
    )
    language: str = Field("auto", max_length=40, description="The language spoken in them.")
    transcript: str = Field(
        "", max_length=100_000, description="The words spoken, verbatim; transcribed when left out."
    )
    description: str = Field("", max_length=5000)
    consent: bool | None = Field(None, description="Whether the person agreed to be cloned: ask the user.")
    consent_person: str = Field(
        "", max_length=200, description="The person who agreed: ask the user, never guess."
    )
    consent_statement: str = Field(
        "",
        max_length=MOST_STATEMENT,
        description="The words in which the person agreed: ask the user, never guess.",
    )
    consent_file: str = Field(
        "", max_length=4000, description="Path of a recording of the person saying them (only over stdio)."
    )
    consent_base64: str = Field("", description="That recording in base64.")
    refine: Literal["instant", "standard", "best"] = Field(
        "standard", description="How far it is made better in the background."
    )
    engine: str | None = Field(
        None, min_length=1, max_length=40,
        description="An installed engine to clone for; the embedded one when left out.",
    )  # fmt: skip


class DesignVoice(Arguments):
    """A voice in words."""

    description: str = Field(
        min_length=1, max_length=2000,
        description="In English or Korean: age, gender, pitch, pace, brightness, warmth, energy, accent, mood.",
    )  # fmt: skip
    name: str = Field("", max_length=200)
    language: str | None = Field(None, max_length=40, description="The language that it will mostly speak.")
    gender: str | None = Field(None, max_length=40)
    age: str | int | None = Field(None, description="In years or in a word.")
    seed: int | None = Field(None, ge=0, le=2**31 - 1, description="The same seed gives the same voice.")
    engine: str | None = Field(
        None, min_length=1, max_length=40,
        description="An installed engine that designs; the embedded one when left out.",
    )  # fmt: skip
    wait_seconds: _Wait = WAIT_SECONDS


class ListVoices(Arguments):
    """Filters of a list of voices."""

    query: str = Field("", max_length=200, description="Looked for in name, description and tags.")
    kind: Literal["clone", "preset", "design"] | None = None
    language: str | None = Field(None, max_length=40)
    limit: int = Field(50, ge=1, le=200)


class Transcribe(Arguments):
    """A recording by its path or its bytes."""

    file: str = Field("", max_length=4000, description="The path of a recording (only over stdio).")
    audio_base64: str = Field("", description="The recording in base64: any format that FFmpeg reads.")
    language: str = Field("auto", max_length=40)
    task: Literal["transcribe", "translate"] = Field("transcribe", description="`translate` gives English.")
    format: Literal["text", "srt", "vtt"] = "text"
    prompt: str = Field("", max_length=1000, description="Names and words that are likely.")
    wait_seconds: _Wait = WAIT_SECONDS


class Cancel(Arguments):
    """The id of a job."""

    id: str = Field(
        "", max_length=80, description="As a tool answered it; all of the caller's when left out."
    )


class Status(Arguments):
    """The id of a job."""

    id: str = Field(min_length=1, max_length=80, description="As a tool answered it.")
    wait_seconds: _Wait = WAIT_SECONDS
