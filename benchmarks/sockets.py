"""Sockets that are opened and dropped, and how soon speech sounds on one: what is left behind, and the wait.

    python -m benchmarks.sockets [--count 200] [--rounds 5] [--smoke]

- dropped: on each socket route `--count` connections are opened, told to begin, and cut off; threads and open files of
  the server before, and after it has had time to notice
- first audio: ElevenLabs' `stream-input` beside its HTTP stream, taking turns, on texts never said before
Needs the weights (CLONYVOICE_WEIGHTS). It prints the load beside the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psutil
from tests.serving import ServerProcess
from websockets.sync.client import connect

from benchmarks.prose import sentences

_VOICE = "af_heart"
_ROUTES: tuple[tuple[str, str, str], ...] = (
    ("/ws", "X-API-Key", '{"type": "ping"}'),
    ("/ws/transcribe", "X-API-Key", '{"type": "start", "language": "en"}'),
    ("/v1/realtime?intent=transcription", "Authorization", '{"type": "session.update", "session": {}}'),
    ("/elevenlabs/v1/speech-to-text/realtime", "xi-api-key", "{}"),
    (f"/elevenlabs/v1/text-to-speech/{_VOICE}/stream-input", "xi-api-key", '{"text": " "}'),
    (f"/elevenlabs/v1/text-to-speech/{_VOICE}/multi-stream-input", "xi-api-key", '{"text": " "}'),
)
_SETTLED, _NOTICED = 3.0, 20.0
"""Seconds before the first count, and those that the server has to let go of what was cut off."""


def held(process: psutil.Process) -> tuple[int, int]:
    """Threads, and open files and connections."""
    return process.num_threads(), process.num_fds()


def cut_off(url: str, route: tuple[str, str, str], key: str, count: int) -> None:
    """Open connections on the route, tell each to begin, and end them without a word."""
    path, header, first = route
    headers = {header: f"Bearer {key}" if header == "Authorization" else key}
    with ExitStack() as stack:
        for _ in range(count):
            made = connect(url.replace("http", "ws") + path, additional_headers=headers, close_timeout=1)
            socket = stack.enter_context(made)
            socket.send(first)
            stack.callback(socket.socket.close)


def dropped(server: ServerProcess, route: tuple[str, str, str], key: str, count: int) -> tuple[int, int]:
    """Threads and files that are there in the end and were not in the beginning."""
    process = psutil.Process(server.pid)
    cut_off(server.url, route, key, min(20, count))  # what the first ones bring into memory stays
    time.sleep(_SETTLED)
    before = held(process)
    for at in range(0, count, 20):
        cut_off(server.url, route, key, min(20, count - at))
    until = time.monotonic() + _NOTICED
    while time.monotonic() < until and any(
        now > then for now, then in zip(held(process), before, strict=True)
    ):
        time.sleep(0.2)
    after = held(process)
    return after[0] - before[0], after[1] - before[1]


def by_http(server: ServerProcess, key: str, text: str) -> None:
    """Wait for the first sound of an HTTP stream."""
    with (
        server.client(key) as http,
        http.stream(
            "POST",
            f"/elevenlabs/v1/text-to-speech/{_VOICE}/stream?output_format=pcm_24000",
            json={"text": text},
            headers={"xi-api-key": key},
        ) as answer,
    ):
        next(answer.iter_raw())


def by_socket(server: ServerProcess, key: str, text: str) -> None:
    """Wait for the first sound of a socket."""
    path = f"/elevenlabs/v1/text-to-speech/{_VOICE}/stream-input?output_format=pcm_24000"
    with connect(server.url.replace("http", "ws") + path, additional_headers={"xi-api-key": key}) as socket:
        for message in ({"text": " "}, {"text": text + " ", "flush": True}, {"text": ""}):
            socket.send(json.dumps(message))
        while not json.loads(socket.recv(120)).get("audio"):
            pass


def seconds(
    work: Callable[[ServerProcess, str, str], None], server: ServerProcess, key: str, text: str
) -> float:
    """The time that it takes, connecting included."""
    began = time.monotonic()
    work(server, key, text)
    return time.monotonic() - began


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--smoke", action="store_true", help="Ten sockets and one round, to see that it runs."
    )
    asked = parser.parse_args()
    count, rounds = (10, 1) if asked.smoke else (asked.count, asked.rounds)
    texts = iter(sentences(asked.seed, 2 * rounds + 2))
    with tempfile.TemporaryDirectory() as folder, ServerProcess(Path(folder)) as server:
        key = server.new_key(unlimited=True)
        print(
            f"Seed {asked.seed}; {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.\n"
        )
        waits: dict[Callable[[ServerProcess, str, str], None], list[float]] = {by_http: [], by_socket: []}
        for work in waits:
            work(server, key, next(texts))
        for _ in range(rounds):
            for work, found in waits.items():
                found.append(seconds(work, server, key, next(texts)))
        http, socket = waits.values()
        apart = statistics.median(socket) - statistics.median(http)
        print(f"- first audio: HTTP {statistics.median(http):.3f} s, socket {statistics.median(socket):.3f} s:"
              f" {1000 * apart:+.0f} ms")  # fmt: skip
        for route in _ROUTES:
            threads, files = dropped(server, route, key, count)
            print(f"- {route[0].partition('?')[0]}: {count} dropped, {threads:+d} threads, {files:+d} files")


if __name__ == "__main__":
    main()
