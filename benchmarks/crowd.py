"""A hundred clients at once for ten minutes: what is answered, whether `/health` still is, and what is left behind.

    python -m benchmarks.crowd [--clients 100] [--seconds 600] [--seed N] [--scripted] [--write] [--smoke]

Each client has its own key and does one thing after another, drawn from the seed: it speaks texts that were never said
before, whole or streamed, hangs up in the middle, lists, searches, uploads recordings good and bad, holds a WebSocket,
follows a generation. Refusals (429, and 503 of a full queue) are waited out, as clients do. `/health` is asked every 50
ms by a process of its own. Threads, tasks, files, sockets and memory of the server are compared with those before, a
minute after the last client has left. Ends with 1 after an answer of 500, or when more is left. Needs the weights
(CLONYVOICE_WEIGHTS), but for `--scripted`. Run it on an otherwise idle machine.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import random
import re
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import httpx
import psutil
from tests.chaos import ScriptedServer
from tests.eventually import eventually
from tests.fuzzing import files
from tests.fuzzing.values import Draw
from tests.serving import ServerProcess
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from benchmarks.prose import sentences
from benchmarks.served import report

_EVERY = 0.05
_SETTLED = 60.0
"""Seconds after which everything has to be as before."""
_SLACK_MB = 50.0
"""Of memory: what the allocator keeps."""
_POOLED = 4
"""Threads and files that may be more than before: a second decoder that is kept (some 2 files), and threads of AnyIO,
which end with the next work after ten idle seconds. Chosen by hand."""


@dataclass(frozen=True)
class Held:
    """Resources that a server holds."""

    threads: int
    tasks: int
    files: int
    sockets: int
    memory_mb: float

    @classmethod
    def by(cls, server: ServerProcess) -> Held:
        """Those of a running server."""
        process = psutil.Process(server.pid)
        files = process.num_fds()  # before the question, whose own connection is one
        sockets = len([one for one in process.net_connections("tcp") if one.status == "ESTABLISHED"])
        with server.client() as http:
            told = re.search(r"^clonyvoice_tasks (\S+)$", http.get("/metrics").text, re.MULTILINE)
        assert told is not None
        return cls(
            process.num_threads(),
            round(float(told[1])),
            files,
            sockets,
            process.memory_info().rss / 1e6,
        )

    def left(self, before: Held) -> list[str]:
        """The resources of which there is more than before."""
        more = {
            "threads": self.threads - before.threads - _POOLED,
            "tasks": self.tasks - before.tasks,
            "files": self.files - before.files - _POOLED,
            "sockets": self.sockets - before.sockets,
            "memory": self.memory_mb - before.memory_mb - _SLACK_MB,
        }
        return [name for name, count in more.items() if count > 0]


@dataclass
class Crowd:
    """All clients, and what they were answered."""

    url: str
    voices: tuple[str, ...]
    texts: list[str]
    until: float
    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def note(self, what: str, status: int, body: bytes = b"") -> None:
        """Count an answer; one of 5xx that is no refusal is a fault."""
        code = ""
        if status >= 400:
            with contextlib.suppress(ValueError, KeyError, TypeError):
                code = json.loads(body)["error"]["code"]
        self.answers[f"{status} {code}".strip()] += 1
        if status >= 500 and code not in ("queue_full", "storage_busy"):
            self.faults.append(f"{what}: {status} {body[:300]!r}")

    async def client(self, key: str, seed: int) -> None:
        """One client until the time is over."""
        random_of = random.Random(seed)
        work = (self.speak, self.speak, self.stream, self.hang_up, self.look, self.look, self.upload, self.listen,
                self.follow)  # fmt: skip
        limits = httpx.Limits(max_connections=2)
        async with httpx.AsyncClient(
            base_url=self.url, headers={"X-API-Key": key}, timeout=900, limits=limits, verify=False
        ) as http:
            while time.monotonic() < self.until:
                one = random_of.choice(work)
                try:
                    await one(http, key, random_of)
                except (httpx.TransportError, WebSocketException, OSError) as error:
                    self.answers[f"broken off: {type(error).__name__}"] += 1
                    self.faults.append(f"{one.__name__}: {type(error).__name__} {error}")
                await asyncio.sleep(random_of.uniform(0.0, 2.0))

    def _said(self, random_of: random.Random) -> dict[str, object]:
        text = self.texts.pop() if self.texts else f"Number {random_of.randrange(10**9)}."
        return {"voice": random_of.choice(self.voices), "text": text, "language": "en"}

    async def _ask(self, http: httpx.AsyncClient, method: str, path: str, **more: object) -> httpx.Response:
        answer = await http.request(method, path, **more)  # type: ignore[arg-type]  # httpx's own options
        self.note(path, answer.status_code, answer.content)
        wait = float(answer.headers.get("Retry-After", 0))
        if wait:
            await asyncio.sleep(min(wait, max(0.0, self.until - time.monotonic())))
        return answer

    async def speak(self, http: httpx.AsyncClient, _key: str, random_of: random.Random) -> None:
        """A sentence, whole."""
        await self._ask(http, "POST", "/api/generate/preset", json=self._said(random_of))

    async def stream(self, http: httpx.AsyncClient, _key: str, random_of: random.Random) -> None:
        """A sentence, streamed."""
        said = self._said(random_of)
        path = f"/elevenlabs/v1/text-to-speech/{said['voice']}/stream?output_format=pcm_24000"
        async with http.stream("POST", path, json={"text": said["text"]}) as answer:
            if answer.status_code >= 400:
                self.note("stream", answer.status_code, await answer.aread())
                return
            self.note("stream", answer.status_code)
            async for _ in answer.aiter_raw():
                pass

    async def hang_up(self, http: httpx.AsyncClient, _key: str, random_of: random.Random) -> None:
        """A sentence that nobody waits for to the end."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(random_of.uniform(0.05, 1.0)):
                await http.post("/api/generate/preset", json=self._said(random_of))
        self.answers["hung up"] += 1

    async def look(self, http: httpx.AsyncClient, _key: str, random_of: random.Random) -> None:
        """A listing or a search."""
        path = random_of.choice(
            ("/api/voices", "/api/generations?limit=50", "/api/generations?q=the", "/api/system/stats",
             "/api/system/info", "/api/projects", "/v1/models", "/elevenlabs/v1/voices")
        )  # fmt: skip
        await self._ask(http, "GET", path)

    async def upload(self, http: httpx.AsyncClient, _key: str, random_of: random.Random) -> None:
        """A recording to be checked, now and then a damaged one."""
        data = files.recordings()[random_of.choice(("wav", "mp3", "flac"))]
        if random_of.random() < 0.5:
            data = files.damaged(Draw(random_of.randrange(10**9)), data)
        await self._ask(http, "POST", "/api/audio-duration", files={"audio": ("a.wav", data)})

    async def listen(self, _http: httpx.AsyncClient, key: str, random_of: random.Random) -> None:
        """Events for some seconds, or until the connection is cut."""
        address = self.url.replace("http", "ws") + "/ws"
        made = await connect(address, additional_headers={"X-API-Key": key}, close_timeout=1)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(random_of.uniform(0.1, 4.0)):
                await made.send('{"type": "stats"}')
                async for _ in made:
                    pass
        if random_of.random() < 0.5:
            made.transport.abort()
        await made.close()
        self.answers["socket"] += 1

    async def follow(self, http: httpx.AsyncClient, _key: str, random_of: random.Random) -> None:
        """A queued sentence until it is done, or given up."""
        answer = await self._ask(
            http, "POST", "/api/generate/preset", json={**self._said(random_of), "async": True}
        )
        if answer.status_code != 202:
            return
        one = answer.json()["id"]
        for _ in range(random_of.randrange(20)):
            found = await self._ask(http, "GET", f"/api/generations/{one}")
            if found.json().get("status") not in ("queued", "running"):
                return
            await asyncio.sleep(1.0)
        await self._ask(http, "POST", "/api/generation/cancel", json={"generation_id": one})


def watch(url: str, told: Connection) -> None:
    """Ask `/health` until a message comes; then send the milliseconds of each response. Runs in its own process."""
    found: list[float] = []
    with httpx.Client(base_url=url, timeout=30, verify=False) as http:
        http.get("/health")
        told.send([])
        over = False
        while not over:
            over = told.poll(_EVERY)
            began = time.perf_counter()
            try:
                http.get("/health").raise_for_status()
                found.append((time.perf_counter() - began) * 1000)
            except httpx.HTTPError:
                found.append(30_000.0)
    told.send(found)


async def crowd(
    server: ServerProcess, keys: list[str], voices: tuple[str, ...], seed: int, seconds: float
) -> Crowd:
    """All clients at work for the time."""
    texts = sentences(seed, max(50, round(len(keys) * seconds / 5)))
    made = Crowd(server.url, voices, texts, time.monotonic() + seconds)
    await asyncio.gather(*(made.client(key, seed * 1000 + number) for number, key in enumerate(keys)))
    return made


async def everything_once(server: ServerProcess, key: str, voices: tuple[str, ...]) -> None:
    """Each kind of work in each voice, so that all that stays in memory is there before anything is compared."""
    for number, voice in enumerate(voices):
        one, random_of = Crowd(server.url, (voice,), [], time.monotonic() + 600), random.Random(number)
        async with httpx.AsyncClient(
            base_url=server.url, headers={"X-API-Key": key}, timeout=900, verify=False
        ) as http:
            for work in (one.speak, one.stream, one.look, one.upload, one.listen, one.follow):
                await work(http, key, random_of)


Work = Callable[[httpx.AsyncClient, str, random.Random], Awaitable[None]]


def main() -> int:
    """Measure and print; 1 when something was at fault."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--scripted", action="store_true", help="the scripted engine and recogniser")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="a few seconds on the scripted engine")
    options = parser.parse_args()
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    if options.smoke:
        options.clients, options.seconds, options.scripted = 6, 2.0, True
    kind = ScriptedServer if options.scripted else ServerProcess
    voices = ("fake_ann", "fake_ben") if options.scripted else ("af_heart", "am_adam", "bf_emma")
    with tempfile.TemporaryDirectory() as home, kind(Path(home) / "data", metrics=True) as server:
        keys = [server.new_key(unlimited=True) for _ in range(options.clients)]
        asyncio.run(everything_once(server, keys[0], voices))
        asyncio.run(crowd(server, keys[:2], voices, seed + 1, 2.0 if options.smoke else 20.0))
        time.sleep(1.0 if options.smoke else 30.0)
        before = Held.by(server)
        mine, theirs = multiprocessing.Pipe()
        watcher = multiprocessing.get_context("spawn").Process(target=watch, args=(server.url, theirs))
        watcher.start()
        mine.recv()
        outcome = asyncio.run(crowd(server, keys, voices, seed, options.seconds))
        mine.send(None)
        health = sorted(mine.recv())
        watcher.join()
        began, after = time.monotonic(), before

        def free() -> bool:
            nonlocal after
            after = Held.by(server)
            return not after.left(before)

        with contextlib.suppress(AssertionError):  # the result says what is left
            eventually(free, seconds=5.0 if options.smoke else _SETTLED, every=1.0)
        settled = time.monotonic() - began
    left = [] if options.smoke else after.left(before)
    answers = ", ".join(f"{count:,} × {what}" for what, count in sorted(outcome.answers.items()))
    lines = [
        "| what | |", "|---|---|",
        f"| seed, clients, seconds, engine | {seed}, {options.clients}, {options.seconds:.0f}, "
        f"{'scripted' if options.scripted else 'embedded'} |",
        f"| answers | {answers} |",
        f"| faults | {len(outcome.faults)} |",
        f"| `/health` median, 99th percentile, most of {len(health):,} | {health[len(health) // 2]:.1f}, "
        f"{health[int(len(health) * 0.99)]:.1f}, {health[-1]:.1f} ms |",
        f"| before: threads, tasks, files, sockets, MB | {before.threads}, {before.tasks}, {before.files}, "
        f"{before.sockets}, {before.memory_mb:.0f} |",
        f"| {settled:.0f} s after the last client | {after.threads}, {after.tasks}, {after.files}, {after.sockets}, "
        f"{after.memory_mb:.0f} |",
        f"| more than before | {', '.join(left) or 'nothing'} |",
    ]  # fmt: skip
    print(*outcome.faults[:20], sep="\n")
    report("crowd", "A crowd of clients", "\n".join(lines), write=options.write and not options.smoke)
    return 1 if outcome.faults or left else 0


if __name__ == "__main__":
    sys.exit(main())
