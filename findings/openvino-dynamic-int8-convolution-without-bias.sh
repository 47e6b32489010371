#!/usr/bin/env bash
# OpenVINO 2026.4.1, CPU: an 8-bit convolution of a length known only at run time, without a bias (or with zeros for
# it), gives wrong numbers once two operators read its result, here an instance norm's mean and its subtraction.
# The same network with its length fixed is right, and so it is with a bias of 1e-9. Nothing is said or logged.
#
# The model is valid ONNX (QuantizeLinear, DequantizeLinear, Conv, ReduceMean, Sub); weights stay below 7 bits, so that
# no kernel saturates; what is right is computed in floats by numpy. Seen on an x86-64 processor with AVX2, without
# VNNI; other processors may take other kernels.
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

CHANNELS, LENGTH, TAPS = 64, 200, 3
SCALE, ZERO, STEP = np.float32(0.03), 140, np.float32(0.01)
draw = np.random.default_rng(0)
weights = draw.integers(-60, 61, (CHANNELS, CHANNELS, 1, TAPS)).astype(np.int8)
signal = draw.normal(0, 1, (1, CHANNELS, 1, LENGTH)).astype(np.float32)
signal = np.where(signal < 0, 0.2 * signal, signal).astype(np.float32)

quantised = (np.clip(np.rint(signal / SCALE) + ZERO, 0, 255) - ZERO) * SCALE
edged = np.pad(quantised[0, :, 0], [(0, 0), (1, 1)])
sums = sum(np.einsum("oi,il->ol", weights[:, :, 0, t] * STEP, edged[:, t : t + LENGTH]) for t in range(TAPS))
right = (sums - sums.mean(1, keepdims=True))[None, :, None]


def off(bias, length):
    """Largest error of the network's result, as a share of the largest value that is right."""
    constants = {
        "scale": SCALE, "zero": np.uint8(ZERO), "w": weights, "axes": np.array([2, 3], np.int64),
        "wscale": np.full(CHANNELS, STEP), "wzero": np.zeros(CHANNELS, np.int8),
    }
    given = ["d", "k"]
    if bias is not None:
        constants["b"] = np.full(CHANNELS, bias, np.float32)
        given.append("b")
    nodes = [
        helper.make_node("QuantizeLinear", ["x", "scale", "zero"], ["q"]),
        helper.make_node("DequantizeLinear", ["q", "scale", "zero"], ["d"]),
        helper.make_node("DequantizeLinear", ["w", "wscale", "wzero"], ["k"], axis=0),
        helper.make_node("Conv", given, ["c"], kernel_shape=[1, TAPS], pads=[0, 1, 0, 1]),
        helper.make_node("ReduceMean", ["c", "axes"], ["mean"], keepdims=1),
        helper.make_node("Sub", ["c", "mean"], ["y"]),
    ]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, CHANNELS, 1, length]) for name in "xy"]
    stored = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "norm", ends[:1], ends[1:], stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    core = openvino.Core()
    network = core.read_model(model.SerializeToString(), b"")
    found = core.compile_model(network, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})({"x": signal})[0]
    return float(np.abs(found - right).max() / np.abs(right).max())


print("openvino", openvino.__version__)
errors = {
    (kind, name): off(bias, length)
    for kind, length in (("fixed", LENGTH), ("dynamic", "length"))
    for name, bias in (("no bias", None), ("bias 0", 0.0), ("bias 1e-9", 1e-9))
}
for (kind, name), error in errors.items():
    print(f"{kind:8}{name:10} largest error {100 * error:5.1f} %")
wrong = {key for key, error in errors.items() if error > 0.05}
fine = all(error < 0.01 for key, error in errors.items() if key not in wrong)
same = fine and wrong == {("dynamic", "no bias"), ("dynamic", "bias 0")}
print("as described" if same else "the behaviour has changed")
sys.exit(0 if same else 1)
PY
