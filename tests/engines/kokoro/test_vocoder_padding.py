"""The padded network: the same sound as the network for any shape, in few shapes; long runs cut into stretches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.kokoro import decoders, graph_splitting, vocoder_graph
from clonyvoice.engines.kokoro.adaptive_norms import NormWeights
from clonyvoice.engines.kokoro.decoders import VocoderDecoder
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.harmonic_source import SourceWeights
from clonyvoice.engines.kokoro.vocoder_padding import PaddedRunner, padded_shapes
from clonyvoice.engines.onnx_openvino_runners import Arrays, OnnxRunner
from clonyvoice.text.phonemes import phonemise
from clonyvoice.weights import WeightsStore

NORMS = 6


class Recorder:
    """A network that checks what it is given, and remembers the lengths; `during` is called in each run."""

    def __init__(self, during: Callable[[int, CancelToken | None], None] = lambda *_: None) -> None:
        self.met: list[int] = []
        self._during = during

    def run(self, inputs: Arrays, cancel: CancelToken | None = None) -> list[np.ndarray]:
        length = inputs[graph_splitting.FEATURES].shape[2]
        assert {name: array.shape for name, array in inputs.items()} == padded_shapes(length, NORMS)
        self.met.append(length)
        count = int(inputs[vocoder_graph.FRAMES].item())
        for times, name in vocoder_graph.MASKS.items():
            assert inputs[name].sum() == times * count + (times == 120)
        self._during(length, cancel)
        if cancel is not None:
            cancel.raise_if_cancelled()
        return [np.zeros((1, 22, 120 * length + 1), np.float32), np.full((1, NORMS, 1, 1), count, np.float32)]


def given(count: int) -> dict[str, np.ndarray]:
    shapes = padded_shapes(count, NORMS)
    made = {name: np.ones(shape, np.float32) for name, shape in shapes.items() if "mask" not in name}
    made[vocoder_graph.FRAMES] = np.full((1, 1, 1, 1), count, np.float32)
    return made


def test_only_the_given_lengths_are_met_and_the_result_is_of_the_true_length() -> None:
    network = Recorder()
    runner = PaddedRunner(network, (10, 20, 90), NORMS)
    for count in range(1, 19):
        assert runner.run(given(count))[0].shape == (1, 22, 120 * count + 1)
    assert set(network.met) == {10, 20}
    with pytest.raises(ValueError, match="more than 88"):
        runner.run(given(89))


def test_a_longer_length_that_is_ready_is_taken_where_a_new_one_would_cost_more() -> None:
    network = Recorder()
    runner = PaddedRunner(network, (10, 20, 2000), NORMS)
    for count in (15, 5, 1500, 15, 5):
        runner.run(given(count))
    assert network.met == [20, 20, 2000, 20, 20]
    runner = PaddedRunner(network, (10, 20, 2000), NORMS)
    for count in (1500, 5):
        runner.run(given(count))
    assert network.met[-2:] == [2000, 10]


def test_the_time_of_a_frame_is_that_of_the_last_runs_in_lengths_that_are_ready() -> None:
    pause = [0.05]
    runner = PaddedRunner(Recorder(lambda _length, _cancel: time.sleep(pause[0])), (10, 20), NORMS)
    runner.run(given(5))
    before = runner.seconds_per_frame
    assert before is None, "the first run in a length makes its kernels"
    runner.run(given(5))
    first = runner.seconds_per_frame
    assert first is not None
    assert first >= 0.005
    pause[0] = 2.0
    runner.run(given(5))
    later = runner.seconds_per_frame
    assert later is not None
    assert later > first, "the machine has become slower"


def test_warming_makes_lengths_ready_the_short_ones_first_and_ends_when_closed() -> None:
    network = Recorder(lambda _length, _cancel: time.sleep(0.002))
    runner = PaddedRunner(network, (10, 20), NORMS, quiet=0)
    runner.warm_up()
    assert network.met == [10, 20]
    closed = PaddedRunner(network, (10, 20), NORMS, quiet=0)
    closed.close()
    closed.warm_up()
    assert network.met == [10, 20]


def test_a_request_stops_warming_which_goes_on_after_it() -> None:
    begun, asked = threading.Event(), threading.Event()

    def during(length: int, cancel: CancelToken | None) -> None:
        if length == 20 and cancel is not None and not asked.is_set():
            begun.set()
            assert cancel.wait(30), "the request stops it"

    network = Recorder(during)
    runner = PaddedRunner(network, (10, 20), NORMS, quiet=0)
    warming = threading.Thread(target=runner.warm_up)
    warming.start()
    assert begun.wait(30)
    asked.set()
    runner.run(given(3))
    warming.join(30)
    assert network.met[:3] == [10, 20, 10]
    assert network.met[3:] == [20]


def test_a_run_between_requests_gives_way_to_one_and_is_done_afterwards() -> None:
    tokens: list[CancelToken | None] = []
    begun, asked = threading.Event(), threading.Event()

    def during(_length: int, cancel: CancelToken | None) -> None:
        tokens.append(cancel)
        if cancel is not None and len(tokens) == 1:
            begun.set()
            with cancel.stopping(asked.set):
                assert asked.wait(30)

    runner = PaddedRunner(Recorder(during), (10, 20), NORMS, pause=0)
    found: list[list[np.ndarray] | None] = []
    between = threading.Thread(target=lambda: found.append(runner.run_between(given(5))))
    between.start()
    assert begun.wait(30)
    runner.run(given(7))
    between.join(30)
    outputs = found[0]
    assert outputs is not None
    first, second = outputs
    assert first.shape == (1, 22, 601)
    assert second.ravel().tolist() == [5.0] * NORMS
    assert [token is None for token in tokens] == [False, True, False]
    runner.close()
    assert runner.run_between(given(5)) is None


@pytest.fixture(scope="module")
def folder() -> Path:
    return WeightsStore(Settings().weights).derived("kokoro", decoders.RECIPE, decoders.build)


MakeDecoder = Callable[..., VocoderDecoder]


@pytest.fixture(scope="module")
def decoder(folder: Path) -> MakeDecoder:
    """Decoders on the network for any shape, or padded to the given frames; each network is opened once."""
    norms = NormWeights.read(folder / decoders.NORMS_FILE)
    source = SourceWeights.read(folder / decoders.SOURCE_FILE)
    opened = {name: OnnxRunner(folder / name, 2) for name in (decoders.FLOAT, decoders.PADDED)}

    def make(*frames: int) -> VocoderDecoder:
        if not frames:
            return VocoderDecoder(opened[decoders.FLOAT], source, norms, None)
        runner = PaddedRunner(opened[decoders.PADDED], frames, norms.size, pause=0)
        return VocoderDecoder(runner, source, norms, runner.longest)

    return make


Said = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


@pytest.fixture(scope="module")
def said() -> Said:
    """A sentence's features, F0, energy and style."""
    engine = KokoroEngine(WeightsStore(Settings().weights), 2)
    (tokens,) = engine.table.split(phonemise("The ferry leaves at nine, but nobody came.", "en"))
    style = engine.preset_voice("am_adam").row(len(tokens.ids))
    made = engine.model.predict(tokens.ids, style)
    engine.unload()
    return made.features, made.f0, made.energy, style


@pytest.mark.model
def test_padded_is_unpadded_to_rounding(decoder: MakeDecoder, said: Said) -> None:
    plain, padded = decoder(), decoder(12, 30)
    for count in (1, 10, 11, 28):
        frames = np.arange(20, 20 + count)
        wanted, found = (it.decode_frames(*said, frames, None) for it in (plain, padded))
        assert found.shape == wanted.shape == (600 * count,)
        assert np.sqrt(np.mean((found - wanted) ** 2)) < 0.01 * np.sqrt(np.mean(wanted**2)), count


@pytest.mark.model
def test_what_is_longer_than_all_shapes_is_whole_and_without_a_jump(decoder: MakeDecoder, said: Said) -> None:
    wanted, found = decoder().decode(*said, None), decoder(80).decode(*said, None)
    assert found.shape == wanted.shape
    assert len(found) > 80 * 600
    assert np.abs(np.diff(found)).max() < 1.5 * np.abs(np.diff(wanted)).max()
    power = [
        np.square(it[: len(it) // 1200 * 1200].reshape(-1, 1200)).mean(1) + 1e-9 for it in (wanted, found)
    ]
    loud = power[0] > 0.01 * power[0].max()
    apart = np.abs(10 * np.log10(power[0] / power[1]))[loud].mean()
    print("apart", apart)
    assert apart < 2.0


@pytest.mark.model
def test_with_its_own_statistics_a_run_sounds_as_without(decoder: MakeDecoder, said: Said) -> None:
    count = 45  # of the sentence, for time's sake
    features, f0, energy, style = said[0][:, :count], said[1][: 2 * count], said[2][: 2 * count], said[3]
    frames = np.arange(count)
    measured = []
    for one in (decoder(), decoder(24, 64)):
        made = one.measure(features, f0, energy, style)
        assert made is not None
        wanted, seen = made
        measured.append(seen)
        np.testing.assert_array_equal(wanted, one.decode(features, f0, energy, style, None))
        found = one.decode_frames(features, f0, energy, style, frames, None, None, seen)
        assert np.abs(found - wanted).max() < 2e-3 * np.abs(wanted).max()
    plain, padded = measured
    np.testing.assert_allclose(padded, plain, rtol=1e-2, atol=1e-3)
