"""The effects of a track: their settings, and the processing chain in the mix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, Protocol, TypeAlias

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from clonyvoice.audio.compressor import Compression, Compressor
from clonyvoice.audio.convolution import Convolver, FilterInMaking
from clonyvoice.audio.equaliser_reverb import (
    LONGEST_DECAY,
    Band,
    BandShape,
    Room,
    equaliser_begun,
    reverb_begun,
)
from clonyvoice.audio.stereo_wav_files_peaks import Stereo

MOST_EFFECTS: Final = 8
"""Effects of one track. Chosen by hand."""
MOST_IN_PROJECT: Final = 32
"""Effects of all tracks of a project: as many reverberations of 6 s take some 350 MB while a mix plays.
Chosen by hand."""


class _Effect(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    bypass: bool = Field(False, description="Leave it out of the mix, with its settings kept.")


class EqBand(BaseModel):
    """A band of an equaliser; `gain_db` is for shelves and peaks."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    shape: BandShape
    frequency: Annotated[float, Field(ge=20, le=20_000)]
    gain_db: Annotated[float, Field(ge=-24, le=24)] = 0.0
    q: Annotated[float, Field(ge=0.1, le=10)] = 0.71


class Eq(_Effect):
    """An equaliser: its bands work one after another."""

    type: Literal["eq"]
    bands: list[EqBand] = Field(min_length=1, max_length=8)


class CompressorSettings(_Effect):
    """A compressor's settings: above the threshold, `ratio` decibels become one."""

    type: Literal["compressor"]
    threshold_db: Annotated[float, Field(ge=-60, le=0)] = -20.0
    ratio: Annotated[float, Field(ge=1, le=20)] = 3.0
    attack_ms: Annotated[float, Field(ge=1, le=200)] = 10.0
    release_ms: Annotated[float, Field(ge=10, le=2000)] = 200.0
    makeup_db: Annotated[float, Field(ge=-24, le=24)] = 0.0


class Reverb(_Effect):
    """A room around the sound: decays by 60 dB in `decay_s`, `level_db` above the sound itself."""

    type: Literal["reverb"]
    decay_s: Annotated[float, Field(ge=0.1, le=LONGEST_DECAY)] = 1.2
    pre_delay_ms: Annotated[float, Field(ge=0, le=200)] = 20.0
    damping: Annotated[float, Field(ge=0, le=1)] = 0.5
    level_db: Annotated[float, Field(ge=-60, le=6)] = -18.0


TrackEffect: TypeAlias = Annotated[Eq | CompressorSettings | Reverb, Field(discriminator="type")]
TrackEffects = Annotated[list[TrackEffect], Field(max_length=MOST_EFFECTS)]
_EFFECTS: Final[TypeAdapter[list[Eq | CompressorSettings | Reverb]]] = TypeAdapter(TrackEffects)


class _Processor(Protocol):
    memory: int

    def process(self, sound: Stereo) -> Stereo: ...

    def take(self, sound: Stereo) -> None: ...


def heard_effects(data: Mapping[str, Any]) -> tuple[Eq | CompressorSettings | Reverb, ...]:
    """The effects of a track's data that are not bypassed, in their order."""
    kept = data.get("effects")
    return tuple(one for one in _EFFECTS.validate_python(kept) if not one.bypass) if kept else ()


def reverb_tail(effects: Iterable[Eq | CompressorSettings | Reverb]) -> float:
    """Seconds for which a track's reverb continues after the end of its last sound."""
    return sum(one.decay_s + one.pre_delay_ms / 1000 for one in effects if isinstance(one, Reverb))


class EffectChain:
    """The effects of a track in a row, for sound in sections of one length; for one thread.

    What it answers depends on the last `memory` sections alone: fed with these first, it plays from anywhere
    as from the beginning, to the last bit.
    """

    def __init__(
        self, effects: Sequence[Eq | CompressorSettings | Reverb], sample_rate: int, section: int
    ) -> None:
        self._processors = [_processor(one, sample_rate, section) for one in effects]
        self.memory = sum(one.memory for one in self._processors)
        self._section = section
        self._silent = self.memory

    def process(self, sound: Stereo | None, *, wanted: bool = True) -> Stereo | None:
        """The next section; None is silence, also as the answer, and the answer where it is not `wanted`."""
        if sound is None:
            if self._silent >= self.memory:  # all that is remembered is silence, and stays so
                return None
            self._silent += 1
            sound = np.zeros((self._section, 2), np.float32)
        else:
            self._silent = 0
        for one in self._processors[:-1]:
            sound = one.process(sound)
        last = self._processors[-1]
        if wanted:
            return last.process(sound)
        last.take(sound)
        return None


def prepare_filters(
    effects: Iterable[Eq | CompressorSettings | Reverb], sample_rate: int, section: int
) -> None:
    """Make the filters of effects before a chain needs them."""
    begun = [_filter(one, sample_rate, section) for one in effects if not isinstance(one, CompressorSettings)]
    for one in begun:
        one.made.result()


def _processor(effect: Eq | CompressorSettings | Reverb, sample_rate: int, section: int) -> _Processor:
    if not isinstance(effect, CompressorSettings):
        return Convolver(_filter(effect, sample_rate, section))  # waited for when it is first needed
    values = effect.model_dump(exclude={"type", "bypass"})
    return Compressor(Compression(**values), sample_rate, section)


def _filter(effect: Eq | Reverb, sample_rate: int, section: int) -> FilterInMaking:
    if isinstance(effect, Eq):
        bands = tuple(Band(one.shape, one.frequency, one.gain_db, one.q) for one in effect.bands)
        return equaliser_begun(bands, sample_rate, section)
    room = Room(effect.decay_s, effect.pre_delay_ms, effect.damping, effect.level_db)
    return reverb_begun(room, sample_rate, section)
