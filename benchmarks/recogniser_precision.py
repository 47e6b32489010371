"""The effect of the recogniser's 8 bits: words of recordings against those of the same network in full precision.

    python -m benchmarks.recogniser_precision FOLDER [--seed N] [--recordings 150] [--write] [--smoke]

FOLDER holds recordings of speech (LibriSpeech's FLAC files, for example; or set CLONYVOICE_BENCH_DATA). Those that the
seed draws are transcribed by faster-whisper in 32-bit floats, beam 5, and by the product. A word that differs is not
always wrong: it may be the one that is right.
"""

from __future__ import annotations

import os
import random
from itertools import islice
from pathlib import Path

from benchmarks.served import report
from benchmarks.transcription import RATE, errors, words
from benchmarks.transcription_files import RecordingOptions, drawn
from clonyvoice.core import Audio, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.transcription import Options, transcribe
from clonyvoice.transcription.beam_search import BEAMS
from clonyvoice.transcription.whisper import WhisperModel
from clonyvoice.weights import WeightsStore

LONGEST = 29
"""Seconds of a recording that are heard: one window."""


def main() -> None:
    """Measure and print."""
    parser = RecordingOptions(__doc__, "two recordings; writes nothing")
    parser.add_argument("--recordings", type=int, default=150)
    asked = parser.read()
    from faster_whisper import WhisperModel as Plain

    threads = len(os.sched_getaffinity(0))
    folder = WeightsStore(Settings().weights).path("whisper-base")
    full = Plain(str(folder), "cpu", compute_type="float32", cpu_threads=threads, local_files_only=True)
    ours = WhisperModel(folder, threads, polite=False)
    count = total = 0
    apart = 0.0
    recordings = drawn(Path(asked.folder), random.Random(asked.seed))
    for sound in islice(recordings, 2 if asked.smoke else asked.recordings):
        cut = sound[: LONGEST * RATE]
        segments, _ = full.transcribe(cut, language="en", beam_size=BEAMS)
        truth = words(" ".join(segment.text for segment in segments))
        heard = transcribe([Audio(cut, RATE)], ours, Options(language="en"), CancelToken()).text
        apart += errors(truth, words(heard)) * len(truth)
        total += len(truth)
        count += 1
    report(
        "recogniser_precision",
        "The recogniser's words in 8 bits against full precision",
        f"{count} recordings, {total} words: **{apart / max(1, total):.1%}** differ from those of the network in "
        f"32-bit floats. Seed {asked.seed}, Whisper base, beam {BEAMS}.",
        write=asked.write and not asked.smoke,
    )


if __name__ == "__main__":
    main()
