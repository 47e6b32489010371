"""Sockets that are opened and dropped, and how soon speech sounds on one: what is left behind, and the wait.

    python -m benchmarks.sockets [--count 200] [--rounds 12] [--scripted] [--write] [--smoke]

- dropped: on each socket route, and over Wyoming, `--count` connections are opened, told to begin, and cut off;
  threads, tasks and open files of the server before, and after it has had time to notice. Ends with 1 when any is left
- first audio: ElevenLabs' `stream-input`, `multi-stream-input` and dialogue socket beside its HTTP stream, taking
  turns in a drawn order, each when the server computes nothing else, connecting included (`/ws` has events, no sound).
  All texts are new; those of a round have the same number of words
Needs the weights (CLONYVOICE_WEIGHTS), but for `--scripted`, which leaves first audio out. It prints the load beside
the figures.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
from tests.chaos import ScriptedServer
from tests.eventually import eventually
from tests.serving import ServerProcess
from websockets.sync.client import connect

from benchmarks.prose import sentences
from benchmarks.served import report

_VOICE = "af_heart"
_SETTINGS: dict[str, object] = {"metrics": True, "wyoming": True, "wyoming_port": 0}
_ROUTES: tuple[tuple[str, str, str], ...] = (
    ("/ws", "X-API-Key", '{"type": "ping"}'),
    ("/ws/transcribe", "X-API-Key", '{"type": "start", "language": "en"}'),
    ("/v1/realtime?intent=transcription", "Authorization", '{"type": "session.update", "session": {}}'),
    ("/elevenlabs/v1/speech-to-text/realtime", "xi-api-key", "{}"),
    (f"/elevenlabs/v1/text-to-speech/{_VOICE}/stream-input", "xi-api-key", '{"text": " "}'),
    (f"/elevenlabs/v1/text-to-speech/{_VOICE}/multi-stream-input", "xi-api-key", '{"text": " "}'),
    ("/elevenlabs/v1/text-to-dialogue/stream-input", "xi-api-key", f'{{"voices": ["{_VOICE}"]}}'),
    ("/elevenlabs/v1/text-to-dialogue/multi-stream-input", "xi-api-key", f'{{"voices": ["{_VOICE}"]}}'),
)
_WYOMING = "Wyoming"
_SETTLED, _NOTICED = 3.0, 60.0
"""Seconds before the first count, and those that the server has to let go of what was cut off: idle threads of its
pools end after ten seconds or a little more.
"""


def held(server: ServerProcess) -> tuple[int, int, int]:
    """Threads, tasks, and open files and connections."""
    process = psutil.Process(server.pid)
    files = process.num_fds()  # before the question, whose own connection is one
    files -= sum(
        "clonyvoice.db" in one.path for one in process.open_files()
    )  # a pool, which shrinks when it is idle
    with server.client() as http:
        told = re.search(r"^clonyvoice_tasks (\S+)$", http.get("/metrics").text, re.MULTILINE)
    assert told is not None
    return process.num_threads(), round(float(told[1])), files


def cut_off(server: ServerProcess, route: tuple[str, str, str], key: str, count: int) -> None:
    """Open connections on the route, start each, and cut them off without a closing message."""
    path, header, first = route
    url = server.url
    if path == _WYOMING:
        with ExitStack() as stack:
            for _ in range(count):
                plain = stack.enter_context(socket.create_connection(("127.0.0.1", int(header)), 30))
                plain.sendall(first.encode() + b"\n")
        return
    headers = {header: f"Bearer {key}" if header == "Authorization" else key}
    with ExitStack() as stack:
        for _ in range(count):
            made = connect(url.replace("http", "ws") + path, additional_headers=headers, close_timeout=1)
            opened = stack.enter_context(made)
            opened.send(first)
            stack.callback(opened.socket.close)


def dropped(server: ServerProcess, route: tuple[str, str, str], key: str, count: int) -> tuple[int, int, int]:
    """Threads, tasks and files that are there in the end and were not in the beginning."""
    cut_off(server, route, key, min(20, count))  # what the first ones bring into memory stays
    time.sleep(_SETTLED)
    before = held(server)
    for at in range(0, count, 20):
        cut_off(server, route, key, min(20, count - at))
    after = before

    def settled() -> bool:
        nonlocal after
        after = held(server)
        return all(now <= then for now, then in zip(after, before, strict=True))

    with suppress(AssertionError):  # the result says what is left
        eventually(settled, seconds=_NOTICED, every=0.2)  # by then the last question's own connection is gone
    return after[0] - before[0], after[1] - before[1], after[2] - before[2]


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
    """Wait for the first sound of `stream-input`."""
    messages = ({"text": " "}, {"text": text + " ", "flush": True}, {"text": ""})
    _heard(server, key, f"text-to-speech/{_VOICE}/stream-input", messages)


def by_contexts(server: ServerProcess, key: str, text: str) -> None:
    """Wait for the first sound of `multi-stream-input`."""
    messages = (
        {"text": " ", "context_id": "a"},
        {"text": text + " ", "context_id": "a", "flush": True},
        {"close_socket": True},
    )
    _heard(server, key, f"text-to-speech/{_VOICE}/multi-stream-input", messages)


def by_dialogue(server: ServerProcess, key: str, text: str) -> None:
    """Wait for the first sound of a dialogue."""
    messages = ({"inputs": [{"text": text, "voice_id": _VOICE}], "flush": True}, {"close_socket": True})
    _heard(server, key, "text-to-dialogue/multi-stream-input", messages)


def _heard(server: ServerProcess, key: str, path: str, messages: Iterable[Mapping[str, object]]) -> None:
    address = f"{server.url.replace('http', 'ws')}/elevenlabs/v1/{path}?output_format=pcm_24000"
    with connect(address, additional_headers={"xi-api-key": key}) as made:
        for message in messages:
            made.send(json.dumps(message))
        while not json.loads(made.recv(120)).get("audio"):
            pass


def seconds(
    work: Callable[[ServerProcess, str, str], None], server: ServerProcess, key: str, text: str
) -> float:
    """The time that it takes, connecting included."""
    began = time.monotonic()
    work(server, key, text)
    return time.monotonic() - began


def main() -> int:
    """Run the benchmark from the command line; 1 when something was left."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument(
        "--smoke", action="store_true", help="Ten sockets and one round, to see that it runs."
    )
    parser.add_argument("--scripted", action="store_true", help="the scripted engine and recogniser")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    asked = parser.parse_args()
    count, rounds = (10, 1) if asked.smoke else (asked.count, asked.rounds)
    scripted = asked.scripted or asked.smoke
    kind = ScriptedServer if scripted else ServerProcess
    lines, left = [f"seed {asked.seed}", ""], 0
    with tempfile.TemporaryDirectory() as folder, kind(Path(folder), **_SETTINGS) as server:
        key = server.new_key(unlimited=True)
        if not scripted:
            lines += [first_audio(server, key, asked.seed, rounds), ""]
        wyoming = re.search(r"tcp://\S+:(\d+)", server.output)
        routes = [*_ROUTES, *([(_WYOMING, wyoming[1], '{"type": "ping"}')] if wyoming else [])]
        lines += [
            "| opened and dropped | times | threads left | tasks left | files left |",
            "|---|---|---|---|---|",
        ]
        for route in routes:
            path, header, first = route
            spoken = (path.replace(_VOICE, "fake_ann") if scripted else path, header, first)
            threads, tasks, files = dropped(server, spoken, key, count)
            left += max(0, threads) + max(0, tasks) + max(0, files)
            lines.append(f"| {path.partition('?')[0]} | {count} | {threads:+d} | {tasks:+d} | {files:+d} |")
            print(lines[-1], flush=True)
    report("sockets", "Sockets", "\n".join(lines), write=asked.write and not asked.smoke)
    return 1 if left and not asked.smoke else 0


def first_audio(server: ServerProcess, key: str, seed: int, rounds: int) -> str:
    """The median wait for the first sound by HTTP and on each socket, in turns."""
    ways: dict[str, Callable[[ServerProcess, str, str], None]] = {
        "HTTP stream": by_http, "stream-input": by_socket, "multi-stream-input": by_contexts, "dialogue": by_dialogue,
    }  # fmt: skip
    waits: dict[str, list[float]] = {name: [] for name in ways}
    chance = random.Random(seed)
    for number, texts in enumerate(alike(seed, len(ways), rounds + 1)):
        for name, text in zip(chance.sample(list(ways), len(ways)), texts, strict=True):
            idle(server)
            waited = seconds(ways[name], server, key, text)
            if number:  # the first round loads what is needed
                waits[name].append(waited)
    http = waits["HTTP stream"]
    lines = [
        f"{rounds} rounds\n",
        "| first audio | median, s | beside HTTP in the same round, median, ms |",
        "|---|---|---|",
    ]
    for name, found in waits.items():
        beside = statistics.median(own - other for own, other in zip(found, http, strict=True))
        lines.append(f"| {name} | {statistics.median(found):.3f} | {1000 * beside:+.0f} |")
    return "\n".join(lines)


def alike(seed: int, size: int, count: int) -> list[list[str]]:
    """`count` groups of `size` new texts each, all of a group with the same number of words."""
    waiting: dict[int, list[str]] = {}
    found: list[list[str]] = []
    for text in sentences(seed, 40 * size * count):
        group = waiting.setdefault(len(text.split()), [])
        group.append(text)
        if len(group) == size:
            found.append(waiting.pop(len(text.split())))
        if len(found) == count:
            return found
    raise ValueError("too few texts of one length")


def idle(server: ServerProcess) -> None:
    """Wait until the server uses less than a tenth of a core: what was dropped computes no longer."""
    process = psutil.Process(server.pid)
    process.cpu_percent()
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if process.cpu_percent(0.3) < 10:
            return


if __name__ == "__main__":
    sys.exit(main())
