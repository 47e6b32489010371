"""The levels of adaptation: how many steps each has, and which step is kept.

*standard* makes some dozens of steps on part of the reference. *best* goes on with more of it, aligned again with
what the adapted voice says, in rounds of as many steps, each of which ends with a low rate; a round that gains
nothing is the last. What is gained is likeness: encoders A and C on sentences that are not in the reference. With
little speech a fit soon learns the recording instead of the voice, so likeness is looked at within a round, too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.compute_threads import default_threads, give_back_memory
from clonyvoice.engines.contract import Progress, Turn
from clonyvoice.engines.kokoro.adaptation.gradient_descent import RATE, Adaptation, Materials
from clonyvoice.engines.kokoro.adaptation.gradient_graph import STRETCH, GradientGraph
from clonyvoice.engines.kokoro.adaptation.recording_alignment import noise_db, utterances
from clonyvoice.engines.kokoro.fit.calibration_sentences import Speaker
from clonyvoice.engines.kokoro.fit.reference_phonemes import Script, first
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.weights import WeightsStore

STANDARD_STEPS = 80
"""Steps of adaptation in *standard*; `benchmarks/results/identity_adapted.md` has what they bring."""
BEST_STEPS, _ROUNDS = 80, 3
"""Steps of a round of *best*, and rounds at most (`docs/explanation/adaptation.md`)."""
_STANDARD_SECONDS, _BEST_SECONDS = 30.0, 60.0
"""Seconds of the reference that are aligned (`docs/explanation/adaptation.md`)."""
_LITTLE_SECONDS, _OFTEN = 10.0, 20
"""With less speech likeness is looked at every `_OFTEN` steps, else at the end of a round. Chosen by hand."""
_LEAST_SECONDS = 3.2
"""Less aligned speech than this gives nothing to adapt to (`docs/explanation/adaptation.md`)."""
_NOISY_DB = 22.0
"""Below this distance of speech and noise the loss adds the noise to the clone (`loss.py`)."""
_GAIN_RATE = 0.5 * RATE
"""The rate of *best*, which begins near its end."""
_LOOK_EVERY = 0.05
"""Seconds between two looks at a cancel token. Chosen by hand."""


class RenderedVoice(Protocol):
    """A rendered voice at the level of all clones, and its likeness (0 a stranger, 1 the person)."""

    @property
    def voice(self) -> KokoroVoice:
        """The voice."""
        ...

    @property
    def likeness(self) -> float:
        """By encoders A and C, on sentences that are not in the reference."""
        ...


H = TypeVar("H", bound=RenderedVoice)


@dataclass(frozen=True, slots=True)
class Adapted(Generic[H]):
    """A voice as it was after so many steps, which moved the decoder's numbers to `moved` `[N]` (`Adaptation`)."""

    heard: H
    steps: int
    moved: NDArray[np.float32]


class Levels(Generic[H]):
    """The adaptation of one clone. `begin` it, then `standard`, then `best`; `close` gives the memory back.

    `load` gives the weights and the graph; with little speech likeness is looked at every `often` steps.
    """

    def __init__(
        self,
        load: Callable[[], tuple[Materials, GradientGraph]],
        speaker: Speaker,
        script: Sequence[Script],
        random: np.random.Generator,
        hear: Callable[[KokoroVoice], H],
        turn: Turn,
        cancel: CancelToken,
        often: int = _OFTEN,
    ) -> None:
        self._often = often
        self._speaker, self._script, self._random = speaker, script, random
        self._hear, self._turn, self._cancel = hear, turn, cancel
        self._loading = Background(load)
        self._adaptation: Adaptation | None = None
        self._seconds = 0.0
        self.noise_db = 0.0
        """Level of the speech over the recording's noise, dB, once `begin` was called."""

    def begin(self, voice: KokoroVoice, progress: Progress) -> bool:
        """Align part of the reference with the speech of `voice`; returns whether there is enough of it to adapt to."""
        progress(0.0, "Aligning the words")
        script = first(self._script, _STANDARD_SECONDS)
        spoken = utterances(self._speaker, voice, script, self._cancel)
        self._seconds = sum(one.frames for one in spoken if one.frames >= STRETCH) * 0.025
        if self._seconds < _LEAST_SECONDS:
            return False
        self.noise_db = noise_db(spoken)
        progress(0.1, "Preparing the adaptation")
        materials, graph = self._turn(self._loading.result)
        aware = self.noise_db < _NOISY_DB
        self._adaptation = Adaptation(materials, graph, voice, spoken, self._random, noise_aware=aware)
        return True

    def standard(self, progress: Progress) -> Adapted[H]:
        """The most similar voice of several dozen steps. Raises Cancelled."""
        return _most_alike(self._walk(STANDARD_STEPS, RATE, (0.15, 1.0), progress))

    def best(self, standard: Adapted[H], progress: Progress) -> Adapted[H]:
        """The result of `standard`, or of further steps on more of the reference if more similar. Raises Cancelled."""
        assert self._adaptation is not None
        progress(0.0, "Aligning the words")
        script = first(self._script, _BEST_SECONDS)
        spoken = utterances(self._speaker, standard.heard.voice, script, self._cancel)
        self._adaptation.hear(spoken, noise_aware=self.noise_db < _NOISY_DB)
        best = standard
        for number in range(_ROUNDS):
            self._adaptation.moved = best.moved
            start, whole = 0.1 + 0.9 * number / _ROUNDS, 0.9 / _ROUNDS
            found = _most_alike(self._walk(BEST_STEPS, _GAIN_RATE, (start, start + whole), progress))
            if found.heard.likeness <= best.heard.likeness:
                break
            best = found
        return best

    def close(self) -> None:
        """Give the memory back."""
        self._adaptation = None
        self._loading.forget()
        give_back_memory()

    def _walk(
        self, steps: int, rate: float, share: tuple[float, float], progress: Progress
    ) -> Iterator[Adapted[H]]:
        """The voice after `steps` steps, and with little speech some times before."""
        adaptation = self._adaptation
        assert adaptation is not None
        every = self._often if self._seconds < _LITTLE_SECONDS else steps
        before = len(adaptation.losses)
        for number in adaptation.steps(steps, self._turn, rate):
            part = share[0] + (share[1] - share[0]) * number / steps
            progress(min(part, 0.99), "Adapting the voice")
            if number % every == 0 or number == steps:
                yield Adapted(self._hear(adaptation.voice()), before + number, adaptation.moved)


def _most_alike(found: Iterator[Adapted[H]]) -> Adapted[H]:
    return max(found, key=lambda one: one.heard.likeness)


class Background:
    """Work done once in a thread of its own. It cannot be cancelled; waiting for it can."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work: Callable[[], Any] | None = work
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._found: Any = None
        self._error: BaseException | None = None

    def _run(self, work: Callable[[], Any]) -> None:
        try:
            found = work()
        except BaseException as error:  # for the waiting thread
            self._error = error
        else:
            with self._lock:
                if self._work is not None:
                    self._found = found

    def result(self, cancel: CancelToken) -> Any:
        """The result of the work; raises its error. Raises Cancelled, while the work goes on."""
        with self._lock:
            if self._work is None:
                raise Cancelled
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, args=(self._work,), name="adaptation", daemon=True
                )
                self._thread.start()
        while self._thread.is_alive():
            cancel.raise_if_cancelled()
            self._thread.join(_LOOK_EVERY)
        if self._error is not None:
            raise self._error
        return self._found

    def forget(self) -> None:
        """Drop the result, also one that is not complete yet."""
        with self._lock:
            self._work, self._found = None, None


def loaded(store: WeightsStore) -> tuple[Materials, GradientGraph]:
    """The weights that adaptation needs, and the gradient graph in memory. Raises WeightsMissing."""
    materials = Materials.read(store)
    return materials, GradientGraph(materials.graph, default_threads(0))


def part_of(progress: Progress, start: float, end: float) -> Progress:
    """`progress` of a part that takes from `start` to `end` of the whole."""
    return lambda fraction, stage: progress(start + (end - start) * fraction, stage)
