"""200 sockets of each kind, opened and dropped without a goodbye: no thread, task or file is left."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect

from clonyvoice.engines.fake import FakeEngine
from tests.api.listening import listening
from tests.api.running import Running
from tests.eventually import eventually

SOCKETS: dict[str, list[dict[str, Any]]] = {
    "/ws": [],
    "/ws/transcribe": [{"type": "start", "sample_rate": 16_000}],
    "/v1/realtime?intent=transcription": [],
    "/elevenlabs/v1/speech-to-text/realtime": [],
    "/elevenlabs/v1/text-to-speech/fake_ann/stream-input": [{"text": " "}, {"text": "One two three. "}],
    "/elevenlabs/v1/text-to-speech/fake_ann/multi-stream-input": [{"text": "One two. ", "context_id": "a"}],
    "/elevenlabs/v1/text-to-dialogue/multi-stream-input": [{"voices": ["fake_ann"], "context_id": "a"}],
}
"""Addresses, and what a client says before it is gone."""
AT_A_TIME = 20


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with listening(tmp_path_factory.mktemp("dropped"), FakeEngine(delay=0.02), max_queue=1000) as (
        running,
        _,
    ):
        yield running


def files(home: Path) -> set[str]:
    """Those that a session writes to: temporary ones and uploads."""
    return {str(path) for path in (home / "tmp").rglob("*") if path.is_file()}


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0


def tasks() -> int:
    """Unfinished tasks of the server's event loop, and of any other in this process."""
    # not by isinstance, which asks what a weak reference stands for
    return sum(issubclass(type(found), asyncio.Task) and not found.done() for found in gc.get_objects())


@pytest.mark.parametrize("path", SOCKETS)
def test_two_hundred_sockets_that_are_dropped_leave_nothing(served: Running, path: str) -> None:
    address = served.url.replace("http", "ws") + path
    headers = {"X-API-Key": served.key, "xi-api-key": served.key}

    async def drop() -> None:
        async with asyncio.timeout(60):
            socket = await connect(address, additional_headers=headers, open_timeout=60)
            for message in SOCKETS[path]:
                await socket.send(json.dumps(message))
            socket.transport.abort()

    async def main(count: int) -> None:
        for _ in range(count // AT_A_TIME):
            await asyncio.gather(*(drop() for _ in range(AT_A_TIME)))

    asyncio.run(main(AT_A_TIME))  # threads that stay for the next ones are there
    eventually(lambda: served.parts.jobs.depth == (0, 0))
    home = served.parts.settings.data_dir
    before = eventually(lambda: (threading.active_count(), tasks(), descriptors(), files(home)))
    asyncio.run(main(200))

    def left() -> tuple[int, int, int, set[str], tuple[int, int]]:
        return (
            threading.active_count() - before[0], tasks() - before[1], descriptors() - before[2],
            files(home) - before[3], served.parts.jobs.depth,
        )  # fmt: skip

    # threads of pools come and go; one for each socket, or for each twentieth, would be seen
    eventually(
        left, lambda now: now[0] <= 8 and now[1] <= 0 and now[2] <= 8 and not now[3] and now[4] == (0, 0)
    )
    assert served.client.get("/health").status_code == 200
