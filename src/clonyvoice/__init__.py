"""ClonyVoice: a voice studio on your own machine."""

import os
import sys

__version__ = "0.1.0"

# Two libraries report to their makers unless they are kept from it before they are loaded. ONNX Runtime sends the path
# of the program and a device id (its `disable_telemetry_events` comes too late for the first report); OpenVINO does it
# through a package of its own, which it does without when it cannot be imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]

# NumPy's OpenBLAS has its threads wait for more in a loop, some 60 ms after each product of matrices: a core that the
# inference libraries wait for meanwhile (the first piece of a stream took 219 ms, with this 150, on two cores). It
# reads this when it is loaded: the binary logarithm of the cycles in that loop, 4 being the least that it takes.
os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")
