"""Whisper's decoder in OpenVINO against the one in CTranslate2."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from clonyvoice.audio import resample
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.piper import PiperVoice
from clonyvoice.text.edits import edit_distance
from clonyvoice.transcription.decoder import Marks, OpenVinoDecoder, open_decoder
from clonyvoice.transcription.encoder import OpenVinoEncoder
from clonyvoice.weights import WeightsStore

SAID = (
    "The old ferry leaves the harbour just before noon. Nobody in the village knows why it never waits. "
    "A small grey cat watches from the wall, and then goes home through the rain."
)
MOST = 448


def _words(text: str) -> list[str]:
    return "".join(char for char in text.lower() if char.isalpha() or char == " ").split()


def test_without_weights_there_is_no_decoder(tmp_path: Path) -> None:
    assert open_decoder(tmp_path, 1) is None


@pytest.fixture(scope="module")
def decoder() -> OpenVinoDecoder:
    pytest.importorskip("openvino")
    return OpenVinoDecoder(WeightsStore(Settings().weights).path("whisper-base"), 1)


@pytest.fixture(scope="module")
def plain() -> Any:
    from faster_whisper import WhisperModel as Plain

    folder = WeightsStore(Settings().weights).path("whisper-base")
    return Plain(str(folder), "cpu", compute_type="int8", cpu_threads=1, local_files_only=True)


@pytest.fixture(scope="module")
def states(plain: Any) -> NDArray[np.float32]:
    """The encoder's, of a voice that says `SAID`."""
    store = WeightsStore(Settings().weights)
    sound = resample(PiperVoice(store.path("piper-joe")).say(SAID), 16_000).samples
    features = np.zeros((80, 3000), np.float32)
    heard = plain.feature_extractor(sound)[..., :3000]
    features[:, : heard.shape[1]] = heard
    return OpenVinoEncoder(store.path("whisper-base"), 1).encode(features, CancelToken())


@pytest.mark.model
@pytest.mark.parametrize("prompt", ["", "The ferry, and the village."])
def test_it_hears_the_same(
    decoder: OpenVinoDecoder, plain: Any, states: NDArray[np.float32], prompt: str
) -> None:
    import ctranslate2
    from faster_whisper.tokenizer import Tokenizer

    tokens = Tokenizer(plain.hf_tokenizer, multilingual=True, task="transcribe", language="en")
    previous = tokens.encode(" " + prompt) if prompt else []
    start = plain.get_prompt(tokens, previous, without_timestamps=True)
    marks = Marks(tokens.sot, tokens.eot, tokens.no_speech)
    found, silent = decoder.answer(states, start, marks, MOST, CancelToken())
    view = ctranslate2.StorageView.from_array(states)
    theirs = plain.model.generate(
        view, [start], beam_size=5, return_scores=True, return_no_speech_prob=True, suppress_tokens=[-1]
    )[0]
    # Both round to 8 bits, in different ways: now and then another word is the likeliest.
    said, ours, others = (
        _words(text)
        for text in (SAID, tokens.decode(list(found.tokens)), tokens.decode(theirs.sequences_ids[0]))
    )
    assert edit_distance(ours, others) <= 0.1 * len(said)
    assert edit_distance(said, ours) <= edit_distance(said, others) + 2
    assert found.score == pytest.approx(theirs.scores[0], abs=0.05)
    assert silent == pytest.approx(theirs.no_speech_prob, abs=0.05)


@pytest.mark.model
def test_no_answer_is_longer_than_allowed(decoder: OpenVinoDecoder, states: NDArray[np.float32]) -> None:
    start = [50258, 50259, 50359, 50363]
    found, _ = decoder.answer(states, start, Marks(50258, 50257, 50362), 12, CancelToken())
    assert len(found.tokens) == 8


@pytest.mark.model
def test_a_cancel_stops_it_within_a_step_and_the_next_answer_is_as_before(
    decoder: OpenVinoDecoder, states: NDArray[np.float32]
) -> None:
    start, marks = [50258, 50259, 50359, 50363], Marks(50258, 50257, 50362)
    began = time.perf_counter()
    truth = decoder.answer(states, start, marks, MOST, CancelToken())
    whole = time.perf_counter() - began
    waits = []
    for share in (0.3, 0.5, 0.7):
        cancel = CancelToken()
        asked: list[float] = []

        def stop(token: CancelToken = cancel, at: list[float] = asked) -> None:
            at.append(time.perf_counter())
            token.cancel()

        threading.Timer(share * whole, stop).start()
        with pytest.raises(Cancelled):
            decoder.answer(states, start, marks, MOST, cancel)
        waits.append(time.perf_counter() - asked[0])
        assert decoder.answer(states, start, marks, MOST, CancelToken()) == truth
    assert min(waits) < whole / 5
