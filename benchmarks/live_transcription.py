"""Lag of live transcription: from a word's end in the stream to the partial text that has it, and to the final text.

    python -m benchmarks.live_transcription [--seed N] [--sentences 12] [--write] [--smoke]

Sentences are drawn from the seed, spoken by the embedded engine, and sent to `/ws/transcribe` as fast as they sound.
- first partial: from the end of the last word in the first partial text, as the recogniser tells it, to its arrival
- partials: the same for all of them
- final: from the end of the speech to the final text; of it 0.6 s are the silence that is waited for
- CPU: seconds that the server computes for a second of sound
Needs the weights (CLONYVOICE_WEIGHTS). Run it on an otherwise idle machine: it prints the load beside the figures.
"""

from __future__ import annotations

import argparse
import datetime
import io
import json
import os
import platform
import random
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import psutil
from tests.serving import ServerProcess, speech_wav
from websockets.sync.client import connect

from benchmarks.prose import sentences
from benchmarks.word_errors import Score, canonical
from clonyvoice.audio import decode, resample

RESULTS = Path(__file__).parent / "results" / "live_transcription.md"
_RATE, _STEP = 16_000, 0.05
_BEFORE, _BEHIND = 0.5, 1.5
"""Seconds of silence around a sentence."""


@dataclass
class Lags:
    """Seconds; one of each kind a sentence, `partials` all of them."""

    first: list[float] = field(default_factory=list)
    partials: list[float] = field(default_factory=list)
    finals: list[float] = field(default_factory=list)
    missing: int = 0
    score: Score = field(default_factory=Score)


def spoken(http: httpx.Client, text: str, voice: str) -> np.ndarray[Any, np.dtype[np.int16]]:
    """The sentence as 16-bit samples, with silence around it."""
    sound = resample(decode(io.BytesIO(speech_wav(http, text, voice))), _RATE).samples
    padded = np.pad(sound, (round(_BEFORE * _RATE), round(_BEHIND * _RATE)))
    return np.asarray(np.clip(padded, -1, 1) * 32767, "<i2")


def streamed(url: str, key: str, sound: np.ndarray[Any, np.dtype[np.int16]], text: str, lags: Lags) -> None:
    """Send the sound in real time and note when its words come back."""
    got: list[tuple[float, dict[str, Any]]] = []
    with connect(
        url.replace("http", "ws") + "/ws/transcribe", additional_headers={"X-API-Key": key}
    ) as socket:
        socket.send(json.dumps({"type": "start", "sample_rate": _RATE, "language": "en"}))
        socket.recv(120)

        def read() -> None:
            for message in socket:
                got.append((time.monotonic(), json.loads(message)))  # noqa: PERF401 - each with its time

        reader = threading.Thread(target=read)
        reader.start()
        began, size = time.monotonic(), round(_STEP * _RATE)
        for at in range(0, len(sound), size):
            time.sleep(max(0.0, began + (at + size) / _RATE - time.monotonic()))
            socket.send(sound[at : at + size].tobytes())
        socket.send(json.dumps({"type": "close"}))
        reader.join(120)
    partials = [(when - began - told["end"]) for when, told in got if told["type"] == "partial"]
    finals = [(when, told) for when, told in got if told["type"] == "final" and told["words"]]
    stopped = [told["at"] for _, told in got if told["type"] == "speech_stopped"]
    lags.partials += partials
    lags.first += partials[:1]
    lags.missing += not partials
    if finals and stopped:
        lags.finals.append(finals[-1][0] - began - stopped[-1])
    lags.score.add(canonical(text, "en"), canonical(" ".join(told["text"] for _, told in finals), "en"), "en")


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--sentences", type=int, default=12)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--smoke", action="store_true", help="One sentence, to see that it runs.")
    asked = parser.parse_args()
    texts = sentences(asked.seed, 1 if asked.smoke else asked.sentences)
    lags = Lags()
    with tempfile.TemporaryDirectory() as folder, ServerProcess(Path(folder)) as server:
        key = server.new_key(unlimited=True)
        process = psutil.Process(server.pid)
        with server.client(key) as http:
            sounds = [spoken(http, text, "af_heart") for text in texts]
        streamed(server.url, key, sounds[0], texts[0], Lags())  # loads the recogniser
        before = sum(process.cpu_times()[:2])
        load = os.getloadavg()[0]
        for text, sound in zip(texts, sounds, strict=True):
            streamed(server.url, key, sound, text, lags)
        computed = sum(process.cpu_times()[:2]) - before
    seconds = sum(len(sound) for sound in sounds) / _RATE

    def shown(values: list[float]) -> str:
        if not values:
            return "none"
        return f"{statistics.median(values):.2f} s ({min(values):.2f} to {max(values):.2f}, {len(values)})"

    lines = [
        f"Seed {asked.seed}, {len(texts)} sentences, {seconds:.0f} s of sound; {platform.machine()},"
        f" {os.cpu_count()} cores, load {load:.1f} to {os.getloadavg()[0]:.1f}; {datetime.date.today()}.",
        "",
        f"- first partial after its words: {shown(lags.first)}; {lags.missing} sentences had none before their end",
        f"- all partials: {shown(lags.partials)}",
        f"- final after the speech: {shown(lags.finals)}",
        f"- CPU: {computed / seconds:.2f} s for a second of sound",
        f"- words wrong in finals: {lags.score.wer:.1f} %",
    ]
    print("\n".join(lines))
    if asked.write and not asked.smoke:
        title = "# Live transcription\n\n`python -m benchmarks.live_transcription --write`. "
        RESULTS.write_text(title + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
