#!/usr/bin/env bash
# OpenVINO 2026.4.1, CPU: x * scale + shift with a scale and a shift for each channel is one pass over x when these two
# come from nodes of their own. When they are the two halves of one Split, or two Slices of one tensor (which are made
# a Split), it is two: the product of the whole of x is written to memory and read again. The numbers are the same.
# In a network whose norms are computed as it runs, as in style-based vocoders, it happens at each norm. Nothing is
# logged.
#
# The model is valid ONNX (Split or Slice, Mul, Add, behind and before a convolution). Which operators are one is what
# OpenVINO itself says of the compiled graph (`get_runtime_model`).
# Exit 0: the behaviour is as described. Exit 1: it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check openvino==2026.4.1 onnx==1.23.2 numpy==2.4.6
"$folder/env/bin/python" - <<'PY'
import sys

import numpy as np
import openvino
from onnx import TensorProto, helper, numpy_helper

CHANNELS = 64
draw = np.random.default_rng(0)
signal = draw.normal(0, 1, (1, CHANNELS, 1, 500)).astype(np.float32)
both = draw.normal(1, 0.3, (1, 2 * CHANNELS, 1, 1)).astype(np.float32)


def passes(way):
    """How many nodes of the compiled graph hold `mul` and `add`, and the network's result."""
    constants = {"w": draw.normal(0, 0.1, (CHANNELS, CHANNELS, 1, 3)).astype(np.float32)}
    numbers = {"zero": 0, "half": CHANNELS, "all": 2 * CHANNELS, "axis": 1}
    constants |= {name: np.array([value], np.int64) for name, value in numbers.items()}
    inputs = {"x": [1, CHANNELS, 1, "length"]}
    nodes = []
    if way == "two inputs":
        inputs |= {"scale": [1, CHANNELS, 1, 1], "shift": [1, CHANNELS, 1, 1]}
        given = {"x": signal, "scale": both[:, :CHANNELS], "shift": both[:, CHANNELS:]}
    else:
        inputs["both"] = [1, 2 * CHANNELS, 1, 1]
        given = {"x": signal, "both": both}
        if way == "one Split":
            nodes.append(helper.make_node("Split", ["both"], ["scale", "shift"], axis=1, num_outputs=2))
        else:
            nodes.append(helper.make_node("Slice", ["both", "zero", "half", "axis"], ["scale"]))
            nodes.append(helper.make_node("Slice", ["both", "half", "all", "axis"], ["shift"]))
    nodes += [
        helper.make_node("Conv", ["x", "w"], ["c"], "before", kernel_shape=[1, 3], pads=[0, 1, 0, 1]),
        helper.make_node("Mul", ["c", "scale"], ["m"], "mul"),
        helper.make_node("Add", ["m", "shift"], ["a"], "add"),
        # Read twice, so that neither convolution takes it in.
        helper.make_node("Conv", ["a", "w"], ["d"], "after", kernel_shape=[1, 3], pads=[0, 1, 0, 1]),
        helper.make_node("Add", ["a", "d"], ["y"], "sum"),
    ]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in inputs.items()]
    out = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, CHANNELS, 1, "length"])
    stored = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "affine", ends, [out], stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    core = openvino.Core()
    compiled = core.compile_model(core.read_model(model.SerializeToString(), b""), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    holding = set()
    for node in compiled.get_runtime_model().get_ordered_ops():
        info = node.get_rt_info()
        names = info["originalLayersNames"].astype(str).split(",") if "originalLayersNames" in info else []
        if {"mul", "add"} & set(names):
            holding.add(node.get_friendly_name())
    return len(holding), np.array(compiled(given)[0])


print("openvino", openvino.__version__)
found = {}
for way in ("two inputs", "one Split", "two Slices"):
    draw = np.random.default_rng(1)
    found[way] = passes(way)
    print(f"scale and shift from {way:12} passes: {found[way][0]}")
results = [result for _, result in found.values()]
equal = all(np.allclose(results[0], other, atol=1e-4) for other in results[1:])
same = equal and [count for count, _ in found.values()] == [1, 2, 2]
print("as described" if same else "the behaviour has changed")
sys.exit(0 if same else 1)
PY
