"""Speech requests: texts, voices and settings, each within its bounds."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, get_args

from clonyvoice.audio.formats import FormatName, format_named
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.text.ssml import Manner

GenerationKind: TypeAlias = Literal[
    "clone",
    "preset",
    "design",
    "clone-chunked",
    "clone-chunked-multivoice",
    "clone-chunked-multilang",
    "merge",
    "preview",
]
KINDS: tuple[GenerationKind, ...] = get_args(GenerationKind)
SPEED, PITCH, VOLUME, PAUSE_MS = (0.25, 4.0), (-12.0, 12.0), (-40.0, 20.0), (0, 60_000)
"""Factors, semitones, decibels and milliseconds that the API takes; speech stays intelligible within them.
Chosen by hand."""
PITCH_RANGE = (0.25, 2.5)
"""Bounds of a factor on the spread of the melody. Chosen by hand."""
LONGEST_INSTRUCTIONS: Final = 4096
"""Characters of instructions in words: OpenAI's own limit."""
MAX_SEED = 2**31 - 1
"""The largest signed 32-bit integer: JSON clients hold it without loss."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Speed, pitch, level and pauses; None leaves a value to the voice's own settings, then to the default.

    `speed` is a factor (0.25-4), `pitch` in semitones (±12), `volume_db` in decibels, `pause_ms` between
    sentences.
    """

    speed: float | None = None
    pitch: float | None = None
    volume_db: float | None = None
    pause_ms: int | None = None
    normalize_text: bool | None = None

    def over(self, base: Shape) -> Shape:
        """These values over those of `base`."""
        return Shape(
            speed=base.speed if self.speed is None else self.speed,
            pitch=base.pitch if self.pitch is None else self.pitch,
            volume_db=base.volume_db if self.volume_db is None else self.volume_db,
            pause_ms=base.pause_ms if self.pause_ms is None else self.pause_ms,
            normalize_text=base.normalize_text if self.normalize_text is None else self.normalize_text,
        )

    def json(self) -> dict[str, Any]:
        """The values that are set, as plain JSON."""
        values = {
            "speed": self.speed,
            "pitch": self.pitch,
            "volume_db": self.volume_db,
            "pause_ms": self.pause_ms,
            "normalize_text": self.normalize_text,
        }
        return {name: value for name, value in values.items() if value is not None}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Shape:
        """The shape that `json` wrote.

        Other keys and wrong values are left out, extremes brought into range.
        """

        def number(name: str, low: float, high: float) -> float | None:
            value = values.get(name)
            if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
                return None
            return min(high, max(low, float(value)))

        pause = number("pause_ms", *PAUSE_MS)
        normalize = values.get("normalize_text")
        return cls(
            speed=number("speed", *SPEED),
            pitch=number("pitch", *PITCH),
            volume_db=number("volume_db", *VOLUME),
            pause_ms=None if pause is None else int(pause),
            normalize_text=normalize if isinstance(normalize, bool) else None,
        )

    def checked(self) -> Shape:
        """Itself, when every value is in its range.

        Raises InvalidRequest naming the field and what is allowed.
        """
        for name, value, (low, high) in (
            ("speed", self.speed, SPEED),
            ("pitch", self.pitch, PITCH),
            ("volume_db", self.volume_db, VOLUME),
            ("pause_ms", self.pause_ms, PAUSE_MS),
        ):
            if value is not None and not low <= value <= high:
                raise InvalidRequest(f"{name} must be {low:g} to {high:g}, not {value:g}.", param=name)
        return self


Speaker: TypeAlias = tuple[str, str | None]
"""A voice as it was named, and the engine that was asked for."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Text for one voice. `language` may be `auto`: then it is found for each sentence."""

    text: str
    voice: str
    """A voice's id, or a preset's plain name."""
    language: str = "auto"
    shape: Shape = Shape()
    manner: Manner = field(default_factory=Manner)
    """A factor on the speed and steps on pitch and volume, over all else (SSML)."""
    pause_after_ms: int | None = None
    """Silence before the next segment, where it is not that between sentences."""
    engine: str | None = None
    """The engine that speaks; None: the request's."""
    instructions: str = ""
    """The manner in words, for an engine that follows them; `manner` is what others can follow of it."""

    @property
    def speaker(self) -> Speaker:
        """The voice, and the engine that was asked for."""
        return self.voice, self.engine


@dataclass(frozen=True, slots=True)
class Description:
    """A voice in words, made for one generation. The generation's seed decides which of the fitting ones it is."""

    description: str
    gender: str | None = None
    age: str | int | None = None


@dataclass(frozen=True, slots=True)
class SpeechRequest:
    """Everything that decides a generation.

    Texts of several segments are joined by line breaks into one text.
    """

    kind: GenerationKind
    segments: tuple[Segment, ...]
    shape: Shape = Shape()
    seed: int | None = None
    format: FormatName = "wav"
    sample_rate: int | None = None
    ssml: bool = False
    sentence_chunks: bool = False
    """Every sentence a chunk of its own; else short ones are said together, which sounds better."""
    pronunciations: Mapping[str, str] = field(default_factory=dict)
    """Words to say another way, over those of the voice and of the key."""
    design: Description | None = None
    """The voice of all segments, whose own `voice` is then empty."""
    watermark: int | None = None
    """The number of the installation that marks the sound; set by the service."""
    eager: bool = False
    """Somebody listens while it is made: begin with short pieces."""
    engine: str | None = None
    """The engine that speaks; None takes for each voice the best that is ready for the language."""
    instructions: str = ""
    """The manner of segments without instructions of their own, in words."""
    reads_instructions: bool = False
    """Whether the manner of each segment is still to be read from its instructions, which are refused when nothing in
    them can be followed.
    """

    def __post_init__(self) -> None:
        self.shape.checked()
        for segment in self.segments:
            segment.shape.checked()
        fmt = format_named(self.format)
        if self.sample_rate is not None:
            fmt.rate_for(self.sample_rate, self.sample_rate)
        if self.seed is not None and not 0 <= self.seed <= MAX_SEED:
            raise InvalidRequest(f"seed must be 0 to {MAX_SEED}.", param="seed")
        if not self.segments:
            raise InvalidRequest("There is nothing to say: give at least one segment.", param="segments")

    @property
    def text(self) -> str:
        """The texts of all segments."""
        return "\n".join(segment.text for segment in self.segments)


def random_seed() -> int:
    """A random seed for a request without one; it is reported, so that the result can be reproduced."""
    return secrets.randbelow(MAX_SEED)
