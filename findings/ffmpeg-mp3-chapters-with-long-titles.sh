#!/usr/bin/env bash
# FFmpeg's MP3 chapters whose titles are longer than 125 bytes are lost when FFmpeg itself reads them.
#
# In a chapter (CHAP) of ID3v2.4 the title's frame has a synchsafe size, as everywhere in that version. FFmpeg writes it
# so, and mutagen reads it; FFmpeg's reader takes it for a plain number, so that a size from 128 on does not fit, and
# drops the whole chapter without a word. With ID3v2.3, whose sizes are plain, both read it.
# Exit status: 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet av==18.1.0 mutagen==1.47.0 numpy
"$folder/env/bin/python" - <<'PYTHON'
import io
import sys
from fractions import Fraction

import av
import numpy as np
from mutagen.mp3 import MP3

TITLES = ("short", "x" * 125, "x" * 126, "last")
RATE = 48_000


def written(version: str) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="mp3", container_options={"id3v2_version": version}) as file:
        file.set_chapters([
            {"id": n + 1, "start": n * RATE, "end": (n + 1) * RATE, "time_base": Fraction(1, RATE),
             "metadata": {"title": title}}
            for n, title in enumerate(TITLES)
        ])
        stream = file.add_stream("libmp3lame", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 4 * RATE), np.float32), format="fltp", layout="mono")
        frame.sample_rate, frame.pts = RATE, 0
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


print("PyAV", av.__version__, "FFmpeg libavformat", ".".join(map(str, av.library_versions["libavformat"])))
found = {}
for version in ("4", "3"):
    data = written(version)
    ffmpeg = [len(c["metadata"]["title"]) for c in av.open(io.BytesIO(data)).chapters()]
    tags = MP3(io.BytesIO(data)).tags
    mutagen = [len(str(tags[key].sub_frames["TIT2"])) for key in tags if key.startswith("CHAP")]
    found[version] = (ffmpeg, mutagen)
    print(f"ID3v2.{version}: titles of {[len(t) for t in TITLES]} bytes; FFmpeg reads {ffmpeg}, mutagen {mutagen}")
every = [len(title) for title in TITLES]
print("expected: both read all four in both versions")
same = found == {"4": ([5, 125, 4], every), "3": (every, every)}
print("as described" if same else "changed")
sys.exit(0 if same else 1)
PYTHON
