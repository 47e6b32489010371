"""Throughput of the HTTP API against `kokoro-onnx` (PyPI) in a process of its own: text in, a WAV file or samples out.

    python -m benchmarks.http_throughput [--seed N] [--count 40] [--threads 2] [--write] [--smoke]

Needs the extra `bench` (not for `--smoke`, which leaves the peer out) and the weights (CLONYVOICE_WEIGHTS). The
sentences are drawn from a seed that is printed, and each is said once by either: by `POST /api/generate/preset` with
`Accept: audio/wav` on a server, and by `Kokoro.create` on the same 8-bit weights, voice and threads in another process,
in turns. Both make the phonemes themselves. What each side needs is the time of its caller, and the processor time of
its process.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import secrets
import tempfile
import time
import wave
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Final

import psutil

from benchmarks.prose import sentences
from benchmarks.served import report, served
from clonyvoice.core.settings import Settings

VOICES: Final = ("af_heart", "am_michael", "bf_emma", "bm_george")


@dataclass
class Side:
    """Seconds by the clock and of processor time for each sentence, and seconds of sound."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    sound: list[float] = field(default_factory=list)


def peer(calls: Connection, weights: Path, threads: int) -> None:
    """Serve `(text, voice)` with the seconds of sound that `kokoro-onnx` makes of it, until None comes."""
    import numpy as np
    import onnxruntime
    from kokoro_onnx import Kokoro

    from clonyvoice.weights import WeightsStore

    folder = WeightsStore(weights).path("kokoro")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(
        str(folder / "model.int8.onnx"), options, providers=["CPUExecutionProvider"]
    )
    with tempfile.TemporaryDirectory() as temporary:
        voices = Path(temporary) / "voices.npz"
        rows = {
            name: np.fromfile(folder / "voices" / f"{name}.bin", np.float32).reshape(510, 1, 256)
            for name in VOICES
        }
        np.savez(voices, allow_pickle=False, **rows)
        engine = Kokoro.from_session(session, str(voices))
        while (call := calls.recv()) is not None:
            text, voice = call
            samples, rate = engine.create(text, voice, lang="en-us" if voice.startswith("a") else "en-gb")
            calls.send(len(samples) / rate)


def seconds_of(wav: bytes) -> float:
    """The length of a WAV file."""
    with wave.open(io.BytesIO(wav)) as file:
        return float(file.getnframes() / file.getframerate())


def processor_seconds(process: psutil.Process) -> float:
    """The processor time of a process so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="two sentences, no peer, nothing written")
    options = parser.parse_args()
    print("seed", options.seed, flush=True)
    ours, theirs = Side(), Side()
    spawned = multiprocessing.get_context("spawn")
    calls, far = spawned.Pipe()
    other = spawned.Process(target=peer, args=(far, Settings().weights, options.threads), daemon=True)
    if not options.smoke:
        other.start()
    with (
        tempfile.TemporaryDirectory() as home,
        served(Path(home), "--threads", str(options.threads)) as server,
        server.client(server.key()) as client,
    ):

        def own(text: str, voice: str) -> float:
            body = {"voice": voice, "text": text, "language": "en"}
            answer = client.post("/api/generate/preset", json=body, headers={"Accept": "audio/wav"})
            answer.raise_for_status()
            return seconds_of(answer.content)

        def others(text: str, voice: str) -> float:
            calls.send((text, voice))
            return float(calls.recv())

        sides = [(own, ours, server.process)]
        if not options.smoke:
            assert other.pid
            sides.append((others, theirs, psutil.Process(other.pid)))
        for say, _, _ in sides:
            say("Hello.", VOICES[0])
        time.sleep(0 if options.smoke else 10)  # until all lengths are made ready
        for index, text in enumerate(sentences(options.seed, 2 if options.smoke else options.count)):
            for say, side, process in sides[:: 1 if index % 2 else -1]:
                began, used = time.perf_counter(), processor_seconds(process)
                side.sound.append(say(text, VOICES[index % len(VOICES)]))
                side.clock.append(time.perf_counter() - began)
                side.processor.append(processor_seconds(process) - used)
            print(index, *(f"{side.clock[-1]:.2f} s" for _, side, _ in sides), flush=True)
    if options.smoke:
        assert all(each > 0.2 for each in ours.sound)
        return
    calls.send(None)
    other.join(10)
    lines = ["| | kokoro-onnx | ClonyVoice | times faster |", "|---|---|---|---|"]
    for name, a, b in (
        ("clock, seconds per second of sound", theirs.clock, ours.clock),
        ("processor, seconds per second of sound", theirs.processor, ours.processor),
    ):
        each = [x / s / (y / t) for x, s, y, t in zip(a, theirs.sound, b, ours.sound, strict=True)]
        first, second = sum(a) / sum(theirs.sound), sum(b) / sum(ours.sound)
        lines.append(
            f"| {name} | {first:.3f} | {second:.3f} | {first / second:.2f} (median {median(each):.2f}) |"
        )
    lines += [
        "",
        f"Seed {options.seed}; {options.count} sentences, each said once; {sum(theirs.sound):.0f} s of sound by "
        f"kokoro-onnx, {sum(ours.sound):.0f} by ClonyVoice, {options.threads} threads each.",
    ]
    report("http_throughput", "Throughput of the HTTP API", "\n".join(lines), write=options.write)
    print(json.dumps({"clock": sum(theirs.clock) / sum(ours.clock)}))


if __name__ == "__main__":
    main()
