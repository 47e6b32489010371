"""A graph loaded into an inference library, and run so that another thread can stop it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import Cancelled, CancelToken

Arrays: TypeAlias = Mapping[str, NDArray[Any]]
_LOOK_EVERY = 0.02
"""Seconds between looks at the cancel token while another run has the graph."""


class Runner(Protocol):
    """A graph in memory. Several threads may run it at once."""

    def run(self, inputs: Arrays, cancel: CancelToken | None = None) -> list[NDArray[np.float32]]:
        """The graph's outputs, in order. Raises Cancelled soon after a cancel."""
        ...


class OnnxRunner:
    """A graph in ONNX Runtime, on `threads` threads; `providers` by preference."""

    def __init__(
        self, path: Path, threads: int, providers: Sequence[str] = ("CPUExecutionProvider",)
    ) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The arena keeps the largest buffers of every length that it has met.
        options.enable_cpu_mem_arena = False
        # Threads that spin between operators would take the other core from the thread that answers requests.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._options = onnxruntime.RunOptions
        self._session = onnxruntime.InferenceSession(str(path), options, providers=list(providers))
        self._outputs = [output.name for output in self._session.get_outputs()]

    def run(self, inputs: Arrays, cancel: CancelToken | None = None) -> list[NDArray[np.float32]]:
        """The graph's outputs, in order. Raises Cancelled; running operators are finished first."""
        if cancel is None:
            return list(self._session.run(self._outputs, dict(inputs)))
        cancel.raise_if_cancelled()
        options = self._options()

        def stop() -> None:
            options.terminate = True

        with cancel.stopping(stop):
            try:
                return list(self._session.run(self._outputs, dict(inputs), options))
            except Exception as error:
                if cancel.cancelled:
                    raise Cancelled from error
                raise


@dataclass(frozen=True, slots=True)
class OpenVinoOptions:
    """Settings of OpenVINO: `precision` is `f32`, `bf16` or `f16`; `cache` keeps compiled graphs."""

    threads: int
    precision: str = "f32"
    streams: int = 1
    cache: Path | None = None


class OpenVinoRunner:
    """A graph in OpenVINO on the CPU with the inputs' fixed `shapes`, which runs once at a time.

    Shapes known only at run time are avoided: a new one costs seconds and memory, and after a cancelled run OpenVINO
    (2026.4) has nodes at the lengths of that run beside others at those before it.
    """

    def __init__(self, path: Path, options: OpenVinoOptions, shapes: Mapping[str, Sequence[int]]) -> None:
        import openvino

        core = openvino.Core()
        settings: dict[str, Any] = {
            "INFERENCE_PRECISION_HINT": options.precision,
            "INFERENCE_NUM_THREADS": options.threads,
            "NUM_STREAMS": options.streams,
            "ENABLE_CPU_PINNING": False,
        }
        if options.cache is not None:
            settings["CACHE_DIR"] = str(options.cache)
        model = core.read_model(str(path))
        model.reshape({name: list(shape) for name, shape in shapes.items()})
        self._compiled = core.compile_model(model, "CPU", settings)
        self._request = self._compiled.create_infer_request()
        self._lock = threading.Lock()

    def run(self, inputs: Arrays, cancel: CancelToken | None = None) -> list[NDArray[np.float32]]:
        """The graph's outputs, in order. Raises Cancelled."""
        while not self._lock.acquire(timeout=_LOOK_EVERY):
            if cancel is not None:
                cancel.raise_if_cancelled()
        try:
            try:
                return self._run(inputs, cancel)
            except RuntimeError:
                # A cancel that came just as its own run ended may have hit this one.
                return self._run(inputs, cancel)
        finally:
            self._lock.release()

    def _run(self, inputs: Arrays, cancel: CancelToken | None) -> list[NDArray[np.float32]]:
        if cancel is not None:
            cancel.raise_if_cancelled()
        request = self._request
        request.start_async(dict(inputs), share_inputs=True)
        try:
            if cancel is None:
                request.wait()
            else:
                with cancel.stopping(request.cancel):
                    request.wait()
        except RuntimeError as error:
            if cancel is not None and cancel.cancelled:
                raise Cancelled from error
            raise
        outputs = [np.array(tensor.data) for tensor in request.output_tensors]
        # The buffers of 264 frames of the vocoder take 124 MB; having them made again takes 13 ms of 1.9 s.
        self._compiled.release_memory()
        if cancel is not None:
            cancel.raise_if_cancelled()
        return outputs
