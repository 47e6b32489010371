"""The time that Content Credentials take: a file signed and read back, in each format that carries them.

    python -m benchmarks.credentials [--seed 7300] [--minutes 10] [--times 5] [--write]

Noise whose level moves as speech does, drawn from the seed, is encoded once; each signing starts from that file.
"""

from __future__ import annotations

import argparse
import datetime
import os
import tempfile
import time
from pathlib import Path

import numpy as np

from clonyvoice.audio import encode, format_named
from clonyvoice.core.audio import Audio
from clonyvoice.core.clock import SystemClock
from clonyvoice.core.settings import Settings
from clonyvoice.provenance.credentials import Origin, open_credentials

RESULT = Path(__file__).parent / "results" / "credentials.md"
RATE = 24_000


def main() -> None:
    """Measure and print, or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, default=7300)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--smoke", action="store_true", help="three seconds, once; writes nothing")
    args = parser.parse_args()
    if args.smoke:
        args.minutes, args.times, args.write = 0.05, 1, False
    random = np.random.default_rng(args.seed)
    count = round(args.minutes * 60 * RATE)
    places = np.arange(0, count + 4800, 4800)
    level = np.interp(np.arange(count), places, random.random(len(places)))
    sound = Audio((random.standard_normal(count) * level * 0.1).astype(np.float32), RATE)
    origin = Origin(("kokoro",), ("clone",), SystemClock().now(), sound.duration)
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        credentials = open_credentials(Settings(data_dir=folder / "data"), SystemClock())
        for fmt in ("mp3", "flac", "wav"):
            source = folder / f"sound.{fmt}"
            source.write_bytes(encode(sound, fmt))
            wall, cpu = [], []
            for _ in range(args.times):
                began, used = time.perf_counter(), time.process_time()
                credentials.sign(source, folder / f"signed.{fmt}", format_named(fmt).media_type, origin)
                wall.append(time.perf_counter() - began)
                cpu.append(time.process_time() - used)
            more = (folder / f"signed.{fmt}").stat().st_size - source.stat().st_size
            rows.append(
                f"| {fmt} | {source.stat().st_size / 1e6:.1f} MB | {np.median(wall):.2f} s | {max(wall):.2f} s"
                f" | {np.median(cpu):.2f} s | {more:,} bytes |"
            )
    text = "\n".join([
        "# Content Credentials",
        "",
        f"`python -m benchmarks.credentials --seed {args.seed} --minutes {args.minutes:g} --times {args.times}`,"
        f" {datetime.date.today()}; load average {os.getloadavg()[0]:.1f}. Signed into another file and read back.",
        "",
        "| format | file | median | slowest | CPU, median | added |",
        "|---|---|---|---|---|---|",
        *rows,
    ])  # fmt: skip
    print(text)
    if args.write:
        RESULT.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
