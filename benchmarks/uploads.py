"""The largest recordings: 300 MB, which are refused, and an hour of sound, with the server's memory watched.

    python -m benchmarks.uploads [--whole] [--write]

A real server gets a file of 300 MB (by its length, and in chunks without one), an hour of speech as a WAV of 173 MB and
the same as an MP3. Measured are the seconds until the answer and the most memory that the server had meanwhile.
Transcribing the hour is cancelled at a twentieth unless `--whole`. Needs the weights (CLONYVOICE_WEIGHTS).
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
import wave
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx
import numpy as np
from benchmarks.served import Served, report, served

HOUR = 3600
RATE = 24_000
BLOCK = 1 << 20


def hour_of_speech(client: httpx.Client, folder: Path) -> tuple[Path, Path]:
    """An hour of a preset's speech, said over and over, as WAV and as MP3."""
    import av

    text = (
        "The ferry leaves the harbour just before noon. Nobody on the quay knows why it never waits."
        " A small grey cat watches from the wall, and then goes home through the rain."
    )
    said = client.post(
        "/api/generate/preset",
        json={"voice": "af_heart", "text": text, "language": "en", "format": "pcm"},
        headers={"Accept": "audio/pcm"},
    ).raise_for_status()
    samples = np.concatenate([np.frombuffer(said.content, "<i2"), np.zeros(RATE, "<i2")])
    whole = np.resize(samples, HOUR * RATE)
    uncompressed, compressed = folder / "hour.wav", folder / "hour.mp3"
    with wave.open(str(uncompressed), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(whole.tobytes())
    with av.open(str(compressed), "w") as out:
        stream = out.add_stream("mp3", rate=RATE)
        stream.bit_rate = 64_000
        for at in range(0, len(whole), RATE):
            frame = av.AudioFrame.from_ndarray(whole[None, at : at + RATE], format="s16", layout="mono")
            frame.sample_rate = RATE
            frame.pts = at
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return uncompressed, compressed


def watched(server: Served, work: Callable[[], str]) -> tuple[str, float, float, float]:
    """What `work` says, its seconds, and the server's memory before it and at most during it, in MB."""
    before = peak = server.memory_mb()
    over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.02):
            peak = max(peak, server.memory_mb())

    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.monotonic()
    try:
        said = work()
    finally:
        seconds = time.monotonic() - began
        over.set()
        watcher.join()
    return said, seconds, before, peak


def told(answer: httpx.Response) -> str:
    """The status, with the error's code if it is one."""
    body = answer.json()
    return f"{answer.status_code} {body['error']['code'] if answer.is_error else ''}".strip()


def chunks(size: int) -> Iterator[bytes]:
    """A form with a file of `size` bytes, piece by piece."""
    yield b'--x\r\nContent-Disposition: form-data; name="audio"; filename="a.wav"\r\n\r\n'
    for _ in range(size // BLOCK):
        yield bytes(BLOCK)
    yield b"\r\n--x--\r\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--whole", action="store_true", help="transcribe the whole hour")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    options = parser.parse_args()
    rows = ["| asked | answer | seconds | memory before, MB | at most, MB |", "|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with served(folder / "data") as server, server.client(server.key()) as client:
            scratch = folder / "data" / "tmp"

            def row(name: str, work: Callable[[], str]) -> None:
                said, seconds, before, peak = watched(server, work)
                rows.append(f"| {name} | {said} | {seconds:.1f} | {before:.0f} | {peak:.0f} |")
                print(rows[-1], flush=True)

            def put(path: str, file: Path, **data: str) -> httpx.Response:
                with file.open("rb") as sound:
                    return client.post(path, files={"audio": (file.name, sound)}, data=data)

            def measured(path: str, file: Path) -> str:
                return told(put(path, file))

            def refused(path: str, *, announced: bool) -> str:
                headers = {"Content-Type": "multipart/form-data; boundary=x"}
                size = 300 * BLOCK
                if announced:
                    headers["Content-Length"] = str(sum(map(len, chunks(0))) + size)
                try:
                    return told(client.post(path, content=chunks(size), headers=headers))
                except httpx.TransportError as error:
                    return f"connection closed ({type(error).__name__})"

            for path in ("/api/transcribe", "/api/clone/create"):
                for announced in (True, False):
                    how = "its length told" if announced else "in chunks, no length"
                    row(f"300 MB to {path}, {how}", partial(refused, path, announced=announced))
            uncompressed, compressed = hour_of_speech(client, folder)
            for file in (uncompressed, compressed):
                size = f"an hour, {file.stat().st_size / 1e6:.0f} MB of {file.suffix[1:].upper()}"
                row(f"{size}: /api/audio-duration", partial(measured, "/api/audio-duration", file))

                def transcribed(file: Path = file) -> str:
                    taken = put("/api/transcribe", file, language="en", **{"async": "true"})
                    place = taken.headers["Location"]
                    until = 1.0 if options.whole else 0.05
                    while True:
                        now = client.get(place).json()
                        if now["status"] not in ("queued", "running"):
                            return f"{now['status']}, {len(now.get('text', '').split()):,} words"
                        done = client.get(f"/api/jobs/{now['job_id']}").json()["progress"]
                        if done >= until:
                            break
                        time.sleep(0.5)
                    client.delete(place)
                    return f"{told(taken)}, stopped at {done:.0%}"

                row(f"{size}: /api/transcribe", transcribed)
                row(f"{size}: /api/clone/check", partial(measured, "/api/clone/check", file))
            left = [path for path in scratch.rglob("*") if path.is_file() and path.parent.name != "renders"]
            rows.append(f"\nTemporary files left behind: {len(left)}.")
    report("uploads", "The largest recordings", "\n".join(rows), write=options.write)


if __name__ == "__main__":
    main()
