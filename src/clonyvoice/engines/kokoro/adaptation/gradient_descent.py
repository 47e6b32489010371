"""Gradient descent (Adam) on stretches of the recording, until the clone says its words as the person did."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Turn
from clonyvoice.engines.kokoro import decoders
from clonyvoice.engines.kokoro.adaptation import gradient_graph
from clonyvoice.engines.kokoro.adaptation.gradient_graph import STRETCH, GradientGraph, Results
from clonyvoice.engines.kokoro.adaptation.loss import compared, input_names
from clonyvoice.engines.kokoro.adaptation.recording_alignment import AlignedUtterance, noise_of
from clonyvoice.engines.kokoro.adaptive_norms import NormWeights
from clonyvoice.engines.kokoro.fit.envelope_map import bare
from clonyvoice.engines.kokoro.graph_splitting import ENERGY, F0, FEATURES, NORMS
from clonyvoice.engines.kokoro.harmonic_source import SPECTRA, SourceWeights, source_spectrum
from clonyvoice.engines.kokoro.prosody_model import FRAME
from clonyvoice.engines.kokoro.vocoder_graph import SOURCE
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.weights import WeightsStore

Array: TypeAlias = NDArray[np.float32]

_FIRST, _SECOND = 0.8, 0.98
"""Decay of the mean and of the mean square: shorter than usual, for the steps are few. Chosen by hand."""
_TINY = 1e-8
"""Adam's epsilon (Kingma and Ba, 2015, algorithm 1)."""
_LONGEST = 5.0
"""A longer gradient is cut to this length. Chosen by hand."""


@dataclass(slots=True)
class Adam:
    """The optimiser of Kingma & Ba (2015): moves numbers `[n]` against their gradients."""

    size: int
    _mean: Array = field(init=False)
    _square: Array = field(init=False)
    _steps: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._mean, self._square = np.zeros(self.size, np.float32), np.zeros(self.size, np.float32)

    def moved(self, numbers: Array, gradient: Array, rate: float) -> Array:
        """The numbers after one step. A gradient that holds no numbers moves nothing."""
        length = float(np.linalg.norm(gradient))
        if not math.isfinite(length):
            return numbers
        gradient = gradient * np.float32(min(1.0, _LONGEST / max(length, 1e-12)))
        self._steps += 1
        self._mean = _FIRST * self._mean + (1.0 - _FIRST) * gradient
        self._square = _SECOND * self._square + (1.0 - _SECOND) * gradient**2
        mean = self._mean / (1.0 - _FIRST**self._steps)
        deviation = np.sqrt(self._square / (1.0 - _SECOND**self._steps)) + _TINY
        return np.asarray(numbers - rate * mean / deviation, np.float32)


def rate_at(step: int, steps: int, highest: float, warm_up: int = 10) -> float:
    """The rate of step 1, 2, … `steps`: rising for `warm_up` steps, and a cosine down to a tenth at the end."""
    rising = min(1.0, step / warm_up)
    return highest * rising * (0.1 + 0.9 * 0.5 * (1.0 + math.cos(math.pi * min(step / steps, 1.0))))


RATE = 0.15
"""The highest rate of the optimiser, in spreads of a number over the presets (`docs/explanation/adaptation.md`)."""
_PENALTY = 2e-6
"""Weight in the loss of the distance from the first voice. Chosen by hand."""
FARTHEST = 6.0
"""Spreads by which a number may move at most. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Materials:
    """The weights that adaptation needs, and the `spread` `[N]` of each number of the norms' row over the presets."""

    graph: Path
    norms: NormWeights
    source: SourceWeights
    spread: Array

    @classmethod
    def read(cls, store: WeightsStore, name: str = "kokoro") -> Materials:
        """From the weights `name`; builds the gradient graph when it was not (half a minute). Raises WeightsMissing."""
        network = store.derived(name, decoders.RECIPE, decoders.build)
        folder = store.derived(name, gradient_graph.RECIPE, gradient_graph.build)
        with np.load(folder / gradient_graph.SPREAD_FILE, allow_pickle=False) as stored:
            spread = np.asarray(stored["spread"], np.float32)
        return cls(
            folder / gradient_graph.FILE,
            NormWeights.read(network / decoders.NORMS_FILE),
            SourceWeights.read(network / decoders.SOURCE_FILE),
            spread,
        )


def _in_spreads(voice: KokoroVoice, materials: Materials) -> Array:
    """The voice's offsets `[N]` in spreads; none count as zeros."""
    if not voice.adapted:
        return np.zeros(materials.norms.size, np.float32)
    return np.clip(voice.offsets / np.maximum(materials.spread, _TINY), -FARTHEST, FARTHEST)


class Adaptation:
    """One voice being adapted to `spoken`, from the offsets that it has.

    `moved` `[N]` is how far it is from no offsets, in spreads; `losses` those of its steps.
    """

    def __init__(
        self,
        materials: Materials,
        graph: GradientGraph,
        voice: KokoroVoice,
        spoken: Sequence[AlignedUtterance],
        random: np.random.Generator,
        *,
        noise_aware: bool = True,
    ) -> None:
        self._materials, self._graph, self._voice, self._random = materials, graph, voice, random
        self._start = _in_spreads(voice, materials)
        self.moved: Array = self._start
        self.losses: list[float] = []
        self.hear(spoken, noise_aware=noise_aware)

    def hear(self, spoken: Sequence[AlignedUtterance], *, noise_aware: bool) -> None:
        """Go on with these utterances."""
        self._spoken = [one for one in spoken if one.frames >= STRETCH]
        self._sources = [source_spectrum(one.f0, self._materials.source) for one in self._spoken]
        lengths = np.array([one.frames - STRETCH + 1 for one in self._spoken], np.float64)
        self._shares = lengths / max(lengths.sum(), 1.0)
        self._noise = noise_of(self._spoken) if noise_aware else (None, None, None)

    def voice(self) -> KokoroVoice:
        """The voice as far as it is adapted, without shaping."""
        return replace(bare(self._voice), offsets=self.moved * self._materials.spread)

    def steps(self, count: int, turn: Turn, rate: float = RATE) -> Iterator[int]:
        """Make `count` steps, each a piece of work for `turn`; the number made, after each. Raises Cancelled."""
        optimiser = Adam(self._materials.norms.size)
        for number in range(1, count + 1):
            found = turn(self._gradient_of(self._stretch()))
            self.losses.append(found.loss)
            slope = found.gradient * self._materials.spread + _PENALTY * (self.moved - self._start)
            moved = optimiser.moved(self.moved, slope, rate_at(number, count, rate))
            self.moved = np.clip(moved, -FARTHEST, FARTHEST)
            yield number

    def gradient(self, cancel: CancelToken) -> Results:
        """The loss where the voice is now, on a stretch taken by chance, and its gradient. Raises Cancelled."""
        return self._gradient_of(self._stretch())(cancel)

    def _gradient_of(self, given: dict[str, Array]) -> Callable[[CancelToken], Results]:
        # The stretch is taken before the work begins: work that gave way to speech begins again with the same one.
        return lambda token: self._graph.run(given, token)

    def _stretch(self) -> dict[str, Array]:
        """The graph's inputs for a stretch of one of the utterances."""
        index = int(self._random.choice(len(self._spoken), p=self._shares))
        one, source = self._spoken[index], self._sources[index]
        at = int(self._random.integers(0, one.frames - STRETCH + 1))
        end = at + STRETCH
        offsets = self.moved * self._materials.spread
        given = {
            FEATURES: one.features[None, :, at:end],
            F0: one.f0[None, None, 2 * at : 2 * end],
            ENERGY: one.energy[None, None, 2 * at : 2 * end],
            SOURCE: source[None, :, SPECTRA * at : SPECTRA * end + 1],
            NORMS: self._materials.norms.row(one.style, offsets),
        }
        recorded = compared(one.samples[FRAME * at : FRAME * end], self._noise)
        for number, part in enumerate(recorded):
            values = (part.logs, part.weights, part.floor)
            given |= dict(zip(input_names(number), values, strict=True))
        return {name: np.ascontiguousarray(value, np.float32) for name, value in given.items()}
