"""Kokoro's ONNX file taken apart when weights are installed: a predictor and a decoder.

The file as published is one graph, tokens in, sound out. Between its halves lie the durations, the F0 and
energy contours and the aligned text features; cut there, prosody can be edited as plain arrays and either
half be run by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.adaptive_norms import NormWeights

DURATIONS = "/encoder/Clip_output_0"
F0 = "/encoder/F0_proj/Conv_output_0"
ENERGY = "/encoder/N_proj/Conv_output_0"
FEATURES = "/encoder/MatMul_1_output_0"
NORMS, AUDIO = "norms", "audio"


class Graph:
    """An ONNX graph with its nodes indexed by their inputs and outputs."""

    def __init__(self, model: Any) -> None:
        from onnx import numpy_helper

        self.model = model
        self.nodes: list[Any] = list(model.graph.node)
        self.constants = {tensor.name: tensor for tensor in model.graph.initializer}
        self._array = numpy_helper.to_array
        self.index()

    def index(self) -> None:
        """Rebuild the index of inputs and outputs after nodes changed."""
        self.giver = {name: node for node in self.nodes for name in node.output}
        self.takers: dict[str, list[Any]] = {}
        for node in self.nodes:
            for name in node.input:
                self.takers.setdefault(name, []).append(node)

    def array(self, name: str) -> NDArray[Any]:
        """The constant `name`."""
        return np.asarray(self._array(self.constants[name]))

    def add_constant(self, name: str, value: NDArray[Any]) -> str:
        """Have `value` as a constant; its name."""
        from onnx import numpy_helper

        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def only_taker(self, name: str) -> Any:
        """The one node that uses `name`."""
        (taker,) = self.takers[name]
        return taker

    def above(self, outputs: Iterable[str], inputs: Iterable[str]) -> list[Any]:
        """The nodes needed for `outputs` when `inputs` are given, in order."""
        given, wanted, seen = set(inputs), list(outputs), set()
        while wanted:
            name = wanted.pop()
            if name in given or name in self.constants or name not in self.giver:
                continue
            node = self.giver[name]
            if id(node) not in seen:
                seen.add(id(node))
                wanted.extend(item for item in node.input if item)
        return [node for node in self.nodes if id(node) in seen]


def extract(graph: Graph, inputs: Sequence[Any], outputs: Sequence[Any]) -> Any:
    """The model that computes `outputs` from `inputs` (value infos), with just the constants it needs."""
    from onnx import helper

    nodes = graph.above((item.name for item in outputs), (item.name for item in inputs))
    used = {name for node in nodes for name in node.input}
    constants = [tensor for name, tensor in graph.constants.items() if name in used]
    made = helper.make_graph(nodes, "kokoro", list(inputs), list(outputs), constants)
    opsets = [item for item in graph.model.opset_import if item.domain in ("", "com.microsoft")]
    return helper.make_model(made, opset_imports=opsets, ir_version=graph.model.ir_version)


def dequantised(graph: Graph, name: str, zero_point: str) -> NDArray[np.float32]:
    """The float values of the quantised constant `name` (`…_quantized`, its scale beside it)."""
    scale = graph.array(f"{name.removesuffix('_quantized')}_scale").astype(np.float32)
    zero = graph.array(zero_point).astype(np.int32)
    values = (graph.array(name).astype(np.int32) - zero).astype(np.float32) * scale
    return values.astype(np.float32)


def _info(name: str, shape: list[int | str], kind: int = 1) -> Any:
    """A value info; kind 1 is float32, 7 int64 (`onnx.TensorProto`)."""
    from onnx import helper

    return helper.make_tensor_value_info(name, kind, shape)


def _between() -> list[Any]:
    """The arrays that the predictor gives and the decoder takes."""
    return [
        _info(FEATURES, [1, 512, "frames"]),
        _info(F0, [1, 1, "frames2"]),
        _info(ENERGY, [1, 1, "frames2"]),
    ]


def published_decoder(graph: Graph, norms: NormWeights) -> Any:
    """The decoder as published, but that it takes the norms' row (`norms`) in place of the style.

    The published graph adds one to the gammas by itself, so it is taken off first. Changes `graph`.
    """
    from onnx import helper

    ones = np.zeros((1, norms.size), np.float32)
    for layer in norms.layers:
        ones[0, layer.gammas] = 1.0
    flat = graph.add_constant("norms/flat", np.array([1, -1], np.int64))
    less = graph.add_constant("norms/ones", ones)
    sizes = graph.add_constant("norms/sizes", np.array([2 * size for size in norms.sizes], np.int64))
    outputs = [f"/decoder/decoder/{path}/fc/Gemm_output_0" for path in norms.paths]
    computed = {id(graph.giver[name]) for name in outputs}
    graph.nodes = [
        helper.make_node("Reshape", [NORMS, flat], ["norms/row"], "norms/Reshape"),
        helper.make_node("Sub", ["norms/row", less], ["norms/published"], "norms/Sub"),
        helper.make_node("Split", ["norms/published", sizes], outputs, "norms/Split", axis=1),
        *(node for node in graph.nodes if id(node) not in computed),
    ]
    graph.index()
    inputs = [*_between(), _info(NORMS, [1, norms.size, 1, 1])]
    return extract(graph, inputs, [_info(AUDIO, ["samples"])])


def predictor(graph: Graph) -> Any:
    """The model from tokens, style and speed to durations and what the decoder takes."""
    inputs = [_info("tokens", [1, "tokens"], 7), _info("style", [1, 256]), _info("speed", [1])]
    return extract(graph, inputs, [_info(DURATIONS, ["batch", "tokens"]), *_between()])
