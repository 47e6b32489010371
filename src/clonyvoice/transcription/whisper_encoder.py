"""Whisper's encoder in OpenVINO: half the time of the one in CTranslate2, nearer to full precision.

The weights are those that CTranslate2 has, rounded to 8 bits for each output as CTranslate2 rounds them; what goes
into them is rounded in groups of 128 instead of whole rows, so less is lost.
"""

from __future__ import annotations

import queue
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.transcription.ctranslate_weights import read_weights
from clonyvoice.transcription.spectrogram import FRAMES

_GROUP = 128
"""Weights that share a scale when activations are quantised. Chosen by hand."""
_EPSILON = 1e-5
"""Of the layer norms (Whisper's code, `model.py`)."""


class OpenVinoEncoder:
    """The encoder of the Whisper weights in `folder`. `workers` calls run side by side, one thread each."""

    def __init__(self, folder: Path, workers: int, cancel: CancelToken, frames: int = FRAMES) -> None:
        """Read and compile for spectrograms of `frames`, in half a second.

        Raises Cancelled, ImportError, UnknownLayoutError, KeyError, OSError.
        """
        import openvino

        weights = read_weights(folder / "model.bin", "encoder/")
        self.bands = weights["conv1/weight"].shape[1]
        settings = {
            "INFERENCE_PRECISION_HINT": "f32",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": str(_GROUP),
            "INFERENCE_NUM_THREADS": workers,
            "NUM_STREAMS": workers,
            "ENABLE_CPU_PINNING": False,
        }
        graph = encoder_graph(weights, frames)
        cancel.raise_if_cancelled()
        compiled = openvino.Core().compile_model(graph, "CPU", settings)
        self._idle: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for _ in range(workers):
            self._idle.put(compiled.create_infer_request())

    def encode(self, features: NDArray[np.float32], cancel: CancelToken) -> NDArray[np.float32]:
        """States [1, frames / 2, width] of a log-mel spectrogram [bands, frames]. Raises Cancelled, within a few ms."""
        request = self._idle.get()
        try:
            stoppable(request, features[None].astype(np.float32), cancel)
            states: NDArray[np.float32] = request.output_tensors[0].data
            return states.copy()  # the request's own memory is used again
        finally:
            self._idle.put(request)


def stoppable(request: Any, given: NDArray[np.float32], cancel: CancelToken) -> None:
    """Run a request of a graph of fixed lengths with one input. Raises Cancelled, within a few ms."""
    try:
        _run(request, given, cancel)
    except RuntimeError:
        # A cancel that came just as its own run ended may have hit this one.
        _run(request, given, cancel)


def _run(request: Any, given: NDArray[np.float32], cancel: CancelToken) -> None:
    cancel.raise_if_cancelled()
    request.start_async({0: given}, share_inputs=True)
    try:
        with cancel.stopping(request.cancel):
            request.wait()
    except RuntimeError as error:
        if cancel.cancelled:
            raise Cancelled from error
        raise


def encoder_graph(weights: Mapping[str, NDArray[Any]], frames: int = FRAMES) -> Any:
    """Whisper's encoder (Radford et al., 2022, fig. 1) as an OpenVINO model; weights by CTranslate2's names.

    For fewer `frames` than Whisper was trained with, the encodings of the first places are used.
    """
    import openvino
    from openvino import opset13 as op

    def constant(name: str) -> Any:
        return op.constant(weights[name].astype(np.float32))

    def convolved(x: Any, name: str, stride: int) -> Any:
        y = op.convolution(x, constant(f"{name}/weight"), [stride], [1], [1], [1])
        bias = weights[f"{name}/bias"].astype(np.float32)
        return op.gelu(op.add(y, op.constant(bias[None, :, None])), "ERF")

    def normed(x: Any, name: str) -> Any:
        y = op.mvn(x, [2], True, _EPSILON, "INSIDE_SQRT")
        return op.add(op.multiply(y, constant(f"{name}/gamma")), constant(f"{name}/beta"))

    def linear(x: Any, name: str) -> Any:
        full = weights[f"{name}/weight"].astype(np.float32)
        scale = np.maximum(np.abs(full).max(axis=1, keepdims=True), 1e-8) / 127
        rounded = op.constant(np.round(full / scale).astype(np.int8))
        matrix = op.multiply(op.convert(rounded, np.float32), op.constant(scale))
        return op.add(op.matmul(x, matrix, False, True), constant(f"{name}/bias"))

    heads = int(weights["num_heads"])
    width, bands = weights["conv1/weight"].shape[:2]
    # All lengths are fixed, so that a cancelled run leaves none that the next one would use.
    features = op.parameter([1, bands, frames], np.float32, name="features")
    x = op.transpose(convolved(convolved(features, "conv1", 1), "conv2", 2), [0, 2, 1])
    places = weights["position_encodings/encodings"][: frames // 2]
    x = op.add(x, op.constant(places.astype(np.float32)))
    layer = 0
    while f"layer_{layer}/ffn/linear_0/weight" in weights:
        name = f"layer_{layer}"
        y = linear(normed(x, f"{name}/self_attention/layer_norm"), f"{name}/self_attention/linear_0")
        y = op.transpose(op.reshape(y, [0, 0, 3, heads, width // heads], True), [2, 0, 3, 1, 4])
        query, key, value = (op.squeeze(part, [0]) for part in op.split(y, 0, 3).outputs())
        y = op.transpose(op.scaled_dot_product_attention(query, key, value), [0, 2, 1, 3])
        x = op.add(x, linear(op.reshape(y, [0, 0, width], True), f"{name}/self_attention/linear_1"))
        y = op.gelu(linear(normed(x, f"{name}/ffn/layer_norm"), f"{name}/ffn/linear_0"), "ERF")
        x = op.add(x, linear(y, f"{name}/ffn/linear_1"))
        layer += 1
    return openvino.Model([normed(x, "layer_norm")], [features], "whisper_encoder")
