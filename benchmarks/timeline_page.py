"""A long project in the browser: its frames while it is scrolled and zoomed, and a keystroke in its script.

The project is that of `benchmarks.timeline`: 6,000 lines, 12 tracks, 600 clips, drawn from a seed that is printed. It
is looked at as a whole, so that all clips are in view, and near. Seen from so far its clips are a pixel wide: a second
project has as many in a quarter of an hour, each with its waveform and a button. Needs `npm ci && npm run build` in
studio/, and Chromium, which draws without a GPU here.

    python -m benchmarks.timeline_page [--seed N] [--smoke] [--write]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.served import report, served
from benchmarks.timeline_project import Place, music

STUDIO = Path(__file__).parent.parent / "studio"


def table(found: dict[str, Any]) -> str:
    """The figures beside what is wanted."""

    def frame(name: str) -> str:
        one = found[name]
        return f"{one['median']:.1f} / {one['p95']:.1f} / {one['worst']:.1f} ms"

    rows = [
        ("opened in the browser, to the first lane", f"{found['opened_ms']:.0f} ms", "1000 ms"),
        ("frames while nothing happens", frame("still"), "this machine now"),
        (f"zoom, {found['clips']} clips in view", frame("zoom"), "p95 16.7 ms"),
        (f"scroll, {found['clips']} clips in view", frame("scroll"), "p95 16.7 ms"),
        ("scroll, near", frame("near"), "p95 16.7 ms"),
        (f"zoom, {found['dense_clips']} clips with waveforms in view", frame("dense_zoom"), "p95 16.7 ms"),
        (
            f"scroll, {found['dense_clips']} clips with waveforms in view",
            frame("dense_scroll"),
            "p95 16.7 ms",
        ),
        ("a keystroke to the next frame, in the script", frame("keys"), "50 ms"),
    ]
    note = (
        "\n\nTimes of frames are between two refreshes of the screen, 16.67 ms apart, and are told in tenths of a"
        " millisecond: a frame that is not late reads 16.7 or 16.8, as those do while nothing happens."
    )
    head = "| | median / p95 / worst | wanted |\n|---|---|---|\n"
    return head + "\n".join(f"| {name} | {told} | {wanted} |" for name, told, wanted in rows) + note


def main() -> None:
    """Fill a project, open it in the browser, print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3)))
    asked.add_argument("--smoke", action="store_true", help="a small project")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    print(f"seed {given.seed}", flush=True)
    lines, clips = (120, 24) if given.smoke else (6000, 600)
    with tempfile.TemporaryDirectory() as folder:
        with served(Path(folder)) as server:
            client = server.client(server.key())
            generator = np.random.default_rng(given.seed)
            place = Place(Path(folder))
            projects = []
            for name, count in (("Book", lines), ("Scene", min(lines, 150))):
                project = client.post("/api/projects", json={"name": name}).raise_for_status().json()["id"]
                assets = []
                for number in range(8):
                    upload = {"file": (f"music {number}.wav", music(generator, 40), "audio/wav")}
                    answer = client.post(f"/api/projects/{project}/assets", files=upload)
                    assets.append(answer.raise_for_status().json()["id"])
                place.fill(project, assets, count, 12, clips, given.seed)
                projects.append(project)
        command = ["node", "e2e/timeline-frames.mjs", "--home", folder]
        command += ["--project", projects[0], "--dense", projects[1]]
        done = subprocess.run(command, cwd=STUDIO, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-4000:])
    found = json.loads(done.stdout.strip().splitlines()[-1])
    if found["errors"]:
        print("errors in the page:", *found["errors"], sep="\n")
    text = f"`python -m benchmarks.timeline_page --seed {given.seed}`\n\n{table(found)}"
    report(
        "timeline_page",
        f"A project of {lines} lines and {clips} clips in the browser",
        text,
        write=given.write,
    )


if __name__ == "__main__":
    main()
