"""Content Credentials in each format that carries them: the time they take, and whether other readers find them whole.

    python -m benchmarks.credentials [--seed 7300] [--minutes 10] [--times 5] [--node-modules DIR] [--write]

Noise whose level moves as speech does, drawn from the seed, is encoded once; each signing starts from that file.
M4B and MP4 have chapters, MP4 moving pictures too. Readers that are no kin of the library that signs
(`benchmarks/credential_readers.py`) then read each signed file, and the same file with one byte of its sound changed:
the first must be valid, the second must not. Without such a reader that table is left out.
"""

from __future__ import annotations

import argparse
import datetime
import os
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.credential_readers import Reader, readers
from clonyvoice.audio import encode, resample
from clonyvoice.audio.chapters import About, Chapter
from clonyvoice.audio.formats import file_format_named
from clonyvoice.audio.stereo_encoding import StereoEncoder
from clonyvoice.audio.stereo_wav_files_peaks import STEREO_RATE
from clonyvoice.core.audio import Audio
from clonyvoice.core.clock import SystemClock
from clonyvoice.core.settings import Settings
from clonyvoice.provenance.credentials import Credentials, Origin, open_credentials

RESULT = Path(__file__).parent / "results" / "credentials.md"
RATE = 24_000
FORMATS = ("wav", "mp3", "flac", "m4a", "m4b", "mp4")


def main() -> None:
    """Measure and print, or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, default=7300)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--node-modules", type=Path, help="a node_modules folder with @trustnxt/c2pa-ts")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--smoke", action="store_true", help="three seconds, once; writes nothing")
    args = parser.parse_args()
    if args.smoke:
        args.minutes, args.times, args.write = 0.05, 1, False
    random = np.random.default_rng(args.seed)
    others = readers(args.node_modules)
    rows, read = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        credentials = open_credentials(Settings(data_dir=folder / "data"), SystemClock())
        for fmt in FORMATS:
            rows.append(_timed(credentials, folder, fmt, _noise(args.minutes * 60, args.seed), args.times))
            print(rows[-1], flush=True)
            read.append(_read(credentials, folder, fmt, _noise(5.0, args.seed), others, random))
            print(read[-1], flush=True)
    names = list(others)
    text = "\n".join([
        "# Content Credentials",
        "",
        f"`python -m benchmarks.credentials --seed {args.seed} --minutes {args.minutes:g} --times {args.times}"
        f"{' --node-modules DIR' if args.node_modules else ''}`, {datetime.datetime.now():%Y-%m-%d %H:%M};"
        f" load average {os.getloadavg()[0]:.1f}. Signed into another file and read back.",
        "",
        "| format | file | median | slowest | CPU, median | added |",
        "|---|---|---|---|---|---|",
        *rows,
    ])  # fmt: skip
    if names:
        text += "\n".join([
            "",
            "",
            "Readers that share no code with the library that signs: what they say of the signed file, and of the same"
            " file with one byte of its sound changed.",
            "",
            f"| format | {' | '.join(names)} |",
            "|---|" + "---|" * len(names),
            *read,
            "",
            "\"Not read\": that reader has no WAV and no FLAC, and no MP3 that `c2pa-python` signed"
            " (findings/c2pa-ts-mp3-media-type.sh).",
        ])  # fmt: skip
    print(text)
    if args.write:
        RESULT.write_text(text + "\n", "utf-8")


def _noise(seconds: float, seed: int) -> Audio:
    random = np.random.default_rng(seed)
    count = round(seconds * RATE)
    places = np.arange(0, count + 4800, 4800)
    level = np.interp(np.arange(count), places, random.random(len(places)))
    return Audio((random.standard_normal(count) * level * 0.1).astype(np.float32), RATE)


def _written(path: Path, fmt: str, sound: Audio) -> str:
    """Encode the sound to a file, and give its media type."""
    if fmt in ("wav", "mp3", "flac", "m4a"):
        path.write_bytes(encode(sound, fmt))
        return file_format_named(fmt).media_type
    wide = resample(sound, STEREO_RATE).samples
    about = About("A play", (Chapter(0, "One"), Chapter(len(wide) // 2, "Two")), len(wide))
    with path.open("wb") as sink:
        encoder = StereoEncoder(fmt, sink, about)
        encoder.feed(np.stack([wide, wide], axis=1))
        encoder.finish()
    if fmt == "mp4":
        _add_pictures(path, sound.duration)
    return file_format_named(fmt).media_type


def _add_pictures(path: Path, seconds: float) -> None:
    """One small grey picture a second beside the sound that is there."""
    import av

    silent = path.with_suffix(".tmp.mp4")
    with av.open(str(path)) as source, av.open(str(silent), "w", format="mp4") as target:
        sound = target.add_stream_from_template(source.streams.audio[0])
        film = target.add_stream("mpeg4", rate=1)
        film.width, film.height, film.pix_fmt = 64, 64, "yuv420p"
        for at in range(max(1, round(seconds))):
            grey = np.full((64, 64, 3), at % 256, np.uint8)
            for packet in film.encode(av.VideoFrame.from_ndarray(grey, "rgb24")):
                target.mux(packet)
        for packet in film.encode():
            target.mux(packet)
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = sound
                target.mux(packet)
    silent.replace(path)


def _origin(sound: Audio) -> Origin:
    return Origin(("kokoro",), ("clone",), SystemClock().now(), sound.duration)


def _timed(credentials: Credentials, folder: Path, fmt: str, sound: Audio, times: int) -> str:
    source, target = folder / f"sound.{fmt}", folder / f"signed.{fmt}"
    kind = _written(source, fmt, sound)
    wall, cpu = [], []
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        credentials.sign(source, target, kind, _origin(sound))
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
    more = target.stat().st_size - source.stat().st_size
    return (
        f"| {fmt} | {source.stat().st_size / 1e6:.1f} MB | {np.median(wall):.2f} s | {max(wall):.2f} s"
        f" | {np.median(cpu):.2f} s | {more:,} bytes |"
    )


def _read(
    credentials: Credentials,
    folder: Path,
    fmt: str,
    sound: Audio,
    others: dict[str, Reader],
    random: np.random.Generator,
) -> str:
    source, target = folder / f"short.{fmt}", folder / f"short-signed.{fmt}"
    kind = _written(source, fmt, sound)
    credentials.sign(source, target, kind, _origin(sound))
    whole = target.read_bytes()
    edited = bytearray(whole)
    edited[_place(fmt, whole, random)] ^= 1
    changed = folder / f"short-changed.{fmt}"
    changed.write_bytes(edited)
    cells = []
    for reader in others.values():
        answers = [reader(path, kind) for path in (target, changed)]
        cells.append(
            "not read" if None in answers else ", ".join("valid" if each else "invalid" for each in answers)
        )
    return f"| {fmt} | {' | '.join(cells)} |"


def _place(fmt: str, data: bytes, random: np.random.Generator) -> int:
    """A byte of the sound, at random: behind the head of a WAV file's samples or of MP4's `mdat`, else in the end."""
    head = {"wav": b"data", "mp3": None, "flac": None}.get(fmt, b"mdat")
    if head is None:
        return int(random.integers(len(data) * 2 // 3, len(data) - 200))
    start = data.index(head) + 8
    return int(random.integers(start, start + 10_000))


if __name__ == "__main__":
    main()
