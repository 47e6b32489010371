"""Kokoro's predictor as a graph of its own: as published, and with products in place of its convolutions.

ONNX Runtime (1.31) computes the published `ConvInteger` with weights of 0 to 255, for which it has no kernel with VNNI
instructions; with weights of -128 to 127 it takes 0.4 of the time (`MatMulInteger`, an AMD with AVX-512 VNNI). The sums
are the same integers. Without VNNI the kernel for signed weights saturates at 16 bits, so there the
published ones are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from clonyvoice.engines.kokoro.graph_splitting import Graph, predictor

RECIPE = "graphs-3"
PUBLISHED: Final = "predictor.onnx"
WITH_PRODUCTS: Final = "predictor_vnni.onnx"

_SIGNED = 128
"""The offset from an unsigned 8-bit number to the signed one that is as far from its zero point."""
_FEW_CHANNELS = 16
"""Convolutions with fewer output channels stay as they are: they take next to no time. Chosen by hand."""


def build(source: Path, target: Path) -> None:
    """Write both forms of the predictor of the model in `source` into the folder `target`."""
    import onnx

    graph = Graph(onnx.load(source / "model.int8.onnx"))
    onnx.save(predictor(graph), target / PUBLISHED)
    as_products(graph)
    onnx.save(predictor(graph), target / WITH_PRODUCTS)


def as_products(graph: Graph) -> None:
    """Replace each `ConvInteger` over time by `MatMulInteger` with the same result; changes `graph`.

    Those of other strides, dilations, groups or paddings than the predictor's stay as they are.
    """
    graph.nodes = [made for node in graph.nodes for made in _product(graph, node)]
    graph.index()


def _product(graph: Graph, node: Any) -> Sequence[Any]:
    """The nodes that compute what the node does: those of a product, or the node itself."""
    from onnx import helper

    if node.op_type != "ConvInteger":
        return [node]
    weight = graph.array(node.input[1])
    kernel = weight.shape[-1]
    given = {item.name: helper.get_attribute_value(item) for item in node.attribute}
    plain = (
        weight.ndim == 3
        and weight.dtype == np.uint8
        and weight.shape[0] >= _FEW_CHANNELS
        and kernel % 2 == 1
        and given.get("group", 1) == 1
        and given.get("auto_pad", b"NOTSET") == b"NOTSET"
        and given.get("strides", [1]) == [1]
        and given.get("dilations", [1]) == [1]
        and given.get("pads", [0, 0]) == [kernel // 2] * 2
    )
    if not plain:
        return [node]
    sound, _, sound_zero, weight_zero = node.input
    name = node.name
    nodes: list[Any] = []

    def add(kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        nodes.append(helper.make_node(kind, inputs, [output], f"{name}/{kind}{len(nodes)}", **attributes))
        return output

    def whole(key: str, *values: int) -> str:
        return graph.add_constant(f"{name}/{key}", np.array(values, np.int64))

    frames = add("Transpose", [sound], f"{name}/frames", perm=[0, 2, 1])
    if kernel > 1:
        # The zero point is the zero that a convolution pads with.
        around = whole("pads", 0, kernel // 2, 0, 0, kernel // 2, 0)
        padded = add("Pad", [frames, around, sound_zero], f"{name}/padded", mode="constant")
        axis, end = whole("axis", 1), np.iinfo(np.int64).max
        shifted = [
            add(
                "Slice",
                [
                    padded,
                    whole(f"first{at}", at),
                    whole(f"last{at}", at - kernel + 1 if at + 1 < kernel else end),
                    axis,
                ],
                f"{name}/shifted{at}",
            )
            for at in range(kernel)
        ]
        frames = add("Concat", shifted, f"{name}/beside", axis=2)
    signed = (weight.astype(np.int16) - _SIGNED).astype(np.int8).transpose(2, 1, 0)
    matrix = graph.add_constant(f"{name}/signed", signed.reshape(-1, weight.shape[0]))
    zero = graph.array(weight_zero).astype(np.int16) - _SIGNED
    signed_zero = graph.add_constant(f"{name}/signed_zero", zero.astype(np.int8).reshape(()))
    sums = add("MatMulInteger", [frames, matrix, sound_zero, signed_zero], f"{name}/sums")
    add("Transpose", [sums], node.output[0], perm=[0, 2, 1])
    return nodes
