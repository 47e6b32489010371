"""A real server process for tests: started on a free port by the command line, stopped, killed, restarted."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

import httpx

from clonyvoice.keys import CLI, KeyStore
from clonyvoice.storage.database import Database
from tests.eventually import eventually

_LISTENS = re.compile(r"ClonyVoice listens on (http://\S+)")
_LINK = re.compile(r"(http://\S+/auth/link\?token=\S+)")


class ServerProcess:
    """`clonyvoice serve` on `data_dir`; settings as keyword arguments."""

    @property
    def command(self) -> tuple[str, ...]:
        """The arguments of the interpreter."""
        return ("-m", "clonyvoice", "serve")

    def __init__(self, data_dir: Path, **settings: object) -> None:
        self.data_dir = data_dir
        self._settings = {"port": 0, "no_browser": True, "log_level": "warning", **settings}
        self._process: subprocess.Popen[str] | None = None
        self._lines: list[str] = []
        self._reader: threading.Thread | None = None
        self.url = ""
        self.seconds_to_health = 0.0
        """Seconds from the start of the process until it said where it listens: everything is ready by then."""
        self.seconds_to_answer = 0.0
        """Seconds until `/health` was first answered, where the port is known before: with `port` given."""

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def output(self) -> str:
        return "".join(self._lines)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.poll() is None:
            self.stop()

    def start(self) -> ServerProcess:
        environment = {
            **os.environ,
            "CLONYVOICE_DATA_DIR": str(self.data_dir),
            **{f"CLONYVOICE_{name.upper()}": str(value) for name, value in self._settings.items()},
        }
        self._lines = []
        began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, *self.command],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()
        try:
            if self._settings["port"]:
                self._await_answer(began)
            self.url = self._await(_LISTENS, 180)
        except RuntimeError:
            if self._process.poll() is None:
                self.kill()
            raise
        self.seconds_to_health = time.monotonic() - began
        return self

    def _await_answer(self, began: float) -> None:
        address = f"http://127.0.0.1:{self._settings['port']}/health"
        with httpx.Client(timeout=5, verify=False) as http:

            def answered() -> bool:
                if self._process is None or self._process.poll() is not None:
                    return True  # `_await` says how it ended
                with contextlib.suppress(httpx.TransportError):
                    return http.get(address).status_code == 200
                return False

            with contextlib.suppress(AssertionError):
                eventually(answered, seconds=180)
        self.seconds_to_answer = time.monotonic() - began

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._lines.append(line)

    def _await(self, pattern: re.Pattern[str], seconds: float) -> str:
        def found() -> re.Match[str] | None:
            match = pattern.search(self.output)
            if match is None and (self._process is None or self._process.poll() is not None):
                time.sleep(0.1)  # until the rest of its output is read
                raise RuntimeError(f"the server ended:\n{self.output}")
            return match

        try:
            match = eventually(found, seconds=seconds)
        except AssertionError:
            raise RuntimeError(f"the server did not start in {seconds} s:\n{self.output}") from None
        assert match is not None
        return match[1]

    def sign_in_link(self) -> str:
        return self._await(_LINK, 10)

    def kill(self) -> None:
        """As a power cut does it."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """As a person does it; the exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, with_signal: int) -> int:
        assert self._process is not None
        self._process.send_signal(with_signal)
        code = self._process.wait(30)
        assert self._reader is not None
        self._reader.join(5)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code

    def new_key(
        self,
        scopes: Iterable[str] | None = None,
        limits: Mapping[str, int] | None = None,
        unlimited: bool = False,
    ) -> str:
        """A key made on the command line's way, while the server runs."""
        database = Database.open(self.data_dir)
        try:
            return KeyStore(database).create(CLI, "test", scopes, limits, unlimited)[1]
        finally:
            database.close()

    def client(self, key: str | None = None, timeout: float = 120) -> httpx.Client:
        headers = {"X-API-Key": key} if key else {}
        # no certificates are needed, and reading them takes a tenth of a second
        return httpx.Client(base_url=self.url, headers=headers, timeout=timeout, verify=False)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def speech_wav(client: httpx.Client, text: str, voice: str = "am_michael") -> bytes:
    """A recording of speech: a preset voice, as WAV."""
    answer = client.post(
        "/api/generate/preset",
        json={"voice": voice, "text": text, "language": "en", "seed": 1},
        headers={"Accept": "audio/wav"},
    )
    assert answer.status_code == 200, answer.text
    return answer.content
