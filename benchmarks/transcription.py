"""Transcription against plain faster-whisper on a ten-minute file: speed, words, memory.

    python -m benchmarks.transcription FOLDER [--minutes 10] [--rounds 3] [--write]

FOLDER holds recordings of speech (LibriSpeech's FLAC files, for example; or set CLONYVOICE_BENCH_DATA). They are put
together to the file, half a second apart. Both take turns on the same weights, threads and beam. "Equal words"
is shown twice: how far the two differ on the file, and the word errors of each on sentences whose text is
known (`benchmarks/sentences/en.tsv`, spoken by the Piper voice).
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from operator import itemgetter
from pathlib import Path

import numpy as np

from clonyvoice.audio import decode, resample
from clonyvoice.core import Audio, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.text.edit_distance_word_alignment import edit_distance
from clonyvoice.transcription import Options, transcribe
from clonyvoice.transcription.beam_search import BEAMS
from clonyvoice.transcription.whisper import WhisperModel
from clonyvoice.weights import WeightsStore

RATE = 16_000
RESULT = Path(__file__).parent / "results" / "transcription.md"


def recording(folder: Path, minutes: float) -> np.ndarray:
    """The files of the folder one after another until it is long enough; begun again when they run out."""
    files = sorted(
        path for path in folder.rglob("*") if path.suffix.lower() in {".flac", ".wav", ".mp3", ".ogg"}
    )
    if not files:
        raise SystemExit(f"no recordings in {folder}")
    pieces: list[np.ndarray] = []
    total = 0
    while total < minutes * 60 * RATE:
        for path in files:
            sound = decode(path, RATE).samples
            pieces += [sound, np.zeros(RATE // 2, np.float32)]
            total += len(sound) + RATE // 2
            if total >= minutes * 60 * RATE:
                break
    return np.concatenate(pieces)[: round(minutes * 60 * RATE)]


def known(store: WeightsStore, seconds: float) -> tuple[np.ndarray, str]:
    """Sentences spoken by the Piper voice, and their text."""
    from clonyvoice.engines.piper import PiperVoice

    voice = PiperVoice(store.path("piper-joe"))
    lines = (Path(__file__).parent / "sentences" / "en.tsv").read_text("utf-8").splitlines()
    texts, pieces, total = [], [], 0
    for line in lines:
        cells = line.split("\t")
        if cells[0] not in ("plain", "long", "class", "names", "homographs", "quotes"):
            continue  # what is written in digits and signs may be written down in many ways
        said = resample(voice.say(cells[1]), RATE).samples
        texts.append(cells[1])
        pieces += [said, np.zeros(RATE // 2, np.float32)]
        total += len(said)
        if total > seconds * RATE:
            break
    return np.concatenate(pieces), " ".join(texts)


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    plain = "".join(
        char if char.isalnum() or char in " '" else " " for char in text.lower().replace("-", " ")
    )
    return plain.split()


def errors(truth: Sequence[str], heard: Sequence[str]) -> float:
    """Word error rate: the least edits from one to the other over the words of the truth."""
    return edit_distance(truth, heard) / max(1, len(truth))


def timed(work: Callable[[np.ndarray], str], sound: np.ndarray) -> tuple[float, float, str]:
    """Seconds by the clock, seconds of computing, and the text."""
    wall, used = time.monotonic(), time.process_time()
    text = work(sound)
    return time.monotonic() - wall, time.process_time() - used, text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("CLONYVOICE_BENCH_DATA"))
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--smoke", action="store_true", help="six seconds, one round; writes nothing")
    asked = parser.parse_args()
    if asked.smoke:
        asked.minutes, asked.rounds, asked.write = 0.1, 1, False
    if asked.folder is None:
        parser.error("give a folder of recordings, or set CLONYVOICE_BENCH_DATA")
    from faster_whisper import WhisperModel as Plain

    threads = len(os.sched_getaffinity(0))
    store = WeightsStore(Settings().weights)
    folder = store.path("whisper-base")
    ours = WhisperModel(folder, threads, polite=False)  # the other is not polite either
    ours.load()
    theirs = Plain(str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)
    sound = recording(Path(asked.folder), asked.minutes)
    spoken, truth = known(store, 600.0)

    def plain(samples: np.ndarray) -> str:
        segments, _ = theirs.transcribe(samples, language="en", beam_size=BEAMS)
        return " ".join(segment.text for segment in segments)

    def windowed(samples: np.ndarray) -> str:
        size = 10 * RATE
        blocks = (Audio(samples[at : at + size], RATE) for at in range(0, len(samples), size))
        return transcribe(blocks, ours, Options(language="en"), CancelToken()).text

    rows: dict[str, list[tuple[float, float, str]]] = {"plain": [], "ours": []}
    for turn in range(asked.rounds):
        for name, work in (("plain", plain), ("ours", windowed)):
            rows[name].append(timed(work, sound))
            print(turn + 1, name, f"{rows[name][-1][0]:.1f} s", flush=True)
    ratios = [a[0] / b[0] for a, b in zip(rows["plain"], rows["ours"], strict=True)]
    computing = [a[1] / b[1] for a, b in zip(rows["plain"], rows["ours"], strict=True)]
    told = {name: words(runs[-1][2]) for name, runs in rows.items()}
    apart = errors(told["plain"], told["ours"])
    wrong = {
        "plain": errors(words(truth), words(plain(spoken))),
        "ours": errors(words(truth), words(windowed(spoken))),
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    def middle(name: str, values: Callable[[tuple[float, float, str]], float]) -> str:
        return f"{statistics.median(values(run) for run in rows[name]):.1f}"

    clock, computing_of = itemgetter(0), itemgetter(1)
    text = f"""# Transcription against plain faster-whisper

{datetime.datetime.now(datetime.UTC).date()}, {platform.processor() or platform.machine()}, {threads} threads,
{asked.minutes:g} minutes of speech, {asked.rounds} rounds taking turns, Whisper base int8, beam {BEAMS};
load average {os.getloadavg()[2]:.1f} (with much else running the two only compete: look at the computing).

| | plain | ours |
|---|---|---|
| seconds, median | {middle("plain", clock)} | {middle("ours", clock)} |
| seconds of computing, median | {middle("plain", computing_of)} | {middle("ours", computing_of)} |
| words heard | {len(told["plain"])} | {len(told["ours"])} |
| word errors on {len(words(truth))} known words | {wrong["plain"]:.1%} | {wrong["ours"]:.1%} |

Times as fast: **{statistics.median(ratios):.2f}** (each round: {", ".join(f"{ratio:.2f}" for ratio in ratios)}),
less computing by {statistics.median(computing):.2f}. The two texts differ in {apart:.1%} of their words. Peak memory of
the process that ran both: {peak:.0f} MB.
"""
    print(text)
    if asked.write:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
