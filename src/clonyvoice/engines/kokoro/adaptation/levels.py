"""The levels of adaptation: how many steps each has, and which step is kept.

*standard* makes some dozens of steps on part of the reference. *best* goes on with more of it, aligned anew with what
the adapted voice says, and stops when nothing is gained any more. What is gained is likeness: encoders A and C on
sentences that are not in the reference. With little speech a fit soon learns the recording instead of the voice, so
likeness is looked at more often then.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import numpy as np

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.contract import Progress, Turn
from clonyvoice.engines.kokoro.adaptation.adapting import RATE, Adaptation, Materials
from clonyvoice.engines.kokoro.adaptation.gradient import STRETCH, GradientGraph
from clonyvoice.engines.kokoro.adaptation.utterances import noise_db, utterances
from clonyvoice.engines.kokoro.fit.script import Script, first
from clonyvoice.engines.kokoro.fit.speaking import Speaker
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.engines.threads import default_threads, give_back_memory
from clonyvoice.weights import WeightsStore

STANDARD_STEPS, BEST_STEPS = 48, 150
_STANDARD_SECONDS, _BEST_SECONDS = 20.0, 60.0
"""Seconds of the reference that are aligned."""
_LITTLE_SECONDS = 10.0
"""With less speech likeness is looked at every `_OFTEN` steps, else every `_SELDOM`."""
_OFTEN, _SELDOM = 12, 30
_PATIENCE = 2
"""Looks without a gain after which *best* ends."""
_LEAST_SECONDS = 2.0 * STRETCH * 0.025
"""Less aligned speech than this gives nothing to adapt to."""
_NOISY_DB = 22.0
"""Below this distance of speech and noise the loss adds the noise to the clone (`loss.py`)."""
_GAIN_RATE = 0.5 * RATE
"""The rate of *best*, which begins near its end."""
_LOOK_EVERY = 0.05


class Heard(Protocol):
    """A voice that was listened to: at the level of all clones, and how alike it is (0 a stranger, 1 the person)."""

    @property
    def voice(self) -> KokoroVoice:
        """The voice."""
        ...

    @property
    def likeness(self) -> float:
        """By encoders A and C, on sentences that are not in the reference."""
        ...


H = TypeVar("H", bound=Heard)


@dataclass(frozen=True, slots=True)
class Adapted(Generic[H]):
    """A voice as it was after so many steps."""

    heard: H
    steps: int


class Levels(Generic[H]):
    """The adaptation of one clone. `begin` it, then `standard`, then `best`; `close` gives the memory back."""

    def __init__(
        self,
        store: WeightsStore,
        speaker: Speaker,
        script: Sequence[Script],
        random: np.random.Generator,
        hear: Callable[[KokoroVoice], H],
        progress: Progress,
        turn: Turn,
        cancel: CancelToken,
    ) -> None:
        self._speaker, self._script, self._random = speaker, script, random
        self._hear, self.progress, self._turn, self._cancel = hear, progress, turn, cancel
        self._loading = Background(lambda: _load(store))
        self._adaptation: Adaptation | None = None
        self._seconds = 0.0
        self.noise_db = 0.0
        """Level of the speech over the recording's noise, dB, once `begin` was called."""

    def begin(self, voice: KokoroVoice) -> bool:
        """Align part of the reference with what `voice` says; whether there is enough of it to adapt to."""
        self.progress(0.0, "Aligning the words")
        script = first(self._script, _STANDARD_SECONDS)
        spoken = utterances(self._speaker, voice, script, self._cancel)
        self._seconds = sum(one.frames for one in spoken if one.frames >= STRETCH) * 0.025
        if self._seconds < _LEAST_SECONDS:
            return False
        self.noise_db = noise_db(spoken)
        self.progress(0.1, "Preparing the adaptation")
        materials, graph = self._turn(self._loading.result)
        aware = self.noise_db < _NOISY_DB
        self._adaptation = Adaptation(materials, graph, voice, spoken, self._random, noise_aware=aware)
        return True

    def standard(self) -> Adapted[H]:
        """The best of what some dozens of steps give. Raises Cancelled."""
        every = _OFTEN if self._seconds < _LITTLE_SECONDS else STANDARD_STEPS
        return self._kept(self._walk(STANDARD_STEPS, RATE, every, (0.15, 1.0)), None, STANDARD_STEPS)

    def best(self, standard: Adapted[H]) -> Adapted[H]:
        """`standard`, or what further steps on more of the reference give. Raises Cancelled."""
        assert self._adaptation is not None
        self.progress(0.0, "Aligning the words")
        script = first(self._script, _BEST_SECONDS)
        spoken = utterances(self._speaker, standard.heard.voice, script, self._cancel)
        self._adaptation.hear(spoken, noise_aware=self.noise_db < _NOISY_DB)
        every = _OFTEN if self._seconds < _LITTLE_SECONDS else _SELDOM
        return self._kept(self._walk(BEST_STEPS, _GAIN_RATE, every, (0.1, 1.0)), standard, _PATIENCE)

    def close(self) -> None:
        """Give the memory back."""
        self._adaptation = None
        self._loading.forget()
        give_back_memory()

    def _walk(self, steps: int, rate: float, every: int, share: tuple[float, float]) -> Iterator[Adapted[H]]:
        """The voice as it is after each `every` steps."""
        adaptation = self._adaptation
        assert adaptation is not None
        before = len(adaptation.losses)
        for number in adaptation.steps(steps, self._turn, rate):
            part = share[0] + (share[1] - share[0]) * number / steps
            self.progress(min(part, 0.99), "Adapting the voice")
            if number % every == 0 or number == steps:
                yield Adapted(self._hear(adaptation.voice()), before + number)

    @staticmethod
    def _kept(found: Iterator[Adapted[H]], best: Adapted[H] | None, patience: int) -> Adapted[H]:
        """The most alike, `patience` looks without a gain ending the search."""
        since = 0
        for one in found:
            if best is None or one.heard.likeness > best.heard.likeness:
                best, since = one, 0
            else:
                since += 1
            if since >= patience:
                break
        assert best is not None
        return best


class Background:
    """Work done once in a thread of its own, which cannot be broken off: who waits for it can."""

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
        """Let go of the result, also of one that is still to come."""
        with self._lock:
            self._work, self._found = None, None


def _load(store: WeightsStore) -> tuple[Materials, GradientGraph]:
    materials = Materials.read(store)
    return materials, GradientGraph(materials.graph, default_threads(0))
