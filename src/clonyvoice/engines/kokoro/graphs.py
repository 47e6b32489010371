"""Kokoro's ONNX file taken apart when weights are installed: a predictor, a decoder, and the decoder in
floats.

The file as published is one graph, tokens in, sound out. Between its halves lie the durations, the F0 and
energy contours and the aligned text features; cut there, prosody can be edited as plain arrays and either
half be run by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

RECIPE = "graphs-1"
PREDICTOR, DECODER_INT8, DECODER_FLOAT = "predictor.onnx", "decoder.int8.onnx", "decoder.float.onnx"

DURATIONS = "/encoder/Clip_output_0"
F0 = "/encoder/F0_proj/Conv_output_0"
ENERGY = "/encoder/N_proj/Conv_output_0"
FEATURES = "/encoder/MatMul_1_output_0"
AUDIO = "audio"


class Graph:
    """An ONNX graph with its nodes indexed by what they give and take."""

    def __init__(self, model: Any) -> None:
        from onnx import numpy_helper

        self.model = model
        self.nodes: list[Any] = list(model.graph.node)
        self.constants = {tensor.name: tensor for tensor in model.graph.initializer}
        self._array = numpy_helper.to_array
        self.index()

    def index(self) -> None:
        """Look again at who gives and who takes each tensor, after nodes changed."""
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


def to_floats(graph: Graph) -> None:
    """Replace every dynamically quantised convolution and product by its float twin, in place.

    Such a group is DynamicQuantizeLinear, ConvInteger or MatMulInteger, an added integer bias, a cast, a
    product with the scales; its result keeps its name.
    """
    from onnx import helper

    for node in list(graph.nodes):
        if node.op_type not in ("ConvInteger", "MatMulInteger"):
            continue
        weight = dequantised(graph, node.input[1], node.input[3])
        source = graph.giver[node.input[0]].input[0]
        cast = graph.only_taker(node.output[0])
        bias = None
        if cast.op_type == "Add":
            shaped = next(name for name in cast.input if name != node.output[0])
            divided = shaped
            while graph.giver[divided].op_type != "Div":
                divided = graph.giver[divided].input[0]
            bias = graph.giver[divided].input[0]
            cast = graph.only_taker(cast.output[0])
        scaled = graph.only_taker(cast.output[0])
        if cast.op_type != "Cast" or scaled.op_type != "Mul":
            raise ValueError(f"{node.name} is not quantised as expected")
        inputs = [source, graph.add_constant(f"{node.name}/weight", weight)]
        if node.op_type == "ConvInteger":
            attributes = {item.name: helper.get_attribute_value(item) for item in node.attribute}
            inputs += [bias] if bias else []
            made = helper.make_node("Conv", inputs, [scaled.output[0]], f"{node.name}/float", **attributes)
        else:
            made = helper.make_node("MatMul", inputs, [scaled.output[0]], f"{node.name}/float")
        graph.nodes[graph.nodes.index(scaled)] = made
    graph.index()


def _infos() -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    """Value infos: the predictor's inputs and outputs, the decoder's inputs and outputs."""
    from onnx import TensorProto, helper

    def info(name: str, shape: list[int | str], kind: int = TensorProto.FLOAT) -> Any:
        return helper.make_tensor_value_info(name, kind, shape)

    style = info("style", [1, 256])
    between = [
        info(FEATURES, [1, 512, "frames"]),
        info(F0, [1, 1, "frames2"]),
        info(ENERGY, [1, 1, "frames2"]),
    ]
    tokens = info("tokens", [1, "tokens"], TensorProto.INT64)
    return (
        [tokens, style, info("speed", [1])],
        [info(DURATIONS, ["batch", "tokens"]), *between],
        [*between, style],
        [info(AUDIO, ["samples"])],
    )


def build(source: Path, target: Path) -> None:
    """Write the three graphs of the model in `source` into the folder `target`."""
    import onnx

    inputs, middle, given, sound = _infos()
    graph = Graph(onnx.load(source / "model.int8.onnx"))
    onnx.save(extract(graph, inputs, middle), target / PREDICTOR)
    onnx.save(extract(graph, given, sound), target / DECODER_INT8)
    to_floats(graph)
    onnx.save(extract(graph, given, sound), target / DECODER_FLOAT)
