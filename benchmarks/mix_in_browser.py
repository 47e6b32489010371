"""Place and level of each second of a project as Chromium plays it, against its export.

A project of lines, music and ducking is drawn from a seed that is printed, played in the studio from several points,
and recorded behind the page's own audio graph, where its sound would go to the loudspeakers. Each second of it is then
looked for in the WAV export of the same revision. Needs `npm ci && npm run build` in studio/, and Chromium.

    python -m benchmarks.mix_in_browser [--seed N] [--seconds 20] [--write] [--smoke]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from benchmarks.served import report, served
from benchmarks.timeline import rendered, samples_of
from benchmarks.timeline_project import Place, music

STUDIO = Path(__file__).parent.parent / "studio"
RATE = 48_000
AROUND = RATE // 10
"""Samples by which a second is looked for on both sides of its place."""


def audible(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    """The samples below 16 kHz: a browser whose context runs at 44.1 kHz cannot play the rest of white noise."""
    low = soxr.resample(sound, RATE, 32_000, quality="VHQ")
    return np.asarray(soxr.resample(low, 32_000, RATE, quality="VHQ"))


def place_of(part: NDArray[np.float64], within: NDArray[np.float64]) -> int:
    """The index in `within` at which `part` (both mono) fits best: the largest normalised correlation."""
    size = 1 << (len(part) + len(within)).bit_length()
    product = np.fft.irfft(np.fft.rfft(within, size) * np.conj(np.fft.rfft(part, size)), size)
    places = len(within) - len(part) + 1
    energy = np.concatenate([[0.0], np.cumsum(within**2)])
    power = energy[len(part) : len(part) + places] - energy[:places]
    return int(np.argmax(product[:places] / np.sqrt(power + 1e-9)))


def first_sound(recorded: NDArray[np.float64]) -> int:
    """The index of the first sample that is not silent."""
    return int(np.flatnonzero(np.abs(recorded).max(axis=1) > 1e-4)[0])


def compared(
    played: NDArray[np.float64], export: NDArray[np.float64], start: float, first: int
) -> tuple[float, float, int]:
    """The largest difference in place (ms) and in level (dB) of a second, and the seconds compared.

    `played` begins with whatever silence the recorder heard first; its sample `first`, the first sound before a filter
    smears it over some milliseconds, is the export's first sound from `start` on.
    """
    begin = round(start * RATE)
    offset = begin + first_sound(export[begin:]) - first
    late = loud = 0.0
    count = 0
    for at in range(first, len(played) - RATE, RATE):
        there = at + offset
        part, same = played[at : at + RATE], export[max(0, there - AROUND) : there + RATE + AROUND]
        if len(same) < RATE + AROUND or np.sqrt((part**2).mean()) < 1e-3:
            continue
        found = place_of(part.mean(axis=1), same.mean(axis=1))
        late = max(late, abs(found - min(there, AROUND)) / RATE * 1000)
        heard = same[found : found + RATE]
        for side in range(2):
            ratio = (part[:, side] ** 2).mean() / (heard[:, side] ** 2).mean()
            loud = max(loud, abs(10 * float(np.log10(ratio))))
        count += 1
    return late, loud, count


def main() -> int:
    """Fill a project, play it, export it, print the table; 0 when both are the same within what is wanted."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3)))
    asked.add_argument("--seconds", type=int, default=20, help="that are played from each point")
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--smoke", action="store_true", help="three seconds from each point; writes nothing")
    given = asked.parse_args()
    if given.smoke:
        given.seconds, given.write = 3, False
    print(f"seed {given.seed}", flush=True)
    chance = np.random.default_rng(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        with served(Path(folder)) as server:
            client = server.client(server.key())
            project = client.post("/api/projects", json={"name": "Book"}).raise_for_status().json()["id"]
            assets = []
            for number in range(2):
                upload = {"file": (f"music {number}.wav", music(chance, 40), "audio/wav")}
                answer = client.post(f"/api/projects/{project}/assets", files=upload)
                assets.append(answer.raise_for_status().json()["id"])
            length = Place(Path(folder)).fill(project, assets, 30, 4, 24, given.seed)
            export = samples_of(rendered(client, project, format="wav")[0]).astype(np.float64)
        starts = [0.0, *(round(float(chance.uniform(5, length - given.seconds - 5)), 1) for _ in range(2))]
        command = [
            "node", "e2e/mix-recording.mjs", "--home", folder, "--project", project, "--out", folder,
            "--seconds", str(given.seconds), "--starts", ",".join(map(str, starts)),
        ]  # fmt: skip
        done = subprocess.run(command, cwd=STUDIO, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stdout[-2000:] + done.stderr[-4000:])
        told = json.loads(done.stdout.strip().splitlines()[-1])
        rows, good, heard = [], not told["errors"], audible(export)
        for one in told["found"]:
            recorded = np.fromfile(one["file"], np.float32).reshape(-1, 2).astype(np.float64)
            first = round(first_sound(recorded) * RATE / one["rate"])
            played = audible(soxr.resample(recorded, one["rate"], RATE, quality="VHQ"))
            late, loud, count = compared(played, heard, one["start"], first)
            good = good and late <= 5 and loud <= 0.1 and count >= given.seconds // 2
            rows.append(
                f"| {one['start']:.3f} s, at {one['rate']:.0f} Hz | {count} | {late:.2f} ms | {loud:.3f} dB |"
            )
    head = "| played from | seconds compared | place, at most | level, at most |\n|---|---|---|---|\n"
    text = f"`python -m benchmarks.mix_in_browser --seed {given.seed}`\n\n{head}" + "\n".join(rows)
    wanted = "\n\nWanted: within 5 ms and 0.1 dB of the export of the same revision."
    report("mix_in_browser", "A mix as Chromium plays it, and its export", text + wanted, write=given.write)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
