"""Kokoro voices designed from a description, measured against its targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Literal

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.capabilities import DesignedVoice, NudgedVoice
from clonyvoice.engines.contract import FittedVoice, SlotLease
from clonyvoice.engines.kokoro.design.description import Traits, describe
from clonyvoice.engines.kokoro.design.measurement import Measured
from clonyvoice.engines.kokoro.design.pitch_pace_colour_targets import Nudge, Targets, nudged_targets, targets
from clonyvoice.engines.kokoro.design.preset_mix import PresetMix, mixes
from clonyvoice.engines.kokoro.design.target_matching import DesignEngine, match_targets, measure_voice
from clonyvoice.engines.kokoro.voice import KokoroVoice, blend
from clonyvoice.text.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Designed:
    """A designed voice: its mix, its targets and its measurements."""

    voice: FittedVoice
    mix: str
    traits: Traits
    targets: Targets
    measured: Measured
    language: str
    seed: int
    sample: Audio
    """The sentence that it was measured on."""

    def json(self, description: str) -> dict[str, Any]:
        """The description, mix, targets and measures, as JSON values."""
        return {
            "description": description,
            "seed": self.seed,
            "understood": list(self.traits.understood),
            "mix": self.mix,
            "targets": self.targets.json(),
            "measured": self.measured.json(),
        }

    def voice_of(self, description: str) -> DesignedVoice:
        """The same as a value of the engine contract."""
        side = self.traits.gender
        gender: Literal["female", "male"] | None = None if not side else "female" if side > 0 else "male"
        return DesignedVoice(self.voice, self.language, self.seed, gender, self.json(description))


def nudge(
    engine: DesignEngine,
    voice: KokoroVoice,
    moves: Mapping[str, float],
    language: str,
    cancel: CancelToken,
    turn: SlotLease = nullcontext,
) -> NudgedVoice:
    """A copy of the voice changed by `moves`, and measurements of both. Raises Cancelled, NothingToNudge.

    `turn` is entered once for its two to four short sentences, which take as long as one long piece of speech: beside
    many others, a turn for each would be as many waits.
    """
    with turn():
        before = measure_voice(engine, voice, language, cancel)
        wanted = nudged_targets(before, Nudge(**moves))
        after, measured, _ = match_targets(engine, voice, wanted, language, cancel)
    return NudgedVoice(after.fitted(), before.json(), wanted.json(), measured.json())


def design(
    engine: DesignEngine,
    description: str,
    cancel: CancelToken,
    *,
    language: str = "en",
    gender: str | None = None,
    age: str | int | None = None,
    seed: int = 0,
    count: int = 1,
    turn: SlotLease = nullcontext,
) -> Iterator[Designed]:
    """`count` different voices for the description, each when it is done.

    The same description and seed give the same voices. `turn` is entered for each sentence spoken, to share the
    machine with others. Raises NothingUnderstood, TraitNotUnderstood before the first, Cancelled.
    """
    traits = describe(description, gender, age)
    wanted = targets(traits)
    spoken = language if language in LANGUAGES else "en"
    for index, mix in enumerate(mixes(traits, wanted, spoken, seed, count)):
        yield _made(engine, mix, traits, wanted, spoken, seed + index, cancel, turn)


def _made(
    engine: DesignEngine,
    mix: PresetMix,
    traits: Traits,
    wanted: Targets,
    language: str,
    seed: int,
    cancel: CancelToken,
    turn: SlotLease,
) -> Designed:
    start = blend([(share, engine.preset_voice(name)) for share, name in mix.parts])
    voice, measured, sample = match_targets(engine, start, wanted, language, cancel, turn)
    return Designed(voice.fitted(), str(mix), traits, wanted, measured, language, seed, sample)
