"""The padded 8-bit graph keeps to what OpenVINO computes fast."""

from __future__ import annotations

from typing import Any

import onnx
import pytest

from clonyvoice.core.settings import Settings
from clonyvoice.engines.kokoro import decoders
from clonyvoice.weights import WeightsStore

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def nodes() -> list[Any]:
    folder = WeightsStore(Settings().weights).derived("kokoro", decoders.RECIPE, decoders.build)
    return list(onnx.load(folder / decoders.PADDED_INT8).graph.node)


def test_no_8_bit_convolution_pads_by_itself(nodes: list[Any]) -> None:
    makers = {name: node for node in nodes for name in node.output}
    short = [
        node
        for node in nodes
        if node.op_type == "Conv" and getattr(makers.get(node.input[0]), "op_type", "") == "DequantizeLinear"
    ]
    assert len(short) > 60
    for node in short:
        (pads,) = (attribute.ints for attribute in node.attribute if attribute.name == "pads")
        assert not any(pads), node.name


def test_what_is_multiplied_and_added_comes_from_no_split_and_nothing_is_gathered(nodes: list[Any]) -> None:
    """Each would be a pass of its own over all of the sound (`VocoderGraph._kept`)."""
    assert "Gather" not in {node.op_type for node in nodes}
    makers = {name: node.op_type for node in nodes for name in node.output}
    wide = [node for node in nodes if node.op_type == "Mul" and makers.get(node.input[0]) in ("Conv", "Add")]
    affine = {node.output[0]: node for node in wide if makers.get(node.input[1]) in ("Slice", "Split")}
    assert len(affine) > 90
    adding = [node for node in nodes if node.op_type == "Add" and node.input[0] in affine]
    assert len(adding) == len(affine)
    assert {makers[name] for node in (*affine.values(), *adding) for name in node.input[1:]} == {"Slice"}
