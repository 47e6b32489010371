"""The gradient graph of the real weights: it says what the product says, and its gradient is true."""

from __future__ import annotations

import threading
import time

import numpy as np
import onnxruntime
import psutil
import pytest

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.compute_threads import give_back_memory
from clonyvoice.engines.kokoro import decoders
from clonyvoice.engines.kokoro.adaptation.gradient_descent import Adaptation, Materials
from clonyvoice.engines.kokoro.adaptation.gradient_graph import STRETCH, GradientGraph, Results
from clonyvoice.engines.kokoro.adaptation.loss import RESOLUTIONS, compared
from clonyvoice.engines.kokoro.adaptation.loss import loss as plain_loss
from clonyvoice.engines.kokoro.adaptation.recording_alignment import AlignedUtterance
from clonyvoice.engines.kokoro.decoders import VocoderDecoder
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.fit.compute_turns import AtOnce
from clonyvoice.engines.kokoro.vocoder_padding import PaddedRunner
from clonyvoice.engines.kokoro.voice import OFFSETS, KokoroVoice
from clonyvoice.engines.onnx_openvino_runners import OnnxRunner, Runner
from clonyvoice.text.phonemes import phonemise
from clonyvoice.weights import WeightsStore

pytestmark = pytest.mark.model


def decoder(store: WeightsStore, materials: Materials, name: str) -> VocoderDecoder:
    folder = store.derived("kokoro", decoders.RECIPE, decoders.build)
    runner: Runner = OnnxRunner(folder / name, 2)
    if name == decoders.PADDED_INT8:
        runner = PaddedRunner(runner, (STRETCH + 8,), OFFSETS)
    return VocoderDecoder(runner, materials.source, materials.norms)


def test_the_graph_says_what_the_decoder_says_with_a_true_gradient_and_stops_when_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = WeightsStore(Settings().weights)
    materials = Materials.read(store)
    assert materials.norms.size == OFFSETS
    engine = KokoroEngine(store)
    voice = engine.preset_voice("am_michael")
    (tokens,) = engine.table.split(
        phonemise("The small boat left the harbour before the sun had risen.", "en")
    )
    style = voice.row(len(tokens.ids))
    said = engine.model.predict(tokens.ids, style)
    whole = slice(8, 8 + STRETCH), slice(16, 16 + 2 * STRETCH)
    flat = np.zeros(600 * STRETCH, np.float32)
    one = AlignedUtterance(said.features[:, whole[0]], said.f0[whole[1]], said.energy[whole[1]], style, flat)
    moved = np.asarray(0.4 * np.random.default_rng(0).normal(size=OFFSETS), np.float32)
    offsets = moved * materials.spread
    sounds = {}
    for name in (decoders.FLOAT, decoders.PADDED_INT8):
        network = decoder(store, materials, name)
        for adapted in (False, True):
            sounds[name, adapted] = network.decode(
                one.features, one.f0, one.energy, one.style, None, offsets * adapted
            )
    del network
    engine.unload()

    # What is fitted in floats holds in the 8-bit network: offsets make it no less exact.
    def apart(adapted: bool) -> float:
        exact, rough = (sounds[name, adapted] for name in (decoders.FLOAT, decoders.PADDED_INT8))
        return plain_loss(rough, compared(exact))

    assert apart(True) < 1.25 * apart(False)

    recording = AlignedUtterance(one.features, one.f0, one.energy, style, sounds[decoders.FLOAT, True])
    cancel = CancelToken()
    graph = GradientGraph(materials.graph, 2)
    given: dict[str, np.ndarray] = {}

    def keep(inputs: dict[str, np.ndarray], token: CancelToken) -> Results:
        given.update(inputs)
        return run(inputs, token)

    run = graph.run
    monkeypatch.setattr(graph, "run", keep)
    fit = Adaptation(
        materials, graph, KokoroVoice(style), [recording], np.random.default_rng(0), noise_aware=False
    )
    assert next(fit.steps(1, AtOnce(cancel))) == 1
    monkeypatch.undo()
    found = graph.run(given, cancel)
    np.testing.assert_allclose(found.sound, sounds[decoders.FLOAT, False], atol=3e-3)
    assert found.loss == pytest.approx(plain_loss(found.sound, compared(recording.samples)), rel=1e-3)
    way = found.gradient / np.linalg.norm(found.gradient)
    step = 2e-3
    there, back = (
        graph.run(
            {**given, "norms": given["norms"] + np.float32(sign * step) * way.reshape(1, -1, 1, 1)}, cancel
        )
        for sign in (1, -1)
    )
    slope = (there.loss - back.loss) / (2 * step)
    assert slope == pytest.approx(float(found.gradient @ way), rel=0.1)

    threading.Timer(0.2, cancel.cancel).start()
    began = time.perf_counter()
    with pytest.raises(Cancelled):
        while True:
            graph.run(given, cancel)
    assert time.perf_counter() - began < 30
    after = graph.run(given, CancelToken())
    assert after.loss == pytest.approx(found.loss, rel=1e-4)
    assert len(RESOLUTIONS) == 3
    del graph, fit
    give_back_memory()


def test_a_run_needs_little_memory_beside_the_weights() -> None:
    store = WeightsStore(Settings().weights)
    materials = Materials.read(store)
    graph = GradientGraph(materials.graph, 2)
    session = onnxruntime.InferenceSession(str(materials.graph), providers=["CPUExecutionProvider"])
    given = {each.name: np.full(each.shape, 0.1, np.float32) for each in session.get_inputs()}
    del session
    give_back_memory()
    process = psutil.Process()
    before, seen, over = process.memory_info().rss, [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.002):
            seen.append(process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    for _ in range(2):
        graph.run(given, CancelToken())
    over.set()
    watcher.join()
    assert max(seen) - before < 250e6
    del graph
    give_back_memory()
