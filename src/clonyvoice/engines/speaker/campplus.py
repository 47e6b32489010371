"""The speaker encoder CAM++ (Wang et al., 2023) as an ONNX graph, made from its published weights.

Input `features` `[1, frames, 80]` (`mel_features.kaldi`, mean taken off) and `context` `[half, half]` with
half = ceil(frames / 2) (`context`); output `embedding` `[1, 192]`, not normalised.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.speaker.pytorch_checkpoint import read

RECIPE = "campplus-1"
GRAPH = "campplus.onnx"
_SEGMENT = 100
"""Frames of a segment whose mean is a context (CAM++, `seg_pooling`)."""
_BLOCKS = ((12, 1), (24, 2), (16, 2))
"""Layers and dilation of each dense block (CAM++, table 1)."""
_EPSILON = 1e-5
"""PyTorch's epsilon of batch normalisation."""


def context(frames: int) -> NDArray[np.float32]:
    """The matrix that averages over all time plus over each segment of 100, for `frames` feature frames.

    The encoder's masks look at that sum; as a product it needs no operators of its own.
    """
    half = (frames + 1) // 2
    matrix = np.full((half, half), 1.0 / half, np.float32)
    for start in range(0, half, _SEGMENT):
        end = min(start + _SEGMENT, half)
        matrix[start:end, start:end] += 1.0 / (end - start)
    return matrix


class _Net:
    """Nodes and constants as they are added; each method gives the name of its result."""

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: dict[str, NDArray[Any]] = {}

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        from onnx import helper

        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self.constants[name] = value
        return name

    def conv(self, x: str, name: str, stride: Any = 1, pad: int = 0, dilation: int = 1) -> str:
        weight = np.asarray(self.weights[f"{name}.weight"], np.float32)
        sizes = weight.ndim - 2
        strides = [stride] * sizes if isinstance(stride, int) else list(stride)
        given = [x, self.constant(f"{name}.weight", weight)]
        if f"{name}.bias" in self.weights:
            given.append(self.constant(f"{name}.bias", np.asarray(self.weights[f"{name}.bias"], np.float32)))
        return self.node(
            "Conv",
            *given,
            kernel_shape=list(weight.shape[2:]),
            strides=strides,
            pads=[pad] * (2 * sizes),
            dilations=[dilation] * sizes,
        )

    def norm(self, x: str, name: str, axes: int = 1) -> str:
        """Batch normalisation with its stored statistics: one product and one sum."""
        mean, variance = self.weights[f"{name}.running_mean"], self.weights[f"{name}.running_var"]
        scale = self.weights.get(f"{name}.weight", np.ones_like(mean)) / np.sqrt(variance + _EPSILON)
        shift = self.weights.get(f"{name}.bias", np.zeros_like(mean)) - mean * scale
        shape = (1, -1) + (1,) * axes
        scaled = self.node("Mul", x, self.constant(f"{name}.scale", scale.reshape(shape).astype(np.float32)))
        return self.node(
            "Add", scaled, self.constant(f"{name}.shift", shift.reshape(shape).astype(np.float32))
        )

    def relu_norm(self, x: str, name: str, axes: int = 1) -> str:
        return self.node("Relu", self.norm(x, name, axes))


def _head(net: _Net, x: str) -> str:
    """The two-dimensional front: 80 mel bands to 10, time untouched."""
    x = net.relu_norm(net.conv(x, "head.conv1", 1, 1), "head.bn1", 2)
    for layer in (1, 2):
        for part in (0, 1):
            name, stride = f"head.layer{layer}.{part}", (2 - part, 1)
            y = net.relu_norm(net.conv(x, f"{name}.conv1", stride, 1), f"{name}.bn1", 2)
            y = net.norm(net.conv(y, f"{name}.conv2", 1, 1), f"{name}.bn2", 2)
            if part == 0:
                x = net.norm(net.conv(x, f"{name}.shortcut.0", stride), f"{name}.shortcut.1", 2)
            x = net.node("Relu", net.node("Add", y, x))
    return net.relu_norm(net.conv(x, "head.conv2", (2, 1), 1), "head.bn2", 2)


def _dense_layer(net: _Net, x: str, name: str, dilation: int) -> str:
    """One layer of a dense block: a bottleneck, a convolution over time, masked by its context."""
    hidden = net.conv(net.relu_norm(x, f"{name}.nonlinear1.batchnorm"), f"{name}.linear1")
    hidden = net.relu_norm(hidden, f"{name}.nonlinear2.batchnorm")
    y = net.conv(hidden, f"{name}.cam_layer.linear_local", 1, dilation, dilation)
    around = net.node("MatMul", hidden, "context")
    around = net.node("Relu", net.conv(around, f"{name}.cam_layer.linear1"))
    mask = net.node("Sigmoid", net.conv(around, f"{name}.cam_layer.linear2"))
    return net.node("Concat", x, net.node("Mul", y, mask), axis=1)


def network(weights: dict[str, NDArray[Any]]) -> Any:
    """The ONNX model of CAM++ with the published `weights`."""
    from onnx import TensorProto, helper, numpy_helper

    net = _Net(weights)
    x = net.node("Transpose", "features", perm=[0, 2, 1])
    x = net.node("Unsqueeze", x, net.constant("axis1", np.array([1], np.int64)))
    x = _head(net, x)
    x = net.node("Reshape", x, net.constant("flat", np.array([1, 320, -1], np.int64)))
    x = net.relu_norm(net.conv(x, "xvector.tdnn.linear", 2, 2), "xvector.tdnn.nonlinear.batchnorm")
    for block, (layers, dilation) in enumerate(_BLOCKS, 1):
        for layer in range(1, layers + 1):
            x = _dense_layer(net, x, f"xvector.block{block}.tdnnd{layer}", dilation)
        x = net.relu_norm(x, f"xvector.transit{block}.nonlinear.batchnorm")
        x = net.conv(x, f"xvector.transit{block}.linear")
    x = net.relu_norm(x, "xvector.out_nonlinear.batchnorm")
    last = net.constant("last", np.array([2], np.int64))
    mean = net.node("ReduceMean", x, last, keepdims=1)
    centred = net.node("Sub", x, mean)
    spread = net.node("ReduceMean", net.node("Mul", centred, centred), last, keepdims=1)
    tiny = net.constant("tiny", np.array(1e-10, np.float32))
    spread = net.node("Sqrt", net.node("Add", spread, tiny))
    x = net.conv(net.node("Concat", mean, spread, axis=1), "xvector.dense.linear")
    x = net.norm(x, "xvector.dense.nonlinear.batchnorm")
    net.nodes.append(helper.make_node("Squeeze", [x, "last"], ["embedding"]))
    graph = helper.make_graph(
        net.nodes,
        "campplus",
        [
            helper.make_tensor_value_info("features", TensorProto.FLOAT, [1, "frames", 80]),
            helper.make_tensor_value_info("context", TensorProto.FLOAT, ["half", "half"]),
        ],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [1, 192])],
        [numpy_helper.from_array(np.ascontiguousarray(value), name) for name, value in net.constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def build(source: Path, target: Path) -> None:
    """Write the graph of the weights in the folder `source` into `target`."""
    import onnx

    onnx.save(network(read(source / "campplus_cn_en_common.pt")), target / GRAPH)
