"""Libraries that would report to their makers are kept from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LOAD = """
import importlib.util
import clonyvoice
from clonyvoice.transcription.voice_activity import SpeechDetector
SpeechDetector()
try:
    import openvino_telemetry
except ImportError:
    print("none")
if importlib.util.find_spec("openvino"):
    import openvino.tools.ovc.telemetry_utils
"""


def test_no_library_leaves_a_device_id_or_a_report_in_the_users_home(tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name != "ORT_DISABLE_TELEMETRY" and not name.startswith("XDG_")
    }
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        env={**environment, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(tmp_path.rglob("*")) == []
    assert done.stdout.strip() == "none"
