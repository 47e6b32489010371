"""The weights inside Kokoro's quantised graph, read back as floats by the names of PyTorch's modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.graph_splitting import Graph, dequantised

_ROOT = "/decoder/decoder/"


@dataclass(frozen=True, slots=True)
class Convolution:
    """A one-dimensional convolution: `weight` `[out, in, k]` (a transposed one: `[in, out, k]`), `bias` or None."""

    weight: NDArray[np.float32]
    bias: NDArray[np.float32] | None
    stride: int
    padding: int
    dilation: int
    groups: int
    stored: tuple[NDArray[np.uint8], NDArray[np.float32], NDArray[np.uint8]] | None = None
    """The published 8-bit weight, its scale and its zero point."""


class DecoderWeights:
    """The decoder's weights; names are paths below the decoder, such as `generator/resblocks.0/convs1.1`."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._nodes = {node.name: node for node in graph.nodes}

    def convolution(self, path: str) -> Convolution:
        """The convolution at `path`, quantised or not, transposed or not."""
        for suffix in ("Conv_quant", "Conv", "ConvTranspose"):
            node = self._nodes.get(f"{_ROOT}{path}/{suffix}")
            if node is not None:
                break
        else:
            raise ValueError(f"no convolution {path}")
        stored = None
        if suffix == "Conv_quant":
            names = (node.input[1], f"{node.input[1].removesuffix('_quantized')}_scale", node.input[3])
            values, scale, zero = (self._graph.array(name) for name in names)
            stored = (values, scale.astype(np.float32), zero)
            weight = dequantised(self._graph, node.input[1], node.input[3])
            bias = self._quantised_bias(node)
        else:
            weight = self._graph.array(node.input[1]).astype(np.float32)
            bias = self._graph.array(node.input[2]).astype(np.float32)
        given = _attributes(node)
        return Convolution(
            weight,
            bias,
            given["strides"][0],
            given["pads"][0],
            given["dilations"][0],
            given["group"],
            stored,
        )

    def _quantised_bias(self, node: Any) -> NDArray[np.float32] | None:
        graph = self._graph
        after = graph.only_taker(node.output[0])
        if after.op_type != "Add":
            return None
        name = next(name for name in after.input if name != node.output[0])
        while graph.giver[name].op_type != "Div":
            name = graph.giver[name].input[0]
        return graph.array(graph.giver[name].input[0]).astype(np.float32)

    def linear(self, path: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The matrix `[in, out]` and the bias `[out]` of the layer `path`."""
        node = self._nodes[f"{_ROOT}{path}/Gemm_MatMul_quant"]
        add = self._nodes[f"{_ROOT}{path}/Gemm_Add"]
        bias = next(name for name in add.input if name in self._graph.constants)
        weight = dequantised(self._graph, node.input[1], node.input[3])
        return weight, self._graph.array(bias).astype(np.float32)

    def parameter(self, path: str) -> NDArray[np.float32]:
        """The plain parameter at `path`, e.g. `generator/resblocks.0/alpha1.0`."""
        return self._graph.array(f"{_ROOT}{path}".strip("/").replace("/", ".")).astype(np.float32)

    def constant_of(self, node: str, place: int) -> NDArray[np.float32]:
        """The constant that the node `node` takes at `place`."""
        return self._graph.array(self._nodes[f"{_ROOT}{node}"].input[place]).astype(np.float32)


def _attributes(node: Any) -> dict[str, Any]:
    from onnx import helper

    return {"group": 1, **{item.name: helper.get_attribute_value(item) for item in node.attribute}}
