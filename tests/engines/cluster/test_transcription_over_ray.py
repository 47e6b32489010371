"""A recording transcribed by actors of a Ray cluster on this machine, all of which are killed meanwhile."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import psutil
import pytest

from clonyvoice.audio import resample
from clonyvoice.core import Audio, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.piper import PiperVoice
from clonyvoice.engines.workers.worker_engine import WorkerEngine
from clonyvoice.transcription import Options, transcribe
from clonyvoice.transcription.remote_recogniser import RemoteRecogniser, on_cluster
from clonyvoice.transcription.whisper import WhisperModel
from clonyvoice.weights import WeightsStore

pytestmark = pytest.mark.model
SAID = (
    "The morning train was late again, so we walked along the river.",
    "Nobody in the village had ever seen such a bright day in November.",
    "Please put the kettle on, and tell me what the doctor said about your knee.",
)


def actors_of(engine: WorkerEngine) -> list[psutil.Process]:
    """The actors' processes: Ray puts the class into their command lines."""
    children = psutil.Process(engine.process_id or 0).children(recursive=True)
    return [one for one in children if "ray::EngineActor" in "".join(one.cmdline())]


def test_actors_give_this_machines_transcript_though_all_are_killed_once(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    settings = Settings(data_dir=tmp_path, ray="local", ray_max_actors=2, ray_actor_cpus=0.5)
    store = WeightsStore(settings.weights)
    piper = PiperVoice(store.path("piper-joe"))
    quiet = np.zeros(2 * 16_000, np.float32)
    parts = [
        np.concatenate([resample(piper.say(text, varied=False), 16_000).samples, quiet]) for text in SAID * 6
    ]
    sound = [Audio(part, 16_000) for part in parts]
    here = WhisperModel(store.path("whisper-base"), 1)
    expected = transcribe(sound, here, Options(), CancelToken())
    here.unload()

    engine = on_cluster(settings)
    assert isinstance(engine, WorkerEngine)
    engine.load()
    killed: list[int] = []

    def kill_once(_segments: object, _until: float) -> None:
        if not killed:
            for process in actors_of(engine):
                process.kill()
                killed.append(process.pid)

    found = transcribe(sound, RemoteRecogniser(engine), Options(), CancelToken(), kill_once)
    engine.unload()
    assert killed
    assert found.text == expected.text
    assert [(word.text, word.start) for word in found.words] == [
        (word.text, word.start) for word in expected.words
    ]
