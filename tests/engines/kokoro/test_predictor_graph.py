"""Products in place of the predictor's convolutions: the same integers."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from clonyvoice.core.cpu_features import has_vnni
from clonyvoice.core.settings import Settings
from clonyvoice.engines.kokoro import predictor_graph
from clonyvoice.engines.kokoro.graph_splitting import Graph
from clonyvoice.weights import WeightsStore

_CHANNELS = 6


def _convolution(kernel: int, outputs: int, seed: int, **attributes: Any) -> onnx.ModelProto:
    """A graph of one quantised input and one 8-bit convolution of it, with weights over the whole range."""
    random = np.random.default_rng(seed)
    weight = random.integers(0, 256, (outputs, _CHANNELS, kernel), np.uint8)
    zero = np.array(random.integers(30, 220), np.uint8)
    given = {"kernel_shape": [kernel], "pads": [kernel // 2] * 2} | attributes
    nodes = [
        helper.make_node("DynamicQuantizeLinear", ["sound"], ["quantised", "scale", "zero"], "quantise"),
        helper.make_node(
            "ConvInteger", ["quantised", "weight", "zero", "weight_zero"], ["sums"], "conv", **given
        ),
    ]
    graph = helper.make_graph(
        nodes,
        "one convolution",
        [helper.make_tensor_value_info("sound", TensorProto.FLOAT, [1, _CHANNELS, "frames"])],
        [helper.make_tensor_value_info("sums", TensorProto.INT32, [1, outputs, "out"])],
        [numpy_helper.from_array(weight, "weight"), numpy_helper.from_array(zero, "weight_zero")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)])


def _with_products(model: onnx.ModelProto) -> onnx.ModelProto:
    graph = Graph(model)
    predictor_graph.as_products(graph)
    made = helper.make_graph(
        graph.nodes, "products", model.graph.input, model.graph.output, list(graph.constants.values())
    )
    return helper.make_model(made, opset_imports=model.opset_import)


def _sums(model: onnx.ModelProto, sound: NDArray[np.float32]) -> NDArray[np.int32]:
    (sums,) = ReferenceEvaluator(model).run(None, {"sound": sound})
    return np.asarray(sums)


@pytest.mark.parametrize("kernel", [1, 3, 5])
@pytest.mark.parametrize("frames", [1, 2, 17])
def test_a_product_sums_to_the_same_integers(kernel: int, frames: int) -> None:
    model = _convolution(kernel, 16, seed=kernel)
    sound = np.random.default_rng(frames).normal(0.3, 2, (1, _CHANNELS, frames)).astype(np.float32)
    made = _with_products(model)
    assert "ConvInteger" not in {node.op_type for node in made.graph.node}
    assert np.array_equal(_sums(made, sound), _sums(model, sound))


@pytest.mark.parametrize(
    "other",
    [
        {"kernel": 3, "outputs": 1},
        {"kernel": 3, "outputs": 16, "strides": [2]},
        {"kernel": 3, "outputs": 16, "dilations": [2], "pads": [2, 2]},
        {"kernel": 3, "outputs": 16, "pads": [2, 0]},
        {"kernel": 4, "outputs": 16},
    ],
)
def test_other_convolutions_stay(other: dict[str, Any]) -> None:
    made = _with_products(_convolution(**other, seed=7))
    assert [node.op_type for node in made.graph.node] == ["DynamicQuantizeLinear", "ConvInteger"]


def test_both_forms_of_the_predictor_say_the_same() -> None:
    """On a processor with VNNI; others use the published form alone."""
    if not has_vnni():
        pytest.skip("without VNNI the signed form saturates, and is not used")
    from clonyvoice.engines.onnx_openvino_runners import OnnxRunner

    weights = WeightsStore(Settings().weights)
    folder = weights.derived("kokoro", predictor_graph.RECIPE, predictor_graph.build)
    names = (predictor_graph.PUBLISHED, predictor_graph.WITH_PRODUCTS)
    published, products = (OnnxRunner(folder / name, 2, spinning=name is names[1]) for name in names)
    random = np.random.default_rng(3)
    style = np.fromfile(weights.path("kokoro") / "voices" / "af_heart.bin", np.float32).reshape(-1, 256)
    for count in (1, 7, 60, 300):
        tokens = np.zeros((1, count + 2), np.int64)
        tokens[0, 1:-1] = random.integers(43, 160, count)
        given = {"tokens": tokens, "style": style[count][None], "speed": np.ones(1, np.float32)}
        for expected, got in zip(published.run(given), products.run(given), strict=True):
            assert np.array_equal(expected, got)
