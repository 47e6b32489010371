"""ClonyVoice: a voice studio on your own machine."""

import os
import sys

__version__ = "0.1.0"

# Two libraries report to their makers unless they are kept from it before they are loaded. ONNX Runtime sends the path
# of the program and a device id (its `disable_telemetry_events` comes too late for the first report); OpenVINO does it
# through a package of its own, which it does without when it cannot be imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
