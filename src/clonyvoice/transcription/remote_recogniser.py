"""Recognisers: of this process, and of recordings on a Ray cluster while it has actors for them."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.core.settings import Settings
from clonyvoice.engines.capabilities import InOwnProcess, RecognisesSpeech
from clonyvoice.engines.contract import Engine, EngineInfo, Spoken, SynthesisRequest
from clonyvoice.engines.registry import EngineRegistry, resource_of
from clonyvoice.engines.workers.errors import EngineFaulty
from clonyvoice.jobs import Resource
from clonyvoice.transcription.recogniser import Heard, WindowRecogniser
from clonyvoice.transcription.recognition_messages import (
    NoTranscript,
    chances_of,
    hear_asked,
    hear_of,
    heard_of,
    heard_values,
)
from clonyvoice.transcription.recording_transcription import (
    Lease,
    RecogniserLease,
    Recognition,
    SpeakerLease,
)
from clonyvoice.transcription.speech_windows import Window
from clonyvoice.transcription.spoken_languages import Languages
from clonyvoice.transcription.voice_activity import RATE
from clonyvoice.transcription.whisper import WhisperModel
from clonyvoice.weights import WeightsStore

log = logging.getLogger(__name__)
NAME: Final = "whisper-base-on-ray"
"""The name of the recogniser on the cluster, among the models of `/api/system/info`."""
_THERE: Final = f"{__name__}:recogniser_here"
_PAUSE: Final = 60.0
"""Seconds for which this machine transcribes after the cluster had no actor for it. Chosen by hand."""


def declared(at_once: int) -> EngineInfo:
    """The declaration of a recogniser that takes so many windows at a time."""
    return EngineInfo(
        id=NAME,
        title="Whisper base",
        licence="MIT",
        languages=("en",),
        sample_rate=RATE,
        weights=("whisper-base",),
        abilities=frozenset({"transcribe"}),
        memory_mb=600,
        at_once=at_once,
    )


class ServedRecogniser:
    """A recogniser as an actor serves it: an engine with the one ability `transcribe`."""

    def __init__(self, model: WhisperModel) -> None:
        self._model, self._info = model, declared(model.workers)

    @property
    def info(self) -> EngineInfo:
        """The declaration."""
        return self._info

    def load(self, device: str = "cpu") -> None:  # noqa: ARG002 - it computes on processors alone
        """Bring the model into memory. Raises EngineUnavailable."""
        self._model.load()

    def unload(self) -> None:
        """Release the memory."""
        self._model.unload()

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:  # noqa: ARG002 - it refuses
        """Raises InvalidRequest: it does not speak."""
        raise InvalidRequest(f"{NAME} recognises speech and makes none.", param="engine")

    def recognise(self, asked: Mapping[str, Any], samples: Samples, cancel: CancelToken) -> dict[str, Any]:
        """The languages or the transcript of a window, as `question` asks. Raises InvalidRequest, Cancelled."""
        if asked.get("question") == "language":
            return {"languages": self._model.language_of(samples, cancel)}
        try:
            window, language, task, prompt = hear_of(asked, samples)
        except NoTranscript as problem:
            raise InvalidRequest(f"The recogniser was asked {problem}.") from None
        return heard_values(self._model.hear(window, language, task, prompt, cancel))


def recogniser_here(weights: str, threads: str) -> ServedRecogniser:
    """The recogniser of this machine, with the server's weights where they are here, else with this machine's own."""
    store = WeightsStore(Path(weights) if Path(weights).is_dir() else Settings().weights)
    return ServedRecogniser(WhisperModel(store.path("whisper-base"), int(threads)))


def loaded_whisper(weights: WeightsStore, threads: int, cancel: CancelToken) -> WhisperModel:
    """The recogniser of this process on so many threads, in memory. Raises EngineUnavailable, Cancelled."""
    model = WhisperModel(weights.path("whisper-base"), threads)
    model.load(cancel)
    return model


class RemoteRecogniser:
    """A recogniser whose windows are recognised elsewhere, by an engine with the ability `transcribe`."""

    def __init__(self, engine: Engine) -> None:
        assert isinstance(engine, RecognisesSpeech)
        self._engine, self._name = engine, engine.info.id
        self.workers = max(1, engine.info.at_once)
        self.resource: Resource | None = resource_of(engine)

    def language_of(self, samples: Samples, cancel: CancelToken) -> dict[str, float]:
        """The probability of each likely language. Raises Cancelled, EngineCrashed and its like."""
        found = self._engine.recognise({"question": "language"}, samples, cancel)
        try:
            return chances_of(found)
        except NoTranscript as problem:
            raise EngineFaulty(self._name, f"it sent {problem}") from None

    def hear(
        self, window: Window, language: str | Languages, task: str, prompt: str, cancel: CancelToken
    ) -> Heard:
        """The transcript of a window, whose parts have no samples. Raises Cancelled, EngineCrashed and its like."""
        found = self._engine.recognise(hear_asked(window, language, task, prompt), window.samples, cancel)
        try:
            return heard_of(found, window.samples)
        except NoTranscript as problem:
            raise EngineFaulty(self._name, f"it sent {problem}") from None


def on_cluster(settings: Settings) -> Engine:
    """The recogniser by actors of the cluster that the settings name. Nothing is started. Raises RayNotInstalled."""
    from clonyvoice.engines.cluster.engine_processes import by_actors

    threads = max(1, int(settings.ray_actor_cpus))
    weights = str(settings.weights.absolute())
    return by_actors(declared(threads), (), settings, 0.0, _THERE, weights, str(threads))


def lease_elsewhere(registry: EngineRegistry, engine: Engine, here: Lease) -> RecogniserLease:
    """Leases of the recogniser `engine`, loaded on first use and unloaded as other models are; of the one `here`
    where that cannot be had, and for a minute from then on.
    """

    def load(_cancel: CancelToken) -> WindowRecogniser:
        engine.load()
        return RemoteRecogniser(engine)

    def held(_model: WindowRecogniser) -> int:
        return engine.memory() if isinstance(engine, InOwnProcess) else 0

    there = registry.register_model(NAME, load, lambda _: engine.unload(), held).lease
    local_until = [0.0]

    @contextmanager
    def lease(cancel: CancelToken) -> Iterator[WindowRecogniser]:
        with ExitStack() as leased:
            if time.monotonic() < local_until[0]:
                yield leased.enter_context(here(cancel))
                return
            try:
                model: WindowRecogniser = leased.enter_context(there(cancel))
            except ClonyError as error:
                if error.status < 500:
                    raise
                log.warning("this machine transcribes, the cluster cannot: %s", error.message)
                local_until[0] = time.monotonic() + _PAUSE
                model = leased.enter_context(here(cancel))
            yield model

    return lease


def recognition_of(
    registry: EngineRegistry, settings: Settings, here: Lease, speaker: SpeakerLease | None
) -> Recognition:
    """Recognition of recordings on the Ray cluster that the settings name, else by the recogniser `here`.

    Raises RayNotInstalled.
    """
    if not settings.ray:
        return Recognition(here, speaker)
    return Recognition(lease_elsewhere(registry, on_cluster(settings), here), speaker)
