#!/usr/bin/env bash
# OpenVINO 2026.4.1, CPU with VNNI: a dilated 8-bit convolution whose input has a zero point other than zero takes
# twice the time when it pads by itself. With the same zeros put around its input before, by a Pad of the 8-bit values,
# it is as fast as one that is not dilated, and gives the same numbers to the bit. Without dilation both are alike, and
# so they are where only AVX2 is used (ONEDNN_MAX_CPU_ISA=AVX2). Nothing is logged.
#
# The model is valid ONNX (QuantizeLinear, Pad, DequantizeLinear, Conv). Times are the least of several runs, the two
# ways in turns, by OpenVINO's counter of the convolution and the Pad. Seen on an x86-64 processor with AVX-512 VNNI:
# dilation 5: 2.1 to 2.7 times the time; dilation 1: 0.9 to 1.2.
# Exit 0: the behaviour is as described. Exit 1: it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check openvino==2026.4.1 onnx==1.23.2 numpy==2.4.6
cat > "$folder/times.py" <<'PY'
import sys

import numpy as np
import openvino
from onnx import TensorProto, helper, numpy_helper

CHANNELS, LENGTH, TAPS, ROUNDS = 128, 12000, 11, 15
draw = np.random.default_rng(0)
weights = draw.integers(-60, 61, (CHANNELS, CHANNELS, 1, TAPS)).astype(np.int8)
signal = draw.uniform(-1, 2, (1, CHANNELS, 1, LENGTH)).astype(np.float32)


def compiled(dilation, before):
    """The convolution that pads by itself, or whose 8-bit input is padded before."""
    edge = dilation * (TAPS - 1) // 2
    constants = {
        "scale": np.float32(3 / 255), "zero": np.uint8(85), "w": weights,
        "wscale": np.full(CHANNELS, 0.01, np.float32), "wzero": np.zeros(CHANNELS, np.int8),
        "b": np.full(CHANNELS, 0.5, np.float32), "edges": np.array([0, 0, 0, edge, 0, 0, 0, edge], np.int64),
    }
    own = 0 if before else edge
    nodes = [helper.make_node("QuantizeLinear", ["x", "scale", "zero"], ["q"])]
    if before:
        nodes.append(helper.make_node("Pad", ["q", "edges", "zero"], ["p"]))
    nodes += [
        helper.make_node("DequantizeLinear", ["p" if before else "q", "scale", "zero"], ["d"]),
        helper.make_node("DequantizeLinear", ["w", "wscale", "wzero"], ["k"], axis=0),
        helper.make_node(
            "Conv", ["d", "k", "b"], ["y"], kernel_shape=[1, TAPS], pads=[0, own, 0, own], dilations=[1, dilation]
        ),
    ]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, CHANNELS, 1, "length"]) for name in "xy"]
    stored = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "one", ends[:1], ends[1:], stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    core = openvino.Core()
    settings = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 2, "PERF_COUNT": True}
    return core.compile_model(core.read_model(model.SerializeToString(), b""), "CPU", settings).create_infer_request()


same = True
for dilation in (1, 5):
    requests = [compiled(dilation, before) for before in (False, True)]
    least, results = [1e9, 1e9], []
    for _ in range(ROUNDS):
        for index, request in enumerate(requests):
            request.infer([signal])
            counted = [it for it in request.profiling_info if it.node_type in ("Convolution", "Pad")]
            least[index] = min(least[index], sum(it.real_time.total_seconds() for it in counted))
    results = [np.array(request.output_tensors[0].data) for request in requests]
    equal = np.array_equal(*results)
    ratio = least[0] / least[1]
    print(f"dilation {dilation}: {1e3 * least[0]:.2f} ms by itself, {1e3 * least[1]:.2f} before, {ratio:.2f} x, equal: {equal}")
    slow = ratio > 1.5
    same &= equal and slow == (dilation > 1 and sys.argv[1] == "vnni")
sys.exit(0 if same else 1)
PY
flags=$(grep -m1 '^flags' /proc/cpuinfo || true)
code=0
"$folder/env/bin/python" -c 'import openvino; print("openvino", openvino.__version__)'
if grep -qwE 'avx512_vnni|avx_vnni' <<<"$flags"; then
  echo "with VNNI"
  "$folder/env/bin/python" "$folder/times.py" vnni || code=1
fi
echo "with AVX2 only"
ONEDNN_MAX_CPU_ISA=AVX2 "$folder/env/bin/python" "$folder/times.py" avx2 || code=1
[ "$code" = 0 ] && echo "as described" || echo "the behaviour has changed"
exit "$code"
