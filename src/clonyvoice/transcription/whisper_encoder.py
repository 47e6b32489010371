"""Whisper's encoder in OpenVINO: half the time of the one in CTranslate2, nearer to full precision.

The weights are those of CTranslate2's model, rounded to 8 bits for each output as CTranslate2 rounds them;
activations are rounded in groups of 128 instead of whole rows, which is more exact: of 2,794 words of 150 recordings
2.8 % differ from those of full precision (`benchmarks/recogniser_precision.py`). In groups of 32 the states are
nearer (25.5 instead of 23.8 dB) and the words are not (3.0 %); nor are they with large activations made smaller
before (SmoothQuant; 25.7 dB, 3.5 %). Where the processor multiplies 16-bit floats, the rest is computed in them,
attention above all: a fifth less time, and as near.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.cpu_features import has_bf16
from clonyvoice.engines.onnx_openvino_runners import OpenVinoOptions, OpenVinoRunner
from clonyvoice.transcription.ctranslate_weights import read_weights

PLACES: Final = 1500
"""States of 30 s (Whisper's code, `n_audio_ctx`)."""
_RESETS = (10, 12)
"""Two numbers of states that do not occur otherwise (`OpenVinoRunner`)."""
_GROUP = 128
"""Weights that share a scale when activations are quantised; 32 take a fifth more time."""
_EPSILON = 1e-5
"""The epsilon of the layer norms (Whisper's code, `model.py`)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Choice of the states of 30 s that are computed: all up to `whole`, then every `step`th.

    Whisper was trained with silence behind short sounds, and is less exact without it (7.3 % of 287 words of short
    recordings were wrong, with it 4.5 %). All states of that silence have the same input but for their place: so after
    the first `whole` only every `step`th is computed, and weighs `step` times as much in the attention.
    """

    whole: int
    step: int

    @property
    def frames(self) -> int:
        """Frames of the spectrogram that are the encoder's input; the last ones are silent."""
        return 2 * self.whole

    def inputs(self) -> dict[str, NDArray[Any]]:
        """Inputs of `encoder_graph` beside the spectrogram: `weights` `[1, 1, 1, n]`, the others `[n]`."""
        if self.whole >= PLACES:
            everywhere = np.arange(PLACES, dtype=np.int32)
            return {
                "sources": everywhere,
                "places": everywhere,
                "weights": np.zeros((1, 1, 1, PLACES), np.float32),
            }
        # The last state is one of silence, and the one behind it sees the end of the frames.
        last = self.whole - 2
        own, begins = np.arange(last), np.arange(last, PLACES, self.step)
        sizes = np.minimum(PLACES - begins, self.step)
        weights = np.concatenate([np.zeros(last), np.log(sizes)])
        return {
            "sources": np.minimum(np.arange(last + len(begins)), last).astype(np.int32),
            "places": np.concatenate([own, begins + sizes // 2]).astype(np.int32),
            "weights": weights.astype(np.float32)[None, None, None],
        }


@dataclass(frozen=True, slots=True)
class EncoderStates:
    """States `[1, n, width]`, and the logarithms of how many places each of them stands for, `[1, 1, 1, n]`."""

    states: NDArray[np.float32]
    weights: NDArray[np.float32]


class OpenVinoEncoder:
    """The encoder of the Whisper weights in `folder`: one call at a time, on `threads` threads.

    One graph for all lengths, so that the weights are in memory once. Its buffers are freed half a second after a
    call.
    """

    def __init__(self, folder: Path, threads: int, cancel: CancelToken) -> None:
        """Read and compile, in half a second. Raises Cancelled, ImportError, UnknownLayoutError, KeyError, OSError."""
        weights = read_weights(folder / "model.bin", "encoder/")
        self.bands = weights["conv1/weight"].shape[1]
        graph = encoder_graph(weights)
        cancel.raise_if_cancelled()
        first, second = (self._given(np.zeros((self.bands, 2 * size), np.float32), size) for size in _RESETS)
        options = OpenVinoOptions(threads, "bf16" if has_bf16() else "f32", group=_GROUP)
        self._runner = OpenVinoRunner(graph, options, (first, second))

    def encode(self, features: NDArray[np.float32], layout: Layout, cancel: CancelToken) -> EncoderStates:
        """The states of a log-mel spectrogram `[bands, layout.frames]`. Raises Cancelled, within a few ms."""
        given = layout.inputs()
        given["features"] = features[None].astype(np.float32)
        return EncoderStates(self._runner.run(given, cancel)[0], given["weights"])

    @staticmethod
    def _given(features: NDArray[np.float32], size: int) -> dict[str, NDArray[Any]]:
        places = np.arange(size, dtype=np.int32)
        weights = np.zeros((1, 1, 1, size), np.float32)
        return {"features": features[None], "sources": places, "places": places, "weights": weights}


def stoppable(request: Any, given: NDArray[np.float32], cancel: CancelToken) -> None:
    """Run a request of a graph of fixed lengths with one input. Raises Cancelled, within a few ms."""
    try:
        _run(request, given, cancel)
    except RuntimeError:
        # A cancel that came as the run before ended may have stopped this one.
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


def encoder_graph(weights: Mapping[str, NDArray[Any]]) -> Any:
    """Whisper's encoder (Radford et al., 2022, fig. 1) as an OpenVINO model; weights by CTranslate2's names.

    Inputs: `features` `[1, bands, frames]`; for each state that is computed, `sources` `[n]`, which state of the frames
    it is computed from, `places` `[n]`, its position in 30 s, and `weights` `[1, 1, 1, n]`, added to its attention.
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
    features = op.parameter([1, bands, -1], np.float32, name="features")
    sources = op.parameter([-1], np.int32, name="sources")
    places = op.parameter([-1], np.int32, name="places")
    added = op.parameter([1, 1, 1, -1], np.float32, name="weights")
    rows, one = op.constant(np.int64(0)), op.constant(np.int64(1))
    x = op.transpose(convolved(convolved(features, "conv1", 1), "conv2", 2), [0, 2, 1])
    x = op.gather(x, sources, one)
    x = op.add(x, op.gather(constant("position_encodings/encodings"), places, rows))
    layer = 0
    while f"layer_{layer}/ffn/linear_0/weight" in weights:
        name = f"layer_{layer}"
        y = linear(normed(x, f"{name}/self_attention/layer_norm"), f"{name}/self_attention/linear_0")
        y = op.transpose(op.reshape(y, [0, 0, 3, heads, width // heads], True), [2, 0, 3, 1, 4])
        query, key, value = (op.squeeze(part, [0]) for part in op.split(y, 0, 3).outputs())
        y = op.transpose(op.scaled_dot_product_attention(query, key, value, added), [0, 2, 1, 3])
        x = op.add(x, linear(op.reshape(y, [0, 0, width], True), f"{name}/self_attention/linear_1"))
        y = op.gelu(linear(normed(x, f"{name}/ffn/layer_norm"), f"{name}/ffn/linear_0"), "ERF")
        x = op.add(x, linear(y, f"{name}/ffn/linear_1"))
        layer += 1
    return openvino.Model([normed(x, "layer_norm")], [features, sources, places, added], "whisper_encoder")
