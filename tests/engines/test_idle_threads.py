"""No thread of a library goes on computing once what it was asked for is done."""

from __future__ import annotations

import subprocess
import sys

_MEASURED = """
import clonyvoice
import time
import numpy as np

left = np.random.default_rng(0).random((1, 256), np.float32)
right = np.random.default_rng(1).random((256, 37396), np.float32)
for _ in range(3):
    left @ right
used = 1.0
for _ in range(5):
    left @ right
    began = time.process_time()
    time.sleep(0.1)
    used = min(used, time.process_time() - began)
print(used)
"""


def test_a_product_of_matrices_leaves_no_thread_that_spins() -> None:
    done = subprocess.run([sys.executable, "-c", _MEASURED], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.01
