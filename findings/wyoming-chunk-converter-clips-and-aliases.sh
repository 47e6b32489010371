#!/usr/bin/env bash
# Wyoming's AudioChunkConverter clips when it makes one channel of two, and folds high tones down when it lowers the rate.
#
# Stereo to mono adds both channels at full gain: the same voice on both, which is what most stereo recordings of a voice
# are, comes out twice as loud, and clipped from half of full scale on. Where the rate goes down, no filter goes before
# it: a tone of 15 kHz at 48 kHz is a tone of 1 kHz at 16 kHz, as loud as before, in the middle of the speech. Voice
# programs convert with this class between microphone and recogniser. Mix and resample before building chunks instead.
# Exit status: 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check wyoming==1.10.2 numpy==2.4.6
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

import numpy as np
from wyoming.audio import AudioChunk, AudioChunkConverter

RATE = 48_000
LEVEL = 20_000


def tone(hertz: int) -> np.ndarray:
    return (LEVEL * np.sin(2 * np.pi * hertz * np.arange(RATE) / RATE)).astype("<i2")


def converted(samples: np.ndarray, given: int, **to: int) -> np.ndarray:
    chunk = AudioChunk(rate=RATE, width=2, channels=given, audio=samples.tobytes())
    return np.frombuffer(AudioChunkConverter(**to).convert(chunk).audio, "<i2").astype(float)


print("wyoming", version("wyoming"))
mono = converted(np.repeat(tone(440), 2), 2, channels=1)
clipped = float((np.abs(mono) >= 32_767).mean())
print(f"440 Hz, peak {LEVEL}, the same on two channels: one channel with peak {np.abs(mono).max():.0f}, "
      f"{100 * clipped:.0f} % of its samples at full scale (expected: peak {LEVEL}, none)")
low = converted(tone(15_000), 1, rate=16_000)
loudest = int(np.abs(np.fft.rfft(low[:16_000])).argmax())
print(f"15 kHz, peak {LEVEL}, at 48 kHz: at 16 kHz a tone of {loudest} Hz, level {low.std() * 2**0.5:.0f} "
      "(expected: next to silence, 16 kHz hold nothing above 8 kHz)")
same = clipped > 0.3 and loudest == 1000 and low.std() * 2**0.5 > 0.9 * LEVEL
print("as described" if same else "changed")
sys.exit(0 if same else 1)
PYTHON
