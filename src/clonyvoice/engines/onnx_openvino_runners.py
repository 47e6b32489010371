"""A graph loaded into an inference library, and run so that another thread can stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.compute_threads import trim_heap

Arrays: TypeAlias = Mapping[str, NDArray[Any]]
_LOOK_EVERY = 0.02
"""Seconds between looks at the cancel token while another run has the graph. Chosen by hand."""
_IDLE = 0.5
"""Seconds without a run after which a graph's buffers are given back to the system: longer than what lies between two
chunks of a text. Giving them back after each run takes a tenth of its time, for new pages. Chosen by hand."""
_UNDISTURBED = 0.3
"""Seconds after a cancelled run until the graph is made ready for the next one, in some 20 ms: what comes earlier does
that itself, and a cancel leaves the processor idle at once. Chosen by hand."""


class Runner(Protocol):
    """A graph in memory. Several threads may run it at once."""

    def run(self, inputs: Arrays, cancel: CancelToken | None = None) -> list[NDArray[np.float32]]:
        """The graph's outputs, in order. Raises Cancelled soon after a cancel."""
        ...


class OnnxRunner:
    """A graph in ONNX Runtime, on `threads` threads; `providers` by preference."""

    def __init__(
        self,
        path: Path,
        threads: int,
        providers: Sequence[str] = ("CPUExecutionProvider",),
        *,
        sparing: bool = False,
        spinning: bool = False,
    ) -> None:
        """`sparing` takes as little memory as possible, for a graph whose results between operators are many.

        `spinning` keeps the threads awake between operators until a run ends, for a graph of many small ones.
        """
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The arena keeps the largest buffers of every length that it has met.
        options.enable_cpu_mem_arena = False
        if sparing:
            # Of the gradient graph: 704 MB at most without these three, 306 with them, 427 without the order alone, in
            # the same time. Optimised, floats are made of weights in 8 bits at loading; a pattern of buffers, learned
            # at the first run, is one block as large as all of them that did not find a place in another; and by
            # priority what was made for the backward pass alone is made when it is needed.
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
            options.enable_mem_pattern = False
            options.execution_order = onnxruntime.ExecutionOrder.PRIORITY_BASED
        if spinning:
            # Kokoro's predictor, some 800 operators, takes a quarter less time on two cores, and no more processor
            # time. The threads have the low priority of all inference: one that answers requests goes before them.
            options.add_session_config_entry("session.force_spinning_stop", "1")
        else:
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._options = onnxruntime.RunOptions
        self._session = onnxruntime.InferenceSession(str(path), options, providers=list(providers))
        self._outputs = [output.name for output in self._session.get_outputs()]

    def run(self, inputs: Arrays, cancel: CancelToken | None = None) -> list[NDArray[np.float32]]:
        """The graph's outputs, in order. Raises Cancelled; running operators are finished first."""
        return run_session(self._session, self._options, self._outputs, inputs, cancel)


def run_session(
    session: Any,
    options: Callable[[], Any],
    outputs: Sequence[str] | None,
    inputs: Arrays,
    cancel: CancelToken | None,
) -> list[NDArray[np.float32]]:
    """The outputs of an ONNX Runtime session (None: all), in order; `options` makes `RunOptions`.

    Raises Cancelled; running operators are finished first.
    """
    if cancel is None:
        return list(session.run(outputs, dict(inputs)))
    cancel.raise_if_cancelled()
    running = options()

    def stop() -> None:
        running.terminate = True

    with cancel.stopping(stop):
        try:
            return list(session.run(outputs, dict(inputs), running))
        except Exception as error:
            if cancel.cancelled:
                raise Cancelled from error
            raise


@dataclass(frozen=True, slots=True)
class OpenVinoOptions:
    """Settings of OpenVINO: `precision` is `f32`, `bf16` or `f16`; `cache` keeps compiled graphs.

    `group` numbers share a scale when what goes into 8-bit matrices is rounded (0: OpenVINO's default).
    """

    threads: int
    precision: str = "f32"
    streams: int = 1
    cache: Path | None = None
    group: int = 0


class OpenVinoRunner:
    """A graph in OpenVINO on the CPU, for inputs of any length, which runs once at a time.

    After a cancelled run OpenVINO (2026.4) has some of the graph's nodes at the lengths of that run and others at those
    before it; a later run then fails, or gives another run's sound. `resets` are two small inputs of lengths that
    nobody else uses: one of them, in turn, is run to its end after a cancel and brings all nodes to one length.
    """

    def __init__(self, graph: Any, options: OpenVinoOptions, resets: tuple[Arrays, Arrays]) -> None:
        """`graph` is a file, or a model in memory."""
        import openvino

        settings: dict[str, Any] = {
            "INFERENCE_PRECISION_HINT": options.precision,
            "INFERENCE_NUM_THREADS": options.threads,
            "NUM_STREAMS": options.streams,
            "ENABLE_CPU_PINNING": False,
        }
        if options.cache is not None:
            settings["CACHE_DIR"] = str(options.cache)
        if options.group:
            settings["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = str(options.group)
        model = str(graph) if isinstance(graph, Path) else graph
        self._compiled = openvino.Core().compile_model(model, "CPU", settings)
        self._request = self._compiled.create_infer_request()
        self._resets = resets
        self._mixed = False
        self._lock = threading.Lock()
        self._tidying: threading.Timer | None = None

    def run(self, inputs: Arrays, cancel: CancelToken | None = None) -> list[NDArray[np.float32]]:
        """The graph's outputs, in order. Raises Cancelled."""
        while not self._lock.acquire(timeout=_LOOK_EVERY):
            if cancel is not None:
                cancel.raise_if_cancelled()
        try:
            if self._mixed:
                self._reset()
            try:
                return self._run(inputs, cancel)
            except RuntimeError:
                # A cancel that came just as its own run ended may have hit this one.
                self._reset()
                return self._run(inputs, cancel)
        finally:
            self._tidy_later()
            self._lock.release()

    def _tidy_later(self) -> None:
        """Bring the graph in order after a cancel, and give its buffers back, once nobody has used it for a while.

        Call it with the lock held.
        """
        if self._tidying is not None:
            self._tidying.cancel()
        wait, work = (_UNDISTURBED, self._settle) if self._mixed else (_IDLE, self._release)
        self._tidying = threading.Timer(wait, work)
        self._tidying.daemon = True
        self._tidying.start()

    def _settle(self) -> None:
        # A run that has the lock does this itself.
        if self._lock.acquire(blocking=False):
            try:
                if self._mixed:
                    self._reset()
                self._tidy_later()  # not after a failure, which the next run meets and reports
            finally:
                self._lock.release()

    def _release(self) -> None:
        # A run that has the lock asks for this anew.
        if self._lock.acquire(blocking=False):
            try:
                # The vocoder's buffers for 264 frames take 124 MB.
                self._compiled.release_memory()
                trim_heap()
            finally:
                self._lock.release()

    def warm_up(self) -> None:
        """Prepare what a reset needs, so that no request waits for it."""
        with self._lock:
            for _ in self._resets:
                self._reset()

    def _reset(self) -> None:
        self._resets = self._resets[::-1]
        self._run(self._resets[0], None)
        self._mixed = False

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
            self._mixed = True
            if cancel is not None and cancel.cancelled:
                raise Cancelled from error
            raise
        outputs = [np.array(tensor.data) for tensor in request.output_tensors]
        if cancel is not None:
            cancel.raise_if_cancelled()
        return outputs
