"""Speech with the installation's watermark on: streams and files alike, and never an unmarked earlier one."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from clonyvoice.audio import decode
from clonyvoice.speech.service import Speech
from clonyvoice.voices.library import Voices
from tests.speech.conftest import Stage, ask
from tests.speech.scripted import ScriptedEngine, ScriptedEngines

TEXT = "The quick brown fox jumps over the lazy dog. It was not amused, not at all! What happened then?"


def test_streams_and_files_carry_one_mark_and_unmarked_speech_is_not_given_again(tmp_path: Path) -> None:
    engine = ScriptedEngine(lowest=1500.0)  # nothing is marked below 860 Hz
    stage = Stage.open(tmp_path, engine)
    try:
        request = ask(TEXT, seed=5)
        plain = stage.speech.wait(stage.speech.start(request, "key_1"))
        voices = Voices(stage.database, stage.blobs, lambda: [(engine.info, engine.presets())])
        jobs = stage.jobs
        marking = Speech(
            stage.database, stage.blobs, jobs, voices, ScriptedEngines(engine), watermark=0xABCDE
        )
        started = marking.start(request, "key_1")
        heard = np.concatenate([piece.samples for piece in marking.listen(started.id)])
        marked = marking.wait(started)
        assert marked.id != plain.id
        assert marked.duration == plain.duration
        assert marked.words() == plain.words()
        kept = decode(marking.file(marked).read_bytes()).samples
        np.testing.assert_allclose(heard, kept, atol=2e-4)
        bare = decode(stage.speech.file(plain).read_bytes()).samples
        difference = np.sqrt(np.mean((kept - bare) ** 2)) / np.sqrt(np.mean(bare**2))
        assert 0.05 < difference < 0.4
    finally:
        stage.close()
