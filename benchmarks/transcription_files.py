"""Transcription against plain faster-whisper on ten files of 5 seconds to 10 minutes, each heard once.

    python -m benchmarks.transcription_files FOLDER [--seed N] [--write] [--smoke]

FOLDER holds recordings of speech (LibriSpeech's FLAC files, for example; or set CLONYVOICE_BENCH_DATA). Each file is
put together, half a second apart, from recordings that the seed draws and that no file before it had, as far as there
are enough. Both take turns on the same weights, threads and beam.
"""

from __future__ import annotations

import argparse
import os
import random
import secrets
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Final

import numpy as np

from benchmarks.served import report
from benchmarks.transcription import RATE, errors, timed, words
from clonyvoice.audio import decode
from clonyvoice.core import Audio, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.transcription import Options, transcribe
from clonyvoice.transcription.beam_search import BEAMS
from clonyvoice.transcription.whisper import WhisperModel
from clonyvoice.weights import WeightsStore

LENGTHS: Final = (5, 5, 10, 15, 30, 60, 120, 180, 300, 600)
"""Seconds of the ten files."""


def drawn(folder: Path, draw: random.Random) -> Iterator[np.ndarray]:
    """Recordings at 16 kHz in the order of the draw, over and over."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in {".flac", ".wav", ".mp3"})
    if not paths:
        raise SystemExit(f"no recordings in {folder}")
    while True:
        for path in draw.sample(paths, len(paths)):
            yield decode(path, RATE).samples


def put_together(recordings: Iterator[np.ndarray], seconds: int) -> np.ndarray:
    """A file of that length: recordings half a second apart, the last one cut."""
    pieces: list[np.ndarray] = []
    while sum(map(len, pieces)) < seconds * RATE:
        pieces += [next(recordings), np.zeros(RATE // 2, np.float32)]
    return np.concatenate(pieces)[: seconds * RATE]


class RecordingOptions(argparse.ArgumentParser):
    """The options of a measurement on recordings that a seed draws from a folder."""

    def __init__(self, about: str | None, smoke: str) -> None:
        super().__init__(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
        self.add_argument("folder", nargs="?", type=Path, default=os.environ.get("CLONYVOICE_BENCH_DATA"))
        self.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
        self.add_argument("--write", action="store_true", help="keep the table under results/")
        self.add_argument("--smoke", action="store_true", help=smoke)

    def read(self) -> argparse.Namespace:
        """The values; the seed is printed. Ends the program where there is no folder."""
        asked = self.parse_args()
        if asked.folder is None:
            self.error("give a folder of recordings, or set CLONYVOICE_BENCH_DATA")
        print("seed", asked.seed, flush=True)
        return asked


def main() -> None:
    """Measure and print."""
    asked = RecordingOptions(__doc__, "one file of five seconds; writes nothing").read()
    from faster_whisper import WhisperModel as Plain

    threads = len(os.sched_getaffinity(0))
    folder = WeightsStore(Settings().weights).path("whisper-base")
    ours = WhisperModel(folder, threads, polite=False)  # the other is not polite either
    ours.load()
    theirs = Plain(str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)

    def plain(samples: np.ndarray) -> str:
        segments, _ = theirs.transcribe(samples, language="en", beam_size=BEAMS)
        return " ".join(segment.text for segment in segments)

    def windowed(samples: np.ndarray) -> str:
        size = 10 * RATE
        blocks = (Audio(samples[at : at + size], RATE) for at in range(0, len(samples), size))
        return transcribe(blocks, ours, Options(language="en"), CancelToken()).text

    recordings = drawn(Path(asked.folder), random.Random(asked.seed))
    for work in (plain, windowed):
        work(put_together(recordings, 5))  # what is made ready at the first use
    lines = [
        "| seconds of the file | plain, s | ours, s | times as fast | less computing by | texts differ |",
        "|---|---|---|---|---|---|",
    ]
    ratios: dict[int, list[float]] = {}
    for turn, seconds in enumerate((5,) if asked.smoke else LENGTHS):
        sound = put_together(recordings, seconds)
        runs = {}
        for work in (plain, windowed)[:: 1 if turn % 2 else -1]:
            runs[work] = timed(work, sound)
        theirs_run, our_run = runs[plain], runs[windowed]
        ratios.setdefault(seconds, []).append(theirs_run[0] / our_run[0])
        apart = errors(words(theirs_run[2]), words(our_run[2]))
        lines.append(
            f"| {seconds} | {theirs_run[0]:.2f} | {our_run[0]:.2f} | {theirs_run[0] / our_run[0]:.2f} | "
            f"{theirs_run[1] / our_run[1]:.2f} | {apart:.1%} |"
        )
        print(lines[-1], flush=True)
    mean = fmean(ratio for each in ratios.values() for ratio in each)
    lines += [
        "",
        f"Mean of the {sum(map(len, ratios.values()))} files: {mean:.2f} × as fast, of those of 5 s: "
        f"{fmean(ratios[5]):.2f} ×. Seed {asked.seed}, Whisper base in 8 bits, beam {BEAMS}, {threads} threads.",
    ]
    report(
        "transcription_files",
        "Transcription of ten files against plain faster-whisper",
        "\n".join(lines),
        write=asked.write and not asked.smoke,
    )


if __name__ == "__main__":
    main()
