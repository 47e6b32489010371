"""The watermark found after what people do to clips, and not found where there is none.

    python -m benchmarks.watermark --data DIR [--part found] [--seed 7200] [--clips 100] [--write]
    python -m benchmarks.watermark --data DIR --part false-alarms [--false-alarm-hours 24] [--write]
    python -m benchmarks.watermark --data DIR --part quality [--clips 24] [--write]   # needs the extra `bench`
    python -m benchmarks.watermark --part quality-of-voices [--clips 24] [--write]    # so does this

DIR holds recordings of people (FLAC or WAV, 16 kHz or more; `DIR/**`). `found`: each of `--clips` sounds is marked
with a number drawn from the seed, a clip of it at a random place is changed (`benchmarks/watermark_changes.py`) and
looked through without the original. `false-alarms`: unmarked stretches of 10 seconds are cut from those recordings at
random places and speeds, a third each as they are, with noise and in a room; their scores are those that chance
reaches. The probability of a false alarm beyond what can be counted comes from an exponential fit to the upper
twentieth of the scores: a fit, no count.

Each row of `found` draws from the seed and its own name, so that rows can be measured apart; with `--write` rows of
the page that were measured with the same code (its checksum is in the table) are kept, others are left out.

`quality`: DNSMOS (overall) of each clip with the mark less that without, and wide-band PESQ of the one against the
other, at 16 kHz, clips of 9.5 seconds. `quality-of-voices`: the same of English embedded voices in turn, which say
sentences drawn from the seed: what the mark is put on.

With `--write` the page is written after each row, with what is measured so far.
"""

from __future__ import annotations

import argparse
import datetime
import math
import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.watermark_changes import CHANGES
from benchmarks.watermark_quality import quality, quality_of_voices
from benchmarks.watermark_sounds import RATE, code, recordings
from clonyvoice.audio import resample
from clonyvoice.core.audio import Audio
from clonyvoice.provenance.watermark import mark
from clonyvoice.provenance.watermark_code import NUMBERS
from clonyvoice.provenance.watermark_detection import ANY_SCORE, OWN_SCORE, evidence

RESULTS = Path(__file__).parent / "results"
_PLAIN = ("none", "noise at -20 dB", "a room")
_TAIL = 0.05
_STEP = 200
"""Unmarked stretches between two pages."""


def _cut(audio: Audio, seconds: float, random: np.random.Generator) -> Audio:
    count = round(seconds * audio.sample_rate)
    start = int(random.integers(0, max(1, len(audio.samples) - count + 1)))
    return Audio(audio.samples[start : start + count], audio.sample_rate)


def found(args: argparse.Namespace) -> Iterator[str]:
    """The page of marks that were found, again after each row."""
    random = np.random.default_rng(args.seed)
    sounds = recordings(args.data, args.clips, 11.5, random)
    began = time.process_time()
    numbers = [int(random.integers(NUMBERS)) for _ in sounds]
    marked = [mark(sound, number) for sound, number in zip(sounds, numbers, strict=True)]
    marking = (time.process_time() - began) / sum(sound.duration for sound in sounds)
    about = f"seed {args.seed}, code {code()}"
    rows = _rows_of(RESULTS / PARTS["found"][1], about)
    detecting: dict[float, list[float]] = {10.0: [], 3.0: []}
    for name in args.changes or CHANGES:
        change, factor = CHANGES[name]
        random = np.random.default_rng([args.seed, *name.encode()])
        cells = []
        for seconds in (10.0, 3.0):
            read = asked = wrong = 0
            least = math.inf
            for sound, number in zip(marked, numbers, strict=True):
                clip = change(_cut(sound, seconds * factor, random), random)
                began = time.process_time()
                seen = evidence(clip, number)
                detecting[seconds].append(time.process_time() - began)
                read += seen.number == number
                wrong += seen.number not in (number, None)
                asked += seen.number == number or seen.own
                least = min(least, seen.score)
            told = f", {wrong} wrong" if wrong else ""
            cells.append(f"{read} ({asked}) of {len(marked)}{told} | {least:.1f}")
        now = datetime.datetime.now()
        rows[name] = (
            f"| {name} | {' | '.join(cells)} | {now:%Y-%m-%d %H:%M}, load {os.getloadavg()[0]:.0f}, {about} |"
        )
        print(rows[name], flush=True)
        yield "\n".join([
            "# The watermark",
            "",
            f"`python -m benchmarks.watermark --part found --seed {args.seed} --clips {args.clips}`"
            f" on {args.data.name}; {len(rows)} of {len(CHANGES)} changes measured.",
            "",
            "Found: the right number was read; in brackets: found when asked for by its number."
            f" A number is read from a score of {ANY_SCORE} on.",
            "",
            "| change | 10 s | least score | 3 s | least score | measured |",
            "|---|---|---|---|---|---|",
            *(rows[each] for each in CHANGES if each in rows),
            "",
            f"Marking takes {marking * 1000:.1f} ms of computing a second of sound; detecting"
            f" {np.mean(detecting[10.0]) * 1000:.0f} ms a stretch of 10 seconds,"
            f" {np.mean(detecting[3.0]) * 1000:.0f} ms one of 3 (process time).",
        ])  # fmt: skip


def _rows_of(page: Path, about: str) -> dict[str, str]:
    """The rows of a page that were measured under the same conditions, by change."""
    lines = page.read_text("utf-8").splitlines() if page.exists() else []
    found = {line.split("|")[1].strip(): line for line in lines if line.endswith(f", {about} |")}
    return {name: line for name, line in found.items() if name in CHANGES}


def tail(scores: np.ndarray, threshold: float) -> float:
    """The chance that a score reaches the threshold, by an exponential fit to the highest twentieth of the scores."""
    values = np.sort(scores)
    base = values[int(len(values) * (1 - _TAIL))]
    mean = float(np.mean(values[values >= base] - base)) + 1e-9
    return _TAIL * math.exp(-max(0.0, threshold - base) / mean)


def false_alarms(args: argparse.Namespace) -> Iterator[str]:
    """The page of scores of unmarked sound: of the best word, and of a number drawn at random."""
    count = math.ceil(args.false_alarm_hours * 360)
    random = np.random.default_rng(args.seed)
    sounds = recordings(args.data, 60 if count < 1000 else 120, 11.5, random)
    source = sum(sound.duration for sound in sounds) / 60
    scores, own = np.zeros(count), np.zeros(count)
    read = asked = 0
    for index in range(count):
        random = np.random.default_rng([args.seed, index])
        speed = float(random.uniform(0.9, 1.1))
        sound = _cut(sounds[int(random.integers(len(sounds)))], 10.0 * speed, random)
        sound = resample(Audio(sound.samples, round(RATE * speed)), RATE)
        change, _factor = CHANGES[_PLAIN[int(random.integers(3))]]
        seen = evidence(change(sound, random), int(random.integers(NUMBERS)))
        scores[index], own[index] = seen.score, seen.own_score
        read += seen.number is not None
        asked += seen.own
        done = index + 1
        if done % _STEP and done != count:
            continue
        first, second = scores[:done], own[:done]
        print(f"{done} of {count}: {first.max():.1f} {second.max():.1f}", flush=True)
        yield "\n".join([
            "# The watermark where there is none",
            "",
            f"`python -m benchmarks.watermark --part false-alarms --seed {args.seed} --false-alarm-hours"
            f" {args.false_alarm_hours:g}`, {datetime.date.today()}, on {args.data.name};"
            f" load average {os.getloadavg()[0]:.1f}.",
            "",
            f"{done:,} unmarked stretches of 10 seconds, {done / 360:.1f} hours of the"
            f" {args.false_alarm_hours:g} asked for, made from {source:.0f} minutes of recordings at random places and"
            " speeds, as they are, with noise and in a room:",
            "",
            "| | counted | highest score | needed | 99 % below | fitted chance a stretch |",
            "|---|---|---|---|---|---|",
            f"| any number read | {read} | {first.max():.1f} | {ANY_SCORE}, and its checksum right (1 in 1,024)"
            f" | {np.quantile(first, 0.99):.1f} | {tail(first, ANY_SCORE) / 1024:.0e} |",
            f"| a number that is asked for | {asked} | {second.max():.1f} | {OWN_SCORE}"
            f" | {np.quantile(second, 0.99):.1f} | {tail(second, OWN_SCORE):.0e} |",
            "",
            "The last column is an exponential fit to the highest twentieth of the scores, no count: counting shows"
            f" no less than {3 / done:.0e} (with 95 % certainty, where none was seen). Stretches share recordings, so"
            " they are not independent.",
        ])  # fmt: skip


PARTS = {
    "found": (found, "watermark.md"),
    "false-alarms": (false_alarms, "watermark_false_alarms.md"),
    "quality": (quality, "watermark_quality.md"),
    "quality-of-voices": (quality_of_voices, "watermark_quality_of_voices.md"),
}


def main() -> None:
    """Measure and print, or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, help="all parts but `quality-of-voices` need it")
    parser.add_argument("--part", choices=list(PARTS), default="found")
    parser.add_argument("--seed", type=int, default=7200)
    parser.add_argument("--clips", type=int, default=100, help="clips in each cell of the table")
    parser.add_argument("--false-alarm-hours", type=float, default=24.0)
    parser.add_argument(
        "--changes", nargs="+", choices=list(CHANGES), metavar="NAME", help="these rows of `found` alone"
    )
    parser.add_argument("--smoke", action="store_true", help="two clips a cell, ten unmarked stretches")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if args.smoke:
        args.clips, args.false_alarm_hours = 2, 10 / 360
    if args.data is None and args.part != "quality-of-voices":
        parser.error("--data is needed: a folder with recordings of people")
    measure, name = PARTS[args.part]
    text = ""
    for text in measure(args):
        if args.write:
            (RESULTS / name).write_text(text + "\n", "utf-8")
    print(text)


if __name__ == "__main__":
    main()
