"""The items of a project's document and their fields: speakers, lines, tracks, clips, markers.

All times are seconds, all gains decibels. Every model refuses unknown fields and numbers that are not finite.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from clonyvoice.audio.stereo_time_stretch import FASTEST_STRETCH, SLOWEST_STRETCH
from clonyvoice.projects.export_presets import KeptPresets, Loudness
from clonyvoice.projects.track_effects import TrackEffects
from clonyvoice.speech.request import MAX_SEED, PAUSE_MS, PITCH, SPEED, VOLUME
from clonyvoice.speech.style_instructions import delivery

Kind: TypeAlias = Literal["speaker", "line", "track", "clip", "marker"]
KINDS: Final[tuple[Kind, ...]] = ("speaker", "line", "track", "clip", "marker")
LONGEST: Final = 360_000.0
"""Latest time in a project: 100 hours, the largest that SRT's two digits of hours can write."""
MAX_TEXT: Final = 10_000
"""Characters of one line. Chosen by hand."""
MOST: Final[dict[Kind, int]] = {"speaker": 500, "line": 20_000, "track": 100, "clip": 20_000, "marker": 5_000}
"""Items of a kind in one project; a book of 10 hours has some 6,000 lines. Chosen by hand."""

Seconds = Annotated[float, Field(ge=0, le=LONGEST)]
Decibels = Annotated[float, Field(ge=-60, le=24)]
Id = Annotated[str, Field(min_length=1, max_length=80)]
EngineId = Annotated[str, Field(min_length=1, max_length=40)]
Speed = Annotated[float, Field(ge=SPEED[0], le=SPEED[1])]
Pitch = Annotated[float, Field(ge=PITCH[0], le=PITCH[1])]
Volume = Annotated[float, Field(ge=VOLUME[0], le=VOLUME[1])]


def _followed(direction: str | None) -> str | None:
    """A direction that something in can be followed. Raises ValueError."""
    if direction is None or not direction.strip():
        return None
    if delivery(direction) is None:
        raise ValueError(
            "the direction says nothing about pace, pitch, level or melody; say for example 'whispering, slow',"
            " 'excited' or '천천히 차분하게'"
        )
    return " ".join(direction.split())


Direction = Annotated[str | None, Field(max_length=300), AfterValidator(_followed)]
"""The manner of speaking in words, English or Korean."""


Pronunciations = dict[Annotated[str, Field(max_length=100)], Annotated[str, Field(max_length=300)]]
"""Words and how they are said: phonemes between slashes, or a respelling."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, validate_default=False)


class SpeakerData(_Data):
    """A speaker of lines: a name, a voice, and its defaults."""

    name: str = Field(min_length=1, max_length=100)
    color: str | None = Field(None, pattern=r"^#[0-9a-fA-F]{6}$")
    voice_id: Id | None = None
    engine: EngineId | None = Field(None, description="The engine that says the lines in this voice.")
    speed: Speed | None = None
    pitch: Pitch | None = None
    volume_db: Volume | None = None
    direction: Direction = None
    pronunciations: Pronunciations = Field(default={}, max_length=500)


class LineData(_Data):
    """A line of the script. `take_id` is its active take; a slot fixes it in time (dubbing)."""

    text: str = Field(max_length=MAX_TEXT)
    speaker_id: Id | None = None
    voice_id: Id | None = Field(None, description="Replaces the speaker's voice for this line.")
    engine: EngineId | None = Field(
        None,
        description="The engine that says it; the speaker's with its voice, else the best that is ready.",
    )
    language: str = Field("auto", min_length=2, max_length=20)
    speed: Speed | None = None
    pitch: Pitch | None = None
    volume_db: Volume | None = None
    direction: Direction = Field(None, description="How it is said, in words; the speaker's when missing.")
    seed: Annotated[int, Field(ge=0, le=MAX_SEED)] | None = Field(
        None,
        description="Of its takes: the same one gives the same sound; another for every take when missing.",
    )
    pause_after_ms: Annotated[int, Field(ge=PAUSE_MS[0], le=60_000)] | None = None
    slot_start: Seconds | None = None
    slot_end: Seconds | None = None
    track_id: Id | None = Field(None, description="A speech track; the first one when missing.")
    gain_db: Decibels = 0.0
    locked: bool = Field(False, description="Not generated again by `stale` or `all`.")
    take_id: Id | None = None

    @model_validator(mode="after")
    def _slot(self) -> LineData:
        if (self.slot_start is None) != (self.slot_end is None):
            raise ValueError("slot_start and slot_end go together.")
        if self.slot_start is not None and self.slot_end is not None and self.slot_end <= self.slot_start:
            raise ValueError("slot_end must be after slot_start.")
        return self


class TrackData(_Data):
    """A track of the timeline with its level in the mix, optionally ducked under other tracks."""

    kind: Literal["speech", "music", "effect", "original"]
    name: str = Field("", max_length=100)
    gain_db: Decibels = 0.0
    pan: Annotated[float, Field(ge=-1, le=1)] = 0.0
    mute: bool = False
    solo: bool = False
    duck_by: list[Id] = Field(default=[], max_length=100)
    duck_db: Annotated[float, Field(ge=-60, le=0)] = -12.0
    duck_attack_ms: Annotated[int, Field(ge=1, le=5000)] = 120
    duck_release_ms: Annotated[int, Field(ge=1, le=10_000)] = 600
    effects: TrackEffects = Field(default=[], description="In the order in which the sound passes them.")


class GainPoint(_Data):
    """A gain at a time from the clip's beginning; between points it is linear in decibels."""

    at: Seconds
    gain_db: Decibels


class Anchor(_Data):
    """The start or end of a line that a clip or marker moves with."""

    line_id: Id
    edge: Literal["begin", "end"] = "begin"


class ClipData(_Data):
    """Sound of an asset or a take on a track, from `start` on: absolute, or relative to an anchor."""

    track_id: Id
    asset_id: Id | None = None
    take_id: Id | None = None
    start: Annotated[float, Field(ge=-LONGEST, le=LONGEST)] = 0.0
    anchor: Anchor | None = None
    trim_start: Seconds = Field(0.0, description="Where in the sound the clip begins.")
    duration: Annotated[float, Field(gt=0, le=LONGEST)] | None = Field(
        None, description="How long it plays; to the end of the sound when missing."
    )
    gain_db: Decibels = 0.0
    gain_points: list[GainPoint] = Field(default=[], max_length=1000)
    fade_in_ms: Annotated[int, Field(ge=0, le=600_000)] = 0
    fade_out_ms: Annotated[int, Field(ge=0, le=600_000)] = 0
    loop: bool = Field(False, description="Begin the sound again until `duration` is full.")
    stretch: Annotated[float, Field(ge=FASTEST_STRETCH, le=SLOWEST_STRETCH)] = Field(
        1.0,
        description="How many times as long the sound is made, at the same pitch; `duration` is what plays.",
    )

    @model_validator(mode="after")
    def _whole(self) -> ClipData:
        if (self.asset_id is None) == (self.take_id is None):
            raise ValueError("A clip plays either an asset_id or a take_id.")
        if self.anchor is None and self.start < 0:
            raise ValueError("start must not be before 0.")
        if self.loop and self.duration is None:
            raise ValueError("A loop needs a duration.")
        if any(a.at >= b.at for a, b in pairwise(self.gain_points)):
            raise ValueError("gain_points must rise in time.")
        return self


class MarkerData(_Data):
    """A chapter or a note, at a time or at a line."""

    name: str = Field(min_length=1, max_length=200)
    kind: Literal["chapter", "note"] = "chapter"
    at: Seconds | None = None
    anchor: Anchor | None = None

    @model_validator(mode="after")
    def _place(self) -> MarkerData:
        if (self.at is None) == (self.anchor is None):
            raise ValueError("A marker has either a time `at` or an `anchor`.")
        return self


class ProjectSettings(_Data):
    """The settings of a whole project."""

    name: str = Field(min_length=1, max_length=200)
    language: str = Field("en", min_length=2, max_length=20)
    sample_rate: Literal[48_000] = 48_000
    fps: Annotated[float, Field(gt=0, le=240)] | None = None
    loudness: Loudness = "off"
    default_gap_ms: Annotated[int, Field(ge=0, le=10_000)] = 250
    pronunciations: Pronunciations = Field(default={}, max_length=500)
    export_presets: KeptPresets = {}


MODELS: Final[dict[Kind, type[_Data]]] = {
    "speaker": SpeakerData,
    "line": LineData,
    "track": TrackData,
    "clip": ClipData,
    "marker": MarkerData,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a document. Items of a kind are in the order of `position`."""

    id: str
    kind: Kind
    position: int
    data: dict[str, Any]

    def json(self) -> dict[str, Any]:
        """The item as stored in rows and revisions."""
        return {"kind": self.kind, "position": self.position, "data": self.data}


def item_of(item_id: str, kept: dict[str, Any]) -> Item:
    """The item that `Item.json` wrote."""
    return Item(item_id, kept["kind"], int(kept["position"]), kept["data"])


@dataclass(frozen=True, slots=True)
class TakeFacts:
    """The facts of a take for the document: its line, duration, and the `fingerprint` of its inputs."""

    id: str
    line_id: str
    duration: float
    fingerprint: str
    number: int


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """An asset's facts for the document: its duration."""

    id: str
    duration: float


_REFERENCES: Final[dict[Kind, tuple[tuple[str, Kind], ...]]] = {
    "speaker": (),
    "line": (("speaker_id", "speaker"), ("track_id", "track")),
    "track": (),
    "clip": (("track_id", "track"),),
    "marker": (),
}
"""Fields of each kind that name another item, and its kind."""


def named_items(item: Item) -> list[tuple[str, str, Kind]]:
    """The items that an item names: field, id, kind."""
    found: list[tuple[str, str, Kind]] = []
    for field, kind in _REFERENCES[item.kind]:
        if item.data.get(field):
            found.append((field, item.data[field], kind))
    anchor = item.data.get("anchor")
    if anchor:
        found.append(("anchor.line_id", anchor["line_id"], "line"))
    if item.kind == "track":
        found += [("duck_by", name, "track") for name in item.data.get("duck_by", ())]
    return found
