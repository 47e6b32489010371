#!/usr/bin/env bash
# A file decoded twice by FFmpeg, rewound in between, is longer the second time: the encoder's lead comes out as sound.
#
# Opus and MP3 begin with samples that a player must not play (pre-skip, encoder delay), and FFmpeg leaves them out, but
# only on the way from the opening. After a seek back to the start they come, with times below zero that nothing on the
# way to the ear looks at: 312 samples of Opus in Ogg and WebM, 1,105 of MP3 in Matroska. What loops or rewinds is late by
# that much from the second time on. FLAC and an MP3 file of its own are the same length each time.
# Exit status: 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
"$folder/env/bin/python" - <<'PYTHON'
import io
import sys

import av
import numpy as np

RATE, LENGTH = 48_000, 60_000
CASES = {("ogg", "libopus"): 312, ("webm", "libopus"): 312, ("matroska", "libmp3lame"): 1105, ("mp3", "libmp3lame"): 0,
         ("flac", "flac"): 0}


def written(container: str, codec: str) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=RATE, layout="mono")
        kind = stream.codec_context.codec.audio_formats[0].name
        silence = np.zeros((1, LENGTH), {"s16": np.int16, "s32p": np.int32}.get(kind, np.float32))
        frame = av.AudioFrame.from_ndarray(silence, format=kind, layout="mono")
        frame.sample_rate, frame.pts = RATE, 0
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


print("PyAV", av.__version__, "FFmpeg libavformat", ".".join(map(str, av.library_versions["libavformat"])))
same = True
for (container, codec), more in CASES.items():
    with av.open(io.BytesIO(written(container, codec))) as file:
        first = sum(frame.samples for frame in file.decode(audio=0))
        file.seek(0)
        again = list(file.decode(audio=0))
        second = sum(frame.samples for frame in again)
    print(f"{codec} in {container}: {LENGTH} samples in, {first} out, {second} after seek(0), from {again[0].time:.4f} s")
    same &= (first, second - first) == (LENGTH, more)
print("expected: the same number after seek(0)")
print("as described" if same else "changed")
sys.exit(0 if same else 1)
PYTHON
