"""Abilities that some engines have: a small protocol for each, and the name that declares it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol, runtime_checkable

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import (
    Ability,
    Engine,
    Fit,
    FittedVoice,
    Preset,
    Progress,
    Reference,
    RefineLevel,
    SlotLease,
    Turn,
    VoiceSource,
)


@dataclass(frozen=True, slots=True)
class DesignedVoice:
    """A voice made from a description: its seed, and the understood, target and measured traits."""

    voice: FittedVoice
    language: str
    seed: int
    gender: Literal["female", "male"] | None = None
    details: dict[str, Any] = field(default_factory=dict)
    """JSON values; `understood` is a list of words."""


@runtime_checkable
class HasPresets(Protocol):
    """An engine with preset voices: the ability `preset`."""

    def presets(self) -> Sequence[Preset]:
        """The voices that come with it; needs no model in memory."""
        ...


@dataclass(frozen=True, slots=True)
class FirstSpan:
    """Fewest phoneme symbols of a listener's first span, and the loudness in LUFS that the voice usually has, if
    that is known: half a second of speech says little about it.
    """

    symbols: int
    loudness: float | None = None


@runtime_checkable
class SaysSpans(Protocol):
    """An engine that synthesises a span of words as it sounds within the whole text: the ability `spans`."""

    def first_span(self, voice: VoiceSource, language: str) -> FirstSpan:
        """The shortest span that is heard with the words of the whole. Raises as `synthesise`."""
        ...


@runtime_checkable
class FitsVoices(Protocol):
    """The ability `clone`: an engine that fits voices to recordings."""

    def fit(
        self,
        reference: Reference,
        level: RefineLevel,
        progress: Progress,
        cancel: CancelToken,
        turn: Turn | None = None,
    ) -> Iterator[Fit]:
        """Voices of increasing quality for `reference`, the instant one first, up to `level`. Raises Cancelled.

        Every piece of heavy work is done by `turn` (None: at once).
        """
        ...


@runtime_checkable
class DraftsVoices(Protocol):
    """An engine that also makes a voice before it is known what is said in the recordings."""

    def draft(self, reference: Reference, cancel: CancelToken, turn: Turn | None = None) -> Fit:
        """A voice at the level `draft` from the sound of `reference`, whose transcripts may be empty, in a second.

        Every piece of heavy work is done by `turn` (None: at once). Raises Cancelled.
        """
        ...


@runtime_checkable
class DesignsVoices(Protocol):
    """An engine that makes voices from descriptions: the ability `design`."""

    def check_description(
        self, description: str, gender: str | None = None, age: str | int | None = None
    ) -> None:
        """Raise InvalidRequest when nothing in a description is understood; needs no model in memory."""
        ...

    def design(
        self,
        description: str,
        cancel: CancelToken,
        *,
        language: str = "en",
        gender: str | None = None,
        age: str | int | None = None,
        seed: int = 0,
        count: int = 1,
        turn: SlotLease = nullcontext,
    ) -> Iterator[DesignedVoice]:
        """`count` different voices for the description, each when it is done; the same for the same seed.

        `turn` is entered for each piece of heavy work. Raises InvalidRequest when nothing was understood, Cancelled.
        """
        ...


@runtime_checkable
class BlendsVoices(Protocol):
    """The ability `blend`: an engine that mixes voices."""

    def blend(self, parts: Sequence[tuple[float, VoiceSource]]) -> FittedVoice:
        """The mixture of voices by weight. Raises NotFound for a preset that is none."""
        ...


@dataclass(frozen=True, slots=True)
class NudgedVoice:
    """A voice derived from another one; measurements of both and the targets, as JSON values."""

    voice: FittedVoice
    before: dict[str, Any]
    targets: dict[str, Any]
    measured: dict[str, Any]


@runtime_checkable
class NudgesVoices(Protocol):
    """The ability `nudge`: an engine that changes voices (higher, calmer, warmer …)."""

    def nudge(
        self,
        voice: VoiceSource,
        moves: Mapping[str, float],
        cancel: CancelToken,
        *,
        language: str = "en",
        turn: SlotLease = nullcontext,
    ) -> NudgedVoice:
        """A copy of the voice, changed until it measures as requested. Raises Cancelled."""
        ...


@runtime_checkable
class RecognisesSpeech(Protocol):
    """The ability `transcribe`: a recogniser elsewhere (`transcription.remote_recogniser` has what it is asked for)."""

    def recognise(self, asked: Mapping[str, Any], samples: Samples, cancel: CancelToken) -> dict[str, Any]:
        """The answer to one question about sound at 16 kHz, both JSON values. Raises InvalidRequest, Cancelled."""
        ...


@runtime_checkable
class ChecksVoices(Protocol):
    """An engine that checks fitted voices from other installations."""

    def check_voice(self, voice: FittedVoice) -> None:
        """Raise InvalidRequest when the voice's bytes are none of this engine's; needs no model in memory."""
        ...


@runtime_checkable
class InOwnProcess(Protocol):
    """An engine whose model is outside this process's memory."""

    def memory(self) -> int:
        """Bytes that its own process holds; 0 when it does not run."""
        ...

    def restart_in(self) -> float:
        """Seconds until its process may be started again, after it ended several times in a row; 0 for at once."""
        ...


CAPABILITIES: Final[dict[Ability, type]] = {
    "preset": HasPresets,
    "clone": FitsVoices,
    "design": DesignsVoices,
    "blend": BlendsVoices,
    "nudge": NudgesVoices,
    "transcribe": RecognisesSpeech,
}
"""Abilities that are methods: an engine that declares one has its protocol, and the other way round."""


def presets_of(engine: Engine) -> Sequence[Preset]:
    """The engine's presets; none when it has none."""
    return engine.presets() if isinstance(engine, HasPresets) else ()
