#!/usr/bin/env bash
# OpenTimelineIO writes a time below 0.1 ms as up to ten seconds: one sample at 48 kHz becomes "00:00:00.083333".
#
# `RationalTime.to_time_string()` is documented as "HH:MM:SS.sss" with microseconds. The seconds are written as a decimal
# number first, which for a small one is in scientific notation (2.083333e-05); its exponent is then cut off. A time that
# sums of floats left 10 ns short of a whole second loses nearly that second: 59.99999999 s is written as 59.0.
# Pictures have no such times; sound at its own sample rate does.
# Exit status: 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check opentimelineio==0.18.1
"$folder/env/bin/python" - <<'PYTHON'
import sys

import opentimelineio
from opentimelineio.opentime import RationalTime

CASES = [  # samples, rate, what is written, and what it says that is right
    (4, 24_000, "00:00:00.000166", True),
    (3, 24_000, "00:00:00.000125", True),
    (1, 48_000, "00:00:00.083333", False),
    (2, 48_000, "00:00:00.166667", False),
    (47_999, 48_000, "00:00:00.999979", True),
    (59.99999999, 1, "00:00:59.0", False),
]
print("OpenTimelineIO", opentimelineio.__version__)
same = True
for value, rate, described, right in CASES:
    written = RationalTime(value, rate).to_time_string()
    hours, minutes, seconds = written.split(":")
    off = int(hours) * 3600 + int(minutes) * 60 + float(seconds) - value / rate
    print(f"{value} at {rate} = {value / rate:.8f} s: written {written}, off by {off:+.6f} s")
    same &= written[:15] == described[:15] and (abs(off) < 2e-6) == right
print("expected: off by less than 0.000002 s everywhere")
print("as described" if same else "changed")
sys.exit(0 if same else 1)
PYTHON
