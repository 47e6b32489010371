"""Assistants: the wait for the first sound of a streamed text over Wyoming, and the end of a cancelled MCP call.

    python -m benchmarks.assistants [--rounds 5] [--seed N] [--scripted] [--write] [--smoke]

- Wyoming: a text of two sentences comes word by word, as fast as a language model writes; from the last word of the
  first sentence, and from the first word after it (which shows that the sentence is over), to the first sound: of the
  first text after the start, for which the engine is loaded, of one right after it, and, after a pause of 15 s in which
  the engine gets ready (its lengths of sound, and what it measures of the voice), of `--rounds` later ones
- MCP: `speak` of a long text over HTTP is cancelled after its first sound was made, on both wires; from the cancel to
  no job, and to a processor that does nothing (looked at every 10 ms; two looks without 2 ms of use)
Needs the weights (CLONYVOICE_WEIGHTS), but for `--scripted`. Run it on an otherwise idle machine: it prints the load.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
import httpx2
import psutil
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from tests.chaos import ScriptedServer
from tests.serving import ServerProcess
from wyoming.client import AsyncTcpClient
from wyoming.tts import SynthesizeChunk, SynthesizeStart, SynthesizeStop, SynthesizeVoice

from benchmarks.prose import sentences
from benchmarks.served import report

_VOICE = "af_heart"
_WORD_SECONDS = 0.05
"""Seconds between two words: 20 a second, as a quick language model on a small machine writes. Chosen by hand."""
_PAUSE = 15.0
"""Seconds after the first text, as in `benchmarks/first_audio.py`."""
_WIRES = ("legacy", "2026-07-28")
"""Of the protocol: on the first a notification cancels, on the second the closing of the stream."""


async def first_sound(port: int, voice: str, first: str, second: str) -> tuple[float, float]:
    """Seconds to the first sound, from the end of the first sentence and from the beginning of the second one."""
    async with AsyncTcpClient("127.0.0.1", port) as client:
        heard: asyncio.Future[float] = asyncio.get_running_loop().create_future()

        async def read() -> None:
            while (event := await client.read_event()) is not None and event.type != "synthesize-stopped":
                if event.type == "audio-chunk" and not heard.done():
                    heard.set_result(time.monotonic())

        reading = asyncio.create_task(read())
        await client.write_event(SynthesizeStart(voice=SynthesizeVoice(name=voice)).event())
        ended = began = 0.0
        for number, word in enumerate([*first.split(), *second.split()]):
            await client.write_event(SynthesizeChunk(f"{word} ").event())
            if number < len(first.split()):
                ended = time.monotonic()
            elif not began:
                began = time.monotonic()
            await asyncio.sleep(_WORD_SECONDS)
        await client.write_event(SynthesizeStop().event())
        when = await asyncio.wait_for(heard, 120)
        await asyncio.wait_for(reading, 120)
    return when - ended, when - began


async def cancelled(server: ServerProcess, key: str, voice: str, text: str, wire: str) -> tuple[float, float]:
    """Seconds from the cancel of a call to no job, and to an idle processor."""
    process = psutil.Process(server.pid)
    async with (
        httpx2.AsyncClient(headers={"X-API-Key": key}, timeout=120) as http,
        httpx.AsyncClient(base_url=server.url, headers={"X-API-Key": key}) as asking,
        Client(streamable_http_client(f"{server.url}/mcp", http_client=http), mode=wire) as client,
    ):

        async def jobs() -> list[dict[str, Any]]:
            told = (await asking.get("/api/jobs", params={"limit": 1})).json()
            found: list[dict[str, Any]] = told["jobs"] if isinstance(told, dict) else told
            return found

        call = asyncio.create_task(client.call_tool("speak", {"text": text, "voice": voice}))
        while not (found := await jobs()) or found[0]["state"] != "running" or not found[0]["progress"]:
            assert not call.done(), call.result()
            await asyncio.sleep(0.05)
        call.cancel()
        began = time.monotonic()
        idle = await _idle(process)
        while (await jobs())[0]["state"] == "running":
            await asyncio.sleep(0.005)
        ended = time.monotonic() - began
        await asyncio.gather(call, return_exceptions=True)
    return ended, idle


async def _idle(process: psutil.Process) -> float:
    """Seconds until the process does nothing."""
    began, quiet, before = time.monotonic(), 0, sum(process.cpu_times()[:2])
    while time.monotonic() - began < 30:
        await asyncio.sleep(0.01)
        now = sum(process.cpu_times()[:2])
        quiet = quiet + 1 if now - before < 0.002 else 0
        before = now
        if quiet == 2:
            break
    return time.monotonic() - began - 0.02


def main() -> int:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scripted", action="store_true", help="the scripted engine")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="One round, to see that it runs.")
    asked = parser.parse_args()
    rounds = 1 if asked.smoke else asked.rounds
    scripted = asked.scripted or asked.smoke
    voice = "fake_ann" if scripted else _VOICE
    texts = sentences(asked.seed, 22 * rounds + 4)
    kind = ScriptedServer if scripted else ServerProcess
    waits: list[tuple[float, float]] = []
    stops: dict[str, list[tuple[float, float]]] = {wire: [] for wire in _WIRES}
    with tempfile.TemporaryDirectory() as folder, kind(Path(folder), wyoming=True, wyoming_port=0) as server:
        key = server.new_key(unlimited=True)
        found = re.search(r"tcp://\S+:(\d+)", server.output)
        assert found is not None, server.output
        first = asyncio.run(first_sound(int(found[1]), voice, texts.pop(), texts.pop()))  # loads the engine
        second = asyncio.run(first_sound(int(found[1]), voice, texts.pop(), texts.pop()))
        time.sleep(0.0 if scripted else _PAUSE)
        for _ in range(rounds):
            waits.append(asyncio.run(first_sound(int(found[1]), voice, texts.pop(), texts.pop())))
            for wire in _WIRES:
                long = " ".join(texts.pop() for _ in range(10))
                stops[wire].append(asyncio.run(cancelled(server, key, voice, long, wire)))
    lines = [
        f"seed {asked.seed}, medians of {rounds} (and the longest), in seconds",
        "",
        "| what | to | seconds |",
        "|---|---|---|",
        f"| Wyoming, the engine not loaded: the last word of the first sentence | first sound | {first[0]:.3f} |",
        f"| Wyoming, right after that: the last word of the first sentence | first sound | {second[0]:.3f} |",
        f"| Wyoming: the last word of the first sentence | first sound | {_shown([one for one, _ in waits])} |",
        f"| Wyoming: the first word after it | first sound | {_shown([one for _, one in waits])} |",
    ]
    for wire, times in stops.items():
        lines.append(f"| MCP {wire}: cancel | no job | {_shown([one for one, _ in times])} |")
        lines.append(f"| MCP {wire}: cancel | idle processor | {_shown([one for _, one in times])} |")
    report("assistants", "Assistants", "\n".join(lines), write=asked.write and not asked.smoke)
    return 0


def _shown(values: list[float]) -> str:
    return f"{statistics.median(values):.3f} ({max(values):.3f})"


if __name__ == "__main__":
    sys.exit(main())
