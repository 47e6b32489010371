#!/usr/bin/env bash
# Opus files joined to one: libsndfile reads the first part alone, FFmpeg makes a loud burst where the second begins.
#
# Ogg files put behind one another are a valid Ogg file (RFC 3533, "chaining"), and RFC 7845 (section 3) asks Opus readers
# to be ready for it; it is what one gets by joining the files of single sentences. libsndfile says that the length
# of the first part is all, and ends there without an error; mutagen gives that length, too. FFmpeg decodes all of it,
# but goes on with the decoder as the first part left it: a quiet tone begins at more than full scale and needs 0.2 s to
# settle. The second file alone is decoded as quiet as it is.
# Exit status: 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
  soundfile==0.14.0 av==18.1.0 mutagen==1.47.0 numpy==2.4.6
"$folder/env/bin/python" - <<'PYTHON'
import io
import sys

import av
import numpy as np
import soundfile
from mutagen.oggopus import OggOpus

RATE, LENGTH, PEAK = 48_000, 60_000, 0.3


def part() -> bytes:
    """A tone as an Opus file of its own; every file gets a serial number of its own."""
    out = io.BytesIO()
    tone = PEAK * np.sin(2 * np.pi * 440 * np.arange(LENGTH) / RATE)
    soundfile.write(out, tone, RATE, format="OGG", subtype="OPUS")
    return out.getvalue()


def decoded(data: bytes) -> np.ndarray:
    """Absolute values of the samples that FFmpeg decodes."""
    with av.open(io.BytesIO(data)) as file:
        return np.abs(np.concatenate([frame.to_ndarray() for frame in file.decode(audio=0)], axis=1)[0])


first, second = part(), part()
chained = first + second
print("libsndfile", soundfile.__libsndfile_version__, "PyAV", av.__version__,
      "FFmpeg libavcodec", ".".join(map(str, av.library_versions["libavcodec"])))
read, _ = soundfile.read(io.BytesIO(chained))
said = soundfile.info(io.BytesIO(chained)).frames
print(f"two of {LENGTH} samples joined: libsndfile says {said} and reads {len(read)}; mutagen says "
      f"{OggOpus(io.BytesIO(chained)).info.length * RATE:.0f} (expected: {2 * LENGTH})")
alone, both = decoded(second), decoded(chained)
print(f"peak by FFmpeg: the second alone {alone.max():.2f}; joined, the first part {both[:LENGTH].max():.2f}, the second "
      f"{both[LENGTH:].max():.2f} (expected: {PEAK} everywhere)")
same = first[14:18] != second[14:18] and len(read) == said == LENGTH and abs(len(both) - 2 * LENGTH) < 1000
same = same and max(alone.max(), both[:LENGTH].max()) < 1.2 * PEAK and both.max() > 3 * PEAK
print("as described" if same else "changed")
sys.exit(0 if same else 1)
PYTHON
