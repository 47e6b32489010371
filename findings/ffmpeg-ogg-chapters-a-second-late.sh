#!/usr/bin/env bash
# Chapters that FFmpeg writes into Ogg begin a second late when their fraction of a second is half or more.
#
# In Ogg (Opus, Vorbis) a chapter is the comment CHAPTERxxx=HH:MM:SS.mmm. FFmpeg rounds the seconds up and writes the
# milliseconds beside them all the same, so that 0.6 s becomes 00:00:01.600. The chapters are out of order then, too. Its
# Matroska files of the same chapters are right; so is Ogg when one writes the comments oneself.
# Exit status: 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check av==18.1.0 mutagen==1.47.0 numpy==2.4.6
"$folder/env/bin/python" - <<'PYTHON'
import io
import sys
from fractions import Fraction

import av
import numpy as np
from mutagen.oggopus import OggOpus

RATE = 48_000
STARTS = [0.0, 0.4, 0.6, 1.0, 1.7]


def written(container: str) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        ends = [*STARTS[1:], 3.0]
        file.set_chapters([
            {"id": n + 1, "start": round(start * 1000), "end": round(end * 1000), "time_base": Fraction(1, 1000),
             "metadata": {"title": f"chapter {n + 1}"}}
            for n, (start, end) in enumerate(zip(STARTS, ends, strict=True))
        ])
        stream = file.add_stream("libopus", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 3 * RATE), np.float32), format="flt", layout="mono")
        frame.sample_rate, frame.pts = RATE, 0
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


print("PyAV", av.__version__, "FFmpeg libavformat", ".".join(map(str, av.library_versions["libavformat"])))
read = {}
for container in ("matroska", "ogg"):
    data = written(container)
    read[container] = [float(c["start"] * c["time_base"]) for c in av.open(io.BytesIO(data)).chapters()]
    print(f"{container:8} chapters at {STARTS} read back at {read[container]}")
comments = OggOpus(io.BytesIO(data))
print("its comments, by mutagen:", [comments[f"chapter{n:03}"][0] for n in range(len(STARTS))])
print("expected: the same times in both")
same = read == {"matroska": STARTS, "ogg": [0.0, 0.4, 1.6, 1.0, 2.7]}
print("as described" if same else "changed")
sys.exit(0 if same else 1)
PYTHON
