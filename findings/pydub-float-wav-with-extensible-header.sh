#!/usr/bin/env bash
# pydub reads a WAV file of 32-bit floats as whole numbers where its header is WAVE_FORMAT_EXTENSIBLE: loud noise.
#
# A WAV header says what its samples are by a format tag: 1 whole numbers, 3 floats, 0xFFFE "see the sub-format", which
# is 1 or 3 again; many programs write the last for more than 16 bits. pydub takes 0xFFFE for whole numbers without
# looking at the sub-format. Length, rate and number of channels are right, and nothing is raised: only the ear tells.
# A file with tag 3 is handed to ffmpeg, and one of whole numbers behind 0xFFFE is read as it should be.
# Exit status: 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pydub==0.25.1 soundfile==0.14.0 numpy==2.4.6
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import numpy as np
import soundfile
from pydub import AudioSegment

RATE = 24_000
tone = 0.1 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)
print("pydub", version("pydub"), "with soundfile", soundfile.__version__, soundfile.__libsndfile_version__)
level = {}
for subtype in ("PCM_16", "PCM_32", "FLOAT"):
    file = io.BytesIO()
    soundfile.write(file, tone, RATE, format="WAVEX", subtype=subtype)
    by_soundfile, _ = soundfile.read(io.BytesIO(file.getvalue()))
    segment = AudioSegment.from_wav(io.BytesIO(file.getvalue()))
    by_pydub = np.array(segment.get_array_of_samples()) / 2 ** (8 * segment.sample_width - 1)
    error = np.abs(by_pydub - tone).max()
    level[subtype] = len(by_pydub) == RATE and np.abs(by_soundfile - tone).max() < 1e-4, error
    print(f"{subtype:7} peak {np.abs(tone).max():.3f}: pydub reads {len(by_pydub)} samples, peak {np.abs(by_pydub).max():.3f},"
          f" off by up to {error:.4f}; soundfile off by {np.abs(by_soundfile - tone).max():.4f}")
print("expected: off by less than 0.0001 in all three")
same = all(valid for valid, _ in level.values()) and level["PCM_16"][1] < 1e-4 > level["PCM_32"][1]
same = same and level["FLOAT"][1] > 0.2
print("as described" if same else "changed")
sys.exit(0 if same else 1)
PYTHON
