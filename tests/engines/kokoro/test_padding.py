"""The padded network: the same sound as the network for any shape, in few shapes; long runs cut into stretches."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.kokoro import decoders, graphs, vocoder
from clonyvoice.engines.kokoro.decoders import VocoderDecoder
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.norms import NormWeights
from clonyvoice.engines.kokoro.padding import PaddedRunner, padded_shapes
from clonyvoice.engines.kokoro.runners import Arrays, OnnxRunner, Runner
from clonyvoice.engines.kokoro.source import SourceWeights
from clonyvoice.text.phonemes import phonemise
from clonyvoice.weights import WeightsStore

NORMS = 6


class Recorder:
    """A network that gives its number of columns back, and remembers the shapes that it was given."""

    def __init__(self, shapes: Mapping[str, tuple[int, ...]], met: list[int]) -> None:
        self._shapes, self._met = shapes, met

    def run(self, inputs: Arrays, cancel: CancelToken | None = None) -> list[np.ndarray]:
        assert {name: array.shape for name, array in inputs.items()} == dict(self._shapes)
        self._met.append(inputs[graphs.FEATURES].shape[2])
        count = int(inputs[vocoder.FRAMES].item())
        for times, name in vocoder.MASKS.items():
            assert inputs[name].sum() == times * count + (times == 120)
        return [np.zeros((1, 22, self._shapes[vocoder.SOURCE][2]), np.float32)]


def given(count: int) -> dict[str, np.ndarray]:
    shapes = padded_shapes(count, NORMS)
    made = {name: np.ones(shape, np.float32) for name, shape in shapes.items() if "mask" not in name}
    made[vocoder.FRAMES] = np.full((1, 1, 1, 1), count, np.float32)
    return made


def test_only_the_prepared_shapes_are_met_and_the_result_is_of_the_true_length() -> None:
    met: list[int] = []
    runner = PaddedRunner(lambda shapes: Recorder(shapes, met), (10, 20), NORMS)
    for count in range(1, runner.longest + 1):
        assert runner.run(given(count))[0].shape == (1, 22, 120 * count + 1)
    assert set(met) == {10, 20}
    with pytest.raises(ValueError, match="more than 18"):
        runner.run(given(19))


def test_a_longer_shape_that_is_ready_is_not_waited_behind_and_warming_ends_when_closed() -> None:
    compiled: list[int] = []

    def compile_shape(shapes: Mapping[str, tuple[int, ...]]) -> Runner:
        compiled.append(shapes[graphs.FEATURES][2])
        return Recorder(shapes, [])

    runner = PaddedRunner(compile_shape, (10, 20), NORMS)
    runner.run(given(15))
    runner.run(given(5))
    assert compiled == [20]
    runner.close()
    runner.warm_up()
    assert compiled == [20]
    PaddedRunner(compile_shape, (10, 20), NORMS).warm_up()
    assert compiled == [20, 10, 20]


@pytest.fixture(scope="module")
def folder() -> Path:
    return WeightsStore(Settings().weights).derived("kokoro", decoders.RECIPE, decoders.build)


def decoder(folder: Path, *frames: int) -> VocoderDecoder:
    norms = NormWeights.read(folder / decoders.NORMS_FILE)
    runner: Runner = OnnxRunner(folder / decoders.FLOAT, 2)
    longest = None
    if frames:
        padded = OnnxRunner(folder / decoders.PADDED, 2)
        runner = PaddedRunner(lambda _: padded, frames, norms.size)
        longest = runner.longest
    return VocoderDecoder(runner, SourceWeights.read(folder / decoders.SOURCE_FILE), norms, longest)


Said = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


@pytest.fixture(scope="module")
def said() -> Said:
    """A sentence's features, F0, energy and style."""
    engine = KokoroEngine(WeightsStore(Settings().weights), 2)
    (tokens,) = engine.table.split(
        phonemise("The ferry leaves at nine, but nobody was waiting for it.", "en")
    )
    style = engine.preset_voice("am_adam").row(len(tokens.ids))
    made = engine.model.predict(tokens.ids, style)
    engine.unload()
    return made.features, made.f0, made.energy, style


@pytest.mark.model
def test_padded_is_unpadded_to_rounding(folder: Path, said: Said) -> None:
    plain, padded = decoder(folder), decoder(folder, 12, 30)
    for count in (1, 10, 11, 28):
        frames = np.arange(20, 20 + count)
        wanted, found = (it.decode_frames(*said, frames, None) for it in (plain, padded))
        assert found.shape == wanted.shape == (600 * count,)
        assert np.sqrt(np.mean((found - wanted) ** 2)) < 0.01 * np.sqrt(np.mean(wanted**2)), count


@pytest.mark.model
def test_what_is_longer_than_all_shapes_is_whole_and_without_a_jump(folder: Path, said: Said) -> None:
    wanted, found = decoder(folder).decode(*said, None), decoder(folder, 80).decode(*said, None)
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
