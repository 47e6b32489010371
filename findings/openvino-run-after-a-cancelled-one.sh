#!/usr/bin/env bash
# OpenVINO 2026.4.1, CPU: a network whose length is known only at run time. After `InferRequest.cancel()` of a run in
# one length, the next run in another length ends without an error, and its output often has the length of the
# cancelled run, not that of its input. One would expect each run to depend on its own input alone, as it does where
# nothing is cancelled. A small run in a length that neither of the two had, made after the cancel, mends it.
#
# The network is valid (convolution, ReLU, mean taken off, 24 times); all inputs are ordinary numbers. Where a cancel
# falls is chance: each of the 30 falls at a random moment of a run whose time was measured.
# Exit 0: the behaviour is as described. Exit 1: it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check openvino==2026.4.1 numpy==2.4.6
"$folder/env/bin/python" - <<'PY'
import sys
import time

import numpy as np
import openvino
from openvino import opset13 as op

LAYERS, CHANNELS, SHORT, LONG, BETWEEN, TRIES = 24, 96, 1500, 9000, (40, 48), 30
draw = np.random.default_rng(0)


def network():
    signal = value = op.parameter([1, CHANNELS, -1], np.float32)
    for _ in range(LAYERS):
        weights = draw.standard_normal((CHANNELS, CHANNELS, 3)) / np.sqrt(3 * CHANNELS)
        value = op.convolution(value, op.constant(weights.astype(np.float32)), [1], [1], [1], [1])
        value = op.relu(value)
        value = op.subtract(value, op.reduce_mean(value, op.constant(np.array([2])), True))
    return openvino.Model([value], [signal], "stack")


request = openvino.Core().compile_model(network(), "CPU", {"INFERENCE_NUM_THREADS": 2}).create_infer_request()


def run(given):
    request.start_async({0: given})
    request.wait()
    return np.array(request.output_tensors[0].data)


def drawn(length):
    return draw.standard_normal((1, CHANNELS, length)).astype(np.float32)


short, long, between = drawn(SHORT), drawn(LONG), [drawn(length) for length in BETWEEN]
right = run(short)
run(long)
began = time.monotonic()
run(long)
seconds = time.monotonic() - began


def same(found):
    return found.shape == right.shape and float(np.abs(found - right).max()) < 1e-3


def wrong_after_cancels(mend):
    """How many of the runs after a cancelled one were wrong, and the lengths that their outputs had."""
    wrong, lengths = 0, set()
    for index in range(TRIES):
        request.start_async({0: long})
        time.sleep(seconds * draw.uniform(0.1, 0.9))
        request.cancel()
        try:
            request.wait()
        except RuntimeError:
            pass  # it says that it was cancelled
        if mend:
            run(between[index % 2])
        found = run(short)
        if not same(found):
            wrong += 1
            lengths.add(found.shape[2])
        run(between[index % 2])
        run(short)
    return wrong, lengths


plain = sum(not same(run(short)) for _ in range(TRIES) if run(long) is not None)
cancelled, lengths = wrong_after_cancels(mend=False)
mended, _ = wrong_after_cancels(mend=True)
print(f"OpenVINO {openvino.__version__}; outputs should have {SHORT} columns")
print(f"after whole runs of {LONG}: {plain} of {TRIES} wrong")
print(f"after cancelled runs of {LONG}: {cancelled} of {TRIES} wrong, with lengths {sorted(lengths)}")
print(f"with a small run in between: {mended} of {TRIES} wrong")
as_described = plain == 0 and cancelled > 0 and mended == 0
print("as described" if as_described else "CHANGED")
sys.exit(not as_described)
PY
