"""The vocoder's graph in OpenVINO, cancelled while it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import psutil
import pytest
from numpy.typing import NDArray

from clonyvoice.core import Cancelled, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.kokoro import backend_choice, decoders, graph_splitting
from clonyvoice.engines.kokoro.adaptive_norms import NormWeights
from clonyvoice.engines.kokoro.vocoder_padding import silence
from clonyvoice.engines.onnx_openvino_runners import Arrays, OpenVinoOptions, OpenVinoRunner
from clonyvoice.weights import WeightsStore
from clonyvoice.weights.compiled_cache import compiled_cache
from tests.eventually import eventually

pytestmark = pytest.mark.model

SHORT, LONG = 24, 40
"""Lengths of runs, in frames."""


class CancelsWithin(CancelToken):
    """Cancelled `seconds` after a run that it can stop has begun."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def on_cancel(self, callback: Callable[[], None]) -> Callable[[], None]:
        unregister = super().on_cancel(callback)
        threading.Timer(self._seconds, self.cancel).start()
        return unregister


class CountedInputs(Mapping[str, NDArray[Any]]):
    """Inputs that count how often they were given to the graph."""

    def __init__(self, inputs: Arrays) -> None:
        self._inputs, self.runs = inputs, 0

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._inputs[name]

    def __iter__(self) -> Iterator[str]:
        self.runs += 1
        return iter(self._inputs)

    def __len__(self) -> int:
        return len(self._inputs)


@pytest.fixture(scope="module")
def resets() -> tuple[CountedInputs, CountedInputs]:
    """Inputs that the graph is brought in order with."""
    folder = WeightsStore(Settings().weights).derived("kokoro", decoders.RECIPE, decoders.build)
    norms = NormWeights.read(folder / decoders.NORMS_FILE).size
    return CountedInputs(silence(3, norms)), CountedInputs(silence(4, norms))


@pytest.fixture(scope="module")
def runner(resets: tuple[CountedInputs, CountedInputs]) -> OpenVinoRunner:
    pytest.importorskip("openvino")
    names = [name for name, _ in backend_choice.candidates()]
    graph = decoders.PADDED_INT8 if backend_choice.OPENVINO_INT8 in names else decoders.PADDED
    folder = WeightsStore(Settings().weights).derived("kokoro", decoders.RECIPE, decoders.build)
    with compiled_cache(folder / "compiled") as cache:
        return OpenVinoRunner(folder / graph, OpenVinoOptions(threads=2, cache=cache), resets)


@pytest.fixture(scope="module")
def inputs() -> dict[int, Arrays]:
    """Inputs of each length: any features, a contour of F0 and an energy."""
    folder = WeightsStore(Settings().weights).derived("kokoro", decoders.RECIPE, decoders.build)
    norms = NormWeights.read(folder / decoders.NORMS_FILE).size
    random = np.random.default_rng(0)
    made: dict[int, Arrays] = {}
    for length in (SHORT, LONG):
        given = silence(length, norms)
        for name, scale in (
            (graph_splitting.FEATURES, 0.5),
            (graph_splitting.F0, 100.0),
            (graph_splitting.ENERGY, 0.5),
        ):
            given[name] = (scale * random.standard_normal(given[name].shape)).astype(np.float32)
        made[length] = given
    return made


@pytest.mark.parametrize(("said", "cancelled"), [(SHORT, LONG), (LONG, SHORT)])
def test_after_a_cancelled_run_of_another_length_a_run_gives_what_it_gave_before(
    runner: OpenVinoRunner, inputs: dict[int, Arrays], said: int, cancelled: int
) -> None:
    """Without the resets OpenVINO finds a node of the cancelled run's length here, and fails."""
    right = runner.run(inputs[said])
    for seconds in (0.001, 0.006):
        with pytest.raises(Cancelled):
            runner.run(inputs[cancelled], CancelsWithin(seconds))
        for found, wanted in zip(runner.run(inputs[said]), right, strict=True):
            np.testing.assert_allclose(found, wanted, atol=1e-3)


def test_after_a_cancel_the_graph_is_made_ready_before_the_next_run_asks(
    runner: OpenVinoRunner, resets: tuple[CountedInputs, CountedInputs], inputs: dict[int, Arrays]
) -> None:
    before = sum(one.runs for one in resets)
    with pytest.raises(Cancelled):
        runner.run(inputs[LONG], CancelsWithin(0.006))
    eventually(lambda: sum(one.runs for one in resets) > before)
    runner.run(inputs[SHORT])
    assert sum(one.runs for one in resets) == before + 1


def test_buffers_go_back_to_the_system_once_nobody_runs_the_graph_for_a_while(
    runner: OpenVinoRunner, inputs: dict[int, Arrays]
) -> None:
    memory = psutil.Process().memory_info
    for _ in range(2):
        runner.run(inputs[LONG])
    held = memory().rss
    eventually(lambda: memory().rss < held - 5_000_000)
