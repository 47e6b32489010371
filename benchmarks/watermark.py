"""The watermark found after what people do to clips, and not found where there is none.

    python -m benchmarks.watermark --data DIR [--seed 7100] [--sounds 20] [--null 300] [--smoke] [--write]

DIR holds recordings of people (FLAC or WAV, 16 kHz or more; `DIR/**`). Each is marked with a number drawn from
the seed, a clip at a random place is changed (`benchmarks/watermark_changes.py`) and looked through without the
original. `--null` unmarked stretches of 10 seconds, cut from those recordings at random speeds, a third each as they
are, with noise and in a room, give the scores that chance reaches; the probability of a false alarm is extrapolated
from their upper tail by an exponential fit, which is a fit and no count.
"""

from __future__ import annotations

import argparse
import datetime
import math
import os
import time
from pathlib import Path

import numpy as np

from benchmarks.watermark_changes import CHANGES
from clonyvoice.audio import resample
from clonyvoice.audio.decoding import decode
from clonyvoice.core.audio import Audio
from clonyvoice.provenance.watermark import mark
from clonyvoice.provenance.watermark_code import NUMBERS
from clonyvoice.provenance.watermark_detection import ANY_SCORE, OWN_SCORE, evidence

RESULT = Path(__file__).parent / "results" / "watermark.md"
RATE = 24_000
_PLAIN = ("none", "noise at -20 dB", "a room")


def _sounds(folder: Path, count: int, seconds: float, random: np.random.Generator) -> list[Audio]:
    """Recordings at 24 kHz, those that are too short joined with the next."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".flac", ".wav"))
    random.shuffle(files)
    out: list[Audio] = []
    held = np.zeros(0, np.float32)
    at = 0
    while len(out) < count:
        if at == 2 * len(files):
            raise SystemExit(f"{folder} holds too little sound")
        held = np.concatenate([held, resample(decode(files[at % len(files)].read_bytes()), RATE).samples])
        at += 1
        if len(held) >= seconds * RATE:
            out.append(Audio(held, RATE))
            held = np.zeros(0, np.float32)
    return out


def _cut(audio: Audio, seconds: float, random: np.random.Generator) -> Audio:
    count = round(seconds * audio.sample_rate)
    start = int(random.integers(0, max(1, len(audio.samples) - count + 1)))
    return Audio(audio.samples[start : start + count], audio.sample_rate)


def _null(folder: Path, count: int, random: np.random.Generator) -> tuple[list[float], list[float]]:
    """Scores of unmarked sound: of the best word, and of a number drawn at random."""
    scores, own = [], []
    sounds = _sounds(folder, min(count, 60), 11.5, random)
    for _ in range(count):
        speed = float(random.uniform(0.9, 1.1))
        sound = _cut(sounds[int(random.integers(len(sounds)))], 10.0 * speed, random)
        sound = resample(Audio(sound.samples, round(RATE * speed)), RATE)
        change, _factor = CHANGES[_PLAIN[int(random.integers(3))]]
        seen = evidence(change(sound, random), int(random.integers(NUMBERS)))
        scores.append(seen.score)
        own.append(seen.own_score)
    return scores, own


def tail(scores: list[float], threshold: float) -> float:
    """The chance that a score reaches the threshold, by an exponential fit to the upper fifth of the scores."""
    values = np.sort(scores)
    base = values[int(len(values) * 0.8)]
    mean = float(np.mean(values[values >= base] - base)) + 1e-9
    return 0.2 * math.exp(-max(0.0, threshold - base) / mean)


def main() -> None:
    """Measure and print, or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7100)
    parser.add_argument("--sounds", type=int, default=20)
    parser.add_argument("--null", type=int, default=300)
    parser.add_argument("--smoke", action="store_true", help="two sounds, ten unmarked stretches")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if args.smoke:
        args.sounds, args.null = 2, 10
    random = np.random.default_rng(args.seed)
    lines = [
        "# The watermark",
        "",
        f"{datetime.date.today()}, seed {args.seed}, {args.sounds} sounds of {args.data.name};"
        f" load average {os.getloadavg()[0]:.1f}.",
        "",
        "Found: the right number was read; in brackets: found when asked for by its number.",
        "",
        "| change | 10 s | least score | 3 s | least score |",
        "|---|---|---|---|---|",
    ]
    sounds = _sounds(args.data, args.sounds, 11.5, random)
    began = time.process_time()
    numbers = [int(random.integers(NUMBERS)) for _ in sounds]
    marked = [mark(sound, number) for sound, number in zip(sounds, numbers, strict=True)]
    marking = (time.process_time() - began) / sum(sound.duration for sound in sounds)
    detecting = []
    for name, (change, factor) in CHANGES.items():
        cells = []
        for seconds in (10.0, 3.0):
            read = asked = 0
            least = math.inf
            for sound, number in zip(marked, numbers, strict=True):
                clip = change(_cut(sound, seconds * factor, random), random)
                began = time.process_time()
                seen = evidence(clip, number)
                detecting.append(time.process_time() - began)
                read += seen.number == number
                asked += seen.number == number or seen.own
                least = min(least, seen.score)
            cells.append(f"{read} ({asked}) of {len(marked)} | {least:.1f}")
        lines.append(f"| {name} | {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    scores, own = _null(args.data, args.null, random)
    lines += [
        "",
        f"{args.null} unmarked stretches of 10 seconds ({args.null / 360:.1f} hours): the best word scored at most"
        f" {max(scores):.1f} (needed: {ANY_SCORE}, and a checksum that one in 1,024 wrong words has), a number"
        f" asked for at most {max(own):.1f} (needed: {OWN_SCORE}).",
        f"Fitted to their tails, not counted: {tail(scores, ANY_SCORE) / 1024:.0e} false numbers a stretch read, and"
        f" {tail(own, OWN_SCORE):.0e} where one is asked for.",
        "",
        f"Marking takes {marking * 1000:.1f} ms of computing a second of sound, detecting"
        f" {float(np.mean(detecting)):.1f} s a stretch.",
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    if args.write:
        RESULT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
