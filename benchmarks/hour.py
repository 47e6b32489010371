"""An hour of people's speech through the API: written down with its progress told, stopped on the way, cloned from.

    python -m benchmarks.hour FOLDER [--minutes 60] [--parts whole stopped cancels check create] [--stop 0.5]
                              [--times 12] [--write]

FOLDER holds recordings (FLAC or WAV) in subfolders; those of the first are one person's. A real server writes all of
them down, one after another and over again until the hour is full, as a WAV; `/ws` tells how far it is. Said again
after the last recording, the same sound should give the same words: that shows what a long file loses. A second run is
stopped in the middle, others at random moments and while the model is loaded. Then a voice is cloned from an hour as
MP3 in which one person speaks in noise but for two minutes: those should be chosen. Memory is the server's, by the
kernel; needs the weights (CLONYVOICE_WEIGHTS).
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import threading
import time
import wave
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from benchmarks.served import Served, report, served
from clonyvoice.audio import decode
from clonyvoice.text.edit_distance_word_alignment import edit_distance

RATE = 16_000
GAP = 0.5
PARTS = ("whole", "stopped", "cancels", "check", "create")
CLEAN = 120.0
"""Seconds without noise in the recording that is cloned from."""
NOISE_DB = -38.0


@dataclass
class Told:
    """The events of a transcription on `/ws`."""

    progress: list[float] = field(default_factory=list)
    end: str = ""


def follow(url: str, key: str, told: Told) -> None:
    """Listen until a transcription has ended; events of other work are passed over."""
    from websockets.sync.client import connect

    with connect(url.replace("http", "ws") + "/ws", additional_headers={"X-API-Key": key}) as socket:
        while not told.end:
            event = json.loads(socket.recv())
            if event["type"] == "transcription.progress":
                told.progress.append(event["progress"])
            elif event["type"] in ("transcription.completed", "transcription.failed"):
                told.end = event["type"]


def hour_of_many(people: list[Path], seconds: float) -> tuple[np.ndarray, float]:
    """Everybody's recordings one after another, over again until full; where the first round ends."""
    files = [path for folder in people for path in sorted(folder.glob("*.*"))]
    sounds = [decode(path, RATE).samples for path in files]
    quiet = np.zeros(round(GAP * RATE), np.float32)
    once = np.concatenate([piece for sound in sounds for piece in (sound, quiet)])
    return np.resize(once, round(seconds * RATE)), len(once) / RATE


def hour_in_noise(person: Path, seconds: float) -> tuple[np.ndarray, tuple[float, float]]:
    """One person's recordings over and over in a hiss that pauses once; from when to when."""
    whole, _ = hour_of_many([person], seconds)
    dice = np.random.default_rng(1)
    noise = 10 ** (NOISE_DB / 20) * dice.standard_normal(len(whole)).astype(np.float32)
    start = round(seconds * 0.6)
    noise[start * RATE : round((start + CLEAN) * RATE)] *= 0.01
    return whole + noise, (start, start + CLEAN)


def write_wav(path: Path, sound: np.ndarray) -> Path:
    """The sound as 16-bit WAV."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def write_mp3(path: Path, sound: np.ndarray) -> Path:
    """The sound as MP3 of 64 kbit/s."""
    import av

    samples = (np.clip(sound, -1, 1) * 32767).astype("<i2")
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mp3", rate=RATE)
        stream.bit_rate = 64_000
        for at in range(0, len(samples), RATE):
            frame = av.AudioFrame.from_ndarray(samples[None, at : at + RATE], format="s16", layout="mono")
            frame.sample_rate = RATE
            frame.pts = at
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def put(client: httpx.Client, path: str, file: Path, **data: str) -> dict[str, Any]:
    """The API's answer to an upload."""
    with file.open("rb") as sound:
        answer = client.post(path, files={"audio": (file.name, sound)}, data=data)
    return dict(answer.raise_for_status().json())


def measured(client: httpx.Client, file: Path) -> str:
    """The duration of a file, as the API returns it."""
    return f"{put(client, '/api/audio-duration', file)['duration']:.3f} s"


def transcribed(server: Served, client: httpx.Client, key: str, file: Path, until: float) -> dict[str, Any]:
    """The transcription once it has ended, stopped as soon as it is `until` done; with what was told of it."""
    told = Told()
    listener = threading.Thread(target=follow, args=(server.url, key, told), daemon=True)
    listener.start()
    time.sleep(0.5)
    place = f"/api/transcriptions/{put(client, '/api/transcribe', file, language='en', **{'async': 'true'})['id']}"
    while not told.end:
        time.sleep(0.2)
        if told.progress and told.progress[-1] >= until:
            asked = time.monotonic()
            client.post(f"{place}/cancel").raise_for_status()
            answered = time.monotonic() - asked
            used = server.cpu()
            time.sleep(1.0)
            listener.join(5)
            after = {"answered": answered, "after": server.cpu() - used}
            return {**client.get(place).json(), "told": told, **after}
    listener.join(5)
    return {**client.get(place).json(), "told": told}


def cancelled(server: Served, client: httpx.Client, file: Path, seconds: float) -> tuple[float, float]:
    """A transcription cancelled after some seconds: ms until the answer, ms of computing in half a second after it."""
    taken = put(client, "/api/transcribe", file, language="en", **{"async": "true"})
    time.sleep(seconds)
    began = time.monotonic()
    client.post(f"/api/transcriptions/{taken['id']}/cancel").raise_for_status()
    waited, used = time.monotonic() - began, server.cpu()
    time.sleep(0.5)
    return 1000 * waited, 1000 * (server.cpu() - used)


def cancels(server: Served, client: httpx.Client, file: Path, times: int) -> str:
    """Seconds until a cancel is answered at random moments, and the computing after it."""
    cancelled(server, client, file, 9)  # loads the model
    dice = np.random.default_rng(1)
    found = [cancelled(server, client, file, dice.uniform(3, 5)) for _ in range(times)]
    return f"Cancelled at {times} random moments: {waits(found)}."


def cancels_of_loading(folder: Path, file: Path, times: int) -> str:
    """The same of a server that has just begun to load the model, a new one each time."""
    dice = np.random.default_rng(2)
    found = []
    for turn in range(times):
        with served(folder / f"loading{turn}") as server, server.client(server.key()) as client:
            found.append(cancelled(server, client, file, dice.uniform(0.1, 2)))
    return f"Cancelled {times} times while the model was loaded: {waits(found)}."


def waits(found: list[tuple[float, float]]) -> str:
    """Times until the answer and of computing after it, in words."""
    waited = sorted(one[0] for one in found)
    after = max(one[1] for one in found)
    return (
        f"answered after {waited[0]:.0f} to {waited[-1]:.0f} ms, {np.mean(waited):.0f} ms in the mean;"
        f" then at most {after:.0f} ms of computing in half a second"
    )


def words(segments: list[dict[str, Any]], start: float, end: float) -> list[str]:
    """The words between two moments, in the form that is compared."""
    text = " ".join(one["text"] for one in segments if start <= (one["start"] + one["end"]) / 2 < end)
    return "".join(char if char.isalnum() else " " for char in text.lower().replace("'", "")).split()


def repeated(segments: list[dict[str, Any]], once: float, seconds: float) -> str:
    """The words of what was said again, against those of the first time."""
    length = min(once, seconds - once)
    if length <= 0:
        return "nothing was said again"
    first, second = words(segments, 0, length), words(segments, once, once + length)
    apart = edit_distance(first, second) / max(1, len(first))
    return f"{len(first):,} words, and {len(second):,} when said again, {apart:.1%} otherwise"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("CLONYVOICE_BENCH_DATA"))
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what is measured")
    parser.add_argument(
        "--stop", type=float, default=0.5, help="share of the recording after which one is stopped"
    )
    parser.add_argument("--times", type=int, default=12, help="cancels at random moments")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="a minute, one cancel; writes nothing")
    options = parser.parse_args()
    if options.smoke:
        options.minutes, options.times, options.write = 1.0, 1, False
    if options.folder is None:
        parser.error("give a folder of recordings, or set CLONYVOICE_BENCH_DATA")
    people = sorted(
        {path.parent for path in Path(options.folder).rglob("*.*") if path.suffix in (".flac", ".wav")}
    )
    seconds = options.minutes * 60
    rows = [
        "| | answer | seconds | computing | memory before, MB | at most in the first tenth | at most |",
        "|---|---|---|---|---|---|---|",
    ]
    notes = []
    with tempfile.TemporaryDirectory() as temporary, served(Path(temporary) / "data") as server:
        key = server.key()
        with server.client(key) as client:

            def row(name: str, work: Callable[[], str]) -> None:
                seen = server.watched(work)
                times = f"{seen.seconds:.0f} | {seen.computing:.0f}"
                memory = f"{seen.before:.0f} | {seen.tenth:.0f} | {seen.peak:.0f}"
                rows.append(f"| {name} | {seen.said} | {times} | {memory} |")
                print(rows[-1], flush=True)

            sound, once = hour_of_many(people, seconds)
            many = write_wav(Path(temporary) / "many.wav", sound)
            size = f"{options.minutes:g} minutes, {many.stat().st_size / 1e6:.0f} MB of WAV"

            def whole() -> str:
                done = transcribed(server, client, key, many, 2.0)
                told: Told = done["told"]
                found = repeated(done["segments"], once, seconds)
                last = max(one["end"] for one in done["segments"])
                notes.append(f"Written down to {last:.0f} of {seconds:.0f} s: {found}.")
                rising = told.progress == sorted(told.progress)
                notes.append(
                    f"`/ws` told {len(told.progress)} times how far it was, rising: {rising}; then {told.end}."
                )
                return str(done["status"])

            def stopped() -> str:
                done = transcribed(server, client, key, many, options.stop)
                notes.append(
                    f"Stopped at {options.stop:.0%}: answered in {1000 * done['answered']:.0f} ms, then"
                    f" {1000 * done['after']:.0f} ms of computing in the next second;"
                    f" {len(done['segments'])} segments kept."
                )
                return str(done["status"])

            row(f"{size}: /api/audio-duration", lambda: measured(client, many))
            if "whole" in options.parts:
                row(f"{size}, transcribed", whole)
            if "stopped" in options.parts:
                row(f"{size}, stopped at {options.stop:.0%}", stopped)
            if "cancels" in options.parts:
                some = write_wav(Path(temporary) / "some.wav", sound[: 300 * RATE])
                notes.append(cancels(server, client, some, options.times))
                notes.append(cancels_of_loading(Path(temporary), some, max(1, options.times // 3)))
                print(*notes[-2:], sep="\n", flush=True)
            sound, (start, end) = hour_in_noise(people[0], seconds)
            noisy = write_mp3(Path(temporary) / "noisy.mp3", sound)

            def cloned() -> str:
                voice = put(
                    client, "/api/clone/create", noisy, name="An hour", language="en", refine="instant"
                )
                voice = client.get(f"/api/voices/{voice['id']}").json()
                clips = voice["samples"][0]["quality"]["clips"]
                used = sum(clip["end"] - clip["start"] for clip in clips)
                clean = sum(max(0.0, min(end, clip["end"]) - max(start, clip["start"])) for clip in clips)
                notes.append(
                    f"Cloned from {used:.0f} s in {len(clips)} clips, {clean / used:.0%} of them from the {CLEAN:.0f} s"
                    f" without noise (from {start:.0f} s on); fidelity {voice['fidelity']}."
                )
                return str(voice["status"])

            def checked() -> str:
                found = put(client, "/api/clone/check", noisy)
                return f"quality {found['quality']['quality']}, SNR {found['quality']['snr_db']} dB"

            size = f"{options.minutes:g} minutes in noise, {noisy.stat().st_size / 1e6:.0f} MB of MP3"
            if "check" in options.parts:
                row(f"{size}: /api/clone/check", checked)
            if "create" in options.parts:
                row(f"{size}: /api/clone/create", cloned)
    report("hour", "An hour of speech", "\n".join([*rows, "", *notes]), write=options.write)


if __name__ == "__main__":
    main()
