"""Bodies of the takes of a timeline's lines: spoken, checked, adopted."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from clonyvoice.api.bodies.field_types import UtcTime
from clonyvoice.api.bodies.generations import CheckedText
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.projects.line_speech_job import MAX_VARIANTS
from clonyvoice.projects.take_history import ListedTake
from clonyvoice.projects.takes import Take


class RetakeBody(BaseModel):
    """The words of a take that were said again, the take that they were cut into, and the seed that they have."""

    take_id: str
    start_char: int
    end_char: int
    seed: int | None


class LineTakeBody(BaseModel):
    """One rendering of a line, or an attempt that failed (`error`, no sound)."""

    id: str
    line_id: str
    number: int
    text: str
    duration: float
    words: list[dict[str, Any]]
    seed: int | None
    voice_id: str | None
    voice_name: str
    engine: str | None
    created_at: UtcTime
    pace: float | None = Field(
        description="Of a line with a slot: 1 is its own speed, 1.25 a quarter faster."
    )
    stretch: float | None = Field(
        description="For a line with a slot: the length in the slot divided by the natural length."
    )
    retake: RetakeBody | None = Field(description="For a take in which words were regenerated: which words.")
    error: dict[str, Any] | None
    audio_url: str | None


class TakeList(BaseModel):
    """A line's takes and failed attempts, oldest first."""

    takes: list[LineTakeBody]


class ListedTakeBody(BaseModel):
    """A take in the history of all projects, with the project and the line that it belongs to."""

    id: str
    project_id: str
    project_name: str
    line_id: str
    text: str
    duration: float = Field(description="Seconds.")
    seed: int | None
    voice_id: str | None
    voice_name: str
    engine: str | None
    created_at: UtcTime
    audio_url: str


class ListedTakeList(BaseModel):
    """Takes of all projects, the last made first."""

    takes: list[ListedTakeBody]
    next_cursor: str | None


class CheckedTakeBody(CheckedText):
    """A take and its transcript."""

    take_id: str


class WordsBody(BaseModel):
    """Characters of a line's text, from `start_char` to before `end_char`; words that they touch are said again."""

    model_config = ConfigDict(extra="forbid")

    start_char: int = Field(ge=0, le=1_000_000)
    end_char: int = Field(ge=1, le=1_000_000)


class SpeakBody(BaseModel):
    """Lines to generate: their ids, `stale` (those without a take that fits their text and voice) or `all`."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"lines": "stale"}]})

    lines: list[str] | Literal["stale", "all"] = "stale"
    variants: int = Field(1, ge=1, le=MAX_VARIANTS, description="Takes of each line.")
    words: WordsBody | None = Field(
        None,
        description="For a single line in `lines`: the words to regenerate and cut into its take, which stays as"
        " it is outside of them.",
    )


class AdoptBody(BaseModel):
    """A generation to use as a take of a line."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"generation_id": "gen_…"}]})

    generation_id: str = Field(max_length=80)


def listed_take_body(take: ListedTake) -> ListedTakeBody:
    """The response body of a take in the history."""
    url = f"/api/projects/{take.project_id}/takes/{take.id}/audio"
    return from_attributes(ListedTakeBody, take, engine=take.settings.get("engine"), audio_url=url)


def _retake(stored: object) -> RetakeBody | None:
    """The retake that a take keeps; None where it has none, or a damaged one (from an archive)."""
    try:
        return RetakeBody.model_validate(stored)
    except ValidationError:
        return None


def take_body(project_id: str, take: Take) -> LineTakeBody:
    """The response body of a take."""
    url = f"/api/projects/{project_id}/takes/{take.id}/audio" if take.blob_id is not None else None
    return from_attributes(
        LineTakeBody,
        take,
        duration=round(take.duration, 6),
        engine=take.settings.get("engine"),
        pace=take.settings.get("pace"),
        stretch=take.settings.get("stretch"),
        retake=_retake(take.settings.get("retake")),
        audio_url=url,
    )
