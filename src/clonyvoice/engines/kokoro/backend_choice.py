"""Choice of the library that computes Kokoro on this machine: by measurement, with the reason at hand."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import logging
import os
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

import numpy as np

from clonyvoice.core.cpu_features import VNNI_FLAGS, cpu_flags, cpu_name, has_vnni
from clonyvoice.core.errors import ClonyError, EngineUnavailable
from clonyvoice.engines.kokoro import decoders, predictor_graph
from clonyvoice.engines.kokoro.adaptation import gradient_graph
from clonyvoice.engines.kokoro.adaptive_norms import NormWeights
from clonyvoice.engines.kokoro.decoders import Decoder, PublishedDecoder, VocoderDecoder
from clonyvoice.engines.kokoro.harmonic_source import SourceWeights
from clonyvoice.engines.kokoro.prosody_model import FRAME, SAMPLE_RATE, KokoroModel
from clonyvoice.engines.kokoro.vocoder_padding import PaddedRunner, silence
from clonyvoice.engines.onnx_openvino_runners import OnnxRunner, OpenVinoOptions, OpenVinoRunner
from clonyvoice.weights import WeightsStore
from clonyvoice.weights.compiled_cache import compiled_cache

log = logging.getLogger(__name__)

_CPU = ("CPUExecutionProvider",)
_SPEEDS = "speeds.json"
_TRIAL_FRAMES = 158
"""Four seconds, a short sentence of ordinary prose. Chosen by hand."""
_TRIAL_RUNS = 2
"""Runs of each backend, of which the fastest counts. Chosen by hand."""
_METHOD = "padded lengths"
"""Named with each measurement: one of another way to run the same graphs says nothing about this one."""
_LENGTHS = (24, 32, 40, 48, 56, 64, 72, 80, 92, 104, 116, 128, 144, 160, 180, 200, 224, 250, 280)
"""The lengths in which OpenVINO computes, in frames: 0.6 to 7 s of sound. From two seconds on each is about an
eighth longer than the one before, so that some 6 % of what is computed is padding; the shorter ones, in which streams
begin, are a fifth of a second apart."""
_RESETS = (3, 4)
"""Two lengths that nothing else has (`OpenVinoRunner`)."""


@dataclass(frozen=True, slots=True)
class Backend:
    """A library and precision for the decoder, where nearly all time goes. `name` as in `BACKENDS`."""

    name: str
    threads: int
    reason: str

    @property
    def summary(self) -> str:
        """One line for the log and `doctor`."""
        return f"{self.name}, {self.threads} thread{'s' if self.threads != 1 else ''} ({self.reason})"


@dataclass(frozen=True, slots=True)
class BackendTrial:
    """A backend measured on this machine: computing time as a share of the sound's duration, or why it failed."""

    name: str
    factor: float | None
    error: str = ""


def _openvino(graph: str) -> Callable[[WeightsStore, str, int], Decoder]:
    def open_decoder(store: WeightsStore, name: str, threads: int) -> Decoder:
        folder = store.derived(name, decoders.RECIPE, decoders.build)
        weights = SourceWeights.read(folder / decoders.SOURCE_FILE)
        norms = NormWeights.read(folder / decoders.NORMS_FILE)
        first, second = (silence(length, norms.size) for length in _RESETS)
        # Compiled floats would take 200 MB of the disk.
        kept = graph == decoders.PADDED_INT8 and os.access(folder, os.W_OK)
        with compiled_cache(folder / "compiled") if kept else nullcontext() as usable:
            network = OpenVinoRunner(folder / graph, OpenVinoOptions(threads, cache=usable), (first, second))
        runner = PaddedRunner(network, _LENGTHS, norms.size)
        return VocoderDecoder(runner, weights, norms, runner.longest)

    return open_decoder


@cache
def accelerators() -> tuple[str, ...]:
    """ONNX Runtime's providers for this machine's GPU or neural engine, if it came with any."""
    import onnxruntime

    wanted = ("CUDAExecutionProvider", "CoreMLExecutionProvider")
    return tuple(name for name in wanted if name in onnxruntime.get_available_providers())


def _onnx(graph: str, *, accelerated: bool = False) -> Callable[[WeightsStore, str, int], Decoder]:
    def open_decoder(store: WeightsStore, name: str, threads: int) -> Decoder:
        folder = store.derived(name, decoders.RECIPE, decoders.build)
        runner = OnnxRunner(folder / graph, threads, (*accelerators(), *_CPU) if accelerated else _CPU)
        norms = NormWeights.read(folder / decoders.NORMS_FILE)
        if graph == decoders.PUBLISHED:
            return PublishedDecoder(runner, norms)
        return VocoderDecoder(runner, SourceWeights.read(folder / decoders.SOURCE_FILE), norms)

    return open_decoder


OPENVINO_INT8, OPENVINO, ONNX, ONNX_INT8 = (
    "OpenVINO int8",
    "OpenVINO float",
    "ONNX Runtime float",
    "ONNX Runtime int8",
)
ACCELERATED = "ONNX Runtime accelerated"
BACKENDS: Mapping[str, Callable[[WeightsStore, str, int], Decoder]] = {
    ACCELERATED: _onnx(decoders.FLOAT, accelerated=True),
    OPENVINO_INT8: _openvino(decoders.PADDED_INT8),
    OPENVINO: _openvino(decoders.PADDED),
    ONNX: _onnx(decoders.FLOAT),
    ONNX_INT8: _onnx(decoders.PUBLISHED),
}


def candidates() -> tuple[tuple[str, str], ...]:
    """The backends that can work here, the likely fastest first, each with why it stands where it does."""
    found = []
    if accelerators():
        found.append((ACCELERATED, f"{accelerators()[0].removesuffix('ExecutionProvider')} is here"))
    if importlib.util.find_spec("openvino") is not None:
        # With AVX2 alone, 8 bits took two thirds of the processor time of floats (AMD Milan), within 2.8 dB of them.
        if cpu_flags() & (VNNI_FLAGS | {"avx2"}):
            known = "VNNI" if cpu_flags() & VNNI_FLAGS else "AVX2"
            found.append((OPENVINO_INT8, f"the CPU has {known} instructions"))
        found.append((OPENVINO, "OpenVINO is installed"))
    always = "ONNX Runtime is always there" if found else "there is no OpenVINO for this machine"
    found += [(ONNX_INT8, always), (ONNX, always)]
    return tuple(found)


def _predictor_file() -> str:
    """The form of the predictor that is fastest here."""
    return predictor_graph.WITH_PRODUCTS if has_vnni() else predictor_graph.PUBLISHED


def machine_key(threads: int) -> str:
    """The key of measured speeds: processor, threads, library versions, our graphs."""
    versions = []
    for package in ("onnxruntime", "openvino"):
        with suppress(importlib.metadata.PackageNotFoundError):
            versions.append(f"{package} {importlib.metadata.version(package)}")
    return "; ".join(
        [cpu_name(), f"{threads} threads", *versions, predictor_graph.RECIPE, decoders.RECIPE, _METHOD]
    )


def remembered(store: WeightsStore, name: str, threads: int) -> tuple[BackendTrial, ...]:
    """The measurements of `calibrate` on this machine, fastest first; empty when it did not run yet."""
    try:
        stored = json.loads((store.folder(name) / "derived" / _SPEEDS).read_text("utf-8"))
        trials = [BackendTrial(**fields) for fields in stored[machine_key(threads)]]
        known = [trial for trial in trials if trial.name in BACKENDS]
        return tuple(sorted(known, key=lambda trial: float(trial.factor or np.inf)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()


def calibrate(store: WeightsStore, name: str, threads: int) -> tuple[BackendTrial, ...]:
    """Each backend measured on two seconds of sound, fastest first, and remembered beside the weights.

    Takes a few seconds for each. Raises EngineUnavailable when none works.
    """
    random = np.random.default_rng(0)
    features = random.normal(0, 0.3, (512, _TRIAL_FRAMES)).astype(np.float32)
    f0 = np.full(2 * _TRIAL_FRAMES, 150.0, np.float32)
    energy = np.zeros(2 * _TRIAL_FRAMES, np.float32)
    style = random.normal(0, 0.2, (1, 256)).astype(np.float32)
    seconds = _TRIAL_FRAMES * FRAME / SAMPLE_RATE
    trials, decoders_open = [], {}
    for backend, _ in candidates():
        try:
            decoders_open[backend] = BACKENDS[backend](store, name, threads)
            decoders_open[backend].decode(features, f0, energy, style, None)
        except ClonyError:
            raise
        except Exception as error:
            decoders_open.pop(backend, None)
            log.info("%s does not work here: %s", backend, error)
            trials.append(BackendTrial(backend, None, type(error).__name__))
    taken: dict[str, list[float]] = {backend: [] for backend in decoders_open}
    for _ in range(_TRIAL_RUNS):  # in turns, so that other load on the machine hits all alike
        for backend, decoder in decoders_open.items():
            began = time.perf_counter()
            decoder.decode(features, f0, energy, style, None)
            taken[backend].append(time.perf_counter() - began)
    trials += [BackendTrial(backend, round(median(times) / seconds, 4)) for backend, times in taken.items()]
    if not decoders_open:
        raise EngineUnavailable("No library can compute Kokoro on this machine. Run `clonyvoice doctor`.")
    _remember(store.folder(name) / "derived" / _SPEEDS, machine_key(threads), trials)
    return tuple(sorted(trials, key=lambda trial: trial.factor or np.inf))


def _remember(path: Path, key: str, trials: list[BackendTrial]) -> None:
    stored: dict[str, object] = {}
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(path.read_text("utf-8"))
        stored = found if isinstance(found, dict) else {}
    stored[key] = [{"name": it.name, "factor": it.factor, "error": it.error} for it in trials]
    with suppress(OSError):  # a store that cannot be written is measured again, that is all
        making = path.with_suffix(".making")
        making.write_text(json.dumps(stored, indent=1), "utf-8")
        making.replace(path)


def prepare(store: WeightsStore, name: str, threads: int) -> tuple[BackendTrial, ...]:
    """The measured backends, fastest first; builds the graphs and measures where that was not done before.

    Raises WeightsMissing, EngineUnavailable.
    """
    store.derived(name, predictor_graph.RECIPE, predictor_graph.build)
    store.derived(name, decoders.RECIPE, decoders.build)
    store.derived(name, gradient_graph.RECIPE, gradient_graph.build)
    return remembered(store, name, threads) or calibrate(store, name, threads)


def choose(store: WeightsStore, name: str, threads: int) -> tuple[Backend, ...]:
    """The backends to try in turn, the best first, with the reason: measured here, or by the machine's hardware."""
    measured = [trial for trial in remembered(store, name, threads) if trial.factor]
    if measured:
        return tuple(
            Backend(trial.name, threads, f"measured here: {trial.factor:.2f} s for a second of sound")
            for trial in measured
            if trial.name in BACKENDS
        )
    return tuple(Backend(backend, threads, reason) for backend, reason in candidates())


def open_model(store: WeightsStore, name: str, threads: int) -> tuple[KokoroModel, Backend]:
    """The model from the weights `name` with the best backend that works. Raises EngineUnavailable."""
    try:
        folder = store.derived(name, predictor_graph.RECIPE, predictor_graph.build)
        with ThreadPoolExecutor(1, thread_name_prefix="predictor") as loading:
            predictor = loading.submit(OnnxRunner, folder / _predictor_file(), threads, spinning=True)
            decoder, backend = _open_decoder(store, name, threads)
            return KokoroModel(predictor.result(), decoder), backend
    except ImportError as error:
        raise EngineUnavailable(
            "ONNX Runtime cannot be loaded. Install ClonyVoice again, then run `clonyvoice doctor`."
        ) from error


def _open_decoder(store: WeightsStore, name: str, threads: int) -> tuple[Decoder, Backend]:
    for backend in choose(store, name, threads):
        try:
            return BACKENDS[backend.name](store, name, threads), backend
        except ClonyError:
            raise
        except Exception as error:
            log.warning("%s does not work here (%s); trying another", backend.name, type(error).__name__)
    raise EngineUnavailable("No library can compute Kokoro on this machine. Run `clonyvoice doctor`.")
