"""Whisper's encoder in OpenVINO against the one in CTranslate2, and the reading of its weights."""

from __future__ import annotations

import struct
import threading
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.audio import resample
from clonyvoice.core.audio import Audio, Samples
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.piper import PiperVoice
from clonyvoice.transcription.ctranslate_weights import UnknownLayoutError, read_weights
from clonyvoice.transcription.recogniser import Options, transcribe
from clonyvoice.transcription.spectrogram import Spectrogram
from clonyvoice.transcription.whisper import WhisperModel
from clonyvoice.transcription.whisper_encoder import PLACES, Layout, OpenVinoEncoder
from clonyvoice.transcription.whisper_network_contract import Marks
from clonyvoice.weights import WeightsStore

ALL, FEW = Layout(PLACES, 1), Layout(300, 16)


def written(folder: Path, arrays: dict[str, np.ndarray], version: int = 6) -> Path:
    """A model file with the arrays."""
    kinds = {"float32": 0, "int8": 1, "int16": 2, "int32": 3, "float16": 4}

    def name(text: str) -> bytes:
        return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"

    data = struct.pack("<I", version) + name("WhisperSpec") + struct.pack("<II", 3, len(arrays))
    for key, array in arrays.items():
        data += name(key) + struct.pack(f"<B{array.ndim}I", array.ndim, *array.shape)
        data += struct.pack("<BI", kinds[array.dtype.name], array.nbytes) + array.tobytes()
    path = folder / "model.bin"
    path.write_bytes(data)
    return path


def test_weights_are_read_by_name(tmp_path: Path) -> None:
    arrays: dict[str, np.ndarray] = {
        "decoder/bias": np.ones(3, np.float32),
        "encoder/weight": np.arange(6, dtype=np.float16).reshape(2, 3),
        "encoder/num_heads": np.array(8, np.int16),
    }
    found = read_weights(written(tmp_path, arrays), "encoder/")
    assert set(found) == {"weight", "num_heads"}
    np.testing.assert_array_equal(found["weight"], arrays["encoder/weight"])
    assert int(found["num_heads"]) == 8


def test_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownLayoutError):
        read_weights(written(tmp_path, {}, version=99), "")


@given(st.binary(min_size=1, max_size=200))
def test_wild_bytes_are_refused_or_read(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.bin"
        path.write_bytes(struct.pack("<I", 6) + data)
        with suppress(UnknownLayoutError):
            assert isinstance(read_weights(path, ""), dict)


@given(st.integers(3, PLACES), st.integers(1, 40))
def test_each_place_of_half_a_minute_is_stood_for_by_one_state(whole: int, step: int) -> None:
    inputs = Layout(whole, step).inputs()
    sizes = np.exp(inputs["weights"].reshape(-1))
    assert sizes.sum() == pytest.approx(PLACES)
    assert len(inputs["sources"]) == len(inputs["places"]) == len(sizes) <= PLACES
    assert (np.diff(inputs["places"]) > 0).all()
    assert inputs["places"][-1] < PLACES
    assert inputs["sources"].max() < whole
    # A state stands for places around its own.
    ends = np.cumsum(sizes.round())
    assert ((inputs["places"] >= ends - sizes.round()) & (inputs["places"] < ends)).all()


@pytest.mark.model
def test_a_short_sound_has_nearly_the_states_that_it_has_before_all_of_the_silence() -> None:
    pytest.importorskip("openvino")
    store = WeightsStore(Settings().weights)
    said = PiperVoice(store.path("piper-joe")).say(
        "The old ferry leaves the harbour before noon.", varied=False
    )
    cancel = CancelToken()
    spectrogram = Spectrogram(80)
    encoder = OpenVinoEncoder(store.path("whisper-base"), 1, cancel)

    def states(layout: Layout) -> np.ndarray:
        features, frames = spectrogram.of(resample(said, 16_000).samples, cancel, layout.frames)
        return encoder.encode(features, layout, cancel).states[0, : frames // 2]

    truth = states(ALL)

    # In 8 bits, the order in which sums are taken alone makes 0.015.
    assert np.sqrt(np.mean((states(FEW) - truth) ** 2) / np.mean(truth**2)) < 0.2


@pytest.mark.model
def test_one_copy_of_the_encoder_serves_sounds_of_all_lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    openvino = pytest.importorskip("openvino")
    from clonyvoice.transcription.whisper_openvino import LAYOUTS, OpenVinoNetwork

    made: list[str] = []
    compile_model = openvino.Core.compile_model

    def counted(self: Any, model: Any, *more: Any) -> Any:
        made.append(model.get_friendly_name())
        return compile_model(self, model, *more)

    monkeypatch.setattr(openvino.Core, "compile_model", counted)
    folder = WeightsStore(Settings().weights).path("whisper-base")
    marks = Marks(begin=50258, end=50257, before=50361, silence=50362, no_times=50363)
    network = OpenVinoNetwork(folder, 1, marks, {}, CancelToken())
    shapes = {
        network.listen(
            np.zeros(seconds * 16_000, np.float32), CancelToken(), quick=True
        ).encoded.states.shape[1]
        for seconds in (3, 8, 15, 29)
    }
    assert len(shapes) == len(LAYOUTS)
    assert max(shapes) == PLACES
    assert made.count("whisper_encoder") == 1


@pytest.mark.model
def test_it_is_as_near_to_full_precision_as_the_other_encoder() -> None:
    pytest.importorskip("openvino")
    from faster_whisper import WhisperModel as Plain

    folder = WeightsStore(Settings().weights).path("whisper-base")

    def plain(precision: str) -> Any:
        return Plain(str(folder), "cpu", compute_type=precision, cpu_threads=1, local_files_only=True)

    full = plain("float32")
    random = np.random.default_rng(5)
    sound = (0.1 * np.sin(np.cumsum(random.normal(0.05, 0.02, 80_000)))).astype(np.float32)
    features = np.zeros((80, 3000), np.float32)
    heard = full.feature_extractor(sound)[..., :3000]
    features[:, : heard.shape[1]] = heard
    truth = np.array(full.encode(features))
    theirs = np.array(plain("int8").encode(features))
    ours = OpenVinoEncoder(folder, 1, CancelToken()).encode(features, ALL, CancelToken()).states
    assert ours.shape == truth.shape
    assert np.abs(ours - truth).mean() < 1.1 * np.abs(theirs - truth).mean()
    assert np.abs(ours - truth).mean() < 0.15 * np.abs(truth).mean()


@pytest.mark.model
def test_a_cancel_stops_it_at_once_and_later_runs_are_as_before() -> None:
    pytest.importorskip("openvino")
    encoder = OpenVinoEncoder(WeightsStore(Settings().weights).path("whisper-base"), 1, CancelToken())
    random = np.random.default_rng(5)
    features = random.normal(0, 0.5, (80, 3000)).astype(np.float32)
    other = random.normal(0, 0.5, (80, 3000)).astype(np.float32)
    began = time.perf_counter()
    short = encoder.encode(features[:, : FEW.frames], FEW, CancelToken()).states
    truth = encoder.encode(features, ALL, CancelToken()).states
    whole = time.perf_counter() - began
    waits = []
    for share in (0.0, 0.1, 0.35, 0.6, 0.9):
        cancel = CancelToken()
        asked: list[float] = []

        def stop(token: CancelToken = cancel, at: list[float] = asked) -> None:
            at.append(time.perf_counter())
            token.cancel()

        timer = threading.Timer(share * whole, stop)
        timer.start()
        with suppress(Cancelled):
            encoder.encode(other, ALL, cancel)
            continue  # it was done before
        waits.append(time.perf_counter() - asked[0])
        # What a cancel left behind must not be believed by a run of another length, nor by one of the same.
        for layout, known in ((FEW, short), (ALL, truth))[:: 1 if len(waits) % 2 else -1]:
            given_now = features[:, : layout.frames]
            np.testing.assert_array_equal(encoder.encode(given_now, layout, CancelToken()).states, known)
    assert len(waits) >= 3
    assert min(waits) < whole / 2


@pytest.mark.model
def test_language_and_words_come_from_the_same_look_at_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("openvino")
    from clonyvoice.transcription.whisper_openvino import OpenVinoNetwork

    looks: list[int] = []
    listen = OpenVinoNetwork.listen

    def counted(self: OpenVinoNetwork, samples: Samples, cancel: CancelToken) -> Any:
        looks.append(len(samples))
        return listen(self, samples, cancel)

    monkeypatch.setattr(OpenVinoNetwork, "listen", counted)
    model = WhisperModel(WeightsStore(Settings().weights).path("whisper-base"), 1)
    hum = 0.1 * np.sin(np.arange(16_000 * 3) * 2 * np.pi * 120 / 16_000)
    for _ in range(2):
        transcribe([Audio(hum.astype(np.float32), 16_000)], model, Options(vad=False), CancelToken())
    whole = max(looks)
    assert whole >= 16_000 * 3
    assert looks.count(whole) == 2
