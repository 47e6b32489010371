"""Recognition by actors, joined by calls in this process: the same transcripts, whatever is lost on the way."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clonyvoice.core import Cancelled, CancelToken
from clonyvoice.core.audio import Samples
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.job_state import JobState
from clonyvoice.engines.cluster.actor_starter import Bounds
from clonyvoice.engines.cluster.cluster_engine import ClusterEngine
from clonyvoice.engines.cluster.errors import RayUnreachable
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.engines.workers.errors import EngineCrashed, EngineFaulty
from clonyvoice.jobs import INTERACTIVE, ComputeSlots, Job, JobContext, Resource
from clonyvoice.transcription import Options, transcribe
from clonyvoice.transcription.recogniser import WindowRecogniser
from clonyvoice.transcription.recognition_messages import heard_of, heard_values
from clonyvoice.transcription.recording_transcription import Recognition, RecordingFile
from clonyvoice.transcription.remote_recogniser import (
    NAME,
    RemoteRecogniser,
    ServedRecogniser,
    lease_elsewhere,
)
from clonyvoice.transcription.speech_windows import Window, WindowPiece
from clonyvoice.transcription.spoken_languages import Languages
from clonyvoice.transcription.transcript import Word
from clonyvoice.transcription.whisper_output_checks import WindowTranscript
from tests.cloning.sounds import syllables, wav
from tests.engines.cluster.test_cluster_engine import CallStarter, engine_by
from tests.transcription.scripted import ScriptedModel, blocks, noise


def served() -> ServedRecogniser:
    """The engine of each actor."""
    return ServedRecogniser(ScriptedModel())


def waiting() -> ServedRecogniser:
    """A recogniser that hears nothing until it is cancelled, or for ten seconds."""

    class Waits(ScriptedModel):
        def hear(
            self, window: Window, language: str | Languages, task: str, prompt: str, cancel: CancelToken
        ) -> tuple[tuple[Window, WindowTranscript], ...]:
            begun.set()
            cancel.wait(10.0)
            stopped.set()
            cancel.raise_if_cancelled()
            return ()

    return ServedRecogniser(Waits())


begun, stopped = threading.Event(), threading.Event()


def engine_of(factory: str, losses: dict[int, int] | None = None, most: int = 2) -> ClusterEngine:
    engine = engine_by(CallStarter(losses, f"{__name__}:{factory}"), Bounds(1, most))
    engine.load()
    return engine


@pytest.mark.parametrize("language", [None, "en"])
@pytest.mark.parametrize("losses", [{}, {2: 0, 3: 0, 6: 0}], ids=["none-lost", "three-lost"])
def test_actors_give_the_transcript_that_this_machine_gives(
    language: str | None, losses: dict[int, int]
) -> None:
    options = Options(language=language, vad=False)
    here = transcribe(blocks(noise(115)), ScriptedModel(), options, CancelToken())
    engine = engine_of("served", losses)
    model = RemoteRecogniser(engine)
    assert model.workers == 4  # two actors of two threads
    assert model.resource == Resource(NAME, 4)
    assert transcribe(blocks(noise(115)), model, options, CancelToken()) == here
    engine.unload()


def test_a_window_that_loses_every_actor_is_given_up() -> None:
    engine = engine_of("served", dict.fromkeys(range(2, 60), 0))
    with pytest.raises(EngineCrashed):
        transcribe(
            blocks(noise(20)), RemoteRecogniser(engine), Options(language="en", vad=False), CancelToken()
        )
    engine.unload()


def test_a_cancel_reaches_the_actors_computation() -> None:
    engine, cancel = engine_of("waiting"), CancelToken()

    def stop() -> None:
        begun.wait(20)
        cancel.cancel()

    threading.Thread(target=stop).start()
    with pytest.raises(Cancelled):
        transcribe(blocks(noise(20)), RemoteRecogniser(engine), Options(language="en", vad=False), cancel)
    assert stopped.wait(5)
    engine.unload()


def test_parts_of_a_window_and_their_words_arrive_as_they_were() -> None:
    sound = noise(10)
    whole = Window(sound, (WindowPiece(0.0, 3.0, 6.0), WindowPiece(6.0, 40.0, 4.0)), ((0.5, 9.0),), 44.0)
    left, right = whole.part(0.0, 5.0), whole.part(5.0, 10.0)
    told = WindowTranscript(
        (Word(" hé\ud7ff", 0.25, 0.5, 0.75),), -0.5, 0.1, 1.5, 0.4, clipped=True, language="ko"
    )
    parts = heard_of(heard_values(((left, told), (right, told))), sound)
    assert [one.pieces for one, _ in parts] == [left.pieces, right.pieces]
    assert [one.speech for one, _ in parts] == [left.speech, right.speech]
    assert parts[1][0].source_time(2.0) == right.source_time(2.0)
    assert [transcript for _, transcript in parts] == [told, told]


@pytest.mark.parametrize(
    "found", [{}, {"parts": 3}, {"parts": [{}]}, {"languages": 1}, {"languages": {"en": "much"}}]
)
def test_answers_that_are_none_are_not_believed(found: dict[str, Any]) -> None:
    class Odd(ServedRecogniser):
        def recognise(
            self, asked: Mapping[str, Any], samples: Samples, cancel: CancelToken
        ) -> dict[str, Any]:
            return found

    model = RemoteRecogniser(Odd(ScriptedModel()))
    window = Window(noise(1), (), (), 1.0)
    with pytest.raises(EngineFaulty):
        model.hear(window, "en", "transcribe", "", CancelToken())
    with pytest.raises(EngineFaulty):
        model.language_of(window.samples, CancelToken())


@pytest.mark.parametrize("asked", [{}, {"question": "hear"}, {"question": "hear", "language": []}])
def test_questions_that_are_none_are_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(ClonyError) as refused:
        served().recognise(asked, np.zeros(16_000, np.float32), CancelToken())
    assert refused.value.status in (400, 422)


def test_this_machine_transcribes_while_the_cluster_cannot() -> None:
    tries: list[str] = []

    class Away(ServedRecogniser):
        def load(self, device: str = "cpu") -> None:
            tries.append(device)
            raise RayUnreachable("nothing listens at the address")

    local = ScriptedModel()

    @contextmanager
    def here(_cancel: CancelToken) -> Iterator[ScriptedModel]:
        yield local

    lease = lease_elsewhere(EngineRegistry(), Away(local), here)
    for _ in range(2):
        with lease(CancelToken()) as model:
            assert model is local
    assert len(tries) == 1  # a minute later it is tried again


def test_the_clusters_recogniser_is_unloaded_with_the_other_models() -> None:
    registry, engine = EngineRegistry(), engine_of("served")

    @contextmanager
    def here(_cancel: CancelToken) -> Iterator[ScriptedModel]:
        yield ScriptedModel()

    with lease_elsewhere(registry, engine, here)(CancelToken()) as model:
        assert isinstance(model, RemoteRecogniser)
        assert [one.leases for one in registry.status() if one.name == NAME] == [1]
    registry.close()
    assert engine.actors == 0


def test_windows_elsewhere_wait_for_no_slot_of_this_machines_processor(tmp_path: Path) -> None:
    path = tmp_path / "recording.wav"
    path.write_bytes(wav(syllables(8.0)))
    slots, engine = ComputeSlots(1), engine_of("served")

    @contextmanager
    def there(_cancel: CancelToken) -> Iterator[WindowRecogniser]:
        yield RemoteRecogniser(engine)

    job = Job("job_1", "transcription", "trn_1", "me", INTERACTIVE, JobState.RUNNING, {}, datetime.now(UTC))
    context = JobContext(job, CancelToken(), slots, lambda *_: None, lambda *_: None, None)
    options = Options(language="en", vad=False)
    with slots.take("another", "job_2", CancelToken()):
        found = Recognition(there).transcribe(context, RecordingFile(path, 8.0), options).transcript
    assert len(found.words) == 8
    engine.unload()
